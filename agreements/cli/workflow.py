"""The command `maatwerk workflow`: workflow files checked, drawn and published, and running cases moved to a new version."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.application.workflows import check, publish
from agreements.cli.office import AS, JSON, actor, now, record
from agreements.cli.settings import Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.problems import errors
from agreements.workspace import Workspace, read_text

SOUND = {"nl": "deugdelijk", "en": "sound"}
PUBLISHED = {"nl": "vastgesteld", "en": "published"}


@click.group("workflow")
def command() -> None:
    """Workflow files: check, draw and publish them, and move running cases to a new version."""


@command.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def check_command(settings: Settings, paths: tuple[Path, ...], as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Prove that workflow files are sound: each state reachable, each with a way to an end, no step dead, no slot stuck.

    Without PATHS every file in workflows/. Each defect is named with the path that shows it.
    """
    language = settings["messages"]
    sources = [read_text(each, shown=str(each)) for each in paths] or Workspace.at(settings["workspace"]).workflows()
    checked = {source.name: check(source) for source in sources}
    if as_json:
        print_json(
            {
                name: {"sha256": each.workflow.digest if each.workflow else None, "problems": problems_as_data(each.problems, language)}
                for name, each in checked.items()
            }
        )
    else:
        for name, each in checked.items():
            report(each.problems, language)
            if each.workflow and not errors(each.problems):
                click.echo(f"{name}: {SOUND[language]} · {each.workflow.id} {each.workflow.version} · {each.workflow.digest}")
    if any(errors(each.problems) for each in checked.values()):
        raise click.exceptions.Exit(1)


@command.command("publish")
@click.argument("path", type=click.Path(path_type=Path))
@AS
@click.pass_obj
def publish_command(settings: Settings, path: Path, person: str) -> None:
    """Publish a workflow that is sound. A published version never changes; cases stay with the version that they began in."""
    with record(settings) as opened:
        workflow = publish(opened, read_text(path, shown=str(path)), actor(person), now())
    click.echo(f"{workflow.id} {workflow.version}: {PUBLISHED[settings['messages']]} · {workflow.digest}")
