"""A company walks the shipped process from registration to settlement, through every gate; others leave it on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from processes import DOSSIER, Desk, answer_to, evidence, parties, staffed

from agreements.model.dossier_kinds import Stage
from agreements.workflow.assessment import ANSWERS
from agreements.workflow.commands import OpenCase, TakeStep
from agreements.workflow.definition import Outcome
from agreements.workflow.events import Answer
from agreements.workflow.explanation import explain
from workflows import shipped

WAY = [
    "start-exploration",
    "start-eop",
    "submit-eop",
    "eop-legal-tests",
    "eop-legal-passed",
    "eop-approvals",
    "eop-approved",
    "eop-signatures",
    "eop-complete-signing",
    "publish-eop",
    "archive-eop",
    "start-elaboration",
    "accept-business-case",
    "return-to-business-case",
    "accept-business-case",
    "accept-projects",
    "submit-jloi",
    "jloi-legal-tests",
    "request-amvi-advice",
    "receive-amvi-advice",
    "adapt-after-advice",
    "submit-jloi",
    "jloi-legal-tests",
    "continue-after-advice",
    "record-expert-advice",
    "respond-to-advice",
    "jloi-approvals",
    "jloi-approved",
    "jloi-signatures",
    "jloi-complete-signing",
    "publish-jloi",
    "archive-jloi",
    "decide-on-consultation",
    "open-consultation",
    "close-consultation",
    "process-reactions",
    "receive-application",
    "accept-application",
    "budget-of-ministry",
    "budget-of-state",
    "cover-arranged",
    "set-aid-basis",
    "notify-commission",
    "commission-approves",
    "grant-subsidy",
    "submit-agreement",
    "agreement-legal-tests",
    "agreement-legal-passed",
    "council-of-ministers",
    "provincial-executives",
    "board-and-investment",
    "inform-parliament",
    "agreement-decided",
    "agreement-signatures",
    "agreement-complete-signing",
    "publish-agreement",
    "archive-agreement",
    "record-progress",
    "suspend",
    "resume",
    "record-payment",
    "apply-for-settlement",
    "settle-in-full",
    "archive-case",
]
FACTS = {
    "aid-scheme": "individual-decision",
    "notification-needed": "yes",
    "condition-open": "no",
    "other-aid": "0",
    "aid-limit": "1000000",
    "eop-signed-on": "2026-02-03",
    "works-started-on": "2026-06-01",
}


def registered() -> Desk:
    workflow = shipped("maatwerk")
    desk = Desk(workflow, staffed(workflow), parties())
    desk.do(OpenCase("alles"))
    return desk


def walk(desk: Desk, name: str, changed: Mapping[str, str] = MappingProxyType({})) -> None:
    """Take a step by the first who can, with all it asks; or give every answer of a slot."""
    desk.later(1)
    slot = desk.workflow.slots.get(name)
    if slot is None:
        step = desk.workflow.steps[name]
        facts: dict[str, str] = {ask.id: (FACTS | dict(changed)).get(ask.id) or answer_to(ask) for ask in step.asks}
        take(desk, TakeStep(name, "", evidence(*step.evidence), facts))
        return
    for member in desk.now.slots[name].members:
        take(desk, TakeStep(name, "", evidence(*slot.evidence), answer=ANSWERS[slot.kind][0], member=member.key))


def take(desk: Desk, command: TakeStep) -> None:
    said = explain(desk.workflow, desk.case, desk.office, desk.parties, command, day=desk.day)
    assert said.ready, said.reasons
    person = next(author.person for authors in said.who.values() for author in authors if author.person != "alles")
    desk.do(TakeStep(command.step, person, command.evidence, command.facts, answer=command.answer, member=command.member))


def test_a_company_goes_from_registration_to_settlement() -> None:
    desk = registered()
    for name in WAY:
        walk(desk, name)
    assert (desk.now.at.state, desk.now.at.outcome) == ("settled", Outcome.SETTLED)
    assert [each.stage for each in desk.now.signed] == [Stage.EOP, Stage.JLOI, Stage.MAATWERKAFSPRAAK]
    assert str(desk.now.signed[0].date.last) == FACTS["eop-signed-on"]
    (pause,) = desk.now.pauses
    assert (pause.ground, pause.last is not None) == ("tekst", True)


@pytest.mark.parametrize(
    ("steps", "step", "outcome", "signed"),
    [
        (8, "stop", Outcome.STOPPED_BY_STATE, []),
        (20, "withdraw", Outcome.WITHDRAWN_BY_COMPANY, [Stage.EOP]),
        (30, "transfer", Outcome.TRANSFERRED, [Stage.EOP, Stage.JLOI]),
    ],
)
def test_a_company_leaves_on_the_way_and_what_was_signed_stays(steps: int, step: str, outcome: Outcome, signed: list[Stage]) -> None:
    desk = registered()
    for name in [*WAY[:steps], step]:
        walk(desk, name)
    assert desk.now.at.outcome is outcome
    assert [each.stage for each in desk.now.signed] == signed
    before = desk.now.left
    walk(desk, "reopen")
    assert desk.now.at == before


def test_aid_that_is_granted_a_day_too_late_is_refused() -> None:
    desk = registered()
    for name in WAY[: WAY.index("set-aid-basis")]:
        walk(desk, name)
    walk(desk, "set-aid-basis", {"aid-scheme": "tctf-2024", "notification-needed": "no"})
    walk(desk, "rely-on-scheme")
    grant = TakeStep("grant-subsidy", "grant-officer--1", evidence("grant-decision"), {"granted-on": "2026-01-01"})
    assert set(desk.refuse(grant)) == {"E841"}


def test_aid_under_a_decision_of_the_commission_is_not_granted_without_it() -> None:
    desk = registered()
    for name in WAY[: WAY.index("set-aid-basis")]:
        walk(desk, name)
    walk(desk, "set-aid-basis", {"notification-needed": "no"})
    rely = TakeStep("rely-on-scheme", "lawyer-ezk-1", facts={"condition-open": "no"})
    assert set(desk.refuse(rely)) == {"E834"}
    desk.do(replace(rely, evidence=evidence("commission-decision")))


def test_a_condition_of_approval_is_met_by_the_approval_alone() -> None:
    desk = registered()
    open_condition = {"condition-open": "yes"}
    for name in WAY[: WAY.index("commission-approves")]:
        walk(desk, name)
    walk(desk, "proceed-under-condition", open_condition)
    for name in WAY[WAY.index("grant-subsidy") : WAY.index("archive-agreement")]:
        walk(desk, name)
    walk(desk, "archive-conditional-agreement")
    asked = {"condition-met-on": str(desk.day), "reporting-period-from": str(desk.day)}
    letter = TakeStep("meet-condition", "lawyer-ezk-1", evidence("letter"), asked)
    assert set(desk.refuse(letter)) == {"E838"}
    assert set(desk.refuse(replace(letter, step="meet-approval"))) == {"E834"}
    walk(desk, "meet-approval")
    assert desk.now.at.state == "execution"


def in_amendment(condition: str = "no") -> Desk:
    desk = registered()
    for name in WAY[: WAY.index("record-progress")]:
        walk(desk, name)
    walk(desk, "amend-agreement", {"condition-open": condition})
    return desk


def test_an_amendment_can_be_abandoned_and_the_agreement_stays_in_force() -> None:
    desk = in_amendment()
    walk(desk, "submit-agreement")
    take(desk, TakeStep("agreement-legal-tests", "", evidence("legal-note"), answer=Answer.OBJECT, member="ezk"))
    for name in ("agreement-legal-failed", "abandon-amendment"):
        walk(desk, name)
    assert desk.now.at.state == "execution"


@pytest.mark.parametrize("step", ["stop", "withdraw"])
def test_an_agreement_in_force_is_not_left_by_way_of_its_amendment(step: str) -> None:
    facts = {"reason-stopped": "reden"} if step == "stop" else {}
    assert set(in_amendment().refuse(TakeStep(step, "programme-manager--1", evidence("letter"), facts))) == {"E839"}


def test_the_condition_of_an_amendment_that_fails_leaves_the_agreement_in_force() -> None:
    desk = in_amendment("yes")
    desk.parties = parties(DOSSIER.replace("register_extract, date: 2026-01-01", "register_extract, date: 2026-03-01"))
    for name in WAY[WAY.index("submit-agreement") : WAY.index("archive-agreement")]:
        walk(desk, name)
    for name in ("archive-conditional-agreement", "drop-amendment"):
        walk(desk, name)
    assert desk.now.at.state == "execution"


ADDENDUM = [
    "start-addendum",
    "submit-addendum",
    "addendum-legal-tests",
    "addendum-legal-passed",
    "record-progress",
    "addendum-approvals",
    "addendum-approved",
    "addendum-signatures",
    "addendum-complete-signing",
    "record-payment",
    "publish-addendum",
    "archive-addendum",
]


def executing() -> Desk:
    desk = registered()
    for name in WAY[: WAY.index("record-progress")]:
        walk(desk, name)
    desk.parties = parties(DOSSIER.replace("register_extract, date: 2026-01-01", "register_extract, date: 2026-03-01"))
    return desk


def test_two_addenda_are_signed_and_the_agreement_stays_signed_as_it_was() -> None:
    desk = executing()
    before, rounds = desk.now.signed, []
    for _ in range(2):
        for name in ADDENDUM:
            walk(desk, name)
        assert (desk.now.at.state, desk.now.signed) == ("execution", before)
        rounds.append(desk.now.slots["addendum-signatures"].opened)
    assert rounds == sorted(set(rounds))
    assert desk.now.facts["addendum-signed-on"]
    for name in WAY[WAY.index("record-payment") :]:
        walk(desk, name)
    assert desk.now.at.outcome is Outcome.SETTLED


def test_an_addendum_that_nobody_wants_is_taken_back_or_abandoned() -> None:
    desk = executing()
    for name in [*ADDENDUM[: ADDENDUM.index("addendum-signatures")], "take-back-addendum", "abandon-addendum"]:
        walk(desk, name)
    assert desk.now.at.state == "execution"


@pytest.mark.parametrize("steps", [1, 3, 7, 9, 11])
def test_the_agreement_can_be_terminated_at_any_moment_of_an_addendum_and_not_stopped(steps: int) -> None:
    desk = executing()
    for name in ADDENDUM[:steps]:
        walk(desk, name)
    assert desk.now.at.state.startswith("addendum-")
    assert desk.refuse(TakeStep("stop", "programme-manager--1", evidence("letter"), {"reason-stopped": "reden"}))
    walk(desk, "terminate")
    assert desk.now.at.outcome is Outcome.TERMINATED


def test_a_first_agreement_cannot_be_abandoned_as_an_amendment() -> None:
    desk = registered()
    for name in WAY[: WAY.index("submit-agreement")]:
        walk(desk, name)
    assert set(desk.refuse(TakeStep("abandon-amendment", "programme-manager--1", evidence("letter")))) == {"E837"}


def test_nothing_was_signed_tomorrow() -> None:
    desk = registered()
    for name in WAY[: WAY.index("eop-complete-signing")]:
        walk(desk, name)
    tomorrow = TakeStep("eop-complete-signing", "signing-officer--1", evidence("signed-eop"), {"eop-signed-on": "2026-12-31"})
    assert set(desk.refuse(tomorrow)) == {"E813"}


def test_one_objection_sends_the_text_back_and_the_round_begins_anew() -> None:
    desk = registered()
    for name in WAY[:3]:
        walk(desk, name)
    take(desk, TakeStep("eop-legal-tests", "", evidence("legal-note"), answer=Answer.OBJECT, member="ezk"))
    for name in ("eop-legal-failed", "submit-eop", "eop-legal-tests", "eop-legal-passed"):
        walk(desk, name)
    assert desk.now.at.state == "eop-approval"


def test_who_waits_a_century_is_not_moved() -> None:
    desk = registered()
    before = desk.case
    desk.day += timedelta(days=36_500)
    assert desk.case == before
