"""Where a record begins: opened at its address, or made from a copy."""

from __future__ import annotations

from pathlib import Path

from agreements.record.doors import PATIENCE, connect, connect_to_read
from agreements.record.record import Record


def open_record(where: str | Path, *, create: bool = True, writable: bool = True, patience: float = PATIENCE) -> Record:
    """Open the record at a path, `sqlite:///PATH` or `postgresql://...`, and bring its schema up to date.

    `writable=False` leaves a file as it is: to look into a back-up. Raise AgreementsError when it cannot be opened, is something else, is
    newer than this version, or is absent while `create` is False.
    """
    return Record(connect(str(where), create=create, writable=writable, patience=patience))


def open_to_read(where: str | Path, *, patience: float = PATIENCE) -> Record:
    """Open a record that is there for somebody who only reads, also where nothing may be written; raise AgreementsError as above."""
    return Record(connect_to_read(str(where), patience))


def restore(source: Path, target: str | Path) -> None:
    """Make a record from a back-up or an export, in a place that holds none yet; raise AgreementsError when anything is not as recorded.

    Out of an export without rows the read models come by `Record.rebuild`; names of persons, claims and messages are only in back-ups.
    """
    from agreements.record import copies  # noqa: PLC0415  # what only copies need is loaded for them alone

    copies.restore(source, str(target))
