"""CSV in: one table, cell by cell. What parts the cells is seen from the heads: a semicolon, a comma or a tab."""

from __future__ import annotations

import csv
from io import StringIO

from agreements.formats.to_csv import as_typed
from agreements.model.cells import LIMIT_COLUMNS, LIMIT_ROWS, Cell, Found, Sheet, cell_where
from agreements.problems import AgreementsError, Where, problem
from agreements.sources import Source

LIMIT_BYTES = 16 * 1024 * 1024
LIMIT_CELL = csv.field_size_limit()
"""Characters; the reader takes no more in a cell."""


def read(source: Source, name: str) -> Sheet:
    """Return the table of a CSV as the sheet of that name; every cell is a text.

    Raise AgreementsError for what is no CSV, or is larger than any list.
    """
    size = len(source.text.encode())
    if size > LIMIT_BYTES:
        raise AgreementsError(problem("E102", Where(source.name), size=size, limit=LIMIT_BYTES))
    try:
        rows = list(csv.reader(StringIO(source.text, newline=""), delimiter=separator(source.text), strict=True))
    except csv.Error:
        raise AgreementsError(problem("E760", Where(source.name), file=source.name, reason="@no_csv")) from None
    for what, most, limit in (("@rows", len(rows), LIMIT_ROWS), ("@columns", max(map(len, rows), default=0), LIMIT_COLUMNS)):
        if most > limit:
            raise AgreementsError(problem("E779", cell_where(source.name, 1, 1), what=what, limit=limit))
    cells = (
        tuple(Cell(Found.TEXT, as_typed(text), cell_where(source.name, number, column)) for column, text in enumerate(row, 1) if text)
        for number, row in enumerate(rows, 1)
    )
    return Sheet(name, cell_where(source.name, 1, 1), tuple(row for row in cells if row))


def separator(text: str) -> str:
    """Return what parts the cells of a CSV: the one of `;`, `,` and tab that its heads have most."""
    heads = text.partition("\n")[0]
    return max(";,\t", key=heads.count)
