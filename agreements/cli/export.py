"""The command `maatwerk export`."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.application.lists import Scope, dossiers_of, exported, recorded_dossiers
from agreements.cli.office import record
from agreements.cli.settings import Settings
from agreements.cli.terminal import shown
from agreements.workspace import dossiers_in, write_files

NEITHER = {".xls", ".xlsm", ".xlsb", ".ods", ".csv"}
"""How a target ends that nobody means as the name of a folder."""


@click.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--internal", is_flag=True, help="Everything that is recorded, for the office itself; default: only what is public.")
@click.option("--all-columns", is_flag=True, help="Every column of every sheet, also those that nobody has filled in yet.")
@click.pass_obj
def command(settings: Settings, target: Path, paths: tuple[Path, ...], *, internal: bool, all_columns: bool) -> None:
    """All dossiers as lists: TARGET is an Excel workbook (NAME.xlsx), or a folder for CSV files.

    They come from the record, or from PATHs (dossiers, or folders of them). There is a sheet for each kind of fact, with a row for each. A
    list made with --internal can be changed and taken back in with `maatwerk import`.
    """
    if target.suffix.casefold() in NEITHER:
        message = f"a list is written as a workbook (.xlsx) or as a folder with CSV files; '{target}' is neither"
        raise click.UsageError(message)
    if paths:
        dossiers = dossiers_of(dossiers_in(paths))
    else:
        with record(settings, writes=False) as opened:
            dossiers = recorded_dossiers(opened)
    files = exported(dossiers, target, Scope(internal, all_columns), settings["messages"])
    if target not in files:
        target.mkdir(parents=True, exist_ok=True)
    write_files(files)
    for path in files:
        click.echo(shown(path))
