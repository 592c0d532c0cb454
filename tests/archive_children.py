"""Programs that work on an archive until they are killed, or tell how much memory they took."""

from __future__ import annotations

import itertools
import resource
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from archives import CONTENTS, DELIVERY, case_file, source

from agreements.archive.sip import write_package
from agreements.archive.store import keep
from agreements.archive.transport import export, import_package
from agreements.archive.verifying import verify


def work(folder: Path) -> None:
    """Keep, pack, export and import for ever; say each that is done."""
    for number in itertools.count():
        content = str(number).encode() * 50_000
        keep(folder / "store", content)
        print("kept", sha256(content).hexdigest(), flush=True)  # noqa: T201  # its word to the test
        package = folder / "packages" / str(number)
        write_package(package, case_file(), source(), DELIVERY)
        print("packed", number, flush=True)  # noqa: T201  # its word to the test
        export(package, folder / "exports" / f"{number}.zip")
        print("exported", number, flush=True)  # noqa: T201  # its word to the test
        import_package(folder / "exports" / f"{number}.zip", folder / "imports" / str(number))
        print("imported", number, flush=True)  # noqa: T201  # its word to the test


def measure(folder: Path, many: int) -> None:
    """Pack, verify, export and import, and say the most memory that it took, in kB: after a tenth of them and at the end."""
    large = {**CONTENTS, "groot.bin": b"x" * 100_000}
    for number in range(many):
        for name in ("p", "q"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "p.zip").unlink(missing_ok=True)
        write_package(folder / "p", case_file(large), source(large), DELIVERY)
        assert not list(verify(folder / "p"))
        export(folder / "p", folder / "p.zip")
        import_package(folder / "p.zip", folder / "q")
        if number in {many // 10, many - 1}:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)  # noqa: T201  # its word to the test


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]))
    else:
        measure(Path(sys.argv[2]), int(sys.argv[3]))
