"""Use case: what this machine has and lacks for drafting, and the command that mends it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

PROGRAM = "maatwerk"
LIBRARIES = {
    "pango-1.0": "apt-get install libpango-1.0-0",
    "pangoft2-1.0": "apt-get install libpangoft2-1.0-0",
    "harfbuzz": "apt-get install libharfbuzz0b",
    "harfbuzz-subset": "apt-get install libharfbuzz-subset0",
}
JUDGES = {
    "soffice": "apt-get install libreoffice-writer-nogui (only for make proof)",
    "java": "apt-get install default-jdk-headless (only for make proof)",
    "chromium": "apt-get install chromium (only for make proof)",
}
OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for: what was found (empty: nothing), whether drafting needs it, and how to get it."""

    what: str
    found: str
    needed: bool
    mend: str


def examine() -> tuple[Finding, ...]:
    """Return what was found on this machine."""
    return (*_python(), *_packages(), *_libraries(), *_judges())


def _python() -> Iterator[Finding]:
    running = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", running if sys.version_info >= OLDEST else "", needed=True, mend="apt-get install python3.11")


def _packages() -> Iterator[Finding]:
    for name in _required():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        yield Finding(name, found, needed=True, mend=f"pip install {name}")


def _required() -> tuple[str, ...]:
    """Return the packages that the program says it is built on, without those of its extras; itself when it was never installed."""
    try:
        told = requires(PROGRAM) or []
    except PackageNotFoundError:
        return (PROGRAM,)
    return tuple(re.split(r"[^A-Za-z0-9._-]", each)[0] for each in told if "extra ==" not in each)


def _libraries() -> Iterator[Finding]:
    for name, mend in LIBRARIES.items():
        yield Finding(f"lib{name}", find_library(name) or "", needed=True, mend=mend)


def _judges() -> Iterator[Finding]:
    for name, mend in JUDGES.items():
        yield Finding(name, shutil.which(name) or "", needed=False, mend=mend)
