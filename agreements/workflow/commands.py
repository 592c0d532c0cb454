"""What somebody can ask of a case, and what comes of it: the events, or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agreements.model.dossier import HistoryEvent, Stage
from agreements.model.values import FuzzyDate
from agreements.problems import Problem
from agreements.workflow.events import Answer, Author, Event, Evidence, Remedy


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Begin; with `stage` and `event` at the opening position that the workflow gives for that public fact."""

    person: str
    stage: Stage | None = None
    event: HistoryEvent | None = None
    source: str = ""
    effective: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """Record a public fact from before or elsewhere, with its source; a date that is not known stays out."""

    person: str
    stage: Stage
    event: HistoryEvent
    source: str
    date: FuzzyDate | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Take a step; or, where `step` is the id of a slot, give the answer of a member.

    Without `member` it is the one that the person represents.
    """

    step: str
    person: str
    evidence: tuple[Evidence, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    effective: date | None = None
    answer: Answer | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class ReplaceMember:
    """Put one member of the dossier in the place of another; without `old` one joins, without `new` one leaves."""

    person: str
    slot: str
    old: str
    new: str
    reason: str
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class ExtendDeadline:
    """Give the state in which the case is so many days more."""

    person: str
    days: int
    ground: str
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class ProposeCorrection:
    """Say that an event was recorded wrongly, and what should be."""

    person: str
    about: int
    remedy: Remedy
    reason: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class DecideCorrection:
    """Accept or reject the proposal of somebody else."""

    person: str
    proposal: int
    accepted: bool
    note: str = ""


Command = OpenCase | RecordHistory | TakeStep | ReplaceMember | ExtendDeadline | ProposeCorrection | DecideCorrection


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is to be recorded: these events, in one transaction, as of this date, by this author."""

    events: tuple[Event, ...]
    effective: FuzzyDate
    author: Author


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: every reason, in order."""

    reasons: tuple[Problem, ...]
