"""Where a workflow lets documents be signed: the states and slots of each kind, as its steps that establish signing say."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.model.dossier_kinds import Kind
from agreements.workflow.definition import SlotFile, SlotKind, StepFile
from agreements.workflow.guard_parameters import SlotGuard, SlotResult
from agreements.workflow.loading import Workflow


def kinds_signed(workflow: Workflow) -> tuple[Kind, ...]:
    """Return the kinds of document that are signed in a workflow, in the order of the file."""
    return tuple(dict.fromkeys(step.signs for step in workflow.file.steps if step.signs))


def signing_states(workflow: Workflow, kind: Kind) -> frozenset[str]:
    """Return the states from which a step establishes that a document of a kind was signed."""
    return frozenset(state for step in workflow.steps.values() if step.signs == kind for state in workflow.sources_of(step))


def slots_of(workflow: Workflow, kind: Kind) -> Iterator[SlotFile]:
    """Yield the slots in which a document of a kind is signed: those that are open where a step establishes that it was."""
    yield from (each for each in workflow.slots.values() if kind in kinds_signed_in(workflow, each))


def kinds_signed_in(workflow: Workflow, slot: SlotFile) -> tuple[Kind, ...]:
    """Return the kinds of document that are signed in a slot; of a sound workflow one, or none for a slot of approvals.

    They are what the steps sign that establish signing from its state. Where documents of two kinds are signed side by side, the guard of
    such a step says which slot is whose.
    """
    steps = [each for each in workflow.steps_from(slot.state) if each.signs] if slot.kind is SlotKind.SIGNATURE else []
    own = [each for each in steps if slot.id in slots_passed(workflow, each)]
    return tuple(dict.fromkeys(each.signs for each in own or steps if each.signs))


def slots_passed(workflow: Workflow, step: StepFile) -> frozenset[str]:
    """Return the slots that must have passed before a step."""
    guards = (told for _, told in workflow.guards_of(step) if isinstance(told, SlotGuard))
    return frozenset(str(each.slot) for each in guards if each.result is SlotResult.PASSED)
