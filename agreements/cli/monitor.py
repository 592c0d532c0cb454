"""The command `maatwerk monitor`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from agreements.application.acting import When
from agreements.application.monitoring import Found, drawn_up, from_files, from_the_record
from agreements.application.monitoring_csv import as_csv
from agreements.application.monitoring_data import as_data
from agreements.cli.names import companies
from agreements.cli.office import archive, known_until, now, record
from agreements.cli.papers import AS_KNOWN, AT, made, rendered, written
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.drafting.monitoring_document import About
from agreements.formats import render
from agreements.problems import errors
from agreements.workspace import Workspace, dossiers_in, is_workspace


@click.command("monitor")
@click.argument("subjects", metavar="[COMPANY|PATH]...", nargs=-1, shell_complete=companies)
@AT
@AS_KNOWN
@made("default: none, and it is printed")
@click.option("--csv", "as_csv_file", is_flag=True, help="Print it as CSV for a spreadsheet, with what is not public too.")
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    subjects: tuple[str, ...],
    at: date | None,
    as_known: date | None,
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    output: Path | None,
    as_csv_file: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # idem
) -> None:
    """How signed agreements are performed: milestones, what was reported beside what was promised, the grant, and what can follow.

    Of all companies in the record, or of some; or of dossiers in files and folders. Without -f it is printed. It is for the office: what is
    not public is in it too. It says what can follow a failure, and decides nothing.
    """
    known = known_until(as_known) if as_known else ""
    today = now().day
    found = _found(settings, subjects, When(at, known), today)
    if errors(found.problems):
        report(found.problems, settings["messages"])
        raise click.exceptions.Exit(1)
    if as_csv_file:
        report(found.problems, settings["messages"])
        click.echo(as_csv([each.followed for each in found.agreements], settings["messages"]), nl=False)
        return
    about = About(at or today, as_known.isoformat() if as_known else "")
    wanted = tuple(dict.fromkeys(languages)) or ("nl",)
    workspace = Workspace(settings["workspace"]) if is_workspace(settings["workspace"]) else None
    documents = [drawn_up(workspace, found.agreements, about, each) for each in wanted if formats or not as_json]
    paths = written(settings, rendered(f"monitoring-{about.day.isoformat()}", documents, formats), output)
    if as_json:
        print_json(_as_data(found, about, paths, settings["messages"]))
        return
    report(found.problems, settings["messages"])
    for line in paths or (render(each, "txt").decode().rstrip("\n") for each in documents):
        click.echo(line)


def _found(settings: Settings, subjects: Sequence[str], when: When, today: date) -> Found:
    """Return what is asked: of files when one that is named is there, else of the record."""
    if subjects and any(Path(each).exists() for each in subjects):
        return from_files(dossiers_in(map(Path, subjects)), when.at or today)
    with record(settings, writes=False) as opened:
        return from_the_record(opened, archive(settings), subjects, when, today)


def _as_data(found: Found, about: About, files: list[str], language: str) -> dict[str, object]:
    return {
        "at": about.day.isoformat(),
        "as_known": about.known or None,
        "companies": [as_data(each.followed) for each in found.agreements],
        "files": files,
        "problems": problems_as_data(found.problems, language),
    }
