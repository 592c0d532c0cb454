"""A timeline as a figure: years from left to right, a row for each thing, shapes where something happens.

What is known only roughly is drawn as roughly as it is known: a year or an interval is a line with its mark at the end. Where something was
planned before, a dashed line leads from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.drafting.document import Anchor, Drawn, Label, LineStyle, Mark, Shape, Stroke
from agreements.model.roadmap import PointKind
from agreements.model.values import FuzzyDate

WIDTH = 1500
"""Tenths of a millimetre: the width of a page between its margins."""

GUTTER, RIGHT = 470, 20
ROW, HEAD, FOOT = 52, 70, 20
LETTERS = 32
"""So many letters have room before the first year; what is longer is cut off, because the table beside it says it whole."""

MOST_YEARS = 11
"""With more years on a line, not each of them is named."""

SHAPES = {
    PointKind.SIGNED: (Shape.BAR, 10, 40),
    PointKind.DECISION: (Shape.DIAMOND, 34, 34),
    PointKind.MILESTONE: (Shape.DOT, 28, 28),
    PointKind.PRECONDITION: (Shape.SQUARE, 26, 26),
    PointKind.START: (Shape.TRIANGLE, 30, 30),
    PointKind.TARGET: (Shape.RING, 28, 28),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a row: when, and when it was planned before (None when it did not move)."""

    kind: PointKind
    when: FuzzyDate
    before: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the timeline under its name."""

    name: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The years that a timeline shows, the last included, and the day that it is drawn for."""

    first: int
    last: int
    today: date

    def place(self, day: date) -> int:
        """Return where a day stands, in tenths of a millimetre from the left; what lies outside stands at the edge."""
        days = (date(self.last, 12, 31) - date(self.first, 1, 1)).days + 1
        share = ((day - date(self.first, 1, 1)).days + 0.5) / days
        return GUTTER + round(min(1.0, max(0.0, share)) * (WIDTH - GUTTER - RIGHT))

    def shows(self, when: FuzzyDate) -> bool:
        """Say whether the end of a date lies in these years."""
        return self.first <= when.last.year <= self.last


def drawn(rows: Sequence[Row], span: Span) -> tuple[int, tuple[Drawn, ...]]:
    """Return the height of a timeline and what is drawn in it."""
    height = HEAD + ROW * len(rows) + FOOT
    return height, (
        *_years(span, height),
        *_today(span, height),
        *(each for number, row in enumerate(rows) for each in _row(row, number, span)),
    )


def legend(names: Iterable[tuple[PointKind, str]]) -> tuple[int, tuple[Drawn, ...]]:
    """Return the height of a key to the shapes and what is drawn in it, three to a line."""
    told = list(names)
    marks: list[Drawn] = []
    for number, (kind, name) in enumerate(told):
        x, y = 20 + (number % 3) * (WIDTH // 3), 30 + (number // 3) * ROW
        marks += [_mark(kind, x, y), Label(x + 30, y + 10, name, Anchor.START)]
    return ROW * -(-len(told) // 3) + 8, tuple(marks)


def _years(span: Span, height: int) -> Iterator[Drawn]:
    every = 1 if span.last - span.first < MOST_YEARS else 2 if span.last - span.first < 2 * MOST_YEARS else 5
    for year in range(span.first, span.last + 2):
        x = span.place(date(year, 1, 1)) if year <= span.last else WIDTH - RIGHT
        yield Stroke(x, HEAD - 18, x, height - FOOT + 6, LineStyle.FAINT)
        if year <= span.last and year % every == 0:
            middle = (x + span.place(date(year, 12, 31))) // 2
            yield Label(middle, HEAD - 26, str(year), Anchor.MIDDLE)


def _today(span: Span, height: int) -> Iterator[Drawn]:
    if span.first <= span.today.year <= span.last:
        x = span.place(span.today)
        yield Stroke(x, HEAD - 18, x, height - FOOT + 6, LineStyle.FIRM)


def _row(row: Row, number: int, span: Span) -> Iterator[Drawn]:
    y = HEAD + ROW * number + ROW // 2
    name = row.name if len(row.name) <= LETTERS else f"{row.name[: LETTERS - 1].rstrip()}…"
    yield Label(0, y + 10, name, Anchor.START)
    yield Stroke(GUTTER, y, WIDTH - RIGHT, y, LineStyle.FAINT)
    told = [each for moment in row.moments for each in _moment(moment, y, span)]
    yield from sorted(told, key=lambda each: isinstance(each, Mark))  # no line runs over a mark


def _moment(moment: Moment, y: int, span: Span) -> Iterator[Drawn]:
    x = span.place(moment.when.last)
    if moment.before is not None and span.shows(moment.before):
        yield Stroke(span.place(moment.before.last), y - 14, x, y - 14, LineStyle.DASHED)
        yield Stroke(span.place(moment.before.last), y - 22, span.place(moment.before.last), y - 6, LineStyle.FIRM)
    if not span.shows(moment.when):
        return
    start = span.place(moment.when.first) if moment.when.first else x
    if x - start > 2:  # noqa: PLR2004  # a day is a point
        yield Stroke(start, y, x, y, LineStyle.FIRM)
    yield _mark(moment.kind, x, y)


def _mark(kind: PointKind, x: int, y: int) -> Mark:
    shape, width, height = SHAPES[kind]
    return Mark(shape, x, y, width, height)
