"""Claims about the archive."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from measuring import Line, by_turns

from agreements.application import proving
from agreements.application.package_record import Contents, made_event
from agreements.application.packing import Places
from agreements.application.proving import Tally
from agreements.application.signing_record import Received, ReceivedFile, received_event
from agreements.archive.case_file import CaseFile, Company, Delivery, Item, Metadata, Role
from agreements.archive.sip import SUMS, write_package
from agreements.archive.store import fixity, keep, place
from agreements.archive.verifying import verify
from agreements.model.archival import LIMITATION_LIST, Identification, Limitation, Reference, listed
from agreements.model.values import LocalText
from agreements.record.opening import open_record
from agreements.record.values import Author, Commit

FILES, SIZE = 400, 512 * 1024
DAY = date(2026, 7, 31)
OPENSSL = ["openssl", "dgst", "-sha256"]
"""The peer has the instructions of the processor, as Python has; the `sha256sum` of some systems has not, and would flatter us."""

GOAL = 1 / 0.7
"""Of the time of the peer: 0.7 of its throughput."""


def lines() -> list[Line]:
    """Measure the checks of the archive."""
    return [store(), package(), whole()]


def whole() -> Line:
    """Measure `archive verify` without its signatures, record and untracked files included, against the bare sums of the same files."""
    by_digest = _contents()
    with tempfile.TemporaryDirectory() as name:
        places = Places(Path(name, "archive"), Path(name, "packages"))
        slip = _packed(places.packages / "fabriek-1", by_digest)
        kept = tuple(ReceivedFile(keep(places.archive, each), "een.pdf") for each in by_digest.values())
        told = (
            received_event("eop-nl-1", Received(kept, kept[0].sha256, "valid", DAY)),
            made_event("fabriek-1", Contents(slip, len(by_digest), 1), ("Dossier", "", 1), DAY.isoformat()),
        )
        with open_record(Path(name, "record.sqlite3")) as record:
            record.append(Commit("company/fabriek", 0, told, Author("anna"), f"{DAY}T12:00:00Z"))
            if found := list(proving.verify(record, places, (), Tally())):
                sys.exit(f"the archive has faults: {found}")
            files = [str(path) for path in Path(name).rglob("*") if path.is_file() and path.suffix != ".sqlite3"]

            def peer() -> None:
                subprocess.run(OPENSSL + files, check=True, capture_output=True)

            ours, theirs = by_turns(lambda: list(proving.verify(record, places, (), Tally())), peer, 7)
    return Line("archive verify, 80 documents of 2 MB, kept and packed", ours, "openssl dgst -sha256, the same files", theirs, GOAL)


def _contents() -> dict[str, bytes]:
    return {sha256(each).hexdigest(): each for each in (os.urandom(SIZE * 4) for _ in range(40))}


def _packed(folder: Path, by_digest: dict[str, bytes]) -> str:
    """Make a package of these documents and return the SHA-256 of its packing slip."""
    items = [Item(str(n), Role.OTHER, f"{n}.bin", LocalText(f"{n}", f"{n}"), digest) for n, digest in enumerate(by_digest)]
    unknown = Limitation(listed("Nader te bepalen", LIMITATION_LIST))
    about = Metadata(Identification("1", "maatwerk"), (Reference("EZK"),), (unknown,))
    case = CaseFile(Company("fabriek", "Fabriek"), LocalText("Dossier", "Case file"), about, items[:-1], items[-1])
    delivery = Delivery("fabriek-1", f"{DAY}T12:00:00Z", "e-depot", "archief")
    return write_package(folder, case, lambda digest: BytesIO(by_digest[digest]), delivery)


def package() -> Line:
    """Measure the whole check of a package, metadata and counts included, against the bare sums of its files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "package")
        _packed(folder, _contents())
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
