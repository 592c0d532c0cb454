"""What can be reached from where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

N = TypeVar("N")


def reached(onward: Mapping[N, AbstractSet[N]], start: N, *, past: Collection[N] = ()) -> set[N]:
    """Return the nodes that can be reached from a node, itself included, without going through one of `past`."""
    seen = {start} - set(past)
    queue = list(seen)
    while queue:
        fresh = onward[queue.pop()] - seen - set(past)
        seen |= fresh
        queue.extend(fresh)
    return seen


def leading_to(onward: Mapping[N, AbstractSet[N]], goals: Iterable[N]) -> set[N]:
    """Return the nodes from which a goal can be reached, the goals included."""
    before: dict[N, set[N]] = {here: set() for here in onward}
    for here, targets in onward.items():
        for target in targets:
            before[target].add(here)
    seen = set(goals)
    queue = list(seen)
    while queue:
        fresh = before[queue.pop()] - seen
        seen |= fresh
        queue.extend(fresh)
    return seen
