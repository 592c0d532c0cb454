"""How long a case stood in each phase, and whom it waits for since when: only what its events say, by when things were so.

A stay runs from the event by which a case came into a phase to the event by which it left it. What is not known of a date stays open: a
number of days is the fewest and the most that the dates leave. Days are calendar days; those in which a case stood still are among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agreements.model.values import FuzzyDate, Precision
from agreements.workflow.case import Case, Entry, evolve
from agreements.workflow.events import CaseMigrated, CaseOpened, CorrectionDecided, HistoryRecorded
from agreements.workflow.loading import Workflow
from agreements.workflow.projections import Certainty, WaitingRow, bounded, certainty, waiting_rows

Days = tuple[int, int | None]
"""The fewest and the most days; None where the first day is not known at all."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one phase. `version` and `left` are the versions of the events that began and ended it; without `end` it goes on.

    `whole` is False when the case was opened in the midst of the phase, so that the record does not say when that began. `over` says that
    the case stands in an end: nobody works on it there.
    """

    phase: str
    digest: str
    begin: FuzzyDate
    version: int
    end: FuzzyDate | None = None
    left: int | None = None
    whole: bool = True
    over: bool = False

    def begun(self, day: date) -> Certainty:
        """Say whether it had begun by a day."""
        return certainty(self.begin, day)

    def goes_on(self, day: date) -> bool:
        """Say whether it had not certainly ended by a day."""
        return self.end is None or certainty(self.end, day) is not Certainty.CERTAINLY

    def by(self, day: date) -> Stay:
        """Return it as it stood by a day: without an end that had certainly not come."""
        return self if self.end is None or certainty(self.end, day) is not Certainty.NOT else replace(self, end=None, left=None)

    def days(self, day: date) -> Days:
        """Return the days that it had lasted by a day."""
        first, last = (day, day) if self.end is None else (self.end.first or date.min, self.end.last)
        fewest = (min(first, day) - self.begin.last).days
        return max(fewest, 0), max((min(last, day) - self.begin.first).days, 0) if self.begin.first else None


@dataclass(frozen=True, slots=True)
class Awaited:
    """Whom a case waits for, and since when that has been so without a break."""

    row: WaitingRow
    since: FuzzyDate


def together(found: Sequence[Days]) -> Days:
    """Return several numbers of days as one."""
    highs = [high for _, high in found if high is not None]
    return sum(low for low, _ in found), sum(highs) if len(highs) == len(found) else None


def stays(entries: Sequence[Entry]) -> tuple[Stay, ...]:
    """Return the stays of a case in the order of its events; none when it was never opened."""
    found: tuple[Stay, ...] = ()
    case: Case | None = None
    for entry, when in _of_the_case(entries):
        before, case = case, evolve(case, entry.event, entry.version, entry.effective, entry.author)
        found = _after(found, (before, case), entry, when)
    return found


def _of_the_case(entries: Sequence[Entry]) -> list[tuple[Entry, FuzzyDate]]:
    """Return the events from the opening on, each with its date within what its neighbours leave: a day where that is all that is left."""
    pairs = [(entry, _worded(entry.effective, when)) for entry, when in zip(entries, bounded(entries), strict=True)]
    opened = next((place for place, (entry, _) in enumerate(pairs) if isinstance(entry.event, CaseOpened)), len(pairs))
    return pairs[opened:]


def _worded(said: FuzzyDate, when: FuzzyDate) -> FuzzyDate:
    """Return a date within its neighbours as it was said, where these leave all of it; else as a day, or the days that are left."""
    if (said.first, said.last) == (when.first, when.last):
        return said
    return FuzzyDate(Precision.DAY, when.first, when.last) if when.first == when.last else when


def _after(found: tuple[Stay, ...], cases: tuple[Case | None, Case], entry: Entry, when: FuzzyDate) -> tuple[Stay, ...]:
    before, case = cases
    if before is None:
        return (_begun(case, entry, when, whole=not case.opened_at),)
    if isinstance(entry.event, CaseMigrated):  # the same stay under the name that another version of the workflow gives it
        return (*found[:-1], replace(found[-1], phase=case.at.phase, digest=case.digest, over=case.ended))
    if isinstance(entry.event, CorrectionDecided) and entry.event.to is not None and entry.event.accepted:
        return _corrected(found, _about(before, entry.event), case, entry, when)
    return _moved(found, case, entry, when)


def _begun(case: Case, entry: Entry, when: FuzzyDate, *, whole: bool = True) -> Stay:
    return Stay(case.at.phase, case.digest, when, entry.version, whole=whole, over=case.ended)


def _moved(found: tuple[Stay, ...], case: Case, entry: Entry, when: FuzzyDate) -> tuple[Stay, ...]:
    last = found[-1]
    if (last.phase, last.over) == (case.at.phase, case.ended):
        return found
    return (*found[:-1], replace(last, end=when, left=entry.version), _begun(case, entry, when))


def _about(before: Case, event: CorrectionDecided) -> int:
    return next(each.about for each in before.proposals if each.version == event.proposal)


def _corrected(found: tuple[Stay, ...], about: int, case: Case, entry: Entry, when: FuzzyDate) -> tuple[Stay, ...]:
    """Return the stays without those that were recorded wrongly: since the event that was wrong, the case stood where it is put right."""
    kept = tuple(each for each in found if each.version < about)
    dropped = found[len(kept) :]
    if not dropped:
        return _moved(found, case, entry, when)
    first = dropped[0]
    if not kept:
        return (replace(first, phase=case.at.phase, digest=case.digest, end=None, left=None, over=case.ended),)
    return _moved((*kept[:-1], replace(kept[-1], end=None, left=None)), case, replace(entry, version=first.version), first.begin)


def awaited(entries: Sequence[Entry], workflow_of: Callable[[Case], Workflow]) -> tuple[Awaited, ...]:
    """Return whom a case waits for after its last event, each since when: the date of the event after which that was first so."""
    since: Mapping[WaitingRow, FuzzyDate] = {}
    case: Case | None = None
    for entry, when in _of_the_case(entries):
        case = evolve(case, entry.event, entry.version, entry.effective, entry.author)
        if isinstance(entry.event, HistoryRecorded):
            continue
        known = {_renamed(row, entry.event): each for row, each in since.items()} if isinstance(entry.event, CaseMigrated) else since
        since = {row: known.get(row, when) for row in waiting_rows(workflow_of(case), case)}
    return tuple(Awaited(row, when) for row, when in since.items())


def _renamed(row: WaitingRow, event: CaseMigrated) -> WaitingRow:
    return replace(row, what=event.slots.get(row.what, event.steps.get(row.what, row.what)))
