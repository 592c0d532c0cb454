"""What goes into the record and what comes out: events, their author, timers and messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from agreements.model.values import FuzzyDate, before, parse_date

DESTROYED = "stream_destroyed"
"""The kind of event by which a destruction stands in the office's chain; `verifier`, which stands alone, knows it too."""

Cell = str | int | None
"""What a column of a read model holds."""

Rows = Mapping[str, Sequence[tuple[Cell, ...]]]
"""Rows of read models by the name of their table; a table that is absent is left as it is."""

_STREAM = re.compile(r"office|[a-z]{1,20}/[a-z0-9][a-z0-9._-]{0,99}", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9_-]{0,59}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ", re.ASCII)
_ID = re.compile(r"[^\x00-\x1f\x7f]{0,200}")


def instant(moment: datetime) -> str:
    """Return a moment as the record writes it: UTC, whole seconds, so that text order is the order of time."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def later(moment: str, seconds: int) -> str:
    """Return the instant so many seconds later."""
    return instant(datetime.fromisoformat(moment) + timedelta(seconds=seconds))


def effective_date(text: str) -> FuzzyDate:
    """Read when an event was so: a day, month, year or interval, or `before:` one; raise ValueError for anything else."""
    return before(text.removeprefix("before:")) if text.startswith("before:") else parse_date(text)


def must_match(pattern: re.Pattern[str], text: str) -> None:
    """Raise ValueError unless the text has this form."""
    if not pattern.fullmatch(text):
        raise ValueError(text)


def check_instant(text: str) -> None:
    """Raise ValueError unless the text is an instant as `instant` writes it."""
    must_match(_INSTANT, text)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, before it has its place; `body` names persons by id only and holds no floats."""

    kind: str
    body: Mapping[str, object]
    effective: str
    format: int = 1

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        must_match(_KIND, self.kind)
        effective_date(self.effective)


@dataclass(frozen=True, slots=True)
class Author:
    """Who says that it happened: a claimed person, for whom, and the account of the operating system that was used."""

    person: str
    on_behalf_of: str = ""
    account: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no id."""
        for text in (self.person, self.on_behalf_of, self.account):
            must_match(_ID, text)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place: `hash` covers everything but itself and `sequence`."""

    sequence: int
    stream: str
    version: int
    kind: str
    format: int
    body: Mapping[str, object]
    effective: str
    recorded: str
    author: Author
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline that is watched: each rung is a name and its day. A deadline that moves is another timer, with another id."""

    id: str
    stream: str
    deadline: str
    due: str
    rungs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        """Refuse days that do not exist."""
        for day in (self.due, *(day for _, day in self.rungs)):
            date.fromisoformat(day)


@dataclass(frozen=True, slots=True)
class DueRung:
    """A rung whose day has come and which nobody has claimed."""

    stream: str
    timer: str
    deadline: str
    due: str
    rung: str
    day: str


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be sent once the transaction is in; a second message with the same key is the same message."""

    key: str
    stream: str
    kind: str
    body: Mapping[str, object]
    not_before: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be kept in order."""
        must_match(_STREAM, self.stream)
        if self.not_before:
            check_instant(self.not_before)


@dataclass(frozen=True, slots=True)
class Leased:
    """A message that one sender has for a while, and how often it was tried before."""

    message: Message
    tries: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who an id stands for; the only place with names, so that they can be erased."""

    id: str
    name: str
    email: str = ""
    function: str = ""
    organisation: str = ""
    erased: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """Everything that one command changes, in one transaction. `timers` are all timers of the stream from now on, or None to leave them."""

    stream: str
    expected_version: int
    events: tuple[NewEvent, ...]
    author: Author
    recorded: str
    key: str = ""
    rows: Rows = field(default_factory=dict)
    timers: tuple[Timer, ...] | None = None
    messages: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could not be read back or found again."""
        must_match(_STREAM, self.stream)
        must_match(_ID, self.key)
        check_instant(self.recorded)
        datetime.fromisoformat(self.recorded)
