"""Tables as CSV for a spreadsheet. What a cell says is never a formula there, whoever wrote it.

UTF-8 with a byte order mark, because Excel takes anything else for the code page of the machine; other programs read it as `utf-8-sig`. In
Dutch the cells are parted by semicolons, as a Dutch Excel expects, in English by commas. Lines end as RFC 4180 says.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from io import StringIO

SEPARATORS = {"nl": ";", "en": ","}
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n]")
"""What begins as a formula does in some spreadsheet, behind spaces too; and what looks like such a text that was made harmless."""


def render(heads: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Return a table with its heads."""
    text = StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS[language], lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(map(inert, rows))
    return BOM_UTF8 + text.getvalue().encode()


def inert(row: Iterable[str]) -> list[str]:
    """Return cells of which none is a formula: one that begins as such gets an apostrophe before it, as people type it."""
    return [f"'{cell}" if _FORMULA.match(cell) else cell for cell in row]


def as_typed(cell: str) -> str:
    """Return a cell without the apostrophe that `inert` put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
