"""Use cases: what happens to an issue besides signatures that come back: paper, refusal, office left, delegation, withdrawal.

The rules of the course say what can be recorded (`model/signing_rules`); every reason is told, and then nothing is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Actor, Moment
from agreements.application.judgement import chosen, delegates
from agreements.application.people import must_be_known
from agreements.application.receiving import counting, must_be_unchanged
from agreements.application.signing_process import Settled, must_record_signing, settle, tried
from agreements.application.signing_record import (
    IssueRecord,
    Received,
    issue_of,
    issues_of,
    person_of,
    received_event,
    signing_event,
)
from agreements.archive.store import keep, kept
from agreements.model.canonical import canonical_json
from agreements.model.placed import NOWHERE
from agreements.model.planning import may_be_one, same_human, same_name
from agreements.model.reading import text_fault
from agreements.model.signing import Expected, Mandate, field_of
from agreements.model.signing_course import Course, evolve
from agreements.model.signing_events import Delegated, PaperAttested, PaperRecorded, SigningEvent, encode
from agreements.model.signing_rules import against
from agreements.model.verdicts import Form, Outcome, Verdict, as_data, digest_of_verdict
from agreements.problems import AgreementsError, Problem, errors, problem
from agreements.record.record import Reading, Record
from agreements.record.values import NewEvent, Person

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust

_SALT = 16
"""Random bytes by which nobody can guess a name back from its commitment."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of it: the issue as it was, its course now, what was recorded, the verdict when one was made, what the process did."""

    issue: IssueRecord
    course: Course
    event: SigningEvent
    verdict: Verdict | None = None
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """A signature in wet ink: whose place, who gave it (empty: the signatory), when, where the paper is, and a scan where there is one."""

    signatory: str
    signed_on: date
    place: str
    by: str = ""
    scan: bytes = b""


@dataclass(frozen=True, slots=True)
class DelegationOrder:
    """Who signs for a signatory, as the certificate will name them, by which mandate."""

    signatory: str
    person: str
    expected: Expected
    mandate: Mandate


By = tuple[Actor, Moment]
"""Who does it, and when."""

Happening = Callable[[date], SigningEvent]
"""Makes an event of the day on which it is recorded."""


def act(
    record: Record,
    about: tuple[str, str],
    make: Happening,
    by: By,
    *,
    persons: tuple[Person, ...] = (),
    store: Callable[[], None] | None = None,
    dry_run: bool = False,
) -> Acted:
    """Record something that happened to an issue (`about`: company and id, empty for the only one that is open), with what follows.

    `store` keeps the files that the event names, once nothing stands against it. Raise AgreementsError with every reason when it cannot
    be recorded.
    """
    actor, moment = by
    company, asked = about
    with tried(record, dry_run=dry_run) as transaction:
        issue = _issue(transaction, company, asked, by)
        acted = _after(issue, make(moment.day))
        for each in persons:
            transaction.save_person(each)
        if store is not None and not dry_run:
            store()
        settled = settle(transaction, company, (signing_event(issue.id, acted.event),), issue.plan.kind, (actor, moment))
    return replace(acted, settled=settled)


def _issue(reading: Reading, company: str, asked: str, by: By) -> IssueRecord:
    issue = issue_of(issues_of(reading, company), company, asked)
    must_record_signing(reading, company, issue.plan.kind, by)
    return issue


def _after(issue: IssueRecord, event: SigningEvent) -> Acted:
    reasons = (*_unfit(encode(event)[1]), *against(issue.course, event))
    if reasons:
        raise AgreementsError(*reasons)
    return Acted(issue, evolve(issue.course, event), event)


def _unfit(said: object) -> Iterator[Problem]:
    """Yield what keeps words in an event from being kept."""
    if isinstance(said, str):
        fault = text_fault(said, NOWHERE)
        yield from () if fault is None else (fault,)
    elif isinstance(said, Mapping | list):
        for each in said.values() if isinstance(said, Mapping) else said:
            yield from _unfit(each)


# Delegation


def delegate(record: Record, about: tuple[str, str], order: DelegationOrder, by: By, *, dry_run: bool = False) -> Acted:
    """Record that another signs for a signatory. The name is kept where it can be erased; the event has only its commitment."""
    company, asked = about
    with record.snapshot() as reading:
        issue = _issue(reading, company, asked, by)
        others = delegates(reading, company, issue)
    expected = replace(order.expected, salt=secrets.token_hex(_SALT))

    def made(day: date) -> Delegated:
        return Delegated(day, order.signatory, order.person, order.mandate, expected.commitment)

    if amiss := (*_unfit([expected.name, expected.certificate]), *_twice(issue.course, order, others)):
        raise AgreementsError(*amiss)

    kept_apart = (person_of(company, issue.id, order.person, expected),)
    return act(record, (company, issue.id), made, by, persons=kept_apart, dry_run=dry_run)


def _twice(course: Course, order: DelegationOrder, others: Mapping[str, Expected]) -> Iterator[Problem]:
    """Yield that this person signs in another place too, by name or certificate.

    As in a plan somebody may sign for the company and for its parent, unless four eyes keep those two apart.
    """
    own = course.plan.of_signatory(order.signatory)
    for other in course.plan.signatures if own is not None else ():
        delegated = course.delegated.get(other.field)
        persons = [course.plan.persons.get(other.signatory), others.get(delegated.person) if delegated is not None else None]
        for person in persons if other != own else persons[:1]:
            if person is not None and own is not None and same_human(person, order.expected) and not may_be_one(own, other):
                yield problem("E667", NOWHERE, name=order.expected.name, one=other.signatory, other=order.person)


# Paper


def on_paper(record: Record, archive: Path, about: tuple[str, str], order: PaperOrder, by: By, *, dry_run: bool = False) -> Acted:
    """Record that somebody signed on paper, where that paper is, and keep its scan. It counts once two others attested it."""
    company, asked = about
    with record.snapshot() as reading:
        issue = _issue(reading, company, asked, by)
    scan = sha256(order.scan).hexdigest() if order.scan else ""

    def made(day: date) -> PaperRecorded:
        return PaperRecorded(day, field_of(order.signatory), order.by or order.signatory, order.signed_on, order.place, scan)

    _after(issue, made(by[1].day))
    if order.scan:
        _must_be_whole(order.scan, kept(archive, issue.files["issued"]))

    def store() -> None:
        keep(archive, order.scan)

    return act(record, (company, issue.id), made, by, store=store if order.scan else None, dry_run=dry_run)


def _must_be_whole(scan: bytes, issued: bytes) -> None:
    """Raise AgreementsError for a scan of which no pages can be seen, or not as many as the issued document has."""
    from agreements.signatures.scans import pages  # noqa: PLC0415  # only who brings a scan waits for an engine

    found, expected = pages(scan), pages(issued)
    if found != expected:
        raise AgreementsError(problem("E634", NOWHERE, found=found, expected=expected))


@dataclass(frozen=True, slots=True)
class Witness:
    """Whose signature on paper somebody attests, and whom the office trusts: what came in before is judged again with it."""

    signatory: str
    trust: Trust


def attest(record: Record, archive: Path, about: tuple[str, str], order: Witness, by: By, *, dry_run: bool = False) -> Acted:
    """Record that somebody of the office compared paper and scan with the issued text; with two it counts, and is judged along.

    Who attests need not be who may answer in the case; then somebody else still does that.
    """
    actor, moment = by
    company, asked = about
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
        issue = issue_of(issues_of(reading, company), company, asked)
        who = delegates(reading, company, issue)
        _must_be_another(reading, issue, who, order.signatory, actor.person)
    acted = _after(issue, PaperAttested(moment.day, field_of(order.signatory), actor.person))
    told: list[NewEvent] = [signing_event(issue.id, acted.event)]
    if field_of(order.signatory) in acted.course.signed and field_of(order.signatory) not in issue.course.signed:
        found, _ = chosen(archive, (issue, who), (), (order.trust, moment), acted.course)
        _must_count(found.verdict, field_of(order.signatory), acted.course)
        course, signed, _ = counting(acted.course, found, moment)
        verdict = found.verdict
        told.append(received_event(issue.id, Received((), digest_of_verdict(verdict), verdict.outcome, moment.day)))
        told += [signing_event(issue.id, each) for each in signed]
        acted = replace(acted, course=course, verdict=verdict)
    with tried(record, dry_run=dry_run) as transaction:
        must_be_unchanged(transaction, company, issue)
        settled = settle(transaction, company, told, issue.plan.kind, by, must=False)
        if acted.verdict is not None and not dry_run:
            keep(archive, canonical_json(as_data(acted.verdict)))
    return replace(acted, settled=settled)


def _must_be_another(reading: Reading, issue: IssueRecord, delegated: Mapping[str, Expected], signatory: str, person: str) -> None:
    """Raise AgreementsError when who attests is, by name, who signed or who attested before: the eyes of two others are asked."""
    paper = issue.course.papers.get(field_of(signatory))
    if paper is None:
        return
    signer = issue.plan.persons.get(paper.signer, delegated.get(paper.signer))
    witnesses = (reading.person(each) for each in paper.attested_by)
    names = [*([signer.name] if signer is not None else []), *(each.name for each in witnesses if each is not None and not each.erased)]
    own = reading.person(person)
    if own is not None and any(same_name(own.name, each) for each in names):
        raise AgreementsError(problem("E678", NOWHERE, signatory=signatory))


def _must_count(verdict: Verdict, name: str, course: Course) -> None:
    """Raise AgreementsError unless the verdict lets the paper in a field count, and the whole when it is the last signature."""
    paper = next((each for each in verdict.signatures if each.field == name and each.form is Form.PAPER), None)
    if paper is None or paper.outcome is not Outcome.VALID:
        raise AgreementsError(*errors(paper.reasons if paper is not None else verdict.reasons))
    if course.complete and verdict.outcome is not Outcome.VALID:
        raise AgreementsError(*errors(verdict.reasons))
