"""Signing in the record: what goes in comes out, and no name stands where it cannot be erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk import with_glass
from records import commit
from signings import ISSUED, PLANNED, arrangement, plan

from agreements.application.casework import projection
from agreements.application.issue_rows import rows_with
from agreements.application.signing_record import (
    IssueRecord,
    Received,
    ReceivedFile,
    issue_of,
    issued_event,
    issues_of,
    person_id,
    persons_of,
    received_event,
    signing_event,
)
from agreements.model.planning import Terms
from agreements.model.signing import Expected, digest_of
from agreements.model.signing_course import Status, fold
from agreements.model.signing_events import Issued, LeftOffice, Signed, SigningEvent
from agreements.model.verdicts import Outcome
from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.values import NewEvent

PLAN = plan(arrangement(ceo=Terms(expected=Expected("C. Eo", "", "ab" * 32, {"O": "Fabriek"}))))
FILES = {"issued": "a" * 64, "word": "b" * 64, "tree": "c" * 64}
EVENTS: tuple[SigningEvent, ...] = (
    Issued(ISSUED, digest_of(PLAN)),
    Signed(PLANNED, "sign-ceo", "ceo", date(2026, 11, 9), "d" * 64, "valid"),
    LeftOffice(date(2026, 11, 12), "staats", date(2026, 11, 11)),
)
BACK = Received((ReceivedFile("e" * 64, "terug.pdf"),), "d" * 64, "incomplete", PLANNED)


def fill(record: Record) -> None:
    told = (issued_event("eop-nl-1", PLAN, FILES), received_event("eop-nl-1", BACK), *(signing_event("eop-nl-1", each) for each in EVENTS))
    with record.transaction() as transaction:
        for person in persons_of("fabriek", "eop-nl-1", PLAN):
            transaction.save_person(person)
        rows = rows_with(transaction, "company/fabriek", told)
        transaction.append(commit("company/fabriek", transaction.version("company/fabriek"), *told, rows=rows))


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "record.sqlite3") as record:
        fill(record)
        yield record


def test_an_issue_comes_out_as_it_went_in(filled: Record) -> None:
    assert issues_of(filled, "fabriek") == (IssueRecord("eop-nl-1", fold(PLAN, EVENTS), FILES, EVENTS, (BACK,), version=1),)
    (issue,) = issues_of(filled, "fabriek")
    assert issue.days == {"e" * 64: PLANNED}
    assert issue.plan.expected(PLAN.signatures[0]) == PLAN.persons["ceo"]
    assert filled.verify(projection(filled)) == ()
    assert [each.effective for each in filled.load("company/fabriek")][3:] == ["2026-11-09", "2026-11-11"]


def standing(name: str, status: Status) -> IssueRecord:
    return IssueRecord(name, replace(fold(PLAN, EVENTS), status=status), {})


def test_what_is_complete_gives_way_to_what_is_to_be_signed() -> None:
    done, other, open_one = (
        standing("eop-nl-1", Status.COMPLETED),
        standing("eop-en-2", Status.COMPLETED),
        standing("jloi-nl-3", Status.OPEN),
    )
    gone = standing("jloi-nl-2", Status.WITHDRAWN)
    assert issue_of([done, gone, open_one], "fabriek") is open_one
    assert issue_of([done, gone], "fabriek") is done
    assert issue_of([done, open_one], "fabriek", "eop-nl-1") is done
    for several in ([done, other, gone], [done, open_one, standing("jloi-en-4", Status.OPEN)]):
        with pytest.raises(AgreementsError) as refused:
            issue_of(several, "fabriek")
        assert [each.code for each in refused.value.problems] == ["E630"]


def test_rows_are_made_of_what_an_event_will_say_once_it_is_kept(filled: Record) -> None:
    """An outcome is a word of an enumeration until it is written."""
    signed = Signed(PLANNED, "sign-cfo", "cfo", PLANNED, "d" * 64, Outcome.VALID)
    rows = rows_with(filled, "company/fabriek", [signing_event("eop-nl-1", signed)])
    assert rows == {"issue": [("company/fabriek", "eop-nl-1", "open", "2026-12-01")]}


def test_a_second_issue_has_its_own_course(filled: Record) -> None:
    second = replace(PLAN, version="1.1")
    filled.append(commit("company/fabriek", 5, issued_event("eop-nl-2", second, FILES)))
    first, last = issues_of(filled, "fabriek")
    assert (first.id, last.id, last.events, last.course.plan.version) == ("eop-nl-1", "eop-nl-2", (), "1.1")


@pytest.mark.parametrize(
    "event",
    [
        NewEvent("document_issued", {"issue": "eop-nl-2", "plan": {"format": 1}, "files": {}}, "2026-11-02"),
        NewEvent("document_issued", {"issue": "eop-nl-2"}, "2026-11-02"),
        NewEvent("signing_received", {"issue": "eop-nl-1", "files": [1], "verdict": "", "outcome": ""}, "2026-11-02"),
        NewEvent("signing_event", {"issue": "eop-nl-1", "kind": "vanished", "event": {}}, "2026-11-02"),
        signing_event("eop-nl-9", EVENTS[0]),
    ],
    ids=["no plan", "nothing", "files that are none", "a kind that is none", "an issue that is none"],
)
def test_what_cannot_be_read_is_told_with_its_place(filled: Record, event: NewEvent) -> None:
    filled.append(commit("company/fabriek", 5, event))
    with pytest.raises(AgreementsError) as told:
        issues_of(filled, "fabriek")
    assert [(each.code, str(each.where.file)) for each in told.value.problems] == [("E802", "company/fabriek (6)")]


def test_a_name_stands_in_no_event_and_goes_with_its_salt(filled: Record) -> None:
    said = str([each.body for each in filled.load("company/fabriek")])
    assert not [each for each in PLAN.persons.values() if each.name in said or each.salt in said or "Fabriek" in said]
    with filled.transaction() as transaction:
        transaction.erase_person(person_id("fabriek", "eop-nl-1", "ceo"), "2026-11-20T00:00:00Z")
    (issue,) = issues_of(filled, "fabriek")
    assert issue.plan.expected(PLAN.signatures[0]) is None
    assert sorted(issue.plan.persons) == ["cfo", "gedep", "minister", "staats"]
    assert digest_of(issue.plan) == digest_of(PLAN)
    assert PLAN.persons["ceo"].salt not in str(filled.persons())


def test_who_was_to_sign_goes_with_the_company_that_is_destroyed(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    with open_record(desk.record) as record:
        for person in persons_of("proef-glas", "eop-nl-1", PLAN):
            record.save_person(person)
        with record.transaction() as transaction:
            version = transaction.version("company/proef-glas")
            transaction.append(commit("company/proef-glas", version, issued_event("eop-nl-1", PLAN, FILES)))
    listed = [each["id"] for each in desk.data("person", "list")]
    assert person_id("proef-glas", "eop-nl-1", "ceo") in listed
    assert PLAN.persons["ceo"].salt not in str(desk.data("person", "list"))
    desk.run("record", "destroy", "proef-glas", "--grounds", "lijst", person="anna")
    desk.run("record", "destroy", "proef-glas", "--confirm", person="bram")
    assert [each["id"] for each in desk.data("person", "list")] == ["anna", "bram"]
