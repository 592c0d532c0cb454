"""Random edits of a document, as years of talks would make them: words, clauses, rows and signatories come, go, move and change."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import Random

from agreements.drafting.document import (
    Blank,
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    Inline,
    Node,
    Paragraph,
    SignatureBlock,
    Strong,
    Table,
    Text,
    Value,
)
from agreements.drafting.numbering import numbered
from agreements.drafting.wording import TONGUES

WORDS = ("ten hoogste", "1.500", "kiloton", "vóór", "2035", "Partijen", ";", " ", "de", "<&>")


def edited(document: Document, seed: int, often: float = 0.15) -> Document:
    """Return a document with about `often` of its nodes changed, numbered anew."""
    editor = _Editor(Random(seed), often)  # noqa: S311  # a test
    parts = tuple(part for part in editor.children(document.parts) if isinstance(part, Division))
    parts, _ = numbered(parts, TONGUES[document.language])
    furniture = replace(document.furniture, footer_start=editor.text(document.furniture.footer_start))
    return replace(document, title=editor.text(document.title), subtitle=editor.run(document.subtitle), parts=parts, furniture=furniture)


class _Editor:
    def __init__(self, random: Random, often: float) -> None:
        self.random = random
        self.often = often
        self.new = count()

    def happens(self) -> bool:
        return self.random.random() < self.often

    def text(self, text: str) -> str:
        if not self.happens():
            return text
        words = text.split(" ")
        words[self.random.randrange(len(words))] = self.random.choice(WORDS)
        return " ".join(words)

    def run(self, run: tuple[Inline, ...]) -> tuple[Inline, ...]:
        found = [self.inline(each) for each in run if not self.happens()] if self.happens() else [self.inline(each) for each in run]
        if self.happens():
            extra = (Text(self.random.choice(WORDS)), Value("v", "7 kt"), Strong((Text("vet"),)), Blank("b", "plek"))
            found.insert(self.random.randint(0, len(found)), self.random.choice(extra))
        return tuple(found)

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(self.text(inline.text))
            case Value():
                return replace(inline, text=self.text(inline.text))
            case Strong() if self.happens():
                return Emphasis(inline.children, "en")
            case _:
                return inline

    def children(self, nodes: tuple[Node, ...]) -> list[Node]:
        found = [self.node(each) for each in nodes if not self.happens()]
        if self.happens():
            self.random.shuffle(found)
        for each in list(found):
            if self.happens():
                copied = self.renamed(each)
                found.insert(self.random.randint(0, len(found)), copied)
        return found

    def renamed(self, node: Node) -> Node:
        uid = f"nieuw-{next(self.new)}"
        if isinstance(node, Division):
            return replace(node, uid=uid, children=tuple(map(self.renamed, node.children)))
        return replace(node, uid=uid)

    def node(self, node: Node) -> Node:
        match node:
            case Division():
                return replace(node, heading=self.run(node.heading) if node.heading else (), children=tuple(self.children(node.children)))
            case Paragraph():
                return replace(node, children=self.run(node.children))
            case Definition():
                return replace(node, name=self.text(node.name), children=self.run(node.children))
            case Table():
                return self.table(node)
            case Figure():
                return replace(node, caption=self.run(node.caption))
            case SignatureBlock():
                return replace(node, party=self.run(node.party), function=self.inline(node.function))

    def table(self, table: Table) -> Table:
        rows = [tuple(map(self.run, row)) for row in table.rows if not self.happens()]
        if rows and self.happens():
            rows.insert(0, rows[-1])
        if self.happens():
            return replace(
                table, columns=table.columns[:-1] or table.columns, rows=tuple(row[: len(table.columns[:-1]) or 1] for row in rows)
            )
        return replace(table, caption=self.run(table.caption), rows=tuple(rows))
