"""How places to sign are set, the same on paper and in Word: how close they stand, and how high what stands above and below the line is."""

from __future__ import annotations

from agreements.drafting.document import Inline, SignatureBlock, plain
from agreements.formats import fonts

FEW = 4
"""Places to sign that stand on one page with room to spare."""

WIDTH = 69
"""Millimetres that a place to sign is wide, as in `paged.css`."""

SET = {
    ("party", "few"): ("SourceSerifPro-Regular", 11, 15.5),
    ("party", "many"): ("SourceSerifPro-Regular", 10, 13.0),
    ("party", "apart"): ("SourceSerifPro-Regular", 11, 0.0),
    ("function", "few"): ("SourceSansPro-Regular", 10, 13.0),
    ("function", "many"): ("SourceSansPro-Regular", 10, 13.0),
    ("function", "apart"): ("SourceSansPro-Regular", 10, 0.0),
}
"""Face, size and leading of what stands above and below the line to sign on, as in `paged.css` and the styles of Word."""

_COLUMN = WIDTH * 72 / 25.4
"""The same in points."""

PAGEFUL = 900
"""Characters in a column of that width that make a place to sign about 150 mm high."""

ROOM = 590
"""Points on a page under the heading of the signatures and a lead-in of two lines."""

REST = 98
"""Points of a place to sign among many besides party and function: the room to sign in, the name, place and date, and the space after."""

GAIN, MORE = 12.7, 14.2
"""Points that each two places take less when they stand closer, and more with as much room to sign in as a few have."""


def setting(blocks: list[SignatureBlock]) -> str:
    """Return how close places to sign stand, in the words of `paged.css`: one that could fill a page stands alone."""
    if any(len(plain((*block.party, block.name, block.function))) > PAGEFUL for block in blocks):
        return "apart"
    if len(blocks) <= FEW:
        return "few"
    pairs = [blocks[place : place + 2] for place in range(0, len(blocks), 2)]
    total = sum(REST + height(pair, "party", "many") + height(pair, "function", "many") for pair in pairs)
    if total + len(pairs) * MORE <= ROOM:
        return "many wide"
    return "many close" if ROOM < total <= ROOM + len(pairs) * GAIN else "many"


def height(blocks: list[SignatureBlock], part: str, how: str) -> float:
    """Return the points that the longest of the parties, or functions, of places to sign that stand abreast takes."""
    face, size, leading = SET[part, how.partition(" ")[0]]
    return leading * max(fonts.lines(plain(_part(block, part)), face, _COLUMN / size) for block in blocks)


def _part(block: SignatureBlock, part: str) -> tuple[Inline, ...]:
    return block.party if part == "party" else (block.function,)
