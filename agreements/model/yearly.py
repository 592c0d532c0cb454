"""The progress reports that a signed agreement asks for each year: by when, and whether one came in.

The agreement names a day of the year and the first year (clause `monitoring`); the report is on the calendar year before. It is a term of
the agreement: it ends on that day, rest day or not. A report on a year is there once anything that was reported on that year came in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.model.answering import first_report, report_day
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import PartyKind
from agreements.model.portfolio import Sure, sure
from agreements.model.values import FuzzyDate


class Sent(StrEnum):
    """How a yearly report stands."""

    IN_TIME = "in_time"
    LATE = "late"
    PERHAPS = "perhaps"  # a day that is not known exactly leaves open whether it came, or came in time
    OVERDUE = "overdue"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Owed:
    """The progress report on a year: the last day, how it stands, and when the first of it came in."""

    year: int
    last: date
    sent: Sent
    received: FuzzyDate | None = None


def report_days(dossier: Dossier, until: date, last: date | None) -> dict[int, date]:
    """Return the last day to report on each year, of all that are owed up to `until` and the one after.

    Nothing when the agreement names no day; after its `last` day no report is owed any more.
    """
    day_of_year, first = report_day(dossier), first_report(dossier)
    if day_of_year is None or first is None:
        return {}
    days = {year - 1: date(year, *day_of_year) for year in range(max(first, 2), min(until.year + 2, date.max.year))}
    return {year: day for year, day in days.items() if last is None or day <= last}


def owed(dossier: Dossier, day: date, days: dict[int, date]) -> tuple[Owed, ...]:
    """Return the reports that are owed, each as it stands on a day: all whose last day has passed, and the next."""
    found = list(_owed(dossier, day, days))
    ahead = next((number for number, each in enumerate(found) if each.last >= day), len(found))
    return tuple(found[: ahead + 1])


def _owed(dossier: Dossier, day: date, days: dict[int, date]) -> Iterator[Owed]:
    company = {each.id for each in dossier.commitments if each.party is PartyKind.COMPANY}
    for year, last in sorted(days.items()):
        came = [each.date for each in dossier.reports if each.year == year and each.commitment in company and not each.withdrawn]
        received = min((each for each in came if sure(each, day) is not Sure.NOT), key=lambda each: each.last, default=None)
        yield Owed(year, last, _sent(received, last, day), received)


def _sent(received: FuzzyDate | None, last: date, day: date) -> Sent:
    if received is None:
        return Sent.AHEAD if day <= last else Sent.OVERDUE
    if received.last <= last and received.last <= day:
        return Sent.IN_TIME
    if received.first is not None and received.first > last and received.last <= day:
        return Sent.LATE
    return Sent.PERHAPS
