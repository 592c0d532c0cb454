"""Use cases: who is known to the office, who may be what, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agreements.application.acting import Actor, Moment
from agreements.application.casework import OFFICE, commit_of, definitions, new_event, office_of, workflow_of
from agreements.model.placed import NOWHERE
from agreements.model.reading import text_fault
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Reading, Record, Transaction
from agreements.record.values import NewEvent, Person
from agreements.sources import listed
from agreements.workflow.commands import Refused
from agreements.workflow.definition import RoleFile
from agreements.workflow.encoding import on
from agreements.workflow.labels import said
from agreements.workflow.people import (
    Appointment,
    DelegationEnded,
    DelegationGiven,
    OfficeEvent,
    PersonRegistered,
    RoleEnded,
    RoleGranted,
    appoint,
    encode_office,
    unknown_person,
)

ERASED = "person_erased"


@dataclass(frozen=True, slots=True)
class Known:
    """A person with what they may be on a day, as people read it: each role with its scope and, for a deputy, whose it is."""

    person: Person
    roles: tuple[tuple[str, str, str], ...]


def register(record: Record, person: Person, actor: Actor, moment: Moment) -> None:
    """Make a person known, or correct the name of one who is known. The first person of an office makes themself known.

    Raise AgreementsError for what cannot be an id or a name, and for an actor who is not known.
    """
    with record.transaction() as transaction:
        office = office_of(transaction)
        event, by = PersonRegistered(person.id), actor.person or ("" if office.persons else person.id)
        if office.persons:
            must_be_known(transaction, by)
        faults = filter(None, (text_fault(each, NOWHERE) for each in (person.name, person.email, person.function, person.organisation)))
        known = person.id in office.persons
        decided = event if known else appoint(office, Appointment(event, by), {})
        problems = (*(decided.reasons if isinstance(decided, Refused) else ()), *faults)
        if problems:
            raise AgreementsError(*problems)
        if not known:
            _append(transaction, event, Actor(by, actor.account), moment)
        transaction.save_person(person)


def grant(record: Record, event: RoleGranted, actor: Actor, moment: Moment) -> None:
    """Give a person a role; somebody else does so. Raise AgreementsError with every reason why not."""
    _appoint(record, event, actor, moment)


def end_role(record: Record, event: RoleEnded, actor: Actor, moment: Moment) -> None:
    """Say on which day a role is held for the last time."""
    _appoint(record, event, actor, moment)


def delegate(record: Record, event: DelegationGiven, actor: Actor, moment: Moment) -> None:
    """Let a person stand in for another."""
    _appoint(record, event, actor, moment)


def end_delegation(record: Record, event: DelegationEnded, actor: Actor, moment: Moment) -> None:
    """Say on which day somebody stands in for the last time."""
    _appoint(record, event, actor, moment)


def _appoint(record: Record, event: OfficeEvent, actor: Actor, moment: Moment) -> None:
    with record.transaction() as transaction:
        decided = appoint(office_of(transaction), Appointment(event, actor.person), roles_of(transaction))
        if isinstance(decided, Refused):
            raise AgreementsError(*decided.reasons)
        _append(transaction, decided, actor, moment)


def _append(transaction: Transaction, event: OfficeEvent, actor: Actor, moment: Moment) -> None:
    transaction.append(commit_of(transaction, OFFICE, new_event(*encode_office(event), on(moment.day)), (actor, moment)))


def roles_of(reading: Reading) -> Mapping[str, RoleFile]:
    """Return the roles of every published workflow, also of earlier versions, to which running cases are still pinned."""
    found: dict[str, RoleFile] = {}
    for each in definitions(reading):
        found |= workflow_of(reading, each.workflow, each.digest).roles
    return found


def everyone(record: Record, day: date) -> tuple[Known, ...]:
    """Return every person with what they may be on a day; those whom dossiers name are nothing here."""
    office = office_of(record)
    named = {each.id: each for each in record.persons()}
    return tuple(
        Known(
            named.get(identifier, Person(identifier, "")),
            tuple((each.role, each.scope, each.author.on_behalf_of) for each in office.capacities(identifier, day)),
        )
        for identifier in sorted(office.persons | named.keys())
    )


def erase(record: Record, identifier: str, actor: Actor, moment: Moment) -> tuple[Problem, ...]:
    """Remove the name and address of a person; what they did stays under their id. Return a warning where files could not be scrubbed now.

    Raise AgreementsError for somebody who is not known.
    """
    with record.transaction() as transaction:
        office = office_of(transaction)
        problems: list[Problem] = [] if actor.person in office.persons else [unknown_person(office, actor.person)]
        if identifier not in office.persons and transaction.person(identifier) is None:
            problems.append(unknown_person(office, identifier))
        if problems:
            raise AgreementsError(*problems)
        event = NewEvent(ERASED, {"person": identifier}, moment.day.isoformat())
        transaction.append(commit_of(transaction, OFFICE, event, (actor, moment)))
        transaction.erase_person(identifier, moment.instant)
    return record.scrub()


def must_hold(reading: Reading, role: str, by: tuple[Actor, Moment]) -> None:
    """Raise AgreementsError unless a person is known, and holds a role of the office on a day, themself or as a deputy.

    Where no published workflow has that role nobody can hold it, and whoever is known may.
    """
    actor, moment = by
    must_be_known(reading, actor.person)
    roles, office = roles_of(reading), office_of(reading)
    if role not in roles:
        return
    holders = [each for each in sorted(office.persons) if any(held.role == role for held in office.capacities(each, moment.day))]
    if actor.person not in holders:
        label, who = said(roles[role].label), listed(holders) or "-"
        raise AgreementsError(problem("E612", Where(""), person=actor.person, role=label, id=role, day=moment.day, who=who))


def must_be_known(reading: Reading, person: str) -> None:
    """Raise AgreementsError unless somebody is named, and known."""
    if not person:
        raise AgreementsError(problem("E891", Where("")))
    office = office_of(reading)
    if person not in office.persons:
        raise AgreementsError(unknown_person(office, person))
