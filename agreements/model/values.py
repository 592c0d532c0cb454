"""Texts in two languages, dates with the precision that is known, and quantities that are never floats."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class LocalText:
    """The same words in Dutch and English."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the words in `nl` or `en`."""
        return self.nl if language == "nl" else self.en


MONTHS: Mapping[str, Sequence[str]] = {
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date as a source states it: it certainly lies from `first` up to and including `last` (`first` is None for "before")."""

    precision: Precision
    first: date | None
    last: date


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def parse_date(text: str) -> FuzzyDate:
    """Read `2023-07-10`, `2023-07`, `2023` or `2023-07-10/2023-07-14`; raise ValueError for anything else or a day that does not exist."""
    first, slash, last = text.partition("/")
    if slash:
        start, end = parse_date(first), parse_date(last)
        if start.first is None or end.last < start.first:
            raise ValueError(text)
        return FuzzyDate(Precision.INTERVAL, start.first, end.last)
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return FuzzyDate(Precision.DAY, day, day)
    if _MONTH.fullmatch(text):
        start_day = date.fromisoformat(f"{text}-01")
        return FuzzyDate(Precision.MONTH, start_day, _last_of_month(start_day))
    if _YEAR.fullmatch(text) and int(text) > 0:
        return FuzzyDate(Precision.YEAR, date(int(text), 1, 1), date(int(text), 12, 31))
    raise ValueError(text)


def before(text: str) -> FuzzyDate:
    """Read a date of which only the end is known: before the year, month or day `text`."""
    limit = parse_date(text).first
    if limit is None or limit == date.min:
        raise ValueError(text)
    return FuzzyDate(Precision.BEFORE, None, date.fromordinal(limit.toordinal() - 1))


def _last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


class Unit(StrEnum):
    """Units as sources use them. Mass units convert exactly; nothing else does."""

    MT = "Mt"
    KT = "kt"
    T = "t"
    MT_PER_YEAR = "Mt_per_year"
    KT_PER_YEAR = "kt_per_year"
    T_PER_YEAR = "t_per_year"
    PERCENT = "percent"
    EUR = "eur"
    MLN_EUR = "mln_eur"
    MLD_EUR = "mld_eur"
    M3 = "m3"
    MLN_M3 = "mln_m3"
    MW = "MW"
    PJ = "PJ"


EUROS: Mapping[Unit, int] = {Unit.EUR: 0, Unit.MLN_EUR: 6, Unit.MLD_EUR: 9}
"""How many zeros make euros of a unit of money."""

_TONNES = {Unit.MT: 6, Unit.KT: 3, Unit.T: 0, Unit.MT_PER_YEAR: 6, Unit.KT_PER_YEAR: 3, Unit.T_PER_YEAR: 0}


MASSES = frozenset(_TONNES)
"""The units of mass, and of mass per year."""


def in_tonnes(amount: Decimal, unit: Unit) -> Decimal:
    """Return a mass in tonnes, exactly; raise ValueError for a unit that is not a mass."""
    if unit not in _TONNES:
        raise ValueError(unit)
    return amount.scaleb(_TONNES[unit])


class Wording(StrEnum):
    """How firmly a source states a number; the word is kept."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    SLIGHTLY_MORE_THAN = "slightly_more_than"
    UP_TO = "up_to"


class Framework(StrEnum):
    """The framework that a reduction is measured against."""

    KLIMAATAKKOORD = "klimaatakkoord"
    COALITION_AGREEMENT = "coalition_agreement"
    CO2_LEVY = "co2_levy"
    ETS = "ets"
    PERMIT = "permit"


_AMOUNT = re.compile(r"(0|[1-9]\d{0,14})(\.\d{1,6})?", re.ASCII)


def parse_amount(text: str) -> Decimal:
    """Read a decimal with a point and no thousands separators; raise ValueError for anything else."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)
