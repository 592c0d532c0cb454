"""The command `maatwerk where`."""

from __future__ import annotations

import click

from agreements.application.casework import dossier_of
from agreements.application.recorded import Printed, where
from agreements.cli.names import companies
from agreements.cli.office import record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json
from agreements.workspace import Workspace

HEADS = {"nl": ("document", "taal", "waar", "woorden"), "en": ("document", "language", "where", "words")}
NOWHERE = {"nl": "Geen document drukt dit af.", "en": "No document prints this."}


@click.command("where")
@click.argument("company", shell_complete=companies)
@click.argument("figure")
@JSON
@click.pass_obj
def command(settings: Settings, company: str, figure: str, *, as_json: bool) -> None:
    """Show every place where a document prints a fact, so that you know what changes with it.

    FIGURE is the id of a commitment, project or party, or any path of the dossier: co2-2030, or company.address.
    """
    with record(settings, writes=False) as opened:
        dossier = dossier_of(opened, company)
    found = where(Workspace.at(settings["workspace"]), dossier, figure)
    if as_json:
        print_json([as_data(each) for each in found])
    elif found:
        rows = [(each.kind, each.language, each.heading, each.words) for each in found]
        for line in table(HEADS[settings["messages"]], rows, terminal_width()):
            click.echo(line)
    else:
        click.echo(NOWHERE[settings["messages"]])


def as_data(printed: Printed) -> dict[str, str]:
    """Return a place in the documented JSON shape."""
    return {"kind": printed.kind, "language": printed.language, "where": printed.heading, "words": printed.words}
