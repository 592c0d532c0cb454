"""The command `maatwerk emissions`: what dossiers say of emissions beside what was verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from agreements.application.emission_words import HEADS, WORDS, as_csv, as_data, covered, origin, rows
from agreements.application.emissions import TOLERANCE, Checked, check, of_files, of_record
from agreements.cli.names import companies
from agreements.cli.office import now, record
from agreements.cli.papers import AT
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.model.dossier import Dossier
from agreements.model.emissions import Verdict
from agreements.model.values import parse_amount
from agreements.problems import Problem, in_order
from agreements.workspace import dossiers_in, links_in, read_text


class Percent(click.ParamType[Decimal]):
    """A percentage, as 1 or 0.5."""

    name = "percent"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the percentage; not more than a hundred."""
        if isinstance(value, Decimal):
            return value
        try:
            found = parse_amount(str(value))
        except ValueError:
            self.fail(f"'{value}' is no percentage; write 1 or 0.5", param, ctx)
        if found > 100:  # noqa: PLR2004  # percent
            self.fail(f"{value} percent is more than the whole", param, ctx)
        return found


@click.group("emissions")
def command() -> None:
    """Emissions: what dossiers say beside what the registry of emissions trading verified."""


@command.command("check")
@click.argument("subjects", metavar="[COMPANY|PATH]...", nargs=-1, shell_complete=companies)
@click.option(
    "--registry",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The folder with the two files of the registry.",
)
@click.option(
    "--links", type=click.Path(path_type=Path, dir_okay=False), help="Whose an installation is; default: programme/installations.yaml."
)
@AT
@click.option(
    "--tolerance", type=Percent(), default=TOLERANCE, show_default=True, help="How many percent a figure may differ and still agree."
)
@click.option("-f", "--format", "form", type=click.Choice(["text", "csv"]), default="text", show_default=True, help="A table, or CSV.")
@click.option("--internal", is_flag=True, help="With -f csv: also what is not public; without it a CSV can be sent to anybody.")
@JSON
@click.pass_obj
def check_command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    subjects: tuple[str, ...],
    folder: Path,
    links: Path | None,
    at: date | None,
    tolerance: Decimal,
    form: str,
    internal: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Hold what dossiers say was emitted against the verified emissions of the EU ETS, for each company and year. Nothing is corrected.

    Of all companies in the record, or of some; or of dossiers in files and folders. The folder holds operators_daily.csv and
    operators_yearly_activity_daily.csv as the European Commission publishes them, plain or as .gz, and retrieved.yaml, which says when they
    were fetched: docs/emissions.md. Whose an installation is, links say that a person confirmed; of a company without links, the KvK number
    of the holder, which is told.

    A figure is compared only where indicator, unit, boundary and year are those of the registry. Exit code 1: a figure differs. A CSV holds
    what is public only, unless --internal is given.
    """
    language = settings["messages"]
    day = at or now().day
    dossiers, told = _dossiers(settings, subjects, day)
    source = read_text(links, shown=str(links)) if links else links_in(settings["workspace"])
    found = check(dossiers, folder, source, day, tolerance)
    problems = in_order([*told, *found.problems])
    if as_json:
        print_json({**as_data(found), "problems": problems_as_data(problems, language)})
    else:
        report(problems, language)
        if form == "csv":
            click.echo(as_csv(found, language, internal=internal), nl=False)
        for line in _lines(found, language) if form == "text" else ():
            click.echo(line)
    if found.coverage.figures[Verdict.DIFFERS]:
        raise click.exceptions.Exit(1)


def _dossiers(settings: Settings, subjects: Sequence[str], day: date) -> tuple[tuple[Dossier, ...], tuple[Problem, ...]]:
    """Return the dossiers that are asked: of files when one that is named is there, else of the record."""
    if subjects and any(Path(each).exists() for each in subjects):
        return of_files(dossiers_in(map(Path, subjects)))
    with record(settings, writes=False) as opened:
        return of_record(opened, subjects, day), ()


def _lines(found: Checked, language: str) -> Iterator[str]:
    yield from origin(found, language)
    lines = list(rows(found, language))
    yield ""
    if not lines:
        yield WORDS[language]["none"]
        return
    yield from table(HEADS[language], lines, terminal_width())
    yield ""
    yield from covered(found, language)
