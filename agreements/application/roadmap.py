"""Use case: the roadmap of some companies or all, out of the record or out of files, as a document in the formats of drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.application.acting import When
from agreements.application.casework import company_stream, entries
from agreements.application.dossiers import APPLIED, changes_of
from agreements.application.draft import read_dossiers
from agreements.application.recorded import counts, dossier_as, recorded_by
from agreements.drafting.document import Document
from agreements.drafting.roadmap_document import About, roadmap_document
from agreements.formats import fonts
from agreements.model.revisions import Content, revised
from agreements.model.roadmap import Known, Route, all_that_holds, public_only, route_of, stated_dates
from agreements.model.values import FuzzyDate
from agreements.problems import Problem
from agreements.record.record import Reading, Record
from agreements.record.values import Recorded
from agreements.sources import Source
from agreements.workflow.case import fold
from agreements.workflow.projections import signed_on


@dataclass(frozen=True, slots=True)
class Gathered:
    """The routes that were found, by name of the company, and every problem in what they were read from."""

    routes: tuple[Route, ...]
    problems: tuple[Problem, ...] = ()


def from_the_record(record: Record, chosen: Sequence[str], when: When, today: date, *, internal: bool) -> Gathered:
    """Return the routes of companies, of all when none is chosen, as they were on a day and as the record held them at a moment.

    Of all, those of which nothing was recorded by then are left out, and those of which nothing is public unless `internal`. Raise
    AgreementsError for a chosen company that the record does not know, or not at that moment.
    """
    with record.snapshot() as reading:
        asked = dict.fromkeys(chosen) or recorded_by(reading, when)
        found = [_recorded(reading, each, when, when.at or today, internal=internal) for each in asked]
    return Gathered(_by_name(found if chosen or internal else _named(found)))


def _history(reading: Reading, company: str) -> Sequence[Recorded]:
    return reading.load(company_stream(company))


def _recorded(reading: Reading, company: str, when: When, day: date, *, internal: bool) -> Route:
    dossier = dossier_as(reading, company, when).dossier()
    history = [each for each in _history(reading, company) if counts(each, when)]
    case = fold(told) if (told := tuple(entries(history))) else None
    signed = signed_on(case) if case else {}
    first = _first_dates(each for each in history if each.kind == APPLIED)
    return route_of(dossier, day, all_that_holds if internal else public_only, Known(first, signed))


def _first_dates(history: Iterable[Recorded]) -> Mapping[tuple[str, str], FuzzyDate]:
    """Return the date under which each point was recorded first."""
    said: Content | None = None
    first: dict[tuple[str, str], FuzzyDate] = {}
    for each in history:
        said = revised(said, changes_of(each.body))
        first = {**stated_dates(said), **first}
    return first


def from_files(sources: Iterable[Source], day: date, *, internal: bool) -> Gathered:
    """Return the routes of dossiers in files, and every fault in these; what was planned before, no file says.

    A company of which nothing is public is left out unless `internal`.
    """
    problems: list[Problem] = []
    found = [route_of(each, day, all_that_holds if internal else public_only) for each in read_dossiers(sources, problems)]
    return Gathered(_by_name(found if internal else _named(found)), tuple(problems))


def _named(found: Iterable[Route]) -> Iterable[Route]:
    """Return the companies that may be named to everybody: those of which something is public."""
    return (each for each in found if each.points)


def _by_name(routes: Iterable[Route]) -> tuple[Route, ...]:
    return tuple(sorted(routes, key=lambda each: (each.name.casefold(), each.company)))


def drawn_up(routes: Sequence[Route], about: About, language: str) -> Document:
    """Return the roadmap as a document."""
    return roadmap_document(routes, about, language, fonts.spelled)
