"""Text in, positioned nodes out: every value knows its file, line and column.

Scalars stay strings, with whether they were quoted; what they mean is decided by the model, so that YAML can never turn a KvK
number into an octal or `no` into a boolean.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Protocol

import yaml

from agreements.problems import Problem, Where, problem

LIMIT_BYTES = 1024 * 1024
LIMIT_DEPTH = 24
LIMIT_NODES = 20_000
"""Values and keys; the largest real dossier has some fifteen hundred."""

LIMIT_KNOWN = 100
LIMIT_GUESS = 40
"""So many names, of so many characters, are guessed among and listed, so that many faults cannot cost minutes."""

_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")}


class _Mark(Protocol):
    """What both loaders of PyYAML say of a place; they share no class."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was written."""

    text: str
    quoted: bool
    where: Where


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    where: Where

    def get(self, key: str) -> Node | None:
        """Return the node of a key, or None."""
        return next((node for scalar, node in self.entries if scalar.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Nodes in order."""

    items: tuple[Node, ...]
    where: Where


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True)
class Source:
    """A text under the name that people know it by."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.splitlines()

    def where(self, line: int = 1, column: int = 1, length: int = 1) -> Where:
        """Return a place in this text, with its line as excerpt."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Where(self.name, line, column, column + max(1, length), excerpt)


def parse_yaml(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the node of a YAML text and every fault found; None when nothing can be read. Never raises."""
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > LIMIT_BYTES:
        return None, (problem("E102", source.where(), size=size, limit=LIMIT_BYTES),)
    fault = _forbidden(source)
    if fault:
        return None, (fault,)
    try:
        composed = yaml.compose(source.text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        unclosed = error.context == "while scanning a quoted scalar"  # the quote says more than the end of the file
        mark = error.context_mark if unclosed else error.problem_mark
        return None, (problem("E101", _mark(mark, source), detail=error.problem or "?"),)
    except (yaml.YAMLError, ValueError) as error:
        return None, (problem("E101", source.where(), detail=str(error).splitlines()[0]),)
    if composed is None:
        return Mapping((), source.where()), ()
    faults: list[Problem] = []
    return _node(composed, source, faults), tuple(faults)


def _forbidden(source: Source) -> Problem | None:
    """Find what a dossier never needs, by events: before anything is built, so that no alias can multiply."""
    depth = nodes = 0
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            nodes += isinstance(event, yaml.NodeEvent)
            if depth > LIMIT_DEPTH:
                return problem("E105", _mark(event.start_mark, source), limit=LIMIT_DEPTH)
            if nodes > LIMIT_NODES:
                return problem("E107", _mark(event.start_mark, source), limit=LIMIT_NODES)
            if getattr(event, "anchor", None) or _tagged(event):
                return problem("E103", _mark(event.start_mark, source))
    except (yaml.YAMLError, ValueError):
        return None  # composing says it with a better place
    return None


def _tagged(event: yaml.Event) -> bool:
    tag = getattr(event, "tag", None)
    return tag not in {None, "!"} and tag not in _PLAIN_TAGS


def _mark(mark: _Mark | None, source: Source, length: int = 1) -> Where:
    if mark is None:
        return source.where()
    return source.where(mark.line + 1, mark.column + 1, length)


def _node(node: yaml.Node, source: Source, faults: list[Problem]) -> Node:
    match node:
        case yaml.ScalarNode():
            same_line = node.end_mark.line == node.start_mark.line
            length = node.end_mark.column - node.start_mark.column if same_line else 1
            return Scalar(node.value, bool(node.style), _mark(node.start_mark, source, length))
        case yaml.SequenceNode():
            return Sequence(tuple(_node(item, source, faults) for item in node.value), _mark(node.start_mark, source))
        case _:
            return _mapping(node, source, faults)


def _mapping(node: yaml.Node, source: Source, faults: list[Problem]) -> Mapping:
    entries: dict[str, tuple[Scalar, Node]] = {}
    for key_node, value_node in node.value:
        key = _node(key_node, source, faults)
        if not isinstance(key, Scalar):
            faults.append(problem("E203", key.where, expected="@key", found="@mapping"))
            continue
        if key.text in entries:
            faults.append(problem("E104", key.where, key=key.text))
        entries.setdefault(key.text, (key, _node(value_node, source, faults)))
    return Mapping(tuple(entries.values()), _mark(node.start_mark, source))


def plain(node: Node) -> object:
    """Return what was written, without places: strings, lists and tables."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def guess(word: str, known: list[str]) -> str:
    """Return " (X?)" when a known word lies near, else nothing."""
    short = [each for each in known[:LIMIT_KNOWN] if len(each) <= LIMIT_GUESS]
    near = get_close_matches(word, short, n=1) if len(word) <= LIMIT_GUESS else []
    return f" ({near[0]}?)" if near else ""


def listed(known: list[str]) -> str:
    """Return known words as a list that stays readable."""
    return ", ".join(known[:LIMIT_KNOWN]) + (", …" if len(known) > LIMIT_KNOWN else "")
