"""The command `maatwerk draft`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from agreements.application.draft import Order, compose, draft, file_names
from agreements.cli.names import companies, kinds
from agreements.cli.office import recorded
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, progress, report, shown
from agreements.drafting.document import Status
from agreements.formats import METADATA, RENDERERS
from agreements.sources.printable import unprintable
from agreements.workspace import Workspace

LONGEST_VERSION = 40


def printed(_: click.Context, __: click.Parameter, words: str) -> str:
    """Return what is to stand on every page, when it can."""
    if not words.strip() or len(words) > LONGEST_VERSION or unprintable(words):
        message = f"use 1 to {LONGEST_VERSION} characters that can be printed."
        raise click.BadParameter(message)
    return " ".join(words.split())


@click.command("draft")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@click.argument("kind", shell_complete=kinds)
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice([*RENDERERS, *METADATA]), help="Repeat for more; default: docx and pdf."
)
@click.option("-l", "--language", "languages", multiple=True, type=click.Choice(["nl", "en"]), help="Repeatable; default: nl.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: output/drafts.")
@click.option("--final", is_flag=True, help="No draft: refused while anything is missing.")
@click.option("--version", "edition", default="0.1", show_default=True, callback=printed, help="The version that is printed.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The date that is printed; default: none.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; write nothing.")
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    subject: str,
    kind: str,
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    output: Path | None,
    final: bool,  # noqa: FBT001  # a flag
    edition: str,
    day: datetime | None,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Draft a document of KIND (such as eop) from the dossier of a company.

    Missing facts stand as visible blanks in the draft. Exit code 1 when an error stops the work; then nothing is written.
    """
    workspace = Workspace.at(settings["workspace"])
    order = Order(
        subject=subject,
        kind=kind,
        languages=tuple(dict.fromkeys(languages)) or ("nl",),
        formats=tuple(dict.fromkeys(formats)) or ("docx", "pdf"),
        status=Status.FINAL if final else Status.DRAFT,
        version=edition,
        source=recorded(settings, subject, drafting=True),
        date=day.date().isoformat() if day else "",
    )
    folder = output or workspace.drafts
    if dry_run:
        outcome = compose(workspace, order)
        paths = tuple(folder / name for name in file_names(outcome, order))
    else:
        outcome, paths = draft(workspace, order, folder, progress)
    names = [shown(path) for path in paths]
    if as_json:
        print_json({"files": names, "problems": problems_as_data(outcome.problems, settings["messages"])})
    else:
        report(outcome.problems, settings["messages"])
        for name in names:
            click.echo(name)
    if outcome.refused:
        raise click.exceptions.Exit(1)
