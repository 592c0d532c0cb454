"""Very many lines of text in order, in little memory: sorted in parts that wait on disk."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import IO

MANY = 5_000
"""How many are in memory at once: some hundreds of kilobytes."""

PARTS = 100
"""How many parts are open at once; more are put together first, so that no system runs out of open files."""


@contextmanager
def in_order(names: Iterable[str], many: int = MANY, parts: int = PARTS) -> Iterator[Iterator[str]]:
    """Give names, ASCII without line ends, in their order; all of them are taken before the first is given."""
    rest = iter(names)
    with ExitStack() as stack:
        files: list[IO[str]] = []
        while part := sorted(islice(rest, many)):
            if len(files) == parts:
                files, full = [stack.enter_context(_written(_together(files)))], files
                for each in full:
                    each.close()
            files.append(stack.enter_context(_written(part)))
        yield _together(files)


def _written(names: Iterable[str]) -> IO[str]:
    file = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115  # whoever asks closes it
    file.writelines(f"{name}\n" for name in names)
    file.seek(0)
    return file


def _together(files: Iterable[IO[str]]) -> Iterator[str]:
    """Yield the names of files in which they stand in order."""
    return heapq.merge(*(map(_without_end, file) for file in files))


def _without_end(line: str) -> str:
    return line.removesuffix("\n")


def others(names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield the names that are not among the known ones; both are in their order."""
    rest = iter(known)
    own = next(rest, None)
    for name in names:
        while own is not None and own < name:
            own = next(rest, None)
        if own != name:
            yield name
