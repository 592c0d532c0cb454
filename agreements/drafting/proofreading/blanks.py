"""What is still open: blanks, and reconstructions that can never be final."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.drafting.assembly import blanks
from agreements.drafting.proofreading.manuscript import Finding, Manuscript
from agreements.problems import Said, problem


def open_places(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each blank where it is to be filled: a warning in a draft, an error in a final."""
    if manuscript.final and manuscript.dossier.reconstruction:
        yield Finding(problem("E404", manuscript.dossier.at("reconstruction")))
    labels = {document.language: {blank.path: blank.label for blank in blanks(document)} for document in manuscript.documents}
    for path, label in next(iter(labels.values()), {}).items():
        where = manuscript.place(path)
        said = Said(*(labels.get(language, {}).get(path, label) for language in ("nl", "en")))
        yield Finding(problem("E401" if manuscript.final else "W402", where, label=said, path=path))
