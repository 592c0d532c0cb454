"""Somebody signs an issued PDF from the command line: in their own place, to be seen there, and at the level that was asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cards
import pki
import pypdfium2
import pytest
from desk import Desk
from judges import verapdf
from signing import DOCUMENT, FIELDS, FILES, now, sealed
from signings import DOSSIER, plan

from agreements.application.acting import Moment
from agreements.application.issuing import enclosed
from agreements.application.signature import written
from agreements.formats import to_pdf
from agreements.model.amsterdam import amsterdam
from agreements.model.examination import FoundSignature, SignatureKind
from agreements.model.signature_fields import PlannedField
from agreements.model.signing import field_of
from agreements.model.values import MONTHS
from agreements.signatures import fields, sealing
from agreements.signatures.examining import examine
from agreements.signatures.strength import Strength
from agreements.signatures.trust import Trust

WHO = ("minister", "ceo", "gedep")
TEXT = DOSSIER.replace("name: M. Inister,", "name: M. Inister, function: {nl: minister van Proef, en: Minister of Proof},")


@cache
def issued() -> bytes:
    """Return a small sealed document with a plan inside and a place for each of `WHO`."""
    pages = to_pdf.typeset(DOCUMENT, {**FILES, to_pdf.PLAN.name: enclosed(plan(text=TEXT))})
    places = [PlannedField(field_of(who), who, each.place) for who, each in zip(WHO, FIELDS, strict=True)]
    return sealing.seal(fields.add(pages, places), pki.signer("office"), Strength())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a desk with an issued file, keys, a time stamp service and somebody to trust."""
    made = Desk(tmp_path)
    made.now = ""  # that of the machine
    (made.root / "trust").mkdir()
    (made.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    (made.root / "uit.pdf").write_bytes(issued())
    for name in ("minister", "director"):
        (made.root / f"{name}.p12").write_bytes(pki.key_file(name))
    monkeypatch.setenv("SLEUTEL", pki.PASSWORD)
    monkeypatch.setenv("MAATWERK_TSA", pki.time_stamps())
    monkeypatch.chdir(made.root)
    yield made
    assert (made.root / "uit.pdf").read_bytes() == issued()


def asked(*more: str, file: str = "uit.pdf", who: str = "minister", key: str = "minister", out: str = "terug.pdf") -> tuple[str, ...]:
    return ("sign", "apply", file, "--signatory", who, "--key", f"{key}.p12", "--password-env", "SLEUTEL", "-o", out, *more)


def approvals(content: bytes) -> dict[str, FoundSignature]:
    found = examine(content, issued(), Trust(anchors=(pki.certificate("root"),)), now())
    assert (found.unread, found.prefix, found.same_words, found.faults) == ("", True, True, ())
    return {each.field: each for each in found.signatures if each.kind is SignatureKind.APPROVAL}


def test_two_sign_one_after_another_in_their_own_places(desk: Desk) -> None:
    assert "signed by TEST minister (B-LT): terug.pdf" in desk.said(*asked())
    desk.run(*asked(file="terug.pdf", who="ceo", key="director", out="klaar.pdf"))
    first, last = (desk.root / "terug.pdf").read_bytes(), (desk.root / "klaar.pdf").read_bytes()
    assert last.startswith(first)
    found = approvals(last)
    assert {name: (each.common_name, each.intact, each.trusted) for name, each in found.items()} == {
        "sign-minister": ("TEST minister", True, True),
        "sign-ceo": ("TEST director", True, True),
    }


def test_who_signed_and_when_is_seen_in_the_place(desk: Desk) -> None:
    desk.run(*asked("--level", "b-b"))
    pdf = pypdfium2.PdfDocument(desk.root / "terug.pdf")
    pdf.init_forms()
    place = FIELDS[0].place
    assert pdf[place.page].flatten() == 1  # what is seen becomes text of the page
    pdf.save(desk.root / "plat.pdf")
    seen = pypdfium2.PdfDocument(desk.root / "plat.pdf")[place.page].get_textpage().get_text_bounded(*place.rectangle)
    today = now().astimezone(amsterdam()).date()
    assert "TEST minister" in seen
    text = pypdfium2.PdfDocument(desk.root / "plat.pdf")[place.page].get_textpage()
    lead = text.search("Digitaal ondertekend door").get_next()
    assert lead is not None
    assert text.get_charbox(lead[0])[0] == pytest.approx(place.left, abs=1.5)  # where the name below begins
    assert "Digitaal ondertekend door" in seen
    assert "minister van Proef" in seen
    assert f"{today.day} {MONTHS['nl'][today.month - 1]} {today.year}" in seen.replace("\xa0", " ")


@pytest.mark.parametrize("level", ["b-b", "b-t", "b-lt", "b-lta"])
def test_a_signature_has_the_level_that_was_asked(desk: Desk, level: str) -> None:
    assert f"({level.upper()})" in desk.said(*asked("--level", level))
    (found,) = approvals((desk.root / "terug.pdf").read_bytes()).values()
    assert found.level.value == level.replace("-", "_")


def test_what_cannot_be_signed_leaves_nothing_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.root / "vreemd.pdf").write_bytes(sealed())
    (desk.root / "niets.pdf").write_bytes(b"%PDF-1.7\nniets")
    assert desk.codes(*asked(who="niemand")) == ["E642"]
    assert desk.codes(*asked(file="vreemd.pdf")) == ["E656"]
    assert desk.codes(*asked(file="niets.pdf")) == ["E646"]
    monkeypatch.delenv("MAATWERK_TSA")
    assert desk.codes(*asked("--level", "b-lt")) == ["E645"]
    monkeypatch.setenv("SLEUTEL", "fout")
    assert desk.codes(*asked()) == ["E640"]
    monkeypatch.delenv("SLEUTEL")
    assert desk.codes(*asked()) == ["E650"]
    desk.run(*asked(out="uit.pdf"), code=2)
    assert not (desk.root / "terug.pdf").exists()


def test_a_card_signs_from_the_command_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    token = cards.card()
    monkeypatch.setenv("PIN", cards.PIN)
    (desk.root / "trust" / "intermediate").mkdir()
    (desk.root / "trust" / "intermediate" / "ca.der").write_bytes(pki.certificate("ca"))  # a card often holds only its own certificate
    pen = ("--card", token.label, "--library", token.library, "--certificate", token.certificate, "--password-env", "PIN")
    told = desk.run("sign", "apply", "uit.pdf", "--signatory", "minister", *pen, "-o", "kaart.pdf")
    assert told.stdout == "signed by TEST minister (B-LT): kaart.pdf\n"
    found = approvals((desk.root / "kaart.pdf").read_bytes())["sign-minister"]
    assert (found.intact, found.trusted) == (True, True)
    for wrong in ((), ("--key", "minister.p12", *pen), ("--card", token.label, "--password-env", "PIN")):
        asked_so = ("sign", "apply", "uit.pdf", "--signatory", "minister", *(wrong or ("--password-env", "PIN")), "-o", "x.pdf")
        assert "give --key, or --card with --library" in desk.run(*asked_so, code=2).stderr
    monkeypatch.setenv("PIN", "0000")
    assert desk.codes("sign", "apply", "uit.pdf", "--signatory", "minister", *pen, "-o", "x.pdf") == ["E641"]


def test_a_place_is_signed_once(desk: Desk) -> None:
    desk.run(*asked("--level", "b-b"))
    assert desk.codes(*asked("--level", "b-b", file="terug.pdf", key="director", out="weer.pdf")) == ["E642"]


def test_a_moment_is_printed_in_the_time_of_amsterdam() -> None:
    moment = Moment("2026-11-24T23:05:00Z", now().date())
    assert [written(moment, each).replace("\xa0", " ") for each in ("nl", "en")] == ["25 november 2026, 0.05 uur", "25 November 2026, 0:05"]


@pytest.mark.proof
def test_a_plan_inside_and_a_signature_keep_pdf_a_3a_and_pdf_ua_1(desk: Desk, tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    desk.run(*asked())
    files = {"issued": issued(), "signed": (desk.root / "terug.pdf").read_bytes()}
    assert verapdf.verdicts(tmp_path, files) == {each: {"3a": "", "ua1": ""} for each in files}
