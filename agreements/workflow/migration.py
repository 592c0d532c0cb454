"""From one version of a workflow to another: a mapping must be total over the situations in use before a case is moved.

A name that both versions have stands for itself; a slot that is mapped to "" is dropped with its answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from agreements.model.placed import NOWHERE
from agreements.problems import Problem, Said, in_order, problem
from agreements.sources import guess
from agreements.workflow.assessment import Scene, by_the_office, opened, place, timing, too_few
from agreements.workflow.case import Case, Result, evolve
from agreements.workflow.commands import Accepted, Refused
from agreements.workflow.definition import Effect
from agreements.workflow.encoding import on
from agreements.workflow.events import CaseMigrated
from agreements.workflow.guard_parameters import TakenGuard
from agreements.workflow.labels import said
from agreements.workflow.loading import Workflow

_STATE = Said("de toestand", "the state")
_SLOT = Said("de akkoordlijst", "the slot")
_STEP = Said("de stap", "the step")
_ROLE = Said("de rol", "the role")
_MIGRATING = Said("een zaak overzetten", "migrating a case")


@dataclass(frozen=True, slots=True)
class Renaming:
    """What states, slots and steps of the old version are called in the new one."""

    states: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a mapping must find a place for: a state, those that a reopening leads to and of an opening, the outcome of each slot."""

    state: str
    left: str
    opened_at: str
    slots: tuple[tuple[str, Result, bool], ...]  # with whether it can be answered now
    steps: tuple[str, ...]
    roles: tuple[str, ...]  # of members who have yet to answer


@dataclass(frozen=True, slots=True)
class Migrate:
    """Move a case to the version of the scene."""

    person: str
    renaming: Renaming


@dataclass(frozen=True, slots=True)
class Migrated:
    """What is to be recorded, and the case before and after."""

    accepted: Accepted
    before: Case
    after: Case


def situation_of(case: Case) -> Situation:
    """Return the situation of a case."""
    slots = tuple((each.slot, each.result, case.answerable(each)) for each in case.slots.values())
    roles = {member.role for slot in case.open_slots() for member in slot.members}
    left = case.left.state if case.left else ""
    return Situation(case.at.state, left, case.opened_at, slots, tuple(case.taken), tuple(sorted(roles)))


def migration_faults(old: Workflow, new: Workflow, renaming: Renaming, situations: Iterable[Situation]) -> tuple[Problem, ...]:
    """Return every reason why these situations cannot be moved."""
    return in_order(fault for situation in set(situations) for fault in _faults(old, new, renaming, situation))


def _faults(old: Workflow, new: Workflow, renaming: Renaming, situation: Situation) -> Iterator[Problem]:
    yield from _states(old, new, renaming, situation)
    state = renaming.states.get(situation.state, situation.state)
    for slot, _, answerable in situation.slots:
        name = renaming.slots.get(slot, slot)
        if name and name not in new.slots:
            yield _missing(_SLOT, slot, name, list(new.slots))
        elif name and answerable and (new.slots[name].state, new.slots[name].kind) != (state, old.slots[slot].kind):
            yield problem("E871", NOWHERE, slot=said(old.slots[slot].label), state=state)
    for step in situation.steps:
        name = renaming.steps.get(step, step)
        if step in _remembered(old) and name not in new.steps:
            yield _missing(_STEP, step, name, list(new.steps))
    for role in situation.roles:
        if role not in new.roles:
            yield _missing(_ROLE, role, role, list(new.roles))


def _states(old: Workflow, new: Workflow, renaming: Renaming, situation: Situation) -> Iterator[Problem]:
    for state in dict.fromkeys(filter(None, (situation.state, situation.left, situation.opened_at))):
        name = renaming.states.get(state, state)
        if name not in new.states:
            yield _missing(_STATE, state, name, list(new.states))
        elif state not in (situation.state, situation.left):
            continue
        elif old.states[state].outcome != new.states[name].outcome:
            yield problem("E870", NOWHERE, old=said(old.states[state].label), new=said(new.states[name].label))
        elif not _can_end(new, name):
            yield problem("E872", NOWHERE, state=said(new.states[name].label))


def _missing(what: Said, name: str, wanted: str, known: list[str]) -> Problem:
    return problem("E869", NOWHERE, what=what, name=name, wanted=wanted, guess=guess(wanted, known))


def _remembered(workflow: Workflow) -> frozenset[str]:
    """Return the steps whose authors, or whose having been taken, still count later."""
    steps, slots = workflow.file.steps, workflow.file.slots
    authors = [*(each.not_by_authors_of for each in steps), *(each.not_by_authors_of for each in slots)]
    taken = [told.step for step in steps for _, told in workflow.guards_of(step) if isinstance(told, TakenGuard)]
    return frozenset([*(step for some in authors for step in some), *taken])


def _can_end(workflow: Workflow, state: str) -> bool:
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        if workflow.states[here].outcome is not None:
            return True
        onward = {step.to for step in workflow.steps_from(here) if step.effect is Effect.MOVE and step.to} - seen
        seen |= onward
        waiting += onward
    return False


def migrate(scene: Scene, old: Workflow, case: Case, command: Migrate) -> Migrated | Refused:
    """Return the case moved to the workflow of the scene, to be looked at before it is recorded; or every reason why not."""
    new = scene.workflow
    faults = migration_faults(old, new, command.renaming, (situation_of(case),))
    assessed = by_the_office(scene, command.person, _MIGRATING)
    reasons = [*faults, *assessed.reasons, *timing(case, None, scene.day), *_pinned(old, new, case)]
    if reasons or assessed.capacity is None:
        return Refused(in_order(reasons))
    event = _event(new, case, command.renaming)
    moved = evolve(case, event, case.version + 1, on(scene.day), assessed.capacity.author)
    fresh = tuple(each for each in opened(scene, event.to) if each.slot not in moved.slots)
    if thin := [fault for each in fresh for fault in too_few(new.slots[each.slot], len(each.members))]:
        return Refused(in_order(thin))
    after = moved
    for number, each in enumerate(fresh, case.version + 2):
        after = evolve(after, each, number, on(scene.day), assessed.capacity.author)
    return Migrated(Accepted((event, *fresh), on(scene.day), assessed.capacity.author), case, after)


def _pinned(old: Workflow, new: Workflow, case: Case) -> Iterator[Problem]:
    if case.digest != old.digest:
        yield problem("E855", NOWHERE, workflow=case.workflow, pinned=case.digest[:12], given=old.digest[:12])
    if new.digest == case.digest:
        yield problem("E873", NOWHERE, workflow=new.id, version=new.version)


def _event(new: Workflow, case: Case, renaming: Renaming) -> CaseMigrated:
    to = place(new, renaming.states.get(case.at.state, case.at.state))
    left = place(new, renaming.states.get(case.left.state, case.left.state)) if case.left else None
    slots = {name: renaming.slots[name] for name in case.slots if renaming.slots.get(name, name) != name}
    steps = {name: renaming.steps[name] for name in case.taken if renaming.steps.get(name, name) != name}
    opened_at = renaming.states.get(case.opened_at, case.opened_at)
    return CaseMigrated(case.digest, new.digest, to, slots, steps, left, opened_at)
