"""Packages in the record: what was made or brought back, how long it is kept, what holds it, and that it was destroyed, by whom.

That a package was made or imported stands in the stream of its company, or in the office's where the record does not know the company.
What was decided on it afterwards stands in the office's stream, so that it outlives the company's.
"""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import cast

from agreements.application.casework import OFFICE, companies, company_stream
from agreements.archive.appraisal import Hold, Release, Retention
from agreements.archive.ordering import in_order
from agreements.model.encoding import codec
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading, Record
from agreements.record.values import Author, NewEvent, Recorded
from agreements.sources import guess

MADE, IMPORTED = "package_made", "package_imported"
APPRAISED, HELD, RELEASED = "package_appraised", "package_held", "package_released"
DECIDED, CONFIRMED, DESTROYED = "package_destruction_decided", "package_destruction_confirmed", "package_destroyed"
KEPT_KINDS = frozenset({MADE, IMPORTED})
_LASTING = frozenset({*KEPT_KINDS, CONFIRMED, DESTROYED})
"""What makes a package stand as it does, and is not undone."""

PACKAGE_KINDS = frozenset({*KEPT_KINDS, APPRAISED, HELD, RELEASED, DECIDED, CONFIRMED, DESTROYED})

UNAPPRAISED = Retention()
_NOBODY = Author("")
_ID = re.compile(r"([a-z0-9][a-z0-9._-]{0,99})-([1-9]\d{0,5})", re.ASCII)


class Standing(StrEnum):
    """How a package stands: kept, or how far its destruction is."""

    KEPT = "kept"
    DECIDED = "destruction_decided"
    CONFIRMED = "destruction_confirmed"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """A package as the record knows it: by the SHA-256 of its packing slip, with the number of its documents and their bytes.

    `title` is empty for one that was imported: the words of others stand in no event. `decided_by` is who decided that it be destroyed,
    `proof` the SHA-256 of the proof of its destruction, once that was confirmed.
    """

    id: str
    slip: str
    files: int
    size: int
    recorded: str
    title: str = ""
    issue: str = ""
    covers: int = 0
    imported: bool = False
    retention: Retention = UNAPPRAISED
    holds: tuple[Hold, ...] = ()
    standing: Standing = Standing.KEPT
    decided_by: str = ""
    proof: str = ""

    @property
    def company(self) -> str:
        """The company that its id names."""
        return parts_of(self.id)[0]


def package_id(company: str, number: int) -> str:
    """Return the id of a package of a company."""
    return f"{company}-{number}"


def parts_of(package: str) -> tuple[str, int]:
    """Return the company and number in the id of a package, whatever anybody wrote; no company and 0 for what is none."""
    found = _ID.fullmatch(package)
    return (found[1], int(found[2])) if found else ("", 0)


# Into the record


@dataclass(frozen=True, slots=True)
class Contents:
    """What an event says of a package: the SHA-256 of its packing slip, how many documents it holds and their bytes."""

    slip: str
    files: int
    size: int


def made_event(package: str, contents: Contents, about: tuple[str, str, int], day: str) -> NewEvent:
    """Return that a package was made; `about` is its title, the issue that it is about ("" for all), and the version that it covers."""
    title, issue, covers = about
    return NewEvent(MADE, {**_body(package, contents), "title": title, "issue": issue, "covers": covers}, day)


def imported_event(package: str, contents: Contents, file: str, day: str) -> NewEvent:
    """Return that a package was brought in; `file` is the SHA-256 of the export that it came in."""
    return NewEvent(IMPORTED, {**_body(package, contents), "file": file}, day)


def _body(package: str, contents: Contents) -> dict[str, object]:
    return {"package": package, "slip": contents.slip, "files": contents.files, "bytes": contents.size}


def carried(history: Iterable[Recorded]) -> tuple[NewEvent, ...]:
    """Return what the office's stream is to tell of packages when that of their company goes: a package outlives the stream."""
    return tuple(
        NewEvent(each.kind, {**each.body, "first": each.body.get("first", each.recorded)}, each.effective, each.format)
        for each in history
        if each.kind in KEPT_KINDS
    )


def appraised_event(package: str, retention: Retention, day: str) -> NewEvent:
    """Return how long a package is to be kept."""
    return NewEvent(APPRAISED, {"package": package, "retention": codec(Retention).encode(retention)}, day)


def held_event(package: str, hold: Hold) -> NewEvent:
    """Return that a package is not to be destroyed, whatever its term."""
    return NewEvent(HELD, {"package": package, "hold": codec(Hold).encode(hold)}, hold.since.isoformat())


def released_event(package: str, hold: str, release: Release) -> NewEvent:
    """Return that a hold ended."""
    return NewEvent(RELEASED, {"package": package, "hold": hold, "release": codec(Release).encode(release)}, release.since.isoformat())


def decided_event(package: str, day: str) -> NewEvent:
    """Return that somebody decided to have a package destroyed."""
    return NewEvent(DECIDED, {"package": package}, day)


def confirmed_event(package: str, proof: str, day: str) -> NewEvent:
    """Return that somebody else destroys it; `proof` is the SHA-256 of the proof of destruction in the archive."""
    return NewEvent(CONFIRMED, {"package": package, "proof": proof}, day)


def destroyed_event(package: str, proof: str, day: str) -> NewEvent:
    """Return that it is gone."""
    return NewEvent(DESTROYED, {"package": package, "proof": proof}, day)


# Out of the record


def package_of(reading: Reading, package: str) -> PackageRecord:
    """Return a package as the record knows it; raise AgreementsError for an id that it does not know, whatever that says."""
    company, _ = parts_of(package)
    own = reading.load(company_stream(company)) if company else ()
    found = {each.id: each for each in packages_in((*own, *reading.load(OFFICE)))}
    if package not in found:
        known = sorted(each for each in found if each.startswith(company)) or sorted(found)
        raise AgreementsError(problem("E963", Where(""), package=package, guess=guess(package, known)))
    return found[package]


def packages_of(reading: Reading, company: str) -> tuple[PackageRecord, ...]:
    """Return every package of a company, by number; destroyed ones too."""
    whole = packages_in((*reading.load(company_stream(company)), *reading.load(OFFICE)))
    return tuple(each for each in whole if each.company == company)


def all_packages(reading: Reading) -> tuple[PackageRecord, ...]:
    """Return every package that the record knows, by company and number."""
    return packages_in(_events(reading))


def _events(reading: Reading) -> Iterator[Recorded]:
    for company in companies(reading):
        yield from (each for each in reading.load(company_stream(company)) if each.kind in PACKAGE_KINDS)
    yield from reading.load(OFFICE)


def every_package(record: Record) -> Iterator[PackageRecord]:
    """Yield every package as it stands, company by company, without its term and holds; only those of one company are in memory."""
    with ExitStack() as stack:
        with record.snapshot() as reading:
            names = [(company, "") for company in sorted(companies(reading))]
            lasting = stack.enter_context(in_order(_lasting(reading)))
        told = heapq.merge(names, ((line.partition("\t")[0], line) for line in lasting))
        for company, lines in groupby(told, key=itemgetter(0)):
            with record.snapshot() as reading:
                own = [each for each in reading.each(company_stream(company)) if each.kind in KEPT_KINDS]
            yield from packages_in((*own, *(_read(line) for _, line in lines if line)))


def _lasting(reading: Reading) -> Iterator[str]:
    """Yield, as lines that can be put in order, what the office's stream tells of packages that came from elsewhere, or are destroyed."""
    for each in reading.each(OFFICE):
        if each.kind in _LASTING:
            told = json.dumps([each.kind, each.format, each.body, each.effective, each.recorded])
            yield f"{parts_of(str(each.body['package']))[0]}\t{each.version:012d}\t{told}"


def _read(line: str) -> Recorded:
    """Return an event of such a line, without its place in the chain."""
    _, version, told = line.split("\t", 2)
    kind, number, body, effective, recorded = json.loads(told)
    return Recorded(0, OFFICE, int(version), kind, number, body, effective, recorded, _NOBODY, "", "")


def packages_in(history: Iterable[Recorded]) -> tuple[PackageRecord, ...]:
    """Return the packages that events make, by company and number: first what there is, then what was decided on it."""
    events = [each for each in history if each.kind in PACKAGE_KINDS]
    found: dict[str, PackageRecord] = {}
    for each in events:
        if each.kind in KEPT_KINDS:
            found.setdefault(str(each.body["package"]), _first(each))
    for each in events:
        if each.kind not in KEPT_KINDS:
            known = found.get(str(each.body["package"]))
            if known is not None:
                found[known.id] = _after(known, each)
    return tuple(sorted(found.values(), key=lambda each: parts_of(each.id)))


def _first(each: Recorded) -> PackageRecord:
    body = cast("Mapping[str, str]", each.body)
    about = (body["package"], body["slip"], int(body["files"]), int(body["bytes"]), body.get("first", each.recorded))
    if each.kind == IMPORTED:
        return PackageRecord(*about, imported=True)
    return PackageRecord(*about, body["title"], body["issue"], int(body["covers"]))


def _after(known: PackageRecord, each: Recorded) -> PackageRecord:
    match each.kind:
        case "package_appraised":  # what was decided on another appraisal is decided no more
            retention: Retention = codec(Retention).decode(each.body["retention"])
            return replace(known, retention=retention, standing=Standing.KEPT, decided_by="")
        case "package_held":
            return replace(known, holds=(*known.holds, codec(Hold).decode(each.body["hold"])))
        case "package_released":
            release: Release = codec(Release).decode(each.body["release"])
            return replace(
                known, holds=tuple(replace(hold, released=release) if hold.id == each.body["hold"] else hold for hold in known.holds)
            )
        case "package_destruction_decided":
            return replace(known, standing=Standing.DECIDED, decided_by=each.author.person)
        case "package_destruction_confirmed":
            return replace(known, standing=Standing.CONFIRMED, proof=str(each.body["proof"]))
        case _:
            return replace(known, standing=Standing.DESTROYED, proof=str(each.body["proof"]))
