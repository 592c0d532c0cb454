"""A public copy is set anew without signatures or anything hidden; what is withheld is nowhere in it; every redaction has its ground."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf  # noqa: TID251  # another reader of what was made
import pki
import pytest
from desk import Desk
from dossiers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import verapdf
from openxml_audit import FileFormat, OpenXmlValidator
from publishing import DAY, ISSUE, STEEL, contents, desk_with_issue, holds
from random_trees import PRINTED, documents
from test_archiving import HOUSE
from test_issuing import later, with_steel
from trees import division, every_node, line

from agreements.application.acting import Actor, Moment
from agreements.application.archiving import assembled
from agreements.application.public_record import PUBLIC_COPY_MADE, copies_in
from agreements.application.publishing import PublicationOrder, _passages, prepared, publish
from agreements.application.signing_record import issues_of
from agreements.archive.case_file import Role
from agreements.archive.store import kept
from agreements.drafting.document import (
    Division,
    Document,
    SignatureBlock,
    Strong,
    TermUse,
    Text,
    Value,
    Withheld,
    inlines,
    nodes,
    plain,
)
from agreements.drafting.document import (
    Role as Part,
)
from agreements.drafting.facts import EMISSIONS
from agreements.drafting.passages import Passages
from agreements.drafting.public_copy import Face, printed, public_copy
from agreements.drafting.redacting import Known, Redaction, Span, cut, redactions, remaining
from agreements.formats import to_docx, to_html, to_json
from agreements.formats.from_json import from_json
from agreements.model.dossier_kinds import Indicator
from agreements.model.redaction import GROUNDS, NO_EMISSION, Ground, RedactionEntry, cited, mark, read_redactions, speaks_of_emissions
from agreements.problems import AgreementsError, Problem
from agreements.record.opening import open_record
from agreements.sources import Source

SECRET = "Geheimoord"  # noqa: S105  # an invented place
NAME = "Q. Onbekend"
CHANGES = (("Denkmeer", SECRET),)
NO = "{no: true, by: bram, reason: dit zegt niets over uitstoot}"
FACE = Face(ISSUE, DAY, DAY)
NOBODY = Known(frozenset(), {})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with an issue of the invented steel works; nobody changes its dossier or its issue."""
    return desk_with_issue(tmp_path_factory.mktemp("bureau"))


def redacting(desk: Desk, *lines: str) -> str:
    """Return the path of a file of redactions."""
    return desk.file("lak.yaml", "format: 1\nredactions:\n" + "".join(f"  - {line}\n" for line in lines))


def check(desk: Desk, *lines: str, code: int = 0) -> Any:  # noqa: ANN401  # as JSON gives it
    return desk.data("publish", STEEL, ISSUE, "--check", "--redactions", redacting(desk, *lines), code=code)


def made(desk: Desk, folder: Path, *lines: str) -> dict[str, bytes]:
    """Return the files of a public copy, by their ending."""
    more = ("--redactions", redacting(desk, *lines)) if lines else ()
    desk.run("publish", STEEL, ISSUE, "--to", str(folder), *more, person="anna")
    return {each.suffix[1:]: each.read_bytes() for each in folder.iterdir()}


def words_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<style>.*?</style>", "", page.decode())).replace("\xa0", " ").split())


# What it is


def test_a_copy_is_made_kept_recorded_and_put_down(desk: Desk, tmp_path: Path) -> None:
    path = redacting(desk, "{at: bijlage 1.a.4, ground: 5.1-1-c}", f"{{at: 3.7, ground: 5.1-1-c, emissions: {NO}}}")
    told = desk.data("publish", STEEL, ISSUE, "--to", str(tmp_path / "uit"), "--redactions", path, person="anna")
    assert told["redactions"] == [{"number": 1, "ground": "5.1-1-c"}, {"number": 2, "ground": "5.1-1-c"}]
    assert (told["issue"], told["check"], told["reasons"]) == (ISSUE, False, [])
    assert sorted(Path(each).name for each in told["files"]) == [f"eop-nl-1-openbaar.{each}" for each in ("docx", "html", "pdf")]
    with open_record(desk.record) as record:
        event = record.load(f"company/{STEEL}")[-1]
    files = {each.suffix: each.read_bytes() for each in (tmp_path / "uit").iterdir()}
    assert (event.kind, event.author.person, event.effective) == (PUBLIC_COPY_MADE, "anna", DAY)
    said = {"no": True, "by": "bram", "reason": "dit zegt niets over uitstoot"}
    assert event.body == {
        "issue": ISSUE,
        "files": {name: sha256(files[f".{ending}"]).hexdigest() for name, ending in (("pdf", "pdf"), ("word", "docx"), ("page", "html"))},
        "redactions": [{"number": 1, "ground": "5.1-1-c", "emissions": said}, {"number": 2, "ground": "5.1-1-c"}],
        "asked": sha256(Path(path).read_bytes()).hexdigest(),
    }
    archive = desk.root / "output" / "archive"
    assert kept(archive, str(event.body["asked"])) == Path(path).read_bytes()
    assert kept(archive, event.body["files"]["pdf"]) == files[".pdf"]  # type: ignore[index]  # a mapping
    assert desk.data("record", "verify")["problems"] == []
    desk.run("record", "rebuild")
    assert desk.data("history", STEEL)[-1]["kind"] == PUBLIC_COPY_MADE
    assert desk.data("archive", "verify")["problems"] == []


def test_a_copy_says_what_it_is_and_lists_what_it_lacks(desk: Desk, tmp_path: Path) -> None:
    files = made(desk, tmp_path / "uit", "{at: notices, ground: 5.1-2-e}", "{at: bijlage 1.a.4, ground: 5.1-1-c}")
    said = words_of(files["html"])
    assert "Openbare versie van eop-nl-1, uitgegeven op 24 november 2026. Zonder handtekeningen." in said
    listed = said[said.index("Weggelaten passages De volgende") :]
    assert listed.startswith(
        "Weggelaten passages De volgende passages zijn in deze openbare versie weggelaten op grond van de Wet open overheid (Woo). "
        "Weggelaten passages en hun gronden Nr. Plaats Grond "
        "1 Artikel 22 Artikel 5.1, tweede lid, onder e: de eerbiediging van de persoonlijke levenssfeer "
        "2 Bijlage 1, onder a, onder 4 Artikel 5.1, eerste lid, onder c: bedrijfs- en fabricagegegevens die vertrouwelijk"
    )
    assert said.count("[1 – 5.1.2.e Woo]") == 2
    assert said.count("[2 – 5.1.1.c Woo]") == 1
    assert "15 december 2027" not in said
    assert "15 december 2027" in words_of(made(desk, tmp_path / "heel")["html"])


def test_a_copy_without_redactions_says_that_nothing_is_lacking(desk: Desk, tmp_path: Path) -> None:
    said = words_of(made(desk, tmp_path / "uit")["html"])
    assert "Weggelaten passages In deze openbare versie is niets weggelaten." in said
    assert "is gemarkeerd" not in said
    assert "Ondertekenaars Partij Naam Functie De Minister van Klimaat en Groene Groei" in said
    assert "Een openbare versie bevat geen handtekeningen" in said


def test_an_english_copy_is_english(tmp_path: Path) -> None:
    desk = desk_with_issue(tmp_path, language="en")
    path = redacting(desk, "{at: annex 1.a.4, ground: 5.1-2-f}")
    desk.run("publish", STEEL, "eop-en-1", "--redactions", path, "--to", str(tmp_path / "uit"), person="anna")
    said = words_of((tmp_path / "uit" / "eop-en-1-openbaar.html").read_bytes())
    assert "Public copy of eop-en-1, issued on 24 November 2026. Without signatures." in said
    assert "1 Annex 1, under a, under 4 Article 5.1(2)(f): other business and manufacturing data sensitive to competition" in said


def test_nothing_is_hidden_in_a_copy(desk: Desk, tmp_path: Path) -> None:
    """No field, signature, attachment, comment, path of a fact, identity of a clause or name in the tree."""
    files = made(desk, tmp_path / "uit")
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        assert list(pdf.attachments) == []
        assert "/AcroForm" not in pdf.Root
        assert [each for page in pdf.pages for each in page.get("/Annots", ()) if str(each.Subtype) != "/Link"] == []
    whole = b"\n".join(content for each in files.values() for content in contents(each))
    with open_record(desk.record) as record:
        tree = next(each for each in record.load(f"company/{STEEL}") if each.kind == "document_issued").body["files"]["tree"]  # type: ignore[index]
    found = json.loads(kept(desk.root / "output" / "archive", str(tree)))
    hidden = {each for each in _strings(found, {"uid", "path", "digest", "template_version"}) if len(each) > 12 and "." in each}
    assert len(hidden) > 200
    assert [each for each in sorted(hidden) if each.encode() in whole] == []
    assert b"docProps/custom.xml" not in whole
    assert b"/ByteRange" not in files["pdf"]


def _strings(tree: object, keys: set[str]) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in keys and isinstance(value, str):
                yield value
            yield from _strings(value, keys)
    elif isinstance(tree, list):
        for each in tree:
            yield from _strings(each, keys)


def test_of_a_sealed_document_a_copy_has_no_seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = with_steel(tmp_path)
    (sealed.root / "zegel.p12").write_bytes(pki.key_file("office"))
    monkeypatch.setenv("MAATWERK_SEAL", str(sealed.root / "zegel.p12"))
    monkeypatch.setenv("MAATWERK_SEAL_PASSWORD", pki.PASSWORD)
    monkeypatch.setenv("MAATWERK_TSA", pki.time_stamps())
    (sealed.root / "trust").mkdir()
    (sealed.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    sealed.run("sign", "issue", STEEL, "eop", "--expires", later(30), person="anna")
    issued = (sealed.root / "output" / "issued" / STEEL / "eop-nl-1.pdf").read_bytes()
    pdf = made(sealed, tmp_path / "uit")["pdf"]
    with pikepdf.open(BytesIO(issued)) as first, pikepdf.open(BytesIO(pdf)) as second:
        assert ("/AcroForm" in first.Root, "/AcroForm" in second.Root) == (True, False)
        assert (len(first.attachments), len(second.attachments)) == (3, 0)
    assert b"/ByteRange" in issued
    assert b"/ByteRange" not in pdf
    assert sealed.data("archive", "verify")["problems"] == []


# What is withheld is nowhere


def test_what_is_withheld_is_in_no_part_of_any_file(tmp_path: Path) -> None:
    desk = desk_with_issue(tmp_path, *CHANGES)
    whole = made(desk, tmp_path / "heel")
    assert all(holds(each, SECRET) for each in whole.values())
    files = made(
        desk,
        tmp_path / "uit",
        f"{{at: recitals.places.p, text: {SECRET}, ground: 5.1-1-c}}",
        f"{{at: bijlage 1.b.2, text: {SECRET}, ground: 5.1-1-c}}",
        f"{{at: preconditions, text: een aansluiting van {SECRET} op het landelijke waterstofnet, ground: 5.1-2-h}}",
    )
    for name, each in files.items():
        assert not holds(each, SECRET), name
        assert not holds(each, "landelijke waterstofnet"), name
        assert holds(each, "5.1.2.h"), name
    events = [json.dumps(each["told"]) + json.dumps(each, ensure_ascii=False) for each in desk.data("history", STEEL)[-1:]]
    assert SECRET not in "".join(events)


FURNACE = "vervanging van één hoogoven door een elektrische vlamboogoven"
WHOLE: dict[str, tuple[tuple[tuple[str, str], ...], str, tuple[str, ...]]] = {
    "a name that is a fact": (CHANGES, "bijlage 1.b.2", ("Overwegingen, onder b", "Artikel 8, lid 3")),
    "a name within a fact": (CHANGES, "8.3", ("Overwegingen, onder b", "Bijlage 1, onder b, onder 2")),
    "names of which one begins": (CHANGES, "recitals.places", ("Artikel 8, lid 3", "Bijlage 1, onder b, onder 2", "Partijen, onder 4")),
    "a figure within a fact": (
        ((FURNACE, "een oven van 7315 tonnage"), ("een vast aanspreekpunt aan te wijzen", "mee te denken over 7315 tonnage")),
        "bijlage 1.a.3",
        ("Artikel 9, lid 3",),
    ),
    "a run of words within a fact": (
        (("een vast aanspreekpunt aan te wijzen", f"te helpen bij {FURNACE[:50]}"),),
        "bijlage 1.a.3",
        ("Artikel 9, lid 3",),
    ),
}


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_what_a_whole_place_says_in_words_of_its_own_stands_nowhere_else(tmp_path: Path, name: str) -> None:
    changes, place, expected = WHOLE[name]
    desk = desk_with_issue(tmp_path, *changes)
    told = check(desk, f"{{at: {place}, ground: 5.1-1-c}}", code=1)
    assert {each["code"] for each in told["reasons"]} == {"E999"}
    said = " ".join(each["message"] for each in told["reasons"]).replace("\xa0", " ")
    assert [each for each in expected if each not in said] == []


def test_whole_places_that_are_withheld_are_in_no_part_of_any_file(tmp_path: Path) -> None:
    sentinel = "Kwartelhof"
    desk = desk_with_issue(tmp_path, *CHANGES, ("de productie en bewerking van staal", f"walsen in {sentinel} van 7315 tonnage"))
    whole = made(desk, tmp_path / "heel")
    places = ("recitals.places", "recitals.activity", "8.3", "bijlage 1.b.2")
    parts = [f"{{at: {each}, ground: 5.1-1-c}}" for each in places]
    seat = check(desk, *parts, code=1)  # Voorbeelddam is where the company has its seat, and where two projects are
    assert {each["code"] for each in seat["reasons"]} == {"E999"}
    parts[0] = f"{{at: recitals.places.p, text: {SECRET}, ground: 5.1-1-c}}"
    files = made(desk, tmp_path / "uit", *parts)
    for words in (SECRET, sentinel, "7315 tonnage", "landelijke waterstofnet"):
        assert all(holds(each, words) for each in whole.values()), words
        assert not any(holds(each, words) for each in files.values()), words


def test_words_that_every_document_prints_may_stand_elsewhere(desk: Desk) -> None:
    for place in ("parties.state", "recitals.programme", "9.9", "11.1", "19.5", "25.1", "27.2", "bijlage 1.a.4"):
        told = check_any(desk, f"{{at: {place}, ground: 5.1-1-c, emissions: {NO}}}")
        assert told["reasons"] == [], place


def test_the_search_finds_what_is_there(desk: Desk, tmp_path: Path) -> None:
    files = made(desk, tmp_path / "uit")
    for each in files.values():
        assert holds(each, "Voorbeelddam")
        assert holds(each, "Openbare versie van eop-nl-1")
        assert not holds(each, SECRET)


PRIVATE = (
    "    name: E. Sample\n    function: {nl: bestuurder, en: director}\n"
    "    authority: {kind: power_of_attorney, date: 2026-10-30, reference: volmacht EX-2026-7}\n    visibility: public\n"
)
HIDDEN = PRIVATE.replace("E. Sample", NAME).replace("visibility: public", "visibility: parties")


def test_who_signs_and_is_not_public_is_left_out_and_the_function_stays(tmp_path: Path) -> None:
    desk = desk_with_issue(tmp_path, (PRIVATE, HIDDEN))
    files = made(desk, tmp_path / "uit")
    for name, each in files.items():
        assert not holds(each, NAME), name
    said = words_of(files["html"])
    assert "De Moedermaatschappij wordt rechtsgeldig vertegenwoordigd door [1 – 5.1.2.e Woo] , bestuurder." in said
    assert "Example Metals Holding plc [2 – 5.1.2.e Woo] bestuurder" in said
    assert "2 Ondertekening Artikel 5.1, tweede lid, onder e" in said
    assert "V. Voorbeeld" in said
    with open_record(desk.record) as record:
        assert record.load(f"company/{STEEL}")[-1].body["redactions"] == [{"number": number, "ground": "5.1-2-e"} for number in (1, 2)]
    half = check(desk, "{at: parties.parent, text: door Q, ground: 5.1-2-e}", code=1)
    assert [each["code"] for each in half["reasons"]] == ["E996"]
    whole = check(desk, "{at: parties.parent.1, ground: 5.1-2-e}", code=1)
    assert [each["code"] for each in whole["reasons"]] == ["E994"]
    own = check(desk, '{at: "parties.parent.1[sample]", ground: 5.1-1-c}')
    assert own["redactions"] == [{"number": 1, "ground": "5.1-1-c"}, {"number": 2, "ground": "5.1-2-e"}]


# What is refused

REFUSED: dict[str, tuple[tuple[str, ...], list[tuple[str, int, int]]]] = {
    "a place that is not there": (("{at: 99.1, ground: 5.1-1-c}",), [("E994", 3, 10)]),
    "a cell that is not there": (('{at: "bijlage 2[99,1]", ground: 5.1-1-c}',), [("E994", 3, 10)]),
    "a cell of no table": (('{at: "7.1[1,1]", ground: 5.1-1-c}',), [("E994", 3, 10)]),
    "words that are not there": (("{at: 7.1, text: iets anders, ground: 5.1-1-c}",), [("E995", 3, 21)]),
    "words that are there twice": (("{at: nitrogen, text: Onderneming, ground: 5.1-1-c}",), [("E995", 3, 26)]),
    "a place without words": (("{at: part.annexes, text: Verzwegen, ground: 5.1-1-c}",), [("E995", 3, 30)]),
    "a ground that is none": (("{at: 7.1, ground: 5.1-3-a}",), [("E204", 3, 23)]),
    "no ground": (("{at: 7.1}",), [("E202", 3, 5)]),
    "a passage twice": (("{at: 7.1, ground: 5.1-1-c}", "{at: projects, ground: 5.1-2-f}"), [("E996", 4, 5)]),
    "every fault at once": (
        ("{at: 99.1, ground: 5.1-1-c}", "{at: 7.1, ground: x}", "{at: 4.1, ground: 5.1-1-c}"),
        [("E204", 4, 23), ("E994", 3, 10), ("E997", 5, 23)],
    ),
    "an emission on the second paragraph": (("{at: 4.1, ground: 5.1-2-f}",), [("E997", 3, 23)]),
    "an emission on the first paragraph": (("{at: 4.1, ground: 5.1-1-c}",), [("E997", 3, 23)]),
    "a stranger's word": (("{at: 4.5, ground: 5.1-1-c, emissions: {no: true, by: carl, reason: x}}",), [("E998", 3, 58)]),
    "the word of who is no lawyer": (("{at: 4.5, ground: 5.1-1-c, emissions: {no: true, by: anna, reason: x}}",), [("E998", 3, 58)]),
    "a word without reason": (("{at: 4.5, ground: 5.1-1-c, emissions: {no: true, by: bram}}",), [("E202", 3, 43), ("E997", 3, 23)]),
    "a lawyer who says that it is": (("{at: 4.5, ground: 5.1-1-c, emissions: {no: false, by: bram, reason: x}}",), [("E997", 3, 23)]),
    "words that stand elsewhere": (("{at: bijlage 1.a.2, text: Voorbeelddam, ground: 5.1-1-c}",), [("E999", 3, 5)]),
    "a figure in other words elsewhere": (("{at: 5.2, text: ten minste 25 procent, ground: 5.1-1-c}",), [("E999", 3, 5)]),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_withheld_is_refused_in_its_place(desk: Desk, name: str) -> None:
    lines, expected = REFUSED[name]
    told = check(desk, *lines, code=1)
    assert sorted({(each["code"], each["line"], each["column"]) for each in told["reasons"]}) == expected
    assert (told["redactions"], told["files"]) == ([], [])


EMITTED = {
    "a figure": "{at: 3.1, text: met 2,4 megaton, ground: 5.1-1-c}",
    "when it is reached": "{at: 4.1, text: in 2030, ground: 5.1-1-c}",
    "what it is compared with": "{at: 4.3, text: 2019, ground: 5.1-1-c}",
    "the year of climate neutrality": "{at: 3.7, text: in 2045, ground: 5.1-2-f}",
    "what a project yields": "{at: bijlage 1.a.6, text: 1\u00a0,6 megaton per jaar, ground: 5.1-1-c}".replace("\u00a0", ""),
    "a cell with an amount": '{at: "bijlage 2[6,2]", ground: 5.1-1-c}',
    "a cell with the name of a gas": '{at: "bijlage 2[1,1]", ground: 5.1-1-c}',
    "a cell with a unit": '{at: "bijlage 2[5,3]", ground: 5.1-1-c}',
    "a nuisance": '{at: "environment.text[odour]", text: onderzoek naar de oorzaken van geurhinder, ground: 5.1-2-g}',
    "what is measured around it": '{at: "environment.text[health]", text: metingen van de luchtkwaliteit, ground: 5.1-2-i}',
    "a whole article": "{at: nitrogen, ground: 5.1-1-a}",
    "words under such a heading": "{at: 4.5, ground: 5.1-1-c}",
    "words about it": "{at: recitals.industry, ground: 5.1-2-b}",
}


@pytest.mark.parametrize("name", sorted(EMITTED))
def test_what_may_be_about_emissions_is_not_withheld_without_a_lawyer(desk: Desk, name: str) -> None:
    told = check(desk, EMITTED[name], code=1)
    assert {each["code"] for each in told["reasons"]} >= {"E997"}
    assert "7" in next(each["message"] for each in told["reasons"] if each["code"] == "E997")
    said = check_any(desk, EMITTED[name].removesuffix("}") + f", emissions: {NO}}}")
    assert "E997" not in {each["code"] for each in said["reasons"]}


def check_any(desk: Desk, *lines: str) -> Any:  # noqa: ANN401  # as JSON gives it
    """Return what a check says, whether it is refused or not."""
    path = redacting(desk, *lines)
    with open_record(desk.record) as record, record.snapshot() as reading:
        order = PublicationOrder(STEEL, ISSUE, Source(path, Path(path).read_text(encoding="utf-8")))
        ready = prepared(reading, desk.root / "output" / "archive", order, date.fromisoformat(DAY))
    return {"reasons": [{"code": each.code} for each in ready.reasons]}


OTHER = {
    "when is decided on a project": "{at: bijlage 1.a.4, ground: 5.1-1-c}",
    "where a project stands": "{at: bijlage 1.b.2, ground: 5.1-2-h}",
    "an address": "{at: parties.company.p, text: Ovenkade 1, ground: 5.1-2-e}",
    "how much water is used": '{at: "environment.share[fresh-water-2032]", text: ten minste 25 procent, ground: 5.1-1-c}',
    "how much scrap is used": '{at: "circularity.total[scrap]", text: 150 kiloton per jaar, ground: 5.1-1-c}',
    "a cell with such a figure": '{at: "bijlage 2[8,2]", ground: 5.1-1-c}',
}


@pytest.mark.parametrize("name", sorted(OTHER))
def test_of_what_is_no_emission_nobody_asks_a_lawyer(desk: Desk, name: str) -> None:
    assert {each["code"] for each in check_any(desk, OTHER[name])["reasons"]} <= {"E999"}


def test_a_commitment_that_the_record_does_not_know_may_be_about_emissions() -> None:
    value = Value("environment[iets].total", "9", (("amount", "9"), ("unit", "t")))
    document = replace(every_node(), parts=(division(Part.PART, "part", "", line("p", Text("met "), value)),))
    faults: list[Problem] = []
    entry = RedactionEntry(place="p", ground=Ground.OTHER_BUSINESS, text="9")
    redactions(Passages(document), [entry], NOBODY, faults)
    assert [each.code for each in faults] == ["E997"]
    known = Known(frozenset(), {"iets": Indicator.ENERGY})
    assert redactions(Passages(document), [entry], known, []) == (Redaction(1, Ground.OTHER_BUSINESS, (Span(2, 4, 5),), entry),)


SPOKEN = {
    "het demissionaire kabinet": False,
    "De werklozen en de commissie": False,
    "een bankgarantie van vijf miljoen euro": False,
    "procesemissies": True,
    "de lozing van afvalwater": True,
    "SO2": True,
    "CO₂": True,
    "the plant is climate neutral": True,
    "minder geluid": True,
}


@pytest.mark.parametrize("words", sorted(SPOKEN))
def test_which_words_speak_of_emissions(words: str) -> None:
    assert speaks_of_emissions(words) is SPOKEN[words]


def test_no_emission_is_called_something_else() -> None:
    assert not EMISSIONS & NO_EMISSION
    assert set(GROUNDS) == set(Ground)
    assert [mark(3, Ground.PRIVACY), cited(Ground.CROWN, "en")] == [
        "[3\u00a0–\u00a05.1.2.e\u00a0Woo]",
        "Article 5.1(1)(a): the unity of the Crown",
    ]


def test_every_place_that_is_listed_can_be_named(desk: Desk) -> None:
    listed = {each["place"]: each["words"] for each in desk.data("publish", STEEL, ISSUE, "--places")["places"]}
    assert (
        listed["3.1"].replace("\xa0", " ")
        == "De Onderneming heeft de ambitie om haar uitstoot van CO₂ in 2030 met 2,4 megaton te verminderen."
    )
    assert listed["bijlage 1.a.4"].replace("\xa0", " ") == "Investeringsbesluit: 15 december 2027."
    assert (listed["annex-reductions.2[7,1]"], listed["definitions.1"][:9]) == ("Zoet water", "In deze E")
    assert "3.1: De Onderneming heeft de ambitie" in desk.said("publish", STEEL, ISSUE, "--places")
    with open_record(desk.record) as record, record.snapshot() as reading:
        ready = prepared(reading, desk.root / "output" / "archive", PublicationOrder(STEEL, ISSUE), date.fromisoformat(DAY))
        passages = _passages(desk.root / "output" / "archive", issues_of(reading, STEEL)[0])
    assert ready.reasons == ()
    for place, words in listed.items():
        assert words in "".join(passages.runs[number].text for number in passages.at(place)), place
    said = "".join(listed.values())
    assert [run.text for run in passages.runs if run.slot.name in {"text", "cell"} and run.text not in said] == []


def test_a_number_that_two_lines_have_names_neither() -> None:
    twice = [division(Part.PARAGRAPH, uid, "1", line(f"{uid}.p", Text(uid))) for uid in ("een", "twee")]
    document = replace(every_node(), parts=(division(Part.PART, "part", "", division(Part.ARTICLE, "artikel", "7", *twice)),))
    passages = Passages(document)
    assert (passages.at("7.1"), len(passages.at("7")), len(passages.at("een"))) == ((), 8, 3)
    assert [place for place, _ in passages.listed()] == ["een.p", "twee.p"]


# Nothing is done by halves


def test_a_check_makes_and_records_nothing(desk: Desk) -> None:
    before = desk.data("history", STEEL)
    told = check(desk, "{at: bijlage 1.a.4, ground: 5.1-1-c}")
    assert (told["check"], told["files"], told["redactions"]) == (True, [], [{"number": 1, "ground": "5.1-1-c"}])
    assert "(check; nothing made and nothing recorded)" in desk.said("publish", STEEL, ISSUE, "--check")
    assert "nothing withheld" in desk.said("publish", STEEL, ISSUE, "--check")
    assert desk.data("history", STEEL) == before


NOT_YET = "active publication of covenants (art. 3.3(2)(f) Woo): not in force yet"
LAW = 'format: 1\nactive_publication: {since: 2027-01-01, decree: "Stb. 2026, 999"}\n'


@pytest.mark.parametrize(
    ("law", "day", "told"),
    [
        ("", "2030-01-01", NOT_YET),
        ("format: 1\n", "2030-01-01", NOT_YET),
        (LAW, "2026-12-31", f"{NOT_YET}; from 1 January 2027 (Stb. 2026, 999)"),
        (
            LAW,
            "2027-01-01",
            NOT_YET.replace("not in force yet", "a duty since 1 January 2027 (Stb. 2026, 999), within two weeks of adoption"),
        ),
        (LAW.replace("2027-01-01", "2027-01"), "2027-01-30", f"{NOT_YET}; from January 2027 (Stb. 2026, 999)"),
    ],
)
def test_the_duty_to_publish_is_in_force_from_the_day_that_the_office_sets(desk: Desk, law: str, day: str, told: str) -> None:
    path = desk.root / "programme/law.yaml"
    path.parent.mkdir(exist_ok=True)
    before = desk.now
    try:
        if law:
            path.write_text(law, encoding="utf-8")
        desk.now = f"{day}T10:00:00+01:00"
        assert desk.said("publish", STEEL, ISSUE, "--check").splitlines()[-1] == told
        found = desk.data("publish", STEEL, ISSUE, "--check")["duty"]
        assert (found["in_force"], found["decree"]) == ("a duty since" in told, "Stb. 2026, 999" if "Stb." in told else None)
    finally:
        desk.now = before
        path.unlink(missing_ok=True)


def test_a_fault_in_what_is_set_of_the_law_is_told_at_its_place_and_nothing_is_made(desk: Desk, tmp_path: Path) -> None:
    path = desk.root / "programme/law.yaml"
    path.parent.mkdir(exist_ok=True)
    try:
        path.write_text("format: 1\nactive_publication: {since: gauw}\n", encoding="utf-8")
        assert sorted(desk.codes("publish", STEEL, ISSUE, "--to", str(tmp_path / "uit"), person="anna")) == ["E202", "E206"]
        assert not (tmp_path / "uit").exists()
    finally:
        path.unlink()


def test_a_refusal_makes_and_records_nothing(desk: Desk, tmp_path: Path) -> None:
    before = desk.data("history", STEEL)
    target = str(tmp_path / "uit")
    assert desk.codes(
        "publish", STEEL, ISSUE, "--redactions", redacting(desk, "{at: 4.1, ground: 5.1-1-c}"), "--to", target, person="anna"
    ) == ["E997"]
    assert desk.codes("publish", STEEL, ISSUE, "--to", target) == ["E891"]
    assert desk.codes("publish", STEEL, ISSUE, "--to", target, person="niemand") == ["E807"]
    assert desk.codes("publish", STEEL, "eop-nl-7", "--to", target, person="anna") == ["E962"]
    assert desk.codes("publish", "niemand", ISSUE, "--to", target, person="anna") == ["E882"]
    desk.run("publish", STEEL, ISSUE, code=2)
    assert desk.data("history", STEEL) == before
    assert not Path(target).exists()


def test_what_changed_meanwhile_is_not_recorded(desk: Desk) -> None:
    archive = desk.root / "output" / "archive"
    moment = Moment(f"{DAY}T11:00:00Z", date.fromisoformat(DAY))
    with open_record(desk.record) as record:
        with record.snapshot() as reading:
            ready = prepared(reading, archive, PublicationOrder(STEEL, ISSUE), moment.day)
        with pytest.raises(AgreementsError) as refused:
            publish(record, archive, replace(ready, known=ready.known - 1), (Actor("anna"), moment))
        assert [each.code for each in refused.value.problems] == ["E901"]
        with pytest.raises(AgreementsError) as told:
            publish(record, archive, replace(ready, reasons=refused.value.problems), (Actor("anna"), moment))
        assert told.value.problems == refused.value.problems


def test_a_tree_that_was_altered_is_not_published(tmp_path: Path) -> None:
    desk = desk_with_issue(tmp_path)
    archive = desk.root / "output" / "archive"
    (path,) = [each for each in archive.glob("*/*") if each.read_bytes().startswith(b"{")]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Voorbeeld", b"Vervalst "))
    assert desk.codes("publish", STEEL, ISSUE, "--check") == ["E507"]


def test_the_case_file_takes_public_copies_along(desk: Desk, tmp_path: Path) -> None:
    files = made(desk, tmp_path / "uit")
    moment = Moment(f"{DAY}T11:00:00Z", date.fromisoformat(DAY))
    with open_record(desk.record) as record, record.snapshot() as reading:
        for issue in ("", ISSUE):
            case = assembled(reading, STEEL, HOUSE, moment, issue=issue).case
            copies = {each.digest: each.name for each in case.items if each.role is Role.PUBLIC_COPY}
            assert {sha256(each).hexdigest() for each in files.values()} <= set(copies)
            assert set(copies.values()) == {f"eop-nl-1-openbaar.{each}" for each in ("pdf", "docx", "html")}


def test_what_was_withheld_and_why_is_kept_for_the_office_alone(tmp_path: Path) -> None:
    desk = desk_with_issue(tmp_path)
    archive = desk.root / "output" / "archive"
    plain = made(desk, tmp_path / "heel")
    line = "{at: notices, ground: 5.1-2-e}  # op verzoek van het bedrijf"
    copy, whole = made(desk, tmp_path / "uit", line), Path(redacting(desk, line)).read_bytes()
    digest = sha256(whole).hexdigest()
    assert set(copy) == set(plain) == {"pdf", "docx", "html"}  # what is given to others
    assert not [part for each in copy.values() for part in contents(each) if b"op verzoek van" in part or digest.encode() in part]
    with open_record(desk.record) as record, record.snapshot() as reading:
        found = assembled(reading, STEEL, HOUSE, Moment(f"{DAY}T11:00:00Z", date.fromisoformat(DAY)), issue=ISSUE).case
    (item,) = (each for each in found.items if each.role is Role.REDACTIONS)  # and none for the copy without
    assert (item.name, item.digest, "niet openbaar" in item.title.nl) == ("eop-nl-1-weggelaten.yaml", digest, True)
    package = desk.data("archive", "package", STEEL, "--creator", HOUSE, person="anna")["package"]
    packed = (desk.root / "output" / "packages" / package / "sip").rglob("*-redactions/*.yaml")
    assert [each.read_bytes() for each in packed] == [whole]
    assert desk.data("archive", "verify")["problems"] == []
    (archive / digest[:2] / digest).unlink()
    assert "E965" in {each["code"] for each in desk.data("archive", "verify", code=1)["problems"]}


def test_a_copy_of_before_its_redactions_were_kept_is_read_as_it_was(desk: Desk, tmp_path: Path) -> None:
    made(desk, tmp_path / "uit")
    with open_record(desk.record) as record:
        event = record.load(f"company/{STEEL}")[-1]
    assert sorted(event.body) == ["files", "issue", "redactions"]  # the body that events of before have
    (copy,) = copies_in([event])
    assert (copy.asked, set(copy.files)) == ("", {"pdf", "word", "page"})


# Laws


@settings(max_examples=150, deadline=None)
@given(documents(PRINTED), st.data())
def test_what_is_cut_is_gone_and_the_rest_stays(document: Document, data: st.DataObject) -> None:
    passages = Passages(document)
    filled = [number for number, run in enumerate(passages.runs) if run.text]
    if not filled:
        return
    number = data.draw(st.sampled_from(filled))
    text = passages.runs[number].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = [Redaction(1, Ground.PRIVACY, (Span(number, start, end),))]
    groups = cut(passages, found)
    run = passages.runs[number]
    assert plain(groups[run.uid, run.slot]) == text[:start] + mark(1, Ground.PRIVACY) + text[end:]
    assert [plain(groups[each.uid, each.slot]) for place, each in enumerate(passages.runs) if place != number] == [
        each.text for place, each in enumerate(passages.runs) if place != number
    ]
    copied = public_copy(passages, groups, found, FACE)
    assert from_json(to_json.render(copied)) == copied
    assert sum(each == Withheld(mark(1, Ground.PRIVACY)) for each in inlines(copied)) == 1
    assert not [each for each in nodes(copied) if isinstance(each, SignatureBlock) or (isinstance(each, Division) and each.clause)]
    assert not [each for each in inlines(copied) if isinstance(each, Value | TermUse)]
    assert to_docx.render(copied, identified=False)
    assert to_html.render(copied)


def test_words_are_found_however_their_spaces_and_small_digits_are_typed() -> None:
    document = replace(every_node(), parts=(division(Part.PART, "part", "", line("p", Text("met 1,5\u00a0megaton CO₂\u2011eq"))),))
    for words in ("1,5 megaton CO2-eq", "1,5\u00a0megaton CO₂\u2011eq"):
        faults: list[Problem] = []
        entry = RedactionEntry(place="P", ground=Ground.PRIVACY, text=words)
        (found,) = redactions(Passages(document), [entry], NOBODY, faults)
        assert [each.code for each in faults] == ["E997"]
        assert found.spans == (Span(2, 4, 22),)


def test_a_passage_that_overlaps_in_bold_and_plain_words_is_cut_once() -> None:
    document = replace(
        every_node(), parts=(division(Part.PART, "part", "", line("p", Text("een "), Strong((Text("twee"),)), Text(" drie"))),)
    )
    passages = Passages(document)
    found = [Redaction(1, Ground.PRIVACY, (Span(2, 2, 10),)), Redaction(2, Ground.CROWN, (Span(2, 11, 13),))]
    (kept_words,) = [group for (uid, _), group in cut(passages, found).items() if uid == "p"]
    assert kept_words == (Text("ee"), Withheld(mark(1, Ground.PRIVACY)), Text("r"), Withheld(mark(2, Ground.CROWN)))
    assert plain(kept_words) == f"ee{mark(1, Ground.PRIVACY)}r{mark(2, Ground.CROWN)}"


def test_what_still_stands_in_the_title_or_a_definition_is_told() -> None:
    document = replace(every_node(), title="PLAN GEHEIM")
    passages = Passages(replace(document, parts=(*document.parts, division(Part.PART, "eind", "", line("p", Text("Plan Geheim."))))))
    entry = RedactionEntry(place="p", ground=Ground.PRIVACY, text="Geheim")
    found = redactions(passages, [entry], NOBODY, [])
    copied = public_copy(passages, cut(passages, found), found, FACE)
    assert [dict(each.arguments)["place"] for each in remaining(passages, found, printed(copied))] == ["@title"]


def test_a_file_that_is_no_yaml_or_of_another_format_is_refused() -> None:
    for text, code in (("format: [", "E101"), ("format: 2\n", "E212"), ("format: 1\nredacties: []\n", "E201")):
        faults: list[Problem] = []
        read_redactions(Source("lak.yaml", text), faults)
        assert [each.code for each in faults] == [code]


# The page for who publishes


def page() -> str:
    return (ROOT / "docs" / "publiceren.md").read_text(encoding="utf-8")


def test_what_the_page_shows_can_be_withheld(desk: Desk) -> None:
    (example,) = re.findall(r"(?ms)^```yaml\n(.*?)^```", page())
    told = desk.data("publish", STEEL, ISSUE, "--check", "--redactions", desk.file("weglaten.yaml", example))
    assert [each["ground"] for each in told["redactions"]] == ["5.1-2-e", "5.1-2-f", "5.1-1-c", "5.1-1-c", "5.1-1-c"]


def test_the_page_names_every_ground_and_no_other() -> None:
    rows = dict(re.findall(r"^\| `(5\.1-[^`]*)` \| (.*) \|$", page(), re.MULTILINE))
    assert rows == {ground.value: words.nl for ground, words in GROUNDS.items()}


# Judges from outside


def test_word_finds_the_file_valid(desk: Desk, tmp_path: Path) -> None:
    made(desk, tmp_path / "uit", "{at: bijlage 1.a.4, ground: 5.1-1-c}")
    path = str(tmp_path / "uit" / "eop-nl-1-openbaar.docx")
    assert [str(each) for each in OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path).errors] == []


@pytest.mark.proof
def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1_in_a_public_copy(desk: Desk, tmp_path: Path) -> None:
    if missing := verapdf.missing():
        pytest.skip(f"veraPDF needs {missing}")
    lines = ("{at: bijlage 1.a.4, ground: 5.1-1-c}", "{at: notices, ground: 5.1-2-e}", '{at: "bijlage 2[8,1]", ground: 5.1-1-c}')
    files = {"whole": made(desk, tmp_path / "heel")["pdf"], "redacted": made(desk, tmp_path / "uit", *lines)["pdf"]}
    assert verapdf.verdicts(tmp_path, files) == {name: {"3a": "", "ua1": ""} for name in files}
