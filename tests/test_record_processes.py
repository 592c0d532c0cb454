"""Several processes at once, and processes that die: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from children import ended, told
from dossiers import ROOT
from record_children import ENDLESS, STREAMS
from records import MONDAY, project

from agreements.record.copies import examine
from agreements.record.opening import open_record
from agreements.record.values import later
from agreements.record.verifier import parse_receipt

CHILDREN = ROOT / "tests/record_children.py"
Process = subprocess.Popen[str]


def child(what: str, place: str, name: str, moment: str, *more: object, into: Path | None = None) -> Process:
    output = into.open("a", encoding="utf-8") if into else subprocess.PIPE
    try:
        command = [sys.executable, str(CHILDREN), what, place, name, moment, *map(str, more)]
        return subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE, text=True)
    finally:
        if into:
            output.close()  # type: ignore[union-attr]  # a file then


def compete(place: str, commands: int) -> None:
    """Let four processes record so many commands together, and compare what each was told with what is there."""
    with open_record(place) as record:
        before = sum(record.version(stream) for stream in STREAMS)
    processes = [child("competing", place, f"p{number}", MONDAY, commands // 4) for number in range(4)]
    lines = told(*processes)
    acknowledged = [(stream, int(version), key) for stream, version, key in (line for line in lines if len(line) == 3)]
    conflicts = sum(int(line[1]) for line in lines if line[0] == "conflicts")
    assert before == 0
    assert len(acknowledged) == commands
    assert conflicts > 0
    with open_record(place) as record:
        there = [(each.stream, each.version) for stream in STREAMS for each in record.load(stream)]
        assert sorted((stream, version) for stream, version, _ in acknowledged) == sorted(there)
        assert [each.version for each in record.load(STREAMS[0])] == list(range(1, record.version(STREAMS[0]) + 1))
        for stream, version, key in acknowledged:
            assert [each.version for each in record.replayed(stream, key) or ()] == [version]
        assert record.verify() == ()


def test_four_processes_that_want_the_same_lose_and_double_nothing(place: str) -> None:
    compete(place, 500)


@pytest.mark.proof
def test_ten_thousand_conflicting_commands_lose_and_double_nothing(place: str) -> None:
    compete(place, 10_000)


class Life:
    """A record in use by processes that are killed again and again."""

    def __init__(self, place: str, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.rounds = 0

    def acknowledged(self, what: str) -> list[list[str]]:
        """Return the whole lines that processes of a kind have said; a kill may have cut the last."""
        path = self.folder / what
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return [line.rstrip("\n").split(" ") for line in text.splitlines(keepends=True) if line.endswith("\n")]

    def round(self) -> None:
        """Start one of each, kill each at a moment of its own, then see what is there."""
        moment = later(MONDAY, 1000 * self.rounds)
        processes, before = [], len(self.acknowledged("appending"))
        for what in ENDLESS:
            name = str(self.folder / f"copy-{self.rounds}") if what == "copying" else f"{what}{self.rounds}"
            processes.append(child(what, self.place, name, moment, into=self.folder / what))
        with ended(*processes):
            if self.rounds % 5:  # else some die while they start
                self.wait_for(before)
            for process in random.sample(processes, len(processes)):
                time.sleep(random.uniform(0, 0.12))  # noqa: S311  # any moment will do
                process.kill()
                _, errors = process.communicate()
                assert errors == ""
        self.rounds += 1
        self.check()

    def wait_for(self, before: int) -> None:
        """Wait until something new was acknowledged."""
        until = time.monotonic() + 30
        while len(self.acknowledged("appending")) == before and time.monotonic() < until:
            time.sleep(0.01)

    def check(self) -> None:
        with open_record(self.place) as record:
            assert record.verify(project) == ()
            for stream, version, key in self.acknowledged("appending"):
                assert [each.version for each in record.replayed(stream, key) or ()] == [int(version)]
            claims = {f"{stream} {timer} {rung}" for stream, timer, rung in record._connection.run("SELECT stream, timer, rung FROM claim")}
            messages = [key for (key,) in record._connection.run("SELECT key FROM message")]
        said = [" ".join(words) for words in self.acknowledged("claiming")]
        assert len(said) == len(set(said))
        assert set(said) <= claims
        assert sorted(messages) == sorted(claims)

    def check_copies(self) -> int:
        """Prove each back-up that was acknowledged; return how many there were."""
        copies = self.acknowledged("copying")
        for path, receipt in copies:
            assert examine(Path(path), [parse_receipt(receipt)]) == ()
        return len(copies)

    def check_messages(self) -> None:
        """Send what is left; each message went out, and again only when a kill fell between."""
        with open_record(self.place) as record:
            rest = [each.message.key for each in record.lease("2030-01-01T00:00:00Z", limit=1_000_000)]
            keys = {key for (key,) in record._connection.run("SELECT key FROM message")}
        times = Counter([*(" ".join(words) for words in self.acknowledged("sending")), *rest])
        assert set(times) == keys
        assert sum(number - 1 for number in times.values()) <= self.rounds


def live(place: str, folder: Path, kills: int) -> None:
    life = Life(place, folder)
    for _ in range(kills // len(ENDLESS)):
        life.round()
    for _ in range(kills):  # on a busy machine a copy or a claim can take longer than a process lives
        if all(life.acknowledged(what) for what in ENDLESS):
            break
        life.round()
    assert len(life.acknowledged("appending")) > life.rounds
    assert [what for what in ENDLESS if not life.acknowledged(what)] == []
    life.check_messages()
    assert life.check_copies() > 0


def test_what_was_acknowledged_outlives_twenty_kills(place: str, tmp_path: Path) -> None:
    live(place, tmp_path, 20)


@pytest.mark.proof
def test_what_was_acknowledged_outlives_three_hundred_kills(place: str, tmp_path: Path) -> None:
    live(place, tmp_path, 300)
