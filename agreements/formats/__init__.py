"""Document tree in, bytes out. Each format is one module with one public function `render(document) -> bytes`.

The table holds names of modules, not modules: a heavy library is loaded only by the format that needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from agreements.drafting.document import Document

RENDERERS = {
    "docx": "agreements.formats.to_docx",
    "pdf": "agreements.formats.to_pdf",
    "html": "agreements.formats.to_html",
    "akn": "agreements.formats.to_akn",
    "txt": "agreements.formats.to_text",
    "json": "agreements.formats.to_json",
}

METADATA = {"diwoo": "agreements.formats.to_diwoo"}
"""Formats that tell about a document, and do not hold its words."""


class _Renderer(Protocol):
    def render(self, document: Document) -> bytes: ...


def render(document: Document, name: str) -> bytes:
    """Return a document in a format of `RENDERERS`, or what one of `METADATA` tells of it: the same bytes for the same document."""
    return cast("_Renderer", import_module((RENDERERS | METADATA)[name])).render(document)
