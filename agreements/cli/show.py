"""The command `maatwerk show`."""

from __future__ import annotations

from datetime import date

import click

from agreements.application.acting import When
from agreements.application.show import show
from agreements.cli.names import companies
from agreements.cli.office import DAY, known_until, recorded
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.problems import errors
from agreements.workspace import Workspace


@click.command("show")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@click.option("--at", type=DAY, help="As it was on this day.")
@click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print the dossier as a file that can be edited and applied again.")
@JSON
@click.pass_obj
def command(settings: Settings, subject: str, *, at: date | None, as_known: date | None, as_yaml: bool, as_json: bool) -> None:
    """Show what the dossier of a company says: parties, promises with their sources, projects, preconditions.

    It comes from the record when the record knows the company, else from a file. A file made with --yaml carries `based_on`, so that
    `maatwerk apply` sees when somebody else changed the dossier meanwhile.
    """
    language = settings["messages"]
    source = recorded(settings, subject, When(at, known_until(as_known) if as_known else ""))
    if source is None:
        source = Workspace.at(settings["workspace"]).dossier(subject)
    if as_yaml:
        click.echo(source.text, nl=False)
        return
    shown = show(source, language)
    if as_json:
        print_json({"dossier": shown.data, "problems": problems_as_data(shown.problems, language)})
    else:
        report(shown.problems, language)
        for line in shown.lines:
            click.echo(line)
    if errors(shown.problems):
        raise click.exceptions.Exit(1)
