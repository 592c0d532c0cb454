"""A scan of a signed paper beside the issued document, page by page, for those who attest it; by PDFium."""

from __future__ import annotations

import pypdfium2


def pages(content: bytes) -> int | None:
    """Return how many pages a PDF has; None for what is no PDF that can be read, as a picture."""
    try:
        with pypdfium2.PdfDocument(content) as file:
            return len(file)
    except pypdfium2.PdfiumError:
        return None
