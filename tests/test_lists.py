"""Lists in Excel and CSV: out and in without loss, the same bytes, and nothing that is not public."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, get_args, get_origin

import openpyxl  # noqa: TID251  # a reader that knows nothing of ours
import pytest
from desk import GLASS, Desk, staffed, with_glass
from dossiers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator
from test_same_words import through_libreoffice

from agreements.application.lists import Scope, exported, given_by, sheets_in
from agreements.formats import from_csv, from_xlsx, to_xlsx
from agreements.formats.to_csv import as_typed, inert
from agreements.model.dossier import Dossier
from agreements.model.gathering import gather, identifier
from agreements.model.reading import PATTERNS, is_required, keys_of
from agreements.model.revisions import Content, differences, facts
from agreements.model.sheets import COMPANIES, fact_in, is_fact, options_of, tables
from agreements.model.spreading import public_part
from agreements.model.values import FuzzyDate, LocalText
from agreements.problems import AgreementsError, Where, errors
from agreements.sources import Scalar, Source, parse_yaml

EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
BOOK, FOLDER = Path("lijst.xlsx"), Path("lijst")
WHOLE = Scope(internal=True)


def said(path: Path) -> Content:
    node, faults = parse_yaml(Source(path.name, path.read_text(encoding="utf-8")))
    assert node is not None
    assert not faults
    return facts(node)


def back(files: dict[Path, bytes]) -> dict[str, Content]:
    """Return the dossiers that a list holds, by company; nothing may be wrong with them."""
    if BOOK in files:
        sheets = from_xlsx.read(files[BOOK], str(BOOK))
    else:
        sheets = tuple(from_csv.read(Source(str(path), content.decode("utf-8-sig")), path.stem) for path, content in files.items())
    found = given_by(sheets, "lijst")
    assert not errors(found.problems), found.problems
    return {each.company: each.said for each in found.applications}


def id_of(content: Content) -> str:
    assert isinstance(content, dict)
    company = content["company"]
    assert isinstance(company, dict)
    return str(company["id"])


# Without loss


@pytest.mark.parametrize("target", [BOOK, FOLDER])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_example_comes_back_as_it_went_out(target: Path, language: str) -> None:
    whole = [said(path) for path in EXAMPLES]
    found = back(exported(whole, target, WHOLE, language))
    assert len(found) == len(EXAMPLES)
    for each in whole:
        assert differences(each, found[id_of(each)]) == ()
        assert differences(found[id_of(each)], each) == ()


@pytest.mark.parametrize("name", ["list-1.xlsx", "list-1"])
def test_a_list_that_was_released_opens_for_ever(name: str) -> None:
    found = given_by(sheets_in(ROOT / "tests/frozen" / name), name)
    assert not errors(found.problems)
    (dossier,) = found.applications
    whole = said(ROOT / "tests/frozen/dossier-1.yaml")
    assert differences(whole, dossier.said) == ()
    assert differences(dossier.said, whole) == ()


slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
texts = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\r\n;,.#_x0D é€₂\u2011"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cn", "Cs"]),
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: bool(text.strip()))
in_two = st.fixed_dictionaries({"nl": texts, "en": texts})
answers = st.recursive(
    st.one_of(texts, st.booleans(), in_two, st.fixed_dictionaries({"before": texts}), st.just("")),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(slugs, inner, max_size=2)),
    max_leaves=4,
)
FORMS: dict[object, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    int: st.integers(0, 9999).map(str),
    Decimal: st.sampled_from(["0", "1.5", "0.000001", "123456789012345"]),
    LocalText: st.one_of(texts, in_two),
    FuzzyDate: st.one_of(
        st.sampled_from(["2030", "2023-07", "2023-07-10/2023-07-14"]),
        st.dates(date(1, 1, 1)).map(date.isoformat),
        st.fixed_dictionaries({"before": st.sampled_from(["2030", "2030-06"])}),
    ),
}


def form(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401  # an annotation can be anything that typing knows
    """Return anything that may stand under a key of the format; nothing of how its parts hang together."""
    options = options_of(hint)
    if Scalar in options:
        return answers
    if get_origin(hint) is tuple:
        inner = fact_in(hint)
        if inner is None:
            return st.lists(slugs, min_size=1, max_size=3)
        unique = (lambda each: each["id"]) if "id" in keys_of(inner) else str
        return st.lists(form(inner), min_size=1, max_size=2, unique_by=unique)
    if not isinstance(options[0], type) and get_args(options[0]):
        of, inner = get_args(options[0])
        keys = st.sampled_from([each.value for each in of]) if isinstance(of, type) and issubclass(of, StrEnum) else slugs
        return st.dictionaries(keys, form(inner), min_size=1, max_size=2)
    return st.one_of(*(single(each) for each in options))


def single(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401  # idem
    if kind in FORMS:
        return FORMS[kind]
    if kind in PATTERNS:
        return st.from_regex(PATTERNS[kind][0], fullmatch=True).filter(str.isascii)
    if is_fact(kind):
        keys = {key: (is_required(each), form(hint)) for key, (each, hint) in keys_of(kind).items() if key not in {"format", "based_on"}}
        needed = {key: each for key, (required, each) in keys.items() if required}
        return st.fixed_dictionaries(needed, optional={key: each for key, (required, each) in keys.items() if not required}).map(told)
    return st.sampled_from([each.value for each in kind]) if isinstance(kind, type) and issubclass(kind, StrEnum) else texts


def told(fact: dict[str, Any]) -> dict[str, Any]:
    """Return a fact that says something: of one that says nothing no cell can tell."""
    return fact or {"source": "opgave"}


def nodes(files: dict[Path, bytes]) -> dict[str, Content]:
    """Return what a list holds by company, whatever it means."""
    if BOOK in files:
        sheets = from_xlsx.read(files[BOOK], str(BOOK))
    else:
        sheets = tuple(from_csv.read(Source(str(path), content.decode("utf-8-sig")), path.stem) for path, content in files.items())
    gathered, faults, _ = gather(sheets, Where("lijst"))
    assert not faults, faults
    return {each.company: facts(each.node) for each in gathered}


@pytest.mark.parametrize("target", [BOOK, FOLDER])
def test_words_of_ones_own_where_a_choice_may_stand_keep_their_spaces(target: Path) -> None:
    reduction: dict[str, Content] = {"unit": "Mt", "source": "opgave", "boundary": "hele keten "}
    projects: list[Content] = [{"id": "oven", "name": "Oven", "technique": "ccs", "description": "oven", "reduction": reduction}]
    dossier: Content = {"company": {"id": "fictie", "name": "Fictie"}, "projects": projects}
    assert nodes(exported([dossier], target, WHOLE, "nl")) == {"fictie": dossier}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(form(Dossier), min_size=1, max_size=2, unique_by=id_of),
    st.sampled_from([BOOK, FOLDER]),
    st.sampled_from(["nl", "en"]),
    st.booleans(),
)
def test_whatever_a_dossier_says_comes_back(dossiers: list[Content], target: Path, language: str, every: bool) -> None:  # noqa: FBT001  # drawn
    files = exported(dossiers, target, Scope(internal=True, every_column=every), language)
    assert nodes(files) == {id_of(each): each for each in dossiers}


@given(st.text())
def test_what_is_made_harmless_is_read_as_it_was(text: str) -> None:
    (harmless,) = inert([text])
    assert not harmless.lstrip().startswith(("=", "+", "-", "@"))
    assert as_typed(harmless) == text


# What the files are


PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/theme/theme1.xml",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
]


def test_a_workbook_holds_text_and_nothing_else() -> None:
    hostile: Content = {
        "company": {"id": "proef", "name": "=1+1", "seat": "#REF!", "address": "@SUM(A1)", "activity": "\t=cmd|' /C calc'!A1"}
    }
    content = exported([hostile], BOOK, WHOLE, "nl")[BOOK]
    workbook = openpyxl.load_workbook(BytesIO(content))
    sheet = workbook[COMPANIES]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.value for cell in cells if str(cell.value).lstrip().startswith(("=", "+", "-", "@"))] == []
    assert "'=1+1" in {cell.value for cell in cells}
    assert sheet.freeze_panes == "B2"
    assert all(sheet.column_dimensions[name].number_format == "@" for name in ("A", "B", "C"))
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in package.read("docProps/core.xml")
        assert [name for name in names if 'Target="http' in package.read(name).decode()] == []
    assert sorted(names) == PARTS


def test_the_same_dossiers_give_the_same_bytes() -> None:
    whole = [said(path) for path in EXAMPLES[:4]]
    assert exported(whole, BOOK, WHOLE, "nl") == exported(whole, BOOK, WHOLE, "en")
    assert exported(whole, FOLDER, WHOLE, "nl") == exported(whole, FOLDER, WHOLE, "nl")


def test_a_text_that_no_cell_can_hold_is_told() -> None:
    long: Content = {"company": {"id": "proef", "name": "Proef"}, "answers": {"eop": {"lang": "x" * (to_xlsx.LIMIT_CELL + 1)}}}
    with pytest.raises(AgreementsError) as refused:
        exported([long], BOOK, WHOLE, "nl")
    (problem,) = refused.value.problems
    assert (problem.code, dict(problem.arguments)["key"]) == ("E784", "answers.value")
    assert len(back_of(exported([long], FOLDER, WHOLE, "nl"))) == to_xlsx.LIMIT_CELL + 1


def back_of(files: dict[Path, bytes]) -> str:
    (row,) = list(csv.reader(StringIO(files[FOLDER / "answers.csv"].decode("utf-8-sig")), delimiter=";"))[1:]
    return row[-1]


def test_every_column_of_every_sheet_can_be_had() -> None:
    content = exported([], BOOK, Scope(every_column=True), "nl")[BOOK]
    workbook = openpyxl.load_workbook(BytesIO(content))
    heads = {sheet.title: tuple(cell.value for cell in sheet[1]) for sheet in workbook}
    assert heads == {name: table.heads for name, table in tables().items()}
    assert {"companies", "commitments", "projects", "preconditions", "milestones", "signatories", "sources"} <= set(heads)


# What may go out


SECRETS = """
format: 1
company: {id: proef, name: Proef B.V., visibility: public, unsure: geheim-1, parent: {name: geheim-2, visibility: internal}}
commitments:
  - {id: open, party: company, indicator: co2, visibility: public, unsure: geheim-3, promised: [
      {stage: eop, nature: ambition, text: open tekst}, {stage: jloi, nature: effort, text: geheim-4, visibility: parties}]}
  - {id: geheim-5, party: company, indicator: nox, promised: [{stage: eop, nature: ambition, text: geheim-6, visibility: public}]}
signatories:
  - {id: v, for: company, name: V. Open, visibility: public, authority: {kind: mandate, reference: geheim-7, visibility: public}}
projects: [{id: p, name: geheim-8, technique: ccs, visibility: public, withdrawn: true}]
answers: {eop: {next: geheim-9}}
positions: {eop: {a: {position: geheim-10, role: x, accepted_by: geheim-11, visibility: public}}}
waivers: [{code: W423, lawyer: geheim-12, reason: x, date: 2026-01-01, visibility: public}]
sources: {open: {title: Open bron, visibility: public}, geheim-13: {title: x}}
"""


@pytest.mark.parametrize("target", [BOOK, FOLDER])
def test_only_what_is_public_goes_out_unless_asked(target: Path) -> None:
    node, _ = parse_yaml(Source("proef.yaml", SECRETS))
    assert node is not None
    whole = facts(node)
    words = shown(exported([whole, {"company": {"id": "geheim-14", "name": "geheim-15"}}], target, Scope(), "nl"))
    assert [each for each in words if "geheim" in each] == []
    assert {"Proef B.V.", "open tekst", "V. Open", "Open bron"} <= words
    inside = " ".join(shown(exported([whole], target, WHOLE, "nl")))
    assert [number for number in range(1, 14) if f"geheim-{number}" not in inside] == []


def shown(files: dict[Path, bytes]) -> set[str]:
    """Return what stands in any cell."""
    if BOOK in files:
        return {
            str(cell) for sheet in openpyxl.load_workbook(BytesIO(files[BOOK])) for row in sheet.iter_rows(values_only=True) for cell in row
        }
    return {cell for content in files.values() for row in csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row}


def test_what_is_public_of_the_examples_is_a_part_of_what_they_say() -> None:
    for path in EXAMPLES:
        public = public_part(said(path))
        assert public is not None
        assert differences(said(path), public) == ()


# Judges from outside


@pytest.mark.proof
def test_a_workbook_is_as_the_standard_says(tmp_path: Path) -> None:
    path = tmp_path / BOOK
    path.write_bytes(exported([said(each) for each in EXAMPLES], BOOK, WHOLE, "nl")[BOOK])
    found = {str(each) for each in OpenXmlValidator(FileFormat.OFFICE_2019).validate(path).errors if each.severity.name == "ERROR"}
    assert [each for each in found if "styles.xml" not in each] == []
    assert len(found) <= 1  # openpyxl names the colour of its default typeface in another order than the Open XML SDK


@pytest.mark.proof
def test_what_libreoffice_saved_again_comes_back_as_it_went_out(tmp_path: Path) -> None:
    whole = [said(each) for each in EXAMPLES]
    (tmp_path / BOOK).write_bytes(exported(whole, BOOK, WHOLE, "nl")[BOOK])
    saved = through_libreoffice(tmp_path / BOOK, "xlsx")
    assert b"sharedStrings" in saved  # unlike ours
    found = back({BOOK: saved})
    for each in whole:
        assert differences(each, found[id_of(each)]) == ()
        assert differences(found[id_of(each)], each) == ()


# At the desk


def listed(desk: Desk, *words: str) -> str:
    path = str(desk.root / "lijst.xlsx")
    assert "lijst.xlsx" in desk.run("export", path, *words).stdout
    return path


def changed(path: str, sheet: str, cell: str, value: str) -> None:
    workbook = openpyxl.load_workbook(path)
    workbook[sheet][cell] = value
    workbook.save(path)


def test_a_list_out_of_the_record_comes_back_as_nothing_new(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    path = listed(desk, "--internal")
    assert desk.run("import", path, person="anna").output == "no difference: 1\n"
    folder = str(tmp_path / "csv")
    desk.run("export", folder, "--internal", messages="nl")
    assert desk.run("import", folder, person="anna").output == "no difference: 1\n"


def test_a_cell_that_was_changed_is_the_difference_and_a_stale_list_is_refused(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    path = listed(desk, "--internal")
    heads = [cell.value for cell in openpyxl.load_workbook(path)["promised"][1]]
    amount = f"{chr(ord('A') + heads.index('total.amount'))}2"
    changed(path, "promised", amount, "80")
    place = "commitments[co2-2030].promised[eop].total.amount"
    assert desk.data("import", path, "--dry-run", person="anna")["revisions"][0]["changes"] == [
        {"place": place, "before": "90", "after": "80"}
    ]
    assert "90 kilotonnes" in desk.said("show", "proef-glas")
    assert desk.run("import", path, person="anna").output == f"proef-glas (3)\n  ~ {place}: 90 → 80\n"
    assert "80 kilotonnes" in desk.said("show", "proef-glas")
    changed(path, "promised", amount, "70")
    refused = desk.run("import", path, person="bram", code=1)
    assert "E880" in refused.stderr
    assert f"{path}!companies!" in refused.stderr
    assert desk.run("import", listed(desk, "--internal"), person="bram").output == "no difference: 1\n"


def test_what_a_list_leaves_out_stays(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    path = listed(desk, "--internal")
    workbook = openpyxl.load_workbook(path)
    del workbook["promised"]
    workbook.save(path)
    assert desk.run("import", path, person="anna").output == "no difference: 1\n"


def test_a_first_list_opens_a_case_for_each_company(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    path = desk.file("lijst.csv", "name;KvK;cluster;#bel\nVerzonnen Glas B.V.;01234567;chemelot;ja\nVerzonnen Zand N.V.;;;\n")
    assert desk.run("import", path, "--dry-run", person="anna").output.count("(dry run") == 2
    assert desk.run("import", path, person="anna").output == (
        "verzonnen-glas (2)\n  + dossier\n  case opened: intake\nverzonnen-zand (2)\n  + dossier\n  case opened: intake\n"
    )
    assert [each["company"] for each in desk.data("status")["companies"]] == ["verzonnen-glas", "verzonnen-zand"]


def test_a_company_that_may_be_known_already_is_not_taken_for_new(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    desk.run("import", desk.file("lijst.csv", "id,name,kvk\nglas,Verzonnen Glas B.V.,01234567\n"), person="anna")
    for row in ("Glas N.V.,", "Helder Glas B.V.,01234567"):
        refused = desk.run("import", desk.file("weer.csv", f"name,kvk\n{row}\n"), person="anna", code=1)
        assert "E785" in refused.stderr
        assert "weer.csv!A2" in refused.stderr
        assert "fill in 'glas'" in refused.stderr
    assert desk.run("import", desk.file("weer.csv", "id,name,kvk\nglas,Helder Glas B.V.,01234567\n"), person="anna").output == (
        "glas (3)\n  ~ company.name: Verzonnen Glas B.V. → Helder Glas B.V.\n"
    )
    assert desk.run("import", desk.file("weer.csv", "name\nAnder Glas\n"), person="anna").output.startswith("ander-glas (2)")
    assert desk.run("import", desk.file("weer.csv", "name\nAnder Glas\n"), person="anna").output == "no difference: 1\n"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Verzonnen Zout B.V.", "verzonnen-zout"),
        ("Coöperatie Bedenksel U.A.", "cooperatie-bedenksel"),
        ("Crème & Šport N.V.", "creme-sport"),
        ("Cre\u0300me N.V.", "creme"),
        ("Groß Özil GmbH", "gross-ozil-gmbh"),
    ],
)
def test_an_id_has_the_letters_of_the_name_without_their_marks(name: str, made: str) -> None:
    assert identifier(name) == made


def test_dossiers_in_files_can_be_listed_without_a_record(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    path = desk.file("glas.yaml", GLASS)
    assert desk.run("export", str(tmp_path / "lijst"), path).exit_code == 0
    assert (tmp_path / "lijst" / "companies.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("proef-glas,")
    bad = desk.file("fout.yaml", GLASS.replace("source: opgave", "source: niets"))
    assert "E209" in desk.run("export", str(tmp_path / "x.xlsx"), bad, code=1).stderr
    assert "E101" in desk.run("export", str(tmp_path / "x.xlsx"), desk.file("geen.yaml", "a: ["), code=1).stderr
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("name", ["lijst.xls", "lijst.CSV", "lijst.ods"])
def test_a_list_is_not_written_under_a_name_that_means_something_else(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path)
    assert "is neither" in desk.run("export", str(tmp_path / name), desk.file("glas.yaml", GLASS), code=2).stderr
    assert not (tmp_path / name).exists()
