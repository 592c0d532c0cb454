"""Small pieces of WordprocessingML as text. Everything that comes from a document goes through `words`, which escapes it."""

from __future__ import annotations

from agreements.drafting.document import Figure
from agreements.formats.xmltext import attribute, clean

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"'
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
EMU = 3600
"""Units of drawings in Word in a tenth of a millimetre."""

BOTTOM = '<w:vAlign w:val="bottom"/>'
"""What sets the content of a cell at its bottom."""


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, as Word counts."""
    return round(millimetres * 1440 / 25.4)


def words(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r>{_properties(properties)}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def tab(properties: str = "") -> str:
    """Return a run with a tab."""
    return f"<w:r>{_properties(properties)}<w:tab/></w:r>"


def complex_field(instruction: str, cached: str, properties: str = "") -> str:
    """Return a complex field with the text that it shows until somebody updates it."""
    inner = _properties(properties)
    return (
        f'<w:r>{inner}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{inner}<w:instrText xml:space="preserve"> {clean(instruction)} </w:instrText></w:r>'
        f'<w:r>{inner}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{words(cached, properties)}"
        f'<w:r>{inner}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph in a style; `properties` are what differs from it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def picture(figure: Figure, number: int) -> str:
    """Return a run with the picture of a figure, which is part `rIdFigure` with its number; what it shows is told in words."""
    size = f'cx="{figure.width * EMU}" cy="{figure.height * EMU}"'
    said = f'id="{number}" name="figure {number}" descr={attribute(figure.alternative)}'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {said}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="rIdFigure{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def cell(width: int, content: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def numbered(instance: int, level: int) -> str:
    """Return the properties that give a paragraph its place in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'


def _properties(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""
