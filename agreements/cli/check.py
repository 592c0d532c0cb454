"""The command `maatwerk check`."""

from __future__ import annotations

from datetime import datetime

import click

from agreements.application.check import check, lock
from agreements.cli.names import companies, kinds
from agreements.cli.office import recorded
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.problems import errors
from agreements.workspace import Workspace

NOT_OF_ONE = "--lock is for all templates: leave COMPANY out."


@click.command("check")
@click.argument("subject", metavar="[COMPANY|FILE]", required=False, shell_complete=companies)
@click.argument("kind", required=False, shell_complete=kinds)
@click.option("--lock", "locks", is_flag=True, help="Lock the text of each clause under its version, in every template without errors.")
@click.option("--dry-run", is_flag=True, help="With --lock: say which files would be written; write nothing.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The date of the document, for what may not be too old on it.")
@JSON
@click.pass_obj
def command(
    settings: Settings, subject: str | None, kind: str | None, *, locks: bool, dry_run: bool, day: datetime | None, as_json: bool
) -> None:
    """Proofread a dossier and, with KIND, the document that would be drafted from it.

    Without arguments: every template and every dossier of the workspace. Exit code 1 when an error was found.
    """
    if locks and subject is not None:
        raise click.UsageError(NOT_OF_ONE)
    workspace = Workspace.at(settings["workspace"])
    source = recorded(settings, subject, drafting=True) if subject else None
    problems = check(workspace, subject, kind, date=day.strftime("%Y-%m-%d") if day else "", source=source)
    made = [shown(path) for path in lock(workspace, dry_run=dry_run)] if locks else []
    if as_json:
        print_json({"problems": problems_as_data(problems, settings["messages"])} | ({"files": made} if locks else {}))
    else:
        report(problems, settings["messages"])
        for path in made:
            click.echo(path)
        click.echo(_summary(len(errors(problems)), len(problems), settings["messages"]))
    if errors(problems):
        raise click.exceptions.Exit(1)


WORDS = {"nl": (("fout", "fouten"), ("waarschuwing", "waarschuwingen")), "en": (("error", "errors"), ("warning", "warnings"))}


def _summary(errors_found: int, found: int, language: str) -> str:
    counts = zip((errors_found, found - errors_found), WORDS[language], strict=True)
    return ", ".join(f"{count} {one if count == 1 else more}" for count, (one, more) in counts)
