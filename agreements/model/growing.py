"""A mapping that grows value by value, and is a positioned node in the end."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass, field

from agreements.problems import Where
from agreements.sources import Mapping, Node, Scalar, Sequence


@dataclass
class Growing:
    """What stands under keys so far: values, mappings that grow themselves, and lists of those; `where` is the place of its beginning."""

    where: Where
    entries: dict[str, Node | Growing | list[Growing]] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)
    value: Node | None = None

    def put(self, path: tuple[str, ...], value: Node, *, begins: Where | None = None) -> Where | None:
        """Put a value under keys; return the place of what stands in its way, which then stays, or None."""
        key, *rest = path
        standing = self.entries.get(key)
        if not rest:
            if standing is not None:
                return _where(standing)
            self.entries[key], self.places[key] = value, value.where
            return None
        if standing is None:
            standing = self.entries[key] = Growing(begins or value.where)
        return standing.put(tuple(rest), value) if isinstance(standing, Growing) else _where(standing)

    def become(self, path: tuple[str, ...], value: Node) -> Where | None:
        """Be a single value, or get one under keys, as an answer does that may be anything; return as `put` does."""
        if self.value is not None or (self.entries and not path):
            return self.value.where if self.value else self.where
        if not path:
            self.value = value
            return None
        return self.put(path, value)

    def item(self, path: tuple[str, ...], where: Where) -> Growing:
        """Return a new item at the end of the list under keys."""
        new = Growing(where)
        here = self
        for key in path[:-1]:
            here = here.inner(key, where)
        standing = here.entries.setdefault(path[-1], [])
        if isinstance(standing, list):
            standing.append(new)
        return new

    def under(self, path: tuple[str, ...], keys: Many[Scalar], where: Where) -> Growing:
        """Return the mapping under keys, the last of which stand in cells of their own."""
        here = self
        for key in path:
            here = here.inner(key, where)
        for scalar in keys:
            here.places[scalar.text] = scalar.where
            here = here.inner(scalar.text, where)
        return here

    def inner(self, key: str, where: Where) -> Growing:
        """Return the mapping under a key, which begins at this place when there is none yet."""
        standing = self.entries.get(key)
        if not isinstance(standing, Growing):
            standing = self.entries[key] = Growing(where)
        return standing

    def node(self) -> Node:
        """Return the node."""
        if self.value is not None:
            return self.value
        entries = (
            (Scalar(key, quoted=False, where=self.places.get(key) or _where(each)), _node(each)) for key, each in self.entries.items()
        )
        return Mapping(tuple(entries), self.where)


def _where(standing: Node | Growing | list[Growing]) -> Where:
    return standing[0].where if isinstance(standing, list) else standing.where


def _node(standing: Node | Growing | list[Growing]) -> Node:
    if isinstance(standing, Growing):
        return standing.node()
    if isinstance(standing, list):
        return Sequence(tuple(each.node() for each in standing), _where(standing))
    return standing
