"""The command `maatwerk due`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from agreements.application.deadline_words import LAST, THEN, calendar, days_left, nature
from agreements.application.due import Running, Wanted, Warned, in_order_of_days, running
from agreements.application.obligations import obligations_running
from agreements.application.pledges import pledges_from, pledges_running
from agreements.cli.office import now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json, shown
from agreements.cli.words import NOBODY, STILL, date_as_data, due_as_data, on_date, receivers_as_data, receivers_in_words, text_as_data
from agreements.model.legal_sentences import day_in_words, sentence
from agreements.model.values import LocalText
from agreements.workflow.definition import Legal
from agreements.workspace import pledges_in, write_bytes

HEADS = {
    "nl": ("bedrijf", "toestand", "uiterlijk", "dagen", "aard", "waarschuwing"),
    "en": ("company", "state", "by", "days", "nature", "warning"),
}
WORDS = {
    "nl": {
        "none": "er loopt geen termijn",
        "from": "geteld vanaf",
        "warning": "waarschuwing",
        "perhaps": "de begindatum is niet precies bekend; de vroegst mogelijke is genomen",
        "since": "sinds",
        "over": "te laat",
    },
    "en": {
        "none": "no deadline runs",
        "from": "counted from",
        "warning": "warning",
        "perhaps": "the day it counts from is not known exactly; the earliest possible was taken",
        "since": "since",
        "over": "overdue",
    },
}
BRIEFLY = {
    Legal.STATUTORY: LocalText("wettelijk", "statutory"),
    Legal.CONTRACTUAL: LocalText("contract", "contract"),
    Legal.POLICY: LocalText("beleid", "policy"),
}
_SPAN = re.compile(r"(\d{1,5})(d|w)?", re.ASCII)


class Span(click.ParamType[int]):
    """A number of days, as 90d or 12w."""

    name = "days"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of days."""
        found = _SPAN.fullmatch(str(value))
        if found is None:
            self.fail(f"'{value}' is no number of days; write 90d, or 12w for weeks", param, ctx)
        return int(found[1]) * (7 if found[2] == "w" else 1)


@click.command("due")
@click.argument("company", required=False, default="")
@click.option("--within", type=Span(), metavar="90d", help="Only what ends within so many days (90d, 12w), or is over.")
@click.option("--explain", is_flag=True, help="Say how each day was reckoned, and by which article; for one COMPANY that is always told.")
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the last days to a calendar (iCalendar)."
)
@JSON
@click.pass_obj
def command(settings: Settings, company: str, within: int | None, explain: bool, ics: Path | None, as_json: bool) -> None:  # noqa: FBT001, PLR0917  # one argument per option
    """Every deadline that runs: until when, what it is in law, and who is warned next; so too until when each open issue may be signed.

    What is owed to Parliament (programme/pledges.yaml of the workspace) stands among them, unless one COMPANY is asked; and so do the
    milestones and yearly reports of signed agreements, and the terms of a remedy, each by its name.

    Statutory terms are reckoned by the Algemene termijnenwet; contractual and policy terms are not. While a case is suspended its term
    stands still. A deadline decides nothing by itself.
    """
    moment, language = now(), settings["messages"]
    explain = explain or bool(company)
    with record(settings, writes=False) as opened:
        cases = running(opened, moment.day, Wanted(company, within, explain))
        found = in_order_of_days((*cases, *obligations_running(opened, moment.day, company, within)))
    if not company:
        owed = pledges_running(pledges_from(pledges_in(settings["workspace"])), moment.day, within, language)
        found = in_order_of_days((*found, *owed))
    if ics is not None:
        write_bytes(ics, calendar(found, moment.day, language, str(ics)))
        click.echo(shown(ics), err=True)
    if as_json:
        print_json([as_data(each) for each in found])
    elif ics is None:
        for line in _explained(found, language) if explain else _table(found, language):
            click.echo(line)


def _table(found: tuple[Running, ...], language: str) -> Iterator[str]:
    if not found:
        yield WORDS[language]["none"]
    yield from table(HEADS[language], [row(each, language) for each in found], terminal_width())


def _days(left: int, language: str) -> str:
    return f"{-left} {WORDS[language]['over']}" if left < 0 else str(left)


def row(each: Running, language: str) -> tuple[str, ...]:
    """Return a deadline as a row of a table under `HEADS`."""
    last = each.last.isoformat() if each.last else STILL[language]
    left = _days(each.left, language) if each.left is not None else "–"
    warned = _briefly(each.next, language) if each.next else "–"
    return each.name, each.state.in_language(language), last, left, BRIEFLY[each.legal].in_language(language), warned


def _unheld(warned: Warned, language: str) -> str:
    return f"{NOBODY[language]} ({warned.role.in_language(language)})"


def _briefly(warned: Warned, language: str) -> str:
    """Return who is warned next and when, in a few words: a table has little room."""
    whom = ", ".join(each.person for each in warned.receivers)
    return f"{warned.day.isoformat()} {whom or _unheld(warned, language)}"


def _warned(warned: Warned, language: str) -> str:
    return f"{warned.day.isoformat()} {warned.role.in_language(language)}: {receivers_in_words(warned.receivers, language)}"


def _explained(found: tuple[Running, ...], language: str) -> Iterator[str]:
    if not found:
        yield WORDS[language]["none"]
    for number, each in enumerate(found):
        if number:
            yield ""
        yield f"{each.name} · {each.state.in_language(language)}"
        yield from (f"  {line}" for line in _lines(each, language))


def _lines(each: Running, language: str) -> Iterator[str]:
    words = WORDS[language]
    if each.last is not None and each.left is not None:
        yield f"{LAST.in_language(language)} {day_in_words(each.last, language)} · {days_left(each.left, language)}"
    elif each.still_since is not None:
        yield f"{STILL[language]} {words['since']} {on_date(each.still_since, language)}"
    yield nature(each, language) + (f" · {words['from']} {day_in_words(each.due.counted_from, language)}" if each.due else "")
    if each.next:
        yield f"{words['warning']} {_warned(each.next, language)}"
    if each.then:
        yield f"{THEN.in_language(language)}: {each.then.in_language(language)}"
    if each.due:
        yield from (f"– {sentence(reason, language)}" for reason in each.due.reasons)
        if not each.due.certain:
            yield f"– {words['perhaps']}"


def as_data(each: Running) -> dict[str, object]:
    """Return a deadline in the documented JSON shape."""
    return {
        "company": each.company or None,
        "name": each.name,
        "state": each.state_id,
        "label": text_as_data(each.state),
        "last": each.last.isoformat() if each.last else None,
        "days_left": each.left,
        "stands_still_since": date_as_data(each.still_since) if each.still_since else None,
        "legal": each.legal.value,
        "basis": each.basis or None,
        "then": text_as_data(each.then) if each.then else None,
        "next_warning": _warned_as_data(each.next),
        "explanation": due_as_data(each.due),
    }


def _warned_as_data(warned: Warned | None) -> dict[str, object] | None:
    if warned is None:
        return None
    return {
        "day": warned.day.isoformat(),
        "role": text_as_data(warned.role),
        "persons": receivers_as_data(warned.receivers),
    }
