"""Killed at any moment, an archive holds whole files and whole packages, and all that it said it held; memory stays flat."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from signal import SIGKILL

import pytest
from children import PATIENCE, ended, heard
from dossiers import ROOT

from agreements.archive.store import Fixity, fixity, place
from agreements.archive.verifying import verify

CHILD = ROOT / "tests/archive_children.py"
WORDS = {"kept", "packed", "exported", "imported"}


def killed(folder: Path, after: float) -> list[list[str]]:
    """Let a program work on an archive, kill it some time after its first word, and return what it said to be done."""
    command = [sys.executable, str(CHILD), "work", str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with ended(child):
        assert child.stdout is not None
        said = [heard(child)]
        assert said[0].endswith("\n")
        time.sleep(after)
        child.kill()
        said += child.stdout.readlines()
    assert child.returncode == -SIGKILL
    return [line.split() for line in said if line.endswith("\n")]


def whole(folder: Path) -> list[Path]:
    """Return what stands under its own name."""
    return [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []


def prove(folder: Path, said: list[list[str]]) -> None:
    """Show that nothing is lost and nothing is half there."""
    names = sorted(path.name for path in (folder / "store").rglob("*") if path.is_file() and not path.name.startswith("."))
    found = Fixity.of(fixity(folder / "store", names))
    assert (found.missing, found.changed) == ((), ())
    for package in (*whole(folder / "packages"), *whole(folder / "imports")):
        assert list(verify(package)) == []
    for export in whole(folder / "exports"):
        with zipfile.ZipFile(export) as archive:
            assert archive.testzip() is None
    for what, name in said:
        places = {"packed": f"packages/{name}", "exported": f"exports/{name}.zip", "imported": f"imports/{name}"}
        assert (place(folder / "store", name) if what == "kept" else folder / places[what]).exists()


def kills(folder: Path, many: int) -> None:
    chance = random.Random(20261124)  # noqa: S311  # a moment, not a secret
    words: set[str] = set()
    for number in range(4 * many):
        place = folder / str(number)
        said = killed(place, chance.uniform(0, 0.25 * (1 + number // many)))
        prove(place, said)
        words |= {what for what, _ in said}
        if number + 1 >= many and words == WORDS:  # how quick a machine is decides how far it comes
            break
    assert words == WORDS


def test_a_kill_leaves_nothing_half_done(tmp_path: Path) -> None:
    kills(tmp_path, 20)


@pytest.mark.proof
def test_two_hundred_kills_leave_nothing_half_done(tmp_path: Path) -> None:
    kills(tmp_path, 200)


def most_memory(folder: Path, many: int) -> tuple[int, int]:
    command = [sys.executable, str(CHILD), "measure", str(folder), str(many)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
    early, late = map(int, done.stdout.split())
    return early, late


@pytest.mark.parametrize("many", [50, pytest.param(500, marks=pytest.mark.proof)])
def test_memory_is_flat_over_many_packages(tmp_path: Path, many: int) -> None:
    early, late = most_memory(tmp_path, many)
    assert late - early < 8 * 1024  # kB; a package is some hundreds
