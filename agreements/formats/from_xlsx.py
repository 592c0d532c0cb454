"""A workbook in: what each sheet holds, cell by cell, as found. The only door to openpyxl, with `to_xlsx`.

Sheets are streamed, so that a sheet that claims ten million rows costs what it holds. What openpyxl does not tell in that mode (merged
cells, rows out of order) is read from the XML of the sheet, which has no DOCTYPE: the gate saw to it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.escape import unescape

from agreements.formats.to_csv import as_typed
from agreements.formats.workbook_gate import pass_gate
from agreements.model.cells import LIMIT_CELLS, LIMIT_COLUMNS, LIMIT_ROWS, Cell, Found, Sheet, cell_where
from agreements.problems import AgreementsError, Where, problem

LIMIT_TEXT = 7 * 32_767
"""Characters in a cell: what Excel keeps, each perhaps written as `_x000D_`."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLAIN = re.compile(r"(General|@|#?,?#{0,2}0(\.[0#]+)?)(_[-) ])?", re.ASCII)
"""A way to show a number that shows it as it is, unless it rounds: no percent, no thousands left out, no words."""

_STATED = {"f": Found.FORMULA, "e": Found.ERROR}
_ROUNDED = re.compile(r"\.([0#]+)")


def read(content: bytes, shown: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; `shown` is the name that people know it by.

    Raise AgreementsError for what is no workbook, may not be opened, or is larger than any list.
    """
    pass_gate(content, shown)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves aside; none of it is in a cell
            return tuple(_sheets(content, shown))
    except AgreementsError:
        raise
    except Exception:  # noqa: BLE001  # openpyxl raises whatever its parts raise on a package that somebody made up
        raise AgreementsError(problem("E760", Where(shown), file=shown, reason="@broken_workbook")) from None


def _sheets(content: bytes, shown: str) -> Iterator[Sheet]:
    workbook = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    filled = 0
    try:
        for worksheet in workbook.worksheets:
            file = f"{shown}!{worksheet.title}"
            survey = _Survey(file, filled)
            merged = tuple(survey.merged(worksheet))
            filled = survey.filled
            hidden = worksheet.sheet_state != "visible"
            yield Sheet(worksheet.title, cell_where(file, 1, 1), tuple(_rows(worksheet, file)), hidden, merged)
    finally:
        workbook.close()


@dataclass
class _Survey:
    """A walk through the XML of a sheet before its cells are read; `filled` counts those of all sheets so far."""

    file: str
    filled: int
    row: int = 0

    def merged(self, worksheet: Any) -> Iterator[tuple[str, Where]]:  # noqa: ANN401  # openpyxl comes without types
        """Yield the merged ranges; raise AgreementsError for more than any list has, ValueError for rows out of order."""
        with worksheet._get_source() as part:  # noqa: SLF001  # the sheet as openpyxl reads it; it has no other name for it
            for _, element in etree.iterparse(part, tag=("{*}row", "{*}mergeCell"), resolve_entities=False, no_network=True):
                if not element.tag.startswith(_MAIN):  # "Strict Open XML", of which openpyxl sees no cell
                    raise ValueError(element.tag)
                if element.tag == f"{_MAIN}mergeCell":
                    yield element.get("ref", ""), cell_where(self.file, *_corner(element.get("ref", "").partition(":")[0]))
                else:
                    self._next(element)
                element.clear()

    def _next(self, element: Any) -> None:  # noqa: ANN401  # an element of lxml
        before, self.row = self.row, int(element.get("r", self.row + 1))
        if self.row <= before:
            raise ValueError(self.row)
        column = 0
        for cell in element:
            column = _corner(cell.get("r"))[1] if cell.get("r") else column + 1
            if len(cell):
                self._measure(column)

    def _measure(self, column: int) -> None:
        self.filled += 1
        where = cell_where(self.file, self.row, column)
        for what, many, limit in (
            ("@rows", self.row, LIMIT_ROWS),
            ("@columns", column, LIMIT_COLUMNS),
            ("@cells", self.filled, LIMIT_CELLS),
        ):
            if many > limit:
                raise _too_large(where, what, limit)


def _too_large(where: Where, what: str, limit: int) -> AgreementsError:
    return AgreementsError(problem("E779", where, what=what, limit=limit))


def _corner(reference: str) -> tuple[int, int]:
    row, column = coordinate_to_tuple(reference)
    return int(row), int(column)


def _rows(worksheet: Any, file: str) -> Iterator[tuple[Cell, ...]]:  # noqa: ANN401  # idem
    worksheet.reset_dimensions()  # what a sheet says of its own size is nobody's word
    for number, row in enumerate(worksheet.iter_rows(max_col=LIMIT_COLUMNS, max_row=LIMIT_ROWS), 1):
        cells = tuple(_cell(each, cell_where(file, number, column)) for column, each in enumerate(row, 1) if each.value is not None)
        if cells:
            yield cells


def _cell(cell: Any, where: Where) -> Cell:  # noqa: ANN401  # openpyxl has two kinds of cell here without a type in common
    if cell.data_type in _STATED:
        return Cell(_STATED[cell.data_type], str(getattr(cell.value, "text", cell.value)), where)
    found, text = _found(cell.value)
    if len(text) > LIMIT_TEXT:
        raise _too_large(where, "@characters", LIMIT_TEXT)
    return Cell(found, text, where, plain=found is not Found.NUMBER or _is_plain(cell.value, cell.number_format))


def _found(value: object) -> tuple[Found, str]:
    match value:
        case bool():
            return Found.BOOLEAN, "true" if value else "false"
        case int() | float():
            return Found.NUMBER, f"{Decimal(repr(value)):f}".removesuffix(".0")
        case datetime() if value.time() == time():
            return Found.DAY, value.date().isoformat()
        case datetime() | time() | timedelta():
            return Found.MOMENT, str(value)
        case _:
            words = str(value)
            return Found.TEXT, as_typed(unescape(words) if len(words) <= LIMIT_TEXT else words)


def _is_plain(value: float, shown_as: str) -> bool:
    """Say whether a number looks on the screen like what is held: not rounded, not as a percentage, not in thousands."""
    if not _PLAIN.fullmatch(shown_as):
        return False
    decimals = len(_ROUNDED.findall(shown_as)[0]) if _ROUNDED.search(shown_as) else 0
    return shown_as in {"General", "@"} or Decimal(repr(value)) == round(Decimal(repr(value)), decimals)
