"""Dossiers out: what they say as rows of text, a sheet for each list. `gathering` is the way back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from agreements.model.dossier import Authority, Dossier
from agreements.model.dossier_kinds import Visibility
from agreements.model.reading import FORMAT, keys_of
from agreements.model.revisions import Content
from agreements.model.sheets import COMPANIES, COMPANY, JSON, Table, fact_in, is_fact, options_of, tables

LIST_SEPARATOR = ", "
"""Between the names in a cell that holds several."""

_TONGUES = {"nl", "en"}
_NEVER_OUTSIDE = frozenset({"unsure", "answers", "positions", "waivers"})
"""Keys of what stays in the house whatever is marked: doubts, and what is about the text of a document and who accepted it."""

_ABOUT_THE_FILE = ("based_on", "reconstruction")


@dataclass(frozen=True, slots=True)
class Rows:
    """A sheet as text: its name, its heads, and its rows with a cell under each head."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def spread(dossiers: Iterable[Content], *, every_column: bool = False, every_sheet: bool = False) -> tuple[Rows, ...]:
    """Return dossiers as sheets, in the order of the format: those that hold something, and `companies`; with `every_sheet` all.

    A column stands there when a row fills it, or when it is a key of the fact itself; with `every_column` all of all sheets do. What a
    dossier says is as `revisions.facts` gives it, with `based_on` where it comes from the record.
    """
    whole = list(dossiers)
    found = {table: [row for said in whole for row in _rows(table, said)] for table in tables().values()}
    shown = (table for table, rows in found.items() if rows or every_column or every_sheet or table.name == COMPANIES)
    return tuple(_sheet(table, found[table], every_column) for table in shown)


def _sheet(table: Table, rows: list[dict[str, str]], every_column: bool) -> Rows:  # noqa: FBT001  # as above
    filled = {head for row in rows for head, text in row.items() if text}
    shown = [column.head for column in table.columns if every_column or column.direct or column.head in filled]
    heads = (*table.leading, *shown)
    return Rows(table.name, heads, tuple(tuple(row.get(head, "") for head in heads) for row in rows))


def _rows(table: Table, said: Content) -> Iterator[dict[str, str]]:
    """Yield a row for each item of a sheet in one dossier, under its heads."""
    company = _text(_at(said, (COMPANY, "id")))
    if table.name == COMPANIES:
        yield _cells(table, {"format": str(FORMAT), **said} if isinstance(said, dict) else said)
        return
    for around, whole in _parents(table, said):
        for keys, item in _items(_at(whole, table.path), len(table.keys)):
            yield dict(zip(table.leading, (company, *around, *keys), strict=True)) | _cells(table, item)


def _parents(table: Table, said: Content) -> Iterator[tuple[tuple[str, ...], Content]]:
    if not table.parent:
        yield (), said
        return
    for _, parent in _items(_at(said, tables()[table.parent].path), 0):
        yield (_text(_at(parent, ("id",))),), parent


def _items(whole: Content | None, depth: int) -> Iterator[tuple[tuple[str, ...], Content]]:
    """Yield what a list holds, or a mapping of so many keys with those keys."""
    if depth and isinstance(whole, dict):
        for key, inner in whole.items():
            yield from (((key, *keys), item) for keys, item in (_items(inner, depth - 1) if depth > 1 else [((), inner)]))
    elif not depth and isinstance(whole, list):
        yield from (((), item) for item in whole)


def _cells(table: Table, item: Content) -> dict[str, str]:
    whole = item if table.kind else {"value": _answer(item)}
    return {column.head: _text(_at(whole, column.path)) for column in table.columns}


def _answer(value: Content) -> Content:
    """Return an answer as its columns hold it: a text, one in two languages or a date as they are, anything else as JSON."""
    if isinstance(value, str) and value:
        return value
    if isinstance(value, dict) and set(value) in ({"before"}, _TONGUES) and all(isinstance(each, str) and each for each in value.values()):
        return value
    return {JSON: json.dumps(value, ensure_ascii=False)}


def _at(whole: Content | None, path: tuple[str, ...]) -> Content | None:
    for key in path:
        whole = whole.get(key) if isinstance(whole, dict) else None
    return whole


def _text(value: Content | None) -> str:
    """Return what a cell holds: the words, yes or no, or names; nothing for what has columns or a sheet of its own."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case list():
            return LIST_SEPARATOR.join(each for each in value if isinstance(each, str))
        case _:
            return ""


# What may go out


def public_part(said: Content) -> Content | None:
    """Return of a dossier what is public: what is marked so, and what stands inside it and is not marked otherwise.

    None when not even the company is. What was withdrawn, proof that somebody may sign, doubts, and what is about a document and who
    accepted its words never go out, whatever is marked.
    """
    whole = said if isinstance(said, dict) else {}
    about = {key: whole[key] for key in _ABOUT_THE_FILE if key in whole}
    inner = _inner({key: value for key, value in whole.items() if isinstance(value, list | dict)}, Dossier, Visibility.INTERNAL)
    return about | inner if COMPANY in inner else None


def _inner(whole: dict[str, Content], kind: type[Any], around: str) -> dict[str, Content]:
    """Return what is public under the keys of a fact of a kind."""
    hints = {key: hint for key, (_, hint) in keys_of(kind).items()}
    found = {key: _public(value, options_of(hints[key]), around) for key, value in whole.items() if key not in _NEVER_OUTSIDE}
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _public(value: Content, options: list[Any], around: str) -> Content | None:
    fact = next((each for each in options if is_fact(each)), None)
    match value:
        case list() if (item := fact_in(options[0])) is not None:
            return [each for each in (_fact(one, item, around) for one in value) if each is not None]
        case dict() if get_origin(options[0]) is Mapping:
            inner = options_of(get_args(options[0])[1])
            return {key: each for key, one in value.items() if (each := _public(one, inner, around)) is not None}
        case dict() if fact is not None:
            return _fact(value, fact, around)
        case _:
            return value


def _fact(said: Content, kind: type[Any], around: str) -> Content | None:
    if not isinstance(said, dict) or kind is Authority or said.get("withdrawn") is True:
        return None
    seen = str(said.get("visibility", around))
    return _inner(said, kind, seen) if seen == Visibility.PUBLIC else None
