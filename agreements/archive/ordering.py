"""Very many SHA-256 in order, in little memory: sorted in parts that wait on disk."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice

MANY = 100_000
"""How many are in memory at once; some megabytes."""


@contextmanager
def in_order(names: Iterable[str], many: int = MANY) -> Iterator[Iterator[str]]:
    """Give names without line ends in their order; all of them are taken before the first is given."""
    rest = iter(names)
    with ExitStack() as stack:
        parts = []
        while part := sorted(islice(rest, many)):
            file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="ascii"))
            file.writelines(f"{name}\n" for name in part)
            file.seek(0)
            parts.append(map(str.rstrip, file))
        yield heapq.merge(*parts)
