"""Finds in one file, with nothing beside it, what was issued: all that stands up to and including the seal of who certified it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.model.alone import Alone
from agreements.model.examination import Examination
from agreements.signatures.finding import find_in, opened, unread
from agreements.signatures.issued import enclosure
from agreements.signatures.trust import Trust
from agreements.signatures.writing import SigningError

LARGEST_PLAN = 256 * 1024
"""Bytes; a place to sign takes some three hundred."""


def find_alone(content: bytes, name: str, trust: Trust, moment: datetime) -> Alone:
    """Return what is found in a PDF as of a moment, held against its own sealed revision, and the file `name` inside that revision.

    What follows the seal is never asked what was issued: it may hold another file of that name.
    """
    reader = opened(content)
    if isinstance(reader, Examination):
        return Alone(reader)
    if reader.encrypted:
        return Alone(unread(content, None, "@encrypted"))
    sealed = _sealed(reader, content)
    if not sealed:
        return Alone(find_in(reader, content, None, (trust, moment)))
    found = find_in(reader, content, sealed, (trust, moment))
    return Alone(found, len(sealed), hashlib.sha256(sealed).hexdigest(), _inside(sealed, name))


def _sealed(reader: PdfFileReader, content: bytes) -> bytes:
    """Return the bytes up to the end of the first certifying signature, empty when there is none: that they hold is judged later."""
    try:
        seals = [each for each in reader.embedded_signatures if each.docmdp_level is not None]
        first = min(seals, key=lambda each: each.signed_revision, default=None)
        end = 0 if first is None else int(first.byte_range[2]) + int(first.byte_range[3])
    except Exception:  # noqa: BLE001  # a hostile file may raise anything; `find_in` says what
        return b""
    return content[: max(0, end)]


def _inside(sealed: bytes, name: str) -> bytes | None:
    """Return the file inside, None when there is none, and nothing at all when it is no plan that anybody could have made."""
    try:
        found = enclosure(sealed, name)
    except SigningError:
        return b""
    return found if found is None or len(found) <= LARGEST_PLAN else b""
