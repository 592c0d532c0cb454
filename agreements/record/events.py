"""Events in and out: each stream is a chain, and a stream's next event is written only by whoever knows its last."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from hashlib import sha256
from typing import Any

from agreements.model.canonical import canonical_json
from agreements.problems import AgreementsError, Where, problem
from agreements.record.connection import Connection
from agreements.record.values import Author, Commit, NewEvent, Recorded
from agreements.record.verifier import content_of

COLUMNS = "sequence, stream, version, previous, hash, kind, format, body, effective, recorded, person, on_behalf_of, account"
INSERT = f"INSERT INTO event ({COLUMNS}) VALUES ({', '.join('?' * 13)})"  # noqa: S608  # names of this module
_STREAM = f"SELECT {COLUMNS} FROM event WHERE stream = ? AND version > ? ORDER BY version"  # noqa: S608  # idem
_PART = f"SELECT {COLUMNS} FROM event WHERE stream = ? AND version BETWEEN ? AND ? ORDER BY version"  # noqa: S608  # idem
_ALL = f"SELECT {COLUMNS} FROM event WHERE stream >= ? AND stream < ? ORDER BY stream, version"  # noqa: S608  # idem
_IN_ORDER = f"SELECT {COLUMNS} FROM event ORDER BY sequence"  # noqa: S608  # idem
_HEAD = "SELECT version, hash FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1"
_LAST = "SELECT COALESCE(MAX(sequence), 0) FROM event"


def recorded_from(row: tuple[Any, ...]) -> Recorded:
    """Return the event of a row."""
    sequence, stream, version, previous, own, kind, number, body, effective, recorded, person, on_behalf_of, account = row
    author = Author(person, on_behalf_of, account)
    return Recorded(sequence, stream, version, kind, number, json.loads(body), effective, recorded, author, previous, own)


def load(connection: Connection, stream: str, after: int) -> tuple[Recorded, ...]:
    """Return the events of a stream after a version."""
    return tuple(map(recorded_from, connection.run(_STREAM, (stream, after))))


def head(connection: Connection, stream: str) -> tuple[int, str]:
    """Return the last version of a stream and its hash; 0 and nothing for a stream without events."""
    found = connection.run(_HEAD, (stream,))
    return found[0] if found else (0, "")


def last_sequence(connection: Connection) -> int:
    """Return the sequence of the last event."""
    return int(connection.run(_LAST)[0][0])


def streams(connection: Connection, prefix: str) -> tuple[str, ...]:
    """Return the streams whose name begins so, in order."""
    rows = connection.run("SELECT stream FROM event WHERE version = 1 AND stream >= ? AND stream < ? ORDER BY stream", _within(prefix))
    return tuple(stream for (stream,) in rows)


def everything(connection: Connection) -> Generator[tuple[Any, ...]]:
    """Yield the rows of all events, stream by stream."""
    yield from connection.each(_ALL, _within(""))


def _within(prefix: str) -> tuple[str, str]:
    return prefix, prefix + "\x7f"


def entries(connection: Connection) -> Iterator[tuple[int, int, str, int, str, str, bytes]]:
    """Yield all events in the order of the record, as a proof takes them; the line is the sequence."""
    for row in in_order(connection):
        yield row[0], row[0], row[1], row[2], row[3], row[4], content_of(row)


def of_stream(connection: Connection, stream: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a stream, the oldest first."""
    return connection.each(_STREAM, (stream, 0))


def in_order(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of all events in the order of the record."""
    return connection.each(_IN_ORDER)


def replayed(connection: Connection, stream: str, key: str) -> tuple[Recorded, ...] | None:
    """Return what a command with this key recorded, or None when it is new."""
    found = connection.run("SELECT first, last FROM command WHERE stream = ? AND key = ?", (stream, key)) if key else []
    return tuple(map(recorded_from, connection.run(_PART, (stream, *found[0])))) if found else None


def append(connection: Connection, commit: Commit) -> tuple[Recorded, ...]:
    """Write the events of a command behind the last of its stream; raise AgreementsError when that is not the one it was decided on."""
    version, previous = head(connection, commit.stream)
    if version != commit.expected_version:
        raise AgreementsError(
            problem("E901", Where(connection.place), stream=commit.stream, expected=commit.expected_version, found=version)
        )
    if not version:
        _refuse_destroyed(connection, commit.stream)
    sequence = last_sequence(connection)
    rows = list(_chained(commit, sequence, version, previous))
    for row in rows:
        connection.run(INSERT, row)
    if commit.key:
        last = version + len(rows)
        connection.run("INSERT INTO command (stream, key, first, last) VALUES (?, ?, ?, ?)", (commit.stream, commit.key, version + 1, last))
    return tuple(map(recorded_from, rows))


def _refuse_destroyed(connection: Connection, stream: str) -> None:
    if connection.run("SELECT 1 FROM destruction WHERE stream = ?", (stream,)):
        raise AgreementsError(problem("E910", Where(connection.place), stream=stream))


def _chained(commit: Commit, sequence: int, version: int, previous: str) -> Iterable[tuple[Any, ...]]:
    """Yield the row of each event of a command, each with the hash of the one before."""
    author = commit.author
    for event in commit.events:
        version, sequence = version + 1, sequence + 1
        told = _told(event, commit.recorded, author)
        own = sha256(content_of((sequence, commit.stream, version, previous, "", *told))).hexdigest()
        yield (sequence, commit.stream, version, previous, own, *told)
        previous = own


def _told(event: NewEvent, recorded: str, author: Author) -> tuple[str, int, str, str, str, str, str, str]:
    body = canonical_json(event.body).decode()
    return event.kind, event.format, body, event.effective, recorded, author.person, author.on_behalf_of, author.account
