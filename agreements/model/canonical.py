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
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
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
    return unicodedata.normalize("NFC", key)
