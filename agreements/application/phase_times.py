"""Use case: how long each company stood in each phase, on whom it waits and since when, and how long a phase takes over all of them.

All of it comes from the events of the record. Of a company without a case, or of a time before its case was opened, nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from agreements.application.board import Waiting
from agreements.application.casework import companies, company_stream, definitions, entries, workflow_of
from agreements.application.dossiers import fold_dossier
from agreements.model.values import FuzzyDate, LocalText
from agreements.record.record import Reading, Record
from agreements.record.tables import DOSSIER
from agreements.workflow.case import Case, Entry
from agreements.workflow.loading import Workflow
from agreements.workflow.projections import Certainty, as_known, certain_by, standing_at
from agreements.workflow.stays import Awaited, Days, Stay, awaited, stays, together


@dataclass(frozen=True, slots=True)
class InPhase:
    """The time of one company in one phase by a day, all its stays together; `now` when it had not certainly left it.

    `whole` is False when the record does not say when it began.
    """

    workflow: str
    phase: str
    label: LocalText
    days: Days
    stays: tuple[Stay, ...]
    now: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Whom a company waits for, in words, and since when."""

    waiting: Waiting
    since: FuzzyDate


@dataclass(frozen=True, slots=True)
class CompanyTimes:
    """The times of a company by a day: its phases in the order of the workflow, whom it waits for; or since when it stands still or ended.

    `sure` is False when the dates leave open where it stood.
    """

    company: str
    name: str
    phases: tuple[InPhase, ...]
    waiting: tuple[Awaiting, ...] = ()
    still: FuzzyDate | None = None
    ended: FuzzyDate | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class PhaseTimes:
    """A phase over all companies: how many left it with the days of the middle one and the longest, and how many are in it now.

    Only times that the record holds from begin to end make the middle and the longest; `unknown` is how many others there are. Of an even
    number the middle is the smaller of the two.
    """

    workflow: str
    phase: str
    label: LocalText
    left: int
    median: Days | None
    longest: Days | None
    now: int
    longest_now: Days | None
    unknown: int


@dataclass(frozen=True, slots=True)
class Times:
    """The times of all companies with a case, and of each phase in which one of them stood."""

    companies: tuple[CompanyTimes, ...] = ()
    phases: tuple[PhaseTimes, ...] = ()


def times_of(record: Record, day: date, known: str = "") -> Times:
    """Return the times that the record tells by a day, as it held them at an instant (ISO, UTC), or holds them now."""
    with record.snapshot() as reading:
        names = {str(stream): str(name) for stream, name in reading.columns(DOSSIER, "stream", "name")}
        told = ((each, *_told(reading, names, each, known)) for each in companies(reading))
        found = [_of_company(reading, company, name, history, day) for company, name, history in told if history]
        shown = tuple(sorted((each for each in found if each is not None), key=lambda each: (each.name.casefold(), each.company)))
        return Times(shown, tuple(over_all(shown, _order(reading, shown))))


def _told(reading: Reading, names: Mapping[str, str], company: str, known: str) -> tuple[str, tuple[Entry, ...]]:
    """Return what a company is called and what happened in its case, both as they were known."""
    recorded = reading.load(company_stream(company))
    history = tuple(entries(recorded))
    if not known:
        return names.get(company_stream(company), company), history
    kept = fold_dossier(company, (each for each in recorded if each.recorded <= known))
    about = kept.dossier().company if kept else None
    return about.short_name or about.name if about else company, as_known(history, known)


def _of_company(reading: Reading, company: str, name: str, history: Sequence[Entry], day: date) -> CompanyTimes | None:
    """Return the times of a company; None when its case had not certainly been opened by then."""
    standing = standing_at(history, day)
    case = standing.certainly
    if case is None:
        return None
    begun = [each.by(day) for each in stays(history) if each.begun(day) is not Certainty.NOT]
    waiting = awaited(certain_by(history, day), lambda at: _pinned(reading, at))
    return CompanyTimes(
        company,
        name,
        tuple(_phases(reading, case, begun, day)),
        tuple(_worded(_pinned(reading, case), each) for each in waiting),
        case.suspended_since,
        case.since if case.ended else None,
        standing.possibly is not None and standing.possibly.at == case.at,
    )


def _pinned(reading: Reading, case: Case) -> Workflow:
    return workflow_of(reading, case.workflow, case.digest)


def _phases(reading: Reading, case: Case, begun: Iterable[Stay], day: date) -> Iterator[InPhase]:
    by_phase: dict[str, list[Stay]] = {}
    for each in begun:
        if not each.over:
            by_phase.setdefault(each.phase, []).append(each)
    for phase, found in by_phase.items():
        last, workflow = found[-1], workflow_of(reading, case.workflow, found[-1].digest)
        days, whole = together([each.days(day) for each in found]), all(each.whole for each in found)
        yield InPhase(case.workflow, phase, workflow.phases[phase].label, days, tuple(found), last.goes_on(day), whole)


def _worded(workflow: Workflow, each: Awaited) -> Awaiting:
    row = each.row
    what = workflow.slots[row.what].label if row.what in workflow.slots else workflow.steps[row.what].label
    return Awaiting(Waiting(what, workflow.roles[row.role].label, row.member), each.since)


def _order(reading: Reading, found: Iterable[CompanyTimes]) -> Mapping[tuple[str, str], int]:
    """Return the place of each phase: workflows by their names, their phases as the versions order them in which somebody stood in one.

    A version that was published since changes nothing: a report of an earlier day is made again as it was.
    """
    used: dict[str, set[str]] = {}
    for each in (each for company in found for each in company.phases):
        used.setdefault(each.workflow, set()).update(stay.digest for stay in each.stays)
    phases = ((name, phase) for name in sorted(used) for phase in merged(_orders(reading, name, used[name])))
    return {phase: place for place, phase in enumerate(phases)}


def _orders(reading: Reading, workflow: str, digests: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield the phases of some versions of a workflow in their order, the version that was published last first."""
    for each in reversed(list(definitions(reading, workflow))):
        if each.digest in digests:
            yield tuple(workflow_of(reading, workflow, each.digest).phases)


def merged(orders: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return all that several orders name: as the first one does; what a later one adds stands behind what goes before it there."""
    found: list[str] = []
    for order in orders:
        for place, each in enumerate(order):
            if each not in found:
                found.insert(found.index(order[place - 1]) + 1 if place else 0, each)
    return tuple(found)


def over_all(found: Iterable[CompanyTimes], order: Mapping[tuple[str, str], int]) -> Iterator[PhaseTimes]:
    """Yield each phase over all companies, in an order of workflow and phase; those that it does not name come last."""
    by_phase: dict[tuple[str, str], list[InPhase]] = {}
    for company in found:
        for each in company.phases:
            by_phase.setdefault((each.workflow, each.phase), []).append(each)
    for key, some in sorted(by_phase.items(), key=lambda each: (order.get(each[0], len(order)), each[0])):
        yield _over_all(key, some)


def _over_all(key: tuple[str, str], found: Sequence[InPhase]) -> PhaseTimes:
    left = [each for each in found if not each.now]
    known = [each.days for each in left if each.whole]
    running = [each.days for each in found if each.now and each.whole]
    unknown = sum(not each.whole for each in found)
    middle, longest = (_middle(known), _longest(known)) if known else (None, None)
    return PhaseTimes(*key, found[-1].label, len(left), middle, longest, len(found) - len(left), _longest(running), unknown)


def _middle(found: Sequence[Days]) -> Days:
    most = median_low([float("inf") if high is None else high for _, high in found])
    return median_low([low for low, _ in found]), None if most == float("inf") else int(most)


def _longest(found: Sequence[Days]) -> Days | None:
    if not found:
        return None
    highs = [high for _, high in found]
    return max(low for low, _ in found), None if None in highs else max(high for high in highs if high is not None)
