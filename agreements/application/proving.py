"""Use case: whether all that the archive should hold is there and is what it was: files, packages, and the record that vouches for both."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from agreements.application.acting import Moment
from agreements.application.archiving import evidence_of
from agreements.application.casework import OFFICE, companies, company_stream, entries
from agreements.application.package_record import CONFIRMED, PackageRecord, Standing, every_package, package_of
from agreements.application.packing import Places, names_in, place_of
from agreements.application.public_record import PUBLIC_COPY_MADE
from agreements.application.rejudging import again, differences, differences_alone, taken_in_again
from agreements.application.signing_record import DOCUMENT_ISSUED, SIGNING_EVENT, SIGNING_RECEIVED, SIGNING_RENEWED
from agreements.application.taken_in_record import DOCUMENT_TAKEN_IN
from agreements.archive.ordering import in_order, others
from agreements.archive.sip import SIP
from agreements.archive.store import Fault, digest_of, fixity
from agreements.archive.verifying import verify as verify_package
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Reading, Record
from agreements.record.values import Recorded

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust

_FAULTS = {Fault.MISSING: "E965", Fault.CHANGED: "E966"}


@dataclass(slots=True)
class Tally:
    """How much was looked at so far."""

    files: int = 0
    packages: int = 0
    issues: int = 0
    taken_in: int = 0


def verify(record: Record, places: Places, ids: Sequence[str], tally: Tally) -> Iterator[Problem]:
    """Yield everything that is not as recorded; with `ids` only of these packages and of the record, else of the whole archive.

    Problems come as they are found, and memory does not grow with what is kept. Raise AgreementsError for an id that the record does not
    know, before anything else.
    """
    with record.sparing():
        with record.snapshot() as reading:
            asked = [package_of(reading, each) for each in ids]
        if ids:
            yield from record.verify()
            yield from _packages(record, asked, places, tally)
        else:
            yield from _all(record, places, tally)


def _all(record: Record, places: Places, tally: Tally) -> Iterator[Problem]:
    with ExitStack() as stack:  # names of files and folders stand on disk as JSON: they can hold anything
        there = stack.enter_context(in_order(map(json.dumps, names_in(places.packages))))
        known = stack.enter_context(tempfile.TemporaryFile("w+", encoding="ascii"))
        yield from record.verify()  # after the names: what is made meanwhile is no stranger
        yield from _store(record, places.archive, tally)
        yield from _packages(record, _noted(every_package(record), known), places, tally)
        known.seek(0)
        ours = stack.enter_context(in_order(map(str.strip, known)))
        for name in map(json.loads, others(there, ours)):
            yield problem("E968", Where(str(places.packages / name)), name=name)


def _noted(packages: Iterable[PackageRecord], names: IO[str]) -> Iterator[PackageRecord]:
    """Yield packages, and write the id of each to a file."""
    for each in packages:
        names.write(f"{json.dumps(each.id)}\n")
        yield each


def _packages(record: Record, packages: Iterable[PackageRecord], places: Places, tally: Tally) -> Iterator[Problem]:
    for each in packages:
        tally.packages += 1
        yield from _package(record, each, places)


def verify_signatures(record: Record, archive: Path, ids: Sequence[str], judges: tuple[Trust, Moment], tally: Tally) -> Iterator[Problem]:
    """Yield each signature that is judged otherwise now than when it came in, of the companies of packages, or of all."""
    with record.snapshot() as reading:
        asked = sorted({package_of(reading, each).company for each in ids}) if ids else companies(reading)
    for each in again(record, archive, asked, *judges):
        if isinstance(each, Problem):
            yield each
        else:
            tally.issues += 1
            yield from differences(each)
    for alone in taken_in_again(record, archive, asked, judges):
        if isinstance(alone, Problem):
            yield alone
        else:
            tally.taken_in += 1
            yield from differences_alone(alone)


# Files


def _store(record: Record, archive: Path, tally: Tally) -> Iterator[Problem]:
    with ExitStack() as stack:
        with record.snapshot() as reading:  # which is over before the files are read: others write meanwhile
            expected = stack.enter_context(in_order(_digests(reading)))
        strange = stack.enter_context(tempfile.TemporaryFile("w+", encoding="ascii"))
        for fault, name in fixity(archive, _counted(expected, tally)):
            if fault is Fault.UNTRACKED:
                strange.write(f"{json.dumps(name)}\n")  # as JSON: such a name can hold anything
            else:
                yield problem(_FAULTS[fault], Where(name), name=name)
        strange.seek(0)
        for name in _strangers(record, map(json.loads, strange)):
            yield problem("E967", Where(name), name=name, what="@left_over" if _left_over(archive, name) else "@not_kept")


def _strangers(record: Record, names: Iterator[str]) -> Iterator[str]:
    """Yield the names, in order, that the record does not know now either: reading all files takes long, and others work meanwhile."""
    first = next(names, None)
    if first is None:
        return
    with ExitStack() as stack:
        with record.snapshot() as reading:
            known = stack.enter_context(in_order(_digests(reading)))
        yield from others(chain((first,), names), map(_place, known))


def _left_over(archive: Path, name: str) -> bool:
    """Say whether a file stands whole in the place of its own SHA-256: then it was kept, and the event that was to name it never came."""
    digest = name.rpartition("/")[2]
    return name == _place(digest) and digest_of(archive / name) == digest


def _place(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _counted(names: Iterable[str], tally: Tally) -> Iterator[str]:
    last = ""
    for name in names:
        tally.files += name != last
        last = name
        yield name


def _digests(reading: Reading) -> Iterator[str]:
    """Yield the SHA-256 of every file that the record names, company by company."""
    for company in companies(reading):
        yield from digests_in(reading.each(company_stream(company)))
    yield from digests_in(reading.each(OFFICE))


def digests_in(history: Iterable[Recorded]) -> Iterator[str]:
    """Yield the SHA-256 of every file of the archive that events name."""
    for each in history:
        for entry in entries((each,)):
            yield from (evidence.sha256 for evidence in evidence_of(entry))
        yield from _named(each)


def _named(each: Recorded) -> Iterator[str]:
    body = each.body
    if each.kind in {DOCUMENT_ISSUED, PUBLIC_COPY_MADE}:
        yield from cast("Mapping[str, str]", body["files"]).values()
        if "asked" in body:
            yield str(body["asked"])
    elif each.kind == SIGNING_RECEIVED:
        yield from (file["sha256"] for file in cast("list[Mapping[str, str]]", body["files"]))
        yield str(body["verdict"])
    elif each.kind == SIGNING_EVENT:
        scan = cast("Mapping[str, object]", body["event"]).get("scan")
        if scan:
            yield str(scan)
    elif each.kind == DOCUMENT_TAKEN_IN:
        yield from (str(body["file"]), str(body["verdict"]))
    elif each.kind == SIGNING_RENEWED:
        yield str(body["file"])
    elif each.kind == CONFIRMED:
        yield str(body["proof"])


# Packages


def _package(record: Record, package: PackageRecord, places: Places) -> Iterator[Problem]:
    path = places.package(package.id)
    if package.standing is Standing.DESTROYED:
        if path.exists() or path.is_symlink():
            yield problem("E970", Where(str(path)), package=package.id)
        return
    if package.standing is Standing.CONFIRMED:
        yield problem("E969", Where(str(path)), package=package.id)
        return
    try:
        place_of(package, places)
    except AgreementsError as error:
        yield from error.problems
        return
    for each in verify_package(path, package.slip):
        yield replace(each, where=replace(each.where, file=str(path / each.where.file)))
    yield from _trail(record, package, path)


def _trail(record: Record, package: PackageRecord, path: Path) -> Iterator[Problem]:
    """Yield when the trail in a package ends otherwise than the record says: one of both was written anew since, chain and all."""
    stream = company_stream(package.company)
    if package.imported or not record.version(stream):
        return
    before = record.load(stream, package.covers - 1)
    head = _last_hash(path)
    if head and (not before or before[0].hash != head):
        yield problem("E971", Where(str(path)), package=package.id, stream=stream, version=package.covers)


def _last_hash(path: Path) -> str:
    """Return the hash of the last event in the audit trail of a package; empty when there is none to be read, which `verify` tells."""
    for trail in path.glob(f"{SIP}/*/*-audit-trail/*.jsonl"):
        try:
            lines = trail.read_bytes().splitlines()
            return str(json.loads(lines[-2])["hash"])
        except (OSError, ValueError, LookupError, TypeError):
            return ""
    return ""
