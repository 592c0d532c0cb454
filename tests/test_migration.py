"""Running cases go to a new version only by a mapping that is total over the situations in use, and one sees first what changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from processes import (
    AID,
    DOSSIER,
    PROCESS,
    Desk,
    answered,
    approved,
    concluded,
    in_review,
    opened,
    parties,
    process,
    reconstructed,
    signed,
    taking,
)

from agreements.workflow.assessment import Scene
from agreements.workflow.case import Result
from agreements.workflow.commands import Refused
from agreements.workflow.events import Answer, CaseMigrated, SlotOpened
from agreements.workflow.loading import Workflow
from agreements.workflow.migration import Migrate, Migrated, Renaming, migrate, migration_faults, situation_of
from agreements.workflow.projections import Gate, gates

SECOND = PROCESS.replace('version: "1"', 'version: "2"')
RENAMED = (
    SECOND.replace("review", "toetsing")
    .replace("approval", "instemming")
    .replace("kind: instemming", "kind: approval")
    .replace("submit", "voorleggen")
)
OPENED_AT_STEUN = re.sub(r"(state: |id: |to: |\[)aid\b(?!-)", r"\1steun", SECOND)
NAMES = Renaming({"review": "toetsing"}, {"approval": "instemming"}, {"submit": "voorleggen"})


def moved(desk: Desk, new: Workflow, renaming: Renaming | None = None, person: str = "anna") -> Migrated | Refused:
    scene = Scene(new, desk.office, desk.parties, desk.day)
    return migrate(scene, desk.workflow, desk.now, Migrate(person, renaming or Renaming()))


def move(desk: Desk, text: str, renaming: Renaming | None = None) -> Migrated:
    new = process(text)
    found = moved(desk, new, renaming)
    assert isinstance(found, Migrated), found
    desk.record(found.accepted)
    desk.workflow = new
    assert desk.now == found.after
    return found


def test_names_that_stay_stand_for_themselves() -> None:
    desk = answered()
    found = move(desk, SECOND)
    assert found.before.at == found.after.at
    assert found.after.slots == found.before.slots
    assert found.after.digest == desk.workflow.digest != found.before.digest
    for person in ("eva", "femke"):
        desk.step("approval", person, "advice", answer=Answer.APPROVE)
    desk.step("agree", "bram")


def test_answers_and_authors_go_along_under_their_new_names() -> None:
    desk = answered()
    found = move(desk, RENAMED, NAMES)
    assert isinstance(found.accepted.events[0], CaseMigrated)
    assert (desk.now.at.state, set(desk.now.slots), set(desk.now.taken)) == ("toetsing", {"instemming"}, {"voorleggen"})
    for person in ("eva", "femke"):
        desk.step("instemming", person, "advice", answer=Answer.APPROVE)
    assert desk.now.slots["instemming"].result is Result.PASSED
    assert set(desk.refuse(taking("agree", "anna"))) == {"E824"}
    desk.step("agree", "bram")


def test_a_dropped_slot_loses_its_answers_and_a_new_one_opens() -> None:
    desk = answered()
    renaming = Renaming(NAMES.states, {"approval": ""}, NAMES.steps)
    found = move(desk, RENAMED, renaming)
    assert [type(each) for each in found.accepted.events] == [CaseMigrated, SlotOpened]
    assert dict(desk.now.slots["instemming"].answers) == {}


def test_a_new_slot_needs_somebody_to_answer() -> None:
    desk = answered()
    desk.parties = parties(DOSSIER.partition("provinces:")[0])
    text = SECOND.replace("by: {minister: lawyer, province: deputy, company: board}", "by: {province: deputy}")
    found = moved(desk, process(text), Renaming(slots={"approval": ""}))
    assert isinstance(found, Refused)
    assert [each.code for each in found.reasons] == ["E821"]


def test_a_new_slot_needs_as_many_as_must_agree() -> None:
    text = SECOND.replace(
        "by: {minister: lawyer, province: deputy, company: board}", "by: {province: deputy}\n    rule: at_least\n    count: 2"
    )
    found = moved(answered(), process(text), Renaming(slots={"approval": ""}))
    assert isinstance(found, Refused)
    assert [each.code for each in found.reasons] == ["E821"]


def test_an_ended_case_can_still_be_reopened_after_moving() -> None:
    desk = in_review()
    desk.step("stop", "carla")
    move(desk, RENAMED, NAMES)
    desk.step("reopen", "carla")
    assert desk.now.at.state == "toetsing"


def test_a_round_of_another_state_stays_closed_when_names_are_swapped() -> None:
    desk = in_review()
    desk.step("approval", "daan", "advice", answer=Answer.OBJECT)
    desk.step("adapt", "anna")
    swapped = SECOND.replace("draft", "@").replace("review", "draft").replace("@", "review")
    renaming = Renaming({"draft": "review"})
    move(desk, swapped, renaming)
    assert desk.now.at.state == "review"
    assert desk.now.open_slots() == ()


def test_what_lay_before_an_opening_that_is_renamed_still_reads_as_not_recorded() -> None:
    for leaves in (False, True):
        desk = reconstructed()
        if leaves:
            desk.step("grant", "anna", facts=AID)
        move(desk, OPENED_AT_STEUN, Renaming({"aid": "steun"}))
        assert desk.now.opened_at == "steun"
        assert gates(desk.workflow, desk.now)["approval"] is Gate.NOT_RECORDED


def stopped() -> Desk:
    desk = in_review()
    desk.step("stop", "carla")
    return desk


def opened_elsewhere() -> Desk:
    desk = reconstructed()
    desk.step("grant", "anna", facts=AID)
    return desk


FAULTS: dict[str, tuple[Callable[[], Desk], str, Renaming, list[str]]] = {
    "a state": (approved, SECOND.replace("review", "toetsing"), Renaming(slots={"approval": ""}), ["E869"]),
    "a slot": (signed, SECOND.replace("approval", "instemming").replace("kind: instemming", "kind: approval"), Renaming(), ["E869"]),
    "a step whose author counts": (answered, SECOND.replace("submit", "voorleggen"), Renaming(), ["E869"]),
    "a role of a member": (answered, SECOND.replace("lawyer", "jurist"), Renaming(), ["E869"]),
    "a slot elsewhere": (answered, SECOND, Renaming(slots={"approval": "signatures"}), ["E871"]),
    "a state that the reopening leads to": (stopped, SECOND.replace("review", "toetsing"), Renaming(), ["E869"]),
    "an end that goes on": (concluded, SECOND, Renaming({"done": "signing"}), ["E870"]),
    "the state of an opening": (opened_elsewhere, OPENED_AT_STEUN, Renaming(), ["E869"]),
    "the same version": (opened, PROCESS, Renaming(), ["E873"]),
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_mapping_that_is_not_total_is_refused(name: str) -> None:
    begun, text, renaming, expected = FAULTS[name]
    found = moved(begun(), process(text), renaming)
    assert isinstance(found, Refused)
    assert [each.code for each in found.reasons] == expected


def test_all_situations_in_use_are_looked_at_together() -> None:
    situations = [situation_of(desk.now) for desk in (opened(), in_review(), in_review(), concluded())]
    faults = migration_faults(process(), process(RENAMED), Renaming(), situations)
    assert sorted(dict(each.arguments)["name"] for each in faults) == ["approval", "review", "submit"]
    assert migration_faults(process(), process(RENAMED), NAMES, situations) == ()


def test_a_case_of_another_version_and_a_person_without_role_are_refused() -> None:
    desk = opened()
    desk.workflow = process(SECOND)
    found = moved(desk, process(RENAMED), NAMES, "daan")
    assert isinstance(found, Refused)
    assert [each.code for each in found.reasons] == ["E823", "E855"]
