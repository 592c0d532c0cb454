"""The command `maatwerk init`."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.cli.terminal import shown
from agreements.workspace import CONTENT, check_new, create


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be made; write nothing.")
def command(folder: Path, dry_run: bool) -> None:  # noqa: FBT001  # a flag
    """Make a new workspace in DIR: templates, workflows and examples to start from. DIR must be new or empty."""
    if dry_run:
        check_new(folder)
        for name in CONTENT:
            click.echo(shown(folder / name))
        return
    create(folder)
    click.echo(shown(folder))
    click.echo(f"maatwerk -w {shown(folder)} draft yara-sluiskil eop", err=True)
