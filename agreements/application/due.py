"""Use case: every deadline that runs, until when, on what it rests, and who is warned of it next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from agreements.application.casework import COMPANY, case_of, company_stream, folder_of
from agreements.application.shelf import STAND, Receiver, Shelf, Stand, stand_of
from agreements.application.signing_status import IssueStatus, Stance, open_issues
from agreements.model.values import FuzzyDate, LocalText
from agreements.record.record import Reading, Record
from agreements.record.tables import RUNG, STANDING, TIMER, Row, RungRow, Table, TimerRow
from agreements.record.values import effective_date
from agreements.workflow.deadlines import Due, deadline_of
from agreements.workflow.definition import Legal


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning on its day: in which role, and who holds that role."""

    day: date
    role: LocalText
    receivers: tuple[Receiver, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline that runs, or that stands still: then it has no last day. Of an issue the state is its signing; `reminders` are its days.

    `left` counts the days until the last one; below nothing it is over. `due` is the deadline with the reasons for its day, where asked.
    `said` is the date of which `last` is the last day, where that is not known to the day.
    """

    company: str
    name: str
    state_id: str
    state: LocalText
    timer: str
    last: date | None
    left: int | None
    still_since: FuzzyDate | None
    legal: Legal
    basis: str
    then: LocalText | None
    next: Warned | None = None
    due: Due | None = None
    reminders: tuple[date, ...] = ()
    said: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deadlines are asked for: of one company or of all, within so many days or all, with the reasons for their day or not."""

    company: str = ""
    within: int | None = None
    explain: bool = False


SIGNING = "issue/"
"""How the state of a term to sign begins; the id of the issue follows."""

SIGNATORY = LocalText("ondertekenaar", "signatory")


def role_of(rung: str) -> str:
    """Return the role that a rung of a timer warns; its name is its number in the file and the role."""
    return rung.partition(":")[2]


def running(record: Record, today: date, wanted: Wanted) -> tuple[Running, ...]:
    """Return every deadline that runs, the first to end first, then those that stand still.

    Raise AgreementsError when nothing is recorded of the company that is asked for.
    """
    with record.snapshot() as reading:
        if wanted.company:
            folder_of(reading, wanted.company)
        every = (*_all(reading, today, wanted), *map(partial(_of_issue, today), open_issues(reading, today, wanted.company)))
        found = [each for each in every if _within(each, wanted.within)]
        return in_order_of_days(found)


def in_order_of_days(found: Iterable[Running]) -> tuple[Running, ...]:
    """Return deadlines the first to end first, then those that stand still."""
    return tuple(sorted(found, key=lambda each: (each.last or date.max, each.company)))


def _within(each: Running, days: int | None) -> bool:
    return days is None or each.left is None or each.left <= days


def _all(reading: Reading, today: date, wanted: Wanted) -> Iterator[Running]:
    stream = company_stream(wanted.company) if wanted.company else ""
    shelf = Shelf(reading)
    timers = {row.stream: row for row in _rows(reading, TIMER, stream)}
    rungs = _open_rungs(reading, today, stream)
    stands = reading.columns(STANDING, *STAND, stream=stream) if stream else reading.columns(STANDING, *STAND)
    for stand in map(stand_of, stands):
        found = _running(shelf, stand, timers.get(stand.stream), today)
        if found is not None:
            warned = _next(shelf, stand, rungs.get(stand.stream, []), today)
            due = _due(shelf, stand, today) if wanted.explain else None
            yield replace(found, next=warned, due=due)


def _of_issue(today: date, issue: IssueStatus) -> Running:
    """Return the term in which an issue may be signed: the office set it, so it is one of policy. Its signatories are who is reminded."""
    last, plan = issue.plan.expires_on, issue.plan
    waiting = [each for each in issue.waiting if each.stance is Stance.NEXT]
    receivers = tuple(Receiver(each.deputy.id if each.deputy else each.planned.signatory) for each in waiting)
    return Running(
        issue.company,
        issue.name,
        f"{SIGNING}{issue.id}",
        LocalText(f"ondertekening van {issue.id}", f"signing of {issue.id}"),
        f"{SIGNING}{issue.id}:{last}",
        last,
        (last - today).days,
        None,
        Legal.POLICY,
        "",
        None,
        Warned(issue.reminder, SIGNATORY, receivers) if issue.reminder and receivers else None,
        reminders=tuple(each for each in plan.reminders if each >= today),
    )


def _rows(reading: Reading, table: Table[Row], stream: str) -> tuple[Row, ...]:
    return reading.query(table, stream=stream) if stream else reading.query(table)


def running_now(shelf: Shelf, stream: str, today: date) -> Running | None:
    """Return the deadline that runs or stands still for one company, or None."""
    stand = shelf.stand(stream)
    if stand is None:
        return None
    timers = shelf.reading.query(TIMER, stream=stream)
    return _running(shelf, stand, timers[0] if timers else None, today)


def _running(shelf: Shelf, stand: Stand, timer: TimerRow | None, today: date) -> Running | None:
    workflow = shelf.workflow(stand)
    state = workflow.states.get(stand.state)
    told = state.deadline if state else None
    if stand.outcome or state is None or told is None or not (timer or stand.paused):
        return None
    last = date.fromisoformat(timer.due) if timer else None
    return Running(
        stand.stream.removeprefix(COMPANY),
        shelf.dossier(stand.stream)[0],
        stand.state,
        state.label,
        timer.timer if timer else "",
        last,
        (last - today).days if last else None,
        effective_date(stand.paused) if stand.paused else None,
        told.legal,
        told.basis,
        workflow.steps[told.then].label if told.then else None,
    )


def _open_rungs(reading: Reading, today: date, stream: str) -> Mapping[str, list[RungRow]]:
    """Return by stream the rungs that nobody was warned of yet, the first first."""
    unclaimed = {(each.stream, each.timer, each.rung) for each in reading.due_rungs(today.isoformat())}
    found: dict[str, list[RungRow]] = defaultdict(list)
    for row in sorted(_rows(reading, RUNG, stream), key=lambda each: (each.day, each.rung)):
        if row.day > today.isoformat() or row[:3] in unclaimed:
            found[row.stream].append(row)
    return found


def _next(shelf: Shelf, stand: Stand, rungs: list[RungRow], today: date) -> Warned | None:
    """Return the next warning; it goes to who holds the role on that day, or today when the day has come."""
    if not rungs:
        return None
    day, role = date.fromisoformat(rungs[0].day), role_of(rungs[0].rung)
    return Warned(day, shelf.workflow(stand).roles[role].label, shelf.receivers(stand, role, max(day, today)))


def _due(shelf: Shelf, stand: Stand, today: date) -> Due | None:
    case = case_of(shelf.reading, stand.stream.removeprefix(COMPANY))
    return deadline_of(shelf.workflow(stand), case, day=today) if case else None
