"""Events and cases on disk and back, rows of read models, and where a case stood on a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from processes import (
    AID,
    GRANTS,
    PEOPLE,
    Desk,
    answered,
    approved,
    concluded,
    evidence,
    in_review,
    opened,
    reconstructed,
    signed,
    suspended,
)

from agreements.model.canonical import canonical_json
from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.values import FuzzyDate, before, parse_date
from agreements.problems import AgreementsError
from agreements.workflow import events
from agreements.workflow.case import Case, evolve, fold, restored, snapshot
from agreements.workflow.commands import ExtendDeadline, OpenCase, ProposeCorrection, RecordHistory
from agreements.workflow.encoding import codec, date_from, date_text
from agreements.workflow.events import Answer, CaseOpened, CaseResumed, Remedy, decode, decoded, encode
from agreements.workflow.people import PersonRegistered, RoleGranted, fold_office
from agreements.workflow.projections import (
    Certainty,
    Gate,
    as_known,
    certainty,
    gates,
    signings,
    standing_at,
    waiting_rows,
)


def busy() -> Desk:
    """Return a desk that has seen nearly everything."""
    desk = in_review()
    desk.do(RecordHistory("anna", Stage.JLOI, HistoryEvent.ANNOUNCED, "krant", parse_date("2025-12"), evidence("plan")))
    desk.step("approval", "daan", "advice", answer=Answer.OBJECT)
    desk.do(ProposeCorrection("anna", 5, Remedy.VOID_ANSWER, "vergissing"))
    desk.step("adapt", "anna")
    desk.do(ExtendDeadline("anna", 7, "overleg"))
    desk.step("hold", "anna", note="wacht")
    desk.step("resume", "bram")
    desk.step("stop", "carla")
    desk.step("reopen", "carla")
    return desk


def there_and_back(case: Case) -> Case | None:
    return restored(json.loads(canonical_json(snapshot(case))))


@pytest.mark.parametrize("desk", [opened(), busy(), concluded(), reconstructed()], ids=["opened", "busy", "concluded", "reconstructed"])
def test_a_case_comes_back_from_its_snapshot(desk: Desk) -> None:
    assert there_and_back(desk.now) == desk.now
    assert fold(desk.entries) == desk.now
    assert fold(desk.entries[3:], fold(desk.entries[:3])) == desk.now


def test_a_snapshot_that_is_none_is_folded_anew() -> None:
    data = snapshot(opened().now)
    assert restored(data | {"format": 2}) is None
    assert restored(data | {"version": "1"}) is None
    assert restored({"format": 1}) is None


@pytest.mark.parametrize("desk", [busy(), concluded()], ids=["busy", "concluded"])
def test_every_event_comes_back_as_it_was(desk: Desk) -> None:
    for entry in desk.entries:
        kind, body = encode(entry.event)
        assert decode(kind, json.loads(canonical_json(body))) == entry.event


def test_a_body_says_only_what_differs_from_its_default() -> None:
    assert encode(CaseResumed()) == ("case_resumed", {})
    begun = CaseOpened("w", "d", events.Place("s", "p"))
    assert encode(begun) == ("case_opened", {"workflow": "w", "digest": "d", "at": {"state": "s", "phase": "p"}})


HISTORY: dict[str, object] = {"stage": "eop", "event": "signed", "source": "x"}
BROKEN: dict[str, tuple[str, dict[str, object], int]] = {
    "an unknown kind": ("case_vanished", {}, 1),
    "a format to come": ("case_resumed", {}, 2),
    "a format from before": ("case_resumed", {}, 0),
    "a key too many": ("case_resumed", {"x": 1}, 1),
    "a key too few": ("case_suspended", {}, 1),
    "a number for a text": ("case_suspended", {"ground": 1}, 1),
    "a text for a place": ("case_reopened", {"to": "draft"}, 1),
    "a text for a list": ("slot_answered", {"slot": "a", "member": "b", "answer": "sign", "evidence": "c"}, 1),
    "an unknown answer": ("slot_answered", {"slot": "a", "member": "b", "answer": "perhaps"}, 1),
    "a day that does not exist": ("history_recorded", HISTORY | {"date": "2026-02-30"}, 1),
    "a number for a date": ("history_recorded", HISTORY | {"date": 2026}, 1),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_is_no_event_is_refused(name: str) -> None:
    with pytest.raises(AgreementsError):
        decode(*BROKEN[name])


def test_an_older_format_becomes_todays() -> None:
    older = {("case_suspended", 0): lambda body: {"ground": body["reason"]}}
    assert decoded(events.KINDS, "case_suspended", {"reason": "wacht"}, 0, older) == events.CaseSuspended("wacht")


def test_nothing_holds_what_has_no_form() -> None:
    with pytest.raises(TypeError):
        codec(float)


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01", "2026", "2026-01-01/2026-02-03", "before:2023-01-01"])
def test_a_date_comes_back_as_it_was_written(text: str) -> None:
    assert date_text(date_from(text)) == text
    assert date_from(date_text(before("2023"))) == before("2023")


def test_a_case_begins_by_being_opened() -> None:
    desk = opened()
    with pytest.raises(ValueError, match="CaseResumed"):
        evolve(None, CaseResumed(), 1, desk.now.since, desk.entries[0].author)


# In a list


def awaited(desk: Desk) -> list[tuple[str, str, str]]:
    return [(each.what, each.member, each.role) for each in waiting_rows(desk.workflow, desk.now)]


def test_a_case_says_whom_it_waits_for() -> None:
    assert awaited(opened()) == [("submit", "", "officer"), ("withdraw", "", "board")]
    assert awaited(answered()) == [("approval", "zeeland", "deputy"), ("approval", "fabriek", "board")]
    assert awaited(approved()) == [("agree", "", "officer")]
    assert awaited(suspended()) == awaited(concluded()) == []


def test_what_was_signed_is_told_whatever_the_outcome() -> None:
    desk = concluded()
    desk.do(RecordHistory("anna", Stage.JLOI, HistoryEvent.ANNOUNCED, "krant", parse_date("2025-12")))
    assert [(each.stage, each.date) for each in signings(desk.now)] == [(Stage.EOP, parse_date("2026-01-31"))]


# On a day


def test_a_date_that_is_not_known_to_the_day_answers_possibly() -> None:
    interval = parse_date("2023-12/2024-10")
    assert certainty(interval, date(2023, 11, 30)) is Certainty.NOT
    assert certainty(interval, date(2024, 5, 1)) is Certainty.POSSIBLY
    assert certainty(interval, date(2024, 10, 31)) is Certainty.CERTAINLY
    assert certainty(before("2023"), date(1990, 1, 1)) is Certainty.POSSIBLY


def test_a_case_stood_somewhere_on_each_day() -> None:
    desk = opened()
    desk.later(10)
    desk.step("submit", "anna", "plan", effective=date(2026, 2, 5))
    stood = {day: standing_at(desk.entries, date(2026, *day)) for day in ((1, 30), (1, 31), (2, 4), (2, 5))}
    assert [each.certainly.at.state if each.certainly else None for each in stood.values()] == [None, "draft", "draft", "review"]
    assert all(each.certainly == each.possibly for each in stood.values())


def test_what_came_later_bounds_what_came_before() -> None:
    roles = [replace(each, first=date(2020, 1, 1)) for each in GRANTS if isinstance(each, RoleGranted)]
    people = fold_office([*(PersonRegistered(each) for each in PEOPLE), *roles])
    desk = Desk(day=date(2024, 6, 1), office=people)
    desk.do(OpenCase("anna", Stage.EOP, HistoryEvent.SIGNED, "Kamerbrief", parse_date("2023-12/2024-10")))
    desk.do(RecordHistory("anna", Stage.EOP, HistoryEvent.SIGNED, "Kamerbrief", parse_date("2023-12/2024-10")))
    desk.step("grant", "anna", facts=AID | {"applied": "2024-01-01"})
    may, june = standing_at(desk.entries, date(2024, 5, 31)), standing_at(desk.entries, date(2024, 6, 1))
    assert (may.certainly, may.possibly and may.possibly.at.state) == (None, "aid")
    assert june.certainly is not None
    assert june.certainly.at.state == "signing"
    assert [(fact.stage, sure) for fact, sure in may.facts] == [(Stage.EOP, Certainty.POSSIBLY)]


def test_facts_from_before_the_case_are_told() -> None:
    desk = opened()
    desk.do(RecordHistory("anna", Stage.EOP, HistoryEvent.SIGNED, "Kamerbrief", parse_date("2022-12-12")))
    stood = standing_at(desk.entries, date(2023, 7, 31))
    assert (stood.certainly, stood.possibly) == (None, None)
    assert [(fact.stage, sure) for fact, sure in stood.facts] == [(Stage.EOP, Certainty.CERTAINLY)]
    assert standing_at((), date(2023, 7, 31)).facts == ()


def test_what_was_known_at_an_instant_is_what_was_recorded_by_then() -> None:
    desk = opened()
    desk.later(1)
    desk.step("submit", "anna", "plan", effective=date(2026, 1, 31))
    assert len(as_known(desk.entries, "2026-01-31T23:59:59Z")) == 1
    assert len(as_known(desk.entries, "2026-02-01T12:00:00Z")) == len(desk.entries)


def test_a_gate_before_an_opening_position_reads_not_recorded_never_passed() -> None:
    desk = reconstructed()
    assert dict(gates(desk.workflow, desk.now)) == {"approval": Gate.NOT_RECORDED, "signatures": Gate.NOT_REACHED}
    assert dict(gates(desk.workflow, opened().now)) == {"approval": Gate.NOT_REACHED, "signatures": Gate.NOT_REACHED}
    assert dict(gates(desk.workflow, signed().now)) == {"approval": Gate.PASSED, "signatures": Gate.PASSED}
    assert isinstance(desk.now.since, FuzzyDate)
