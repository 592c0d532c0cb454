"""From which day a duty of the law is in force, where the law leaves that to a decree: the office sets it, with that decree.

The dataclasses are also the file format, `programme/law.yaml` of a workspace: docs/law-format.md. Source of the one duty that it holds:
Wet open overheid (Woo, BWBR0045754), art. 3.3(2)(f), active publication of covenants within two weeks. In the text of 20 February 2026 that
item is not in force; art. 3.3 comes into force in phases, by decree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agreements.model.placed import Placed
from agreements.model.portfolio import Sure, sure
from agreements.model.reading import read_file
from agreements.model.values import FuzzyDate
from agreements.problems import AgreementsError, Problem, errors
from agreements.sources import Source, parse_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Commencement(Placed):
    """Since when something is in force, and by which decree (as "Stb. 2027, 12")."""

    since: FuzzyDate
    decree: str

    def in_force(self, day: date) -> bool:
        """Say whether it was certainly in force on a day."""
        return sure(self.since, day) is Sure.CERTAINLY


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFile(Placed):
    """What the office set; without `active_publication` that duty (art. 3.3(2)(f) Woo) is not in force."""

    format: int
    active_publication: Commencement | None = None


def read_law(source: Source, faults: list[Problem]) -> LawFile | None:
    """Return what a file says, adding every fault in it to `faults`; None when it cannot be used."""
    node, found = parse_yaml(source)
    faults += found
    return read_file(node, LawFile, faults) if node is not None else None


def law_from(source: Source | None) -> LawFile:
    """Return what a file says, nothing set without one; raise AgreementsError when the file is faulty."""
    if source is None:
        return LawFile(format=1)
    faults: list[Problem] = []
    found = read_law(source, faults)
    if found is None or errors(faults):
        raise AgreementsError(*faults)
    return found
