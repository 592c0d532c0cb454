"""Read models kept beside the events: a stream's rows are replaced where they changed, compared with their fold, and rebuilt from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record import events
from agreements.record.connection import Connection
from agreements.record.tables import READ_MODELS, Row, Table
from agreements.record.values import Cell, Recorded, Rows

Project = Callable[[str, Sequence[Recorded]], Rows]
"""The fold of a stream: its rows by table, with an empty list for a table in which it has none."""

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading or folding something else than was ever recorded can raise."""

_AnyTable = Table[tuple[Cell, ...]]


def replace(connection: Connection, stream: str, rows: Rows) -> int:
    """Make these the rows of a stream, writing only what differs; return how many rows that were."""
    return sum(_replace(connection, READ_MODELS[name], stream, given) for name, given in rows.items())


def _replace(connection: Connection, table: _AnyTable, stream: str, given: Sequence[tuple[Cell, ...]]) -> int:
    before = {tuple(row[: table.keys]): row for row in connection.run(table.of_stream, (stream,))}
    after = {tuple(row[: table.keys]): tuple(row) for row in _checked(table, stream, given)}
    changed = [row for key, row in after.items() if before.get(key) != row]
    gone = [key for key in before if key not in after]
    for key in gone:
        connection.run(table.drop, key)
    for row in changed:
        connection.run(table.put, row)
    return len(gone) + len(changed)


def _checked(table: _AnyTable, stream: str, rows: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    """Return the rows; raise ValueError for one of another stream, of another width or with a key that another has."""
    if any(row[0] != stream or len(row) != len(table.columns) for row in rows):
        raise ValueError(table.name)
    if len({row[: table.keys] for row in rows}) != len(rows):
        raise ValueError(table.name)
    return rows


def query(connection: Connection, table: Table[Row], equal: Mapping[str, Cell]) -> tuple[Row, ...]:
    """Return the rows that meet the conditions, in the order of their key."""
    statement = f"{table.select(table.columns, equal)} ORDER BY {table.key}"
    found = connection.run(statement, tuple(equal.values()))
    make = table.row._make  # type: ignore[attr-defined]  # rows are named tuples
    return tuple(map(make, found))


def columns(connection: Connection, table: Table[Row], names: tuple[str, ...], equal: Mapping[str, Cell]) -> list[tuple[Cell, ...]]:
    """Return some columns of the rows that meet the conditions, in the order of their key: for lists over very many streams."""
    return connection.run(f"{table.select(names, equal)} ORDER BY {table.key}", tuple(equal.values()))


def rebuild(connection: Connection, project: Project) -> int:
    """Make every row what the fold of its stream says; return how many rows were not.

    Raise AgreementsError when events cannot be read.
    """
    with connection.writing():
        with _streams(connection) as streams:
            written = sum(replace(connection, stream, _folded(connection, project, stream, rows)) for stream, rows in streams)
        for table in READ_MODELS.values():
            written += connection.changed(f"DELETE FROM {table.name} WHERE stream NOT IN (SELECT stream FROM event)")  # noqa: S608  # idem
        return written


def differences(connection: Connection, project: Project) -> Iterator[Problem]:
    """Yield a problem for each table and stream whose rows are not what the fold says, and for each stream that cannot be folded."""
    with _streams(connection) as streams:
        for stream, rows in streams:
            try:
                folded = _folded(connection, project, stream, rows)
            except AgreementsError as error:
                yield from error.problems
            else:
                yield from _unlike(connection, stream, folded)
    for table in READ_MODELS.values():
        orphans = connection.run(f"SELECT DISTINCT stream FROM {table.name} WHERE stream NOT IN (SELECT stream FROM event)")  # noqa: S608  # idem
        yield from (problem("E913", Where(connection.place), table=table.name, stream=stream) for (stream,) in orphans)


def _unlike(connection: Connection, stream: str, folded: Rows) -> Iterator[Problem]:
    for name, rows in folded.items():
        found = connection.run(READ_MODELS[name].of_stream, (stream,))
        if sorted(map(_text, found)) != sorted(map(_text, rows)):
            yield problem("E913", Where(connection.place), table=name, stream=stream)


@contextmanager
def _streams(connection: Connection) -> Iterator[Iterator[tuple[str, Iterable[tuple[Any, ...]]]]]:
    """Give every stream with the rows of its events; whoever stops halfway leaves nothing open."""
    with closing(events.everything(connection)) as rows:
        yield groupby(rows, key=itemgetter(1))


def _folded(connection: Connection, project: Project, stream: str, rows: Iterable[tuple[Any, ...]]) -> Rows:
    """Return the rows that a stream folds into; raise AgreementsError for events that nobody can have recorded, though their hashes fit."""
    where = Where(connection.place)
    try:
        return project(stream, tuple(map(events.recorded_from, rows)))
    except AgreementsError as error:
        raise AgreementsError(problem("E917", where, stream=stream), *error.problems) from error
    except _UNREADABLE as error:
        raise AgreementsError(problem("E917", where, stream=stream)) from error


def _text(row: tuple[Cell, ...]) -> str:
    """Return a row to be compared; a text is its letters, also when it is a member of an enumeration."""
    return repr(tuple(str(cell) if isinstance(cell, str) else cell for cell in row))
