"""Two kinds of document beside each other: which clause of the one became which of the other, and which line which.

Within a kind a uid says what is the same. Between kinds only the id of a clause does (a borrowed one keeps that of its lender), the name of
a line and the term that is defined; any other line has only its words. The old tree is given the uids of the new one, so that both compare
as two versions of one kind; what has no counterpart gets a uid that the new one does not have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeGuard

from agreements.drafting.comparison import shape
from agreements.drafting.document import (
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    Inline,
    Node,
    Paragraph,
    Reference,
    Role,
    SignatureBlock,
    Strong,
    Table,
    below,
    inline_groups,
    nodes,
    plain,
)
from agreements.drafting.instruments import DOCUMENTS, INSTRUMENTS

ALIKE = 0.5
"""Which part of the words of two lines must be the same, before one is taken for the other."""

LIMIT_PAIRS = 250_000
"""How many pairs of lines of one clause are held together at most; a file can have any number of them."""


class By(StrEnum):
    """What makes two clauses counterparts."""

    CLAUSE = "clause"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Became:
    """A clause and its counterpart; None where it has none."""

    old: Division | None
    new: Division | None
    by: By | None = None


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The old version in the uids of the new one; `clauses` in the order of the old one, then those that are new.

    `names` says by uid how what has no counterpart is called in the old version itself.
    """

    old: Document
    clauses: tuple[Became, ...]
    names: Mapping[str, str]

    @property
    def any(self) -> bool:
        """Say whether a clause of the one has a counterpart in the other."""
        return any(each.by for each in self.clauses)


def counterparts(old: Document, new: Document) -> Counterparts:
    """Return two documents of different kinds held together by their clauses."""
    clauses = tuple(_clauses(old, new))
    matcher = _Matcher({each.old.uid: each.new for each in clauses if each.old and each.new})
    matcher.children("", old.parts, new.parts)
    for each in clauses:  # one that stands in another part now
        if each.old and each.new and each.old.uid not in matcher.became:
            matcher.pair(each.old, each.new)
    taken, names = {each.uid for each in nodes(new)}, dict[str, str]()
    for uid in dict.fromkeys(each.uid for each in nodes(old) if each.uid not in matcher.became):
        free = _free(uid, old.kind, taken)
        taken.add(free)
        names[free] = uid
    uids = matcher.became | {uid: free for free, uid in names.items()}
    parts = tuple(part for part in map(_Renamer(uids).node, old.parts) if isinstance(part, Division))
    return Counterparts(replace(old, parts=parts), clauses, names)


def _free(uid: str, kind: str, taken: Collection[str]) -> str:
    """Return a uid of something that has no counterpart, which nothing else has."""
    name = f"{kind}.{uid}"
    while name in taken:
        name = f"{kind}.{name}"
    return name


# Clauses


def _clauses(old: Document, new: Document) -> Iterator[Became]:
    """Yield each clause with its counterpart: that of the same id, else the only one with the same title."""
    before, after = list(_numbered(old)), list(_numbered(new))
    found: dict[str, tuple[Division, By]] = {}
    for by in By:
        taken = {each.uid for each, _ in found.values()}
        ones = _known_by(by, (each for each in before if each.uid not in found), old)
        others = _known_by(by, (each for each in after if each.uid not in taken), new)
        found |= {each.uid: (others[key], by) for key, each in ones.items() if key in others}
    taken = {each.uid for each, _ in found.values()}
    for each in before:
        yield Became(each, *found.get(each.uid, (None, None)))
    yield from (Became(None, each) for each in after if each.uid not in taken)


def _numbered(document: Document) -> Iterator[Division]:
    """Yield the articles and annexes."""
    for part in document.parts:
        for each in part.children:
            if _is_clause(each):
                yield each


def _is_clause(node: Node) -> TypeGuard[Division]:
    return isinstance(node, Division) and node.role in {Role.ARTICLE, Role.ANNEX}


def _known_by(by: By, divisions: Iterable[Division], document: Document) -> dict[object, Division]:
    """Return divisions by their id, or by role and title; what several share is the name of none."""
    names = _own_names(document)
    keyed = [(_id(each) if by is By.CLAUSE else _title(each, names), each) for each in divisions]
    count = Counter(key for key, _ in keyed)
    return {key: each for key, each in keyed if key and count[key] == 1}


def _id(division: Division) -> str:
    return division.clause.id if division.clause else division.uid


def _title(division: Division, names: re.Pattern[str]) -> object:
    """Return the title of a clause, in which the document calls itself nothing."""
    title = names.sub("", plain(division.heading)).casefold()
    return (division.role, title) if title.strip() else None


def _own_names(document: Document) -> re.Pattern[str]:
    """Return what finds the names of a kind of document."""
    known = (
        each.in_language(document.language) for names in (INSTRUMENTS, DOCUMENTS) for kind, each in names.items() if kind == document.kind
    )
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)")


# Lines


class _Matcher:
    """Finds the counterpart of each node; `clauses` are those of the clauses by uid."""

    def __init__(self, clauses: Mapping[str, Division]) -> None:
        self.clauses = clauses
        self.became: dict[str, str] = {}
        self._words: dict[int, Counter[str]] = {}

    def pair(self, old: Node, new: Node) -> None:
        """Note that a node became another, and so what is in it."""
        self.became[old.uid] = new.uid
        if isinstance(old, Division) and isinstance(new, Division):
            self.children(old.uid, old.children, new.children, new.uid)

    def children(self, above: str, olds: Sequence[Node], news: Sequence[Node], above_now: str = "") -> None:
        """Pair what stands in two lists: clauses as they are known, the rest by name, then by words."""
        now = {each.uid for each in news}
        for clause in filter(_is_clause, olds):
            there = self.clauses.get(clause.uid)
            if there is not None and there.uid in now:
                self.pair(clause, there)
        free = {each.uid: each for each in news if not _is_clause(each)}
        named = {(name, shape(each)): each for each in free.values() if (name := _name(each, above_now))}
        left: list[Node] = []
        for old in (each for each in olds if not _is_clause(each)):
            new = named.get((_name(old, above), shape(old)))
            if new is None or free.pop(new.uid, None) is None:
                left.append(old)
            else:
                self.pair(old, new)
        self._by_words(left, list(free.values()))

    def _by_words(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        """Pair the lines that are left by their words, those that are most alike first; of more than anybody writes none."""
        if len(olds) * len(news) > LIMIT_PAIRS:
            return
        alike = [
            (-likeness, one, other)
            for one, old in enumerate(olds)
            for other, new in enumerate(news)
            if shape(old) == shape(new) and (likeness := _likeness(self._said(old), self._said(new))) >= ALIKE
        ]
        ones, others = set[int](), set[int]()
        for _, one, other in sorted(alike):
            if one not in ones and other not in others:
                ones.add(one)
                others.add(other)
                self.pair(olds[one], news[other])

    def _said(self, node: Node) -> Counter[str]:
        if id(node) not in self._words:
            self._words[id(node)] = Counter(re.findall(r"\w+", " ".join(_said(node)).casefold()))
        return self._words[id(node)]


def _name(node: Node, above: str) -> str:
    """Return what a line is called in its clause, or the term that it defines; empty for one that is known by its place only."""
    if isinstance(node, Definition):
        return f"@{node.name}"
    name = node.uid.removeprefix(f"{above}.") if above else node.uid
    return "" if name.rpartition(".")[2].partition("[")[0].isdigit() else name


def _said(node: Node) -> Iterator[str]:
    """Yield the words of a node; of a table its caption and heads, because its cells may all be others."""
    for each in below(node):
        if isinstance(each, Table):
            yield from (plain(each.caption), *(plain(column.children) for column in each.columns))
        else:
            yield from map(plain, inline_groups(each))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return which part of the words of two lines is the same."""
    count = one.total() + other.total()
    smaller = 2 * min(one.total(), other.total())
    return 0 if not count or smaller < ALIKE * count else 2 * (one & other).total() / count


# The old tree in the uids of the new


@dataclass(frozen=True, slots=True)
class _Renamer:
    """Gives a tree other uids, also where it refers to them."""

    uids: Mapping[str, str]

    def node(self, node: Node) -> Node:
        uid = self.uids[node.uid]
        match node:
            case Division():
                children = tuple(map(self.node, node.children))
                return replace(node, uid=uid, heading=self.run(node.heading), note=self.run(node.note), children=children)
            case Paragraph() | Definition():
                return replace(node, uid=uid, children=self.run(node.children))
            case Table():
                columns = tuple(replace(each, children=self.run(each.children)) for each in node.columns)
                rows = tuple(tuple(map(self.run, row)) for row in node.rows)
                return replace(node, uid=uid, caption=self.run(node.caption), columns=columns, rows=rows)
            case Figure():
                return replace(node, uid=uid, caption=self.run(node.caption))
            case SignatureBlock():
                return replace(node, uid=uid, party=self.run(node.party))

    def run(self, group: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(map(self.inline, group))

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Reference():
                return replace(inline, targets=tuple(self.uids.get(each, each) for each in inline.targets))
            case Strong() | Emphasis():
                return replace(inline, children=self.run(inline.children))
            case _:
                return inline
