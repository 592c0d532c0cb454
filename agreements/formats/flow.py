"""How lines stand, the same on paper and in Word.

Where headings begin after their numbers, which lines a page may not end with, and how wide the columns of a table are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agreements.drafting.document import Block, Division, Document, Paragraph, Role, Table, nodes, plain
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

ROOMS = {Role.PART: 150, Role.ANNEX: 150, Role.ARTICLE: 138, **WIDTHS}
"""Millimetres for a table, by the division that it stands in."""

TABLE, PADDING = 9.5, 3.2
"""The letters of a table in points, and the millimetres after each column."""


def heading_column(document: Document, role: Role) -> float:
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


def columns(document: Document) -> dict[str, list[float]]:
    """Return how wide the columns of each table are, in millimetres, by the uid of the table."""
    divisions = [node for node in nodes(document) if isinstance(node, Division)]
    return {each.uid: _columns(each, ROOMS[node.role]) for node in divisions for each in node.children if isinstance(each, Table)}


def _columns(table: Table, room: float) -> list[float]:
    """Return the widths of columns: each holds its longest word and its short texts whole.

    What is left goes to those that say more; what lacks is taken from the widest.
    """
    texts = [[plain(column.children), *(plain(row[place]) for row in table.rows)] for place, column in enumerate(table.columns)]
    least = [max(_width(word) for text in column for word in ([text] if len(text) <= SHORT else text.split(" "))) for column in texts]
    more = [max(map(_width, column)) - width for column, width in zip(texts, least, strict=True)]
    rest = room - sum(least)
    if rest < 0:
        return _levelled(least, room)
    share = min(1.0, rest / sum(more)) if sum(more) else 0.0
    spare = (rest - share * sum(more)) / len(least)
    return [width + share * extra + spare for width, extra in zip(least, more, strict=True)]


def _levelled(widths: list[float], room: float) -> list[float]:
    """Return widths that fit together: those above some height are cut down to it."""
    left, result = room, {}
    for count, place in enumerate(sorted(range(len(widths)), key=widths.__getitem__)):
        result[place] = min(widths[place], left / (len(widths) - count))
        left -= result[place]
    return [result[place] for place in range(len(widths))]


def _width(text: str) -> float:
    """Return the millimetres that a text takes in a table, with some to spare for another typeface."""
    return fonts.width(text, "SourceSansPro-Semibold") * TABLE * 1.04 * 25.4 / 72 + PADDING
