"""The command `maatwerk demo`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from agreements.application.demo import CHAPTERS
from agreements.cli.settings import Settings
from agreements.cli.terminal import report, shown
from agreements.workspace import Workspace, is_workspace, starter


@click.command("demo")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.argument("chapter", required=False, type=click.Choice(list(CHAPTERS)))
@click.pass_obj
def command(settings: Settings, folder: Path | None, chapter: str | None) -> None:
    """Walk through the whole journey on sample data, in chapters; DIR gets what is made (default: output/demo).

    Prints what was made and what to try next.
    """
    here = settings["workspace"]
    workspace = Workspace.at(here if is_workspace(here) else starter())
    target = folder or here / "output" / "demo"
    for name, tell in CHAPTERS.items():
        if chapter in {None, name}:
            started = time.perf_counter()
            for step in tell(workspace, target / name):
                click.echo(f"\n{step.says.nl if settings['messages'] == 'nl' else step.says.en}")
                report(step.problems, settings["messages"])
                for path in step.files:
                    click.echo(f"  {shown(path)}")
            click.echo(f"\n[{name}: {time.perf_counter() - started:.1f} s]")
