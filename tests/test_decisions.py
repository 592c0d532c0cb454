"""What comes of a command: every refusal by its code, four eyes, slots, guards, corrections, history, and the way from begin to end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from processes import (
    AID,
    DOSSIER,
    FIRST,
    PROCESS,
    SHA,
    Desk,
    answered,
    approved,
    at_aid,
    at_signing,
    concluded,
    deputy,
    evidence,
    granted,
    in_review,
    office,
    opened,
    parties,
    process,
    reconstructed,
    signed,
    suspended,
    taking,
)

from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.values import parse_date
from agreements.problems import AgreementsError, Problem, Said
from agreements.problems.process import PROCESS as CODES
from agreements.workflow.assessment import Scene
from agreements.workflow.case import Result, evolve
from agreements.workflow.commands import (
    Accepted,
    Command,
    DecideCorrection,
    ExtendDeadline,
    OpenCase,
    ProposeCorrection,
    RecordHistory,
    Refused,
    ReplaceMember,
    TakeStep,
)
from agreements.workflow.definition import RoleFile
from agreements.workflow.events import (
    Answer,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CorrectionDecided,
    Evidence,
    MemberReplaced,
    Place,
    Remedy,
    SlotAnswered,
    SlotOpened,
    StepTaken,
    decode,
)
from agreements.workflow.explanation import Explanation, explain
from agreements.workflow.migration import Migrate, Renaming, migrate
from agreements.workflow.parties import Parties
from agreements.workflow.people import Appointment, DelegationGiven, PersonRegistered, RoleEnded, appoint

YES, NO, SIGN = Answer.APPROVE, Answer.OBJECT, Answer.SIGN
SIGNED = HistoryEvent.SIGNED


def signing_by(authority: str) -> Desk:
    """Return a desk with everything signed, where the authority of the chief executive is another."""
    desk = signed()
    desk.parties = parties(DOSSIER.replace("{kind: register_extract, date: 2026-01-01}", authority))
    return desk


def granting(**facts: str) -> list[Problem]:
    return list(at_aid().refuse(taking("grant", "anna", facts=AID | facts)).values())


def appointing(event: object, by: str = "beheerder", roles: Mapping[str, RoleFile] | None = None) -> Iterable[Problem]:
    found = appoint(office(), Appointment(event, by), process().roles if roles is None else roles)  # type: ignore[arg-type]
    assert isinstance(found, Refused)
    return found.reasons


def correcting(desk: Desk, **more: object) -> dict[str, Problem]:
    command = ProposeCorrection("anna", 1, Remedy.STATE, "vergissing", "draft")
    return desk.refuse(replace(command, **more))  # type: ignore[arg-type]


def raised(number: int) -> Iterable[Problem]:
    with pytest.raises(AgreementsError) as caught:
        decode("step_taken", {}, number)
    return caught.value.problems


def moving(text: str, desk: Desk | None = None, **names: dict[str, str]) -> Iterable[Problem]:
    desk = desk or in_review()
    scene = Scene(process(text), desk.office, desk.parties, desk.day)
    found = migrate(scene, desk.workflow, desk.now, Migrate("anna", Renaming(**names)))
    assert isinstance(found, Refused)
    return found.reasons


def why(desk: Desk, command: TakeStep) -> Explanation:
    return explain(desk.workflow, desk.case, desk.office, desk.parties, command, day=desk.day)


def refusal(desk: Desk, command: object) -> list[Problem]:
    return list(desk.refuse(command).values())  # type: ignore[arg-type]


SECOND = PROCESS.replace('version: "1"', 'version: "2"')
CIRCULAR = (
    SECOND.replace("states:\n", "states:\n  - {id: loop, phase: begin, label: lus, no_deadline: vrij}\n", 1)
    .replace("from: [any]\n    effect: stay", "from: [loop, draft]\n    effect: stay")
    .replace("from: [any]", "from: [draft]")
)
REFUSALS: dict[str, Callable[[], Iterable[Problem]]] = {
    "E801": lambda: raised(9),
    "E802": lambda: raised(1),
    "E803": lambda: appointing(PersonRegistered("anna")),
    "E804": lambda: appointing(granted("beheerder", "officer")),
    "E805": lambda: appointing(deputy("anna", "bram"), by="bram"),
    "E806": lambda: appointing(RoleEnded("anna", "secretary", "", FIRST)),
    "E807": lambda: appointing(granted("anne", "officer")),
    "E800": lambda: appointing(granted("anna", "officer"), roles={}),
    "E808": lambda: appointing(granted("anna", "oficer")),
    "E809": lambda: appointing(granted("anna", "lawyer")),
    "E810": lambda: appointing(granted("anna", "secretary", "ezk")),
    "E811": lambda: appointing(granted("anna", "secretary", last=date(2025, 1, 1))),
    "E812": lambda: refusal(opened(), taking("submid", "anna")),
    "E813": lambda: refusal(opened(), taking("submit", "anna", "plan", effective=date(2026, 2, 1))),
    "E814": lambda: refusal(opened(), taking("submit", "anna", "plan", effective=date(2026, 1, 30))),
    "E815": lambda: refusal(opened(), taking("submit", "anna", "plan", answer=YES)),
    "E816": lambda: refusal(concluded(), taking("note", "anna")),
    "E817": lambda: refusal(opened(), taking("agree", "bram")),
    "E818": lambda: refusal(ended_at_once(), taking("reopen", "carla")),
    "E819": lambda: refusal(opened(), taking("resume", "anna")),
    "E820": lambda: refusal(suspended(), taking("submit", "anna", "plan")),
    "E821": lambda: refusal(without_signatories(), taking("grant", "anna", facts=AID)),
    "E822": lambda: why(opened(office=office(RoleEnded("carla", "secretary", "", FIRST))), taking("stop", "")).reasons,
    "E823": lambda: refusal(opened(), taking("submit", "carla", "plan")),
    "E824": lambda: refusal(approved(), taking("agree", "anna")),
    "E825": lambda: refusal(opened(), taking("submit", "anna", "plan", "deed")),
    "E826": lambda: refusal(opened(), taking("submit", "anna", "plan", facts={"amount": "1"})),
    "E827": lambda: granting(amount="veel"),
    "E828": lambda: refusal(opened(), taking("approval", "daan", "advice", answer=YES)),
    "E829": lambda: refusal(approved(), taking("approval", "daan", "advice", answer=YES)),
    "E830": lambda: refusal(in_review(), taking("approval", "daan", "advice", answer=SIGN)),
    "E831": lambda: refusal(answered(), taking("approval", "daan", "advice", answer=YES, member="ezk")),
    "E832": lambda: refusal(in_review(), taking("approval", "daan", "advice", answer=YES, member="ezl")),
    "E833": lambda: refusal(at_aid(), taking("grant", "anna")),
    "E834": lambda: refusal(opened(), taking("submit", "anna")),
    "E835": lambda: refusal(answered(), taking("agree", "bram")),
    "E836": lambda: refusal(reconstructed_signing(), taking("conclude", "carla")),
    "E837": lambda: refusal(without_submit(), taking("conclude", "carla")),
    "E838": lambda: granting(covered="no"),
    "E839": lambda: refusal(signed_and_reopened(), taking("stop", "carla")),
    "E840": lambda: granting(amount="100000000.01", limit="900000000"),
    "E841": lambda: granting(scheme="oud", granted="2026-01-01"),
    "E842": lambda: granting(others="30000000.01"),
    "E843": lambda: granting(started="2026-01-02"),
    "E844": lambda: refusal(nobody_signs(), taking("conclude", "carla")),
    "E845": lambda: refusal(without_proof(), taking("conclude", "carla")),
    "E846": lambda: refusal(signing_by("{kind: register_extract, date: 2025-10-01}"), taking("conclude", "carla")),
    "E847": lambda: refusal(signing_by("{kind: statutes, date: 2020-01-01, joint: true}"), taking("conclude", "carla")),
    "E848": lambda: refusal(without_designation(), taking("conclude", "carla")),
    "E849": lambda: refusal(signing_by("{kind: register_extract}"), taking("conclude", "carla")),
    "E850": lambda: refusal(signing_by("{kind: mandate, date: 2026-03-01}"), taking("conclude", "carla")),
    "E851": lambda: refusal(opened(), taking("archive", "carla")),
    "E852": lambda: granting(applied="2026-02-02"),
    "E853": lambda: refusal(at_signing(), taking("signatures", "carla", "deed", answer=SIGN)),
    "E854": lambda: refusal(Desk(), taking("submit", "anna")),
    "E855": lambda: refusal(replace(opened(), workflow=process(SECOND)), taking("submit", "anna", "plan")),
    "E856": lambda: refusal(opened(), OpenCase("anna")),
    "E857": lambda: refusal(Desk(), OpenCase("anna", Stage.JLOI, SIGNED, "Kamerbrief")),
    "E858": lambda: refusal(Desk(), OpenCase("anna", Stage.EOP, SIGNED)),
    "E859": lambda: refusal(concluded(), RecordHistory("anna", Stage.EOP, SIGNED, "Kamerbrief")),
    "E860": lambda: refusal(answered(), ReplaceMember("anna", "approval", "ezk", "", "weg")),
    "E861": lambda: refusal(in_review(), ReplaceMember("anna", "approval", "ezk", "", "weg")),
    "E862": lambda: refusal(in_review(), ReplaceMember("anna", "approval", "ezk", "zeeland", "ruil")),
    "E863": lambda: refusal(in_review(), ReplaceMember("anna", "approval", "ezk", "zeelant", "ruil")),
    "E864": lambda: refusal(in_review(), ReplaceMember("anna", "approval", "ezk", "ienw", " ")),
    "E865": lambda: refusal(in_review(), ExtendDeadline("anna", 7, "overleg")),
    "E866": lambda: correcting(opened(), about=9).values(),
    "E867": lambda: correcting(opened(), state="draf").values(),
    "E868": lambda: refusal(opened(), DecideCorrection("bram", 9, accepted=True)),
    "E869": lambda: moving(SECOND.replace("review", "toetsing")),
    "E870": lambda: moving(SECOND, states={"review": "done"}),
    "E871": lambda: moving(SECOND, slots={"approval": "signatures"}),
    "E872": lambda: moving(CIRCULAR, states={"review": "loop"}, slots={"approval": ""}),
    "E873": lambda: moving(PROCESS),
}


def ended_at_once() -> Desk:
    desk = Desk()
    desk.do(OpenCase("anna", Stage.MAATWERKAFSPRAAK, SIGNED, "Kamerbrief", parse_date("2024-12-19")))
    return desk


def without_signatories() -> Desk:
    desk = at_aid()
    desk.parties = parties(DOSSIER.partition("signatories:")[0])
    return desk


def nobody_signs() -> Desk:
    desk = signed()
    desk.parties = parties(DOSSIER.partition("signatories:")[0])
    return desk


def without_proof() -> Desk:
    desk = signed()
    desk.parties = parties(DOSSIER.replace(", authority: {kind: office, date: 2024-07-02}", ""))
    return desk


def signed_and_reopened() -> Desk:
    """Return a case whose signed instrument does not let it be stopped."""
    guard = "guards: [{guard: not-signed, with: {stage: eop}}]"
    desk = signed(workflow=process(PROCESS.replace("by: [secretary], while", f"by: [secretary], {guard}, while")))
    desk.step("conclude", "carla")
    desk.step("reopen", "carla")
    return desk


DESIGNATED = ", represented_by: deputy, designation: {date: 2025-12-02, reference: CdK 7}"


def without_designation() -> Desk:
    desk = signed()
    desk.parties = parties(DOSSIER.replace(DESIGNATED, ""))
    return desk


def reconstructed_signing() -> Desk:
    desk = reconstructed()
    desk.step("grant", "anna", facts=AID)
    return desk


def without_submit() -> Desk:
    """Return a desk where a correction brought the case past a step."""
    desk = opened()
    desk.do(ProposeCorrection("anna", 1, Remedy.STATE, "vergissing", "signing"))
    desk.do(DecideCorrection("bram", 2, accepted=True))
    return desk


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_each_reason_is_given_by_what_it_is_about(code: str) -> None:
    assert code in {each.code for each in REFUSALS[code]()}


def test_no_reason_is_without_a_case() -> None:
    assert set(REFUSALS) == set(CODES)


def test_a_case_goes_from_begin_to_end() -> None:
    desk = concluded()
    assert (desk.now.at.state, desk.now.ended, desk.now.version) == ("done", True, len(desk.entries))
    assert [(each.stage, each.date) for each in desk.now.signed] == [(Stage.EOP, parse_date("2026-01-31"))]
    assert {name: slot.result for name, slot in desk.now.slots.items()} == {"approval": Result.PASSED, "signatures": Result.PASSED}
    assert desk.now.facts == AID
    assert desk.now.taken["submit"].authors == ("anna",)


def test_a_refusal_gives_every_reason() -> None:
    command = taking("submit", "carla", "deed", facts={"amount": "1"}, effective=date(2026, 1, 2))
    assert set(opened().refuse(command)) == {"E814", "E823", "E825", "E826", "E834"}


def test_a_wrong_name_is_guessed() -> None:
    reasons = opened().refuse(taking("submid", "anna"))
    assert dict(reasons["E812"].arguments)["guess"] == " (submit?)"
    assert dict(reasons["E812"].arguments)["known"] == "note, submit, stop, withdraw, hold, resume, archive"


def test_a_step_says_who_can_take_it() -> None:
    reasons = opened().refuse(taking("submit", "carla", "plan"))
    assert dict(reasons["E823"].arguments)["who"] == "anna, bram"


def test_nobody_acts_without_a_name() -> None:
    assert set(opened().refuse(taking("submit", "", "plan"))) == {"E807"}
    assert set(Desk().refuse(OpenCase(""))) == {"E807"}


# Four eyes


def test_the_author_cannot_approve_not_even_through_a_deputy() -> None:
    """The author of the text is anna: neither she, nor her deputy, nor she as somebody's deputy can settle it."""
    desk = approved()
    assert set(desk.refuse(taking("agree", "anna"))) == {"E824"}
    desk.office = office(deputy("anna", "carla"))
    assert set(desk.refuse(taking("agree", "carla"))) == {"E824"}
    desk.office = office(deputy("bram", "anna"))
    assert set(desk.refuse(taking("agree", "anna"))) == {"E824"}


def test_the_text_of_a_deputy_is_also_that_of_whom_they_stand_in_for() -> None:
    desk = opened(office=office(deputy("anna", "carla")))
    desk.step("submit", "carla", "plan")
    assert desk.entries[-1].author.on_behalf_of == "anna"
    for person in ("daan", "eva", "femke"):
        desk.step("approval", person, "advice", answer=YES)
    assert set(desk.refuse(taking("agree", "anna"))) == {"E824"}
    desk.step("agree", "bram")


def test_an_own_right_goes_before_a_deputyship() -> None:
    desk = approved()
    desk.office = office(deputy("anna", "bram"))
    decision = desk.decide(taking("agree", "bram"))
    assert isinstance(decision, Accepted)
    assert decision.author.on_behalf_of == ""


def test_a_a_b_a_approves_nothing() -> None:
    """One person who holds two roles, or stands in for another, speaks once in a slot (OCA server-ux 1141)."""
    desk = in_review(office=office(granted("daan", "deputy", "zeeland"), deputy("femke", "daan"), deputy("daan", "anna")))
    desk.step("approval", "daan", "advice", answer=YES, member="ezk")
    assert set(desk.refuse(taking("approval", "daan", "advice", answer=YES, member="zeeland"))) == {"E824"}
    assert set(desk.refuse(taking("approval", "daan", "advice", answer=YES, member="fabriek"))) == {"E824"}
    assert set(desk.refuse(taking("approval", "anna", "advice", answer=YES, member="zeeland"))) == {"E824"}
    desk.step("approval", "eva", "advice", answer=YES)
    assert set(desk.refuse(taking("approval", "daan", "advice", answer=YES))) == {"E824"}
    assert desk.now.slots["approval"].result is Result.PENDING


def test_the_author_of_the_text_does_not_approve_it_for_a_member() -> None:
    desk = in_review(office=office(granted("anna", "lawyer", "ezk")))
    assert set(desk.refuse(taking("approval", "anna", "advice", answer=YES))) == {"E824"}


@pytest.mark.parametrize(("person", "member"), [("daan", "zeeland"), ("femke", "ezk"), ("anna", "ezk"), ("carla", "fabriek")])
def test_nobody_answers_for_a_member_that_they_do_not_represent(person: str, member: str) -> None:
    assert set(in_review().refuse(taking("approval", person, "advice", answer=YES, member=member))) == {"E823"}


def test_the_board_of_one_company_does_not_act_for_another() -> None:
    desk = opened(parties=parties(DOSSIER.replace("fabriek", "andere")))
    assert set(desk.refuse(taking("withdraw", "femke"))) == {"E823"}
    opened().step("withdraw", "femke")


def test_a_role_holds_from_its_first_to_its_last_day() -> None:
    roles = office(granted("eva", "officer", first=date(2026, 1, 31), last=date(2026, 1, 31)))
    for day, allowed in ((date(2026, 1, 30), False), (date(2026, 1, 31), True), (date(2026, 2, 1), False)):
        desk = opened(office=roles)
        desk.case = replace(desk.now, latest=None)
        desk.day = day
        assert isinstance(desk.decide(taking("submit", "eva", "plan")), Accepted) is allowed


# Slots


@pytest.mark.parametrize("order", list(permutations(("ceo", "minister", "gedeputeerde"))))
def test_three_signatures_are_complete_after_the_third_in_every_order(order: tuple[str, ...]) -> None:
    """The sequence in which `on_final` of transitions 0.9.3 fires too early in four of six orders."""
    desk = at_signing()
    results = []
    for member in order:
        desk.step("signatures", "carla", "deed", answer=SIGN, member=member)
        results.append(desk.now.slots["signatures"].result)
    assert results == [Result.PENDING, Result.PENDING, Result.PASSED]


RULES = {
    "all agree": ("", "yyy", [Result.PENDING, Result.PENDING, Result.PASSED]),
    "one objects": ("", "yn", [Result.PENDING, Result.FAILED]),
    "one abstains": ("", "yay", [Result.PENDING, Result.PENDING, Result.PASSED]),
    "all abstain": ("", "aaa", [Result.PENDING, Result.PENDING, Result.FAILED]),
    "two of three": (", rule: at_least, count: 2", "yy", [Result.PENDING, Result.PASSED]),
    "two of three with an objection": (", rule: at_least, count: 2", "nyy", [Result.PENDING, Result.PENDING, Result.PASSED]),
    "two of three can no more": (", rule: at_least, count: 2", "nn", [Result.PENDING, Result.FAILED]),
    "two of three with abstention": (", rule: at_least, count: 2", "yan", [Result.PENDING, Result.PENDING, Result.FAILED]),
    "a veto": (", rule: at_least, count: 2, veto: true", "yn", [Result.PENDING, Result.FAILED]),
}
SAID = {"y": YES, "n": NO, "a": Answer.ABSTAIN}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_decides_when_a_slot_has_passed(name: str) -> None:
    rule, answers, expected = RULES[name]
    text = PROCESS.replace(
        "    evidence: [advice]\n", "    evidence: [advice]\n" + rule.replace(", ", "    ", 1).replace(", ", "\n    ") + "\n"
    )
    desk = in_review(workflow=process(text))
    results = []
    for person, answer in zip(("daan", "eva", "femke"), answers, strict=False):
        desk.step("approval", person, "advice", answer=SAID[answer])
        results.append(desk.now.slots["approval"].result)
    assert results == expected
    late = ("daan", "eva", "femke")[min(len(answers), 2)]
    if results[-1] is not Result.PENDING:
        assert "E829" in desk.refuse(taking("approval", late, "advice", answer=YES))


def test_a_slot_opens_anew_when_the_case_comes_back() -> None:
    desk = in_review()
    desk.step("approval", "daan", "advice", answer=NO)
    desk.step("adapt", "anna")
    desk.step("submit", "anna", "plan")
    slot = desk.now.slots["approval"]
    assert (slot.result, dict(slot.answers), slot.opened) == (Result.PENDING, {}, desk.now.version)


def test_members_are_those_of_the_day_the_slot_opened() -> None:
    desk = in_review()
    desk.parties = parties(DOSSIER.replace("id: ezk", "id: kgg").replace("for: ezk", "for: kgg"))
    assert [each.key for each in desk.now.slots["approval"].members] == ["ezk", "zeeland", "fabriek"]
    desk.office = office(granted("bram", "lawyer", "kgg"))
    assert "E832" in desk.refuse(taking("approval", "bram", "advice", answer=YES, member="kgg"))
    replaced = desk.do(ReplaceMember("anna", "approval", "ezk", "kgg", "herindeling"))
    assert isinstance(replaced[0], MemberReplaced)
    desk.step("approval", "bram", "advice", answer=YES)
    assert "E823" in desk.refuse(taking("approval", "daan", "advice", answer=YES))


def test_a_signature_given_in_office_stays_good_when_the_minister_changes() -> None:
    desk = at_signing()
    desk.step("signatures", "carla", "deed", answer=SIGN, member="minister")
    desk.parties = parties(DOSSIER.replace("id: minister", "id: opvolger"))
    assert set(desk.refuse(ReplaceMember("anna", "signatures", "minister", "opvolger", "nieuw kabinet"))) == {"E860"}
    for member in ("ceo", "gedeputeerde"):
        desk.step("signatures", "carla", "deed", answer=SIGN, member=member)
    assert desk.now.slots["signatures"].result is Result.PASSED


def test_a_signatory_who_has_not_signed_is_replaced_by_the_next() -> None:
    desk = at_signing()
    desk.parties = parties(DOSSIER.replace("id: minister", "id: opvolger"))
    desk.do(ReplaceMember("anna", "signatures", "minister", "opvolger", "nieuw kabinet"))
    for member in ("ceo", "gedeputeerde", "opvolger"):
        desk.step("signatures", "carla", "deed", answer=SIGN, member=member)
    assert desk.now.slots["signatures"].result is Result.PASSED


def test_a_party_joins_and_one_that_left_the_dossier_leaves() -> None:
    desk = answered()
    desk.parties = parties(DOSSIER.replace("provinces:\n  - {id: zeeland, name: Zeeland", "provinces:\n  - {id: limburg, name: Limburg"))
    desk.do(ReplaceMember("anna", "approval", "", "limburg", "treedt toe"))
    desk.do(ReplaceMember("anna", "approval", "zeeland", "", "doet niet meer mee"))
    assert [each.key for each in desk.now.slots["approval"].members] == ["ezk", "fabriek", "limburg"]


def test_who_leaves_can_complete_a_slot_but_never_without_an_approval() -> None:
    desk = in_review()
    desk.step("approval", "daan", "advice", answer=Answer.ABSTAIN)
    desk.step("approval", "femke", "advice", answer=Answer.ABSTAIN)
    desk.parties = parties(DOSSIER.partition("provinces:")[0])
    desk.do(ReplaceMember("anna", "approval", "zeeland", "", "doet niet meer mee"))
    assert desk.now.slots["approval"].result is Result.FAILED


def test_an_unknown_slot_or_member_cannot_be_replaced() -> None:
    assert set(in_review().refuse(ReplaceMember("anna", "aproval", "ezk", "ienw", "x"))) == {"E812"}
    assert "E832" in in_review().refuse(ReplaceMember("anna", "approval", "ienw", "", "x"))
    assert set(opened().refuse(ReplaceMember("anna", "approval", "ezk", "zeeland", "x"))) == {"E828"}


def test_a_role_for_nobody_in_particular_writes_down_what_members_let_know() -> None:
    text = PROCESS.replace("by: {minister: lawyer, province: deputy, company: board}", "by: {minister: secretary, province: secretary}")
    desk = in_review(workflow=process(text))
    for member in ("ezk", "zeeland"):
        desk.step("approval", "carla", "advice", answer=YES, member=member)
    assert desk.now.slots["approval"].result is Result.PASSED


# Standing still, ending and going on


def test_a_case_stands_still_and_goes_on() -> None:
    desk = suspended()
    assert isinstance(desk.entries[-1].event, CaseSuspended)
    assert desk.now.suspended_since == parse_date("2026-01-31")
    assert set(desk.refuse(taking("hold", "anna"))) == {"E820"}
    desk.later(10)
    events = desk.step("resume", "bram")
    assert [type(each) for each in events] == [StepTaken, CaseResumed]
    assert [(each.first, each.last) for each in desk.now.pauses] == [(parse_date("2026-01-31"), parse_date("2026-02-10"))]
    desk.step("submit", "anna", "plan")


def test_a_slot_cannot_be_answered_while_the_case_stands_still() -> None:
    desk = in_review()
    desk.step("hold", "anna")
    assert set(desk.refuse(taking("approval", "daan", "advice", answer=YES))) == {"E820"}
    assert set(desk.refuse(ReplaceMember("anna", "approval", "", "ienw", "x"))) >= {"E820"}
    assert set(desk.refuse(ExtendDeadline("anna", 3, "x"))) >= {"E820"}


def test_a_case_that_stands_still_can_be_stopped_where_the_file_says_so() -> None:
    desk = suspended()
    desk.step("stop", "carla")
    assert (desk.now.at.state, desk.now.suspended_since) == ("stopped", None)


def test_nothing_happens_after_the_end_but_reopening() -> None:
    desk = concluded()
    assert set(desk.refuse(taking("stop", "carla"))) == {"E816"}
    assert set(desk.refuse(taking("signatures", "carla", "deed", answer=SIGN, member="ceo"))) >= {"E816"}
    assert set(desk.refuse(ExtendDeadline("anna", 3, "x"))) >= {"E816"}
    assert set(correcting(desk)) == {"E816"}
    events = desk.step("reopen", "carla")
    assert [type(each) for each in events] == [StepTaken, CaseReopened, SlotOpened]
    assert (desk.now.at.state, desk.now.left) == ("signing", None)
    assert [each.stage for each in desk.now.signed] == [Stage.EOP]


def test_a_running_case_cannot_be_reopened() -> None:
    assert set(opened().refuse(taking("reopen", "carla"))) == {"E817"}


TWO_OF_US = PROCESS.replace(
    "by: {minister: lawyer, province: deputy, company: board}", "by: {minister: lawyer}\n    rule: at_least\n    count: 2"
)


def test_a_slot_does_not_open_with_fewer_members_than_must_agree() -> None:
    reasons = opened(workflow=process(TWO_OF_US)).refuse(taking("submit", "anna", "plan"))
    assert set(reasons) == {"E821"}
    assert (dict(reasons["E821"].arguments)["members"], dict(reasons["E821"].arguments)["needed"]) == ("1", "2")


def test_a_deadline_can_be_extended_with_a_reason() -> None:
    desk = opened()
    desk.do(ExtendDeadline("anna", 14, "overleg loopt nog"))
    assert [(each.state, each.counted_from, each.days) for each in desk.now.extensions] == [("draft", desk.day, 14)]


def test_a_reopening_leads_back_only_to_where_an_end_can_be_reached_from() -> None:
    desk = concluded()
    desk.case = replace(desk.now, left=Place("draft", "begin"))
    assert set(desk.refuse(taking("reopen", "carla"))) == {"E818"}


# History


def test_history_enters_with_its_source_and_reads_not_recorded() -> None:
    desk = reconstructed()
    assert (desk.now.at.state, desk.now.opened_at, desk.now.since) == ("aid", "aid", parse_date("2023-07"))
    desk.do(RecordHistory("anna", Stage.EOP, SIGNED, "Kamerbrief", parse_date("2023-12/2024-10")))
    assert desk.now.signed[0].source == "Kamerbrief"
    desk.step("grant", "anna", facts=AID)
    reasons = desk.refuse(taking("conclude", "carla"))
    assert dict(reasons["E836"].arguments)["source"] == "Kamerbrief"


def test_history_may_bring_the_evidence_that_a_gate_lacks() -> None:
    desk = reconstructed()
    desk.do(RecordHistory("anna", Stage.EOP, SIGNED, "Kamerbrief", evidence=evidence("plan")))
    assert desk.now.signed[0].date.first is None
    desk.step("grant", "anna", facts=AID)
    for member in ("ceo", "minister", "gedeputeerde"):
        desk.step("signatures", "carla", "deed", answer=SIGN, member=member)
    assert set(desk.refuse(taking("conclude", "carla"))) == {"E836"}
    assert "submit" not in desk.now.taken


def test_history_lies_in_the_past_and_can_lie_before_what_is_recorded() -> None:
    desk = opened()
    assert set(desk.refuse(RecordHistory("anna", Stage.EOP, SIGNED, "krant", parse_date("2027")))) == {"E813"}
    assert set(desk.refuse(RecordHistory("anna", Stage.EOP, SIGNED, "krant", evidence=evidence("plam")))) == {"E825"}
    desk.do(RecordHistory("anna", Stage.EOP, SIGNED, "krant", parse_date("2020")))
    assert desk.now.latest == desk.day
    assert set(desk.refuse(RecordHistory("anna", Stage.JLOI, SIGNED, " "))) == {"E858"}
    assert set(Desk().refuse(OpenCase("anna", effective=parse_date("2027-01-01")))) == {"E813"}
    assert set(Desk().refuse(OpenCase("anna", Stage.EOP))) == {"E857", "E858"}


# Corrections


def test_a_correction_of_an_answer_takes_two_persons_and_rewrites_nothing() -> None:
    desk = answered()
    version, before = desk.now.version, list(desk.entries)
    desk.do(ProposeCorrection("anna", version, Remedy.VOID_ANSWER, "verkeerde jurist"))
    proposal = desk.now.version
    assert set(desk.refuse(DecideCorrection("anna", proposal, accepted=True))) == {"E824"}
    desk.office = office(deputy("anna", "carla"), deputy("bram", "anna"))
    assert isinstance(desk.decide(DecideCorrection("carla", proposal, accepted=True)), Accepted)  # in her own right
    desk.do(DecideCorrection("bram", proposal, accepted=True))
    assert (dict(desk.now.slots["approval"].answers), desk.now.corrected, desk.now.proposals) == ({}, (version,), ())
    assert desk.entries[: len(before)] == before
    desk.step("approval", "daan", "advice", answer=NO)


def test_evidence_and_history_can_be_voided_and_a_proposal_rejected() -> None:
    desk = in_review()
    desk.do(RecordHistory("anna", Stage.JLOI, SIGNED, "krant"))
    desk.do(ProposeCorrection("anna", 2, Remedy.VOID_EVIDENCE, "verkeerd stuk"))
    desk.do(ProposeCorrection("anna", 4, Remedy.VOID_HISTORY, "niet waar"))
    desk.do(ProposeCorrection("anna", 1, Remedy.STATE, "toch niet", "draft"))
    for proposal, accepted in ((5, True), (6, True), (7, False)):
        desk.do(DecideCorrection("bram", proposal, accepted=accepted))
    assert (desk.now.evidence, desk.now.history, desk.now.at.state, desk.now.corrected) == ((), (), "review", (2, 4))


def test_a_corrected_state_opens_its_slots() -> None:
    desk = opened()
    desk.do(ProposeCorrection("anna", 1, Remedy.STATE, "stond al in toets", "review"))
    events = desk.do(DecideCorrection("bram", 2, accepted=True))
    assert [type(each) for each in events] == [CorrectionDecided, SlotOpened]
    assert desk.now.at.state == "review"


def test_a_proposal_to_move_is_refused_when_the_case_has_ended_since() -> None:
    desk = opened()
    desk.do(ProposeCorrection("anna", 1, Remedy.STATE, "stond al in toets", "review"))
    desk.step("stop", "carla")
    assert set(desk.refuse(DecideCorrection("bram", 2, accepted=True))) == {"E816"}
    desk.do(DecideCorrection("bram", 2, accepted=False))


@pytest.mark.parametrize("remedy", [Remedy.VOID_ANSWER, Remedy.VOID_EVIDENCE, Remedy.VOID_HISTORY])
def test_only_what_an_event_brought_can_be_voided(remedy: Remedy) -> None:
    assert set(correcting(in_review(), remedy=remedy, about=1, reason="")) == {"E864", "E866"}


# Guards


def test_a_guard_holds_at_its_limit() -> None:
    desk = at_aid()
    desk.step("grant", "anna", facts=AID | {"amount": "100000000", "limit": "100000000", "started": "2026-01-03"})


def test_aid_under_a_scheme_that_ended_yesterday_is_refused_and_on_its_last_day_allowed() -> None:
    assert {each.code for each in granting(scheme="oud", granted="2026-01-01")} == {"E841"}
    at_aid().step("grant", "anna", facts=AID | {"scheme": "oud", "granted": "2025-12-31"})


def test_aid_that_rests_on_a_decision_for_one_company_needs_that_decision() -> None:
    text = PROCESS.replace("label: Nieuwe regeling,", "label: Nieuwe regeling, evidence: deed,")
    desk = at_aid(workflow=process(text.replace("  - id: grant\n", "  - id: grant\n    optional_evidence: [deed]\n")))
    reasons = desk.refuse(taking("grant", "anna", facts=AID))
    assert dict(reasons["E834"].arguments)["kind"] == Said("akte", "deed")
    desk.step("grant", "anna", "deed", facts=AID)


DATED = PROCESS.replace(
    "    signs: eop\n",
    "    signs: eop\n    signed_on: last\n    asks:\n"
    "      - {id: first, type: date, label: {nl: eerste handtekening, en: first signature}}\n"
    "      - {id: last, type: date, label: {nl: laatste handtekening, en: last signature}}\n",
)


def test_the_day_of_signing_is_the_one_that_the_step_names() -> None:
    desk = signed(workflow=process(DATED))
    days = {"first": "2026-01-20", "last": "2026-01-30"}
    assert set(desk.refuse(taking("conclude", "carla", facts=days | {"last": "2026-02-01"}))) == {"E813"}
    desk.step("conclude", "carla", facts=days)
    assert [str(each.date.last) for each in desk.now.signed] == ["2026-01-30"]


def test_a_date_that_the_step_does_not_name_is_not_the_day_of_signing() -> None:
    desk = signed(
        workflow=process(DATED.replace("    signed_on: last\n", "").replace("first signature}}\n", "first signature}, required: false}\n"))
    )
    desk.later(1)
    desk.step("conclude", "carla", facts={"last": "2026-01-30"})
    assert [each.date.last for each in desk.now.signed] == [desk.day]


def test_works_that_have_not_started_need_no_date() -> None:
    at_aid().step("grant", "anna", facts={name: value for name, value in AID.items() if name != "started"})


def started_again(**answers: str) -> Desk:
    """Return a case whose works had started, back where that is asked."""
    text = PROCESS.replace("  - {id: stop,", "  - {id: back, label: terug, from: [signing], to: aid, by: [officer]}\n  - {id: stop,")
    desk = at_signing(workflow=process(text))
    assert desk.now.facts["started"] == "2026-03-01"
    desk.step("back", "anna")
    desk.step("grant", "anna", facts={name: value for name, value in AID.items() if name != "started"} | answers)
    return desk


def test_what_is_left_open_is_emptied() -> None:
    for desk in (started_again(), started_again(started="")):
        assert desk.now.facts["started"] == ""
        events = desk.step("back", "anna")
        assert isinstance(events[0], StepTaken)
        assert events[0].facts == {}


def test_an_emptied_fact_is_not_recorded() -> None:
    assert "E833" in {each.code for each in granting(applied="")}
    assert "E827" not in {each.code for each in granting(applied="")}
    assert {each.code for each in refusal(at_aid(), taking("grant", "anna", facts=AID | {"covered": ""}))} == {"E833"}


@pytest.mark.parametrize(
    ("fact", "value"),
    [("scheme", "geen"), ("amount", "1,5"), ("granted", "2026"), ("granted", "morgen"), ("covered", "ja")],
)
def test_a_fact_has_the_form_that_is_asked(fact: str, value: str) -> None:
    assert "E827" in {each.code for each in granting(**{fact: value})}
    assert "E827" in opened().refuse(taking("note", "anna", facts={"remark": " "}))


def test_a_fact_of_another_form_from_an_earlier_version_counts_as_not_recorded() -> None:
    desk = at_aid()
    event = StepTaken("grant", "aid", "officer", facts={"applied": "ooit"})
    desk.case = evolve(desk.case, event, desk.now.version + 1, parse_date("2026-01-31"), desk.entries[0].author)
    assert {"E833"} == set(desk.refuse(taking("grant", "anna", facts={name: value for name, value in AID.items() if name != "applied"})))


def test_a_choice_is_told_by_its_label() -> None:
    desk = at_aid(workflow=process(PROCESS.replace('{fact: covered, equals: "yes"}', '{fact: scheme, equals: "oud"}')))
    reasons = desk.refuse(taking("grant", "anna", facts=AID))
    assert dict(reasons["E838"].arguments)["wanted"] == Said("Oud", "Oud")


def test_who_withdrew_takes_no_part() -> None:
    text = DOSSIER.replace("ministry: EZK}", "ministry: EZK, withdrawn: true}").replace("represented_by", "withdrawn: true, represented_by")
    found = parties(text.replace("name: C. Eo", "withdrawn: true, name: C. Eo"))
    assert [each.key for each in found.parties] == ["fabriek", "office", "minister", "gedeputeerde"]


@pytest.mark.parametrize(
    "told",
    [
        ", represented_by: deputy",
        ", represented_by: deputy, designation: {date: 2026-02, reference: CdK 7}",
        ", represented_by: deputy, designation: {date: 2025-12-02}",
        ", represented_by: deputy, designation: {reference: CdK 7}",
        ", designation: {date: 2026-12-02, reference: CdK 7}",
        "",
    ],
)
def test_who_signs_for_a_province_is_its_commissioner_or_was_designated_in_writing_before(told: str) -> None:
    desk = signed(parties=parties(DOSSIER.replace(DESIGNATED, told)))
    assert set(desk.refuse(taking("conclude", "carla"))) == {"E848"}


def test_the_commissioner_needs_no_designation() -> None:
    signed(parties=parties(DOSSIER.replace(DESIGNATED, ", represented_by: kings_commissioner"))).step("conclude", "carla")


def test_one_person_in_two_places_has_no_joint_authority() -> None:
    second = "  - {id: cfo, for: company, name: c.  eo, authority: {kind: statutes, date: 2026-01-01}}\n"
    desk = at_signing(
        parties=parties(DOSSIER.replace("{kind: register_extract, date: 2026-01-01}", "{kind: statutes, joint: true}") + second)
    )
    assert "E847" in desk.refuse(taking("conclude", "carla"))


def test_joint_authority_is_complete_with_two() -> None:
    second = "  - {id: cfo, for: company, name: C. Fo, authority: {kind: statutes, date: 2026-01-01}}\n"
    desk = at_signing(
        parties=parties(DOSSIER.replace("{kind: register_extract, date: 2026-01-01}", "{kind: statutes, joint: true}") + second)
    )
    for member in ("ceo", "cfo", "minister", "gedeputeerde"):
        desk.step("signatures", "carla", "deed", answer=SIGN, member=member)
    desk.step("conclude", "anna")


def test_a_parent_signs_under_its_own_name() -> None:
    text = DOSSIER.replace("name: Fabriek B.V.}", "name: Fabriek B.V., parent: {name: Moeder, signs: true}}")
    found = parties(text + "  - {id: moeder, for: parent, name: M. Oeder}\n")
    assert [each.key for each in found.parties] == [
        "ezk",
        "zeeland",
        "fabriek",
        "fabriek-parent",
        "office",
        "minister",
        "gedeputeerde",
        "ceo",
        "moeder",
    ]
    scopes = {each.key: dict(each.scopes) for each in found.parties}
    assert scopes["ceo"] == {"company": "fabriek", "signatory": "fabriek/ceo"}
    assert scopes["minister"] == {"minister": "ezk", "signatory": "minister"}
    assert isinstance(found, Parties)


def test_an_answer_keeps_its_author_and_evidence() -> None:
    desk = answered()
    event = desk.entries[-1].event
    assert isinstance(event, SlotAnswered)
    assert [each.kind for each in event.evidence] == ["advice"]
    assert desk.now.slots["approval"].answers["ezk"].author.person == "daan"


HIDDEN, LONG = "a\u202eb", "x" * 4001


@pytest.mark.parametrize(
    "command",
    [
        taking("note", "anna", note=HIDDEN),
        taking("note", "anna", note=LONG),
        taking("note", "anna", facts={"remark": HIDDEN}),
        replace(taking("note", "anna"), evidence=(Evidence("plan", SHA, HIDDEN),)),
        RecordHistory("anna", Stage.EOP, SIGNED, HIDDEN),
        ExtendDeadline("anna", 3, HIDDEN),
        ProposeCorrection("anna", 1, Remedy.STATE, HIDDEN, "draft"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_words_that_nobody_sees_or_that_never_end_are_not_kept(command: Command) -> None:
    assert set(opened().refuse(command)) <= {"E213", "E214"}


def test_words_that_nobody_sees_are_kept_out_of_every_command() -> None:
    assert set(Desk().refuse(OpenCase("anna", source=HIDDEN))) == {"E214"}
    assert set(in_review().refuse(taking("approval", "daan", "advice", answer=YES, note=HIDDEN))) == {"E214"}
    assert set(in_review().refuse(ReplaceMember("anna", "approval", "", "ezk", HIDDEN))) == {"E214", "E862"}
    desk = opened()
    desk.do(ProposeCorrection("anna", 1, Remedy.STATE, "vergissing", "review"))
    assert set(desk.refuse(DecideCorrection("bram", 2, accepted=False, note=HIDDEN))) == {"E214"}


def test_words_are_kept_in_the_form_in_which_they_are_hashed() -> None:
    desk = opened()
    (taken,) = desk.step("note", "anna", note="cafe\u0301", facts={"remark": "e\u0301"}, evidence=(Evidence("plan", SHA, "e\u0301.pdf"),))
    assert isinstance(taken, StepTaken)
    assert (taken.note, taken.facts, taken.evidence[0].name) == ("café", {"remark": "é"}, "é.pdf")
    desk.do(ExtendDeadline("anna", 3, "cafe\u0301"))
    assert desk.now.extensions[0].ground == "café"


def test_a_delegation_of_one_role_is_for_that_role_only() -> None:
    desk = opened(office=office(DelegationGiven("anna", "eva", "secretary", FIRST, None)))
    assert set(desk.refuse(taking("submit", "eva", "plan"))) == {"E823"}
