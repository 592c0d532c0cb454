"""`maatwerk sign remind`: who is asked to sign is reminded on the planned days, once; and a term that is over ends an issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from desk import Desk
from dossiers import ROOT
from reminding import Inbox, parsed, server
from tabled import COMPANY, ISSUE, PLAN, PLANNED, another_company, came_back, happen, table, with_table

from agreements.application.signing_record import issues_of, person_id
from agreements.drafting.instruments import KINDS
from agreements.model.dossier_kinds import AuthorityKind, Kind
from agreements.model.signing import Level, Mandate
from agreements.model.signing_events import Delegated, Expired, LeftOffice, PaperRecorded, Reminded, Withdrawn
from agreements.model.values import LocalText
from agreements.record.opening import open_record
from agreements.record.values import Person

FIRST, SECOND = "2026-11-12T10:00:00+01:00", "2026-11-20T10:00:00+01:00"
HAND = Mandate(AuthorityKind.POWER_OF_ATTORNEY, "VM-7", date(2026, 11, 1), date(2026, 11, 30), Decimal(1000000))
NOBODY = "nothing expired and nobody is to be reminded\n"


def address(desk: Desk, *signatories: str, company: str = COMPANY) -> None:
    for each in signatories:
        desk.run("sign", "address", company, each, f"{each}@fabriek.example", person="anna")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk on the first day on which is reminded; two are asked to sign, and their addresses are known."""
    made = with_table(tmp_path)
    address(made, "ceo", "cfo", "minister")
    made.now = FIRST
    return made


def remind(desk: Desk, *words: str, code: int = 0) -> Any:  # noqa: ANN401  # as JSON gives it
    return desk.data("sign", "remind", *words, person="anna", code=code)


def whom(found: Any) -> list[str]:  # noqa: ANN401  # idem
    return [each["signatory"] for each in found["reminded"]]


def letters(desk: Desk) -> list[EmailMessage]:
    """Return the letters that were written as files, by receiver."""
    read = [parsed(path.read_bytes()) for path in (desk.root / "output" / "reminders").glob("*.eml")]
    return sorted(read, key=lambda each: str(each["To"]))


def words(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


def recorded(desk: Desk, company: str = COMPANY) -> list[object]:
    """Return what is recorded of the issues of a company by who reminds and ends."""
    with open_record(desk.record) as record:
        return [each for issue in issues_of(record, company) for each in issue.events if isinstance(each, Reminded | Expired)]


def problems(found: Any) -> list[str]:  # noqa: ANN401  # idem
    return [each["code"] for each in found["problems"]]


# Who and when


def test_who_is_waited_for_is_reminded_on_each_planned_day_and_once(desk: Desk) -> None:
    desk.now = "2026-11-11T10:00:00+01:00"
    assert desk.said("sign", "remind", person="anna") == NOBODY
    desk.now = FIRST
    assert whom(remind(desk)) == ["ceo", "cfo"]
    assert desk.said("sign", "remind", person="anna") == NOBODY
    desk.now = "2026-11-13T10:00:00+01:00"
    assert whom(remind(desk)) == []
    came_back(desk, "ceo", day=date(2026, 11, 14))
    desk.now = SECOND
    assert whom(remind(desk)) == ["cfo"]
    day = date(2026, 11, 12)
    assert recorded(desk) == [Reminded(day, "ceo"), Reminded(day, "cfo"), Reminded(date(2026, 11, 20), "cfo")]
    assert len(letters(desk)) == 3
    assert desk.data("record", "verify")["problems"] == []


def test_days_that_were_missed_remind_once(desk: Desk) -> None:
    desk.now = "2026-11-25T10:00:00+01:00"
    found = remind(desk)
    assert [(each["signatory"], each["day"]) for each in found["reminded"]] == [("ceo", "2026-11-20"), ("cfo", "2026-11-20")]
    assert whom(remind(desk)) == []


def test_what_was_done_is_there_as_data_and_in_words(desk: Desk) -> None:
    came_back(desk, "ceo")
    wanted = {"company": COMPANY, "issue": ISSUE, "signatory": "cfo", "person": "cfo", "day": "2026-11-12", "expires": "2026-12-01"}
    told = remind(desk, "--dry-run")
    assert told == {"dry_run": True, "expired": [], "reminded": [wanted], "sent": [], "problems": []}
    dry = desk.run("sign", "remind", "--dry-run", person="anna", messages="nl").stdout
    assert dry == "herinnerd: Proef Glas · eop-nl-1 · cfo (te tekenen tot en met 2026-12-01) (proef; niets geschreven)\n"
    assert (recorded(desk), letters(desk)) == ([], [])
    found = remind(desk)
    (letter,) = letters(desk)
    place = desk.root / "output" / "reminders" / f"{letter['Message-ID'][1:-1].partition('@')[0]}.eml"
    sent = {"company": COMPANY, "issue": ISSUE, "signatory": "cfo", "message_id": letter["Message-ID"], "place": str(place)}
    assert found == {"dry_run": False, "expired": [], "reminded": [wanted], "sent": [sent], "problems": []}


def test_who_signed_on_paper_waits_for_witnesses_and_is_not_reminded(desk: Desk) -> None:
    happen(desk, PaperRecorded(PLANNED, "sign-cfo", "cfo", PLANNED, "Kast 3"))
    assert whom(remind(desk)) == ["ceo"]


def test_who_signs_for_another_is_written_to(desk: Desk) -> None:
    happen(desk, Delegated(PLANNED, "cfo", "ander", HAND, "0" * 64))
    with open_record(desk.record) as record:
        record.save_person(Person(person_id(COMPANY, ISSUE, "ander"), "A. Nder"))
    address(desk, "ander")
    found = remind(desk)
    assert [(each["signatory"], each["person"]) for each in found["reminded"]] == [("ceo", "ceo"), ("cfo", "ander")]
    first, *_ = letters(desk)
    assert first["To"] == '"A. Nder" <ander@fabriek.example>'
    assert "  u tekent voor: C. Fo\n" in words(first)
    desk.now = SECOND
    assert "cfo" in desk.said("sign", "remind", "--dry-run", person="anna")
    assert "ander for cfo" in desk.said("sign", "remind", "--dry-run", person="anna")


def test_one_company_alone(desk: Desk) -> None:
    another_company(desk, "ander-glas")
    table(desk, company="ander-glas")
    address(desk, "ceo", "cfo", company="ander-glas")
    found = remind(desk, COMPANY)
    assert {each["company"] for each in found["reminded"]} == {COMPANY}
    assert {each["company"] for each in remind(desk)["reminded"]} == {"ander-glas"}
    assert desk.codes("sign", "remind", "niemand", person="anna") == ["E882"]


def test_nobody_reminds_without_a_name(desk: Desk) -> None:
    assert desk.codes("sign", "remind") == ["E891"]
    assert desk.codes("sign", "remind", "--dry-run", person="niemand") == ["E807"]
    assert desk.codes("sign", "address", COMPANY, "ceo", "x@y.example", person="niemand") == ["E807"]
    assert recorded(desk) == []


# What keeps somebody from being reminded


def test_who_has_no_address_is_told_until_there_is_one(desk: Desk) -> None:
    with open_record(desk.record) as record:
        record.save_person(replace(_person(desk, "cfo"), email=""))
    found = remind(desk, code=1)
    assert (problems(found), whom(found)) == (["E657"], ["ceo"])
    told = desk.run("sign", "remind", person="anna", code=1)
    assert "maatwerk sign address proef-glas cfo ADDRESS" in told.stderr
    assert recorded(desk) == [Reminded(date(2026, 11, 12), "ceo")]
    address(desk, "cfo")
    assert whom(remind(desk)) == ["cfo"]


def _person(desk: Desk, signatory: str) -> Person:
    with open_record(desk.record) as record:
        found = record.person(person_id(COMPANY, ISSUE, signatory))
    assert found is not None
    return found


def test_who_cannot_sign_any_more_is_not_asked_to(desk: Desk) -> None:
    happen(desk, LeftOffice(PLANNED, "cfo", PLANNED))
    found = remind(desk, code=1)
    assert (problems(found), whom(found)) == (["E658"], ["ceo"])


def test_an_address_is_kept_with_each_open_issue(desk: Desk) -> None:
    table(desk, replace(PLAN, version="1.1"), "eop-nl-2")
    table(desk, replace(PLAN, version="1.2"), "eop-nl-3")
    happen(desk, Withdrawn(PLANNED, "fout"), issue="eop-nl-2")
    said = desk.said("sign", "address", COMPANY, "gedep", "g@zeeland.example", person="anna")
    assert said == "the address of gedep is recorded with eop-nl-1, eop-nl-3\n"
    with open_record(desk.record) as record:
        kept = {each.id: each.email for each in record.persons() if each.id.endswith("/gedep")}
        assert "zeeland.example" not in str([each.body for each in record.load(f"company/{COMPANY}")])
    assert kept == {
        person_id(COMPANY, "eop-nl-1", "gedep"): "g@zeeland.example",
        person_id(COMPANY, "eop-nl-2", "gedep"): "",
        person_id(COMPANY, "eop-nl-3", "gedep"): "g@zeeland.example",
    }
    with open_record(desk.record) as record:
        issue = issues_of(record, COMPANY)[0]
        assert issue.plan.expected(PLAN.signatures[-1]) == PLAN.persons["gedep"]


def test_who_signs_nothing_gets_no_address(desk: Desk) -> None:
    assert desk.codes("sign", "address", COMPANY, "cef", "x@y.example", person="anna") == ["E659"]
    assert desk.codes("sign", "address", "niemand", "ceo", "x@y.example", person="anna") == ["E882"]
    desk.run("sign", "address", COMPANY, "ceo", "geen adres", person="anna", code=2)
    happen(desk, Withdrawn(PLANNED, "fout"))
    assert desk.codes("sign", "address", COMPANY, "ceo", "x@y.example", person="anna") == ["E659"]


def test_an_address_does_not_bring_back_what_was_erased(desk: Desk) -> None:
    desk.run("person", "erase", person_id(COMPANY, ISSUE, "ceo"), person="anna")
    assert desk.codes("sign", "address", COMPANY, "ceo", "x@y.example", person="anna") == ["E659"]
    assert _person(desk, "ceo").erased
    assert problems(remind(desk, code=1)) == ["E657"]


def test_a_clock_that_runs_behind_records_nothing(desk: Desk) -> None:
    happen(desk, LeftOffice(date(2026, 11, 28), "gedep", date(2026, 11, 27)))
    found = remind(desk, code=1)
    assert (problems(found), whom(found), recorded(desk)) == (["E668"], [], [])


# Sending


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    """A mail server, and its address."""
    made = Inbox()
    with server(made) as where:
        yield made, f"smtp://{where}"


def test_letters_go_out_by_mail(desk: Desk, inbox: tuple[Inbox, str]) -> None:
    box, where = inbox
    found = remind(desk, "--smtp", where, "--sender", "bureau@rijk.example")
    assert sorted(box.receivers) == ["ceo", "cfo"]
    assert {mail["From"] for _, mail in box.accepted} == {"maatwerk <bureau@rijk.example>"}
    assert {each["message_id"] for each in found["sent"]} == {mail["Message-ID"] for _, mail in box.accepted}
    assert letters(desk) == []


def test_a_letter_that_is_refused_waits_and_holds_up_nobody(desk: Desk, inbox: tuple[Inbox, str]) -> None:
    box, where = inbox
    box.refused["ceo@fabriek.example"] = "451 later"
    found = remind(desk, "--smtp", where, code=1)
    assert (problems(found), box.receivers) == (["E898"], ["cfo"])
    box.refused.clear()
    desk.now = "2026-11-12T10:05:00+01:00"
    found = remind(desk, "--smtp", where)
    assert (whom(found), [each["signatory"] for each in found["sent"]], box.receivers) == ([], ["ceo"], ["cfo", "ceo"])
    assert recorded(desk) == [Reminded(date(2026, 11, 12), "ceo"), Reminded(date(2026, 11, 12), "cfo")]


def test_a_server_that_is_down_leaves_everything_waiting(desk: Desk) -> None:
    found = remind(desk, "--smtp", "smtp://127.0.0.1:1", code=1)
    assert (problems(found), whom(found), found["sent"]) == (["E896"], ["ceo", "cfo"], [])
    assert [each["signatory"] for each in remind(desk)["sent"]] == ["ceo", "cfo"]
    assert len(letters(desk)) == 2


def test_what_is_no_longer_so_is_not_sent(desk: Desk) -> None:
    remind(desk, "--smtp", "smtp://127.0.0.1:1", code=1)
    came_back(desk, "ceo", day=date(2026, 11, 12))
    assert [each["signatory"] for each in remind(desk)["sent"]] == ["cfo"]
    with open_record(desk.record) as record:
        assert record.unsent("signing_reminder") == ()


def test_a_name_that_was_erased_meanwhile_is_written_to_by_nobody(desk: Desk) -> None:
    remind(desk, "--smtp", "smtp://127.0.0.1:1", code=1)
    desk.run("person", "erase", person_id(COMPANY, ISSUE, "ceo"), person="anna")
    found = remind(desk, code=1)
    assert (problems(found), [each["signatory"] for each in found["sent"]]) == (["E657"], ["cfo"])


def test_a_letter_that_the_carrier_took_before_the_end_is_the_same_letter(desk: Desk) -> None:
    """A kill between acceptance and note sends it once more, under the same Message-ID."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agreements.record.record.Record.sent", _killed)
        desk.run("sign", "remind", person="anna", code=1)
    assert len(letters(desk)) == 1
    desk.now = "2026-11-12T11:00:00+01:00"
    assert len(remind(desk)["sent"]) == 2
    assert len(letters(desk)) == 2


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


# The letter


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_says_what_to_do_in_the_language_of_the_document(desk: Desk, golden: Golden, language: str) -> None:
    made = replace(PLAN, language=language)
    ceo, cfo = made.groups[0].signatures
    ceo = replace(ceo, capacity=LocalText("bestuurder", "director"))
    cfo = replace(cfo, level=Level.WET_INK, place="Den Haag")
    table(desk, replace(made, groups=(replace(made.groups[0], signatures=(ceo, cfo)), *made.groups[1:])), "eop-x-2")
    happen(desk, Withdrawn(PLANNED, "fout"))
    address(desk, "ceo", "cfo")
    remind(desk)
    text = "\n".join(f"{mail['To']}\n{mail['Subject'].strip()}\n\n{words(mail)}" for mail in letters(desk))
    golden(ROOT / "tests" / "expected" / f"signing-reminder.{language}.txt", text)
    assert {mail["Content-Language"] for mail in letters(desk)} == {language}


def test_paper_without_a_place_names_none(desk: Desk) -> None:
    ceo, cfo = PLAN.groups[0].signatures
    group = replace(PLAN.groups[0], signatures=(ceo, replace(cfo, level=Level.WET_INK)))
    table(desk, replace(PLAN, groups=(group, *PLAN.groups[1:])), "eop-nl-2")
    address(desk, "cfo")
    happen(desk, Withdrawn(PLANNED, "fout"))
    remind(desk, code=1)
    (letter,) = letters(desk)
    assert "dat u op papier tekent. Stuur" in words(letter)


def test_a_letter_about_an_addendum_says_het(desk: Desk) -> None:
    table(desk, replace(PLAN, kind=Kind.ADDENDUM), "addendum-nl-1")
    happen(desk, Withdrawn(PLANNED, "fout"))
    address(desk, "ceo", "cfo")
    remind(desk)
    assert {"Het gaat om het addendum van Proef Glas, uitgifte addendum-nl-1" in words(each) for each in letters(desk)} == {True}


def test_every_document_has_a_name() -> None:
    assert set(KINDS) == set(Kind)


# The end of the term


def test_a_term_that_is_over_ends_the_issue_and_reminds_nobody(desk: Desk) -> None:
    desk.now = "2026-12-01T10:00:00+01:00"
    assert remind(desk)["expired"] == []
    desk.now = "2026-12-02T10:00:00+01:00"
    dry = desk.said("sign", "remind", "--dry-run", person="anna")
    assert dry == "expired: Proef Glas · eop-nl-1 (to be signed until 2026-12-01) (dry run; nothing written)\n"
    found = remind(desk)
    assert (found["expired"], found["reminded"]) == ([{"company": COMPANY, "issue": ISSUE, "expires": "2026-12-01"}], [])
    assert recorded(desk)[-1] == Expired(date(2026, 12, 2))
    assert desk.said("sign", "remind", person="anna") == NOBODY
    assert desk.data("sign", "status")["ended"] == {"expired": 1}
    assert desk.data("record", "verify")["problems"] == []
    assert [each["kind"] for each in desk.data("history", COMPANY)][-1] == "signing_event"


def test_letters_that_wait_when_the_term_ends_are_not_sent(desk: Desk) -> None:
    remind(desk, "--smtp", "smtp://127.0.0.1:1", code=1)
    desk.now = "2026-12-02T10:00:00+01:00"
    assert remind(desk)["sent"] == []
    assert letters(desk) == []


def test_a_clock_that_runs_behind_ends_nothing(desk: Desk) -> None:
    happen(desk, LeftOffice(date(2026, 12, 5), "gedep", date(2026, 11, 27)))
    desk.now = "2026-12-02T10:00:00+01:00"
    assert remind(desk)["expired"] == []


def test_everything_of_every_company_ends_on_its_own_day(desk: Desk) -> None:
    another_company(desk, "ander-glas")
    table(desk, replace(PLAN, expires_on=date(2026, 11, 30)), company="ander-glas")
    table(desk, replace(PLAN, expires_on=date(2026, 12, 3)), "eop-nl-2")
    desk.now = "2026-12-02T10:00:00+01:00"
    found = remind(desk, code=1)
    assert [(each["company"], each["issue"]) for each in found["expired"]] == [("ander-glas", ISSUE), (COMPANY, ISSUE)]
    assert {each["issue"] for each in found["reminded"]} <= {"eop-nl-2"}
