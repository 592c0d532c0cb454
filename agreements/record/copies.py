"""Copies of the whole record: back-ups made while others write, proved before they get their name; and the way back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

from agreements.durable import usable
from agreements.problems import AgreementsError, Problem
from agreements.record import portable, seals
from agreements.record.connection import Connection
from agreements.record.doors import connected, on_server, path_of
from agreements.record.files import is_sqlite, refuse_existing, whole
from agreements.record.verifier import Receipt


def backup(connection: Connection, target: Path, recorded: str) -> Receipt:
    """Copy the record as it is at one moment, prove the copy and return the receipt; raise AgreementsError when the place is taken."""
    refuse_existing(target)
    receipt = _sealed(connection, recorded)
    with whole(target) as temporary:
        if not connection.copy_to(temporary):
            _export(connection, temporary, complete=True)
        _refuse(examine(temporary, (receipt,)))
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


def examine(copy: Path, kept: Iterable[Receipt]) -> tuple[Problem, ...]:
    """Return what is not as recorded in a back-up or an export; the copy stays as it is."""
    if is_sqlite(copy):
        with connected(str(copy), writable=False) as connection, connection.reading():
            return seals.verify(connection, kept)
    with usable(copy), copy.open("rb") as file:
        return portable.faults(str(copy), file, kept)


def _refuse(found: tuple[Problem, ...]) -> None:
    if found:
        raise AgreementsError(*found)


def restore(source: Path, target: str) -> None:
    """Make a record from a back-up or export, in a place that holds none; raise AgreementsError when anything is not as recorded."""
    if on_server(target):
        _fill(source, target)
        return
    with whole(path_of(target)) as temporary:
        if is_sqlite(source):
            _refuse(examine(source, ()))
            with connected(str(source), writable=False) as connection:
                connection.copy_to(temporary)
        else:
            _fill(source, str(temporary))


def _fill(source: Path, target: str) -> None:
    if not is_sqlite(source):
        with usable(source), source.open("rb") as file, connected(target, writable=True) as connection:
            portable.read(connection, str(source), file)
        return
    with tempfile.TemporaryFile() as between, connected(target, writable=True) as connection:
        _carry(source, cast("IO[bytes]", between))
        portable.read(connection, str(source), cast("IO[bytes]", between))


def _carry(source: Path, between: IO[bytes]) -> None:
    """Write a file of SQLite as a complete export."""
    with connected(str(source), writable=False) as connection, connection.reading():
        portable.write(connection, between, complete=True)
