"""The roadmap as a document: an overview, what waits for what, and for each company a timeline with its table.

The figures say nothing that the tables do not: whoever does not see them misses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.drafting.document import (
    Division,
    Document,
    Figure,
    Inline,
    Node,
    Paragraph,
    Table,
    Text,
)
from agreements.drafting.facts import Subject
from agreements.drafting.instruments import DOCUMENTS
from agreements.drafting.roadmap_words import FITS, KINDS, PARTIES, SAID
from agreements.drafting.telling import Cells, Teller
from agreements.drafting.timeline import WIDTH, Moment, Row, Span, drawn, legend
from agreements.drafting.wording import TONGUES, words
from agreements.model.dossier_kinds import PartyKind
from agreements.model.roadmap import Fit, Point, PointKind, Route, Wait
from agreements.model.values import FuzzyDate

KIND = "roadmap"
ROWS = 36
"""So many rows of a timeline stand on one page."""


@dataclass(frozen=True, slots=True)
class About:
    """What a roadmap is of: the day, up to which year, what was known until (ISO, empty for now), and whether it is for the office only."""

    day: date
    until: int
    known: str = ""
    internal: bool = False


def roadmap_document(routes: Sequence[Route], about: About, language: str, spell: Callable[[str], str]) -> Document:
    """Return the roadmap in `nl` or `en`; `spell` writes what somebody wrote with signs that can be printed."""
    return _Writer(language, SAID, spell, routes=routes, about=about).document()


def name_words(point: Point, language: str) -> str:
    """Return what a point is named after."""
    tongue, named = TONGUES[language], point.name
    if point.kind is PointKind.SIGNED and named.stage is not None:
        return DOCUMENTS[named.stage].in_language(language)
    if named.words is not None and named.indicator is None:
        return named.words.in_language(language)
    if named.indicator is None or named.quantity is None:
        return tongue.neutral
    return f"{words(Subject(named.indicator, named.words), tongue)}: {words(named.quantity, tongue)}"


def kind_words(point: Point, language: str) -> str:
    """Return what a point is, in words."""
    return KINDS[point.kind][0 if language == "nl" else 1]


def by_words(point: Point, language: str) -> str:
    """Return who sees to a point."""
    if point.by is None:
        return SAID["parties"][0 if language == "nl" else 1] if point.kind is PointKind.SIGNED else ""
    return PARTIES[point.by][0 if language == "nl" else 1] if isinstance(point.by, PartyKind) else point.by.in_language(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer(Teller):
    """Puts routes into a tree, in one language."""

    routes: Sequence[Route]
    about: About

    def document(self) -> Document:
        """Return the whole."""
        about, copied = self.about, any(route.reconstruction for route in self.routes)
        parts = (self._overview(), self._waiting(), *map(self._company, self.routes), *self._sources())
        return self.report(KIND, parts, about.known, day=about.day, internal=about.internal, reconstruction=copied)

    def dated(self, route: Route, point: Point, moment: FuzzyDate | None) -> tuple[Inline, ...]:
        """Return a date of a point."""
        return self.when(f"{route.company}.{point.kind}.{point.id}", moment)

    def listed(self, uid: str, caption: str, heads: Sequence[str], rows: Iterable[Cells]) -> Table:
        """Return a table; its heads are words of ours."""
        return self.table(uid, caption, [self.say(head) for head in heads], rows)

    def figure(self, uid: str, caption: str, alternative: str, made: tuple[int, tuple[object, ...]]) -> Figure:
        """Return a figure as wide as the page."""
        height, drawing = made
        return Figure(uid, self.text(caption), alternative, WIDTH, height, drawing)  # type: ignore[arg-type]  # what the timeline draws

    def _overview(self) -> Division:
        lines = f"{self.say('about_lines')} {self.say('about_today', day=self.day(self.about.day))}"
        about = Paragraph("overview.about", (Text(f"{self.say('about', until=str(self.about.until))} {lines}"),))
        if not self.routes:
            return self.part("overview", self.say("overview"), (about, Paragraph("overview.nobody", (Text(self.say("nobody")),))))
        names = [(kind, self.choose(KINDS[kind])) for kind in PointKind]
        said = self.say("key_said", kinds=", ".join(name for _, name in names))
        rows = [Row(self.spell(route.name), tuple(_moments(route.points))) for route in self.routes]
        span = _span(self.routes, self.about)
        told = self.say("companies_said", first=str(span.first), last=str(span.last))
        figures = self._timelines("overview.timeline", self.say("companies"), told, (rows, span))
        key = self.figure("overview.key", self.say("key"), said, legend(names))
        return self.part("overview", self.say("overview"), (about, key, *figures))

    def _timelines(self, uid: str, caption: str, told: str, drawing: tuple[Sequence[Row], Span]) -> Iterator[Figure]:
        """Yield a timeline, as many figures as it takes pages."""
        rows, span = drawing
        for number, start in enumerate(range(0, len(rows), ROWS), 1):
            yield self.figure(
                f"{uid}.{number}", caption if number == 1 else f"{caption} ({number})", told, drawn(rows[start : start + ROWS], span)
            )

    def _waiting(self) -> Division:
        waits = [(route, wait) for route in self.routes for wait in route.waits]
        wrong = [(route, wait) for route, wait in waits if wait.fit is not Fit.IN_TIME]
        rows = [self._wait(route, wait) for route, wait in sorted(wrong, key=lambda each: list(FITS).index(each[1].fit))]
        heads = ("company", "waiting", "when", "needed", "owner", "when", "fit")
        rest = len(waits) - len(wrong)
        children: list[Node] = []
        if rows:
            children.append(self.listed("waits.list", self.say("waits_list"), heads, rows))
        else:
            children.append(Paragraph("waits.none", (Text(self.say("nothing_waits")),)))
        if rows and rest:
            children.append(Paragraph("waits.rest", (Text(self.say("in_time", count=str(len(waits)))),)))
        return self.part("waits", self.say("waits"), children)

    def _wait(self, route: Route, wait: Wait) -> list[tuple[Inline, ...]]:
        fit = self.choose(FITS[wait.fit])
        return [
            self.text(route.name),
            self.text(name_words(wait.point, self.language)),
            self.dated(route, wait.point, wait.point.date),
            self.text(name_words(wait.needed, self.language)),
            self.text(by_words(wait.needed, self.language)),
            self.dated(route, wait.needed, wait.needed.date),
            (Text(fit),),
        ]

    def _company(self, route: Route) -> Division:
        if not route.points:
            return self.part(route.company, route.name, (Paragraph(f"{route.company}.none", (Text(self.say("nothing")),)),))
        dated = [each for each in route.points if each.date is not None]
        span = _span([route], self.about)
        told = self.say("timeline_said", first=str(span.first), last=str(span.last))
        rows = [
            Row(self.spell(name_words(each, self.language)), tuple(_moments([each])))
            for each in dated
            if each.date and span.shows(each.date)
        ]
        figures = self._timelines(f"{route.company}.timeline", self.say("timeline", name=route.name), told, (rows, span)) if rows else ()
        return self.part(route.company, route.name, (*figures, self._points(route)))

    def _points(self, route: Route) -> Table:
        moved = any(each.first is not None for each in route.points)
        heads = ("when", "what", "kind", "by", *(("first",) if moved else ()), "source")
        rows = [self._point(route, each, moved=moved) for each in route.points]
        return self.listed(f"{route.company}.points", self.say("points", name=route.name), heads, rows)

    def _point(self, route: Route, point: Point, *, moved: bool) -> list[tuple[Inline, ...]]:
        before = [self.dated(route, point, point.first) if point.first is not None else (Text("–"),)] if moved else []
        named = [
            self.text(name_words(point, self.language)),
            (Text(kind_words(point, self.language)),),
            self.text(by_words(point, self.language)),
        ]
        return [self.dated(route, point, point.date), *named, *before, self.text(point.source)]

    def _sources(self) -> Iterator[Division]:
        used = {point.source for route in self.routes for point in route.points}
        found = {name: title for route in self.routes for name, title in route.sources.items() if name in used}
        if found:
            rows = [[self.text(name), self.text(title)] for name, title in sorted(found.items())]
            listed = self.listed("sources.list", self.say("sources"), ("source", "title_of"), rows)
            yield self.part("sources", self.say("sources"), (listed,))


def _moments(points: Iterable[Point]) -> Iterator[Moment]:
    for each in points:
        if each.date is not None:
            yield Moment(each.kind, each.date, each.first)


def _span(routes: Iterable[Route], about: About) -> Span:
    """Return the years from the first thing that is known, or the year before this one, to the year that is asked."""
    years = [
        point.date.last.year for route in routes for point in route.points if point.date is not None and point.date.last.year <= about.until
    ]
    return Span(min([about.day.year, about.until, *years]), about.until, about.day)
