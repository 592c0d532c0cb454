"""Time per phase and whom a company waits for: in the portfolio, as data and for a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import DOSSIER
from reminding import WORKFLOW, Bureau, bureau

from agreements.application.board import Waiting
from agreements.application.phase_times import Awaiting, CompanyTimes, InPhase, Times, merged, over_all
from agreements.application.phase_words import as_data, days_words, waits_of
from agreements.cli.phase_times import sections
from agreements.model.values import LocalText, parse_date
from agreements.workflow.stays import Days

PROCESS = (
    WORKFLOW.replace("workflow: klein", "workflow: twee")
    .replace("  - {id: begin, label: Begin}", "  - {id: begin, label: Begin}\n  - {id: toets, label: {nl: Toets, en: Review}}")
    .replace("  - id: review\n    phase: begin", "  - id: review\n    phase: toets")
)
OPENED = "openings:\n  - {stage: eop, event: signed, state: review}\n"


@pytest.fixture
def office(tmp_path: Path) -> Bureau:
    """Three companies: one that came to the test after 18 days and back, one still at the start, one that was signed before the record."""
    made = bureau(tmp_path)
    process = made.folder / "twee.yaml"
    process.write_text(PROCESS + OPENED, encoding="utf-8")
    made.do("workflow", "publish", process, "--as", "beheer")
    come(made, "fabriek", "Fabriek B.V.")
    come(made, "glas", "Glas B.V.")
    old = "history:\n  - {event: signed, stage: eop, date: 2026-02, source: brief}\nsources:\n  brief: {title: Brief}\n"
    come(made, "oud", "Oud B.V.", old)
    made.on("2026-03-20").submit()
    made.on("2026-04-01").step("take-back", "anna")
    return made.on("2026-05-01")


def come(made: Bureau, identifier: str, name: str, more: str = "") -> None:
    path = made.folder / f"{identifier}.yaml"
    path.write_text(DOSSIER.replace("id: fabriek, name: Fabriek B.V.", f"id: {identifier}, name: {name}") + more, encoding="utf-8")
    made.do("apply", path, "--workflow", "twee", "--as", "anna")


def section(said: str) -> list[str]:
    """Return the lines of a portfolio about times."""
    lines = said.replace("\u00a0", " ").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(("Doorlooptijd", "How long")))
    return [line for line in lines[start:] if line and "─" not in line][:12]


def test_the_portfolio_tells_the_days_in_each_phase_and_who_is_waited_for_since_when(office: Bureau) -> None:
    assert section(office.do("portfolio")) == [
        "Doorlooptijd per fase, over alle bedrijven (dagen)",
        "fase     verlaten  mediaan  langst  nu erin  langst nu",
        "Begin    0         –        –       2        60",
        "Toets *  1         12       12      1        –",
        "Tijd per fase (dagen) en op wie wordt gewacht",
        "bedrijf       per fase             wacht op           sinds",
        "Fabriek B.V.  Begin 48 · Toets 12  beleidsmedewerker  1 april 2026",
        "Glas B.V.     Begin 60             beleidsmedewerker  2 maart 2026",
        "Oud B.V.      Toets 62–89 *        beleidsmedewerker  februari 2026",
        "                                   secretaris         februari 2026",
        "* wanneer de fase begon, staat niet in het register; deze tijden tellen niet mee voor de middelste en de langste",
        "Loopt af binnen 90 dagen",
    ]
    assert section(office.do("--messages", "en", "portfolio"))[2:4] == [
        "Begin     0     –       –        2          60",
        "Review *  1     12      12       1          –",
    ]


def test_a_workflow_that_was_published_since_does_not_change_the_order_of_an_earlier_day(office: Bureau) -> None:
    """Regression: phases stood in the order of the version that was published last, though nobody had come under it."""
    first = "  - {id: begin, label: Begin}\n"
    check = "  - {id: toets, label: {nl: Toets, en: Review}}\n"
    assert first + check in PROCESS
    told = office.do("portfolio")
    turned = (PROCESS + OPENED).replace(first + check, check + first).replace('version: "1"', 'version: "2"')
    path = office.folder / "twee.yaml"
    path.write_text(turned, encoding="utf-8")
    office.do("workflow", "publish", path, "--as", "beheer")
    assert office.do("portfolio") == told


@pytest.mark.parametrize(
    ("orders", "one"),
    [
        ((), ()),
        (("ab",), "ab"),
        (("ab", "ba"), "ab"),
        (("abd", "abcd"), "abcd"),
        (("abd", "acbd"), "acbd"),
        (("bc", "abc"), "abc"),
        (("ab", "cd"), "cdab"),
        (("ad", "abcd", "aecd"), "aebcd"),
    ],
)
def test_orders_of_several_versions_are_one(orders: tuple[str, ...], one: str) -> None:
    assert "".join(merged(orders)) == "".join(one)


@given(orders=st.lists(st.permutations("abcde").flatmap(lambda each: st.integers(0, 5).map(lambda size: each[:size])), max_size=4))
def test_one_order_names_each_phase_once_and_keeps_that_of_the_version_published_last(orders: list[list[str]]) -> None:
    found = merged(orders)
    assert sorted(found) == sorted({each for order in orders for each in order})
    assert not orders or [each for each in found if each in orders[0]] == orders[0]


def test_as_of_an_earlier_day_what_came_later_had_not_happened(office: Bureau) -> None:
    lines = section(office.do("portfolio", "--at", "2026-03-25"))
    assert lines[6] == "Fabriek B.V.  Begin 18 · Toets 5  beleidsmedewerker  20 maart 2026"
    assert lines[7].startswith("                                  secretaris         20 maart 2026")
    review = office.data("portfolio", "--at", "2026-03-25")["times"][0]["phases"][1]
    assert (review["now"], review["stays"][0]["until"], review["stays"][0]["versions"]) == (True, None, [3, None])
    assert office.data("portfolio", "--as-known", "2026-03-01")["times"] == []
    assert office.data("portfolio", "--at", "2026-01-31")["times"] == []
    known = office.data("portfolio", "--as-known", "2026-03-19")["times"]
    assert [each["phases"][0]["days"]["most"] for each in known if each["company"] == "fabriek"] == [60]


def test_what_stands_still_or_has_ended_waits_for_nobody(office: Bureau) -> None:
    office.step("rest", "anna", "--note", "wacht op een nieuw kabinet", company="glas")
    office.later(3)
    office.step("stop", "carla", company="oud")
    office.later(4)
    lines = section(office.do("portfolio"))
    assert "Glas B.V.     Begin 67             staat stil         1 mei 2026" in lines
    assert "Oud B.V.      Toets 65–92 *        afgesloten         4 mei 2026" in lines
    told = {each["company"]: each for each in office.data("portfolio")["times"]}
    assert (told["glas"]["stands_still_since"], told["glas"]["waiting"]) == ({"first": "2026-05-01", "last": "2026-05-01"}, [])
    assert told["oud"]["ended"] == {"first": "2026-05-04", "last": "2026-05-04"}


def test_times_are_there_as_data_with_the_events_they_come_from(office: Bureau) -> None:
    found = office.data("portfolio")
    day = {name: {"first": day, "last": day} for name, day in (("in", "2026-03-02"), ("on", "2026-03-20"), ("back", "2026-04-01"))}
    begin, review = {"nl": "Begin", "en": "Begin"}, {"nl": "Toets", "en": "Review"}
    assert found["phases"][1] == {
        "workflow": "twee",
        "phase": "toets",
        "label": review,
        "left": 1,
        "median": {"fewest": 12, "most": 12},
        "longest": {"fewest": 12, "most": 12},
        "now": 1,
        "longest_now": None,
        "unknown": 1,
    }
    assert found["times"][0] == {
        "company": "fabriek",
        "name": "Fabriek B.V.",
        "certainty": "certainly",
        "phases": [
            {
                "workflow": "twee",
                "phase": "begin",
                "label": begin,
                "days": {"fewest": 48, "most": 48},
                "now": True,
                "whole": True,
                "stays": [
                    {"from": day["in"], "until": day["on"], "versions": [2, 3]},
                    {"from": day["back"], "until": None, "versions": [4, None]},
                ],
            },
            {
                "workflow": "twee",
                "phase": "toets",
                "label": review,
                "days": {"fewest": 12, "most": 12},
                "now": False,
                "whole": True,
                "stays": [{"from": day["on"], "until": day["back"], "versions": [3, 4]}],
            },
        ],
        "waiting": [
            {
                "what": {"nl": "indienen", "en": "submit"},
                "whom": {"nl": "beleidsmedewerker", "en": "policy officer"},
                "member": None,
                "since": day["back"],
            }
        ],
        "stands_still_since": None,
        "ended": None,
    }


def test_a_spreadsheet_gets_every_phase_of_every_company(office: Bureau) -> None:
    assert office.do("portfolio", "--csv", "--internal", "--times").removeprefix("\ufeff").replace("\u00a0", " ").splitlines() == [
        "bedrijf;naam;werkwijze;fase;minstens dagen;hoogstens dagen;vanaf;tot;nu;vanaf het begin vastgelegd",
        "fabriek;Fabriek B.V.;twee;Begin;48;48;2026-03-02;;x;x",
        "fabriek;Fabriek B.V.;twee;Toets;12;12;2026-03-20;2026-04-01;;x",
        "glas;Glas B.V.;twee;Begin;60;60;2026-03-02;;x;x",
        "oud;Oud B.V.;twee;Toets;62;89;februari 2026;;x;",
    ]


def test_a_company_is_called_what_the_record_called_it_then(office: Bureau) -> None:
    path = office.folder / "glas.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Glas B.V.", "Aardglas B.V."), encoding="utf-8")
    office.do("apply", path, "--as", "anna")
    names = [[each["name"] for each in office.data("portfolio", *more)["times"]] for more in ((), ("--as-known", "2026-04-30"))]
    assert names == [["Aardglas B.V.", "Fabriek B.V.", "Oud B.V."], ["Fabriek B.V.", "Glas B.V.", "Oud B.V."]]


def test_times_are_never_public(office: Bureau) -> None:
    assert "Doorlooptijd" not in office.do("portfolio", "--public")
    assert (office.data("portfolio", "--public")["times"], office.data("portfolio", "--public")["phases"]) == ([], [])
    for words in (
        ("--times",),
        ("--csv", "--times"),
        ("--internal", "--times"),
        ("--csv", "--internal", "--public", "--times"),
        ("--csv", "--internal", "--times", office.folder / "oud.yaml"),
    ):
        refused = office.run("portfolio", *words)
        assert (refused.exit_code, "--times goes with --csv --internal" in refused.stderr) == (2, True)


def test_a_company_without_a_case_has_no_times(tmp_path: Path) -> None:
    made = bureau(tmp_path)
    assert office_times(made) == []
    assert "Doorlooptijd" not in made.do("portfolio")


def office_times(made: Bureau) -> object:
    return json.loads(made.do("portfolio", "--json"))["times"]


# Over all companies


def in_phase(days: Days, *, now: bool = False, whole: bool = True) -> CompanyTimes:
    return CompanyTimes("x", "X", (InPhase("w", "p", LocalText("p", "p"), days, (), now, whole),))


@pytest.mark.parametrize(
    ("found", "median", "longest"),
    [
        ([(3, 3), (1, 1), (9, 9)], (3, 3), (9, 9)),
        ([(3, 3), (1, 1), (9, 9), (4, 4)], (3, 3), (9, 9)),
        ([(3, 5), (4, 4), (1, 9)], (3, 5), (4, 9)),
        ([(3, None), (4, 4), (5, 5)], (4, 5), (5, None)),
        ([(3, None)], (3, None), (3, None)),
    ],
)
def test_the_middle_and_the_longest_are_as_open_as_the_dates(found: list[Days], median: Days, longest: Days) -> None:
    (told,) = over_all(map(in_phase, found), {})
    assert (told.left, told.median, told.longest, told.now, told.longest_now) == (len(found), median, longest, 0, None)


def test_who_is_still_in_a_phase_or_came_in_midway_is_counted_apart() -> None:
    three = [in_phase((5, 5)), in_phase((90, 90), now=True), in_phase((700, 700), whole=False), in_phase((800, 800), now=True, whole=False)]
    (told,) = over_all(three, {})
    assert (told.left, told.median, told.now, told.longest_now, told.unknown) == (2, (5, 5), 2, (90, 90), 2)


def test_who_is_waited_for_more_than_once_is_told_once_since_the_first_day() -> None:
    def wait(what: str, whom: str, since: str) -> Awaiting:
        return Awaiting(Waiting(LocalText(what, what), LocalText(whom, whom)), parse_date(since))

    found = CompanyTimes("x", "X", (), (wait("a", "jurist", "2026-02"), wait("b", "bestuur", "2026-01"), wait("c", "jurist", "2026-01")))
    assert waits_of(found, "nl") == (("jurist", parse_date("2026-01")), ("bestuur", parse_date("2026-01")))


@pytest.mark.parametrize(("language", "words"), [("nl", "X (misschien al verder)"), ("en", "X (may be further)")])
def test_where_the_dates_leave_open_where_a_company_stood_that_is_said(language: str, words: str) -> None:
    phase = InPhase("w", "p", LocalText("fase", "phase"), (1, 9), (), now=True, whole=True)
    perhaps = CompanyTimes("x", "X", (phase,), sure=False)
    told = list(sections(Times((perhaps,)), language))
    assert [line for line in told if line.startswith(words)] != []
    assert as_data(Times((perhaps,)))["times"][0]["certainty"] == "possibly"  # type: ignore[index]
    assert "1–9" in next(line for line in told if line.startswith(words))


def test_days_in_words() -> None:
    assert [days_words(each) for each in (None, (3, 3), (3, 8), (3, None))] == ["–", "3", "3–8", "3+"]
