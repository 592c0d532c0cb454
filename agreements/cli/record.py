"""The command `maatwerk record`: prove, copy and bring back the record."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.application import upkeep
from agreements.cli.office import AS, actor, now, place, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.record.verifier import Receipt

TARGET = click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
WORDS = {
    "nl": {
        "whole": "Het register is heel (reeksen: {streams}, ijkpunten: {receipts}).",
        "claimed": "Wie iets deed, staat er volgens opgave (--as), naast de gebruikersnaam van de computer.",
        "keep": "Bewaar deze regel ergens anders:",
        "rebuilt": "{rows} regels hersteld",
        "restored": "hersteld in {place}",
        "proposed": "voorgesteld; iemand anders bevestigt met --confirm",
        "destroyed": "vernietigd",
    },
    "en": {
        "whole": "The record is whole (streams: {streams}, checkpoints: {receipts}).",
        "claimed": "Who did something is as claimed (--as), beside the account of the computer.",
        "keep": "Keep this line somewhere else:",
        "rebuilt": "{rows} rows mended",
        "restored": "restored in {place}",
        "proposed": "proposed; somebody else confirms with --confirm",
        "destroyed": "destroyed",
    },
}


@click.group("record")
def command() -> None:
    """The record: prove that it is whole, copy it, bring it back."""


@command.command("verify")
@click.option("--receipt", "receipts", multiple=True, help="A receipt that was kept elsewhere; repeatable.")
@JSON
@click.pass_obj
def verify(settings: Settings, receipts: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Prove that nothing was changed, removed, inserted or put back, and that the lists say what the events say."""
    language = settings["messages"]
    with record(settings, writes=False) as opened:
        found = upkeep.verify(opened, receipts)
    if as_json:
        kept = [str(each) for each in found.receipts]
        print_json({"streams": found.streams, "receipts": kept, "problems": problems_as_data(found.problems, language)})
    else:
        report(found.problems, language)
        if not found.problems:
            click.echo(WORDS[language]["whole"].format(streams=found.streams, receipts=len(found.receipts)))
            click.echo(WORDS[language]["claimed"])
    if found.problems:
        raise click.exceptions.Exit(1)


@command.command("rebuild")
@click.pass_obj
def rebuild(settings: Settings) -> None:
    """Make the lists (who stands where, figures, deadlines) anew from the events."""
    with record(settings) as opened:
        rows = upkeep.rebuild(opened)
    click.echo(WORDS[settings["messages"]]["rebuilt"].format(rows=rows))


@command.command("checkpoint")
@click.pass_obj
def checkpoint(settings: Settings) -> None:
    """Seal everything recorded so far and print the receipt."""
    with record(settings) as opened:
        _print(upkeep.checkpoint(opened, now()), settings["messages"])


@command.command("backup")
@TARGET
@click.pass_obj
def backup(settings: Settings, target: Path) -> None:
    """Copy the whole record to a new file, while others write; prints a receipt to keep elsewhere."""
    with record(settings) as opened:
        _print(upkeep.backup(opened, target, now()), settings["messages"])


@command.command("export")
@TARGET
@click.pass_obj
def export(settings: Settings, target: Path) -> None:
    """Write the record for an auditor, as JSON lines without names; verifier.py proves it with Python alone."""
    with record(settings) as opened:
        _print(upkeep.export(opened, target, now()), settings["messages"])


@command.command("restore")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(settings: Settings, source: Path) -> None:
    """Make the record from a back-up or an export, where there is none yet; every event is proved first."""
    where = upkeep.restore(source, place(settings))
    click.echo(WORDS[settings["messages"]]["restored"].format(place=where))


@command.command("destroy")
@click.argument("company")
@click.option("--grounds", help="On what grounds, such as the category of the selection list. Proposes.")
@click.option("--confirm", is_flag=True, help="Confirm what somebody else proposed. Destroys, for ever.")
@AS
@click.pass_obj
def destroy(settings: Settings, company: str, grounds: str | None, confirm: bool, person: str) -> None:  # noqa: FBT001  # a flag
    """Destroy all that is recorded of a company. One person proposes with --grounds, another confirms with --confirm.

    The hash of its last event and the grounds stay in the record of the office.
    """
    if bool(grounds) == confirm:
        message = "give --grounds to propose, or --confirm to confirm what somebody else proposed"
        raise click.UsageError(message)
    words, by = WORDS[settings["messages"]], (actor(person), now())
    with record(settings) as opened:
        if grounds:
            upkeep.propose_destruction(opened, company, grounds, by)
        else:
            report(upkeep.confirm_destruction(opened, company, by), settings["messages"])
    click.echo(f"{company}: {words['proposed' if grounds else 'destroyed']}")


def _print(receipt: Receipt, language: str) -> None:
    click.echo(WORDS[language]["keep"], err=True)
    click.echo(str(receipt))
