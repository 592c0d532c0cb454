"""Passages of a document: every run of words in reading order, and how people point at one.

A place is the uid of anything in the tree (a clause, a numbered line, a table), or a number as it is printed: "3" or "artikel 3" for an
article, "3.2" for its second paragraph, "3.2.a", "bijlage 1". A cell of a table has its row and column behind that: "bijlage 2[3,2]".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from agreements.drafting.document import (
    Definition,
    Division,
    Document,
    Figure,
    Inline,
    Node,
    Paragraph,
    Role,
    SignatureBlock,
    Table,
    below,
    plain,
)

_TOP = {Role.ARTICLE, Role.ANNEX}
_CELL = re.compile(r"(?P<table>.+?) ?\[(?P<row>\d{1,4}), ?(?P<column>\d{1,4})\]", re.ASCII)
_ARTICLE = re.compile(r"^(?:artikel|article|art\.) ")
_SAME = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "’": "'", "‘": "'", "₂": "2", "₃": "3", "ₓ": "x"})


@dataclass(frozen=True, slots=True)
class Slot:
    """Where in a node a run of words stands: its name, and for a table its row (0 for the head) and column, counted from 1."""

    name: str
    row: int = 0
    column: int = 0


TEXT, HEADING, NOTE, CAPTION = Slot("text"), Slot("heading"), Slot("note"), Slot("caption")
PARTY, NAME, FUNCTION = Slot("party"), Slot("name"), Slot("function")
TITLES = frozenset({"heading", "note", "caption", "head"})
"""What names a passage rather than being one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words: the node and slot it stands in, its inlines, and the words around it that say what it is about."""

    uid: str
    slot: Slot
    group: tuple[Inline, ...]
    about: str

    @property
    def text(self) -> str:
        """The printed words."""
        return plain(self.group)


def same(words: str) -> str:
    """Return words as somebody types them: kinds of spaces, hyphens, quotes and small digits made one; as many characters as before."""
    return words.translate(_SAME)


@dataclass(frozen=True)
class Passages:
    """Every run of a document in reading order, by number, and the places that people may name."""

    document: Document

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Return every run of words; those without words too."""
        return tuple(run for part in self.document.parts for run in _runs(part, ""))

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Return every node by each name that it has: its uid, and its number where no other has that."""
        numbered = [each for part in self.document.parts for each in _numbered(part, "")]
        often = Counter(name for name, _ in numbered)
        found = {name: node for name, node in numbered if often[name] == 1}
        return found | {same(node.uid).casefold(): node for part in self.document.parts for node in below(part)}

    def listed(self) -> Iterator[tuple[str, str]]:
        """Yield the shortest name of the place of each passage, as a file may give it, with the words that stand there."""
        numbers = {node.uid: name for name, node in self.nodes.items() if name != same(node.uid).casefold()}
        for part in self.document.parts:
            yield from _named(part, numbers)

    @property
    def names(self) -> list[str]:
        """Return the names of places as people may write them, to guess from; cells are not listed."""
        return list(self.nodes)

    def at(self, place: str) -> tuple[int, ...]:
        """Return the numbers of the runs in a place, in reading order; none for a place that does not exist."""
        named = same(place).casefold()
        cell = None if named in self.nodes else _CELL.fullmatch(named)
        node = self.nodes.get(_ARTICLE.sub("", cell["table"] if cell else named)) or self.nodes.get(named)
        if node is None:
            return ()
        if cell:
            return self._cell(node, int(cell["row"]), int(cell["column"]))
        inside = {each.uid for each in below(node)}
        return tuple(number for number, run in enumerate(self.runs) if run.uid in inside)

    def _cell(self, node: Node, row: int, column: int) -> tuple[int, ...]:
        tables = {each.uid for each in below(node) if isinstance(each, Table)}
        wanted = Slot("cell", row, column)
        found = tuple(number for number, run in enumerate(self.runs) if run.uid in tables and run.slot == wanted)
        return found if len(tables) == 1 else ()


def _runs(node: Node, about: str) -> Iterator[Run]:
    """Yield the runs of a node and of all below it; `about` is what the headings above say."""
    match node:
        case Division():
            about = f"{about} {plain(node.heading)}"
            yield Run(node.uid, HEADING, node.heading, about)
            yield Run(node.uid, NOTE, node.note, about)
            for child in node.children:
                yield from _runs(child, about)
        case Paragraph():
            yield Run(node.uid, TEXT, node.children, f"{about} {plain(node.children)}")
        case Definition():
            yield Run(node.uid, TEXT, node.children, f"{about} {node.name} {plain(node.children)}")
        case Table():
            yield from _table(node, about)
        case Figure():
            yield Run(node.uid, CAPTION, node.caption, about)
        case SignatureBlock():
            for slot, group in ((PARTY, node.party), (NAME, (node.name,)), (FUNCTION, (node.function,))):
                yield Run(node.uid, slot, group, "")


def _table(table: Table, about: str) -> Iterator[Run]:
    about = f"{about} {plain(table.caption)}"
    yield Run(table.uid, CAPTION, table.caption, about)
    for place, column in enumerate(table.columns, 1):
        yield Run(table.uid, Slot("head", 0, place), column.children, about)
    for number, row in enumerate(table.rows, 1):
        words = " ".join(map(plain, row))
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True), 1):
            yield Run(table.uid, Slot("cell", number, place), cell, f"{about} {plain(column.children)} {words}")


def _named(node: Node, numbers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the place and words of each passage in a node; a numbered line is named by its number."""
    match node:
        case Division():
            first = node.children[0] if node.children else None
            if node.uid in numbers and isinstance(first, Paragraph) and node.role not in _TOP:
                yield numbers[node.uid], plain(first.children)
            else:
                first = None
            for child in node.children[1 if first else 0 :]:
                yield from _named(child, numbers)
        case Paragraph() | Definition():
            yield node.uid, plain(node.children)
        case Table():
            for number, row in enumerate(node.rows, 1):
                yield from ((f"{node.uid}[{number},{place}]", plain(cell)) for place, cell in enumerate(row, 1))
        case Figure():
            yield node.uid, plain(node.caption)
        case SignatureBlock():
            yield node.uid, plain((*node.party, node.name, node.function))


def _numbered(node: Node, above: str) -> Iterator[tuple[str, Node]]:
    """Yield articles, annexes and what stands numbered in them, each with its number as people write it."""
    if not isinstance(node, Division):
        return
    name = ""
    if node.role in _TOP:
        name = node.number if node.role is Role.ARTICLE else node.marker
    elif above:
        name = f"{above}.{node.number}"
    name = same(name).casefold()
    if name:
        yield name, node
    for child in node.children:
        yield from _numbered(child, name)
