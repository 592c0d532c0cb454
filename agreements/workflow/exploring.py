"""Every situation that a case can be in, as far as a guard ahead can tell the difference, with the shortest way to each.

A situation is a state with what is recorded: evidence, facts and steps taken that some guard still asks for, and the last result of a slot
that is asked for after its state was left. Slots of the state itself are not in it: their results are conditions on the steps out, see
`coverage`. What no guard ahead asks for is forgotten, so that a long process has few situations.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

from agreements.workflow.coverage import Term, consistent
from agreements.workflow.definition import Ask, AskType, Effect, StepFile
from agreements.workflow.guard_parameters import EvidenceGuard, FactGuard, SlotGuard, SlotResult, TakenGuard, facts_needed
from agreements.workflow.loading import Workflow
from agreements.workflow.sense import values_of

LIMIT = 20_000
"""Situations; a real process has some thousands at most. Beyond it, nothing is claimed."""

_MOVES_EACH = 20

NOT_PASSED = "pending"

OTHER = "*"
"""Any value of a fact that no guard compares."""


class Mark(NamedTuple):
    """Something that a guard can ask for: `evidence`, `step` or `fact` is recorded, or the value of a fact or of a slot that was left."""

    kind: str
    name: str


class Situation(NamedTuple):
    """Where a case is and what is recorded."""

    state: str
    marks: frozenset[Mark] = frozenset()
    values: frozenset[tuple[Mark, str]] = frozenset()
    left: str = ""  # at an end that can be reopened: the state that it left
    decided: Term = frozenset()  # results of slots of the state that a step which stayed there relied on

    def value(self, mark: Mark) -> str | None:
        """Return the value of a fact or slot, or None when it has none."""
        return next((value for each, value in self.values if each == mark), None)


@dataclass(frozen=True, slots=True)
class Move:
    """A step that can be taken in a situation when the slots of its state have the results of `term`."""

    step: StepFile
    source: Situation
    target: Situation
    term: Term

    @property
    def moves(self) -> bool:
        """Say whether the case leaves its state by a step that names that state, so not by giving up from anywhere."""
        return self.step.effect is Effect.MOVE and self.source.state in self.step.sources

    @property
    def stays(self) -> bool:
        """Say whether the step only records."""
        return self.step.effect is Effect.STAY


class TooManyError(Exception):
    """There are more situations than can be looked at."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a step asks for and what it brings, apart from slots."""

    marks: frozenset[Mark]
    values: frozenset[tuple[Mark, str]]
    slots: frozenset[tuple[str, str]]
    brings: frozenset[Mark]
    may_bring: frozenset[Mark]
    answers: Mapping[Mark, tuple[str | None, ...]]  # the values that its own asks can give; None: left open, which empties it


RESULTS: tuple[str, ...] = (SlotResult.PASSED.value, SlotResult.FAILED.value)
"""The results that every slot can have: whoever answers can object."""


def needs_of(workflow: Workflow, step: StepFile) -> Needs:
    """Return what a step asks for and brings. What it asks of the person who takes it counts at once."""
    marks: set[Mark] = set()
    values: set[tuple[Mark, str]] = set()
    slots: set[tuple[str, str]] = set()
    for _, guard in workflow.guards_of(step):
        match guard:
            case SlotGuard():
                slots.add((guard.slot, guard.result.value))
            case EvidenceGuard():
                marks.add(Mark("evidence", guard.kind))
            case TakenGuard():
                marks.add(Mark("step", guard.step))
            case FactGuard():
                values.add((Mark("value", guard.fact), guard.equals))
            case _:
                marks |= {Mark("fact", name) for _, name in facts_needed(guard)}
    brings = {Mark("step", step.id), *(Mark("evidence", name) for name in step.evidence)}
    brings |= {Mark("fact", ask.id) for ask in step.asks if ask.required}
    may_bring = {Mark("fact", ask.id) for ask in step.asks if not ask.required} | {
        Mark("evidence", name) for name in step.optional_evidence
    }
    compared = [ask for ask in step.asks if ask.type in {AskType.YES_NO, AskType.CHOICE}]
    answers = {Mark("value", ask.id): _answers(ask) for ask in compared}
    return Needs(frozenset(marks), frozenset(values), frozenset(slots), frozenset(brings), frozenset(may_bring - brings), answers)


def _answers(ask: Ask) -> tuple[str | None, ...]:
    return values_of(ask) if ask.required else (*values_of(ask), None)


@dataclass
class Exploration:
    """All situations of a workflow, each with the move that came there first, and the moves out of each."""

    workflow: Workflow
    came_by: dict[Situation, Move | None] = field(default_factory=dict)
    moves: dict[Situation, tuple[Move, ...]] = field(default_factory=dict)
    from_initial: frozenset[str] = frozenset()  # the states that a case gets to that begins at the initial one

    @cached_property
    def by_state(self) -> Mapping[str, list[Situation]]:
        """The situations in each state that can be reached, nearest first."""
        found: dict[str, list[Situation]] = {}
        for situation in self.moves:
            found.setdefault(situation.state, []).append(situation)
        return found

    @property
    def states(self) -> AbstractSet[str]:
        """The states that can be reached."""
        return self.by_state.keys()

    def path(self, situation: Situation) -> str:
        """Return the steps that lead to a situation, after the state where the case begins."""
        steps: list[str] = []
        move = self.came_by[situation]
        while move is not None:
            steps.append(move.step.id)
            situation = move.source
            move = self.came_by[situation]
        return " → ".join([situation.state, *reversed(steps)])

    def at(self, state: str) -> Iterator[Situation]:
        """Yield the situations in a state, nearest first."""
        return iter(self.by_state.get(state, ()))


def explore(workflow: Workflow, limit: int = LIMIT) -> Exploration:
    """Return every situation of a workflow; raise TooManyError beyond `limit`. What begins at its initial state is looked at first."""
    explorer = _Explorer(workflow)
    found = Exploration(workflow)
    budget = [limit, limit * _MOVES_EACH]
    _explore_from(Situation(workflow.initial.id), explorer, found, budget)
    found.from_initial = frozenset(situation.state for situation in found.moves)
    for opening in workflow.file.openings:
        _explore_from(Situation(opening.state), explorer, found, budget)
    return found


def _explore_from(start: Situation, explorer: _Explorer, found: Exploration, budget: list[int]) -> None:
    """Add the situations that begin with one; the budget counts down situations and moves."""
    if start in found.came_by:
        return
    found.came_by[start] = None
    queue = deque([start])
    while queue:
        situation = queue.popleft()
        moves: list[Move] = []
        for move in explorer.moves(situation):
            moves.append(move)
            budget[1] -= 1
            if move.target not in found.came_by:
                found.came_by[move.target] = move
                queue.append(move.target)
                budget[0] -= 1
            if min(budget) < 0:
                raise TooManyError
        found.moves[situation] = tuple(moves)


class _Explorer:
    """Knows what each step needs and what each state must remember."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        self.needs = {name: needs_of(workflow, step) for name, step in workflow.steps.items()}
        self.live = _live(workflow, self.needs)
        self.compared: dict[Mark, set[str]] = {}
        for need in self.needs.values():
            for mark, value in need.values:
                self.compared.setdefault(mark, set()).add(value)
        self.reopened = {name for step in workflow.file.steps if step.effect is Effect.REOPEN for name in step.sources}
        self.suspended = {name for step in workflow.file.steps if step.effect is Effect.SUSPEND for name in workflow.sources_of(step)}

    def moves(self, situation: Situation) -> Iterator[Move]:
        """Yield each move out of a situation, and each step that can be taken without leaving it."""
        for step in self.workflow.steps_from(situation.state):
            if step.effect is Effect.RESUME and situation.state not in self.suspended:
                continue
            if step.effect is Effect.REOPEN and not situation.left:
                continue
            needs, itself = self.needs[step.id], Mark("step", step.id)
            if itself in needs.marks - situation.marks:
                continue
            term = self.term(needs, situation)
            if term is None:
                continue
            for marks, values in self.recorded(needs, situation):
                for kept in self.leaving(step, situation, term | situation.decided, values):
                    yield Move(step, situation, self.target(step, situation, marks, kept, term), term)

    def term(self, needs: Needs, situation: Situation) -> Term | None:
        """Return the results that a step asks of the slots of the state itself; None when it asks what cannot be."""
        here: set[tuple[str, str]] = set()
        for name, result in needs.slots:
            slot = self.workflow.slot(name)
            if slot.state != situation.state:
                if situation.value(Mark("slot", name)) != result:
                    return None
            else:
                here.add((name, result))
        return frozenset(here) if consistent(situation.decided | here) else None

    def recorded(self, needs: Needs, situation: Situation) -> Iterator[tuple[frozenset[Mark], dict[Mark, str]]]:
        """Yield what may be recorded after a step that is allowed, for each answer that makes a difference."""
        live = self.live[situation.state]
        maybe = sorted(needs.may_bring & live)
        answers = [(mark, self.answers(mark, needs.answers[mark])) for mark in needs.answers if mark in live]
        for given in product((True, False), repeat=len(maybe)):
            brought = {mark for mark, was in zip(maybe, given, strict=True) if was}
            left_open = {mark for mark, was in zip(maybe, given, strict=True) if mark.kind == "fact" and not was}
            marks = (situation.marks - left_open) | needs.brings | brought
            if not needs.marks <= marks:
                continue
            for chosen in product(*(choices for _, choices in answers)):
                given_now = {mark: value for (mark, _), value in zip(answers, chosen, strict=True)}
                both = dict(situation.values) | given_now
                values = {mark: value for mark, value in both.items() if value is not None}
                if all(values.get(mark) == value for mark, value in needs.values):
                    yield marks, values

    def answers(self, mark: Mark, given: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Return the answers that make a difference: those that a guard compares, and one for all others."""
        compared = self.compared.get(mark, set())
        return tuple(dict.fromkeys(value if value is None or value in compared else OTHER for value in given))

    def leaving(self, step: StepFile, situation: Situation, term: Term, values: dict[Mark, str]) -> Iterator[dict[Mark, str]]:
        """Yield the values after a step, with the results of the slots that are left behind where a guard ahead asks for these."""
        if step.effect is not Effect.MOVE:
            yield values
            return
        ahead = self.live[step.to or situation.state]
        asked = [slot for slot in self.workflow.slots_in(situation.state) if Mark("slot", slot.id) in ahead]
        known = dict(term)
        for results in product(*((known[slot.id],) if slot.id in known else (NOT_PASSED, *RESULTS) for slot in asked)):
            yield values | {Mark("slot", slot.id): result for slot, result in zip(asked, results, strict=True)}

    def target(self, step: StepFile, situation: Situation, marks: frozenset[Mark], values: Mapping[Mark, str], term: Term) -> Situation:
        """Return the situation after a step, without what nothing ahead asks for."""
        left = ""
        state = situation.left if step.effect is Effect.REOPEN else self.workflow.leads_to(step, situation.state) or ""
        if step.effect is Effect.MOVE and state in self.reopened:
            left = situation.state
        elif state == situation.state:
            left = situation.left
        live = self.live[state]
        decided = frozenset() if step.effect in {Effect.MOVE, Effect.REOPEN} else situation.decided | term
        return Situation(state, marks & live, frozenset((mark, value) for mark, value in values.items() if mark in live), left, decided)


def _live(workflow: Workflow, needs: Mapping[str, Needs]) -> dict[str, frozenset[Mark]]:
    """Return, for each state, what a guard in it or in a state ahead of it can ask for."""
    live = {name: _asked(workflow, name, needs) for name in workflow.states}
    reopened = {name for step in workflow.file.steps if step.effect is Effect.REOPEN for name in step.sources}
    queue = deque(workflow.states)
    before: dict[str, set[str]] = {name: set() for name in workflow.states}
    for name, others in successors(workflow).items():
        for other in others:
            before[other].add(name)
            if other in reopened:
                before[name].add(other)
    while queue:
        name = queue.popleft()
        for earlier in before[name]:
            if not live[name] <= live[earlier]:
                live[earlier] |= live[name]
                queue.append(earlier)
    return {name: frozenset(marks) for name, marks in live.items()}


def _asked(workflow: Workflow, state: str, needs: Mapping[str, Needs]) -> set[Mark]:
    asked: set[Mark] = set()
    for step in workflow.steps_from(state):
        need = needs[step.id]
        asked |= need.marks | {mark for mark, _ in need.values}
        asked |= {Mark("slot", name) for name, _ in need.slots if workflow.slot(name).state != state}
    deadline = workflow.state(state).deadline
    return asked | ({Mark("fact", deadline.counts_from)} if deadline and deadline.counts_from else set())


def successors(workflow: Workflow, without: str = "") -> dict[str, set[str]]:
    """Return the states that one step leads to from each state; a reopening goes back and is not in it. `without` leaves out a step."""
    ahead: dict[str, set[str]] = {name: set() for name in workflow.states}
    for step in workflow.file.steps:
        if step.effect is Effect.MOVE and step.to and step.id != without:
            for name in workflow.sources_of(step):
                ahead[name].add(step.to)
    return ahead
