"""Use case: the whole programme at a glance, as of a day: who stands where, what is promised together, and what cannot be added and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from agreements.application.board import Line
from agreements.application.draft import read_dossiers
from agreements.application.due import Running
from agreements.application.phase_times import Times
from agreements.model.bottlenecks import Bottleneck, bottlenecks
from agreements.model.dossier import Dossier, Fact, HistoryFact
from agreements.model.dossier_kinds import HistoryEvent, Stage, Visibility
from agreements.model.funding import Purse, funded
from agreements.model.pledges import Pledge
from agreements.model.portfolio import Apart, Cell, Group, Holding, Stood, Sums, Sure, apart, ended_by, groups_of, kin_of, sums
from agreements.model.promised import ASPECTS, STAGES, Stated, stated
from agreements.model.values import FuzzyDate, LocalText
from agreements.problems import Problem, errors, in_order
from agreements.sources import Source


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which day, for which target year, of public facts only or of all; `as_known` is an instant, or empty for now.

    `today` says that the day is this one, so that what stands open now belongs to the answer; `every` asks for lists, however long.
    """

    day: date
    year: int = 2030
    public: bool = False
    as_known: str = ""
    today: bool = False
    every: bool = False

    def shows(self, each: Stated | Fact) -> bool:
        """Say whether a promise, a precondition or money belongs to the answer."""
        return not self.public or each.visibility is Visibility.PUBLIC

    def names(self, holding: Holding) -> bool:
        """Say whether a company may be named: to the public only when it is known to have promised something."""
        return not self.public or any(map(self.shows, holding.promised))

    def of(self, holding: Holding) -> Holding:
        """Return a company with the preconditions and the money that belong to the answer."""
        preconditions, funding = tuple(filter(self.shows, holding.preconditions)), tuple(filter(self.shows, holding.funding))
        return replace(holding, preconditions=preconditions, funding=funding)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one company stood: its latest signed instrument, certainly and possibly, since when, and for how many days.

    `line` is where its case stands now, when the record knows it. `days` are the fewest and the most, as the date leaves open.
    """

    company: str
    name: str
    cluster: str
    stage: Stage | None
    possibly: Stage | None
    since: FuzzyDate | None
    days: tuple[int, int | None] | None
    ended: FuzzyDate | None = None
    ended_sure: Sure = Sure.NOT
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How many companies stand in a state, and since when the one that stands there longest, as the record writes a date."""

    phase: LocalText
    state: LocalText
    companies: int
    since: str


SOON = 90
"""Within how many days what ends is shown."""

LARGEST = 500
"""Of how many companies every line is shown, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A programme on a day. `signed` counts by instrument the companies that certainly, and that possibly had signed it.

    `counted` are the promises in a sum; with `apart` that is every promise of every company in `stands`. Of very many companies the lists
    are left out: `left_out` says how many that are, and `states` how many stand in each state now. `owed` is what Parliament was pledged,
    `due` what ends within `SOON` days, `times` how long each company stood in each phase: these two are never public.
    """

    question: Question
    stands: tuple[Stand, ...]
    signed: Mapping[Stage, tuple[int, int]]
    sums: Sums
    apart: tuple[Apart, ...] = ()
    counted: tuple[Apart, ...] = field(default=(), repr=False)
    funded: Mapping[Purse, Cell] = field(default_factory=dict)
    blocked: tuple[Bottleneck, ...] = ()
    owed: tuple[Pledge, ...] = ()
    due: tuple[Running, ...] = ()
    times: Times = field(default_factory=Times)
    left_out: int = 0
    states: tuple[State, ...] = ()


def of_dossiers(sources: Iterable[Source], question: Question) -> tuple[Portfolio | None, tuple[Problem, ...]]:
    """Return the portfolio of dossiers in files, which need no record, and every fault in them; None when one is an error."""
    problems: list[Problem] = []
    dossiers = list(read_dossiers(sources, problems))
    if errors(problems):
        return None, in_order(problems)
    return portfolio_of(map(holding_of, dossiers), question), in_order(problems)


def holding_of(dossier: Dossier) -> Holding:
    """Return what a dossier promises, with the dates of its public history; a fact without a date tells nothing of a day."""
    facts = [each for each in dossier.history if not each.withdrawn]
    signed = dossier.signed
    company = dossier.company
    return Holding(
        company.id,
        company.short_name or company.name,
        str(company.cluster or ""),
        kin_of(dossier),
        signed,
        ended_by(signed.values(), (each.date for each in _stops(facts) if each.date)),
        tuple(stated(dossier)),
        tuple(each for each in dossier.preconditions if not each.withdrawn),
        tuple(each for each in dossier.funding if not each.withdrawn),
    )


def _stops(facts: Sequence[HistoryFact]) -> Iterator[HistoryFact]:
    return (each for each in facts if each.event is HistoryEvent.STOPPED)


def portfolio_of(holdings: Iterable[Holding], question: Question) -> Portfolio:
    """Return the portfolio of companies that are all at hand."""
    every = [question.of(each) for each in sorted(holdings, key=lambda each: each.company)]
    found = sorted((each for each in groups_of(every, question.day) if question.shows(each[1])), key=_in_order)
    known = [each for each in every if question.names(each)]
    stands = tuple(stand_of(each, question.day) for each in known)
    counted = tuple(Apart(holding.company, holding.name, each, None) for holding, each, group in found if group.has_sum(question.year))
    return Portfolio(
        question,
        stands,
        signed_by(known, question.day),
        sums((group for _, _, group in found), question.year),
        tuple(apart(found, question.year)),
        counted,
        funded(every, question.day),
        bottlenecks(found, known, question.day, question.year),
    )


def _in_order(found: tuple[Holding, Stated, Group]) -> tuple[object, ...]:
    holding, each, _ = found
    return holding.company, each.commitment, STAGES.index(each.stage), ASPECTS.index(each.aspect)


def signed_by(holdings: Iterable[Holding], day: date) -> Mapping[Stage, tuple[int, int]]:
    """Return by instrument how many certainly, and how many possibly had signed it; who certainly did, possibly did."""
    stoods = [Stood.by(day, each.signed, None) for each in holdings]
    levels = (Sure.CERTAINLY, Sure.POSSIBLY)
    return {stage: (_count(stoods, stage, levels[0]), _count(stoods, stage, levels[1])) for stage in STAGES}


def _count(stoods: Iterable[Stood], stage: Stage, level: Sure) -> int:
    return sum(stage in each.at_least(level) for each in stoods)


def stand_of(holding: Holding, day: date, line: Line | None = None) -> Stand:
    """Return where a company stood on a day."""
    stood = Stood.by(day, holding.signed, holding.ended)
    stage, possibly = stood.latest(Sure.CERTAINLY), stood.latest(Sure.POSSIBLY)
    since = holding.signed[stage] if stage else None
    return Stand(
        holding.company,
        holding.name,
        holding.cluster,
        stage,
        possibly,
        since,
        _days(since, day) if since else None,
        holding.ended if stood.ended else None,
        stood.ended,
        line,
    )


def _days(since: FuzzyDate, day: date) -> tuple[int, int | None]:
    return (day - since.last).days, (day - since.first).days if since.first else None
