"""Which edition of the drafting norm a document is read by: that of the day on which it was signed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from agreements.drafting.proofreading.manuscript import Manuscript
from agreements.model.dossier_kinds import HistoryEvent


class Edition(StrEnum):
    """An edition of the Aanwijzingen voor convenanten."""

    OF_2003 = "Aanwijzingen voor convenanten (2003)"
    OF_2025 = "Aanwijzingen voor convenanten (2025)"


IN_FORCE = date(2025, 10, 11)
"""Of the edition of 2025 (BWBR0051610); what was signed before falls under that of 2003 (BWBR0014609)."""


def edition_of(manuscript: Manuscript) -> Edition:
    """Return the edition for a document: that of 2003 only when it was certainly signed before the next came into force."""
    signed = signed_by(manuscript)
    return Edition.OF_2003 if signed and signed < IN_FORCE else Edition.OF_2025


def signed_by(manuscript: Manuscript) -> date | None:
    """Return the day on which the document had certainly been signed; None when the dossier says nothing of it.

    The dossier tells when an instrument was signed, not when a document about it was.
    """
    if manuscript.kind.stage is None:
        return None
    signed = [
        fact.date.last
        for fact in manuscript.dossier.history
        if fact.stage is manuscript.stage and fact.event is HistoryEvent.SIGNED and fact.date and not fact.withdrawn
    ]
    return max(signed, default=None)
