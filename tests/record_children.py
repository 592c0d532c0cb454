"""What runs beside each other, and is killed, in the tests of the record: `python record_children.py WHAT PLACE NAME MOMENT [COUNT]`.

Each line on stdout is an acknowledgement: what it says was done, and must be there whatever happens next.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from records import GLASS, PAPER, STEEL, commit, folded, happened

from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.values import Message, Timer

STREAMS = (GLASS, STEEL, PAPER)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def appending(record: Record, name: str, moment: str) -> None:
    """Take steps, each with a new timer whose rungs are due at once."""
    for number in count():
        stream = random.choice(STREAMS)  # noqa: S311  # any will do
        key = f"{name}-{number}"
        with record.transaction() as transaction:
            version = transaction.version(stream)
            timer = Timer(f"t{version}", stream, "antwoord", "2026-03-02", (("maand", "2026-02-01"), ("week", "2026-02-23")))
            transaction.append(commit(stream, version, happened(to=key), key=key, recorded=moment, timers=(timer,)))
            folded(transaction, stream)
        say(stream, version + 1, key)


def claiming(record: Record, _: str, moment: str) -> None:
    """Claim what is due; of every claim comes one message."""
    while True:
        for due in record.due_rungs("2026-03-02"):
            key = f"{due.stream} {due.timer} {due.rung}"
            if record.claim(due, moment, Message(key, due.stream, "herinnering", {})):
                say(key)


def sending(record: Record, _: str, moment: str) -> None:
    """Hand messages over, then note it: the line on stdout is the acceptance by a mail server."""
    while True:
        for leased in record.lease(moment, seconds=500, limit=5):
            say(leased.message.key)
            record.sent(leased.message.key, moment)


def copying(record: Record, name: str, moment: str) -> None:
    """Make back-ups, one after another."""
    for number in count():
        target = Path(f"{name}-{number}")
        say(target, record.backup(target, moment))


def competing(record: Record, name: str, moment: str, number: int) -> None:
    """Record so many commands on the same few streams as everybody else, each decided outside the lock; count the conflicts."""
    conflicts = 0
    for each in range(number):
        stream = STREAMS[each % len(STREAMS)]
        while True:
            try:
                version = record.version(stream)
                (event,) = record.append(commit(stream, version, happened(to=name), key=f"{name}-{each}", recorded=moment))
                break
            except AgreementsError as error:
                if error.problems[0].code != "E901":
                    raise
                conflicts += 1
        say(stream, event.version, f"{name}-{each}")
    say("conflicts", conflicts)


ENDLESS: dict[str, Callable[[Record, str, str], None]] = {
    "appending": appending,
    "claiming": claiming,
    "sending": sending,
    "copying": copying,
}

if __name__ == "__main__":
    what, place, own_name, at, *more = sys.argv[1:]
    with open_record(place, patience=120) as opened:
        if what == "competing":
            competing(opened, own_name, at, int(more[0]))
        else:
            ENDLESS[what](opened, own_name, at)
