"""Use cases: where the signing of each issue of a company stands, signature by signature; and every open issue of all companies.

All of it is folded from the events, as of a day: what was so by then, as it is known now. Rows only say which streams to read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from agreements.application.casework import COMPANY, company_stream, unknown_company
from agreements.application.issue_rows import streams_with_issues
from agreements.application.signing_record import IssueRecord, Received, day_of, expected_of, issues_of
from agreements.archive.store import kept
from agreements.model.evidence import Paper
from agreements.model.signing import Group, PlannedSignature, SigningPlan
from agreements.model.signing_course import ENDED, Course, Status, fold, since, to_remind, who_is_next, who_may_sign_now
from agreements.model.signing_events import Signed
from agreements.model.verdicts import Form, Outcome, SignatureVerdict, Verdict, from_data
from agreements.problems import AgreementsError
from agreements.record.record import Reading, Record
from agreements.record.tables import DOSSIER, ISSUE


class Stance(StrEnum):
    """Where one place to sign stands."""

    SIGNED = "signed"
    TO_ATTEST = "to_attest"  # on paper, and not enough witnesses compared it yet
    DECLINED = "declined"
    NEXT = "next"
    LATER = "later"
    NOT_NEEDED = "not_needed"  # enough others in the group signed
    MISSING = "missing"  # the plan ended without it


@dataclass(frozen=True, slots=True)
class Digital:
    """By what a digital signature is proved: the recorded verdict on it, and the SHA-256 of the file and the level that this found.

    The last two are empty when the verdict is not in the archive any more, or was not asked for.
    """

    verdict: str
    outcome: str
    file: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Deputy:
    """The person to whom a signature was delegated; the name is empty once it is erased."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """One place to sign: who, and what became of it. `person` is who signed; `holds` says whether who may sign has a mandate that day."""

    planned: PlannedSignature
    name: str
    stance: Stance
    person: str = ""
    signed_on: date | None = None
    digital: Digital | None = None
    paper: Paper | None = None
    reason: str = ""
    left: date | None = None
    deputy: Deputy | None = None
    reminded: date | None = None
    holds: bool = True
    may_sign: bool = False

    @property
    def called(self) -> str:
        """Return who it is: the name where it is kept, else the id."""
        return self.name or self.planned.signatory


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """Places that are signed side by side, of which `needed` are enough."""

    needed: int
    ready: bool
    places: tuple[PlaceStatus, ...]


@dataclass(frozen=True, slots=True)
class IssueStatus:
    """One issue on a day; `name` is that of the company.

    `since` is the day from which those who are next could sign, `reminder` that of the next reminder, past when it is due still. `overdue`:
    its term is over, and nobody has recorded that yet. `closing`: nobody can sign any more, and what was signed in time may still come in.
    """

    company: str
    name: str
    id: str
    plan: SigningPlan
    status: Status
    groups: tuple[GroupStatus, ...]
    since: date | None = None
    reminder: date | None = None
    overdue: bool = False
    received: Received | None = None
    why: str = ""
    new_issue: str = ""
    closing: bool = False

    @property
    def places(self) -> tuple[PlaceStatus, ...]:
        """Return every place to sign, in order."""
        return tuple(each for group in self.groups for each in group.places)

    @property
    def waiting(self) -> tuple[PlaceStatus, ...]:
        """Return who is waited for, or whose paper is to be compared."""
        return tuple(each for each in self.places if each.stance in {Stance.NEXT, Stance.TO_ATTEST})

    @property
    def signed(self) -> int:
        """Return how many of the signatures that are needed there are."""
        counts = (sum(each.stance is Stance.SIGNED for each in group.places) for group in self.groups)
        return sum(min(count, group.needed) for count, group in zip(counts, self.groups, strict=True))

    @property
    def needed(self) -> int:
        """Return how many signatures are needed."""
        return sum(group.needed for group in self.groups)


@dataclass(frozen=True, slots=True)
class Overview:
    """The issues that are open, or all, the first to end first; and how many have ended, by how they did."""

    issues: tuple[IssueStatus, ...]
    ended: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """As of which day; `past`: it is not today. With `everything`, what has ended is shown too."""

    day: date
    past: bool = False
    everything: bool = False


def overview(record: Record, asked: Asked) -> Overview:
    """Return where the signing of every company stands. Without `past` or `everything` only streams with an open issue are read."""
    whole = asked.past or asked.everything
    with record.snapshot() as reading:
        streams = streams_with_issues(reading, still_open=not whole)
        found = [each for stream in streams for each in _of_company(reading, stream.removeprefix(COMPANY), asked.day, None)]
        ended = Counter(each.status for each in found) if whole else Counter(Status(row) for (row,) in _rows(reading))
    over = {status: ended[status] for status in Status if status in {*ENDED, Status.COMPLETED} and ended[status]}
    shown = (each for each in found if asked.everything or each.status is Status.OPEN)
    return Overview(tuple(sorted(shown, key=_first_to_end)), over)


def _rows(reading: Reading) -> Iterator[tuple[str]]:
    return ((str(status),) for (status,) in reading.columns(ISSUE, "status"))


def open_issues(reading: Reading, day: date, company: str = "") -> tuple[IssueStatus, ...]:
    """Return the issues that are open on a day, of one company or of all, the first to end first."""
    names = [company] if company else [stream.removeprefix(COMPANY) for stream in streams_with_issues(reading)]
    found = (each for name in names for each in _of_company(reading, name, day, None) if each.status is Status.OPEN)
    return tuple(sorted(found, key=_first_to_end))


def _first_to_end(issue: IssueStatus) -> tuple[date, str, str]:
    return issue.plan.expires_on, issue.company, issue.id


def signing_of(record: Record, archive: Path, company: str, day: date) -> tuple[IssueStatus, ...]:
    """Return where the signing of each issue of a company stands on a day, the oldest first, with the evidence of each signature.

    Raise AgreementsError when nothing is recorded of the company.
    """
    with record.snapshot() as reading:
        if not reading.version(company_stream(company)):
            raise AgreementsError(unknown_company(reading, company))
        return tuple(_of_company(reading, company, day, archive))


def _of_company(reading: Reading, company: str, day: date, archive: Path | None) -> Iterator[IssueStatus]:
    named = [str(name) for (name,) in reading.columns(DOSSIER, "name", stream=company_stream(company))]
    for issue in issues_of(reading, company):
        found = as_of(issue, day)
        if found is not None:
            yield _status(reading, (company, *named, company), found, day, archive)


def as_of(issue: IssueRecord, day: date) -> IssueRecord | None:
    """Return an issue as it stood on a day, as far as is known now; None before it went out."""
    if issue.plan.issued_on > day:
        return None
    events = tuple(each for each in issue.events if day_of(each) <= day)
    received = tuple(each for each in issue.received if each.on <= day)
    return replace(issue, course=fold(issue.plan, events), events=events, received=received)


def next_reminder(course: Course, day: date) -> date | None:
    """Return the day planned for the next reminder of whoever is waited for: one that is due still, or the first to come."""
    if course.status is not Status.OPEN:
        return None
    past = [each for each in course.plan.reminders if each <= day]
    if past and any(each.field not in course.papers for each in to_remind(course, day)):
        return max(past)
    return min((each for each in course.plan.reminders if each > day), default=None)


def _status(reading: Reading, named: tuple[str, ...], issue: IssueRecord, day: date, archive: Path | None) -> IssueStatus:
    company, name, course = named[0], named[1], issue.course
    evidence = _evidence(issue, archive)
    now = _Now(reading, (company, issue.id), course, day, evidence)
    opened = course.status is Status.OPEN
    return IssueStatus(
        company,
        name,
        issue.id,
        course.plan,
        course.status,
        tuple(now.group(group) for group in course.plan.groups),
        since(course) if opened else None,
        next_reminder(course, day),
        opened and day > course.plan.closes_on,
        issue.received[-1] if issue.received else None,
        course.why,
        course.new_issue,
        opened and course.plan.expires_on < day <= course.plan.closes_on,
    )


class _Now:
    """What is asked of each place of an issue on a day."""

    def __init__(self, reading: Reading, about: tuple[str, str], course: Course, day: date, evidence: Mapping[str, Digital]) -> None:
        self._reading, self._about, self._course, self._day, self._evidence = reading, about, course, day, evidence
        self._next = frozenset(each.field for each in who_is_next(course))
        self._may = frozenset(each.field for each in who_may_sign_now(course, day))

    def group(self, group: Group) -> GroupStatus:
        ready = self._course.ready(group)
        return GroupStatus(group.count, ready, tuple(self._place(each, ready=ready) for each in group.signatures))

    def _place(self, planned: PlannedSignature, *, ready: bool) -> PlaceStatus:
        course, field = self._course, planned.field
        signature, paper, expected = course.signed.get(field), course.papers.get(field), course.plan.expected(planned)
        return PlaceStatus(
            planned,
            expected.name if expected else "",
            self._stance(planned, ready=ready),
            signature.person if signature else paper.signer if paper else "",
            signature.day if signature else paper.signed_on if paper else None,
            self._evidence.get(field) if signature and not paper else None,
            paper,
            course.declined.get(planned.signatory, ""),
            course.left.get(planned.signatory),
            self._deputy(planned),
            course.reminded.get(planned.signatory),
            course.mandates_hold(planned, self._day),
            field in self._may,
        )

    def _stance(self, planned: PlannedSignature, *, ready: bool) -> Stance:
        course = self._course
        found = (
            (planned.field in course.signed, Stance.SIGNED),
            (planned.field in course.papers, Stance.TO_ATTEST),
            (planned.signatory in course.declined, Stance.DECLINED),
            (planned.field in self._next, Stance.NEXT),
            (ready, Stance.NOT_NEEDED),
            (course.status is Status.OPEN, Stance.LATER),
        )
        return next((stance for holds, stance in found if holds), Stance.MISSING)

    def _deputy(self, planned: PlannedSignature) -> Deputy | None:
        delegated = self._course.delegated.get(planned.field)
        if delegated is None:
            return None
        known = expected_of(self._reading, *self._about, delegated.person)
        return Deputy(delegated.person, known.name if known else "")


# Evidence


def _evidence(issue: IssueRecord, archive: Path | None) -> Mapping[str, Digital]:
    """Return by what each digital signature is proved, by field; without an archive only what the events say."""
    verdict_of = cache(lambda digest: _verdict(archive, digest))
    return {each.field: _digital(each, verdict_of(each.verdict)) for each in issue.events if isinstance(each, Signed)}


def _digital(event: Signed, verdict: Verdict | None) -> Digital:
    found = _on(verdict.signatures, event.field) if verdict else None
    if found is None:
        return Digital(event.verdict, event.outcome)
    return Digital(event.verdict, event.outcome, found.file, str(found.level))


def _on(signatures: Iterable[SignatureVerdict], field: str) -> SignatureVerdict | None:
    """Return the last valid signature in a field: one that came back twice stands in the later file too."""
    found = [each for each in signatures if each.field == field and each.form is Form.DIGITAL and each.outcome is Outcome.VALID]
    return found[-1] if found else None


def _verdict(archive: Path | None, digest: str) -> Verdict | None:
    """Return a verdict of the archive; None for one that is not there or cannot be read: `archive verify` tells that."""
    try:
        return from_data(json.loads(kept(archive, digest))) if archive else None
    except (AgreementsError, ValueError, LookupError, TypeError, AttributeError):
        return None
