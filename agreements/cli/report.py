"""The command `maatwerk report`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from agreements.application.pledges import pledges_from
from agreements.application.progress import Period, Progress, from_files, from_the_record
from agreements.application.progress_report import progress_report
from agreements.cli.office import DAY, archive, known_until, now, record
from agreements.cli.papers import AS_KNOWN, AT, INTERNAL, made, rendered, written
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.formats import fonts
from agreements.model.pledges import Pledge
from agreements.problems import Problem
from agreements.workspace import dossiers_in, pledges_in


@click.command("report")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@AT
@AS_KNOWN
@click.option("--since", type=DAY, required=True, help="The day of the report before, to tell what changed.")
@click.option("--since-known", type=DAY, help="As the record held that at the end of this day; default: of that day itself.")
@click.option("--year", type=click.IntRange(2000, 2100), default=2030, show_default=True, help="The target year of the reductions.")
@INTERNAL
@made("default: docx and pdf")
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    paths: tuple[Path, ...],
    at: date | None,
    as_known: date | None,
    since: date,
    since_known: date | None,
    year: int,
    internal: bool,  # noqa: FBT001  # a flag
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    output: Path | None,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """The progress report to Parliament: what was signed, what changed since the one before, megatons and euros, what is planned.

    So are the bottlenecks by who sees to them, and what Parliament was pledged (programme/pledges.yaml of the workspace). Every figure
    leads back to its dossier and, where it is kept, to the signed document. With the same days the report can be made anew later, byte for
    byte. With PATHs (dossiers, or folders of them) no record is needed. Only what is public is told, unless --internal; then also, out of
    the record, how long each company stood in each phase and whom it waits for.
    """
    today = now().day
    day = at or today
    if since >= day:
        message = f"--since must be before {day.isoformat()}."
        raise click.UsageError(message)
    known = ("", "") if paths else (known_until(as_known or today), known_until(since_known or since))
    pledges = pledges_from(pledges_in(settings["workspace"]))
    found, problems = _gathered(settings, paths, Period(day, since, *known, year, internal), pledges)
    documents = [progress_report(found, each, fonts.spelled) for each in dict.fromkeys(languages or ("nl",))] if found else []
    files = written(settings, rendered(f"report-{day.isoformat()}", documents, formats or ("docx", "pdf")), output)
    language = settings["messages"]
    if as_json:
        print_json({"at": day.isoformat(), "since": since.isoformat(), "files": files, "problems": problems_as_data(problems, language)})
    else:
        report(problems, language)
        for name in files:
            click.echo(name)
    if found is None:
        raise click.exceptions.Exit(1)


def _gathered(
    settings: Settings, paths: Sequence[Path], period: Period, pledges: tuple[Pledge, ...]
) -> tuple[Progress | None, tuple[Problem, ...]]:
    if paths:
        found, problems = from_files(dossiers_in(paths), period)
        return found and replace(found, pledges=pledges), problems
    with record(settings, writes=False) as opened:
        return replace(from_the_record(opened, archive(settings), period), pledges=pledges), ()
