"""The command `maatwerk compare`."""

from __future__ import annotations

from datetime import date

import click

from agreements.application.acting import When
from agreements.application.comparing import compare
from agreements.cli.names import companies
from agreements.cli.office import DAY, known_until, recorded
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.model.dossier import Stage
from agreements.problems import errors
from agreements.workspace import Workspace

STAGE = click.Choice([each.value for each in Stage])


@click.command("compare")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@click.option("--between", "stages", nargs=2, type=STAGE, help="Only these two stages, as: eop jloi.")
@click.option("--at", type=DAY, help="As it was on this day.")
@click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
@JSON
@click.pass_obj
def command(
    settings: Settings, subject: str, *, stages: tuple[str, str] | None, at: date | None, as_known: date | None, as_json: bool
) -> None:
    """Show what was promised at each stage, and whether two stages can be compared.

    Two values are comparable only when both are about the same: indicator, unit, scope, sites, boundary, base, target year, framework and
    price level. What a source does not say is unknown, and stands in the way as much as what differs.
    """
    language = settings["messages"]
    source = recorded(settings, subject, When(at, known_until(as_known) if as_known else ""))
    if source is None:
        source = Workspace.at(settings["workspace"]).dossier(subject)
    shown = compare(source, language, stages or ())
    if as_json:
        print_json({"comparison": shown.data, "problems": problems_as_data(shown.problems, language)})
    else:
        report(shown.problems, language)
        for line in shown.lines:
            click.echo(line)
    if errors(shown.problems):
        raise click.exceptions.Exit(1)
