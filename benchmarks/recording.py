"""The record beside a bare database: 100,000 companies, a million events. Alone: `python benchmarks/recording.py`."""

from __future__ import annotations

import random
import shutil
import sqlite3  # noqa: TID251  # the peer
import sys
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from measuring import Line, by_turns, processor, table

from agreements.record import events
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.reminders import _QUEUE
from agreements.record.tables import STANDING, Standing
from agreements.record.values import Author, Commit, Message, NewEvent
from agreements.record.verifier import content_of

COMPANIES, EACH = 100_000, 10
STEPS = 100
"""How many steps are one measurement."""

MONDAY = "2026-03-02T09:00:00Z"
BODY = {"step": "sign_eop", "state": "eop_signed", "evidence": ["sha256:" + "ab" * 32], "note": ""}
SNAPSHOT = '{"x":"' + "y" * 600 + '"}'


def stream_of(number: int) -> str:
    """Return the stream of a company."""
    return f"company/c{number:06d}"


def standing(stream: str, version: int) -> Standing:
    """Return where a company stands after so many events."""
    return Standing(stream, "maatwerk", "ab" * 32, version, "jloi", f"state-{version % 7}", "2026-03-02", "", "", SNAPSHOT)


def fill(path: Path) -> None:
    """Make a record of a million events at once."""
    with open_record(path) as record:
        connection = record._connection  # noqa: SLF001  # a million transactions would take minutes
        with connection.writing():
            connection.many(events.INSERT, _history())
            connection.many(STANDING.put, (standing(stream_of(number), EACH) for number in range(COMPANIES)))
        record.checkpoint(MONDAY)


def _history() -> Iterator[tuple[Any, ...]]:
    heads = [""] * COMPANIES
    sequence = 0
    for version in range(1, EACH + 1):
        for number in range(COMPANIES):
            sequence += 1
            row = _row(stream_of(number), version, heads[number])
            heads[number] = row[3]
            yield sequence, *row


def _row(stream: str, version: int, previous: str) -> tuple[Any, ...]:
    body = f'{{"evidence":["sha256:{"ab" * 32}"],"note":"","state":"eop_signed","step":"sign_eop"}}'
    told = ("step_taken", 1, body, "2026-03-02", MONDAY, "p-jan", "", "jan")
    return stream, version, previous, sha256(content_of((0, stream, version, previous, "", *told))).hexdigest(), *told


def our_steps(record: Record) -> Callable[[], None]:
    """Return a program that reads a stream inside the lock and appends to it, with its row, key and message."""
    author, numbers, pick = Author("p-jan", account="jan"), count(), random.Random(1)  # noqa: S311  # any company

    def step() -> None:
        stream, key = stream_of(pick.randrange(COMPANIES)), f"k{next(numbers)}"
        with record.transaction() as transaction:
            version = len(transaction.load(stream))
            rows = {"standing": [standing(stream, version + 1)]}
            event = NewEvent("step_taken", BODY, "2026-03-02")
            mail = Message(key, stream, "mail", {"to": "p-jan"})
            transaction.append(Commit(stream, version, (event,), author, MONDAY, key, rows, messages=(mail,)))

    return lambda: _times(step)


def bare_steps(raw: sqlite3.Connection) -> Callable[[], None]:
    """Return a program that commits the same rows with nothing around it: all of them are known beforehand."""
    versions, numbers, pick = dict.fromkeys(range(COMPANIES), EACH), count(), random.Random(1)  # noqa: S311  # idem
    sequences = count(COMPANIES * EACH + 1)

    def step() -> None:
        number, key = pick.randrange(COMPANIES), f"k{next(numbers)}"
        stream = stream_of(number)
        versions[number] += 1
        version = versions[number]
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(events.INSERT, (next(sequences), *_row(stream, version, "cd" * 32)))
        raw.execute("INSERT INTO command (stream, key, first, last) VALUES (?, ?, ?, ?)", (stream, key, version, version))
        raw.execute(STANDING.put, standing(stream, version))
        raw.execute(_QUEUE, (key, stream, "mail", '{"to":"p-jan"}', ""))
        raw.execute("COMMIT")

    return lambda: _times(step)


def _times(step: Callable[[], None]) -> None:
    for _ in range(STEPS):
        step()


def lines() -> list[Line]:
    """Measure the record."""
    with tempfile.TemporaryDirectory(prefix="maatwerk-bench-") as name:
        folder = Path(name)
        fill(folder / "ours")
        shutil.copy(folder / "ours", folder / "bare")
        with open_record(folder / "ours") as record:
            return [verifying(record), listing(record), stepping(record, folder / "bare")]


def stepping(record: Record, bare: Path) -> Line:
    """Measure a recorded step against a bare commit of the same rows, with the same assurance that it is on disk."""
    raw = sqlite3.connect(bare, isolation_level=None)
    raw.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;")
    ours, peer = by_turns(our_steps(record), bare_steps(raw), 15)
    raw.close()
    return Line("a recorded step, 100,000 companies", ours / STEPS, "a bare SQLite commit of the same rows", peer / STEPS, 2.0)


def listing(record: Record) -> Line:
    """Measure the list of all companies with where they stand."""
    ours = processor(lambda: record.columns(STANDING, "stream", "phase", "state", "since", "outcome"), 9)
    return Line("status of 100,000 companies, every line", ours, "limit, of processor", 0.100, 1.0)


def verifying(record: Record) -> Line:
    """Measure the proof of a million events, with chains and checkpoint."""

    def verify() -> None:
        if record.verify():
            sys.exit("the record is not as recorded")

    return Line("verify a million events", processor(verify, 3), "limit, of processor", 5.0, 1.0)


if __name__ == "__main__":
    print(table(lines()))  # noqa: T201  # its work
