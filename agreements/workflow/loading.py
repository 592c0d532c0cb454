"""A workflow file as text in, a checked and indexed workflow out, or every fault in it; and its one canonical document.

The document is what a file says, without places, comments, order of keys and what is left to its default. Its SHA-256 identifies the
workflow: a key that a later version adds does not change the identity of a file that does not use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from agreements.model.canonical import digest
from agreements.model.placed import NOWHERE, Placed
from agreements.model.reading import keys_of, read_file
from agreements.model.values import FuzzyDate, LocalText, Precision
from agreements.problems import AgreementsError, Problem, errors, in_order
from agreements.sources import Mapping as MappingNode
from agreements.sources import Node, Scalar, Sequence, Source, parse_yaml, plain
from agreements.workflow.definition import (
    ANY,
    AidScheme,
    Ask,
    Effect,
    EvidenceKind,
    Opening,
    Phase,
    RoleFile,
    SlotFile,
    StateFile,
    StepFile,
    WorkflowFile,
)
from agreements.workflow.guard_parameters import read_parameters
from agreements.workflow.sense import check_sense

if TYPE_CHECKING:
    from agreements.model.dossier_kinds import HistoryEvent, Stage


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


I = TypeVar("I", bound=_Identified)  # noqa: E741  # an item


def _by_id(items: Iterable[I]) -> dict[str, I]:
    return {item.id: item for item in items}


@dataclass(frozen=True, eq=False)
class Workflow:
    """A workflow whose names all resolve, indexed. It can still be unsound, see `soundness`. Two that say the same are equal."""

    file: WorkflowFile
    document: Mapping[str, object]
    digest: str

    def __eq__(self, other: object) -> bool:
        """Say whether both say the same."""
        return isinstance(other, Workflow) and other.digest == self.digest

    def __hash__(self) -> int:
        """Return a number for tables."""
        return hash(self.digest)

    @property
    def id(self) -> str:
        """The name of the workflow."""
        return self.file.workflow

    @property
    def version(self) -> str:
        """The version that its owner gave it."""
        return self.file.version

    @cached_property
    def phases(self) -> Mapping[str, Phase]:
        """The phases, in the order of the file."""
        return _by_id(self.file.phases)

    @cached_property
    def roles(self) -> Mapping[str, RoleFile]:
        """The roles, in the order of the file."""
        return _by_id(self.file.roles)

    @cached_property
    def states(self) -> Mapping[str, StateFile]:
        """The states, in the order of the file."""
        return _by_id(self.file.states)

    @cached_property
    def steps(self) -> Mapping[str, StepFile]:
        """The steps, in the order of the file."""
        return _by_id(self.file.steps)

    @cached_property
    def slots(self) -> Mapping[str, SlotFile]:
        """The slots, in the order of the file."""
        return _by_id(self.file.slots)

    @cached_property
    def evidence(self) -> Mapping[str, EvidenceKind]:
        """The kinds of evidence."""
        return _by_id(self.file.evidence)

    @cached_property
    def aid_schemes(self) -> Mapping[str, AidScheme]:
        """The bases for aid."""
        return _by_id(self.file.aid_schemes)

    @cached_property
    def facts(self) -> Mapping[str, Ask]:
        """Every fact that a step asks for, as it is asked first."""
        return _by_id(ask for step in reversed(self.file.steps) for ask in reversed(step.asks))

    @cached_property
    def initial(self) -> StateFile:
        """The state where a case begins."""
        return next(state for state in self.file.states if state.initial)

    def state(self, name: str) -> StateFile:
        """Return a state; raise KeyError when there is none of that name."""
        return self.states[name]

    def step(self, name: str) -> StepFile:
        """Return a step; raise KeyError when there is none of that name."""
        return self.steps[name]

    def slot(self, name: str) -> SlotFile:
        """Return a slot; raise KeyError when there is none of that name."""
        return self.slots[name]

    def steps_from(self, state: str) -> tuple[StepFile, ...]:
        """Return the steps that leave from a state or are taken in it, in the order of the file; `any` is every state that is no end."""
        return self._steps_from[state]

    @cached_property
    def _steps_from(self) -> Mapping[str, tuple[StepFile, ...]]:
        ends = {state.id for state in self.file.states if state.outcome}
        anywhere = [(step, {*ends, *step.excepted}) for step in self.file.steps if ANY in step.sources]
        found = {name: [step for step in self.file.steps if name in step.sources] for name in self.states}
        for step, without in anywhere:
            for name in self.states:
                if name not in without and name not in step.sources:
                    found[name].append(step)
        order = {step.id: number for number, step in enumerate(self.file.steps)}
        return {name: tuple(sorted(steps, key=lambda step: order[step.id])) for name, steps in found.items()}

    def sources_of(self, step: StepFile) -> tuple[str, ...]:
        """Return the states that a step can be taken in, with `any` written out."""
        return self._sources[step.id]

    @cached_property
    def _sources(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {name: [] for name in self.steps}
        for state, steps in self._steps_from.items():
            for step in steps:
                found[step.id].append(state)
        return {name: tuple(states) for name, states in found.items()}

    def slots_in(self, state: str) -> tuple[SlotFile, ...]:
        """Return the slots that are open while a case is in a state."""
        return self._slots_in[state]

    @cached_property
    def _slots_in(self) -> Mapping[str, tuple[SlotFile, ...]]:
        return {name: tuple(slot for slot in self.file.slots if slot.state == name) for name in self.states}

    def guards_of(self, step: StepFile) -> tuple[tuple[str, Placed], ...]:
        """Return the guards of a step: each name with its typed parameters."""
        return self._guards[step.id]

    @cached_property
    def _guards(self) -> Mapping[str, tuple[tuple[str, Placed], ...]]:
        return {step.id: tuple((use.guard, cast("Placed", read_parameters(use)[0])) for use in step.guards) for step in self.file.steps}

    def opening(self, stage: Stage, event: HistoryEvent) -> Opening | None:
        """Return where a case stands after a public fact, or None when the file does not say."""
        return next((each for each in self.file.openings if (each.stage, each.event) == (stage, event)), None)

    def leads_to(self, step: StepFile, state: str) -> str | None:
        """Return the state after a step from `state`; None for a reopening, which goes back to the state that the case left."""
        if step.effect is Effect.REOPEN:
            return None
        return step.to if step.effect is Effect.MOVE else state


def load_workflow(source: Source) -> tuple[Workflow | None, tuple[Problem, ...]]:
    """Return the workflow in a file, and every fault of form and of sense; None when one of these stops the work."""
    node, faults = parse_yaml(source)
    if node is None or faults:
        return None, in_order(faults)
    return _workflow(node)


def workflow_from_document(document: Mapping[str, object], name: str = "") -> Workflow:
    """Return the workflow of a document that was stored; raise AgreementsError when it is none. `name` says where it was."""
    workflow, faults = _workflow(_node(document, name))
    if workflow is None:
        raise AgreementsError(*faults)
    return workflow


def _workflow(node: Node) -> tuple[Workflow | None, tuple[Problem, ...]]:
    faults: list[Problem] = []
    file = read_file(node, WorkflowFile, faults)
    if file is not None and not errors(faults):  # a name that a fault of form left out would be missed everywhere
        faults.extend(check_sense(file))
    found = in_order(faults)
    if file is None or errors(found):
        return None, found
    document = cast("Mapping[str, object]", said(file))
    return Workflow(file, document, digest(document)), found


# The document


def said(value: object) -> object:  # noqa: PLR0911  # one line per kind of value
    """Return what a value of the model says as plain JSON, without places and defaults."""
    match value:
        case Placed():
            stated = {key: (each, getattr(value, each.name)) for key, (each, _) in keys_of(type(value)).items()}
            return {key: said(held) for key, (each, held) in stated.items() if held != _default(each)}
        case LocalText():
            return {"nl": value.nl, "en": value.en}
        case FuzzyDate():
            return _date(value)
        case Scalar() | Sequence() | MappingNode():
            return plain(value)
        case tuple():
            return [said(each) for each in value]
        case Mapping():
            return {str(key): said(each) for key, each in value.items()}
        case bool() | int():
            return value
        case _:
            return str(value)


def _default(each: Field[Any]) -> object:
    return each.default if each.default_factory is MISSING else each.default_factory()


def _date(value: FuzzyDate) -> object:
    if value.precision is Precision.BEFORE or value.first is None:
        return {"before": (value.last + timedelta(days=1)).isoformat()}
    return _day(value.first, value.precision) if value.precision is not Precision.INTERVAL else f"{value.first}/{value.last}"


def _day(first: date, precision: Precision) -> str:
    return first.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)]


def _node(value: object, name: str) -> Node:
    """Return a value of a document as the node that a file would give."""
    where = NOWHERE if not name else Source(name, "").where()
    match value:
        case Mapping():
            entries = cast("Mapping[object, object]", value).items()
            return MappingNode(tuple((Scalar(str(key), quoted=False, where=where), _node(each, name)) for key, each in entries), where)
        case list() | tuple():
            return Sequence(tuple(_node(each, name) for each in cast("Iterable[object]", value)), where)
        case bool():
            return Scalar(str(value).lower(), quoted=False, where=where)
        case _:
            return Scalar(str(value), quoted=not isinstance(value, int), where=where)
