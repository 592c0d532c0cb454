"""Files that appear whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from agreements import durable
from agreements.durable import usable
from agreements.problems import AgreementsError, Where, problem

_SIDE_FILES = ("-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\x00"


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Yield a temporary file beside the target; when all went well it is on disk under that name. Raise AgreementsError when it exists."""
    with durable.whole(target, refuse_existing, 0o600) as temporary:
        try:
            yield temporary
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


def is_sqlite(path: Path) -> bool:
    """Tell whether a file is a database of SQLite; raise AgreementsError when it cannot be read."""
    with usable(path), path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
