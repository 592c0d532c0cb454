"""The words that every report of the office has, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

REPORT: Mapping[str, tuple[str, str]] = {
    "as_of": ("stand op {day}", "as of {day}"),
    "known": ("zoals bekend op {day}", "as known on {day}"),
    "internal": ("INTERN – niet voor buiten", "INTERNAL – not for outside"),
    "internal_notice": (
        "Bevat gegevens die niet openbaar zijn; niet bestemd voor wie buiten het bureau staat.",
        "Holds facts that are not public; not meant for anybody outside the office.",
    ),
    "reconstruction": (
        "Reconstructie uit openbare bronnen; niet de ondertekende tekst",
        "Reconstruction from public sources; not the signed text",
    ),
    "page": ("Pagina", "Page"),
    "of": ("van", "of"),
    "overview": ("Overzicht", "Overview"),
    "company": ("Bedrijf", "Company"),
    "source": ("Bron", "Source"),
}
