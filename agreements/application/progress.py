"""Use case: progress on a day beside an earlier one, out of the record or out of files; the same two days tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from agreements.application import roadmap
from agreements.application.acting import When
from agreements.application.casework import companies, company_stream
from agreements.application.phase_times import Times, times_of
from agreements.application.portfolio import Portfolio, Question, Stand, of_dossiers
from agreements.application.portfolio_record import of_record
from agreements.application.signing_record import issues_in
from agreements.application.taken_in_record import taken_in
from agreements.archive.store import kept
from agreements.drafting.document import Division, Document, Role, Value, below, flat, inline_groups
from agreements.model.addable import base_unit, ends_of
from agreements.model.dossier import Figure
from agreements.model.dossier_kinds import Kind, Stage
from agreements.model.pledges import Pledge, PledgeChange, made_by, pledged_otherwise
from agreements.model.portfolio import Apart, Sure
from agreements.model.progress import AHEAD, Dated, Promised, Signed, due, in_force, moved, newly_signed, promised_otherwise
from agreements.model.promised import Said, Stated
from agreements.model.roadmap import PointKind, Route
from agreements.model.signing_course import Status
from agreements.model.turns import Open, Turned, opened, turned
from agreements.model.values import Unit
from agreements.problems import Problem, in_order
from agreements.record.record import Reading, Record
from agreements.sources import Source


@dataclass(frozen=True, slots=True)
class Period:
    """Of which day a report is and as known when (an instant, empty for now), and the same of the one before; the target year, for whom."""

    day: date
    before: date
    known: str = ""
    known_before: str = ""
    year: int = 2030
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """The programme on one of the two days."""

    portfolio: Portfolio
    routes: tuple[Route, ...]

    @property
    def promises(self) -> tuple[Apart, ...]:
        """Return every promise, counted or not; what stands in a column of its own is both."""
        return (*self.portfolio.apart, *self.portfolio.counted)

    @property
    def signed(self) -> Iterator[Signed]:
        """Yield what was certainly signed by then."""
        for route in self.routes:
            for point in route.points:
                if point.name.stage and point.kind is PointKind.SIGNED and point.date and point.date.last <= self.portfolio.question.day:
                    yield Signed(route.company, route.name, point.name.stage, point.date)
        yield from (Signed(each.company, each.name, each.stage, each.since) for each in self.portfolio.stands if each.stage is not None)

    @property
    def ended(self) -> frozenset[str]:
        """Return the companies whose talks certainly had ended by then."""
        return frozenset(each.company for each in self.portfolio.stands if each.ended_sure is Sure.CERTAINLY)

    @property
    def open(self) -> Open:
        """Return the preconditions that were not certainly met by then."""
        points = ((route.company, point) for route in self.routes for point in route.points)
        dated = {(company, each.id): each.date for company, each in points if each.kind is PointKind.PRECONDITION}
        return Open(self.portfolio.question.day, opened(self.portfolio.blocked), dated, self.ended)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signed document of a company at a stage: what it is called, its SHA-256, and in which article which amount stands."""

    name: str
    sha256: str
    articles: tuple[tuple[str, Said], ...] = ()

    def article(self, said: Said) -> str:
        """Return where an amount stands in it, or nothing."""
        return next((where for where, each in self.articles if (each.low, each.high, each.unit) == (said.low, said.high, said.unit)), "")


@dataclass(frozen=True, slots=True)
class Progress:
    """What a report tells. `pledges` is all that was ever owed to Parliament; `times` are those of companies in phases, never public.

    `evidence` is the signed instrument of a company at a stage, `amended` the signed addenda to it, the newest first.
    """

    period: Period
    now: Side
    before: Side
    evidence: Mapping[tuple[str, Stage], Evidence] = field(default_factory=dict)
    pledges: tuple[Pledge, ...] = ()
    times: Times | None = None
    amended: Mapping[tuple[str, Stage], tuple[Evidence, ...]] = field(default_factory=dict)

    def document(self, company: str, stated: Stated) -> Evidence | None:
        """Return the signed document in which a promise stands: the newest addendum that prints its amount, else the instrument."""
        key = (company, stated.stage)
        return next((each for each in self.amended.get(key, ()) if each.article(stated.said)), self.evidence.get(key))

    @property
    def titles(self) -> Mapping[str, str]:
        """Return the titles of sources."""
        return {name: title for route in self.now.routes for name, title in route.sources.items()}

    @property
    def signed(self) -> tuple[Signed, ...]:
        """Return what was signed since."""
        return tuple(newly_signed(self.now.signed, self.before.signed))

    @property
    def ended(self) -> tuple[Stand, ...]:
        """Return where companies stand whose talks certainly ended since."""
        new = self.now.ended - self.before.ended
        found = (each for each in self.now.portfolio.stands if each.company in new)
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.company)))

    @property
    def in_force(self) -> tuple[Apart, ...]:
        """Return each promise that is the last word now."""
        return tuple(in_force(self.now.promises))

    @property
    def promised(self) -> tuple[Promised, ...]:
        """Return what is promised otherwise than before."""
        return tuple(promised_otherwise(self.now.promises, self.before.promises))

    @property
    def moved(self) -> tuple[Dated, ...]:
        """Return what is planned for another day than before."""
        return tuple(moved(self.now.routes, self.before.routes))

    @property
    def passed(self) -> tuple[Dated, ...]:
        """Return what was planned for the time between the two days."""
        return tuple(due(self.now.routes, self.period.before, self.period.day))

    @property
    def turned(self) -> tuple[Turned, ...]:
        """Return what became of preconditions since."""
        return tuple(turned(self.now.open, self.before.open))

    @property
    def pledged(self) -> tuple[Pledge, ...]:
        """Return what had been pledged to Parliament, done or not."""
        return made_by(self.pledges, self.period.day)

    @property
    def pledged_otherwise(self) -> tuple[PledgeChange, ...]:
        """Return what was pledged, done or overdue since."""
        return pledged_otherwise(self.pledges, self.period.day, self.period.before)

    @property
    def coming(self) -> tuple[Dated, ...]:
        """Return what is planned for the year to come."""
        return tuple(due(self.now.routes, self.period.day, min(self.period.day, date.max - AHEAD) + AHEAD))


def from_the_record(record: Record, archive: Path, period: Period) -> Progress:
    """Return the progress of all that the record holds."""
    now, before = (
        Side(
            of_record(record, Question(day, period.year, not period.internal, known, every=True)),
            roadmap.from_the_record(record, (), When(day, known), day, internal=period.internal).routes,
        )
        for day, known in ((period.day, period.known), (period.before, period.known_before))
    )
    with record.snapshot() as reading:
        found, amended = in_documents(each for company in companies(reading) for each in _evidence(reading, archive, company, period))
    times = times_of(record, period.day, period.known) if period.internal else None
    return Progress(period, now, before, found, times=times, amended=amended)


_Key = tuple[str, Stage]  # a company, and an instrument of it
_SignedDocument = tuple[_Key, Evidence, bool]  # a document of or about an instrument, and whether it only amends that


def in_documents(told: Iterable[_SignedDocument]) -> tuple[dict[_Key, Evidence], dict[_Key, tuple[Evidence, ...]]]:
    """Return the signed instrument of each company at each stage, and the addenda to it, the newest first.

    A later instrument takes the place of one before it, and of what amended that one.
    """
    found: dict[_Key, Evidence] = {}
    amended: dict[_Key, tuple[Evidence, ...]] = {}
    for key, each, amends in told:
        if amends:
            amended[key] = (each, *amended.get(key, ()))
        else:
            found[key] = each
            amended.pop(key, None)
    return found, amended


def _evidence(reading: Reading, archive: Path, company: str, period: Period) -> Iterator[_SignedDocument]:
    """Yield the signed documents of a company that the record held by the day that the report was known."""
    history = [each for each in reading.load(company_stream(company)) if not period.known or each.recorded <= period.known]
    for event, each in taken_in(history):
        if each.kind.stage is not None and event.effective <= period.day.isoformat():
            yield (company, each.kind.stage), Evidence(each.name, each.file), False
    for issue in issues_in(reading, company, history):
        if issue.course.status is Status.COMPLETED and max(issue.days.values(), default=issue.plan.issued_on) <= period.day:
            files = [file.sha256 for each in issue.received for file in each.files]
            found = Evidence(issue.id, (files or [issue.files["issued"]])[-1], tuple(articles(_tree(archive, issue.files["tree"]))))
            stage = issue.plan.kind.stage or (issue.plan.about if issue.plan.kind is Kind.ADDENDUM else None)
            if stage is not None:
                yield (company, stage), found, issue.plan.kind.stage is None


def _tree(archive: Path, digest: str) -> Document:
    from agreements.formats.from_json import from_json  # noqa: PLC0415  # only a report on what was issued here reads a tree

    return from_json(kept(archive, digest), digest)


def articles(document: Document) -> Iterator[tuple[str, Said]]:
    """Yield every amount that a document prints, with the article or annex in which it stands."""
    for part in document.parts:
        for top in part.children:
            if isinstance(top, Division) and top.role in {Role.ARTICLE, Role.ANNEX}:
                groups = (group for node in below(top) for group in inline_groups(node))
                values = (each for group in groups for each in flat(group) if isinstance(each, Value))
                yield from ((top.marker, said) for said in map(_said, values) if said is not None)


def _said(value: Value) -> Said | None:
    """Return the amount that a value holds, in the terms in which promises are compared."""
    exact = dict(value.exact)
    try:
        unit = Unit(exact["unit"])
        amount, low, high = (Decimal(exact[name]) if name in exact else None for name in ("amount", "at_least", "at_most"))
    except (KeyError, ValueError, InvalidOperation):
        return None
    return Said(*ends_of(Figure(unit=unit, amount=amount, at_least=low, at_most=high)), base_unit(unit))


def from_files(sources: Sequence[Source], period: Period) -> tuple[Progress | None, tuple[Problem, ...]]:
    """Return the progress that dossiers in files tell, and every fault in them; None when one is an error.

    A file says what is so now: what is promised and planned is the same on both days, but for what was signed in between.
    """
    problems: list[Problem] = []
    now, before = (_of_files(sources, day, period, problems) for day in (period.day, period.before))
    return (None if now is None or before is None else Progress(period, now, before)), in_order(problems)


def _of_files(sources: Sequence[Source], day: date, period: Period, problems: list[Problem]) -> Side | None:
    portfolio, faults = of_dossiers(sources, Question(day, period.year, not period.internal, every=True))
    problems += [each for each in faults if each not in problems]
    return None if portfolio is None else Side(portfolio, roadmap.from_files(sources, day, internal=period.internal).routes)
