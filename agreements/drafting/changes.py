"""The list of what changed between two versions, in reading order: what a lawyer goes through line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agreements.drafting.comparison import LISTED, Mark, Redline
from agreements.drafting.document import (
    Definition,
    Division,
    Inline,
    Node,
    Revision,
    Role,
    SignatureBlock,
    Table,
    Text,
    Value,
    below,
    flat,
    inline_groups,
    nodes,
    plain,
)
from agreements.drafting.wordwise import revised_words

TITLE, MARGINS, NOTICES = "@title", "@margins", "@notices"


class Happened(StrEnum):
    """What happened at a place."""

    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it stands as people say it, and the words before and after.

    `place` is TITLE, MARGINS or NOTICES outside the parts. Of what moved `before` is the place where it stood, of what was renumbered its
    marker. `run` shows the change in its words; `words` are those that differ, pair by pair; `values` the facts that print otherwise:
    path, before, after. `title` is that of the article or annex that it stands in; empty outside them.
    """

    happened: Happened
    uid: str
    place: str
    was: str
    now: str
    before: str = ""
    words: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()
    run: tuple[Inline, ...] = field(default=(), compare=False)
    title: str = field(default="", compare=False)


def changes(found: Redline) -> tuple[Change, ...]:
    """Return every change of a redline."""
    told = [*_outside(found)]
    walker = _Walker(found)
    for part in found.document.parts:
        told += walker.node(part, ())
    return tuple(_with_moves(told, found.names, _signing_in_order(found)))


def _signing_in_order(found: Redline) -> frozenset[str]:
    """Return the uids of places to sign in both versions, when they come in the same order in both; else none."""
    old, new = ([each.uid for each in nodes(version) if isinstance(each, SignatureBlock)] for version in (found.old, found.new))
    both = set(old) & set(new)
    return frozenset(both) if [each for each in old if each in both] == [each for each in new if each in both] else frozenset()


def _outside(found: Redline) -> Iterator[Change]:
    runs = [(TITLE, found.title), (TITLE, found.document.subtitle), *((MARGINS, run) for run in found.margins.values())]
    yield from (_words(place, place, run) for place, run in runs if _revised(run))
    for notice, mark in found.notices:
        if mark is not None:
            yield _came_or_went(mark, NOTICES, NOTICES, notice)


def _revised(run: tuple[Inline, ...]) -> bool:
    return any(isinstance(each, Revision) for each in run)


def side(run: tuple[Inline, ...], *, now: bool) -> tuple[Inline, ...]:
    """Return a run as it reads in one of the two versions."""
    chosen: list[Inline] = []
    for each in run:
        chosen += (each.now if now else each.was) if isinstance(each, Revision) else (each,)
    return tuple(chosen)


def _words(place: str, uid: str, run: tuple[Inline, ...]) -> Change:
    """Return what changed in one run of words."""
    was, now = side(run, now=False), side(run, now=True)
    pairs = tuple((plain(each.was), plain(each.now)) for each in run if isinstance(each, Revision))
    before, after = _values(was), _values(now)
    values = tuple((path, before[path], after[path]) for path in after if path in before and before[path] != after[path])
    return Change(Happened.CHANGED, uid, place, plain(was), plain(now), words=pairs, values=values, run=run)


def _values(run: tuple[Inline, ...]) -> dict[str, str]:
    return {each.path: each.text for each in flat(run) if isinstance(each, Value)}


def _came_or_went(mark: Mark, uid: str, place: str, text: str) -> Change:
    if mark is Mark.INSERTED:
        return Change(Happened.INSERTED, uid, place, "", text, run=(Revision((), (Text(text),)),))
    return Change(Happened.DELETED, uid, place, text, "", run=(Revision((Text(text),), ()),))


@dataclass(frozen=True, slots=True)
class _Walker:
    """Goes through a redline in reading order; `above` are the markers and headings that lead to a place."""

    found: Redline

    def node(self, node: Node, above: tuple[str, ...]) -> Iterator[Change]:
        if isinstance(node, Division) and node.role in {Role.ARTICLE, Role.ANNEX}:
            title = plain(side(node.heading, now=True))
            yield from (replace(each, title=title) for each in self._changes(node, above))
        else:
            yield from self._changes(node, above)

    def _changes(self, node: Node, above: tuple[str, ...]) -> Iterator[Change]:
        here = self._place(node, above)
        mark = self.found.marks.get(node.uid)
        if mark is not None:
            yield _came_or_went(mark, node.uid, ", ".join(here), _text(node))
            return
        if node.uid in self.found.markers and isinstance(node, Division):
            yield Change(Happened.RENUMBERED, node.uid, ", ".join(here), "", "", before=self.found.markers[node.uid])
        yield from (_words(", ".join(here), node.uid, group) for group in _groups(node) if _revised(group))
        if isinstance(node, Table):
            yield from self._rows(node, here)
        if isinstance(node, Division):
            for child in node.children:
                yield from self.node(child, here)

    def _place(self, node: Node, above: tuple[str, ...]) -> tuple[str, ...]:  # noqa: PLR0911  # one per kind of node
        match node:
            case Division(role=Role.PART):
                heading = plain(side(node.heading, now=True))
                return (heading,) if heading else ()
            case Division(role=Role.ARTICLE | Role.ANNEX):
                return (node.marker,)
            case Division():
                return (*above, node.marker)
            case Definition():
                return (*above, node.name)
            case Table():
                return (*above, plain(side(node.caption, now=True)))
            case SignatureBlock():
                return (*above, plain(side(node.party, now=True)))
            case _:
                return above

    def _rows(self, table: Table, here: tuple[str, ...]) -> Iterator[Change]:
        for number, row in enumerate(table.rows):
            place = ", ".join((*here, plain(side(row[0], now=True))))
            mark = self.found.rows.get((table.uid, number))
            if mark is not None:
                yield _came_or_went(mark, table.uid, place, " | ".join(map(plain, row)))
            else:
                yield from (_words(place, table.uid, cell) for cell in row if _revised(cell))


def _groups(node: Node) -> Iterator[tuple[Inline, ...]]:
    """Yield the runs of a node; of a table not those of its rows, which have a place of their own."""
    if isinstance(node, Table):
        yield node.caption
        yield from (column.children for column in node.columns)
    else:
        yield from inline_groups(node)


def _text(node: Node) -> str:
    """Return the words of a node and all in it, each line by itself."""
    lines: list[str] = []
    for each in below(node):
        said = [plain(group) for group in inline_groups(each)]
        text = f"{each.name}: {said[0]}" if isinstance(each, Definition) else " ".join(filter(None, said))
        marker = each.marker if isinstance(each, Division) else ""
        if marker and each is not node and not (isinstance(each, Division) and each.role in LISTED):
            text = f"{marker} {text}"
        lines += [text] if text.strip() else []
    return "\n".join(lines)


def _with_moves(told: list[Change], names: Mapping[str, str], still: frozenset[str]) -> Iterator[Change]:
    """Yield changes, with what went in one place and came in another told once, where it stands now.

    Places to sign are set together, so that with one of them all go and come: of `still`, which stand in the same order, only what differs.
    """
    went = {names[each.uid]: each for each in told if each.happened is Happened.DELETED and each.uid in names}
    came = {each.uid for each in told if each.happened is Happened.INSERTED}
    for each in told:
        if each.happened is Happened.INSERTED and each.uid in went:
            yield from _moved(went[each.uid], each, stays=each.uid in still)
        elif not (each.happened is Happened.DELETED and names.get(each.uid) in came):
            yield each


def _moved(old: Change, new: Change, *, stays: bool) -> Iterator[Change]:
    """Yield what came in another place than it went from, with the words that changed on the way; of what `stays` only those."""
    run = revised_words((Text(old.was),), (Text(new.now),)) if old.was != new.now else ()
    words = tuple((plain(each.was), plain(each.now)) for each in run if isinstance(each, Revision))
    if not stays:
        yield replace(new, happened=Happened.MOVED, was=old.was, before=old.place, words=words, run=run)
    elif run:
        yield replace(new, happened=Happened.CHANGED, was=old.was, words=words, run=run)
