"""What tests of the archive need: the standard, and metadata of every shape."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from dossiers import ROOT
from hypothesis import strategies as st
from lxml import etree  # noqa: TID251  # the judge

from agreements.archive.case_file import CaseFile, Company, Delivery, Item, Metadata, Related, Role
from agreements.archive.naming import Sidecar
from agreements.archive.sip import write_package
from agreements.archive.store import Source
from agreements.model import archival as a
from agreements.model.values import LocalText

STANDARD = Path(os.environ.get("MAATWERK_STANDARDS") or ROOT.parent / "shared/standards") / "mdto"


@cache
def schema() -> etree.XMLSchema:
    """Return the schema of the Nationaal Archief; it is no part of the project."""
    path = STANDARD / "MDTO-XML1.0.1.xsd"
    if not path.is_file():
        pytest.skip("the MDTO standard is not here: set MAATWERK_STANDARDS")
    return etree.XMLSchema(file=str(path))


def accepted(content: bytes) -> bool:
    """Say whether the schema accepts a file."""
    return schema().validate(etree.fromstring(content))


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
ZONES = st.sampled_from(["", "Z", "+01:00", "-13:59"])
WEIRD = st.sampled_from(["", " ", "\r\n", "\x00", "\ud800", "\ufffe", "<&>\"'", "2026-02-30", "0000", "]]>", "nl", "2026-13", "P", "-1"])
SAFE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(SAFE, min_size=1, max_size=12) | st.text("\r\n\t <>&é\U0001f600", min_size=1, max_size=5)
DATES = st.builds(str.__add__, DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4]), ZONES)
INSTANTS = st.builds("{}T{:02}:30:59{}{}".format, DAYS, st.integers(0, 23), st.sampled_from(["", ".5"]), ZONES)
DURATIONS = st.sampled_from(["P20Y", "P1Y6M", "P10D", "PT5H", "P1DT1S", "P0Y"])
ADDRESSES = st.sampled_from(["https://example.nl", "http://example.nl:80/a%7Cb/c?d=/e#f", "https://a.nl/'()*"])
LANGUAGES = st.sampled_from(["nl", "en-GB", "x-klingon"])
IDENTIFICATIONS = st.builds(a.Identification, TEXTS, TEXTS)
REFERENCES = st.builds(a.Reference, TEXTS, st.none() | IDENTIFICATIONS)


def concepts(*labels: str) -> st.SearchStrategy[a.Concept]:
    names = st.sampled_from(list(a.LISTS)) | TEXTS
    return st.builds(
        a.Concept, st.sampled_from(labels) | TEXTS if labels else TEXTS, st.none() | TEXTS, source=st.builds(a.Reference, names)
    )


def many(strategy: st.SearchStrategy[object], least: int = 0) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


def perhaps(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


TERMS = st.builds(a.Term, perhaps(concepts()), perhaps(DAYS), perhaps(DURATIONS), perhaps(DATES))
OBJECTS = st.builds(
    a.InformationObject,
    identification=many(IDENTIFICATIONS, 1),
    name=TEXTS,
    level=perhaps(concepts(*a.LEVELS)),
    classification=many(concepts()),
    keywords=many(TEXTS),
    description=many(TEXTS),
    consultation=many(st.builds(a.Consultation, many(REFERENCES), many(ADDRESSES))),
    time=many(st.builds(a.Coverage, concepts(), DATES, perhaps(DATES))),
    space=many(REFERENCES),
    language=many(LANGUAGES),
    events=many(st.builds(a.Event, concepts(*a.EVENTS), perhaps(DATES | INSTANTS), perhaps(REFERENCES), perhaps(TEXTS))),
    appraisal=st.sampled_from("BVN").map(a.appraised),
    retention=perhaps(TERMS),
    category=perhaps(concepts()),
    part_of=many(REFERENCES),
    parts=many(REFERENCES),
    representations=many(REFERENCES),
    additional=many(REFERENCES),
    relations=many(st.builds(a.Relation, REFERENCES, concepts(*a.RELATIONS))),
    creators=many(REFERENCES, 1),
    involved=many(st.builds(a.Involved, concepts(*a.INVOLVED), REFERENCES)),
    activity=perhaps(REFERENCES),
    limitations=many(st.builds(a.Limitation, concepts(*a.LIMITATIONS), perhaps(TEXTS), many(REFERENCES), perhaps(TERMS)), 1),
)
FILES = st.builds(
    a.FileObject,
    identification=many(IDENTIFICATIONS, 1),
    name=TEXTS,
    size=st.integers(0, 2**63 - 1),
    format=concepts(),
    checksums=many(st.builds(a.Checksum, concepts(*a.ALGORITHMS), TEXTS, INSTANTS), 1),
    address=perhaps(ADDRESSES),
    represents=REFERENCES,
)

OBJECT = a.InformationObject(
    (a.Identification("1", "maatwerk"),),
    "Dossier Fabriek",
    appraisal=a.appraised("N"),
    creators=(a.Reference("Ministerie van EZK"),),
    limitations=(a.Limitation(a.listed("Nader te bepalen", a.LIMITATION_LIST)),),
)


# Case files

MOMENT = "2026-07-31T12:00:00Z"
METADATA = Metadata(
    a.Identification("fabriek-2026", "maatwerk"),
    (a.Reference("Ministerie van EZK"),),
    (a.Limitation(a.listed("Nader te bepalen", a.LIMITATION_LIST)),),
    language=("nl",),
)
CONTENTS = {
    "afspraak <getekend>.pdf": b"%PDF-1.7\n1 0 obj<</Type/Metadata/Subtype/XML>>stream\n<pdfaid:part>3</pdfaid:part>"
    b"<pdfaid:conformance>A</pdfaid:conformance>\nendstream",
    "controle.json": b'{"verdict": "valid"}',
    "../../con.txt": "Eén regel.\n".encode(),
    "raar": bytes(range(256)),
    "register.jsonl": b'{"version": 1}\n{"version": 2}\n',
}


def item(number: int, name: str, content: bytes, role: Role = Role.OTHER, *relations: Related) -> Item:
    title = LocalText(f"Stuk {number}: <{name}>", f"Document {number} & more")
    event = a.Event(a.listed("Ontvangst", a.EVENT_LIST), MOMENT)
    return Item(f"d{number}", role, name, title, sha256(content).hexdigest(), (event,), relations, ("nl",))


def case_file(contents: Mapping[str, bytes] | None = None, company: str = "fabriek") -> CaseFile:
    given = list((CONTENTS if contents is None else contents).items())
    roles = [Role.SIGNED, Role.VERIFICATION, Role.ADVICE]
    items = [item(n, name, content, roles[n] if n < len(roles) else Role.OTHER) for n, (name, content) in enumerate(given)]
    items[0] = replace(items[0], relations=(Related("Refereert aan", items[-1].id),))
    about = Company(company, "Fabriek <B.V.>", "12345678")
    return CaseFile(
        about, LocalText("Dossier Fabriek & Zn.", "Case file Fabriek"), METADATA, items[:-1], replace(items[-1], role=Role.AUDIT_TRAIL)
    )


def source(contents: Mapping[str, bytes] | None = None) -> Source:
    found = {sha256(content).hexdigest(): content for content in (CONTENTS if contents is None else contents).values()}
    return lambda digest: BytesIO(found[digest])


DELIVERY = Delivery("pakket-1", MOMENT, "e-depot/maatwerk", "archief@example.nl")


def packed(folder: Path, name: str = "pakket", sidecar: Sidecar = Sidecar.FILE) -> Path:
    """Make a package of the case file of the tests."""
    write_package(folder / name, case_file(), source(), DELIVERY, sidecar)
    return folder / name


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
