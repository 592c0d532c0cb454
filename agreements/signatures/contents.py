"""What stands in a PDF besides pages and signatures: scripts, hidden content, files, fields that are no signatures, bytes after the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import TrailerDictionary

from agreements.model.examination import Fault

ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/Hide"}
ACTIONS |= {"/SetOCGState", "/RichMediaExecute", "/GoTo3DView", "/Trans", "/ResetForm", "/Named"}
"""Actions (ISO 32000-1, table 198) that do more than lead to a place in the document."""

KEYS = ("/JS", "/OpenAction", "/AA", "/XFA", "/RichMediaContent")
"""Keys that make a document act by itself."""

ANNOTATIONS = {"/Link", "/Widget"}
"""Annotations that an issued document may have."""

UNSEEN = 2 | 32
"""Flags of an annotation that is hidden or not viewed (ISO 32000-1, table 165)."""

WRITTEN_BY_TOOLS = {"/ModDate", "/Producer"}
"""What a tool that signs writes about itself in the older of the two places."""

_TOOLS = {"ModifyDate", "MetadataDate", "Producer", "InstanceID", "xmptk"}
"""The same in XMP (ISO 16684-1), by local name."""

_LARGEST = 400_000
"""Objects in a document; far more than one of a thousand pages has."""


class TooMuchError(Exception):
    """A file has more in it than any agreement."""


def entry(dictionary: Any, key: str, default: Any = None) -> Any:  # noqa: ANN401  # any object of a PDF
    """Return what stands under a key, looked up when it stands elsewhere."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401  # its `get` does not look up


def objects(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary that can be reached in the last revision, each once."""
    waiting: list[Any] = [reader.trailer_view]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        each = waiting.pop()
        count += 1
        if count > _LARGEST:
            raise TooMuchError
        if isinstance(each, IndirectObject):
            if (each.idnum, each.generation) not in seen:
                seen.add((each.idnum, each.generation))
                waiting.append(each.get_object())  # type: ignore[no-untyped-call]  # untyped there
        elif isinstance(each, TrailerDictionary | DictionaryObject):
            yield each  # type: ignore[misc]  # a trailer reads as a dictionary
            waiting.extend(each.raw_get(key) for key in each if key not in {"/Parent", "/Prev"})
        elif isinstance(each, ArrayObject):
            waiting.extend(each.raw_get(place) for place in range(len(each)))


def faults(reader: PdfFileReader) -> list[Fault]:
    """Return what a signed agreement must not have, in no order."""
    found = [*_structural(reader)]
    for each in objects(reader):
        found += _in(each)
    return sorted(set(found), key=lambda fault: (fault.name, fault.detail))


def _in(each: DictionaryObject) -> Iterator[Fault]:
    for key in KEYS:
        if key in each:
            yield Fault("active_content", key)
    action = entry(each, "/S", None)
    if isinstance(action, NameObject) and action in ACTIONS:
        yield Fault("active_content", str(action))
    if entry(each, "/Type", None) == "/Annot" or ("/Subtype" in each and "/Rect" in each):
        yield from _annotation(each)


def _annotation(each: DictionaryObject) -> Iterator[Fault]:
    kind = entry(each, "/Subtype", None)
    if kind not in ANNOTATIONS:
        yield Fault("annotation", str(kind))
    box = [float(side) for side in entry(each, "/Rect", (0, 0, 0, 0))]
    if int(entry(each, "/F", 0)) & UNSEEN and box[0] != box[2]:
        yield Fault("hidden_content", str(kind))


def _structural(reader: PdfFileReader) -> Iterator[Fault]:
    if reader.encrypted:
        yield Fault("encrypted")
    if "/OCProperties" in reader.root:
        yield Fault("hidden_content", "/OCProperties")
    if "/Collection" in reader.root:
        yield Fault("active_content", "/Collection")
    if reader.xrefs.hybrid_xrefs_present:
        yield Fault("two_tables")


def form_fields(reader: PdfFileReader) -> dict[str, str]:
    """Return the type of every field of the form by its full name; raise TooMuchError for a form that holds itself."""
    form = entry(reader.root, "/AcroForm", None)
    found: dict[str, str] = {}
    waiting: list[tuple[Any, str, str]] = [(each.get_object(), "", "") for each in entry(form, "/Fields", ())] if form else []
    while waiting:
        field, above, kind = waiting.pop()
        own = str(entry(field, "/T", ""))
        name = ".".join(part for part in (above, own) if part)
        kind = str(entry(field, "/FT", kind))
        kids = entry(field, "/Kids", ())
        if len(found) + len(waiting) > _LARGEST:
            raise TooMuchError
        if not kids:
            found[name] = kind
        waiting += [(each.get_object(), name, kind) for each in kids]
    return found


def embedded(reader: PdfFileReader) -> tuple[str, ...]:
    """Return names and digests of the files inside."""
    found = set()
    for each in objects(reader):
        files = entry(each, "/EF", None)
        if isinstance(files, DictionaryObject):
            for key in files:
                content = files[key]
                data = content.data if isinstance(content, StreamObject) else b""
                found.add(f"{entry(each, '/UF', entry(each, '/F', ''))} {hashlib.sha256(data).hexdigest()}")
    return tuple(sorted(found))


def embedded_in(content: bytes) -> tuple[str, ...]:
    """Return names and digests of the files inside a PDF that nobody else reads: as `embedded`, many times faster."""
    found = set()
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in _reached(pdf.trailer):
            files = each.get("/EF")
            for key in files.keys() if isinstance(files, pikepdf.Dictionary) else ():  # it iterates over pairs
                data = files[key].read_bytes() if isinstance(files[key], pikepdf.Stream) else b""
                found.add(f"{each.get('/UF', each.get('/F', ''))} {hashlib.sha256(data).hexdigest()}")
    return tuple(sorted(found))


def _reached(trailer: pikepdf.Object) -> Iterator[Any]:
    """Yield every dictionary that can be reached, as `objects`."""
    waiting: list[Any] = [trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Object) and each.is_indirect:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting.extend(each[key] for key in each.keys() if key not in {"/Parent", "/Prev"})  # noqa: SIM118  # idem
        elif isinstance(each, pikepdf.Array):
            waiting.extend(each)


def metadata(reader: PdfFileReader) -> tuple[str, str]:
    """Return what a document says of itself, in both places where it can, without what every tool that signs writes there."""
    info = entry(reader.trailer_view, "/Info", {})
    told = sorted(f"{key} {info[key]}" for key in info if key not in WRITTEN_BY_TOOLS)
    xmp = entry(reader.root, "/Metadata")
    return "\n".join(told), "\n".join(_said(xmp.data)) if isinstance(xmp, StreamObject) else ""


def _said(xmp: bytes) -> list[str]:
    """Return names and values in XMP, however they are written down."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    found = []
    for each in etree.fromstring(xmp, parser).iter():
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name not in _TOOLS:
            found.append(f"{each.tag} {(each.text or '').strip()}")
        found += sorted(f"{key!s} {value!r}" for key, value in each.attrib.items() if etree.QName(key).localname not in _TOOLS)
    return found
