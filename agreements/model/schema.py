"""JSON Schema from the same annotations that read a file, so that an editor completes and checks what the reader accepts."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

from agreements.model.reading import FORMAT, MUST_BE_QUOTED, PATTERNS, is_required, keys_of
from agreements.model.values import FuzzyDate, LocalText
from agreements.sources import Scalar

Schema = dict[str, object]

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_WORDS: Schema = {"type": "string", "minLength": 1}
_TEXT: Schema = {"type": ["string", "integer", "number"], "pattern": r"[^ \t\r\n]"}  # a pattern is asked of strings alone
_DATE: Schema = {"type": ["string", "integer"], "pattern": f"^{_DAY}(/{_DAY})?$", "minimum": 1000, "maximum": 9999}
_SIMPLE: dict[object, Schema] = {
    str: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": 9999},
    Decimal: {"type": "string", "pattern": r"^(0|[1-9]\d{0,14})(\.\d{1,6})?$"},
    LocalText: {
        "oneOf": [
            _TEXT,
            {
                "type": "object",
                "properties": {"nl": _TEXT, "en": _TEXT},
                "required": ["nl", "en"],
                "additionalProperties": False,
            },
        ],
    },
    FuzzyDate: {
        "oneOf": [
            _DATE,
            {
                "type": "object",
                "properties": {"before": _DATE},
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
    properties = cast("Schema", definitions[kind.__name__]["properties"])
    if "format" in properties:
        properties["format"] = {"const": FORMAT}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **root, "$defs": dict(sorted(definitions.items()))}


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  # an annotation can be anything that typing knows
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _union(get_args(hint), definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], definitions)}
    if origin is Mapping:
        return _table(get_args(hint)[0], get_args(hint)[1], definitions)
    if is_dataclass(hint) and hint not in _SIMPLE and isinstance(hint, type):
        return _object(hint, definitions)
    return _leaf(hint)


def _table(key: Any, value: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  # see _schema
    names: Schema = {} if key is str else {"propertyNames": _schema(key, definitions)}
    return {"type": "object", "additionalProperties": _schema(value, definitions), **names}


def _leaf(hint: Any) -> Schema:  # noqa: ANN401  # see _schema
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if hint in PATTERNS:
        digits: Schema = {"type": "string"} if hint in MUST_BE_QUOTED else {"type": ["string", "integer"], "minimum": 0}
        return {**digits, "pattern": f"^({PATTERNS[hint][0]})$"}
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
