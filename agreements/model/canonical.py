"""One canonical JSON under every hash: sorted keys, NFC, no spaces, decimals as strings, no floats."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import cast


def canonical_json(value: object) -> bytes:
    """Return the one byte form of a JSON value; raise TypeError for a float or any other type."""
    return json.dumps(_clean(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _clean(value: object) -> object:
    """Return a value as JSON can hold it. A whole tree passes here for its hash, so that the plain kinds come first."""
    kind = type(value)
    if kind is str:
        return _composed(cast("str", value))
    if kind is dict:
        return {_key(key): _clean(item) for key, item in cast("dict[object, object]", value).items()}
    if kind is tuple or kind is list:
        return [_clean(item) for item in cast("Sequence[object]", value)]
    return _other(value)


def _other(value: object) -> object:
    match value:
        case str():
            return _composed(value)
        case None | bool() | int():
            return value
        case Mapping():
            return {_key(key): _clean(item) for key, item in cast("Mapping[object, object]", value).items()}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [_clean(item) for item in cast("Sequence[object]", value)]
        case _:
            message = f"no canonical form for {type(value).__name__}"
            raise TypeError(message)


def _key(key: object) -> str:
    if not isinstance(key, str):
        message = f"a key must be a string, not {type(key).__name__}"
        raise TypeError(message)
    return _composed(key)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
