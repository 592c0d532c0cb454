"""Soundness of the flow: every state is reached, every step can be taken, nothing gets stuck, every slot counts."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from agreements.model.placed import Placed
from agreements.problems import Problem, Where, problem
from agreements.workflow.coverage import Choices, Term, consistent, uncovered
from agreements.workflow.definition import Effect, MemberKind, Outcome, Rule, SlotFile, StateFile, StepFile
from agreements.workflow.exploring import NOT_PASSED, RESULTS, Exploration, Mark, Situation, successors
from agreements.workflow.graphs import closed_groups, leading_to, reached
from agreements.workflow.guard_parameters import EvidenceGuard, FactGuard, SlotGuard, SlotResult, TakenGuard, facts_needed
from agreements.workflow.loading import Workflow

G = TypeVar("G", bound=Placed)

_NOTHING = "–"
_SINGLE = {MemberKind.COMPANY, MemberKind.PARENT, MemberKind.OFFICE}
"""Kinds of which a case has one member at most."""


def check_flow(workflow: Workflow, explored: Exploration) -> Iterator[Problem]:
    """Yield what is wrong with states, steps and slots; what follows from a defect that is told is not told again."""
    yield from _slots(workflow)
    checker = _Flow(workflow, explored)
    yield from checker.elsewhere()
    yield from checker.dead_steps()
    yield from checker.unreachable()
    yield from checker.exits()
    yield from checker.loops()
    yield from checker.dates()
    yield from checker.detours()


def _slots(workflow: Workflow) -> Iterator[Problem]:
    """A slot is in a state where a case can wait, and its count can be met."""
    for slot in workflow.file.slots:
        state = workflow.state(slot.state)
        if state.outcome:
            yield problem("E726", slot.at("state"), slot=slot.id, state=state.id, steps="–")
        most = len(slot.by) if set(slot.by) <= _SINGLE else None
        if slot.rule is Rule.AT_LEAST and slot.count is not None and (slot.count == 0 or (most is not None and slot.count > most)):
            yield problem("E727", slot.at("count"), slot=slot.id, count=slot.count, most="@any_number" if most is None else most)


_GIVEN_UP = set(Outcome) - {Outcome.SIGNED, Outcome.SETTLED}


@dataclass
class _Flow:
    """One look at the situations of a workflow; remembers which steps were told to be dead."""

    workflow: Workflow
    explored: Exploration
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note which steps can be taken at all, and which slots some step waits for."""
        self.taken = {move.step.id for moves in self.explored.moves.values() for move in moves}
        guards = [guard for step in self.workflow.file.steps for guard in _guards(self.workflow, step, SlotGuard)]
        self.awaited = {guard.slot for guard in guards if guard.result is SlotResult.PASSED}

    # Steps

    def elsewhere(self) -> Iterator[Problem]:
        """Yield each guard on a slot of another state that on some path was not filled before."""
        for step in self.workflow.file.steps:
            for guard in _guards(self.workflow, step, SlotGuard):
                for situation in self.unfilled(step, self.workflow.slot(guard.slot)):
                    self.told.add(step.id)
                    path = self.explored.path(situation)
                    yield problem("E728", guard.at("slot"), step=step.id, slot=guard.slot, state=situation.state, path=path)

    def unfilled(self, step: StepFile, slot: SlotFile) -> Iterator[Situation]:
        """Yield the nearest situation, if any, where a step asks for a slot that is neither open nor filled."""
        away = [name for name in self.workflow.sources_of(step) if name != slot.state]
        found = (each for name in away for each in self.explored.at(name) if each.value(Mark("slot", slot.id)) in {None, NOT_PASSED})
        nearest = next(found, None)
        if nearest is not None:
            yield nearest

    def dead_steps(self) -> Iterator[Problem]:
        """Yield each step that can never be taken although a case gets where it begins, with what is never recorded before it."""
        for step in self.workflow.file.steps:
            sources = [name for name in self.workflow.sources_of(step) if name in self.explored.states]
            if step.id in self.taken or step.id in self.told or not sources:
                continue
            self.told.add(step.id)
            path = self.explored.path(next(self.explored.at(sources[0])))
            missing = list(self.never_recorded(step, sources))
            for where, name in missing:
                yield problem("E729", where, step=step.id, name=name, path=path)
            if not missing:
                yield problem("E723", step.where, step=step.id, path=path)

    def never_recorded(self, step: StepFile, sources: Iterable[str]) -> Iterator[tuple[Where, str]]:
        """Yield each evidence, step or fact that a guard asks for and that nothing before can have recorded."""
        before = [situation for name in sources for situation in self.explored.at(name)]
        own = {ask.id for ask in step.asks}
        for _, guard in self.workflow.guards_of(step):
            for key, mark in _marks(guard):
                if mark.kind in {"fact", "value"} and mark.name in own:
                    continue
                wanted = guard.equals if isinstance(guard, FactGuard) else None
                if not any(situation.value(mark) == wanted if wanted else mark in situation.marks for situation in before):
                    yield guard.at(key), mark.name if wanted is None else f"{mark.name} = {wanted}"

    # States

    def unreachable(self) -> Iterator[Problem]:
        """Yield the states that no case gets to from the beginning, one for each knot of them; what a dead step explains is left out.

        A state that only an opening leads to stands for history and is left alone.
        """
        steps = [step for step in self.workflow.file.steps if step.effect is Effect.MOVE and step.to]
        hidden = set(self.workflow.states) - self.explained(steps) - {opening.state for opening in self.workflow.file.openings}
        into = {
            name: {source for step in steps if step.to == name for source in self.workflow.sources_of(step)} & hidden for name in hidden
        }
        for group in closed_groups({name: into[name] for name in self.workflow.states if name in hidden}):
            name = next(name for name in self.workflow.states if name in group)
            yield from self.never_reached(name, ", ".join(step.id for step in steps if step.to == name) or "–")

    def explained(self, steps: list[StepFile]) -> set[str]:
        """Return the states that a case gets to from the beginning, or would if no step were dead."""
        found = set(self.explored.from_initial)
        grown = True
        while grown:
            grown = False
            for step in steps:
                alive = step.id in self.told or not set(self.workflow.sources_of(step)) & self.explored.states
                if step.to and step.to not in found and alive and set(self.workflow.sources_of(step)) & found:
                    found.add(step.to)
                    grown = True
        return found

    def never_reached(self, name: str, steps: str) -> Iterator[Problem]:
        """Yield that a state is never reached, or the slots that never open because of that."""
        slots = self.workflow.slots_in(name)
        if not slots:
            yield problem("E721", self.workflow.state(name).where, state=name, steps=steps)
        for slot in slots:
            yield problem("E726", slot.at("state"), slot=slot.id, state=name, steps=steps)

    def exits(self) -> Iterator[Problem]:
        """Yield each state that nothing leads out of, each slot result that nothing takes up, each situation without a step."""
        for state in self.workflow.file.states:
            if state.outcome or state.id not in self.explored.states:
                continue
            own = [step for step in self.workflow.steps_from(state.id) if step.effect is Effect.MOVE and state.id in step.sources]
            if not own:
                yield problem("E740", state.where, state=state.id, path=self.explored.path(next(self.explored.at(state.id))))
            elif not self.told & {step.id for step in own}:
                yield from self.stuck(state)

    def stuck(self, state: StateFile) -> Iterator[Problem]:
        """Yield why a case can get stuck in a state, with the shortest path to it."""
        slots = self.workflow.slots_in(state.id)
        idle = [slot for slot in slots if slot.id not in self.awaited]
        for slot in idle:
            path = self.explored.path(next(self.explored.at(state.id)))
            yield _not_taken_up(slot, SlotResult.PASSED.value, path)
        if idle:
            return
        choices: Choices = dict.fromkeys((slot.id for slot in slots), RESULTS)
        for situation in self.explored.at(state.id):
            found = list(self.gaps(situation, choices))
            if found:
                yield from found
                return

    def gaps(self, situation: Situation, choices: Choices) -> Iterator[Problem]:
        """Yield what is wrong in one situation: no step at all, a result of one slot, or a combination of results, without a step."""
        choices = {**choices, **{slot: (result,) for slot, result in situation.decided}}
        terms = self.ways_out(situation, choices)
        combination = uncovered(terms, choices)
        if combination is None:
            return
        if not terms:
            yield self.lacking(situation)
            return
        path, state = self.explored.path(situation), self.workflow.state(situation.state)
        single = False
        for slot, results in choices.items():
            for result in results:
                others = {name: (SlotResult.PASSED.value,) for name in choices if name != slot}
                asked = any((slot, result) in term for term in terms)
                if not asked and uncovered(terms, others | {slot: (result,)}) is not None:
                    single = True
                    waits = self.waits(situation, slot, result)
                    yield self.lacking(situation) if waits else _not_taken_up(self.workflow.slot(slot), result, path)
        if not single:
            results_text = ", ".join(f"{slot}: {result}" for slot, result in sorted(combination.items()))
            yield problem("E725", state.where, state=state.id, results=results_text, path=path)

    def lacking(self, situation: Situation) -> Problem:
        """Return that a case can get stuck for want of what another path records."""
        state, path = self.workflow.state(situation.state), self.explored.path(situation)
        return problem("E730", state.where, state=state.id, path=path, missing=self.missing(situation))

    def waits(self, situation: Situation, slot: str, result: str) -> bool:
        """Say whether a step that takes up a result only wants what is not recorded."""
        steps = (step for step in self.workflow.steps_from(situation.state) if step.effect is Effect.MOVE)
        return self.missing(situation) != _NOTHING and any(result in self.asked_by(step).get(slot, ()) for step in steps)

    def ways_out(self, situation: Situation, choices: Choices) -> set[Term]:
        """Return slot results under which a case can leave its state from a situation, recording what can be recorded there first.

        When these leave nothing uncovered, the search ends; that is asked each time that their number has doubled.
        """
        found: set[Term] = set()
        seen = {(situation, situation.decided)}
        queue = [(situation, situation.decided)]
        while queue:
            here, so_far = queue.pop()
            for move in self.explored.moves[here]:
                term = so_far | move.term
                if move.moves:
                    if consistent(term) and term not in found:
                        found.add(term)
                        if _doubled(len(found)) and uncovered(found, choices) is None:
                            return found
                elif move.stays and (move.target, term) not in seen:
                    seen.add((move.target, term))
                    queue.append((move.target, term))
        return found

    def missing(self, situation: Situation) -> str:
        """Return what the steps out of a situation ask for and is not recorded."""
        names: set[str] = set()
        for step in self.workflow.steps_from(situation.state):
            if step.effect is Effect.MOVE and situation.state in step.sources:
                for _, guard in self.workflow.guards_of(step):
                    for _, mark in _marks(guard):
                        wanted = guard.equals if isinstance(guard, FactGuard) else None
                        if wanted and situation.value(mark) != wanted:
                            names.add(f"{mark.name} = {wanted}")
                        elif not wanted and mark not in situation.marks:
                            names.add(mark.name)
        return ", ".join(sorted(names)) or _NOTHING

    def loops(self) -> Iterator[Problem]:
        """Yield each group of states that a case can go round in for ever, because none of their steps leads to an end."""
        onward = {here: {move.target for move in moves if move.moves or move.stays} for here, moves in self.explored.moves.items()}
        ending = leading_to(onward, [here for here in onward if self.workflow.state(here.state).outcome])
        lost = {here: targets for here, targets in onward.items() if here not in ending}
        told: set[str] = set()
        for group in closed_groups(lost):
            names = {here.state for here in group}
            if not names & told and any(move.moves for here in group for move in self.explored.moves[here]):
                told |= names
                first = next(here for here in lost if here in group)
                states = ", ".join(name for name in self.workflow.states if name in names)
                yield problem("E722", self.workflow.state(first.state).where, states=states, path=self.explored.path(first))

    def dates(self) -> Iterator[Problem]:
        """Yield each deadline that counts from a date that nothing before its state can have recorded."""
        for state in self.workflow.file.states:
            fact = state.deadline.counts_from if state.deadline else None
            before = list(self.explored.at(state.id))
            if state.deadline and fact and before and not any(Mark("fact", fact) in each.marks for each in before):
                where = state.deadline.at("counts_from")
                yield problem("E729", where, step=state.id, name=fact, path=self.explored.path(before[0]))

    def detours(self) -> Iterator[Problem]:
        """Yield each slot that a case can walk around: it gets to where the slot leads, and no step on the way asked for its result."""
        for slot in self.workflow.file.slots:
            asking = {step.id for step in self.workflow.file.steps if slot.id in self.asked_by(step)}
            path = self.around(self.beyond(slot), asking)
            if path and slot.state in self.explored.from_initial:
                yield problem("W701", slot.where, slot=slot.id, state=path[0], path=path[1])

    def beyond(self, slot: SlotFile) -> set[str]:
        """Return the states that a passed slot leads on to: not back to where it came from, and not to an end that gives up."""
        onward = [step for step in self.workflow.steps_from(slot.state) if self.asked_by(step).get(slot.id) == {SlotResult.PASSED}]
        goals = {step.to for step in onward if step.to and all(SlotResult.FAILED not in each for each in self.asked_by(step).values())}
        ahead = successors(self.workflow)
        back = {goal for goal in goals if slot.state not in reached(ahead, self.workflow.initial.id, past={goal})}
        return {goal for goal in goals - back if self.workflow.state(goal).outcome not in _GIVEN_UP}

    def asked_by(self, step: StepFile) -> dict[str, set[SlotResult]]:
        """Return the results that a step asks of slots."""
        asked: dict[str, set[SlotResult]] = {}
        for guard in _guards(self.workflow, step, SlotGuard):
            asked.setdefault(guard.slot, set()).add(guard.result)
        return asked

    def around(self, goals: Collection[str], without: Collection[str]) -> tuple[str, str] | None:
        """Return the first of some states that a new case gets to without some steps, and the way there."""
        start = Situation(self.workflow.initial.id)
        if not goals:
            return None
        way: dict[Situation, str] = {start: start.state}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            if here.state in goals:
                return here.state, way[here]
            for move in self.explored.moves[here]:
                if move.step.id not in without and move.target not in way:
                    way[move.target] = f"{way[here]} → {move.step.id}"
                    queue.append(move.target)
        return None


def _doubled(number: int) -> bool:
    """Say whether a count is a power of two."""
    return number & (number - 1) == 0


def _not_taken_up(slot: SlotFile, result: str, path: str) -> Problem:
    return problem("E724", slot.where, slot=slot.id, result=result, state=slot.state, path=path)


def _guards(workflow: Workflow, step: StepFile, kind: type[G]) -> list[G]:
    return [guard for _, guard in workflow.guards_of(step) if isinstance(guard, kind)]


def _marks(guard: Placed) -> Iterator[tuple[str, Mark]]:
    """Yield what a guard asks to be recorded, with the parameter that says so."""
    match guard:
        case EvidenceGuard():
            yield "kind", Mark("evidence", guard.kind)
        case TakenGuard():
            yield "step", Mark("step", guard.step)
        case FactGuard():
            yield "fact", Mark("value", guard.fact)
        case _:
            yield from ((key, Mark("fact", name)) for key, name in facts_needed(guard))
