"""Two versions of a document in one tree, so that every format can show what changed: the redline.

Nodes are held together first by what they print, then by their uid, so that a clause that moved in its list or got another name is found
again; what is left over went or came as a whole. Inside a paragraph words are compared (see `wordwise`). Nothing that prints otherwise is
left unmarked; formats prove it on what they make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from agreements.drafting.document import (
    Definition,
    Division,
    Document,
    Figure,
    Inline,
    Node,
    Paragraph,
    Revision,
    Role,
    SignatureBlock,
    Table,
    Text,
    below,
    inline_groups,
    nodes,
)
from agreements.drafting.wordwise import Printed, printed, revised_words

T = TypeVar("T")
LISTED = {Role.PARAGRAPH, Role.ITEM, Role.SUBITEM}
MARGINS = ("header_start", "header_end", "footer_start", "page_before", "page_between")


class Mark(StrEnum):
    """What happened to a node as a whole."""

    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Redline:
    """Two versions in one tree.

    `document` is the new version with what went still in it: words with `Revision`, nodes that went under a uid that the new version does
    not have. `marks` says by uid which nodes came or went as a whole (of a division that stands for all in it), `rows` the same of rows of
    tables by uid and place, `markers` which marker a division had, `names` which uid what went had in the old version. `title`, `margins`
    and `notices` are what the tree holds as bare words.
    """

    old: Document
    new: Document
    document: Document
    marks: Mapping[str, Mark]
    rows: Mapping[tuple[str, int], Mark]
    markers: Mapping[str, str]
    names: Mapping[str, str]
    title: tuple[Inline, ...]
    margins: Mapping[str, tuple[Inline, ...]]
    notices: tuple[tuple[str, Mark | None], ...]

    @property
    def same(self) -> bool:
        """Say whether both versions print the same."""
        told = (self.title, *self.margins.values(), self.document.subtitle)
        words = any(isinstance(each, Revision) for run in told for each in run) or any(mark for _, mark in self.notices)
        return not (self.marks or self.rows or self.markers or words or any(map(_has_revision, nodes(self.document))))


def redline(old: Document, new: Document) -> Redline:
    """Return two versions in one tree."""
    merger = _Merger({node.uid for node in nodes(new)})
    parts = tuple(each for each in merger.children(old.parts, new.parts) if isinstance(each, Division))
    margins = {name: _words(getattr(old.furniture, name), getattr(new.furniture, name)) for name in MARGINS}
    return Redline(
        old,
        new,
        replace(new, subtitle=revised_words(old.subtitle, new.subtitle), parts=parts),
        merger.marks,
        merger.rows,
        merger.markers,
        merger.names,
        _words(old.title, new.title),
        margins,
        tuple(_notices(old.furniture.notices, new.furniture.notices)),
    )


def _words(was: str, now: str) -> tuple[Inline, ...]:
    return revised_words((Text(was),), (Text(now),))


def _notices(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, Mark | None]]:
    for old, new in _aligned(was, now, (lambda each: each,)):
        yield (new or "", None) if old == new else (new, Mark.INSERTED) if new is not None else (old or "", Mark.DELETED)


def _has_revision(node: Node) -> bool:
    return any(isinstance(each, Revision) for group in inline_groups(node) for each in group)


class _Merger:
    """Puts two lists of nodes together; `taken` are the uids of the new version."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.marks: dict[str, Mark] = {}
        self.rows: dict[tuple[str, int], Mark] = {}
        self.markers: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._said: dict[int, object] = {}

    def children(self, olds: Sequence[Node], news: Sequence[Node]) -> tuple[Node, ...]:
        """Return the nodes of both lists in one, in order; what went stands before what came."""
        found: list[Node] = []
        for old, new in _aligned(_units(olds), _units(news), (self._content, _name)):
            if old is not None and new is not None:
                found += (self.pair(one, other) for one, other in zip(old, new, strict=True))
            elif new is not None:
                found += (self.whole(node, Mark.INSERTED) for node in new)
            else:
                found += (self.whole(node, Mark.DELETED) for node in old or ())
        return tuple(found)

    def whole(self, node: Node, mark: Mark) -> Node:
        """Return a node that came or went, noted as such."""
        kept = node if mark is Mark.INSERTED else self._renamed(node)
        self.marks[kept.uid] = mark
        return kept

    def _renamed(self, node: Node) -> Node:
        """Return a node that went, it and all in it under uids that nothing else has."""
        uid = node.uid
        while uid in self.taken:
            uid = f"was.{uid}"
        self.taken.add(uid)
        self.names[uid] = node.uid
        if isinstance(node, Division):
            return replace(node, uid=uid, children=tuple(map(self._renamed, node.children)))
        return replace(node, uid=uid)

    def pair(self, old: Node, new: Node) -> Node:
        """Return two nodes of one shape as one."""
        match old, new:
            case Division(), Division():
                return self.division(old, new)
            case Paragraph(), Paragraph():
                return replace(new, children=revised_words(old.children, new.children))
            case Definition(), Definition():
                return replace(new, children=revised_words(old.children, new.children))
            case Table(), Table():
                return self.table(old, new)
            case Figure(), Figure():  # of one shape is of one drawing
                return replace(new, caption=revised_words(old.caption, new.caption))
            case SignatureBlock(), SignatureBlock():
                return replace(
                    new,
                    party=revised_words(old.party, new.party),
                    name=_one(old.name, new.name),
                    function=_one(old.function, new.function),
                )
            case _:
                message = "only nodes of one shape are put together"
                raise TypeError(message)

    def division(self, old: Division, new: Division) -> Division:
        if old.marker != new.marker:
            self.markers[new.uid] = old.marker
        first: tuple[Node, ...] = ()
        olds, news = old.children, new.children
        if _begins(new):  # what stands behind the number of a line stays behind it, whatever it is called
            first, olds, news = (self.pair(olds[0], news[0]),), olds[1:], news[1:]
        return replace(
            new,
            heading=revised_words(old.heading, new.heading),
            note=revised_words(old.note, new.note),
            children=(*first, *self.children(olds, news)),
        )

    def table(self, old: Table, new: Table) -> Table:
        columns = tuple(
            replace(column, children=revised_words(before.children, column.children))
            for before, column in zip(old.columns, new.columns, strict=True)
        )
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        for was, now in _aligned(old.rows, new.rows, (_row_content, _row_head)):
            if was is None or now is None:
                self.rows[new.uid, len(rows)] = Mark.DELETED if now is None else Mark.INSERTED
                rows.append(now if now is not None else was or ())
            else:
                rows.append(tuple(revised_words(before, after) for before, after in zip(was, now, strict=True)))
        return replace(new, caption=revised_words(old.caption, new.caption), columns=columns, rows=tuple(rows))

    def _content(self, unit: tuple[Node, ...]) -> object:
        return tuple(map(self._prints, unit))

    def _prints(self, node: Node) -> object:
        """Return what a node prints but for its number, with its shape: equal for nodes that say the same."""
        if id(node) not in self._said:
            self._said[id(node)] = _prints(node, self._prints)
        return self._said[id(node)]


def _prints(node: Node, inner: Callable[[Node], object]) -> object:
    match node:
        case Division():
            return shape(node), printed(node.heading), printed(node.note), tuple(map(inner, node.children))
        case Paragraph() | Definition():
            return shape(node), printed(node.children)
        case Table():
            heads = tuple(printed(column.children) for column in node.columns)
            return shape(node), printed(node.caption), heads, tuple(map(_row_content, node.rows))
        case Figure():
            return shape(node), printed(node.caption)
        case SignatureBlock():
            return shape(node), printed(node.party), printed((node.name,)), printed((node.function,))


def shape(node: Node) -> object:
    """Return what must be alike before two nodes are put together: what is set otherwise elsewhere goes and comes as a whole."""
    match node:
        case Division():
            kinds = {type(each) for each in node.children}
            if node.role is Role.PART:
                held: tuple[bool, ...] = SignatureBlock in kinds, Table in kinds or Figure in kinds, Division in kinds
            else:
                held = (node.role is Role.ANNEX and Division in kinds,)
            return node.role, _begins(node), held, node.role is Role.PART and bool(node.heading), bool(node.note)
        case Definition():
            return Definition, node.name
        case Table():
            return Table, tuple(column.align for column in node.columns)
        case Figure():
            return Figure, node.alternative, node.width, node.height, node.drawing
        case SignatureBlock():
            return SignatureBlock, node.spaces
        case Paragraph():
            return Paragraph


def _begins(division: Division) -> bool:
    """Say whether a paragraph stands right behind the number of a line."""
    return division.role in LISTED and bool(division.children) and isinstance(division.children[0], Paragraph)


def _units(children: Sequence[Node]) -> list[tuple[Node, ...]]:
    """Return nodes one by one, but places to sign that follow one another together, as they are set together."""
    found: list[tuple[Node, ...]] = []
    for signs, group in groupby(children, key=lambda each: isinstance(each, SignatureBlock)):
        run = tuple(group)
        found += [run] if signs else [(each,) for each in run]
    return found


def _name(unit: tuple[Node, ...]) -> object:
    return tuple((each.uid, shape(each)) for each in unit)


def _row_content(row: tuple[tuple[Inline, ...], ...]) -> tuple[Printed, ...]:
    return tuple(map(printed, row))


def _row_head(row: tuple[tuple[Inline, ...], ...]) -> Printed:
    return printed(row[0])


def _one(was: Inline, now: Inline) -> Inline:
    """Return one inline that holds two."""
    return now if printed((was,)) == printed((now,)) else Revision((was,), (now,))


def _aligned(before: Sequence[T], after: Sequence[T], keys: Sequence[Callable[[T], object]]) -> Iterator[tuple[T | None, T | None]]:
    """Yield what stands in both lists as pairs and the rest alone, in order: held together by the first key, what is left by the next."""
    if not keys or not before or not after:
        yield from ((each, None) for each in before)
        yield from ((None, each) for each in after)
        return
    numbers: dict[object, int] = {}
    ones, others = ([numbers.setdefault(keys[0](each), len(numbers)) for each in side] for side in (before, after))
    for tag, start, end, first, last in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(before[start:end], after[first:last], strict=True)
        else:
            yield from _aligned(before[start:end], after[first:last], keys[1:])


def whole_subtrees(found: Redline) -> dict[str, Mark]:
    """Return the mark of every node that came or went, those inside a marked division included, by uid."""
    tops = (node for node in nodes(found.document) if node.uid in found.marks)
    return {each.uid: found.marks[top.uid] for top in tops for each in below(top)}


def spread(found: Redline) -> Document:
    """Return the tree of a redline with every mark of a whole node or row as a Revision of its words, for formats that mark only words."""
    spreader = _Spreader(whole_subtrees(found), found.rows)
    parts = (spreader.node(part) for part in found.document.parts)
    return replace(found.document, parts=tuple(part for part in parts if isinstance(part, Division)))


@dataclass(frozen=True, slots=True)
class _Spreader:
    whole: Mapping[str, Mark]
    rows: Mapping[tuple[str, int], Mark]

    def node(self, node: Node) -> Node:
        mark = self.whole.get(node.uid)
        match node:
            case Division():
                children = tuple(map(self.node, node.children))
                return replace(node, heading=_marked(node.heading, mark), note=_marked(node.note, mark), children=children)
            case Paragraph():
                return replace(node, children=_marked(node.children, mark))
            case Definition():
                return replace(node, children=_marked(node.children, mark))
            case Table():
                return self.table(node, mark)
            case Figure():
                return replace(node, caption=_marked(node.caption, mark))
            case SignatureBlock():
                name, function = (_marked((each,), mark)[0] for each in (node.name, node.function))
                return replace(node, party=_marked(node.party, mark), name=name, function=function)

    def table(self, table: Table, mark: Mark | None) -> Table:
        columns = tuple(replace(column, children=_marked(column.children, mark)) for column in table.columns)
        rows = tuple(
            tuple(_marked(cell, mark or self.rows.get((table.uid, number))) for cell in row) for number, row in enumerate(table.rows)
        )
        return replace(table, caption=_marked(table.caption, mark), columns=columns, rows=rows)


def _marked(run: tuple[Inline, ...], mark: Mark | None) -> tuple[Inline, ...]:
    if mark is None or not run:
        return run
    return (Revision(run, ()),) if mark is Mark.DELETED else (Revision((), run),)
