"""What the record asks of a database: run a statement, write alone, read at one moment; the rest is SQL that both databases know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.migrations import MIGRATIONS, Migration
from agreements.record.values import Cell

Values = Sequence[Cell]
Found = list[tuple[Any, ...]]


def unkept(sign: str) -> Problem:
    """Return the problem that a text holds a sign that no database keeps: half a character, or a zero."""
    return problem("E214", Where(""), sign=f"U+{ord(sign):04X}")


def without_password(url: str) -> str:
    """Return an address without name, password and settings."""
    return re.sub(r"(?<=://)[^@/]*@", "", url).partition("?")[0]


class Connection(Protocol):
    """A door to one database; statements mark values with `?`. Faults of the surroundings come out as AgreementsError."""

    place: str
    error: type[Exception]
    """What the database itself raises when a statement is wrong."""

    def run(self, statement: str, values: Values = ()) -> Found:
        """Run a statement and return its rows."""
        ...

    def changed(self, statement: str, values: Values = ()) -> int:
        """Run a statement and return how many rows it changed."""
        ...

    def many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for each row of values."""
        ...

    def each(self, statement: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """Yield rows without holding them all; inside `reading` or `writing`."""
        ...

    def sparing(self) -> AbstractContextManager[None]:
        """Keep little of what is read in memory meanwhile: for one pass over all that there is."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer; what is read inside is the newest, and all that is written comes to stay at the end, or nothing does."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """Read everything as of one moment."""
        ...

    def tables(self) -> set[str]:
        """Return the names of the tables that are there."""
        ...

    def native(self, migration: Migration) -> Iterable[str]:
        """Return the statements of a migration as this database takes them."""
        ...

    def sound(self) -> bool:
        """Tell whether the database finds its own pages in order."""
        ...

    def scrub(self) -> tuple[Problem, ...]:
        """Remove what was deleted from the files as well, as far as this database can; return a warning where it could not now."""
        ...

    def copy_to(self, target: Path) -> bool:
        """Write a copy as of one moment to a file, while others write; say whether this database can."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


def migrate(connection: Connection, *, writable: bool = True) -> None:
    """Bring a database to the newest schema, each step in one transaction; raise AgreementsError when it is newer or something else."""
    while (at := schema_version(connection)) < len(MIGRATIONS) and writable:
        with connection.writing():
            if schema_version(connection) == at:
                _take(connection, at + 1)
    if at > len(MIGRATIONS):
        raise AgreementsError(problem("E905", Where(connection.place), path=connection.place, found=at, known=len(MIGRATIONS)))
    if at == 0:
        raise AgreementsError(problem("E904", Where(connection.place), path=connection.place, reason="@no_record"))


def up_to_date(connection: Connection) -> bool:
    """Tell whether a database has the newest schema."""
    return schema_version(connection) == len(MIGRATIONS)


def _take(connection: Connection, number: int) -> None:
    if number == 1:
        connection.run("CREATE TABLE schema_version (number INTEGER PRIMARY KEY)")
    for statement in connection.native(MIGRATIONS[number - 1]):
        connection.run(statement)
    connection.run("INSERT INTO schema_version (number) VALUES (?)", (number,))


def schema_version(connection: Connection) -> int:
    """Return the number of the schema, 0 for an empty database; raise AgreementsError when something else lives there."""
    tables = connection.tables()
    if "schema_version" in tables:
        return int(connection.run("SELECT COALESCE(MAX(number), 0) FROM schema_version")[0][0])
    if tables:
        raise AgreementsError(problem("E904", Where(connection.place), path=connection.place, reason="@no_record"))
    return 0
