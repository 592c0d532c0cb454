"""Which figures are alike enough to be added or compared: one rule, for the portfolio and for the stages of one commitment.

Like is added to like only. What two figures must have in common is their `Column`; a figure that has none says why, by its `Obstacle`.
Nothing is worked out that the source does not say: a percentage stays one, and so does "twice what the Klimaatakkoord asks".

- Mt, kt and t convert exactly. A reduction *in* a year and a reduction *per year*, in that year, are one quantity: the emission of that
  year is so much lower. A mass without a target year may be one of many years together, so it has no column.
- CO2 and CO2-eq are different indicators. A target "before 2030" is another than "in 2030".
- A part above one framework is not added to a part above another.
- Money has no target year; amounts at different price levels have columns of their own.
- The baseline is no part of the column: each company reduces against its own, and the sum is what all of them together emit less, each
  against its own. Two stages of one commitment are comparable only when it is the same; who compares asks that beside this.
- A column with an unknown boundary, one in words of its own, or an unknown price level is not `firm`: what stands in it is put side by side
  as stated, and whether its figures overlap or leave gaps nobody knows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from agreements.model.dossier import Figure
from agreements.model.dossier_kinds import Boundary, Indicator, PartyKind
from agreements.model.values import EUROS, Unit, Wording, in_tonnes

MONEY = "money"
"""The subject of a figure in euros, whatever its indicator says."""

EMISSIONS = frozenset({Indicator.CO2, Indicator.CO2_EQ})

_MICRO = Decimal(10) ** 6
_LARGEST = 2**63 - 1
_VOLUME = {Unit.M3: 0, Unit.MLN_M3: 6}
_MASS = {Unit.MT, Unit.KT, Unit.T}
_MASS_PER_YEAR = {Unit.MT_PER_YEAR, Unit.KT_PER_YEAR, Unit.T_PER_YEAR}


def base_unit(unit: Unit) -> str:
    """Return the unit in which figures of this one are counted: `t`, `t_per_year`, `eur`, `m3`, or itself."""
    if unit in _MASS:
        return "t"
    if unit in _MASS_PER_YEAR:
        return "t_per_year"
    if unit in EUROS:
        return "eur"
    return "m3" if unit in _VOLUME else str(unit)


def in_base(amount: Decimal | None, unit: Unit) -> Decimal | None:
    """Return an amount in its base unit, exactly; None when it is not stated."""
    if amount is None:
        return None
    mass = unit in _MASS or unit in _MASS_PER_YEAR
    return in_tonnes(amount, unit) if mass else amount.scaleb(EUROS.get(unit, _VOLUME.get(unit, 0)))


def millionths(amount: Decimal | None, unit: Unit) -> int | None:
    """Return an amount in millionths of its base unit, exactly; None when it is not stated, or larger than a database can hold."""
    base = in_base(amount, unit)
    whole = int(base * _MICRO) if base is not None else None
    return whole if whole is not None and whole <= _LARGEST else None


class Aspect(StrEnum):
    """What a promise says with an amount: the whole of it, or the part above a framework."""

    TOTAL = "total"
    ADDITIONAL = "additional"


class Obstacle(StrEnum):
    """Why something that was promised has no column."""

    PERCENT = "percent"  # a part of a level that the source may not give
    MULTIPLE = "multiple"  # so many times a framework: kept as said
    NEUTRAL = "neutral"  # a year without an amount
    WORDS = "words"  # no figure at all
    NO_YEAR = "no_year"  # a mass without target year
    TOO_LARGE = "too_large"  # more than can be counted: nobody promises that
    OTHER_SUBJECT = "other_subject"  # of another subject than greenhouse gases or money, and without an amount for a year


@dataclass(frozen=True, slots=True)
class Column:
    """What figures have in common that are added together.

    `subject` is an indicator or `money`; `target` is "2030", "<2030" for before that year, or nothing for money; `boundary` and
    `price_level` are "unknown" where nobody said; `boundary` may be in (Dutch) words of its own. `above` is the framework of an additional
    part.
    """

    party: str
    subject: str
    aspect: str
    unit: str
    target: str = ""
    boundary: str = ""
    above: str = ""
    price_level: str = ""

    @property
    def firm(self) -> bool:
        """Say whether what stands in it is known to be alike."""
        if self.subject == MONEY:
            return self.price_level != Boundary.UNKNOWN
        return self.boundary in set(Boundary) - {Boundary.UNKNOWN}

    @property
    def key(self) -> str:
        """Return it as one text, to group by."""
        return json.dumps([getattr(self, each.name) for each in fields(self)], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, key: str) -> Column:
        """Return the column of a key; raise ValueError or TypeError for what is none."""
        return cls(*json.loads(key))


def column_of(party: PartyKind, indicator: Indicator, aspect: Aspect, figure: Figure) -> Column | Obstacle:
    """Return with which other figures a figure may be added, or why with none."""
    if figure.unit is Unit.PERCENT:
        return Obstacle.PERCENT
    if any(each is not None and millionths(each, figure.unit) is None for each in (figure.amount, figure.at_least, figure.at_most)):
        return Obstacle.TOO_LARGE
    above = str(figure.above or "") if aspect is Aspect.ADDITIONAL else ""
    if figure.unit in EUROS:
        return Column(str(party), MONEY, str(aspect), "eur", above=above, price_level=figure.price_level or str(Boundary.UNKNOWN))
    target = f"<{figure.before}" if figure.before is not None else str(figure.year or "")
    if not target:
        return Obstacle.NO_YEAR
    unit = "t" if figure.unit in _MASS_PER_YEAR else base_unit(figure.unit)
    return Column(str(party), str(indicator), str(aspect), unit, target, boundary_of(figure), above)


def boundary_of(figure: Figure) -> str:
    """Return which emissions a figure covers: one of the list, `unknown`, or the Dutch words of the source."""
    if figure.boundary is None:
        return str(Boundary.UNKNOWN)
    return str(figure.boundary) if isinstance(figure.boundary, str) else figure.boundary.nl


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a source states, in millionths of the base unit; an end that it leaves open is None.

    "At least" and "more than" have no most; "up to" has no least; "about" has both, and is `about`.
    """

    low: int | None
    high: int | None
    about: bool = False


_NO_MOST = {Wording.MORE_THAN, Wording.SLIGHTLY_MORE_THAN}


def ends_of(figure: Figure) -> tuple[int | None, int | None]:
    """Return the numbers of a figure as they stand there, in millionths of the base unit: one twice, or the ends of a range."""
    low = figure.amount if figure.amount is not None else figure.at_least
    high = figure.amount if figure.amount is not None else figure.at_most
    return millionths(low, figure.unit), millionths(high, figure.unit)


def bounds(low: int | None, high: int | None, wording: Wording) -> Bounds:
    """Return between what a quantity lies whose numbers and wording are these: "more than 2" has no most, "up to 2" no least."""
    single = low is not None and low == high
    return Bounds(
        None if wording is Wording.UP_TO and single else low, None if wording in _NO_MOST else high, about=wording is Wording.ABOUT
    )


class Likeness(StrEnum):
    """How two figures are to each other in one respect."""

    SAME = "same"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


def likeness(one: Column, other: Column) -> Mapping[str, Likeness]:
    """Return by field of `Column` whether two figures are alike in it; what one of them does not say is unknown, however the other is."""
    return {each.name: _alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(Column)}


def _alike(one: str, other: str) -> Likeness:
    if Boundary.UNKNOWN in {one, other}:
        return Likeness.UNKNOWN
    return Likeness.SAME if one == other else Likeness.DIFFERS
