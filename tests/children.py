"""Processes that a test starts: none is waited for without end, and none outlives the test."""

from __future__ import annotations

import select
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

PATIENCE = 1100
"""Seconds; a test that takes longer than pyproject.toml allows is ended with the whole run, and its children are not."""


@contextmanager
def ended(*children: Popen[str]) -> Iterator[None]:
    """Kill, whatever happens, what still runs in the end."""
    try:
        yield
    finally:
        for child in children:
            with child:
                child.kill()


def heard(child: Popen[str]) -> str:
    """Return the next line that a child says."""
    assert child.stdout is not None
    ready, _, _ = select.select([child.stdout], [], [], PATIENCE)
    assert ready, "a child says nothing any more"
    return child.stdout.readline()


def told(*children: Popen[str]) -> list[list[str]]:
    """Return the words of each line that children say, once each has come to its end without an error."""
    with ended(*children):
        said = [child.communicate(timeout=PATIENCE) for child in children]
    assert [(child.returncode, errors) for child, (_, errors) in zip(children, said, strict=True)] == [(0, "")] * len(children)
    return [line.split(" ") for output, _ in said for line in output.splitlines()]
