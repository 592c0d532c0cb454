"""A process that reminds is killed at any moment: each warning is claimed once, each message accepted, and again only as the same."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest
from children import ended, heard
from reminding import FIRST, Bureau, Inbox, bureau, server

from agreements.application.casework import projection
from agreements.mail import identity
from agreements.record.opening import open_record
from agreements.record.values import instant

LAST_WARNING = timedelta(weeks=10)
CHILDREN = Path(__file__).with_name("reminding_children.py")


def staggered(folder: Path, days: int) -> Bureau:
    """Return an office in which on each of so many days companies come in, so that on each day somebody is to be warned."""
    made = bureau(folder)
    made.do("person", "delegate", "anna", "bram", "--as", "beheer")
    for number in range(days):
        made.company(f"bedrijf-{number}", f"Bedrijf {number}")
        made.later(1)
    return made


class Life:
    """One process after another that reminds, each killed at a moment of its own."""

    def __init__(self, office: Bureau, inbox: Inbox, place: str) -> None:
        self.record = office.folder / "output/record.sqlite3"
        self.inbox = inbox
        self.url = f"smtp://{place}"
        self.deaths = 0
        self.took = 0.0
        self.child = 0
        self.parent = subprocess.Popen([sys.executable, str(CHILDREN)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def hear(self) -> str:
        return heard(self.parent).strip()

    def say(self, words: str) -> None:
        assert self.parent.stdin is not None
        self.parent.stdin.write(f"{words}\n")
        self.parent.stdin.flush()

    def start(self, when: datetime) -> int:
        """Let a new process remind, and return its number."""
        self.say(f"{self.record} {self.url} {instant(when)}")
        self.child = int(self.hear())
        return self.child

    def end(self) -> bool:
        """Wait for the process; say whether it was killed."""
        self.say("and?")
        how = self.hear()
        self.child = 0
        assert how in {"killed", "0"}
        return how == "killed"

    def remind(self, when: datetime) -> None:
        """Remind at a moment, undisturbed."""
        started = time.monotonic()
        self.start(when)
        assert not self.end()
        self.took = time.monotonic() - started

    def die(self, when: datetime, patience: float) -> None:
        """Remind at a moment, and be killed after so many seconds."""
        child = self.start(when)
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)  # who was ready before is not waited for yet, so the number is of nobody else
        killed = self.end()
        self.deaths += killed
        self.took *= 1.1 if killed else 0.9  # so that about as many die as live

    def close(self) -> None:
        """End the process that makes the others, and the one that it made if that was never waited for."""
        with ended(self.parent):
            if self.child and self.parent.poll() is None:  # so that the number is of nobody else
                os.kill(self.child, signal.SIGKILL)

    def check(self, companies: int) -> None:
        """Compare what the server accepted with what the record holds."""
        with open_record(self.record) as record:
            assert record.verify(projection(record)) == ()
            claims = record._connection.run("SELECT stream, timer, rung FROM claim")
            messages: dict[str, str] = dict(record._connection.run("SELECT key, sent FROM message WHERE kind = 'reminder'"))
            found = record._connection.run("SELECT key, body, sent FROM message WHERE kind = 'digest'")
        assert len(set(claims)) == len(claims) == 2 * companies
        assert len(messages) == 3 * companies  # anna and her deputy, then carla
        assert all(messages.values())
        assert all(sent for _, _, sent in found)
        digests = [[each["key"] for each in json.loads(body)["reminders"]] for _, body, _ in found]
        assert Counter(key for keys in digests for key in keys) == Counter(list(messages))
        times = Counter(str(mail["Message-ID"]) for _, mail in self.inbox.accepted)
        assert set(times) == {identity(*keys) for keys in digests}
        assert sum(number - 1 for number in times.values()) <= self.deaths
        assert len({(str(mail["Message-ID"]), address) for address, mail in self.inbox.accepted}) == len(times)


def live(folder: Path, deaths: int) -> None:
    companies = 6 + deaths // 4
    office, inbox = staggered(folder, companies), Inbox(patience=0.01)
    chance = random.Random(deaths)  # noqa: S311  # any moments will do
    now = datetime.combine(FIRST + LAST_WARNING - timedelta(days=14), time_of_day(9), UTC)
    a_day = max(1, deaths // (companies + 14))  # deaths on each of the days on which somebody is to be warned
    with server(inbox) as place:
        life = Life(office, inbox, place)
        try:
            life.remind(now)  # so that it is known how long it takes
            while (before := life.deaths) < deaths:
                life.die(now, chance.uniform(0, life.took))
                now += timedelta(days=1) if life.deaths % a_day == 0 and life.deaths > before else timedelta(minutes=10)
            end = datetime.combine(FIRST + LAST_WARNING + timedelta(days=companies), time_of_day(9), UTC)
            for days in range(3):
                life.remind(max(now, end) + timedelta(days=days + 1))
        finally:
            life.close()
    assert life.deaths == deaths
    life.check(companies)


def test_twenty_deaths(tmp_path: Path) -> None:
    live(tmp_path, 20)


@pytest.mark.proof
def test_three_hundred_deaths(tmp_path: Path) -> None:
    live(tmp_path, 300)


def test_two_at_once_double_nothing(tmp_path: Path) -> None:
    companies = 12
    office, inbox = staggered(tmp_path, companies), Inbox()
    now = datetime.combine(FIRST + LAST_WARNING, time_of_day(9), UTC)
    with server(inbox) as place:
        both = [Life(office, inbox, place) for _ in range(2)]
        try:
            for days in range(companies + 2):
                for each in both:
                    each.start(now + timedelta(days=days))
                assert [each.end() for each in both] == [False, False]
        finally:
            for each in both:
                each.close()
    both[0].check(companies)
