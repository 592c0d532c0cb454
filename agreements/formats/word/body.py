"""The body of a Word document, from the tree."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from agreements.drafting.document import (
    Align,
    Blank,
    Definition,
    Division,
    Document,
    Emphasis,
    FillIn,
    Inline,
    Node,
    Paragraph,
    Reference,
    Role,
    SignatureBlock,
    Space,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    below,
    plain,
)
from agreements.formats.word.markup import HEAD, LANGUAGES, NAMESPACES, numbered, paragraph, tab, twips, words
from agreements.formats.word.numbering import LEVELS, Lists
from agreements.formats.word.styles import ANNEXES, ARTICLES
from agreements.formats.xmltext import attribute

STYLE = {Role.PARAGRAPH: "Lid", Role.ITEM: "Onderdeel", Role.SUBITEM: "Subonderdeel"}
CONTINUED = {Role.PARAGRAPH: 12.0, Role.ITEM: 20.0, Role.SUBITEM: 29.0}
PAGE = (210, 297)
MARGINS = (30, 30, 32, 30)  # top, right, bottom, left
BLOCK, TEXT = 150, 12
SIGNATURE, GAP = 69, 12
LETTER, PADDING = 1.85, 3.2  # millimetres: a letter of the head of a table, and the room after a column
BOTTOM = '<w:vAlign w:val="bottom"/>'  # so that the lines to sign on stand level
_NUMBER = re.compile(r"\d+")


def bookmark(uid: str) -> str:
    """Return the bookmark of a division: at most 40 letters, digits and underscores, unique for its uid, the same in every draft."""
    plain = "maw_" + re.sub(r"[^A-Za-z0-9]+", "_", uid).strip("_")
    if len(plain) <= 40 and re.fullmatch(r"[a-z0-9-]+", uid):  # noqa: PLR2004  # Word's limit
        return plain
    return f"{plain[:31]}_{hashlib.sha256(uid.encode()).hexdigest()[:8]}"


@dataclass(slots=True)
class Body:
    """Writes one document; knows which list it is in and numbers its bookmarks."""

    document: Document
    lists: Lists
    marks: int = 0
    labels: dict[str, Division] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember which article or annex each division stands in, for the references to its number."""
        for part in self.document.parts:
            for top in part.children:
                if isinstance(top, Division) and top.role in {Role.ARTICLE, Role.ANNEX}:
                    self.labels.update({node.uid: top for node in below(top) if isinstance(node, Division)})

    def xml(self) -> bytes:
        """Return the part word/document.xml."""
        blocks = [*self.top(), *(block for part in self.document.parts for block in self.part(part))]
        return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{_section()}</w:body></w:document>".encode()

    def top(self) -> Iterator[str]:
        """Yield what stands above the first part."""
        furniture = self.document.furniture
        yield paragraph("Title", words(self.document.title))
        if self.document.subtitle:
            yield paragraph("Subtitle", self.inlines(self.document.subtitle))
        yield from (paragraph("Notice", words(notice)) for notice in furniture.notices)

    def part(self, part: Division) -> Iterator[str]:
        """Yield a part with its heading."""
        if part.heading:
            yield paragraph("Heading1", self.inlines(part.heading))
        yield from self.nodes(part.children, self.lists.begin(), flush=any(isinstance(child, SignatureBlock) for child in part.children))

    def nodes(self, children: tuple[Node, ...], instance: int, *, indent: float = TEXT, flush: bool = False) -> Iterator[str]:
        """Yield the blocks of nodes in a list instance; `indent` is where running text stands, in millimetres."""
        for is_signature, group in groupby(children, key=lambda node: isinstance(node, SignatureBlock)):
            if is_signature:
                yield self.signatures([node for node in group if isinstance(node, SignatureBlock)])
                continue
            nodes = list(group)
            for place, node in enumerate(nodes):
                leads = (place + 1 < len(nodes) and not isinstance(nodes[place + 1], Paragraph)) or flush
                yield from self.node(node, instance, indent, keep=leads, flush=flush)

    def node(self, node: Node, instance: int, indent: float, *, keep: bool, flush: bool) -> Iterator[str]:
        """Yield what one node becomes."""
        match node:
            case Division(role=Role.ARTICLE | Role.ANNEX):
                yield from self.clause(node)
            case Division():
                yield from self.item(node, instance)
            case Paragraph():
                differs = "" if indent == 12 else f'<w:ind w:left="{twips(indent)}"/>'  # noqa: PLR2004  # the style's own
                yield paragraph(
                    "Flush" if flush else "BodyText",
                    self.inlines(node.children),
                    ("<w:keepNext/>" if keep else "") + ("" if flush else differs),
                )
            case Definition():
                yield paragraph("Definition", f"{words(node.name, '<w:i/>')}{words(': ')}{self.inlines(node.children)}")
            case Table():
                yield from self.table(node)
            case SignatureBlock():  # grouped by `nodes`
                yield self.signatures([node])

    def clause(self, division: Division) -> Iterator[str]:
        """Yield an article or annex between the ends of its bookmark."""
        annex = division.role is Role.ANNEX
        instance = ANNEXES if annex else ARTICLES
        self.marks += 1
        start = f'<w:bookmarkStart w:id="{self.marks}" w:name={attribute(bookmark(division.uid))}/>'
        end = f'<w:bookmarkEnd w:id="{self.marks}"/>'
        properties = ("<w:pageBreakBefore/>" if annex else "") + numbered(instance, 0)
        heading = paragraph("AnnexHeading" if annex else "Heading2", start + self.inlines(division.heading), properties)
        note = [paragraph("AnnexNote", self.inlines(division.note))] if division.note else []
        blocks = [heading, *note, *self.nodes(division.children, instance)]
        last = blocks[-1]
        blocks[-1] = last[: -len("</w:p>")] + end + "</w:p>" if last.endswith("</w:p>") else last + end
        yield from blocks

    def item(self, division: Division, instance: int) -> Iterator[str]:
        """Yield a numbered line with what stands under it."""
        first, *others = division.children or (Paragraph(division.uid, ()),)
        content = self.inlines(first.children) if isinstance(first, Paragraph) else ""
        keep = "<w:keepNext/>" if any(isinstance(child, Division) for child in others) else ""
        yield paragraph(STYLE[division.role], content, keep + numbered(instance, LEVELS[division.role]))
        rest = tuple(others) if isinstance(first, Paragraph) else division.children
        yield from self.nodes(rest, instance, indent=CONTINUED[division.role])

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table under its caption; the head returns on every page and no row is split."""
        yield paragraph("Caption", self.inlines(table.caption))
        widths = _widths(table)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        aligns = [column.align for column in table.columns]
        head = "".join(
            self.cell(column.children, column.align, width, head=True) for column, width in zip(table.columns, widths, strict=True)
        )
        rows = "".join(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(self.cell(cell, align, width) for cell, align, width in zip(row, aligns, widths, strict=True))}</w:tr>"
            for row in table.rows
        )
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips(BLOCK)}" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
            '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="767676"/>'
            '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )
        yield paragraph("Flush", "")

    def cell(self, children: tuple[Inline, ...], align: Align, width: int, *, head: bool = False) -> str:
        """Return one cell."""
        side = '<w:jc w:val="right"/>' if align is Align.END else ""
        return _cell(width, paragraph("TableHead" if head else "TableText", self.inlines(children), side))

    def signatures(self, blocks: list[SignatureBlock]) -> str:
        """Return the places to sign, two beside each other, none split over pages and none wider than another."""
        wide, gap = twips(SIGNATURE), twips(GAP)
        rows = []
        for place in range(0, len(blocks), 2):
            pair = blocks[place : place + 2]
            second = self.signature(pair[1]) if len(pair) > 1 else paragraph("SignatureLine", "")
            rows.append(
                f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(wide, self.signature(pair[0]), BOTTOM)}"
                f"{_cell(gap, paragraph('SignatureLine', ''))}{_cell(wide, second, BOTTOM)}</w:tr>"
            )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{2 * wide + gap}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{wide}"/><w:gridCol w:w="{gap}"/><w:gridCol w:w="{wide}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
        )

    def signature(self, block: SignatureBlock) -> str:
        """Return one place to sign."""
        lines = (
            paragraph(
                "SignatureLine",
                words(space.label) + tab() + tab('<w:u w:val="single"/>'),
                f'<w:tabs><w:tab w:val="left" w:pos="{twips(14)}"/><w:tab w:val="right" w:pos="{twips(SIGNATURE)}"/></w:tabs>',
            )
            for space in block.spaces
            if space.space is not Space.SIGNATURE
        )
        return "".join(
            (
                paragraph("SignatureParty", self.inlines(block.party)),
                paragraph("SignatureSpace", ""),
                paragraph("SignatureName", self.inline(block.name)),
                paragraph("SignatureLine", self.inline(block.function)),
                *lines,
                paragraph("SignatureLine", ""),
            )
        )

    def inlines(self, children: Iterable[Inline]) -> str:
        """Return runs of text."""
        return "".join(map(self.inline, children))

    def inline(self, inline: Inline, properties: str = "") -> str:  # noqa: PLR0911  # one per kind of inline
        """Return what one inline becomes."""
        match inline:
            case Text():
                return words(inline.text, properties)
            case Strong():
                return "".join(self.inline(child, f"<w:b/>{properties}") for child in inline.children)
            case Emphasis():
                tongue = f'<w:lang w:val="{LANGUAGES.get(inline.language, inline.language)}"/>' if inline.language else ""
                return "".join(self.inline(child, f"{properties}<w:i/>{tongue}") for child in inline.children)
            case TermUse():
                return words(inline.text, properties)
            case Reference():
                return self.reference(inline)
            case Value():
                return words(inline.text, f'<w:rStyle w:val="Value"/>{properties}')
            case Blank():
                return words(f"[{inline.label}]", f'<w:rStyle w:val="Blank"/>{properties}')
            case FillIn():
                return words("_" * 24, properties)

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


def _widths(table: Table) -> list[int]:
    """Return the widths of columns, in twips: each holds its longest word, and what is left goes to those that say more than a line."""
    texts = [[plain(column.children), *(plain(row[place]) for row in table.rows)] for place, column in enumerate(table.columns)]
    least = [max(len(word) for text in column for word in (text or " ").split(" ")) * LETTER + PADDING for column in texts]
    wanted = [max(map(len, column)) * LETTER + PADDING for column in texts]
    rest = BLOCK - sum(least)
    if rest < 0:
        return [twips(BLOCK * width / sum(least)) for width in least]
    more = [want - width for want, width in zip(wanted, least, strict=True)]
    share = min(1.0, rest / sum(more)) if sum(more) else 0.0
    spare = (rest - share * sum(more)) / len(least)
    return [twips(width + share * extra + spare) for width, extra in zip(least, more, strict=True)]


def _cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _section() -> str:
    top, right, bottom, left = (twips(each) for each in MARGINS)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdFirstheader"/><w:footerReference w:type="default" r:id="rIdFooter"/><w:footerReference w:type="first" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{twips(PAGE[0])}" w:h="{twips(PAGE[1])}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{twips(13)}" w:footer="{twips(12)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
