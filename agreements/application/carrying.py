"""Use cases: a package goes out as one file, and comes back in as what it was."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.casework import OFFICE, commit_of, company_stream
from agreements.application.package_record import PackageRecord, Standing, imported_event, package_of, parts_of
from agreements.application.packing import Places, contents_of, must_be_same, slip_in
from agreements.application.people import must_be_known
from agreements.archive.packing_slip import NAME
from agreements.archive.store import digest_of
from agreements.archive.transport import export, import_package
from agreements.archive.verifying import verify
from agreements.archive.whole import refuse_existing
from agreements.durable import make_folder, sync, usable
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading, Record


def carry_out(record: Record, places: Places, package: str, target: Path) -> str:
    """Write a package as one file and return the SHA-256 of that.

    Raise AgreementsError for an id that the record does not know, a package that is not what was recorded, and a target that exists.
    """
    with record.snapshot() as reading:
        found = package_of(reading, package)
    return export(must_be_same(found, places), target)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file with a package in it; `expected` is the SHA-256 of the packing slip, where somebody knows it."""

    file: Path
    expected: str = ""


def bring_in(record: Record, places: Places, parcel: Parcel, by: tuple[Actor, Moment]) -> tuple[PackageRecord, Path]:
    """Put a package that comes as one file among the others, and record it; return it with its place.

    It is told of in the stream of its company where the record knows that, else in the office's. Raise AgreementsError, with nothing left,
    for what is no export, a package with faults, one whose id stands for another, and one that was destroyed. Who is killed between the
    package and the record brings the same file in again.
    """
    actor, moment = by
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
    with usable(places.packages):
        make_folder(places.packages)
        between = Path(tempfile.mkdtemp(dir=places.packages, prefix=".maatwerk-"))
    try:
        unpacked = between / "package"
        import_package(parcel.file, unpacked, parcel.expected)
        identifier, slip = slip_in(unpacked).id, digest_of(unpacked / NAME)
        if not parts_of(identifier)[0]:
            raise AgreementsError(problem("E972", Where(str(parcel.file)), package=identifier))
        target = places.package(identifier)
        with record.transaction() as transaction:
            known = _must_be_free(transaction, identifier, slip)
            if known or digest_of(target / NAME) != slip or any(verify(target, slip)):
                _move(unpacked, target)
            event = imported_event(identifier, contents_of(target, slip), digest_of(parcel.file), moment.day.isoformat())
            own = company_stream(parts_of(identifier)[0])
            transaction.append(commit_of(transaction, own if transaction.version(own) else OFFICE, event, by))
            return package_of(transaction, identifier), target
    finally:
        shutil.rmtree(between, ignore_errors=True)


def _must_be_free(reading: Reading, package: str, slip: str) -> bool:
    """Say whether the record knows a package, which then has this packing slip and was not destroyed; else raise AgreementsError."""
    try:
        found = package_of(reading, package)
    except AgreementsError:
        return False
    if found.standing in {Standing.CONFIRMED, Standing.DESTROYED}:
        raise AgreementsError(problem("E974", Where(""), package=package))
    if found.slip != slip:
        raise AgreementsError(problem("E973", Where(""), package=package, slip=found.slip))
    return True


def _move(package: Path, target: Path) -> None:
    refuse_existing(target)
    with usable(target):
        package.rename(target)
        sync(target.parent)
