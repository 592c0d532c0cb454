"""A signatory signs in a field that stands ready, with something to see in it."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import Signer
from pyhanko.stamp import StaticStampStyle

from agreements.problems import Where, problem
from agreements.signatures.strength import Strength
from agreements.signatures.writing import SigningError, fields, write


class Picture(PdfContent):
    """The first page of a small PDF, drawn inside a field: it brings its own typefaces, so that PDF/A still holds."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content

    def render(self) -> bytes:
        """Draw the page, and say how large it is."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self.content)))
        self.resources.xobject["/Picture"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Picture Do"


_FLUSH = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins(0, 0, 0, 0))
"""What is drawn fills its field, so that it begins where the name below it begins; pyHanko would leave a margin and make it smaller."""


def sign(content: bytes, field: str, signer: Signer, strength: Strength, appearance: bytes | None = None) -> bytes:
    """Return the PDF signed in `field`; `appearance` is a PDF of one page (`formats.stamp`) that is drawn there.

    Raise SigningError when the field is not there or signed already, or as `writing.write` does.
    """
    found = fields(content)
    if found.get(field, True):
        still = ", ".join(name for name, signed in found.items() if not signed) or "@nothing"
        raise SigningError(problem("E642", Where(""), field=field, open=still))
    look = StaticStampStyle()
    if appearance:
        look = StaticStampStyle(background=Picture(appearance), background_layout=_FLUSH, border_width=0, background_opacity=1)
    return write(content, signer, strength, field, look=look)
