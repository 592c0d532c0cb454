"""Whose an installation of the emissions trading system is: the links that a person confirmed, `programme/installations.yaml`.

The holder of a permit is not the company: one permit can serve a whole site, and names and numbers lag behind mergers. So a link says for
which years, and for which part, the emissions of an installation are those of a company. The dataclasses are also the file format:
docs/emissions.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from agreements.model.dossier import InstallationNumber, Slug
from agreements.model.dossier_kinds import Indicator
from agreements.model.placed import Placed
from agreements.model.reading import read_file
from agreements.model.registry import DUTCH, Key
from agreements.model.values import FuzzyDate
from agreements.problems import Problem, errors, in_order, problem
from agreements.sources import Source, parse_yaml

WHOLE = Decimal(100)
_FIRST, _LAST = 0, 9999


class Gas(StrEnum):
    """What an installation emits under its permit: CO2 alone, or more gases, counted as CO2 equivalents."""

    CO2 = "co2"
    CO2_EQ = "co2_eq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Placed):
    """Who confirmed a link, and when."""

    by: str
    date: FuzzyDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Placed):
    """For which years and which part (percent) the emissions of an installation are those of a company; without years for all of them."""

    id: Slug
    company: Slug
    registry: str = DUTCH
    installation: InstallationNumber
    permit: str = ""
    first: int | None = field(default=None, metadata={"key": "from"})
    last: int | None = field(default=None, metadata={"key": "until"})
    share: Decimal = WHOLE
    gas: Gas = Gas.CO2_EQ
    confirmed: Confirmed
    source: str
    unsure: str = ""
    withdrawn: bool = False

    @property
    def key(self) -> Key:
        """The installation."""
        return Key(self.registry, self.installation)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year, both included."""
        return _FIRST if self.first is None else self.first, _LAST if self.last is None else self.last

    @property
    def indicator(self) -> Indicator:
        """What the figure is one of."""
        return Indicator.CO2 if self.gas is Gas.CO2 else Indicator.CO2_EQ

    def holds_in(self, year: int) -> bool:
        """Say whether the link holds in a year."""
        first, last = self.years
        return first <= year <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationsFile(Placed):
    """All links."""

    format: int
    installations: tuple[Link, ...] = ()


def read_links(source: Source) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """Return the links that hold, without those withdrawn, and every fault in the file, in order; nothing when one is an error."""
    node, found = parse_yaml(source)
    if node is None or found:
        return (), in_order(found)
    faults: list[Problem] = []
    file = read_file(node, InstallationsFile, faults)
    links = () if file is None else file.installations
    faults += _twice(links)
    kept = tuple(each for each in links if not each.withdrawn)
    faults += [fault for each in kept for fault in _alone(each)]
    if not errors(faults):
        faults += _together(kept)
    return () if errors(faults) else kept, in_order(faults)


def _twice(links: Iterable[Link]) -> Iterator[Problem]:
    seen: set[str] = set()
    for each in links:
        if each.id in seen:
            yield problem("E207", each.at("id"), id=each.id)
        seen.add(each.id)


def _alone(link: Link) -> Iterator[Problem]:
    first, last = link.years
    if last < first:
        yield problem("E797", link.at("last"), first=first, last=last)
    if not 0 < link.share <= WHOLE:
        yield problem("E798", link.at("share"), share=link.share)


def _together(links: Iterable[Link]) -> Iterator[Problem]:
    """Yield what links say of one installation that cannot be so together: a company twice in a year, or more than the whole."""
    grouped: dict[Key, list[Link]] = defaultdict(list)
    for each in links:
        grouped[each.key].append(each)
    for group in grouped.values():
        for one, other in combinations(group, 2):
            if one.company == other.company and _share_a_year(one, other):
                yield problem("E795", other.where, company=other.company, installation=other.key, other=one.id)
        yield from _too_much(group)


def _share_a_year(one: Link, other: Link) -> bool:
    return max(one.years[0], other.years[0]) <= min(one.years[1], other.years[1])


def _too_much(group: Iterable[Link]) -> Iterator[Problem]:
    """Yield the first year in which the parts of an installation are more than the whole; a sum grows only where a link begins."""
    links = sorted(group, key=lambda each: each.years)
    for link in links:
        year = link.years[0]
        total = sum((each.share for each in links if each.holds_in(year)), Decimal(0))
        if total > WHOLE:
            yield problem("E796", link.at("share"), installation=link.key, year=link.first or "–", total=total)
            return
