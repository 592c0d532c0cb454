"""The document as a Word file that counsel can edit: native numbering, real styles, clauses that can be found again."""

from __future__ import annotations

from agreements.drafting.document import Division, Document, Role, nodes
from agreements.formats.drawing import png
from agreements.formats.word.body import Body
from agreements.formats.word.numbering import Lists
from agreements.formats.word.package import package
from agreements.formats.word.styles import styles_xml

WORDS = {"nl": ("Artikel", "Bijlage"), "en": ("Article", "Annex")}


def render(document: Document, *, identified: bool = True) -> bytes:
    """Return the bytes of a .docx file (ECMA-376, transitional); `identified` puts in what it takes to know document and clauses again."""
    lists = Lists(_words(document))
    body = Body(document, lists)
    content = (body.xml(), styles_xml(document), lists.xml())
    return package(document, content, [png(each) for each in body.figures], identified=identified)


def _words(document: Document) -> tuple[str, str]:
    """Return the words before the numbers of articles and annexes, as the tree prints them."""
    found = dict(zip((Role.ARTICLE, Role.ANNEX), WORDS[document.language], strict=True))
    for node in nodes(document):
        if isinstance(node, Division) and node.role in found:
            found[node.role] = node.marker.removesuffix(node.number).rstrip("\u00a0 ")
    return found[Role.ARTICLE], found[Role.ANNEX]
