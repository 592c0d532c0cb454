"""The whole programme at a glance: what was promised, counted once each, and what cannot be counted with the reason.

A commitment counts once, by its promise in the latest instrument that was signed by the day that is asked. What is alike is added, see
`addable`; all else stands by itself. Where a date leaves open whether an instrument was signed by then, there are two sums: of what
certainly had happened, and of all that may have happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from agreements.model.addable import EMISSIONS, MONEY, Aspect, Column, Obstacle, bounds
from agreements.model.dossier import Dossier, Funding, Precondition
from agreements.model.dossier_kinds import Boundary, PartyKind, Stage
from agreements.model.promised import STAGES, Said, Stated, key_of
from agreements.model.values import FuzzyDate

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


def ended_by(signed: Iterable[FuzzyDate], stopped: Iterable[FuzzyDate]) -> FuzzyDate | None:
    """Return when talks ended: the last time that they did, unless something was signed after it."""
    last = max(stopped, key=lambda each: each.last, default=None)
    resumed = last is not None and any(each.first is not None and each.first > last.last for each in signed)
    return None if resumed else last


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

    LATER = "later"  # a later instrument took its place
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


NOT_IN_FORCE = {Reason.NOT_SIGNED, Reason.LATER}
"""Why a promise was not the last word: its document was not signed, or a later one was."""


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


def amount_of(said: Said) -> Amount:
    """Return the sum of one figure."""
    found = bounds(said.low, said.high, said.wording)
    return Amount(1, found.low or 0, found.high or 0, int(found.low is None), int(found.high is None), int(found.about))


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
        """Return why it is not in the certain sum; None when it is."""
        signed = self.stood.at_least(Sure.CERTAINLY)
        if self.stage not in signed or signed & set(self.later):
            return Reason.LATER if signed & set(self.later) else Reason.NOT_SIGNED
        if self.stood.ended is Sure.CERTAINLY:
            return Reason.ENDED
        found = reason_of(self.place, year)
        return Reason.FAMILY if self.family and (found is None or found in NOT_FIRM) else found

    def has_sum(self, year: int) -> bool:
        """Say whether it is in a sum of its column: certainly, or possibly."""
        if self.family or reason_of(self.place, year) not in {None, *NOT_FIRM}:
            return False
        return self.counts(Sure.CERTAINLY) or self.counts(Sure.POSSIBLY)


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
        if reason is not None:
            apart[reason] += group.amount.count
        if group.has_sum(year) and isinstance(group.place, Column):
            found.columns[group.place] = found.columns.get(group.place, Cell()).plus(group)
            cluster, stage = (group.place, group.cluster), (group.place, group.stage)
            found.clusters[cluster] = found.clusters.get(cluster, Cell()).plus(group)
            found.stages[stage] = found.stages.get(stage, Cell()).plus(group)
    return Sums(
        dict(sorted(found.columns.items(), key=lambda each: column_order(each[0]))),
        dict(sorted(found.clusters.items(), key=lambda each: (column_order(each[0][0]), each[0][1]))),
        dict(sorted(found.stages.items(), key=lambda each: (column_order(each[0][0]), STAGES.index(each[0][1])))),
        {reason: apart[reason] for reason in Reason if reason in apart},
    )


def column_order(column: Column) -> tuple[object, ...]:
    """Return what columns are ordered by: gases before euros, the whole before a part, what is alike before what is not known to be."""
    whole = column.aspect == Aspect.TOTAL
    return column.subject == MONEY, column.subject, not whole, column.target, not column.firm, column.above, column.boundary


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
    named: dict[str, list[str]] = {}
    numbered: dict[str, list[str]] = {}
    for each in known:
        for name in each.names:
            named.setdefault(name, []).append(each.company)
        if each.number:
            numbered.setdefault(each.number, []).append(each.company)
    found: dict[str, str] = {}
    for each in known:
        parents = (*numbered.get(each.parent_number, ()), *named.get(each.parent, ()))
        same = numbered.get(each.number, [each.company])[0]
        elder = next((other for other in parents if other != each.company), same)
        if elder != each.company and each.company not in _line(found, elder):
            found[each.company] = elder
    return found


def _line(elders: Mapping[str, str], company: str) -> Iterator[str]:
    """Yield a company and its elders; who stands in it already is nobody's elder, so that of two that call each other parent one counts."""
    while company:
        yield company
        company = elders.get(company, "")


# One company


@dataclass(frozen=True, slots=True)
class Holding:
    """What one company promised, when what was signed or ended, what must be there first, and the money that goes with it."""

    company: str
    name: str
    cluster: str
    kin: Kin
    signed: Mapping[Stage, FuzzyDate]
    ended: FuzzyDate | None
    promised: tuple[Stated, ...]
    preconditions: tuple[Precondition, ...] = ()
    funding: tuple[Funding, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """Something that was promised by a company and is not added, with the reason; None for what is added."""

    company: str
    name: str
    stated: Stated
    reason: Reason | None


def groups_of(holdings: Iterable[Holding], day: date) -> Iterator[tuple[Holding, Stated, Group]]:
    """Yield every promise of some companies with how it counts on a day. They are all the companies that can be kin of each other."""
    known = {each.company: each for each in holdings}
    elders = relatives(each.kin for each in known.values())
    for holding in known.values():
        stood = Stood.by(day, holding.signed, holding.ended)
        taken = frozenset().union(*(_columns(known[elder], day) for elder in _line(elders, elders.get(holding.company, ""))))
        for each in holding.promised:
            amount, family = amount_of(each.said), key_of(each.place) in taken
            yield holding, each, Group(holding.cluster, each.stage, each.later, each.place, stood, amount, family)


def _columns(holding: Holding, day: date) -> frozenset[str]:
    """Return the columns in which a company may count on a day."""
    stood = Stood.by(day, holding.signed, holding.ended)
    grouped = ((each, Group("", each.stage, each.later, each.place, stood, Amount())) for each in holding.promised)
    counted = (each for each, group in grouped if group.counts(Sure.CERTAINLY) or group.counts(Sure.POSSIBLY))
    return frozenset(each.place.key for each in counted if isinstance(each.place, Column))


def apart(found: Iterable[tuple[Holding, Stated, Group]], year: int) -> Iterator[Apart]:
    """Yield what is not added, with the reason."""
    for holding, each, group in found:
        reason = group.reason(year)
        if reason is not None:
            yield Apart(holding.company, holding.name, each, reason)
