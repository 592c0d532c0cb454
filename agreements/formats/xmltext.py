"""Text on its way into XML: escaped, and without what XML cannot hold."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from agreements.sources.printable import NOT_XML


def clean(text: str) -> str:
    """Return text as content; what XML cannot hold becomes a replacement character."""
    return escape(NOT_XML.sub("\ufffd", text))


def attribute(text: str) -> str:
    """Return text as a quoted attribute value."""
    return quoteattr(NOT_XML.sub("\ufffd", text))
