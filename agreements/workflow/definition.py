"""What a workflow file says. Its dataclasses are the file format, see docs/workflow-format.md; nothing here decides anything.

A case is in one state at a time. What happens side by side (tests per ministry, signatures) is data: a slot with one answer per member
and a rule that says when it has passed (reference: parallel regions of `transitions` report "final" too early, ADR 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreements.model.dossier import Quoted, Slug
from agreements.model.dossier_kinds import HistoryEvent, Kind, Stage
from agreements.model.placed import Placed
from agreements.model.values import FuzzyDate, LocalText
from agreements.sources import Node

ANY = "any"
"""In `from` of a step: every state that is not an end, but for those in `except`."""


class Outcome(StrEnum):
    """How a case ends; signed facts survive every outcome."""

    SETTLED = "settled"
    STOPPED_BY_STATE = "stopped_by_state"
    WITHDRAWN_BY_COMPANY = "withdrawn_by_company"
    NOT_CONTINUED = "not_continued"
    EXPIRED = "expired"
    CONDITION_FAILED = "condition_failed"
    TERMINATED = "terminated"
    TRANSFERRED = "transferred"
    SIGNED = "signed"


class Effect(StrEnum):
    """What a step does beyond recording that it was taken."""

    MOVE = "move"  # to the state `to`
    STAY = "stay"  # records evidence or facts; the case stays where it is
    SUSPEND = "suspend"  # the case stands still, and its deadlines with it; a statutory one only by `stops_statutory`
    RESUME = "resume"
    REOPEN = "reopen"  # from an end, back to the state that it left


class Legal(StrEnum):
    """What a deadline rests on; the Algemene termijnenwet holds for statutory terms only (art. 4)."""

    STATUTORY = "statutory"
    CONTRACTUAL = "contractual"
    POLICY = "policy"


class TermUnit(StrEnum):
    """How a term counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working_days"


class SlotKind(StrEnum):
    """What the members of a slot give."""

    APPROVAL = "approval"
    SIGNATURE = "signature"


class MemberKind(StrEnum):
    """Who gives it: one member for each minister, province, company, parent or signatory in the dossier; or the office itself."""

    MINISTER = "minister"
    PROVINCE = "province"
    COMPANY = "company"
    PARENT = "parent"
    SIGNATORY = "signatory"
    OFFICE = "office"


class Rule(StrEnum):
    """When a slot has passed."""

    ALL = "all"
    AT_LEAST = "at_least"  # `count` members


class AskType(StrEnum):
    """What a step asks of the person who takes it."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"  # euros, a decimal with a point
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Placed):
    """A part of the journey, as the board shows it."""

    id: Slug
    label: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFile(Placed):
    """What a person may be; `scope` says that it is held for one member of that kind (the lawyer of one ministry)."""

    id: Slug
    label: LocalText
    scope: MemberKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung(Placed):
    """One warning about a deadline: so many days before (negative) or after its last day, and to which role."""

    days: Quoted  # "-14", "0", "7"
    to: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFile(Placed):
    """How long a case may stay in a state. A deadline never approves; `then` is a step that people may take after it."""

    within: int
    unit: TermUnit
    legal: Legal
    basis: str = ""
    counts_from: Slug | None = None  # a date that a step asked for; without it, the day the state was entered
    rungs: tuple[Rung, ...] = ()
    then: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFile(Placed):
    """Where a case can be. A state that waits has a `deadline` or says in `no_deadline` why not; an `outcome` makes it an end."""

    id: Slug
    phase: Slug
    label: LocalText
    initial: bool = False
    outcome: Outcome | None = None
    deadline: DeadlineFile | None = None
    no_deadline: LocalText | None = None
    documents: tuple[Slug, ...] = ()  # kinds of document that are made here


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFile(Placed):
    """Answers that are given side by side while the case is in `state`: approvals or signatures, one per member.

    `by` says per kind of member which role answers. Where all must agree one objection fails it; with `veto` also where `count` will do.
    Who took a step of `not_by_authors_of` cannot answer, in person or through a deputy.
    """

    id: Slug
    label: LocalText
    kind: SlotKind
    state: Slug
    by: Mapping[MemberKind, Slug]
    rule: Rule = Rule.ALL
    count: int | None = None
    veto: bool = False
    evidence: tuple[Slug, ...] = ()
    not_by_authors_of: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKind(Placed):
    """A kind of document that proves that something happened."""

    id: Slug
    label: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Placed):
    """A fact that a step records, under one id for the whole case."""

    id: Slug
    type: AskType
    label: LocalText
    required: bool = True
    choices: Mapping[str, LocalText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardUse(Placed):
    """A condition from the fixed registry (docs/workflow-format.md) with its parameters."""

    guard: Slug
    parameters: Mapping[str, Node] = field(default_factory=dict, metadata={"key": "with"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFile(Placed):
    """What somebody can do. `by` are roles, one of which they hold.

    `signs` says that a document of a kind is signed with it, in the slot that it is guarded on; `signed_on`, which of the dates it asks
    is the day of the last signature.
    """

    id: Slug
    label: LocalText
    sources: tuple[Slug, ...] = field(metadata={"key": "from"})
    excepted: tuple[Slug, ...] = field(default=(), metadata={"key": "except"})  # with `from: [any]`: not in these states
    to: Slug | None = None
    effect: Effect = Effect.MOVE
    by: tuple[Slug, ...]
    guards: tuple[GuardUse, ...] = ()
    evidence: tuple[Slug, ...] = ()
    optional_evidence: tuple[Slug, ...] = ()
    asks: tuple[Ask, ...] = ()
    not_by_authors_of: tuple[Slug, ...] = ()
    signs: Kind | None = None
    signed_on: Slug | None = None  # without it, the day of the step
    while_suspended: bool = False
    stops_statutory: bool = False  # suspends on a ground of the law, as art. 4:15 Awb


@dataclass(frozen=True, slots=True, kw_only=True)
class AidScheme(Placed):
    """A basis for aid: ceiling per company and the last day on which it may be granted, as its decision says.

    `evidence` is what must be recorded before anybody can rely on it: a decision that is taken for one company alone.
    """

    id: Slug
    label: LocalText
    reference: str = ""
    evidence: Slug | None = None
    ceiling: Quoted | None = None  # euros
    grant_by: FuzzyDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Placed):
    """Where a case stands whose history happened before or elsewhere: after this public fact, in this state."""

    stage: Stage
    event: HistoryEvent
    state: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowFile(Placed):
    """A whole workflow file."""

    format: int
    workflow: Slug
    version: Quoted
    title: LocalText
    phases: tuple[Phase, ...]
    roles: tuple[RoleFile, ...]
    evidence: tuple[EvidenceKind, ...] = ()
    states: tuple[StateFile, ...]
    slots: tuple[SlotFile, ...] = ()
    steps: tuple[StepFile, ...]
    aid_schemes: tuple[AidScheme, ...] = ()
    openings: tuple[Opening, ...] = ()
