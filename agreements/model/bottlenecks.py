"""What blocks: preconditions that are not met yet, by who must see to them, and the reductions that wait for them.

A precondition says which commitments wait for it; one that does not say so may hold up every commitment of its company, and is told apart.
Of one bottleneck each promise waits once. The same promise may wait for several, so amounts of different bottlenecks are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from agreements.model.addable import MONEY, Column
from agreements.model.dossier import Precondition
from agreements.model.dossier_kinds import PreconditionKind
from agreements.model.portfolio import Cell, Group, Holding, Sure, column_order, sure
from agreements.model.promised import Stated
from agreements.model.roadmap import Fit, fit
from agreements.model.values import LocalText

Placed = tuple[Holding, Stated, Group]
"""A promise of a company with how it counts on a day."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A promise that waits for a bottleneck and is in its sums: by its name, or `perhaps`, where no precondition says which wait."""

    company: str
    name: str
    stated: Stated
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """What somebody must see to; `owner` is None where no source says who.

    `named` are the sums of commitments that say that they wait for it, `perhaps` those of companies whose preconditions do not say which;
    `waiting` is what is in either. `overdue` of its preconditions certainly were wanted before the day; `late` of them were, or are
    expected certainly later than wanted.
    """

    kind: PreconditionKind
    owner: LocalText | None
    preconditions: tuple[tuple[str, Precondition], ...]
    overdue: int
    late: int
    named: Mapping[Column, Cell] = field(default_factory=dict)
    perhaps: Mapping[Column, Cell] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()


def bottlenecks(found: Iterable[Placed], holdings: Iterable[Holding], day: date, year: int) -> tuple[Bottleneck, ...]:
    """Return what blocks on a day, by kind and owner, with what waits for it of a target year."""
    promised: dict[str, list[Placed]] = {}
    for each in found:
        promised.setdefault(each[0].company, []).append(each)
    grouped: dict[tuple[PreconditionKind, LocalText | None], list[tuple[str, Precondition]]] = {}
    for company, precondition in _open(holdings, day):
        grouped.setdefault((precondition.kind, precondition.owner), []).append((company, precondition))
    ordered = sorted(grouped.items(), key=lambda each: (-len(each[1]), each[0][0], each[0][1].nl if each[0][1] else ""))
    return tuple(_bottleneck(kind, owner, tuple(open_ones), promised, (day, year)) for (kind, owner), open_ones in ordered)


def _open(holdings: Iterable[Holding], day: date) -> Iterator[tuple[str, Precondition]]:
    """Yield what is not certainly met; of a company whose talks have ended nothing waits any more."""
    for holding in holdings:
        if holding.ended is not None and sure(holding.ended, day) is Sure.CERTAINLY:
            continue
        for each in holding.preconditions:
            if each.met is None or sure(each.met, day) is not Sure.CERTAINLY:
                yield holding.company, each


def _bottleneck(
    kind: PreconditionKind,
    owner: LocalText | None,
    preconditions: tuple[tuple[str, Precondition], ...],
    promised: Mapping[str, list[Placed]],
    asked: tuple[date, int],
) -> Bottleneck:
    day, year = asked
    named = {(company, name) for company, each in preconditions for name in each.commitments}
    whole = {company for company, each in preconditions if not each.commitments}
    of_these = [each for company in dict.fromkeys(company for company, _ in preconditions) for each in promised.get(company, ())]
    waiting = [each for each in of_these if (each[0].company, each[1].commitment) in named]
    perhaps = [each for each in of_these if each[0].company in whole and each not in waiting]
    told = (*_told(waiting, year, perhaps=False), *_told(perhaps, year, perhaps=True))
    overdue = sum(is_overdue(each, day) for _, each in preconditions)
    late = sum(is_overdue(each, day) or fit(each.wanted, each.expected) is Fit.LATE for _, each in preconditions)
    return Bottleneck(kind, owner, preconditions, overdue, late, _sums(waiting, year), _sums(perhaps, year), told)


def is_overdue(each: Precondition, day: date) -> bool:
    """Say whether something that is not met was certainly wanted before a day."""
    return each.wanted is not None and each.wanted.last < day


def _sums(waiting: Iterable[Placed], year: int) -> Mapping[Column, Cell]:
    """Return the reductions among promises, by column."""
    found: dict[Column, Cell] = {}
    for _, _, group in waiting:
        if isinstance(group.place, Column) and _is_added(group, year):
            found[group.place] = found.get(group.place, Cell()).plus(group)
    return dict(sorted(found.items(), key=lambda each: column_order(each[0])))


def _is_added(group: Group, year: int) -> bool:
    """Say whether a promise is a reduction with a sum; euros wait for nothing here."""
    return isinstance(group.place, Column) and group.place.subject != MONEY and group.has_sum(year)


def _told(waiting: Iterable[Placed], year: int, *, perhaps: bool) -> Iterator[Waiting]:
    for holding, stated, group in waiting:
        if _is_added(group, year):
            yield Waiting(holding.company, holding.name, stated, perhaps)
