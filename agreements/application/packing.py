"""Use cases: a package is made of a case file, and told of in the record once it is on disk; what packages there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from agreements.application.acting import Actor, Moment
from agreements.application.archiving import Assembled, assembled
from agreements.application.casework import commit_of, company_stream
from agreements.application.package_record import Contents, PackageRecord, made_event, package_id, packages_of, parts_of
from agreements.application.people import must_be_known
from agreements.application.renewing import SignedFile, issues_back, signed_files
from agreements.archive.case_file import Delivery
from agreements.archive.packing_slip import NAME, PackingSlip, read_slip
from agreements.archive.sip import write_package
from agreements.archive.store import digest_of
from agreements.durable import make_folder, usable
from agreements.model.lasting import earliest
from agreements.model.placed import NOWHERE
from agreements.model.reading import text_fault
from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import unusable
from agreements.record.record import Reading, Record

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are kept: the archive with its files by SHA-256, and the folder with packages."""

    archive: Path
    packages: Path

    def package(self, identifier: str) -> Path:
        """Return where a package stands; ValueError for an id that none can have, so that no id leads out of the folder."""
        if not parts_of(identifier)[0]:
            raise ValueError(identifier)
        return self.packages / identifier


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What is asked: a package of a company, or of one issue of it, as the office `creator` (archiefvormer) hands it to `location`.

    With somebody to trust the package says until when its signed files can be proved.
    """

    company: str
    creator: str
    issue: str = ""
    contact: str = ""
    location: str = ""
    remarks: str = ""
    trust: Trust | None = None


def pack(record: Record, places: Places, order: PackOrder, by: tuple[Actor, Callable[[], Moment]]) -> tuple[PackageRecord, Path]:
    """Make a package and record it; return it with its place.

    It is whole on disk before the record tells of it: who is killed in between leaves a folder that `verify` tells as untracked, and the
    next package has another number. Raise AgreementsError, with nothing left and nothing sealed, for what cannot be packed.
    """
    actor, clock = by
    moment = clock()
    faults = [text_fault(each, NOWHERE) for each in (order.creator, order.contact, order.location, order.remarks)]
    problems = [each for each in faults if each is not None]
    if problems:
        raise AgreementsError(*problems)
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
    lasting = _lasting(record, places.archive, order, moment)
    with record.snapshot() as reading:
        found = assembled(reading, order.company, order.creator, moment, issue=order.issue, archive=places.archive, lasting=lasting.days)
        identifier = package_id(order.company, _next(reading, places.packages, order.company))
    target = places.package(identifier)
    told = {
        "location": order.location or order.creator,
        "contact": order.contact or order.creator,
        "remarks": "; ".join(filter(None, (order.remarks, lasting.remark))) or "geen",
    }
    delivery = Delivery(identifier, moment.instant, **told)
    _rehearse(places, found, delivery)
    found = found.covered_by(record.checkpoint(moment.instant))  # so that the receipt in the package covers what is packed
    slip = write_package(target, found.case, found.source(places.archive), delivery)
    contents = contents_of(target, slip)
    event = made_event(identifier, contents, (found.case.title.nl, order.issue, found.version), moment.day.isoformat())
    with record.transaction() as transaction:
        transaction.append(commit_of(transaction, company_stream(order.company), event, (actor, clock())))
        (made,) = (each for each in packages_of(transaction, order.company) if each.id == identifier)
    return made, target


def _rehearse(places: Places, found: Assembled, delivery: Delivery) -> None:
    """Make the package in a folder that goes again: whatever keeps it from being made is found before the record is sealed for it."""
    with usable(places.packages):
        make_folder(places.packages)
        with TemporaryDirectory(dir=places.packages, prefix=".maatwerk-") as room:
            write_package(Path(room) / delivery.id, found.case, found.source(places.archive), delivery)


@dataclass(frozen=True, slots=True)
class _Lasting:
    """Until when signed files can be proved, by their SHA-256, and what the packing slip says of that."""

    days: Mapping[str, date]
    remark: str = ""


def _lasting(record: Record, archive: Path, order: PackOrder, moment: Moment) -> _Lasting:
    """Find out until when the signed files can be proved; nothing is said without somebody to trust, or where nothing came back."""
    if order.trust is None:
        return _Lasting({})
    with record.snapshot() as reading:
        issues = issues_back(reading, order.company, order.issue)
    found = list(signed_files(archive, order.company, issues, order.trust, moment))
    files = [each for each in found if isinstance(each, SignedFile)]
    days = {each.file: each.lasting.until for each in files if each.lasting.until is not None}
    first = earliest(each.lasting for each in files) if len(files) == len(found) else None
    if first is not None:
        return _Lasting(days, f"handtekeningen te bewijzen tot en met {first.isoformat()}")
    return _Lasting(days, "niet elke handtekening is nu te bewijzen" if found else "")


def _next(reading: Reading, packages: Path, company: str) -> int:
    """Return the first number behind every package that the record knows, or that stands in the folder."""
    there = [parts_of(name) for name in names_in(packages)]
    known = [parts_of(each.id) for each in packages_of(reading, company)]
    return 1 + max((number for name, number in (*there, *known) if name == company), default=0)


def names_in(packages: Path) -> Iterator[str]:
    """Yield what stands in the folder with packages, in any order; nothing when there is no such folder."""
    try:
        with os.scandir(packages) as there:
            yield from (each.name for each in there)
    except FileNotFoundError:
        return
    except OSError as error:
        raise AgreementsError(unusable(str(packages), error)) from None


def slip_in(package: Path) -> PackingSlip:
    """Return the packing slip of a package; raise AgreementsError when it cannot be read."""
    path = package / NAME
    try:
        slip = read_slip(path.read_bytes())
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None
    if slip is None:
        raise AgreementsError(problem("E948", Where(str(path)), path=path, other="-"))
    return slip


def contents_of(package: Path, slip: str) -> Contents:
    """Return what an event says of a package on disk."""
    read = slip_in(package)
    return Contents(slip, read.contents, read.size)


def place_of(package: PackageRecord, places: Places) -> Path:
    """Return where a package stands; raise AgreementsError when it is not there."""
    path = places.package(package.id)
    if path.is_symlink() or not path.is_dir():
        raise AgreementsError(problem("E964", Where(str(path)), package=package.id, path=path))
    return path


def must_be_same(package: PackageRecord, places: Places) -> Path:
    """Return where a package stands; raise AgreementsError when it is not there, or its packing slip is not the recorded one."""
    path = place_of(package, places)
    if digest_of(path / NAME) != package.slip:
        raise AgreementsError(problem("E948", Where(str(path)), path=NAME, other=package.slip))
    return path
