"""Several people at once, and commands that are killed: nothing lost, nothing doubled, each told clearly what became of it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from children import ended, told
from desk import GLASS, NOW, Desk, staffed, with_glass
from dossiers import ROOT

from agreements.application.casework import entries, projection
from agreements.record.copies import examine
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.verifier import parse_receipt
from agreements.workflow.events import StepTaken

CHILDREN = ROOT / "tests/process_children.py"
ALL = {"dead", "step", "kopie", "uitvoer"}


def steps_of(record: Record, stream: str) -> list[tuple[int, StepTaken]]:
    """Return the steps that were taken in the case of a company, each with its version."""
    return [(each.version, each.event) for each in entries(record.load(stream)) if isinstance(each.event, StepTaken)]


def prepared(desk_root: Path, place: str) -> Path:
    """Make a record in a place with two people and a company; return the folder of its archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "run", _at(place, Desk.run))
        desk = with_glass(desk_root)
    folder = desk.root / "archive"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(GLASS, encoding="utf-8")
    return folder


def _at(place: str, run: Any) -> Any:  # noqa: ANN401  # a method with the record elsewhere
    def there(self: Desk, *words: str, **more: Any) -> Any:  # noqa: ANN401  # idem
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("agreements.cli.office.place", lambda _: place)
            return run(self, *words, **more)

    return there


def together(what: str, place: str, folder: Path, each: int) -> list[list[str]]:
    """Let four processes work at once; return what they acknowledged."""
    children = [
        subprocess.Popen(
            [sys.executable, str(CHILDREN), what, place, str(folder), f"p{number}", str(each)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    return told(*children)


def conflicts(place: str, root: Path, commands: int) -> None:
    folder = prepared(root, place)
    lines = together("stepping", place, folder, commands // 4)
    acknowledged = [(int(version), key, step) for version, key, step in (line for line in lines if len(line) == 3)]
    assert sum(int(line[1]) for line in lines if line[0] == "refused") > 0
    assert len(acknowledged) == commands
    with open_record(place) as record:
        history = steps_of(record, "company/proef-glas")
        assert [step.step for _, step in history] == ["suspend", "resume"] * (commands // 2)
        assert len({version for version, _, _ in acknowledged}) == commands
        kept = {(version, step.note, step.step) for version, step in history}
        assert kept == {(version - 1, key, step) for version, key, step in acknowledged}
        assert record.verify(projection(record)) == ()


def test_four_who_want_the_same_step_lose_and_double_nothing(place: str, tmp_path: Path) -> None:
    conflicts(place, tmp_path, 400 if place.startswith("/") else 100)


@pytest.mark.proof
def test_ten_thousand_who_want_the_same_step_lose_and_double_nothing(place: str, tmp_path: Path) -> None:
    conflicts(place, tmp_path, 10_000)


def openings(place: str, root: Path, number: int) -> None:
    folder = prepared(root, place)
    lines = together("applying", place, folder, number)
    assert len(lines) == 4 * number
    assert sorted(company for company, _, opened, _ in lines if opened == "intake") == sorted(f"nieuw-{each}" for each in range(number))
    with open_record(place) as record:
        assert {record.version(f"company/nieuw-{each}") for each in range(number)} == {2}
        assert record.verify(projection(record)) == ()


def test_four_who_apply_the_same_companies_open_each_once(place: str, tmp_path: Path) -> None:
    openings(place, tmp_path, 20)


# Commands that are killed


class Killed:
    """A desk at which commands are killed at any moment."""

    def __init__(self, root: Path, rounds: int) -> None:
        self.desk = staffed(root)
        files = [self.desk.file(f"r{each}.yaml", GLASS.replace("proef-glas", f"reeks-{each}")) for each in range(rounds)]
        self.desk.run("apply", *files, person="anna")
        self.acknowledged: list[str] = []
        self.copies: dict[Path, str] = {}
        self.dead = 0
        self.patience = 2.0

    def start(self, *words: str) -> subprocess.Popen[str]:
        surroundings = {**os.environ, "MAATWERK_NOW": NOW, "MAATWERK_PERSON": "anna"}
        command = [sys.executable, "-m", "agreements", "-w", str(self.desk.root), *words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings)

    def round(self, number: int) -> None:
        """Let one command of each kind live or die; then look at what is there."""
        root, company = self.desk.root, f"reeks-{number}"
        letter = self.desk.file("brief.txt", f"Brief {number} " + "x" * 200_000)
        orders = {
            "step": ["step", company, "start-exploration", "--evidence", letter, "--note", f"n{number}", "--key", f"k{number}"],
            "apply": ["apply", self.desk.file("nieuw.yaml", GLASS.replace("proef-glas", f"nieuw-{number}"))],
            "backup": ["record", "backup", str(root / f"kopie-{number}")],
            "export": ["record", "export", str(root / f"uitvoer-{number}")],
        }
        for name, said in self.lived(orders).items():
            if name == "step":
                self.acknowledged.append(f"n{number}")
            if name in {"backup", "export"}:
                self.copies[Path(orders[name][2])] = said.strip()
        self.check()
        self.check_copies(*(Path(orders[name][2]) for name in ("backup", "export")))

    def lived(self, orders: dict[str, list[str]]) -> dict[str, str]:
        """Start commands together, kill each at a moment of its own, and return what each said that had come to its end."""
        children, said = {name: self.start(*words) for name, words in orders.items()}, {}
        started = time.monotonic()
        with ended(*children.values()):
            for name in random.sample(sorted(children), len(children)):
                pause = random.uniform(0.1, self.patience) - (time.monotonic() - started)  # noqa: S311  # any moment will do
                time.sleep(max(0.0, pause))
                children[name].kill()
                out, errors = children[name].communicate()
                assert "Traceback" not in errors, errors
                assert children[name].returncode in {0, -SIGKILL}, errors
                if children[name].returncode == 0:
                    said[name] = out
                self.patience *= 0.9 if name in said else 1.1  # so that about as many die as live
        self.dead += len(children) - len(said)
        return said

    def taken(self) -> list[StepTaken]:
        with open_record(self.desk.record) as record:
            return [step for stream in record.streams("company/") for _, step in steps_of(record, stream)]

    def seen(self) -> set[str]:
        """Return what has happened so far: commands that died, and of those that did not, each kind that leaves something behind."""
        return {*(path.name.split("-")[0] for path in self.copies), *(["dead"] if self.dead else []), *(["step"] if self.taken() else [])}

    def check(self) -> None:
        with open_record(self.desk.record) as record:
            assert record.verify(projection(record)) == ()
        taken = self.taken()
        notes = [each.note for each in taken]
        assert len(notes) == len(set(notes))
        assert set(self.acknowledged) <= set(notes)
        for each in taken:
            for evidence in each.evidence:
                kept = self.desk.root / "output" / "archive" / evidence.sha256[:2] / evidence.sha256
                assert sha256(kept.read_bytes()).hexdigest() == evidence.sha256
        for path in (self.desk.root / "output" / "archive").rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert sha256(path.read_bytes()).hexdigest() == path.name

    def check_copies(self, *paths: Path) -> None:
        """Look into each copy that was acknowledged, by its receipt, and into each that stands under its own name."""
        for path in paths:
            receipts = [parse_receipt(self.copies[path])] if path in self.copies else []
            if receipts or path.exists():
                assert examine(path, receipts) == ()
        assert {*self.desk.root.glob("kopie-*-*"), *self.desk.root.glob("uitvoer-*-*")} == set()


def killed(root: Path, rounds: int) -> None:
    life = Killed(root, 4 * rounds)
    for number in range(4 * rounds):
        life.round(number)
        if number + 1 >= rounds and life.seen() == ALL:  # how quick a machine is decides how many come to their end
            break
    assert life.seen() == ALL


def test_commands_that_are_killed_leave_the_record_whole(tmp_path: Path) -> None:
    killed(tmp_path, 3)


@pytest.mark.proof
def test_three_hundred_killed_commands_leave_the_record_whole(tmp_path: Path) -> None:
    killed(tmp_path, 75)
