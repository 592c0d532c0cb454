"""Positioned nodes in, typed values out: the dataclasses of the model are the file format.

A dataclass field is a key; its annotation says what may stand there. Every fault is collected with its place, so that one run shows all
of them. The same annotations give the JSON Schema, see `schema`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from agreements.model.dossier import Baseline, Dossier, InstallationNumber, KvkNumber, Quoted, Slug, SourceId
from agreements.model.placed import Placed
from agreements.model.values import FuzzyDate, LocalText, before, parse_amount, parse_date
from agreements.problems import Problem, Where, problem
from agreements.sources import Mapping as MappingNode
from agreements.sources import Node, Scalar, Sequence, guess
from agreements.sources.printable import sign, unprintable

FORMAT = 1
PATTERNS: dict[object, tuple[str, str, str]] = {
    Slug: (r"[a-z0-9]+(-[a-z0-9]+)*", "@slug", "yara-sluiskil"),
    SourceId: (r"[a-z0-9]+([-_.][a-z0-9]+)*", "@slug", "rijksoverheid-2023-07"),
    KvkNumber: (r"\d{8}", "@kvk", '"21001824"'),
    InstallationNumber: (r"[1-9]\d{0,17}", "@installation_number", '"205123"'),
    Baseline: (r"\d{4}(/\d{4})?|current", "@baseline", '"2020", "2018/2021", current'),
}
MUST_BE_QUOTED = {Quoted, KvkNumber, InstallationNumber}
LIMIT_TEXT = 4000
_SPACES = re.compile(r"[ \t\r\n]+")

T = TypeVar("T")


class _BadType:
    """What a fault leaves behind; the fault itself is already noted."""


_BAD = _BadType()
_Faults = list[Problem]


def read_dossier(node: Node) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """Return the dossier under a node, as far as it can be read, and every fault of form."""
    faults: _Faults = []
    return read_file(node, Dossier, faults), tuple(faults)


def read_file(node: Node, kind: type[T], faults: list[Problem]) -> T | None:
    """Return what a whole file holds, as `read` does; of a format that this version does not know nothing is read, as its keys may differ.

    This is where a later version turns the nodes of an older format into its own: all that was released opens for ever (tests/frozen).
    """
    stated = node.get("format") if isinstance(node, MappingNode) and "format" in keys_of(kind) else None
    if isinstance(stated, Scalar) and stated.text != str(FORMAT):
        faults.append(problem("E212", stated.where, value=stated.text))
        return None
    return read(node, kind, faults)


def read(node: Node, kind: type[T], faults: list[Problem]) -> T | None:
    """Return a value of a type of the model, or None when it is faulty or lacks a required key; add each fault to `faults`."""
    value = _read(node, kind, faults)
    return None if value is _BAD else cast("T", value)


def _read(node: Node, hint: Any, faults: _Faults) -> object:  # noqa: ANN401  # an annotation can be anything that typing knows
    origin = get_origin(hint)
    if origin in _GENERIC:
        return _GENERIC[origin](node, get_args(hint), faults)
    if hint in _SIMPLE:
        return _SIMPLE[hint](node, faults)
    if hint in PATTERNS or hint in MUST_BE_QUOTED:
        return _read_identifier(node, hint, faults)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _read_choice(node, hint, faults)
    if is_dataclass(hint):
        return _read_mapping(node, cast("type[Any]", hint), faults)
    message = f"the model has an annotation that files cannot hold: {hint}"
    raise TypeError(message)


def _expected(node: Node, expected: str, faults: _Faults) -> _BadType:
    found = {Scalar: "@text", MappingNode: "@mapping", Sequence: "@list"}[type(node)]
    if isinstance(node, Scalar) and not node.text.strip():
        found = "@nothing"
    faults.append(problem("E203", node.where, expected=expected, found=found))
    return _BAD


def _malformed(scalar: Scalar, kind: str, example: str, faults: _Faults) -> _BadType:
    faults.append(problem("E206", scalar.where, value=scalar.text, kind=kind, example=example))
    return _BAD


def _read_union(node: Node, options: tuple[Any, ...], faults: _Faults) -> object:
    """Read `X | None`, a Node of any kind, or `X | Y` where a single value is an X and a mapping is a Y."""
    if Scalar in options:
        return node
    single, *others = [option for option in options if option is not NoneType]
    return _read(node, others[0] if others and isinstance(node, MappingNode) else single, faults)


def _read_sequence(node: Node, arguments: tuple[Any, ...], faults: _Faults) -> object:
    if not isinstance(node, Sequence):
        return _expected(node, "@list", faults)
    values = [_read(each, arguments[0], faults) for each in node.items]
    return tuple(value for value in values if value is not _BAD)


def _read_table(node: Node, arguments: tuple[Any, ...], faults: _Faults) -> object:
    if not isinstance(node, MappingNode):
        return _expected(node, "@mapping", faults)
    values = {
        key.text if arguments[0] is str else _read(key, arguments[0], faults): _read(value, arguments[1], faults)
        for key, value in node.entries
    }
    return {key: value for key, value in values.items() if key is not _BAD and value is not _BAD}


def _read_text(node: Node, faults: _Faults) -> object:
    if not isinstance(node, Scalar):
        return _expected(node, "@text", faults)
    words = _SPACES.sub(" ", node.text).strip(" ")
    if not words:
        return _expected(node, "@text", faults)
    if fault := text_fault(words, node.where):
        faults.append(fault)
        return _BAD
    return words


def text_fault(words: str, where: Where) -> Problem | None:
    """Return what keeps a text from being kept: its length, or a sign that nobody sees."""
    if len(words) > LIMIT_TEXT:
        return problem("E213", where, length=len(words), limit=LIMIT_TEXT)
    if bad := unprintable(words):
        return problem("E214", where, sign=sign(bad))
    return None


def _read_local_text(node: Node, faults: _Faults) -> object:
    if not isinstance(node, MappingNode):
        words = _read_text(node, faults)
        return LocalText(words, words) if isinstance(words, str) else _BAD
    found = _known_keys(node, {"nl": True, "en": True}, faults)
    texts = {key: _read_text(value, faults) for key, value in found.items()}
    if any(not isinstance(texts.get(key), str) for key in ("nl", "en")):
        return _BAD
    return LocalText(cast("str", texts["nl"]), cast("str", texts["en"]))


def _read_boolean(node: Node, faults: _Faults) -> object:
    if isinstance(node, Scalar) and not node.quoted and node.text in {"true", "false"}:
        return node.text == "true"
    return _expected(node, "@boolean", faults)


def _read_whole_number(node: Node, faults: _Faults) -> object:
    if not isinstance(node, Scalar):
        return _expected(node, "@number", faults)
    if not re.fullmatch(r"\d{1,4}", node.text, re.ASCII):
        return _malformed(node, "@whole", "2030", faults)
    return int(node.text)


def _read_amount(node: Node, faults: _Faults) -> object:
    if not isinstance(node, Scalar):
        return _expected(node, "@amount", faults)
    if not node.quoted:
        faults.append(problem("E205", node.where, value=node.text))
        return _BAD
    try:
        return parse_amount(node.text)
    except ValueError:
        return _malformed(node, "@amount", f'"{_with_point(node.text)}"', faults)


def _with_point(text: str) -> str:
    """Return an amount with a decimal comma as it must be written; "1,234" may mean a thousand, so of that nothing is guessed."""
    return text.replace(",", ".") if re.fullmatch(r"(0|[1-9]\d{0,2}),(\d{1,2}|\d{4,6})", text, re.ASCII) else "1.5"


_DATE_EXAMPLE = '2023-07-10, 2023-07, "2023", 2023-07-10/2023-07-14, {before: "2030"}'


def _read_date(node: Node, faults: _Faults) -> object:
    scalar, parse = node, parse_date
    if isinstance(node, MappingNode):
        inner = _known_keys(node, {"before": True}, faults).get("before")
        if inner is None:
            return _BAD
        scalar, parse = inner, before
    if not isinstance(scalar, Scalar):
        return _expected(scalar, "@date", faults)
    try:
        return parse(scalar.text)
    except (ValueError, OverflowError):
        return _malformed(scalar, "@date", _DATE_EXAMPLE, faults)


def _read_identifier(node: Node, kind: object, faults: _Faults) -> object:
    words = _read_text(node, faults)
    if not isinstance(words, str) or not isinstance(node, Scalar):
        return _BAD
    if kind in MUST_BE_QUOTED and not node.quoted:
        faults.append(problem("E205", node.where, value=words))
        return _BAD
    if kind in PATTERNS:
        pattern, name, example = PATTERNS[kind]
        if not re.fullmatch(pattern, words, re.ASCII):
            return _malformed(node, name, example, faults)
    return words


def _read_choice(node: Node, kind: type[StrEnum], faults: _Faults) -> object:
    if not isinstance(node, Scalar):
        return _expected(node, "@text", faults)
    choices = [choice.value for choice in kind]
    if node.text in choices:
        return kind(node.text)
    faults.append(problem("E204", node.where, value=node.text, guess=guess(node.text, choices), choices=", ".join(choices)))
    return _BAD


_GENERIC: dict[object, Callable[[Node, tuple[Any, ...], _Faults], object]] = {
    Union: _read_union,
    UnionType: _read_union,
    tuple: _read_sequence,
    Mapping: _read_table,
}
_SIMPLE: dict[object, Callable[[Node, _Faults], object]] = {
    str: _read_text,
    bool: _read_boolean,
    int: _read_whole_number,
    Decimal: _read_amount,
    LocalText: _read_local_text,
    FuzzyDate: _read_date,
}


_KEYS: dict[type, Mapping[str, tuple[Field[Any], object]]] = {}


def keys_of(kind: type[Any]) -> Mapping[str, tuple[Field[Any], object]]:
    """Return the keys that a mapping of a dataclass may have, each with its field and annotation."""
    if kind not in _KEYS:
        hints = get_type_hints(kind)
        known = [each for each in fields(kind) if each.name not in {"where", "places"}]
        _KEYS[kind] = {each.metadata.get("key", each.name): (each, hints[each.name]) for each in known}
    return _KEYS[kind]


def is_required(each: Field[Any]) -> bool:
    """Say whether a file must give this field."""
    return each.default is MISSING and each.default_factory is MISSING


def _known_keys(node: MappingNode, keys: Mapping[str, bool], faults: _Faults) -> dict[str, Node]:
    """Return the nodes of known keys; note each unknown key and each required one that is missing."""
    for key, _ in node.entries:
        if key.text not in keys:
            known = sorted(keys)
            faults.append(problem("E201", key.where, key=key.text, guess=guess(key.text, known), known=", ".join(known)))
    found = {key.text: value for key, value in node.entries if key.text in keys}
    for name, required in keys.items():
        if required and name not in found:
            faults.append(problem("E202", node.where, key=name))
    return found


def _read_mapping(node: Node, kind: type[Any], faults: _Faults) -> object:
    if not isinstance(node, MappingNode):
        return _expected(node, "@mapping", faults)
    keys = keys_of(kind)
    found = _known_keys(node, {name: is_required(each) for name, (each, _) in keys.items()}, faults)
    values = {keys[name][0].name: _read(value, keys[name][1], faults) for name, value in found.items()}
    good = {name: value for name, value in values.items() if value is not _BAD}
    if any(is_required(each) and each.name not in good for each, _ in keys.values()):
        return _BAD
    if issubclass(kind, Placed):
        good |= {"where": node.where, "places": {keys[name][0].name: value.where for name, value in found.items()}}
    return kind(**good)
