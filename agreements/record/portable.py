"""The record as lines of JSON: what an auditor verifies, and what moves from one database to another.

Header, checkpoints, destructions, events in their order, idempotency keys, an end. A complete export, made as a back-up, also holds rows:
persons, claims, messages and read models. A plain one holds no name of anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import IO, Any

from agreements.model.canonical import canonical_json
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record import events, seals
from agreements.record.connection import Connection
from agreements.record.tables import READ_MODELS
from agreements.record.verifier import FORMAT, Receipt, content_of, read_destruction, verify_export

_BATCH = 1000
_PERSONAL = {
    "person": ("id", "name", "email", "function", "organisation", "erased"),
    "claim": ("stream", "timer", "rung", "claimed"),
    "message": ("key", "stream", "kind", "body", "not_before", "leased", "tries", "sent", "reason"),
}
ROWS: dict[str, tuple[str, ...]] = {**_PERSONAL, **{name: table.columns for name, table in READ_MODELS.items()}}


def write(connection: Connection, file: IO[bytes], *, complete: bool) -> None:
    """Write an export; inside `reading`, so that all of it is of one moment."""
    file.writelines(_head(connection))
    number, sequence = 0, 0
    for number, row in enumerate(events.in_order(connection), 1):  # noqa: B007  # the count is written below
        sequence = row[0]
        file.write(_told(row))
    file.writelines(_commands(connection))
    if complete:
        file.writelines(_rows(connection))
    file.write(_line({"end": {"events": number, "sequence": sequence}}))


def stream_lines(connection: Connection, stream: str) -> Iterator[bytes]:
    """Yield one stream as an export writes its events, behind a head with the last receipt; no name of anybody is in it.

    The chain of the stream proves itself. That nothing was cut off at its end only a receipt with an export of the whole record shows.
    """
    receipts = seals.receipts(connection)
    yield _line({"export": "maatwerk-stream", "format": FORMAT, "receipts": [str(each) for each in receipts[-1:]], "stream": stream})
    number, sequence = 0, 0
    for number, row in enumerate(events.of_stream(connection, stream), 1):  # noqa: B007  # the count is written below
        sequence = row[0]
        yield _told(row)
    yield _line({"end": {"events": number, "sequence": sequence}})


def _told(row: tuple[Any, ...]) -> bytes:
    return b'{"event":%s,"hash":"%s","sequence":%d}\n' % (content_of(row), row[4].encode(), row[0])


def _line(value: object) -> bytes:
    return canonical_json(value) + b"\n"


def _head(connection: Connection) -> Iterator[bytes]:
    receipts = seals.receipts(connection)
    yield _line({"export": "maatwerk-record", "format": FORMAT, "receipts": [str(each) for each in receipts[-1:]]})
    dates: dict[int, str] = dict(connection.run("SELECT number, recorded FROM checkpoint"))
    for receipt in receipts:
        yield _line({"checkpoint": {"receipt": str(receipt), "recorded": dates[receipt.number]}})
    for told, recorded in connection.run("SELECT told, recorded FROM destruction ORDER BY recorded, stream"):
        yield _line({"destruction": {**json.loads(told), "recorded": recorded}})


def _commands(connection: Connection) -> Iterator[bytes]:
    for stream, key, first, last in connection.each("SELECT stream, key, first, last FROM command ORDER BY stream, key"):
        yield _line({"command": {"first": first, "key": key, "last": last, "stream": stream}})


def _rows(connection: Connection) -> Iterator[bytes]:
    there = connection.tables()  # a back-up of an older version has fewer
    for name, columns in ROWS.items():
        if name not in there:
            continue
        statement = f"SELECT {', '.join(columns)} FROM {name} ORDER BY {columns[0]}, {columns[1]}"  # noqa: S608  # names of this module
        yield from (_line({"row": row, "table": name}) for row in connection.each(statement))


def faults(place: str, file: IO[bytes], kept: Iterable[Receipt] = ()) -> tuple[Problem, ...]:
    """Return what is wrong with an export, with the line of each."""
    file.seek(0)
    if not file.readline().startswith(b'{"export":"maatwerk-record"'):
        return (problem("E915", Where(place), path=place),)
    file.seek(0)
    _, findings = verify_export(file, kept)
    return tuple(seals.as_problem(place, finding) for finding in findings)


def read(connection: Connection, place: str, file: IO[bytes]) -> None:
    """Fill an empty record from an export; all of it or, when anything is not as recorded, nothing: AgreementsError."""
    found = faults(place, file)
    if found:
        raise AgreementsError(*found)
    file.seek(0)
    with connection.writing():
        _refuse_filled(connection)
        try:
            _take_all(connection, map(json.loads, file))
        except (KeyError, TypeError, ValueError, connection.error):
            raise AgreementsError(problem("E915", Where(place), path=place)) from None
        found = seals.verify(connection, ())
        if found:
            raise AgreementsError(*found)


def _refuse_filled(connection: Connection) -> None:
    if events.last_sequence(connection) or connection.run("SELECT 1 FROM person LIMIT 1"):
        raise AgreementsError(problem("E914", Where(connection.place), path=connection.place))


def _take_all(connection: Connection, lines: Iterator[dict[str, Any]]) -> None:
    """Take the lines in: events many at a time, destructions when the office's events are there to witness them."""
    destructions = []
    for are_events, some in groupby(lines, key=lambda told: "event" in told):
        if are_events:
            _put_events(connection, map(_event, some))
            continue
        for told in some:
            if "destruction" in told:
                destructions.append(told["destruction"])
            else:
                _take(connection, told)
    witnesses = seals.witnesses(connection)
    for each in destructions:
        seals.note(connection, read_destruction(each), witnesses[each["stream"]], each["recorded"])


def _put_events(connection: Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    while batch := list(islice(rows, _BATCH)):
        connection.many(events.INSERT, batch)


def _take(connection: Connection, told: dict[str, Any]) -> None:
    if "checkpoint" in told:
        receipt = told["checkpoint"]
        _, _, number, sequence, root, _ = receipt["receipt"].split(":")
        values = (int(number), int(sequence), root, receipt["recorded"])
        connection.run("INSERT INTO checkpoint (number, sequence, root, recorded) VALUES (?, ?, ?, ?)", values)
    elif "command" in told:
        values = tuple(told["command"][name] for name in ("stream", "key", "first", "last"))
        connection.run("INSERT INTO command (stream, key, first, last) VALUES (?, ?, ?, ?)", values)
    elif "row" in told:
        _row(connection, told["table"], told["row"])


def _event(told: dict[str, Any]) -> tuple[Any, ...]:
    event = told["event"]
    author = event["author"]
    body = canonical_json(event["body"]).decode()
    place = (told["sequence"], event["stream"], event["version"], event["previous"], told["hash"])
    said = (event["kind"], event["format"], body, event["effective"], event["recorded"])
    return (*place, *said, author["person"], author["on_behalf_of"], author["account"])


def _row(connection: Connection, table: str, row: object) -> None:
    columns = ROWS[table]
    if not isinstance(row, list) or len(row) != len(columns):
        raise ValueError(table)
    marks = ", ".join("?" * len(columns))
    connection.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608  # names of this module
