"""Use cases: what happens to an issue besides signatures that come back: paper, refusal, office left, delegation, withdrawal.

The rules of the course say what can be recorded (`model/signing_rules`); every reason is told, and then nothing is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Actor, Moment
from agreements.application.judgement import delegates, files_that_count, judgement
from agreements.application.people import must_be_known
from agreements.application.receiving import must_be_unchanged
from agreements.application.signing_process import Settled, must_record_signing, settle
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
from agreements.model.signing import Expected, Mandate, field_of
from agreements.model.signing_course import Course, evolve
from agreements.model.signing_events import Delegated, PaperAttested, PaperRecorded, SigningEvent
from agreements.model.signing_rules import against
from agreements.model.verdicts import Verdict, as_data, digest_of_verdict
from agreements.problems import AgreementsError, problem
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
    dry_run: bool = False,
) -> Acted:
    """Record something that happened to an issue (`about`: company and id, empty for the only one that is open), with what follows.

    Raise AgreementsError with every reason when it cannot be recorded.
    """
    actor, moment = by
    company, asked = about
    with record.transaction() as transaction:
        issue = _issue(transaction, company, asked, by)
        acted = _after(issue, make(moment.day))
        if dry_run:
            return acted
        for each in persons:
            transaction.save_person(each)
        settled = settle(transaction, company, (signing_event(issue.id, acted.event),), acted.course, (actor, moment))
    return replace(acted, settled=settled)


def _issue(reading: Reading, company: str, asked: str, by: By) -> IssueRecord:
    issue = issue_of(issues_of(reading, company), company, asked)
    must_record_signing(reading, company, issue.plan.kind, by)
    return issue


def _after(issue: IssueRecord, event: SigningEvent) -> Acted:
    reasons = against(issue.course, event)
    if reasons:
        raise AgreementsError(*reasons)
    return Acted(issue, evolve(issue.course, event), event)


# Delegation


def delegate(record: Record, about: tuple[str, str], order: DelegationOrder, by: By, *, dry_run: bool = False) -> Acted:
    """Record that another signs for a signatory. The name is kept where it can be erased; the event has only its commitment."""
    company, asked = about
    with record.snapshot() as reading:
        issue = _issue(reading, company, asked, by)
    expected = replace(order.expected, salt=secrets.token_hex(_SALT))

    def made(day: date) -> Delegated:
        return Delegated(day, order.signatory, order.person, order.mandate, expected.commitment)

    kept_apart = (person_of(company, issue.id, order.person, expected),)
    return act(record, (company, issue.id), made, by, persons=kept_apart, dry_run=dry_run)


# Paper


def on_paper(record: Record, archive: Path, about: tuple[str, str], order: PaperOrder, by: By, *, dry_run: bool = False) -> Acted:
    """Record that somebody signed on paper, where that paper is, and keep its scan. It counts once two others attested it."""
    company, asked = about
    with record.snapshot() as reading:
        issue = _issue(reading, company, asked, by)
    if order.scan:
        _must_be_whole(order.scan, kept(archive, issue.files["issued"]))
    scan = keep(archive, order.scan) if order.scan and not dry_run else ""
    field = field_of(order.signatory)

    def made(day: date) -> PaperRecorded:
        return PaperRecorded(day, field, order.by or order.signatory, order.signed_on, order.place, scan)

    return act(record, (company, issue.id), made, by, dry_run=dry_run)


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
    acted = _after(issue, PaperAttested(moment.day, field_of(order.signatory), actor.person))
    told: list[NewEvent] = [signing_event(issue.id, acted.event)]
    if field_of(order.signatory) in acted.course.signed and field_of(order.signatory) not in issue.course.signed:
        files = files_that_count(archive, f"{company}/{issue.id}", issue)
        verdict = judgement(archive, (issue, who), files, (order.trust, moment), acted.course).verdict
        told.append(received_event(issue.id, Received((), digest_of_verdict(verdict), verdict.outcome, moment.day)))
        acted = replace(acted, verdict=verdict)
    if dry_run:
        return acted
    with record.transaction() as transaction:
        must_be_unchanged(transaction, company, issue)
        settled = settle(transaction, company, told, acted.course, by, must=False)
        if acted.verdict is not None:
            keep(archive, canonical_json(as_data(acted.verdict)))
    return replace(acted, settled=settled)
