"""The commands `maatwerk sign remind` and `maatwerk sign address`."""

from __future__ import annotations

from collections.abc import Iterator
from email.headerregistry import Address
from pathlib import Path

import click

from agreements.application.reminders import Posting
from agreements.application.signing_letters import Call
from agreements.application.signing_upkeep import Ended, Upkeep, keep_up, rehearse, save_address
from agreements.cli.names import companies
from agreements.cli.office import AS, actor, now, record
from agreements.cli.remind import SENDER, Mailbox, carrier
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report, shown

WORDS = {
    "nl": {
        "ended": "verlopen: {name} · {issue} (te tekenen tot en met {expires})",
        "reminded": "herinnerd: {name} · {issue} · {signatory} (te tekenen tot en met {expires})",
        "for": "{person} voor {signatory}",
        "sent": "verstuurd aan {signatory}, over {issue} van {company}: {id}{place}",
        "nothing": "er is niets verlopen en niemand te herinneren",
        "would": " (proef; niets geschreven)",
        "address": "het adres van {person} is vastgelegd bij {issues}",
    },
    "en": {
        "ended": "expired: {name} · {issue} (to be signed until {expires})",
        "reminded": "reminded: {name} · {issue} · {signatory} (to be signed until {expires})",
        "for": "{person} for {signatory}",
        "sent": "sent to {signatory}, about {issue} of {company}: {id}{place}",
        "nothing": "nothing expired and nobody is to be reminded",
        "would": " (dry run; nothing written)",
        "address": "the address of {person} is recorded with {issues}",
    },
}


@click.command("remind")
@click.argument("company", required=False, default="", shell_complete=companies)
@click.option(
    "--send/--dry-run", "send", default=True, show_default=True, help="Send letters; or say what would be done, and write nothing."
)
@click.option("--smtp", envvar="MAATWERK_SMTP", default="", metavar="URL", help="The mail server, as for `remind`.")
@click.option(
    "--to-folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write .eml files here; default without a mail server: output/reminders.",
)
@click.option(
    "--sender", envvar="MAATWERK_SENDER", default=SENDER, show_default=True, type=Mailbox(), help="The address that letters come from."
)
@AS
@JSON
@click.pass_obj
def remind(
    settings: Settings,
    /,
    company: str,
    *,
    send: bool,
    smtp: str,
    to_folder: Path | None,
    sender: Address,
    person: str,
    as_json: bool,
) -> None:
    """Remind who is asked to sign and has not, on the days that the plan names; and end the issues of which the term is over.

    To be run every day, for instance by cron. Of COMPANY, or of all. Each planned day reminds once; after days on which it did not run,
    once for all that were missed. What cannot be sent waits for a next time. Exit code 1 when somebody could not be reminded.
    """
    language = settings["messages"]
    with record(settings, writes=send) as opened:
        if send:
            posting = Posting(carrier(settings, smtp, to_folder), sender, language, now)
            found = keep_up(opened, posting, actor(person), company)
        else:
            found = rehearse(opened, now().day, actor(person), company)
    if as_json:
        print_json(as_data(found, language, dry_run=not send))
    else:
        report(found.problems, language)
        for line in _lines(found, language, "" if send else WORDS[language]["would"]):
            click.echo(line)
    if found.problems:
        raise click.exceptions.Exit(1)


def _lines(found: Upkeep, language: str, mark: str) -> Iterator[str]:
    words = WORDS[language]
    for ended in found.ended:
        yield words["ended"].format(name=ended.name, issue=ended.issue, expires=ended.expires) + mark
    for call in found.reminded:
        signer = call.signatory if call.person == call.signatory else words["for"].format(person=call.person, signatory=call.signatory)
        yield words["reminded"].format(name=call.name, issue=call.issue, signatory=signer, expires=call.expires) + mark
    for sent in found.sent:
        place = f" · {shown(Path(sent.place)) if sent.place.endswith('.eml') else sent.place}" if sent.place else ""
        yield words["sent"].format(signatory=sent.signatory, issue=sent.issue, company=sent.company, id=sent.message_id, place=place)
    if not (found.ended or found.reminded or found.sent or found.problems):
        yield words["nothing"]


def as_data(found: Upkeep, language: str, *, dry_run: bool) -> dict[str, object]:
    """Return what a day brought in the documented JSON shape."""
    return {
        "dry_run": dry_run,
        "expired": [_ended_as_data(each) for each in found.ended],
        "reminded": [_call_as_data(each) for each in found.reminded],
        "sent": [
            {
                "company": each.company,
                "issue": each.issue,
                "signatory": each.signatory,
                "message_id": each.message_id,
                "place": each.place or None,
            }
            for each in found.sent
        ],
        "problems": problems_as_data(found.problems, language),
    }


def _ended_as_data(ended: Ended) -> dict[str, object]:
    return {"company": ended.company, "issue": ended.issue, "expires": ended.expires.isoformat()}


def _call_as_data(call: Call) -> dict[str, object]:
    return {
        "company": call.company,
        "issue": call.issue,
        "signatory": call.signatory,
        "person": call.person,
        "day": call.due.isoformat(),
        "expires": call.expires.isoformat(),
    }


@click.command("address")
@click.argument("company", shell_complete=companies)
@click.argument("signatory")
@click.argument("address", type=Mailbox())
@AS
@click.pass_obj
def address(settings: Settings, company: str, signatory: str, address: Address, person: str) -> None:
    """Keep the e-mail address of who signs, by the id of the signatory, for each open issue of COMPANY.

    It stands beside the name, where it can be erased; no event holds it.
    """
    with record(settings) as opened:
        issues = save_address(opened, company, signatory, address.addr_spec, actor(person))
    click.echo(WORDS[settings["messages"]]["address"].format(person=signatory, issues=", ".join(issues)))
