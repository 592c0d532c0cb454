"""What tests draft from what the checkout holds: the sample of each template, and each example as the kinds that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dossiers import ROOT, read

from agreements.application.draft import Order, compose
from agreements.drafting.document import Document
from agreements.workspace import Workspace

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, order=True)
class Subject:
    """A dossier, by id or path, and the kind of document that is drafted from it."""

    dossier: str
    kind: str

    def __str__(self) -> str:
        """Return a short name for the list of tests."""
        path = Path(self.dossier)
        return f"{path.parent.name or path.stem}-{self.kind}"

    def order(self, language: str) -> Order:
        """Return the order for a draft in a language."""
        return Order(self.dossier, self.kind, (language,))


@cache
def drafted(subject: Subject, language: str) -> Document:
    """Return the draft in a language, and fail with what was found when there is none."""
    outcome = compose(Workspace.at(ROOT), subject.order(language))
    assert outcome.documents, outcome.problems
    return outcome.documents[0]


def _examples() -> Iterator[Subject]:
    """Yield each example as an EoP, and as each further kind for which it holds a promise."""
    kinds = [subject.kind for subject in SAMPLES]
    for path in sorted((ROOT / "examples").glob("*/*.yaml")):
        dossier, _ = read(path.read_text(encoding="utf-8"))
        assert dossier is not None, path
        stages = {promise.stage for commitment in dossier.commitments for promise in commitment.promised}
        yield from (Subject(path.stem, kind) for kind in kinds if kind == "eop" or kind in stages)


SAMPLES = [Subject(str(path.relative_to(ROOT)), path.parts[-3]) for path in sorted((ROOT / "templates").glob("*/sample/dossier.yaml"))]
EXAMPLES = list(_examples())
SOME = [*SAMPLES, Subject("yara-sluiskil", "eop"), Subject("verzonnen-glas", "eop")]
"""Enough for a test of every day; the proofs take `REST` as well."""
REST = [subject for subject in EXAMPLES if subject not in SOME]


def in_both(subjects: list[Subject]) -> list[tuple[Subject, str]]:
    """Return each subject in each language."""
    return [(subject, language) for subject in subjects for language in LANGUAGES]
