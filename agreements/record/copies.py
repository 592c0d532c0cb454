"""Copies of the whole record: back-ups made while others write, proved before they get their name; and the way back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO, Protocol, cast

from agreements.problems import AgreementsError, Problem
from agreements.record import portable, seals
from agreements.record.connection import Connection, migrate
from agreements.record.files import is_sqlite, refuse_existing, usable, whole
from agreements.record.verifier import Receipt


class Connect(Protocol):
    """Opens the database at an address; given in, so that this module needs to know neither kind."""

    def __call__(self, where: str, *, writable: bool) -> Connection:
        """Return the connection."""
        ...


def backup(connection: Connection, target: Path, recorded: str) -> Receipt:
    """Copy the record as it is at one moment, prove the copy and return the receipt; raise AgreementsError when the place is taken."""
    refuse_existing(target)
    receipt = _sealed(connection, recorded)
    with whole(target) as temporary:
        if not connection.copy_to(temporary):
            _export(connection, temporary, complete=True)
        _prove(connection, temporary, receipt)
    return receipt


def export(connection: Connection, target: Path, recorded: str) -> Receipt:
    """Write the record for an auditor, without names; return the receipt."""
    refuse_existing(target)
    receipt = _sealed(connection, recorded)
    with whole(target) as temporary:
        _export(connection, temporary, complete=False)
    return receipt


def _sealed(connection: Connection, recorded: str) -> Receipt:
    with connection.writing():
        return seals.checkpoint(connection, recorded)


def _export(connection: Connection, target: Path, *, complete: bool) -> None:
    with usable(target), connection.reading(), target.open("wb") as file:
        portable.write(connection, file, complete=complete)


def _prove(connection: Connection, copy: Path, receipt: Receipt) -> None:
    found = _faults(connection, copy, receipt)
    if found:
        raise AgreementsError(*found)


def _faults(connection: Connection, copy: Path, receipt: Receipt) -> tuple[Problem, ...]:
    if not is_sqlite(copy):
        with copy.open("rb") as file:
            return portable.faults(str(copy), file)
    opened = connection.beside(copy)
    try:
        return _verified(opened, (receipt,))
    finally:
        opened.close()


def _verified(connection: Connection, kept: tuple[Receipt, ...] = ()) -> tuple[Problem, ...]:
    with connection.reading():
        return seals.verify(connection, kept)


def restore(source: Path, target: str, connect: Connect) -> None:
    """Make a record from a back-up or export, in a place that holds none; raise AgreementsError when anything is not as recorded."""
    if target.startswith(("postgresql://", "postgres://")):
        _fill(source, target, connect)
        return
    with whole(Path(target.removeprefix("sqlite:///"))) as temporary:
        if is_sqlite(source):
            _copy(source, temporary, connect)
        else:
            _fill(source, str(temporary), connect)


def _copy(source: Path, target: Path, connect: Connect) -> None:
    connection = connect(str(source), writable=False)
    try:
        found = _verified(connection)
        if found:
            raise AgreementsError(*found)
        connection.copy_to(target)
    finally:
        connection.close()


def _fill(source: Path, target: str, connect: Connect) -> None:
    connection = connect(target, writable=True)
    try:
        migrate(connection)
        if not is_sqlite(source):
            with usable(source), source.open("rb") as file:
                portable.read(connection, str(source), file)
            return
        with tempfile.TemporaryFile() as between:
            _carry(source, cast("IO[bytes]", between), connect)
            portable.read(connection, str(source), cast("IO[bytes]", between))
    finally:
        connection.close()


def _carry(source: Path, between: IO[bytes], connect: Connect) -> None:
    """Write a file of SQLite as a complete export."""
    connection = connect(str(source), writable=False)
    try:
        with connection.reading():
            portable.write(connection, between, complete=True)
    finally:
        connection.close()
