"""Sums over very many streams: the database groups what is alike in everything and adds it, so that few rows come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from agreements.record.connection import Connection

_MILLION = 1_000_000


class Weights(NamedTuple):
    """How much a signed instrument, and the end of the talks, adds to the number of a stream; twice that when it is certain."""

    signed: Mapping[str, int]
    ended: int


class Summed(NamedTuple):
    """The rows of `tally` of one kind, whose streams have the same number, with their sums."""

    kind: str
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
    """Return the part of a statement that gives each stream with a dossier its number as of a day; it takes the day four times."""
    sure = "CASE WHEN last <= ? THEN 2 WHEN first <= ? THEN 1 ELSE 0 END"
    each = " ".join(f"WHEN '{name}' THEN {int(weight)}" for name, weight in weights.signed.items())
    return f"""
        WITH stood AS (
            SELECT stream, SUM(number) AS number FROM (
                SELECT stream, 0 AS number FROM dossier
                UNION ALL SELECT stream, (CASE instrument {each} ELSE 0 END) * ({sure}) FROM signing
                UNION ALL SELECT stream, {int(weights.ended)} * ({sure}) FROM ended
            ) AS dated GROUP BY stream
        )
    """  # noqa: S608  # names and numbers of the program


def tallies(connection: Connection, day: str, weights: Weights, *, opened: bool = False, without: Sequence[str] = ()) -> tuple[Summed, ...]:
    """Return the sums of all streams as of a day (ISO), without some of them; `opened` asks for public rows only.

    The streams go first, in their order, so that SQLite finds the rows of each side by side.
    """
    left_out = f"AND stood.stream NOT IN ({', '.join('?' * len(without))})" if without else ""
    found = connection.run(
        f"""
        {_stood(weights)}
        SELECT kind, number, SUM(promises), {_whole("low")}, {_whole("high")}, SUM(without_low), SUM(without_high), SUM(about)
        FROM stood CROSS JOIN tally
        WHERE tally.stream = stood.stream AND open >= ? {left_out} GROUP BY kind, number
        """,  # noqa: S608  # idem
        (day, day, day, day, int(opened), *without),
    )
    return tuple(map(_summed, found))


def _whole(column: str) -> str:
    """Return the sum of a column in two numbers, millions and the rest: together they may be more than a database can hold."""
    millions = f"{column} / {_MILLION}"
    return f"SUM({millions}), SUM({column} - {millions} * {_MILLION})"


def _summed(row: tuple[Any, ...]) -> Summed:
    kind, number, promises, low_millions, low, high_millions, high, *counts = (row[0], *map(int, row[1:]))
    return Summed(kind, number, promises, low_millions * _MILLION + low, high_millions * _MILLION + high, *counts)


def numbers(connection: Connection, day: str, weights: Weights, *, opened: bool = False) -> tuple[Counted, ...]:
    """Return how many streams have which number as of a day; `opened` counts only those with a public row."""
    only = "WHERE stream IN (SELECT stream FROM tally WHERE open = 1)" if opened else ""
    statement = f"{_stood(weights)} SELECT number, COUNT(*) FROM stood {only} GROUP BY number ORDER BY number"  # noqa: S608  # idem
    found = connection.run(statement, (day,) * 4)
    return tuple(Counted(int(number), int(streams)) for number, streams in found)


_KINDRED = """
    SELECT kin.stream FROM kin JOIN alias ON alias.name = kin.parent WHERE kin.parent <> ''
    UNION SELECT alias.stream FROM kin JOIN alias ON alias.name = kin.parent WHERE kin.parent <> ''
    UNION SELECT kin.stream FROM kin JOIN kin AS elder ON elder.number = kin.parent_number WHERE kin.parent_number <> ''
    UNION SELECT elder.stream FROM kin JOIN kin AS elder ON elder.number = kin.parent_number WHERE kin.parent_number <> ''
    UNION SELECT stream FROM kin
        WHERE number IN (SELECT number FROM kin WHERE number <> '' GROUP BY number HAVING COUNT(*) > 1)
    ORDER BY 1
"""


def kindred(connection: Connection) -> tuple[str, ...]:
    """Return the streams that name another as parent, are named so, or have the number of another."""
    return tuple(stream for (stream,) in connection.run(_KINDRED))


def dossiers(connection: Connection) -> tuple[int, int]:
    """Return how many dossiers there are, and the number of the oldest rules by which rows of any were made, 0 for none."""
    ((count,),) = connection.run("SELECT COUNT(*) FROM dossier")
    ((oldest,),) = connection.run("SELECT MIN(COALESCE(made, 0)) FROM dossier LEFT JOIN kin ON kin.stream = dossier.stream")
    return int(count), int(oldest or 0)


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
