"""The command `maatwerk history`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from agreements.application.history import Told, trail
from agreements.cli.apply import change_as_data, change_lines
from agreements.cli.office import record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json
from agreements.cli.words import date_as_data, on_date

WORDS = {
    "nl": {"recorded": "vastgelegd", "claimed": "volgens opgave", "for": "namens", "applied": "Dossier vastgelegd"},
    "en": {"recorded": "recorded", "claimed": "claimed", "for": "for", "applied": "Dossier recorded"},
}


@click.command("history")
@click.argument("company")
@JSON
@click.pass_obj
def command(settings: Settings, company: str, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """The audit trail of a company: every event, when it was so, when it was recorded, and by whom (claimed)."""
    language = settings["messages"]
    with record(settings, writes=False) as opened:
        events = trail(opened, company, language)
    if as_json:
        print_json([as_data(each) for each in events])
        return
    for each in events:
        for line in _lines(each, language):
            click.echo(line)


def _lines(each: Told, language: str) -> Iterator[str]:
    words, author = WORDS[language], each.author
    whose = f" {words['for']} {author.on_behalf_of}" if author.on_behalf_of else ""
    account = f", {author.account}" if author.account else ""
    first, *rest = each.sentences or (words["applied"],)
    yield f"{each.version:>3}  {on_date(each.effective, language)} · {first}"
    yield from (f"       {line}" for line in rest)
    for change in each.changes:
        yield from (f"     {line}" for line in change_lines(change))
    yield f"       {words['recorded']} {each.recorded} · {author.person}{whose} ({words['claimed']}{account})"


def as_data(each: Told) -> dict[str, object]:
    """Return an event of the trail in the documented JSON shape."""
    return {
        "version": each.version,
        "kind": each.kind,
        "effective": date_as_data(each.effective),
        "recorded": each.recorded,
        "person": each.author.person,
        "on_behalf_of": each.author.on_behalf_of or None,
        "account": each.author.account or None,
        "told": list(each.sentences),
        "changes": [change_as_data(change) for change in each.changes],
        "hash": each.hash,
    }
