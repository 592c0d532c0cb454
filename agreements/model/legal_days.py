"""Which days are rest days when a Dutch legal term is reckoned, and which are working days.

Source: Algemene termijnenwet (Atw), BWBR0002448, as in force since 10 October 2010.

- Art. 3(1): New Year's Day, Easter Monday, Whit Monday, both days of Christmas, Ascension Day, the day on which the King's birthday is
  celebrated, and 5 May (every year, not only in the years in which employers give the day off).
- Art. 3(2): Good Friday is equated with them.
- Art. 3(3): so are days appointed by royal decree. A decree covers three years, so what comes after the last one is not known: whoever
  reckons with a day outside `KNOWN_FROM` to `KNOWN_UNTIL` says so.

A *rest day* is a Saturday, a Sunday or one of these days; every other day is a *working day*. Easter Sunday and Whit Sunday need no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

ONE_DAY = timedelta(days=1)
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6


class Rest(StrEnum):
    """Why a day is a rest day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    NEW_YEARS_DAY = "new_years_day"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"
    DECREE = "decree"


@dataclass(frozen=True, slots=True)
class Decree:
    """A royal decree under art. 3(3) Atw: the years it settles and the days that it equates with a holiday."""

    title: str
    first_year: int
    last_year: int
    days: tuple[date, ...]


# The titles name every day. They are as quoted at https://sterfgeval.nl/juridisch/overige/vragen-van-uitvaartondernemers (question 70745,
# 4 October 2025); the numbers in the Staatscourant are still to be looked up. A new decree is a new entry here, nothing else.
DECREES = (
    Decree(
        "Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025 "
        "met een algemeen erkende feestdag",
        2023,
        2025,
        (date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30)),
    ),
    Decree(
        "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028 "
        "met een algemeen erkende feestdag",
        2026,
        2028,
        (date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)),
    ),
)
KNOWN_FROM = date(DECREES[0].first_year, 1, 1)
KNOWN_UNTIL = date(DECREES[-1].last_year, 12, 31)


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian reckoning (the anonymous computus that Meeus gives in Astronomical Algorithms, ch. 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """Return the day on which the King's birthday is celebrated since 2014: 27 April, or Saturday 26 April when the 27th is a Sunday."""
    birthday = date(year, 4, 27)
    return birthday - ONE_DAY if birthday.weekday() == _SUNDAY else birthday


@cache
def holidays(year: int) -> Mapping[date, Rest]:
    """Return the days of art. 3 Atw in a year, weekends among them; where two fall together, one of their names."""
    sunday = easter(year)
    by_decree = {day: Rest.DECREE for decree in DECREES for day in decree.days if day.year == year}
    return by_decree | {
        date(year, 1, 1): Rest.NEW_YEARS_DAY,
        sunday - timedelta(days=2): Rest.GOOD_FRIDAY,
        sunday + timedelta(days=1): Rest.EASTER_MONDAY,
        kings_day(year): Rest.KINGS_DAY,
        date(year, 5, 5): Rest.LIBERATION_DAY,
        sunday + timedelta(days=39): Rest.ASCENSION_DAY,
        sunday + timedelta(days=50): Rest.WHIT_MONDAY,
        date(year, 12, 25): Rest.CHRISTMAS_DAY,
        date(year, 12, 26): Rest.SECOND_CHRISTMAS_DAY,
    }


def rest_on(day: date) -> Rest | None:
    """Return why a day is a rest day, a holiday's name before that of the weekday; None for a working day."""
    holiday = holidays(day.year).get(day)
    if holiday is not None or day.weekday() < _SATURDAY:
        return holiday
    return Rest.SATURDAY if day.weekday() == _SATURDAY else Rest.SUNDAY


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither Saturday, Sunday nor a day of art. 3 Atw."""
    return rest_on(day) is None
