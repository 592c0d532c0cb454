"""The command `maatwerk workflow`: workflow files checked, drawn and published, and running cases moved to a new version."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.application.migration import move
from agreements.application.workflows import case_and_workflow, check, publish
from agreements.cli.office import AS, DRY_RUN, actor, now, pair, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.problems import AgreementsError, errors
from agreements.workflow.diagram import mermaid, svg
from agreements.workflow.loading import Workflow
from agreements.workflow.migration import Renaming
from agreements.workspace import Workspace, read_text, write_bytes

MOVE_HEADS = {"nl": ("bedrijf", "van", "toestand", "naar", "toestand"), "en": ("company", "from", "state", "to", "state")}
MOVED = {
    ("nl", False): "{cases} zaken overgezet",
    ("nl", True): "{cases} zaken zouden worden overgezet (proef; niets vastgelegd)",
    ("en", False): "{cases} cases moved",
    ("en", True): "{cases} cases would be moved (dry run; nothing recorded)",
}
DRAWINGS = {"svg": svg, "mermaid": mermaid}
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


@command.command("migrate")
@click.argument("name", metavar="WORKFLOW")
@click.option("--state", "states", multiple=True, metavar="OLD=NEW", help="What a state is called in the new version; repeatable.")
@click.option("--slot", "slots", multiple=True, metavar="OLD=NEW", help="The same for a slot; OLD= drops it with its answers.")
@click.option("--step", "steps", multiple=True, metavar="OLD=NEW", help="The same for a step whose taker still counts.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def migrate_command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    name: str,
    states: tuple[str, ...],
    slots: tuple[str, ...],
    steps: tuple[str, ...],
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Move running cases to the last published version of WORKFLOW, all of them or none; --dry-run shows what would change per case.

    A name that both versions have stands for itself. Refused unless there is a place for every situation in use.
    """
    language = settings["messages"]
    renaming = Renaming(*(dict(map(pair, each)) for each in (states, slots, steps)))
    with record(settings) as opened:
        moves = move(opened, name, renaming, (actor(person), now()), dry_run=dry_run)
    if as_json:
        told = [{"company": each.company, "version": each.version, "from": each.old, "to": each.new} for each in moves.moves]
        print_json({"version": moves.version, "dry_run": dry_run, "moves": told, "reasons": problems_as_data(moves.reasons, language)})
    else:
        report(moves.reasons, language)
        rows = [(each.company, each.version, each.old, moves.version, each.new) for each in moves.moves]
        for line in table(MOVE_HEADS[language], rows, terminal_width()):
            click.echo(line)
        click.echo(MOVED[language, dry_run].format(cases=len(moves.moves)))
    if moves.reasons:
        raise click.exceptions.Exit(1)


@command.command("diagram")
@click.argument("subject", metavar="FILE|COMPANY")
@click.option("-f", "--format", "form", type=click.Choice(["svg", "mermaid"]), default="svg", show_default=True, help="Picture, or text.")
@click.option("-l", "--language", type=click.Choice(["nl", "en"]), help="Of the labels; default: that of messages.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; default: stdout.")
@click.pass_obj
def diagram_command(settings: Settings, subject: str, form: str, language: str | None, output: Path | None) -> None:
    """Draw a workflow: of a FILE, or of a COMPANY with the state marked in which its case stands."""
    workflow, current = _drawn(settings, subject)
    text = DRAWINGS[form](workflow, language or settings["messages"], current)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_bytes(output, text.encode())
        click.echo(shown(output))


def _drawn(settings: Settings, subject: str) -> tuple[Workflow, str | None]:
    """Return the workflow of a file, or of the case of a company with its state."""
    path = Path(subject)
    if path.suffix in {".yaml", ".yml"} or path.is_file():
        checked = check(read_text(path, shown=subject))
        if checked.workflow is None:
            raise AgreementsError(*checked.problems)
        return checked.workflow, None
    with record(settings, writes=False) as opened:
        return case_and_workflow(opened, subject)
