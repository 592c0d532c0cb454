"""Which deadline runs in a case, counted from when and until when, with what befell it. A deadline warns; it never decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.model import legal_calendar as calendar
from agreements.model.legal_calendar import Entry, Extension, Reckoned, StandsStill, Suspension, Term
from agreements.model.legal_reasons import Legal as LegalTerm
from agreements.model.legal_reasons import Reason, TermUnit
from agreements.model.values import FuzzyDate, Precision, parse_date
from agreements.workflow.case import Case, Pause
from agreements.workflow.definition import DeadlineFile, Legal
from agreements.workflow.guards import fits
from agreements.workflow.loading import Workflow

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DatedRung:
    """One warning on its day, to a role; `number` is its place in the file."""

    number: int
    day: date
    to: str


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline of the state in which a case is.

    `last` is None while it stands still; `earliest` then says when it would end if it ran again tomorrow. `certain` says whether the day it
    counts from is known; when not, the earliest possible day is taken. `then` is a step that people may take after it.
    """

    state: str
    counted_from: date
    certain: bool
    last: date | None
    earliest: date
    provisional: bool
    reasons: tuple[Reason | StandsStill, ...]
    rungs: tuple[DatedRung, ...]
    legal: Legal
    basis: str
    then: str | None


def deadline_of(workflow: Workflow, case: Case, *, day: date) -> Due | None:
    """Return the deadline that runs, or None where the state has none; `day` is only looked at while the case stands still."""
    told = workflow.states[case.at.state].deadline
    if told is None:
        return None
    start = _start(workflow, case, told)
    counted_from = start.first or start.last
    term = Term(told.within, TermUnit(told.unit.value), LegalTerm(told.legal.value))
    pauses = (each for each in case.pauses if stops(each, told.legal))
    ledger: list[Entry] = [*_suspensions(pauses, counted_from), *_extensions(case, counted_from)]
    found = calendar.deadline(counted_from, term, ledger, day)
    reckoned = found.earliest if isinstance(found, StandsStill) else found
    return Due(
        case.at.state,
        counted_from,
        start.precision is Precision.DAY,
        None if isinstance(found, StandsStill) else found.last,
        reckoned.last,
        reckoned.provisional,
        (found,) if isinstance(found, StandsStill) else found.reasons,
        _rungs(told, found),
        told.legal,
        told.basis,
        told.then,
    )


def _start(workflow: Workflow, case: Case, told: DeadlineFile) -> FuzzyDate:
    """Return what a deadline counts from: a recorded date where the file names one, else the day the state was entered."""
    ask = workflow.facts.get(told.counts_from) if told.counts_from else None
    value = case.facts.get(ask.id) if ask else None
    return parse_date(value) if ask is not None and value is not None and fits(ask, value) else case.since


def running(workflow: Workflow, case: Case) -> Due | None:
    """Return the deadline that runs now: none after the end, nor while it stands still."""
    told = workflow.states[case.at.state].deadline
    still = told is not None and case.suspended_since is not None and stops(case.pauses[-1], told.legal)
    return None if case.ended or still else deadline_of(workflow, case, day=date.max)


def stops(pause: Pause, legal: Legal) -> bool:
    """Say whether a deadline stands still in a pause: what the law sets runs on, unless the law itself gives the ground (art. 4:15 Awb)."""
    return pause.statutory or legal is not Legal.STATUTORY


def _suspensions(pauses: Iterable[Pause], start: date) -> Iterator[Suspension]:
    """Yield the days on which the term did not run: the day of suspending and the day of resuming count (as in art. 4:15(1) Awb)."""
    for pause in pauses:
        first = (pause.first.first or pause.first.last) + _DAY
        last = None if pause.last is None else (pause.last.first or pause.last.last) - _DAY
        if last is None or last >= max(first, start):
            yield Suspension(first, last, pause.ground)


def _extensions(case: Case, counted_from: date) -> Iterator[Extension]:
    for each in case.extensions:
        if (each.state, each.counted_from) == (case.at.state, counted_from):
            yield Extension(each.days, TermUnit.DAYS, each.ground)


def _rungs(told: DeadlineFile, found: Reckoned | StandsStill) -> tuple[DatedRung, ...]:
    if isinstance(found, StandsStill):
        return ()
    days = calendar.rung_dates(found.last, [calendar.Rung(int(each.days), each.to) for each in told.rungs])
    return tuple(DatedRung(number, day, each.to) for number, (day, each) in enumerate(zip(days, told.rungs, strict=True)))
