"""Laws of signing, walked at random: whatever is tried in whatever order, what must not happen does not.

What a law says is counted here from the events that were recorded, by plain means, beside what the program keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from signings import IDS, ISSUED, KNOWN, arrangement, chained, found_signature, plan, seal, signed_file

from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.evidence import Paper
from agreements.model.planning import Terms
from agreements.model.signing import Counterpart, Expected, Level, Mandate, SigningPlan, digest_of, field_of
from agreements.model.signing_course import ENDED, Course, Status, evolve, fold, since, who_is_next, who_may_sign_now
from agreements.model.signing_events import (
    Declined,
    Delegated,
    Expired,
    Issued,
    LeftOffice,
    PaperAttested,
    PaperRecorded,
    Replaced,
    Signed,
    SigningEvent,
    Withdrawn,
)
from agreements.model.signing_rules import against
from agreements.model.verdicts import Outcome, judge

BOUNDED = settings(max_examples=300, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
MORE = settings(max_examples=150, deadline=None)
TERMS = {
    "staats": Terms(last=date(2026, 11, 14)),
    "gedep": Terms(Level.WET_INK),
    "minister": Terms(ceiling=Decimal(2000000)),
}
WAYS: Sequence[tuple[tuple[tuple[str, ...], int | None], ...]] = (
    ((("ceo", "cfo"), None), (("minister", "staats"), 1), (("gedep",), None)),
    (((*IDS,), 3),),
    ((("gedep",), None), (("minister", "staats"), None), (("ceo", "cfo"), 2)),
    ((("minister", "gedep", "staats"), 2), (("ceo", "cfo"), 1)),
    tuple(((each,), None) for each in IDS),
)
PLANS = [
    plan(
        replace(arrangement(way, **TERMS), apart=(("ceo", "minister"), ("minister", "gedep"), ("staats", "gedep"), ("minister", "staats")))
    )
    for way in WAYS
]
PERSONS = (*IDS, "elegee", "tweede")
DAYS = st.integers(0, 34).map(lambda days: ISSUED - timedelta(days=1) + timedelta(days=days))
SIGNATORY = st.sampled_from(IDS)
PERSON = st.sampled_from(PERSONS)


class Signing(RuleBasedStateMachine):
    """Somebody tries everything, with every person, on every day."""

    course: Course
    today: date
    recorded: list[SigningEvent]

    @initialize(chosen=st.sampled_from(PLANS))
    def issue(self, chosen: SigningPlan) -> None:
        self.course, self.recorded, self.today = Course(chosen), [], ISSUED
        self.attempt(Issued(ISSUED, digest_of(chosen)))

    def attempt(self, happened: SigningEvent) -> None:
        """Record an event when nothing stands against it."""
        reasons = against(self.course, happened)
        event(f"{type(happened).__name__} {'refused' if reasons else 'recorded'}")
        if not reasons:
            assert self.course.status not in ENDED
            self.course = evolve(self.course, happened)
            self.recorded.append(happened)

    @rule(days=st.integers(0, 2))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(signatory=SIGNATORY, person=PERSON, day=DAYS)
    def sign(self, signatory: str, person: str, day: date) -> None:
        self.attempt(Signed(self.today, field_of(signatory), person, day, "v", "valid"))

    @rule(data=st.data(), delegate=st.booleans())
    def sign_in_turn(self, data: st.DataObject, *, delegate: bool) -> None:
        """Who may sign now, can: else a walk at random would seldom come far."""
        waiting = who_may_sign_now(self.course, self.today)
        if not waiting:
            return
        planned = data.draw(st.sampled_from(waiting))
        delegated = self.course.delegated.get(planned.field)
        person = delegated.person if delegate and delegated is not None else planned.signatory
        if planned.level is Level.WET_INK:
            happened: SigningEvent = PaperRecorded(self.today, planned.field, person, self.today, "archief")
        else:
            happened = Signed(self.today, planned.field, person, self.today, "v", "valid")
        assert {each.code for each in against(self.course, happened)} <= {"E675"}
        self.attempt(happened)

    @rule(data=st.data(), signatory=SIGNATORY)
    def sign_at_the_edge(self, data: st.DataObject, signatory: str) -> None:
        """Anybody at all, in the right form, on a day just before or after one that matters."""
        plan_of_course, one = self.course.plan, timedelta(days=1)
        planned = plan_of_course.of_signatory(signatory)
        assert planned is not None
        delegated = self.course.delegated.get(planned.field)
        persons = [signatory, *([delegated.person] * 2 if delegated else [])]
        ends = [planned.mandate.last, self.course.left.get(signatory), delegated.mandate.last if delegated else None]
        days = [self.today, since(self.course) - one, plan_of_course.expires_on + one, *(each + one for each in ends if each is not None)]
        person, day = data.draw(st.sampled_from(persons)), data.draw(st.sampled_from(days))
        on = max(self.today, day)
        if planned.level is Level.WET_INK:
            self.attempt(PaperRecorded(on, planned.field, person, day, "archief"))
        else:
            self.attempt(Signed(on, planned.field, person, day, "v", "valid"))
        self.today = max(self.today, self.course.last)

    @rule()
    def attest_what_is_on_paper(self) -> None:
        for name in self.course.papers:
            for person in ("jansen", "pietersen"):
                self.attempt(PaperAttested(self.today, name, person))

    @rule(signatory=SIGNATORY, outcome=st.sampled_from([each for each in Outcome if each is not Outcome.VALID]))
    def sign_badly(self, signatory: str, outcome: Outcome) -> None:
        before = self.course
        self.attempt(Signed(self.today, field_of(signatory), signatory, self.today, "v", outcome))
        assert self.course == before

    @rule(signatory=SIGNATORY, person=PERSON, day=DAYS)
    def sign_on_paper(self, signatory: str, person: str, day: date) -> None:
        self.attempt(PaperRecorded(self.today, field_of(signatory), person, day, "archief"))

    @rule(back=st.integers(0, 6), early=st.booleans())
    def sign_on_paper_in_turn(self, back: int, *, early: bool) -> None:
        """The day that stands with a signature on paper is that of pen and ink: days before it was recorded, but not before the turn."""
        for planned in who_is_next(self.course):
            if planned.level is Level.WET_INK:
                first = since(self.course)
                day = first - timedelta(days=1 + back) if early else max(first, self.today - timedelta(days=back))
                happened = PaperRecorded(max(self.today, day), planned.field, planned.signatory, day, "archief")
                assert not (early and against(self.course, happened) == ())
                self.attempt(happened)
                self.today = max(self.today, self.course.last)

    @rule(signatory=SIGNATORY, person=st.sampled_from(("jansen", "pietersen", *IDS)))
    def attest(self, signatory: str, person: str) -> None:
        self.attempt(PaperAttested(self.today, field_of(signatory), person))

    @rule(signatory=SIGNATORY, person=PERSON, first=DAYS, days=st.integers(0, 20), ceiling=st.sampled_from([None, 1, 1500000, 3000000]))
    def delegate(self, signatory: str, person: str, first: date, days: int, ceiling: int | None) -> None:
        limit = None if ceiling is None else Decimal(ceiling)
        mandate = Mandate(AuthorityKind.MANDATE, "besluit 1", first, first + timedelta(days=days), limit)
        self.attempt(Delegated(self.today, signatory, person, mandate, Expected(person).commitment))

    @rule(signatory=st.sampled_from(("minister", "staats")), person=st.sampled_from(("elegee", "tweede", "minister", "gedep")))
    def delegate_well(self, signatory: str, person: str) -> None:
        mandate = Mandate(AuthorityKind.MANDATE, "besluit 2", ISSUED, date(2026, 11, 14), Decimal(1500000))
        self.attempt(Delegated(self.today, signatory, person, mandate, Expected(person).commitment))

    @rule(signatory=SIGNATORY, days=st.integers(0, 3))
    def leave_a_while_ago(self, signatory: str, days: int) -> None:
        if signatory not in {"ceo", "cfo"}:
            self.attempt(LeftOffice(self.today, signatory, self.today - timedelta(days=days)))

    @rule(signatory=SIGNATORY, day=DAYS)
    def leave(self, signatory: str, day: date) -> None:
        self.attempt(LeftOffice(self.today, signatory, day))

    @rule(signatory=SIGNATORY, seldom=st.integers(0, 4))
    def decline(self, signatory: str, seldom: int) -> None:
        if seldom == 0:
            self.attempt(Declined(self.today, signatory, "te duur"))

    @rule(kind=st.integers(0, 19))
    def end(self, kind: int) -> None:
        """Seldom, so that a walk comes far."""
        endings = (Expired(self.today), Withdrawn(self.today, "fout"), Replaced(self.today, "minister", self.today, "x 1.1"))
        if kind < len(endings):
            self.attempt(endings[kind])

    def counted(self) -> list[tuple[str, str, date]]:
        """Return field, person and day of each signature that counts, in the order in which they came to count."""
        found, witnesses, papers = [], dict[str, set[str]](), dict[str, PaperRecorded]()
        for each in self.recorded:
            match each:
                case Signed():
                    found.append((each.field, each.person, each.signed_on))
                case PaperRecorded():
                    papers[each.field] = each
                case PaperAttested():
                    witnesses.setdefault(each.field, set()).add(each.person)
                    if len(witnesses[each.field]) == 2:
                        paper = papers[each.field]
                        found.append((each.field, paper.person, paper.signed_on))
                case _:
                    pass
        return found

    @invariant()
    def no_later_group_signs_first(self) -> None:
        groups, seen = self.course.plan.groups, list[tuple[str, date]]()
        for name, _, day in self.counted():
            number = self.course.plan.group_of(name)
            for group in groups[:number]:
                days = [when for other, when in seen if other in {each.field for each in group.signatures}]
                assert len(days) == group.count
                assert max(days) <= day
            seen.append((name, day))

    @invariant()
    def a_plan_is_complete_when_each_group_has_what_it_needs(self) -> None:
        fields = [name for name, _, _ in self.counted()]
        assert len(fields) == len(set(fields))
        numbers = [sum(each.field in fields for each in group.signatures) for group in self.course.plan.groups]
        assert all(number <= group.count for number, group in zip(numbers, self.course.plan.groups, strict=True))
        full = all(number == group.count for number, group in zip(numbers, self.course.plan.groups, strict=True))
        assert self.course.complete <= full
        if full and not any(isinstance(each, LeftOffice) for each in self.recorded):
            assert self.course.complete

    @invariant()
    def what_ended_does_not_complete(self) -> None:
        ended = any(isinstance(each, Expired | Withdrawn | Replaced) for each in self.recorded)
        assert not (ended and self.course.complete)
        gone = {each.signatory for each in self.recorded if isinstance(each, Declined)}
        short = any(sum(each.signatory not in gone for each in group.signatures) < group.count for group in self.course.plan.groups)
        assert not (short and self.course.complete)

    @invariant()
    def no_mandate_counts_outside_its_time(self) -> None:
        left = {each.signatory: each.last for each in self.recorded if isinstance(each, LeftOffice | Replaced)}
        for name, person, day in self.counted():
            planned = self.course.plan.signature(name)
            assert planned is not None
            assert (planned.mandate.first or day) <= day <= (planned.mandate.last or day)
            assert self.course.plan.issued_on <= day <= self.course.plan.expires_on
            if self.course.status not in ENDED:
                assert day <= left.get(planned.signatory, day)
            if person != planned.signatory:
                given_by = [each for each in self.recorded if isinstance(each, Delegated) and each.signatory == planned.signatory]
                assert given_by[-1].person == person
                assert given_by[-1].mandate.holds_on(day)
                assert (given_by[-1].mandate.ceiling or Decimal(1000000)) >= Decimal(1000000)

    @invariant()
    def four_eyes_are_two_persons(self) -> None:
        person_of = {name: person for name, person, _ in self.counted()}
        for one, other in combinations(person_of, 2):
            first, second = self.course.plan.signature(one), self.course.plan.signature(other)
            assert first is not None
            assert second is not None
            if second.signatory in first.apart_from:
                assert person_of[one] != person_of[other]

    @invariant()
    def paper_counts_by_two_others_only(self) -> None:
        for name, paper in self.course.papers.items():
            assert (name in self.course.signed) == (len(set(paper.attested_by)) >= 2)
            assert paper.signer not in paper.attested_by

    @invariant()
    def who_is_next_is_of_one_group_and_did_not_answer(self) -> None:
        waiting = who_is_next(self.course)
        assert len({self.course.plan.group_of(each.field) for each in waiting}) <= 1
        assert not [each for each in waiting if each.field in self.course.signed or each.signatory in self.course.declined]
        assert set(who_may_sign_now(self.course, self.today)) <= set(waiting)
        assert bool(waiting) == (self.course.status is Status.OPEN)

    @invariant()
    def the_course_is_the_fold_of_what_was_recorded(self) -> None:
        assert fold(self.course.plan, self.recorded) == self.course
        assert since(self.course) >= self.course.plan.issued_on


def test_no_walk_breaks_a_law_of_signing() -> None:
    run_state_machine_as_test(Signing, settings=BOUNDED)


@pytest.mark.parametrize("needed", range(1, 6))
def test_m_of_n_is_complete_in_every_order_and_never_sooner(needed: int) -> None:
    of = plan(arrangement(((IDS, needed),)))
    for order in permutations(IDS, needed):
        course = evolve(Course(of), Issued(ISSUED, digest_of(of)))
        for number, each in enumerate(order):
            assert (course.complete, number < needed) == (False, True)
            happened = Signed(ISSUED, field_of(each), each, ISSUED, "v", "valid")
            assert against(course, happened) == ()
            course = evolve(course, happened)
        assert course.complete


@given(st.lists(SIGNATORY, unique=True), st.sampled_from(WAYS))
@MORE
def test_a_file_is_valid_exactly_when_it_has_the_planned_signatures_in_order(
    order: list[str], way: tuple[tuple[tuple[str, ...], int | None], ...]
) -> None:
    outcome = judge(plan(arrangement(way)), (signed_file(*order),), KNOWN, date(2026, 11, 20)).outcome
    rest, planned = list(order), True
    for ids, needed in way:
        count = len(ids) if needed is None else needed
        planned = planned and len(rest[:count]) == count and set(rest[:count]) <= set(ids)
        rest = rest[count:]
    joint = {"ceo", "cfo"} <= set(order) or not {"ceo", "cfo"} & set(order)
    assert (outcome is Outcome.VALID) == (planned and not rest and joint)


@given(st.lists(st.integers(-40, 60), min_size=4, max_size=4))
@MORE
def test_the_order_is_that_of_the_proven_times_when_no_revisions_say_otherwise(hours: list[int]) -> None:
    """Counterparts: four files, one signature each."""
    from_issue = [found_signature(each, hour) for each, hour in zip(("ceo", "cfo", "minister", "gedep"), hours, strict=True)]
    plain = signed_file()
    files = tuple(replace(plain, sha256=str(number), signatures=chained((seal(), found))) for number, found in enumerate(from_issue))
    parts = arrangement()
    names = [(field_of(each),) for each in ("ceo", "cfo", "minister", "gedep")]
    made = plan(replace(parts, counterparts=_counterparts(names)))
    outcome = judge(made, files, KNOWN, date(2026, 11, 20)).outcome
    ceo, cfo, minister, gedep = hours
    assert (outcome is Outcome.VALID) == (max(ceo, cfo) <= minister <= gedep)


PAIRS = tuple(combinations(("ceo", "cfo", "minister", "gedep"), 2))


@given(st.lists(st.sampled_from("123"), min_size=4, max_size=4), st.sets(st.sampled_from(PAIRS)))
@MORE
def test_four_eyes_are_two_humans_exactly_where_that_is_asked(certificates: list[str], apart: set[tuple[str, str]]) -> None:
    """Whoever signs with one certificate in two places is one human; where four eyes are asked that is told, and only there."""
    who = ("ceo", "cfo", "minister", "gedep")
    owner = dict(zip(who, certificates, strict=True))
    given_ = [replace(found_signature(each, hour), certificate=owner[each]) for hour, each in enumerate(who)]
    file = replace(signed_file(*who), signatures=chained((seal(), *given_)))
    verdict = judge(plan(replace(arrangement(), apart=tuple(sorted(apart)))), (file,), KNOWN, date(2026, 11, 20))
    told = {frozenset(dict(each.arguments).values()) for each in verdict.reasons if each.code == "E675"}
    assert told == {frozenset(pair) for pair in apart if owner[pair[0]] == owner[pair[1]]}
    assert not told or verdict.outcome is Outcome.INVALID
    assert (verdict.outcome is Outcome.VALID) == (not told and owner["ceo"] != owner["cfo"])  # joint authority counts persons


PAPER_DAYS = st.integers(-3, 34).map(lambda days: ISSUED + timedelta(days=days))


@given(PAPER_DAYS, st.integers(-9, 20), st.none() | PAPER_DAYS, st.none() | PAPER_DAYS)
@MORE
def test_a_signature_on_paper_counts_exactly_on_a_day_that_may_be(day: date, days: int, last: date | None, left: date | None) -> None:
    """Within the term, the mandate and the office, not before whom it waits for, and not after today."""
    ready = plan(arrangement(gedep=Terms(Level.WET_INK, last=max(last, date(2026, 11, 10)) if last else None)))
    digital = [found_signature(each, 24 * days + hour) for hour, each in enumerate(("ceo", "cfo", "minister"))]
    file = replace(signed_file("ceo", "cfo", "minister"), signatures=chained((seal(), *digital)))
    paper = Paper("sign-gedep", "gedep", day, "kluis", attested_by=("jansen", "pietersen"))
    known = replace(KNOWN, papers=(paper,), left={} if left is None else {"gedep": left})
    today = date(2026, 11, 28)
    found = judge(ready, (file,), known, today).on("sign-gedep")
    assert found is not None
    before = date(2026, 11, 10) + timedelta(days=days)
    ends = [ready.expires_on, today, *([max(last, date(2026, 11, 10))] if last else []), *([left] if left else [])]
    assert (found.outcome is Outcome.VALID) == (max(ISSUED, before) <= day <= min(ends))


def _counterparts(names: Sequence[tuple[str, ...]]) -> tuple[Counterpart, ...]:
    carried = [(*each, "sign-staats") if each == ("sign-minister",) else each for each in names]
    return tuple(Counterpart(str(number), each) for number, each in enumerate(carried))
