"""Days of grace: after the last day nobody signs, and what was signed by then may still come in; then the plan ends for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk import Desk
from signings import EXPIRES, ISSUED, arrangement, dossier, plan, refusals
from tabled import COMPANY, table, with_table

from agreements.model.arranging import ArrangementFile, Days, arrangement_of, read_arrangement
from agreements.model.planning import GRACE_DAYS, LONGEST_GRACE
from agreements.model.signing import as_data, digest_of, from_data
from agreements.model.signing_course import Course, Status, fold, who_may_sign_now
from agreements.model.signing_events import Expired, Issued, Signed
from agreements.model.signing_rules import against
from agreements.problems import Problem
from agreements.sources import Source

PLAN = replace(plan(arrangement()), grace_days=7)
CLOSES = EXPIRES + timedelta(7)
DAY = timedelta(1)


def course() -> Course:
    return fold(PLAN, [Issued(ISSUED, digest_of(PLAN))])


@pytest.mark.parametrize(("on", "codes"), [(EXPIRES, ["E668"]), (EXPIRES + DAY, ["E668"]), (CLOSES, ["E668"]), (CLOSES + DAY, [])])
def test_a_plan_ends_after_the_days_of_grace(on: date, codes: list[str]) -> None:
    assert [each.code for each in against(course(), Expired(on))] == codes


def test_what_was_given_in_time_counts_until_then_and_what_was_given_late_does_not() -> None:
    signed = [Signed(CLOSES, f"sign-{each}", each, EXPIRES, "v", "valid") for each in ("ceo", "cfo")]
    assert [against(course(), each) for each in signed] == [(), ()]
    late = replace(signed[0], signed_on=EXPIRES + DAY)
    assert [each.code for each in against(course(), late)] == ["E673"]
    ended = fold(PLAN, [Issued(ISSUED, digest_of(PLAN)), Expired(CLOSES + DAY)])
    assert ended.status is Status.EXPIRED
    assert "E671" in {each.code for each in against(ended, replace(signed[0], on=CLOSES + DAY))}
    assert who_may_sign_now(course(), EXPIRES) != ()
    assert who_may_sign_now(course(), EXPIRES + DAY) == ()


def test_a_plan_of_before_has_none_and_keeps_its_digest() -> None:
    old = plan(arrangement())
    assert "grace_days" not in as_data(old)
    assert (from_data(as_data(old), {}).grace_days, digest_of(from_data(as_data(old), {}))) == (0, digest_of(old))
    assert from_data(as_data(PLAN), {}).grace_days == PLAN.grace_days
    assert digest_of(PLAN) != digest_of(old)


def said(text: str) -> ArrangementFile | None:
    faults: list[Problem] = []
    found = read_arrangement(Source("afspraak.yaml", text), faults)
    assert faults == []
    return found


@pytest.mark.parametrize(("text", "days"), [("", GRACE_DAYS), ("grace_days: 0\n", 0), ("grace_days: 14\n", 14)])
def test_the_arrangement_says_how_many(text: str, days: int) -> None:
    assert arrangement_of(said(f"format: 1\n{text}"), dossier(), Days(ISSUED, EXPIRES), {}, []).grace_days == days
    assert arrangement_of(None, dossier(), Days(ISSUED, EXPIRES), {}, []).grace_days == GRACE_DAYS


@pytest.mark.parametrize("days", [-1, LONGEST_GRACE + 1])
def test_so_many_days_are_no_grace(days: int) -> None:
    assert refusals(replace(arrangement(), grace_days=days)) == {"E668"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = with_table(tmp_path)
    table(found, replace(PLAN, reminders=(date(2026, 11, 12),)), "eop-nl-2", COMPANY)
    return found


def test_status_and_reminders_go_by_it(desk: Desk) -> None:
    """The first issue has no grace, the second a week."""
    desk.now = f"{EXPIRES + DAY}T10:00:00+01:00"
    first, second = sorted(desk.data("sign", "status", COMPANY), key=lambda each: str(each["issue"]))
    assert (first["overdue"], first["closes"]) == (True, EXPIRES.isoformat())
    assert (second["overdue"], second["closes"]) == (False, CLOSES.isoformat())
    assert "what is signed by then can still come in until 8 December 2026" in desk.said("sign", "status", COMPANY)
    assert f"may come in until {CLOSES}" in desk.said("sign", "status")
    told = desk.data("sign", "remind", person="anna", code=-1)
    assert ([each["issue"] for each in told["expired"]], told["reminded"]) == (["eop-nl-1"], [])
    desk.now = f"{CLOSES + DAY}T10:00:00+01:00"
    assert [each["issue"] for each in desk.data("sign", "remind", person="anna", code=-1)["expired"]] == ["eop-nl-2"]
