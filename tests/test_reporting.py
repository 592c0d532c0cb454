"""A verdict as people read and keep it: everything that it says, in both languages, and nothing more."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from conftest import Golden
from desk import Desk
from dossiers import ROOT
from judges import akn, verapdf
from judges.words import words, words_of_page
from proving import complete, trust_folder, two_signed
from signing import now
from signings import IDS, JUDGED, KNOWN, NAMES, plan, signed_file
from test_rejudging import desk as with_verdict  # noqa: F401  # the fixture of a desk on which a document came in signed
from test_verdicts import ALLOWED, CASES, ON_PAPER, PAPER, WITHOUT, papers

from agreements.application.acting import Moment
from agreements.application.archiving import assembled
from agreements.application.reporting import rendered, report_on_file
from agreements.application.verify import proved
from agreements.archive.case_file import Role
from agreements.cli import cli
from agreements.cli.office import now as moment_now
from agreements.drafting.document import Document
from agreements.drafting.verdict_report import report
from agreements.drafting.verdict_words import MEANING, SAID
from agreements.formats import fonts, render
from agreements.model.alone import Alone, Proof, judge_alone
from agreements.model.amsterdam import legal_date
from agreements.model.examination import Examination
from agreements.model.reported import Kept, Reported, of_file, of_issue
from agreements.model.verdicts import Outcome, Verdict, judge
from agreements.problems.display import advice, message
from agreements.record.opening import open_record
from agreements.signatures.trust import load

LANGUAGES = ("nl", "en")
KEPT = Kept({**NAMES, "jansen": "J. Jansen"}, {"f" * 64: "terug.pdf", "1" * 64: "bedrijf.pdf"})


def on_paper(**changes: object) -> Reported:
    """Return what is told of an issue that one signed in wet ink."""
    paper = replace(PAPER, **changes)  # type: ignore[arg-type]
    verdict = judge(ON_PAPER, [WITHOUT], papers(paper), JUDGED)
    return of_issue("fabriek/maatwerkafspraak-nl-1", verdict, ON_PAPER, replace(KEPT, papers={"sign-gedep": paper}))


def issue(verdict: Verdict | None = None) -> Reported:
    return of_issue("fabriek/maatwerkafspraak-nl-1", verdict or judge(plan(), [WITHOUT], KNOWN, JUDGED), plan(), KEPT)


@cache
def proof(content: Callable[[], bytes] = complete) -> Proof:
    """Return what a signed file proves with the trust of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        trust = load(trust_folder(Path(folder) / "trust"))
    later = now() + timedelta(minutes=1)
    return proved(content(), trust, Moment(later.isoformat(), legal_date(later)))


def document(reported: Reported, language: str = "nl") -> Document:
    return report(reported, language, fonts.spelled)


def text(reported: Reported, language: str = "nl") -> str:
    return " ".join(words(document(reported, language)))


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())


# What is told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_on_an_issue_reads_as_it_should(golden: Golden, language: str) -> None:
    told = render(document(on_paper(), language), "txt").decode()
    golden(ROOT / f"tests/expected/verdict.{language}.txt", told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_told_with_its_way_out(language: str) -> None:
    for case in {**CASES, **ALLOWED}.values():
        verdict = case.verdict()
        kept = replace(KEPT, papers={each.field: each for each in case.known.papers})
        told = text(of_issue("fabriek/eop-nl-1", verdict, case.plan, kept), language)
        assert MEANING[verdict.outcome][language == "en"] in told
        for each in verdict.reasons:
            said, way = (" ".join(fonts.spelled(part).split()) for part in (message(each, language), advice(each, language)))
            assert f"{each.code}: {said[0].upper()}{said[1:]}" in told
            assert way in told
        for file in verdict.files:
            assert file in told


def test_a_file_by_itself_tells_who_signed_by_which_certificate_and_when() -> None:
    found, told = proof(), text(of_file("getekend.pdf", proof()))
    assert found.verdict.outcome is Outcome.VALID
    for each in found.found.file.signatures:
        assert each.certificate in told
        assert each.common_name in told
    assert "het bedrijf digitaal" in told
    assert "minister van Proef" in told
    assert "(bewezen)" in told
    assert "CET (volgens opgave van wie tekende)" in told or "CEST (volgens opgave van wie tekende)" in told
    assert found.found.file.sha256 in told
    assert found.verdict.plan in told
    assert SAID["limits"][0] in told
    assert "Versie van de regels 3" in told


def test_who_did_not_sign_stands_there_as_that() -> None:
    told = text(of_file("getekend.pdf", proof(two_signed)), "en")
    assert "gedep (name not known) zeeland not signed – not signed" in told
    assert "Signature 3" not in told


def test_paper_is_shown_as_paper_with_its_place_and_who_compared_it() -> None:
    told = text(on_paper())
    assert "G. Edeputeerde zeeland op papier 11 november 2026 (volgens het papier) geldig" in told
    assert "op papier, met de pen; een scan is een kopie en bewijst zelf niets" in told
    assert "Het papier ligt archief Middelburg" in told
    assert "Vergeleken door J. Jansen, pietersen" in told
    assert "5" * 64 in told
    assert "digitale handtekening" in told  # of the others
    nobody = text(on_paper(attested_by=("gedep",)))
    assert "Vergeleken door niemand" in nobody


def test_paper_that_was_replaced_is_still_shown_as_paper() -> None:
    told = text(on_paper(replaced=True, decision="besluit 12"), "en")
    assert "on paper, in wet ink" in told
    assert "destroyed; replaced by the scan by decision besluit 12" in told
    assert "The paper is kept at archief Middelburg" not in told


def test_a_name_that_was_erased_is_not_there() -> None:
    told = text(of_issue("fabriek/eop-nl-1", judge(plan(), [WITHOUT], KNOWN, JUDGED), plan(), Kept()))
    assert not any(name in told for name in NAMES.values())
    assert all(f"{each} (naam niet bekend)" in told for each in IDS)


def test_who_signs_for_another_is_named() -> None:
    kept = replace(KEPT, persons={**NAMES, "elegee": "D. Elegee"}, signers={"sign-minister": "elegee"})
    told = text(of_issue("fabriek/eop-nl-1", judge(plan(), [WITHOUT], KNOWN, JUDGED), plan(), kept))
    assert "Verwachte ondertekenaar D. Elegee" in told
    assert "Verwachte ondertekenaar M. Inister" not in told


def test_a_file_in_which_nothing_could_be_found_is_reported_as_that() -> None:
    unread = judge_alone(Alone(Examination("a" * 64, 7, unread="@too_slow")), date(2026, 3, 2), trusting=True)
    told = text(of_file("bom.pdf", unread))
    assert "Het oordeel over dit document is: niet te beoordelen." in told
    assert "Niemand heeft getekend." in told
    nothing = text(issue(judge(plan(), [], KNOWN, JUDGED)), "en")
    assert "No file came back." in nothing


# As a document


HOSTILE = "<script>alert(1)</script> 中\u202e\x1b[31m & \ud800 é"


def hostile() -> Reported:
    persons = dict.fromkeys(IDS, HOSTILE)
    signed = signed_file("ceo", "cfo", "minister", "gedep")
    return of_issue(HOSTILE, judge(plan(), [signed], KNOWN, JUDGED), plan(), Kept(persons, {signed.sha256: HOSTILE}))


def test_whatever_somebody_is_called_can_be_printed_and_gives_no_orders() -> None:
    page, pdf = rendered(hostile(), "nl", "html").decode(), read(rendered(hostile(), "nl", "pdf"))
    for told in (" ".join(words_of_page(page)), pdf):
        assert "<script>alert(1)</script> [U+4E2D]" in told
    assert "<script>" not in page
    assert not any(sign in page for sign in ("\u202e", "\x1b"))
    long = of_issue("x" * 5000, judge(plan(), [WITHOUT], KNOWN, JUDGED), plan(), KEPT)
    assert "x" * 500 not in rendered(long, "nl", "html").decode()


def test_a_sign_that_every_face_has_is_left_as_it_is() -> None:
    assert fonts.spelled("J. Jansen-de Vriès, €\u00a012") == "J. Jansen-de Vriès, €\u00a012"
    assert fonts.spelled("中\n") == "[U+4E2D][U+000A]"
    assert fonts.spelled("a\u00adb") == "a[U+00AD]b"


def test_every_sign_that_is_left_can_be_printed_also_where_lines_end() -> None:
    everything = "".join(sign for sign in map(chr, range(0x20, 0x3000)) if fonts.spelled(sign) == sign)
    assert len(everything) > 400
    for start in range(0, len(everything), 150):
        name = everything[start : start + 150]
        told = of_issue(name, judge(plan(), [WITHOUT], KNOWN, JUDGED), plan(), Kept(dict.fromkeys(IDS, name), {"f" * 64: name}))
        assert rendered(told, "en", "pdf").startswith(b"%PDF-")


def samples() -> Iterator[tuple[str, Document]]:
    for language in LANGUAGES:
        yield f"paper {language}", document(on_paper(), language)
        yield f"missing {language}", document(issue(), language)
        yield f"alone {language}", document(of_file("getekend.pdf", proof()), language)
        yield f"hostile {language}", document(hostile(), language)


def test_the_same_verdict_gives_the_same_bytes_and_the_pages_hold_every_word() -> None:
    first = rendered(on_paper(), "en", "pdf")
    assert first == rendered(on_paper(), "en", "pdf")
    margins = ("Report on the signatures", "fabriek/maatwerkafspraak-nl-1", "Rules of maatwerk, version 3")
    assert all(each in read(first) for each in margins)
    assert words_of_page(rendered(on_paper(), "en", "html").decode()) == words(document(on_paper(), "en"))


def test_it_is_akoma_ntoso_too() -> None:
    for name, each in samples():
        assert akn.faults(render(each, "akn")) == [], name


@pytest.mark.proof
def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1_in_every_report(tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    files = {name: render(each, "pdf") for name, each in samples()}
    assert verapdf.verdicts(tmp_path, files) == {name: {"3a": "", "ua1": ""} for name in files}


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    trust_folder(tmp_path / "trust")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAATWERK_TRUST", raising=False)
    monkeypatch.setenv("MAATWERK_NOW", (now() + timedelta(minutes=1)).isoformat())
    (tmp_path / "getekend.pdf").write_bytes(complete())
    return tmp_path


def run(*given: str, code: int = 0, messages: str = "nl") -> Result:
    result = CliRunner().invoke(cli, ["--messages", messages, "verify", *given])
    assert result.exit_code == code, result.output
    return result


def test_verify_writes_a_report_in_the_language_of_messages(folder: Path) -> None:
    shown = run("getekend.pdf", "--report", "verslag.pdf").stdout
    assert shown == run("getekend.pdf").stdout
    assert "Verslag van de controle van de handtekeningen getekend.pdf" in read((folder / "verslag.pdf").read_bytes())
    run("getekend.pdf", "--report", "verslag.HTML", messages="en")
    assert "Report on the signatures" in (folder / "verslag.HTML").read_text()


def test_a_report_that_cannot_be_made_is_wrong_use_and_replaces_nothing(folder: Path) -> None:
    before = (folder / "getekend.pdf").read_bytes()
    for words_given in (
        ("getekend.pdf", "--report", "verslag.docx"),
        ("getekend.pdf", "getekend.pdf", "--report", "verslag.pdf"),
        ("getekend.pdf", "--report", "getekend.pdf"),
        ("getekend.pdf", "--report", "./trust/../getekend.pdf"),
    ):
        run(*words_given, code=2)
    run("weg.pdf", "--report", "verslag.pdf", code=1)
    run("getekend.pdf", "--report", "getekend.pdf/verslag.pdf", code=1)
    assert {path.name for path in folder.iterdir()} == {"getekend.pdf", "trust"}
    assert (folder / "getekend.pdf").read_bytes() == before


def test_a_file_that_is_not_valid_has_a_report_as_well(folder: Path) -> None:
    (folder / "half.pdf").write_bytes(two_signed())
    run("half.pdf", "--report", "verslag.html", code=1)
    page = (folder / "verslag.html").read_text()
    assert "E681" in page
    (folder / "tekst.pdf").write_bytes(b"hallo")
    run("tekst.pdf", "--report", "verslag.html", code=1)
    assert "E680" in (folder / "verslag.html").read_text()
    assert report_on_file("half.pdf", proof(two_signed), "nl", "html").startswith(b"<!DOCTYPE html>")


# The package


@pytest.mark.usefixtures("with_verdict")
def test_a_package_holds_each_verdict_as_data_and_to_read(with_verdict: Desk) -> None:  # noqa: F811  # the fixture
    archive = with_verdict.root / "output" / "archive"
    with open_record(with_verdict.record) as record, record.snapshot() as reading:
        found = assembled(reading, "proef-glas", "Proef", moment_now(), archive=archive)
        without = assembled(reading, "proef-glas", "Proef", moment_now())
    verdicts = [each for each in found.case.items if each.role is Role.VERIFICATION]
    names = [each.name for each in verdicts]
    assert names == [f"eop-nl-1-verdict-{number}{ending}" for number in (1, 2) for ending in (".json", "-nl.pdf", "-en.pdf")]
    assert [each.id for each in without.case.items] == [each.id for each in found.case.items if "-report-" not in each.id]
    data, dutch, english = verdicts[-3:]
    assert "Verwachte ondertekenaar TEST minister" in read(found.made[dutch.digest])
    assert "Expected signer TEST minister" in read(found.made[english.digest])
    assert [(each.language, each.relations[0].item) for each in (dutch, english)] == [(("nl",), data.id), (("en",), data.id)]
    assert dutch.title.nl.endswith("om te lezen (Nederlands)")
    assert english.title.en.endswith("to read (English)")
    package = with_verdict.data("archive", "package", "proef-glas", "--creator", "Proef", person="anna")["package"]
    packages = with_verdict.root / "output" / "packages"
    packed = {sha256(path.read_bytes()).hexdigest() for path in (packages / package / "sip").rglob("*.pdf")}
    assert {each.digest for each in verdicts if each.name.endswith(".pdf")} <= packed
    assert with_verdict.data("archive", "verify")["problems"] == []
    one = with_verdict.data("archive", "package", "proef-glas", "--issue", "eop-nl-1", "--creator", "Proef", person="anna")["package"]
    inside = {path.suffix for path in (packages / one / "sip").rglob("*-verification/*")}
    assert {".json", ".pdf"} <= inside
