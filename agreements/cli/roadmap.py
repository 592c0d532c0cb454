"""The command `maatwerk roadmap`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from agreements.application.acting import When
from agreements.application.roadmap import Gathered, drawn_up, from_files, from_the_record
from agreements.application.roadmap_calendar import as_calendar
from agreements.cli.names import companies
from agreements.cli.office import known_until, now, record
from agreements.cli.papers import AS_KNOWN, AT, INTERNAL, made, rendered, written
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.cli.words import date_as_data, text_as_data
from agreements.drafting.roadmap_document import About
from agreements.formats import render
from agreements.model.dossier_kinds import PartyKind
from agreements.model.roadmap import Point, Route, Wait
from agreements.problems import errors
from agreements.workspace import dossiers_in

LAST_YEAR = 2040
CALENDAR = "ics"


@click.command("roadmap")
@click.argument("subjects", metavar="[COMPANY|PATH]...", nargs=-1, shell_complete=companies)
@AT
@AS_KNOWN
@click.option("--until", type=click.IntRange(2000, 2100), default=LAST_YEAR, show_default=True, help="The last year of the timelines.")
@INTERNAL
@made("default: none, and it is printed", CALENDAR)
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    subjects: tuple[str, ...],
    at: date | None,
    as_known: date | None,
    until: int,
    internal: bool,  # noqa: FBT001  # a flag
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    output: Path | None,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """The roadmap: milestones and decision moments of all parties, what was planned before, and what waits for what.

    Of all companies in the record, or of some; or of dossiers in files and folders. Without -f it is printed. Only what is public is shown,
    unless --internal asks for the rest. As a calendar (ics) it has a day for each point with a date, the last day that it can be.
    """
    known = known_until(as_known) if as_known else ""
    today = now().day
    gathered = _gathered(settings, subjects, (When(at, known), today), internal=internal)
    if errors(gathered.problems):
        report(gathered.problems, settings["messages"])
        raise click.exceptions.Exit(1)
    about = About(at or today, until, as_known.isoformat() if as_known else "", internal)
    wanted = tuple(dict.fromkeys(languages)) or ("nl",)
    documents = [drawn_up(gathered.routes, about, each) for each in wanted]
    name = f"roadmap-{about.day.isoformat()}"
    calendars = {f"{name}-{each}.{CALENDAR}": each for each in wanted} if CALENDAR in formats else {}
    dated = {path: as_calendar(gathered.routes, about, each, path) for path, each in calendars.items()}
    paths = written(settings, {**rendered(name, documents, formats), **dated}, output)
    if as_json:
        print_json(_as_data(gathered, about, paths, settings["messages"]))
        return
    report(gathered.problems, settings["messages"])
    for line in paths or (render(each, "txt").decode().rstrip("\n") for each in documents):
        click.echo(line)


def _gathered(settings: Settings, subjects: Sequence[str], asked: tuple[When, date], *, internal: bool) -> Gathered:
    """Return the routes that are asked: of files when one that is named is there, else of the record."""
    when, today = asked
    if subjects and any(Path(each).exists() for each in subjects):
        return from_files(dossiers_in(map(Path, subjects)), when.at or today, internal=internal)
    with record(settings, writes=False) as opened:
        return from_the_record(opened, subjects, when, today, internal=internal)


def _as_data(gathered: Gathered, about: About, files: list[str], language: str) -> dict[str, object]:
    return {
        "at": about.day.isoformat(),
        "as_known": about.known or None,
        "internal": about.internal,
        "companies": [_route_as_data(each) for each in gathered.routes],
        "files": files,
        "problems": problems_as_data(gathered.problems, language),
    }


def _route_as_data(route: Route) -> dict[str, object]:
    return {
        "company": route.company,
        "name": route.name,
        "cluster": route.cluster or None,
        "reconstruction": route.reconstruction,
        "points": [_point_as_data(each) for each in route.points],
        "waits": [_wait_as_data(each) for each in route.waits],
    }


def _point_as_data(point: Point) -> dict[str, object]:
    named = point.name
    return {
        "kind": point.kind,
        "id": point.id,
        "name": text_as_data(named.words) if named.words else None,
        "stage": named.stage,
        "indicator": named.indicator,
        "by": point.by.value if isinstance(point.by, PartyKind) else text_as_data(point.by) if point.by else None,
        "date": date_as_data(point.date) if point.date else None,
        "before": date_as_data(point.first) if point.first else None,
        "needs": list(point.needs),
        "source": point.source or None,
    }


def _wait_as_data(wait: Wait) -> dict[str, object]:
    return {
        "point": {"kind": wait.point.kind, "id": wait.point.id},
        "needed": {"kind": wait.needed.kind, "id": wait.needed.id},
        "fit": wait.fit,
    }
