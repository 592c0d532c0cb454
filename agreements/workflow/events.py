"""What can happen to a case: a closed union of frozen events, which the stream of a company holds.

Each is self-contained, so that a case can be folded without its workflow file. On disk an event is a kind, a format number and a body;
`decode` is where bodies of an older format become today's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, cast, get_args

from agreements.model.dossier_kinds import HistoryEvent, Kind, Stage
from agreements.model.placed import NOWHERE
from agreements.model.values import FuzzyDate
from agreements.problems import AgreementsError, problem
from agreements.workflow.definition import MemberKind, Outcome, Rule, SlotKind
from agreements.workflow.encoding import codec

FORMAT = 1


class Answer(StrEnum):
    """What a member of a slot says: the first three to an approval, the last two to a request to sign."""

    APPROVE = "approve"
    OBJECT = "object"
    ABSTAIN = "abstain"
    SIGN = "sign"
    DECLINE = "decline"


class Remedy(StrEnum):
    """What a correction does."""

    STATE = "state"
    VOID_ANSWER = "void_answer"
    VOID_EVIDENCE = "void_evidence"
    VOID_HISTORY = "void_history"


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something; `on_behalf_of` when somebody's deputy did it."""

    person: str
    on_behalf_of: str = ""

    @property
    def persons(self) -> frozenset[str]:
        """Everybody whose act it is: four eyes are counted over both."""
        return frozenset((self.person, self.on_behalf_of)) if self.on_behalf_of else frozenset((self.person,))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands, with what a board must know of that state."""

    state: str
    phase: str
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document of the archive that proves something; its bytes are found under `sha256`."""

    kind: str
    sha256: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Who answers in a slot: by its key in the dossier, through holders of `role` (for `scope`, where the role is held for one member)."""

    key: str
    kind: MemberKind
    role: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case begins; `source` says where a history that happened before or elsewhere is found."""

    workflow: str
    digest: str
    at: Place
    source: str = ""


@dataclass(frozen=True, slots=True)
class HistoryRecorded:
    """A public fact from before or elsewhere, with the date as its source states it."""

    stage: Stage
    event: HistoryEvent
    date: FuzzyDate
    source: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class StepTaken:
    """Somebody in `role` took a step; with `to` the case moves."""

    step: str
    source: str
    role: str
    to: Place | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    signs: Kind | None = None
    signed_on: FuzzyDate | None = None  # without it, the day of the step
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlotOpened:
    """The members of a slot may answer; its rule is kept with them, as it was then."""

    slot: str
    state: str
    kind: SlotKind
    members: tuple[Member, ...]
    rule: Rule = Rule.ALL
    count: int | None = None
    veto: bool = False


@dataclass(frozen=True, slots=True)
class SlotAnswered:
    """A member answered, through the author."""

    slot: str
    member: str
    answer: Answer
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberReplaced:
    """One member takes the place of another that has not answered; without `old` one joins, without `new` one leaves."""

    slot: str
    old: str
    new: Member | None
    reason: str


@dataclass(frozen=True, slots=True)
class CaseSuspended:
    """The case stands still, and its deadlines with it; those that rest on the law only when `statutory`, by a ground of the law."""

    ground: str
    statutory: bool = False


@dataclass(frozen=True, slots=True)
class CaseResumed:
    """It goes on."""


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """From its end back to where it left."""

    to: Place


@dataclass(frozen=True, slots=True)
class DeadlineExtended:
    """The deadline of the state in which the case is, the one that counts from this day, runs so many days longer."""

    state: str
    days: int
    ground: str
    counted_from: date


@dataclass(frozen=True, slots=True)
class CorrectionProposed:
    """Somebody says that the event with version `about` was recorded wrongly."""

    about: int
    remedy: Remedy
    reason: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionDecided:
    """Somebody else decides on the proposal with version `proposal`; an accepted one changes what follows, never what was written."""

    proposal: int
    accepted: bool
    to: Place | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseMigrated:
    """From here on another version of the workflow holds; `slots` and `steps` say what has another name there ("" is none)."""

    old: str
    new: str
    to: Place
    slots: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    left: Place | None = None  # what the state is called there to which the case can be reopened
    opened_at: str = ""  # and the state of its opening position


SlotEvent = SlotOpened | SlotAnswered | MemberReplaced
CorrectionEvent = CorrectionProposed | CorrectionDecided
PauseEvent = CaseSuspended | CaseResumed | DeadlineExtended
Event = (
    CaseOpened | HistoryRecorded | StepTaken | CaseReopened | CaseMigrated
    | SlotOpened | SlotAnswered | MemberReplaced
    | CorrectionProposed | CorrectionDecided
    | CaseSuspended | CaseResumed | DeadlineExtended
)  # fmt: skip

Upcasters = Mapping[tuple[str, int], Callable[[Mapping[str, object]], Mapping[str, object]]]
UPCASTERS: Upcasters = {}
"""By kind and format: from the body of that format to the body of the next. None was released yet."""


def kind_of(event: type[object]) -> str:
    """Return the kind under which a class of events is written."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


KINDS: Mapping[str, type[Any]] = {kind_of(each): each for each in get_args(Event)}
_NAMES = {each: name for name, each in KINDS.items()}


def encode(event: Event) -> tuple[str, dict[str, object]]:
    """Return an event as the record keeps it, under the format `FORMAT`: its kind, and a body that canonical JSON can hold."""
    kind = type(event)
    return _NAMES[kind], codec(kind).encode(event)


def decode(kind: str, body: Mapping[str, object], number: int = FORMAT) -> Event:
    """Return the event of a format; raise AgreementsError for a kind, format or body that this version does not know."""
    return cast("Event", decoded(KINDS, kind, body, number))


def decoded(kinds: Mapping[str, type[Any]], kind: str, body: Mapping[str, object], number: int, upcasters: Upcasters = UPCASTERS) -> object:
    """Return the event of a closed set of kinds, after the upcasters of older formats."""
    known = kinds.get(kind)
    while number < FORMAT and (kind, number) in upcasters:
        body, number = upcasters[kind, number](body), number + 1
    if known is None or number != FORMAT:
        raise AgreementsError(problem("E801", NOWHERE, kind=kind, format=number))
    try:
        return codec(known).decode(body)
    except ValueError as error:
        raise AgreementsError(problem("E802", NOWHERE, kind=kind)) from error
