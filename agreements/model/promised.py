"""What a dossier promises, one thing at a time: each with what was said, and its column or the obstacle to having one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from agreements.model.addable import EMISSIONS, Aspect, Column, Obstacle, base_unit, boundary_of, column_of, ends_of, millionths
from agreements.model.dossier import Commitment, Dossier, Fact, Figure, Promise
from agreements.model.dossier_kinds import Indicator, Nature, PartyKind, Stage, Visibility
from agreements.model.values import Unit, Wording

STAGES = tuple(Stage)
ASPECTS = ("total", "additional", "share", "multiple", "neutral", "text")
"""What a promise can say, in the order in which it is told."""
MARKS: Mapping[Stage, str] = {
    Stage.EOP: "overgenomen uit de EoP; nog niet opnieuw toegezegd",
    Stage.JLOI: "overgenomen uit de JLoI; nog niet opnieuw toegezegd",
}
"""What `unsure` of a promise that was carried over begins with (see `carried`), by the stage that it comes from."""


def mark_in(unsure: str) -> Stage | None:
    """Return the stage of the mark that `unsure` begins with; None without one."""
    return next((stage for stage, mark in MARKS.items() if unsure.startswith(mark)), None)


def carried_from(promise: Promise) -> Stage | None:
    """Return the stage that a promise was carried from while nobody promised it again; None when it was made at its own stage."""
    return mark_in(promise.unsure)


@dataclass(frozen=True, slots=True)
class Said:
    """A quantity as its source states it; the numbers in millionths of the base unit. Nothing of it where there is no figure."""

    low: int | None = None
    high: int | None = None
    unit: str = ""
    wording: Wording = Wording.EXACT
    year: int | None = None
    before: int | None = None
    baseline: str = ""
    boundary: str = ""
    above: str = ""
    price_level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One thing that was promised at one stage: what was said, and its column or the obstacle to having one.

    `later` are the stages after it that promise anything under the same commitment. `aspect` is one of `ASPECTS`; a multiple is one of the
    framework `above`.
    """

    commitment: str
    stage: Stage
    later: tuple[Stage, ...]
    party: PartyKind
    indicator: Indicator
    nature: Nature
    aspect: str = "text"
    said: Said = field(default_factory=Said)
    place: Column | Obstacle = Obstacle.WORDS
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL


_NO_COLUMN = "!"


def key_of(place: Column | Obstacle) -> str:
    """Return a column or obstacle as one text, to group by."""
    return place.key if isinstance(place, Column) else f"{_NO_COLUMN}{place}"


def place_of(key: str) -> Column | Obstacle:
    """Return the column or obstacle of a key; raise ValueError or TypeError for what is none."""
    return Obstacle(key.removeprefix(_NO_COLUMN)) if key.startswith(_NO_COLUMN) else Column.of(key)


def stated(dossier: Dossier) -> Iterator[Stated]:
    """Yield all that a dossier promises and that was not withdrawn; what was carried over and not promised again is no promise."""
    for commitment in dossier.commitments:
        promised = [] if commitment.withdrawn else [each for each in commitment.promised if not (each.withdrawn or carried_from(each))]
        stages = {each.stage for each in promised}
        for promise in promised:
            later = tuple(stage for stage in STAGES[STAGES.index(promise.stage) + 1 :] if stage in stages)
            yield from _stated(commitment, promise, later)


def _stated(commitment: Commitment, promise: Promise, later: tuple[Stage, ...]) -> Iterator[Stated]:
    """Yield what one promise says: its figures, and what has none."""
    around = Stated(
        commitment=commitment.id,
        stage=promise.stage,
        later=later,
        party=commitment.party,
        indicator=commitment.indicator,
        nature=promise.nature,
        source=promise.source or commitment.source or "",
        visibility=promise.visibility or commitment.visibility or Visibility.INTERNAL,
    )
    for each in [*_figures(promise, around), *_without_figure(promise, around)] or [around]:
        obstructed = isinstance(each.place, Obstacle) and each.indicator not in EMISSIONS
        yield replace(each, place=Obstacle.OTHER_SUBJECT) if obstructed else each


def _figures(promise: Promise, around: Stated) -> Iterator[Stated]:
    for aspect in Aspect:
        figure: Figure | None = getattr(promise, aspect)
        if figure is not None and not figure.withdrawn:
            place = column_of(around.party, around.indicator, aspect, figure)
            yield replace(_own(figure, around), aspect=str(aspect), place=place, said=_said(figure))
    if promise.share is not None and not promise.share.withdrawn:
        yield replace(_own(promise.share, around), aspect="share", place=Obstacle.PERCENT, said=_said(promise.share))


def _without_figure(promise: Promise, around: Stated) -> Iterator[Stated]:
    multiple, neutral = promise.multiple, promise.neutral
    if multiple is not None and not multiple.withdrawn:
        times = millionths(multiple.times, Unit.PERCENT)
        said = Said(times, times, "times", above=str(multiple.of))
        yield replace(_own(multiple, around), aspect="multiple", place=Obstacle.MULTIPLE, said=said)
    if neutral is not None and not neutral.withdrawn:
        said = Said(year=neutral.year, before=neutral.before)
        yield replace(_own(neutral, around), aspect="neutral", place=Obstacle.NEUTRAL, said=said)


def _own(fact: Fact, around: Stated) -> Stated:
    """Return what is known around a fact, with what the fact says of itself in its place."""
    return replace(around, source=fact.source or around.source, visibility=fact.visibility or around.visibility)


def _said(figure: Figure) -> Said:
    return Said(
        *ends_of(figure),
        base_unit(figure.unit),
        figure.wording,
        figure.year,
        figure.before,
        figure.baseline or "",
        "" if figure.boundary is None else boundary_of(figure),
        str(figure.above or ""),
        figure.price_level or "",
    )
