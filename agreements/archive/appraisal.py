"""When an archive package may be destroyed, and what proves that it was: pure, over values; the day is the caller's.

Nothing is destroyed by default. The appraisal is to be decided (N) until a selection list says otherwise, and a term runs only from a day
that somebody recorded.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.model.archival import EVENT_LIST, Concept, Term, appraised, listed
from agreements.model.canonical import canonical_json
from agreements.model.encoding import codec
from agreements.problems import AgreementsError, Problem, Where, problem


class Appraisal(StrEnum):
    """How long something is kept, in the codes of the standard."""

    KEPT_FOR_EVER = "B"
    DESTROYED_IN_TIME = "V"
    UNDECIDED = "N"


@dataclass(frozen=True, slots=True)
class Category:
    """A category of an adopted selection list."""

    source: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a package is kept: the category and its term in years, what the term begins with and the day on which that happened."""

    appraisal: Appraisal = Appraisal.UNDECIDED
    category: Category | None = None
    years: int | None = None
    trigger: str = "Bevriezing"
    start: date | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a term of less than nothing or more than a thousand years."""
        if self.years is not None and not 0 <= self.years <= _LONGEST:
            raise ValueError(self.years)

    @property
    def ends(self) -> date | None:
        """The last day of the term; None when it cannot be told."""
        return later(self.start, self.years) if self.start is not None and self.years is not None else None


@dataclass(frozen=True, slots=True)
class Release:
    """The end of a hold: from which day, by whom and why."""

    since: date
    by: str
    ground: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a package is not destroyed whatever its term: a request under the Woo (art. 4.1a), a dispute, an inquiry."""

    id: str
    ground: str
    by: str
    since: date
    released: Release | None = None

    def holds(self, day: date) -> bool:
        """Say whether it holds on a day. One that begins later holds too: who announces an inquiry means what is there now."""
        return self.released is None or day < self.released.since


@dataclass(frozen=True, slots=True)
class Destruction:
    """The proof of destruction (verklaring van vernietiging): what was destroyed, on what ground, decided and done by whom. It stays."""

    package: str
    title: str
    packing_slip: str
    files: int
    size: int
    category: Category
    ended: date
    day: date
    decided_by: str
    done_by: str
    manner: str

    def content(self) -> bytes:
        """Return the proof as canonical JSON, for the archive."""
        return canonical_json({**codec(Destruction).encode(self), "format": 1, "kind": "proof_of_destruction"})


@dataclass(frozen=True, slots=True)
class Order:
    """An order to destroy: which package, by its packing slip, and the two who do it."""

    package: str
    title: str
    packing_slip: str
    files: int
    size: int
    decided_by: str
    done_by: str
    manner: str


_LONGEST = 1000


def later(day: date, years: int) -> date | None:
    """Return the day some years later; 29 February becomes 1 March where there is none, so that no term is a day short."""
    year = day.year + years
    if year > date.max.year:
        return None
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)


def may_destroy(package: str, retention: Retention, holds: Sequence[Hold], day: date) -> tuple[Problem, ...]:
    """Return every reason why a package may not be destroyed on a day; none when it may."""
    where, found = Where(package), []
    if retention.appraisal is Appraisal.KEPT_FOR_EVER:
        found.append(problem("E955", where, package=package))
    elif retention.appraisal is Appraisal.UNDECIDED:
        found.append(problem("E956", where, package=package))
    if retention.category is None or retention.ends is None:
        found.append(problem("E958", where, package=package))
    if retention.ends is not None and day <= retention.ends:
        found.append(problem("E957", where, package=package, last=retention.ends))
    found += [problem("E959", where, package=package, ground=hold.ground, by=hold.by) for hold in holds if hold.holds(day)]
    return tuple(found)


def destroyed(order: Order, retention: Retention, holds: Sequence[Hold], day: date) -> Destruction:
    """Return the proof of a destruction on a day; raise AgreementsError with every reason why it may not be."""
    found = list(may_destroy(order.package, retention, holds, day))
    if order.decided_by == order.done_by or not order.decided_by or not order.done_by:
        found.append(problem("E960", Where(order.package), person=order.done_by or "–"))
    if found or retention.category is None or retention.ends is None:
        raise AgreementsError(*found)
    about = (order.package, order.title, order.packing_slip, order.files, order.size)
    return Destruction(*about, retention.category, retention.ends, day, order.decided_by, order.done_by, order.manner)


def held(holds: Sequence[Hold], hold: Hold) -> tuple[Hold, ...]:
    """Return the holds with one more; raise AgreementsError when its id was used."""
    if hold.id in {each.id for each in holds}:
        raise AgreementsError(problem("E961", Where(hold.id), hold=hold.id, fault="@hold_twice"))
    return (*holds, hold)


def released(holds: Sequence[Hold], id_: str, release: Release) -> tuple[Hold, ...]:
    """Return the holds with one released; raise AgreementsError when there is none that holds, or it began later than its end."""
    for number, each in enumerate(holds):
        if each.id == id_ and each.released is None and each.since <= release.since:
            ended = Hold(each.id, each.ground, each.by, each.since, release)
            return (*holds[:number], ended, *holds[number + 1 :])
    raise AgreementsError(problem("E961", Where(id_), hold=id_, fault="@hold_nowhere"))


def transfer_due(retention: Retention, closed: date, years: int) -> date | None:
    """Return when something must be transferred to an archival repository: only what is kept for ever.

    The term is an argument: twenty years in the Archiefwet 1995, ten in the act that is to replace it.
    """
    return later(closed, years) if retention.appraisal is Appraisal.KEPT_FOR_EVER else None


def appraisal_of(retention: Retention) -> Concept:
    """Return the appraisal as metadata name it."""
    return appraised(retention.appraisal)


def term_of(retention: Retention) -> Term | None:
    """Return the term as metadata name it; None where there is none."""
    if retention.years is None or retention.appraisal is not Appraisal.DESTROYED_IN_TIME:
        return None
    start, ends = retention.start, retention.ends
    trigger = listed(retention.trigger, EVENT_LIST)
    return Term(trigger, start.isoformat() if start else None, f"P{retention.years}Y", ends.isoformat() if ends else None)


def category_of(retention: Retention) -> Concept | None:
    """Return the category as metadata name it."""
    found = retention.category
    return listed(found.name, found.source, found.number) if found else None
