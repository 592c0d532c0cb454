"""Use cases: all about where one company stands, and where every company stood on a day or as it was known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agreements.application.acting import When
from agreements.application.board import Board, Line, Place, Signed, lines_of
from agreements.application.casework import companies, company_stream, entries, folder_of, office_of, workflow_of
from agreements.model.dossier_kinds import HistoryEvent
from agreements.model.values import LocalText
from agreements.record.record import Reading, Record
from agreements.record.tables import DOSSIER
from agreements.workflow.case import Case, Entry, Fact, fold
from agreements.workflow.deadlines import Due, deadline_of
from agreements.workflow.encoding import date_text
from agreements.workflow.explanation import Explanation, steps_now
from agreements.workflow.history import position
from agreements.workflow.loading import Workflow
from agreements.workflow.projections import Certainty, Gate, Standing, as_known, gates, standing_at


def past(record: Record, when: When, subject: str = "") -> Board:
    """Return where every company stood that the record held by then, or one; raise AgreementsError when nothing is recorded of that one."""
    with record.snapshot() as reading:
        if subject:
            folder_of(reading, subject)
        found = (_line(reading, each, when) for each in ([subject] if subject else companies(reading)))
        lines = tuple(line for line in found if line is not None)
    return Board(lines, when.at.isoformat() if when.at else "", when.as_known)


def _line(reading: Reading, company: str, when: When) -> Line | None:
    """Return where a company stood, or None when the record held nothing of it by then."""
    recorded = reading.load(company_stream(company))
    if when.as_known and recorded[0].recorded > when.as_known:
        return None
    row = reading.query(DOSSIER, stream=company_stream(company))[0]
    history = list(entries(recorded))
    if when.as_known:
        history = list(as_known(history, when.as_known))
    workflow = _workflow(reading, fold(history) if history else None)
    standing = _standing(history, when)
    certainly = _place(_workflow(reading, standing.certainly), standing.certainly) or _by_facts(workflow, standing)
    possibly = _place(_workflow(reading, standing.possibly), standing.possibly) or certainly
    signed = [each for each in standing.facts if each[0].event is HistoryEvent.SIGNED]
    return Line(company, row.name, row.cluster, certainly, possibly, tuple(_signed(*each) for each in signed))


def _standing(history: Sequence[Entry], when: When) -> Standing:
    if when.at is not None:
        return standing_at(history, when.at)
    case = fold(history) if history else None
    return Standing(case, case, tuple((fact, Certainty.CERTAINLY) for fact in (case.history if case else ())))


def _signed(fact: Fact, certainty: Certainty) -> Signed:
    first = fact.date.first.isoformat() if fact.date.first else ""
    return Signed(fact.stage.value, first, fact.date.last.isoformat(), certainty is Certainty.CERTAINLY)


def _workflow(reading: Reading, case: Case | None) -> Workflow | None:
    return workflow_of(reading, case.workflow, case.digest) if case else None


def _place(workflow: Workflow | None, case: Case | None) -> Place | None:
    if workflow is None or case is None:
        return None
    state, phase = workflow.state(case.at.state), workflow.phases[case.at.phase]
    paused = date_text(case.suspended_since) if case.suspended_since else ""
    return Place(phase.label, state.label, case.at.state, date_text(case.since), case.at.outcome or "", paused)


def _by_facts(workflow: Workflow | None, standing: Standing) -> Place | None:
    """Return where the public facts put a case that was opened later only."""
    here = position(workflow, standing) if workflow else None
    if workflow is None or here is None:
        return None
    sure = [fact.date for fact, certainty in standing.facts if certainty is Certainty.CERTAINLY]
    since = max(sure, key=lambda each: each.last)
    state, phase = workflow.state(here.state), workflow.phases[here.phase]
    return Place(phase.label, state.label, here.state, date_text(since), here.outcome or "", "")


@dataclass(frozen=True, slots=True)
class Detail:
    """One company in full: its line of the board, its dated facts, how each gate reads, its deadline, and every step that starts here."""

    line: Line
    facts: tuple[Fact, ...]
    gates: tuple[tuple[LocalText, Gate], ...]
    due: Due | None
    steps: tuple[Explanation, ...]


def detail(record: Record, company: str, today: date) -> Detail:
    """Return all about where a company stands now; raise AgreementsError when nothing is recorded of it."""
    with record.snapshot() as reading:
        folder = folder_of(reading, company)
        (line,) = lines_of(reading, stream=folder.stream)
        workflow = _workflow(reading, folder.case)
        if workflow is None or folder.case is None:
            return Detail(line, (), (), None, ())
        passed = tuple((workflow.slot(name).label, gate) for name, gate in gates(workflow, folder.case).items())
        steps = steps_now(workflow, folder.case, office_of(reading), folder.parties, day=today)
        due = None if folder.case.ended else deadline_of(workflow, folder.case, day=today)
        return Detail(line, folder.case.history, passed, due, steps)
