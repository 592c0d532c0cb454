"""The wheel, installed in an empty environment and used from another folder."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from dossiers import ROOT

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT], check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_the_program_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "agreements/py.typed",
        "agreements/formats/pages/document.html",
        "agreements/formats/pages/paged.css",
        "agreements/starter/templates/eop/template.yaml",
        "agreements/starter/workflows/README.md",
        "agreements/starter/examples/npvi/yara-sluiskil.yaml",
    ):
        assert name in names
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_it_drafts_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / "bin"
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)

    def maatwerk(*arguments: str) -> str:
        return subprocess.run([programs / "maatwerk", *arguments], check=True, capture_output=True, text=True, cwd=tmp_path).stdout

    assert maatwerk("--version").startswith("maatwerk, version ")
    maatwerk("init", "kantoor")
    made = maatwerk("-w", "kantoor", "draft", "yara-sluiskil", "eop", "-f", "txt", "-f", "docx", "-f", "pdf", "-o", "uit").split()
    assert [Path(name).suffix for name in made] == [".txt", ".docx", ".pdf"]
    assert all((tmp_path / name).stat().st_size > 5000 for name in made)
    assert "weasyprint" in maatwerk("doctor")
    assert "0 " in maatwerk("-w", "kantoor", "check")
