"""Which database stands at an address; its driver is loaded only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import reason
from agreements.record.connection import Connection, migrate

PATIENCE = 15.0
"""How many seconds a writer waits for its turn."""


def on_server(where: str) -> bool:
    """Tell whether an address is that of a server."""
    return where.startswith(("postgresql://", "postgres://"))


def path_of(where: str) -> Path:
    """Return the file that an address names."""
    return Path(where.removeprefix("sqlite:///"))


def connect(where: str, *, create: bool, writable: bool = True, patience: float = PATIENCE) -> Connection:
    """Open the database at an address, with the newest schema when it is writable; raise AgreementsError when it is no record."""
    connection = (
        _server(where, patience) if on_server(where) else _file(path_of(where), create=create, writable=writable, patience=patience)
    )
    try:
        migrate(connection, writable=writable)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def connected(where: str, *, writable: bool) -> Iterator[Connection]:
    """Open a database that is there, for a while."""
    connection = connect(where, create=False, writable=writable)
    try:
        yield connection
    finally:
        connection.close()


def _file(path: Path, *, create: bool, writable: bool, patience: float) -> Connection:
    if not (create and writable) and not path.exists():
        raise AgreementsError(problem("E906", Where(str(path)), path=path))
    from agreements.record.sqlite import Sqlite  # noqa: PLC0415  # loaded only when a record is opened

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AgreementsError(problem("E907", Where(str(path)), path=path, reason=reason(error))) from None
    return Sqlite(path, patience, writable=writable)


def _server(url: str, patience: float) -> Connection:
    try:
        from agreements.record.postgres import Postgres  # noqa: PLC0415  # psycopg is an extra
    except ImportError:
        raise AgreementsError(problem("E908", Where(url.partition("://")[0]))) from None
    return Postgres(url, patience)
