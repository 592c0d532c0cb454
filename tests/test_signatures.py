"""Fields, seals and signatures: what is made, that nothing else changes, and what outside judges say of it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import cards
import pikepdf  # noqa: TID251  # another reader of what was made
import pki
import pypdfium2
import pytest
from asn1crypto import pem
from judges import verapdf
from judges.long import signed_by
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: TID251  # reads what was made
from pyhanko.sign.fields import MDPPerm  # noqa: TID251  # idem
from signing import FIELDS, STAMP, sealed, stamp, unsigned, with_fields
from trees import every_node

from agreements.formats import to_pdf
from agreements.formats.stamp import Stamp, render
from agreements.model.examination import PadesLevel
from agreements.model.signature_fields import Place, PlannedField
from agreements.problems import AgreementsError
from agreements.signatures import applying, credentials, fields, sealing
from agreements.signatures.strength import Strength, StrengthError
from agreements.signatures.writing import SigningError

# Fields


def test_the_places_are_those_of_the_lines_to_sign_on() -> None:
    places = to_pdf.places(signed_by(3))
    assert places == {
        "signature.s0": Place(1, 85.04, 610.08, 280.63, 671.34),
        "signature.s1": Place(1, 314.65, 610.08, 510.24, 671.34),
        "signature.s2": Place(1, 85.04, 412.88, 280.63, 474.14),
    }
    text = pypdfium2.PdfDocument(unsigned())[1].get_textpage()
    assert [text.get_text_bounded(*place.rectangle) for place in places.values()] == ["", "", ""]


def test_a_document_without_places_to_sign_has_none() -> None:
    assert to_pdf.places(replace(every_node(), parts=())) == {}


def test_a_field_is_named_tagged_and_empty() -> None:
    with pikepdf.open(BytesIO(with_fields())) as pdf:
        form = pdf.Root.AcroForm
        assert [str(each.T) for each in form.Fields] == [each.name for each in FIELDS]
        assert [str(each.TU) for each in form.Fields] == [each.tooltip for each in FIELDS]
        widget = form.Fields[0]
        assert (str(widget.F), "/V" in widget, str(widget.P.Tabs)) == ("4", False, "/S")
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tag = numbers[numbers.index(widget.StructParent) + 1]
        assert [str(each) for each in (tag.S, tag.Alt, tag.K.Obj.T)] == ["/Form", FIELDS[0].tooltip, FIELDS[0].name]


def test_the_same_fields_give_the_same_bytes() -> None:
    assert fields.add(unsigned(), FIELDS) == fields.add(unsigned(), FIELDS)


@pytest.mark.parametrize("names", [("a", "a"), ("",), ("a.b",), ("a b",), ("a" * 65,), ("é",)])
def test_a_field_needs_a_name_of_its_own(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        fields.add(unsigned(), [PlannedField(name, "x", FIELDS[0].place) for name in names])


@pytest.mark.proof
def test_fields_keep_pdf_a_3a_and_pdf_ua_1(tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    assert verapdf.verdicts(tmp_path, {"fields": with_fields()}) == {"fields": {"3a": "", "ua1": ""}}


# Seals and signatures


def level(name: PadesLevel) -> Strength:
    return Strength(name, pki.time_stamps(), pki.trust())


def code(error: pytest.ExceptionInfo[AgreementsError]) -> list[str]:
    return [each.code for each in error.value.problems]


def test_a_seal_certifies_and_shows_nothing() -> None:
    made = sealed()
    assert made.startswith(with_fields())
    read = PdfFileReader(BytesIO(made))
    only = read.embedded_regular_signatures[0]
    assert (only.field_name, only.docmdp_level, only.sig_field["/Rect"]) == ("seal", MDPPerm.FILL_FORMS, [0, 0, 0, 0])
    assert len(pypdfium2.PdfDocument(made)) == len(pypdfium2.PdfDocument(unsigned()))


def test_only_an_unsigned_document_with_fields_is_sealed() -> None:
    with pytest.raises(SigningError) as twice:
        sealing.seal(sealed(), pki.signer("office"), Strength())
    with pytest.raises(SigningError) as bare:
        sealing.seal(unsigned(), pki.signer("office"), Strength())
    with pytest.raises(SigningError) as junk:
        sealing.seal(b"%PDF-1.7\nniets", pki.signer("office"), Strength())
    assert [code(twice), code(bare), code(junk)] == [["E648"], ["E648"], ["E646"]]


@pytest.mark.parametrize("strength", [each for each in PadesLevel if each is not PadesLevel.NONE])
def test_a_signature_keeps_every_byte_and_has_its_level(strength: PadesLevel) -> None:
    made = applying.sign(sealed(), "s0", pki.signer("minister"), level(strength), stamp(0))
    assert made.startswith(sealed())
    read = PdfFileReader(BytesIO(made))
    signature = read.embedded_regular_signatures[1]
    assert signature.field_name == "s0"
    assert ("signature_time_stamp_token" in str(signature.signer_info["unsigned_attrs"].native)) == (strength is not PadesLevel.B_B)
    assert ("/DSS" in read.root) == (strength in {PadesLevel.B_LT, PadesLevel.B_LTA})
    assert len(read.embedded_timestamp_signatures) == (strength is PadesLevel.B_LTA)


def test_the_appearance_says_who_signed_and_that_it_is_a_test() -> None:
    small = pypdfium2.PdfDocument(stamp(0))[0].get_textpage().get_text_range().split("\r\n")
    assert small == [
        "TEST: geen rechtsgeldige handtekening",
        "Digitaal ondertekend door",
        "N. Naam",
        "24 november 2026, 10.00 uur",
        "minister",
    ]
    assert credentials.is_test(pki.signer("minister"))


LONG = "Staatssecretaris van Infrastructuur en Waterstaat, mede namens de Minister van Landbouw, Visserij, Voedselzekerheid en Natuur"


@pytest.mark.parametrize("test", [False, True])
@pytest.mark.parametrize("capacity", ["Minister van Klimaat en Groene Groei", LONG])
@pytest.mark.parametrize("height", [60.8, 46.7, 38.2])  # of the room to sign in where few, many and most sign on a page
def test_all_that_a_signature_says_is_seen_however_small_the_room(height: float, capacity: str, test: bool) -> None:  # noqa: FBT001  # a parameter
    made = render(Stamp("V. Voorbeeld", capacity, "30 november 2026, 12.19 uur", "nl", test), 195, height)
    seen = " ".join(pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split())
    lead = "TEST: geen rechtsgeldige handtekening Digitaal ondertekend door" if test else "Digitaal ondertekend door"
    assert seen == f"{lead} V. Voorbeeld 30 november 2026, 12.19 uur {capacity}"


def test_when_it_was_signed_is_seen_even_where_a_capacity_does_not_fit() -> None:
    made = render(Stamp("V. Voorbeeld", LONG * 20, "30 november 2026, 12.19 uur"), 195, 38.2)
    assert "12.19 uur" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()


def test_the_same_stamp_is_the_same_bytes() -> None:
    assert render(STAMP, 195, 60) == render(STAMP, 195, 60)


@pytest.mark.parametrize("field", ["s9", "s0"])
def test_only_an_open_field_can_be_signed(field: str) -> None:
    made = applying.sign(sealed(), "s0", pki.signer("minister"), Strength())
    with pytest.raises(SigningError) as refused:
        applying.sign(made, field, pki.signer("minister"), Strength())
    assert refused.value.problems[0].code == "E642"
    assert dict(refused.value.problems[0].arguments)["open"] == "s1, s2"


def test_a_time_stamp_service_that_does_not_answer_leaves_nothing_signed() -> None:
    with pytest.raises(SigningError) as refused:
        applying.sign(sealed(), "s0", pki.signer("minister"), Strength(PadesLevel.B_T, f"{pki.authority()[1]}/test/tsa/nowhere"))
    assert code(refused) == ["E643"]


@pytest.mark.parametrize("person", ["revoked", "stranger"])
def test_a_certificate_that_cannot_be_proved_valid_does_not_sign_for_long(person: str) -> None:
    with pytest.raises(SigningError) as refused:
        applying.sign(sealed(), "s0", pki.signer(person), level(PadesLevel.B_LT))
    assert code(refused) == ["E644"]


def test_a_level_says_what_it_lacks() -> None:
    with pytest.raises(StrengthError) as stamps:
        Strength(PadesLevel.B_T)
    with pytest.raises(StrengthError) as anchors:
        Strength(PadesLevel.B_LT, "http://127.0.0.1:9/")
    assert [dict(each.value.problems[0].arguments)["needed"] for each in (stamps, anchors)] == ["@time_stamps", "@trust"]


@pytest.mark.parametrize(("content", "password"), [(None, "anders"), (b"niets", "geheim")])
@pytest.mark.expects_log
def test_a_key_file_that_does_not_open_is_refused(content: bytes | None, password: str) -> None:
    with pytest.raises(credentials.CredentialError) as refused:
        credentials.from_pkcs12(content or pki.key_file("minister"), password)
    assert code(refused) == ["E640"]


# Cards and tokens


@pytest.fixture(scope="module")
def token() -> credentials.Token:
    return cards.card()


def test_a_card_signs_as_a_key_file_does(token: credentials.Token) -> None:
    with credentials.from_token(token) as signer:
        trusted = replace(pki.trust(), intermediates=(pki.certificate("ca"),))  # a card often holds nothing but its own certificate
        made = applying.sign(sealed(), "s0", signer, Strength(PadesLevel.B_LT, pki.time_stamps(), trusted), stamp(0))
    signature = PdfFileReader(BytesIO(made)).embedded_regular_signatures[1]
    assert signature.signer_cert.dump() == pki.certificate("minister")
    signature.compute_integrity_info()
    assert "5678" not in repr(token)


@pytest.mark.parametrize("wrong", [{"pin": "0000"}, {"certificate": "niemand"}, {"label": "elders"}, {"library": "/nergens.so"}])
def test_a_card_that_cannot_be_used_says_so(token: credentials.Token, wrong: dict[str, str]) -> None:
    with pytest.raises(credentials.CredentialError) as refused, credentials.from_token(replace(token, **wrong)):
        pass
    assert code(refused) == ["E641"]


# Judges from outside


@pytest.mark.proof
def test_every_revision_is_pdf_a_3a_and_pdf_ua_1(tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    files = {"seal": sealing.seal(with_fields(), pki.signer("office"), level(PadesLevel.B_LTA))}
    made = files["seal"]
    steps = [("s0", "minister", PadesLevel.B_B), ("s1", "director", PadesLevel.B_LT), ("s2", "province", PadesLevel.B_LTA)]
    for number, (field, person, strength) in enumerate(steps):
        made = files[field] = applying.sign(made, field, pki.signer(person), level(strength), stamp(number))
    assert verapdf.verdicts(tmp_path, files) == {name: {"3a": "", "ua1": ""} for name in files}


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("openssl")
    if not tool:
        pytest.skip("needs openssl")
    return subprocess.run([tool, *map(str, arguments)], check=False, capture_output=True, text=True)


def test_openssl_agrees_with_the_bare_cryptography(tmp_path: Path) -> None:
    made = applying.sign(sealed(), "s0", pki.signer("minister"), level(PadesLevel.B_LTA), stamp(0))
    root, between = tmp_path / "root.pem", tmp_path / "ca.pem"
    root.write_bytes(pem.armor("CERTIFICATE", pki.certificate("root")))
    between.write_bytes(pem.armor("CERTIFICATE", pki.certificate("ca")))
    read = PdfFileReader(BytesIO(made))
    for number, each in enumerate(read.embedded_signatures):
        _, first, start, length = each.byte_range
        covered, cms = tmp_path / f"{number}.bin", tmp_path / f"{number}.der"
        covered.write_bytes(made[:first] + made[start : start + length])
        cms.write_bytes(each.pkcs7_content)
        options: list[str | Path]
        if each.sig_object_type == "/DocTimeStamp":
            options = ["ts", "-verify", "-token_in", "-in", cms, "-data", covered, "-CAfile", root]
        else:
            options = ["cms", "-verify", "-binary", "-inform", "DER", "-in", cms, "-content", covered, "-CAfile", root]
            options += ["-certfile", between, "-purpose", "any", "-out", tmp_path / "out"]
        assert openssl(*options).returncode == 0, openssl(*options).stderr
        covered.write_bytes(covered.read_bytes()[:-1] + b"x")
        assert openssl(*options).returncode != 0
