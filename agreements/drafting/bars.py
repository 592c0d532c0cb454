"""Amounts as bars: as far as the least, an open bar from there to the most, and a dashed line where no most is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.drafting.document import Anchor, Drawn, Label, LineStyle, Mark, Shape, Stroke
from agreements.drafting.timeline import LETTERS, ROW, WIDTH

LEFT, ROOM = 430, 720
"""Where bars begin, and how long the longest is, in tenths of a millimetre; what is said of them stands behind them."""

THICK = 24
FOOT = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount under its name; `words` say it. An end that is not said is None."""

    name: str
    low: Decimal | None
    high: Decimal | None
    words: str


def drawn(bars: Sequence[Bar]) -> tuple[int, tuple[Drawn, ...]]:
    """Return the height of a figure with bars, all by one measure, and what is drawn in it."""
    most = max((each for bar in bars for each in (bar.low, bar.high) if each is not None), default=Decimal(1)) or Decimal(1)
    height = ROW * len(bars) + FOOT
    axis = Stroke(LEFT, 0, LEFT, height - FOOT, LineStyle.FIRM)
    return height, (axis, *(each for number, bar in enumerate(bars) for each in _bar(bar, number * ROW + ROW // 2, most)))


def _bar(bar: Bar, y: int, most: Decimal) -> Iterator[Drawn]:
    name = bar.name if len(bar.name) <= LETTERS else f"{bar.name[: LETTERS - 1].rstrip()}…"
    yield Label(0, y + 10, name, Anchor.START)
    low, high = (0 if end is None else round(ROOM * end / most) for end in (bar.low, bar.high))
    if low:
        yield Mark(Shape.BAR, LEFT + low // 2, y, low, THICK)
    if high > low:
        yield Mark(Shape.SQUARE, LEFT + (low + high) // 2, y, high - low, THICK)
    end = LEFT + max(low, high)
    if bar.high is None:
        yield Stroke(end, y, min(end + 60, WIDTH), y, LineStyle.DASHED)
        end += 60
    yield Label(end + 15, y + 10, bar.words, Anchor.START)
