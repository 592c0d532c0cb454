"""The document set on A4: PDF/A-3a for the archive and PDF/UA-1 for every reader, in one file, with the tree it was made from inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from agreements.drafting.document import Document
from agreements.formats import fonts, tagging
from agreements.formats.to_html import asset, markup

SCHEME = "face"
"""The only addresses that a page may ask for: `face:NAME`, a face of the pinned fonts."""

_LOCK = Lock()  # Pango's font map, which calls share, is not safe between threads
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF: how it relates to the pages (ISO 32000-2, 7.11.3) and what it is."""

    name: str
    relationship: str
    mime: str
    description: str
    format: str


ENCLOSURES = (
    Enclosure("document.akn.xml", "Alternative", "application/akn+xml", "Akoma Ntoso", "to_akn"),
    Enclosure("document.json", "Source", "application/json", "Document tree", "to_json"),
)
"""What every PDF carries, by name, as a name tree must be sorted."""


class ForeignAddressError(Exception):
    """A page asked for something that is not ours; nothing was fetched."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Gives the pinned fonts and refuses, fatally, whatever else is asked."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={SCHEME, "data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a face, or what a `data:` address holds; raise FatalURLFetchingError for everything else."""
        scheme, _, name = url.partition(":")
        try:
            return URLFetcherResponse(url, fonts.face(name)) if scheme == SCHEME else super().fetch(url, headers)
        except Exception as error:
            raise FatalURLFetchingError(url) from error


def render(document: Document) -> bytes:
    """Return the PDF: the same bytes for the same document; raise ForeignAddressError rather than fetch anything."""
    return typeset(markup(document, paged=True), enclosures(document), document.date)


def enclosures(document: Document) -> dict[str, bytes]:
    """Return the content of every enclosure by its name."""
    return {each.name: _renderer(each.format)(document) for each in ENCLOSURES}


def _renderer(name: str) -> Callable[[Document], bytes]:
    module = import_module(f"agreements.formats.{name}")  # late, as in `agreements.formats.render`
    return module.render  # type: ignore[no-any-return]  # chosen by name


def typeset(page: str, files: dict[str, bytes], date: str) -> bytes:
    """Return the PDF of paged markup with `files` inside, dated `date` (ISO day or empty)."""
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else _NO_DATE
    attachments = [
        Attachment(string=files[each.name], name=each.name, created=moment, modified=moment, description=each.description) for each in ENCLOSURES
    ]
    with _LOCK:
        configuration, style = _style()
        try:
            layout = HTML(string=page, url_fetcher=Fetcher(), base_url="").render(stylesheets=[style], font_config=configuration)
        except FatalURLFetchingError as error:
            raise ForeignAddressError(str(error)) from error
        _identify(layout.metadata)
        return layout.write_pdf(pdf_variant="pdf/a-3a", attachments=attachments, finisher=_finish)  # type: ignore[no-any-return]


@cache
def _style() -> tuple[Any, Any]:
    """Return the font configuration and the parsed style, which cost as much as a short document and never change."""
    configuration = FontConfiguration()
    text = f"{fonts.rules(SCHEME)}\n{asset('paged.css')}"
    return configuration, CSS(string=text, font_config=configuration, url_fetcher=Fetcher())


def _identify(metadata: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    """Let the metadata say that the file is PDF/UA-1 too, with the schema that PDF/A asks for it."""
    archive = metadata.generate_rdf_metadata

    def both(*identification: object) -> bytes:
        xml: bytes = archive(*identification)
        return xml.replace(b"</rdf:RDF>", asset("pdfua.xml").encode() + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = both


def _finish(layout: Any, pdf: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    _name_fonts(pdf)
    _relate(pdf)
    tagging.mend(layout, pdf)


def _name_fonts(pdf: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    pass


def _relate(pdf: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    """Give each enclosure its relationship and type, and name it once as belonging to the document."""
    known = {each.name: each for each in ENCLOSURES}
    specifications = [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Filespec"]
    for specification in specifications:
        enclosure = known[specification["UF"].string]
        specification["AFRelationship"] = f"/{enclosure.relationship}"
        number = int(specification["EF"]["F"].split()[0])
        pdf.objects[number].extra["Subtype"] = "/" + re.sub("/", "#2f", enclosure.mime)
    pdf.catalog["AF"][:] = [each.reference for each in specifications]
