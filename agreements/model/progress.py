"""What changed between two days: what was signed, what is promised otherwise, which dates moved, and what has passed and is to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.model.dossier_kinds import Stage
from agreements.model.portfolio import NOT_IN_FORCE, Apart
from agreements.model.promised import Said, Stated
from agreements.model.roadmap import Point, PointKind, Route
from agreements.model.values import FuzzyDate

AHEAD = timedelta(days=365)
"""How far a report looks ahead."""


@dataclass(frozen=True, slots=True)
class Promised:
    """Something that is promised now and was not, or was otherwise (`was`); or that was and is not (`now` is None)."""

    company: str
    name: str
    now: Stated | None
    was: Stated | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A point of the roadmap of a company; `was` is its date on the earlier day, when that was another."""

    company: str
    name: str
    point: Point
    was: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A document that was signed since the earlier day."""

    company: str
    name: str
    stage: Stage
    when: FuzzyDate | None


def newly_signed(now: Iterable[Signed], before: Iterable[Signed]) -> Iterator[Signed]:
    """Yield what was signed that was not, by the order of companies and stages."""
    known = {(each.company, each.stage) for each in before}
    found = {(each.company, each.stage): each for each in now if (each.company, each.stage) not in known}
    yield from sorted(found.values(), key=lambda each: (each.name.casefold(), list(Stage).index(each.stage)))


def in_force(found: Iterable[Apart]) -> Iterator[Apart]:
    """Yield each promise that was the last word, once."""
    seen = set()
    for each in found:
        key = (each.company, each.stated.commitment, each.stated.stage, each.stated.aspect)
        if each.reason not in NOT_IN_FORCE and key not in seen:
            seen.add(key)
            yield each


def promised_otherwise(now: Iterable[Apart], before: Iterable[Apart]) -> Iterator[Promised]:
    """Yield what the promises in force say otherwise than those of the earlier day; one commitment is one promise through all stages."""
    old, new = _by_place(in_force(before)), _by_place(in_force(now))
    for key, each in new.items():
        was = old.get(key)
        if was is None or _said(was.stated) != _said(each.stated):
            yield Promised(each.company, each.name, each.stated, was.stated if was else None)
    for key, each in old.items():
        if key not in new:
            yield Promised(each.company, each.name, None, each.stated)


def _by_place(found: Iterable[Apart]) -> Mapping[tuple[str, ...], Apart]:
    known = {(each.company, each.stated.commitment, each.stated.aspect): each for each in found}
    return dict(sorted(known.items()))


def _said(each: Stated) -> tuple[Said, str, str]:
    return each.said, each.nature, each.stage


PLANNED = {PointKind.DECISION, PointKind.MILESTONE, PointKind.PRECONDITION, PointKind.START}
"""Points that somebody plans; what is signed or promised is told elsewhere."""


def moved(now: Iterable[Route], before: Iterable[Route]) -> Iterator[Dated]:
    """Yield what is planned for another day than it was."""
    old = {(route.company, point.key): point for route in before for point in route.points}
    for route in now:
        for point in route.points:
            was = old.get((route.company, point.key))
            if point.kind in PLANNED and was is not None and was.date != point.date:
                yield Dated(route.company, route.name, point, was.date)


def due(routes: Iterable[Route], after: date, until: date) -> Iterator[Dated]:
    """Yield what certainly falls after one day and possibly up to another: its last day lies between them, by the order of days."""
    found = [
        Dated(route.company, route.name, point)
        for route in routes
        for point in route.points
        if point.kind in PLANNED and point.date is not None and after < point.date.last <= until
    ]
    yield from sorted(found, key=lambda each: (each.point.date.last if each.point.date else after, each.name))
