"""The body of a Word document, from the tree."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from agreements.drafting.document import (
    Align,
    Blank,
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    FillIn,
    Inline,
    Node,
    Paragraph,
    Reference,
    Revision,
    Role,
    SignatureBlock,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    Withheld,
    below,
)
from agreements.formats.flow import columns, tied
from agreements.formats.word.markup import BOTTOM, HEAD, LANGUAGES, NAMESPACES, cell, numbered, paragraph, picture, twips, words
from agreements.formats.word.numbering import LEVELS, Lists
from agreements.formats.word.signing import places
from agreements.formats.word.styles import ANNEXES, ARTICLES
from agreements.formats.xmltext import attribute

STYLE = {Role.PARAGRAPH: "Lid", Role.ITEM: "Onderdeel", Role.SUBITEM: "Subonderdeel"}
CONTINUED = {Role.PARAGRAPH: 12.0, Role.ITEM: 20.0, Role.SUBITEM: 29.0}
PAGE = (210, 297)
MARGINS = (30, 30, 32, 30)  # top, right, bottom, left
BLOCK, TEXT = 150, 12
KEEP = "<w:keepNext/>"
HEADED = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
EDGE = '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>'
_NUMBER = re.compile(r"\d+|\b[IVXLC]+\b")


def bookmark(uid: str) -> str:
    """Return the bookmark of a division: at most 40 letters, digits and underscores, unique for its uid, the same in every draft."""
    plain = "maw_" + re.sub(r"[^A-Za-z0-9]+", "_", uid).strip("_")
    if len(plain) <= 40 and re.fullmatch(r"[a-z0-9-]+", uid):  # noqa: PLR2004  # Word's limit
        return plain
    return f"{plain[:31]}_{hashlib.sha256(uid.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where nodes stand: their list, where running text and tables begin in millimetres, and what they may not be parted from."""

    instance: int
    indent: float = TEXT
    tables: float = TEXT
    flush: bool = False
    keep: bool = False
    first: bool = False


@dataclass(slots=True)
class Body:
    """Writes one document; knows which list it is in and numbers its bookmarks."""

    document: Document
    lists: Lists
    marks: int = 0
    labels: dict[str, Division] = field(default_factory=dict)
    columns: dict[str, list[float]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember which article or annex each division stands in, for the references to its number, and how wide columns are."""
        self.columns = columns(self.document)
        for part in self.document.parts:
            for top in part.children:
                if isinstance(top, Division) and top.role in {Role.ARTICLE, Role.ANNEX}:
                    self.labels.update({node.uid: top for node in below(top) if isinstance(node, Division)})

    def xml(self) -> bytes:
        """Return the part word/document.xml."""
        parts = zip(self.document.parts, (None, *self.document.parts), strict=False)
        blocks = [
            *self.top(),
            *(block for part, before in parts for block in self.part(part, breaks=before is not None and _has_annex(before))),
        ]
        return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{_section()}</w:body></w:document>".encode()

    def top(self) -> Iterator[str]:
        """Yield what stands above the first part."""
        furniture = self.document.furniture
        yield paragraph("Title", words(self.document.title))
        if self.document.subtitle:
            yield paragraph("Subtitle", self.inlines(self.document.subtitle))
        yield from (paragraph("Notice", words(notice)) for notice in furniture.notices)

    def part(self, part: Division, *, breaks: bool) -> Iterator[str]:
        """Yield a part with its heading; what follows the annexes `breaks` off, to begin on a page of its own."""
        if part.heading:
            yield paragraph("Heading1", self.inlines(part.heading), "<w:pageBreakBefore/>" if breaks else "")
        signed = any(isinstance(child, SignatureBlock) for child in part.children)
        lined = any(isinstance(child, Division) for child in part.children)  # running text alone has no lines to stand in line with
        where = Place(self.lists.begin(), flush=signed or not lined, keep=signed, first=bool(part.heading))
        if any(isinstance(child, Table | Figure) for child in part.children):
            where = replace(where, flush=True, tables=0)
        yield from self.nodes(part.children, where)

    def nodes(self, children: tuple[Node, ...], where: Place) -> Iterator[str]:
        """Yield the blocks of nodes."""
        together = tied(children)
        for is_signature, group in groupby(enumerate(children), key=lambda each: isinstance(each[1], SignatureBlock)):
            if is_signature:
                yield places([node for _, node in group if isinstance(node, SignatureBlock)], self.inlines)
                yield paragraph("TableEnd", "")  # a bookmark right after a table is lost when LibreOffice (7.4) saves the file
                continue
            for place, node in group:
                leads = place + 1 < len(children) and not isinstance(children[place + 1], Paragraph)
                keep = where.keep or (node.uid in together if isinstance(node, Division) else leads)
                yield from self.node(node, replace(where, keep=keep, first=where.first and place == 0))

    def node(self, node: Node, where: Place) -> Iterator[str]:
        """Yield what one node becomes."""
        match node:
            case Division(role=Role.ARTICLE | Role.ANNEX):
                yield from self.clause(node, first=where.first)
            case Division():
                yield from self.item(node, where)
            case Paragraph():
                style = "Flush" if where.flush else "BodyText"
                differs = "" if where.flush or where.indent == TEXT else f'<w:ind w:left="{twips(where.indent)}"/>'
                yield paragraph(style, self.inlines(node.children), (KEEP if where.keep else "") + differs)
            case Definition():
                yield paragraph("Definition", f"{words(node.name, '<w:i/>')}{words(': ')}{self.inlines(node.children)}")
            case Table():
                yield from self.table(node, where.tables)
            case Figure():
                yield from self.figure(node, where.tables)
            case SignatureBlock():  # grouped by `nodes`
                yield places([node], self.inlines)

    def clause(self, division: Division, *, first: bool) -> Iterator[str]:
        """Yield an article or annex between the ends of its bookmark; the `first` article stands closer to the heading of its part."""
        annex = division.role is Role.ANNEX
        instance = ANNEXES if annex else ARTICLES
        self.marks += 1
        start = f'<w:bookmarkStart w:id="{self.marks}" w:name={attribute(bookmark(division.uid))}/>'
        end = f'<w:bookmarkEnd w:id="{self.marks}"/>'
        closer = '<w:spacing w:before="160"/>' if first and not annex else ""
        properties = ("<w:pageBreakBefore/>" if annex else "") + numbered(instance, 0) + closer
        heading = paragraph("AnnexHeading" if annex else "Heading2", start + self.inlines(division.heading), properties)
        note = [paragraph("AnnexNote", self.inlines(division.note))] if division.note else []
        where = Place(instance, tables=0) if annex else Place(instance)
        if annex and not any(isinstance(child, Division) for child in division.children):
            where = replace(where, flush=True)
        blocks = [heading, *note, *self.nodes(division.children, where)]
        last = blocks[-1]
        blocks[-1] = last[: -len("</w:p>")] + end + "</w:p>" if last.endswith("</w:p>") else last + end
        yield from blocks

    def item(self, division: Division, where: Place) -> Iterator[str]:
        """Yield a numbered line with what stands under it."""
        first, *others = division.children or (Paragraph(division.uid, ()),)
        content = self.inlines(first.children) if isinstance(first, Paragraph) else ""
        keep = KEEP if where.keep or any(isinstance(child, Division | Table | Figure) for child in others) else ""
        yield paragraph(STYLE[division.role], content, keep + numbered(where.instance, LEVELS[division.role]))
        rest = tuple(others) if isinstance(first, Paragraph) else division.children
        indent = CONTINUED[division.role]
        yield from self.nodes(rest, Place(where.instance, indent=indent, tables=indent))

    def table(self, table: Table, indent: float) -> Iterator[str]:
        """Yield a table under its caption; the head returns on every page and no row is split."""
        yield paragraph("Caption", self.inlines(table.caption), f'<w:ind w:left="{twips(indent)}"/>' if indent else "")
        widths = [twips(width) for width in self.columns[table.uid]]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = _row(self.cells(table, [column.children for column in table.columns], widths, head=True), "<w:tblHeader/>")
        rows = "".join(self.row(table, place, widths) for place in range(len(table.rows)))
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{twips(indent)}" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
            '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="767676"/>'
            '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"{head}{rows}</w:tbl>"
        )
        yield paragraph("TableEnd", "")

    def figure(self, figure: Figure, indent: float) -> Iterator[str]:
        """Yield a drawing under its caption; the picture itself is a part of the file."""
        side = f'<w:ind w:left="{twips(indent)}"/>' if indent else ""
        self.figures.append(figure)
        yield paragraph("Caption", self.inlines(figure.caption), side)
        yield paragraph("Flush", picture(figure, len(self.figures)), side)

    def row(self, table: Table, place: int, widths: list[int]) -> str:
        """Return a row of a table."""
        return _row(self.cells(table, table.rows[place], widths))

    def cells(self, table: Table, row: Iterable[tuple[Inline, ...]], widths: list[int], *, head: bool = False) -> Iterator[str]:
        """Yield the cells of a row; what stands in the last one goes on to the edge."""
        style, beneath = ("TableHead", HEADED) if head else ("TableText", "")
        last = len(widths) - 1
        for place, (children, column, width) in enumerate(zip(row, table.columns, widths, strict=True)):
            side = '<w:jc w:val="right"/>' if column.align is Align.END else ""
            edge = EDGE if place == last else ""
            content = paragraph(style, self.inlines(children), side)
            yield cell(width, content, beneath + edge + (BOTTOM if head else ""))

    def inlines(self, children: Iterable[Inline]) -> str:
        """Return runs of text."""
        return "".join(map(self.inline, children))

    def inline(self, inline: Inline, properties: str = "") -> str:  # noqa: PLR0911  # one per kind of inline
        """Return what one inline becomes."""
        match inline:
            case Text() | TermUse():
                return words(inline.text, properties)
            case Strong():
                return "".join(self.inline(child, f"<w:b/>{properties}") for child in inline.children)
            case Emphasis():
                tongue = f'<w:lang w:val="{LANGUAGES.get(inline.language, inline.language)}"/>' if inline.language else ""
                return "".join(self.inline(child, f"{properties}<w:i/>{tongue}") for child in inline.children)
            case Reference():
                return self.reference(inline)
            case Value():
                return words(inline.text, f'<w:rStyle w:val="Value"/>{properties}')
            case Blank():
                return words(f"[{inline.label}]", f'<w:rStyle w:val="Blank"/>{properties}')
            case FillIn():
                return words("_" * 24, properties)
            case Withheld():
                return words(inline.text, f'<w:rStyle w:val="Withheld"/>{properties}')
            case Revision():
                return self.revision(inline, properties)

    def revision(self, revision: Revision, properties: str) -> str:
        """Return words that changed; a draft has none (see `redlining`)."""
        raise NotImplementedError

    def reference(self, reference: Reference) -> str:
        """Return a reference with each number in it as a link to the article or annex.

        A link, not a REF field: LibreOffice (measured with 7.4) does not know how to leave out the word and turns a field on a number into "artikel Artikel 4", on screen,
        in PDF and in the file that it saves; see docs/decisions/0007-references-in-word.md.
        """
        tops = [self.labels[target] for target in reference.targets if target in self.labels]
        found, position = "", 0
        for match in _NUMBER.finditer(reference.text):
            top = next((top for top in tops if top.number == match.group()), None)
            if top is not None:
                tops = [each for each in tops if each is not top]
                found += words(reference.text[position : match.start()]) if match.start() > position else ""
                found += f"<w:hyperlink w:anchor={attribute(bookmark(top.uid))}>{words(match.group())}</w:hyperlink>"
                position = match.end()
        return found + (words(reference.text[position:]) if position < len(reference.text) else "")


def _has_annex(part: Division) -> bool:
    return any(isinstance(child, Division) and child.role is Role.ANNEX for child in part.children)


def _row(cells: Iterable[str], properties: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _section() -> str:
    top, right, bottom, left = (twips(each) for each in MARGINS)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdFirstheader"/><w:footerReference w:type="default" r:id="rIdFooter"/><w:footerReference w:type="first" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{twips(PAGE[0])}" w:h="{twips(PAGE[1])}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{twips(12)}" w:footer="{twips(17)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
