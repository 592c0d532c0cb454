"""The read models: rows that the application computes from events, declared as data.

A new one is a row class and a line in `READ_MODELS` here, and a migration that makes its table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from agreements.record.values import Cell, Timer

Row = TypeVar("Row", bound=tuple[Cell, ...])


class Standing(NamedTuple):
    """Where one company stands."""

    stream: str
    workflow: str
    workflow_hash: str
    version: int
    phase: str
    state: str
    since: str
    outcome: str
    suspended_since: str
    snapshot: str


class Signing(NamedTuple):
    """When an instrument was signed: certainly from `first` (empty when unknown) up to and including `last`."""

    stream: str
    instrument: str
    first: str
    last: str


class Figure(NamedTuple):
    """One promised figure of one stage, in whole base units (tonnes, euro cents, ...); an end that is not stated is None."""

    stream: str
    commitment: str
    stage: str
    aspect: str
    party: str
    indicator: str
    nature: str
    wording: str
    low: int | None
    high: int | None
    unit: str
    year: int | None
    boundary: str
    above: str
    source: str
    visibility: str


class PromiseRow(NamedTuple):
    """Where one promise of one stage stands among all others: what it may be added with, or why with nothing; what `Figure` does not hold.

    `later` are the stages after it with the same commitment, parted by spaces; `place` is a text to group by.
    """

    stream: str
    commitment: str
    stage: str
    aspect: str
    later: str
    place: str
    before_year: int | None
    baseline: str
    price_level: str


class Tally(NamedTuple):
    """Promises of one company that are added together, so that a list of all companies reads few rows.

    `kind` is a text to group by. `open` is 1 for what is public; a sum that no number can hold goes on in another `part`.
    """

    stream: str
    kind: str
    open: int
    part: int
    promises: int
    low: int
    high: int
    without_low: int
    without_high: int
    about: int


class Ended(NamedTuple):
    """When the talks with a company ended: from `first` (empty when unknown) up to and including `last`."""

    stream: str
    first: str
    last: str


class KinRow(NamedTuple):
    """By what a company is known to be another's parent, subsidiary or the same; its names are in `alias`.

    `made` is the number of the rules by which all rows of its dossier were made.
    """

    stream: str
    number: str
    parent: str
    parent_number: str
    made: int


class Alias(NamedTuple):
    """A name of a company, as it is compared with another."""

    stream: str
    name: str


class PreconditionRow(NamedTuple):
    """What must be there before a company can do what it promised; `commitments` are those that wait for it, parted by spaces."""

    stream: str
    id: str
    kind: str
    what_nl: str
    what_en: str
    owner_nl: str
    owner_en: str
    wanted: str
    met: str
    commitments: str
    visibility: str
    expected: str


class FundingRow(NamedTuple):
    """Money that was asked or given, in millionths of a euro; an end that is not stated is None."""

    stream: str
    id: str
    step: str
    low: int | None
    high: int | None
    wording: str
    price_level: str
    day: str
    replaces: str
    visibility: str


class BoardRow(NamedTuple):
    """Where one company stands, in the words of its workflow, so that a list of all needs no workflow; `waiting` and `due` are JSON."""

    stream: str
    phase_nl: str
    phase_en: str
    state_nl: str
    state_en: str
    waiting: str
    due: str


class DossierRow(NamedTuple):
    """What is at hand of a company's dossier: the version that changed it last, and its parties as the process knows them."""

    stream: str
    version: int
    name: str
    cluster: str
    parties: str


class IssueRow(NamedTuple):
    """A document that went out to be signed: where its signing stands, and the last day on which it may be signed."""

    stream: str
    issue: str
    status: str
    expires: str


class TimerRow(NamedTuple):
    """A deadline that is watched."""

    stream: str
    timer: str
    deadline: str
    due: str


class RungRow(NamedTuple):
    """A day on which a timer asks for attention."""

    stream: str
    timer: str
    rung: str
    day: str


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A read model: its name, the class of its rows, and how many of the first columns are its key."""

    name: str
    row: type[Row]
    keys: int = 1

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns in their order; the first is the stream."""
        return tuple(self.row.__annotations__)

    @cached_property
    def key(self) -> str:
        """The columns of the key, as SQL lists them."""
        return ", ".join(self.columns[: self.keys])

    @cached_property
    def of_stream(self) -> str:
        """The statement that reads the rows of a stream."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE stream = ? ORDER BY {self.key}"  # noqa: S608  # names of this module

    @cached_property
    def put(self) -> str:
        """The statement that adds a row or replaces the one with its key."""
        rest = self.columns[self.keys :]
        sets = ", ".join(f"{column} = excluded.{column}" for column in rest)
        action = f"UPDATE SET {sets}" if rest else "NOTHING"
        marks = ", ".join("?" * len(self.columns))
        names = ", ".join(self.columns)
        return f"INSERT INTO {self.name} ({names}) VALUES ({marks}) ON CONFLICT ({self.key}) DO {action}"  # noqa: S608  # idem

    @cached_property
    def drop(self) -> str:
        """The statement that removes the row with a key."""
        where = " AND ".join(f"{column} = ?" for column in self.columns[: self.keys])
        return f"DELETE FROM {self.name} WHERE {where}"  # noqa: S608  # idem

    def select(self, columns: tuple[str, ...], equal: Iterable[str]) -> str:
        """Return the statement that reads these columns of the rows that meet the conditions; raise ValueError for a column it has not."""
        unknown = {*columns, *equal} - set(self.columns)
        if unknown:
            raise ValueError(", ".join(sorted(unknown)))
        conditions = [f"{column} = ?" for column in equal]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {', '.join(columns)} FROM {self.name}{where}"  # noqa: S608  # names were checked above


STANDING = Table("standing", Standing)
SIGNING = Table("signing", Signing, 2)
FIGURE = Table("figure", Figure, 4)
PROMISE = Table("promise", PromiseRow, 4)
TALLY = Table("tally", Tally, 4)
ENDED = Table("ended", Ended)
KIN = Table("kin", KinRow)
ALIAS = Table("alias", Alias, 2)
PRECONDITION = Table("precondition", PreconditionRow, 2)
FUNDING = Table("funding", FundingRow, 2)
BOARD = Table("board", BoardRow)
DOSSIER = Table("dossier", DossierRow)
ISSUE = Table("issue", IssueRow, 2)
TIMER = Table("timer", TimerRow, 2)
RUNG = Table("rung", RungRow, 3)

READ_MODELS: dict[str, Table[tuple[Cell, ...]]] = {
    table.name: table  # type: ignore[misc]  # a row is a tuple of cells
    for table in (STANDING, SIGNING, FIGURE, PROMISE, TALLY, ENDED, KIN, ALIAS, PRECONDITION, FUNDING, BOARD, DOSSIER, ISSUE, TIMER, RUNG)
}


def timer_rows(timers: Iterable[Timer]) -> dict[str, list[tuple[Cell, ...]]]:
    """Return the rows that stand for timers, to be put beside the other rows of a projection."""
    armed = list(timers)
    return {
        TIMER.name: [TimerRow(each.stream, each.id, each.deadline, each.due) for each in armed],
        RUNG.name: [RungRow(each.stream, each.id, name, day) for each in armed for name, day in each.rungs],
    }
