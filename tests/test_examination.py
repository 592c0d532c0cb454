"""What is found in signed files that were changed in every way known: none looks as good as the file that was not."""

from __future__ import annotations

import resource
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf  # noqa: TID251  # to change files
import pki
import pytest
from asn1crypto import x509
from pikepdf import Array, Dictionary, Name, String  # noqa: TID251  # idem
from pyhanko.pdf_utils import generic  # noqa: TID251  # idem
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: TID251  # idem
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: TID251  # idem
from pyhanko.sign.fields import SigFieldSpec, append_signature_field  # noqa: TID251  # idem
from signing import now, stamp, with_fields

from agreements.model.entitlement import fits
from agreements.model.examination import Coverage, Examination, Modification, PadesLevel, SignatureKind
from agreements.model.signing import Expected
from agreements.signatures import applying, contents, examining, sealing
from agreements.signatures.finding import find
from agreements.signatures.judging import distinguished
from agreements.signatures.strength import Strength

N = generic.NameObject


def level(name: PadesLevel) -> Strength:
    return Strength(name, pki.time_stamps(), pki.trust())


@cache
def issued() -> bytes:
    return sealing.seal(with_fields(), pki.signer("office"), level(PadesLevel.B_LT))


@cache
def once() -> bytes:
    return applying.sign(issued(), "s0", pki.signer("minister"), level(PadesLevel.B_LT), stamp(0))


@cache
def signed() -> bytes:
    """Return a file as it should be: sealed, signed by two, and time-stamped."""
    return applying.sign(once(), "s1", pki.signer("director"), level(PadesLevel.B_LTA), stamp(1))


def found(content: bytes, original: bytes | None = None) -> Examination:
    return find(content, original or issued(), pki.trust(), now())


Facts = set[str]


def facts(content: bytes, original: bytes | None = None) -> Facts:
    """Return what is wrong with a file in short words: nothing for a file that is good."""
    return wrong(found(content, original))


def wrong(seen: Examination) -> Facts:
    if seen.unread:
        return {"unread"}
    said = {each.name for each in seen.faults}
    said |= {name for name in ("prefix", "same_metadata", "same_words", "same_pictures") if getattr(seen, name) is not True}
    for each in seen.signatures:
        said |= {f"{each.field[:9]} {what}" for what in ("intact", "trusted") if not getattr(each, what)}
        said |= {f"{each.field[:9]} {each.modification}"} if each.modification in {Modification.OTHER, Modification.UNKNOWN} else set()
    last = seen.signatures[-1] if seen.signatures else None
    if last is None or not (last.coverage is Coverage.WHOLE_FILE or last.modification is Modification.VALIDATION_DATA):
        said.add("not whole")
    return said | {f"no {name}" for name in ("seal", "s0", "s1") if name not in {each.field for each in seen.signatures}}


def test_a_file_as_it_should_be_has_nothing_against_it() -> None:
    seen = found(signed())
    assert wrong(seen) == set()
    assert [(each.field[:9], each.kind, each.level) for each in seen.signatures[:3]] == [
        ("seal", SignatureKind.SEAL, PadesLevel.B_LTA),
        ("s0", SignatureKind.APPROVAL, PadesLevel.B_LTA),
        ("s1", SignatureKind.APPROVAL, PadesLevel.B_LTA),
    ]
    assert seen.signatures[3].kind is SignatureKind.TIMESTAMP
    assert [each.changed_fields for each in seen.signatures[:2]] == [("s0", "s1"), ("s1",)]
    assert [each.common_name for each in seen.signatures] == ["TEST office", "TEST minister", "TEST director", "TEST tsa"]
    assert (seen.pages, seen.fields[:4], seen.unread) == (3, ("s0", "s1", "s2", "seal"), "")


# Ways to change a file


def updated(change: Callable[[IncrementalPdfFileWriter], None], content: bytes | None = None) -> bytes:
    """Return a file with a revision of an attacker."""
    pen = IncrementalPdfFileWriter(BytesIO(content or signed()))
    change(pen)
    target = BytesIO()
    pen.write(target)
    return target.getvalue()


def rewritten(change: Callable[[pikepdf.Pdf], None] = lambda _: None, content: bytes | None = None) -> bytes:
    with pikepdf.open(BytesIO(content or signed())) as pdf:
        change(pdf)
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def page(pen: IncrementalPdfFileWriter, number: int = 1) -> generic.DictionaryObject:
    found: generic.DictionaryObject = pen.find_page_for_modification(number)[0].get_object()
    pen.mark_update(pen.find_page_for_modification(number)[0])
    return found


def field(pen: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    fields = pen.root["/AcroForm"]["/Fields"]
    found: generic.DictionaryObject = next(each.get_object() for each in fields if each.get_object()["/T"] == name)
    return found


def update(pen: IncrementalPdfFileWriter, thing: generic.PdfObject) -> None:
    pen.update_container(thing)


def content_replaced(pen: IncrementalPdfFileWriter) -> None:
    page(pen)["/Contents"] = pen.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))


def content_added(pen: IncrementalPdfFileWriter) -> None:
    extra = pen.add_object(generic.StreamObject(stream_data=b"q 1 0 0 rg 100 300 200 40 re f Q"))
    there = page(pen)
    there["/Contents"] = generic.ArrayObject([there.raw_get("/Contents"), extra])


def annotation(kind: str, flags: int = 4) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(pen: IncrementalPdfFileWriter) -> None:
        box = generic.ArrayObject(map(generic.NumberObject, (100, 300, 300, 400)))
        look = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 200 100 re f")
        look.update(
            {
                N("/Type"): N("/XObject"),
                N("/Subtype"): N("/Form"),
                N("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 100))),
            }
        )
        made = {N("/Type"): N("/Annot"), N("/Subtype"): N(kind), N("/Rect"): box, N("/F"): generic.NumberObject(flags)}
        made[N("/Contents")] = generic.pdf_string("miljard")
        made[N("/AP")] = generic.DictionaryObject({N("/N"): pen.add_object(look)})
        there = page(pen)
        new = pen.add_object(generic.DictionaryObject(made))
        there["/Annots"] = generic.ArrayObject([*there["/Annots"], new])

    return change


def script(pen: IncrementalPdfFileWriter) -> None:
    action = {N("/S"): N("/JavaScript"), N("/JS"): generic.pdf_string("app.alert(1)")}
    pen.root["/OpenAction"] = generic.DictionaryObject(action)
    pen.update_root()


def root(key: str, value: generic.PdfObject) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(pen: IncrementalPdfFileWriter) -> None:
        pen.root[N(key)] = value
        pen.update_root()

    return change


def attached(pen: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"iets anders")
    files = generic.DictionaryObject({N("/F"): pen.add_object(stream)})
    entry = {N("/Type"): N("/Filespec"), N("/UF"): generic.pdf_string("document.json"), N("/EF"): files}
    pen.root[N("/AF")] = generic.ArrayObject([*pen.root["/AF"], pen.add_object(generic.DictionaryObject(entry))])
    pen.update_root()


def signature_field_over_text(pen: IncrementalPdfFileWriter) -> None:
    append_signature_field(pen, SigFieldSpec("extra", on_page=1, box=(85, 300, 400, 420)))


def text_field(pen: IncrementalPdfFileWriter) -> None:
    made = {N("/FT"): N("/Tx"), N("/T"): generic.pdf_string("bedrag"), N("/V"): generic.pdf_string("miljard")}
    form = pen.root["/AcroForm"]
    form["/Fields"].append(pen.add_object(generic.DictionaryObject(made)))
    update(pen, form)


def appearance(name: str) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(pen: IncrementalPdfFileWriter) -> None:
        look = generic.StreamObject(stream_data=b"0 0 100 100 re f")
        look.update({N("/Subtype"): N("/Form"), N("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 100, 100)))})
        there = field(pen, name)
        there["/AP"] = generic.DictionaryObject({N("/N"): pen.add_object(look)})
        update(pen, there)

    return change


def moved(pen: IncrementalPdfFileWriter) -> None:
    there = field(pen, "s0")
    there["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (85, 300, 400, 420)))
    update(pen, there)


def unsigned(name: str) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(pen: IncrementalPdfFileWriter) -> None:
        there = field(pen, name)
        del there["/V"]
        update(pen, there)

    return change


def shared(pen: IncrementalPdfFileWriter) -> None:
    there = field(pen, "s2")
    there[N("/V")] = field(pen, "s0").raw_get("/V")
    update(pen, there)


def copied(pen: IncrementalPdfFileWriter) -> None:
    there = field(pen, "s2")
    there[N("/V")] = pen.add_object(generic.DictionaryObject(field(pen, "s0")["/V"]))
    update(pen, there)


def value(key: str, new: generic.PdfObject | None) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(pen: IncrementalPdfFileWriter) -> None:
        there = field(pen, "s0")["/V"]
        if new is None:
            del there[key]
        else:
            there[N(key)] = new
        update(pen, there)

    return change


def title(pen: IncrementalPdfFileWriter) -> None:
    pen.set_info(pen.add_object(generic.DictionaryObject({N("/Title"): generic.pdf_string("Iets anders")})))


def xmp(pen: IncrementalPdfFileWriter) -> None:
    pen.root[N("/Metadata")] = pen.add_object(generic.StreamObject(stream_data=b"<x/>"))
    pen.update_root()


def fewer_pages(pen: IncrementalPdfFileWriter) -> None:
    pages = pen.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject(list(pages["/Kids"])[:-1])
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    update(pen, pages)


def flipped(marker: bytes, step: int = 40) -> bytes:
    place = signed().index(marker) + step
    return signed()[:place] + bytes([signed()[place] ^ 1]) + signed()[place + 1 :]


def contents_of(number: int) -> tuple[int, int]:
    """Return where the CMS of a signature stands in the file, in hexadecimal, without its brackets."""
    first, length, start, _ = PdfFileReader(BytesIO(signed())).embedded_signatures[number].byte_range
    return first + length + 1, start - 1


def padded() -> bytes:
    _, end = contents_of(1)
    return signed()[: end - 2] + b"01" + signed()[end:]


def in_the_cms() -> bytes:
    start, _ = contents_of(1)
    place = start + 2000
    return signed()[:place] + (b"0" if signed()[place : place + 1] != b"0" else b"1") + signed()[place + 1 :]


def without_table() -> bytes:
    return signed() + b"\n9999 0 obj\n<</Type /Catalog>>\nendobj\n%%EOF\n"


def other_version() -> bytes:
    """Return what was sealed and signed, but of another text."""
    other = sealing.seal(
        rewritten(lambda pdf: pdf.pages[0].contents_add(b"q 0 0 50 50 re f Q"), with_fields()), pki.signer("office"), Strength()
    )
    return applying.sign(other, "s0", pki.signer("minister"), level(PadesLevel.B_T))


def removed_values(pdf: pikepdf.Pdf) -> None:
    for each in pdf.Root.AcroForm.Fields:
        if "/V" in each:
            del each.V


def shadow(prepare: Callable[[IncrementalPdfFileWriter], None], reveal: Callable[[IncrementalPdfFileWriter], None] | None = None) -> bytes:
    """Return a document that was prepared before it was sealed and signed, and changed afterwards."""
    prepared = sealing.seal(updated(prepare, with_fields()), pki.signer("office"), Strength())
    made = applying.sign(prepared, "s0", pki.signer("minister"), level(PadesLevel.B_LT), stamp(0))
    return updated(reveal, made) if reveal else made


def layer(pen: IncrementalPdfFileWriter) -> None:
    group = pen.add_object(generic.DictionaryObject({N("/Type"): N("/OCG"), N("/Name"): generic.pdf_string("x")}))
    groups = {N("/OCGs"): generic.ArrayObject([group]), N("/D"): generic.DictionaryObject({N("/OFF"): generic.ArrayObject([group])})}
    pen.root[N("/OCProperties")] = generic.DictionaryObject(groups)
    pen.update_root()
    content_added(pen)


def hidden_replacement(pen: IncrementalPdfFileWriter) -> None:
    pen.add_object(generic.StreamObject(stream_data=b"0 0 595 842 re f"))


def uncovered(pen: IncrementalPdfFileWriter) -> None:
    there = page(pen)
    there["/Annots"] = generic.ArrayObject(list(there["/Annots"])[:-1])


NULL, EMPTY = generic.NullObject(), generic.ByteStringObject(b"")
ZERO = generic.ByteStringObject(b"\0")
NEGATIVE = generic.ArrayObject(map(generic.NumberObject, (0, -5, 10, 20)))
HUGE = generic.ArrayObject(map(generic.NumberObject, (0, 10**9, 10**9, 10**9)))

CHANGED: dict[str, tuple[Callable[[], bytes], Facts]] = {
    "page replaced": (lambda: updated(content_replaced), {"same_words", "same_pictures", "seal other", "Timestamp other"}),
    "page added to": (lambda: updated(content_added), {"same_pictures", "seal other", "s0 other"}),
    "text laid over": (lambda: updated(annotation("/FreeText")), {"annotation", "seal other"}),
    "stamp laid over": (lambda: updated(annotation("/Stamp")), {"annotation", "same_pictures"}),
    "hidden note": (lambda: updated(annotation("/Text", 2)), {"annotation", "hidden_content"}),
    "hidden link": (lambda: updated(annotation("/Link", 34)), {"hidden_content"}),
    "rich media": (lambda: updated(annotation("/RichMedia")), {"annotation"}),
    "script": (lambda: updated(script), {"active_content", "seal other"}),
    "actions": (lambda: updated(root("/AA", generic.DictionaryObject())), {"active_content"}),
    "launch": (lambda: updated(root("/X", generic.DictionaryObject({N("/S"): N("/Launch")}))), {"active_content"}),
    "portfolio": (lambda: updated(root("/Collection", generic.DictionaryObject())), {"active_content"}),
    "file added": (lambda: updated(attached), {"embedded_files", "seal other"}),
    "field over text": (lambda: updated(signature_field_over_text), {"foreign_field", "seal other"}),
    "text field": (lambda: updated(text_field), {"extra_field", "seal other"}),
    "appearance changed": (lambda: updated(appearance("s0")), {"s1 other", "Timestamp other"}),
    "field moved": (lambda: updated(moved), {"seal other", "same_pictures"}),
    "signature taken out": (lambda: updated(unsigned("s1")), {"no s1", "s0 other"}),
    "seal taken out": (lambda: updated(unsigned("seal")), {"no seal", "lost_signature"}),
    "one dictionary in two fields": (lambda: updated(shared), {"shared_dictionary"}),
    "a copied dictionary": (lambda: updated(copied), {"shared_dictionary"}),
    "info": (lambda: updated(title), {"same_metadata"}),
    "metadata": (lambda: updated(xmp), {"same_metadata"}),
    "fewer pages": (lambda: updated(fewer_pages), {"same_words", "same_pictures", "seal other"}),
    "no byte range": (lambda: updated(value("/ByteRange", None)), {"damaged_signature"}),
    "byte range null": (lambda: updated(value("/ByteRange", NULL)), {"damaged_signature"}),
    "byte range negative": (lambda: updated(value("/ByteRange", NEGATIVE)), {"s0 intact"}),
    "byte range huge": (lambda: updated(value("/ByteRange", HUGE)), {"s0 intact"}),
    "contents empty": (lambda: updated(value("/Contents", EMPTY)), {"damaged_signature"}),
    "contents zero": (lambda: updated(value("/Contents", ZERO)), {"damaged_signature"}),
    "no contents": (lambda: updated(value("/Contents", None)), {"damaged_signature"}),
    "foreign form of signature": (lambda: updated(value("/SubFilter", N("/adbe.x509.rsa_sha1"))), {"s0 intact"}),
    "proofs removed": (lambda: updated(root("/DSS", generic.DictionaryObject())), {"s1 trusted"}),
    "byte flipped in body": (lambda: flipped(b"stream"), {"unread"}),
    "byte flipped in cms": (in_the_cms, {"s0 intact"}),
    "byte in the padding": (padded, {"s1 intact"}),
    "rolled back to one signature": (once, {"no s1"}),
    "rolled back to issue": (issued, {"no s0", "no s1"}),
    "rolled back to before the seal": (with_fields, {"prefix", "no seal", "lost_signature"}),
    "all signatures removed": (lambda: rewritten(removed_values), {"prefix", "no seal", "no s0", "no s1"}),
    "rewritten": (rewritten, {"prefix", "s0 intact"}),
    "junk after the end": (lambda: signed() + b"junk", {"trailing_bytes"}),
    "junk with an end": (lambda: signed() + b"junk\n%%EOF\n", {"unread"}),
    "objects without a table": (without_table, {"unread"}),
    "cut": (lambda: signed()[:-100], {"unread"}),
    "nothing": (lambda: b"", {"unread"}),
    "no PDF": (lambda: b"PK\x03\x04" + b"x" * 100, {"unread"}),
    "another version": (other_version, {"prefix", "same_pictures"}),
    "shadow: hide": (lambda: shadow(annotation("/Stamp"), uncovered), {"prefix", "seal other"}),
    "shadow: replace": (lambda: shadow(text_field), {"prefix", "extra_field"}),
    "shadow: hide and replace": (lambda: shadow(hidden_replacement, content_replaced), {"prefix", "same_pictures", "seal other"}),
    "shadow: layer": (lambda: shadow(layer), {"prefix", "hidden_content"}),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_file_says_what_was_changed(name: str) -> None:
    change, expected = CHANGED[name]
    assert expected <= facts(change())


def test_somebody_who_is_not_trusted_is_not_trusted() -> None:
    made = {
        who: applying.sign(issued(), "s0", pki.signer(who), level(PadesLevel.B_T), stamp(0)) for who in ("revoked", "expired", "stranger")
    }
    for content in made.values():
        seen = found(content).signatures[1]
        assert (seen.intact, seen.trusted) == (True, False)
        assert seen.fault


def test_two_readers_find_the_same_files_inside() -> None:
    for content in (issued(), signed(), with_fields(), updated(attached), rewritten()):
        assert contents.embedded_in(content) == contents.embedded(PdfFileReader(BytesIO(content)))
    assert len(contents.embedded_in(issued())) == 2
    assert len(contents.embedded_in(updated(attached))) == 3


def test_a_name_is_written_so_that_an_expected_person_can_be_held_against_it() -> None:
    seen = found(signed()).signatures[1]
    assert (seen.subject, seen.issuer) == ("CN=TEST minister,O=TEST,C=NL", "CN=TEST ca,O=TEST,C=NL")
    assert fits(Expected("TEST minister", attributes={"O": "TEST"}), seen)
    assert not fits(Expected("TEST minister", attributes={"O": "ANDERS"}), seen)
    odd = x509.Name.build({"common_name": "#a, b+c=d ", "serial_number": "7", "pseudonym": "p"})
    assert r"CN=\#a\, b\+c\=d\ " in distinguished(odd)
    assert {"serialNumber=7", "2.5.4.65=p"} <= set(distinguished(odd).split(","))


def test_who_signed_is_known_without_what_was_issued() -> None:
    seen = find(signed(), None, pki.trust(), now())
    assert (seen.prefix, seen.same_metadata, seen.same_words, seen.same_pictures) == (None, None, None, None)
    assert all(each.trusted for each in seen.signatures)


# Bounds


def bomb() -> bytes:
    layers = zlib.compress(zlib.compress(b"\0" * 100_000_000), 9)
    with pikepdf.open(BytesIO(with_fields())) as pdf:
        pdf.Root.Metadata = pdf.make_stream(layers, Filter=Array([Name.FlateDecode, Name.FlateDecode]))
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def endless() -> bytes:
    """Return a form that holds itself."""
    with pikepdf.open(BytesIO(with_fields())) as pdf:
        node = pdf.make_indirect(Dictionary(T=String("x"), FT=Name.Tx))
        node.Kids = Array([node])
        pdf.Root.AcroForm.Fields.append(node)
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def test_a_file_from_outside_is_examined_in_another_process() -> None:
    moment = now()
    assert examining.examine(signed(), issued(), pki.trust(), moment) == find(signed(), issued(), pki.trust(), moment)


@pytest.mark.expects_log
@pytest.mark.parametrize("make", [bomb, endless])
def test_a_hostile_file_ends_in_time(make: Callable[[], bytes]) -> None:
    content, original = make(), issued()
    started = now()
    seen = examining.examine(content, original, pki.trust(), started)
    assert seen.unread or seen.faults
    assert (now() - started).total_seconds() < 10
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024 * 1024


def test_a_file_too_large_or_too_slow_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = now()
    monkeypatch.setattr(examining, "LARGEST", 10)
    assert examining.examine(signed(), None, pki.trust(), moment).unread == "@too_large"
    monkeypatch.setattr(examining, "LARGEST", 10**9)
    monkeypatch.setattr(examining, "PATIENCE", 0.01)
    assert examining.examine(signed(), None, pki.trust(), moment).unread == "@too_slow"
