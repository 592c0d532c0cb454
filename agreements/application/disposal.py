"""Use cases: how long a package is kept, what holds it, and its destruction by two archivists, which leaves its proof.

Confirming comes before removing: the proof is in the archive and the record before a file goes, so that who is killed in between leaves
nothing that cannot be finished. What is removed is removed for good; no program shows that no other copy is left.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.casework import OFFICE, commit_of, office_of
from agreements.application.package_record import (
    PackageRecord,
    Standing,
    appraised_event,
    confirmed_event,
    decided_event,
    destroyed_event,
    held_event,
    package_of,
    released_event,
)
from agreements.application.packing import Places, must_be_same, slip_in
from agreements.application.people import must_hold
from agreements.archive.appraisal import Hold, Order, Release, Retention, destroyed, held, may_destroy, released
from agreements.archive.store import keep
from agreements.durable import make_folder, sync, usable
from agreements.model.placed import NOWHERE
from agreements.model.reading import text_fault
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Reading, Record, Transaction
from agreements.record.values import NewEvent

ARCHIVIST = "archivist"
"""The role of who decides how long a package is kept, what holds it, and that it is destroyed."""

MANNER = "gewist van de schijf"


def appraise(record: Record, package: str, retention: Retention, by: tuple[Actor, Moment]) -> PackageRecord:
    """Say how long a package is kept, by which category of a selection list; a decision to destroy it by another appraisal ends.

    Raise AgreementsError for a text that cannot be kept, and for a package that is destroyed or about to be.
    """
    category = retention.category
    if category is not None:
        _refuse_element("informatiecategorie", category.source, category.number, category.name)
    _refuse_element("termijnTriggerStartLooptijd", retention.trigger)
    with record.transaction() as transaction:
        _must_be_kept(transaction, package, by)
        return _tell(transaction, package, appraised_event(package, retention, by[1].day.isoformat()), by)


def hold(record: Record, package: str, ground: str, by: tuple[Actor, Moment], *, name: str = "") -> PackageRecord:
    """Keep a package from being destroyed, whatever its term; raise AgreementsError when the name of the hold was used."""
    _refuse_reason(ground, *filter(None, (name,)))
    with record.transaction() as transaction:
        found = _must_be_kept(transaction, package, by)
        new = Hold(name or f"hold-{len(found.holds) + 1}", ground, by[0].person, by[1].day)
        held(found.holds, new)
        return _tell(transaction, package, held_event(package, new), by)


def release(record: Record, package: str, name: str, ground: str, by: tuple[Actor, Moment]) -> PackageRecord:
    """End a hold; raise AgreementsError when there is none of that name that holds."""
    _refuse_reason(ground)
    with record.transaction() as transaction:
        found = _must_be_kept(transaction, package, by)
        end = Release(by[1].day, by[0].person, ground)
        released(found.holds, name, end)
        return _tell(transaction, package, released_event(package, name, end), by)


def decide(record: Record, places: Places, package: str, by: tuple[Actor, Moment]) -> PackageRecord:
    """Decide that a package be destroyed; somebody else confirms. Raise AgreementsError with every reason why it may not be."""
    with record.transaction() as transaction:
        found = _must_be_kept(transaction, package, by)
        reasons = may_destroy(package, found.retention, found.holds, by[1].day)
        if reasons:
            raise AgreementsError(*reasons)
        must_be_same(found, places)
        return _tell(transaction, package, decided_event(package, by[1].day.isoformat()), by)


def confirm(record: Record, places: Places, package: str, by: tuple[Actor, Moment], *, manner: str = MANNER) -> PackageRecord:
    """Destroy what somebody else decided to destroy, with a proof that stays; or finish what was confirmed and cut off.

    Raise AgreementsError with every reason why it may not be: they are asked again, as a hold may have come since.
    """
    _refuse_reason(manner)
    with record.transaction() as transaction:
        must_hold(transaction, ARCHIVIST, by)
        found = package_of(transaction, package)
        if found.standing is Standing.DESTROYED:
            raise AgreementsError(problem("E974", Where(package), package=package))
        if found.standing is not Standing.CONFIRMED:
            found = _confirmed(transaction, places, found, manner, by)
    _remove(found, places)
    with record.transaction() as transaction:
        found = package_of(transaction, package)
        if found.standing is not Standing.DESTROYED:  # nobody finished it meanwhile
            found = _tell(transaction, package, destroyed_event(package, found.proof, by[1].day.isoformat()), by)
    with suppress(OSError):  # a mark that is left says no more than that something stood here
        _mark(found, places).rmdir()
    return found


def _confirmed(transaction: Transaction, places: Places, found: PackageRecord, manner: str, by: tuple[Actor, Moment]) -> PackageRecord:
    actor, moment = by
    if found.standing is not Standing.DECIDED:
        raise AgreementsError(problem("E975", Where(found.id), package=found.id))
    _must_be_two(transaction, found, by)
    title = found.title or slip_in(must_be_same(found, places)).title
    order = Order(found.id, title, found.slip, found.files, found.size, found.decided_by, actor.person, manner)
    proof = destroyed(order, found.retention, found.holds, moment.day)
    must_be_same(found, places)
    digest = keep(places.archive, proof.content())
    with usable(places.packages):
        make_folder(_mark(found, places))
    return _tell(transaction, found.id, confirmed_event(found.id, digest, moment.day.isoformat()), by)


def _must_be_two(reading: Reading, found: PackageRecord, by: tuple[Actor, Moment]) -> None:
    """Raise AgreementsError when one of who decided and who confirms is an archivist only as the deputy of the other."""
    (actor, moment), office = by, office_of(reading)
    for one, other in ((actor.person, found.decided_by), (found.decided_by, actor.person)):
        held = [each.author.persons for each in office.capacities(one, moment.day) if each.role == ARCHIVIST]
        if one != other and held and all(other in persons for persons in held):
            raise AgreementsError(problem("E960", Where(found.id), person=actor.person))


def _remove(found: PackageRecord, places: Places) -> None:
    """Remove the folder of a package: its name first, so that no half package stands under it. The mark of its destruction stays.

    Raise AgreementsError where there is no such mark, as that is another place than that of the package, and for another package there.
    """
    path, mark = places.package(found.id), _mark(found, places)
    if path.is_symlink() or mark.is_symlink() or not mark.is_dir():
        raise AgreementsError(problem("E964", Where(str(path)), package=found.id, path=path))
    with usable(path):
        _empty(mark)  # of what is left there when it was cut off before
        if path.is_dir():
            must_be_same(found, places).rename(mark / found.id)
            sync(path.parent)
        _empty(mark)


def _empty(folder: Path) -> None:
    for each in folder.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    sync(folder)


def _mark(found: PackageRecord, places: Places) -> Path:
    """Return the folder that marks where the package stood whose destruction was confirmed, until the record tells that it is gone."""
    return places.package(found.id).with_name(f".maatwerk-destroyed-{found.id}")


def _must_be_kept(reading: Reading, package: str, by: tuple[Actor, Moment]) -> PackageRecord:
    must_hold(reading, ARCHIVIST, by)
    found = package_of(reading, package)
    if found.standing in {Standing.CONFIRMED, Standing.DESTROYED}:
        raise AgreementsError(problem("E974", Where(package), package=package))
    return found


def _tell(transaction: Transaction, package: str, event: NewEvent, by: tuple[Actor, Moment]) -> PackageRecord:
    transaction.append(commit_of(transaction, OFFICE, event, by))
    return package_of(transaction, package)


def _refuse_reason(*reasons: str) -> None:
    """Raise AgreementsError for a reason that is empty or cannot be kept."""
    _refuse((text_fault(each, NOWHERE) if each.strip() else problem("E864", NOWHERE)) for each in reasons)


def _refuse_element(element: str, *texts: str) -> None:
    """Raise AgreementsError for a text that cannot stand in an element of the metadata."""
    empty = problem("E941", NOWHERE, element=element, value="", expected="@a_text")
    _refuse((text_fault(each, NOWHERE) if each.strip() else empty) for each in texts)


def _refuse(faults: Iterable[Problem | None]) -> None:
    found = [each for each in faults if each is not None]
    if found:
        raise AgreementsError(*found)
