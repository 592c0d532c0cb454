"""What a dossier says was emitted, beside what the registry of the emissions trading system verified: a verdict for each figure.

The boundary of the registry is declared: the emissions of the installations under their permit, scope 1, in a whole year, as CO2
equivalents; as CO2 too where somebody confirmed that these installations emit no other gas. A figure is compared only where indicator,
unit, boundary and year are alike, by the rule of `addable`; what nobody says stands in the way as much as what differs. Nothing is ever
corrected.

A figure with a baseline is a reduction: by how much less was emitted than in that year. The registry has it where it has both years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from agreements.model.addable import (
    EMISSIONS,
    Aspect,
    Column,
    Likeness,
    Obstacle,
    base_unit,
    boundary_of,
    bounds,
    column_of,
    ends_of,
    in_base,
    likeness,
)
from agreements.model.dossier import Dossier, Figure
from agreements.model.dossier_kinds import Boundary, Indicator, PartyKind, Visibility
from agreements.model.installations import WHOLE, Link
from agreements.model.registry import Extract, Key, Status
from agreements.model.values import MASSES

BOUNDARY = Boundary.SCOPE_1
"""What a figure of the registry covers."""

_MICRO = Decimal(10) ** 6
_HUNDRED = Decimal(100)


class Verdict(StrEnum):
    """How a figure is to the registry."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"
    NO_SOURCE = "no_source"


class Reason(StrEnum):
    """Why a figure cannot be compared, or why the registry has nothing to compare it with."""

    INDICATOR = "indicator"
    UNIT = "unit"
    BOUNDARY = "boundary"
    BOUNDARY_UNKNOWN = "boundary_unknown"
    YEAR = "year"  # no year, "before" a year, or a period
    AMOUNT = "amount"  # the dossier names a base year, and no amount for it
    TOO_LARGE = "too_large"  # more than can be counted
    SHARED = "shared"  # an installation of the holder is linked to somebody else
    NO_KVK = "no_kvk"
    NO_INSTALLATION = "no_installation"
    LOST_ZEROS = "lost_zeros"  # the number stands in the registry without its leading zeros
    NO_LINK = "no_link"  # the company has links, and none holds in that year
    NO_YEAR = "no_year"
    INCOMPLETE = "incomplete"  # one of the installations has no figure for the year
    EXCLUDED = "excluded"  # one of the installations was outside the ETS


NOT_COMPARABLE = frozenset(
    {
        Reason.INDICATOR,
        Reason.UNIT,
        Reason.BOUNDARY,
        Reason.BOUNDARY_UNKNOWN,
        Reason.YEAR,
        Reason.AMOUNT,
        Reason.TOO_LARGE,
        Reason.SHARED,
    }
)
"""Why it is no comparison; every other reason says that there is no source."""


class Basis(StrEnum):
    """By what an installation is held to be of a company: links that a person confirmed, or only the KvK number of the holder."""

    LINKS = "links"
    KVK = "kvk"


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """What a company is said to have emitted, or by how much less: as it is stated, and by which source.

    `since` is None for what was emitted; of a reduction it is the baseline, empty where none is named.
    Without a figure only a year is named, as the base of a promise: then there is nothing to compare. Whoever states it does not matter
    here: a dossier, or a report.
    """

    id: str
    indicator: Indicator
    figure: Figure | None
    year: int | None
    since: str | None = None
    boundary: str = str(Boundary.UNKNOWN)
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL


@dataclass(frozen=True, slots=True)
class Part:
    """Which part, in percent, of an installation is of a company, and what the figure of the installation is one of."""

    key: Key
    share: Decimal = WHOLE
    indicator: Indicator = Indicator.CO2_EQ


@dataclass(frozen=True, slots=True)
class Holder:
    """A company: its id, name and KvK number, and all links, also those of others."""

    company: str
    name: str
    kvk: str
    links: tuple[Link, ...] = ()

    @property
    def own(self) -> tuple[Link, ...]:
        """The links of this company."""
        return tuple(each for each in self.links if each.company == self.company)

    @property
    def basis(self) -> Basis:
        """By what its installations are found."""
        return Basis.LINKS if self.own else Basis.KVK


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on. `register` and `difference` (stated less registered) are tonnes; `margin` is what may differ."""

    stated: StatedFigure
    verdict: Verdict
    reason: Reason | None = None
    basis: Basis = Basis.KVK
    parts: tuple[Part, ...] = ()
    register: Decimal | None = None
    difference: Decimal | None = None
    margin: Decimal | None = None
    status: Status = Status.UNKNOWN


# What a dossier states


def stated_in(dossier: Dossier) -> Iterator[StatedFigure]:
    """Yield every figure on emissions that was not withdrawn, and each year that a promise takes as its base without an amount."""
    known = set()
    for each in dossier.emissions:
        if not each.withdrawn and not each.figure.withdrawn:
            figure = each.figure
            visibility = figure.visibility or each.visibility or Visibility.INTERNAL
            source = figure.source or each.source or ""
            yield StatedFigure(each.id, each.indicator, figure, figure.year, figure.baseline, boundary_of(figure), source, visibility)
            known |= set() if figure.baseline else {(each.indicator, figure.year)}
    yield from _reported(dossier)
    yield from _base_years(dossier, known)


def _reported(dossier: Dossier) -> Iterator[StatedFigure]:
    """Yield what was reported of commitments on emissions, in the year of the report.

    A report that names no base is a reduction all the same: it tells of what was promised, and is never read as a level.
    """
    indicators = {each.id: each.indicator for each in dossier.commitments if not each.withdrawn}
    for each in dossier.reports:
        indicator, figure = indicators.get(each.commitment), replace(each.figure, year=each.year)
        if indicator in EMISSIONS and not each.withdrawn and not figure.withdrawn:
            visibility = figure.visibility or each.visibility or Visibility.INTERNAL
            source = figure.source or each.source or ""
            yield StatedFigure(each.id, indicator, figure, each.year, figure.baseline or "", boundary_of(figure), source, visibility)


def _base_years(dossier: Dossier, known: set[tuple[Indicator, int | None]]) -> Iterator[StatedFigure]:
    """Yield each base year of a promise of the company to emit less, where no figure tells what was emitted then."""
    for commitment in dossier.commitments:
        years = set()
        for promise in commitment.promised:
            figures = [] if commitment.withdrawn or promise.withdrawn else [promise.total, promise.additional, promise.share]
            years |= {each.baseline for each in figures if each and not each.withdrawn and each.baseline}
        for year in sorted(int(each) for each in years if each.isdecimal()):
            named = commitment.party is PartyKind.COMPANY and commitment.indicator in EMISSIONS
            if named and (commitment.indicator, year) not in known:
                visibility = commitment.visibility or Visibility.INTERNAL
                yield StatedFigure(commitment.id, commitment.indicator, None, year, visibility=visibility)


# What the registry says


def parts_in(holder: Holder, extract: Extract, year: int) -> tuple[Part, ...] | Reason:
    """Return the parts of installations that are of a company in a year, or why none are: by links, and without one by KvK number."""
    if holder.own:
        held = tuple(Part(each.key, each.share, each.indicator) for each in holder.own if each.holds_in(year))
        return held or Reason.NO_LINK
    if not holder.kvk:
        return Reason.NO_KVK
    keys = extract.holders.get(holder.kvk, ())
    if not keys:
        bare = holder.kvk.lstrip("0")
        return Reason.LOST_ZEROS if bare != holder.kvk and bare in extract.holders else Reason.NO_INSTALLATION
    elsewhere = {each.key for each in holder.links if each.holds_in(year)}
    return Reason.SHARED if elsewhere & set(keys) else tuple(map(Part, keys))


def verified(parts: Iterable[Part], extract: Extract, year: int) -> Decimal | Reason:
    """Return what parts of installations together emitted in a year, in tonnes and exactly, or why that is not known."""
    held = tuple(parts)
    if any(each.key not in extract.installations for each in held):
        return Reason.NO_INSTALLATION
    found = {each.key: extract.entries.get((each.key, year)) for each in held}
    if any(entry is not None and entry.excluded and extract.installations[key].runs_in(year) for key, entry in found.items()):
        return Reason.EXCLUDED
    entered = {key: entry.tonnes for key, entry in found.items() if entry is not None and entry.tonnes is not None}
    if not entered:
        return Reason.NO_YEAR
    if any(key not in entered and extract.installations[key].runs_in(year) for key in found):
        return Reason.INCOMPLETE
    return sum((Decimal(entered[each.key]) * each.share / WHOLE for each in held if each.key in entered), Decimal(0))


def _registered(holder: Holder, extract: Extract, year: int) -> tuple[tuple[Part, ...], Decimal | Reason]:
    parts = parts_in(holder, extract, year)
    return ((), parts) if isinstance(parts, Reason) else (parts, verified(parts, extract, year))


def _known(stated: StatedFigure, holder: Holder, extract: Extract, year: int) -> tuple[tuple[Part, ...], Decimal | Reason]:
    """Return what the registry has for a figure: the emission of its year, or by how much less it is than that of the base year."""
    parts, found = _registered(holder, extract, year)
    if stated.since is None or isinstance(found, Reason):
        return parts, found
    if not stated.since.isdecimal():
        return parts, Reason.YEAR
    earlier, before = _registered(holder, extract, int(stated.since))
    parts = tuple(sorted({*parts, *earlier}, key=lambda each: (each.key, each.share)))
    return parts, before if isinstance(before, Reason) else before - found


# Beside each other


def judged(stated: StatedFigure, holder: Holder, extract: Extract, tolerance: Decimal) -> Judgement:
    """Return the verdict on a figure; `tolerance` is in percent of what the registry says.

    A figure that is rounded may differ by half its last digit, whatever the tolerance.
    """
    if stated.year is None:
        return Judgement(stated, Verdict.NOT_COMPARABLE, Reason.YEAR, holder.basis)
    parts, found = _known(stated, holder, extract, stated.year)
    status, register = extract.status(stated.year), None if isinstance(found, Reason) else found
    reason = found if isinstance(found, Reason) else _unlike(stated, parts)
    if reason is not None or register is None or stated.figure is None:
        verdict = Verdict.NOT_COMPARABLE if reason in NOT_COMPARABLE else Verdict.NO_SOURCE
        return Judgement(stated, verdict, reason, holder.basis, parts, register, status=status)
    difference, margin = _apart(stated.figure, register, tolerance)
    verdict = Verdict.AGREES if abs(difference) <= margin else Verdict.DIFFERS
    return Judgement(stated, verdict, None, holder.basis, parts, register, difference, margin, status)


_REASONS: Mapping[str, Reason] = {"subject": Reason.INDICATOR, "unit": Reason.UNIT, "target": Reason.YEAR}
_OBSTACLES = {Obstacle.PERCENT: Reason.UNIT, Obstacle.NO_YEAR: Reason.YEAR, Obstacle.TOO_LARGE: Reason.TOO_LARGE}


def _unlike(stated: StatedFigure, parts: Iterable[Part]) -> Reason | None:
    """Return in what a figure is another than that of the registry, or None when they are alike."""
    figure = stated.figure
    if figure is None:
        return Reason.AMOUNT
    place = column_of(PartyKind.COMPANY, stated.indicator, Aspect.TOTAL, figure)
    if isinstance(place, Obstacle):
        return _OBSTACLES[place]
    only_co2 = stated.indicator is Indicator.CO2 and all(each.indicator is Indicator.CO2 for each in parts)
    subject = Indicator.CO2 if only_co2 else Indicator.CO2_EQ
    registered = Column(place.party, str(subject), place.aspect, "t", str(stated.year), str(BOUNDARY))
    alike = likeness(place, registered)
    unlike = [reason for name, reason in _REASONS.items() if alike[name] is not Likeness.SAME]
    if unlike:
        return unlike[0]
    known = {Likeness.SAME: None, Likeness.DIFFERS: Reason.BOUNDARY, Likeness.UNKNOWN: Reason.BOUNDARY_UNKNOWN}
    return known[alike["boundary"]]


def _apart(figure: Figure, register: Decimal, tolerance: Decimal) -> tuple[Decimal, Decimal]:
    """Return by how much a figure is more than the registry has (below nothing: less), and how much that may be; in tonnes."""
    stated = bounds(*ends_of(figure), figure.wording)
    low = None if stated.low is None else stated.low / _MICRO
    high = None if stated.high is None else stated.high / _MICRO
    difference = Decimal(0)
    if low is not None and register < low:
        difference = low - register
    elif high is not None and register > high:
        difference = high - register
    return difference, max(_rounding(figure), abs(register) * tolerance / _HUNDRED)


def _rounding(figure: Figure) -> Decimal:
    """Return half the last digit of the number that is stated least exactly, in tonnes: 5.8 Mt may be 50,000 t more or less."""
    amounts = [each for each in (figure.amount, figure.at_least, figure.at_most) if each is not None]
    digits = [in_base(Decimal((0, (1,), int(each.as_tuple().exponent))), figure.unit) or Decimal(0) for each in amounts]
    return max(digits, default=Decimal(0)) / 2


# All together


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is stated has a checked source, in tonnes and in figures: `agreeing`; `differing` is what the registry denies.

    It weighs figures by their size, and is no sum of emissions: figures of several years, gases and boundaries are in it. A figure that
    stands in a dossier twice counts once. Reductions, and years without an amount, count as figures only.
    """

    tonnes: Decimal
    agreeing: Decimal
    differing: Decimal
    figures: Mapping[Verdict, int]


def coverage(judgements: Iterable[tuple[str, Judgement]]) -> Coverage:
    """Return how much of what companies (their ids) state has a checked source."""
    once = {(company, *_said(each)): each for company, each in judgements}
    tonnes = {verdict: Decimal(0) for verdict in Verdict}
    figures = dict.fromkeys(Verdict, 0)
    for each in once.values():
        figures[each.verdict] += 1
        tonnes[each.verdict] += _size(each.stated)
    return Coverage(sum(tonnes.values(), Decimal(0)), tonnes[Verdict.AGREES], tonnes[Verdict.DIFFERS], figures)


def _said(each: Judgement) -> tuple[object, ...]:
    """Return what makes a figure another than the next: not how it is written, nor where it stands."""
    stated, figure = each.stated, each.stated.figure
    said = (*ends_of(figure), base_unit(figure.unit), figure.wording) if figure else (stated.id,)
    return stated.indicator, stated.year, stated.since, stated.boundary, *said


def _size(stated: StatedFigure) -> Decimal:
    """Return the tonnes that a figure states, at the least; nothing for a reduction."""
    figure = stated.figure
    if figure is None or stated.since is not None or figure.unit not in MASSES:
        return Decimal(0)
    low, high = ends_of(figure)
    found = low if low is not None else high
    return Decimal(0) if found is None else found / _MICRO
