"""Frozen dataclasses to values that canonical JSON can hold, and back; their annotations say how.

A field that has its default is left out, so that a field added later changes no bytes that were hashed before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from agreements.model.placed import NOWHERE
from agreements.model.values import FuzzyDate, Precision, before, parse_amount, parse_date
from agreements.problems import Problem, Said

_BEFORE = "before:"


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of one type become data and come back; coming back raises ValueError for data that are none."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def date_text(when: FuzzyDate) -> str:
    """Return a date as `parse_date` reads it, and `before:2023-01-01` for one of which only the end is known."""
    if when.first is None:
        return f"{_BEFORE}{(when.last + timedelta(days=1)).isoformat()}"
    match when.precision:
        case Precision.DAY:
            return when.last.isoformat()
        case Precision.MONTH:
            return when.last.isoformat()[:7]
        case Precision.YEAR:
            return when.last.isoformat()[:4]
        case _:
            return f"{when.first.isoformat()}/{when.last.isoformat()}"


def interval(when: FuzzyDate | None) -> dict[str, str | None] | None:
    """Return the days between which a date lies; `first` is None where that is not known at all."""
    return {"first": when.first.isoformat() if when.first else None, "last": when.last.isoformat()} if when else None


@lru_cache(maxsize=4096)
def date_from(text: str) -> FuzzyDate:
    """Return the date that `date_text` wrote; raise ValueError for anything else."""
    return before(text.removeprefix(_BEFORE)) if text.startswith(_BEFORE) else parse_date(text)


def on(day: date) -> FuzzyDate:
    """Return a date that is known to the day."""
    return FuzzyDate(Precision.DAY, day, day)


def until(day: date) -> FuzzyDate:
    """Return a date of which is known only that it was no later than `day`."""
    return FuzzyDate(Precision.BEFORE, None, day)


def codec(hint: Any) -> Codec:  # noqa: ANN401  # an annotation can be anything that typing knows
    """Return the codec of an annotation."""
    if hint not in _KNOWN:
        _KNOWN[hint] = _codec(hint)
    return _KNOWN[hint]


def _codec(hint: Any) -> Codec:  # noqa: ANN401  # idem
    arguments = get_args(hint)
    if NoneType in arguments:
        return _optional(codec(next(each for each in arguments if each is not NoneType)))
    if get_origin(hint) is tuple:
        return _sequence(codec(arguments[0]))
    if get_origin(hint) is Mapping:
        return _table(codec(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Codec(str, hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    message = f"no data can hold {hint}"
    raise TypeError(message)


def _only(kind: type) -> Codec:
    def decode(data: object) -> object:
        if type(data) is not kind:
            raise ValueError(data)
        return data

    return Codec(_same, decode)


def _same(value: object) -> object:
    return value


def _plain(found: Problem) -> dict[str, object]:
    """Return a problem without its place: what is judged stands in no file of ours."""
    said = codec(Said)
    arguments = {name: said.encode(value) if isinstance(value, Said) else value for name, value in found.arguments}
    return {"code": found.code, "arguments": arguments}


def _problem(data: object) -> Problem:
    whole, said = _mapping(data), codec(Said)
    if whole.keys() != {"code", "arguments"}:
        raise ValueError(data)
    arguments = _mapping(whole["arguments"]).items()
    pairs = ((_text(name), value if isinstance(value, str) else said.decode(value)) for name, value in arguments)
    return Problem(_text(whole["code"]), NOWHERE, tuple(sorted(pairs)))


_KNOWN: dict[Any, Codec] = {
    str: _only(str),
    int: _only(int),
    bool: _only(bool),
    date: Codec(date.isoformat, lambda data: date.fromisoformat(_text(data))),
    Decimal: Codec(str, lambda data: parse_amount(_text(data))),
    FuzzyDate: Codec(date_text, lambda data: date_from(_text(data))),
    Problem: Codec(_plain, _problem),
}


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise ValueError(data)  # noqa: TRY004  # the data are at fault, not the program
    return data


def _optional(inner: Codec) -> Codec:
    return Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda data: None if data is None else inner.decode(data),
    )


def _sequence(inner: Codec) -> Codec:
    def decode(data: object) -> object:
        if not isinstance(data, list | tuple):
            raise ValueError(data)  # noqa: TRY004  # the data are at fault, not the program
        return tuple([make(each) for each in data])

    make, unmake = inner.decode, inner.encode
    return Codec(lambda value: [unmake(each) for each in value], decode)


def _table(inner: Codec) -> Codec:
    def decode(data: object) -> object:
        return {_text(key): inner.decode(value) for key, value in _mapping(data).items()}

    return Codec(lambda value: {key: inner.encode(each) for key, each in value.items()}, decode)


def _mapping(data: object) -> Mapping[str, object]:
    if type(data) is not dict and not isinstance(data, Mapping):
        raise ValueError(data)  # the data are at fault, not the program
    return cast("Mapping[str, object]", data)


def _record(kind: type[Any]) -> Codec:
    hints = get_type_hints(kind)
    parts = [(each.name, codec(hints[each.name]), _default(each)) for each in fields(kind)]
    encoders = [(name, each.encode, default) for name, each, default in parts]
    decoders = {name: each.decode for name, each, _ in parts}
    required = {name for name, _, default in parts if default is MISSING}

    def encode(value: object) -> dict[str, object]:
        found = {}
        for name, make, default in encoders:
            item = getattr(value, name)
            if default is MISSING or item != default:
                found[name] = item if make is _same else make(item)
        return found

    def decode(data: object) -> object:
        try:
            values = {name: decoders[name](value) for name, value in _mapping(data).items()}
        except KeyError as error:
            raise ValueError(data) from error
        if not required <= values.keys():
            raise ValueError(data)
        return kind(**values)

    return Codec(encode, decode)


def _default(each: Field[Any]) -> object:
    return each.default if each.default_factory is MISSING else each.default_factory()
