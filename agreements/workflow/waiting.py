"""Soundness of what happens over time: deadlines that warn and never approve, ends that stay ends, suspensions that can be lifted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from agreements.problems import Problem, problem
from agreements.workflow.definition import DeadlineFile, Effect, Outcome, SlotKind, StateFile, StepFile
from agreements.workflow.exploring import Exploration, successors
from agreements.workflow.graphs import reached
from agreements.workflow.guard_parameters import FactGuard, SlotGuard, SlotResult
from agreements.workflow.loading import Workflow
from agreements.workflow.signing import kinds_signed_in, slots_passed

_GOOD_ENDS = {Outcome.SIGNED, Outcome.SETTLED}


def check_waiting(workflow: Workflow, explored: Exploration) -> Iterator[Problem]:
    """Yield what is wrong with deadlines, ends, suspensions, signing, and steps that cannot be told apart."""
    for state in workflow.file.states:
        if state.id in explored.states:
            yield from _state(workflow, state, explored.path(next(explored.at(state.id))))
    for step in workflow.file.steps:
        for name in step.sources:
            if name in workflow.states and workflow.state(name).outcome and step.effect is not Effect.REOPEN:
                yield problem("E739", step.at("sources"), step=step.id, state=name)
        if step.signs and not any(_is_signed(workflow, guard) for guard in _slots_of(workflow, step)):
            yield problem("E743", step.at("signs"), step=step.id, stage=step.signs)
    for slot in workflow.file.slots:
        kinds = kinds_signed_in(workflow, slot)
        if len(kinds) > 1:
            yield problem("E746", slot.where, slot=slot.id, kinds=", ".join(kinds))
    yield from _alike(workflow)


def _state(workflow: Workflow, state: StateFile, path: str) -> Iterator[Problem]:
    if not state.outcome and state.deadline is None and state.no_deadline is None:
        yield problem("E735", state.where, state=state.id, path=path)
    if state.deadline is not None:
        yield from _deadline(workflow, state, state.deadline, path)
    steps = workflow.steps_from(state.id)
    suspending = next((step for step in steps if step.effect is Effect.SUSPEND), None)
    lifted = any(step.effect is Effect.RESUME or (step.effect is Effect.MOVE and step.while_suspended) for step in steps)
    if suspending and not lifted:
        way = f"{path} → {suspending.id}"
        yield problem("E741", suspending.where, step=suspending.id, state=state.id, path=way)


# Deadlines


def _deadline(workflow: Workflow, state: StateFile, deadline: DeadlineFile, path: str) -> Iterator[Problem]:
    days = [int(rung.days) for rung in deadline.rungs]
    if not days:
        yield problem("E737", deadline.where, state=state.id)
    for rung, earlier, later in zip(deadline.rungs[1:], days, days[1:], strict=False):
        if later < earlier:
            yield problem("E738", rung.at("days"), state=state.id, later=later, earlier=earlier)
    if deadline.then:
        gate = _gate(workflow, state, workflow.step(deadline.then))
        if gate:
            yield problem("E736", deadline.at("then"), step=deadline.then, gate=gate, path=f"{path} → {deadline.then}")


def _gate(workflow: Workflow, state: StateFile, step: StepFile) -> str:
    """Return what a step would approve when it is taken because a deadline passed; nothing when it approves nothing."""
    if step.signs:
        return step.signs
    passed = slots_passed(workflow, step)
    if passed:
        return ", ".join(sorted(passed))
    if step.effect is not Effect.MOVE or step.to is None:
        return ""
    outcome = workflow.state(step.to).outcome
    if outcome:
        return outcome if outcome in _GOOD_ENDS else ""
    return _passed_by(workflow, state.id, step.to, step)


def _passed_by(workflow: Workflow, source: str, target: str, step: StepFile) -> str:
    """Return the slots of the state that is left, or that every other way to the target goes through and this step goes past."""
    ahead = successors(workflow, without=step.id)
    back = source not in reached(ahead, workflow.initial.id, past={target}) or target == source
    refused = {
        other.to
        for other in workflow.steps_from(source)
        for guard in _slots_of(workflow, other)
        if guard.result is SlotResult.FAILED and guard.slot in {slot.id for slot in workflow.slots_in(source)}
    }
    if back or target in refused:
        return ""
    another_way = target in reached(ahead, workflow.initial.id)
    for gate in (name for name in workflow.states if name != target and workflow.slots_in(name)):
        around = reached(ahead, workflow.initial.id, past={gate})
        if gate == source or (another_way and target not in around and source in around):
            return ", ".join(slot.id for slot in workflow.slots_in(gate))
    return ""


# Steps


def _slots_of(workflow: Workflow, step: StepFile) -> list[SlotGuard]:
    return [guard for _, guard in workflow.guards_of(step) if isinstance(guard, SlotGuard)]


def _is_signed(workflow: Workflow, guard: SlotGuard) -> bool:
    return guard.result is SlotResult.PASSED and workflow.slot(guard.slot).kind is SlotKind.SIGNATURE


def _alike(workflow: Workflow) -> Iterator[Problem]:
    """Yield two steps that a person cannot tell apart: from one state, with one label, to different states, never excluding each other."""
    moving = [step for step in workflow.file.steps if step.effect is Effect.MOVE]
    by_label: dict[str, list[StepFile]] = {}
    for step in moving:
        for label in {f"nl:{step.label.nl}", f"en:{step.label.en}"}:
            by_label.setdefault(label, []).append(step)
    told: set[tuple[str, str]] = set()
    for steps in by_label.values():
        for one, other in combinations(steps, 2):
            shared = [name for name in workflow.sources_of(one) if name in workflow.sources_of(other)]
            if shared and one.to != other.to and (one.id, other.id) not in told and not _exclude(workflow, one, other):
                told.add((one.id, other.id))
                yield problem("E742", other.at("label"), one=one.id, other=other.id, state=shared[0])


def _exclude(workflow: Workflow, one: StepFile, other: StepFile) -> bool:
    """Say whether the guards of two steps can never hold together."""
    wanted, also = _wanted(workflow, one), _wanted(workflow, other)
    return any(name in also and also[name] != value for name, value in wanted.items())


def _wanted(workflow: Workflow, step: StepFile) -> dict[tuple[str, str], str]:
    wanted: dict[tuple[str, str], str] = {}
    for _, guard in workflow.guards_of(step):
        if isinstance(guard, SlotGuard):
            wanted["slot", guard.slot] = guard.result.value
        elif isinstance(guard, FactGuard):
            wanted["fact", guard.fact] = guard.equals
    return wanted
