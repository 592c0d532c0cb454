"""Mends the tags of a PDF that WeasyPrint 70 has made: what stands on the page is right, what a screen reader hears is not yet.

WeasyPrint starts every element anew on each page and makes a tag of each line, gives no language to words of another one and no
scope to the heads of a table, ties the marker of a list item to the words after it, and leaves running heads marked as content that
has no place. Here the tags are read next to the boxes they were made from, joined, described and written back. The standard is
ISO 32000-1, 14.7 and 14.8; what PDF/UA-1 adds is ISO 14289-1, 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf  # type: ignore[import-untyped]  # comes with weasyprint, untyped
from weasyprint.formatting_structure import boxes

Box = Any  # a box of WeasyPrint, which has no types
Tag = Any  # a pydyf.Dictionary; pydyf has no types
Pdf = Any  # a pydyf.PDF

INLINE = {"mark", "em", "strong", "dfn", "del", "ins"}
"""Elements that WeasyPrint does not know; in PDF they are a Span."""

DECORATED = {"del": "/LineThrough", "ins": "/Underline"}
"""How what changed is set in a redline (ISO 32000-1, table 344), by its HTML name."""

NUMBERING = {"list-paragraph": "/Decimal", "list-item": "/LowerAlpha", "list-subitem": "/Decimal"}
"""How a list counts (ISO 32000-1, table 347), by its class."""

SCOPES = {"col": "/Column", "row": "/Row"}
"""What a head of a table is the head of (table 349), by its HTML name."""

PIXEL = 72 / 96
"""Points in a pixel of WeasyPrint."""

CELLS = {"/TH", "/TD"}
"""Elements that stay when they are empty: without them a row would be too short."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in one place: the page counted from 0, the number of the words on it, and the words."""

    page: int
    number: int
    text: str


@dataclass(slots=True)
class Element:
    """One element of the text with all that it holds, on however many pages."""

    tag: Tag
    source: Any = None  # the HTML element; none for the document itself
    kids: list[Element | Mark] = field(default_factory=list)
    links: list[bytes] = field(default_factory=list)

    def elements(self) -> list[Element]:
        """Return the elements right under this one."""
        return [each for each in self.kids if isinstance(each, Element)]

    def marks(self) -> Iterator[Mark]:
        """Yield the words under this element, in reading order."""
        for each in self.kids:
            if isinstance(each, Mark):
                yield each
            else:
                yield from each.marks()

    def says(self, attribute: str) -> str:
        """Return an attribute of the HTML element, or nothing."""
        return "" if self.source is None else str(self.source.get(attribute, ""))


def mend(layout: Any, pdf: Pdf) -> str:  # noqa: ANN401  # weasyprint has no types
    """Mend the tags of `pdf`, which was made from `layout`, and return the words they hold; raise ValueError when the two do not match."""
    structure = _at(pdf, pdf.catalog["StructTreeRoot"])
    document = _read(layout, pdf, _at(pdf, structure["K"][0]))
    words = " ".join(each.text for each in document.marks())
    _describe(document, pdf)
    _write(document, pdf, structure)
    return words


def _at(pdf: Pdf, reference: bytes) -> Any:  # noqa: ANN401  # any object of a PDF
    return pdf.objects[int(reference.split()[0])]


# Reading: boxes and tags side by side.


def _read(layout: Any, pdf: Pdf, root: Tag) -> Element:  # noqa: ANN401  # weasyprint has no types
    """Return the elements of the document, each once."""
    reader = _Reader(pdf, [page.height for page in layout.pages])
    document = Element(root)
    tops = [(number, box) for number, page in enumerate(layout.pages) for box in _tops(page._page_box)]  # noqa: SLF001  # the only way to the boxes
    for (number, box), reference in zip(tops, root["K"], strict=True):
        reader.page = number
        reader.add(document, box, reference)
    return document


def _tops(box: Box) -> Iterator[Box]:
    """Yield the boxes tagged right under the document: those of page, html and body are not, and margins stand outside the tags."""
    if isinstance(box, boxes.PageBox) or box.element_tag in {"html", "body"}:
        for child in box.children:
            if not isinstance(child, boxes.MarginBox):
                yield from _tops(child)
    else:
        yield box


def _below(box: Box, tag: Tag) -> Iterator[Box]:
    """Yield what is tagged under a box: lines are not, and a caption stands inside its table."""
    for child in box.children:
        if isinstance(child, boxes.LineBox) or (isinstance(child, boxes.TableBox) and tag["S"] == "/Table"):
            yield from child.children
        else:
            yield child


@dataclass(slots=True)
class _Reader:
    pdf: Pdf
    heights: list[float]  # of the pages, in pixels
    page: int = 0

    def add(self, parent: Element, box: Box, reference: bytes) -> None:
        """Add to `parent` the element of a box and its tag, or go on with the one that the box before it began."""
        tag = _at(self.pdf, reference)
        if tag["S"] == "/THead" and any(each.tag["S"] == "/THead" for each in parent.elements()):
            return  # a head row that is printed again on the next page says nothing new
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Element) and last.source is box.element and last.tag["S"] == tag["S"]:
            element = last
        else:
            element = Element(tag, box.element)
            parent.kids.append(element)
        if tag["S"] == "/LI":
            self.add(element, box, tag["K"][0])
        else:
            self._fill(element, box, list(tag["K"]))

    def _fill(self, element: Element, box: Box, kids: list[Any]) -> None:
        if isinstance(box, boxes.ReplacedBox):  # a picture: no words, but it has its place
            element.kids.extend(Mark(self.page, number, "") for number in kids)
            element.tag["A"]["BBox"] = pydyf.Array(self._frame(box))
            return
        while kids and isinstance(kids[0], bytes) and _at(self.pdf, kids[0])["Type"] == "/OBJR":
            element.links.append(kids.pop(0))
        for child, kid in zip(_below(box, element.tag), kids, strict=True):
            if isinstance(child, boxes.TextBox):
                number = kid if isinstance(kid, int) else _at(self.pdf, kid)["K"][0]
                element.kids.append(Mark(self.page, number, child.text))
            else:
                self.add(element, child, kid)

    def _frame(self, box: Box) -> tuple[float, ...]:
        """Return where a picture stands as PDF counts: points from the lower left; WeasyPrint 70 leaves pixels from the upper left."""
        left, top = box.content_box_x(), box.content_box_y()
        height = self.heights[self.page]
        return tuple(PIXEL * each for each in (left, height - top - box.height, left + box.width, height - top))


# Describing: what a screen reader should say.


def _describe(element: Element, pdf: Pdf) -> None:
    for each in element.elements():
        _describe(each, pdf)
    element.kids = [each for each in element.kids if isinstance(each, Mark) or each.kids or each.tag["S"] in CELLS]
    tag = element.tag
    tag.pop("ID", None)
    if tag["S"] != "/Figure":
        tag.pop("A", None)
    if element.says("lang"):
        tag["Lang"] = pydyf.String(element.says("lang"))
    match tag["S"]:
        case "/TH":
            tag["A"] = pydyf.Dictionary({"O": "/Table", "Scope": SCOPES[element.says("scope")]})
        case "/L" if element.says("class") in NUMBERING:
            tag["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": NUMBERING[element.says("class")]})
        case "/LI":
            _label(element)
        case "/Link":
            _name(element, pdf)
        case "/NonStruct" if element.source is not None and element.source.tag in INLINE:
            tag["S"] = "/Span"
    if element.source is not None and element.source.tag in DECORATED:  # ISO 32000-1, 14.8.5.4.4
        tag["A"] = pydyf.Dictionary({"O": "/Layout", "TextDecorationType": DECORATED[element.source.tag]})


def _label(item: Element) -> None:
    """Take the marker out of the first words of a list item: it is the label of the item."""
    first = next((each for body in item.elements() for each in body.elements()), None)
    if first and first.elements() and first.elements()[0].says("class") == "marker":
        label = first.elements()[0]
        first.kids.remove(label)
        label.tag["S"] = "/Lbl"
        item.kids.insert(0, label)


def _name(link: Element, pdf: Pdf) -> None:
    """Name a link by its words; WeasyPrint names it by its address."""
    words = " ".join(each.text for each in link.marks())
    for reference in link.links:
        _at(pdf, _at(pdf, reference)["Obj"])["Contents"] = pydyf.String(words)


# Writing: the tags, and the tables that lead from a page to its tags.


class _Nothing(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object that is no longer used; its number cannot be given back."""

    data = b"null"


def _write(document: Element, pdf: Pdf, structure: Tag) -> None:
    numbers = _at(pdf, structure["ParentTree"])["Nums"]
    table = dict(zip(numbers[::2], numbers[1::2], strict=True))
    pages = pdf.page_references
    for page in range(len(pages)):
        table[page] = pydyf.Array([b"null"] * len(table[page]))
    writer = _Writer(pdf, pages, table)
    writer.put(document)
    numbers[:] = [each for pair in table.items() for each in pair]
    for number, each in enumerate(pdf.objects):
        if isinstance(each, dict) and each.get("Type") == "/StructElem" and number not in writer.used:
            pdf.objects[number] = _nothing(number)
    for page, reference in enumerate(pages):
        _unmark(_at(pdf, _at(pdf, reference)["Contents"]), table[page])


def _nothing(number: int) -> _Nothing:
    nothing = _Nothing()
    nothing.number = number
    return nothing


@dataclass(slots=True)
class _Writer:
    pdf: Pdf
    pages: tuple[bytes, ...]
    table: dict[int, Any]  # of the words and links of the pages: the tag that holds each
    used: set[int] = field(default_factory=set)

    def put(self, element: Element) -> None:
        """Write what an element holds into its tag, and the tag into the table."""
        tag = element.tag
        self.used.add(tag.number)
        page = next((each.page for each in element.marks()), 0)
        tag["Pg"] = self.pages[page]
        tag["K"] = pydyf.Array(element.links)
        for reference in element.links:
            self.table[_at(self.pdf, _at(self.pdf, reference)["Obj"])["StructParent"]] = tag.reference
        for each in element.kids:
            if isinstance(each, Mark):
                tag["K"].append(each.number if each.page == page else self._elsewhere(each))
                self.table[each.page][each.number] = tag.reference
            else:
                each.tag["P"] = tag.reference
                tag["K"].append(each.tag.reference)
                self.put(each)

    def _elsewhere(self, mark: Mark) -> Tag:
        """Return a reference to words on another page than the first of their element."""
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[mark.page], "MCID": mark.number})


def _unmark(stream: Any, owners: list[bytes]) -> None:  # noqa: ANN401  # pydyf has no types
    """Mark as an artifact of the page what no element owns: running heads and feet, and head rows printed again."""
    for place, operator in enumerate(stream.stream):
        if operator == b"BDC" and owners[stream.stream[place - 1]["MCID"]] == b"null":
            stream.stream[place - 2 : place] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
