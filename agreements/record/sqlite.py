"""The door to SQLite: WAL, every commit on disk, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.connection import Found, Values, unkept
from agreements.record.migrations import Migration

_FAULTS = {
    sqlite3.SQLITE_FULL: ("E902", "@no_room"),
    sqlite3.SQLITE_IOERR: ("E902", "@disk_fault"),
    sqlite3.SQLITE_CORRUPT: ("E904", "@damaged"),
    sqlite3.SQLITE_NOTADB: ("E904", "@no_database"),
    sqlite3.SQLITE_READONLY: ("E907", "@no_access"),
    sqlite3.SQLITE_PERM: ("E907", "@no_access"),
    sqlite3.SQLITE_AUTH: ("E907", "@no_access"),
    sqlite3.SQLITE_CANTOPEN: ("E907", "@cannot_open"),
}


def fault(error: sqlite3.Error | UnicodeEncodeError, place: str) -> Problem | None:
    """Return what a fault of the surroundings means, or None when the fault is ours."""
    if isinstance(error, UnicodeEncodeError):
        return unkept(error.object[error.start])
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return problem("E903", Where(place), path=place)
    if code in _FAULTS:
        name, reason = _FAULTS[code]
        return Problem(name, Where(place), (("path", place), ("reason", reason)))
    return None


@contextmanager
def faults(place: str) -> Iterator[None]:
    """Turn faults of the surroundings into AgreementsError."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError) as error:
        found = fault(error, place)
        if found is None:
            raise
        raise AgreementsError(found) from error


class Sqlite:
    """A connection to a file; for one thread."""

    error: type[Exception] = sqlite3.Error

    def __init__(self, path: Path, patience: float, *, writable: bool = True) -> None:
        self.place = str(path)
        with faults(self.place):
            try:
                self._open(path, "rwc" if writable else "ro", patience)
            except sqlite3.OperationalError:
                if writable or Path(f"{path}-wal").exists():
                    raise
                # Where no file can be made beside it, and nobody writes: read as it stands.
                self._open(path, "ro&immutable=1", patience)

    def _open(self, path: Path, mode: str, patience: float) -> None:
        address = f"{path.absolute().as_uri()}?mode={mode}"
        self._raw = sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience, cached_statements=256)
        try:
            self._prepare(writable=mode == "rwc")
        except BaseException:
            self._raw.close()
            raise

    def _prepare(self, *, writable: bool) -> None:
        if writable:
            self._raw.execute("PRAGMA journal_mode = WAL").fetchall()
            self._raw.execute("PRAGMA synchronous = FULL")
            self._raw.execute("PRAGMA secure_delete = ON").fetchall()
        self._raw.execute("PRAGMA trusted_schema = OFF")
        self._raw.execute("PRAGMA cache_size = -65536")
        self._raw.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()

    def run(self, statement: str, values: Values = ()) -> Found:
        """Run a statement and return its rows."""
        try:
            return self._raw.execute(statement, values).fetchall()
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise self._told(error) from error

    def changed(self, statement: str, values: Values = ()) -> int:
        """Run a statement and return how many rows it changed."""
        try:
            return self._raw.execute(statement, values).rowcount
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise self._told(error) from error

    def many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for each row of values."""
        with faults(self.place):
            self._raw.executemany(statement, rows)

    def each(self, statement: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """Yield rows without holding them all."""
        with faults(self.place):
            yield from self._raw.execute(statement, values)

    def _told(self, error: sqlite3.Error | UnicodeEncodeError) -> Exception:
        found = fault(error, self.place)
        return error if found is None else AgreementsError(found)

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Keep one megabyte of pages meanwhile: a million events are proved as fast as with the sixty-four that lists are given."""
        ((before,),) = self.run("PRAGMA cache_size")
        self.run("PRAGMA cache_size = -1000")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self._raw.execute(f"PRAGMA cache_size = {before:d}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; roll back unless the end is reached."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._back()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read from one moment; others may write meanwhile."""
        self.run("BEGIN")
        try:
            yield
        finally:
            self._back()

    def _back(self) -> None:
        with suppress(sqlite3.Error):
            self._raw.execute("ROLLBACK")

    def tables(self) -> set[str]:
        """Return the names of the tables that are there."""
        return {name for (name,) in self.run("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    def native(self, migration: Migration) -> Iterable[str]:
        """Return the statements of a migration: they are written for SQLite."""
        return (*migration.both, *migration.sqlite)

    def sound(self) -> bool:
        """Tell whether every page and index is in order."""
        return self.run("PRAGMA integrity_check(1)") == [("ok",)]

    def scrub(self) -> tuple[Problem, ...]:
        """Empty the write-ahead log, in which deleted rows may still stand; pages were overwritten at once.

        It cannot be emptied while somebody reads who began before: that is told.
        """
        busy, _, _ = self.run("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        return (problem("W919", Where(self.place), path=f"{self.place}-wal"),) if busy else ()

    def copy_to(self, target: Path) -> bool:
        """Write a compact copy as of one moment; what was erased does not travel along."""
        self.run("VACUUM INTO ?", (str(target),))
        return True

    def close(self) -> None:
        """Close the file."""
        self._raw.close()
