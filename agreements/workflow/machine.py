"""The only door to `transitions`: it says where a step leads, and nothing else happens there.

The machine is compiled from a workflow that was read and checked, never from markup; it is flat, has no automatic transitions, no callback
with an effect, no queue, no timer and no notion of "final", which in 0.9.3 is told too early for parallel regions (tests/test_machine.py).
Whether a step is allowed is asked of the caller once. Machines are shared between threads; each thread has one model per machine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import local
from typing import TYPE_CHECKING, Any, cast

from agreements.workflow.definition import Effect, StepFile
from agreements.workflow.loading import Workflow

if TYPE_CHECKING:
    from transitions import EventData, Machine

_TAKE = "take:{}"
"""What a step is called inside: no name of a file can be the name of an attribute."""

_KEPT = 16


class _Case:
    """The one model of a thread: where a case is, while a step is being looked at."""

    state: str
    allowed: Callable[[], bool]
    left: str | None


class _Models(local):
    """The models of this thread, one for each machine."""

    def __init__(self) -> None:
        self.by_digest: dict[str, _Case] = {}


_models = _Models()


def destination(workflow: Workflow, state: str, step: str, allowed: Callable[[], bool], *, left: str | None = None) -> str | None:
    """Return the state after a step from `state`; None when the step does not leave from there or is not allowed.

    `allowed` is called once, and only when the step leaves from there. A reopening leads back to `left`, the state that the case left when
    it came to its end. Raise KeyError for a state or step that the workflow does not have.
    """
    workflow.state(state)
    if workflow.step(step) not in workflow.steps_from(state):
        return None
    machine = _machine(workflow)
    case = _model(machine, workflow.digest)
    case.allowed, case.left = allowed, left
    machine.set_state(state, case)
    taken = machine.events[_TAKE.format(step)].trigger(case)
    return case.state if taken else None


@lru_cache(maxsize=_KEPT)
def _machine(workflow: Workflow) -> Machine:
    """Compile a workflow."""
    from transitions import Machine  # noqa: PLC0415  # loaded when a step is taken, not at start-up

    return Machine(
        model=None,
        states=list(workflow.states),
        initial=workflow.initial.id,
        transitions=[each for step in workflow.file.steps for each in _transitions(workflow, step)],
        auto_transitions=False,
        send_event=True,
    )


def _transitions(workflow: Workflow, step: StepFile) -> list[dict[str, Any]]:
    """Return the arrows of a step: one for each state that it leaves from; of a reopening, one for each state that it can go back to."""
    trigger = _TAKE.format(step.id)
    if step.effect is Effect.REOPEN:
        back = [(end, name) for end in step.sources for name in workflow.states if _leads(workflow, name, end)]
        return [{"trigger": trigger, "source": end, "dest": name, "conditions": [_goes_back_to(name), _is_allowed]} for end, name in back]
    goal = step.to if step.effect is Effect.MOVE else None
    return [{"trigger": trigger, "source": name, "dest": goal, "conditions": [_is_allowed]} for name in workflow.sources_of(step)]


def _leads(workflow: Workflow, state: str, end: str) -> bool:
    return any(step.to == end for step in workflow.steps_from(state))


def _is_allowed(event: EventData) -> bool:
    return cast("_Case", event.model).allowed()


def _goes_back_to(name: str) -> Callable[[EventData], bool]:
    def left_it(event: EventData) -> bool:
        return cast("_Case", event.model).left == name

    return left_it


def _model(machine: Machine, digest: str) -> _Case:
    """Return this thread's model of a machine; it is made once."""
    kept = _models.by_digest
    if digest not in kept or kept[digest] not in machine.models:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[digest] = _Case()
        machine.add_model(kept[digest])
    return kept[digest]
