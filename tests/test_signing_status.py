"""`maatwerk sign status`: who signed what by which evidence, who is waited for, and why it ended; as of any day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from dossiers import ROOT
from records import commit
from tabled import COMPANY, FILE, ISSUE, PLAN, PLANNED, another_company, came_back, happen, noted, table, with_table

from agreements.application.signing_record import issued_event, person_id
from agreements.archive.store import place
from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.signing import Mandate
from agreements.model.signing_events import (
    Declined,
    Delegated,
    Expired,
    LeftOffice,
    PaperAttested,
    PaperRecorded,
    PaperSubstituted,
    Replaced,
    Signed,
    SigningEvent,
    Withdrawn,
)
from agreements.record.events import load
from agreements.record.opening import open_record
from agreements.record.tables import ISSUE as ROWS
from agreements.record.values import NewEvent, Person

PAPER = PaperRecorded(date(2026, 11, 14), "sign-cfo", "cfo", date(2026, 11, 12), "Kast 3", "cd" * 32)
UNREAD = NewEvent("document_issued", {"issue": "eop-nl-2", "plan": {"format": 2}, "files": {}}, "2026-11-02")
HAND = Mandate(AuthorityKind.POWER_OF_ATTORNEY, "VM-7", date(2026, 11, 1), date(2026, 11, 13), Decimal(1000000))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = with_table(tmp_path)
    made.now = "2026-11-15T10:00:00+01:00"
    return made


def rows(desk: Desk, *more: str) -> list[list[str]]:
    """Return the lines of the overview, cell by cell, without its heads."""
    lines = [line for line in desk.said("sign", "status", *more).splitlines() if line and "─" not in line]
    return [re.split(r" {2,}", line) for line in lines[1:]] if len(lines) > 1 else [lines]


def places(desk: Desk, *more: str) -> dict[str, dict[str, Any]]:
    """Return all about each place of the last issue, by signatory."""
    *_, last = desk.data("sign", "status", COMPANY, *more)
    return {each["signatory"]: each for group in last["groups"] for each in group["signatures"]}


def stances(desk: Desk, *more: str) -> dict[str, str]:
    return {name: each["stance"] for name, each in places(desk, *more).items()}


def last_issue(desk: Desk) -> Any:  # noqa: ANN401  # as JSON gives it
    return desk.data("sign", "status", COMPANY)[-1]


def test_each_open_issue_is_a_line(desk: Desk) -> None:
    came_back(desk, "ceo")
    assert rows(desk) == [["Proef Glas", ISSUE, "1 of 4", "C. Fo", "2026-11-01", "2026-12-01", "incomplete"]]
    told = desk.data("sign", "status")
    assert (told["at"], told["ended"], [each["waits_for"] for each in told["issues"]]) == (None, {}, [["cfo"]])


def test_everything_of_a_company_is_told(desk: Desk) -> None:
    came_back(desk, "ceo")
    happen(desk, PAPER, PaperAttested(PAPER.on, "sign-cfo", "anna"))
    assert desk.run("sign", "status", COMPANY, messages="nl").stdout.replace("\xa0", " ") == (
        "Proef Glas · eop-nl-1, versie 1.0 · open, 1 van 4 handtekeningen\n"
        "  uitgegeven op 1 november 2026, te tekenen tot en met 1 december 2026\n"
        "  aan de beurt sinds 1 november 2026\n"
        "  volgende herinnering 20 november 2026\n"
        "  laatste oordeel, over wat er op 10 november 2026 was: onvolledig\n"
        "  1. 2 van 2 tekenen\n"
        "     C. Eo, voor company, geavanceerd: getekend op 10 november 2026\n"
        f"       geldig, niveau B-LTA; bestand SHA-256 {FILE}\n"
        "     C. Fo, voor company, geavanceerd: wacht op getuigen\n"
        "       op papier getekend op 12 november 2026, te bewaren in Kast 3; vergeleken door anna\n"
        "  2. 1 van 2 tekenen\n"
        "     M. Inister, voor kgg, geavanceerd: nog niet aan de beurt\n"
        "     S. Taats, voor ienw, geavanceerd: nog niet aan de beurt\n"
        "  3. 1 van 1 tekenen\n"
        "     G. Edeputeerde, voor zeeland, geavanceerd: nog niet aan de beurt\n"
    )
    assert rows(desk)[0][3] == "witnesses of C. Fo"


def test_the_evidence_of_a_signature_is_the_verdict_that_was_kept(desk: Desk) -> None:
    digest = came_back(desk, "ceo")
    assert places(desk)["ceo"]["digital"] == {"outcome": "valid", "verdict": digest, "file": FILE, "level": "b_lta"}
    assert places(desk)["cfo"]["digital"] is None
    path = place(desk.root / "output" / "archive", digest)
    path.chmod(0o600)
    path.write_bytes(b"{")
    assert places(desk)["ceo"]["digital"] == {"outcome": "valid", "verdict": digest, "file": None, "level": None}
    assert f"valid; the verdict {digest} is not in the archive" in desk.said("sign", "status", COMPANY)


def test_a_verdict_that_says_nothing_of_a_signature_gives_it_no_file(desk: Desk) -> None:
    digest = came_back(desk, "ceo")
    happen(desk, Signed(PLANNED, "sign-cfo", "cfo", PLANNED, digest, "valid"))
    assert places(desk)["cfo"]["digital"] == {"outcome": "valid", "verdict": digest, "file": None, "level": None}


def test_a_signature_on_paper_counts_when_two_compared_it(desk: Desk) -> None:
    attested = (PaperAttested(PAPER.on, "sign-cfo", person) for person in ("anna", "bram"))
    happen(desk, PAPER, *attested, PaperSubstituted(PAPER.on, "sign-cfo", "VB-2026-1"))
    found = places(desk)["cfo"]
    assert (found["stance"], found["signed_on"], found["digital"]) == ("signed", "2026-11-12", None)
    assert found["paper"] == {"place": "Kast 3", "scan": "cd" * 32, "witnesses": ["anna", "bram"], "substituted_by": "VB-2026-1"}
    said = desk.said("sign", "status", COMPANY)
    assert "signed on paper on 12 November 2026, kept at Kast 3; compared by anna, bram" in said
    assert "a scan takes the place of the paper, by VB-2026-1" in said


def test_who_signs_for_another_is_told_and_whether_their_mandate_holds(desk: Desk) -> None:
    with open_record(desk.record) as record:
        record.save_person(Person(person_id(COMPANY, ISSUE, "ander"), "A. Nder"))
    happen(desk, Delegated(PLANNED, "cfo", "ander", HAND, "0" * 64))
    found = places(desk)
    assert (found["cfo"]["delegated_to"], found["cfo"]["mandate_holds"], found["cfo"]["may_sign"]) == (
        {"person": "ander", "name": "A. Nder"},
        False,
        False,
    )
    assert found["ceo"]["may_sign"]
    said = desk.said("sign", "status", COMPANY)
    assert "has A. Nder sign" in said
    assert "not entitled (any more); have another sign, or issue it again" in said
    assert rows(desk)[0][3] == "C. Eo, A. Nder (not entitled)"
    happen(desk, Signed(PLANNED, "sign-cfo", "ander", PLANNED, "0" * 64, "valid"))
    assert "signed on 10 November 2026 (A. Nder)" in desk.said("sign", "status", COMPANY)


def test_who_declined_or_left_is_told_and_others_can_do_without(desk: Desk) -> None:
    came_back(desk, "ceo", "cfo")
    happen(desk, LeftOffice(PLANNED, "gedep", date(2026, 11, 12)), Declined(PLANNED, "staats", "te duur"))
    found = places(desk)
    assert (found["staats"]["stance"], found["staats"]["declined"], found["gedep"]["left"]) == ("declined", "te duur", "2026-11-12")
    assert "declines: te duur" in desk.said("sign", "status", COMPANY)
    assert "in office until 12 November 2026" in desk.said("sign", "status", COMPANY)
    came_back(desk, "minister", signed=("ceo", "cfo"))
    assert stances(desk) == {"ceo": "signed", "cfo": "signed", "minister": "signed", "staats": "declined", "gedep": "next"}
    assert rows(desk)[0][2:4] == ["3 of 4", "G. Edeputeerde (not entitled)"]
    assert last_issue(desk)["since"] == "2026-11-10"


ENDS: dict[str, tuple[SigningEvent, str]] = {
    "withdrawn": (Withdrawn(PLANNED, "een fout in artikel 3"), "reason: een fout in artikel 3"),
    "declined": (Declined(PLANNED, "ceo", "nee"), "reason: nee"),
    "replaced": (Replaced(PLANNED, "ceo", PLANNED, "eop-nl-2"), "replaced by eop-nl-2"),
    "expired": (Expired(date(2026, 12, 2)), "expired, 0 of 4"),
}


@pytest.mark.parametrize("how", sorted(ENDS))
def test_why_it_ended_is_told(desk: Desk, how: str) -> None:
    event, told = ENDS[how]
    happen(desk, event)
    desk.now = "2026-12-03T10:00:00+01:00"
    assert told in desk.said("sign", "status", COMPANY)
    assert (last_issue(desk)["status"], last_issue(desk)["next_reminder"], last_issue(desk)["since"]) == (how, None, None)
    assert stances(desk)["gedep"] == "missing"
    assert desk.said("sign", "status") == f"nothing is out to be signed\n\nended: {how} 1\n"
    assert rows(desk, "--all")[0][3] == how
    assert desk.data("record", "verify")["problems"] == []
    with open_record(desk.record) as record:
        assert [row[1:] for row in record.query(ROWS)] == [(ISSUE, how, "2026-12-01")]


def test_all_that_is_signed_ends_it(desk: Desk) -> None:
    came_back(desk, "ceo", "cfo", "minister", "gedep")
    assert desk.data("sign", "status") == {"at": None, "issues": [], "ended": {"completed": 1}}
    assert stances(desk)["staats"] == "not_needed"
    assert "completed, 4 of 4 signatures" in desk.said("sign", "status", COMPANY)


def test_a_day_in_the_past_shows_what_was_so(desk: Desk) -> None:
    came_back(desk, "ceo", day=date(2026, 11, 9))
    happen(desk, PAPER, *(PaperAttested(PAPER.on, "sign-cfo", person) for person in ("anna", "bram")))
    assert rows(desk, "--at", "2026-10-31") == [["nothing is out to be signed"]]
    assert desk.data("sign", "status", COMPANY, "--at", "2026-10-31") == []
    assert rows(desk, "--at", "2026-11-08")[0][2:4] == ["0 of 4", "C. Eo, C. Fo"]
    assert rows(desk, "--at", "2026-11-12")[0][2:4] == ["1 of 4", "witnesses of C. Fo"]
    assert rows(desk, "--at", "2026-11-14")[0][2:5] == ["2 of 4", "M. Inister, S. Taats", "2026-11-12"]
    happen(desk, Withdrawn(date(2026, 11, 15), "fout"))
    assert desk.data("sign", "status")["issues"] == []
    assert desk.data("sign", "status", "--at", "2026-11-14")["issues"][0]["status"] == "open"


def test_a_term_that_is_over_shows_before_it_is_recorded(desk: Desk) -> None:
    desk.now = "2026-12-02T10:00:00+01:00"
    assert rows(desk)[0][5] == "2026-12-01 (term is over)"
    assert last_issue(desk)["overdue"]
    assert "(term is over)" in desk.said("sign", "status", COMPANY)


def test_a_name_that_was_erased_leaves_the_id(desk: Desk) -> None:
    desk.run("person", "erase", person_id(COMPANY, ISSUE, "ceo"), person="anna")
    assert places(desk)["ceo"]["name"] is None
    assert rows(desk)[0][3] == "ceo, C. Fo"


def test_reminders_are_due_until_they_are_sent(desk: Desk) -> None:
    assert "the reminder of 12 November 2026 is still to be sent" in desk.said("sign", "status", COMPANY)
    assert [last_issue(desk)["next_reminder"]] == ["2026-11-12"]
    desk.now = "2026-11-11T10:00:00+01:00"
    assert "next reminder 12 November 2026" in desk.said("sign", "status", COMPANY)


def test_the_dutch_page_shows_what_is_said(desk: Desk) -> None:
    came_back(desk, "ceo")
    desk.now = "2026-11-13T10:00:00+01:00"
    page = (ROOT / "docs" / "tekenen.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\$ maatwerk (sign (?:status|address).*)\n([^`]+)^```", page, re.MULTILINE)
    assert len(shown) == 3
    for words, said in shown:
        assert desk.run(*words.split(), messages="nl").stdout.replace("\xa0", " ") == said


def test_nothing_was_issued(desk: Desk) -> None:
    another_company(desk, "ander-glas")
    assert desk.said("sign", "status", "ander-glas") == "of ander-glas nothing was issued to be signed\n"
    assert desk.data("sign", "status", "ander-glas") == []
    assert desk.codes("sign", "status", "niemand") == ["E882"]


def test_the_first_to_end_comes_first_and_a_company_has_several(desk: Desk) -> None:
    another_company(desk, "ander-glas")
    table(desk, replace(PLAN, expires_on=date(2026, 11, 30)), company="ander-glas")
    table(desk, replace(PLAN, version="1.1"), "eop-nl-2")
    assert [(each["company"], each["issue"]) for each in desk.data("sign", "status")["issues"]] == [
        ("ander-glas", ISSUE),
        (COMPANY, ISSUE),
        (COMPANY, "eop-nl-2"),
    ]
    assert len(desk.said("sign", "status", COMPANY).split("\n\n")) == 2


def test_only_streams_with_an_open_issue_are_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        another_company(desk, f"glas-{name}")
    table(desk, company="glas-a")
    happen(desk, Withdrawn(PLANNED, "fout"), company="glas-a")
    seen: list[str] = []

    def watched(connection: Any, stream: str, after: int) -> Any:  # noqa: ANN401  # passed on
        seen.append(stream)
        return load(connection, stream, after)

    monkeypatch.setattr("agreements.record.events.load", watched)
    assert len(desk.data("sign", "status")["issues"]) == 1
    assert set(seen) == {f"company/{COMPANY}"}
    seen.clear()
    assert len(desk.data("sign", "status", "--all")["issues"]) == 2
    assert set(seen) == {f"company/{COMPANY}", "company/glas-a"}


def test_rows_are_made_anew_and_a_wrong_one_is_found(desk: Desk) -> None:
    with open_record(desk.record) as record:
        record._connection.run("UPDATE issue SET status = 'completed'")
    assert [each["code"] for each in desk.data("record", "verify", code=1)["problems"]] == ["E913"]
    desk.run("record", "rebuild")
    assert desk.data("record", "verify")["problems"] == []
    assert [each["status"] for each in desk.data("sign", "status")["issues"]] == ["open"]


@pytest.mark.parametrize(("event", "code"), [(issued_event("eop-nl-2", PLAN, {}), "E801"), (UNREAD, "E802")], ids=["to come", "none"])
def test_what_cannot_be_read_is_a_problem_and_no_traceback(desk: Desk, event: NewEvent, code: str) -> None:
    with open_record(desk.record) as record:
        event = replace(event, format=2) if code == "E801" else event
        record.append(commit(f"company/{COMPANY}", record.version(f"company/{COMPANY}"), event))
    assert desk.codes("sign", "status") == [code]
    assert desk.codes("sign", "status", COMPANY) == [code]
    assert desk.codes("record", "verify")[0] == "E917"


def test_no_signature_in_a_later_issue_changes_an_earlier_one(desk: Desk) -> None:
    table(desk, replace(PLAN, version="1.1"), "eop-nl-2")
    noted(desk)
    happen(desk, Withdrawn(PLANNED, "fout"), issue="eop-nl-2")
    first, second = desk.data("sign", "status", COMPANY)
    assert (first["status"], second["status"], second["why"]) == ("open", "withdrawn", "fout")
