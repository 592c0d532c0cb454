"""Claims about the archive."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from measuring import Line, by_turns

from agreements.archive.case_file import CaseFile, Company, Delivery, Item, Metadata, Role
from agreements.archive.sip import SUMS, write_package
from agreements.archive.store import fixity, keep, place
from agreements.archive.verifying import verify
from agreements.model.archival import LIMITATION_LIST, Identification, Limitation, Reference, listed
from agreements.model.values import LocalText

FILES, SIZE = 400, 512 * 1024
OPENSSL = ["openssl", "dgst", "-sha256"]
"""The peer has the instructions of the processor, as Python has; the `sha256sum` of some systems has not, and would flatter us."""

GOAL = 1 / 0.7
"""Of the time of the peer: 0.7 of its throughput."""


def lines() -> list[Line]:
    """Measure the checks of the archive."""
    return [store(), package()]


def package() -> Line:
    """Measure the whole check of a package, metadata and counts included, against the bare sums of its files."""
    contents = [os.urandom(SIZE * 4) for _ in range(40)]
    by_digest = {sha256(each).hexdigest(): each for each in contents}
    items = [Item(str(n), Role.OTHER, f"{n}.bin", LocalText(f"{n}", f"{n}"), digest) for n, digest in enumerate(by_digest)]
    unknown = Limitation(listed("Nader te bepalen", LIMITATION_LIST))
    about = Metadata(Identification("1", "maatwerk"), (Reference("EZK"),), (unknown,))
    case = CaseFile(Company("fabriek", "Fabriek"), LocalText("Dossier", "Case file"), about, items[:-1], items[-1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "package")
        write_package(folder, case, lambda digest: BytesIO(by_digest[digest]), Delivery("1", "2026-07-31T12:00:00Z", "e-depot", "archief"))
        if list(verify(folder)):
            sys.exit("the package has faults")

        files = [line.partition("  ")[2] for line in Path(folder, SUMS).read_text(encoding="utf-8").splitlines()]

        def peer() -> None:
            subprocess.run(OPENSSL + files, check=True, capture_output=True, cwd=folder)

        ours, theirs = by_turns(lambda: list(verify(folder)), peer, 7)
    return Line("check of a package, 40 documents of 2 MB", ours, "openssl dgst -sha256, the same files", theirs, GOAL)


def store() -> Line:
    """Measure a fixity check against the bare sums of the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = sorted(keep(folder, os.urandom(SIZE)) for _ in range(FILES))
        paths = [str(place(folder, each)) for each in names]

        def peer() -> None:
            subprocess.run(OPENSSL + paths, check=True, capture_output=True)

        ours, theirs = by_turns(lambda: list(fixity(folder, names)), peer, 7)
    return Line("fixity check, 400 files of 512 kB", ours, "openssl dgst -sha256, the same files", theirs, GOAL)
