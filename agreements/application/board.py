"""Use case: where every company stands now, from the lists that are kept beside the events.

This is asked most often, and of very many companies: it reads rows that were made when something happened, and needs no workflow.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from agreements.model.values import LocalText
from agreements.record.record import Reading, Record
from agreements.record.tables import BOARD, DOSSIER, SIGNING, STANDING, BoardRow

STAGES = ("eop", "jloi", "maatwerkafspraak")
_COMPANY = "company/"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who must act: a member of an open slot, or the role that can take the next step."""

    what: LocalText
    whom: LocalText
    member: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands, in words; dates as the record writes them: a day, month, year, interval, or `before:` one."""

    phase: LocalText
    state: LocalText
    state_id: str
    since: str
    outcome: str
    suspended_since: str


@dataclass(frozen=True, slots=True)
class Signed:
    """An instrument that was signed between `first` (empty when not known) and `last`; by the day that is asked, or only possibly."""

    stage: str
    first: str
    last: str
    certainly: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """The deadline that runs: its last day, and what it rests on."""

    last: str
    legal: str
    basis: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the board. `possibly` is where the case may have stood, when the dates leave that open."""

    company: str
    name: str
    cluster: str
    place: Place | None
    possibly: Place | None
    signed: tuple[Signed, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    due: Term | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Every company, and the moment that is asked: a day, and an instant of what was known; both empty for now."""

    lines: tuple[Line, ...]
    at: str = ""
    as_known: str = ""

    @property
    def signed(self) -> Mapping[str, tuple[int, int]]:
        """Return per instrument how many certainly and how many possibly signed it; who certainly did, possibly did."""
        certain, possible = Counter[str](), Counter[str]()
        for line in self.lines:
            for each in line.signed:
                possible[each.stage] += 1
                certain[each.stage] += each.certainly
        return {stage: (certain[stage], possible[stage]) for stage in STAGES}


def board(record: Record) -> Board:
    """Return where every company stands now, in the order of their ids."""
    with record.snapshot() as reading:
        return Board(lines_of(reading))


def lines_of(reading: Reading, **of: str) -> tuple[Line, ...]:
    """Return the lines of the board in the order of their ids: all of them, or those `of` one stream."""
    places = _places(reading, of)
    rows = {row.stream: row for row in reading.query(BOARD, **of)}
    signed: dict[str, list[Signed]] = {}
    for each in reading.query(SIGNING, **of):
        signed.setdefault(each.stream, []).append(Signed(each.instrument, each.first, each.last))
    names = reading.columns(DOSSIER, "stream", "name", "cluster", **of)
    return tuple(_line(stream, (name, cluster), places, rows, signed) for stream, name, cluster in sorted(map(_texts, names)))


def _places(reading: Reading, of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found = reading.columns(STANDING, "stream", "state", "since", "outcome", "suspended_since", **of)
    return {str(stream): tuple(map(str, rest)) for stream, *rest in found}


def _texts(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


def _line(
    stream: str,
    known: tuple[str, str],
    places: Mapping[str, tuple[str, ...]],
    rows: Mapping[str, BoardRow],
    signed: Mapping[str, list[Signed]],
) -> Line:
    company, facts = stream.removeprefix(_COMPANY), tuple(signed.get(stream, ()))
    row = rows.get(stream)
    if row is None:
        return Line(company, *known, None, None, facts)
    state, since, outcome, paused = places[stream]
    place = Place(LocalText(row.phase_nl, row.phase_en), LocalText(row.state_nl, row.state_en), state, since, outcome, paused)
    due = json.loads(row.due)
    return Line(company, *known, place, place, facts, waiting(row), Term(**due) if due else None)


def waiting(row: BoardRow) -> tuple[Waiting, ...]:
    """Return who must act, as the row says."""
    return tuple(Waiting(LocalText(**each["what"]), LocalText(**each["whom"]), each["member"]) for each in json.loads(row.waiting))
