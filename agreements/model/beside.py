"""A scan of signed paper beside the issued document, page by page, as plain values: pictures to look at, and how far the words are alike.

Nothing here is a verdict. A text layer is what some program says that a picture reads; what stands on the paper, a person sees.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is seen, as a JPEG of so many dots wide and high."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the issued page that the text layer of the scan lacks, and what it has in their place; each cut off when long, or empty."""

    issued: str
    scan: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How many words the issued page and the text layer of the scan have, how many are alike in the same order, and where they differ.

    `differences` are the first so many of `places`. With `crowded` there were too many words to compare, and nothing else is said.
    """

    issued: int
    scan: int
    alike: int = 0
    places: int = 0
    differences: tuple[Difference, ...] = ()
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One page: as issued and as scanned, None where one of both has no such page; no `wording` where the scan is only a picture."""

    issued: Picture | None
    scan: Picture | None
    wording: Wording | None = None
