"""Proofreading: what a careful lawyer would say about a draft before it goes out, by fixed rules with stable codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreements.drafting.assembly import blanks
from agreements.drafting.document import Document, Status
from agreements.drafting.template import Template
from agreements.model.dossier import Dossier, PartyKind, Stage
from agreements.problems import Problem, problem


def proofread(template: Template, dossier: Dossier, documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield what is wrong with a draft, for all its languages together."""
    yield from _natures(template, dossier)
    final = any(document.status is Status.FINAL for document in documents)
    if final and dossier.reconstruction:
        yield problem("E404", dossier.at("reconstruction"))
    for blank in blanks(documents[0]) if documents else ():
        yield problem("E401" if final else "W402", dossier.where, label=blank.label, path=blank.path)


def _natures(template: Template, dossier: Dossier) -> Iterator[Problem]:
    """A promise is no stronger than its instrument can carry (Aanwijzingen voor convenanten 2025, aanw. 11)."""
    for commitment in dossier.commitments:
        for promise in commitment.promised if commitment.party is PartyKind.COMPANY else ():
            if promise.stage is Stage(template.kind) and promise.nature not in template.about.natures:
                yield problem("E403", promise.at("nature"), kind=template.kind, nature=promise.nature, id=commitment.id)
