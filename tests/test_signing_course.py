"""What can happen to a plan, and what cannot: every reason by its code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from signings import EXPIRES, ISSUED, JUDGED, arrangement, plan, signed_file

from agreements.model.canonical import canonical_json
from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.planning import Terms
from agreements.model.signing import Expected, Level, Mandate, SigningPlan, digest_of
from agreements.model.signing_course import (
    Course,
    Status,
    evolve,
    fold,
    known_of,
    on_paper,
    since,
    to_remind,
    who_is_next,
    who_may_sign_now,
)
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
    decode,
    encode,
)
from agreements.model.signing_rules import against
from agreements.model.verdicts import Outcome, judge
from agreements.problems.display import message

DAY = date(2026, 11, 10)
LATER = date(2026, 11, 20)
PLAN = plan(replace(arrangement(), reminders=(date(2026, 11, 15), date(2026, 11, 25))))
INK = plan(arrangement(gedep=Terms(Level.WET_INK)))
EYES = plan(replace(arrangement(), apart=(("minister", "gedep"),)))
GIVEN = Mandate(AuthorityKind.POWER_OF_ATTORNEY, "volmacht 1", date(2026, 11, 1), date(2026, 11, 30))


def issued(of: SigningPlan = PLAN) -> Issued:
    return Issued(ISSUED, digest_of(of))


def signed(signatory: str, day: date = DAY, on: date = LATER, person: str = "", outcome: str = "valid") -> Signed:
    return Signed(on, f"sign-{signatory}", person or signatory, day, "v" * 64, outcome)


def paper(person: str = "gedep", day: date = DAY) -> PaperRecorded:
    return PaperRecorded(LATER, "sign-gedep", person, day, "archief Middelburg", "5" * 64)


def attested(person: str) -> PaperAttested:
    return PaperAttested(LATER, "sign-gedep", person)


def delegated(signatory: str = "minister", person: str = "elegee", **mandate: object) -> Delegated:
    return Delegated(LATER, signatory, person, replace(GIVEN, **mandate), Expected("D. Elegee").commitment)  # type: ignore[arg-type]


COMPANY = (signed("ceo"), signed("cfo"))
THREE = (*COMPANY, signed("minister"))
ALL = (*THREE, signed("gedep"))
RECORDED = (*THREE, paper())
REFUSED: Mapping[str, tuple[str, SigningPlan, tuple[SigningEvent, ...], SigningEvent]] = {
    "an issue of another plan": ("E668", PLAN, (), Issued(ISSUED, "0" * 64)),
    "before what was recorded": ("E668", PLAN, COMPANY, signed("minister", on=date(2026, 11, 19))),
    "a signature of tomorrow": ("E668", PLAN, (), signed("ceo", date(2026, 11, 21))),
    "an end before the end": ("E668", PLAN, (), Expired(EXPIRES)),
    "a withdrawal without a reason": ("E668", PLAN, (), Withdrawn(LATER, " ")),
    "declined without a reason": ("E668", PLAN, (), Declined(LATER, "ceo", "")),
    "replaced without a new issue": ("E668", PLAN, (), Replaced(LATER, "ceo", DAY, "")),
    "a later group first": ("E670", PLAN, (), signed("minister")),
    "a later group on an earlier day": ("E670", PLAN, COMPANY, signed("minister", date(2026, 11, 9))),
    "issued twice": ("E671", PLAN, (), issued()),
    "signed after it was declined": ("E671", PLAN, (Declined(LATER, "ceo", "te duur"),), signed("cfo")),
    "signed by who declined": ("E668", PLAN, (*COMPANY, Declined(LATER, "staats", "nee")), signed("staats")),
    "signed after it expired": ("E671", PLAN, (Expired(date(2026, 12, 2)),), signed("ceo", on=date(2026, 12, 3))),
    "signed after it was withdrawn": ("E671", PLAN, (Withdrawn(LATER, "fout"),), signed("ceo")),
    "signed after somebody was replaced": ("E671", PLAN, (Replaced(LATER, "minister", DAY, "x/2.0"),), signed("ceo")),
    "signed when all is complete": ("E671", PLAN, ALL, signed("staats")),
    "a place that is not planned": ("E672", PLAN, (), signed("wie")),
    "signed twice": ("E672", PLAN, COMPANY[:1], signed("ceo")),
    "declined after signing": ("E672", PLAN, COMPANY, Declined(LATER, "ceo", "spijt")),
    "replaced after signing": ("E672", PLAN, COMPANY, Replaced(LATER, "ceo", DAY, "x/2.0")),
    "somebody left whom nobody knows": ("E672", PLAN, (), LeftOffice(LATER, "wie", DAY)),
    "a reminder to who is not next": ("E672", PLAN, (), Reminded(LATER, "minister")),
    "paper attested that is not recorded": ("E672", INK, THREE, attested("jansen")),
    "signed before the issue": ("E673", PLAN, (), signed("ceo", date(2026, 10, 31))),
    "signed after the end": ("E673", PLAN, (), signed("ceo", date(2026, 12, 2), date(2026, 12, 3))),
    "a mandate that ended": ("E663", plan(arrangement(ceo=Terms(last=date(2026, 11, 11)))), (), signed("ceo", date(2026, 11, 12))),
    "a mandate of a delegate that did not begin": (
        "E663",
        PLAN,
        (*COMPANY, delegated(first=date(2026, 11, 15))),
        signed("minister", person="elegee"),
    ),
    "signed after leaving": ("E674", PLAN, (*COMPANY, LeftOffice(LATER, "minister", date(2026, 11, 9))), signed("minister")),
    "a delegate of who left": (
        "E674",
        PLAN,
        (*COMPANY, delegated(), LeftOffice(LATER, "minister", ISSUED)),
        signed("minister", person="elegee"),
    ),
    "four eyes": ("E675", EYES, THREE, signed("gedep", person="minister")),
    "a delegate who is kept apart": ("E675", EYES, (), delegated(person="gedep")),
    "a delegate who signs on the other side": (
        "E675",
        EYES,
        (*COMPANY, delegated(), signed("minister", person="elegee")),
        delegated("gedep"),
    ),
    "one too many": ("E676", PLAN, THREE, signed("staats")),
    "a designation is not passed on": ("E677", PLAN, (), delegated("gedep")),
    "joint authority is not passed on": ("E677", PLAN, (), delegated("ceo")),
    "a delegate by word of mouth": ("E677", PLAN, (), delegated(reference="")),
    "a delegate by office": ("E677", PLAN, (), delegated(kind=AuthorityKind.OFFICE)),
    "a delegate before the mandate": ("E677", PLAN, (), delegated(first=None)),
    "a delegate after the mandate": ("E677", plan(arrangement(minister=Terms(last=date(2026, 11, 29)))), (), delegated()),
    "a delegate above the ceiling": (
        "E677",
        plan(arrangement(minister=Terms(ceiling=Decimal(2000000)))),
        (),
        delegated(ceiling=Decimal(2000001)),
    ),
    "a delegate without a ceiling": ("E677", plan(arrangement(minister=Terms(ceiling=Decimal(2000000)))), (), delegated()),
    "a delegate below the value": ("E677", PLAN, (), delegated(ceiling=Decimal(999999))),
    "a delegate to oneself": ("E677", PLAN, (), delegated(person="minister")),
    "attested by the signatory": ("E678", INK, RECORDED, attested("gedep")),
    "attested by one person twice": ("E678", INK, (*RECORDED, attested("jansen")), attested("jansen")),
    "attested by nobody": ("E678", INK, RECORDED, attested("")),
    "attested though the signatory had left": (
        "E674",
        INK,
        (*RECORDED, attested("jansen"), LeftOffice(LATER, "gedep", date(2026, 11, 9))),
        attested("pietersen"),
    ),
    "a scan without a decision": ("E679", INK, RECORDED, PaperSubstituted(LATER, "sign-gedep", " ")),
    "somebody else": ("E683", PLAN, (), signed("ceo", person="wie")),
    "a verdict that is not valid": ("E691", PLAN, (), signed("ceo", outcome="valid_but_changed")),
    "a PDF where ink was planned": ("E696", INK, THREE, signed("gedep")),
    "ink where a PDF was planned": ("E696", PLAN, THREE, paper()),
}


def course(of: SigningPlan, *events: SigningEvent) -> Course:
    """Return the course after events that could all be recorded."""
    found = Course(of)
    for event in (issued(of), *events):
        assert against(found, event) == (), event
        found = evolve(found, event)
    return found


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_recorded_is_refused_with_its_reason(name: str) -> None:
    code, of, before, event = REFUSED[name]
    found = Course(of) if isinstance(event, Issued) and not before and code == "E668" else course(of, *before)
    assert code in {each.code for each in against(found, event)}


LEFT_OPEN = (*COMPANY, Declined(LATER, "staats", "nee"))
SENTENCES: Mapping[str, tuple[tuple[SigningEvent, ...], SigningEvent, list[str]]] = {
    "the second group has not begun": (COMPANY, signed("gedep"), ["'gedep' is nog niet aan de beurt: groep 2 is nog niet klaar"]),
    "the first group is half": (COMPANY[:1], signed("gedep"), ["'gedep' is nog niet aan de beurt: groep 1 is nog niet klaar"]),
    "the group before was not ready that day": (
        COMPANY,
        signed("minister", date(2026, 11, 9)),
        ["'minister' is nog niet aan de beurt: groep 1 is nog niet klaar"],
    ),
    "before the issue nobody is waited for": (
        (),
        signed("ceo", date(2026, 10, 31)),
        ["'ceo' tekende op 2026-10-31, buiten de termijn van 2026-11-01 tot en met 2026-12-01"],
    ),
    "who declined where another can sign": (
        LEFT_OPEN,
        signed("staats"),
        ["dit past niet bij het tekenplan: deze ondertekenaar heeft al geweigerd"],
    ),
    "a plan that was withdrawn": ((Withdrawn(LATER, "fout"),), signed("ceo"), ["het tekenplan is gesloten: ingetrokken"]),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_reason_says_what_is_the_matter(name: str) -> None:
    before, event, expected = SENTENCES[name]
    assert [message(each, "nl") for each in against(course(PLAN, *before), event)] == expected


def test_nothing_happens_to_a_plan_that_is_not_issued() -> None:
    assert "E668" in {each.code for each in against(Course(PLAN), signed("ceo"))}
    assert who_is_next(Course(PLAN)) == ()


def test_a_plan_goes_group_by_group_until_it_is_complete() -> None:
    steps = [course(PLAN, *ALL[:number]) for number in range(5)]
    assert [[each.signatory for each in who_is_next(step)] for step in steps] == [
        ["ceo", "cfo"],
        ["cfo"],
        ["minister", "staats"],
        ["gedep"],
        [],
    ]
    assert [since(step) for step in steps] == [ISSUED, ISSUED, DAY, DAY, DAY]
    assert [step.complete for step in steps] == [False, False, False, False, True]
    assert [[each.signatory for each in who_may_sign_now(step, DAY)] for step in steps][:2] == [["ceo", "cfo"], ["cfo"]]


def test_who_may_sign_is_who_has_a_mandate_on_the_day() -> None:
    of = plan(arrangement(staats=Terms(last=date(2026, 11, 12))))
    found = course(of, *COMPANY)
    assert [each.signatory for each in who_may_sign_now(found, date(2026, 11, 12))] == ["minister", "staats"]
    assert [each.signatory for each in who_may_sign_now(found, date(2026, 11, 13))] == ["minister"]
    assert who_may_sign_now(found, date(2026, 12, 2)) == ()
    assert who_may_sign_now(found, date(2026, 11, 9)) == ()
    gone = evolve(found, LeftOffice(LATER, "minister", date(2026, 11, 12)))
    assert who_may_sign_now(gone, date(2026, 11, 13)) == ()


def test_who_declines_in_a_group_that_can_do_without_ends_nothing() -> None:
    one = course(PLAN, *COMPANY, Declined(LATER, "staats", "niet nodig"))
    assert (one.status, [each.signatory for each in who_is_next(one)]) == (Status.OPEN, ["minister"])
    both = course(PLAN, *COMPANY, Declined(LATER, "staats", "niet nodig"), Declined(LATER, "minister", "te duur"))
    assert (both.status, both.why) == (Status.DECLINED, "te duur")


def test_a_signature_given_in_office_stays_good_and_one_given_afterwards_fails() -> None:
    good = course(PLAN, *ALL, LeftOffice(LATER, "minister", DAY))
    assert good.complete
    late = course(PLAN, *ALL, LeftOffice(LATER, "minister", date(2026, 11, 9)))
    assert late.status is Status.REPLACED


def test_replacing_a_signatory_makes_a_new_issue() -> None:
    found = course(PLAN, *COMPANY, Replaced(LATER, "minister", DAY, "fabriek/maatwerkafspraak 1.1"))
    assert (found.status, found.new_issue, found.left) == (Status.REPLACED, "fabriek/maatwerkafspraak 1.1", {"minister": DAY})
    assert who_is_next(found) == ()


def test_paper_counts_after_two_attested_it() -> None:
    recorded = course(INK, *RECORDED)
    assert (recorded.complete, who_may_sign_now(recorded, LATER)) == (False, ())
    one = evolve(recorded, attested("jansen"))
    assert not one.complete
    two = evolve(one, attested("pietersen"))
    assert two.complete
    assert [each.signatory for each in on_paper(two)] == ["gedep"]
    assert against(two, attested("derde")) == ()
    kept = evolve(two, PaperSubstituted(LATER, "sign-gedep", "VB-1"))
    assert (kept.papers["sign-gedep"].replaced, kept.complete) == (True, True)
    verdict = judge(INK, (signed_file("ceo", "cfo", "minister"),), known_of(kept, ["5ea1"], {}, {}), LATER)
    assert verdict.outcome is Outcome.VALID


def test_paper_is_one_too_many_when_the_group_is_ready_meanwhile() -> None:
    of = plan(arrangement(((("gedep", "minister"), 1), (("ceo", "cfo", "staats"), None)), gedep=Terms(Level.WET_INK)))
    found = course(of, paper(), attested("jansen"), signed("minister"))
    assert {each.code for each in against(found, attested("pietersen"))} == {"E676"}


def test_who_is_waited_for_is_reminded_once_each_time() -> None:
    found = course(PLAN, signed("ceo", on=date(2026, 11, 11)))
    assert [[each.signatory for each in to_remind(found, date(2026, 11, day))] for day in (14, 15, 25)] == [[], ["cfo"], ["cfo"]]
    after = evolve(found, Reminded(date(2026, 11, 15), "cfo"))
    assert [[each.signatory for each in to_remind(after, date(2026, 11, day))] for day in (15, 24, 25)] == [[], [], ["cfo"]]


def test_a_verdict_knows_what_the_course_knows() -> None:
    person = Expected("D. Elegee")
    found = course(PLAN, *COMPANY, delegated(), LeftOffice(LATER, "staats", DAY))
    known = known_of(found, ["5ea1"], {"elegee": person}, {})
    assert (sorted(known.before), known.left, known.closed) == (["sign-ceo", "sign-cfo"], {"staats": DAY}, "")
    assert known.delegated["sign-minister"].expected == person
    for persons in ({}, {"elegee": Expected("I. Nbreker")}):
        assert known_of(found, [], persons, {}).delegated["sign-minister"].expected == Expected("")
    declined = evolve(found, Withdrawn(LATER, "fout"))
    verdict = judge(PLAN, (signed_file("ceo", "cfo", "minister", "gedep"),), known_of(declined, ["5ea1"], {}, {}), JUDGED)
    assert (verdict.outcome, "E671" in {each.code for each in verdict.reasons}) == (Outcome.INVALID, True)


@pytest.mark.parametrize(
    "event", [issued(), *RECORDED, attested("jansen"), delegated(ceiling=Decimal("1.50")), Expired(DAY), Withdrawn(DAY, "x")]
)
def test_events_come_back_from_the_record(event: SigningEvent) -> None:
    kind, body = encode(event)
    assert decode(kind, json.loads(canonical_json(body))) == event


def test_an_event_that_nobody_knows_is_refused() -> None:
    for kind, body, number in (("vreemd", {}, 1), ("issued", {}, 1), ("expired", {"on": "2026-01-01"}, 2)):
        with pytest.raises(ValueError):
            decode(kind, body, number)


def test_folding_is_evolving_one_by_one() -> None:
    events = (issued(), *ALL)
    assert fold(PLAN, events) == course(PLAN, *ALL)
    assert evolve(Course(PLAN), delegated("wie")).delegated == {}
