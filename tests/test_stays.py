"""How long a case stood in each phase, and whom it waits for since when: what the events say, and nothing that they do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from processes import AID, FIRST, PROCESS, Desk, answered, at_aid, at_signing, concluded, in_review, opened, process, reconstructed

from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.values import before, parse_date
from agreements.workflow.case import Entry
from agreements.workflow.commands import DecideCorrection, OpenCase, ProposeCorrection, RecordHistory
from agreements.workflow.events import Author, CaseMigrated, CorrectionDecided, CorrectionProposed, Event, Place, Remedy, StepTaken
from agreements.workflow.projections import WaitingRow, certain_by
from agreements.workflow.stays import Stay, awaited, stays, together

START = FIRST + timedelta(days=30)


def told(desk: Desk, day: date | None = None) -> list[tuple[str, object, object]]:
    """Return the stays of a desk by its day: phase, days, and whether it had not certainly ended."""
    asked = day or desk.day
    return [(each.phase, each.days(asked), each.goes_on(asked)) for each in stays(desk.entries)]


def waits(desk: Desk, day: date | None = None) -> list[tuple[str, str, str, date]]:
    entries = certain_by(desk.entries, day) if day else desk.entries
    return [(*(each.row.what, each.row.member, each.row.role), each.since.last) for each in awaited(entries, lambda _: desk.workflow)]


# Phases


def test_a_phase_lasts_from_the_event_that_enters_it_to_the_one_that_leaves_it() -> None:
    desk = at_aid()
    desk.later(40)
    desk.step("grant", "anna", facts=AID)
    desk.later(7)
    assert told(desk) == [("begin", (40, 40), False), ("eind", (7, 7), True)]
    assert [(each.version, each.left, each.whole) for each in stays(desk.entries)] == [(1, 8, True), (8, None, True)]
    assert told(desk, START + timedelta(days=15))[0] == ("begin", (15, 15), True)


def test_moves_within_a_phase_and_days_that_stood_still_are_days_of_that_phase() -> None:
    desk = opened()
    desk.later(3)
    desk.step("hold", "anna", note="wacht")
    desk.later(10)
    desk.step("resume", "bram")
    desk.step("submit", "anna", "plan")
    assert told(desk) == [("begin", (13, 13), True)]


def test_the_time_after_the_end_is_no_time_of_work_and_reopening_begins_anew() -> None:
    desk = opened()
    desk.later(5)
    desk.step("stop", "carla")
    desk.later(100)
    assert [(each.over, each.days(desk.day)) for each in stays(desk.entries)] == [(False, (5, 5)), (True, (100, 100))]
    desk.step("reopen", "carla")
    desk.later(2)
    found = [each for each in stays(desk.entries) if not each.over]
    assert [each.days(desk.day) for each in found] == [(5, 5), (2, 2)]
    assert together([each.days(desk.day) for each in found]) == (7, 7)


def test_a_case_that_was_opened_in_the_midst_does_not_say_when_its_phase_began() -> None:
    (stay,) = stays(reconstructed().entries)
    assert (stay.whole, stay.days(date(2023, 8, 10))) == (False, (10, 40))
    assert stay.begin == parse_date("2023-07")


def test_a_date_that_is_not_known_leaves_fewest_and_most() -> None:
    one = Stay("a", "", parse_date("2026-01"), 1, parse_date("2026-03-10/2026-03-20"), 2)
    assert one.days(date(2026, 6, 1)) == (38, 78)
    assert one.days(date(2026, 3, 15)) == (38, 73)
    assert one.goes_on(date(2026, 3, 19))
    assert not one.goes_on(date(2026, 3, 20))
    assert Stay("a", "", before("2026"), 1).days(date(2026, 1, 10)) == (10, None)
    assert Stay("a", "", parse_date("2026"), 1).days(date(2026, 1, 10)) == (0, 9)
    assert together([(1, 2), (3, None)]) == (4, None)
    assert together([]) == (0, 0)


def test_no_event_ends_before_the_one_before_it() -> None:
    desk = Desk()
    desk.do(OpenCase("anna"))
    late = Entry(StepTaken("jump", "draft", "officer", Place("signing", "eind")), 2, parse_date("2026"), Author("anna"))
    first, second = stays([*desk.entries, late])
    assert (first.end, second.begin.first) == (second.begin, START)
    assert first.days(date(2027, 1, 1)) == (0, (date(2026, 12, 31) - START).days)


def test_what_was_recorded_wrongly_was_never_so() -> None:
    desk = at_signing()
    version = next(each.version for each in desk.entries if isinstance(each.event, StepTaken) and each.event.step == "grant")
    desk.later(30)
    desk.do(ProposeCorrection("anna", version, Remedy.STATE, "vergissing", "aid"))
    proposal = desk.entries[-1].version
    assert [each.phase for each in stays(desk.entries)] == ["begin", "eind"]
    desk.do(DecideCorrection("bram", proposal, accepted=True))
    assert told(desk) == [("begin", (30, 30), True)]


@pytest.mark.parametrize(("state", "phases"), [("signing", [("eind", (30, 30), True)]), ("review", [("begin", (30, 30), True)])])
def test_a_case_that_was_opened_in_the_wrong_place_stood_in_the_right_one_since(state: str, phases: list[object]) -> None:
    desk = opened()
    desk.later(30)
    desk.do(ProposeCorrection("anna", 1, Remedy.STATE, "vergissing", state))
    desk.do(DecideCorrection("bram", 2, accepted=True))
    assert told(desk) == phases


def test_a_correction_of_the_opening_after_a_new_version_names_the_phase_as_that_version_does() -> None:
    desk = at_signing()
    moved = CaseMigrated(desk.now.digest, "f" * 64, Place("slot", "afronding"))
    proposed, decided = CorrectionProposed(1, Remedy.STATE, "vergissing", "ontwerp"), Place("ontwerp", "aanloop")
    version, when, author = desk.entries[-1].version, parse_date(desk.day.isoformat()), Author("beheer")
    events: tuple[Event, ...] = (moved, proposed, CorrectionDecided(version + 2, accepted=True, to=decided))
    later = [Entry(each, version + number, when, author) for number, each in enumerate(events, 1)]
    (stay,) = stays([*desk.entries, *later])
    assert (stay.phase, stay.digest, stay.version) == ("aanloop", "f" * 64, 1)


def test_what_came_after_a_day_is_not_told_of_it() -> None:
    one = Stay("a", "", parse_date("2026-01-01"), 1, parse_date("2026-03-10/2026-03-20"), 2)
    assert [(each.end, each.left) for each in (one.by(date(2026, 3, 9)), one.by(date(2026, 3, 10)))] == [(None, None), (one.end, 2)]
    assert one.by(date(2026, 3, 9)).days(date(2026, 3, 9)) == one.days(date(2026, 3, 9))


def test_a_correction_about_what_moved_nothing_counts_from_its_own_day() -> None:
    desk = in_review()
    desk.later(30)
    desk.do(ProposeCorrection("anna", desk.entries[-1].version, Remedy.STATE, "toch al verder", "signing"))
    desk.do(DecideCorrection("bram", desk.entries[-1].version, accepted=True))
    desk.later(1)
    assert told(desk) == [("begin", (30, 30), False), ("eind", (1, 1), True)]


def test_history_from_elsewhere_begins_nothing() -> None:
    desk = opened()
    desk.do(RecordHistory("anna", Stage.JLOI, HistoryEvent.ANNOUNCED, "krant", parse_date("2025-12"), ()))
    assert told(desk) == [("begin", (0, 0), True)]
    assert stays(()) == ()


def test_another_version_of_the_workflow_names_the_same_stay_otherwise() -> None:
    desk = opened()
    desk.later(9)
    moved = CaseMigrated(desk.now.digest, "f" * 64, Place("ontwerp", "aanloop"), steps={"submit": "hand-in"})
    desk.entries.append(Entry(moved, 2, parse_date(desk.day.isoformat()), Author("beheer")))
    (stay,) = stays(desk.entries)
    assert (stay.phase, stay.digest, stay.days(desk.day)) == ("aanloop", "f" * 64, (9, 9))


# Whom it waits for


def test_each_member_is_waited_for_since_they_were_asked() -> None:
    desk = opened()
    assert waits(desk) == [("submit", "", "officer", START), ("withdraw", "", "board", START)]
    desk.later(4)
    desk.step("submit", "anna", "plan")
    asked = START + timedelta(days=4)
    everybody = [("approval", member, role, asked) for member, role in (("ezk", "lawyer"), ("zeeland", "deputy"), ("fabriek", "board"))]
    assert waits(desk) == everybody
    desk.later(3)
    desk.step("note", "anna")
    desk.step("approval", "daan", "advice", answer=answered().now.slots["approval"].answers["ezk"].answer)
    assert waits(desk) == everybody[1:]
    assert waits(desk, asked) == everybody


def test_a_role_is_waited_for_since_the_last_answer() -> None:
    desk = answered()
    desk.later(6)
    for person in ("eva", "femke"):
        desk.step("approval", person, "advice", answer=desk.now.slots["approval"].answers["ezk"].answer)
    assert waits(desk) == [("agree", "", "officer", START + timedelta(days=6))]


def test_nobody_is_waited_for_while_it_stands_still_and_from_the_start_once_it_goes_on() -> None:
    desk = opened()
    desk.step("hold", "anna", note="wacht")
    assert waits(desk) == []
    desk.later(8)
    desk.step("resume", "bram")
    assert waits(desk)[0] == ("submit", "", "officer", START + timedelta(days=8))
    assert waits(concluded()) == []


def test_who_is_waited_for_stays_so_under_another_name() -> None:
    desk = opened()
    desk.later(9)
    changed = process(PROCESS.replace("submit", "hand-in"))
    moved = CaseMigrated(desk.now.digest, changed.digest, Place("draft", "begin"), steps={"submit": "hand-in"})
    entries = [*desk.entries, Entry(moved, 2, parse_date(desk.day.isoformat()), Author("beheer"))]
    found = awaited(entries, lambda case: changed if case.digest == changed.digest else desk.workflow)
    assert [(each.row, each.since.last) for each in found] == [
        (WaitingRow("hand-in", "", "officer"), START),
        (WaitingRow("withdraw", "", "board"), START),
    ]
