"""What was promised at one stage beside what was promised at another, and whether the two can be compared.

Figures drift between stages; a smaller number is only a smaller promise when both numbers are about the same: the same indicator and unit,
the same places, boundary, base and year, money at the same price level. What a source does not say is unknown, and what is unknown is never
taken for the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from agreements.drafting.facts import EMISSIONS, Base, FactValue, Series, Subject, Target
from agreements.model.addable import Likeness, base_unit, in_base
from agreements.model.dossier import Commitment, Coverage, Dossier, Figure, Multiple, Neutral, Promise, Slug
from agreements.model.dossier_kinds import Boundary, Nature, Stage
from agreements.model.values import EUROS, LocalText, Unit


class Measure(StrEnum):
    """The ways in which a promise can be stated; like is compared with like."""

    TOTAL = "total"
    ADDITIONAL = "additional"
    SHARE = "share"
    MULTIPLE = "multiple"
    NEUTRAL = "neutral"
    TEXT = "text"


class Aspect(StrEnum):
    """What is held side by side. All but the value and the nature must be the same before two values can be compared."""

    VALUE = "value"
    NATURE = "nature"
    INDICATOR = "indicator"
    UNIT = "unit"
    SCOPE = "scope"
    SITES = "sites"
    BOUNDARY = "boundary"
    BASE = "base"
    YEAR = "year"
    FRAMEWORK = "framework"
    PRICE_LEVEL = "price_level"


Side = FactValue | Coverage | Unit | Nature | None
"""What one stage says of an aspect; None when it says nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An aspect at two stages."""

    aspect: Aspect
    before: Side
    after: Side
    verdict: Likeness


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of a commitment at two stages."""

    earlier: Stage
    later: Stage
    measure: Measure
    pairs: tuple[Pair, ...]

    @property
    def comparable(self) -> bool:
        """Say whether the two values are about the same, as far as the sources say."""
        return not self.reasons

    @property
    def reasons(self) -> tuple[Pair, ...]:
        """Return what stands in the way of comparing: what differs or is unknown; of the value itself only that it is not there."""
        return tuple(each for each in self.pairs if _stands_in_the_way(each))


@dataclass(frozen=True, slots=True)
class Compared:
    """A commitment with what was promised at each stage, in order, and each two stages held side by side."""

    commitment: Commitment
    promises: tuple[Promise, ...]
    comparisons: tuple[Comparison, ...]


_ORDER = {stage: place for place, stage in enumerate(Stage)}


def compared(dossier: Dossier, stages: tuple[Stage, ...] = tuple(Stage)) -> tuple[Compared, ...]:
    """Return every commitment that was not withdrawn, held side by side at each two of `stages` at which it was promised."""
    standing = (each for each in dossier.commitments if not each.withdrawn)
    return tuple(_commitment(each, dossier, stages) for each in standing)


def stages_of(dossier: Dossier) -> tuple[Stage, ...]:
    """Return the stages at which anything was promised that was not withdrawn, in order."""
    found = {promise.stage for each in dossier.commitments if not each.withdrawn for promise in each.promised if not promise.withdrawn}
    return tuple(sorted(found, key=_ORDER.__getitem__))


def _commitment(commitment: Commitment, dossier: Dossier, stages: tuple[Stage, ...]) -> Compared:
    standing = (promise for promise in commitment.promised if not promise.withdrawn and promise.stage in stages)
    promises = tuple(sorted(standing, key=lambda each: _ORDER[each.stage]))
    names = {site.id: site.name for site in dossier.company.sites}
    found = (
        Comparison(before.stage, after.stage, measure, tuple(_pairs(commitment, before, after, measure, names)))
        for before, after in combinations(promises, 2)
        for measure in Measure
        if _stated(before, measure) is not None or _stated(after, measure) is not None
    )
    return Compared(commitment, promises, tuple(found))


def _stated(promise: Promise, measure: Measure) -> Figure | Multiple | Neutral | LocalText | None:
    """Return what a promise states in a measure, unless that was withdrawn."""
    found: Figure | Multiple | Neutral | LocalText | None = getattr(promise, measure)
    return None if isinstance(found, Figure | Multiple | Neutral) and found.withdrawn else found


def _pairs(commitment: Commitment, before: Promise, after: Promise, measure: Measure, names: Mapping[Slug, str]) -> Iterator[Pair]:
    one, other = _stated(before, measure), _stated(after, measure)
    yield _held(Aspect.VALUE, _value(one), _value(other), same=_worth(one) == _worth(other))
    yield _held(Aspect.NATURE, before.nature, after.nature)
    yield _held(Aspect.INDICATOR, *[Subject(commitment.indicator, commitment.subject)] * 2)
    yield from _measured(one, other, emission=commitment.indicator in EMISSIONS)
    yield _scope(_covered(before), _covered(after))
    yield _held(Aspect.SITES, _sites(before, names), _sites(after, names))


def _held(aspect: Aspect, before: Side, after: Side, *, same: bool | None = None) -> Pair:
    """Return two sides with what they say; `same` where equal words are not what counts."""
    if before is None or after is None:
        return Pair(aspect, before, after, Likeness.UNKNOWN)
    return Pair(aspect, before, after, Likeness.SAME if (before == after if same is None else same) else Likeness.DIFFERS)


def _stands_in_the_way(pair: Pair) -> bool:
    if pair.aspect is Aspect.VALUE:
        return pair.verdict is Likeness.UNKNOWN
    return pair.aspect is not Aspect.NATURE and pair.verdict is not Likeness.SAME


# The value


def _value(stated: Figure | Multiple | Neutral | LocalText | None) -> Side:
    return Target(stated.year, stated.before) if isinstance(stated, Neutral) else stated


def _worth(stated: Figure | Multiple | Neutral | LocalText | None) -> object:
    """Return a value so that equal ones are equal: 0.26 Mt is 260 kt, and so is 260 kt per year (`_units` says whether they are alike).

    "About 260" is not "260".
    """
    match stated:
        case Figure():
            numbers = (stated.amount, stated.at_least, stated.at_most)
            exact = tuple(in_base(each, stated.unit) for each in numbers)
            return (*exact, stated.wording, base_unit(stated.unit).removesuffix("_per_year"))
        case Multiple():
            return stated.times.normalize(), stated.of
        case Neutral():
            return stated.year, stated.before
        case _:
            return stated


# What it is about


def _measured(one: object, other: object, *, emission: bool) -> Iterator[Pair]:
    """Yield what goes with a figure; of what nobody states, only what a figure of its kind cannot do without."""
    before = one if isinstance(one, Figure) else None
    after = other if isinstance(other, Figure) else None
    if before is None and after is None:
        return
    yield _units(before, after)
    money = any(each is not None and each.unit in EUROS for each in (before, after))
    needed = {Aspect.PRICE_LEVEL} if money else {Aspect.BOUNDARY, Aspect.BASE, Aspect.YEAR}
    sides = {
        Aspect.BOUNDARY: (_boundary(before), _boundary(after)),
        Aspect.BASE: (_base(before, emission=emission), _base(after, emission=emission)),
        Aspect.YEAR: (_target(before), _target(after)),
        Aspect.FRAMEWORK: (before.above if before else None, after.above if after else None),
        Aspect.PRICE_LEVEL: (before.price_level if before else None, after.price_level if after else None),
    }
    yield from (_held(aspect, *both) for aspect, both in sides.items() if aspect in needed or any(both))


def _units(before: Figure | None, after: Figure | None) -> Pair:
    """Return the units of two figures: a reduction per year is the same as one in a target year; a mass without a year may be of many."""
    if before is None or after is None:
        return _held(Aspect.UNIT, before.unit if before else None, after.unit if after else None)
    kinds = {base_unit(before.unit), base_unit(after.unit)}
    if kinds == {"t", "t_per_year"}:
        single = next(each for each in (before, after) if base_unit(each.unit) == "t")
        return Pair(Aspect.UNIT, before.unit, after.unit, Likeness.SAME if _target(single) else Likeness.UNKNOWN)
    return _held(Aspect.UNIT, before.unit, after.unit, same=len(kinds) == 1)


def _boundary(figure: Figure | None) -> Boundary | LocalText | None:
    return None if figure is None or figure.boundary is Boundary.UNKNOWN else figure.boundary


def _base(figure: Figure | None, *, emission: bool) -> Base | None:
    return Base(figure.baseline, emission) if figure and figure.baseline else None


def _target(figure: Figure | None) -> Target | None:
    return Target(figure.year, figure.before) if figure and (figure.year or figure.before) else None


def _covered(promise: Promise) -> Coverage | None:
    return None if promise.covers is None or promise.covers.withdrawn else promise.covers


def places_in(coverage: Coverage) -> int:
    """Return how many places a promise covers: as many as its source says, else as many as it names."""
    return len(set(coverage.sites)) if coverage.count is None else coverage.count


def _scope(before: Coverage | None, after: Coverage | None) -> Pair:
    """Return how many places both cover; six factories and six sites are as many, but not known to be the same."""
    if before and after and places_in(before) == places_in(after) and before.what != after.what:
        return Pair(Aspect.SCOPE, before, after, Likeness.UNKNOWN)
    return _held(Aspect.SCOPE, before, after, same=before is not None and after is not None and places_in(before) == places_in(after))


def _sites(promise: Promise, names: Mapping[Slug, str]) -> Series | None:
    coverage = _covered(promise)
    named = sorted(set(coverage.sites)) if coverage else []
    return Series(tuple(names[each] for each in named)) if named else None
