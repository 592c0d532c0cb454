"""The styles of an agreement in Word: type and measures as on the PDF page, under names that Word knows."""

from __future__ import annotations

from dataclasses import dataclass

from agreements.formats.word.markup import HEAD, LANGUAGES, NAMESPACES, twips

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"
GREY = "404040"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: sizes in points, indents in millimetres from the text block, `hanging` for the number before it."""

    name: str
    label: str
    size: float = 11
    leading: float = 15.5
    before: float = 0
    after: float = 5
    left: float = 0
    hanging: float = 0
    sans: bool = False
    bold: bool = False
    grey: bool = False
    keep_next: bool = False
    outline: int | None = None
    numbering: tuple[int, int] | None = None
    based_on: str = "Normal"
    extra: str = ""


ARTICLES, ANNEXES = 1, 2
"""Numbering instances that the styles are tied to; every other list gets an instance of its own."""

_SIDES = ("top", "left", "bottom", "right")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="000000"/>' for side in _SIDES)
_BOX = f"<w:pBdr>{_BORDERS}</w:pBdr>"

STYLES = (
    Style("Title", "Title", 20, 25, 0, 0, sans=True, bold=True, keep_next=True),
    Style("Subtitle", "Subtitle", 13, 17, 3, 14, sans=True, grey=True),
    Style("Notice", "Notice", 9.5, 13, 0, 6, sans=True, extra=_BOX),
    Style("Heading1", "heading 1", 13, 17, 18, 5, sans=True, bold=True, keep_next=True, outline=0),
    Style("Heading2", "heading 2", 11.5, 15.5, 14, 4, sans=True, bold=True, keep_next=True, outline=1, numbering=(ARTICLES, 0)),
    Style("AnnexHeading", "Annex Heading", 13, 17, 0, 5, sans=True, bold=True, keep_next=True, outline=0, numbering=(ANNEXES, 0)),
    Style("AnnexNote", "Annex Note", 10, 14, 0, 8, sans=True, grey=True, keep_next=True),
    Style("BodyText", "Body Text", left=12),
    Style("Flush", "Flush Text"),
    Style("Lid", "Lid", left=12, hanging=12, numbering=(ARTICLES, 1)),
    Style("Onderdeel", "Onderdeel", left=20, hanging=8, numbering=(ARTICLES, 2)),
    Style("Subonderdeel", "Subonderdeel", left=29, hanging=9, numbering=(ARTICLES, 3)),
    Style("Definition", "Definition", left=12),
    Style("Caption", "caption", 9.5, 13, 8, 4, sans=True, bold=True, keep_next=True),
    Style("TableText", "Table Text", 9.5, 13, 2, 2, sans=True),
    Style("TableHead", "Table Head", 9.5, 13, 2, 2, sans=True, bold=True, keep_next=True),
    Style("SignatureParty", "Signature Party", 10.5, 14, 0, 0),
    Style(
        "SignatureSpace",
        "Signature Space",
        10,
        62,
        0,
        4,
        extra='<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>',
    ),
    Style("SignatureName", "Signature Name", 11, 15, 0, 0, bold=True),
    Style("SignatureLine", "Signature Line", 10, 15, 4, 0),
    Style("Header", "header", 8.5, 11.5, 0, 0, sans=True, grey=True),
    Style("Footer", "footer", 8.5, 11.5, 0, 0, sans=True, grey=True),
)

CHARACTER = {
    "Blank": ("Blank", '<w:u w:val="dotted"/><w:shd w:val="clear" w:color="auto" w:fill="FFF1A8"/>'),
    "Value": ("Value", ""),
    "Term": ("Defined Term", ""),
    "Foreign": ("Foreign", "<w:i/>"),
}


def styles_xml(language: str) -> bytes:
    """Return the part word/styles.xml for a language (`nl` or `en`)."""
    tongue = LANGUAGES[language]
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
    body = "".join(map(_paragraph_style, STYLES)) + "".join(_character_style(key, *value) for key, value in CHARACTER.items())
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{basic}{body}</w:styles>".encode()


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
        f'w:line="{round(style.leading * 20)}" w:lineRule="{"exact" if style.name == "SignatureSpace" else "atLeast"}"/>'
    )
    hanging = f' w:hanging="{twips(style.hanging)}"' if style.hanging else ""
    indent = f'<w:ind w:left="{twips(style.left)}"{hanging}/>' if style.left or style.hanging else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    weight = "<w:b/><w:bCs/>" if style.bold else ""
    colour = f'<w:color w:val="{GREY}"/>' if style.grey else ""
    size = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.name}"><w:name w:val="{style.label}"/><w:basedOn w:val="{style.based_on}"/><w:qFormat/>'
        f"<w:pPr>{keep}{number}{style.extra}{spacing}{indent}{outline}</w:pPr>"
        f"<w:rPr>{_fonts(SANS) if style.sans else ''}{weight}{colour}{size}</w:rPr></w:style>"
    )


def _character_style(name: str, label: str, properties: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{label}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"
    )
