"""Use case: signed files come back. They are judged against the plan, kept as they are, and recorded with the verdict and what counts.

What is worth nothing is kept and recorded too, with every reason; it takes nothing away from what counted before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Actor, Moment
from agreements.application.judgement import Judgement, chosen, delegates
from agreements.application.signing_process import Settled, must_record_signing, settle, tried
from agreements.application.signing_record import (
    IssueRecord,
    Received,
    ReceivedFile,
    issue_of,
    issues_of,
    received_event,
    signing_event,
)
from agreements.archive.store import keep
from agreements.model.canonical import canonical_json
from agreements.model.completeness import without_whom
from agreements.model.entitlement import signer_of
from agreements.model.evidence import Given
from agreements.model.signing import Expected
from agreements.model.signing_course import Course, evolve
from agreements.model.signing_events import Signed
from agreements.model.signing_rules import against
from agreements.model.verdicts import Form, Outcome, Verdict, as_data, digest_of_verdict
from agreements.problems import AgreementsError, Problem, Where, errors, in_order, problem
from agreements.record.record import Record, Transaction
from agreements.record.values import NewEvent
from agreements.sources.printable import unprintable

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that came in, with the name that it had."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of files that came in: the verdict, the signatures that count now, and what the process made of it.

    `held` are reasons for which a signature that is good in itself does not count. `before`: all of it came in earlier, and no more
    counts than did; nothing was recorded.
    """

    issue: IssueRecord
    course: Course
    verdict: Verdict
    signed: tuple[Signed, ...] = ()
    held: tuple[Problem, ...] = ()
    before: bool = False
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class ReceiveOrder:
    """Which files came in for a company, for which issue (empty: the only one that is open), and whom the office trusts."""

    company: str
    files: tuple[Incoming, ...]
    trust: Trust
    issue: str = ""


def receive(record: Record, archive: Path, order: ReceiveOrder, by: tuple[Actor, Moment], *, dry_run: bool = False) -> Receipt:
    """Judge files that came in, keep them, record them with what counts, and answer where the case waits for that, all or nothing.

    Raise AgreementsError, with nothing recorded, for an issue that is not there, for somebody who may not do this, and when something
    was recorded of the company meanwhile.
    """
    actor, moment = by
    with record.snapshot() as reading:
        issue = issue_of(issues_of(reading, order.company), order.company, order.issue)
        must_record_signing(reading, order.company, issue.plan.kind, (actor, moment))
        about = (issue, delegates(reading, order.company, issue))
    receipt = judged(archive, order, about, moment)
    if receipt.before:
        return receipt
    told = _told(issue, order.files, receipt, moment)
    with tried(record, dry_run=dry_run) as transaction:
        must_be_unchanged(transaction, order.company, issue)
        settled = settle(transaction, order.company, told, issue.plan.kind, by)
        for content in () if dry_run else (*(each.content for each in order.files), canonical_json(as_data(receipt.verdict))):
            keep(archive, content)
    return replace(receipt, settled=settled)


def judged(archive: Path, order: ReceiveOrder, about: tuple[IssueRecord, Mapping[str, Expected]], moment: Moment) -> Receipt:
    """Return what would come of files, together with those that came in before and may count; nothing is recorded.

    What came in before is judged anew: what was too early or could not be judged then may count now.
    """
    issue = about[0]
    new = [each.content for each in order.files]
    found, left = chosen(archive, about, new, (order.trust, moment), issue.course)
    course, signed, held = counting(issue.course, found, moment)
    before = not signed and all(sha256(each).hexdigest() in issue.days for each in new)
    return Receipt(issue, course, found.verdict, signed, in_order((*held, *left)), before)


def counting(course: Course, found: Judgement, moment: Moment) -> tuple[Course, tuple[Signed, ...], tuple[Problem, ...]]:
    """Return the course with the signatures that count now, those, and why others that are good in themselves do not.

    The last of all counts only when the whole is valid, and who has joint authority only with whom they need.
    """
    good, alone = _together(course, found, dict(_good(course, found, moment)))
    waiting = sorted(good, key=lambda each: (each.signed_on, course.plan.group_of(each.field)))
    signed: list[Signed] = []
    while ready := next((each for each in waiting if not _against(course, each, found.verdict)), None):
        waiting.remove(ready)
        signed.append(ready)
        course = evolve(course, ready)
    held = (reason for each in waiting for reason in _against(course, each, found.verdict))
    return course, tuple(signed), in_order((*alone, *held))


def _together(course: Course, found: Judgement, good: dict[Signed, Given]) -> tuple[list[Signed], list[Problem]]:
    """Return the signatures that have with them whom their mandate asks, and what is said of the others; a bad one counts as nobody."""
    alone: list[Problem] = []
    while True:
        fields = {*course.signed, *(each.field for each in good)}
        without = {each: why for each, place in good.items() if (why := without_whom(found.evidence, place, fields))}
        if not without:
            return list(good), alone
        alone += (each.problem for each in without.values())
        good = {each: place for each, place in good.items() if each not in without}


def _against(course: Course, event: Signed, verdict: Verdict) -> tuple[Problem, ...]:
    reasons = against(course, event)
    return reasons or (errors(verdict.reasons) if verdict.outcome is not Outcome.VALID and evolve(course, event).complete else ())


def _good(course: Course, found: Judgement, moment: Moment) -> Iterator[tuple[Signed, Given]]:
    """Yield each digital signature that the verdict holds good and that does not count yet."""
    digest, given = digest_of_verdict(found.verdict), {(each.planned.field, _file(each)): each for each in found.evidence.given}
    for each in found.verdict.signatures:
        place = given.get((each.field, each.file))
        good = each.outcome is Outcome.VALID and each.form is Form.DIGITAL and each.field not in course.signed
        if good and place is not None and place.span is not None:
            # Without a proven time the last day on which it can have been given is taken: mandate and term held until then.
            yield Signed(moment.day, each.field, signer_of(found.evidence, place), place.span.last, digest, each.outcome), place


def _file(given: Given) -> str:
    return given.file.sha256 if given.file is not None else ""


def _told(issue: IssueRecord, files: Sequence[Incoming], receipt: Receipt, moment: Moment) -> tuple[NewEvent, ...]:
    new = {sha256(each.content).hexdigest(): each.name for each in files}
    came = tuple(ReceivedFile(digest, _printable(name)) for digest, name in new.items())
    verdict = receipt.verdict
    received = Received(came, digest_of_verdict(verdict), verdict.outcome, moment.day)
    return (received_event(issue.id, received), *(signing_event(issue.id, each) for each in receipt.signed))


def _printable(name: str) -> str:
    """Return the name of a file as it can be kept: whatever a system called it, without what no text can hold."""
    return "".join("_" if unprintable(each) else each for each in name)


def must_be_unchanged(transaction: Transaction, company: str, issue: IssueRecord) -> None:
    """Raise AgreementsError when anything happened to an issue since it was read: the verdict was on what it was then."""
    now = issue_of(issues_of(transaction, company), company, issue.id)
    if (now.events, now.received) != (issue.events, issue.received):
        raise AgreementsError(problem("E633", Where(company), issue=issue.id))
