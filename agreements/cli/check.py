"""The command `maatwerk check`."""

from __future__ import annotations

import click

from agreements.application.check import check
from agreements.cli.settings import Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.problems import errors
from agreements.workspace import Workspace


@click.command("check")
@click.argument("subject", metavar="[COMPANY|FILE]", required=False)
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_obj
def command(settings: Settings, subject: str | None, kind: str | None, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Proofread a dossier and, with KIND, the document that would be drafted from it.

    Without arguments: every template and every dossier of the workspace. Exit code 1 when an error was found.
    """
    problems = check(Workspace.at(settings["workspace"]), subject, kind)
    if as_json:
        print_json({"problems": problems_as_data(problems, settings["messages"])})
    else:
        report(problems, settings["messages"])
        click.echo(_summary(len(errors(problems)), len(problems), settings["messages"]))
    if errors(problems):
        raise click.exceptions.Exit(1)


def _summary(errors_found: int, found: int, language: str) -> str:
    warnings = found - errors_found
    return f"{errors_found} fouten, {warnings} waarschuwingen" if language == "nl" else f"{errors_found} errors, {warnings} warnings"
