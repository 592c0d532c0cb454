"""How lines stand, the same on paper and in Word: where headings begin after their numbers, and which lines a page may not end with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agreements.drafting.document import Block, Division, Document, Paragraph, Role, nodes, plain
from agreements.formats import fonts

FACE, SIZE = "SourceSerifPro-Regular", 11
WIDTHS = {Role.PARAGRAPH: 138, Role.ITEM: 130, Role.SUBITEM: 121}
"""Millimetres for the text of a numbered line."""

SHORT = 12
"""Characters of a cell that are not broken over lines, such as a unit."""

HEADINGS = {Role.ARTICLE: 11.5, Role.ANNEX: 13.0}
"""Sizes of the headings with a number."""

ROOM = 8
"""Points between the longest number of a heading and its words."""


def column(document: Document, role: Role) -> float:
    """Return where the headings of articles or annexes begin, in points: one column for all, after the longest number."""
    markers = [node.marker for node in nodes(document) if isinstance(node, Division) and node.role is role]
    return HEADINGS[role] * max((fonts.width(marker, "SourceSansPro-Semibold") for marker in markers), default=0.0) + ROOM


def tied(children: Sequence[Division | Block]) -> frozenset[str]:
    """Return the uids of numbered lines that a page may not end with.

    A first lid of one line would be alone under its heading; what ends a list and is one line long would be alone on the next page.
    """
    found: set[str] = set()
    for place, (each, following) in enumerate(pairwise(children)):
        if isinstance(each, Division) and each.role in WIDTHS and len(each.children) == 1:
            first = place == 0 and each.role is Role.PARAGRAPH and _is_brief(each, each.role)
            last = place + 2 == len(children) and _is_brief(following, each.role)
            if last or (first and isinstance(following, Division)):
                found.add(each.uid)
    return frozenset(found)


def _is_brief(node: Division | Block, role: Role) -> bool:
    """Say whether a numbered line, or what follows it, is one line of type."""
    match node:
        case Paragraph(children=words) | Division(children=(Paragraph(children=words),)):
            return fonts.lines(plain(words), FACE, WIDTHS[role] * 72 / 25.4 / SIZE) == 1
        case _:
            return False
