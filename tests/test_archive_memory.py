"""Very many packages are proved in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from children import PATIENCE
from dossiers import ROOT

CHILD = ROOT / "tests/archive_verify_children.py"


def most_memory(folder: Path, many: int) -> int:
    """Return the most memory that proving so many packages takes, in kB."""
    folder.mkdir()
    for words in (["fill", str(folder), str(many)], ["prove", str(folder)]):
        done = subprocess.run([sys.executable, str(CHILD), *words], check=True, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
    packages, problems, memory = map(int, done.stdout.split())
    assert (packages, problems) == (many, 0)
    return memory


@pytest.mark.parametrize(("few", "many"), [(50, 250), pytest.param(1_000, 10_000, marks=pytest.mark.proof)])
def test_memory_hardly_grows_over_very_many_packages(tmp_path: Path, few: int, many: int) -> None:
    """What grows is a kilobyte a package: two events in the proof of the record, and a name in the folder."""
    assert most_memory(tmp_path / "many", many) - most_memory(tmp_path / "few", few) < 4 * 1024 + 1.5 * many  # kB
