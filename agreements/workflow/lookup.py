"""A workflow file made ready to be asked: by id, by state, with the parameters of its guards read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreements.model.placed import Placed
from agreements.model.values import LocalText
from agreements.problems import Said
from agreements.workflow.definition import ANY, AidScheme, Ask, MemberKind, RoleFile, SlotFile, StateFile, StepFile, WorkflowFile
from agreements.workflow.events import Place
from agreements.workflow.guard_parameters import GUARD_PARAMETERS, read_parameters

KINDS = {
    MemberKind.MINISTER: Said("bewindspersoon", "minister"),
    MemberKind.PROVINCE: Said("provincie", "province"),
    MemberKind.COMPANY: Said("bedrijf", "company"),
    MemberKind.PARENT: Said("moederbedrijf", "parent company"),
    MemberKind.SIGNATORY: Said("ondertekenaar", "signatory"),
    MemberKind.OFFICE: Said("bureau", "office"),
}


@dataclass(frozen=True, slots=True)
class Workflow:
    """A published workflow under its digest."""

    file: WorkflowFile
    digest: str
    states: Mapping[str, StateFile]
    steps: Mapping[str, StepFile]
    slots: Mapping[str, SlotFile]
    roles: Mapping[str, RoleFile]
    asks: Mapping[str, Ask]
    evidence: Mapping[str, LocalText]
    schemes: Mapping[str, AidScheme]
    places: Mapping[str, Place]
    order: Mapping[str, int]
    slots_in: Mapping[str, tuple[SlotFile, ...]]
    guards: Mapping[str, tuple[tuple[str, Placed], ...]]

    @classmethod
    def of(cls, file: WorkflowFile, digest: str) -> Workflow:
        """Return a file that loading found without faults, ready for use."""
        return cls(
            file,
            digest,
            states={each.id: each for each in file.states},
            steps={each.id: each for each in file.steps},
            slots={each.id: each for each in file.slots},
            roles={each.id: each for each in file.roles},
            asks={ask.id: ask for step in file.steps for ask in step.asks},
            evidence={each.id: each.label for each in file.evidence},
            schemes={each.id: each for each in file.aid_schemes},
            places={each.id: Place(each.id, each.phase, each.outcome) for each in file.states},
            order={each.id: number for number, each in enumerate(file.states)},
            slots_in={state.id: tuple(slot for slot in file.slots if slot.state == state.id) for state in file.states},
            guards={step.id: _guards(step) for step in file.steps},
        )

    @property
    def initial(self) -> str:
        """Return the state in which a case begins."""
        return next(each.id for each in self.file.states if each.initial)

    def leads_from(self, step: StepFile, state: str) -> bool:
        """Say whether a step starts in a state; `any` stands for every state that is no end."""
        return state in step.sources or (ANY in step.sources and self.places[state].outcome is None)

    def steps_from(self, state: str) -> tuple[StepFile, ...]:
        """Return the steps that start in a state, in the order of the file."""
        return tuple(each for each in self.file.steps if self.leads_from(each, state))


def _guards(step: StepFile) -> tuple[tuple[str, Placed], ...]:
    read = ((use.guard, read_parameters(use)[0]) for use in step.guards if use.guard in GUARD_PARAMETERS)
    return tuple((guard, parameters) for guard, parameters in read if parameters is not None)


def said(label: LocalText) -> Said:
    """Return a label as an argument of a problem."""
    return Said(label.nl, label.en)


def listed(labels: Iterable[Said]) -> Said:
    """Return labels as a list in words."""
    known = list(labels)
    return Said(", ".join(each.nl for each in known), ", ".join(each.en for each in known))


def named(label: LocalText, name: str) -> Said:
    """Return a label with the id by which it can be typed."""
    return Said(f"{label.nl} ({name})", f"{label.en} ({name})")
