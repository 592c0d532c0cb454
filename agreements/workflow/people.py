"""The office: who is known, who may be what and until when, and who stands in for whom. Names live elsewhere; here are ids only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast, get_args

from agreements.model.placed import NOWHERE
from agreements.model.reading import text_fault
from agreements.problems import Problem, Said, in_order, problem
from agreements.sources import guess
from agreements.workflow.commands import Refused
from agreements.workflow.definition import RoleFile
from agreements.workflow.encoding import codec
from agreements.workflow.events import FORMAT, Author, decoded, kind_of
from agreements.workflow.labels import KINDS

ALL_ROLES = ""
_PERSON = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+([-_.@][a-z0-9]+){0,9}", re.ASCII)
_DEPUTY = Said("vervanging", "deputyship")


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """A person is known by an id."""

    person: str


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """A person may be this from `first` up to and including `last`; `scope` names the member for which, `mandate` the decision."""

    person: str
    role: str
    scope: str
    first: date
    last: date | None
    mandate: str
    granted_by: str


@dataclass(frozen=True, slots=True)
class RoleEnded:
    """The last day of a role."""

    person: str
    role: str
    scope: str
    last: date


@dataclass(frozen=True, slots=True)
class DelegationGiven:
    """`deputy` stands in for `person` in one role, or in all that they hold themself."""

    person: str
    deputy: str
    role: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class DelegationEnded:
    """The last day of a deputy."""

    person: str
    deputy: str
    role: str
    last: date


OfficeEvent = PersonRegistered | RoleGranted | RoleEnded | DelegationGiven | DelegationEnded
OFFICE_KINDS: Mapping[str, type[Any]] = {kind_of(each): each for each in get_args(OfficeEvent)}


def encode_office(event: OfficeEvent) -> tuple[str, dict[str, object]]:
    """Return an event of the office as the record keeps it."""
    return kind_of(type(event)), codec(type(event)).encode(event)


def decode_office(kind: str, body: Mapping[str, object], number: int = FORMAT) -> OfficeEvent:
    """Return the event; raise AgreementsError for a kind, format or body that this version does not know."""
    return cast("OfficeEvent", decoded(OFFICE_KINDS, kind, body, number))


@dataclass(frozen=True, slots=True)
class Office:
    """Everybody, with their roles and deputies."""

    persons: frozenset[str] = frozenset()
    grants: Mapping[str, tuple[RoleGranted, ...]] = field(default_factory=dict)  # by person
    delegations: Mapping[str, tuple[DelegationGiven, ...]] = field(default_factory=dict)  # by deputy

    def capacities(self, person: str, day: date) -> Iterator[Capacity]:
        """Yield what a person may be on a day: first in their own right, then as a deputy."""
        for grant in self._held(person, day):
            yield Capacity(Author(person), grant.role, grant.scope)
        for given in self.delegations.get(person, ()):
            if given.first <= day and (given.last is None or day <= given.last):
                for grant in self._held(given.person, day):
                    if given.role in {ALL_ROLES, grant.role}:
                        yield Capacity(Author(person, given.person), grant.role, grant.scope)

    def _held(self, person: str, day: date) -> Iterator[RoleGranted]:
        return (each for each in self.grants.get(person, ()) if each.first <= day and (each.last is None or day <= each.last))


@dataclass(frozen=True, slots=True)
class Capacity:
    """A role that somebody may act in, and for whom."""

    author: Author
    role: str
    scope: str = ""


def fold_office(events: Iterable[OfficeEvent], office: Office | None = None) -> Office:
    """Return the office after all events."""
    office = office or Office()
    for event in events:
        office = evolve_office(office, event)
    return office


def evolve_office(office: Office, event: OfficeEvent) -> Office:
    """Return the office after one more event."""
    match event:
        case PersonRegistered():
            return replace(office, persons=office.persons | {event.person})
        case RoleGranted():
            return replace(office, grants=_added(office.grants, event.person, event))
        case DelegationGiven():
            return replace(office, delegations=_added(office.delegations, event.deputy, event))
        case RoleEnded():
            held = office.grants.get(event.person, ())
            ended = tuple(_ended_grant(each, event) for each in held)
            return replace(office, grants={**office.grants, event.person: ended})
        case DelegationEnded():
            given = office.delegations.get(event.deputy, ())
            closed = tuple(_ended_delegation(each, event) for each in given)
            return replace(office, delegations={**office.delegations, event.deputy: closed})


def _added(table: Mapping[str, tuple[Any, ...]], key: str, item: object) -> dict[str, tuple[Any, ...]]:
    return {**table, key: (*table.get(key, ()), item)}


def _ended_grant(grant: RoleGranted, end: RoleEnded) -> RoleGranted:
    same = (grant.role, grant.scope) == (end.role, end.scope)
    return replace(grant, last=end.last) if same and _longer(grant.last, end.last) else grant


def _ended_delegation(given: DelegationGiven, end: DelegationEnded) -> DelegationGiven:
    same = (given.person, given.role) == (end.person, end.role)
    return replace(given, last=end.last) if same and _longer(given.last, end.last) else given


def _longer(last: date | None, end: date) -> bool:
    return last is None or last > end


@dataclass(frozen=True, slots=True)
class Appointment:
    """What somebody (`by`) asks of the office: one event of it."""

    event: OfficeEvent
    by: str


def appoint(office: Office, appointment: Appointment, roles: Mapping[str, RoleFile]) -> OfficeEvent | Refused:
    """Return the event of an appointment, or every reason why not; `roles` are those of all published workflows.

    Who asks for it has granted it, whatever the event says.
    """
    reasons = in_order(_reasons(office, appointment, roles))
    event = appointment.event
    if reasons:
        return Refused(reasons)
    return replace(event, granted_by=appointment.by) if isinstance(event, RoleGranted) else event


def _reasons(office: Office, appointment: Appointment, roles: Mapping[str, RoleFile]) -> Iterator[Problem]:
    event, by = appointment.event, appointment.by
    match event:
        case PersonRegistered():
            yield from _id(office, event.person)
        case RoleGranted():
            yield from _unknown(office, (event.person, by))
            yield from _role(event, roles)
            yield from filter(None, (text_fault(each, NOWHERE) for each in (event.mandate, event.scope)))
            yield from _span(event.first, event.last)
            if event.person == by:
                yield problem("E804", NOWHERE, person=event.person, role=event.role)
        case DelegationGiven():
            yield from _unknown(office, (event.person, event.deputy, by))
            yield from _span(event.first, event.last)
            yield from _deputy(event, by, roles)
        case RoleEnded() | DelegationEnded():
            yield from _unknown(office, (by,))
            yield from _current(office, event)


def _id(office: Office, person: str) -> Iterator[Problem]:
    if not _PERSON.fullmatch(person):
        yield problem("E206", NOWHERE, value=person[:40], kind="@slug", example="a-de-vries")
    elif person in office.persons:
        yield problem("E803", NOWHERE, person=person)


def _deputy(event: DelegationGiven, by: str, roles: Mapping[str, RoleFile]) -> Iterator[Problem]:
    if event.deputy in {event.person, by}:
        yield problem("E805", NOWHERE, person=event.deputy)
    if event.role != ALL_ROLES and event.role not in roles:
        yield _no_role(event.role, roles)


def _current(office: Office, event: RoleEnded | DelegationEnded) -> Iterator[Problem]:
    """Yield that there is nothing to end, or nothing that does not end before."""
    after = evolve_office(office, event)
    if isinstance(event, RoleEnded):
        changed = after.grants[event.person] != office.grants.get(event.person, ())
    else:
        changed = after.delegations[event.deputy] != office.delegations.get(event.deputy, ())
    if not changed:
        person, what = (event.person, event.role) if isinstance(event, RoleEnded) else (event.deputy, _DEPUTY)
        yield problem("E806", NOWHERE, person=person, role=what)


def _unknown(office: Office, persons: Iterable[str]) -> Iterator[Problem]:
    for person in persons:
        if person not in office.persons:
            yield unknown_person(office, person)


def unknown_person(office: Office, person: str) -> Problem:
    """Return the reason that nobody has this id."""
    return problem("E807", NOWHERE, person=person, guess=guess(person, sorted(office.persons)))


def _no_role(role: str, roles: Mapping[str, RoleFile]) -> Problem:
    if not roles:
        return problem("E800", NOWHERE, role=role)
    return problem("E808", NOWHERE, role=role, guess=guess(role, sorted(roles)), known=", ".join(sorted(roles)))


def _role(event: RoleGranted, roles: Mapping[str, RoleFile]) -> Iterator[Problem]:
    role = roles.get(event.role)
    if role is None:
        yield _no_role(event.role, roles)
    elif role.scope is not None and not event.scope:
        yield problem("E809", NOWHERE, role=Said(role.label.nl, role.label.en), kind=KINDS[role.scope])
    elif role.scope is None and event.scope:
        yield problem("E810", NOWHERE, role=Said(role.label.nl, role.label.en), scope=event.scope)


def _span(first: date, last: date | None) -> Iterator[Problem]:
    if last is not None and last < first:
        yield problem("E811", NOWHERE, first=first, last=last)
