"""What became of preconditions between two days: which came, which were met, which are late now, and which dates moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agreements.model.bottlenecks import Bottleneck, is_overdue
from agreements.model.dossier import Precondition
from agreements.model.values import FuzzyDate, LocalText

Key = tuple[str, str]
"""A company and the id of one of its preconditions."""


class Turn(StrEnum):
    """What became of a precondition."""

    NEW = "new"
    OVERDUE = "overdue"
    WANTED = "wanted"
    EXPECTED = "expected"
    OWNER = "owner"
    MET = "met"
    ENDED = "ended"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Turned:
    """A precondition of which something is otherwise than on the earlier day, with what it was and is."""

    company: str
    precondition: Precondition
    turn: Turn
    was: FuzzyDate | LocalText | None = None
    now: FuzzyDate | LocalText | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """The preconditions that were not certainly met on a day.

    `dated` are the dates of all preconditions that are known then, met or not; `ended` the companies whose talks certainly had ended.
    """

    day: date
    preconditions: Mapping[Key, Precondition]
    dated: Mapping[Key, FuzzyDate | None] = field(default_factory=dict)
    ended: Collection[str] = ()


def opened(found: Iterable[Bottleneck]) -> Mapping[Key, Precondition]:
    """Return the preconditions of bottlenecks by company and id, in order."""
    return dict(sorted(((company, each.id), each) for bottleneck in found for company, each in bottleneck.preconditions))


def turned(now: Open, before: Open) -> Iterator[Turned]:
    """Yield what became of each precondition since the earlier day; one that is new may be overdue at once."""
    for key in sorted({*now.preconditions, *before.preconditions}):
        new, old = now.preconditions.get(key), before.preconditions.get(key)
        if new is not None:
            yield from _still_open(key[0], new, old, (now.day, before.day))
        elif old is not None:
            yield _closed(key, old, now)


def _still_open(company: str, new: Precondition, old: Precondition | None, days: tuple[date, date]) -> Iterator[Turned]:
    if old is None:
        yield Turned(company, new, Turn.NEW, None, new.wanted)
    elif new.wanted != old.wanted:
        yield Turned(company, new, Turn.WANTED, old.wanted, new.wanted)
    if is_overdue(new, days[0]) and not (old is not None and is_overdue(old, days[1])):
        yield Turned(company, new, Turn.OVERDUE, None, new.wanted)
    if old is not None and new.expected != old.expected:
        yield Turned(company, new, Turn.EXPECTED, old.expected, new.expected)
    if old is not None and new.owner != old.owner:
        yield Turned(company, new, Turn.OWNER, old.owner, new.owner)


def _closed(key: Key, old: Precondition, now: Open) -> Turned:
    """Return why a precondition is open no more: the talks ended, it was met, or nothing is told of it any more."""
    if key[0] in now.ended:
        return Turned(key[0], old, Turn.ENDED)
    if key in now.dated:
        return Turned(key[0], old, Turn.MET, None, now.dated[key])
    return Turned(key[0], old, Turn.GONE)
