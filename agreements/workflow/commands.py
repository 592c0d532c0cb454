"""What somebody can ask of a case, and what comes of it: the events, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from unicodedata import is_normalized, normalize

from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.placed import NOWHERE
from agreements.model.reading import text_fault
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


C = TypeVar("C", bound=Command)
_WORDS = ("note", "reason", "ground", "source", "state")


def composed(command: C) -> C:
    """Return a command with its words in the one form (NFC) in which they are hashed; most are in it already."""
    if all(is_normalized("NFC", each) for each in words_of(command)):
        return command
    changed: dict[str, Any] = {name: normalize("NFC", getattr(command, name)) for name in _WORDS if hasattr(command, name)}
    if isinstance(command, TakeStep):
        changed["facts"] = {name: normalize("NFC", value) for name, value in command.facts.items()}
    if isinstance(command, TakeStep | RecordHistory):
        changed["evidence"] = tuple(replace(each, name=normalize("NFC", each.name)) for each in command.evidence)
    return replace(command, **changed)


def words_of(command: Command) -> Iterator[str]:
    """Yield what somebody wrote in a command."""
    for name in _WORDS:
        if hasattr(command, name):
            yield getattr(command, name)
    if isinstance(command, TakeStep):
        yield from command.facts.values()
    if isinstance(command, TakeStep | RecordHistory):
        yield from (each.name for each in command.evidence)


def unfit(command: Command) -> Iterator[Problem]:
    """Yield what keeps words from being kept."""
    for words in words_of(command):
        fault = text_fault(words, NOWHERE)
        if fault is not None:
            yield fault


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
