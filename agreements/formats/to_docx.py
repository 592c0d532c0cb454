"""The document as a Word file that counsel can edit: native numbering, real styles, clauses that can be found again."""

from __future__ import annotations

from agreements.drafting.comparison import Redline
from agreements.drafting.document import Division, Document, Role, nodes
from agreements.formats.drawing import png
from agreements.formats.word.body import Body
from agreements.formats.word.numbering import Lists
from agreements.formats.word.package import package
from agreements.formats.word.proof import differs
from agreements.formats.word.redlining import RedlineBody, Revising, Tracker
from agreements.formats.word.styles import styles_xml
from agreements.problems import AgreementsError, Where, problem


class UnprovedError(AgreementsError):
    """A redline is not what it should be: a fault of ours, never to leave the house."""


WORDS = {"nl": ("Artikel", "Bijlage"), "en": ("Article", "Annex")}


def render(document: Document, *, identified: bool = True) -> bytes:
    """Return the bytes of a .docx file (ECMA-376, transitional); `identified` puts in what it takes to know document and clauses again."""
    lists = _lists(document)
    body = Body(document, lists)
    content = (body.xml(), styles_xml(document), lists.xml())
    return package(document, content, [png(each) for each in body.figures], identified=identified)


def redlined(found: Redline, by: Revising) -> bytes:
    """Return a redline as a .docx file with tracked changes, proved on its bytes; nothing is in it by which document and clauses are known.

    Raise UnprovedError (E511) rather than return a file that is not both versions.
    """
    lists = _lists(found.new)
    body = RedlineBody(found.document, lists, redline=found, tracker=Tracker(by))
    content = (body.xml(), styles_xml(found.new), lists.xml())
    data = package(found.new, content, [png(each) for each in body.figures], identified=False, redlined=body.margins())
    wrong = differs(data, render(found.old, identified=False), render(found.new, identified=False))
    if wrong:
        raise UnprovedError(problem("E511", Where(""), detail=wrong[0]))
    return data


def _lists(document: Document) -> Lists:
    """Return the numbering of a document as the tree prints it: the words before the numbers of articles and annexes, and the numerals."""
    articles = (node for node in nodes(document) if isinstance(node, Division) and node.role is Role.ARTICLE)
    return Lists(_words(document), roman=any(not article.number.isdigit() for article in articles))


def _words(document: Document) -> tuple[str, str]:
    """Return the words before the numbers of articles and annexes, as the tree prints them."""
    found = dict(zip((Role.ARTICLE, Role.ANNEX), WORDS[document.language], strict=True))
    for node in nodes(document):
        if isinstance(node, Division) and node.role in found:
            found[node.role] = node.marker.removesuffix(node.number).rstrip("\u00a0 ")
    return found[Role.ARTICLE], found[Role.ANNEX]
