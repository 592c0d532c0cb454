"""Who the ids in events stand for: the one place with names, which can be erased while every chain stays whole."""

from __future__ import annotations

from collections.abc import Iterable

from agreements.record.connection import Connection
from agreements.record.values import Person, check_instant

_PUT = """
    INSERT INTO person (id, name, email, function, organisation, erased) VALUES (?, ?, ?, ?, ?, '')
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, function = excluded.function,
    organisation = excluded.organisation, erased = ''
"""
_ALL = "SELECT id, name, email, function, organisation, erased FROM person"


def save(connection: Connection, person: Person) -> None:
    """Add a person or correct one."""
    connection.run(_PUT, (person.id, person.name, person.email, person.function, person.organisation))


def find(connection: Connection, identifier: str) -> Person | None:
    """Return a person, or None for an id that stands for nobody here."""
    found = connection.run(f"{_ALL} WHERE id = ?", (identifier,))
    return Person(*found[0]) if found else None


def everyone(connection: Connection) -> tuple[Person, ...]:
    """Return all persons by id."""
    return tuple(Person(*row) for row in connection.run(f"{_ALL} ORDER BY id"))


def remove(connection: Connection, identifiers: Iterable[str]) -> None:
    """Remove persons with their ids: of who stood only in what was destroyed."""
    for each in identifiers:
        connection.run("DELETE FROM person WHERE id = ?", (each,))


def erase(connection: Connection, identifier: str, at: str) -> None:
    """Remove what is known of a person; the id stays."""
    check_instant(at)
    connection.run("UPDATE person SET name = '', email = '', function = '', organisation = '', erased = ? WHERE id = ?", (at, identifier))
