"""Which database stands at an address; its driver is loaded only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import reason
from agreements.record.connection import Connection, migrate, schema_version, up_to_date, without_password

PATIENCE = 15.0
"""How many seconds a writer waits for its turn."""


def on_server(where: str) -> bool:
    """Tell whether an address is that of a server."""
    return where.startswith(("postgresql://", "postgres://"))


def path_of(where: str) -> Path:
    """Return the file that an address names; raise AgreementsError for the address of something else."""
    path = where.removeprefix("sqlite:///")
    if "://" in path:
        raise AgreementsError(problem("E916", Where(without_password(where)), path=without_password(where)))
    return Path(path)


def absent(where: str) -> bool:
    """Tell whether an address names a file that is not there; of a server that is known only once it is asked."""
    return not on_server(where) and not path_of(where).exists()


def connect(where: str, *, create: bool, writable: bool = True, patience: float = PATIENCE) -> Connection:
    """Open the database at an address, with the newest schema when it is writable; raise AgreementsError when it is no record."""
    if not (create and writable) and absent(where):
        raise _no_record(path_of(where))
    connection = _server(where, patience) if on_server(where) else _file(path_of(where), patience, writable=writable)
    try:
        if not create:
            _must_be_filled(connection)
        migrate(connection, writable=writable)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def connected(where: str, *, writable: bool) -> Iterator[Connection]:
    """Open a database for a while: to fill it, or to look into what is there."""
    connection = connect(where, create=writable, writable=writable)
    try:
        yield connection
    finally:
        connection.close()


def _file(path: Path, patience: float, *, writable: bool) -> Connection:
    from agreements.record.sqlite import Sqlite  # noqa: PLC0415  # loaded only when a record is opened

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AgreementsError(problem("E907", Where(str(path)), path=path, reason=reason(error))) from None
    return Sqlite(path, patience, writable=writable)


def _must_be_filled(connection: Connection) -> None:
    if schema_version(connection) == 0:
        raise _no_record(connection.place)


def _no_record(place: str | Path) -> AgreementsError:
    return AgreementsError(problem("E906", Where(str(place)), path=place))


def connect_to_read(where: str, patience: float = PATIENCE) -> Connection:
    """Open a record that is there for somebody who only reads; without the right to write it is read as it stands.

    The right to write is tried first: then an older schema is brought up to date, and the last to close leaves one file behind. An older
    one that cannot be brought up to date has not all that is asked of it: raise AgreementsError with what kept us from writing.
    """
    try:
        return connect(where, create=False, patience=patience)
    except AgreementsError as error:
        if on_server(where) or error.problems[0].code not in {"E902", "E907"}:
            raise
        connection = connect(where, create=False, writable=False, patience=patience)
        if up_to_date(connection):
            return connection
        connection.close()
        raise


def _server(url: str, patience: float) -> Connection:
    try:
        from agreements.record.postgres import Postgres  # noqa: PLC0415  # psycopg is an extra
    except ImportError:
        raise AgreementsError(problem("E908", Where(url.partition("://")[0]))) from None
    return Postgres(url, patience)
