"""Checkpoints over all streams, and the proof that events, chains and checkpoints are as they were recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from agreements.model.canonical import canonical_json
from agreements.problems import Problem, Where, problem
from agreements.record import events
from agreements.record.connection import Connection
from agreements.record.tables import READ_MODELS
from agreements.record.values import Commit, NewEvent, Recorded, check_instant
from agreements.record.verifier import DESTROYED, OFFICE, Destruction, Finding, Heads, Receipt, Walk, read_destruction

_HEADS = """
    SELECT first.sequence, first.stream, head.version, head.hash, head.sequence
    FROM (SELECT stream, MAX(version) AS version FROM event GROUP BY stream) AS newest
    JOIN event AS head ON head.stream = newest.stream AND head.version = newest.version
    JOIN event AS first ON first.stream = newest.stream AND first.version = 1
"""


def checkpoint(connection: Connection, recorded: str) -> Receipt:
    """Seal all events so far and return the receipt; when nothing was added since the last time, the receipt is that one's."""
    check_instant(recorded)
    sealed = receipts(connection)
    sequence = events.last_sequence(connection)
    last = sealed[-1] if sealed else Receipt(0, 0, "", "")
    if sealed and last.sequence == sequence:
        return last
    number = last.number + 1
    root = _heads(connection).root(number, recorded[:10], last.root)
    connection.run("INSERT INTO checkpoint (number, sequence, root, recorded) VALUES (?, ?, ?, ?)", (number, sequence, root, recorded))
    return Receipt(number, sequence, root, recorded[:10])


def _heads(connection: Connection) -> Heads:
    """Return the heads of all streams, destroyed ones too, in the order in which the streams began."""
    heads = Heads()
    kept = [(each.sequences[0][0], each.stream, *_head(each)) for each in destructions(connection)]
    for _, stream, version, own, sequence in sorted([*kept, *connection.run(_HEADS)]):
        heads.put(stream, version, own, sequence)
    return heads


def _head(destruction: Destruction) -> tuple[int, str, int]:
    sequence, version, own = destruction.heads[-1]
    return version, own, sequence


def receipts(connection: Connection) -> tuple[Receipt, ...]:
    """Return the receipts of all checkpoints, the oldest first."""
    rows = connection.run("SELECT number, sequence, root, recorded FROM checkpoint ORDER BY number")
    return tuple(Receipt(number, sequence, root, recorded[:10]) for number, sequence, root, recorded in rows)


def destructions(connection: Connection) -> tuple[Destruction, ...]:
    """Return what was kept of destroyed streams."""
    rows = connection.run("SELECT told FROM destruction ORDER BY stream")
    return tuple(read_destruction(json.loads(told)) for (told,) in rows)


_OWN_TABLES = (*READ_MODELS, "claim", "message", "command")


def witnessed(connection: Connection, stream: str, commit: Commit) -> tuple[Destruction, tuple[NewEvent, ...]]:
    """Return what stays of a stream that is to be destroyed, and the events for the office's chain, the last of which says so.

    Raise ValueError when that last event is no destruction with grounds, or the stream is the office's or has no events.
    """
    *others, order = commit.events
    if commit.stream != OFFICE or order.kind != DESTROYED or not order.body.get("grounds"):
        raise ValueError(order.kind)
    history = connection.run("SELECT sequence, version, hash FROM event WHERE stream = ? ORDER BY version", (stream,))
    if stream == OFFICE or not history:
        raise ValueError(stream)
    kept = _kept(connection, stream, history)
    return kept, (*others, NewEvent(DESTROYED, {**order.body, "destroyed": kept.as_data()}, order.effective, order.format))


def remove(connection: Connection, kept: Destruction, witness: Recorded) -> None:
    """Delete a stream with all that hangs on it; the office's event that says so is written, and the database asks for it."""
    note(connection, kept, witness.sequence, witness.recorded)
    for table in ("event", *_OWN_TABLES):
        connection.run(f"DELETE FROM {table} WHERE stream = ?", (kept.stream,))  # noqa: S608  # names of this module


def note(connection: Connection, kept: Destruction, witness: int, recorded: str) -> None:
    """Keep what stays of a stream; `witness` is the sequence of the office's event."""
    told = canonical_json(kept.as_data()).decode()
    connection.run("INSERT INTO destruction (stream, witness, told, recorded) VALUES (?, ?, ?, ?)", (kept.stream, witness, told, recorded))


def witnesses(connection: Connection) -> dict[str, int]:
    """Return the sequence of the office's event for each stream of which it says that it was destroyed."""
    told = (event for event in events.load(connection, OFFICE, 0) if event.kind == DESTROYED)
    return {str(cast("dict[str, object]", event.body["destroyed"])["stream"]): event.sequence for event in told}


def _kept(connection: Connection, stream: str, history: list[tuple[int, int, str]]) -> Destruction:
    """Return where the events stood, and the heads that some checkpoint covers, with the last."""
    spans: list[list[int]] = []
    for sequence, _, _ in history:
        if spans and spans[-1][1] == sequence - 1:
            spans[-1][1] = sequence
        else:
            spans.append([sequence, sequence])
    heads = {history[-1]}
    for receipt in receipts(connection):
        covered = [each for each in history if each[0] <= receipt.sequence]
        heads.update(covered[-1:])
    return Destruction(stream, tuple((low, high) for low, high in spans), tuple(sorted(heads)))


def verify(connection: Connection, kept: Iterable[Receipt]) -> tuple[Problem, ...]:
    """Return a problem for each event, chain, checkpoint or receipt that is not as it was recorded, or one for a damaged file."""
    if not connection.sound():
        return (problem("E904", Where(connection.place), path=connection.place, reason="@damaged"),)
    walk = Walk(list(receipts(connection)), list(destructions(connection)))
    walk.add(events.entries(connection))
    return tuple(as_problem(connection.place, finding) for finding in walk.finish(kept))


def as_problem(place: str, finding: Finding) -> Problem:
    """Return what the proof found as a problem; the place is the line of an export, or the sequence in a database."""
    where = Where(place, max(1, finding.line))
    if not finding.stream:
        return problem("E912", where, sequence=finding.sequence, fault=f"@{finding.fault}")
    return problem("E911", where, sequence=finding.sequence, stream=finding.stream, version=finding.version, fault=f"@{finding.fault}")
