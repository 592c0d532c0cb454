"""What was recorded of signing in format 1 is read for ever, and means what it meant: see tests/frozen/README.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from records import JAN, commit

from agreements.application.casework import projection
from agreements.application.issue_rows import body_of, event_in, rows_with
from agreements.application.signing_record import (
    SIGNING_EVENT,
    SIGNING_KINDS,
    IssueRecord,
    Received,
    ReceivedFile,
    Renewed,
    issued_event,
    issues_of,
    received_event,
    renewed_event,
    signing_event,
)
from agreements.model.dossier_kinds import AuthorityKind, Kind, Stage
from agreements.model.signing import Counterpart, Group, Level, Mandate, PlannedSignature, SigningPlan, digest_of
from agreements.model.signing_course import Status
from agreements.model.signing_events import (
    KINDS,
    Declined,
    Delegated,
    Expired,
    Issued,
    LeftOffice,
    PaperAttested,
    PaperRecorded,
    PaperSubstituted,
    Reminded,
    Replaced,
    Signed,
    SigningEvent,
    Withdrawn,
)
from agreements.model.values import LocalText
from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from agreements.record.values import NewEvent, Recorded

FROZEN = Path(__file__).parent / "frozen" / "signing-1.jsonl"
STREAM = "company/fabriek"
AROUND = Path(__file__).parent / "frozen" / "signing-1-around.jsonl"
AROUND_DIGEST = "2959a308270d8a7e9588a6f2e51aacd731841bb3175e6ac6cb8a2a4554520e44"
PLAN_DIGEST = "2d2dfecd3cbb31133cca350a66217287841f02d73bbc03f293439e18282ba0ba"


def nov(day: int) -> date:
    return date(2026, 11, day)


HAPPENED: tuple[SigningEvent, ...] = (
    Issued(nov(1), PLAN_DIGEST),
    Reminded(nov(12), "ceo"),
    Delegated(
        nov(12),
        "ceo",
        "ander",
        Mandate(AuthorityKind.POWER_OF_ATTORNEY, "VM-7", nov(1), nov(30), Decimal(1000000)),
        "5" * 64,
    ),
    Signed(nov(13), "sign-ceo", "ander", nov(12), "d" * 64, "valid"),
    PaperRecorded(nov(14), "sign-cfo", "cfo", nov(13), "Kast 3", "e" * 64),
    PaperAttested(nov(14), "sign-cfo", "anna"),
    PaperAttested(nov(15), "sign-cfo", "bram"),
    PaperSubstituted(nov(16), "sign-cfo", "VB-2026-1"),
    Declined(nov(16), "staats", "te duur"),
    LeftOffice(nov(17), "minister", nov(16)),
    Replaced(nov(18), "minister", nov(16), "eop-nl-2"),
    Withdrawn(nov(18), "een fout"),
    Expired(date(2026, 12, 2)),
)
"""What the frozen events say, in their order."""

CEO = PlannedSignature(
    "sign-ceo",
    "ceo",
    "company",
    Mandate(AuthorityKind.REGISTER_EXTRACT, "uittreksel", date(2026, 1, 1), date(2027, 12, 31), Decimal("5000000.50"), 2, ("cfo",)),
    "0f9227b92f68d5b9de8b0d199f755183a2041b57e4b415d41e73bc0190be0aa9",
    LocalText("bestuurder", "director"),
    Level.QUALIFIED,
    "Den Haag",
    ("cfo",),
)


def frozen(path: Path = FROZEN) -> tuple[NewEvent, ...]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(NewEvent(each["kind"], each["body"], each["effective"], each["format"]) for each in lines)


@pytest.fixture
def read(tmp_path: Path) -> IssueRecord:
    """Return the issue of which the frozen events tell, once they went through a record."""
    return through_a_record(tmp_path / "r", FROZEN)


@pytest.fixture
def around(tmp_path: Path) -> IssueRecord:
    """Return the issue of a document around an instrument."""
    return through_a_record(tmp_path / "a", AROUND)


def through_a_record(place: Path, path: Path) -> IssueRecord:
    with open_record(place) as record, record.transaction() as transaction:
        transaction.append(commit(STREAM, 0, *frozen(path), author=JAN, rows=rows_with(transaction, STREAM, frozen(path))))
        (found,) = issues_of(transaction, "fabriek")
    with open_record(place) as record:
        assert record.verify(projection(record)) == ()
    return found


def test_every_kind_of_event_is_frozen() -> None:
    assert {each.kind for each in frozen()} == SIGNING_KINDS
    assert {str(each.body["kind"]) for each in frozen() if each.kind == SIGNING_EVENT} == set(KINDS)


def test_what_happened_is_read_as_it_was_meant(read: IssueRecord) -> None:
    assert tuple(event_in(body_of(each)) for each in frozen() if each.kind == SIGNING_EVENT) == HAPPENED
    assert read.events == HAPPENED
    assert (read.course.status, read.course.why, read.course.new_issue) == (Status.EXPIRED, "een fout", "eop-nl-2")


def test_what_came_back_is_read_as_it_was_meant(read: IssueRecord) -> None:
    assert read.received == (Received((ReceivedFile("f" * 64, "terug.pdf"),), "d" * 64, "incomplete", nov(13)),)


def test_what_was_renewed_is_read_as_it_was_meant(read: IssueRecord) -> None:
    assert read.renewals == (Renewed("f" * 64, "9" * 64, date(2031, 5, 4), date(2026, 12, 3)),)


def test_the_plan_is_read_as_it_was_meant(read: IssueRecord) -> None:
    made = read.plan
    assert read.id == "eop-nl-1"
    assert read.files == {"issued": "a" * 64, "word": "b" * 64, "tree": "c" * 64}
    assert digest_of(made) == PLAN_DIGEST
    assert made.signatures[0] == CEO
    assert [(group.needed, [each.signatory for each in group.signatures]) for group in made.groups] == [
        (None, ["ceo", "cfo"]),
        (1, ["minister", "staats"]),
        (None, ["gedep"]),
    ]
    assert (made.issued_on, made.expires_on, made.reminders) == (nov(1), date(2026, 12, 1), (nov(12), nov(20)))
    assert (made.value, made.sha256, made.counterparts[0]) == (Decimal(1000000), "a" * 64, Counterpart("A", ("sign-ceo", "sign-cfo")))


def test_the_plan_of_a_document_around_an_instrument_says_about_which(around: IssueRecord, read: IssueRecord) -> None:
    assert (around.id, around.plan.kind, around.plan.about) == ("addendum-nl-1", Kind.ADDENDUM, Stage.MAATWERKAFSPRAAK)
    assert digest_of(around.plan) == AROUND_DIGEST
    assert (read.plan.kind, read.plan.about) == (Kind.MAATWERKAFSPRAAK, None)
    assert issued_event(around.id, around.plan, around.files) == frozen(AROUND)[0]


def test_the_frozen_events_use_every_field(read: IssueRecord, around: IssueRecord) -> None:
    """A field that a kind gains later comes in a file of its own."""
    used = set(filled((read.plan, around.plan, *HAPPENED, *read.received, *read.renewals)))
    kinds = (SigningPlan, Group, PlannedSignature, Mandate, Counterpart, Received, ReceivedFile, Renewed, *KINDS.values())
    assert {(kind, each.name) for kind in kinds for each in fields(kind)} - used == {(SigningPlan, "persons")}


def filled(value: object) -> Iterator[tuple[type, str]]:
    """Yield each field in a value, and in what is inside it, that holds something."""
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            inside = getattr(value, each.name)
            if inside or inside == 0:
                yield type(value), each.name
            yield from filled(inside)
    elif isinstance(value, tuple):
        for inside in value:
            yield from filled(inside)


def test_it_is_written_as_it_was(read: IssueRecord) -> None:
    """As long as 1 is the format that is written."""
    (received,) = read.received
    again = (
        issued_event(read.id, read.plan, read.files),
        received_event(read.id, received),
        *(signing_event(read.id, each) for each in read.events),
        *(renewed_event(read.id, each) for each in read.renewals),
    )
    assert [json.dumps(plain(each), sort_keys=True) for each in again] == [json.dumps(plain(each), sort_keys=True) for each in frozen()]


def plain(each: NewEvent) -> Mapping[str, object]:
    return {"kind": each.kind, "body": each.body, "effective": each.effective, "format": each.format}


@pytest.mark.parametrize("kind", sorted(SIGNING_KINDS))
@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_format_that_is_not_known_is_told_with_its_place(tmp_path: Path, kind: str, number: int) -> None:
    told = [replace(each, format=number) if each.kind == kind else each for each in frozen()]
    with open_record(tmp_path / "r") as record:
        record.append(commit(STREAM, 0, *told))
        with pytest.raises(AgreementsError) as refused:
            issues_of(record, "fabriek")
        where = 1 + next(place for place, each in enumerate(told) if each.kind == kind)
        assert [(each.code, str(each.where.file)) for each in refused.value.problems] == [("E801", f"{STREAM} ({where})")]
        assert "E801" in [each.code for each in record.verify(projection(record))] or kind in {"signing_received", "signing_renewed"}


def test_an_older_format_is_brought_to_that_of_now() -> None:
    older = NewEvent(SIGNING_EVENT, {"issue": "eop-nl-1", "what": "expired"}, "2026-12-02", format=-1)
    upcasters = {
        (SIGNING_EVENT, -1): lambda body: {**body, "kind": body["what"]},
        (SIGNING_EVENT, 0): lambda body: {"issue": body["issue"], "kind": body["kind"], "event": {"on": "2026-12-02"}},
    }
    assert event_in(body_of(older, upcasters)) == Expired(date(2026, 12, 2))
    with pytest.raises(AgreementsError) as refused:
        body_of(older)
    assert [each.code for each in refused.value.problems] == ["E801"]


def test_a_recorded_event_says_where_it_stands() -> None:
    told = Recorded(1, STREAM, 7, SIGNING_EVENT, 3, {}, "2026-12-02", "2026-12-02T09:00:00Z", JAN, "", "")
    with pytest.raises(AgreementsError) as refused:
        body_of(told)
    assert [str(each.where.file) for each in refused.value.problems] == [f"{STREAM} (7)"]
