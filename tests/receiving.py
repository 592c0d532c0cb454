"""The invented steel works issues a document, and whoever must sign does: what the tests of what comes back share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pki
import pytest
from desk import Desk
from dossiers import ROOT

from agreements.application.signing_record import IssueRecord, issues_of
from agreements.model.amsterdam import legal_date
from agreements.record.opening import open_record

STEEL = "voorbeeld-staal"
ISSUE = "eop-nl-1"

ORDER = ("proef", "monster", "sample", "voorbeeld", "denkbeeld", "verzinsel")
"""Who signs digitally here, in an order that the plan allows; `fictief` signs on paper and `specimen` need not."""

ARRANGEMENT = """\
format: 1
groups:
  - {signatories: [proef, monster, sample]}
  - {signatories: [voorbeeld, denkbeeld, specimen], needed: 2}
  - {signatories: [fictief, verzinsel]}
apart:
  - [voorbeeld, denkbeeld]
terms:
  - {signatory: fictief, level: wet_ink, place: Den Haag}
"""


SIGNING_ONLY = """\
format: 1
workflow: tekenen
version: "1.0"
title: {nl: Alleen tekenen, en: Signing only}
phases:
  - {id: eop, label: {nl: EoP, en: EoP}}
  - {id: closed, label: {nl: Afgesloten, en: Closed}}
roles:
  - {id: signing-officer, label: {nl: begeleider van de ondertekening, en: signing officer}}
evidence:
  - {id: signed-eop, label: {nl: ondertekende EoP, en: signed EoP}}
states:
  - {id: draft, phase: eop, label: {nl: Concept, en: Draft}, initial: true, no_deadline: {nl: geen termijn, en: no term}}
  - {id: signing, phase: eop, label: {nl: Ter ondertekening, en: Being signed}, no_deadline: {nl: geen termijn, en: no term}}
  - {id: signed, phase: closed, label: {nl: Getekend, en: Signed}, outcome: signed}
slots:
  - {id: signatures, label: {nl: Handtekeningen, en: Signatures}, kind: signature, state: signing, by: {signatory: signing-officer}}
steps:
  - {id: present, label: {nl: Aanbieden, en: Present}, from: [draft], to: signing, by: [signing-officer]}
  - id: establish
    label: {nl: Vaststellen, en: Establish}
    from: [signing]
    to: signed
    by: [signing-officer]
    signs: eop
    signed_on: signed-on
    guards: [{guard: slot, with: {slot: signatures, result: passed}}]
    evidence: [signed-eop]
    asks: [{id: signed-on, type: date, label: {nl: datum, en: date}}]
  - id: take-back
    label: {nl: Terugnemen, en: Take back}
    from: [signing]
    to: draft
    by: [signing-officer]
    guards: [{guard: slot, with: {slot: signatures, result: failed}}]
"""
"""A process of nothing but signing."""


def today() -> date:
    return legal_date(datetime.now(UTC))  # noqa: TID251  # the tools that sign know no other now than that of the machine


def later(days: int) -> str:
    """Return a day after this one."""
    return (today() + timedelta(days=days)).isoformat()


def fingerprint(name: str) -> str:
    return sha256(pki.certificate(name)).hexdigest()


def arranged(text: str = ARRANGEMENT) -> str:
    """Return an arrangement in which the certificate of everybody who signs digitally is expected."""
    lines = (f"  - {{signatory: {name}, certificate: {fingerprint(name)}}}\n" for name in pki.STEEL if name != "fictief")
    return text + "".join(lines)


def sealed_desk(root: Path, monkeypatch: pytest.MonkeyPatch, text: str = "", *, arrangement: str = "") -> Desk:
    """Return a desk with a seal, keys, a time stamp service and somebody to trust, on which a document was issued."""
    desk = Desk(root)
    desk.now = ""  # that of the machine
    desk.run("person", "add", "anna", "--name", "Anna Voorbeeld", "--email", "anna@example.org")
    desk.run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    desk.run("workflow", "publish", desk.file("tekenen.yaml", SIGNING_ONLY), person="anna")
    desk.run("person", "grant", "anna", "signing-officer", person="bram")
    desk.run("person", "add", "carla", "--name", "Carla Getuige", person="anna")
    text = text or (ROOT / "examples" / "demo" / f"{STEEL}.yaml").read_text(encoding="utf-8")
    desk.run("apply", desk.file(f"{STEEL}.yaml", text), "--workflow", "tekenen", person="anna")
    desk.run("step", STEEL, "present", person="anna")
    (desk.root / "zegel.p12").write_bytes(pki.key_file("office"))
    (desk.root / "trust").mkdir()
    (desk.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    for name in pki.STEEL:
        (desk.root / f"{name}.p12").write_bytes(pki.key_file(name))
    equip(desk.root, monkeypatch)
    issue(desk, arrangement=arrangement)
    return desk


def equip(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set with what is sealed, signed and stamped."""
    for name, value in {
        "MAATWERK_SEAL": str(root / "zegel.p12"),
        "MAATWERK_SEAL_PASSWORD": pki.PASSWORD,
        "MAATWERK_TSA": pki.time_stamps(),
        "SLEUTEL": pki.PASSWORD,
    }.items():
        monkeypatch.setenv(name, value)


def issue(desk: Desk, *more: str, arrangement: str = "") -> Mapping[str, Any]:
    path = desk.file("afspraak.yaml", arrangement or arranged())
    asked = ("sign", "issue", STEEL, "eop", "--expires", later(30), "--arrangement", path, *more)
    found: Mapping[str, Any] = desk.data(*asked, person="anna")
    return found


def issued_file(desk: Desk, issue_id: str = ISSUE) -> Path:
    return desk.root / "output" / "issued" / STEEL / f"{issue_id}.pdf"


def signed(desk: Desk, *who: str, of: Path | None = None, to: str = "terug.pdf") -> Path:
    """Return a file that these signed one after another, from the command line."""
    path, content = desk.root / to, (of or issued_file(desk)).read_bytes()
    for number, name in enumerate(who):
        step, target = desk.root / f"stap-{number}.pdf", desk.root / f"stap-{number + 1}.pdf"
        step.write_bytes(content)
        words = ("--key", str(desk.root / f"{name}.p12"), "--password-env", "SLEUTEL", "-o", str(target))
        desk.run("sign", "apply", str(step), "--signatory", name, *words)
        content = target.read_bytes()
    path.write_bytes(content)
    return path


def received(desk: Desk, *files: Path, code: int = 0, more: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """Return what comes of files that came back."""
    found: Mapping[str, Any] = desk.data("sign", "receive", STEEL, *map(str, files), *more, person="anna", code=code)
    return found


def the_issue(desk: Desk, issue_id: str = ISSUE) -> IssueRecord:
    with open_record(desk.record) as record:
        return next(each for each in issues_of(record, STEEL) if each.id == issue_id)
