"""Tables for people: aligned columns that fit a terminal, and whole words in a pipe."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "
STANDARD = 80
NARROWEST = 8
"""Columns of text that a column keeps, however narrow the terminal is."""


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table with its heads; without rows nothing.

    `width` is that of the terminal, in columns; None lets every cell have its room, as in a pipe.
    """
    if not rows:
        return
    widths = [max(map(breadth, column)) for column in zip(heads, *rows, strict=True)]
    if width is not None:
        widths = _fitted(widths, width - len(GAP) * (len(widths) - 1))
    yield _line(heads, widths)
    yield _line(["─" * each for each in widths], widths)
    for row in rows:
        yield _line(row, widths)


def terminal_width() -> int | None:
    """Return the columns of the terminal that stdout is, or None when it is none."""
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or STANDARD
    except OSError:
        return STANDARD


def breadth(text: str) -> int:
    """Return how many columns a text takes: wide letters two, marks that join another letter none."""
    return sum(0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """Return widths that fit: the widest column gives way first, down to `NARROWEST`."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(_cell(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(text: str, width: int) -> str:
    while breadth(text) > width:
        text = f"{text.removesuffix('…')[:-1]}…"
    return text + " " * (width - breadth(text))
