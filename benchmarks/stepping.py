"""A step as people take it beside a bare commit of the very rows that it wrote. Alone: `python benchmarks/stepping.py`."""

from __future__ import annotations

import sqlite3  # noqa: TID251  # the peer
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Line

from agreements.application import people
from agreements.application.acting import Actor, Moment
from agreements.application.apply import apply
from agreements.application.steps import StepOrder, take
from agreements.application.workflows import publish
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.values import Cell, Person
from agreements.sources import Source
from agreements.workflow.people import RoleGranted

ROOT = Path(__file__).resolve().parents[1]
MOMENT = Moment("2026-03-02T09:00:00Z", date(2026, 3, 2))
ANNA, BRAM = Actor("anna"), Actor("bram")
COMPANIES, ROUNDS = 25, 15

Written = list[list[tuple[str, Sequence[Cell]]]]
"""Per transaction the statements that wrote something, with their values."""


def prepare(record: Record) -> None:
    """Staff an office, publish the real process and open a case for each of some invented companies."""
    for each in ("anna", "bram"):
        people.register(record, Person(each, each.title()), ANNA if each == "bram" else Actor(""), MOMENT)
    workflow = (ROOT / "workflows/maatwerk.yaml").read_text(encoding="utf-8")
    publish(record, Source("maatwerk.yaml", workflow), ANNA, MOMENT)
    people.grant(record, RoleGranted("anna", "programme-manager", "", MOMENT.day, None, "", "bram"), BRAM, MOMENT)
    dossiers = [Source(f"m{each}.yaml", f"format: 1\ncompany: {{id: m{each}, name: Meting {each}}}\n") for each in range(COMPANIES)]
    apply(record, dossiers, "maatwerk", (ANNA, MOMENT))


def steps(record: Record, number: int) -> None:
    """Suspend every case, or resume it in the next round."""
    name, facts = ("resume", {}) if number % 2 else ("suspend", {"reason-suspended": "meting"})
    for each in range(COMPANIES):
        done = take(record, Path(), StepOrder(f"m{each}", name, facts=facts), (ANNA, MOMENT))
        if done.reasons:
            message = f"refused: {done.reasons}"
            raise RuntimeError(message)


@contextmanager
def listening(record: Record) -> Iterator[Written]:
    """Keep what is written meanwhile."""
    connection, kept = record._connection, [[]]  # noqa: SLF001  # to hear what it is asked
    run = connection.run

    def heard(statement: str, values: Sequence[Cell] = ()) -> object:
        words = statement.split(None, 1)[0]
        if words == "COMMIT":
            kept.append([])
        elif words in {"INSERT", "UPDATE", "DELETE"}:
            kept[-1].append((statement, values))
        return run(statement, values)

    connection.run = heard
    try:
        yield kept
    finally:
        connection.run = run


def replay(raw: sqlite3.Connection, written: Written) -> None:
    """Commit the same rows with nothing around them."""
    for transaction in written:
        if transaction:
            raw.execute("BEGIN IMMEDIATE")
            for statement, values in transaction:
                raw.execute(statement, values)
            raw.execute("COMMIT")


def line() -> Line:
    """Measure steps by turns with the bare commits of their rows."""
    ours: list[float] = []
    bare: list[float] = []
    with TemporaryDirectory(prefix="maatwerk-bench-") as name, open_record(Path(name) / "ours") as record:
        prepare(record)
        record.backup(Path(name) / "bare", MOMENT.instant)
        raw = sqlite3.connect(Path(name) / "bare", isolation_level=None)
        raw.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        for number in range(ROUNDS):
            with listening(record) as written:
                started = time.perf_counter()
                steps(record, number)
                ours.append((time.perf_counter() - started) / COMPANIES)
            started = time.perf_counter()
            replay(raw, written)
            bare.append((time.perf_counter() - started) / COMPANIES)
        raw.close()
    return Line(
        "a step taken, decision and all", statistics.median(ours), "a bare SQLite commit of the same rows", statistics.median(bare), 2.0
    )


if __name__ == "__main__":
    print(line())  # noqa: T201  # its work
