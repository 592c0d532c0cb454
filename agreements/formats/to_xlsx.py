"""Sheets of text as a workbook: no formula, no number, no link and no clock in it. The same sheets give the same bytes.

Every cell is a text and its column is formatted as Text, so that what is typed there keeps its zeros and dates stay as they are written;
what would be a formula in a spreadsheet gets an apostrophe before it, as in CSV.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from agreements.formats.to_csv import inert
from agreements.model.spreading import Rows

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can hold; the same list must have the same bytes."""

LIMIT_CELL = 32_767
"""So many characters Excel keeps in a cell."""

_TEXT = "@"
_WIDTHS = (9, 48)
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>maatwerk</dc:title></cp:coreProperties>'
)


def render(sheets: Iterable[Rows]) -> bytes:
    """Return a workbook with a sheet for each table of text; no text may be longer than LIMIT_CELL."""
    workbook = Workbook(write_only=True)
    for rows in sheets:
        worksheet = workbook.create_sheet(rows.name)
        worksheet.freeze_panes = "B2"
        for number, head in enumerate(rows.heads, 1):
            column = worksheet.column_dimensions[get_column_letter(number)]
            column.width = _width([head, *(row[number - 1] for row in rows.rows)])
            column.number_format = _TEXT
        worksheet.append([_cell(worksheet, head, bold=True) for head in rows.heads])
        for row in rows.rows:
            worksheet.append([_cell(worksheet, text) if text else None for text in inert(row)])
    packed = BytesIO()
    workbook.save(packed)
    return _without_clock(packed)


def _width(texts: Sequence[str]) -> int:
    return min(_WIDTHS[1], max(_WIDTHS[0], *(len(each) + 2 for each in texts)))


def _cell(worksheet: object, text: str, *, bold: bool = False) -> object:
    cell = WriteOnlyCell(worksheet)
    cell.value = _ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    cell.data_type = "s"  # whatever it looks like
    cell.number_format = _TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _without_clock(packed: BytesIO) -> bytes:
    """Return the package with its members as they were, at no time of writing, and without who wrote it and when."""
    result = BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            content = _CORE.encode() if name == "docProps/core.xml" else source.read(name)
            target.writestr(member, content, compresslevel=6)
    return result.getvalue()
