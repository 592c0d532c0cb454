"""Use case: who stands where, since when, who must act, what is next; now, on a day, or as it was known at a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agreements.application.casework import case_of, companies, company_stream, entries, folder_of, office_of, workflow_of
from agreements.model.dossier import HistoryEvent, Stage
from agreements.model.values import FuzzyDate, LocalText
from agreements.record.record import Reading, Record
from agreements.record.tables import DOSSIER
from agreements.workflow.case import Case, fold
from agreements.workflow.deadlines import Due, deadline_of
from agreements.workflow.explanation import Explanation, steps_now
from agreements.workflow.history import position
from agreements.workflow.loading import Workflow
from agreements.workflow.projections import Certainty, Gate, Standing, as_known, gates, standing_at, waiting_rows


@dataclass(frozen=True, slots=True)
class When:
    """As of which day it is asked (`at`), and as known at which instant; None is now."""

    at: date | None = None
    as_known: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who must act: a member of an open slot, or the roles that can take the next step."""

    what: LocalText
    whom: LocalText
    member: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands, in words."""

    phase: LocalText
    state: LocalText
    state_id: str
    since: FuzzyDate
    outcome: str
    suspended_since: FuzzyDate | None


@dataclass(frozen=True, slots=True)
class Signed:
    """An instrument that was signed by the day that is asked, certainly or possibly."""

    stage: Stage
    date: FuzzyDate
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class CompanyStatus:
    """One line of the board. `possibly` is where the case may have stood, when the dates leave that open."""

    company: str
    name: str
    cluster: str
    place: Place | None
    possibly: Place | None
    signed: tuple[Signed, ...]
    waiting: tuple[Waiting, ...] = ()
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Every company, and how many signed each instrument certainly and possibly."""

    when: When
    companies: tuple[CompanyStatus, ...]

    @property
    def signed(self) -> Mapping[Stage, tuple[int, int]]:
        """Return per instrument how many certainly and how many possibly signed it; who certainly did, possibly did."""
        certain, possible = Counter[Stage](), Counter[Stage]()
        for each in self.companies:
            for signed in each.signed:
                possible[signed.stage] += 1
                certain[signed.stage] += signed.certainty is Certainty.CERTAINLY
        return {stage: (certain[stage], possible[stage]) for stage in Stage}


def board(record: Record, when: When, today: date, subject: str = "") -> Board:
    """Return where every company stands, or one; raise AgreementsError when nothing is recorded of that one."""
    with record.snapshot() as reading:
        if subject:
            folder_of(reading, subject)
        chosen = [subject] if subject else companies(reading)
        return Board(when, tuple(_status(reading, each, when, today) for each in chosen))


def _status(reading: Reading, company: str, when: When, today: date) -> CompanyStatus:
    row = reading.query(DOSSIER, stream=company_stream(company))[0]
    if when == When():
        case = case_of(reading, company)
        workflow = _workflow(reading, case)
        signed = tuple(Signed(each.stage, each.date, Certainty.CERTAINLY, each.source) for each in case.signed) if case else ()
        place = _place(workflow, case)
        due = deadline_of(workflow, case, day=today) if workflow and case and not case.ended else None
        return CompanyStatus(company, row.name, row.cluster, place, place, signed, _waiting(workflow, case), due)
    return _earlier(reading, company, when, (row.name, row.cluster))


def _earlier(reading: Reading, company: str, when: When, known: tuple[str, str]) -> CompanyStatus:
    history = list(entries(reading.load(company_stream(company))))
    if when.as_known:
        history = list(as_known(history, when.as_known))
    if when.at is None:
        case = fold(history) if history else None
        place = _place(_workflow(reading, case), case)
        facts = tuple(Signed(each.stage, each.date, Certainty.CERTAINLY, each.source) for each in (case.signed if case else ()))
        return CompanyStatus(company, *known, place, place, facts)
    standing = standing_at(history, when.at)
    workflow = _workflow(reading, fold(history) if history else None)
    certainly = _place(_workflow(reading, standing.certainly), standing.certainly) or _by_facts(workflow, standing)
    possibly = _place(_workflow(reading, standing.possibly), standing.possibly) or certainly
    signed = tuple(Signed(fact.stage, fact.date, sure, fact.source) for fact, sure in standing.facts if fact.event is HistoryEvent.SIGNED)
    return CompanyStatus(company, *known, certainly, possibly, signed)


def _workflow(reading: Reading, case: Case | None) -> Workflow | None:
    return workflow_of(reading, case.workflow, case.digest) if case else None


def _place(workflow: Workflow | None, case: Case | None) -> Place | None:
    if workflow is None or case is None:
        return None
    state = workflow.state(case.at.state)
    phase = workflow.phases[case.at.phase].label
    return Place(phase, state.label, case.at.state, case.since, case.at.outcome or "", case.suspended_since)


def _by_facts(workflow: Workflow | None, standing: Standing) -> Place | None:
    """Return where the public facts put a case that was opened later only."""
    here = position(workflow, standing) if workflow else None
    if workflow is None or here is None:
        return None
    sure = [fact.date for fact, certainty in standing.facts if certainty is Certainty.CERTAINLY]
    state = workflow.state(here.state)
    return Place(
        workflow.phases[here.phase].label, state.label, here.state, max(sure, key=lambda each: each.last), here.outcome or "", None
    )


def _waiting(workflow: Workflow | None, case: Case | None) -> tuple[Waiting, ...]:
    """Return who must act: first who has yet to answer, and where nobody has, who can take the next step."""
    if workflow is None or case is None:
        return ()
    rows = waiting_rows("", workflow, case)
    return tuple(Waiting(_asked(workflow, each.what), workflow.roles[each.role].label, each.member) for each in rows)


def _asked(workflow: Workflow, name: str) -> LocalText:
    return workflow.slots[name].label if name in workflow.slots else workflow.steps[name].label


@dataclass(frozen=True, slots=True)
class Detail:
    """One company in full: its line of the board, how each gate reads, and every step that starts here."""

    status: CompanyStatus
    gates: tuple[tuple[LocalText, Gate], ...]
    steps: tuple[Explanation, ...]


def detail(record: Record, company: str, today: date) -> Detail:
    """Return all about where a company stands now; raise AgreementsError when nothing is recorded of it."""
    with record.snapshot() as reading:
        folder = folder_of(reading, company)
        status = _status(reading, company, When(), today)
        workflow = _workflow(reading, folder.case)
        if workflow is None or folder.case is None:
            return Detail(status, (), ())
        passed = tuple((workflow.slot(name).label, gate) for name, gate in gates(workflow, folder.case).items())
        steps = steps_now(workflow, folder.case, office_of(reading), folder.parties, day=today)
        return Detail(status, passed, steps)
