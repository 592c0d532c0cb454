"""The whole programme at a glance: what was promised, counted once each, and what cannot be counted with the reason.

A commitment counts once, by its promise in the latest instrument that was signed by the day that is asked. What is alike is added, see
`addable`; all else stands by itself. Where a date leaves open whether an instrument was signed by then, there are two sums: of what
certainly had happened, and of all that may have happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum

from agreements.model.addable import EMISSIONS, MONEY, Aspect, Bounds, Column, Obstacle, bounds_of, column_of
from agreements.model.dossier import Boundary, Commitment, Dossier, Fact, PartyKind, Promise, Stage, Visibility
from agreements.model.values import FuzzyDate

STAGES = tuple(Stage)


# What was promised


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that was promised at one stage: its column, or the obstacle to having one.

    `later` are the stages after it that promise anything under the same commitment; `figure` is as the source states it.
    """

    commitment: str
    stage: Stage
    later: tuple[Stage, ...]
    aspect: str
    place: Column | Obstacle
    bounds: Bounds = field(default_factory=lambda: Bounds(None, None))
    indicator: str = ""
    source: str = ""
    public: bool = False

    @property
    def key(self) -> str:
        """Return its column or obstacle as one text."""
        return self.place.key if isinstance(self.place, Column) else f"{_NO_COLUMN}{self.place}"


_NO_COLUMN = "!"


def place_of(key: str) -> Column | Obstacle:
    """Return the column or obstacle of a key; raise ValueError or TypeError for what is none."""
    return Obstacle(key.removeprefix(_NO_COLUMN)) if key.startswith(_NO_COLUMN) else Column.of(key)


def stated(dossier: Dossier) -> Iterator[Stated]:
    """Yield all that a dossier promises and that was not withdrawn."""
    for commitment in dossier.commitments:
        if commitment.withdrawn:
            continue
        promised = [each for each in commitment.promised if not each.withdrawn]
        for promise in promised:
            later = tuple(stage for stage in STAGES[STAGES.index(promise.stage) + 1 :] if stage in {each.stage for each in promised})
            for each in _stated(commitment, promise):
                yield replace(each, later=later)


def _stated(commitment: Commitment, promise: Promise) -> Iterator[Stated]:
    """Yield what one promise says: its figures, and what has none."""
    around = Stated(
        commitment.id,
        promise.stage,
        (),
        "",
        Obstacle.WORDS,
        indicator=str(commitment.indicator),
        source=promise.source or commitment.source or "",
        public=(promise.visibility or commitment.visibility) is Visibility.PUBLIC,
    )
    found = [
        *_amounts(commitment, promise, around),
        *_others(promise, around),
    ]
    yield from found or [replace(around, aspect="text")]


def _amounts(commitment: Commitment, promise: Promise, around: Stated) -> Iterator[Stated]:
    for aspect, figure in ((Aspect.TOTAL, promise.total), (Aspect.ADDITIONAL, promise.additional)):
        if figure is not None and not figure.withdrawn:
            place = column_of(commitment.party, commitment.indicator, aspect, figure)
            yield replace(_own(figure, around), aspect=str(aspect), place=place, bounds=bounds_of(figure))


def _own(fact: Fact, around: Stated) -> Stated:
    """Return what is known around a fact, with what the fact says of itself in its place."""
    public = around.public if fact.visibility is None else fact.visibility is Visibility.PUBLIC
    return replace(around, source=fact.source or around.source, public=public)


def _others(promise: Promise, around: Stated) -> Iterator[Stated]:
    without_column = (("share", promise.share, Obstacle.PERCENT), ("multiple", promise.multiple, Obstacle.MULTIPLE))
    for aspect, fact, obstacle in (*without_column, ("neutral", promise.neutral, Obstacle.NEUTRAL)):
        if fact is not None and not fact.withdrawn:
            yield replace(_own(fact, around), aspect=aspect, place=obstacle)


# Where a company stands


class Sure(IntEnum):
    """How sure it is that something had happened by a day."""

    NOT = 0
    POSSIBLY = 1
    CERTAINLY = 2


def sure(when: FuzzyDate, day: date) -> Sure:
    """Say how sure it is that something with this date had happened by a day."""
    if when.last <= day:
        return Sure.CERTAINLY
    return Sure.POSSIBLY if when.first is None or when.first <= day else Sure.NOT


@dataclass(frozen=True, slots=True)
class Stood:
    """What had been signed by a day and whether the talks had ended, each with how sure that is."""

    signed: tuple[Sure, Sure, Sure] = (Sure.NOT, Sure.NOT, Sure.NOT)
    ended: Sure = Sure.NOT

    @property
    def number(self) -> int:
        """Return it as one number, to group by: the sum of each answer times its weight."""
        return sum(WEIGHTS[stage] * each for stage, each in zip(STAGES, self.signed, strict=True)) + ENDED * self.ended

    @classmethod
    def of(cls, number: int) -> Stood:
        """Return what a number says."""
        eop, jloi, maatwerkafspraak, ended = (Sure(number // weight % 4) for weight in (*WEIGHTS.values(), ENDED))
        return cls((eop, jloi, maatwerkafspraak), ended)

    @classmethod
    def by(cls, day: date, signed: Mapping[Stage, FuzzyDate], ended: FuzzyDate | None) -> Stood:
        """Return what had happened by a day."""
        eop, jloi, maatwerkafspraak = (sure(signed[stage], day) if stage in signed else Sure.NOT for stage in STAGES)
        return cls((eop, jloi, maatwerkafspraak), sure(ended, day) if ended else Sure.NOT)

    def at_least(self, level: Sure) -> frozenset[Stage]:
        """Return the stages that were signed with at least this certainty."""
        return frozenset(stage for stage, each in zip(STAGES, self.signed, strict=True) if each >= level)

    def latest(self, level: Sure) -> Stage | None:
        """Return the latest stage that was signed with at least this certainty."""
        return max(self.at_least(level), key=STAGES.index, default=None)


WEIGHTS = {Stage.EOP: 1, Stage.JLOI: 4, Stage.MAATWERKAFSPRAAK: 16}
ENDED = 64


# What counts


class Reason(StrEnum):
    """Why something that was promised is not in the sum of a column that is known to be alike. The first that holds is told."""

    NOT_SIGNED = "not_signed"  # it stands in a document that was not signed by then
    ENDED = "ended"  # the talks had ended
    PERCENT = "percent"
    MULTIPLE = "multiple"
    NEUTRAL = "neutral"
    WORDS = "words"
    NO_YEAR = "no_year"
    TOO_LARGE = "too_large"
    OTHER_SUBJECT = "other_subject"  # no greenhouse gas and no euros
    OTHER_YEAR = "other_year"
    OTHER_PARTY = "other_party"  # euros of the company itself, or tonnes of an authority
    FAMILY = "family"  # a parent, a subsidiary or the same company has a figure in the same column
    UNKNOWN_BOUNDARY = "unknown_boundary"
    OWN_BOUNDARY = "own_boundary"
    UNKNOWN_PRICE_LEVEL = "unknown_price_level"


NOT_FIRM = {Reason.UNKNOWN_BOUNDARY, Reason.OWN_BOUNDARY, Reason.UNKNOWN_PRICE_LEVEL}
"""What stands in a column of its own, side by side as stated."""


def reason_of(place: Column | Obstacle, year: int) -> Reason | None:
    """Return why something is not in a sum of figures that are known to be alike; None when it is."""
    if isinstance(place, Obstacle):
        return Reason(str(place))
    if place.party != (PartyKind.STATE if place.subject == MONEY else PartyKind.COMPANY):
        return Reason.OTHER_PARTY
    if place.subject == MONEY:
        return None if place.firm else Reason.UNKNOWN_PRICE_LEVEL
    return _about_emissions(place, year)


def _about_emissions(place: Column, year: int) -> Reason | None:
    if place.subject not in EMISSIONS or place.unit != "t":
        return Reason.OTHER_SUBJECT
    if place.target not in {str(year), f"<{year}"}:
        return Reason.OTHER_YEAR
    if place.firm:
        return None
    return Reason.UNKNOWN_BOUNDARY if place.boundary == Boundary.UNKNOWN else Reason.OWN_BOUNDARY


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as far as it is said: of `count` figures, in millionths of the base unit.

    `low` adds what has a least, `high` what has a most; so many have none. So many are "about".
    """

    count: int = 0
    low: int = 0
    high: int = 0
    without_low: int = 0
    without_high: int = 0
    about: int = 0

    def __add__(self, other: Amount) -> Amount:
        """Add two sums."""
        return Amount(
            self.count + other.count,
            self.low + other.low,
            self.high + other.high,
            self.without_low + other.without_low,
            self.without_high + other.without_high,
            self.about + other.about,
        )


def amount_of(bounds: Bounds) -> Amount:
    """Return the sum of one figure."""
    low, high = bounds.low, bounds.high
    return Amount(1, low or 0, high or 0, int(low is None), int(high is None), int(bounds.about))


@dataclass(frozen=True, slots=True)
class Group:
    """Promises that are the same in everything that decides whether and where they count: of one company, or of very many."""

    cluster: str
    stage: Stage
    later: tuple[Stage, ...]
    place: Column | Obstacle
    stood: Stood
    amount: Amount
    family: bool = False

    def counts(self, level: Sure) -> bool:
        """Say whether this was the last word in force at this level: the stage signed, no later one, and the talks not ended."""
        signed = self.stood.at_least(level)
        return self.stage in signed and not signed & set(self.later) and self.stood.ended < level

    def reason(self, year: int) -> Reason | None:
        """Return why it is not in the certain sum; None when it is, or when a later promise took its place."""
        signed = self.stood.at_least(Sure.CERTAINLY)
        if self.stage not in signed:
            return Reason.NOT_SIGNED
        if self.stood.ended is Sure.CERTAINLY:
            return Reason.ENDED
        found = reason_of(self.place, year)
        return Reason.FAMILY if self.family and (found is None or found in NOT_FIRM) else found

    def has_sum(self, year: int) -> bool:
        """Say whether it is in a sum of its column: certainly, or possibly."""
        if self.family or reason_of(self.place, year) not in {None, *NOT_FIRM}:
            return False
        return self.counts(Sure.CERTAINLY) or self.counts(Sure.POSSIBLY)

    @property
    def superseded(self) -> bool:
        """Say whether a later instrument with this commitment certainly had been signed."""
        return bool(self.stood.at_least(Sure.CERTAINLY) & set(self.later))


@dataclass(frozen=True, slots=True)
class Cell:
    """A sum twice: of what certainly had happened, and of all that may have."""

    certainly: Amount = Amount()
    possibly: Amount = Amount()

    def plus(self, group: Group) -> Cell:
        """Return it with a group."""
        nothing = Amount()
        return Cell(
            self.certainly + (group.amount if group.counts(Sure.CERTAINLY) else nothing),
            self.possibly + (group.amount if group.counts(Sure.POSSIBLY) else nothing),
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added: by column, and within it by cluster and by stage; and how much is not, by reason."""

    columns: dict[Column, Cell]
    clusters: dict[tuple[Column, str], Cell]
    stages: dict[tuple[Column, Stage], Cell]
    apart: dict[Reason, int]


def sums(groups: Iterable[Group], year: int) -> Sums:
    """Return the sums of a programme for a target year; what cannot be added is counted by its reason."""
    found = Sums({}, {}, {}, {})
    apart: Counter[Reason] = Counter()
    for group in groups:
        reason = group.reason(year)
        if reason is not None and not group.superseded:
            apart[reason] += group.amount.count
        if group.has_sum(year) and isinstance(group.place, Column):
            found.columns[group.place] = found.columns.get(group.place, Cell()).plus(group)
            cluster, stage = (group.place, group.cluster), (group.place, group.stage)
            found.clusters[cluster] = found.clusters.get(cluster, Cell()).plus(group)
            found.stages[stage] = found.stages.get(stage, Cell()).plus(group)
    return replace(found, apart=dict(apart))


# Who is whose


@dataclass(frozen=True, slots=True)
class Kin:
    """By what a company is known to be another's parent, subsidiary, or the same."""

    company: str
    names: frozenset[str]
    number: str = ""
    parent: str = ""
    parent_number: str = ""


def kin_of(dossier: Dossier) -> Kin:
    """Return by what a company is known."""
    company, parent = dossier.company, dossier.company.parent
    names = frozenset(each.casefold() for each in (company.name, company.short_name) if each)
    return Kin(company.id, names, company.kvk or "", parent.name.casefold() if parent else "", (parent.number or "") if parent else "")


def relatives(kin: Iterable[Kin]) -> Mapping[str, str]:
    """Return by company which other counts in its place: its parent, or the first with the same number; where nobody does it is absent."""
    known = list(kin)
    by_name = {name: each.company for each in reversed(known) for name in each.names}
    by_number = {each.number: each.company for each in reversed(known) if each.number}
    found: dict[str, str] = {}
    for each in known:
        parent = by_number.get(each.parent_number) or by_name.get(each.parent)
        elder = parent or by_number.get(each.number, each.company)
        if elder != each.company and each.company not in _line(found, elder):
            found[each.company] = elder
    return found


def _line(elders: Mapping[str, str], company: str) -> Iterator[str]:
    """Yield a company and its elders, so that two that call each other parent are not both left out."""
    while company:
        yield company
        company = elders.get(company, "")


# One company


@dataclass(frozen=True, slots=True)
class Holding:
    """What one company promised, and when what was signed or ended."""

    company: str
    name: str
    cluster: str
    kin: Kin
    signed: Mapping[Stage, FuzzyDate]
    ended: FuzzyDate | None
    promised: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Something that was promised and is not added, with the reason."""

    company: str
    name: str
    stated: Stated
    reason: Reason


def groups_of(holdings: Iterable[Holding], day: date) -> Iterator[tuple[Holding, Stated, Group]]:
    """Yield every promise of some companies with how it counts on a day. They are all the companies that can be kin of each other."""
    known = {each.company: each for each in holdings}
    elders = relatives(each.kin for each in known.values())
    for holding in known.values():
        stood = Stood.by(day, holding.signed, holding.ended)
        taken = _columns(known, elders.get(holding.company), day)
        for each in holding.promised:
            amount, family = amount_of(each.bounds), each.key in taken
            yield holding, each, Group(holding.cluster, each.stage, each.later, each.place, stood, amount, family)


def _columns(known: Mapping[str, Holding], elder: str | None, day: date) -> frozenset[str]:
    """Return the columns in which the elder of a company may count on a day."""
    if elder is None:
        return frozenset()
    holding = known[elder]
    stood = Stood.by(day, holding.signed, holding.ended)
    grouped = ((each, Group("", each.stage, each.later, each.place, stood, Amount())) for each in holding.promised)
    counted = (each for each, group in grouped if group.counts(Sure.CERTAINLY) or group.counts(Sure.POSSIBLY))
    return frozenset(each.key for each in counted if isinstance(each.place, Column))


def apart(found: Iterable[tuple[Holding, Stated, Group]], year: int) -> Iterator[Apart]:
    """Yield what is not added, with the reason."""
    for holding, each, group in found:
        reason = group.reason(year)
        if reason is not None and not group.superseded:
            yield Apart(holding.company, holding.name, each, reason)
