"""The roadmap: what each side does by when, what was planned before, and what comes too late."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pypdfium2
import pytest
from dossiers import ROOT, codes, read
from hypothesis import given
from hypothesis import strategies as st
from judges import verapdf
from openxml_audit import FileFormat, OpenXmlValidator
from reminding import Bureau, bureau
from test_html import faults  # noqa: F401  # a fixture
from test_timeline import figures

from agreements.application.roadmap_calendar import as_calendar
from agreements.drafting.document import Document, Mark
from agreements.drafting.roadmap_document import About, roadmap_document
from agreements.formats import fonts, render
from agreements.mail import identity
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Stage
from agreements.model.promised import MARKS
from agreements.model.roadmap import Fit, Known, PointKind, Route, all_that_holds, fit, public_only, route_of, stated_dates
from agreements.model.values import before, parse_date

DAY = date(2026, 12, 1)
PLANTED = "Geheimwoord"

PLAN = """\
format: 1
company: {id: verzonnen, name: Verzonnen Zink B.V., short_name: Zink, cluster: nzkg}
commitments:
  - id: co2
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "10", unit: kt, year: 2030}, neutral: {before: 2050}, source: brief}
      - {stage: jloi, nature: effort, total: {amount: "8", unit: kt, year: 2031}, source: brief}
projects:
  - id: oven
    name: elektrische oven
    technique: electrification
    start: "2029"
    decision: 2027-06
    needs: [net, keuze]
    visibility: public
  - {id: geheim, name: Geheimwoord, technique: other, start: 2028-01, needs: [net]}
preconditions:
  - {id: net, kind: grid, what: zwaardere aansluiting, owner: de netbeheerder, wanted: "2028", expected: 2030-03, visibility: public}
milestones:
  - {id: keuze, what: keuze van de oven, party: company, date: 2026-12-31, visibility: public}
  - {id: later, what: iets zonder datum, party: province, visibility: public}
history:
  - {stage: eop, event: signed, date: 2023-07, visibility: public}
  - {stage: jloi, event: signed, date: 2027-01-15, visibility: public}
sources:
  brief: {title: Brief van Verzonnen Zink}
"""


def dossier(text: str = PLAN) -> Dossier:
    found, problems = read(text)
    assert problems == ()
    assert found is not None
    return found


def named(route: Route) -> list[tuple[str, str, str]]:
    return [(each.kind.value, each.id, each.date.last.isoformat() if each.date else "") for each in route.points]


def test_what_was_carried_over_and_not_promised_is_no_target() -> None:
    made, carried = PLAN, PLAN.replace("year: 2031}, source: brief", f'year: 2031}}, source: brief, unsure: "{MARKS[Stage.EOP]}"')
    assert carried != made
    targets = [
        [each for each in named(route_of(dossier(text), date(2027, 3, 1), all_that_holds)) if "2031" in each[2]] for text in (made, carried)
    ]
    assert [len(each) for each in targets] == [1, 0]


def document(route: Route, language: str = "nl", **more: Any) -> Document:  # noqa: ANN401  # as About takes them
    return roadmap_document([route], About(DAY, 2040, **more), language, fonts.spelled)


# What stands on it


def test_the_points_of_a_company_stand_in_order_of_time_as_of_a_day() -> None:
    assert named(route_of(dossier(), DAY, public_only)) == [
        ("signed", "eop", "2023-07-31"),
        ("milestone", "keuze", "2026-12-31"),
        ("decision", "oven", "2027-06-30"),
        ("start", "oven", "2029-12-31"),
        ("precondition", "net", "2030-03-31"),
        ("target", "co2", "2030-12-31"),
        ("target", "co2-neutral", "2049-12-31"),
        ("milestone", "later", ""),
    ]


def test_what_is_promised_later_takes_the_place_of_what_was_promised_once_that_is_signed() -> None:
    later = named(route_of(dossier(), date(2027, 1, 15), public_only))
    assert [each for each in later if each[0] in {"signed", "target"}] == [
        ("signed", "eop", "2023-07-31"),
        ("signed", "jloi", "2027-01-15"),
        ("target", "co2", "2031-12-31"),
    ]


def test_a_promise_in_a_document_that_nobody_signed_is_no_target_yet() -> None:
    unsigned = dossier(PLAN.partition("history:")[0] + "sources:" + PLAN.partition("sources:")[2])
    assert "target" not in [kind for kind, _, _ in named(route_of(unsigned, DAY, all_that_holds))]
    known = Known(signed={Stage.EOP: parse_date("2026-11-30")})
    assert [each for each in named(route_of(unsigned, DAY, public_only, known)) if each[0] in {"signed", "target"}] == [
        ("signed", "eop", "2026-11-30"),
        ("target", "co2", "2030-12-31"),
        ("target", "co2-neutral", "2049-12-31"),
    ]


IDS = st.lists(st.sampled_from(["a", "neutral", "figure"]), min_size=1, max_size=4).map("-".join)


@given(ids=st.sets(IDS, min_size=1, max_size=5))
def test_no_two_points_have_one_name_in_a_calendar_and_a_name_does_not_change(ids: set[str]) -> None:
    """Regression: the figure of a commitment `co2-neutral` and the climate neutrality of `co2` were one entry."""
    first, after = PLAN.index("  - id: co2\n"), PLAN.index("projects:")
    promises = "".join(PLAN[first:after].replace("- id: co2\n", f"- id: {each}\n") for each in sorted(ids))
    route = route_of(dossier(PLAN[:first] + promises + PLAN[after:]), DAY, public_only)
    names = [told(each, "UID") for each in events(as_calendar([route], About(DAY, 2040), "nl", "x"))]
    assert len(set(names)) == len(names) == len([each for each in route.points if each.date])
    kept = {identity("company/verzonnen", "roadmap", "target", f"{each}-neutral").strip("<>") for each in ids}
    kept |= {identity("company/verzonnen", "roadmap", "target", each).strip("<>") for each in ids if not each.endswith("-neutral")}
    assert kept <= set(names)


def test_a_signature_that_was_told_again_and_taken_back_is_still_there() -> None:
    """Regression: what was taken back hid what was told, also what the record itself knows to be signed."""
    back = "  - {stage: jloi, event: signed, date: 2027-01-15, visibility: public}\n"
    text = PLAN.replace(back, back + back.replace("visibility", "withdrawn: true, visibility"))
    assert ("signed", "jloi", "2027-01-15") in named(route_of(dossier(text), date(2027, 3, 1), public_only))


def test_a_fact_that_was_taken_back_is_nowhere() -> None:
    gone = PLAN.replace('start: "2029"\n', 'start: "2029"\n    withdrawn: true\n')
    assert "oven" not in [each.id for each in route_of(dossier(gone), DAY, all_that_holds).points]


def test_what_is_internal_stands_on_it_only_when_asked_and_then_every_page_says_so() -> None:
    outside, inside = (route_of(dossier(), DAY, each) for each in (public_only, all_that_holds))
    for name in ("txt", "html", "json", "akn", "docx", "pdf"):
        assert PLANTED.encode() not in render(document(outside), name)
    pages = pypdfium2.PdfDocument(render(document(inside, internal=True), "pdf"))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert any(PLANTED in text for text in texts)
    assert all("INTERN" in text for text in texts)


# What waits for what


def test_a_point_waits_for_what_it_needs_and_one_that_comes_too_late_is_told() -> None:
    route = route_of(dossier(), DAY, public_only)
    assert [(wait.point.id, wait.needed.id, wait.fit) for wait in route.waits] == [
        ("oven", "net", Fit.LATE),
        ("oven", "keuze", Fit.IN_TIME),
    ]
    text = render(document(route), "txt").decode()
    assert "komt te laat" in text
    assert "de netbeheerder" in text
    assert "comes too late" in render(document(route, "en"), "txt").decode()


@pytest.mark.parametrize(
    ("wanted", "expected", "found"),
    [
        ("2029", "2030-03", Fit.LATE),
        ("2029", "2028", Fit.IN_TIME),
        ("2029", "2029", Fit.IN_TIME),
        ("2029-06", "2029", Fit.PERHAPS_LATE),
        ("2029-06-30", "2029-06-30", Fit.IN_TIME),
        ("2029-06-30", "2029-07-01", Fit.LATE),
        ("2029", "2029-12-01/2030-02-01", Fit.PERHAPS_LATE),
        ("", "2029", Fit.UNKNOWN),
        ("2029", "", Fit.UNKNOWN),
    ],
)
def test_whether_it_comes_in_time_is_told_as_far_as_both_dates_say(wanted: str, expected: str, found: Fit) -> None:
    assert fit(parse_date(wanted) if wanted else None, parse_date(expected) if expected else None) is found


def test_before_a_year_is_in_time_for_that_year() -> None:
    assert fit(parse_date("2030"), before("2030")) is Fit.IN_TIME
    assert fit(before("2030"), parse_date("2030")) is Fit.LATE


days = st.dates(date(2020, 1, 1), date(2045, 12, 31))


@given(days, days, days, days)
def test_late_is_late_on_every_day_that_is_left_open(a: date, b: date, c: date, d: date) -> None:
    wanted, expected = (parse_date(f"{min(pair)}/{max(pair)}") for pair in ((a, b), (c, d)))
    assert wanted.first is not None
    assert expected.first is not None
    match fit(wanted, expected):
        case Fit.LATE:
            assert expected.first > wanted.last
        case Fit.IN_TIME:
            assert expected.last <= wanted.last
        case _:
            assert expected.first <= wanted.last < expected.last


def test_who_needs_what_is_nowhere_or_waits_for_itself_is_told_where() -> None:
    _, nowhere = read(PLAN.replace("[net, keuze]", "[nett, keuze]"))
    assert [(each.code, dict(each.arguments)["guess"] != "") for each in nowhere] == [("E218", True)]
    _, circle = read(PLAN.replace("date: 2026-12-31,", "date: 2026-12-31, needs: [oven],"))
    assert codes(circle) == ["E222", "E222"]


# What was planned before


def test_dates_are_found_in_whatever_was_said_and_nothing_else() -> None:
    said = {
        "milestones": [{"id": "a", "date": "2027"}, {"id": "b", "date": "ooit"}, {"id": "c"}, "x"],
        "projects": [{"id": "p", "start": {"before": "2030"}, "decision": "2028-02"}],
        "preconditions": [{"id": "n", "wanted": "2028", "expected": "2029"}],
    }
    assert stated_dates(said) == {
        (PointKind.MILESTONE, "a"): parse_date("2027"),
        (PointKind.START, "p"): before("2030"),
        (PointKind.DECISION, "p"): parse_date("2028-02"),
        (PointKind.PRECONDITION, "n"): parse_date("2029"),
    }
    assert stated_dates(None) == {}


@pytest.fixture
def office(tmp_path: Path) -> Bureau:
    """An office that knows one company, whose plan moved twice: recorded on 2 March, 1 June and 1 September."""
    made, path, text = bureau(tmp_path), tmp_path / "zink.yaml", PLAN.partition("history:")[0] + "sources:" + PLAN.partition("sources:")[2]
    moves = (("2026-03-02", "", ""), ("2026-06-01", "2027-06", "2027-11"), ("2026-09-01", 'start: "2029"', "start: 2030-05"))
    for day, old, new in moves:
        text = text.replace(old, new)
        path.write_text(text)
        made.on(day).do("apply", path, "--as", "anna", "--workflow", "klein")
    return made


def point(found: dict[str, Any], kind: str, identifier: str) -> dict[str, Any]:
    (company,) = found["companies"]
    (each,) = [each for each in company["points"] if (each["kind"], each["id"]) == (kind, identifier)]
    return dict(each)


def test_the_first_date_stays_beside_the_one_of_now(office: Bureau) -> None:
    now = office.on("2026-12-01").data("roadmap", "verzonnen")
    start = point(now, "start", "oven")
    assert (start["date"]["last"], start["before"]["last"]) == ("2030-05-31", "2029-12-31")
    assert "Eerder" in office.do("roadmap", "verzonnen")


def test_as_known_asks_what_the_record_held_then(office: Bureau) -> None:
    then = office.on("2026-12-01").data("roadmap", "--at", "2026-12-01", "--as-known", "2026-07-01")
    assert point(then, "start", "oven")["before"] is None
    assert point(then, "decision", "oven")["date"]["last"] == "2027-11-30"
    assert office.data("roadmap", "--at", "2026-02-01")["companies"] == []
    assert "geen bedrijf" in office.do("roadmap", "--at", "2026-02-01")


def test_the_same_two_days_give_the_same_bytes_later(office: Bureau, tmp_path: Path) -> None:
    asked = ("roadmap", "--at", "2026-07-01", "--as-known", "2026-07-01", "-f", "pdf", "-f", "docx", "-f", "html", "-l", "nl", "-l", "en")
    made = []
    for day in ("2026-08-01", "2027-02-01"):
        folder = tmp_path / day
        assert len(office.on(day).do(*asked, "-o", folder).splitlines()) == 6
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]


def test_what_cannot_be_asked_is_told(office: Bureau, tmp_path: Path) -> None:
    assert "E8" in office.run("roadmap", "niemand").stderr
    path = tmp_path / "fout.yaml"
    path.write_text(PLAN.replace("[net, keuze]", "[nett]"))
    refused = office.run("roadmap", path)
    assert refused.exit_code == 1
    assert "fout.yaml:" in refused.stderr
    assert refused.stdout == ""


def test_the_data_say_what_waits_and_whether_it_fits(office: Bureau) -> None:
    found = office.on("2026-12-01").data("roadmap", "verzonnen")
    (company,) = found["companies"]
    assert company["waits"] == [
        {"point": {"kind": "start", "id": "oven"}, "needed": {"kind": "precondition", "id": "net"}, "fit": "in_time"},
        {"point": {"kind": "start", "id": "oven"}, "needed": {"kind": "milestone", "id": "keuze"}, "fit": "in_time"},
    ]
    assert (found["at"], found["as_known"], found["internal"], found["files"]) == ("2026-12-01", None, False, [])


def test_a_company_of_which_nothing_is_public_is_not_named_among_all(office: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "stil.yaml"
    text = PLAN.partition("history:")[0] + "sources:" + PLAN.partition("sources:")[2]
    path.write_text(text.replace("visibility: public", "visibility: internal").replace("verzonnen", "stil").replace("Zink", "Stilte"))
    office.do("apply", path, "--as", "anna", "--workflow", "klein")
    assert [each["company"] for each in office.data("roadmap")["companies"]] == ["verzonnen"]
    assert "Stilte" not in office.do("roadmap")
    assert "Stilte" not in office.do("roadmap", path)
    assert [each["company"] for each in office.data("roadmap", "--internal")["companies"]] == ["stil", "verzonnen"]
    assert "Van dit bedrijf is hiervoor niets bekend." in office.do("roadmap", "stil")


# As a calendar


def events(content: bytes) -> list[icalendar.Event]:
    """Read a calendar as another program does."""
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    assert (calendar.errors, calendar["VERSION"]) == ([], "2.0")
    found = [each for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event)]
    assert [each.errors for each in found if each.errors] == []
    return found


def told(event: icalendar.Event, key: str) -> str:
    return str(event[key]).replace("\u00a0", " ")


def test_each_dated_point_is_a_day_in_a_calendar_and_what_is_no_day_says_so(office: Bureau, tmp_path: Path) -> None:
    path, plan = tmp_path / "roadmap-2026-12-01-nl.ics", tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    assert office.on("2026-12-01").do("roadmap", plan, "-f", "ics", "-o", tmp_path) == f"{path}\n"
    found = events(path.read_bytes())
    assert [(each.start, told(each, "SUMMARY")) for each in found] == [
        (date(2023, 7, 31), "Zink: Expression of Principles (ondertekening; juli 2023)"),
        (date(2026, 12, 31), "Zink: keuze van de oven (mijlpaal)"),
        (date(2027, 6, 30), "Zink: elektrische oven (besluit; juni 2027)"),
        (date(2029, 12, 31), "Zink: elektrische oven (ingebruikname; 2029)"),
        (date(2030, 3, 31), "Zink: zwaardere aansluiting (randvoorwaarde; maart 2030)"),
        (date(2030, 12, 31), "Zink: CO₂: 10 kiloton (doel; 2030)"),
        (date(2049, 12, 31), "Zink: klimaatneutraal (doel; vóór 2050)"),
    ]
    assert {each.DTSTAMP for each in found} == {datetime(2026, 12, 1, tzinfo=UTC)}
    assert PLANTED not in path.read_text(encoding="utf-8")


def test_a_day_in_a_calendar_says_who_sees_to_it_what_is_known_of_it_and_what_it_was(office: Bureau, tmp_path: Path) -> None:
    office.on("2026-12-01").do("roadmap", "verzonnen", "-f", "ics", "-o", tmp_path)
    start = events((tmp_path / "roadmap-2026-12-01-nl.ics").read_bytes())[-1]
    assert told(start, "SUMMARY") == "Zink: elektrische oven (ingebruikname; mei 2030)"
    assert told(start, "DESCRIPTION").splitlines() == [
        "Wie: het bedrijf",
        "Wanneer: mei 2030; de afspraak staat op de laatste dag die het kan zijn.",
        "Eerder: 2029",
    ]


def test_a_point_keeps_its_place_in_a_calendar_when_its_date_moves(office: Bureau, tmp_path: Path) -> None:
    asked = ("roadmap", "verzonnen", "-f", "ics", "-l", "en", "-o", tmp_path)
    made = {}
    for day, known in (("2026-07-01", "2026-07-01"), ("2026-12-01", "2026-12-01")):
        office.on("2027-02-01").do(*asked, "--at", day, "--as-known", known)
        made[day] = {told(each, "UID"): each.start for each in events((tmp_path / f"roadmap-{day}-en.ics").read_bytes())}
    before, after = made.values()
    assert before.keys() == after.keys()
    assert sum(before[uid] != after[uid] for uid in before) == 1


def test_the_same_day_makes_the_same_calendar(office: Bureau, tmp_path: Path) -> None:
    asked = ("roadmap", "--at", "2026-07-01", "--as-known", "2026-07-01", "-f", "ics", "-l", "nl", "-l", "en")
    found = []
    for day in ("2026-08-01", "2027-02-01"):
        office.on(day).do(*asked, "-o", tmp_path / day)
        found.append({path.name: path.read_bytes() for path in (tmp_path / day).iterdir()})
    assert found[0] == found[1]
    assert sorted(found[0]) == ["roadmap-2026-07-01-en.ics", "roadmap-2026-07-01-nl.ics"]


def test_the_calendar_of_real_companies_says_that_it_is_a_reconstruction_and_that_of_the_office_that_it_is_internal(
    office: Bureau, tmp_path: Path
) -> None:
    office.do("roadmap", ROOT / "examples/npvi", "--at", "2025-06-30", "-f", "ics", "-o", tmp_path)
    content = (tmp_path / "roadmap-2025-06-30-nl.ics").read_bytes()
    found = events(content)
    assert len({told(each, "UID") for each in found}) == len(found) > 30
    assert all("Reconstructie uit openbare bronnen" in told(each, "DESCRIPTION") for each in found)
    assert all(len(line) <= 75 and b"\n" not in line for line in content.split(b"\r\n"))
    office.do("roadmap", "verzonnen", "--internal", "-f", "ics", "-o", tmp_path)
    inside = events((tmp_path / f"roadmap-{office.day}-nl.ics").read_bytes())
    assert all(told(each, "DESCRIPTION").startswith("Bevat gegevens die niet openbaar zijn") for each in inside)
    assert any(PLANTED in told(each, "SUMMARY") for each in inside)


def test_a_year_of_a_calendar_has_four_digits(tmp_path: Path) -> None:
    bureau(tmp_path).do("roadmap", ROOT / "examples/npvi", "--at", "0001-01-01", "-f", "ics", "-o", tmp_path)
    found = events((tmp_path / "roadmap-0001-01-01-nl.ics").read_bytes())
    assert {each.DTSTAMP for each in found} == {datetime(1, 1, 1, tzinfo=UTC)}


def test_a_roadmap_without_a_date_makes_no_calendar(office: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "leeg.yaml"
    path.write_text("format: 1\ncompany: {id: leeg, name: Leeg B.V.}\n", encoding="utf-8")
    refused = office.run("roadmap", path, "-f", "ics", "-f", "txt", "-o", tmp_path / "uit")
    assert (refused.exit_code, "E899" in refused.stderr, (tmp_path / "uit").exists()) == (1, True, False)


# What it looks like


def test_each_date_is_drawn_once_and_a_date_that_moved_twice() -> None:
    route = route_of(dossier(), DAY, public_only, Known({(PointKind.START, "oven"): parse_date("2028")}))
    key, whole, own = figures(document(route))
    kinds = list(PointKind)
    assert len([each for each in key.drawing if isinstance(each, Mark)]) == len(kinds)
    dated = [each for each in route.points if each.date and each.date.last.year <= 2040]
    for figure in (whole, own):
        assert len([each for each in figure.drawing if isinstance(each, Mark)]) == len(dated)


def test_a_company_of_which_nothing_is_known_is_told_so() -> None:
    bare = route_of(dossier("format: 1\ncompany: {id: leeg, name: Leeg B.V.}\n"), DAY, public_only)
    assert "Van dit bedrijf is hiervoor niets bekend." in render(document(bare), "txt").decode()


def test_a_plan_of_a_hundred_points_goes_over_pages() -> None:
    dates = [f"20{27 + number % 9}-0{1 + number % 8}" for number in range(100)]
    steps = [f"{{id: m{place}, what: stap {place}, party: state, date: {day}, visibility: public}}" for place, day in enumerate(dates)]
    more = "\n".join(f"  - {step}" for step in steps)
    route = route_of(dossier(PLAN.replace("milestones:\n", f"milestones:\n{more}\n")), DAY, public_only)
    text = render(document(route), "txt").decode()
    assert all(f"stap {number} " in text for number in range(100))
    assert len(figures(document(route))) == 2 + 3


def npvi(language: str) -> Document:
    from agreements.application.roadmap import drawn_up, from_files  # noqa: PLC0415  # only here
    from agreements.workspace import dossiers_in  # noqa: PLC0415  # idem

    gathered = from_files(
        dossiers_in([ROOT / "examples/npvi", ROOT / "examples/demo/fictie-chemie.yaml"]), date(2025, 6, 30), internal=False
    )
    assert gathered.problems == ()
    return drawn_up(gathered.routes, About(date(2025, 6, 30), 2040), language)


def test_a_page_with_a_reconstruction_says_so() -> None:
    assert "Reconstructie uit openbare bronnen" in npvi("nl").furniture.notices[0]


@pytest.mark.proof
def test_it_can_be_archived_read_aloud_and_edited(tmp_path: Path, faults: Any) -> None:  # noqa: ANN401, F811  # of the browser
    assert not verapdf.missing()
    both = {language: npvi(language) for language in ("nl", "en")}
    found = verapdf.verdicts(tmp_path, {language: render(each, "pdf") for language, each in both.items()})
    assert found == {language: {"3a": "", "ua1": ""} for language in both}
    for language, each in both.items():
        assert faults(render(each, "html").decode(), "light", 1200) == ([], 1200)
        assert faults(render(each, "html").decode(), "dark", 360) == ([], 360)
        path = tmp_path / f"{language}.docx"
        path.write_bytes(render(each, "docx"))
        assert OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path)).errors == []
