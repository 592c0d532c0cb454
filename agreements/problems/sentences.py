"""What the catalogue says of one problem code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Sentences(NamedTuple):
    """A sentence and its help in both languages; `{name}` stands for an argument of the problem."""

    nl: str
    en: str
    help_nl: str
    help_en: str


def once(*tables: Mapping[str, T]) -> dict[str, T]:
    """Return tables as one; raise ValueError when two of them have the same key, so that nothing takes the place of another."""
    found: dict[str, T] = {}
    for table in tables:
        for key, value in table.items():
            if key in found:
                raise ValueError(key)
            found[key] = value
    return found
