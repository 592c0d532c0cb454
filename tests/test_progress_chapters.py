"""The chapters of the progress report on bottlenecks, on what is owed to Parliament, and on time, with where their figures come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import Golden
from dossiers import ROOT
from judges import verapdf
from openxml_audit import FileFormat, OpenXmlValidator
from reminding import Bureau, bureau
from test_html import faults  # noqa: F401  # a fixture
from test_portfolio import commitment, company, megatons, of, promise, signed
from test_progress import document, npvi, table

from agreements.application.portfolio_words import waiting_words
from agreements.application.progress import Period, Progress, from_files
from agreements.application.progress_report import progress_report
from agreements.drafting.document import Document, Table, Value, nodes
from agreements.formats import fonts, render
from agreements.model.dossier import Precondition
from agreements.model.dossier_kinds import PreconditionKind
from agreements.model.pledges import PledgeStatus, made_by, pledged_otherwise, read_pledges, status_of
from agreements.model.turns import Open, Turn, turned
from agreements.model.values import LocalText, before, parse_date
from agreements.sources import Source

ZINC = """\
format: 1
company: {id: zink, name: Verzonnen Zink B.V., cluster: nzkg}
ministers:
  - {id: ezk, office: minister, ministry: EZK}
commitments:
  - id: co2
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "1.5", unit: Mt, year: 2030, boundary: site}, source: brief}
  - id: stikstof
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "0.25", unit: Mt, year: 2030, boundary: site}, source: brief}
preconditions:
  - id: net
    kind: grid
    what: {nl: zwaardere aansluiting, en: heavier connection}
    owner: {nl: de netbeheerder, en: the grid operator}
    wanted: 2026-06-01
    expected: 2027-03
    for: [co2]
    source: brief
    visibility: public
  - {id: buis, kind: co2_transport, what: buis, owner: de vervoerder, wanted: "2029", expected: 2028-05, visibility: public}
  - {id: recht, kind: permit, what: vergunning, wanted: 2026-12, source: brief, visibility: public}
  - {id: geheim, kind: subsidy, what: Geheimwoord, owner: Geheimwoord, wanted: 2026-01, for: [co2]}
history:
  - {stage: eop, event: signed, date: 2026-02-10, source: brief, visibility: public}
sources:
  brief: {title: Brief van Verzonnen Zink}
"""
LATER = (
    ZINC.replace("expected: 2028-05,", "expected: 2029-11,", 1)
    .replace("wanted: 2026-12, source", "wanted: 2026-12, met: 2026-06-20, source")
    .replace(
        "  - {id: geheim",
        "  - {id: warmte, kind: heat, what: warmteleiding, owner: de netbeheerder, wanted: 2026-06, visibility: public}\n  - {id: geheim",
    )
)
PLEDGES = """\
format: 1
pledges:
  - id: kaart
    kind: pledge
    what: {nl: een routekaart, en: a roadmap}
    made: 2026-01-10
    due: {before: "2026-06"}
    reference: "29826-901"
    url: https://zoek.officielebekendmakingen.nl/kst-29826-901
  - {id: bericht, kind: motion, what: {nl: een bericht, en: a message}, chamber: senate, made: 2026-05-20, due: 2026-09-01}
  - id: brief
    kind: announcement
    what: {nl: een brief, en: a letter}
    made: 2026-02
    met: {date: 2026-06-10, reference: "29826-910"}
  - {id: nota, kind: pledge, what: {nl: een nota, en: a note}, made: 2026-01, due: 2026-04-01, met: {date: 2026-06/2026-12}}
  - {id: straks, kind: pledge, what: {nl: een plan, en: a plan}, made: 2026-08-01}
  - {id: weg, kind: pledge, what: {nl: een weddenschap, en: a bet}, withdrawn: true}
"""


def made(folder: Path) -> Bureau:
    """Return an office with a company whose preconditions changed on 5 June, and with pledges."""
    office, path = bureau(folder), folder / "zink.yaml"
    path.write_text(ZINC, encoding="utf-8")
    office.on("2026-03-02").do("apply", path, "--as", "anna", "--workflow", "klein")
    path.write_text(LATER, encoding="utf-8")
    office.on("2026-06-05").do("apply", path, "--as", "anna", "--workflow", "klein")
    (folder / "programme").mkdir()
    (folder / "programme/pledges.yaml").write_text(PLEDGES, encoding="utf-8")
    return office.on("2026-07-01")


@pytest.fixture
def office(tmp_path: Path) -> Bureau:
    return made(tmp_path)


REPORT = ("report", "--since", "2026-05-01")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_for_the_office_reads_so(office: Bureau, golden: Golden, tmp_path: Path, language: str) -> None:
    office.do(*REPORT, "--internal", "-f", "txt", "-l", language, "-o", tmp_path)
    told = (tmp_path / f"report-2026-07-01-{language}.txt").read_text(encoding="utf-8")
    golden(ROOT / f"tests/expected/progress.{language}.txt", told)


def test_what_is_internal_and_the_times_are_not_in_the_report_for_all(office: Bureau, tmp_path: Path) -> None:
    formats = [part for form in ("pdf", "docx", "html", "txt", "json", "akn") for part in ("-f", form)]
    office.do(*REPORT, *formats, "-l", "nl", "-o", tmp_path / "uit")
    pages = pypdfium2.PdfDocument(tmp_path / "uit/report-2026-07-01-nl.pdf")
    files = [path.read_bytes() for path in (tmp_path / "uit").iterdir()]
    told = [*files, *(page.get_textpage().get_text_range().encode() for page in pages)]
    assert len(told) > len(formats) // 2
    for word in (b"Geheimwoord", b"geheim", b"Tijd per fase", b"beleidsmedewerker", b"weddenschap"):
        assert [each for each in told if word in each] == []
    assert any(b"Knelpunten" in each for each in told)


def test_the_same_two_days_make_the_same_bytes_later(office: Bureau, tmp_path: Path) -> None:
    asked = ("report", "--at", "2026-07-01", "--as-known", "2026-07-01", "--since", "2026-05-01", "--internal")
    found: list[dict[str, bytes]] = []
    for day in ("2026-07-01", "2026-12-01"):
        if found:
            office.on(day).step("stop", "carla", company="zink")
        office.on(day).do(*asked, "-f", "pdf", "-f", "docx", "-f", "html", "-f", "json", "-o", tmp_path / day)
        found.append({path.name: path.read_bytes() for path in (tmp_path / day).iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == 4


def test_what_was_done_later_is_not_told_of_an_earlier_day(office: Bureau, tmp_path: Path) -> None:
    found = []
    for pledges in (PLEDGES, PLEDGES.replace('    met: {date: 2026-06-10, reference: "29826-910"}\n', "")):
        (office.folder / "programme/pledges.yaml").write_text(pledges, encoding="utf-8")
        office.do("report", "--at", "2026-05-31", "--since", "2026-05-01", "-f", "txt", "-o", tmp_path)
        found.append((tmp_path / "report-2026-05-31-nl.txt").read_text(encoding="utf-8"))
    assert found[0] == found[1]
    assert "29826-910" not in found[0]


def test_every_fault_in_what_was_pledged_stops_the_report(office: Bureau, tmp_path: Path) -> None:
    (office.folder / "programme/pledges.yaml").write_text(PLEDGES.replace("kind: motion", "kind: wish"), encoding="utf-8")
    refused = office.run(*REPORT, "-o", tmp_path / "uit")
    assert (refused.exit_code, "E204" in refused.stderr, (tmp_path / "uit").exists()) == (1, True, False)


# Origins


def internal(office: Bureau, language: str = "nl") -> Document:
    """Return the report of the office out of files, with what is owed."""
    path = office.folder / "zink.yaml"
    pledges, _ = read_pledges(Source("pledges.yaml", PLEDGES))
    return progress_report(replace(of_file(path), pledges=pledges), language, fonts.spelled)


def of_file(path: Path) -> Progress:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    found, problems = from_files([source], Period(date(2026, 7, 1), date(2026, 5, 1), internal=True))
    assert (found is not None, problems) == (True, ())
    assert found is not None
    return found


def values(found: Document, prefixes: tuple[str, ...]) -> set[str]:
    """Return the paths of the values in tables whose names begin so."""
    tables = (each for each in nodes(found) if isinstance(each, Table) and each.uid.startswith(prefixes))
    return {inline.path for each in tables for row in each.rows for cell in row for inline in cell if isinstance(inline, Value)}


def test_every_value_of_the_chapters_is_in_a_table_of_origins(office: Bureau) -> None:
    found = internal(office)
    told, origins = values(found, ("blocked.owners", "blocked.each", "pledges.list")), values(found, ("origins.",))
    assert len(told) >= 9
    assert told <= origins


def test_every_sum_that_waits_is_made_of_promises_that_are_told(office: Bureau) -> None:
    found = internal(office)
    sums = {tuple(row[:2]): row[4:] for row in table(found, "blocked.owners")}
    rows = table(found, "origins.waiting")
    assert sums["de netbeheerder", "elektriciteitsnet"] == ["1,5 (CO₂ · totaal · in\u00a02030 · de locatie)", "–"]
    assert [row[4].replace("\u00a0", " ") for row in rows if row[1] == "elektriciteitsnet"] == ["1,5 megaton in 2030"]
    assert sums["de vervoerder", "CO₂-transport"][1].startswith("1,75 ")
    assert [row[5] for row in rows if row[1] == "CO₂-transport"] == ["wacht er misschien op"] * 2
    assert {row[0] for row in rows} <= {who for who, _ in sums}


def test_what_possibly_waits_is_told_beside_what_certainly_does() -> None:
    text = company(
        "glas",
        commitments=[commitment(promise("eop", total=megatons("1")), identifier="a")],
        history=[signed("eop", "2026-01")],
        preconditions=[{"id": "net", "kind": "grid", "what": "verzwaring", "for": ["a"]}],
    )
    (found,) = of(text, day=date(2026, 1, 10)).blocked
    assert waiting_words(found.named, "nl").startswith("0, mogelijk 1 (")
    assert waiting_words(found.named, "en").startswith("0, possibly 1 (")
    assert waiting_words({}, "nl") == "–"


def test_a_precondition_names_no_company_that_may_not_be_named() -> None:
    promised = commitment(promise("eop", total=megatons("1")), identifier="a") | {"visibility": "internal"}
    net = {"id": "net", "kind": "grid", "what": "verzwaring", "visibility": "public"}
    hidden = company("glas", commitments=[promised], history=[signed("eop", "2024-01-10")], preconditions=[net])
    assert of(hidden, public=True).blocked == ()
    assert len(of(hidden).blocked) == 1


def test_of_real_companies_nothing_is_told_that_no_source_says() -> None:
    found = document(npvi())
    assert "Toezeggingen en moties, en hoe zij ervoor staan: geen." in render(found, "txt").decode()
    what = "aanleg van de Delta Rhine Corridor tussen de kustgebieden en Limburg"
    assert table(found, "blocked.each") == [["niet bekend", "OCI", what, "–", "–", "–"]]
    assert table(found, "origins.blocked") == [["OCI", "delta-rhine-corridor", "–", "–", "limburg-2023-01-26"]]
    assert "limburg-2023-01-26" in {row[0] for row in table(found, "sources.list")}


# What became of preconditions


GRID = Precondition(id="net", kind=PreconditionKind.GRID, what=LocalText("net", "grid"), wanted=parse_date("2026-06-01"))  # type: ignore[arg-type]
NOW, THEN = date(2026, 7, 1), date(2026, 5, 1)


def turns(new: Precondition | None, old: Precondition | None, **more: Any) -> list[tuple[Turn, object, object]]:  # noqa: ANN401  # as Open
    now = Open(NOW, {("glas", "net"): new} if new else {}, **more)
    return [(each.turn, each.was, each.now) for each in turned(now, Open(THEN, {("glas", "net"): old} if old else {}))]


def test_each_turn_of_a_precondition_is_told_with_what_it_was() -> None:
    later, other = replace(GRID, wanted=parse_date("2027")), replace(GRID, owner=LocalText("een ander", "another"))
    assert turns(GRID, GRID) == [(Turn.OVERDUE, None, GRID.wanted)]
    assert turns(later, later) == []
    assert turns(later, None) == [(Turn.NEW, None, later.wanted)]
    assert turns(GRID, None) == [(Turn.NEW, None, GRID.wanted), (Turn.OVERDUE, None, GRID.wanted)]
    assert turns(later, GRID) == [(Turn.WANTED, GRID.wanted, later.wanted)]
    assert turns(replace(later, expected=parse_date("2028")), later) == [(Turn.EXPECTED, None, parse_date("2028"))]
    assert turns(replace(other, wanted=later.wanted), later) == [(Turn.OWNER, None, other.owner)]
    gone = {("glas", "net"): parse_date("2026-06-20")}
    assert turns(None, GRID, dated=gone) == [(Turn.MET, None, parse_date("2026-06-20"))]
    assert turns(None, GRID, dated=gone, ended={"glas"}) == [(Turn.ENDED, None, None)]
    assert turns(None, GRID) == [(Turn.GONE, None, None)]
    assert turns(None, None) == []


def test_what_was_overdue_already_is_no_change() -> None:
    early = replace(GRID, wanted=parse_date("2026-04"))
    assert turns(early, early) == []


@pytest.mark.parametrize(
    ("more", "late"),
    [
        ({"wanted": "2026-06"}, "te laat"),
        ({"wanted": "2026-07"}, "–"),
        ({"wanted": "2027", "expected": "2028-01"}, "komt te laat"),
        ({"wanted": "2027-06", "expected": "2027"}, "komt misschien te laat"),
        ({"wanted": "2026-06", "met": "2026-06/2026-08"}, "te laat; misschien al vervuld"),
        ({"met": {"before": "2027"}}, "misschien al vervuld"),
        ({}, "–"),
    ],
)
def test_what_is_late_about_a_precondition(tmp_path: Path, more: dict[str, object], late: str) -> None:
    text = company(
        "glas",
        commitments=[commitment(promise("eop", total=megatons("1")), identifier="a")],
        history=[signed("eop", "2024-01-10")],
        preconditions=[{"id": "net", "kind": "grid", "what": "verzwaring", **more}],
    )
    path = tmp_path / "glas.yaml"
    path.write_text(text, encoding="utf-8")
    (row,) = table(progress_report(of_file(path), "nl", fonts.spelled), "blocked.each")
    assert (row[0], row[-1]) == ("niet bekend", late)


# What is owed


def test_how_a_pledge_stands_on_a_day_and_since_when() -> None:
    pledges, problems = read_pledges(Source("pledges.yaml", PLEDGES))
    assert problems == ()
    stands = {each.id: status_of(each, NOW) for each in made_by(pledges, NOW)}
    assert list(stands.items()) == [
        ("nota", PledgeStatus.OVERDUE),
        ("kaart", PledgeStatus.OVERDUE),
        ("bericht", PledgeStatus.OPEN),
        ("brief", PledgeStatus.DONE),
    ]
    assert [(each.pledge.id, each.was, each.now) for each in pledged_otherwise(pledges, NOW, THEN)] == [
        ("kaart", PledgeStatus.OPEN, PledgeStatus.OVERDUE),
        ("bericht", None, PledgeStatus.OPEN),
        ("brief", PledgeStatus.OPEN, PledgeStatus.DONE),
    ]
    assert pledged_otherwise(pledges, NOW, date(2026, 6, 30)) == ()
    assert status_of(pledges[0], before("2026-06").last) is PledgeStatus.OPEN
    assert status_of(pledges[0], date(2026, 6, 1)) is PledgeStatus.OVERDUE


# Times


def test_the_chapter_on_time_says_what_stands_still_what_is_closed_and_what_may_be_further(office: Bureau, tmp_path: Path) -> None:
    office.step("rest", "anna", "--note", "wacht op een nieuw kabinet", company="zink")
    assert "staat stil  1 juli 2026" in said(office, tmp_path)
    office.on("2026-07-03").step("stop", "carla", company="zink")
    assert "afgesloten  3 juli 2026" in said(office, tmp_path)


def said(office: Bureau, folder: Path) -> str:
    office.do(*REPORT, "--internal", "-f", "txt", "-o", folder)
    return (folder / f"report-{office.day}-nl.txt").read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.mark.proof
def test_the_whole_report_can_be_archived_read_aloud_and_edited(office: Bureau, tmp_path: Path, faults: Any) -> None:  # noqa: ANN401, F811  # of the browser
    assert not verapdf.missing()
    office.do(*REPORT, "--internal", "-f", "pdf", "-f", "html", "-f", "docx", "-l", "nl", "-l", "en", "-o", tmp_path)
    files = {path.name.removeprefix("report-2026-07-01-"): path for path in tmp_path.glob("report-*")}
    found = verapdf.verdicts(tmp_path / "oordeel", {name: files[f"{name}.pdf"].read_bytes() for name in ("nl", "en")})
    assert found == {language: {"3a": "", "ua1": ""} for language in ("nl", "en")}
    for language in ("nl", "en"):
        for scheme, width in (("light", 1200), ("dark", 360)):
            assert faults(files[f"{language}.html"].read_text(encoding="utf-8"), scheme, width) == ([], width)
        assert OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(files[f"{language}.docx"])).errors == []
