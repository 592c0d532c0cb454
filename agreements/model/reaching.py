"""Whether milestones of a signed agreement were reached, and in time, as of a day.

A day that is known by its month, year or interval may be any day of it, so an answer may be *perhaps*. "Before 2030" is a last day: that is
what it promises. What the record does not say was reached, was not: nothing is worked out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.model.dossier import Fact, Milestone
from agreements.model.dossier_kinds import Visibility
from agreements.model.portfolio import Sure, sure
from agreements.model.values import FuzzyDate


class Reached(StrEnum):
    """How a milestone stands. `UNDATED` is of one without a date: nothing can be late; so is `MET`, or of one that was no longer owed.

    `NOT_OWED`: its day came after the last day of the agreement.
    """

    IN_TIME = "in_time"
    PERHAPS_LATE = "perhaps_late"
    LATE = "late"
    MET = "met"
    AHEAD = "ahead"
    PERHAPS_MISSED = "perhaps_missed"
    MISSED = "missed"
    UNDATED = "undated"
    NOT_OWED = "not_owed"


REACHED = frozenset({Reached.IN_TIME, Reached.PERHAPS_LATE, Reached.LATE, Reached.MET})
"""What says that a milestone was certainly reached."""


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, between the least and the most that the dates leave open; `months` are the whole ones in the least."""

    least: int
    most: int
    months: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A milestone with how it stands; `late` counts from its day to the day on which it was reached, or to the day that is asked.

    `met` is when it was reached, as far as that was so, or may have been, by the day that is asked. `ended` is the last day of the
    agreement, of one that was not owed any more because of it.
    """

    milestone: Milestone
    reached: Reached
    late: Days | None = None
    met: FuzzyDate | None = None
    ended: date | None = None


def printed(fact: Fact, around: Visibility | None = None) -> bool:
    """Say whether a fact stands in what the parties signed: what is internal or taken back is never printed."""
    return (fact.visibility or around or Visibility.INTERNAL) is not Visibility.INTERNAL and not fact.withdrawn


def marked(milestones: Iterable[Milestone], day: date, end: date | None = None) -> tuple[Marked, ...]:
    """Return the milestones that stand in the agreement, by their day, each with how it stands on `day`.

    `end` is the last day on which the agreement applies: what would have been owed after it never is.
    """
    found = [each for each in milestones if printed(each)]
    return tuple(_marked(each, day, end) for each in sorted(found, key=lambda each: (each.date.last if each.date else date.max, each.id)))


def limits(when: FuzzyDate) -> tuple[date, date]:
    """Return the first and the last day that can be meant by a last day."""
    return when.first or when.last, when.last


def _marked(milestone: Milestone, day: date, end: date | None) -> Marked:
    by_then = sure(milestone.met, day) if milestone.met is not None else Sure.NOT
    reached, late = _reached(milestone, by_then, day, end or date.max)
    met = milestone.met if by_then is not Sure.NOT else None
    return Marked(milestone, reached, late, met, end if reached is Reached.NOT_OWED else None)


def _reached(milestone: Milestone, by_then: Sure, day: date, end: date) -> tuple[Reached, Days | None]:
    met = milestone.met if by_then is Sure.CERTAINLY else None
    if milestone.date is None:
        return (Reached.MET if met else Reached.UNDATED), None
    first, last = limits(milestone.date)
    if met is not None:
        return _met(met, first, last, end)
    if first > end and day > end:
        return Reached.NOT_OWED, None
    if day <= first:
        return Reached.AHEAD, None
    if last <= end and day > last and _not_by(milestone.met, last):
        return Reached.MISSED, _days((first, last), (day, day))
    return Reached.PERHAPS_MISSED, None


def _met(met: FuzzyDate, first: date, last: date, end: date) -> tuple[Reached, Days | None]:
    if met.last <= first:
        return Reached.IN_TIME, None
    if first > end:
        return Reached.MET, None
    if last <= end and met.first is not None and met.first > last:
        return Reached.LATE, _days((first, last), (met.first, met.last))
    return Reached.PERHAPS_LATE, None


def _days(start: tuple[date, date], end: tuple[date, date]) -> Days:
    """Return how long it is from a day between two to a day between two others that come later."""
    return Days((end[0] - start[1]).days, (end[1] - start[0]).days, whole_months(start[1], end[0]))


def whole_months(start: date, day: date) -> int:
    """Return how many whole months have ended by a day, counted from the day after `start`."""
    begun = (day.year - start.year) * 12 + day.month - start.month
    over = day.day >= min(start.day, monthrange(day.year, day.month)[1])  # as `legal_calendar` ends a term in months
    return max(0, begun if over else begun - 1)


def _not_by(met: FuzzyDate | None, last: date) -> bool:
    """Say whether it is certain that nothing was reached up to and including a day."""
    return met is None or (met.first is not None and met.first > last)
