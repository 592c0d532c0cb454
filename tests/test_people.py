"""The office: roles with their days and scopes, deputies, and who may give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from processes import FIRST, GRANTS, PEOPLE, deputy, granted, holders, office, process

from agreements.problems import AgreementsError
from agreements.workflow.commands import Refused
from agreements.workflow.events import Author
from agreements.workflow.people import (
    Appointment,
    DelegationEnded,
    DelegationGiven,
    Office,
    OfficeEvent,
    PersonRegistered,
    RoleEnded,
    appoint,
    decode_office,
    encode_office,
    evolve_office,
    fold_office,
)

DAY = date(2026, 3, 1)
ROLES = process().roles


def codes(found: OfficeEvent | Refused) -> list[str]:
    return [each.code for each in found.reasons] if isinstance(found, Refused) else []


def asked(event: OfficeEvent, by: str = "beheerder", at: Office | None = None) -> list[str]:
    return codes(appoint(at or office(), Appointment(event, by), ROLES))


def acting(at: Office, role: str, scope: str = "", day: date = DAY) -> list[Author]:
    return holders(at, role, scope, day)


def test_who_holds_a_role_may_act_in_it() -> None:
    assert acting(office(), "officer") == [Author("anna"), Author("bram")]
    assert acting(office(), "lawyer", "ezk") == [Author("daan")]
    assert acting(office(), "lawyer", "ienw") == acting(office(), "lawyer") == []


def test_a_role_ends_on_its_last_day() -> None:
    ended = office(RoleEnded("anna", "officer", "", date(2026, 2, 28)))
    assert acting(ended, "officer", day=date(2026, 2, 28)) == [Author("anna"), Author("bram")]
    assert acting(ended, "officer") == [Author("bram")]
    assert acting(office(), "officer", day=date(2025, 12, 31)) == []


def test_a_role_that_ended_can_be_given_again() -> None:
    again = office(RoleEnded("anna", "officer", "", date(2026, 1, 31)), granted("anna", "officer", first=date(2026, 3, 1)))
    assert [len(acting(again, "officer", day=date(2026, month, 1))) for month in (1, 2, 3)] == [2, 1, 2]


def test_an_end_does_not_lengthen_a_role() -> None:
    short = office(granted("eva", "secretary", last=date(2026, 1, 31)), RoleEnded("eva", "secretary", "", date(2026, 12, 31)))
    assert acting(short, "secretary") == [Author("carla")]


def test_a_deputy_acts_for_the_roles_that_are_held_and_no_further() -> None:
    standing_in = office(deputy("carla", "eva"), deputy("eva", "femke"))
    assert acting(standing_in, "secretary") == [Author("carla"), Author("eva", "carla")]
    assert acting(standing_in, "deputy", "zeeland") == [Author("eva"), Author("femke", "eva")]


def test_a_deputy_for_one_role_is_no_deputy_for_another() -> None:
    one = office(granted("carla", "officer"), DelegationGiven("carla", "eva", "officer", FIRST, None))
    assert Author("eva", "carla") in acting(one, "officer")
    assert Author("eva", "carla") not in acting(one, "secretary")


def test_a_deputy_stands_in_for_the_agreed_days() -> None:
    days = (
        DelegationGiven("carla", "eva", "", date(2026, 2, 1), date(2026, 3, 31)),
        DelegationEnded("carla", "eva", "", date(2026, 2, 14)),
    )
    held = office(*days)
    found = [len(acting(held, "secretary", day=date(2026, *day))) for day in ((1, 31), (2, 1), (2, 14), (2, 15))]
    assert found == [1, 2, 2, 1]


def test_who_stands_in_for_somebody_whose_role_ended_may_nothing() -> None:
    gone = office(deputy("carla", "eva"), RoleEnded("carla", "secretary", "", date(2026, 2, 1)))
    assert acting(gone, "secretary") == []


ASKED: dict[str, tuple[OfficeEvent, str, list[str]]] = {
    "a person": (PersonRegistered("gijs"), "anna", []),
    "a person by name": (PersonRegistered("Gijs de Vries"), "anna", ["E206"]),
    "a role by a hidden mandate": (replace(granted("eva", "officer"), mandate="a\u202eb"), "beheerder", ["E214"]),
    "a role": (granted("eva", "officer"), "beheerder", []),
    "a role for a ministry": (granted("eva", "lawyer", "ienw"), "beheerder", []),
    "a role for oneself": (granted("beheerder", "officer"), "beheerder", ["E804"]),
    "a role in the name of another": (granted("eva", "officer"), "eva", ["E804"]),
    "a role for nobody": (granted("gijs", "officer"), "beheerder", ["E807"]),
    "a deputy for oneself": (deputy("anna", "bram"), "anna", []),
    "a deputy by the office": (deputy("anna", "bram"), "carla", []),
    "a deputy by themself": (deputy("anna", "bram"), "bram", ["E805"]),
    "oneself as deputy": (deputy("anna", "anna"), "carla", ["E805"]),
    "a deputy for a role that is none": (DelegationGiven("anna", "bram", "oficer", FIRST, None), "anna", ["E808"]),
    "a deputy that ends before": (DelegationGiven("anna", "bram", "", FIRST, date(2025, 1, 1)), "anna", ["E811"]),
    "the end of a role": (RoleEnded("anna", "officer", "", DAY), "carla", []),
    "the end of a role by nobody": (RoleEnded("anna", "officer", "", DAY), "gijs", ["E807"]),
    "the end of no deputy": (DelegationEnded("anna", "bram", "", DAY), "anna", ["E806"]),
}


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_the_office_is_asked(name: str) -> None:
    event, by, expected = ASKED[name]
    assert asked(event, by) == expected


def test_who_asks_for_a_role_has_granted_it() -> None:
    assert appoint(office(), Appointment(granted("eva", "officer"), "anna"), ROLES) == replace(granted("eva", "officer"), granted_by="anna")


def test_a_deputyship_can_be_ended() -> None:
    assert asked(DelegationEnded("carla", "eva", "", DAY), "eva", office(deputy("carla", "eva"))) == []


def test_a_role_that_nobody_knows_is_guessed() -> None:
    found = appoint(office(), Appointment(granted("eva", "oficer"), "beheerder"), ROLES)
    assert isinstance(found, Refused)
    assert dict(found.reasons[0].arguments)["guess"] == " (officer?)"


EVENTS: list[OfficeEvent] = [
    *(PersonRegistered(each) for each in PEOPLE),
    *GRANTS,
    deputy("anna", "eva"),
    RoleEnded("anna", "officer", "", DAY),
    DelegationEnded("anna", "eva", "", DAY),
]


def test_the_office_is_the_fold_of_its_events() -> None:
    step_by_step = Office()
    for event in EVENTS:
        step_by_step = evolve_office(step_by_step, event)
    assert fold_office(EVENTS) == fold_office(EVENTS[5:], fold_office(EVENTS[:5])) == step_by_step


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: type(each).__name__)
def test_an_event_of_the_office_comes_back_as_it_was(event: OfficeEvent) -> None:
    assert decode_office(*encode_office(event)) == event


def test_an_event_of_a_case_is_none_of_the_office() -> None:
    with pytest.raises(AgreementsError):
        decode_office("step_taken", {})
