"""What was reported of the commitments of a signed agreement, beside what was promised, for each year, as of a day.

Two figures are compared only when they are about the same: `addable` says what that is, and the baseline must be the same beside it. What a
report or the agreement does not say is unknown, and stands in the way as much as what differs; "current" is another level each year.

A quantity in the agreement is a minimum. What is said as a range, "about" or "at most" leaves open what is enough: then the answer may be
that it is not clear. For greenhouse gases a result must be kept up after its year, as long as the agreement applies (clauses `carbon` and
`carbon-equivalents`); of other subjects the years after it say how things stand, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from agreements.model.addable import (
    EMISSIONS,
    Aspect,
    Bounds,
    Column,
    Likeness,
    Obstacle,
    boundary_of,
    bounds,
    column_of,
    ends_of,
    in_base,
    likeness,
)
from agreements.model.answering import single_figure
from agreements.model.dossier import Commitment, Dossier, Figure, Promise, Report
from agreements.model.dossier_kinds import Nature, PartyKind, ReportStatus, Stage
from agreements.model.portfolio import Sure, sure
from agreements.model.reaching import printed
from agreements.model.values import EUROS, Unit, Wording

_SHARE = "share"
_HUNDRED = 100


class Outcome(StrEnum):
    """What a report says of a commitment for a year."""

    ACHIEVED = "achieved"
    SHORT = "short"
    UNCLEAR = "unclear"  # both are about the same, but a figure or the day on which it came leaves it open
    NOT_COMPARABLE = "not_comparable"
    NOTHING_REPORTED = "nothing_reported"
    AHEAD = "ahead"  # the year that counts is not over, or the day to report on it is still to come


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way of comparing: a field of `Column` or `baseline`, and whether it differs or is unknown."""

    what: str
    how: Likeness


@dataclass(frozen=True, slots=True)
class Account:
    """One commitment in one year. `aspect` is that of the promise; `promised` is None where it has no figure, `year` where it has no year.

    `short` is by how much, in the unit of the promise; `in_margin` that this lies within the measuring margin; `share` which part of the
    promise it is, as two numbers in millionths of the base unit (None unless both are exact). `lacks` says why there is nothing to compare.
    """

    commitment: Commitment
    promise: Promise
    aspect: str
    promised: Figure | None
    year: int | None
    outcome: Outcome
    report: Report | None = None
    short: Figure | None = None
    in_margin: bool = False
    share: tuple[int, int] | None = None
    hindrances: tuple[Hindrance, ...] = ()
    lacks: Obstacle | None = None

    @property
    def verified(self) -> bool:
        """Say whether somebody independent confirmed what was reported: nothing else counts (clause `measuring`)."""
        return self.report is not None and self.report.status is ReportStatus.VERIFIED


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of every commitment: the day, the report days, the margin and the last day of the agreement."""

    day: date
    due: dict[int, date]
    margin: Decimal
    ends: date | None


def accounts(dossier: Dossier, day: date, due: dict[int, date], last: date | None) -> tuple[Account, ...]:
    """Return what was reported beside what the binding agreement promises; `due` is the last day to report on each year, where known.

    `last` is the last day of the agreement. Money of the State and provinces is no part of it: `instalments` follows that.
    """
    margin = single_figure(dossier, "margin")
    stated = margin.amount if margin is not None and margin.amount is not None and margin.unit is Unit.PERCENT else Decimal(0)
    asked = _Asked(day, due, stated, last)
    return tuple(each for commitment in dossier.commitments for each in _of(commitment, dossier.reports, asked))


def _of(commitment: Commitment, reports: Sequence[Report], asked: _Asked) -> Iterator[Account]:
    promise = next((each for each in commitment.promised if each.stage is Stage.MAATWERKAFSPRAAK), None)
    if promise is None or not printed(commitment) or not printed(promise, commitment.visibility):
        return
    figures = {name: figure for name in ("total", _SHARE, "additional") if (figure := _figure(promise, name)) is not None}
    if commitment.party is not PartyKind.COMPANY and any(each.unit in EUROS for each in figures.values()):
        return
    own = [each for each in reports if each.commitment == commitment.id and not each.withdrawn]
    if not figures:
        yield Account(commitment, promise, "text", None, None, Outcome.NOT_COMPARABLE, lacks=_without_figure(promise))
        return
    leading = next(iter(figures))
    for aspect, figure in figures.items():
        about = [each for each in own if _about(each, figures, leading) == aspect]
        if about or aspect == leading:
            yield from _yearly(Account(commitment, promise, aspect, figure, None, Outcome.AHEAD), about, asked)


def _figure(promise: Promise, name: str) -> Figure | None:
    found: Figure | None = getattr(promise, name)
    return found if found is not None and not found.withdrawn else None


def _without_figure(promise: Promise) -> Obstacle:
    if promise.multiple is not None and not promise.multiple.withdrawn:
        return Obstacle.MULTIPLE
    return Obstacle.NEUTRAL if promise.neutral is not None and not promise.neutral.withdrawn else Obstacle.WORDS


def _about(report: Report, figures: dict[str, Figure], leading: str) -> str:
    """Return which figure of a promise a report is held against: a percentage against the share, what is above a framework against that."""
    aspect = _SHARE if report.figure.unit is Unit.PERCENT else "additional" if report.figure.above else "total"
    return aspect if aspect in figures else leading


def _yearly(frame: Account, reports: Sequence[Report], asked: _Asked) -> Iterator[Account]:
    """Yield an account for the year that was promised, each in which it must be kept up, and each that was reported."""
    figure = frame.promised
    target = (figure.year or figure.before) if figure is not None else None
    if target is None:
        yield replace(frame, outcome=Outcome.NOT_COMPARABLE, lacks=Obstacle.NO_YEAR)
        return
    reported = {each.year for each in reports if sure(each.date, asked.day) is not Sure.NOT}
    for year in sorted({target, *reported, *_kept_up(frame, target, asked)}):
        yield _year(replace(frame, year=year), [each for each in reports if each.year == year], target, asked)


def _kept_up(frame: Account, target: int, asked: _Asked) -> Iterable[int]:
    """Return the years after its own in which a result must be kept up, as far as they have ended."""
    if frame.promise.nature is not Nature.RESULT or frame.commitment.indicator not in EMISSIONS or asked.ends is None:
        return ()
    return range(target + 1, min(asked.day.year - 1, asked.ends.year) + 1)


def _year(frame: Account, reports: Iterable[Report], target: int, asked: _Asked) -> Account:
    year = frame.year or target
    report, certain = _latest(reports, asked.day)
    frame = replace(frame, report=report)
    if report is None:
        over = asked.day > asked.due.get(year, date(year, 12, 31))
        return replace(frame, outcome=Outcome.NOTHING_REPORTED if over else Outcome.AHEAD)
    if year < target or year >= asked.day.year:
        return frame
    return _compared(frame, report, target, asked) if certain else replace(frame, outcome=Outcome.UNCLEAR)


def _latest(reports: Iterable[Report], day: date) -> tuple[Report | None, bool]:
    """Return the report that says most: one that certainly came in, verified before reported; and whether it is certain that it came."""
    known = [(sure(each.date, day), each.status is ReportStatus.VERIFIED, each) for each in reports]
    found = max((each for each in known if each[0] is not Sure.NOT), key=lambda each: (each[0], each[1]), default=None)
    return (None, False) if found is None else (found[2], found[0] is Sure.CERTAINLY)


# Comparing


def _compared(frame: Account, report: Report, target: int, asked: _Asked) -> Account:
    promised = frame.promised
    if promised is None:
        return frame
    found = report.figure
    hindrances = tuple(_hindrances(frame, promised, found, target))
    if hindrances:
        return replace(frame, outcome=Outcome.NOT_COMPARABLE, hindrances=hindrances)
    wanted, reached = (bounds(*ends_of(each), each.wording) for each in (promised, found))
    return _weighed(frame, wanted, reached, asked.margin)


_MORE = {Wording.MORE_THAN, Wording.SLIGHTLY_MORE_THAN}


def _hindrances(frame: Account, promised: Figure, reported: Figure, target: int) -> Iterator[Hindrance]:
    """Yield what is not the same, or not known to be; the year of the report is known and is held against the promise as it is."""
    one, other = (_column(frame, each, target) for each in (promised, reported))
    if isinstance(one, Obstacle) or isinstance(other, Obstacle):
        yield Hindrance("unit", Likeness.DIFFERS)
        return
    alike = likeness(one, other)
    yield from (Hindrance(name, how) for name, how in alike.items() if how is not Likeness.SAME)
    bases = (promised.baseline, reported.baseline)
    if promised.unit not in EUROS and bases[0] != bases[1] and None not in bases:
        yield Hindrance("baseline", Likeness.DIFFERS)
    elif promised.unit not in EUROS and (None in bases or "current" in bases):
        yield Hindrance("baseline", Likeness.UNKNOWN)


def _column(frame: Account, figure: Figure, target: int) -> Column | Obstacle:
    """Return what a figure has in common with others, as if for the target year; a percentage with percentages."""
    party, indicator, aspect = frame.commitment.party, frame.commitment.indicator, frame.aspect
    if figure.unit is Unit.PERCENT and aspect == _SHARE:
        return Column(party, indicator, aspect, "percent", str(target), boundary_of(figure))
    kind = Aspect.ADDITIONAL if aspect == Aspect.ADDITIONAL else Aspect.TOTAL
    return column_of(party, indicator, kind, replace(figure, year=target, before=None))


def _weighed(frame: Account, wanted: Bounds, reached: Bounds, margin: Decimal) -> Account:
    """Say whether what was reached is enough: the least of it reaches the least that was promised, or the most of it does not."""
    if wanted.low is None:
        return replace(frame, outcome=Outcome.UNCLEAR)  # "at most" promises no least
    more = frame.promised is not None and frame.promised.wording in _MORE and reached.low == wanted.low
    if reached.low is not None and reached.low >= wanted.low and not reached.about and not more:
        return replace(frame, outcome=Outcome.ACHIEVED)
    if reached.high is None or reached.high >= wanted.low or reached.about or wanted.about:
        return replace(frame, outcome=Outcome.UNCLEAR)
    return _short(frame, wanted.low, reached, margin)


def _short(frame: Account, wanted: int, reached: Bounds, margin: Decimal) -> Account:
    """Say by how much something is short; with the whole of it within the measuring margin, that it is no failure."""
    figure, high = frame.promised, reached.high
    if figure is None or high is None:
        return frame
    least, most = wanted - high, wanted - reached.low if reached.low is not None and figure.wording not in _MORE else None
    exact = least == most
    short = Figure(
        amount=_in_unit(least, figure.unit) if exact else None,
        at_least=None if exact else _in_unit(least, figure.unit),
        at_most=None if exact or most is None else _in_unit(most, figure.unit),
        unit=figure.unit,
    )
    in_margin = most is not None and most * _HUNDRED <= wanted * margin
    share = (least, wanted) if exact else None
    return replace(frame, outcome=Outcome.SHORT, short=short, in_margin=in_margin, share=share)


def _in_unit(millionths: int, unit: Unit) -> Decimal:
    """Return an amount in its own unit, exactly: a base unit is a power of ten of it."""
    whole = in_base(Decimal(1), unit) or Decimal(1)
    found = Decimal(millionths).scaleb(-6) / whole
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()
