"""The document set on A4: PDF/A-3a for the archive and PDF/UA-1 for every reader, in one file, with the tree it was made from inside."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Any
from xml.etree.ElementTree import fromstring

import pydyf  # type: ignore[import-untyped]  # comes with weasyprint, untyped
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]  # comes with weasyprint, untyped
from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from agreements.drafting.document import Block, Division, Document, Role, SignatureBlock, Text, nodes
from agreements.formats import fonts, tagging
from agreements.formats.to_html import asset, markup
from agreements.model.signature_fields import Place
from agreements.model.signing import INSIDE
from agreements.problems import AgreementsError, Problem, Where
from agreements.sources.printable import NOT_XML

SCHEME = "face"
"""The only addresses that a page may ask for: `face:NAME`, a face of the pinned fonts."""

LOCK = Lock()  # Pango's font map, which calls share, is not safe between threads
COLOURS = "sRGB"
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # never written


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF: how it relates to the pages (ISO 32000-2, 7.11.3) and what it is."""

    name: str
    relationship: str
    mime: str
    description: str
    format: str


ENCLOSURES = (
    Enclosure("document.akn.xml", "Alternative", "application/akn+xml", "Akoma Ntoso", "to_akn"),
    Enclosure("document.json", "Source", "application/json", "Document tree", "to_json"),
)
"""What every PDF carries, by name, as a name tree must be sorted."""

PLAN = Enclosure(INSIDE, "Data", "application/json", "Signing plan", "")
"""What an issued PDF carries beside them; its name comes after theirs."""


class ForeignAddressError(AgreementsError):
    """A page asked for something that is not ours; nothing was fetched."""


class LostWordsError(AgreementsError):
    """The words on the pages are not those of the document: a fault of the layout, never to be signed."""


class UnprintableError(AgreementsError):
    """The document has characters that the pinned fonts do not have."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Gives the pinned fonts and refuses, fatally, whatever else is asked."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={SCHEME, "data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a face, or what a `data:` address holds; raise FatalURLFetchingError for everything else."""
        scheme, _, name = url.partition(":")
        try:
            return URLFetcherResponse(url, fonts.face(name)) if scheme == SCHEME else super().fetch(url, headers)
        except Exception as error:
            raise FatalURLFetchingError(url) from error


class Page(HTML):  # type: ignore[misc]  # weasyprint has no types
    """Markup of ours, which is XML too: WeasyPrint would read it as browsers read whatever they get, which takes six times as long."""

    def __init__(self, text: str) -> None:
        self.base_url, self.url_fetcher, self.media_type = "", Fetcher(), "print"
        self.wrapper_element = ElementWrapper.from_html_root(fromstring(NOT_XML.sub("\ufffd", text)), content_language=None)  # noqa: S314  # ours
        self.etree_element = self.wrapper_element.etree_element


def render(document: Document) -> bytes:
    """Return the PDF: the same bytes for the same document.

    Raise UnprintableError for characters that the pinned fonts do not have, ForeignAddressError rather than fetch anything, and
    LostWordsError rather than return pages that do not hold every word.
    """
    return typeset(document, enclosures(document))


def enclosures(document: Document) -> dict[str, bytes]:
    """Return the content of every enclosure by its name."""
    return {each.name: _renderer(each.format)(document) for each in ENCLOSURES}


def _renderer(name: str) -> Callable[[Document], bytes]:
    module = import_module(f"agreements.formats.{name}")  # late, as in `agreements.formats.render`
    return module.render  # type: ignore[no-any-return]  # chosen by name


def typeset(document: Document, contents: dict[str, bytes], page: str = "") -> bytes:
    """Return the PDF with `contents`, some or all of `ENCLOSURES` and `PLAN` by their names, inside.

    `page` is the HTML when it is not that of a draft.
    """
    moment = datetime.fromisoformat(document.date).replace(tzinfo=UTC) if document.date else _NO_DATE
    attachments = [
        Attachment(string=contents[each.name], name=each.name, created=moment, modified=moment, description=each.description)
        for each in (*ENCLOSURES, PLAN)
        if each.name in contents
    ]
    html = Page(page or markup(document, paged=True))
    with LOCK, _undisturbed():
        try:
            layout = _lay_out(document, html)
            _identify(layout.metadata)
            finish = partial(_complete, document=document, words="".join(html.etree_element.find("body/main").itertext()))
            options = {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS, "attachments": attachments}
            return layout.write_pdf(finisher=finish, **options)  # type: ignore[no-any-return]  # bytes, as there is no target
        except FatalURLFetchingError as error:
            raise ForeignAddressError(Problem("E602", Where(""), (("address", str(error)),))) from error


POINTS = 72 / 96
"""Points in one of WeasyPrint's pixels."""

_INSET = 1.5  # points that a field stays clear of the line to sign on


def places(document: Document) -> dict[str, Place]:
    """Return where the room to sign is of each signature block, by the uid of the block; the pages are laid out as `render` does."""
    html = Page(markup(document, paged=True))
    with LOCK, _undisturbed():
        layout = _lay_out(document, html)
    spaces = {f"{each.uid}.space": each.uid for each in nodes(document) if isinstance(each, SignatureBlock)}
    return {
        spaces[anchor]: _place(number, page.height, corners)
        for number, page in enumerate(layout.pages)
        for anchor, corners in page.anchors.items()
        if anchor in spaces
    }


def _place(page: int, height: float, corners: tuple[float, float, float, float]) -> Place:
    """Return a rectangle that WeasyPrint counts in pixels from the top as PDF counts it."""
    left, top, right, bottom = (round(each * POINTS, 2) for each in corners)
    paper = round(height * POINTS, 2)
    return Place(page, left, round(paper - bottom + _INSET, 2), right, round(paper - top, 2))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector of garbage away: of the boxes that a layout makes by the hundred thousand, none is garbage before the end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _lay_out(document: Document, html: Any) -> Any:  # noqa: ANN401  # weasyprint has no types
    """Return the pages; the places to sign stand together on one page, and only if they cannot, on more."""
    configuration, style, flowing = _styles()
    settings = {"font_config": configuration, "color_profiles": colours()}
    if _crowded(document, style, settings):
        return html.render(stylesheets=[style, flowing], **settings)
    layout = html.render(stylesheets=[style], **settings)
    return html.render(stylesheets=[style, flowing], **settings) if _scattered(document, layout) else layout


_ROOM = 8
"""So many places to sign stand on one page unless names or capacities are very long; more are tried first, alone."""


def _crowded(document: Document, style: Any, settings: dict[str, Any]) -> bool:  # noqa: ANN401  # weasyprint has no types
    """Say whether the places to sign would not even stand on an empty page; it saves laying out a long document twice."""
    signings = [signing for signing in _signings(document) if len(signing) > _ROOM]
    if not signings:
        return False
    headed = Division("alone", Role.PART, "", "", (Text("."),), tuple(signings[0]))
    alone = replace(document, parts=(headed,))
    html = Page(markup(alone, paged=True))
    nothing_above = CSS(string=".title, .subtitle, .notice { display: none }", url_fetcher=Fetcher())
    return _scattered(alone, html.render(stylesheets=[style, nothing_above], **settings))


def _scattered(document: Document, layout: Any) -> bool:  # noqa: ANN401  # weasyprint has no types
    """Say whether places to sign stand on another page than the words that lead to them."""
    pages = {uid: number for number, page in reversed(list(enumerate(layout.pages))) for uid in page.anchors}
    return any(len({pages[each.uid] for each in signing}) > 1 for signing in _signings(document))


def _signings(document: Document) -> Iterator[list[Block]]:
    """Yield the places to sign of each division, with what is right before them."""
    for division in nodes(document):
        blocks = [each for each in division.children if not isinstance(each, Division)] if isinstance(division, Division) else []
        for place, block in enumerate(blocks):
            if isinstance(block, SignatureBlock):
                yield blocks[max(place - 1, 0) :]
                break


@cache
def _styles() -> tuple[Any, Any, Any]:
    """Return the font configuration, the parsed style and what loosens it; they cost as much as a short document and never change."""
    configuration = FontConfiguration()
    style = CSS(string=f"{fonts.rules(SCHEME)}\n{asset('paged.css')}", font_config=configuration, url_fetcher=Fetcher())
    return configuration, style, CSS(string=".abreast { break-after: auto }", font_config=configuration, url_fetcher=Fetcher())


class Profile(ColorProfile):  # type: ignore[misc]  # weasyprint has no types
    """A colour profile that is written as its file stands: Pillow writes another one once its description has been read (13.0)."""

    def __init__(self, name: str) -> None:
        self.content_of_file = (files("weasyprint.pdf") / name).read_bytes()
        super().__init__(BytesIO(self.content_of_file), name, "relative-colorimetric", (["r"], ["g"], ["b"]))

    @property
    def content(self) -> bytes:
        """Return the bytes of the file."""
        return self.content_of_file


@cache
def _profile() -> Profile:
    return Profile("sRGB2014.icc")


def colours() -> dict[str, Any]:
    """Return the colours that are meant on every screen; WeasyPrint would read the same profile each time, and leave its file open."""
    return {COLOURS: _profile()}


def _identify(metadata: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    """Let the metadata say that the file is PDF/UA-1 too, with the schema that PDF/A asks for it."""
    archive = metadata.generate_rdf_metadata

    def both(*identification: object) -> bytes:
        xml: bytes = archive(*identification)
        return xml.replace(b"</rdf:RDF>", asset("pdfua.xml").encode() + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = both


def _complete(layout: Any, pdf: Any, *, document: Document, words: str) -> None:  # noqa: ANN401  # weasyprint has no types
    _finish(layout, pdf, document=document, words=words)
    pdf.objects[:] = map(_Written, pdf.objects)


def _finish(layout: Any, pdf: Any, *, document: Document, words: str) -> None:  # noqa: ANN401  # weasyprint has no types
    check_fonts(layout)
    name_fonts(pdf)
    _relate(pdf, dated=bool(document.date))
    if "".join(tagging.mend(layout, pdf).split()) != "".join(words.split()):
        raise LostWordsError(Problem("E603", Where("")))


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object as it will stand in the file: pydyf writes each again, and compresses it again, for the identifier of the whole."""

    data = b""
    compressible = False

    def __init__(self, written: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = written.number, written.generation, written.free
        self.compressible = written.compressible
        if self.free == "n":
            self.data = _compressed(written) if isinstance(written, pydyf.Stream) and written.compress else written.data


def _compressed(stream: pydyf.Stream) -> bytes:
    """Return a stream as it will stand in the file, at zlib's usual strength: the hardest, pydyf's, takes thrice the time for 1 %."""
    _, _, content = pydyf.Stream(stream.stream).data.partition(b"stream\n")
    packed = zlib.compress(content.removesuffix(b"\nendstream"))
    written: bytes = pydyf.Stream([packed], {**stream.extra, "Filter": "/FlateDecode"}).data
    return written


def check_fonts(layout: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    """Raise UnprintableError when a font of the machine had to help, or none could: the page would not be the same everywhere."""
    foreign = {
        character
        for font in layout.fonts.values()
        for character in (map(chr, font.missing) if fonts.is_pinned(font.family) else "".join(font.to_unicode.values()))
    }
    if foreign:
        raise UnprintableError(Problem("E601", Where(""), (("characters", " ".join(sorted(foreign))),)))


def name_fonts(pdf: Any) -> None:  # noqa: ANN401  # weasyprint has no types
    """Give each font the name that its maker gave it."""
    for each in pdf.objects:
        if isinstance(each, dict):
            for key in {"BaseFont", "FontName"} & each.keys():
                each[key] = fonts.public(each[key])


def _relate(pdf: Any, *, dated: bool) -> None:  # noqa: ANN401  # weasyprint has no types
    """Give each enclosure its relationship and type, and name it once as belonging to the document."""
    known = {each.name: each for each in (*ENCLOSURES, PLAN)}
    specifications: list[Any] = [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Filespec"]
    for specification in specifications:
        enclosure = known[specification["UF"].string]
        specification["AFRelationship"] = f"/{enclosure.relationship}"
        number = int(specification["EF"]["F"].split()[0])
        stream = pdf.objects[number].extra
        stream["Subtype"] = f"/{enclosure.mime.replace('/', '#2f')}"
        if not dated:
            del stream["Params"]["CreationDate"], stream["Params"]["ModDate"]
    if specifications:
        pdf.catalog["AF"][:] = [each.reference for each in specifications]
