"""What the programme owes to Parliament: pledges (toezeggingen) and motions, each with the day by which it is to be met.

The dataclasses are also the file format, `programme/pledges.yaml` of a workspace: docs/pledges-format.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.model.dossier import Slug
from agreements.model.placed import Placed
from agreements.model.portfolio import Sure, sure
from agreements.model.reading import read_file
from agreements.model.values import FuzzyDate, LocalText
from agreements.problems import Problem, errors, in_order, problem
from agreements.sources import Source, parse_yaml


class PledgeKind(StrEnum):
    """How it came to be owed."""

    PLEDGE = "pledge"
    MOTION = "motion"
    ANNOUNCEMENT = "announcement"


class Chamber(StrEnum):
    """To which house of the States General."""

    HOUSE_OF_REPRESENTATIVES = "house_of_representatives"
    SENATE = "senate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met(Placed):
    """That it was met: on which day, and where that was told."""

    date: FuzzyDate
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Placed):
    """One pledge or motion; `reference` is the number of its document in Parliament, `unsure` is for the office."""

    id: Slug
    kind: PledgeKind
    what: LocalText
    chamber: Chamber = Chamber.HOUSE_OF_REPRESENTATIVES
    by: LocalText | None = None
    made: FuzzyDate | None = None
    due: FuzzyDate | None = None
    reference: str = ""
    url: str = ""
    met: Met | None = None
    unsure: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgesFile(Placed):
    """All that is owed."""

    format: int
    pledges: tuple[Pledge, ...] = ()


def read_pledges(source: Source) -> tuple[tuple[Pledge, ...], tuple[Problem, ...]]:
    """Return what a file says is owed, and every fault in it, in order; nothing when one is an error."""
    node, found = parse_yaml(source)
    if node is None or found:
        return (), in_order(found)
    faults: list[Problem] = []
    file = read_file(node, PledgesFile, faults)
    if file is not None:
        faults += _twice(file.pledges)
    return () if file is None or errors(faults) else file.pledges, in_order(faults)


def _twice(pledges: Iterable[Pledge]) -> Iterator[Problem]:
    seen: set[str] = set()
    for each in pledges:
        if each.id in seen:
            yield problem("E207", each.at("id"), id=each.id)
        seen.add(each.id)


def owed(pledges: Iterable[Pledge], day: date) -> tuple[Pledge, ...]:
    """Return what may have been owed on a day: made by then, and not certainly met; the first to be due first, those without a day last."""
    found = [each for each in pledges if not each.withdrawn and _made(each, day) and not _met(each, day)]
    return tuple(sorted(found, key=lambda each: (each.due.last if each.due else date.max, each.id)))


class PledgeStatus(StrEnum):
    """How something that is owed stands on a day."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


def made_by(pledges: Iterable[Pledge], day: date) -> tuple[Pledge, ...]:
    """Return what may have been pledged by a day: overdue first, then open, then done; among these the first to be due first."""
    found = [each for each in pledges if not each.withdrawn and _made(each, day)]
    order = list(PledgeStatus)
    return tuple(sorted(found, key=lambda each: (order.index(status_of(each, day)), each.due.last if each.due else date.max, each.id)))


def status_of(each: Pledge, day: date) -> PledgeStatus:
    """Return how a pledge stands on a day: done when it was certainly met, overdue when all days that it could be due have passed."""
    if _met(each, day):
        return PledgeStatus.DONE
    return PledgeStatus.OVERDUE if each.due is not None and each.due.last < day else PledgeStatus.OPEN


@dataclass(frozen=True, slots=True)
class PledgeChange:
    """A pledge that stands otherwise than on an earlier day; `was` is None when it was not made yet."""

    pledge: Pledge
    was: PledgeStatus | None
    now: PledgeStatus


def pledged_otherwise(pledges: Iterable[Pledge], day: date, before: date) -> tuple[PledgeChange, ...]:
    """Return what was pledged, done or overdue since an earlier day, in the order of `made_by`."""
    known = tuple(pledges)
    old = {each.id: status_of(each, before) for each in made_by(known, before)}
    found = (PledgeChange(each, old.get(each.id), status_of(each, day)) for each in made_by(known, day))
    return tuple(each for each in found if each.was is not each.now)


def met_by(each: Pledge, day: date) -> Met | None:
    """Return that a pledge was met, when it certainly or possibly was by a day; what came later is not told of that day."""
    return None if each.met is None or sure(each.met.date, day) is Sure.NOT else each.met


def _made(each: Pledge, day: date) -> bool:
    return each.made is None or sure(each.made, day) is not Sure.NOT


def _met(each: Pledge, day: date) -> bool:
    return each.met is not None and sure(each.met.date, day) is Sure.CERTAINLY
