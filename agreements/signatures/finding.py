"""Finds everything there is to find in a signed PDF; for files from outside call `examining.examine`, which bounds time and room."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from agreements.model.examination import Examination, Fault, FoundSignature, SignatureKind
from agreements.signatures import contents
from agreements.signatures.comparing import Rectangle, same
from agreements.signatures.judging import signatures
from agreements.signatures.trust import Trust

_END = re.compile(rb"%%EOF(\r\n|\r|\n)?\Z")


def find(content: bytes, issued: bytes | None, trust: Trust, moment: datetime) -> Examination:
    """Return what is found. Whatever the file raises ends in `unread` or a fault, never in something good."""
    reader = opened(content, issued)
    return reader if isinstance(reader, Examination) else find_in(reader, content, issued, (trust, moment))


def opened(content: bytes, issued: bytes | None = None) -> PdfFileReader | Examination:
    """Return what reads a file, or the examination that says why it cannot be read."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what they would say is in the facts
    try:
        return PdfFileReader(BytesIO(content))
    except Exception as error:  # noqa: BLE001  # a hostile file may raise anything
        return unread(content, issued, error)


def unread(content: bytes, issued: bytes | None, why: Exception | str) -> Examination:
    """Return that a file cannot be read."""
    said = why if isinstance(why, str) else f"{type(why).__name__}: {why}"[:300]
    return replace(_blank(content, issued), unread=said)


def _blank(content: bytes, issued: bytes | None) -> Examination:
    return Examination(hashlib.sha256(content).hexdigest(), len(content), prefix=None if issued is None else content.startswith(issued))


def find_in(reader: PdfFileReader, content: bytes, issued: bytes | None, by: tuple[Trust, datetime]) -> Examination:
    """Return what is found in a file that was opened, `by` whom is trusted and as of when; as `find`."""
    try:
        found = replace(
            _blank(content, issued),
            revisions=reader.total_revisions,
            pages=_pages(reader),
            fields=tuple(name for name, _, _ in enumerate_sig_fields(reader)),
            signatures=signatures(reader, *by),
        )
        found = replace(found, faults=tuple(_faults(content, reader, found)))
    except Exception as error:  # noqa: BLE001  # idem
        return unread(content, issued, error)
    return found if issued is None else _beside(found, content, reader, issued)


def _pages(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _faults(content: bytes, reader: PdfFileReader, found: Examination) -> list[Fault]:
    every = contents.faults(reader)
    every += [Fault("extra_field", name) for name, kind in contents.form_fields(reader).items() if kind != "/Sig"]
    identities = [each.dictionary for each in found.signatures]
    every += [Fault("shared_dictionary", each.field) for each in found.signatures if identities.count(each.dictionary) > 1]
    every += [Fault("damaged_signature", each.field) for each in found.signatures if not each.certificate]
    if _trailing(content, reader):
        every.append(Fault("trailing_bytes"))
    return sorted(set(every), key=lambda fault: (fault.name, fault.detail))


def _trailing(content: bytes, reader: PdfFileReader) -> bool:
    """Say whether anything follows the last revision: what the last signature does not cover though it is the last, or no end at all."""
    if not _END.search(content):
        return True
    last = max((each for each in _ranges(reader)), default=None)
    return last is not None and last[0] == reader.total_revisions - 1 and last[1] != len(content)


def _ranges(reader: PdfFileReader) -> list[tuple[int, int]]:
    """Return the revision that each readable signature signs, and the byte after what it covers."""
    try:
        return [(each.signed_revision, each.byte_range[2] + each.byte_range[3]) for each in reader.embedded_signatures]
    except Exception:  # noqa: BLE001  # a damaged signature is a fault of its own
        return []


def _beside(found: Examination, content: bytes, reader: PdfFileReader, issued: bytes) -> Examination:
    """Add how a file compares with what was issued; what could not be compared stays None and is a fault."""
    try:
        original = PdfFileReader(BytesIO(issued))
        words, pictures = same(content, issued, _places(original))
        extra = _added(found, reader, original, contents.embedded_in(issued))
    except Exception as error:  # noqa: BLE001  # idem
        return replace(found, faults=(*found.faults, Fault("not_compared", f"{type(error).__name__}: {error}"[:300])))
    return replace(
        found,
        same_metadata=contents.metadata(reader) == contents.metadata(original),
        same_words=words,
        same_pictures=pictures,
        faults=tuple(sorted({*found.faults, *extra}, key=lambda fault: (fault.name, fault.detail))),
    )


def _added(found: Examination, reader: PdfFileReader, original: PdfFileReader, inside: tuple[str, ...]) -> list[Fault]:
    """Return fields and files that the issued document did not have, or has no more."""
    planned = {name for name, _, _ in enumerate_sig_fields(original)}
    stamps = {each.field for each in found.signatures if each.kind is SignatureKind.TIMESTAMP}
    extra = [Fault("foreign_field", name) for name in found.fields if name not in planned | stamps]
    lost = [Fault("lost_field", name) for name in planned if name not in found.fields]
    files = [] if contents.embedded(reader) == inside else [Fault("embedded_files")]
    return [*extra, *lost, *files, *_emptied(found.signatures, original)]


def _emptied(found: tuple[FoundSignature, ...], original: PdfFileReader) -> list[Fault]:
    filled = [name for name, value, _ in enumerate_sig_fields(original) if value is not None]
    return [Fault("lost_signature", name) for name in filled if name not in {each.field for each in found}]


def _places(original: PdfFileReader) -> dict[int, list[Rectangle]]:
    """Return the rectangles to sign in, by page."""
    numbers = {page.idnum: number for number, page in enumerate(_page_references(original.root["/Pages"]))}
    places: dict[int, list[Rectangle]] = {}
    for _, _, field in enumerate_sig_fields(original):
        widget = field.get_object()
        left, bottom, right, top = (float(each) for each in widget["/Rect"])
        if right > left and "/P" in widget:
            places.setdefault(numbers[widget.raw_get("/P").idnum], []).append((left, bottom, right, top))
    return places


def _page_references(node: Any) -> list[Any]:  # noqa: ANN401  # any object of a PDF
    kids = node["/Kids"]
    found = []
    for place in range(len(kids)):
        reference, kid = kids.raw_get(place), kids[place]
        found += _page_references(kid) if "/Kids" in kid else [reference]
    return found
