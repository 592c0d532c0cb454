"""How long a redline takes: two versions of some forty pages in one Word file, proved on its bytes."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from measuring import Line, processor

from agreements.drafting.assembly import Edition, assemble
from agreements.drafting.comparison import redline
from agreements.drafting.counterparts import counterparts
from agreements.drafting.document import Division, Document, Inline, Node, Paragraph, Role, Value
from agreements.drafting.facts import FactValue
from agreements.drafting.numbering import numbered
from agreements.drafting.template import Template
from agreements.drafting.wording import TONGUES
from agreements.formats.to_docx import redlined
from agreements.formats.word.redlining import Revising

EVERY = 10
"""One in so many divisions goes; every value changes; the last article of a part comes first."""


BY = Revising("maatwerk", "2026-11-30T00:00:00Z")


def line(template: Template, facts: dict[str, FactValue]) -> Line:
    """Measure tree to proved bytes against half a second of the processor: the wait that nobody notices."""
    old, _ = assemble(template, facts, Edition("nl"))
    new = _revised(old)
    redlined(redline(old, new), BY)
    return Line("redline in Word with its proof, 40 pages", processor(lambda: redlined(redline(old, new), BY), 7), "limit", 0.5, 1.0)


def line_of_two_kinds(template: Template, facts: dict[str, FactValue]) -> Line:
    """Measure the same between two kinds of document: their clauses and lines found first, no line by its name."""
    old, _ = assemble(template, facts, Edition("nl"))
    new = replace(_nameless(_revised(old)), kind="jloi")

    def compared() -> None:
        redlined(redline(counterparts(old, new).old, new), BY)

    compared()
    return Line("redline between two kinds with its proof, 40 pages", processor(compared, 7), "limit", 0.5, 1.0)


def _nameless(document: Document) -> Document:
    """Return a document in which every line has another uid, so that each is known by its words alone."""
    places = count()

    def node(each: Node) -> Node:
        clause = isinstance(each, Division) and each.role in {Role.PART, Role.ARTICLE, Role.ANNEX}
        renamed = each if clause else replace(each, uid=f"x.{next(places)}")
        return replace(renamed, children=tuple(map(node, renamed.children))) if isinstance(renamed, Division) else renamed

    return replace(document, parts=tuple(part for part in map(node, document.parts) if isinstance(part, Division)))


def _revised(document: Document) -> Document:
    parts = tuple(_division(part) for part in document.parts)
    return replace(document, parts=numbered(parts, TONGUES[document.language])[0])


def _division(division: Division) -> Division:
    kept: list[Node] = [_node(each) for place, each in enumerate(division.children) if (place + 1) % EVERY]
    if kept and isinstance(kept[-1], Division) and len(kept) > EVERY:
        kept.insert(0, kept.pop())
    return replace(division, children=tuple(kept))


def _node(node: Node) -> Node:
    match node:
        case Division():
            return _division(node)
        case Paragraph():
            return replace(node, children=tuple(map(_inline, node.children)))
        case _:
            return node


def _inline(inline: Inline) -> Inline:
    return replace(inline, text=f"{inline.text}*") if isinstance(inline, Value) else inline
