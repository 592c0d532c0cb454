"""Small pieces of WordprocessingML as text. Everything that comes from a document goes through `words`, which escapes it."""

from __future__ import annotations

from agreements.formats.xmltext import clean

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"'
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
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


def cell(width: int, content: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def numbered(instance: int, level: int) -> str:
    """Return the properties that give a paragraph its place in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'


def _properties(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""
