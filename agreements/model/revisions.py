"""A dossier as it is recorded: what a file says, without places, and how one revision of it differs from the next.

What a file says is a tree of mappings, lists, texts and yes or no. Items of a list are known by their id, so that a difference names
"commitments[co2-2030].promised[eop].total.amount" and not "the third line". Absence never deletes: what a new file leaves out stays as it
was recorded; `withdrawn: true` takes a fact back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agreements.problems import Where
from agreements.sources import Mapping as MappingNode
from agreements.sources import Node, Scalar
from agreements.sources import Sequence as SequenceNode

Content = str | bool | list["Content"] | dict[str, "Content"]
"""What a file says at one place."""

Path = tuple[str, ...]
"""Keys from the top of a dossier down; an item of a list stands as its key in brackets: ("commitments", "[co2-2030]", "party")."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes an item of a list the same item in the next revision: keys that each item has, and keys that tell further."""

    needed: tuple[str, ...]
    further: tuple[str, ...] = ()

    def fits(self, item: Content) -> bool:
        """Say whether an item has all that it is known by."""
        return isinstance(item, dict) and all(isinstance(item.get(key), str) for key in self.needed)

    def step(self, item: Mapping[str, Content]) -> str:
        """Return the item's step in a path; what it does not say stays empty, so that no part is taken for another."""
        parts = [str(item.get(key, "")) for key in (*self.needed, *self.further)]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        return f"[{'/'.join(parts)}]"


_KEYS = (_Key(("id",)), _Key(("code",), ("stage", "clause", "words")), _Key(("stage", "event")), _Key(("stage",)))
"""The first that fits all items of a list, while no two share it, is the one that they are known by."""

STEERING = frozenset({"format", "based_on"})
"""Keys that are about the file itself; they are no facts and are not recorded."""


@dataclass(frozen=True, slots=True)
class Change:
    """What stood at a place before and stands there now; None is nothing."""

    path: Path
    before: Content | None
    after: Content

    @property
    def place(self) -> str:
        """Return the path as people read it: `commitments[co2-2030].party`."""
        return place_of(self.path)


def place_of(path: Path) -> str:
    """Return a path as people read it."""
    return "".join(step if step.startswith("[") else f".{step}" for step in path).removeprefix(".")


def said(node: Node) -> Content:
    """Return what a node says, without places; only yes and no are anything but text, lists and mappings."""
    match node:
        case Scalar(quoted=False, text="true" | "false"):
            return node.text == "true"
        case Scalar():
            return node.text
        case SequenceNode():
            return [said(item) for item in node.items]
        case MappingNode():
            return {key.text: said(value) for key, value in node.entries}


def facts(node: Node) -> Content:
    """Return what a dossier says, without the keys that are about the file itself."""
    whole = said(node)
    return {key: value for key, value in whole.items() if key not in STEERING} if isinstance(whole, dict) else whole


def node_of(value: Content, where: Where) -> Node:
    """Return the node that says this, every text in quotes; `where` stands for the place of all of it."""
    match value:
        case bool():
            return Scalar("true" if value else "false", quoted=False, where=where)
        case str():
            return Scalar(value, quoted=True, where=where)
        case list():
            return SequenceNode(tuple(node_of(item, where) for item in value), where)
        case dict():
            entries = ((Scalar(key, quoted=False, where=where), node_of(item, where)) for key, item in value.items())
            return MappingNode(tuple(entries), where)


def differences(before: Content | None, after: Content) -> tuple[Change, ...]:
    """Return what a new revision changes or adds, in order of the place; what it leaves out is no difference."""
    return tuple(sorted(_differences((), before, after), key=lambda change: change.path))


def _differences(path: Path, before: Content | None, after: Content) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_entries(path, before, after)
    elif isinstance(before, list) and isinstance(after, list) and (key := _known_by(before, after)):
        yield from _of_entries(path, _by_key(before, key), _by_key(after, key))
    else:
        yield Change(path, before, after)


def _of_entries(path: Path, before: Mapping[str, Content], after: Mapping[str, Content]) -> Iterator[Change]:
    for key, value in after.items():
        yield from _differences((*path, key), before.get(key), value)


def _known_by(before: Sequence[Content], after: Sequence[Content]) -> _Key | None:
    """Return what the items of both lists are known by, or nothing when that is their order only."""
    return next((key for key in _KEYS if _tells_apart(before, key) and _tells_apart(after, key)), None)


def _tells_apart(items: Sequence[Content], key: _Key) -> bool:
    names = [key.step(item) for item in items if isinstance(item, dict) and key.fits(item)]
    return len(names) == len(items) == len(set(names))


def _by_key(items: Iterable[Content], key: _Key) -> dict[str, Content]:
    return {key.step(item): item for item in items if isinstance(item, dict)}


def revised(before: Content | None, changes: Iterable[Change]) -> Content:
    """Return what is recorded after these changes."""
    whole: Content = before if before is not None else {}
    for change in changes:
        whole = _placed(whole, change.path, change.after)
    return whole


def _placed(whole: Content | None, path: Path, value: Content) -> Content:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if step.startswith("["):
        return _placed_in_list(whole if isinstance(whole, list) else [], step, rest, value)
    entries = whole if isinstance(whole, dict) else {}
    return {**entries, step: _placed(entries.get(step), rest, value)}


def _placed_in_list(items: list[Content], step: str, rest: Path, value: Content) -> Content:
    found = [_is(item, step) for item in items]
    if any(found):
        return [_placed(item, rest, value) if here else item for item, here in zip(items, found, strict=True)]
    return [*items, _placed(None, rest, value)]


def _is(item: Content, step: str) -> bool:
    return isinstance(item, dict) and any(key.fits(item) and key.step(item) == step for key in _KEYS)


def said_at(whole: Content | None, path: Path) -> Content | None:
    """Return what stands at a place, or None when nothing does."""
    here = whole
    for step in path:
        match here:
            case dict():
                here = here.get(step)
            case list():
                here = next((item for item in here if _is(item, step)), None)
            case _:
                return None
    return here


def paths_of(whole: Content, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every key and of every item that is known by a key, from the top down."""
    entries: dict[str, Content] = {}
    if isinstance(whole, dict):
        entries = whole
    elif isinstance(whole, list) and (key := _known_by(whole, whole)):
        entries = _by_key(whole, key)
    for step, value in entries.items():
        yield (*path, step)
        yield from paths_of(value, (*path, step))


def without(whole: Content, path: Path) -> Content:
    """Return what is left when a place is empty."""
    step, rest = path[0], path[1:]
    match whole:
        case dict() if step in whole:
            return {**whole, step: without(whole[step], rest)} if rest else {key: value for key, value in whole.items() if key != step}
        case list():
            return [without(item, rest) if rest and _is(item, step) else item for item in whole if rest or not _is(item, step)]
        case _:
            return whole
