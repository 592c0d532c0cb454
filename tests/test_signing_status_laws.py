"""Laws of what is shown of signing, over anything that can be recorded: rows say what events say, and a day shows no more than the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from signings import ISSUED
from test_signing_laws import DAYS, PERSON, PLANS, SIGNATORY

from agreements.application.issue_rows import issue_rows
from agreements.application.signing_record import IssueRecord, issued_event, signing_event
from agreements.application.signing_status import as_of, next_reminder
from agreements.model.signing import SigningPlan, digest_of, field_of
from agreements.model.signing_course import Course, Status, evolve
from agreements.model.signing_events import (
    Declined,
    Expired,
    Issued,
    LeftOffice,
    PaperAttested,
    PaperRecorded,
    Reminded,
    Signed,
    SigningEvent,
    Withdrawn,
)
from agreements.model.signing_rules import against

STREAM = "company/fabriek"
REMINDERS = (ISSUED + timedelta(days=12), ISSUED + timedelta(days=20))
Try = Callable[[date, str, str, date], SigningEvent]
TRIES: Mapping[str, Try] = {
    "sign": lambda on, who, person, day: Signed(on, field_of(who), person, day, "v", "valid"),
    "sign oneself": lambda on, who, _, day: Signed(on, field_of(who), who, day, "v", "valid"),
    "paper": lambda on, who, _, day: PaperRecorded(on, field_of(who), who, day, "Kast 3"),
    "attest": lambda on, who, person, _: PaperAttested(on, field_of(who), person),
    "decline": lambda on, who, *_: Declined(on, who, "nee"),
    "leave": lambda on, who, _, day: LeftOffice(on, who, day),
    "remind": lambda on, who, *_: Reminded(on, who),
    "withdraw": lambda on, *_: Withdrawn(on, "fout"),
    "expire": lambda on, *_: Expired(on),
}
MANY = st.lists(
    st.tuples(st.sampled_from([*sorted(TRIES), *["sign oneself"] * 8]), SIGNATORY, PERSON, DAYS, st.integers(0, 2)), max_size=40
)


@st.composite
def recorded(draw: st.DrawFn) -> IssueRecord:
    """Return an issue with whatever the rules let be recorded of it."""
    made: SigningPlan = replace(draw(st.sampled_from(PLANS)), reminders=REMINDERS)
    today = ISSUED
    events: list[SigningEvent] = [Issued(ISSUED, digest_of(made))]
    course = evolve(Course(made), events[0])
    for name, who, person, day, later in draw(MANY):
        today += timedelta(days=later)
        tried = TRIES[name](today, who, person, min(day, today))
        if not against(course, tried):
            events.append(tried)
            course = evolve(course, tried)
    return IssueRecord("eop-nl-1", course, {}, tuple(events))


@given(recorded())
@settings(max_examples=200, deadline=None)
def test_a_row_says_what_the_events_say(issue: IssueRecord) -> None:
    told = (issued_event(issue.id, issue.plan, {}), *(signing_event(issue.id, each) for each in issue.events))
    ((row,),) = issue_rows(STREAM, told).values()
    assert row == (STREAM, issue.id, str(issue.course.status), issue.plan.expires_on.isoformat())


@given(recorded(), st.integers(-3, 60))
@settings(max_examples=200, deadline=None)
def test_what_was_signed_by_a_day_stays_so_the_next(issue: IssueRecord, days: int) -> None:
    day = ISSUED + timedelta(days=days)
    then, later = as_of(issue, day), as_of(issue, day + timedelta(days=1))
    if then is None:
        assert day < ISSUED
        return
    assert later is not None
    assert then.course.signed.items() <= later.course.signed.items()
    assert then.course.declined.items() <= later.course.declined.items()
    assert all(each.day <= day for each in then.course.signed.values())


@given(recorded())
@settings(max_examples=100, deadline=None)
def test_after_all_of_it_a_day_shows_how_it_stands(issue: IssueRecord) -> None:
    assert as_of(issue, date(2030, 1, 1)) == issue


@given(recorded(), DAYS)
@settings(max_examples=100, deadline=None)
def test_the_next_reminder_is_due_or_to_come_as_long_as_it_is_open(issue: IssueRecord, day: date) -> None:
    found, course = next_reminder(issue.course, day), issue.course
    if course.status is not Status.OPEN:
        assert found is None
    elif found is not None and found <= day:
        assert any(course.reminded.get(each.signatory, date.min) < found for each in course.plan.signatures)
    else:
        assert found == next((each for each in REMINDERS if each > day), None)
