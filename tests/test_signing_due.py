"""`maatwerk due`: until when each open issue may be signed, and when who signs is reminded, among the other deadlines."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest
from desk import Desk
from tabled import COMPANY, ISSUE, PLAN, PLANNED, another_company, came_back, happen, table, with_table

from agreements.model.signing_events import LeftOffice, PaperRecorded, Reminded, Withdrawn


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = with_table(tmp_path)
    made.now = "2026-11-11T10:00:00+01:00"
    return made


def test_the_last_day_of_an_open_issue_is_a_deadline(desk: Desk) -> None:
    came_back(desk, "ceo")
    line = desk.said("due").splitlines()[-1]
    assert re.split(r" {2,}", line) == ["Proef Glas", "signing of eop-nl-1", "2026-12-01", "20", "policy", "2026-11-12 cfo"]
    assert desk.said("due", COMPANY) == (
        "Proef Glas · signing of eop-nl-1\n  last day 1 December 2026 · 20 days left\n  policy term\n  warning 2026-11-12 signatory: cfo\n"
    )
    (found,) = desk.data("due")
    assert (found["state"], found["last"], found["legal"], found["days_left"]) == (f"issue/{ISSUE}", "2026-12-01", "policy", 20)
    assert found["next_warning"]["persons"] == [{"person": "cfo", "on_behalf_of": []}]


def test_the_first_to_end_comes_first_and_what_ended_is_not_there(desk: Desk) -> None:
    another_company(desk, "ander-glas")
    table(desk, replace(PLAN, expires_on=date(2026, 11, 30)), company="ander-glas")
    table(desk, replace(PLAN, expires_on=date(2026, 12, 9)), "eop-nl-2")
    assert [(each["company"], each["last"]) for each in desk.data("due")] == [
        ("ander-glas", "2026-11-30"),
        (COMPANY, "2026-12-01"),
        (COMPANY, "2026-12-09"),
    ]
    assert [each["last"] for each in desk.data("due", COMPANY, "--within", "20d")] == ["2026-12-01"]
    happen(desk, Withdrawn(PLANNED, "fout"))
    assert [each["state"] for each in desk.data("due", COMPANY)] == ["issue/eop-nl-2"]


def test_a_term_that_is_over_is_told_as_such_until_it_is_recorded(desk: Desk) -> None:
    desk.now = "2026-12-03T10:00:00+01:00"
    assert "2 overdue" in desk.said("due")
    desk.run("sign", "remind", person="anna")
    assert desk.said("due") == "no deadline runs\n"


def test_who_is_reminded_next_is_told_only_where_somebody_is(desk: Desk) -> None:
    happen(desk, *(PaperRecorded(PLANNED, f"sign-{each}", each, PLANNED, "Kast 3") for each in ("ceo", "cfo")))
    (found,) = desk.data("due")
    assert found["next_warning"] is None
    happen(desk, LeftOffice(PLANNED, "gedep", PLANNED))
    desk.now = "2026-11-21T10:00:00+01:00"
    (found,) = desk.data("due")
    assert found["next_warning"] is None


def test_a_reminder_that_was_sent_gives_way_to_the_next(desk: Desk) -> None:
    desk.now = "2026-11-12T10:00:00+01:00"
    assert desk.data("due")[0]["next_warning"]["day"] == "2026-11-12"
    happen(desk, *(Reminded(date(2026, 11, 12), each) for each in ("ceo", "cfo")))
    assert desk.data("due")[0]["next_warning"]["day"] == "2026-11-20"
    desk.now = "2026-11-21T10:00:00+01:00"
    happen(desk, *(Reminded(date(2026, 11, 21), each) for each in ("ceo", "cfo")))
    assert desk.data("due")[0]["next_warning"] is None


def test_a_calendar_has_the_last_day_and_the_days_of_reminders(desk: Desk) -> None:
    path = desk.root / "termijnen.ics"
    desk.run("due", "--ics", str(path), messages="nl")
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [(each.decoded("dtstart").isoformat(), str(each["summary"])) for each in events] == [
        ("2026-12-01", "Proef Glas: ondertekening van eop-nl-1"),
        ("2026-11-12", "Proef Glas: ondertekening van eop-nl-1 (herinnering)"),
        ("2026-11-20", "Proef Glas: ondertekening van eop-nl-1 (herinnering)"),
    ]
    assert len({str(each["uid"]) for each in events}) == 3
    desk.now = "2026-11-13T10:00:00+01:00"
    desk.run("due", "--ics", str(path))
    assert len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 2
