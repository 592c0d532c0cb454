"""What the catalogue says of one problem code."""

from __future__ import annotations

from typing import NamedTuple


class Sentences(NamedTuple):
    """A sentence and its help in both languages; `{name}` stands for an argument of the problem."""

    nl: str
    en: str
    help_nl: str
    help_en: str
