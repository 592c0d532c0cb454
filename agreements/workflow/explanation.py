"""Why a step can or cannot be taken now: every reason, who could take it, and what is still to be brought.

It rests on the same assessment as `decide`: what is allowed here is accepted there, and the reasons are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from agreements.model.values import LocalText
from agreements.problems import Problem, in_order
from agreements.workflow.assessment import (
    ANSWERS,
    Assessment,
    Roles,
    Scene,
    acts_in,
    assess_answer,
    assess_step,
    candidates,
    not_of,
    unknown_step,
)
from agreements.workflow.case import Case
from agreements.workflow.commands import TakeStep, composed
from agreements.workflow.definition import Ask
from agreements.workflow.events import Author
from agreements.workflow.guards import no_evidence, no_fact
from agreements.workflow.labels import said
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import Parties
from agreements.workflow.people import Capacity, Office


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is to be said of a step, or of a slot, for one person or for anyone.

    `ready` says that nothing stands in the way but what is still to be brought: `evidence` and `facts`.
    """

    step: str
    label: LocalText
    person: str
    allowed: bool
    ready: bool
    reasons: tuple[Problem, ...]
    member: str = ""
    on_behalf_of: str = ""
    who: Mapping[str, tuple[Author, ...]] = field(default_factory=dict)  # by role
    evidence: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def explain(workflow: Workflow, case: Case | None, office: Office, parties: Parties, command: TakeStep, *, day: date) -> Explanation:
    """Return why a step can or cannot be taken; with "" as person: by anyone. For a slot the answer is yes unless it says otherwise."""
    scene, command = Scene(workflow, office, parties, day), composed(command)
    step, slot = workflow.steps.get(command.step), workflow.slots.get(command.step)
    if case is None or case.digest != workflow.digest:
        return _nothing(command, not_of(scene, case))
    if step is not None:
        return _explained(scene, command, assess_step(scene, case, step, command), _wanted(workflow, step.evidence, step.asks, step.label))
    if slot is not None:
        answering = completed(workflow, command)
        assessed = assess_answer(scene, case, slot, answering)
        return _explained(scene, answering, assessed, _wanted(workflow, slot.evidence, (), slot.label))
    return _nothing(command, unknown_step(workflow, command.step, case.at.state))


def completed(workflow: Workflow, command: TakeStep) -> TakeStep:
    """Return a command with the answer yes where it asks about a slot without saying which answer."""
    slot = workflow.slots.get(command.step)
    return replace(command, answer=ANSWERS[slot.kind][0]) if slot is not None and command.answer is None else command


def steps_now(workflow: Workflow, case: Case, office: Office, parties: Parties, person: str = "", *, day: date) -> tuple[Explanation, ...]:
    """Return the explanation of every step that starts where the case stands and of every slot that can be answered there."""
    names: list[str] = [each.id for each in workflow.steps_from(case.at.state)]
    names += [each.slot for each in case.open_slots()]
    return tuple(explain(workflow, case, office, parties, TakeStep(name, person), day=day) for name in names)


@dataclass(frozen=True, slots=True)
class _Wanted:
    label: LocalText
    evidence: Mapping[Problem, str]
    facts: Mapping[Problem, str]


def _wanted(workflow: Workflow, evidence: tuple[str, ...], asks: tuple[Ask, ...], label: LocalText) -> _Wanted:
    """Return what can be brought with the step, by the reason that says it is missing."""
    return _Wanted(
        label,
        {no_evidence(said(workflow.evidence[kind].label)): kind for kind in evidence},
        {no_fact(said(ask.label)): ask.id for ask in asks},
    )


def _explained(scene: Scene, command: TakeStep, assessed: Assessment, wanted: _Wanted) -> Explanation:
    reasons = in_order(assessed.reasons)
    to_bring = wanted.evidence.keys() | wanted.facts.keys()
    able = candidates(scene, assessed.roles, assessed.barred)
    return Explanation(
        command.step,
        wanted.label,
        command.person,
        allowed=not reasons,
        ready=all(each in to_bring for each in reasons),
        reasons=reasons,
        member=assessed.member,
        on_behalf_of=assessed.capacity.author.on_behalf_of if assessed.capacity else "",
        who={role: _persons(role, scopes, able) for role, scopes in _merged(assessed.roles).items()},
        evidence=tuple(kind for reason, kind in wanted.evidence.items() if reason in reasons),
        facts=tuple(fact for reason, fact in wanted.facts.items() if reason in reasons),
    )


def _merged(roles: Roles) -> dict[str, frozenset[str]]:
    """Return for whom each role may be held; several members may need one role."""
    found: dict[str, frozenset[str]] = {}
    for role, scopes in roles:
        found[role] = found.get(role, frozenset()) | scopes
    return found


def _persons(role: str, scopes: frozenset[str], able: tuple[Capacity, ...]) -> tuple[Author, ...]:
    return tuple(dict.fromkeys(each.author for each in able if acts_in(each, ((role, scopes),))))


def _nothing(command: TakeStep, reason: Problem) -> Explanation:
    label = LocalText(command.step, command.step)
    return Explanation(command.step, label, command.person, allowed=False, ready=False, reasons=(reason,))
