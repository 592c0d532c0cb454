"""What the registry of the EU emissions trading system says: installations, and what each of them verifiably emitted in a year.

A figure of the registry is about an installation (the emissions of its permit, scope 1) in whole tonnes of CO2 equivalents and in a whole
year. It is never one of a company: whose an installation is, `installations` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from agreements.model.placed import Placed
from agreements.model.reading import read_file
from agreements.model.values import FuzzyDate
from agreements.problems import Problem, Where, errors, in_order
from agreements.sources import Source, parse_yaml

DUTCH = "NL"
"""The code of the Dutch registry; a KvK number says something in that one only."""

SITE = "https://union-registry-data.ec.europa.eu/"
ATTRIBUTION = "European Commission, EU ETS Union Registry"


class Key(NamedTuple):
    """An installation: its number is unique within one national registry only."""

    registry: str
    number: str

    def __str__(self) -> str:
        """Return it as people write it: NL-205123."""
        return f"{self.registry}-{self.number}"


@dataclass(frozen=True, slots=True)
class Installation:
    """A row of the file of installations. `kvk` is the company registration number of the holder of the account, as it stands there.

    `first` and `last` are the first and last year of emissions, where the file gives them.
    """

    key: Key
    name: str
    permit: str
    kvk: str
    first: int | None = None
    last: int | None = None
    where: Where = field(default=Where(""), compare=False, repr=False)

    def runs_in(self, year: int) -> bool:
        """Say whether a figure for this year is to be expected."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered for an installation and a year: whole tonnes of CO2 equivalents, or None; `excluded` is outside the ETS."""

    tonnes: int | None
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read whole: its name, the SHA-256 and number of bytes as it lies there, and how many rows it has under its heads.

    `problems` are what may be known of it and does not stop anything.
    """

    name: str
    sha256: str
    size: int
    rows: int
    problems: tuple[Problem, ...] = ()


class Status(StrEnum):
    """Whether the figure of a year can still change: the authority publishes it first as provisional."""

    DEFINITIVE = "definitive"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval(Placed):
    """When and where the files were fetched, and up to and including which year their figures are definitive (docs/emissions.md)."""

    format: int
    retrieved: FuzzyDate
    origin: str = field(default=SITE, metadata={"key": "from"})
    attribution: str = ATTRIBUTION
    licence: str = ""
    definitive_through: int | None = None

    def status(self, year: int) -> Status:
        """Return the status of the figures of a year."""
        if self.definitive_through is None:
            return Status.UNKNOWN
        return Status.DEFINITIVE if year <= self.definitive_through else Status.PROVISIONAL


def read_retrieval(source: Source) -> tuple[Retrieval | None, tuple[Problem, ...]]:
    """Return what a file says of the fetching, and every fault in it, in order; None when one is an error."""
    node, found = parse_yaml(source)
    if node is None or found:
        return None, in_order(found)
    faults: list[Problem] = []
    file = read_file(node, Retrieval, faults)
    return None if errors(faults) else file, in_order(faults)


@dataclass(frozen=True, slots=True)
class Extract:
    """Both files of the registry, as far as they are asked, and the fetching; `holders` are the installations by registration number."""

    installations: Mapping[Key, Installation]
    entries: Mapping[tuple[Key, int], Entry]
    files: tuple[FileRead, ...] = ()
    retrieval: Retrieval | None = None
    holders: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)

    def status(self, year: int) -> Status:
        """Return the status of the figures of a year."""
        return self.retrieval.status(year) if self.retrieval else Status.UNKNOWN


def by_holder(installations: Iterable[Installation]) -> Mapping[str, tuple[Key, ...]]:
    """Return the Dutch installations by the registration number of who holds the account; those without one are left out."""
    found: dict[str, list[Key]] = defaultdict(list)
    for each in installations:
        if each.kvk and each.key.registry == DUTCH:
            found[each.kvk].append(each.key)
    return {kvk: tuple(sorted(keys)) for kvk, keys in found.items()}
