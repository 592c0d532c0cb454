"""The command `maatwerk show`."""

from __future__ import annotations

import click

from agreements.application.show import show
from agreements.cli.names import companies
from agreements.cli.settings import Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.problems import errors
from agreements.workspace import Workspace


@click.command("show")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@click.option("--json", "as_json", is_flag=True, help="Print the dossier as JSON.")
@click.pass_obj
def command(settings: Settings, subject: str, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Show what the dossier of a company says: parties, promises with their sources, projects, preconditions."""
    settings["as_json"] = as_json
    language = settings["messages"]
    shown = show(Workspace.at(settings["workspace"]), subject, language)
    if as_json:
        print_json({"dossier": shown.data, "problems": problems_as_data(shown.problems, language)})
    else:
        report(shown.problems, language)
        for line in shown.lines:
            click.echo(line)
    if errors(shown.problems):
        raise click.exceptions.Exit(1)
