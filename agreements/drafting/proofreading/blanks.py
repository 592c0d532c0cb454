"""What is still open: blanks, and reconstructions that can never be final."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.drafting.assembly import blanks
from agreements.drafting.document import Status
from agreements.drafting.places import place_of
from agreements.drafting.proofreading.manuscript import Finding, Manuscript
from agreements.problems import problem


def open_places(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each blank where it is to be filled: a warning in a draft, an error in a final."""
    final = any(document.status is Status.FINAL for document in manuscript.documents)
    if final and manuscript.dossier.reconstruction:
        yield Finding(problem("E404", manuscript.dossier.at("reconstruction")))
    for blank in blanks(manuscript.documents[0]) if manuscript.documents else ():
        where = place_of(blank.path, manuscript.dossier, manuscript.stage)
        yield Finding(problem("E401" if final else "W402", where, label=blank.label, path=blank.path))
