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


def closed_groups(onward: Mapping[N, AbstractSet[N]]) -> list[set[N]]:
    """Return each group of nodes that all reach each other and nothing else, in the order of the nodes; by two walks (Kosaraju)."""
    before: dict[N, set[N]] = {here: set() for here in onward}
    for here, targets in onward.items():
        for target in targets:
            before[target].add(here)
    group: dict[N, int] = {}
    for number, start in enumerate(reversed(_finished(onward))):
        queue = [] if start in group else [start]
        while queue:
            here = queue.pop()
            group[here] = number
            queue.extend(each for each in before[here] if each not in group)
    open_groups = {group[here] for here, targets in onward.items() for target in targets if group[target] != group[here]}
    found: dict[int, set[N]] = {}
    for here in onward:
        if group[here] not in open_groups:
            found.setdefault(group[here], set()).add(here)
    return list(found.values())


def _finished(onward: Mapping[N, AbstractSet[N]]) -> list[N]:
    """Return the nodes in the order in which a walk into the depth is done with them."""
    order: list[N] = []
    seen: set[N] = set()
    for start in onward:
        walk = [] if start in seen else [(start, iter(onward[start]))]
        seen.add(start)
        while walk:
            fresh = next((each for each in walk[-1][1] if each not in seen), None)
            if fresh is None:
                order.append(walk.pop()[0])
            else:
                seen.add(fresh)
                walk.append((fresh, iter(onward[fresh])))
    return order
