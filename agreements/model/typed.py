"""What was typed into a cell, as the node that the reader of dossiers takes; what Excel may have changed is told."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_origin

from agreements.model.cells import Cell, Found
from agreements.model.dossier import KvkNumber
from agreements.model.sheets import Column
from agreements.model.values import FuzzyDate, parse_amount
from agreements.problems import Problem, Where, problem
from agreements.sources import Mapping, Node, Scalar, Sequence

_DIGITS = re.compile(r"[\d.,  ']*\d", re.ASCII)
_POINTS, _COMMAS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,6})?", re.ASCII), re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,6})?", re.ASCII)
_COMMA = re.compile(r"\d+,(\d{1,2}|\d{4,6})", re.ASCII)
_DEEPEST = 20
_NEVER = {Found.ERROR: "E769", Found.FORMULA: "E770"}
_OTHERS: dict[Found, tuple[object, str]] = {
    Found.BOOLEAN: (bool, "@boolean_of_excel"),
    Found.DAY: (FuzzyDate, "@day_of_excel"),
    Found.MOMENT: (None, "@moment_of_excel"),
}
"""In which kind of column each may stand, and what it is called elsewhere."""


def scalar(column: Column, cell: Cell, faults: list[Problem]) -> Node:
    """Return the node of a cell; of a faulty one the words that stand there, after adding the fault."""
    text = cell.text.strip()
    if fault := _fault(column, cell, text):
        faults.append(fault)
    elif get_origin(column.hint) is tuple:
        names = [each.strip() for each in re.split(r"[,;\s]+", text) if each.strip()]
        return Sequence(tuple(Scalar(each, quoted=True, where=cell.where) for each in names), cell.where)
    elif column.hint is Scalar:
        return _json(text, cell.where, faults)
    elif column.hint is bool:
        return Scalar(text.casefold(), quoted=False, where=cell.where)
    return Scalar(text if _is_word(column.hint, text) else cell.text, quoted=True, where=cell.where)


def _is_word(hint: object, text: str) -> bool:
    """Say whether spaces around a value mean nothing to the eye but something to the reader.

    Where a choice from a list may also be answered in words of one's own, such words stay as they are.
    """
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return text in set(hint)
    return hint in {Decimal, int, FuzzyDate}


def taken(head: str, cell: Cell, faults: list[Problem]) -> bool:
    """Say whether a cell names something; what else it is is told."""
    fault = _fault(Column(head, (head,), str), cell, cell.text.strip())
    faults += [fault] if fault else []
    return fault is None


def _fault(column: Column, cell: Cell, text: str) -> Problem | None:
    """Return what keeps a cell from being taken as it is."""
    if cell.found in _NEVER:
        return problem(_NEVER[cell.found], cell.where, value=text)
    if cell.found is Found.TEXT:
        return _amount_fault(text, cell.where) if column.hint is Decimal else None
    if cell.found is Found.NUMBER:
        return _number_fault(column, cell, text)
    fits, words = _OTHERS[cell.found]
    return None if column.hint is fits else _wrong(column, cell, words)


def _wrong(column: Column, cell: Cell, found: str) -> Problem:
    return problem("E772", cell.where, column=column.head, found=found, value=cell.text)


def _number_fault(column: Column, cell: Cell, text: str) -> Problem | None:
    """A number is taken where it can have lost nothing: a year or rank, and an amount that is shown as it is kept."""
    if column.hint in {int, Decimal}:
        if not cell.plain or not _is_amount(text):
            return problem("E774", cell.where, value=text)
        return None
    if column.hint is FuzzyDate:
        return problem("E773", cell.where, value=text)
    if column.hint is bool:
        return _wrong(column, cell, "@number_of_excel")
    example = text.zfill(8) if column.hint is KvkNumber and text.isdecimal() else text
    return problem("E771", cell.where, column=column.head, value=text, example=example)


def _is_amount(text: str) -> bool:
    try:
        parse_amount(text)
    except ValueError:
        return False
    return len(text.replace(".", "").lstrip("0")) <= 15  # noqa: PLR2004  # so many digits a number in Excel can hold


def _amount_fault(text: str, where: Where) -> Problem | None:
    """An amount in the Dutch way, or with marks for thousands, is told with the way to write it, where only one can be meant."""
    if _is_amount(text) or not _DIGITS.fullmatch(text):
        return None  # the reader of dossiers tells of anything else
    plain = re.sub(r"[  ']", "", text)
    dutch, english = plain.replace(".", "").replace(",", "."), plain.replace(",", "")
    meant = dutch if _COMMA.fullmatch(plain) or (_POINTS.fullmatch(plain) and "," in plain) else ""
    meant = english if _COMMAS.fullmatch(plain) and "." in plain else meant
    example = meant if meant and _is_amount(meant) else " / ".join(dict.fromkeys(each for each in (dutch, english) if _is_amount(each)))
    return problem("E775", where, value=text, example=example or "1.5")


def _json(text: str, where: Where, faults: list[Problem]) -> Node:
    """Return the node of an answer that is no plain text."""
    try:
        return _json_node(json.loads(text), where, 0)
    except (ValueError, RecursionError):
        faults.append(problem("E782", where))
        return Scalar(text, quoted=True, where=where)


def _json_node(value: Any, where: Where, depth: int) -> Node:  # noqa: ANN401  # JSON can be anything
    if depth > _DEEPEST:
        raise ValueError(depth)
    match value:
        case bool():
            return Scalar("true" if value else "false", quoted=False, where=where)
        case str():
            return Scalar(value, quoted=True, where=where)
        case list():
            return Sequence(tuple(_json_node(each, where, depth + 1) for each in value), where)
        case dict():
            pairs = ((Scalar(key, quoted=False, where=where), _json_node(each, where, depth + 1)) for key, each in value.items())
            return Mapping(tuple(pairs), where)
        case _:
            raise ValueError(value)
