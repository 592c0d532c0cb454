"""The command `maatwerk portfolio`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from agreements.application.board import Line
from agreements.application.deadline_words import days_left
from agreements.application.due import Wanted, running
from agreements.application.phase_times import Times, times_of
from agreements.application.phase_words import as_csv as times_as_csv
from agreements.application.phase_words import as_data as times_as_data
from agreements.application.phase_words import days_words
from agreements.application.pledges import CHAMBERS, KINDS, pledges_from
from agreements.application.portfolio import LARGEST, SOON, Portfolio, Question, Stand, State, of_dossiers
from agreements.application.portfolio_csv import as_csv
from agreements.application.portfolio_data import as_data
from agreements.application.portfolio_record import of_record
from agreements.application.portfolio_words import (
    CLUSTERS,
    PRECONDITIONS,
    REASONS,
    STEPS,
    column_words,
    least,
    most,
    price_words,
    stated_words,
    waiting_words,
)
from agreements.cli.due import HEADS as DUE_HEADS
from agreements.cli.due import as_data as due_as_data
from agreements.cli.due import row as due_row
from agreements.cli.office import DAY, known_until, now, record
from agreements.cli.phase_times import sections
from agreements.cli.settings import JSON, Settings
from agreements.cli.status import counted
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json
from agreements.cli.words import on_date
from agreements.drafting.instruments import INSTRUMENTS
from agreements.model.addable import Column
from agreements.model.bottlenecks import Bottleneck
from agreements.model.pledges import Pledge, owed
from agreements.model.portfolio import NOT_IN_FORCE, Apart, Cell, Sure
from agreements.problems import AgreementsError, errors
from agreements.workspace import dossiers_in, pledges_in

WORDS = {
    "nl": {
        "day": "stand op",
        "year": "doeljaar",
        "signed": "ondertekend",
        "possibly": "mogelijk",
        "ended": "gestopt",
        "perhaps": "mogelijk gestopt",
        "sums": "Opgeteld: gelijk bij gelijk (megaton, miljoen euro)",
        "side": "* naast elkaar gezet zoals gezegd: of deze cijfers elkaar overlappen is niet bekend, dus geen totaal",
        "kept": "Niet opgeteld, of in een eigen kolom",
        "clusters": "Per cluster",
        "stages": "Per instrument",
        "left_out": "{count} bedrijven; met --all staan ze er allemaal, met wat niet wordt opgeteld en waarom",
        "money": "Geld van de Staat, naar hoever het is (miljoen euro)",
        "blocked": "Wat wacht op anderen (megaton; wat op meer dan één wacht, staat er vaker)",
        "owed": "Toegezegd aan de Staten-Generaal",
        "due": "Loopt af binnen {days} dagen",
        "nothing": "er is nog niets ondertekend dat kan worden opgeteld",
    },
    "en": {
        "day": "as of",
        "year": "target year",
        "signed": "signed",
        "possibly": "possibly",
        "ended": "ended",
        "perhaps": "possibly ended",
        "sums": "Added, like to like (megatons, millions of euros)",
        "side": "* put side by side as stated: whether these figures overlap is not known, so this is no total",
        "kept": "Not added, or in a column of its own",
        "clusters": "By cluster",
        "stages": "By instrument",
        "left_out": "{count} companies; --all lists every one of them, with what is not added and why",
        "money": "Money of the State, by how far it has come (millions of euros)",
        "blocked": "What waits for others (megatons; what waits for more than one stands there more than once)",
        "owed": "Owed to the States General",
        "due": "Ends within {days} days",
        "nothing": "nothing that can be added was signed yet",
    },
}
HEADS = {
    "nl": {
        "stands": ("bedrijf", "cluster", "ondertekend", "sinds", "dagen", "toestand", "wacht op"),
        "states": ("fase", "toestand", "bedrijven", "langst sinds"),
        "sums": ("wat", "aantal", "minimum", "maximum"),
        "blocked": ("soort", "wie", "wat", "bedrijven", "te laat", "wacht erop", "wacht er misschien op"),
        "owed": ("uiterlijk", "dagen", "soort", "aan", "wat", "kenmerk"),
        "parts": ("wat", "waar", "aantal", "minimum", "maximum"),
        "kept": ("bedrijf", "toezegging", "fase", "gezegd", "reden"),
    },
    "en": {
        "stands": ("company", "cluster", "signed", "since", "days", "state", "waits for"),
        "states": ("phase", "state", "companies", "longest since"),
        "sums": ("what", "count", "minimum", "maximum"),
        "blocked": ("kind", "who", "what", "companies", "late", "waits for it", "may wait for it"),
        "owed": ("by", "days", "kind", "to", "what", "reference"),
        "parts": ("what", "where", "count", "minimum", "maximum"),
        "kept": ("company", "commitment", "stage", "said", "reason"),
    },
}


@click.command("portfolio")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--at", type=DAY, help="As it was on this day; default: today.")
@click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
@click.option("--year", type=click.IntRange(2000, 2100), default=2030, show_default=True, help="The target year of the reductions.")
@click.option("--public", is_flag=True, help="Only what is marked public.")
@click.option("--internal", is_flag=True, help="With --csv: also what is not public; without it a CSV can be sent to anybody.")
@click.option("--all", "every", is_flag=True, help=f"List every company and promise, also of more than {LARGEST} companies.")
@click.option("--csv", "as_csv_file", is_flag=True, help="Print every promise with what it counts for, as CSV for a spreadsheet.")
@click.option("--times", is_flag=True, help="With --csv --internal: the days of every company in every phase, instead of promises.")
@JSON
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], **asked: Any) -> None:  # noqa: ANN401  # one for each option
    """The whole programme at a glance: who stands where, megatons and euros, and what cannot be added and why.

    It comes from the record; with PATHs from dossiers, or folders of them, and no record is needed. A commitment counts once, by the latest
    instrument that was signed; only what is alike is added. Where a date leaves open whether something was signed by then, it counts as
    possible. A CSV holds public facts only, unless --internal is given. How long each company stood in each phase and whom it waits for
    comes from the record alone, and is never public.
    """
    settings: Settings = ctx.obj
    language, known = settings["messages"], asked["as_known"]
    if paths and known:
        message = "--as-known asks the record; leave the files out"
        raise click.UsageError(message, ctx)
    if asked["times"] and (paths or asked["public"] or not (asked["as_csv_file"] and asked["internal"])):
        message = "--times goes with --csv --internal, and asks the record; leave --public and the files out"
        raise click.UsageError(message, ctx)
    today = now().day
    question = Question(
        asked["at"] or today,
        asked["year"],
        asked["public"] or (asked["as_csv_file"] and not asked["internal"]),
        known_until(known) if known else "",
        today=asked["at"] in {None, today} and not known,
        every=asked["every"] or asked["as_csv_file"],
    )
    found = _found(settings, paths, question, timed=asked["times"] or not asked["as_csv_file"])
    if asked["as_csv_file"]:
        click.echo(times_as_csv(found.times, language) if asked["times"] else as_csv(found, language), nl=False)
    elif asked["as_json"]:
        print_json({**as_data(found), "due": [due_as_data(each) for each in found.due], **times_as_data(found.times)})
    else:
        for line in _lines(found, language):
            click.echo(line)


def _found(settings: Settings, paths: tuple[Path, ...], question: Question, *, timed: bool) -> Portfolio:
    """Return the portfolio of files or of the record, with what is owed to Parliament; `timed`: with times, which take every event.

    Raise AgreementsError when it cannot be made.
    """
    owed_then = owed(pledges_from(pledges_in(settings["workspace"])), question.day)
    if paths:
        found, problems = of_dossiers(dossiers_in(paths), question)
        if found is None:
            raise AgreementsError(*errors(problems))
        return replace(found, owed=owed_then)
    with record(settings, writes=False) as opened:
        found = of_record(opened, question)
        open_now = question.today and not question.public and not found.left_out
        times = times_of(opened, question.day, question.as_known) if timed and not (question.public or found.left_out) else Times()
        return replace(found, owed=owed_then, due=running(opened, question.day, Wanted(within=SOON)) if open_now else (), times=times)


def _lines(found: Portfolio, language: str) -> Iterator[str]:
    words, heads = WORDS[language], HEADS[language]
    question = found.question
    yield f"{words['day']} {question.day.isoformat()} · {words['year']} {question.year}"
    yield from (
        f"{words['signed']} {INSTRUMENTS[stage].in_language(language)}: {counted(each, language)}" for stage, each in found.signed.items()
    )
    yield ""
    yield from _stands(found.stands, language)
    if found.left_out:
        yield from table(heads["states"], [_state(each, language) for each in found.states], terminal_width())
        yield words["left_out"].format(count=found.left_out)
    yield from ("", words["sums"], "")
    columns = list(found.sums.columns.items())
    yield from table(heads["sums"], [_sum(column_of, cell, language) for column_of, cell in columns], terminal_width())
    if not columns:
        yield words["nothing"]
    if any(not each.firm for each, _ in columns):
        yield from ("", words["side"])
    yield from _parts(found, language)
    yield from _section(words["money"], heads["sums"], _money(found, language))
    yield from _section(words["blocked"], heads["blocked"], [_blocked(each, language) for each in found.blocked])
    yield from sections(found.times, language)
    yield from _section(words["owed"], heads["owed"], [_owed(each, question.day, language) for each in found.owed])
    yield from _section(words["due"].format(days=SOON), DUE_HEADS[language], [due_row(each, language) for each in found.due])
    yield from _kept(found.apart, language)


def _section(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from ("", title, "")
        yield from table(heads, rows, terminal_width())


def _money(found: Portfolio, language: str) -> list[tuple[str, ...]]:
    named = [
        (f"{STEPS[purse.step].in_language(language)} · {price_words(purse.price_level, language)}", purse.firm, cell)
        for purse, cell in found.funded.items()
    ]
    return [(f"{name}{_star(firm)}", *_cell(cell, language)) for name, firm, cell in named]


def _star(firm: bool) -> str:  # noqa: FBT001  # the only thing that is asked
    return "" if firm else " *"


def _blocked(each: Bottleneck, language: str) -> tuple[str, ...]:
    companies = dict.fromkeys(company for company, _ in each.preconditions)
    kind, owner = PRECONDITIONS[each.kind].in_language(language), each.owner.in_language(language) if each.owner else "–"
    what = "; ".join(dict.fromkeys(one.what.in_language(language) for _, one in each.preconditions))
    waits = (waiting_words(each.named, language), waiting_words(each.perhaps, language))
    return kind, owner, what, ", ".join(companies), str(each.late or "–"), *waits


def _owed(each: Pledge, day: date, language: str) -> tuple[str, ...]:
    due = on_date(each.due, language) if each.due else "–"
    left = days_left((each.due.last - day).days, language) if each.due else "–"
    kind, chamber = KINDS[each.kind].in_language(language), CHAMBERS[each.chamber].in_language(language)
    return due, left, kind, chamber, each.what.in_language(language), each.reference or "–"


def _stands(stands: tuple[Stand, ...], language: str) -> Iterator[str]:
    """Yield where each company stands; in which state its case is and whom that waits for, where the record tells."""
    heads, rows = HEADS[language]["stands"], [_stand(each, language) for each in stands]
    cases = any(each.line for each in stands)
    shown = rows if cases else [row[:-2] for row in rows]
    yield from table(heads if cases else heads[:-2], shown, terminal_width())


def _case(line: Line | None, language: str) -> tuple[str, str]:
    if line is None or line.place is None:
        return "–", "–"
    whom = dict.fromkeys(each.member or each.whom.in_language(language) for each in line.waiting)
    return line.place.state.in_language(language), ", ".join(whom) or "–"


def _state(each: State, language: str) -> tuple[str, ...]:
    return each.phase.in_language(language), each.state.in_language(language), str(each.companies), each.since


def _stand(each: Stand, language: str) -> tuple[str, ...]:
    words = WORDS[language]
    cluster = CLUSTERS[each.cluster].in_language(language)
    stage = INSTRUMENTS[each.stage].in_language(language) if each.stage else "–"
    if each.possibly and each.possibly is not each.stage:
        stage = f"{stage} ({words['possibly']} {INSTRUMENTS[each.possibly].in_language(language)})"
    if each.ended_sure:
        ended = on_date(each.ended, language) if each.ended else ""
        stage = f"{stage}; {words['ended' if each.ended_sure is Sure.CERTAINLY else 'perhaps']} {ended}"
    since = on_date(each.since, language) if each.since else "–"
    return each.name, cluster, stage, since, days_words(each.days), *_case(each.line, language)


def _sum(column: Column, cell: Cell, language: str) -> tuple[str, ...]:
    return (f"{column_words(column, language)}{_star(column.firm)}", *_cell(cell, language))


def _cell(cell: Cell, language: str) -> tuple[str, str, str]:
    """Return count, minimum and maximum of what is certain, with what is possible where that is otherwise."""
    certain, possible = cell.certainly, cell.possibly
    shown = (counted((certain.count, possible.count), language), least(certain, language), most(certain, language))
    if certain == possible:
        return shown
    may = WORDS[language]["possibly"]
    return shown[0], f"{shown[1]} ({may} {least(possible, language)})", f"{shown[2]} ({may} {most(possible, language)})"


def _parts(found: Portfolio, language: str) -> Iterator[str]:
    """Yield the sums by cluster and by stage."""
    words, heads = WORDS[language], HEADS[language]["parts"]
    clusters = [
        (f"{column_words(column, language)}{_star(column.firm)}", CLUSTERS[where].in_language(language), *_cell(cell, language))
        for (column, where), cell in found.sums.clusters.items()
    ]
    stages = [
        (f"{column_words(column, language)}{_star(column.firm)}", INSTRUMENTS[where].in_language(language), *_cell(cell, language))
        for (column, where), cell in found.sums.stages.items()
    ]
    for title, rows in ((words["clusters"], clusters), (words["stages"], stages)):
        if rows:
            yield from ("", title, "")
            yield from table(heads, rows, terminal_width())


def _kept(apart: tuple[Apart, ...], language: str) -> Iterator[str]:
    """Yield what is not added with the reason; what was not in force that day is only counted."""
    rows = [
        (
            each.name,
            each.stated.commitment,
            INSTRUMENTS[each.stated.stage].in_language(language),
            stated_words(each.stated, language),
            reason,
        )
        for each in apart
        if each.reason and each.reason not in NOT_IN_FORCE
        for reason in [REASONS[each.reason].in_language(language)]
    ]
    if rows:
        yield from ("", WORDS[language]["kept"], "")
        yield from table(HEADS[language]["kept"], rows, terminal_width())
    yield ""
    for reason in sorted(NOT_IN_FORCE):
        count = sum(each.reason is reason for each in apart)
        if count:
            yield f"{count} × {REASONS[reason].in_language(language)}"
