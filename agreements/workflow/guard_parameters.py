"""What each guard of the registry is told by a workflow file: one dataclass of parameters per guard.

A guard is named in a file, never programmed there. What it looks at is in `guards`; docs/workflow-format.md lists them for who writes such
files. The metadata `names` says what a parameter points to, and `asked_as` which kind of fact, so that loading can check it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from agreements.model.dossier import Quoted, Slug
from agreements.model.dossier_kinds import Stage
from agreements.model.placed import NOWHERE, Placed
from agreements.model.reading import read
from agreements.problems import Problem
from agreements.sources import Mapping as MappingNode
from agreements.sources import Scalar
from agreements.workflow.definition import AskType, GuardUse


class SlotResult(StrEnum):
    """What came of a slot once enough members have answered."""

    PASSED = "passed"
    FAILED = "failed"


_SLOT = {"names": "slot"}
_EVIDENCE = {"names": "evidence"}
_STEP = {"names": "step"}
_FACT = {"names": "fact"}
_DATE = {"names": "fact", "asked_as": AskType.DATE}
_PERHAPS = {"names": "fact", "asked_as": AskType.DATE, "may_be_absent": True}
_MONEY = {"names": "fact", "asked_as": AskType.MONEY}
_SCHEME = {"names": "scheme_fact", "asked_as": AskType.CHOICE}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGuard(Placed):
    """A slot has this result."""

    slot: Slug = field(metadata=_SLOT)
    result: SlotResult


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGuard(Placed):
    """Evidence of this kind is recorded."""

    kind: Slug = field(metadata=_EVIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenGuard(Placed):
    """This step was taken before."""

    step: Slug = field(metadata=_STEP)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGuard(Placed):
    """A yes-or-no or a choice has this value: "yes", "no" or a choice."""

    fact: Slug = field(metadata=_FACT)
    equals: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class AidBasisGuard(Placed):
    """The aid rests on a scheme of this file, and the decision that the scheme asks for is there."""

    scheme_fact: Slug = field(metadata=_SCHEME)


@dataclass(frozen=True, slots=True, kw_only=True)
class AidCeilingGuard(Placed):
    """The amount is at most the ceiling of its scheme."""

    amount: Slug = field(metadata=_MONEY)
    scheme_fact: Slug = field(metadata=_SCHEME)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantByGuard(Placed):
    """The aid is granted no later than the last day of its scheme."""

    date: Slug = field(metadata=_DATE)
    scheme_fact: Slug = field(metadata=_SCHEME)


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulationGuard(Placed):
    """The amount and the other aid for the same costs are together at most the limit; all three are facts."""

    amount: Slug = field(metadata=_MONEY)
    others: Slug = field(metadata=_MONEY)
    limit: Slug = field(metadata=_MONEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksNotStartedGuard(Placed):
    """The works started after the application; a date of start that is not recorded means that they have not started."""

    application: Slug = field(metadata=_DATE)
    started: Slug = field(metadata=_PERHAPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningAuthorityGuard(Placed):
    """Each signatory has proof of authority that is not older than so many days, and joint authority is complete."""

    max_age_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecordedGuard(Placed):
    """The dossier holds the signing of this instrument."""

    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSignedGuard(Placed):
    """The dossier does not hold the signing of this instrument."""

    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBeforeGuard(Placed):
    """The day has come that a step asked for."""

    date: Slug = field(metadata=_DATE)


GUARD_PARAMETERS: Mapping[str, type[Placed]] = {
    "slot": SlotGuard,
    "evidence": EvidenceGuard,
    "taken": TakenGuard,
    "fact": FactGuard,
    "aid-basis": AidBasisGuard,
    "aid-ceiling": AidCeilingGuard,
    "grant-by": GrantByGuard,
    "cumulation": CumulationGuard,
    "works-not-started": WorksNotStartedGuard,
    "signing-authority": SigningAuthorityGuard,
    "outcome-recorded": OutcomeRecordedGuard,
    "not-signed": NotSignedGuard,
    "not-before": NotBeforeGuard,
}


def facts_needed(guard: Placed) -> Iterator[tuple[str, str]]:
    """Yield each parameter that names a fact which must be recorded, with the fact."""
    for each in fields(guard):
        if "fact" in each.metadata.get("names", "") and not each.metadata.get("may_be_absent"):
            yield each.name, getattr(guard, each.name)


def read_parameters(use: GuardUse) -> tuple[Placed | None, tuple[Problem, ...]]:
    """Return the typed parameters of a guard that the registry knows, and every fault in them."""
    where = use.places.get("parameters", use.where)
    entries = tuple((Scalar(key, quoted=False, where=node.where or NOWHERE), node) for key, node in use.parameters.items())
    faults: list[Problem] = []
    return read(MappingNode(entries, where), GUARD_PARAMETERS[use.guard], faults), tuple(faults)
