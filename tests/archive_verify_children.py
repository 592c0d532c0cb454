"""Programs that fill an archive with very many packages, and that prove it and say how much memory that took."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from archives import CONTENTS, DELIVERY, case_file, source
from records import commit

from agreements.application.package_record import Contents, appraised_event, made_event, package_id
from agreements.application.packing import Places
from agreements.application.proving import Tally, verify
from agreements.archive.appraisal import Retention
from agreements.archive.sip import write_package
from agreements.record.opening import open_record

OF_EACH = 50
"""Packages of one company."""


def fill(folder: Path, many: int) -> None:
    """Make packages, each of the same files, and tell of them in a record; each is appraised."""
    small = dict(list(CONTENTS.items())[-2:])
    slip = write_package(folder / "one", case_file(small), source(small), DELIVERY)
    with open_record(folder / "record.sqlite3", create=True) as record:
        for company in range(many // OF_EACH):
            names = [package_id(f"fabriek{company}", number) for number in range(1, OF_EACH + 1)]
            for name in names:
                _linked(folder / "one", folder / "packages" / name)
            made = [made_event(each, Contents(slip, 2, 100), ("Dossier", "", 1), "2026-03-02") for each in names]
            record.append(commit(f"company/fabriek{company}", 0, *made))
            record.append(commit("office", company * OF_EACH, *(appraised_event(each, Retention(), "2026-03-02") for each in names)))


def _linked(one: Path, other: Path) -> None:
    for path in _files(one):
        target = other / path.relative_to(one)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def prove(folder: Path, times: int) -> None:
    """Prove the archive so many times, and say how many packages and problems there were, and the most memory that it took, in kB."""
    tally, problems = Tally(), 0
    with open_record(folder / "record.sqlite3") as record:
        for _ in range(times):
            problems += sum(1 for _ in verify(record, Places(folder / "store", folder / "packages"), (), tally))
    print(tally.packages, problems, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201  # its word to the test


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        prove(Path(sys.argv[2]), int(sys.argv[3]))
