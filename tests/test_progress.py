"""The progress report: what changed between two days, what it adds, and where each figure comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from dossiers import ROOT
from judges import verapdf
from openxml_audit import FileFormat, OpenXmlValidator
from reminding import Bureau, bureau
from test_html import faults  # noqa: F401  # a fixture
from test_timeline import figures

from agreements.application.draft import Order, compose
from agreements.application.progress import Evidence, Period, Progress, articles, from_files, in_documents
from agreements.application.progress_report import progress_report
from agreements.drafting import bars
from agreements.drafting.bars import Bar
from agreements.drafting.document import Document, Label, LineStyle, Mark, Shape, Stroke, Table, nodes, plain
from agreements.formats import fonts, render
from agreements.model.dossier_kinds import Stage
from agreements.workspace import Workspace, dossiers_in

SUMMER, LATER = date(2023, 7, 31), date(2025, 6, 30)
PLANTED = "Geheimwoord"


def npvi(day: date = LATER, before: date = SUMMER, **more: Any) -> Progress:  # noqa: ANN401  # as Period takes them
    found, problems = from_files(dossiers_in([ROOT / "examples/npvi"]), Period(day, before, **more))
    assert problems == ()
    assert found is not None
    return found


def document(found: Progress, language: str = "nl") -> Document:
    return progress_report(found, language, fonts.spelled)


def table(found: Document, uid: str) -> list[list[str]]:
    (each,) = [node for node in nodes(found) if isinstance(node, Table) and node.uid == uid]
    return [[plain(cell) for cell in row] for row in each.rows]


def test_the_last_day_that_there_is_has_no_year_after_it() -> None:
    assert npvi(date.max).coming == ()


# The public record


def test_what_was_signed_between_two_days_is_told_of_every_document() -> None:
    assert [(each.company, each.stage) for each in npvi().signed] == [
        ("alco-energy-rotterdam", Stage.EOP),
        ("air-liquide", Stage.EOP),
        ("bp-rotterdam", Stage.EOP),
        ("cosun", Stage.EOP),
        ("cosun", Stage.JLOI),
        ("lyondellbasell", Stage.EOP),
        ("nobian", Stage.JLOI),
        ("nobian", Stage.MAATWERKAFSPRAAK),
        ("zeeland-refinery", Stage.EOP),
    ]
    assert "Ondertekend op 30 juni 2025: EoP 13, JLoI 2, maatwerkafspraak 1." in render(document(npvi()), "txt").decode()
    assert "Signed as of 31 July 2023: EoP 7, JLoI 0, tailor-made agreement 0." in render(document(npvi(), "en"), "txt").decode()


def test_an_amount_stands_in_the_newest_addendum_that_prints_it_else_in_the_instrument() -> None:
    found = npvi()
    each = found.in_force[0]
    key, said = (each.company, each.stated.stage), each.stated.said
    instrument, first, silent = (
        Evidence(name, name * 2, articles) for name, articles in (("a", ()), ("b", (("bijlage 2", said),)), ("c", ()))
    )
    amended = replace(found, evidence={key: instrument}, amended={key: (silent, first)})
    assert amended.document(each.company, each.stated) == first
    rows = [row[-1] for row in table(document(amended), "origins.list")]
    assert "bijlage 2 b bb" in rows
    assert replace(amended, amended={key: (silent,)}).document(each.company, each.stated) == instrument
    assert replace(amended, evidence={}, amended={}).document(each.company, each.stated) is None


def test_an_instrument_that_is_signed_anew_takes_the_place_of_what_amended_the_one_before() -> None:
    key, other = ("nobian", Stage.MAATWERKAFSPRAAK), ("nobian", Stage.JLOI)
    letter, first, addendum, second, again, later = (Evidence(name, name * 2) for name in "abcdef")
    told = [(other, letter, False), (key, first, False), (key, addendum, True), (key, second, True)]
    assert in_documents(told) == ({other: letter, key: first}, {key: (second, addendum)})
    assert in_documents([*told, (key, again, False)]) == ({other: letter, key: again}, {})
    assert in_documents([*told, (key, again, False), (key, later, True)]) == ({other: letter, key: again}, {key: (later,)})


def test_a_promise_that_reads_otherwise_stands_beside_what_it_was() -> None:
    rows = [row for row in table(document(npvi()), "changed.promised") if row[0] == "Nobian"]
    assert ["Nobian", "co2-2030", "circa 0,55 megaton (EoP)", "ruim 0,5 megaton per jaar in 2030 (maatwerkafspraak)"] in [
        [cell.replace("\u00a0", " ") for cell in row] for row in rows
    ]
    assert ["Nobian", "nox", "circa\u00a0430\u00a0ton (EoP)", "geen cijfer meer (maatwerkafspraak)"] in rows


def test_the_same_day_twice_tells_no_change_and_a_table_that_is_empty_says_so() -> None:
    still = document(npvi(date(2023, 8, 2), date(2023, 8, 1)))
    assert "Sinds 1 augustus 2023 is niets gewijzigd." in render(still, "txt").decode()
    assert "Gepland tussen 1 augustus 2023 en 2 augustus 2023: geen." in render(still, "txt").decode()


def test_talks_that_ended_are_a_change_and_their_promise_is_drawn_no_more() -> None:
    autumn = document(npvi(date(2025, 8, 31), LATER))
    assert [row for row in table(autumn, "changed.ended") if row[0] == "Shell"] == [["Shell", "EoP", "juli\u00a02025"]]
    assert len(table(autumn, "changed.ended")) == 5
    names = [each.text for figure in figures(autumn) for each in figure.drawing if isinstance(each, Label) and each.x == 0]
    assert "Shell" not in names
    assert "Yara" in names
    already = document(npvi(date(2025, 9, 2), date(2025, 9, 1)))
    assert "Sinds 1 september 2025 is niets gewijzigd." in render(already, "txt").decode()


def test_every_figure_of_a_sum_is_in_the_table_of_origins() -> None:
    found = npvi()
    rows = table(document(found), "origins.list")
    assert len(rows) == len([each for each in found.in_force if each.stated.aspect != "text"])
    counted = {(each.name, each.stated.commitment) for each in found.now.portfolio.counted}
    assert counted <= {(row[0], row[1].partition(",")[0]) for row in rows}
    assert all(row[3] in {each[0] for each in table(document(found), "sources.list")} for row in rows)


def test_no_promise_is_drawn_twice() -> None:
    (figure,) = figures(document(npvi()))
    names = [each.text for each in figure.drawing if isinstance(each, Label) and each.x == 0]
    assert sorted(names) == sorted(set(names))
    assert "Cosun" not in names  # its source names no year


# Bars


def test_a_bar_is_as_long_as_its_amount_open_to_its_most_and_dashed_without() -> None:
    three = [Bar("a", Decimal(4), Decimal(4), "4"), Bar("b", Decimal(1), Decimal(2), "1–2"), Bar("c", Decimal(1), None, "≥ 1")]
    height, marks = bars.drawn(three)
    assert height == 3 * 52 + 30
    solid = [each.width for each in marks if isinstance(each, Mark) and each.shape is Shape.BAR]
    opened = [each.width for each in marks if isinstance(each, Mark) and each.shape is Shape.SQUARE]
    assert (solid, opened) == ([720, 180, 180], [180])
    assert len([each for each in marks if isinstance(each, Stroke) and each.style is LineStyle.DASHED]) == 1


# Out of the record


DOSSIER = """\
format: 1
company: {id: zink, name: Verzonnen Zink B.V., cluster: nzkg}
commitments:
  - id: co2
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "10", unit: kt, year: 2030, boundary: site}, source: brief}
  - id: geheim
    party: company
    indicator: co2
    subject: Geheimwoord
    promised:
      - {stage: eop, nature: ambition, total: {amount: "77", unit: kt, year: 2030, boundary: site}, source: brief}
projects:
  - {id: oven, name: elektrische oven, technique: electrification, decision: 2026-06, start: "2029", visibility: public}
history:
  - {stage: eop, event: signed, date: 2026-02-10, source: brief, visibility: public}
sources:
  brief: {title: Brief van Verzonnen Zink}
"""


@pytest.fixture
def office(tmp_path: Path) -> Bureau:
    """An office with one company whose promise and plan changed on 1 June, recorded on 5 June."""
    made, path = bureau(tmp_path), tmp_path / "zink.yaml"
    path.write_text(DOSSIER)
    made.on("2026-03-02").do("apply", path, "--as", "anna", "--workflow", "klein")
    path.write_text(DOSSIER.replace('amount: "10"', 'amount: "12"').replace("2026-06", "2026-11"))
    made.on("2026-06-05").do("apply", path, "--as", "anna", "--workflow", "klein")
    return made


def words(path: Path) -> str:
    return path.read_text().replace("\u00a0", " ")


def test_what_changed_in_the_record_is_told_with_what_it_was(office: Bureau, tmp_path: Path) -> None:
    office.on("2026-07-01").do("report", "--since", "2026-05-01", "-f", "txt", "-o", tmp_path)
    told = words(tmp_path / "report-2026-07-01-nl.txt")
    assert "10 kiloton in 2030 (EoP)" in told
    assert "12 kiloton in 2030 (EoP)" in told
    assert "juni 2026" in told
    assert "november 2026" in told
    assert "Gepland in het jaar na 1 juli 2026" in told
    assert PLANTED not in told


def test_before_it_was_known_nothing_had_changed(office: Bureau, tmp_path: Path) -> None:
    asked = ("report", "--at", "2026-06-04", "--as-known", "2026-06-04", "--since", "2026-05-01", "-f", "txt")
    office.on("2026-07-01").do(*asked, "-o", tmp_path)
    assert "Sinds 1 mei 2026 is niets gewijzigd." in words(tmp_path / "report-2026-06-04-nl.txt")


def test_the_same_days_make_the_same_report_later(office: Bureau, tmp_path: Path) -> None:
    days = ("--at", "2026-05-31", "--as-known", "2026-05-31", "--since", "2026-03-31")
    asked = ("report", *days, "-f", "pdf", "-f", "docx", "-f", "html", "-l", "nl")
    made = []
    for day in ("2026-06-04", "2026-12-01"):
        office.on(day).do(*asked, "-o", tmp_path / day)
        made.append({path.name: path.read_bytes() for path in (tmp_path / day).iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 3


def test_what_is_internal_is_told_only_when_asked_and_every_page_says_so(office: Bureau, tmp_path: Path) -> None:
    formats = [part for form in ("pdf", "docx", "html", "txt", "json", "akn") for part in ("-f", form)]
    office.on("2026-07-01").do("report", "--since", "2026-05-01", *formats, "-o", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir() if b"geheim" in path.read_bytes()] == []
    office.do("report", "--since", "2026-05-01", "--internal", "-f", "pdf", "-o", tmp_path / "in")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "in/report-2026-07-01-nl.pdf")]
    assert any("geheim" in page for page in pages)
    assert all("INTERN" in page for page in pages)


def test_what_cannot_be_asked_is_told(office: Bureau, tmp_path: Path) -> None:
    assert "--since" in office.on("2026-07-01").run("report", "--since", "2026-07-01").stderr
    path = tmp_path / "fout.yaml"
    path.write_text(DOSSIER.replace("source: brief}", "source: brieven}"))
    refused = office.run("report", path, "--since", "2026-05-01")
    assert refused.exit_code == 1
    assert "E209" in refused.stderr
    assert office.data("report", path, "--since", "2026-05-01", code=1)["files"] == []
    assert office.data("report", "--since", "2026-05-01", "-f", "txt", "-o", tmp_path)["problems"] == []


# Where a figure stands


def test_the_article_of_a_figure_is_found_in_the_document() -> None:
    (drafted,) = compose(Workspace.at(ROOT), Order("fictie-chemie", "eop", ("nl",))).documents
    found = [(said.low, said.high, said.unit, where) for where, said in articles(drafted)]
    assert next(where for *said, where in found if said == [450_000 * 10**6, 700_000 * 10**6, "t"]).startswith("Artikel")
    assert any(said == [250_000 * 10**6, 250_000 * 10**6, "m3"] for *said, _ in found)


@pytest.mark.proof
def test_it_can_be_archived_read_aloud_and_edited(tmp_path: Path, faults: Any) -> None:  # noqa: ANN401, F811  # of the browser
    assert not verapdf.missing()
    both = {language: document(npvi(), language) for language in ("nl", "en")}
    found = verapdf.verdicts(tmp_path, {language: render(each, "pdf") for language, each in both.items()})
    assert found == {language: {"3a": "", "ua1": ""} for language in both}
    for language, each in both.items():
        assert faults(render(each, "html").decode(), "light", 1200) == ([], 1200)
        path = tmp_path / f"{language}.docx"
        path.write_bytes(render(each, "docx"))
        assert OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path)).errors == []
