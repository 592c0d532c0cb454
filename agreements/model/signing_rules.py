"""Why an event cannot be recorded in the course of a signing plan: every reason, before anything changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.placed import NOWHERE
from agreements.model.signing import Level, Mandate, PlannedSignature, digest_of
from agreements.model.signing_course import Course, Status, since, who_is_next
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
from agreements.problems import Problem, in_order, problem

_BY_HAND = frozenset({AuthorityKind.POWER_OF_ATTORNEY, AuthorityKind.MANDATE})
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
"""How the id of who signs for another is written, as those of a dossier."""

_LATE = (LeftOffice, PaperAttested, PaperSubstituted)
"""What can still be recorded of a plan that is complete."""


def against(course: Course, event: SigningEvent) -> tuple[Problem, ...]:
    """Return every reason why an event cannot be recorded now."""
    return in_order((*_in_time(course, event), *_open(course, event), *_particular(course, event)))


def _in_time(course: Course, event: SigningEvent) -> Iterator[Problem]:
    if event.on < course.last:
        yield _amiss("@date_before")
    if isinstance(event, Signed | PaperRecorded) and event.signed_on > event.on:
        yield _amiss("@not_yet")


def _open(course: Course, event: SigningEvent) -> Iterator[Problem]:
    """Yield that the plan is not issued yet, or has ended."""
    begins = isinstance(event, Issued)
    if course.status is Status.PLANNED and not begins:
        yield _amiss("@not_issued")
    late = course.complete and isinstance(event, _LATE)
    if course.status not in {Status.PLANNED, Status.OPEN} and not late:
        yield problem("E671", NOWHERE, status=f"@{course.status}")
    elif course.status is Status.OPEN and begins:
        yield problem("E671", NOWHERE, status="@open_already")


def _particular(course: Course, event: SigningEvent) -> Iterator[Problem]:
    match event:
        case Issued() if event.plan != digest_of(course.plan) or event.on != course.plan.issued_on:
            yield _amiss("@other_plan")
        case Signed() | PaperRecorded():
            yield from _signing(course, event)
        case Declined():
            yield from _declining(course, event)
        case Expired() if event.on <= course.plan.closes_on:
            yield _amiss("@not_expired")
        case Withdrawn() if not event.reason.strip():
            yield _amiss("@no_reason")
        case LeftOffice() | Reminded() | Replaced() | Delegated():
            yield from _of_signatory(course, event)
        case PaperAttested() | PaperSubstituted():
            yield from _of_paper(course, event)
        case _:
            return


def _amiss(what: str) -> Problem:
    return problem("E668", NOWHERE, what=what)


def _nothing(name: str) -> Problem:
    return problem("E672", NOWHERE, field=name)


def _signing(course: Course, event: Signed | PaperRecorded) -> Iterator[Problem]:
    """Yield why a signature does not count: its place, its turn, its day, its person, its form."""
    planned = course.plan.signature(event.field)
    if planned is None or event.field in course.signed or event.field in course.papers:
        yield _nothing(event.field)
        return
    yield from _turn(course, planned, event.signed_on)
    yield from _day(course, planned, event.person, event.signed_on)
    yield from _person(course, planned, event.person)
    if (planned.level is Level.WET_INK) != isinstance(event, PaperRecorded):
        yield problem("E696", NOWHERE, field=event.field, level=f"@{planned.level}")
    if isinstance(event, Signed) and event.outcome != "valid":
        yield problem("E691", NOWHERE, field=event.field, outcome=f"@{event.outcome}")


def _turn(course: Course, planned: PlannedSignature, day: date) -> Iterator[Problem]:
    """Yield that a group before is not ready, or was not on that day, or that this one needs nobody any more."""
    number, group = course.plan.group_of(planned.field), course.plan.groups[course.plan.group_of(planned.field)]
    if number < course.turn:
        yield problem("E676", NOWHERE, field=planned.field, group=number + 1, needed=group.count)
    elif number > course.turn:
        yield problem("E670", NOWHERE, signatory=planned.signatory, group=course.turn + 1)
    elif course.turn and day < since(course):
        yield problem("E670", NOWHERE, signatory=planned.signatory, group=course.turn)
    if planned.signatory in course.declined:
        yield _amiss("@declined_before")


def _day(course: Course, planned: PlannedSignature, person: str, day: date) -> Iterator[Problem]:
    plan, name = course.plan, planned.signatory
    if not plan.issued_on <= day <= plan.expires_on:
        yield problem("E673", NOWHERE, signatory=name, day=day, first=plan.issued_on, last=plan.expires_on)
    delegated = course.delegated.get(planned.field)
    own = [delegated.mandate] if delegated is not None and delegated.person == person else []
    for mandate in (planned.mandate, *own):
        if not mandate.holds_on(day):
            yield problem("E663", NOWHERE, name=name, day=day, first=mandate.first or "@open", last=mandate.last or "@open")
    left = course.left.get(name)
    if left is not None and day > left:
        yield problem("E674", NOWHERE, signatory=name, day=day, last=left)


def _person(course: Course, planned: PlannedSignature, person: str) -> Iterator[Problem]:
    """Yield that another signed than may, or one who filled a place that four eyes keep apart from this one."""
    delegated = course.delegated.get(planned.field)
    if person not in {planned.signatory, delegated.person if delegated is not None else planned.signatory}:
        yield problem("E683", NOWHERE, field=planned.field, found=person)
    for other in _apart(course, planned):
        if person in _persons(course, other):
            yield problem("E675", NOWHERE, one=other.signatory, other=planned.signatory)


def _apart(course: Course, planned: PlannedSignature) -> Iterator[PlannedSignature]:
    for one, other in course.plan.kept_apart():
        if planned in {one, other}:
            yield other if planned == one else one


def _persons(course: Course, planned: PlannedSignature) -> frozenset[str]:
    """Return who filled a place, or signed it on paper that is still to be attested."""
    signature, paper = course.signed.get(planned.field), course.papers.get(planned.field)
    return frozenset({*([signature.person] if signature else []), *([paper.signer] if paper else [])})


def _declining(course: Course, event: Declined) -> Iterator[Problem]:
    planned = course.plan.of_signatory(event.signatory)
    done = planned is not None and (planned.field in course.signed or planned.field in course.papers)
    if planned is None or done or event.signatory in course.declined:
        yield _nothing(event.signatory)
    if not event.reason.strip():
        yield _amiss("@no_reason")


def _of_signatory(course: Course, event: LeftOffice | Reminded | Replaced | Delegated) -> Iterator[Problem]:
    planned = course.plan.of_signatory(event.signatory)
    if planned is None:
        yield _nothing(event.signatory)
        return
    match event:
        case LeftOffice():
            return
        case Reminded() if planned not in who_is_next(course):
            yield _nothing(event.signatory)
        case Replaced() | Delegated() if planned.field in course.signed or planned.field in course.papers:
            yield _nothing(event.signatory)
        case Replaced() if not event.new_issue.strip():
            yield _amiss("@no_reason")
        case Delegated():
            yield from _delegating(course, planned, event)
        case _:
            return


def _delegating(course: Course, planned: PlannedSignature, event: Delegated) -> Iterator[Problem]:
    """Yield why a signatory cannot have this person sign by this mandate: nobody gives more than they have."""
    for what in _beyond(planned.mandate, event.mandate, course):
        yield problem("E677", NOWHERE, signatory=planned.signatory, person=event.person, what=what)
    if (why := _not_another(course, planned, event.person)) is not None:
        yield problem("E677", NOWHERE, signatory=planned.signatory, person=event.person, what=why)
    for other in _apart(course, planned):
        delegated = course.delegated.get(other.field)
        if event.person in {other.signatory, *_persons(course, other), *([delegated.person] if delegated else [])}:
            yield problem("E675", NOWHERE, one=other.signatory, other=planned.signatory)


def _not_another(course: Course, planned: PlannedSignature, person: str) -> str | None:
    """Return why an id cannot stand for another person who signs in this place: under an id of somebody else a name would take theirs."""
    if person == planned.signatory:
        return "@same_person"
    elsewhere = {each.person for name, each in course.delegated.items() if name != planned.field}
    taken = person in elsewhere or course.plan.of_signatory(person) is not None
    return "@id_taken" if taken else None if ID.fullmatch(person) else "@no_id"


def _beyond(own: Mandate, given: Mandate, course: Course) -> Iterator[str]:
    if own.persons > 1 or own.kind is AuthorityKind.DESIGNATION:
        yield "@not_delegable"
    if given.kind not in _BY_HAND or not given.reference.strip():
        yield "@no_proof"
    if (given.first or date.min) < (own.first or date.min) or (given.last or date.max) > (own.last or date.max):
        yield "@beyond_period"
    limit, value = given.ceiling, course.plan.value
    above = own.ceiling is not None and (limit is None or limit > own.ceiling)
    if above or (limit is not None and (value is None or value > limit)):
        yield "@beyond_ceiling"


def _of_paper(course: Course, event: PaperAttested | PaperSubstituted) -> Iterator[Problem]:
    paper = course.papers.get(event.field)
    if paper is None:
        yield _nothing(event.field)
        return
    planned = course.plan.signature(event.field)
    signatory = planned.signatory if planned is not None else event.field
    if isinstance(event, PaperSubstituted):
        if not event.decision.strip():
            yield problem("E679", NOWHERE, signatory=signatory)
    elif event.person in {paper.signer, signatory, "", *paper.attested_by}:
        yield problem("E678", NOWHERE, signatory=signatory)
    elif len(paper.witnesses) == 1:
        yield from _counting(course, event.field)


def _counting(course: Course, name: str) -> Iterator[Problem]:
    """Yield why a signature that is now to count does not any more: what became known since the paper was recorded holds for it too."""
    planned, paper = course.plan.signature(name), course.papers[name]
    if planned is None or name in course.signed:
        return
    yield from _day(course, planned, paper.signer, paper.signed_on)
    if course.plan.group_of(name) < course.turn:
        yield from _turn(course, planned, paper.signed_on)
