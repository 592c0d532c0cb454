"""Canonical JSON back into the document tree that it was made from."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from agreements.drafting.document import Document, Revision, Table, nodes
from agreements.problems import AgreementsError, Where, problem

FORMAT = 1

_Reader = Callable[[Any, str], Any]
"""Takes what JSON holds and its place in the file; returns what the tree holds."""


class NoTreeError(AgreementsError):
    """The file is not a document tree that this version can read."""


class _MisfitError(Exception):
    """Something at a place in the file (a JSON pointer, RFC 6901) is not what a tree holds there."""


def from_json(data: bytes, file: str = "") -> Document:
    """Return the document that `to_json` made `data` from; equal to it, as long as its text was in NFC.

    Raise NoTreeError (E505) for anything else: no JSON, a key twice, another format, a field too many or too few, a value of another
    kind, a table with rows of another length than its head, a uid twice, a date that is none. It names the first such place.
    """
    try:
        document = cast("Document", _reader(Document)(_parsed(data), ""))
        _check(document)
    except _MisfitError as misfit:
        raise NoTreeError(problem("E505", Where(file), detail=misfit)) from None
    except (ValueError, RecursionError):
        raise NoTreeError(problem("E505", Where(file), detail="JSON")) from None
    return document


def _parsed(data: bytes) -> object:
    """Return what JSON in UTF-8 holds; the format is looked at first, as another format may have another shape."""
    tree = json.loads(data.decode(), object_pairs_hook=_once)
    if not isinstance(tree, dict) or type(tree.get("format")) is not int or tree["format"] != FORMAT:
        raise _MisfitError("/format")
    return tree


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _MisfitError(next(key for key in keys if keys.count(key) > 1))
    return found


def _check(document: Document) -> None:
    """Raise _MisfitError for what the types do not say and every renderer relies on."""
    if document.date and not _is_day(document.date):
        raise _MisfitError("/date")
    seen: set[str] = set()
    for node in nodes(document):
        if node.uid in seen:
            raise _MisfitError(node.uid)
        seen.add(node.uid)
        if isinstance(node, Table) and any(len(row) != len(node.columns) for row in node.rows):
            raise _MisfitError(node.uid)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@cache
def _reader(hint: Any) -> _Reader:  # noqa: ANN401  # a type, a union of types or a tuple of them
    """Return what reads a field with a type hint."""
    if get_origin(hint) in {Union, types.UnionType}:
        return _choice(get_args(hint))
    if get_origin(hint) is tuple:
        inside = get_args(hint)
        return _list(inside[0]) if inside[-1] is Ellipsis else _fixed(inside)
    if hint is str:
        return _text
    if hint is int:
        return _number
    return _word(hint) if issubclass(hint, StrEnum) else _node(hint)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _MisfitError(place)
    value.encode()  # half a surrogate pair, which JSON can spell and no format can print, is a ValueError
    return value


def _number(value: object, place: str) -> int:
    if type(value) is not int:
        raise _MisfitError(place)
    return value


def _word(kind: type[StrEnum]) -> _Reader:
    words = {member.value: member for member in kind}

    def read(value: object, place: str) -> StrEnum:
        if not isinstance(value, str) or value not in words:
            raise _MisfitError(place)
        return words[value]

    return read


def _list(kind: object) -> _Reader:
    read_one = _reader(kind)

    def read(value: object, place: str) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _MisfitError(place)
        return tuple([read_one(each, f"{place}/{number}") for number, each in enumerate(value)])

    return read


def _fixed(kinds: tuple[object, ...]) -> _Reader:
    readers = [_reader(kind) for kind in kinds]

    def read(value: object, place: str) -> tuple[object, ...]:
        if not isinstance(value, list) or len(value) != len(readers):
            raise _MisfitError(place)
        return tuple([read_one(each, f"{place}/{number}") for number, (read_one, each) in enumerate(zip(readers, value, strict=True))])

    return read


def _choice(kinds: tuple[Any, ...]) -> _Reader:
    """Return what reads one of several kinds of node, or nothing where that is one of them; a redline is no draft."""
    readers = {kind.__name__: _node(kind) for kind in kinds if kind not in {types.NoneType, Revision}}
    optional = types.NoneType in kinds

    def read(value: object, place: str) -> object:
        if value is None and optional:
            return None
        name = value.get("node") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in readers:
            raise _MisfitError(place + "/node")
        return readers[name](value, place)

    return read


@cache
def _node(kind: Any) -> _Reader:  # noqa: ANN401  # a class of nodes; mypy does not take one for hashable
    """Return what reads one kind of node: an object with exactly its fields, and its name under `node`."""

    def read(value: object, place: str) -> object:
        readers = _fields(kind)  # looked up late, since a division holds divisions
        _same_fields(value, kind.__name__, readers, place)
        given = cast("dict[str, object]", value)
        return kind(**{name: read_field(given[name], f"{place}/{name}") for name, read_field in readers.items()})

    return read


@cache
def _fields(kind: Any) -> dict[str, _Reader]:  # noqa: ANN401  # idem
    hints = get_type_hints(kind)
    return {each.name: _reader(hints[each.name]) for each in fields(kind)}


def _same_fields(value: object, name: str, known: Mapping[str, _Reader], place: str) -> None:
    if not isinstance(value, dict) or value.get("node") != name:
        raise _MisfitError(place + "/node")
    if len(value) != len(known) + 1 or not known.keys() <= value.keys():
        wrong = min(value.keys() ^ {"node", *known})
        raise _MisfitError(place + "/" + wrong)
