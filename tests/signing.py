"""A small document to sign, with three places, for tests of signatures; it is not legal text."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pki
from judges.long import signed_by

from agreements.formats import to_pdf
from agreements.formats.stamp import Stamp, render
from agreements.model.signature_fields import PlannedField
from agreements.signatures import fields, sealing
from agreements.signatures.strength import Strength

FILES = {"document.akn.xml": b"<akomaNtoso/>", "document.json": b'{"format":1}'}
DOCUMENT = signed_by(3)
WHO = {"s0": "N. Naam, minister", "s1": "C. Bedrijf, bestuurder", "s2": "P. Provincie, gedeputeerde"}
FIELDS = tuple(
    PlannedField(uid.removeprefix("signature."), WHO[uid.removeprefix("signature.")], place)
    for uid, place in to_pdf.places(DOCUMENT).items()
)


@cache
def unsigned() -> bytes:
    return to_pdf.typeset(DOCUMENT, FILES)


@cache
def with_fields() -> bytes:
    return fields.add(unsigned(), FIELDS)


STAMP = Stamp("N. Naam", "minister", "24 november 2026, 10.00 uur", test=True)


@cache
def stamp(number: int) -> bytes:
    """Return what is to be seen in a field."""
    left, bottom, right, top = FIELDS[number].place.rectangle
    return render(STAMP, right - left, top - bottom)


@cache
def sealed() -> bytes:
    return sealing.seal(with_fields(), pki.signer("office"), Strength())


def now() -> datetime:
    """Return when a test runs: signing tools ask the clock of the machine, so what judges them must too."""
    return datetime.now(UTC)  # noqa: TID251
