"""A redline in, bytes out: Word with tracked changes, PDF and HTML. What leaves the house holds only what it prints."""

from __future__ import annotations

from agreements.drafting.comparison import Redline
from agreements.formats.word.redlining import Revising

FORMATS = ("docx", "pdf", "html")


def render(found: Redline, name: str, by: Revising) -> bytes:
    """Return a redline in one of `FORMATS`; `by` stands at every change in Word. The same bytes for the same redline, always.

    Raise UnprovedError (E511) when a Word file is not both versions, and as `to_pdf.render` for PDF.
    """
    if name == "docx":
        from agreements.formats.to_docx import redlined  # noqa: PLC0415  # loaded by the format that needs it

        return redlined(found, by)
    from agreements.formats import redline_page  # noqa: PLC0415  # idem

    return redline_page.render_pdf(found) if name == "pdf" else redline_page.render(found)
