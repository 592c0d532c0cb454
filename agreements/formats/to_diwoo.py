"""What a document says about itself for the national index of public documents: DiWoo metadata 0.9.8 as a file beside it.

Only what the document holds is written; what the standard asks besides is named in a comment, for the office to add. No schema was at hand
(https://standaarden.overheid.nl/diwoo/metadata/0.9.8/xsd/diwoo/diwoo-metadata.xsd), so the file was judged by nobody: names and order of
elements are those of public examples. `publisher` is one organisation: the first minister of the document. Who else signs a covenant for
the State or a province stands in the comment, for `medeverantwoordelijken`: of that list no public example shows the elements. The category
is that of TOOI: covenants (Wet open overheid, art. 3.3(2)(f)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreements.drafting.document import Document, Value, inlines, plain
from agreements.formats.xmltext import attribute, clean
from agreements.model.dossier_kinds import Kind
from agreements.sources.printable import NOT_XML

NAMESPACE = "https://standaarden.overheid.nl/diwoo/metadata/"
COVENANTS = "https://identifier.overheid.nl/tooi/def/thes/kern/c_8fc2335c"
LANGUAGES = {"nl": ("NLD", "Nederlands"), "en": ("ENG", "Engels")}
_AUTHORITY = "http://publications.europa.eu/resource/authority/language"
_PROVINCE = {"nl": "provincie ", "en": "province of "}
_COVENANT = frozenset({Kind.EOP, Kind.JLOI, Kind.MAATWERKAFSPRAAK, Kind.ADDENDUM, Kind.KENNISGEVING})
"""Kinds that are a covenant, or by which one is published, whatever its name (Aanwijzingen voor convenanten 2025, 1, 25 and 29)."""


def render(document: Document) -> bytes:
    """Return the metadata of a document as XML, in UTF-8."""
    parts = dict(_parts(document))
    wanted = ("publisher", "classificatiecollectie", "creatiedatum")
    lacking = [*(name for name in wanted if name not in parts), "publisher/@resource", "documenthandelingen"]
    others = [*_named(document, "ministers")[1:], *(_PROVINCE[document.language] + each for each in _named(document, "provinces"))]
    if others and document.kind in _COVENANT:  # of a note they are no authors
        lacking.append(f"medeverantwoordelijken ({'; '.join(others)})")
    told = _comment(f"Not judged by a schema. Not said by this document, so to be added: {', '.join(lacking)}.")
    body = "".join(parts.values())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{told}\n<diwoo:Document xmlns:diwoo="{NAMESPACE}">'
        f"<diwoo:DiWoo>{body}</diwoo:DiWoo></diwoo:Document>\n"
    ).encode()


def _parts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each element that the document fills, in order."""
    yield "identifiers", _element("identifiers", _element("identifier", clean(document.identifier)))
    for publisher in _named(document, "ministers")[:1]:
        yield "publisher", _element("publisher", clean(publisher))
    title = " ".join(filter(None, (document.title, plain(document.subtitle)))).replace("\u00a0", " ")
    yield "titelcollectie", _element("titelcollectie", _element("officieleTitel", clean(title)))
    if document.kind in _COVENANT:
        category = _element("informatiecategorie", "convenanten", COVENANTS)
        yield "classificatiecollectie", _element("classificatiecollectie", _element("informatiecategorieen", category))
    if document.date:
        yield "creatiedatum", _element("creatiedatum", document.date)
    code, name = LANGUAGES[document.language]
    yield "language", _element("language", name, f"{_AUTHORITY}/{code}")


def _named(document: Document, kind: str) -> list[str]:
    """Return the ministers or the provinces that a document names, each once, in its order."""
    path = re.compile(rf"{kind}\[[^\]]+\]\.name")
    return list(dict.fromkeys(each.text for each in inlines(document) if isinstance(each, Value) and path.fullmatch(each.path)))


def _comment(text: str) -> str:
    """Return a comment; two hyphens would end it."""
    return f"<!-- {re.sub('-(?=-)', '- ', NOT_XML.sub(chr(0xFFFD), text))} -->"


def _element(name: str, content: str, resource: str = "") -> str:
    """Return an element with its content as XML, and what it points to."""
    pointed = f" resource={attribute(resource)}" if resource else ""
    return f"<diwoo:{name}{pointed}>{content}</diwoo:{name}>"
