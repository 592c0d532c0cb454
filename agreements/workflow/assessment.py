"""Whether somebody may do something now: the one evaluation behind `decide` and `explain`, so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.model.placed import NOWHERE
from agreements.problems import Problem, Said, problem
from agreements.sources import guess
from agreements.workflow.case import Case, Result, Slot
from agreements.workflow.commands import TakeStep, unfit
from agreements.workflow.definition import Ask, AskType, Effect, MemberKind, SlotFile, SlotKind, StepFile
from agreements.workflow.events import Answer, Evidence, Member, Place, SlotOpened
from agreements.workflow.guards import View, fits, no_evidence, no_fact, reasons
from agreements.workflow.labels import KINDS, listed, named, said
from agreements.workflow.loading import Workflow
from agreements.workflow.machine import destination
from agreements.workflow.parties import Parties, Party
from agreements.workflow.people import Capacity, Office, unknown_person
from agreements.workflow.signing import kinds_signed_in

ANSWERS = {
    SlotKind.APPROVAL: (Answer.APPROVE, Answer.OBJECT, Answer.ABSTAIN),
    SlotKind.SIGNATURE: (Answer.SIGN, Answer.DECLINE),
}
_FORMS = {
    AskType.TEXT: Said("een tekst", "a text"),
    AskType.DATE: Said("een datum als 2026-03-31", "a date like 2026-03-31"),
    AskType.MONEY: Said("een bedrag in euro als 1500000.00", "an amount in euros like 1500000.00"),
    AskType.YES_NO: Said("yes of no", "yes or no"),
    AskType.CHOICE: Said("een van de keuzen", "one of the choices"),
}
Roles = tuple[tuple[str, frozenset[str]], ...]
"""Each role that will do, with for whom it may be held ("" for a role that is not held for anybody)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything beside the case that a decision depends on."""

    workflow: Workflow
    office: Office
    parties: Parties
    day: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every reason why not, and what was found on the way."""

    reasons: tuple[Problem, ...]
    roles: Roles
    barred: frozenset[str] = frozenset()
    capacity: Capacity | None = None
    member: str = ""
    goal: str = ""  # the state after the step


def unknown_step(workflow: Workflow, step: str, state: str) -> Problem:
    """Return the reason that there is no such step or slot; what can be chosen is what leads on from a state."""
    known = [*workflow.steps, *workflow.slots]
    here = [*(each.id for each in workflow.slots_in(state)), *(each.id for each in workflow.steps_from(state))]
    return problem("E812", NOWHERE, step=step, guess=guess(step, known), known=", ".join(here) or "-")


def place(workflow: Workflow, state: str) -> Place:
    """Return a state as events name it."""
    found = workflow.states[state]
    return Place(found.id, found.phase, found.outcome)


def not_of(scene: Scene, case: Case | None) -> Problem:
    """Return the reason that there is no case that follows this workflow."""
    if case is None:
        return problem("E854", NOWHERE, company=scene.parties.company)
    pinned, given = case.digest[:12], scene.workflow.digest[:12]
    return problem("E855", NOWHERE, workflow=case.workflow, pinned=pinned, given=given)


def timing(case: Case, effective: date | None, day: date) -> Iterator[Problem]:
    """Yield what is wrong with the day on which something is said to have happened."""
    if effective is None:
        effective = day
    if effective > day:
        yield problem("E813", NOWHERE, date=effective, day=day)
    if case.latest is not None and effective < case.latest:
        yield problem("E814", NOWHERE, date=effective, latest=case.latest)


def assess_step(scene: Scene, case: Case, step: StepFile, command: TakeStep) -> Assessment:
    """Return what stands between a person and a step; without a person, whether there is anybody."""
    roles = roles_of(scene, step.by)
    barred = authors_of(case, step.not_by_authors_of)
    capacity, personal = standing(scene, command.person, roles, barred, said(step.label))
    facts = {**case.facts, **recorded(case, step, command)}
    kinds = frozenset([*(each.kind for each in case.evidence), *(each.kind for each in command.evidence)])
    view = View(scene.workflow, case, scene.parties, command.effective or scene.day, facts, kinds)
    found = (
        *_state(scene.workflow, case, step),
        *timing(case, command.effective, scene.day),
        *personal,
        *unfit(command),
        *_answerless(command, step),
        *brought(step.evidence, step.optional_evidence, scene.workflow, command.evidence),
        *_facts(step.asks, command),
        *_signing(step, command, scene.day),
        *reasons(view, scene.workflow.guards_of(step)),
        *_entry(scene, case, step),
    )
    left = case.left.state if case.left else None
    goal = destination(scene.workflow, case.at.state, step.id, lambda: not found, left=left)
    if goal is None and not found:
        found = (nowhere_back(said(scene.workflow.states[case.at.state].label)),)
    return Assessment(found, roles, barred, capacity, goal=goal or "")


def _answerless(command: TakeStep, step: StepFile) -> Iterator[Problem]:
    if command.answer is not None or command.member:
        yield problem("E815", NOWHERE, step=said(step.label))


def _state(workflow: Workflow, case: Case, step: StepFile) -> Iterator[Problem]:
    """Yield why a step cannot start where the case stands."""
    state = said(workflow.states[case.at.state].label)
    if case.ended and step.effect is not Effect.REOPEN:
        yield ended(workflow, case)
    elif case.at.state not in workflow.sources_of(step):
        yield problem("E817", NOWHERE, step=said(step.label), state=state, sources=_sources(workflow, step))
    elif step.effect is Effect.REOPEN and case.left is None:
        yield nowhere_back(state)
    paused = case.suspended_since is not None
    if step.effect is Effect.RESUME:
        if not paused:
            yield problem("E819", NOWHERE)
    elif paused and (not step.while_suspended or step.effect is Effect.SUSPEND):
        yield suspended(case)


def nowhere_back(state: Said) -> Problem:
    """Return the reason that a reopening leads nowhere."""
    return problem("E818", NOWHERE, state=state)


def ended(workflow: Workflow, case: Case) -> Problem:
    """Return the reason that a case stands in an end."""
    return problem("E816", NOWHERE, state=said(workflow.states[case.at.state].label))


def suspended(case: Case) -> Problem:
    """Return the reason that a case stands still."""
    return problem("E820", NOWHERE, ground=case.pauses[-1].ground or "-")


def _sources(workflow: Workflow, step: StepFile) -> Said:
    return listed(said(workflow.states[each].label) for each in workflow.sources_of(step))


def _entry(scene: Scene, case: Case, step: StepFile) -> Iterator[Problem]:
    """Yield each slot that would open with too few to answer: it could never pass."""
    target = case.left.state if step.effect is Effect.REOPEN and case.left else step.to
    for slot in scene.workflow.slots_in(target) if target else ():
        yield from too_few(slot, len(members_of(scene, slot)))


def too_few(slot: SlotFile, members: int) -> Iterator[Problem]:
    """Yield the reason that a slot would open with fewer members than must agree."""
    needed = slot.count or 1
    if members < needed:
        kinds = listed(KINDS[each] for each in slot.by)
        yield problem("E821", NOWHERE, slot=said(slot.label), members=members, needed=needed, kinds=kinds)


def members_of(scene: Scene, slot: SlotFile) -> tuple[Member, ...]:
    """Return who answers in a slot that opens now."""
    return tuple(member(scene, slot, party) for party in parties_in(scene, slot))


def parties_in(scene: Scene, slot: SlotFile) -> tuple[Party, ...]:
    """Return the parties of the dossier that answer in a slot: of signatories, those who sign the kind of document that is signed in it."""
    kinds = kinds_signed_in(scene.workflow, slot)
    found = (party for kind in slot.by for party in scene.parties.members(kind))
    return tuple(each for each in found if each.kind is not MemberKind.SIGNATORY or all(scene.parties.signs(each, kind) for kind in kinds))


def member(scene: Scene, slot: SlotFile, party: Party) -> Member:
    """Return a party as a member of a slot; a role that must be held for somebody else than it acts for can be held by nobody."""
    role = slot.by[party.kind]
    held_for = scene.workflow.roles[role].scope
    return Member(party.key, party.kind, role, party.scopes.get(held_for, "-") if held_for else "")


def roles_of(scene: Scene, by: Iterable[str]) -> Roles:
    """Return roles with for whom each may be held in this dossier."""
    found = ((role, scene.workflow.roles[role].scope) for role in by)
    return tuple((role, scene.parties.scopes(scope) if scope else frozenset(("",))) for role, scope in found)


def authors_of(case: Case, steps: Sequence[str]) -> frozenset[str]:
    """Return everybody who ever took one of these steps, in person or through a deputy."""
    return frozenset(person for step in steps if step in case.taken for person in case.taken[step].authors)


def standing(scene: Scene, person: str, roles: Roles, barred: frozenset[str], step: Said) -> tuple[Capacity | None, tuple[Problem, ...]]:
    """Return the capacity in which a person may act, or why there is none; without a person, whether anybody has one."""
    if not person:
        return None, () if candidates(scene, roles, barred) else (nobody(scene.workflow, roles, step),)
    held = [each for each in scene.office.capacities(person, scene.day) if acts_in(each, roles)]
    free = next((each for each in held if each.author.persons.isdisjoint(barred)), None)
    if free is not None:
        return free, ()
    if person not in scene.office.persons:
        return None, (unknown_person(scene.office, person),)
    who = _who(candidates(scene, roles, barred))
    if not held:
        return None, (problem("E823", NOWHERE, person=person, step=step, day=scene.day, who=who),)
    return None, (problem("E824", NOWHERE, person=person, step=step, who=who),)


def acts_in(capacity: Capacity, roles: Roles) -> bool:
    """Say whether a capacity is one of these roles, held for somebody who takes part."""
    return any(capacity.role == role and capacity.scope in scopes for role, scopes in roles)


def candidates(scene: Scene, roles: Roles, barred: frozenset[str]) -> tuple[Capacity, ...]:
    """Return in which capacities whom may act, in the order of their ids."""
    everybody = (each for person in sorted(scene.office.persons) for each in scene.office.capacities(person, scene.day))
    return tuple(each for each in everybody if acts_in(each, roles) and each.author.persons.isdisjoint(barred))


def _who(capacities: Iterable[Capacity]) -> Said | str:
    persons = list(dict.fromkeys(each.author.person for each in capacities))
    return ", ".join(persons) if persons else Said("niemand; leg eerst een rol vast", "nobody; record a role first")


def nobody(workflow: Workflow, roles: Roles, step: Said) -> Problem:
    """Return the reason that there is nobody at all."""
    return problem("E822", NOWHERE, step=step, roles=listed(said(workflow.roles[role].label) for role, _ in roles))


def brought(needed: Sequence[str], optional: Sequence[str], workflow: Workflow, evidence: Sequence[Evidence]) -> Iterator[Problem]:
    """Yield what evidence is missing or is not asked for."""
    kinds = [each.kind for each in evidence]
    for kind in needed:
        if kind not in kinds:
            yield no_evidence(said(workflow.evidence[kind].label))
    known = [*needed, *optional]
    for kind in kinds:
        if kind not in known:
            yield problem("E825", NOWHERE, kind=kind, guess=guess(kind, known), known=", ".join(known) or "-")


def _facts(asks: Sequence[Ask], command: TakeStep) -> Iterator[Problem]:
    asked: dict[str, Ask] = {each.id: each for each in asks}
    for ask in asks:
        if ask.required and not command.facts.get(ask.id):
            yield no_fact(said(ask.label))
    for name, value in command.facts.items():
        if name not in asked:
            yield problem("E826", NOWHERE, fact=name, guess=guess(name, list(asked)), known=", ".join(asked) or "-")
        elif value and not fits(asked[name], value):
            choices = ", ".join(asked[name].choices) or _FORMS[asked[name].type]
            yield problem("E827", NOWHERE, fact=named(asked[name].label, name), value=value, form=choices)


def recorded(case: Case, step: StepFile, command: TakeStep) -> dict[str, str]:
    """Return the facts that a step records: its answers, and an empty one for each question left open that was answered before."""
    answered = {name: value for name, value in command.facts.items() if value}
    return answered | {ask.id: "" for ask in step.asks if ask.id not in answered and case.facts.get(ask.id)}


def signed_on(step: StepFile, command: TakeStep) -> date | None:
    """Return the day on which an instrument was signed, where the step asks for it: not always the day on which that was established."""
    given = command.facts.get(step.signed_on, "") if step.signed_on else ""
    ask = next((each for each in step.asks if each.id == step.signed_on), None)
    return date.fromisoformat(given) if ask is not None and fits(ask, given) else None


def _signing(step: StepFile, command: TakeStep, day: date) -> Iterator[Problem]:
    when, known = signed_on(step, command), command.effective or day
    if when is not None and when > known:
        yield problem("E813", NOWHERE, date=when, day=known)


def assess_answer(scene: Scene, case: Case, slot: SlotFile, command: TakeStep) -> Assessment:
    """Return what stands between a person and an answer in a slot."""
    current = case.slots.get(slot.id)
    found = [*slot_open(scene.workflow, case, slot, current), *timing(case, command.effective, scene.day)]
    found += [*unfit(command), *_answer(slot, command)]
    found += brought(slot.evidence, (), scene.workflow, command.evidence)
    found += _facts((), command)
    barred = authors_of(case, slot.not_by_authors_of)
    if current is None:
        roles = roles_of(scene, slot.by.values())
        capacity, personal = standing(scene, command.person, roles, barred, said(slot.label))
        return Assessment((*found, *personal), roles, barred, capacity)
    barred |= voices(scene.workflow, current)
    member, roles, about = _member(scene, current, command)
    capacity, personal = standing(scene, command.person, roles, barred, said(slot.label))
    return Assessment((*found, *about, *personal), roles, barred, capacity, member)


def slot_open(workflow: Workflow, case: Case, slot: SlotFile, current: Slot | None) -> Iterator[Problem]:
    """Yield why a slot cannot be answered now."""
    label = said(slot.label)
    if case.ended:
        yield ended(workflow, case)
    elif current is None or current.state != case.at.state:
        yield problem("E828", NOWHERE, slot=label, state=said(workflow.states[slot.state].label))
    elif current.result is not Result.PENDING:
        yield problem("E829", NOWHERE, slot=label)
    if case.suspended_since is not None:
        yield suspended(case)


def _answer(slot: SlotFile, command: TakeStep) -> Iterator[Problem]:
    choices = ANSWERS[slot.kind]
    if command.answer not in choices:
        yield problem("E830", NOWHERE, slot=said(slot.label), choices=", ".join(choices))


def voices(workflow: Workflow, slot: Slot) -> frozenset[str]:
    """Return who has spoken already: in an approval one person speaks for one member, in person or through a deputy.

    A role that is not held for a member only writes down what members let know, with their evidence; it may do so for each of them. Whoever
    signs may do so in two capacities.
    """
    if slot.kind is SlotKind.SIGNATURE:
        return frozenset()
    own = [each.key for each in slot.members if _scoped(workflow, each) and each.key in slot.answers]
    return frozenset(person for key in own for person in slot.answers[key].author.persons)


def _scoped(workflow: Workflow, member: Member) -> bool:
    role = workflow.roles.get(member.role)
    return role is not None and role.scope is not None


def _member(scene: Scene, slot: Slot, command: TakeStep) -> tuple[str, Roles, tuple[Problem, ...]]:
    """Return for whom an answer is given, the role that it needs, and what is wrong with it."""
    keys = [each.key for each in slot.members]
    waiting = [each for each in slot.members if each.key not in slot.answers]
    if command.member in keys:
        chosen = next(each for each in slot.members if each.key == command.member)
        answered = (problem("E831", NOWHERE, member=chosen.key),) if chosen.key in slot.answers else ()
        return chosen.key, _role_of(chosen), answered
    roles = tuple(role for each in waiting or slot.members for role in _role_of(each))
    if command.member:
        return "", roles, (no_member(command.member, keys),)
    held = list(scene.office.capacities(command.person, scene.day))
    own = [each for each in waiting if any(acts_in(capacity, _role_of(each)) for capacity in held)]
    if len(own) == 1:
        return own[0].key, _role_of(own[0]), ()
    choose = (problem("E853", NOWHERE, members=", ".join(each.key for each in own)),) if own else ()
    return "", roles, choose


def no_member(name: str, keys: list[str]) -> Problem:
    """Return the reason that nobody of that name is in a slot."""
    return problem("E832", NOWHERE, member=name, guess=guess(name, keys), known=", ".join(keys) or "-")


def _role_of(member: Member) -> Roles:
    return ((member.role, frozenset((member.scope,))),)


def opened(scene: Scene, to: Place | None) -> tuple[SlotOpened, ...]:
    """Return the slots that open where a case arrives, each time anew."""
    if to is None:
        return ()
    return tuple(
        SlotOpened(slot.id, slot.state, slot.kind, members_of(scene, slot), slot.rule, slot.count, slot.veto)
        for slot in scene.workflow.slots_in(to.state)
    )


def by_the_office(scene: Scene, person: str, what: Said, barred: frozenset[str] = frozenset()) -> Assessment:
    """Return whether a person may do what no step of the file is for: whoever holds a role that is not held for one member may."""
    roles = scene.workflow.roles.values()
    own = [each.id for each in roles if each.scope is None] or [each.id for each in roles]
    allowed = roles_of(scene, own)
    if not person:
        return Assessment((unknown_person(scene.office, ""),), allowed)
    capacity, why = standing(scene, person, allowed, barred, what)
    return Assessment(why, allowed, barred, capacity)
