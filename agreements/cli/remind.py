"""The command `maatwerk remind`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from email.headerregistry import Address
from pathlib import Path

import click

from agreements.application.claims import Claim
from agreements.application.reminders import Folder, Posting, Reminded, rehearse, remind
from agreements.cli.office import now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.cli.words import receivers_as_data, receivers_in_words, text_as_data
from agreements.mail.letters import Carrier, mailbox

SENDER = "maatwerk@localhost"
WORDS = {
    "nl": {
        "warned": "gewaarschuwd",
        "sent": "verstuurd aan",
        "one": "waarschuwing",
        "more": "waarschuwingen",
        "nothing": "er is niets te herinneren",
        "would": "(proef; niets geschreven)",
    },
    "en": {
        "warned": "warned",
        "sent": "sent to",
        "one": "warning",
        "more": "warnings",
        "nothing": "there is nothing to remind of",
        "would": "(dry run; nothing written)",
    },
}


class Mailbox(click.ParamType[Address]):
    """An e-mail address."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Address:
        """Return the address, with the name of the program."""
        found = value if isinstance(value, Address) else mailbox("maatwerk", str(value))
        if found is None:
            self.fail(f"'{value}' is no e-mail address", param, ctx)
        return found


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say who would be warned and written to; write and send nothing.")
@click.option(
    "--smtp", envvar="MAATWERK_SMTP", default="", metavar="URL", help="The mail server: smtps://NAME:PASSWORD@HOST, starttls:// or smtp://."
)
@click.option(
    "--to-folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write .eml files here; default without a mail server: output/reminders.",
)
@click.option(
    "--sender", envvar="MAATWERK_SENDER", default=SENDER, show_default=True, type=Mailbox(), help="The address that messages come from."
)
@JSON
@click.pass_obj
def command(settings: Settings, dry_run: bool, smtp: str, to_folder: Path | None, sender: Address, as_json: bool) -> None:  # noqa: FBT001, PLR0917  # one argument per option
    """Warn who must be warned: each warning once, one message a person a day.

    To be run every day, for instance by cron. After days on which it did not run, every warning that was missed is given once. What cannot
    be sent waits for a next time. Exit code 1 when somebody could not be reached.
    """
    language = settings["messages"]
    with record(settings, writes=not dry_run) as opened:
        found = rehearse(opened, now()) if dry_run else remind(opened, Posting(carrier(settings, smtp, to_folder), sender, language, now))
    if as_json:
        print_json(as_data(found, language, dry_run=dry_run))
    else:
        report(found.problems, language)
        for line in _lines(found, language, dry_run=dry_run):
            click.echo(line)
    if found.problems:
        raise click.exceptions.Exit(1)


def carrier(settings: Settings, smtp: str, to_folder: Path | None) -> AbstractContextManager[Carrier]:
    """Return what takes the messages: a folder that was named, else the mail server, else the folder of the workspace."""
    if smtp and to_folder is None:
        from agreements.mail.smtp import Server, connected  # noqa: PLC0415  # smtplib and ssl only where mail is sent

        return connected(Server.at(smtp))
    return nullcontext(Folder(to_folder or settings["workspace"] / "output" / "reminders"))


def _lines(found: Reminded, language: str, *, dry_run: bool) -> Iterator[str]:
    words = WORDS[language]
    mark = f" {words['would']}" if dry_run else ""
    for claim in found.claimed:
        yield f"{words['warned']}: {_claim(claim, language)}{mark}"
    for sent in found.sent:
        place = f" · {shown(Path(sent.place)) if sent.place.endswith('.eml') else sent.place}" if sent.place else ""
        count = f"{sent.warnings} {words['one' if sent.warnings == 1 else 'more']}"
        yield f"{words['sent']} {sent.person}: {count} · {sent.message_id}{place}{mark}"
    if not found.claimed and not found.sent and not found.problems:
        yield words["nothing"]


def _claim(claim: Claim, language: str) -> str:
    state, role = claim.state.in_language(language), claim.role.in_language(language)
    return f"{claim.name} · {state} ({claim.rung.due}) · {role}: {receivers_in_words(claim.receivers, language)}"


def as_data(found: Reminded, language: str, *, dry_run: bool) -> dict[str, object]:
    """Return what came of reminding in the documented JSON shape."""
    return {
        "dry_run": dry_run,
        "claimed": [_claim_as_data(each) for each in found.claimed],
        "sent": [
            {"person": each.person, "warnings": each.warnings, "message_id": each.message_id, "place": each.place or None}
            for each in found.sent
        ],
        "problems": problems_as_data(found.problems, language),
    }


def _claim_as_data(claim: Claim) -> dict[str, object]:
    rung = claim.rung
    return {
        "company": rung.stream.partition("/")[2],
        "state": rung.deadline,
        "last": rung.due,
        "day": rung.day,
        "role": text_as_data(claim.role),
        "persons": receivers_as_data(claim.receivers),
    }
