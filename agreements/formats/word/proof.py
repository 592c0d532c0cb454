"""Proof of a redline on its bytes: with all changes accepted the Word file says what the new version says, with all rejected the old.

The file is read as any reader of ECMA-376 (part 1, 17.13.5) does, not as it was written: what stands in w:del is gone once accepted, a
paragraph whose mark is deleted runs on in the next, a row that is deleted is not there. Both readings are held against Word files of the two
versions: the same paragraphs in the same styles and lists, the same words, the same rows and cells, and the same in the margins.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from agreements.formats.word.markup import MAIN

W = f"{{{MAIN}}}"
PARTS = ("word/document.xml", "word/header.xml", "word/firstHeader.xml", "word/footer.xml")
_SETTINGS = re.compile("(?<=^Signature)([A-Z][a-z]+?)(Many|Close)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it stands in a file: its style, its list (by the order in which lists come) and level, its words, and its cell."""

    style: str
    instance: int
    level: str
    text: str
    cell: tuple[int, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads a part with all changes accepted or rejected; `gone` is the tag of what is not there then."""

    gone: str
    lists: dict[str, int] = field(default_factory=dict)
    before: str = ""

    def blocks(self, parent: etree._Element, cell: tuple[int, ...] = ()) -> Iterator[Line]:
        """Yield the paragraphs of a body, margin or cell."""
        tables = 0
        for each in parent:
            if each.tag == f"{W}p":
                yield from self.paragraph(each, cell)
            elif each.tag == f"{W}tbl":
                rows = [row for row in each.findall(f"{W}tr") if row.find(f"{W}trPr/{W}{self.gone}") is None]
                tables += bool(rows)
                for number, row in enumerate(rows):
                    for place, inside in enumerate(row.findall(f"{W}tc")):
                        yield from self.blocks(inside, (*cell, tables, number, place))

    def paragraph(self, each: etree._Element, cell: tuple[int, ...]) -> Iterator[Line]:
        """Yield a paragraph, unless its mark is gone: then its words run on in the next."""
        words = self.before + "".join(self.words(each))
        self.before = ""
        if each.find(f"{W}pPr/{W}rPr/{W}{self.gone}") is not None:
            self.before = words
            return
        style = _value(each, f"{W}pPr/{W}pStyle")
        instance = _value(each, f"{W}pPr/{W}numPr/{W}numId")
        number = self.lists.setdefault(instance, len(self.lists)) if instance else -1
        yield Line(_SETTINGS.sub(r"\1", style), number, _value(each, f"{W}pPr/{W}numPr/{W}ilvl"), words, cell)

    def words(self, parent: etree._Element) -> Iterator[str]:
        """Yield the words that are there, with a tab as one sign."""
        for each in parent:
            if each.tag in {f"{W}t", f"{W}delText"}:
                yield each.text or ""
            elif each.tag == f"{W}tab":
                yield "\t"
            elif each.tag == f"{W}drawing":  # a picture says what it shows
                yield next((found.get("descr", "") for found in each.iter() if found.get("descr")), "")
            elif each.tag not in {f"{W}pPr", f"{W}{self.gone}"}:
                yield from self.words(each)


def _value(each: etree._Element, path: str) -> str:
    found = each.find(path)
    return "" if found is None else found.get(f"{W}val", "")


def accepted(data: bytes) -> dict[str, list[Line]]:
    """Return what a Word file says, part by part, once all changes are accepted."""
    return _read(data, "del")


def rejected(data: bytes) -> dict[str, list[Line]]:
    """Return what a Word file says, part by part, once all changes are rejected."""
    return _read(data, "ins")


def _read(data: bytes, gone: str) -> dict[str, list[Line]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        roots = {name: etree.fromstring(archive.read(name)) for name in PARTS}
    return {name: list(_Reader(gone).blocks(root[0] if name == PARTS[0] else root)) for name, root in roots.items()}


def differs(redlined: bytes, old: bytes, new: bytes) -> tuple[str, ...]:
    """Return in which parts a redline is not the new version once accepted, or not the old once rejected; nothing when it is proved."""
    sides = ((accepted(redlined), accepted(new)), (rejected(redlined), rejected(old)))
    return tuple(
        f"{name}: {one} / {other}"
        for side in sides
        for name in PARTS
        for one, other in [_first(side[0][name], side[1][name])]
        if one != other
    )


def _first(found: list[Line], expected: list[Line]) -> tuple[Line | None, Line | None]:
    """Return the first paragraphs of two readings that are not the same, or nothing twice."""
    longest = max(len(found), len(expected))
    padded = ([*each, *[None] * (longest - len(each))] for each in (found, expected))
    return next((pair for pair in zip(*padded, strict=True) if pair[0] != pair[1]), (None, None))
