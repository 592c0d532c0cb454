"""The command `maatwerk compare`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from agreements.application.acting import When
from agreements.application.comparing import compare
from agreements.application.show import Shown
from agreements.cli.names import companies, kinds
from agreements.cli.office import DAY, archive, known_until, place, record, recorded
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, progress, report, shown
from agreements.model.dossier_kinds import Stage
from agreements.problems import errors
from agreements.record.doors import absent
from agreements.record.record import Record
from agreements.sources import Source
from agreements.sources.printable import unprintable
from agreements.workspace import Workspace, write_files

STAGE = click.Choice([each.value for each in Stage])
FORMATS = click.Choice(["docx", "pdf", "html", "txt", "json"])
LONGEST_AUTHOR = 80


def author(_: click.Context, __: click.Parameter, words: str) -> str:
    """Return who is to stand at every change, when that can be printed."""
    if not words.strip() or len(words) > LONGEST_AUTHOR or unprintable(words):
        message = f"use 1 to {LONGEST_AUTHOR} characters that can be printed."
        raise click.BadParameter(message)
    return " ".join(words.split())


@click.command("compare")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@click.option("--between", "stages", nargs=2, type=STAGE, help="Only these two stages, as: eop jloi.")
@click.option("--at", type=DAY, help="As it was on this day.")
@click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
@click.option("--redline", "versions", nargs=2, metavar="OLD NEW", help="Two versions of a document: what changed, and a redline.")
@click.option("-k", "--kind", default="", shell_complete=kinds, help="The kind of document of versions that are drafted, as eop.")
@click.option("-l", "--language", type=click.Choice(["nl", "en"]), default="nl", help="Of versions that are drafted; default: nl.")
@click.option("-f", "--format", "formats", multiple=True, type=FORMATS, help="Repeat for more; default: docx and pdf.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: output/drafts.")
@click.option("--author", default="maatwerk", show_default=True, callback=author, help="Who stands at every change in Word.")
@click.option("--date", "day", type=DAY, help="The day that stands at every change in Word; default: that of the new version.")
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    subject: str,
    stages: tuple[str, str] | None,
    at: date | None,
    as_known: date | None,
    versions: tuple[str, str] | None,
    kind: str,
    language: str,
    formats: tuple[str, ...],
    output: Path | None,
    author: str,
    day: date | None,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Show what was promised at each stage, and whether two stages can be compared; or what changed between two versions of a document.

    Two values are comparable only when both are about the same: indicator, unit, scope, sites, boundary, base, target year, framework and
    price level. What a source does not say is unknown, and stands in the way as much as what differs.

    OLD and NEW are each an issue (as eop-nl-1), a tree (FILE.json), a dossier (FILE.yaml), a day (YYYY-MM-DD, as the record had it then),
    `now`, or a kind (as jloi: its draft of now). Two kinds are held together by their clauses, and it is said which became which. The
    redline in Word has tracked changes: with all accepted it is the new version, with all rejected the old. That is proved on the file
    before it is written.
    """
    if versions and stages:
        message = "--between is of promises, --redline of documents; ask one of them"
        raise click.UsageError(message)
    source = recorded(settings, subject, When(at, known_until(as_known) if as_known else ""))
    if source is None:
        source = Workspace.at(settings["workspace"]).dossier(subject)
    if versions is None:
        _promises(settings, compare(source, settings["messages"], stages or (), subject), as_json=as_json)
        return
    _redline(settings, source, versions, (kind, language), (formats, output, author, day), as_json=as_json)


def _promises(settings: Settings, found: Shown, *, as_json: bool) -> None:
    if as_json:
        print_json({"comparison": found.data, "problems": problems_as_data(found.problems, settings["messages"])})
    else:
        report(found.problems, settings["messages"])
        for line in found.lines:
            click.echo(line)
    if errors(found.problems):
        raise click.exceptions.Exit(1)


def _redline(
    settings: Settings,
    source: Source,
    versions: tuple[str, str],
    drafted: tuple[str, str],
    made: tuple[tuple[str, ...], Path | None, str, date | None],
    *,
    as_json: bool,
) -> None:
    from agreements.application import redlining  # noqa: PLC0415  # only a redline needs trees
    from agreements.application.draft import company_of  # noqa: PLC0415  # idem
    from agreements.formats.word.redlining import Revising  # noqa: PLC0415  # idem

    workspace = Workspace.at(settings["workspace"])
    kind = _kind(workspace, versions, drafted[0])
    formats, output, by, day = made
    with _record(settings) as opened:
        room = redlining.Room(workspace, opened, archive(settings))
        asked = redlining.Comparison(company_of(source), source, *versions, kind, drafted[1])
        outcome = redlining.compare_versions(room, asked)
    moment = day.isoformat() if day else outcome.found.new.date
    wanted = tuple(dict.fromkeys(formats)) or ("docx", "pdf")
    files = progress(redlining.files(outcome, wanted, Revising(by, f"{moment}T00:00:00Z" if moment else "")), len(wanted))
    contents = {(output or workspace.drafts) / name: content for name, content in files}
    write_files(contents)
    names = [shown(path) for path in contents]
    if as_json:
        problems = problems_as_data(outcome.problems, settings["messages"])
        print_json({"redline": redlining.as_data(outcome), "files": names, "problems": problems})
        return
    report(outcome.problems, settings["messages"])
    for line in (*redlining.listed(outcome, settings["messages"]), *names):
        click.echo(line)


def _kind(workspace: Workspace, versions: tuple[str, str], asked: str) -> str:
    """Return the kind of versions that are drafted: the one that is asked, else the only one there is."""
    from agreements.application.redlining import is_drafted  # noqa: PLC0415  # only a redline needs trees

    known = workspace.kinds()
    if not asked and len(known) != 1 and any(map(is_drafted, versions)):
        message = f"say with --kind which kind of document is drafted: {', '.join(known)}"
        raise click.UsageError(message)
    return asked or next(iter(known), "")


@contextmanager
def _record(settings: Settings) -> Iterator[Record | None]:
    """Give the record, or nothing when there is none: trees and dossiers are compared without."""
    if absent(place(settings)):
        yield None
        return
    with record(settings, writes=False) as opened:
        yield opened
