"""The door to PostgreSQL, the extra `postgres`; writers take turns by one lock, so that sequences have no holes and no late comers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import errors

from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.connection import Found, Values, unkept, without_password
from agreements.record.migrations import Migration, for_postgres

_LOCK = 0x6D61617477657266
_BATCH = 5000
_FAULTS: tuple[tuple[tuple[type[psycopg.Error], ...], str], ...] = (
    ((errors.LockNotAvailable,), "E903"),
    ((errors.DiskFull, errors.OutOfMemory), "E902"),
    ((errors.DataCorrupted, errors.IndexCorrupted), "E904"),
    ((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction), "E907"),
    ((psycopg.OperationalError,), "E909"),
)
"""What is wrong, the more telling first."""


@lru_cache(maxsize=512)
def _marked(statement: str) -> LiteralString:
    return statement.replace("?", "%s")


def fault(error: psycopg.Error | UnicodeEncodeError, place: str) -> Problem | None:
    """Return what a fault of the surroundings means, or None when the fault is ours."""
    if isinstance(error, UnicodeEncodeError):
        return unkept(error.object[error.start])
    reason = str(error).strip().partition("\n")[0]
    if isinstance(error, psycopg.DataError) and "NUL" in reason:
        return unkept("\0")
    return next((_told(code, place, reason) for kinds, code in _FAULTS if isinstance(error, kinds)), None)


def _told(code: str, place: str, reason: str) -> Problem:
    return problem(code, Where(place), path=place) if code == "E903" else problem(code, Where(place), path=place, reason=reason)


@contextmanager
def faults(place: str) -> Iterator[None]:
    """Turn faults of the surroundings into AgreementsError."""
    try:
        yield
    except (psycopg.Error, UnicodeEncodeError) as error:
        found = fault(error, place)
        if found is None:
            raise
        raise AgreementsError(found) from error


def _connected(url: str, place: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, prepare_threshold=2)
    except psycopg.ProgrammingError:  # no server was asked yet: the address itself is wrong
        raise AgreementsError(problem("E916", Where(place), path=place)) from None


class Postgres:
    """A connection to a server; for one thread."""

    error: type[Exception] = psycopg.Error

    def __init__(self, url: str, patience: float) -> None:
        self.place = without_password(url)
        with faults(self.place):
            self._raw = _connected(url, self.place)
            self._raw.execute(_marked(f"SET lock_timeout = {max(1, int(patience * 1000))}"))  # 0 would be for ever
            self._raw.execute("SET client_min_messages = warning")

    def run(self, statement: str, values: Values = ()) -> Found:
        """Run a statement and return its rows."""
        with faults(self.place):
            cursor = self._raw.execute(_marked(statement), values or None)
            return cursor.fetchall() if cursor.description else []

    def changed(self, statement: str, values: Values = ()) -> int:
        """Run a statement and return how many rows it changed."""
        with faults(self.place):
            return self._raw.execute(_marked(statement), values).rowcount

    def many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for each row of values."""
        with faults(self.place), self._raw.cursor() as cursor:
            cursor.executemany(_marked(statement), rows)

    def each(self, statement: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """Yield rows without holding them all."""
        with faults(self.place), self._raw.cursor(name="each") as cursor:
            cursor.itersize = _BATCH
            yield from cursor.execute(_marked(statement), values)

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Leave it to the server, which keeps the pages; rows come in parts."""
        yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one write lock; roll back unless the end is reached."""
        self.run("BEGIN ISOLATION LEVEL READ COMMITTED")
        try:
            self.run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            yield
            self.run("COMMIT")
        except BaseException:
            self._back()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read from one moment; others may write meanwhile."""
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._back()

    def _back(self) -> None:
        with suppress(psycopg.Error):
            self._raw.execute("ROLLBACK")

    def tables(self) -> set[str]:
        """Return the names of the tables that are there."""
        return {name for (name,) in self.run("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")}

    def native(self, migration: Migration) -> Iterable[str]:
        """Return the statements of a migration, turned from SQLite's."""
        return (*map(for_postgres, migration.both), *migration.postgres)

    def sound(self) -> bool:
        """Leave the pages to the server, which keeps checksums of its own."""
        return True

    def scrub(self) -> tuple[Problem, ...]:
        """Give back the room of deleted rows."""
        self.run("VACUUM")
        return ()

    def copy_to(self, target: Path) -> bool:  # noqa: ARG002  # the server's files are not ours
        """Leave it to the portable export."""
        return False

    def close(self) -> None:
        """Leave the server."""
        self._raw.close()
