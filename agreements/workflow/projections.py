"""What a list says of a case: what was signed, whom it waits for, where it stood on a day, how its gates read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.values import FuzzyDate, Precision
from agreements.workflow.case import Case, Entry, Fact, fold
from agreements.workflow.definition import ANY, Effect, StepFile
from agreements.workflow.events import CaseOpened, HistoryRecorded
from agreements.workflow.guard_parameters import SlotGuard
from agreements.workflow.loading import Workflow


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Whom a case waits for: `member` has to answer in a slot, or somebody in `role` can take a step that leads on."""

    what: str
    member: str
    role: str


def signings(case: Case) -> tuple[Fact, ...]:
    """Return the fact of each instrument that was signed; they survive every outcome."""
    return tuple(each for each in case.history if each.event is HistoryEvent.SIGNED)


def signed_on(case: Case) -> dict[Stage, FuzzyDate]:
    """Return the day on which each instrument was signed; the last one that is told counts."""
    return {each.stage: each.date for each in signings(case)}


def waiting_rows(workflow: Workflow, case: Case) -> tuple[WaitingRow, ...]:
    """Return whom a case waits for: members who have yet to answer, else the roles of the steps that lead on from what slots have come to.

    Steps that could be taken nearly anywhere, as stopping, are never waited for; nor is anything while a case stands still or has ended.
    """
    if case.ended or case.suspended_since is not None:
        return ()
    asked = tuple(
        WaitingRow(slot.slot, each.key, each.role) for slot in case.open_slots() for each in slot.members if each.key not in slot.answers
    )
    onward = (each for each in workflow.steps_from(case.at.state) if _leads_on(workflow, case, each))
    return asked or tuple(WaitingRow(each.id, "", role) for each in onward for role in each.by)


def _leads_on(workflow: Workflow, case: Case, step: StepFile) -> bool:
    results = {name: slot.result.value for name, slot in case.slots.items()}
    guards = (told for _, told in workflow.guards_of(step) if isinstance(told, SlotGuard))
    fits = all(results.get(each.slot) == each.result.value for each in guards)
    return step.effect is Effect.MOVE and ANY not in step.sources and fits


class Certainty(StrEnum):
    """How an answer about a day stands, when the date itself is not known to the day."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    NOT = "not"


def certainty(when: FuzzyDate, day: date) -> Certainty:
    """Say whether something with this date had happened on a day."""
    if when.last <= day:
        return Certainty.CERTAINLY
    return Certainty.POSSIBLY if when.first is None or when.first <= day else Certainty.NOT


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case certainly stood on a day, and where it may have stood: the same where every date is known.

    `facts` are the dated facts about instruments, also from before the case was opened, each with how sure it is that it was so by then.
    """

    certainly: Case | None
    possibly: Case | None
    facts: tuple[tuple[Fact, Certainty], ...]


def as_known(entries: Iterable[Entry], instant: str) -> tuple[Entry, ...]:
    """Return what the record held at an instant (ISO, UTC, as `recorded` is written)."""
    return tuple(each for each in entries if each.recorded <= instant)


def standing_at(entries: Sequence[Entry], day: date) -> Standing:
    """Return where a case stood on a day, by when things were so.

    What happened after something else happened no earlier, and no later than what came after it, whatever is known of its own date.
    """
    judged = [(entry, certainty(when, day)) for entry, when in zip(entries, bounded(entries), strict=True)]
    whole = fold(entries)
    history = [(fact, certainty(fact.date, day)) for fact in (whole.history if whole else ())]
    return Standing(
        _folded([entry for entry, sure in judged if sure is Certainty.CERTAINLY]),
        _folded([entry for entry, sure in judged if sure is not Certainty.NOT]),
        tuple((fact, sure) for fact, sure in history if sure is not Certainty.NOT),
    )


def certain_by(entries: Sequence[Entry], day: date) -> tuple[Entry, ...]:
    """Return what had certainly happened by a day."""
    return tuple(entry for entry, when in zip(entries, bounded(entries), strict=True) if certainty(when, day) is Certainty.CERTAINLY)


def _folded(entries: Sequence[Entry]) -> Case | None:
    """Return the case of these entries; history alone opens no case."""
    return fold(entries) if any(isinstance(each.event, CaseOpened) for each in entries) else None


def bounded(entries: Sequence[Entry]) -> Iterator[FuzzyDate]:
    """Yield the date of each entry within what its neighbours leave; history stands outside the order."""
    earliest: date | None = None
    lasts = _lasts(entries)
    for entry, last in zip(entries, lasts, strict=True):
        if isinstance(entry.event, HistoryRecorded):
            yield entry.effective
            continue
        first = entry.effective.first
        earliest = first if earliest is None or (first is not None and first > earliest) else earliest
        yield FuzzyDate(Precision.INTERVAL, earliest, max(last, earliest or last))


def _lasts(entries: Sequence[Entry]) -> list[date]:
    """Return for each entry the last day that what came after it leaves."""
    found: list[date] = []
    last = date.max
    for entry in reversed(entries):
        if not isinstance(entry.event, HistoryRecorded):
            last = min(last, entry.effective.last)
        found.append(last)
    return found[::-1]


class Gate(StrEnum):
    """How a gate reads. What lies before an opening position and was never recorded has not passed: it was not recorded."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    NOT_RECORDED = "not_recorded"
    NOT_REACHED = "not_reached"


def gates(workflow: Workflow, case: Case) -> Mapping[str, Gate]:
    """Return how each slot of the workflow reads, in the order of its states."""
    order = list(workflow.states)
    before = order[: order.index(case.opened_at)] if case.opened_at in order else []
    found = {}
    for slot in sorted(workflow.file.slots, key=lambda each: order.index(each.state)):
        held = case.slots.get(slot.id)
        absent = Gate.NOT_RECORDED if slot.state in before else Gate.NOT_REACHED
        found[str(slot.id)] = Gate(held.result.value) if held else absent
    return found
