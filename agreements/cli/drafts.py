"""The command `maatwerk drafts`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from agreements.application.draft import Order
from agreements.application.drafts import Drafted, drafts
from agreements.cli.draft import printed
from agreements.cli.names import kinds
from agreements.cli.office import DAY, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.drafting.document import Status
from agreements.formats import RENDERERS
from agreements.problems import errors
from agreements.sources import Source
from agreements.workspace import Workspace, dossiers_in


@click.command("drafts")
@click.argument("kind", shell_complete=kinds)
@click.argument("subjects", metavar="[COMPANY|PATH]...", nargs=-1)
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(list(RENDERERS)), help="Repeat for more; default: docx and pdf."
)
@click.option("-l", "--language", "languages", multiple=True, type=click.Choice(["nl", "en"]), help="Repeatable; default: nl.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: output/drafts.")
@click.option("--final", is_flag=True, help="No drafts: refused while anything is missing.")
@click.option("--version", "edition", default="0.1", show_default=True, callback=printed, help="The version that is printed.")
@click.option("--date", "day", type=DAY, help="The date that is printed; default: none.")
@click.option("--processes", type=click.IntRange(1, 64), help="How many work side by side; default: one for each processor.")
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    kind: str,
    subjects: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    output: Path | None,
    final: bool,  # noqa: FBT001  # a flag
    edition: str,
    day: date | None,
    processes: int | None,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Draft a document of KIND for many companies at once; what would come out the same is not made again.

    Of all companies in the record, or of some; or of dossiers in files and folders. An error in one dossier keeps no other from being made.
    Warnings are counted here; maatwerk check tells them. Exit code 1 when there was an error.
    """
    workspace = Workspace.at(settings["workspace"])
    each_order = Order(
        subject="",
        kind=kind,
        languages=tuple(dict.fromkeys(languages)) or ("nl",),
        formats=tuple(dict.fromkeys(formats)) or ("docx", "pdf"),
        status=Status.FINAL if final else Status.DRAFT,
        version=edition,
        date=day.isoformat() if day else "",
    )
    orders = [replace(each_order, subject=subject, source=source) for subject, source in _sources(settings, subjects)]
    made = drafts(workspace, orders, output or workspace.drafts, processes or len(os.sched_getaffinity(0)))
    results = list(_told(made, len(orders), settings, quiet=as_json))
    if as_json:
        print_json({"drafts": [_as_data(each, settings["messages"]) for each in results]})
    else:
        click.echo(_COUNTS[settings["messages"]].format(**_counted(results)), err=True)
    if any(each.refused for each in results):
        raise click.exceptions.Exit(1)


_COUNTS = {
    "nl": "dossiers: {made} gemaakt ({warnings} waarschuwingen), {standing} ongewijzigd, {refused} geweigerd",
    "en": "dossiers: {made} made ({warnings} warnings), {standing} unchanged, {refused} refused",
}


def _counted(results: Sequence[Drafted]) -> dict[str, int]:
    standing, refused = sum(each.standing for each in results), sum(each.refused for each in results)
    warnings = sum(len(each.problems) for each in results if not each.refused)
    return {"made": len(results) - standing - refused, "warnings": warnings, "standing": standing, "refused": refused}


def _sources(settings: Settings, subjects: Sequence[str]) -> list[tuple[str, Source]]:
    """Return the dossiers that are asked: of files when one that is named is there, else of the record."""
    if any(Path(each).exists() for each in subjects):
        return [(each.name, each) for each in dossiers_in(map(Path, subjects))]
    from agreements.application.recorded import all_to_draft  # noqa: PLC0415  # drafts from files need no record

    with record(settings, writes=False) as opened:
        return all_to_draft(opened, subjects)


def _told(made: Iterator[Drafted], count: int, settings: Settings, *, quiet: bool) -> Iterator[Drafted]:
    """Pass results on, print what was made, and show on a terminal how far the work is."""
    with click.progressbar(made, length=count, file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True) as bar:
        for each in bar:
            yield each
            if not quiet:
                report(errors(each.problems), settings["messages"])
                for path in each.files if not each.standing else ():
                    click.echo(shown(path))


def _as_data(each: Drafted, language: str) -> dict[str, object]:
    return {
        "subject": each.subject,
        "files": [shown(path) for path in each.files],
        "standing": each.standing,
        "problems": problems_as_data(each.problems, language),
    }
