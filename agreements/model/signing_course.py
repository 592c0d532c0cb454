"""The course of a signing plan: what was signed, who is next, since when, and whether it is complete; folded from events.

`signing_rules` says why an event cannot be recorded; here is what recorded events make. A plan ends once. After that nothing is signed by
it, but it may still become known that a signatory had left office: then a signature given afterwards fails, and with it the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from agreements.model.evidence import Delegation, Known, Paper
from agreements.model.signing import Expected, Group, Level, PlannedSignature, SigningPlan
from agreements.model.signing_events import (
    Declined,
    Delegated,
    Expired,
    Issued,
    LeftOffice,
    PaperAttested,
    PaperRecorded,
    PaperSubstituted,
    Reminded,
    Replaced,
    Signed,
    SigningEvent,
    Withdrawn,
)

WITNESSES = 2


class Status(StrEnum):
    """Where a plan stands."""

    PLANNED = "planned"
    OPEN = "open"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


ENDED = frozenset(Status) - {Status.PLANNED, Status.OPEN, Status.COMPLETED}


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that counts: by whom, on which day, and the verdict on it; without a verdict it is on paper."""

    person: str
    day: date
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A plan with what happened to it; fields and signatories are its keys."""

    plan: SigningPlan
    status: Status = Status.PLANNED
    issued: date | None = None
    last: date = date.min
    signed: Mapping[str, Signature] = field(default_factory=dict)  # by field
    papers: Mapping[str, Paper] = field(default_factory=dict)  # by field
    declined: Mapping[str, str] = field(default_factory=dict)  # the reason, by signatory
    left: Mapping[str, date] = field(default_factory=dict)  # by signatory
    delegated: Mapping[str, Delegated] = field(default_factory=dict)  # by field
    reminded: Mapping[str, date] = field(default_factory=dict)  # by signatory
    why: str = ""
    new_issue: str = ""

    @property
    def complete(self) -> bool:
        """Say whether everybody who must sign has."""
        return self.status is Status.COMPLETED

    @property
    def turn(self) -> int:
        """Return the number of the first group that is not ready; the number of groups when all are."""
        return next((number for number, group in enumerate(self.plan.groups) if not self.ready(group)), len(self.plan.groups))

    def ready(self, group: Group) -> bool:
        """Say whether a group has the signatures that it needs."""
        return sum(each.field in self.signed for each in group.signatures) >= group.count

    def blocked(self, group: Group) -> bool:
        """Say whether so many declined that a group cannot be ready any more."""
        return sum(each.signatory not in self.declined for each in group.signatures) < group.count

    def mandates_hold(self, planned: PlannedSignature, day: date) -> bool:
        """Say whether the signatory can sign on a day, or the person to whom it was delegated."""
        delegated = self.delegated.get(planned.field)
        in_office = day <= self.left.get(planned.signatory, date.max)
        return in_office and planned.mandate.holds_on(day) and (delegated is None or delegated.mandate.holds_on(day))


def fold(plan: SigningPlan, events: Iterable[SigningEvent]) -> Course:
    """Return the course of a plan after all events."""
    course = Course(plan)
    for event in events:
        course = evolve(course, event)
    return course


def evolve(course: Course, event: SigningEvent) -> Course:
    """Return the course after one more event."""
    return _AFTER[type(event)](replace(course, last=max(course.last, event.on)), event)


def _signed(course: Course, name: str, signature: Signature) -> Course:
    course = replace(course, signed={**course.signed, name: signature})
    return replace(course, status=Status.COMPLETED) if course.turn == len(course.plan.groups) else course


def _declined(course: Course, event: Declined) -> Course:
    """Who declines in a group that can do without ends nothing."""
    course = replace(course, declined={**course.declined, event.signatory: event.reason})
    stuck = any(course.blocked(group) for group in course.plan.groups)
    return replace(course, status=Status.DECLINED, why=event.reason) if stuck else course


def _left(course: Course, signatory: str, last: date) -> Course:
    """A signature given in office stays good; one given afterwards fails, and what others signed upon it needs a new issue."""
    course = replace(course, left={**course.left, signatory: last})
    planned = course.plan.of_signatory(signatory)
    signature = course.signed.get(planned.field) if planned is not None else None
    failed = signature is not None and signature.day > last and course.status not in ENDED
    return replace(course, status=Status.REPLACED) if failed else course


def _attested(course: Course, event: PaperAttested) -> Course:
    known = course.papers[event.field]
    paper = replace(known, attested_by=(*known.attested_by, event.person))
    course = _paper(course, paper)
    counts = len(paper.witnesses) >= WITNESSES and event.field not in course.signed
    return _signed(course, event.field, Signature(paper.signer, paper.signed_on)) if counts else course


def _replaced(course: Course, event: Replaced) -> Course:
    return replace(_left(course, event.signatory, event.last), status=Status.REPLACED, new_issue=event.new_issue)


def _delegated(course: Course, event: Delegated) -> Course:
    planned = course.plan.of_signatory(event.signatory)
    return replace(course, delegated={**course.delegated, planned.field: event}) if planned is not None else course


def _paper(course: Course, paper: Paper) -> Course:
    return replace(course, papers={**course.papers, paper.field: paper})


_AFTER: Mapping[type, Callable[[Course, Any], Course]] = {
    Issued: lambda course, event: replace(course, status=Status.OPEN, issued=event.on),
    Signed: lambda course, event: _signed(course, event.field, Signature(event.person, event.signed_on, event.verdict)),
    Declined: _declined,
    Expired: lambda course, _: replace(course, status=Status.EXPIRED),
    Withdrawn: lambda course, event: replace(course, status=Status.WITHDRAWN, why=event.reason),
    LeftOffice: lambda course, event: _left(course, event.signatory, event.last),
    Replaced: _replaced,
    Delegated: _delegated,
    Reminded: lambda course, event: replace(course, reminded={**course.reminded, event.signatory: event.on}),
    PaperRecorded: lambda course, event: _paper(course, Paper(event.field, event.person, event.signed_on, event.place, event.scan)),
    PaperAttested: _attested,
    PaperSubstituted: lambda course, event: _paper(course, replace(course.papers[event.field], replaced=True, decision=event.decision)),
}


def who_is_next(course: Course) -> tuple[PlannedSignature, ...]:
    """Return who is waited for: those in the group whose turn it is who did not sign or decline."""
    if course.status is not Status.OPEN:
        return ()
    group = course.plan.groups[course.turn]
    return tuple(each for each in group.signatures if each.field not in course.signed and each.signatory not in course.declined)


def who_may_sign_now(course: Course, day: date) -> tuple[PlannedSignature, ...]:
    """Return who is waited for and can sign on a day: within the term, in office, by a mandate that holds."""
    if not since(course) <= day <= course.plan.expires_on:
        return ()
    waiting = (each for each in who_is_next(course) if each.field not in course.papers)
    return tuple(each for each in waiting if course.mandates_hold(each, day))


def since(course: Course) -> date:
    """Return since when the group whose turn it is can sign: the issue, or the last signature of the groups before it."""
    before = {each.field for group in course.plan.groups[: course.turn] for each in group.signatures}
    days = (signature.day for name, signature in course.signed.items() if name in before)
    return max((course.issued or course.plan.issued_on, *days))


def to_remind(course: Course, day: date) -> tuple[PlannedSignature, ...]:
    """Return who is to be reminded on a day: who is waited for, and was not since the last day planned for reminders."""
    planned = max((each for each in course.plan.reminders if each <= day), default=None)
    if planned is None:
        return ()
    return tuple(each for each in who_is_next(course) if course.reminded.get(each.signatory, date.min) < planned)


def on_paper(course: Course) -> tuple[PlannedSignature, ...]:
    """Return which places are planned or signed on paper."""
    return tuple(each for each in course.plan.signatures if each.level is Level.WET_INK or each.field in course.papers)


def known_of(
    course: Course, seals: Iterable[str], persons: Mapping[str, Expected], received: Mapping[str, date], *, ours: Iterable[str] = ()
) -> Known:
    """Return what a verdict must know of the course; `persons` are the names of who signs for another, by id, where they are kept.

    `ours` are the files to which the office added what proves validity later.

    A delegation whose name was erased, or changed since, expects a nobody, whom no certificate fits.
    """
    return Known(
        seals=frozenset(seals),
        left=course.left,
        delegated={name: _delegation(each, persons) for name, each in course.delegated.items()},
        papers=tuple(course.papers[name] for name in sorted(course.papers)),
        received=received,
        ours=frozenset(ours),
        before=frozenset(name for name, each in course.signed.items() if each.verdict),
        closed=str(course.status) if course.status in ENDED else "",
    )


def _delegation(event: Delegated, persons: Mapping[str, Expected]) -> Delegation:
    person = persons.get(event.person)
    expected = person if person is not None and person.commitment == event.commitment else Expected("")
    return Delegation(event.person, expected, event.mandate)
