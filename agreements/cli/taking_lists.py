"""The command `maatwerk import`."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.application.lists import take_list
from agreements.cli.apply import tell
from agreements.cli.office import AS, DRY_RUN, actor, now, record
from agreements.cli.settings import JSON, Settings


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.option("--workflow", default="maatwerk", show_default=True, help="The published workflow in which a new company begins.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(settings: Settings, path: Path, workflow: str, person: str, *, dry_run: bool, as_json: bool) -> None:
    """Record dossiers from lists: an Excel workbook, a folder with CSV files, or one CSV; the difference with what is recorded is shown.

    A first list needs one sheet, `companies`, with a column `name`; `maatwerk export` makes a list with every sheet. All rows are recorded
    or none, and what a list leaves out stays as it was. Each fault is told with its cell.
    """
    with record(settings) as opened:
        applied = take_list(opened, path, workflow, (actor(person), now()), dry_run=dry_run)
    tell(applied, settings["messages"], dry_run=dry_run, as_json=as_json, counted=True)
