"""The command `maatwerk documents`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from agreements.application.acting import When
from agreements.application.document_set import Asked, Found, from_file, from_the_record
from agreements.application.document_set_words import HEADS, NO_DOCUMENTS, data, head, rows
from agreements.cli.names import companies
from agreements.cli.office import archive, known_until, now, place, record
from agreements.cli.papers import AS_KNOWN, AT
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.problems import errors
from agreements.record.doors import absent
from agreements.workspace import Workspace, is_workspace


@click.command("documents")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@AT
@AS_KNOWN
@click.option("--public", is_flag=True, help="Only what anybody may know; without who signed, files and findings.")
@JSON
@click.pass_obj
def command(settings: Settings, subject: str, *, at: date | None, as_known: date | None, public: bool, as_json: bool) -> None:
    """Show the documents that make up the agreements with a company together, and what points to what.

    The instruments with their annexes and issues, the grant decision, the deed of security, addenda, and what stands around each signing:
    its state and date, who signed, the file in the archive by its SHA-256. What is missing or does not fit is told as warnings. It comes
    from the record when there is one, else from the dossier of that name.
    """
    language = settings["messages"]
    asked = Asked(When(at, known_until(as_known) if as_known else ""), now().day, public, language)
    found = _found(settings, subject, asked)
    told = (*found.problems, *found.findings)
    if as_json:
        shown = data(found.whole) if found.whole else None
        known = as_known.isoformat() if as_known else None
        print_json({"set": shown, "as_known": known, "public": public, "problems": problems_as_data(told, language)})
    else:
        _print(found, language)
        report(told, language)
    if errors(told):
        raise click.exceptions.Exit(1)


def _found(settings: Settings, subject: str, asked: Asked) -> Found:
    """Return the set of a file when one of that name is there, else of the record; without a record of a dossier in the workspace."""
    if Path(subject).is_file() or (settings["workspace"] / subject).is_file() or absent(place(settings)):
        there = Workspace.at(settings["workspace"])
        return from_file(there, there.dossier(subject), asked)
    workspace = Workspace(settings["workspace"]) if is_workspace(settings["workspace"]) else None
    with record(settings, writes=False) as opened:
        return from_the_record(workspace, opened, archive(settings), subject, asked)


def _print(found: Found, language: str) -> None:
    if found.whole is None:
        return
    click.echo(head(found.whole, language))
    click.echo()
    for line in table(HEADS[language], rows(found.whole, language), terminal_width()):
        click.echo(line)
    if not found.whole.pieces:
        click.echo(NO_DOCUMENTS[language])
