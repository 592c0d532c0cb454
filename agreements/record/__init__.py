"""The event record: streams of events in hash chains, and what is kept beside them; it knows nothing of what the events mean."""

from __future__ import annotations

from pathlib import Path

from agreements.problems import AgreementsError, Where, problem
from agreements.record.connection import Connection, migrate
from agreements.record.record import Reading, Record, Transaction

PATIENCE = 15.0
"""How many seconds a writer waits for its turn."""


def open_record(where: str | Path, *, create: bool = True, writable: bool = True, patience: float = PATIENCE) -> Record:
    """Open the record at a path, `sqlite:///PATH` or `postgresql://...`, and bring its schema up to date.

    `writable=False` leaves a file as it is: to look into a back-up. Raise AgreementsError when it cannot be opened, is something else, is
    newer than this version, or is absent while `create` is False.
    """
    connection = connect(str(where), create=create and writable, patience=patience, writable=writable)
    try:
        migrate(connection, writable=writable)
    except BaseException:
        connection.close()
        raise
    return Record(connection)


def connect(where: str, *, create: bool, patience: float = PATIENCE, writable: bool = True) -> Connection:
    """Open the database alone."""
    if where.startswith(("postgresql://", "postgres://")):
        return _postgres(where, patience)
    path = Path(where.removeprefix("sqlite:///"))
    if not create and not path.exists():
        raise AgreementsError(problem("E906", Where(str(path)), path=path))
    from agreements.record.sqlite import Sqlite  # noqa: PLC0415  # loaded only when a record is opened

    _folder(path)
    return Sqlite(path, patience, writable=writable)


def restore(source: Path, target: str | Path) -> None:
    """Make a record from a back-up or an export, in a place that holds none yet; raise AgreementsError when anything is not as recorded.

    Out of an export without rows the read models come by `Record.rebuild`; names of persons, claims and messages are only in back-ups.
    """
    from agreements.record import copies  # noqa: PLC0415  # what only copies need is loaded for them alone

    copies.restore(source, str(target), _present)


def _present(where: str, *, writable: bool) -> Connection:
    return connect(where, create=False, writable=writable)


def _folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AgreementsError(problem("E907", Where(str(path)), path=path, reason=error.strerror)) from None


def _postgres(url: str, patience: float) -> Connection:
    try:
        from agreements.record.postgres import Postgres  # noqa: PLC0415  # psycopg is an extra
    except ImportError:
        raise AgreementsError(problem("E908", Where(url.partition("://")[0]))) from None
    return Postgres(url, patience)


__all__ = ["Reading", "Record", "Transaction", "open_record", "restore"]
