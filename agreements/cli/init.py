"""The command `maatwerk init`."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.cli.terminal import shown
from agreements.workspace import create


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make a new workspace in DIR: templates, workflows and examples to start from. DIR must be new or empty."""
    create(folder)
    click.echo(shown(folder))
    click.echo(f"maatwerk -w {shown(folder)} draft yara-sluiskil eop", err=True)
