"""JSON Schema from the same annotations that read a file, so that an editor completes and checks what the reader accepts."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from agreements.model.reading import MUST_BE_QUOTED, PATTERNS, is_required, keys_of
from agreements.model.values import FuzzyDate, LocalText
from agreements.sources import Scalar

Schema = dict[str, object]

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_WORDS: Schema = {"type": "string", "minLength": 1}
_YEAR: Schema = {"type": ["string", "integer"]}
_SIMPLE: dict[object, Schema] = {
    str: {"type": ["string", "integer", "number"]},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": 9999},
    Decimal: {"type": "string", "pattern": r"^(0|[1-9]\d{0,14})(\.\d{1,6})?$"},
    LocalText: {
        "oneOf": [
            _WORDS,
            {
                "type": "object",
                "properties": {"nl": _WORDS, "en": _WORDS},
                "required": ["nl", "en"],
                "additionalProperties": False,
            },
        ],
    },
    FuzzyDate: {
        "oneOf": [
            {"type": "string", "pattern": f"^{_DAY}(/{_DAY})?$"},
            {
                "type": "object",
                "properties": {"before": {"type": ["string", "integer"]}},
                "required": ["before"],
                "additionalProperties": False,
            },
        ],
    },
}


def json_schema(kind: type, *, title: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of the file that a dataclass describes."""
    definitions: dict[str, Schema] = {}
    root = _schema(kind, definitions)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **root, "$defs": dict(sorted(definitions.items()))}


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  # an annotation can be anything that typing knows
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _union(get_args(hint), definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], definitions)}
    if origin is Mapping:
        key, value = get_args(hint)
        names = {} if key is str else {"propertyNames": _schema(key, definitions)}
        return {"type": "object", **names, "additionalProperties": _schema(value, definitions)}
    if is_dataclass(hint) and hint not in _SIMPLE and isinstance(hint, type):
        return _object(hint, definitions)
    return _leaf(hint)


def _leaf(hint: Any) -> Schema:  # noqa: ANN401  # see _schema
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if hint in PATTERNS:
        return {"type": "string", "pattern": f"^({PATTERNS[hint][0]})$"}
    if hint in MUST_BE_QUOTED:
        return _WORDS
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [choice.value for choice in hint]}
    message = f"the model has an annotation that a schema cannot hold: {hint}"
    raise TypeError(message)


def _union(options: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if Scalar in options:
        return {}
    real = [_schema(option, definitions) for option in options if option is not NoneType]
    return real[0] if len(real) == 1 else {"anyOf": real}


def _object(kind: type, definitions: dict[str, Schema]) -> Schema:
    """Return a pointer to the definition of a dataclass, and see to it that the definition is there."""
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # it may hold itself
        keys = keys_of(kind)
        definitions[name] = {
            "type": "object",
            "description": (inspect.getdoc(kind) or "").partition("\n\n")[0],
            "properties": {key: _schema(hint, definitions) for key, (_, hint) in keys.items()},
            "required": sorted(key for key, (each, _) in keys.items() if is_required(each)),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
