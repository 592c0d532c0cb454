"""The proof looks at results of slots; here every answer of every member is tried one by one, and both must see the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.workflow.coverage import uncovered
from agreements.workflow.definition import Effect, Rule, SlotFile, StepFile
from agreements.workflow.exploring import RESULTS, Situation, explore
from agreements.workflow.flow import _Flow
from agreements.workflow.graphs import leading_to
from agreements.workflow.guard_parameters import EvidenceGuard, FactGuard, SlotGuard, TakenGuard
from agreements.workflow.loading import Workflow
from workflows import load

STATES = ("a", "b", "c", "d")
HEAD = """\
format: 1
workflow: random
version: "1"
title: x
phases: [{id: p, label: x}]
roles: [{id: r, label: x}]
evidence: [{id: e, label: x}, {id: f, label: x}]
"""


@st.composite
def workflows(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """Return the text of a random workflow, and how many members each slot has."""
    members: dict[str, int] = {}
    lines = [HEAD, "states:"]
    for name in STATES:
        first = ", initial: true" if name == "a" else ""
        lines.append(f"  - {{id: {name}, phase: p, label: x, no_deadline: x{first}}}")
    lines.append("  - {id: end, phase: p, label: x, outcome: settled}")
    slots = draw(st.lists(st.sampled_from(STATES[:3]), max_size=2))
    lines += ["slots:"] if slots else []
    for number, place in enumerate(slots):
        members[f"s{number}"] = size = draw(st.integers(1, 3))
        rule = draw(st.sampled_from(["", ", veto: true", f", rule: at_least, count: {draw(st.integers(1, size))}"]))
        lines.append(f"  - {{id: s{number}, label: x, kind: approval, state: {place}, by: {{minister: r}}{rule}}}")
    lines.append("steps:")
    lines += [draw(_step(number, list(members))) for number in range(draw(st.integers(3, 8)))]
    lines.append("  - {id: ask, label: x, from: [d], effect: stay, by: [r], asks: [{id: q, type: yes_no, label: x}]}")
    if draw(st.booleans()):
        lines.append("  - {id: give-up, label: x, from: [any], to: end, by: [r]}")
    if draw(st.booleans()):
        lines.append("  - {id: again, label: x, from: [end], effect: reopen, by: [r]}")
    return "\n".join(lines) + "\n", members


@st.composite
def _step(draw: st.DrawFn, number: int, slots: list[str]) -> str:
    sources = draw(st.lists(st.sampled_from(STATES), min_size=1, max_size=2, unique=True))
    target = draw(st.sampled_from([*STATES, "end", "end", ""]))
    where = f"to: {target}" if target else "effect: stay"
    possible = ["{guard: evidence, with: {kind: e}}", "{guard: evidence, with: {kind: f}}", "{guard: taken, with: {step: t0}}"]
    possible += [f'{{guard: fact, with: {{fact: q, equals: "{answer}"}}}}' for answer in ("yes", "no")]
    possible += [f"{{guard: slot, with: {{slot: {slot}, result: {result}}}}}" for slot in slots * 2 for result in ("passed", "failed")]
    guards = draw(st.lists(st.sampled_from(possible), max_size=2, unique=True))
    parts = [f"guards: [{', '.join(guards)}]"] if guards else []
    parts += draw(st.sampled_from([[], [], ["evidence: [e]"], ["optional_evidence: [e]"], ["evidence: [f]"]]))
    asked = draw(st.sampled_from(["", "", "", "required: true", "required: false"]))
    parts += [f"asks: [{{id: q, type: yes_no, label: x, {asked}}}]"] if asked else []
    head = f"id: t{number}, label: x, from: [{', '.join(sources)}], by: [r], {where}"
    return f"  - {{{', '.join([head, *parts])}}}"


class Marking(NamedTuple):
    """Everything that a case can hold; answers per slot of the state, results of the slots that were left."""

    state: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    results: frozenset[tuple[str, str]] = frozenset()
    evidence: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    fact: str = ""
    left: str = ""


@dataclass
class Every:
    """Tries everything, one answer at a time."""

    workflow: Workflow
    members: dict[str, int]

    def fresh(self, state: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((slot.id, ("",) * self.members[slot.id]) for slot in self.workflow.slots_in(state))

    def result(self, slot: SlotFile, answers: tuple[str, ...]) -> str:
        yes, no = answers.count("yes"), answers.count("no")
        wanted = slot.count if slot.rule is Rule.AT_LEAST and slot.count is not None else len(answers)
        if (slot.veto and no) or len(answers) - no < wanted:
            return "failed"
        return "passed" if yes >= wanted else "pending"

    def answered(self, here: Marking) -> Iterator[Marking]:
        for place, (name, answers) in enumerate(here.answers):
            if self.result(self.workflow.slot(name), answers) == "pending":
                for member, before in enumerate(answers):
                    for answer in ("yes", "no") if not before else ():
                        changed = (*answers[:member], answer, *answers[member + 1 :])
                        yield here._replace(answers=(*here.answers[:place], (name, changed), *here.answers[place + 1 :]))

    def allowed(self, step: StepFile, here: Marking, after: Marking) -> bool:
        slots = {name: self.result(self.workflow.slot(name), answers) for name, answers in here.answers}
        results = dict(here.results) | slots
        for _, guard in self.workflow.guards_of(step):
            match guard:
                case SlotGuard():
                    held = results.get(guard.slot) == guard.result
                case EvidenceGuard():
                    held = guard.kind in after.evidence
                case TakenGuard():
                    held = guard.step in here.taken
                case FactGuard():
                    held = after.fact == guard.equals
                case _:
                    raise AssertionError
            if not held:
                return False
        return True

    def taken(self, step: StepFile, here: Marking) -> Iterator[Marking]:
        if step.effect is Effect.REOPEN and not here.left:
            return
        target = here.left if step.effect is Effect.REOPEN else step.to or here.state
        moved = step.effect is not Effect.STAY
        left = {name: self.result(self.workflow.slot(name), answers) for name, answers in here.answers} if moved else {}
        for more in [(), *([step.optional_evidence] if step.optional_evidence else [])]:
            for fact in {"yes", "no"} | ({""} if not step.asks[0].required else set()) if step.asks else {here.fact}:
                after = Marking(
                    target,
                    self.fresh(target) if moved else here.answers,
                    frozenset((dict(here.results) | left).items()),
                    here.evidence | set(step.evidence) | set(more),
                    here.taken | ({step.id} & {"t0"}),
                    fact,
                    (here.state if target == "end" else "") if moved else here.left,
                )
                if self.allowed(step, here, after):
                    yield after

    def graph(self) -> tuple[dict[Marking, set[Marking]], dict[Marking, set[Marking]], set[str], dict[Marking, bool]]:
        """Return what comes after each marking, of that what its own steps and answers give, the steps taken, and who can leave."""
        start = Marking("a", self.fresh("a"))
        seen, queue = {start}, [start]
        inside: dict[Marking, set[Marking]] = {}
        own: dict[Marking, set[Marking]] = {}
        steps: set[str] = set()
        leaves: dict[Marking, bool] = {}
        while queue:
            here = queue.pop()
            inside[here], leaves[here] = set(self.answered(here)), False
            own[here] = set(inside[here])
            everything = set(inside[here])
            for step in self.workflow.steps_from(here.state):
                for after in self.taken(step, here):
                    steps.add(step.id)
                    everything.add(after)
                    if step.effect is Effect.STAY:
                        inside[here].add(after)
                        own[here].add(after)
                    elif step.effect is Effect.MOVE and here.state in step.sources:
                        own[here].add(after)
                        leaves[here] = True
            queue.extend(everything - seen)
            seen |= everything
        return inside, own, steps, leaves


def possible(workflow: Workflow, here: Situation) -> dict[str, tuple[str, ...]]:
    decided = {slot: (result,) for slot, result in here.decided}
    return dict.fromkeys((str(slot.id) for slot in workflow.slots_in(here.state)), RESULTS) | decided


@settings(max_examples=100, deadline=None)
@given(workflows())
def test_results_of_slots_tell_the_same_as_every_answer_of_every_member(drawn: tuple[str, dict[str, int]]) -> None:
    text, members = drawn
    workflow = load(text)
    inside, own, steps, leaves = Every(workflow, members).graph()
    explored = explore(workflow)
    assert explored.states == {here.state for here in own}
    assert {move.step.id for moves in explored.moves.values() for move in moves} == steps

    flow = _Flow(workflow, explored)
    ends = {state.id for state in workflow.file.states if state.outcome}
    stuck = {
        here.state
        for here in explored.moves
        if here.state not in ends and uncovered(flow.ways_out(here, possible(workflow, here)), possible(workflow, here)) is not None
    }
    can_leave = leading_to(inside, {here for here, can in leaves.items() if can})
    assert stuck == {here.state for here in own if here.state not in ends and here not in can_leave}

    onward = {here: {move.target for move in moves if move.moves or move.stays} for here, moves in explored.moves.items()}
    ending = leading_to(onward, [here for here in onward if here.state in ends])
    lost = set(onward) - ending
    all_end = leading_to(own, [here for here in own if here.state in ends])
    assert bool(stuck or lost) == bool(set(own) - set(all_end))
