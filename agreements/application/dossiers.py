"""Dossiers in the record: what was applied is an event with its changes; the dossier is the fold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier
from agreements.model.reading import FORMAT
from agreements.model.revisions import Change, Content, node_of, revised
from agreements.problems import AgreementsError, Problem, Where
from agreements.record.values import Recorded

APPLIED = "dossier_applied"
EVENT_FORMAT = 1


@dataclass(frozen=True, slots=True)
class RecordedDossier:
    """A dossier as it stands in the record; `version` is that of the event which changed it last."""

    company: str
    version: int
    said: Content

    @property
    def where(self) -> Where:
        """The place that people know it by."""
        return Where(f"{self.company} ({self.version})")

    def read(self, where: Where | None = None) -> tuple[Dossier | None, tuple[Problem, ...]]:
        """Return the dossier, and every fault in it: what was recorded by an older version may be refused by this one."""
        said = self.said if isinstance(self.said, dict) else {}
        return dossier_from(node_of({"format": str(FORMAT), **said}, where or self.where))

    def dossier(self) -> Dossier:
        """Return the dossier; raise AgreementsError when it cannot be read any more."""
        found, faults = self.read()
        if found is None:
            raise AgreementsError(*faults)
        return found


def applied(changes: Iterable[Change], file: str) -> dict[str, object]:
    """Return the body of an event that records changes, and the name of the file that they came from."""
    return {"file": file, "changes": [{"path": list(change.path), "after": change.after} for change in changes]}


def changes_of(body: Mapping[str, object]) -> Iterator[Change]:
    """Yield the changes in the body of an event; what stood there before follows from the events before it."""
    for each in cast("list[dict[str, object]]", body["changes"]):
        yield Change(tuple(cast("list[str]", each["path"])), None, cast("Content", each["after"]))


def changes_in(history: Iterable[Recorded]) -> Iterator[Change]:
    """Yield the changes of every dossier that was applied."""
    for each in history:
        if each.kind == APPLIED:
            yield from changes_of(each.body)


def fold_dossier(company: str, history: Iterable[Recorded]) -> RecordedDossier | None:
    """Return the dossier that the events of a company make, or None when none was applied."""
    said: Content | None = None
    version = 0
    for each in history:
        if each.kind == APPLIED:
            said, version = revised(said, changes_of(each.body)), each.version
    return None if said is None else RecordedDossier(company, version, said)
