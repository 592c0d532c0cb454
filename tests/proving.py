"""A small issued document with its signing plan inside and a place for each of three, for the tests of what a file proves by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pki
from certomancer.registry import ServiceLabel
from signing import DOCUMENT, FIELDS, FILES, now, stamp
from signings import ISSUE, dossier, salts

from agreements.application.issuing import enclosed
from agreements.formats import to_pdf
from agreements.model.amsterdam import legal_date
from agreements.model.examination import PadesLevel
from agreements.model.planning import Arrangement, Terms, plan_of
from agreements.model.signature_fields import PlannedField
from agreements.model.signing import SigningPlan, field_of
from agreements.signatures import applying, fields, sealing
from agreements.signatures.strength import Strength

WHO: Mapping[str, str] = {"ceo": "director", "minister": "minister", "gedep": "province"}
"""Who signs in turn, and the key of each."""

TEXT = """\
format: 1
company: {id: fabriek, name: Fabriek B.V.}
ministers: [{id: kgg, office: minister, ministry: KGG}]
provinces:
  - {id: zeeland, name: Zeeland, represented_by: deputy, designation: {date: 2026-09-01, reference: besluit CdK 7}}
signatories:
  - id: minister
    for: kgg
    name: M. Inister
    function: {nl: minister van Proef, en: Minister of Proof}
    authority: {kind: office, date: 2024-07-02}
  - {id: gedep, for: zeeland, name: G. Edeputeerde, authority: {kind: designation, date: 2026-09-01, reference: besluit CdK 7}}
  - {id: ceo, for: company, name: C. Eo, authority: {kind: register_extract, date: TODAY}}
"""


def today() -> date:
    return legal_date(now())


def plan_made(first: date | None = None, last: date | None = None, **terms: Terms) -> SigningPlan:
    """Return a plan by which the three sign one after another, from today unless another day is given."""
    day = first or today()
    groups = tuple(((each,), None) for each in WHO)
    arranged = Arrangement(day, day, last or day + timedelta(days=20), salts(), groups=groups, terms=terms)
    made = plan_of(dossier(TEXT.replace("TODAY", f"{day}")), ISSUE, arranged)
    assert isinstance(made, SigningPlan), made
    return made


def issued_with(inside: bytes | None, strength: Strength | None = None) -> bytes:
    """Return the sealed document, with this as the plan inside."""
    pages = to_pdf.typeset(DOCUMENT, {**FILES, **({to_pdf.PLAN.name: inside} if inside is not None else {})})
    places = [PlannedField(field_of(who), who, each.place) for who, each in zip(WHO, FIELDS, strict=True)]
    return sealing.seal(fields.add(pages, places), pki.signer("office"), strength or Strength())


@cache
def issued() -> bytes:
    return issued_with(enclosed(plan_made()))


def signed_by(content: bytes, *who: str, strength: Strength | None = None, key: str = "") -> bytes:
    """Return a file that these signed too, with a time stamp unless another strength is given."""
    for each in who:
        made = strength or Strength(PadesLevel.B_T, pki.time_stamps())
        content = applying.sign(content, field_of(each), pki.signer(key or WHO[each]), made, stamp(list(WHO).index(each)))
    return content


@cache
def two_signed() -> bytes:
    return signed_by(issued(), "ceo", "minister")


@cache
def complete() -> bytes:
    return signed_by(two_signed(), "gedep")


def trust_folder(folder: Path) -> Path:
    """Make a folder with whom the tests trust, and what was revoked."""
    folder.mkdir()
    (folder / "root.der").write_bytes(pki.certificate("root"))
    for each in ("root", "ca"):
        (folder / f"{each}.crl").write_bytes(pki.authority()[0].service_registry.get_crl(ServiceLabel(each)).dump())
    return folder
