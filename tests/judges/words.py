"""The words that a document prints, in order, told from the tree alone: every format is held against it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from agreements.drafting.document import Definition, Division, Document, Figure, Node, Paragraph, SignatureBlock, Space, Table, plain

INLINE = {"a", "em", "strong", "dfn", "mark", "span"}


def words(document: Document) -> list[str]:
    """Return the words of title, subtitle, notices and parts."""
    pieces = [document.title, plain(document.subtitle), *document.furniture.notices]
    for part in document.parts:
        pieces += _printed(part)
    return " ".join(pieces).split()


def _printed(node: Node) -> Iterator[str]:
    match node:
        case Division():
            yield from (node.marker, plain(node.heading), plain(node.note))
            for child in node.children:
                yield from _printed(child)
        case Paragraph():
            yield plain(node.children)
        case Definition():
            yield f"{node.name}: {plain(node.children)}"
        case Table():
            yield plain(node.caption)
            yield from (plain(column.children) for column in node.columns)
            yield from (plain(cell) for row in node.rows for cell in row)
        case Figure():
            yield plain(node.caption)
        case SignatureBlock():
            yield from (plain(node.party), plain((node.name,)), plain((node.function,)))
            yield from (space.label for space in node.spaces if space.space is not Space.SIGNATURE)


class _Main(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.inside = self.inside or tag == "main"
        self.text += "" if tag in INLINE else " "

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"
        self.text += "" if tag in INLINE else " "

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


def words_of_page(html: str) -> list[str]:
    """Return the words of the main part of an HTML page."""
    parser = _Main()
    parser.feed(html)
    return parser.text.split()
