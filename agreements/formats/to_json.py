"""The document tree as canonical JSON: every node an object that names its kind; nothing that the tree does not hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from agreements.drafting.document import Document
from agreements.model.canonical import canonical_json


def render(document: Document) -> bytes:
    """Return the tree in one byte form; `format` at the top says how to read it."""
    return canonical_json(as_data(document))


def as_data(node: object) -> object:
    """Return a node as plain data: its fields under their names and its kind under `node`."""
    if isinstance(node, tuple):
        return [as_data(each) for each in node]
    names = _names(type(node))
    if not names:
        return node
    return {"node": type(node).__name__, **{name: as_data(getattr(node, name)) for name in names}}


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a node; none for words and numbers."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]
