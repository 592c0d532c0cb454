"""Which deadline runs in a case: counted from the state or a recorded date, with suspensions and extensions; it never decides."""

from __future__ import annotations

from datetime import date

from processes import PROCESS, Desk, at_signing, in_review, opened, process, reconstructed
from test_migration import move

from agreements.model.legal_calendar import StandsStill
from agreements.model.legal_reasons import Extended, Suspended
from agreements.workflow.commands import ExtendDeadline
from agreements.workflow.deadlines import Due, deadline_of, running
from agreements.workflow.definition import Legal
from agreements.workflow.migration import Renaming
from workflows import shipped


def due(desk: Desk) -> Due:
    found = deadline_of(desk.workflow, desk.now, day=desk.day)
    assert found is not None
    return found


def test_a_deadline_counts_from_the_day_the_state_was_entered() -> None:
    found = due(opened())
    assert (found.counted_from, found.last, found.certain, found.legal) == (date(2026, 1, 31), date(2026, 4, 11), True, Legal.POLICY)
    assert [(each.day, each.to) for each in found.rungs] == [(date(2026, 3, 28), "officer"), (date(2026, 4, 11), "secretary")]
    assert (found.then, found.basis, found.provisional) == (None, "", False)


def test_a_state_without_deadline_has_none() -> None:
    desk = in_review()
    assert deadline_of(desk.workflow, desk.now, day=desk.day) is None


def test_a_deadline_stands_still_with_the_case_and_goes_on_with_it() -> None:
    desk = opened()
    desk.later(5)
    desk.step("hold", "anna", note="wacht")
    desk.later(20)
    still = due(desk)
    assert (still.last, still.rungs) == (None, ())
    assert isinstance(still.reasons[0], StandsStill)
    desk.step("resume", "anna")
    assert due(desk).last == date(2026, 4, 30)  # the nineteen days between the two
    assert any(isinstance(each, Suspended) and each.days == 19 for each in due(desk).reasons)


def statutory(step: str) -> Desk:
    """Return a desk at which the term of the first state is one of the law, ten days after `step` suspended the case."""
    text = PROCESS.replace("unit: weeks, legal: policy", "unit: weeks, legal: statutory").replace(
        "  - {id: resume,",
        "  - {id: ask, label: {nl: aanvulling, en: completion}, from: [draft], effect: suspend, stops_statutory: true, by: [officer]}\n"
        "  - {id: resume,",
    )
    desk = opened(workflow=process(text))
    desk.step(step, "anna", note="wacht")
    desk.later(10)
    return desk


def test_a_term_of_the_law_runs_on_while_the_office_lets_a_case_rest() -> None:
    desk = statutory("hold")
    assert due(desk).last == date(2026, 4, 13)  # Saturday 11 April becomes Monday (Algemene termijnenwet, art. 1)
    assert running(desk.workflow, desk.now) == due(desk)
    desk.step("resume", "anna")
    assert due(desk).last == date(2026, 4, 13)


def test_a_term_of_the_law_stands_still_on_a_ground_of_the_law() -> None:
    desk = statutory("ask")
    assert due(desk).last is None
    assert running(desk.workflow, desk.now) is None
    desk.step("resume", "anna")
    assert due(desk).last == date(2026, 4, 20)  # nine days after 11 April


def test_in_the_real_process_only_a_request_for_completion_stops_the_law() -> None:
    steps = shipped("maatwerk").file.steps
    assert [(each.id, each.sources) for each in steps if each.stops_statutory] == [("ask-completion", ("application-review", "settlement"))]


def test_a_suspension_of_no_whole_day_changes_nothing() -> None:
    desk = opened()
    desk.step("hold", "anna")
    desk.step("resume", "anna")
    assert due(desk).last == date(2026, 4, 11)


def test_a_suspension_of_an_earlier_state_does_not_count() -> None:
    desk = opened()
    desk.step("hold", "anna")
    desk.later(5)
    desk.step("resume", "anna")
    desk.step("stop", "carla")
    desk.later(100)
    desk.step("reopen", "carla")
    assert due(desk).last == date(2026, 7, 25)


def test_an_extension_holds_for_the_term_for_which_it_was_given() -> None:
    desk = opened()
    desk.do(ExtendDeadline("anna", 14, "overleg"))
    assert due(desk).last == date(2026, 4, 25)
    assert any(isinstance(each, Extended) for each in due(desk).reasons)
    desk.step("stop", "carla")
    desk.later(1)
    desk.step("reopen", "carla")
    assert due(desk).last == date(2026, 4, 12)


COUNTED = PROCESS.replace(
    "{id: signing, phase: eind, label: {nl: ondertekening, en: signing}, no_deadline: vrij}",
    "{id: signing, phase: eind, label: {nl: ondertekening, en: signing}, "
    'deadline: {within: 6, unit: weeks, legal: statutory, counts_from: granted, rungs: [{days: "0", to: officer}]}}',
)


def test_a_deadline_counts_from_a_recorded_date() -> None:
    found = due(at_signing(workflow=process(COUNTED)))
    assert (found.counted_from, found.last, found.legal) == (date(2026, 2, 1), date(2026, 3, 16), Legal.STATUTORY)  # the 15th is a Sunday


def test_an_extension_outlives_a_stop_when_the_term_counts_from_a_recorded_date() -> None:
    desk = at_signing(workflow=process(COUNTED))
    desk.do(ExtendDeadline("anna", 14, "overleg"))
    extended = due(desk).last
    assert extended == date(2026, 3, 30)  # two weeks after the 15th is a Sunday, so a Monday
    desk.step("stop", "carla")
    desk.later(1)
    desk.step("reopen", "carla")
    assert due(desk).last == extended


YEARLY = COUNTED.replace(
    "steps:\n",
    "steps:\n"
    "  - {id: report, label: verslag, from: [signing], effect: stay, by: [officer],"
    " asks: [{id: granted, type: date, label: {nl: verleend op, en: granted on}}]}\n",
    1,
)


def test_an_extension_of_one_term_is_not_added_to_the_next() -> None:
    desk = at_signing(workflow=process(YEARLY))
    desk.do(ExtendDeadline("anna", 14, "overleg"))
    desk.step("report", "anna", facts={"granted": "2027-02-01"})
    assert due(desk).last == date(2027, 3, 15)


def test_an_extension_moves_along_to_another_version() -> None:
    desk = opened()
    desk.do(ExtendDeadline("anna", 14, "overleg"))
    move(desk, PROCESS.replace("draft", "concept"), Renaming({"draft": "concept"}))
    assert due(desk).last == date(2026, 4, 25)
    desk.step("stop", "carla")
    move(desk, PROCESS.replace("draft", "schets"), Renaming({"concept": "schets"}))
    desk.step("reopen", "carla")
    assert due(desk).last == date(2026, 4, 25)


FREE = "{id: aid, phase: begin, label: {nl: steun, en: aid}, no_deadline: vrij}"
MONTH = FREE.replace("no_deadline: vrij", 'deadline: {within: 1, unit: months, legal: policy, rungs: [{days: "0", to: officer}]}')


def test_a_start_that_is_not_known_to_the_day_takes_the_earliest() -> None:
    found = due(reconstructed(workflow=process(PROCESS.replace(FREE, MONTH))))
    assert (found.counted_from, found.last, found.certain) == (date(2023, 7, 1), date(2023, 8, 1), False)
