"""The roadmap (routekaart): what each side does by when, what it waits for, and what comes too late for what waits for it.

A point is a fact of a dossier with its day. Nothing is worked out that the dossier does not say: a point without a date has none, and an
interval stays one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain

from agreements.model.dossier import Commitment, Dossier, Fact, Promise
from agreements.model.dossier import Figure as Quantity
from agreements.model.dossier_kinds import HistoryEvent, Indicator, PartyKind, Stage, Visibility
from agreements.model.promised import carried_from
from agreements.model.values import FuzzyDate, LocalText, before, parse_date

NEUTRAL = "-neutral"
"""What stands after the id of a commitment in that of the year in which the company is to be climate neutral."""


class PointKind(StrEnum):
    """What a point of the roadmap is."""

    SIGNED = "signed"
    DECISION = "decision"
    MILESTONE = "milestone"
    PRECONDITION = "precondition"
    START = "start"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Name:
    """What a point is named after: its own words, an instrument, or what is promised and how much."""

    words: LocalText | None = None
    stage: Stage | None = None
    indicator: Indicator | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point. `by` is who sees to it; `first` is the date that was recorded first, None when that is the same or not known."""

    kind: PointKind
    id: str
    name: Name
    by: PartyKind | LocalText | None
    date: FuzzyDate | None
    first: FuzzyDate | None = None
    needs: tuple[str, ...] = ()
    source: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells a point from the others of a company."""
        return self.kind, self.id


class Fit(StrEnum):
    """How what is waited for stands to what waits: in time, too late, perhaps too late, or a date is missing."""

    IN_TIME = "in_time"
    LATE = "late"
    PERHAPS_LATE = "perhaps_late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wait:
    """A point that waits for another of the same company, and whether that comes in time."""

    point: Point
    needed: Point
    fit: Fit


@dataclass(frozen=True, slots=True)
class Route:
    """The points of one company in order of time, and what waits for what."""

    company: str
    name: str
    cluster: str
    reconstruction: bool
    points: tuple[Point, ...]
    waits: tuple[Wait, ...]
    sources: Mapping[str, str]


Allowed = Callable[[Fact, Visibility | None], bool]
"""Says whether a fact may be shown, given the visibility of what is around it."""


def public_only(fact: Fact, around: Visibility | None = None) -> bool:
    """Say whether a fact may be seen by everybody; what is not marked is internal."""
    return (fact.visibility or around or Visibility.INTERNAL) is Visibility.PUBLIC and not fact.withdrawn


def all_that_holds(fact: Fact, _: Visibility | None = None) -> bool:
    """Say whether a fact was not taken back; whoever may see it."""
    return not fact.withdrawn


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows beside a dossier: dates that were recorded first, by kind and id of the point; and what was signed there."""

    first: Mapping[tuple[str, str], FuzzyDate] = field(default_factory=dict)
    signed: Mapping[Stage, FuzzyDate] = field(default_factory=dict)


def route_of(dossier: Dossier, day: date, allowed: Allowed, known: Known | None = None) -> Route:
    """Return the roadmap of a company as of a day.

    What was certainly signed after that day was not so yet. A promise is a target once the document that holds it is signed; before that
    it is a draft.
    """
    known = known or Known()
    signed = {stage: when for stage, when in {**dossier.signed, **known.signed}.items() if when.first is None or when.first <= day}
    told = chain(
        _signed(dossier, signed, allowed),
        _projects(dossier, allowed),
        _milestones(dossier, allowed),
        _preconditions(dossier, allowed),
        _targets(dossier, signed, allowed),
    )
    points = tuple(sorted((_moved(each, known.first) for each in told), key=_order))
    company = dossier.company
    sources = {each: found.title for each, found in dossier.sources.items()}
    cluster = company.cluster.value if company.cluster else ""
    return Route(company.id, company.short_name or company.name, cluster, dossier.reconstruction, points, tuple(_waits(points)), sources)


def _moved(point: Point, first: Mapping[tuple[str, str], FuzzyDate]) -> Point:
    stated = first.get(point.key)
    return replace(point, first=stated) if stated is not None and stated != point.date else point


def _order(point: Point) -> tuple[date, date, str, str]:
    """Order by the last day on which it can be; what has no date comes last."""
    when = point.date
    if when is None:
        return date.max, date.max, point.kind, point.id
    return when.last, when.first or date.min, point.kind, point.id


def _signed(dossier: Dossier, signed: Mapping[Stage, FuzzyDate], allowed: Allowed) -> Iterator[Point]:
    """Yield what was signed; what the office does not tell everybody is that a dossier says so, not that it was signed here."""
    told = {each.stage: each for each in dossier.history if each.event is HistoryEvent.SIGNED and not each.withdrawn}
    for stage, when in signed.items():
        fact = told.get(stage)
        if fact is None or allowed(fact, None):
            yield Point(PointKind.SIGNED, stage, Name(stage=stage), None, when, source=(fact.source if fact else None) or "")


def _projects(dossier: Dossier, allowed: Allowed) -> Iterator[Point]:
    for each in dossier.projects:
        if not allowed(each, None):
            continue
        name, source = Name(each.name), each.source or ""
        if each.decision is not None:
            yield Point(PointKind.DECISION, each.id, name, PartyKind.COMPANY, each.decision, source=source)
        yield Point(PointKind.START, each.id, name, PartyKind.COMPANY, each.start, needs=each.needs, source=source)


def _milestones(dossier: Dossier, allowed: Allowed) -> Iterator[Point]:
    for each in dossier.milestones:
        if allowed(each, None):
            yield Point(PointKind.MILESTONE, each.id, Name(each.what), each.party, each.date, needs=each.needs, source=each.source or "")


def _preconditions(dossier: Dossier, allowed: Allowed) -> Iterator[Point]:
    for each in dossier.preconditions:
        if allowed(each, None):
            when = each.met or each.expected or each.wanted
            yield Point(PointKind.PRECONDITION, each.id, Name(each.what), each.owner, when, source=each.source or "")


def _targets(dossier: Dossier, signed: Collection[Stage], allowed: Allowed) -> Iterator[Point]:
    """Yield what was promised last: one promise keeps one id through all stages and is one point."""
    stages = list(Stage)
    for commitment in dossier.commitments:
        made = [each for each in commitment.promised if each.stage in signed and not carried_from(each)]
        promised = [each for each in made if allowed(each, commitment.visibility)]
        if promised and allowed(commitment, None):
            yield from _promised(commitment, max(promised, key=lambda each: stages.index(each.stage)))


def _promised(commitment: Commitment, promise: Promise) -> Iterator[Point]:
    source = promise.source or commitment.source or ""
    said = promise.total or promise.additional or promise.share
    if said is not None and (said.year or said.before):
        name = Name(commitment.subject, promise.stage, commitment.indicator, said)
        yield Point(PointKind.TARGET, commitment.id, name, commitment.party, _year(said.year, said.before), source=said.source or source)
    if promise.neutral is not None:
        neutral = promise.neutral
        name = Name(commitment.subject, promise.stage)
        when = _year(neutral.year, neutral.before)
        yield Point(PointKind.TARGET, f"{commitment.id}{NEUTRAL}", name, commitment.party, when, source=neutral.source or source)


def _year(year: int | None, limit: int | None) -> FuzzyDate:
    return parse_date(f"{year:04}") if year else before(f"{limit:04}")


# What waits for what


def _waits(points: Iterable[Point]) -> Iterator[Wait]:
    known = list(points)
    for point in known:
        for need in point.needs:
            yield from (Wait(point, each, fit(point.date, each.date)) for each in known if each.id == need and _can_be_needed(each))


def _can_be_needed(point: Point) -> bool:
    """Say whether others can wait for a point: a project is there when it starts, and nobody waits for a promise or a signature."""
    return point.kind in {PointKind.PRECONDITION, PointKind.MILESTONE, PointKind.START}


def fit(wanted: FuzzyDate | None, expected: FuzzyDate | None) -> Fit:
    """Return whether something expected comes in time for what wants it, as far as both dates say."""
    if wanted is None or expected is None:
        return Fit.UNKNOWN
    if expected.first is not None and expected.first > wanted.last:
        return Fit.LATE
    if wanted.first is not None and expected.last <= wanted.first:
        return Fit.IN_TIME
    return Fit.IN_TIME if expected.last <= wanted.last else Fit.PERHAPS_LATE


DATED: Mapping[tuple[str, str], PointKind] = {
    ("milestones", "date"): PointKind.MILESTONE,
    ("projects", "start"): PointKind.START,
    ("projects", "decision"): PointKind.DECISION,
    ("preconditions", "expected"): PointKind.PRECONDITION,
    ("preconditions", "wanted"): PointKind.PRECONDITION,
}
"""Which key of which list of a dossier holds the date of which kind of point; of two for one kind, the first that is said counts."""


def stated_dates(said: object) -> dict[tuple[str, str], FuzzyDate]:
    """Return the dates in what a dossier said, by kind and id of their points; what is no date is left out."""
    found: dict[tuple[str, str], FuzzyDate] = {}
    for (name, key), kind in DATED.items():
        for item in said.get(name, ()) if isinstance(said, dict) else ():
            when = _date(item.get(key)) if isinstance(item, dict) else None
            if when is not None:
                found.setdefault((kind, str(item.get("id"))), when)
    return found


def _date(value: object) -> FuzzyDate | None:
    try:
        return before(str(value["before"])) if isinstance(value, dict) else parse_date(str(value))
    except (ValueError, KeyError):
        return None
