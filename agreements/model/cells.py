"""What a sheet holds that somebody hands in, as found: each cell with its place and what it is. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agreements.problems import Where

LIMIT_ROWS = 10_000
LIMIT_COLUMNS = 300
"""Of one sheet."""

LIMIT_CELLS = 200_000
"""Of all sheets together; the lists of a thousand companies with ten facts each stay below."""


class Found(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    MOMENT = "moment"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty: its text, a decimal, `true` or `false`, or an ISO date. `plain`: a number looks as it is held."""

    found: Found
    text: str
    where: Where
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, of which each has its cells from left to right, and the ranges that were merged, each with its place."""

    name: str
    where: Where
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    merged: tuple[tuple[str, Where], ...] = ()


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both counted from 1: D7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def cell_where(file: str, row: int, column: int) -> Where:
    """Return the place of a cell; `file` names the file and, in a workbook, the sheet."""
    return Where(file, row, column, column + 1, cell=cell_name(row, column))
