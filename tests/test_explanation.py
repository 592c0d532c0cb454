"""Explanations give every reason, who could take a step, and what is still to be brought; they agree with what is decided."""

from __future__ import annotations

from processes import AID, Desk, deputy, granted, office, opened, taking

from agreements.problems import Problem
from agreements.problems.display import advice, message
from agreements.workflow.commands import Accepted, TakeStep
from agreements.workflow.events import Author
from agreements.workflow.explanation import Explanation, completed, explain, steps_now


def why(desk: Desk, command: TakeStep) -> Explanation:
    return explain(desk.workflow, desk.case, desk.office, desk.parties, command, day=desk.day)


def agree(desk: Desk, command: TakeStep) -> Explanation:
    """Return an explanation after comparing it with the decision."""
    found, decision = why(desk, command), desk.decide(completed(desk.workflow, command))
    assert found.allowed is isinstance(decision, Accepted)
    assert isinstance(decision, Accepted) or found.reasons == decision.reasons
    return found


def codes(reasons: tuple[Problem, ...]) -> list[str]:
    return [each.code for each in reasons]


def test_an_allowed_step_says_who_can_take_it() -> None:
    found = agree(opened(), taking("submit", "anna", "plan"))
    assert (found.allowed, found.ready, found.reasons) == (True, True, ())
    assert found.who == {"officer": (Author("anna"), Author("bram"))}


def test_what_is_still_to_be_brought_is_told_apart_from_what_is_in_the_way() -> None:
    found = agree(opened(), taking("submit", "anna"))
    assert (found.allowed, found.ready, found.evidence, found.facts) == (False, True, ("plan",), ())
    other = agree(opened(), taking("submit", "carla"))
    assert (other.ready, codes(other.reasons)) == (False, ["E823", "E834"])


def test_for_anyone_there_must_be_somebody() -> None:
    desk = opened()
    assert why(desk, taking("submit", "", "plan")).allowed
    assert why(desk, taking("stop", "")).who == {"secretary": (Author("carla"),)}
    desk.office = office(deputy("carla", "eva"))
    assert why(desk, taking("stop", "")).who == {"secretary": (Author("carla"), Author("eva", "carla"))}


def test_a_slot_is_explained_for_each_member_who_has_yet_to_answer() -> None:
    desk = opened()
    desk.step("submit", "anna", "plan")
    found = agree(desk, taking("approval", "daan"))
    assert (found.member, found.ready, found.evidence) == ("ezk", True, ("advice",))
    anyone = why(desk, taking("approval", ""))
    assert anyone.who == {"lawyer": (Author("daan"),), "deputy": (Author("eva"),), "board": (Author("femke"),)}
    assert codes(agree(desk, taking("approval", "anna", "advice")).reasons) == ["E823"]


def test_two_members_of_one_role_are_told_once() -> None:
    desk = opened(office=office(granted("bram", "lawyer", "ienw")))
    desk.step("submit", "anna", "plan")
    assert why(desk, taking("approval", "", member="ezk")).who == {"lawyer": (Author("daan"),)}


def test_what_cannot_be_explained_says_why() -> None:
    assert codes(agree(Desk(), taking("submit", "anna")).reasons) == ["E854"]
    assert codes(agree(opened(), taking("submid", "anna")).reasons) == ["E812"]
    found = agree(opened(), taking("approval", "daan", "advice"))
    assert codes(found.reasons) == ["E828"]


def test_facts_that_a_guard_needs_are_named() -> None:
    desk = opened()
    desk.step("submit", "anna", "plan")
    found = agree(desk, taking("grant", "anna", facts={}))
    assert found.facts == ("scheme", "amount", "granted", "others", "limit", "applied", "covered")
    assert "E817" in codes(found.reasons)
    assert agree(desk, taking("grant", "anna", facts=AID)).facts == ()


def test_steps_of_now_are_those_of_the_state_and_its_slots() -> None:
    desk = opened()
    desk.step("submit", "anna", "plan")
    found = steps_now(desk.workflow, desk.now, desk.office, desk.parties, day=desk.day)
    assert [each.step for each in found] == ["note", "adapt", "agree", "stop", "hold", "resume", "archive", "approval"]
    own = steps_now(desk.workflow, desk.now, desk.office, desk.parties, "femke", day=desk.day)
    assert [each.step for each in own if each.ready] == ["approval"]


def test_reasons_are_sentences_in_both_languages() -> None:
    found = agree(opened(), taking("agree", "anna"))
    said = {language: [message(each, language) for each in found.reasons] for language in ("nl", "en")}
    assert said == {
        "nl": ["'vaststellen' kan niet vanuit 'concept'", "'akkoord' is nog niet gedaan"],
        "en": ["'settle' cannot be taken from 'draft'", "'approval' was not done yet"],
    }
    assert advice(found.reasons[0], "en") == "it can be taken from: review"
