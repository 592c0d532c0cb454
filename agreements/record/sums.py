"""Sums over very many streams: the database groups what is alike in everything and adds it, so that few rows come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from agreements.record.connection import Connection
from agreements.record.tables import SIGNING, TALLY

_MILLION = 1_000_000


class Weights(NamedTuple):
    """How much a signed instrument, and the end of the talks, adds to the number of a stream; twice that when it is certain."""

    signed: Mapping[str, int]
    ended: int


class Summed(NamedTuple):
    """The rows of `tally` that are alike, and whose streams have the same number, with their sums."""

    cluster: str
    stage: str
    later: str
    place: str
    number: int
    promises: int
    low: int
    high: int
    without_low: int
    without_high: int
    about: int


class Counted(NamedTuple):
    """How many streams have a number."""

    number: int
    streams: int


def _stood(weights: Weights) -> str:
    """Return the part of a statement that gives each stream its number as of a day; it takes the day four times."""
    sure = "CASE WHEN last <= ? THEN 2 WHEN first <= ? THEN 1 ELSE 0 END"
    each = " ".join(f"WHEN '{name}' THEN {int(weight)}" for name, weight in weights.signed.items())
    return f"""
        WITH stood AS (
            SELECT stream, SUM(number) AS number FROM (
                SELECT stream, (CASE instrument {each} ELSE 0 END) * ({sure}) AS number FROM {SIGNING.name}
                UNION ALL SELECT stream, {int(weights.ended)} * ({sure}) FROM ended
            ) AS dated GROUP BY stream
        )
    """  # noqa: S608  # names and numbers of the program


def tallies(connection: Connection, day: str, weights: Weights, *, opened: bool = False, without: Sequence[str] = ()) -> tuple[Summed, ...]:
    """Return the sums of all streams as of a day (ISO), without some of them; `opened` asks for public rows only."""
    left_out = f"AND {TALLY.name}.stream NOT IN ({', '.join('?' * len(without))})" if without else ""
    by = "cluster, stage, later, place, COALESCE(number, 0)"
    found = connection.run(
        f"""
        {_stood(weights)}
        SELECT {by}, SUM(promises), {_whole("low")}, {_whole("high")}, SUM(without_low), SUM(without_high), SUM(about)
        FROM {TALLY.name} LEFT JOIN stood ON stood.stream = {TALLY.name}.stream
        WHERE open >= ? {left_out} GROUP BY {by}
        """,  # noqa: S608  # idem
        (day, day, day, day, int(opened), *without),
    )
    return tuple(_summed(row) for row in found)


def _whole(column: str) -> str:
    """Return the sum of a column in two numbers, millions and the rest: together they may be more than a database can hold."""
    millions = f"{column} / {_MILLION}"
    return f"SUM({millions}), SUM({column} - {millions} * {_MILLION})"


def _summed(row: tuple[Any, ...]) -> Summed:
    cluster, stage, later, place, number, promises, *rest = row
    low_millions, low, high_millions, high, *counts = map(int, rest)
    return Summed(
        cluster, stage, later, place, int(number), int(promises), low_millions * _MILLION + low, high_millions * _MILLION + high, *counts
    )


def numbers(connection: Connection, day: str, weights: Weights) -> tuple[Counted, ...]:
    """Return how many streams have which number as of a day."""
    statement = f"{_stood(weights)} SELECT number, COUNT(*) FROM stood GROUP BY number ORDER BY number"  # noqa: S608  # idem
    found = connection.run(statement, (day,) * 4)
    return tuple(Counted(int(number), int(streams)) for number, streams in found)


class InState(NamedTuple):
    """How many streams stand in a state, and since when the one that stands there longest."""

    phase_nl: str
    phase_en: str
    state_nl: str
    state_en: str
    streams: int
    since: str


def states(connection: Connection) -> tuple[InState, ...]:
    """Return every state of the board with how many stand in it."""
    words = "phase_nl, phase_en, state_nl, state_en"
    found = connection.run(
        f"""
        SELECT {words}, COUNT(*), MIN(since) FROM board JOIN standing ON standing.stream = board.stream
        GROUP BY {words} ORDER BY COUNT(*) DESC, {words}
        """  # noqa: S608  # idem
    )
    return tuple(map(InState._make, found))
