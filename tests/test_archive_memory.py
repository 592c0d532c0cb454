"""Very many packages are proved in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from children import PATIENCE
from dossiers import ROOT

CHILD = ROOT / "tests/archive_verify_children.py"


def most_memory(folder: Path, many: int, times: int) -> int:
    """Return the most memory that proving so many packages, so many times, takes, in kB."""
    folder.mkdir()
    for words in (["fill", str(folder), str(many)], ["prove", str(folder), str(times)]):
        done = subprocess.run([sys.executable, str(CHILD), *words], check=True, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
    packages, problems, memory = map(int, done.stdout.split())
    assert (packages, problems) == (many * times, 0)
    return memory


@pytest.mark.parametrize(("few", "times"), [(50, 5), pytest.param(1_000, 10, marks=pytest.mark.proof)])
def test_memory_does_not_grow_over_very_many_packages(tmp_path: Path, few: int, times: int) -> None:
    """Few packages are proved as often as it takes to see as many: Python's own table of names in paths changes size with that number.

    What is allowed is what waits in one part of a list and the pages of the record that are kept: both have an end.
    """
    assert most_memory(tmp_path / "many", few * times, 1) - most_memory(tmp_path / "few", few, times) < 3 * 1024  # kB
