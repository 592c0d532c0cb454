"""Files that appear whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import unusable

_SIDE_FILES = ("", "-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\x00"


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Yield a temporary file beside the target; when all went well it is on disk under that name. Raise AgreementsError when it exists."""
    refuse_existing(target)
    temporary = _temporary(target)
    try:
        yield temporary
        with usable(target):
            _sync(temporary)
            refuse_existing(target)
            temporary.chmod(0o600)
            temporary.rename(target)
            _sync(target.parent)
    finally:
        for ending in _SIDE_FILES:
            with suppress(OSError):
                Path(f"{temporary}{ending}").unlink()


def refuse_existing(target: Path) -> None:
    """Raise AgreementsError when there is something in that place, or what another database left beside it, which SQLite would read in."""
    if os.path.lexists(target):
        raise AgreementsError(problem("E914", Where(str(target)), path=target))
    left = [path for ending in _SIDE_FILES if os.path.lexists(path := Path(f"{target}{ending}"))]
    if left:
        raise AgreementsError(*(problem("E918", Where(str(path)), path=path, target=target) for path in left))


def _temporary(target: Path) -> Path:
    with usable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        return Path(name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Turn what the operating system says of a file into AgreementsError."""
    try:
        yield
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None


def is_sqlite(path: Path) -> bool:
    """Tell whether a file is a database of SQLite; raise AgreementsError when it cannot be read."""
    with usable(path), path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
