"""`maatwerk due`: every deadline that runs, in words, as data and as a calendar that another program reads."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
from reminding import Bureau, bureau

from agreements.formats.to_icalendar import DayEvent, render

NAME = "Çelik, Zonen; & Co \\ Glas"


@pytest.fixture
def office(tmp_path: Path) -> Bureau:
    """An office with two companies: one under a statutory term since 20 March, one under a policy term since 2 March."""
    made = bureau(tmp_path)
    made.company()
    made.company("glas", f"'{NAME}'")
    made.on("2026-03-20").submit()
    return made


def test_every_deadline_is_listed_the_first_to_end_first(office: Bureau) -> None:
    assert [re.split(r" {2,}", line) for line in office.do("due").splitlines() if "─" not in line] == [
        ["bedrijf", "toestand", "uiterlijk", "dagen", "aard", "waarschuwing"],
        [NAME, "concept", "2026-05-11", "52", "beleid", "2026-04-27 anna"],
        ["Fabriek B.V.", "toets; juridisch, en meer", "2026-05-18", "59", "wettelijk", "2026-05-11 daan"],
    ]


def test_the_day_of_a_company_is_explained(office: Bureau) -> None:
    assert office.do("due", "fabriek").splitlines() == [
        "Fabriek B.V. · toets; juridisch, en meer",
        "  laatste dag 18 mei 2026 · nog 59 dagen",
        "  wettelijke termijn (art. 4:13 Awb) · geteld vanaf 20 maart 2026",
        "  waarschuwing 2026-05-11 jurist: daan",
        "  na die dag kan: terugnemen",
        (
            "  – art. 1 lid 1 Algemene termijnenwet: 15 mei 2026 is bij koninklijk besluit met een feestdag gelijkgesteld, 16 mei 2026 is "
            "een zaterdag en 17 mei 2026 is een zondag; de termijn loopt door tot en met 18 mei 2026."
        ),
    ]
    assert office.do("--messages", "en", "due", "glas").splitlines() == [
        f"{NAME} · draft",
        "  last day 11 May 2026 · 52 days left",
        "  policy term · counted from 2 March 2026",
        "  warning 2026-04-27 policy officer: anna",
        (
            "  – The Algemene termijnenwet applies only to terms set by an act or an order in council; this term stands in the policy and "
            "its last day does not move."
        ),
    ]


def test_all_days_are_explained_on_request(office: Bureau) -> None:
    shown = office.do("due", "--explain")
    assert "laatste dag 11 mei 2026" in shown
    assert "laatste dag 18 mei 2026" in shown
    assert "\n\n" in shown


def test_only_what_ends_soon_or_is_over(office: Bureau) -> None:
    assert [each["company"] for each in office.data("due", "--within", "52d")] == ["glas"]
    assert [each["company"] for each in office.data("due", "--within", "8w")] == ["glas"]
    assert [each["days_left"] for each in office.data("due", "--within", "59")] == [52, 59]
    assert office.do("due", "--within", "51d") == "er loopt geen termijn\n"
    assert office.do("due", "glas", "--within", "51d") == "er loopt geen termijn\n"
    assert [each["days_left"] for each in office.on("2026-05-12").data("due", "--within", "0d")] == [-1]
    assert office.run("due", "--within", "soon").exit_code == 2


@pytest.mark.parametrize(("day", "words"), [("2026-05-10", "nog 1 dag\n"), ("2026-05-11", "vandaag"), ("2026-05-12", "1 dag te laat\n")])
def test_how_long_there_is_left_is_said_in_words(office: Bureau, day: str, words: str) -> None:
    assert words in office.on(day).do("due", "glas")


def test_everything_is_there_as_data(office: Bureau) -> None:
    (found,) = office.data("due", "fabriek")
    explanation = found.pop("explanation")
    assert found == {
        "company": "fabriek",
        "name": "Fabriek B.V.",
        "state": "review",
        "label": {"nl": "toets; juridisch, en meer", "en": "review; legal, and more"},
        "last": "2026-05-18",
        "days_left": 59,
        "stands_still_since": None,
        "legal": "statutory",
        "basis": "art. 4:13 Awb",
        "then": {"nl": "terugnemen", "en": "take back"},
        "next_warning": {
            "day": "2026-05-11",
            "role": {"nl": "jurist", "en": "lawyer"},
            "persons": [{"person": "daan", "on_behalf_of": []}],
        },
    }
    assert explanation["reasons"][0]["en"].startswith("Algemene termijnenwet, art. 1(1)")
    assert office.data("due")[0]["explanation"] is None


def test_who_is_warned_next_follows_claims_roles_and_deputies(office: Bureau) -> None:
    assert office.on("2026-04-28").data("due", "glas")[0]["next_warning"]["day"] == "2026-04-27"  # the day has come, nobody was warned yet
    office.do("person", "delegate", "carla", "bram", "--from", "2026-05-01", "--as", "beheer")
    office.do("remind")
    assert "2026-05-11 secretaris: bram (namens carla), carla" in office.do("due", "glas")
    assert "2026-05-11 bram, carla" in office.do("due")
    office.on("2026-05-11").do("remind")
    assert office.data("due", "glas")[0]["next_warning"] is None
    office.do("person", "end", "daan", "lawyer", "--for", "ezk", "--as", "beheer", "--last", "2026-05-01")
    assert "2026-05-19 bram, carla" in office.do("due")
    assert "7 te laat" in office.on("2026-05-18").do("due")


def test_a_role_that_nobody_holds_is_said(office: Bureau) -> None:
    office.do("person", "end", "daan", "lawyer", "--for", "ezk", "--as", "beheer")
    assert "2026-05-11 niemand (jurist)" in office.do("due")
    assert "2026-05-11 jurist: niemand" in office.do("due", "fabriek")


def test_a_suspended_case_stands_still(office: Bureau) -> None:
    office.step("hold", "anna", "--note", "wacht op advies")
    assert "de termijn staat stil" in office.do("due", "--within", "1d")
    assert office.do("due", "fabriek").replace("\xa0", " ").splitlines()[1:3] == [
        "  de termijn staat stil sinds 20 maart 2026",
        "  wettelijke termijn (art. 4:13 Awb) · geteld vanaf 20 maart 2026",
    ]
    (found,) = office.data("due", "fabriek")
    assert (found["last"], found["days_left"], found["next_warning"]) == (None, None, None)
    assert found["stands_still_since"]["first"] == "2026-03-20"
    assert "sinds 21 maart 2026 (wacht op advies). Loopt hij weer vanaf 22 maart 2026" in found["explanation"]["reasons"][0]["nl"]


def test_a_term_of_the_law_is_due_while_the_office_lets_the_case_rest(office: Bureau) -> None:
    before = office.do("due")
    office.step("rest", "anna", "--note", "wacht op een nieuw kabinet")
    assert office.do("due") == before
    assert office.data("due", "fabriek")[0]["last"] is not None


def test_a_case_that_has_ended_has_no_deadline(office: Bureau) -> None:
    office.step("stop", "carla")
    assert office.do("due", "fabriek") == "er loopt geen termijn\n"


def test_a_company_that_is_not_known_is_refused(office: Bureau) -> None:
    assert "E882" in office.run("due", "fabrik").stderr


def test_a_start_that_is_not_known_to_the_day_is_said(office: Bureau) -> None:
    path = office.folder / "oud.yaml"
    text = (office.folder / "fabriek.yaml").read_text(encoding="utf-8").replace("id: fabriek", "id: oud")
    path.write_text(
        f"{text}history:\n  - {{event: signed, stage: eop, date: 2026-02, source: brief}}\nsources:\n  brief: {{title: Brief}}\n"
    )
    workflow = (office.folder / "klein.yaml").read_text(encoding="utf-8").replace("workflow: klein", "workflow: open")
    process = office.folder / "open.yaml"
    process.write_text(f"{workflow}openings:\n  - {{stage: eop, event: signed, state: review}}\n", encoding="utf-8")
    office.do("workflow", "publish", process, "--as", "beheer")
    office.do("apply", path, "--workflow", "open", "--as", "anna")
    assert "de begindatum is niet precies bekend" in office.do("due", "oud")


# the calendar


def events(content: bytes) -> list[icalendar.Event]:
    """Read a calendar as another program does."""
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    assert not calendar.errors
    return [each for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event)]


def test_another_program_reads_the_calendar(office: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "agenda" / "termijnen.ics"
    result = office.run("due", "--ics", path)
    assert (result.exit_code, result.stdout) == (0, "")
    first, second = events(path.read_bytes())
    assert (first["SUMMARY"], first.start) == (f"{NAME}: concept", date(2026, 5, 11))
    assert (second["SUMMARY"], second.start) == ("Fabriek B.V.: toets; juridisch, en meer", date(2026, 5, 18))
    assert second["DESCRIPTION"] == "wettelijke termijn (art. 4:13 Awb)\nna die dag kan: terugnemen"
    stamp = first.DTSTAMP
    assert stamp == datetime(2026, 3, 20, tzinfo=UTC)
    assert not first.errors
    assert not second.errors


def test_a_deadline_keeps_its_place_in_every_calendar_until_it_moves(office: Bureau, tmp_path: Path) -> None:
    def uids(name: str) -> list[str]:
        office.do("due", "--ics", tmp_path / name)
        return [str(each["UID"]) for each in events((tmp_path / name).read_bytes())]

    before = uids("a.ics")
    office.later(1)
    assert uids("b.ics") == before
    office.step("hold", "anna", company="glas")
    office.later(7)
    office.step("resume", "anna", company="glas")
    after = uids("c.ics")
    assert (len(set(after)), len(set(after) & set(before))) == (2, 1)


def test_lines_are_folded_between_letters_and_no_sign_breaks_out() -> None:
    name = "é\u00a0€𝒳" * 40 + '\r\nBEGIN:VALARM\x00\x1b",;:\\n'
    content = render([DayEvent("u@x", date(2026, 5, 11), name, "a\nb")], date(2026, 1, 1), "en")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    content.decode()
    for line in content.split(b"\r\n"):
        line.decode()
    (found,) = events(content)
    assert found["SUMMARY"] == name.replace("\r", "").replace("\x00", "").replace("\x1b", "")
    assert found["DESCRIPTION"] == "a\nb"
    assert not found.subcomponents


def test_a_calendar_without_days_is_not_written(office: Bureau, tmp_path: Path) -> None:
    result = office.run("due", "--within", "1d", "--ics", tmp_path / "leeg.ics")
    assert (result.exit_code, "E899" in result.stderr) == (1, True)
    assert not (tmp_path / "leeg.ics").exists()


def test_a_calendar_that_cannot_be_written_is_told(office: Bureau, tmp_path: Path) -> None:
    (tmp_path / "vol").write_text("")
    words = ("due", "--ics", tmp_path / "vol" / "termijnen.ics")
    result = office.run(*words)
    assert (result.exit_code, "E506" in result.stderr, result.stdout) == (1, True, "")
    assert [each["code"] for each in office.data(*words, code=1)["problems"]] == ["E506"]


def test_without_a_record_the_first_thing_to_do_is_told(tmp_path: Path) -> None:
    assert "E906" in Bureau(tmp_path).run("due").stderr
