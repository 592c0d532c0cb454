"""The styles of an agreement in Word: type and measures as on the PDF page, under names that Word knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agreements.drafting.document import Document, Role
from agreements.formats.flow import heading_column
from agreements.formats.word.markup import HEAD, LANGUAGES, NAMESPACES, twips

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"
GREY = "404040"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: sizes in points, indents in millimetres from the text block, `hanging` for the number before it.

    Between two paragraphs the larger of the space after and the space before holds (ECMA-376 part 1, 17.3.1.33), as on the PDF page.
    """

    name: str
    label: str
    size: float = 11
    leading: float = 15.5
    before: float = 0
    after: float = 5
    left: float = 0
    right: float = 0
    hanging: float = 0
    sans: bool = False
    bold: bool = False
    grey: bool = False
    keep_next: bool = False
    exact: bool = False
    contextual: bool = False
    outline: int | None = None
    numbering: tuple[int, int] | None = None
    next: str = ""
    extra: str = ""


ARTICLES, ANNEXES = 1, 2
"""Numbering instances that the styles are tied to; every other list gets an instance of its own."""

_SIDES = {"top": 4, "left": 7, "bottom": 4, "right": 7}  # points between words and border
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="000000"/>' for side, space in _SIDES.items())
_BOX = f"<w:pBdr>{_BORDERS}</w:pBdr>"
_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>'


def _stops(*places: tuple[float, str]) -> str:
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(place)}"/>' for place, kind in places)
    return f"<w:tabs>{stops}</w:tabs>"


_ABREAST = _stops((11, "left"), (33.5, "right"), (35.5, "left"), (46.5, "left"), (69, "right"))

STYLES = (
    Style("Title", "Title", 20, 25, 0, 0, sans=True, bold=True, keep_next=True, next="Subtitle"),
    Style("Subtitle", "Subtitle", 13, 17, 3, 14, sans=True, grey=True, next="BodyText"),
    Style("Notice", "Notice", 9.5, 13, 17, 6, left=2.5, right=2.5, sans=True, contextual=True, extra=_BOX),
    Style("Heading1", "heading 1", 13, 17, 18, 5, sans=True, bold=True, keep_next=True, outline=0, next="BodyText"),
    Style("Heading2", "heading 2", 11.5, 15.5, 14, 4, sans=True, bold=True, keep_next=True, outline=1, numbering=(ARTICLES, 0), next="Lid"),
    Style(
        "AnnexHeading", "Annex Heading", 13, 17, 0, 2, sans=True, bold=True, keep_next=True, outline=0, numbering=(ANNEXES, 0), next="Flush"
    ),
    Style("AnnexNote", "Annex Note", 10, 14, 0, 8, sans=True, grey=True, keep_next=True),
    Style("BodyText", "Body Text", left=12),
    Style("Flush", "Flush Text"),
    Style("Lid", "Lid", left=12, hanging=12, numbering=(ARTICLES, 1)),
    Style("Onderdeel", "Onderdeel", left=20, hanging=8, numbering=(ARTICLES, 2)),
    Style("Subonderdeel", "Subonderdeel", left=29, hanging=9, numbering=(ARTICLES, 3)),
    Style("Definition", "Definition", left=12),
    Style("Caption", "caption", 9.5, 13, 11, 4, sans=True, bold=True, keep_next=True),
    Style("TableText", "Table Text", 9.5, 13, 3.4, 3.4, sans=True),
    Style("TableHead", "Table Head", 9.5, 13, 3.4, 3.4, sans=True, bold=True, keep_next=True),
    Style("SignatureParty", "Signature Party", 11, 15.5, 12, 0),
    Style("SignaturePartyMany", "Signature Party Many", 10, 13, 6, 0),
    Style("SignatureSpace", "Signature Space", 10, 62, 0, 4, exact=True, extra=_LINE),
    Style("SignatureSpaceMany", "Signature Space Many", 10, 48, 0, 4, exact=True, extra=_LINE),
    Style("SignatureSpaceClose", "Signature Space Close", 10, 40, 0, 4, exact=True, extra=_LINE),
    Style("SignatureLineClose", "Signature Line Close", 9.5, 15.5, 3, 1, sans=True, grey=True, extra=_ABREAST),
    Style("SignatureName", "Signature Name", 11, 15.5, 0, 0, bold=True),
    Style("SignatureFunction", "Signature Function", 10, 13, 0, 0, sans=True),
    Style("SignatureLine", "Signature Line", 9.5, 15.5, 7, 0, sans=True, grey=True, extra=_stops((14, "left"), (69, "right"))),
    Style("SignatureLineMany", "Signature Line Many", 9.5, 15.5, 3, 5, sans=True, grey=True, extra=_ABREAST),
    Style("TableEnd", "Table End", 1, 1, 0, 8, exact=True),
    Style("Header", "header", 8.5, 11.5, 0, 0, sans=True, grey=True),
    Style("HeaderNotice", "Header Notice", 8.5, 10.5, 2, 0, sans=True, grey=True, contextual=True),
    Style("Footer", "footer", 8.5, 11.5, 0, 0, sans=True, grey=True),
)

_WITHHELD = f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:eastAsia="{SANS}" w:cs="{SANS}"/><w:sz w:val="19"/><w:szCs w:val="19"/><w:shd w:val="clear" w:color="auto" w:fill="E3E3E3"/>'

CHARACTER = {
    "Blank": ("Blank", '<w:u w:val="dotted"/><w:shd w:val="clear" w:color="auto" w:fill="FFF1A8"/>'),
    "Withheld": ("Withheld", _WITHHELD),
    "Value": ("Value", ""),
    "Term": ("Defined Term", ""),
    "Foreign": ("Foreign", "<w:i/>"),
}


def styles_xml(document: Document) -> bytes:
    """Return the part word/styles.xml: the same for all documents but for their language and how long their numbers are."""
    tongue = LANGUAGES[document.language]
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SERIF)}<w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{tongue}" w:eastAsia="{tongue}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="310" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    basic = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    body = "".join(_paragraph_style(_headed(style, document)) for style in STYLES) + "".join(
        _character_style(key, *value) for key, value in CHARACTER.items()
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{basic}{body}</w:styles>".encode()


def _headed(style: Style, document: Document) -> Style:
    """Return a style; that of a heading with a number with the column in which its words begin."""
    roles = {"Heading2": Role.ARTICLE, "AnnexHeading": Role.ANNEX}
    if style.name not in roles:
        return style
    return replace(style, extra=_stops((heading_column(document, roles[style.name]) * 25.4 / 72, "left")))


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _paragraph_style(style: Style) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    number = ""
    if style.numbering:
        instance, level = style.numbering
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'
    spacing = (
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'w:line="{round(style.leading * 20)}" w:lineRule="{"exact" if style.exact else "atLeast"}"/>'
    )
    hanging = f' w:hanging="{twips(style.hanging)}"' if style.hanging else ""
    right = f' w:right="{twips(style.right)}"' if style.right else ""
    indent = f'<w:ind w:left="{twips(style.left)}"{right}{hanging}/>' if style.left or style.hanging else ""
    contextual = "<w:contextualSpacing/>" if style.contextual else ""
    follows = f'<w:next w:val="{style.next}"/>' if style.next else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    weight = "<w:b/><w:bCs/>" if style.bold else ""
    colour = f'<w:color w:val="{GREY}"/>' if style.grey else ""
    size = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.name}"><w:name w:val="{style.label}"/><w:basedOn w:val="Normal"/>{follows}<w:qFormat/>'
        f"<w:pPr>{keep}{number}{style.extra}{spacing}{indent}{contextual}{outline}</w:pPr>"
        f"<w:rPr>{_fonts(SANS) if style.sans else ''}{weight}{colour}{size}</w:rPr></w:style>"
    )


def _character_style(name: str, label: str, properties: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{label}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"
    )
