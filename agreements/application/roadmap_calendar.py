"""The roadmap as a calendar: a day for each point that has a date; of a date that is not known to the day, the last that it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agreements.application.casework import company_stream
from agreements.application.deadline_words import calendar_of
from agreements.drafting.roadmap_document import About, by_words, kind_words, name_words
from agreements.drafting.roadmap_words import SAID
from agreements.drafting.telling import Teller
from agreements.drafting.wording import TONGUES, words
from agreements.formats.to_icalendar import DayEvent
from agreements.mail import identity
from agreements.model.roadmap import NEUTRAL, Point, Route
from agreements.model.values import FuzzyDate

_LAST = (
    "Wanneer: {when}; de afspraak staat op de laatste dag die het kan zijn.",
    "When: {when}; this entry stands on the last day that it can be.",
)


def as_calendar(routes: Sequence[Route], about: About, language: str, path: str) -> bytes:
    """Return the dated points of routes as an iCalendar as of a day; raise AgreementsError when none has a date.

    A point keeps its place in a calendar program when its date moves.
    """
    return calendar_of((each for route in routes for each in _events(route, about, language)), about.day, language, path)


def _events(route: Route, about: About, language: str) -> Iterator[DayEvent]:
    tell = Teller(language, SAID, str)
    for point in route.points:
        if point.date is not None:
            kind, fuzzy = kind_words(point, language), not _is_a_day(point.date)
            said = f"{kind}; {_said(point.date, language)}" if fuzzy else kind
            uid = identity(company_stream(route.company), "roadmap", point.kind, _place(point)).strip("<>")
            summary = f"{route.name}: {name_words(point, language)} ({said})"
            yield DayEvent(uid, point.date.last, summary, "\n".join(_about(tell, route, point, about)))


def _place(point: Point) -> str:
    """Return what tells a point from the others of its kind and company.

    The year of climate neutrality of `co2` is the point `co2-neutral`; a figure of a commitment with such an id gets what no id can hold.
    """
    return f"{point.id}/figure" if point.name.quantity is not None and point.id.endswith(NEUTRAL) else point.id


def _is_a_day(when: FuzzyDate) -> bool:
    return when.first == when.last


def _said(when: FuzzyDate, language: str) -> str:
    return words(when, TONGUES[language])


def _about(tell: Teller, route: Route, point: Point, about: About) -> Iterator[str]:
    """Yield what stands with a point: who sees to it, when that is not a day, what it was before, and its source."""
    who, language = by_words(point, tell.language), tell.language
    yield from tell.notices(internal=about.internal, reconstruction=route.reconstruction)
    yield from _named(tell, "by", [who] if who else [])
    if point.date is not None and not _is_a_day(point.date):
        yield tell.choose(_LAST).format(when=_said(point.date, language))
    yield from _named(tell, "first", [_said(point.first, language)] if point.first else [])
    yield from _named(tell, "source", [route.sources.get(point.source, point.source)] if point.source else [])


def _named(tell: Teller, key: str, found: Iterable[str]) -> Iterator[str]:
    return (f"{tell.say(key)}: {each}" for each in found)
