"""Lists that somebody got wrong, or made to harm: each fault is told at its cell, all of them at once, in bounded time and memory."""

from __future__ import annotations

import resource
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID251  # to make what ours never makes
import pytest
from desk import Desk, staffed
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: TID251  # idem

from agreements.application.lists import given_by, sheets_in
from agreements.formats import from_xlsx
from agreements.formats.from_csv import LIMIT_BYTES
from agreements.formats.workbook_gate import LIMIT_MEMBERS, LIMIT_OTHER, LIMIT_PACKED, LIMIT_TAGS
from agreements.model.cells import LIMIT_CELLS, LIMIT_COLUMNS, LIMIT_ROWS
from agreements.model.gathering import LIMIT_FAULTS
from agreements.model.revisions import said_at
from agreements.problems import AgreementsError, Problem
from agreements.problems.display import display

Grid = list[list[Any]]
COMPANIES: Grid = [["id", "name", "kvk", "cluster"], ["proef", "Proef B.V.", "01234567", "chemelot"]]
SOURCES: Grid = [["company", "id", "title"], ["proef", "opgave", "Opgave"]]


def book(change: Callable[[Any], None] | None = None, **sheets: Grid) -> bytes:
    """Return a workbook with these sheets, as a person with Excel would make it; `companies` is added when it is not among them."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in ({"companies": COMPANIES} | sheets).items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(workbook)
    packed = BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def repacked(content: bytes, change: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a package with parts changed and added."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change.get(name, bytes)(source.read(name)))
        for name, part in (more or {}).items():
            target.writestr(name, part)
    return result.getvalue()


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode(), 1)

    return change


def in_sheet(old: str, new: str, content: bytes | None = None) -> bytes:
    """Return a workbook of which the XML of the first sheet was changed."""
    return repacked(content or book(), {"xl/worksheets/sheet1.xml": replaced(old, new)})


def problems_of(content: bytes) -> tuple[Problem, ...]:
    try:
        return given_by(from_xlsx.read(content, "lijst.xlsx"), "lijst.xlsx").problems
    except AgreementsError as error:
        return error.problems


def told(content: bytes) -> list[tuple[str, str]]:
    """Return every problem in a workbook, as code and place."""
    return [(each.code, str(each.where)) for each in problems_of(content)]


# A cell, a row, a sheet: what is wrong, and where

MILESTONES = ["company", "id", "what", "party", "date"]
PROMISED = ["company", "commitment", "stage", "nature", "total.amount", "total.unit", "total.year", "source"]
COMMITMENTS: Grid = [["company", "id", "party", "indicator"], ["proef", "co2", "company", "co2"]]


def promised(*row: Any, change: Callable[[Any], None] | None = None) -> bytes:  # noqa: ANN401  # whatever a cell can hold
    values = ["proef", "co2", "eop", "ambition", *row]
    return book(change, commitments=COMMITMENTS, promised=[PROMISED, values], sources=SOURCES)


def milestone(day: object, change: Callable[[Any], None] | None = None) -> bytes:
    return book(change, milestones=[MILESTONES, ["proef", "besluit", "een besluit", "company", day]])


def shown_as(sheet: str, cell: str, how: str) -> Callable[[Any], None]:
    def change(workbook: Any) -> None:  # noqa: ANN401  # openpyxl comes without types
        workbook[sheet][cell].number_format = how

    return change


def hide(workbook: Any) -> None:  # noqa: ANN401  # idem
    workbook["sources"].sheet_state = "veryHidden"


def merge(workbook: Any) -> None:  # noqa: ANN401  # idem
    workbook["companies"].merge_cells("D2:D4")


WRONG: dict[str, tuple[Callable[[], bytes], list[tuple[str, str]]]] = {
    "a KvK number as a number": (
        lambda: book(companies=[["name", "kvk"], ["Proef B.V.", 1234567]]),
        [("E771", "lijst.xlsx!companies!B2")],
    ),
    "a formula": (
        lambda: book(companies=[["name", "seat"], ["Proef B.V.", "=HYPERLINK(A1)"]]),
        [("E770", "lijst.xlsx!companies!B2")],
    ),
    "a formula as a company": (
        lambda: book(milestones=[MILESTONES, ["=companies!A2", "a", "b", "company", None]]),
        [("E770", "lijst.xlsx!milestones!A2")],
    ),
    "an error": (lambda: book(companies=[["name", "seat"], ["Proef B.V.", "#REF!"]]), [("E769", "lijst.xlsx!companies!B2")]),
    "a decimal comma": (lambda: promised("0,35", "Mt", "2030", "opgave"), [("E775", "lijst.xlsx!promised!E2")]),
    "marks for thousands": (lambda: promised("1.234.567,8", "t", "2030", "opgave"), [("E775", "lijst.xlsx!promised!E2")]),
    "a rounded number": (
        lambda: promised(0.345, "Mt", 2030, "opgave", change=shown_as("promised", "E2", "0.0")),
        [("E774", "lijst.xlsx!promised!E2")],
    ),
    "a percentage of Excel": (
        lambda: promised(0.55, "Mt", 2030, "opgave", change=shown_as("promised", "E2", "0%")),
        [("E774", "lijst.xlsx!promised!E2")],
    ),
    "a number with too many digits": (lambda: promised(1 / 3, "Mt", 2030, "opgave"), [("E774", "lijst.xlsx!promised!E2")]),
    "a negative number": (lambda: promised(-1, "Mt", 2030, "opgave"), [("E774", "lijst.xlsx!promised!E2")]),
    "a year in which nothing can be": (lambda: promised("1", "Mt", 20.5, "opgave"), [("E206", "lijst.xlsx!promised!G2")]),
    "a year or a day": (lambda: milestone(2030), [("E773", "lijst.xlsx!milestones!E2")]),
    "a time of day": (lambda: milestone(datetime(2030, 6, 30, 12)), [("E772", "lijst.xlsx!milestones!E2")]),  # noqa: DTZ001  # Excel has no zones
    "a date in the Dutch way": (lambda: milestone("30-06-2030"), [("E206", "lijst.xlsx!milestones!E2")]),
    "a date as a name": (
        lambda: book(companies=[["name", "seat"], ["Proef B.V.", date(2030, 6, 30)]]),
        [("E772", "lijst.xlsx!companies!B2")],
    ),
    "yes and no as a name": (lambda: book(companies=[["name", "seat"], ["Proef B.V.", True]]), [("E772", "lijst.xlsx!companies!B2")]),
    "a number for yes": (lambda: book(companies=[["name", "reconstruction"], ["P", 1]]), [("E772", "lijst.xlsx!companies!B2")]),
    "an unknown head": (
        lambda: book(companies=[["name", "clustre", "# eigen notitie"], ["Proef B.V.", "x", "y"]]),
        [("E768", "lijst.xlsx!companies!B1")],
    ),
    "a head that is a number": (lambda: book(companies=[["name", 2030], ["Proef B.V.", 1]]), [("E768", "lijst.xlsx!companies!B1")]),
    "the same head twice": (
        lambda: book(companies=[["name", "KvK", "kvk"], ["Proef B.V.", "01234567", None]]),
        [("E767", "lijst.xlsx!companies!C1")],
    ),
    "a cell without a head": (lambda: book(companies=[["name"], ["Proef B.V.", "los"]]), [("E766", "lijst.xlsx!companies!B2")]),
    "a missing column": (lambda: book(sources=[["id", "title"], ["opgave", "Opgave"]]), [("E780", "lijst.xlsx!sources!A1")]),
    "an empty cell that is needed": (
        lambda: book(milestones=[MILESTONES, ["proef", "besluit", None, "company", None]]),
        [("E781", "lijst.xlsx!milestones!A2")],
    ),
    "a part of a figure that is needed": (lambda: promised("1", None, None, "opgave"), [("E781", "lijst.xlsx!promised!E2")]),
    "two rows for one company": (
        lambda: book(companies=[["name"], ["Proef B.V."], ["Ander B.V."], ["Proef N.V."]]),
        [("E776", "lijst.xlsx!companies!A4")],
    ),
    "two rows with one id": (
        lambda: book(sources=[*SOURCES, ["proef", "opgave", "Nog eens"]]),
        [("E776", "lijst.xlsx!sources!B3")],
    ),
    "a company that is nowhere": (
        lambda: book(sources=[*SOURCES, ["prof", "brief", "Brief"]]),
        [("E777", "lijst.xlsx!sources!A3")],
    ),
    "a commitment that is nowhere": (
        lambda: book(promised=[PROMISED, ["proef", "co2", "eop", "ambition", None, None, None, None]]),
        [("E777", "lijst.xlsx!promised!B2")],
    ),
    "one text and two languages": (
        lambda: book(milestones=[[*MILESTONES, "what.nl"], ["proef", "besluit", "een besluit", "company", None, "een besluit"]]),
        [("E778", "lijst.xlsx!milestones!F2")],
    ),
    "two languages and one text": (
        lambda: book(milestones=[["company", "id", "what.nl", "what.en", "what", "party"], ["proef", "a", "b", "c", "d", "company"]]),
        [("E778", "lijst.xlsx!milestones!E2")],
    ),
    "a date, and a date before which": (
        lambda: book(milestones=[[*MILESTONES, "date.before"], ["proef", "besluit", "een besluit", "company", "2030", "2031"]]),
        [("E778", "lijst.xlsx!milestones!F2")],
    ),
    "two answers in a row": (
        lambda: book(
            answers=[["company", "stage", "field", "value", "value.nl", "value.json"], ["proef", "eop", "ends", "a", "b", '["c"]']]
        ),
        [("E778", "lijst.xlsx!answers!E2"), ("E778", "lijst.xlsx!answers!F2")],
    ),
    "JSON with a number, and JSON without end": (
        lambda: book(
            answers=[["company", "stage", "field", "value.json"], ["proef", "eop", "a", "[1]"], ["proef", "eop", "b", "[" * 99 + "]" * 99]]
        ),
        [("E782", "lijst.xlsx!answers!D2"), ("E782", "lijst.xlsx!answers!D3")],
    ),
    "a company without a name": (
        lambda: book(companies=[["name", "seat"], ["B.V.", "x"], [None, "y"]]),
        [("E781", "lijst.xlsx!companies!B3")],
    ),
    "a name that makes no id": (
        lambda: book(companies=[["name"], ["Łódź Škoda B.V."], ["北京"]]),
        [("E781", "lijst.xlsx!companies!A3")],
    ),
    "no company at all": (lambda: book(companies=[["name", "kvk"]]), [("E786", "lijst.xlsx!companies!A1")]),
    "a sheet of companies without a cell": (lambda: book(companies=[]), [("E786", "lijst.xlsx!companies!A1")]),
    "a row of no company": (lambda: book(sources=[*SOURCES, [None, "brief", "Brief"]]), [("E781", "lijst.xlsx!sources!B3")]),
    "a list of a later version": (
        lambda: book(companies=[["name", "format"], ["Proef B.V.", "2"]]),
        [("E212", "lijst.xlsx!companies!B2")],
    ),
    "an empty sheet": (lambda: book(sources=[]), []),
    "a hidden sheet": (lambda: book(hide, sources=SOURCES), [("E764", "lijst.xlsx!sources!A1")]),
    "an unknown sheet": (lambda: book(project=[["x"]]), [("W763", "lijst.xlsx!project!A1")]),
    "merged cells": (lambda: book(merge), [("E765", "lijst.xlsx!companies!D2")]),
    "JSON that is none": (
        lambda: book(answers=[["company", "stage", "field", "value.json"], ["proef", "eop", "ends", "[1"], ["proef", "eop", "x", "[1]"]]),
        [("E782", "lijst.xlsx!answers!D2"), ("E782", "lijst.xlsx!answers!D3")],
    ),
    "an unknown word": (
        lambda: book(companies=[["name", "cluster"], ["Proef B.V.", "chemelott"]]),
        [("E204", "lijst.xlsx!companies!B2")],
    ),
    "a sign that nobody sees": (
        lambda: book(companies=[["name"], ["Proef\u202e B.V."]]),
        [("E214", "lijst.xlsx!companies!A2")],
    ),
    "much at once, in three sheets": (
        lambda: book(
            companies=[["name", "kvk", "seat"], ["Proef B.V.", 12345678, "#REF!"]],
            milestones=[MILESTONES, ["proef", "a", "b", "compagny", 2030]],
            sources=[*SOURCES, ["niemand", "x", "y"]],
        ),
        [
            ("E771", "lijst.xlsx!companies!B2"),
            ("E769", "lijst.xlsx!companies!C2"),
            ("E204", "lijst.xlsx!milestones!D2"),
            ("E773", "lijst.xlsx!milestones!E2"),
            ("E777", "lijst.xlsx!sources!A3"),
        ],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_fault_is_told_at_its_cell(name: str) -> None:
    make, expected = WRONG[name]
    assert told(make()) == expected


# A file that is not opened

DOCTYPE = '<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "b">]>'
SHEET = "xl/worksheets/sheet1.xml"


def part(name: str, content: bytes = b"x") -> bytes:
    return repacked(book(), {}, {name: content})


def twice() -> bytes:
    return repacked(book(), {}, {SHEET.upper(): b"<x/>"})


def encrypted() -> bytes:
    """Return a package of which the table of contents says that a part is encrypted."""
    content = bytearray(book())
    for header, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(header) + flags] |= 1
    return bytes(content)


def bomb() -> bytes:
    return part("xl/media/leeg.png", b"\0" * 8_000_000)


def as_utf16(content: bytes) -> bytes:
    return content.decode().replace("UTF-8", "UTF-16").encode("utf-16")


def far(reference: str) -> bytes:
    return in_sheet(
        "</sheetData>", f'<row r="{reference.lstrip("ABCXFD")}"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )


STRICT = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
SHUT: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "E760", "@old_excel"),
    "text": (lambda: b"naam;kvk\r\n", "E760", "@no_workbook"),
    "nothing": (lambda: b"", "E760", "@no_workbook"),
    "half a workbook": (lambda: book()[:2000], "E760", "@broken_workbook"),
    "a zip of something else": (lambda: repacked(b"PK\x05\x06" + b"\0" * 18, {}, {"brief.txt": b"x"}), "E760", "@broken_workbook"),
    "a sheet that is no XML": (lambda: in_sheet("<sheetData>", "<sheetData><"), "E760", "@broken_workbook"),
    "rows out of order": (lambda: in_sheet('<row r="2"', '<row r="1"'), "E760", "@broken_workbook"),
    "the strict form, of which no cell would be seen": (lambda: in_sheet(*STRICT), "E760", "@broken_workbook"),
    "a text that is not there": (lambda: in_sheet('t="inlineStr"><is><t>id</t></is>', 't="s"><v>999</v>'), "E760", "@broken_workbook"),
    "a DOCTYPE in a sheet": (lambda: in_sheet("<worksheet", f"{DOCTYPE}<worksheet"), "E761", "@doctype"),
    "a DOCTYPE in the table of contents": (
        lambda: repacked(book(), {"[Content_Types].xml": replaced("<Types", f"{DOCTYPE}<Types")}),
        "E761",
        "@doctype",
    ),
    "a part in another encoding": (lambda: repacked(book(), {"xl/workbook.xml": as_utf16}), "E761", "@not_utf8"),
    "a part that says another encoding": (
        lambda: repacked(book(), {}, {"xl/x.xml": b"<?xml version='1.0' encoding='UTF-7'?><x/>"}),
        "E761",
        "@not_utf8",
    ),
    "macros": (lambda: part("xl/vbaProject.bin"), "E761", "@macros"),
    "another file": (lambda: part("xl/embeddings/oleObject1.bin"), "E761", "@embedded"),
    "a link to another workbook": (lambda: part("xl/externalLinks/externalLink1.xml", b"<x/>"), "E761", "@external_links"),
    "a connection to data": (lambda: part("xl/connections.xml", b"<x/>"), "E761", "@external_links"),
    "a part twice": (twice, "E761", "@twice_inside"),
    "an encrypted part": (encrypted, "E761", "@encrypted_part"),
    "a bomb": (bomb, "E761", "@too_large_unpacked"),
    "too many styles": (
        lambda: repacked(book(), {"xl/styles.xml": lambda _: b"<styleSheet>" + b"<xf/>" * LIMIT_OTHER + b"</styleSheet>"}),
        "E761",
        "@too_large_unpacked",
    ),
    "too many empty cells": (lambda: in_sheet("</sheetData>", f"{'<row/>' * LIMIT_TAGS}</sheetData>"), "E761", "@too_large_unpacked"),
    "too many parts": (lambda: repacked(book(), {}, {f"x/{each}.txt": b"" for each in range(LIMIT_MEMBERS)}), "E761", "@too_many_parts"),
}


@pytest.mark.parametrize("name", SHUT)
def test_what_may_not_be_opened_is_not(name: str) -> None:
    make, code, reason = SHUT[name]
    (problem,) = problems_of(make())
    assert (problem.code, str(problem.where), dict(problem.arguments)["reason"]) == (code, "lijst.xlsx:1:1", reason)


TOO_MUCH: dict[str, tuple[Callable[[], bytes], tuple[str, str]]] = {
    "bytes": (lambda: b"PK\x03\x04" + b"\0" * LIMIT_PACKED, ("E102", "lijst.xlsx:1:1")),
    "rows": (lambda: far("A10000000"), ("E779", "lijst.xlsx!companies!A10000000")),
    "columns": (lambda: far("XFD9"), ("E779", "lijst.xlsx!companies!XFD9")),
    "cells": (
        lambda: book(sources=[*SOURCES, *([["proef", f"bron-{each}", *["x"] * 48] for each in range(LIMIT_CELLS // 50)])]),
        ("E779", "lijst.xlsx!sources!AK4002"),
    ),
    "characters": (
        lambda: in_sheet("<t>proef</t>", f"<t>{'_x000D_' * 40_000}</t>"),
        ("E779", "lijst.xlsx!companies!A2"),
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_larger_than_any_list_is_told(name: str) -> None:
    make, expected = TOO_MUCH[name]
    assert told(make()) == [expected]


def test_what_a_sheet_says_of_its_own_size_costs_nothing() -> None:
    content = in_sheet('ref="A1:D2"', 'ref="A1:XFD10000000"')
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = given_by(from_xlsx.read(content, "lijst.xlsx"), "lijst.xlsx")
    assert [each.company for each in found.applications] == ["proef"]
    assert not found.problems
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
    assert time.monotonic() - began < 60  # ten million empty rows of 16,384 cells would take hours


def test_many_faults_are_counted_not_told() -> None:
    rows = [[f"Proef {each}", 1] for each in range(LIMIT_FAULTS + 500)]
    found = problems_of(book(companies=[["name", "kvk"], *rows]))
    assert len(found) == LIMIT_FAULTS + 1
    assert [each.code for each in found if each.code != "E771"] == ["E783"]
    assert LIMIT_ROWS > LIMIT_FAULTS
    words = problems_of(book(companies=[["name", "cluster"], *([f"Proef {each}", "x"] for each in range(LIMIT_FAULTS + 500))]))
    assert {each.code for each in words} == {"E204", "E783"}
    assert len(words) <= LIMIT_FAULTS + 1


# What is taken as somebody meant it


@pytest.mark.parametrize("mac", [False, True], ids=["1900", "1904"])
def test_a_date_of_excel_is_the_day_that_it_shows(mac: bool) -> None:  # noqa: FBT001  # a parameter
    def since(workbook: Any) -> None:  # noqa: ANN401  # openpyxl comes without types
        if mac:
            workbook.epoch = CALENDAR_MAC_1904

    found = given_by(from_xlsx.read(milestone(date(2030, 6, 30), since), "lijst.xlsx"), "lijst.xlsx")
    assert not found.problems
    assert said_at(found.applications[0].said, ("milestones", "[besluit]", "date")) == "2030-06-30"


def test_numbers_that_can_have_lost_nothing_are_taken() -> None:
    found = given_by(from_xlsx.read(promised(0.35, "Mt", 2030, "opgave"), "lijst.xlsx"), "lijst.xlsx")
    assert not found.problems
    total = said_at(found.applications[0].said, ("commitments", "[co2]", "promised", "[eop]", "total"))
    assert total == {"amount": "0.35", "unit": "Mt", "year": "2030"}


def test_a_first_list_needs_names_only() -> None:
    rows: Grid = [["Naam van de lijst"], []]
    heads: Grid = [
        ["Name", "KvK", "cluster", "#contact"],
        ["Verzonnen Chemie B.V.", "01234567", "chemelot", "Jansen"],
        ["Café Zuid, N.V.", None],
    ]
    assert told(book(companies=rows + heads))[0][0] == "E768"  # the first row that says something holds the heads
    found = given_by(from_xlsx.read(book(companies=heads), "lijst.xlsx"), "lijst.xlsx")
    assert not found.problems
    assert [(each.company, each.dossier.company.name) for each in found.applications] == [
        ("verzonnen-chemie", "Verzonnen Chemie B.V."),
        ("cafe-zuid", "Café Zuid, N.V."),
    ]


# CSV


def csv_told(folder: Path, **files: str) -> list[tuple[str, str]]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    try:
        problems = given_by(sheets_in(folder), "map").problems
    except AgreementsError as error:
        problems = error.problems
    return sorted((each.code, str(each.where).replace(str(folder), "map")) for each in problems)


def test_faults_in_csv_are_told_at_their_cell(tmp_path: Path) -> None:
    companies = "name;kvk\r\nProef;1234567\r\n"
    assert csv_told(tmp_path, companies=companies) == [("E206", "map/companies.csv!B2")]
    assert csv_told(tmp_path, companies="name\nProef\n", sources="company,id,title\nproef,a,\n") == [("E781", "map/sources.csv!A2")]
    assert csv_told(tmp_path, companies='name\n"Proef\n') == [("E760", "map/companies.csv:1:1")]
    assert csv_told(tmp_path, companies="name\n" + "x\n" * LIMIT_ROWS) == [("E779", "map/companies.csv!A1")]
    assert csv_told(tmp_path, companies="name\n" + "x" * LIMIT_BYTES) == [("E102", "map/companies.csv:1:1")]
    assert csv_told(tmp_path, companies="name" + ";" * LIMIT_COLUMNS) == [("E779", "map/companies.csv!A1")]


def test_a_folder_without_companies_is_told(tmp_path: Path) -> None:
    assert csv_told(tmp_path) == [("E762", "map:1:1")]
    assert csv_told(tmp_path, lijst="name\nProef\n") == [("E762", "map:1:1"), ("W763", "map/lijst.csv!A1")]


def test_one_csv_is_the_list_of_companies(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("name\tkvk\n'+Plus\t01234567\n", encoding="utf-8")
    (found,) = given_by(sheets_in(path), "lijst.csv").applications
    assert found.dossier.company.name == "+Plus"


# At the desk


def test_nothing_is_recorded_of_a_list_with_a_fault(tmp_path: Path) -> None:
    desk: Desk = staffed(tmp_path)
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(book(companies=[["name", "kvk"], ["Goed B.V.", "01234567"], ["Fout B.V.", 1234567]]))
    refused = desk.run("import", str(path), person="anna", code=1)
    assert f"--> {path}!companies!B3" in refused.stderr
    assert "for example 01234567" in refused.stderr
    data = desk.data("import", str(path), person="anna", code=1)
    assert [(each["code"], each["cell"], each["line"], each["column"]) for each in data["problems"]] == [("E771", "B3", 3, 2)]
    assert "there is no company yet" in desk.run("status").output


PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET)
GOOD = book(milestones=[MILESTONES, ["proef", "besluit", "een besluit", "company", date(2030, 6, 30)]])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 4000), st.binary(max_size=6), st.integers(0, 40))
def test_a_damaged_workbook_is_read_or_told_and_never_ends_in_a_traceback(name: str, place: int, put: bytes, cut: int) -> None:
    def damage(part: bytes) -> bytes:
        at = place % len(part)
        return part[:at] + put + part[at + cut :]

    for each in problems_of(repacked(GOOD, {name: damage})):
        assert display(each, "nl")
