"""The document as plain text: one line per paragraph, so that two drafts can be compared line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreements.drafting.document import (
    Align,
    Definition,
    Division,
    Document,
    Figure,
    FillIn,
    Inline,
    Node,
    Paragraph,
    Role,
    SignatureBlock,
    Space,
    Table,
    plain,
)

RULE = "_" * 24
INDENT = "   "


def render(document: Document) -> bytes:
    """Return the words of a document in UTF-8."""
    furniture = document.furniture
    top = (document.title, _words(document.subtitle), *furniture.notices)
    head = [line for line in (furniture.header_end, "", *top) if line or line == ""]
    body = [line for part in document.parts for line in _division(part, 0)]
    return ("\n".join(_without_double_gaps([*head, "", *body])).strip("\n") + "\n").encode()


def _words(inlines: tuple[Inline, ...]) -> str:
    """Return printed words, with a rule where something is written by hand."""
    return "".join(RULE if isinstance(inline, FillIn) else plain((inline,)) for inline in inlines)


def _division(division: Division, depth: int) -> Iterator[str]:
    if division.role in {Role.PART, Role.ARTICLE, Role.ANNEX}:
        heading = "  ".join(filter(None, (division.marker, _words(division.heading))))
        yield from ("", heading, *filter(None, (_words(division.note),)), "") if heading else ()
        yield from _nodes(division.children, depth)
        return
    first, *others = [*_nodes(division.children, 0)] or [""]
    yield f"{INDENT * depth}{division.marker} {first}"
    yield from (f"{INDENT * (depth + 1)}{line}" if line else "" for line in others)


def _nodes(nodes: Iterable[Node], depth: int) -> Iterator[str]:
    for node in nodes:
        match node:
            case Division():
                yield from _division(node, depth)
            case Paragraph():
                yield INDENT * depth + _words(node.children)
            case Definition():
                yield f"{INDENT * depth}{node.name}: {_words(node.children)}"
            case Table():
                yield from _table(node)
            case Figure():
                yield from ("", _words(node.caption), "")
            case SignatureBlock():
                yield from _signature(node)


def _table(table: Table) -> Iterator[str]:
    rows = [[_words(column.children) for column in table.columns], *([_words(cell) for cell in row] for row in table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    yield from ("", _words(table.caption), "")
    for row in rows:
        cells = zip(row, widths, table.columns, strict=True)
        yield "  ".join(cell.rjust(width) if column.align is Align.END else cell.ljust(width) for cell, width, column in cells).rstrip()
    yield ""


def _signature(block: SignatureBlock) -> Iterator[str]:
    yield from ("", _words(block.party), "", RULE)
    yield from (_words((block.name,)), _words((block.function,)))
    yield from (f"{space.label}: {RULE}" for space in block.spaces if space.space is not Space.SIGNATURE)
    yield ""


def _without_double_gaps(lines: Iterable[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line
