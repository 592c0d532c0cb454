"""The command `maatwerk status`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from agreements.application.acting import When
from agreements.application.board import Board, Line, Place, board
from agreements.cli.office import DAY, known_until, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json

if TYPE_CHECKING:
    from agreements.application.status import Detail

HEADS = {
    "nl": ("bedrijf", "toestand", "sinds", "wacht op", "uiterlijk"),
    "en": ("company", "state", "since", "waits for", "by"),
}
WORDS = {
    "nl": {
        "signed": "ondertekend",
        "nobody": "er is nog geen bedrijf; begin met: maatwerk apply DOSSIER",
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
        "nobody": "there is no company yet; begin with: maatwerk apply DOSSIER",
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
    },
    "en": {
        "passed": "passed",
        "failed": "objection",
        "pending": "pending",
        "not_recorded": "not recorded",
    },
}


@click.command("status")
@click.argument("company", required=False, default="")
@click.option("--at", type=DAY, help="As it was on this day.")
@click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
@JSON
@click.pass_obj
def command(settings: Settings, company: str, *, at: date | None, as_known: date | None, as_json: bool) -> None:
    """Where each company stands: since when, who must act, what is next; or all about one.

    With --at and --as-known it is the past: what was so on that day, and what the record held at that moment.
    """
    language = settings["messages"]
    with record(settings, writes=False) as opened:
        if not (company or at or as_known):
            whole = board(opened)
        else:
            from agreements.application.status import detail, past  # noqa: PLC0415  # the list of now does without workflows

            if company and not (at or as_known):
                found = detail(opened, company, now().day)
                print_json(detail_as_data(found, language)) if as_json else _print(_detail_lines(found, language))
                return
            whole = past(opened, When(at, known_until(as_known) if as_known else ""), company)
    if as_json:
        print_json(board_as_data(whole))
    else:
        _print(_board_lines(whole, language))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _board_lines(whole: Board, language: str) -> Iterator[str]:
    if not whole.lines:
        yield WORDS[language]["nobody"]
    yield from table(HEADS[language], [_row(each, language) for each in whole.lines], terminal_width())
    yield ""
    yield from (f"{WORDS[language]['signed']} {stage}: {counted(each, language)}" for stage, each in whole.signed.items())


def counted(signed: tuple[int, int], language: str) -> str:
    """Return how many signed; certainly and possibly, where the dates leave that open."""
    certain, possible = signed
    words = WORDS[language]
    return str(certain) if possible == certain else f"{certain} ({words['certainly']}), {possible} ({words['possibly']})"


def _row(each: Line, language: str) -> tuple[str, ...]:
    place = each.place
    if place is None:
        maybe = f"{WORDS[language]['perhaps']} {each.possibly.state.in_language(language)}" if each.possibly else "–"
        return each.name, maybe, "–", "–", "–"
    whom = ", ".join(dict.fromkeys(waiting.member or waiting.whom.in_language(language) for waiting in each.waiting))
    return each.name, _state(place, language), place.since, whom or "–", each.due.last if each.due else "–"


def _state(place: Place, language: str) -> str:
    paused = f" ({WORDS[language]['suspended']} {place.suspended_since})" if place.suspended_since else ""
    return place.state.in_language(language) + paused


def _detail_lines(found: Detail, language: str) -> Iterator[str]:
    from agreements.application.telling import FACTS  # noqa: PLC0415  # the list of now does without events
    from agreements.cli.words import in_days, on_date  # noqa: PLC0415  # idem

    words, line = WORDS[language], found.line
    place = line.place
    yield f"{line.name} · {_state(place, language) if place else words['nothing']}"
    if place:
        yield f"{place.phase.in_language(language)} · {place.since}{in_days(found.due, language)}"
    for fact in found.facts:
        source = f" [{fact.source}]" if fact.source else ""  # what was signed in the process itself rests on its own evidence
        yield f"{fact.stage} {FACTS[fact.event].in_language(language)}: {on_date(fact.date, language)}{source}"
    reached = [(label, gate) for label, gate in found.gates if gate != "not_reached"]
    if reached:
        yield from ("", words["gates"])
        yield from (f"  {label.in_language(language)}: {GATES[language][gate]}" for label, gate in reached)
    if found.steps:
        yield from ("", words["steps"])
        for step in found.steps:
            needed = ", ".join((*step.evidence, *step.facts))
            mark = words["next"] if step.ready else words["not"]
            yield f"  {step.step} · {step.label.in_language(language)}: {mark}" + (f" · {words['bring']}: {needed}" if needed else "")


def board_as_data(whole: Board) -> dict[str, object]:
    """Return the board in the documented JSON shape."""
    return {
        "at": whole.at or None,
        "as_known": whole.as_known or None,
        "signed": {stage: {"certainly": certain, "possibly": possible} for stage, (certain, possible) in whole.signed.items()},
        "companies": [line_as_data(each) for each in whole.lines],
    }


def line_as_data(line: Line) -> dict[str, object]:
    """Return one line of the board in the documented JSON shape."""
    due = line.due
    return {
        "company": line.company,
        "name": line.name,
        "cluster": line.cluster or None,
        "certainly": _place_as_data(line.place),
        "possibly": _place_as_data(line.possibly),
        "signed": [
            {
                "stage": each.stage,
                "first": each.first or None,
                "last": each.last,
                "certainty": "certainly" if each.certainly else "possibly",
            }
            for each in line.signed
        ],
        "waiting": [{"what": asdict(each.what), "whom": asdict(each.whom), "member": each.member or None} for each in line.waiting],
        "due": {"last": due.last, "legal": due.legal, "basis": due.basis or None} if due else None,
    }


def _place_as_data(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "phase": asdict(place.phase),
        "state": place.state_id,
        "label": asdict(place.state),
        "since": place.since,
        "outcome": place.outcome or None,
        "suspended_since": place.suspended_since or None,
    }


def detail_as_data(found: Detail, language: str) -> dict[str, object]:
    """Return all about one company in the documented JSON shape."""
    from agreements.cli.words import date_as_data, due_as_data, explanation_as_data  # noqa: PLC0415  # idem

    return {
        **line_as_data(found.line),
        "facts": [
            {"stage": each.stage, "event": each.event, "date": date_as_data(each.date), "source": each.source} for each in found.facts
        ],
        "due": due_as_data(found.due),
        "gates": [{"label": asdict(label), "reads": gate.value} for label, gate in found.gates],
        "steps": [explanation_as_data(each, language) for each in found.steps],
    }
