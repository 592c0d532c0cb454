"""The command `maatwerk status`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from agreements.application.status import Board, CompanyStatus, Detail, Place, When, board, detail
from agreements.cli.office import DAY, JSON, known_until, now, record
from agreements.cli.settings import Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json
from agreements.cli.words import date_as_data, due_as_data, explanation_as_data, in_days, on_date, text_as_data
from agreements.model.dossier import Stage

HEADS = {
    "nl": ("bedrijf", "staat", "sinds", "wacht op", "vóór"),
    "en": ("company", "state", "since", "waits for", "by"),
}
WORDS = {
    "nl": {
        "signed": "ondertekend",
        "certainly": "zeker",
        "possibly": "mogelijk",
        "suspended": "opgeschort sinds",
        "gates": "poorten",
        "steps": "stappen",
        "nothing": "geen zaak",
        "perhaps": "of",
        "next": "kan nu",
        "not": "kan nu niet",
        "bring": "nog nodig",
    },
    "en": {
        "signed": "signed",
        "certainly": "certain",
        "possibly": "possible",
        "suspended": "suspended since",
        "gates": "gates",
        "steps": "steps",
        "nothing": "no case",
        "perhaps": "or",
        "next": "can be taken",
        "not": "cannot be taken yet",
        "bring": "still to bring",
    },
}
GATES = {
    "nl": {
        "passed": "doorlopen",
        "failed": "bezwaar",
        "pending": "loopt",
        "not_recorded": "niet vastgelegd",
        "not_reached": "nog niet bereikt",
    },
    "en": {
        "passed": "passed",
        "failed": "objection",
        "pending": "pending",
        "not_recorded": "not recorded",
        "not_reached": "not reached yet",
    },
}


@click.command("status")
@click.argument("company", required=False, default="")
@click.option("--at", type=DAY, help="As it was on this day.")
@click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
@JSON
@click.pass_obj
def command(settings: Settings, company: str, at: date | None, as_known: date | None, as_json: bool) -> None:  # noqa: FBT001  # one argument per option
    """Where each company stands: since when, who must act, what is next; or all about one.

    With --at and --as-known it is the past: what was so on that day, and what the record held at that moment.
    """
    settings["as_json"] = as_json
    when = When(at, known_until(as_known) if as_known else "")
    today = now().day
    language = settings["messages"]
    with record(settings) as opened:
        if company and when == When():
            found = detail(opened, company, today)
            print_json(detail_as_data(found, language)) if as_json else _print(_detail_lines(found, language))
            return
        whole = board(opened, when, today, company)
    if as_json:
        print_json(board_as_data(whole))
    else:
        _print(_board_lines(whole, language))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _board_lines(whole: Board, language: str) -> Iterator[str]:
    rows = [_row(each, language) for each in whole.companies]
    yield from table(HEADS[language], rows, terminal_width())
    yield ""
    yield from (f"{WORDS[language]['signed']} {stage}: {counted(each, language)}" for stage, each in whole.signed.items())


def counted(signed: tuple[int, int], language: str) -> str:
    """Return how many signed; certainly and possibly, where the dates leave that open."""
    certain, possible = signed
    words = WORDS[language]
    return str(certain) if possible == certain else f"{certain} ({words['certainly']}), {possible} ({words['possibly']})"


def _row(each: CompanyStatus, language: str) -> tuple[str, ...]:
    place = each.place
    if place is None:
        maybe = f"{WORDS[language]['perhaps']} {each.possibly.state.in_language(language)}" if each.possibly else "–"
        return each.name, maybe, "–", "–", "–"
    whom = ", ".join(dict.fromkeys(waiting.member or waiting.whom.in_language(language) for waiting in each.waiting))
    last = each.due.last.isoformat() if each.due and each.due.last else "–"
    return each.name, _state(place, language), on_date(place.since, language), whom or "–", last


def _state(place: Place, language: str) -> str:
    paused = f" ({WORDS[language]['suspended']} {on_date(place.suspended_since, language)})" if place.suspended_since else ""
    return place.state.in_language(language) + paused


def _detail_lines(found: Detail, language: str) -> Iterator[str]:
    words, status = WORDS[language], found.status
    place = status.place
    yield f"{status.name} · {_state(place, language) if place else words['nothing']}"
    if place:
        yield f"{place.phase.in_language(language)} · {on_date(place.since, language)}{in_days(status.due, language)}"
    for signed in status.signed:
        source = f" [{signed.source}]" if signed.source else ""  # what was signed in the process itself rests on its own evidence
        yield f"{words['signed']}: {signed.stage} · {on_date(signed.date, language)}{source}"
    if found.gates:
        yield from ("", words["gates"])
        yield from (f"  {label.in_language(language)}: {GATES[language][gate]}" for label, gate in found.gates)
    if found.steps:
        yield from ("", words["steps"])
        for step in found.steps:
            needed = ", ".join((*step.evidence, *step.facts))
            mark = words["next"] if step.ready else words["not"]
            yield f"  {step.step} · {step.label.in_language(language)}: {mark}" + (f" · {words['bring']}: {needed}" if needed else "")


def board_as_data(whole: Board) -> dict[str, object]:
    """Return the board in the documented JSON shape."""
    return {
        "at": whole.when.at.isoformat() if whole.when.at else None,
        "as_known": whole.when.as_known or None,
        "signed": {stage.value: {"certainly": certain, "possibly": possible} for stage, (certain, possible) in whole.signed.items()},
        "companies": [status_as_data(each) for each in whole.companies],
    }


def status_as_data(status: CompanyStatus) -> dict[str, object]:
    """Return one line of the board in the documented JSON shape."""
    return {
        "company": status.company,
        "name": status.name,
        "cluster": status.cluster or None,
        "certainly": _place_as_data(status.place),
        "possibly": _place_as_data(status.possibly),
        "signed": [
            {"stage": Stage(each.stage).value, "date": date_as_data(each.date), "certainty": each.certainty.value, "source": each.source}
            for each in status.signed
        ],
        "waiting": [
            {"what": text_as_data(each.what), "whom": text_as_data(each.whom), "member": each.member or None} for each in status.waiting
        ],
        "due": due_as_data(status.due),
    }


def _place_as_data(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "phase": text_as_data(place.phase),
        "state": place.state_id,
        "label": text_as_data(place.state),
        "since": date_as_data(place.since),
        "outcome": place.outcome or None,
        "suspended_since": date_as_data(place.suspended_since) if place.suspended_since else None,
    }


def detail_as_data(found: Detail, language: str) -> dict[str, object]:
    """Return all about one company in the documented JSON shape."""
    return {
        **status_as_data(found.status),
        "gates": [{"label": text_as_data(label), "reads": gate.value} for label, gate in found.gates],
        "steps": [explanation_as_data(each, language) for each in found.steps],
    }
