"""Use cases: all dossiers out as lists, in one workbook or as CSV, and lists in, recorded as dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agreements.application.acting import Actor, Moment, When
from agreements.application.apply import Application, Applied, Given, take
from agreements.application.casework import companies
from agreements.application.recorded import arranged, dossier_as
from agreements.formats import from_csv, to_csv
from agreements.model.cells import Sheet
from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier
from agreements.model.gathering import LIMIT_FAULTS, Gathered, gather
from agreements.model.revisions import Content, facts, said_at
from agreements.model.sheets import COMPANIES, tables
from agreements.model.spreading import Rows, public_part, spread
from agreements.problems import AgreementsError, Problem, Where, errors, in_order, problem, refuse_errors
from agreements.record.record import Record
from agreements.sources import Source, parse_yaml
from agreements.workspace import read_text, read_whole

WORKBOOK = ".xlsx"
CSV = ".csv"


# Out


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list holds: only what is public unless `internal`; the columns that are used, or `every_column`."""

    internal: bool = False
    every_column: bool = False


def recorded_dossiers(record: Record) -> list[Content]:
    """Return what the record holds of every company, each with the version that it stands at."""
    with record.snapshot() as reading:
        found = [dossier_as(reading, company, When()) for company in sorted(companies(reading))]
    return [_with_version(arranged(each.said, Dossier), each.version) for each in found]


def _with_version(said: Content, version: int) -> Content:
    return {"based_on": str(version), **said} if isinstance(said, dict) else said


def dossiers_of(sources: Iterable[Source]) -> list[Content]:
    """Return what dossiers in files say; raise AgreementsError with every fault when one of them has an error."""
    problems: list[Problem] = []
    said = [_said(source, problems) for source in sources]
    refuse_errors(problems)
    return said


def _said(source: Source, problems: list[Problem]) -> Content:
    node, faults = parse_yaml(source)
    problems += faults
    if node is None or faults:
        return {}
    problems += dossier_from(node)[1]
    return facts(node)


def exported(dossiers: Iterable[Content], target: Path, scope: Scope, language: str) -> dict[Path, bytes]:
    """Return the files of a list: one workbook when the target ends in .xlsx, else a folder with a CSV for each sheet, empty ones too.

    Raise AgreementsError for a text that no cell can hold.
    """
    seen = [said for each in dossiers if (said := each if scope.internal else public_part(each)) is not None]
    is_workbook = target.suffix.casefold() == WORKBOOK
    sheets = spread(seen, every_column=scope.every_column, every_sheet=not is_workbook)
    if is_workbook:
        from agreements.formats import to_xlsx  # noqa: PLC0415  # CSV does without openpyxl

        _must_fit(sheets, to_xlsx.LIMIT_CELL, target)
        return {target: to_xlsx.render(sheets)}
    _must_fit(sheets, from_csv.LIMIT_CELL, target)
    return {target / f"{each.name}{CSV}": to_csv.render(each.heads, each.rows, language) for each in sheets}


def _must_fit(sheets: Iterable[Rows], limit: int, target: Path) -> None:
    """Raise AgreementsError for texts longer than a cell can hold."""
    refuse_errors(
        problem("E784", Where(str(target)), key=f"{sheet.name}.{head}", company=row[0], length=len(text), limit=limit)
        for sheet in sheets
        for row in sheet.rows
        for head, text in zip(sheet.heads, row, strict=True)
        if len(text) > limit
    )


# In


def sheets_in(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, of a folder with CSV files, or of one CSV; raise AgreementsError when there are none.

    A single CSV under another name than that of a sheet is the list of companies.
    """
    shown = str(path)
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.casefold() == CSV and each.is_file())
        if not files:
            raise AgreementsError(problem("E762", Where(shown), found=""))
        return tuple(_csv(each, each.stem) for each in files)
    if path.suffix.casefold() == CSV:
        return (_csv(path, path.stem if path.stem.casefold() in tables() else COMPANIES),)
    from agreements.formats import from_xlsx  # noqa: PLC0415  # CSV does without openpyxl

    return from_xlsx.read(read_whole(path), shown)


def _csv(path: Path, name: str) -> Sheet:
    return from_csv.read(read_text(path, shown=str(path), limit=from_csv.LIMIT_BYTES), name)


def take_list(record: Record, path: Path, workflow: str, by: tuple[Actor, Moment], *, dry_run: bool = False) -> Applied:
    """Record the dossiers of a list, all of them or none, as `apply` does with files; each fault is told at its cell.

    Raise AgreementsError when the list cannot be read at all, it is not said who does this, or the record cannot be written.
    """
    return take(record, given_by(sheets_in(path), str(path), recorded_dossiers(record)), workflow, by, dry_run=dry_run)


def given_by(sheets: Iterable[Sheet], shown: str, recorded: Iterable[Content] = ()) -> Given:
    """Return the dossiers that sheets hold, and everything that is wrong in them, also beside what is recorded."""
    gathered, faults, heads = gather(sheets, Where(shown))
    problems = [*faults, *_mistaken((each for each in gathered if each.named), recorded)]
    told = {each.where for each in errors(faults) if each.where.cell}
    applications = []
    for each in gathered:
        dossier, found = dossier_from(each.node)
        problems += _at_cells((one for one in found if one.where not in told), heads)
        if dossier is not None:
            applications.append(Application(shown, each.where, dossier, facts(each.node)))
        if len(problems) > LIMIT_FAULTS:
            problems = [*problems[:LIMIT_FAULTS], problem("E783", Where(shown), limit=LIMIT_FAULTS)]
            break
    return Given(tuple(applications), in_order(problems))


def _mistaken(named: Iterable[Gathered], recorded: Iterable[Content]) -> Iterator[Problem]:
    """Yield each company whose id was made from its name while the record knows another by that id, or this one by another id."""
    known = {_about(said, "id"): said for said in recorded}
    by_number = {_about(said, "kvk"): company for company, said in known.items()}
    for each in named:
        row = facts(each.node)
        name, number = _about(row, "name"), _about(row, "kvk")
        same = known.get(each.company)
        other = each.company if same is not None else by_number.get(number, "") if number else ""
        if other and (same is None or (name != _about(same, "name") and not (number and number == _about(same, "kvk")))):
            yield problem("E785", each.where, name=name, company=other, known=_about(known[other], "name"))


def _about(said: Content, key: str) -> str:
    return str(said_at(said, ("company", key)) or "")


def _at_cells(problems: Iterable[Problem], heads: Mapping[Where, str]) -> Iterator[Problem]:
    """Yield problems as somebody sees them who looks at a sheet: what is missing is an empty cell."""
    for each in problems:
        if each.code == "E202" and each.where.cell:
            around = heads.get(each.where, "").rpartition(".")[0]
            yield problem("E781", each.where, column=f"{around}.{dict(each.arguments)['key']}".removeprefix("."))
        else:
            yield each
