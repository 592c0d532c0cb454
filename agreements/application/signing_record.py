"""Signing in the record: issues, what came back, and what happened to each, as events in the stream of the company.

The process passes over these kinds. Files are in the archive under their SHA-256 before an event names them. No name stands in an event:
who is expected to sign is in the table of persons, under an id of its own for each issue, with the salt of the commitment by which the
plan names them. So a name that is erased takes its salt along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from agreements.application.casework import company_stream
from agreements.application.issue_rows import HAPPENED, ISSUED, body_of, event_in
from agreements.model.canonical import canonical_json
from agreements.model.encoding import codec
from agreements.model.signing import Expected, SigningPlan, as_data, from_data
from agreements.model.signing_course import ENDED, Course, fold
from agreements.model.signing_events import Delegated, LeftOffice, PaperRecorded, Signed, SigningEvent, encode
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading
from agreements.record.values import NewEvent, Person, Recorded
from agreements.sources import guess, listed

DOCUMENT_ISSUED = ISSUED
SIGNING_RECEIVED = "signing_received"
SIGNING_EVENT = HAPPENED
SIGNING_RENEWED = "signing_renewed"
SIGNING_KINDS = frozenset({DOCUMENT_ISSUED, SIGNING_RECEIVED, SIGNING_EVENT, SIGNING_RENEWED})


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came back, and the name that it had; its bytes are in the archive under their SHA-256."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Received:
    """Files that came in together on a day, whatever they are worth; `verdict` is the SHA-256 of the verdict on all until then.

    Without files: paper was attested, and what came in before was judged again with it.
    """

    files: tuple[ReceivedFile, ...]
    verdict: str
    outcome: str
    on: date


@dataclass(frozen=True, slots=True)
class Renewed:
    """The file `of` got one more time stamp on a day; `file` begins with its bytes and can be proved until a day. Both by their SHA-256."""

    of: str
    file: str
    until: date
    on: date


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """One issue of a company as the record holds it: its plan, with the names that are still kept, and what became of it.

    `files` are the SHA-256 of what was kept at issue: `issued` (the sealed PDF), `word` and `tree`. `version` is that of the stream of
    the company when it went out.
    """

    id: str
    course: Course
    files: Mapping[str, str]
    events: tuple[SigningEvent, ...] = ()
    received: tuple[Received, ...] = ()
    renewals: tuple[Renewed, ...] = ()
    version: int = 0

    @property
    def renewed(self) -> Mapping[str, str]:
        """The file that took the place of another, by the SHA-256 of that other."""
        return {each.of: each.file for each in self.renewals}

    def newest(self, file: str) -> str:
        """Return the SHA-256 of the file that stands for another, or came in as such: the last that it was renewed to."""
        for each in self.renewals:
            file = each.file if each.of == file else file
        return file

    @property
    def came(self) -> Mapping[str, str]:
        """As which file each renewed one came in, both by their SHA-256."""
        found: dict[str, str] = {}
        for each in self.renewals:
            found[each.file] = found.get(each.of, each.of)
        return found

    @property
    def plan(self) -> SigningPlan:
        """The plan by which it is signed."""
        return self.course.plan

    @property
    def days(self) -> Mapping[str, date]:
        """The day on which each file first came in, by its SHA-256."""
        found: dict[str, date] = {}
        for each in self.received:
            for file in each.files:
                found.setdefault(file.sha256, each.on)
        return found


# Into the record


def issued_event(issue: str, plan: SigningPlan, files: Mapping[str, str]) -> NewEvent:
    """Return that a document went out to be signed; `files` by what they are, each with its SHA-256."""
    body = {"issue": issue, "plan": as_data(plan), "files": dict(files)}
    return NewEvent(DOCUMENT_ISSUED, body, plan.issued_on.isoformat())


def received_event(issue: str, received: Received) -> NewEvent:
    """Return that files came back, with the verdict on them."""
    files = [{"sha256": each.sha256, "name": each.name} for each in received.files]
    body = {"issue": issue, "files": files, "verdict": received.verdict, "outcome": received.outcome}
    return NewEvent(SIGNING_RECEIVED, body, received.on.isoformat())


def renewed_event(issue: str, renewed: Renewed) -> NewEvent:
    """Return that a file got one more time stamp, and until when it can be proved by that."""
    body = {"issue": issue, "of": renewed.of, "file": renewed.file, "until": renewed.until.isoformat()}
    return NewEvent(SIGNING_RENEWED, body, renewed.on.isoformat())


def signing_event(issue: str, event: SigningEvent) -> NewEvent:
    """Return something that happened to an issue; it was so on the day of signing, or the last day in office, where it has one."""
    kind, body = encode(event)
    return NewEvent(SIGNING_EVENT, {"issue": issue, "kind": kind, "event": body}, day_of(event).isoformat())


def day_of(event: SigningEvent) -> date:
    """Return the day on which something was so: not always that on which it was recorded."""
    match event:
        case Signed() | PaperRecorded():
            return event.signed_on
        case LeftOffice():
            return event.last
        case _:
            return event.on


# Names


def person_id(company: str, issue: str, signatory: str) -> str:
    """Return the id under which the expected signer of an issue stands in the table of persons."""
    return f"{company}/issue/{issue}/{signatory}"


def persons_of(company: str, issue: str, plan: SigningPlan) -> Iterator[Person]:
    """Yield who is expected to sign, to be kept where it can be erased.

    All but the name is canonical JSON in the field of the organisation, which no list prints: a salt is nobody's business.
    """
    for signatory, expected in plan.persons.items():
        yield person_of(company, issue, signatory, expected)


def person_of(company: str, issue: str, person: str, expected: Expected) -> Person:
    """Return whose certificate is expected, a signatory or another in their place, to be kept where it can be erased."""
    rest = codec(Expected).encode(replace(expected, name=""))
    return Person(person_id(company, issue, person), expected.name, organisation=canonical_json(rest).decode())


def expected_of(reading: Reading, company: str, issue: str, person: str) -> Expected | None:
    """Return who is expected to sign an issue, a signatory or another in their place; None once the name is erased."""
    return _expected(reading.person(person_id(company, issue, person)))


def _expected(person: Person | None) -> Expected | None:
    if person is None or person.erased:
        return None
    rest = json.loads(person.organisation or "{}")
    found: Expected = codec(Expected).decode({**rest, "name": person.name})
    return found


def person_ids(company: str, history: Iterable[Recorded]) -> tuple[str, ...]:
    """Return the ids of all who were expected to sign an issue of a company: they go when its stream is destroyed."""
    found: list[str] = []
    for each in history:
        if each.kind in {DOCUMENT_ISSUED, SIGNING_EVENT}:
            with readable(each):
                found += [person_id(company, _issue(each), person) for person in _named_in(each)]
    return tuple(found)


def _named_in(each: Recorded) -> list[str]:
    """Return whose names are kept because of an event: signatories, or who signs for one."""
    if each.kind == DOCUMENT_ISSUED:
        return [planned.signatory for planned in _plan(each).signatures]
    event = _event(each)
    return [event.person] if isinstance(event, Delegated) else []


# Out of the record


def issues_of(reading: Reading, company: str) -> tuple[IssueRecord, ...]:
    """Return every issue of a company, the oldest first, as its events make it."""
    return issues_in(reading, company, reading.load(company_stream(company)))


def issue_of(found: Iterable[IssueRecord], company: str, asked: str = "") -> IssueRecord:
    """Return the issue that is asked, or the only one that is to be signed; where none is, the only one that is complete.

    Raise AgreementsError when there is no such one, or more than one.
    """
    issues = tuple(found)
    chosen = [each for each in issues if each.id == asked] if asked else _standing(issues)
    known = [each.id for each in issues]
    if len(chosen) > 1:
        raise AgreementsError(problem("E630", Where(company), known=listed([each.id for each in chosen])))
    if not chosen and not asked:
        raise AgreementsError(problem("E649", Where(company), known=listed(known) or "-"))
    if not chosen:
        raise AgreementsError(problem("E962", Where(company), issue=asked, guess=guess(asked, known), known=listed(known) or "-"))
    return chosen[0]


def _standing(issues: Iterable[IssueRecord]) -> list[IssueRecord]:
    """Return what is to be signed; or else what is complete, of which a copy may still come in."""
    open_or_complete = [each for each in issues if each.course.status not in ENDED]
    return [each for each in open_or_complete if not each.course.complete] or open_or_complete


def issues_in(reading: Reading, company: str, history: Iterable[Recorded]) -> tuple[IssueRecord, ...]:
    """Return every issue in the history of a company that was read before; raise AgreementsError for an event that cannot be read."""
    found: dict[str, IssueRecord] = {}
    for each in history:
        if each.kind in SIGNING_KINDS:
            with readable(each):
                issue = _after(found[_issue(each)], each) if each.kind != DOCUMENT_ISSUED else _issued(reading, company, each)
            found[issue.id] = issue
    return tuple(replace(each, course=fold(each.plan, each.events)) for each in found.values())


@contextmanager
def readable(each: Recorded) -> Iterator[None]:
    """Raise AgreementsError for an event that this version cannot have recorded."""
    try:
        yield
    except (LookupError, TypeError, ValueError) as error:
        raise AgreementsError(problem("E802", Where(f"{each.stream} ({each.version})"), kind=each.kind)) from error


def _issued(reading: Reading, company: str, each: Recorded) -> IssueRecord:
    plan = _named(reading, company, _issue(each), _plan(each))
    return IssueRecord(_issue(each), Course(plan), cast("Mapping[str, str]", body_of(each)["files"]), version=each.version)


def _after(issue: IssueRecord, each: Recorded) -> IssueRecord:
    if each.kind == SIGNING_EVENT:
        return replace(issue, events=(*issue.events, _event(each)))
    if each.kind == SIGNING_RENEWED:
        return replace(issue, renewals=(*issue.renewals, _renewed(each)))
    return replace(issue, received=(*issue.received, _received(each)))


def _event(each: Recorded) -> SigningEvent:
    return event_in(body_of(each))


def _received(each: Recorded) -> Received:
    body = body_of(each)
    files = cast("list[Mapping[str, str]]", body["files"])
    told = tuple(ReceivedFile(file["sha256"], file["name"]) for file in files)
    return Received(told, str(body["verdict"]), str(body["outcome"]), date.fromisoformat(each.effective))


def _renewed(each: Recorded) -> Renewed:
    body = body_of(each)
    return Renewed(str(body["of"]), str(body["file"]), date.fromisoformat(str(body["until"])), date.fromisoformat(each.effective))


def _issue(each: Recorded) -> str:
    return str(body_of(each)["issue"])


def _plan(each: Recorded) -> SigningPlan:
    return from_data(cast("Mapping[str, object]", body_of(each)["plan"]), {})


def _named(reading: Reading, company: str, issue: str, plan: SigningPlan) -> SigningPlan:
    """Return a plan with the persons whose names are still kept."""
    kept = {each.signatory: _expected(reading.person(person_id(company, issue, each.signatory))) for each in plan.signatures}
    return replace(plan, persons={name: expected for name, expected in kept.items() if expected is not None})
