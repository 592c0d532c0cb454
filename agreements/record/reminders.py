"""Timers and the outbox: a rung is claimed once, by the insert that only one can make; its message is sent at least once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from agreements.model.canonical import canonical_json
from agreements.record.connection import Connection
from agreements.record.values import DueRung, Leased, Message, check_instant, later

_DUE = """
    SELECT rung.stream, rung.timer, deadline, due, rung.rung, day FROM rung
    JOIN timer ON timer.stream = rung.stream AND timer.timer = rung.timer
    WHERE day <= ? AND NOT EXISTS (
        SELECT 1 FROM claim WHERE claim.stream = rung.stream AND claim.timer = rung.timer AND claim.rung = rung.rung
    )
    ORDER BY day, rung.stream, rung.timer, rung.rung
"""
_CLAIM = """
    INSERT INTO claim (stream, timer, rung, claimed)
    SELECT stream, timer, rung, ? FROM rung WHERE stream = ? AND timer = ? AND rung = ? AND day <= ?
    ON CONFLICT (stream, timer, rung) DO NOTHING
"""
_QUEUE = """
    INSERT INTO message (key, stream, kind, body, not_before, leased, tries, sent, reason) VALUES (?, ?, ?, ?, ?, '', 0, '', '')
    ON CONFLICT (key) DO NOTHING
"""
_WAITING = """
    SELECT key, stream, kind, body, not_before, tries FROM message
    WHERE sent = '' AND not_before <= ? AND leased <= ? AND kind = COALESCE(?, kind) ORDER BY not_before, key LIMIT ?
"""
_UNSENT = "SELECT key, stream, kind, body, not_before, tries FROM message WHERE sent = '' AND kind = ? ORDER BY not_before, key"
_FIRST_WAIT, _LONGEST_WAIT = 60, 24 * 60 * 60


def due_rungs(connection: Connection, today: str) -> tuple[DueRung, ...]:
    """Return the rungs whose day has come and which nobody has claimed, the oldest first."""
    return tuple(DueRung(*row) for row in connection.run(_DUE, (today,)))


def claim(connection: Connection, due: DueRung, at: str, messages: Iterable[Message]) -> bool:
    """Claim a rung and queue its messages; say whether this was the one that did. A timer that is gone by now gives nothing to claim."""
    check_instant(at)
    claimed = connection.changed(_CLAIM, (at, due.stream, due.timer, due.rung, due.day)) == 1
    if claimed:
        queue(connection, messages)
    return claimed


def queue(connection: Connection, messages: Iterable[Message]) -> None:
    """Put messages in the outbox; one whose key is there already is there already."""
    for each in messages:
        connection.run(_QUEUE, (each.key, each.stream, each.kind, canonical_json(each.body).decode(), each.not_before))


def lease(connection: Connection, now: str, seconds: int, limit: int, kind: str | None = None) -> tuple[Leased, ...]:
    """Take messages for a while: nobody else gets them until the time is over. Longer than sending can take, or it is sent twice."""
    check_instant(now)
    found = connection.run(_WAITING, (now, now, kind, limit))
    until = later(now, seconds)
    for key, *_ in found:
        connection.run("UPDATE message SET leased = ?, tries = tries + 1 WHERE key = ?", (until, key))
    return tuple(map(_leased, found))


def unsent(connection: Connection, kind: str) -> tuple[Leased, ...]:
    """Return every message of a kind that is not sent yet, whoever has it now."""
    return tuple(map(_leased, connection.run(_UNSENT, (kind,))))


def exchange(connection: Connection, keys: Sequence[str], messages: Sequence[Message], at: str) -> bool:
    """Put messages in the place of others, which wait no more; nothing changes when one is there already, or one of the others is gone."""
    check_instant(at)
    there = [each for each in messages if connection.run("SELECT 1 FROM message WHERE key = ?", (each.key,))]
    gone = [key for key in keys if not connection.run("SELECT 1 FROM message WHERE key = ? AND sent = ''", (key,))]
    if there or gone:
        return False
    for key in keys:
        sent(connection, key, at)
    queue(connection, messages)
    return True


def _leased(row: tuple[Any, ...]) -> Leased:
    key, stream, kind, body, not_before, tries = row
    return Leased(Message(key, stream, kind, json.loads(body), not_before), tries)


def sent(connection: Connection, key: str, at: str) -> None:
    """Note that a message was accepted."""
    check_instant(at)
    connection.run("UPDATE message SET sent = ?, leased = '', reason = '' WHERE key = ? AND sent = ''", (at, key))


def failed(connection: Connection, key: str, at: str, reason: str) -> None:
    """Note that a message was not accepted; it is tried again after a minute, then two, four, ... at most a day."""
    check_instant(at)
    found = connection.run("SELECT tries FROM message WHERE key = ? AND sent = ''", (key,))
    for (tries,) in found:
        wait = min(_FIRST_WAIT * 2 ** min(int(tries) - 1, 20), _LONGEST_WAIT)
        connection.run("UPDATE message SET leased = ?, reason = ? WHERE key = ?", (later(at, wait), reason[:500], key))
