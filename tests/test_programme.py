"""What the programme waits for, the money that goes with it, and what is owed to Parliament."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from desk import Desk, with_glass
from dossiers import MINIMAL, codes, read
from reminding import bureau
from test_portfolio import SCOPE_1, commitment, company, megatons, of, promise, signed
from test_portfolio_record import Do, data, do, without_times  # noqa: F401  # the fixture

from agreements.application import portfolio_record
from agreements.application.portfolio_words import PRECONDITIONS, STEPS
from agreements.cli import cli
from agreements.model.addable import Column
from agreements.model.dossier_kinds import FundingStep, PreconditionKind
from agreements.model.funding import Purse
from agreements.model.pledges import owed, read_pledges
from agreements.model.portfolio import Amount, Cell
from agreements.sources import Source

MEGATON = 10**12
HISTORY = [signed("eop", "2024-01-10")]
GRID = {"kind": "grid", "what": "verzwaring", "owner": "netbeheerder"}
SITE = Column("company", "co2", "total", "t", "2030", "site")


def two() -> list[dict[str, object]]:
    """Return a commitment of one megaton, and one of two with another boundary."""
    return [
        commitment(promise("eop", total=megatons("1")), identifier="a"),
        commitment(promise("eop", total=megatons("2", boundary="site")), identifier="b"),
    ]


def waiting(company_text: str, day: str = "2026-01-01") -> list[tuple[str, dict[Column, int], dict[Column, int]]]:
    """Return who must see to what blocks, and what waits for it, named and perhaps, in megatons."""
    found = of(company_text, day=date.fromisoformat(day)).blocked
    return [(each.owner.nl if each.owner else "", whole(each.named), whole(each.perhaps)) for each in found]


def whole(sums: Any) -> dict[Column, int]:  # noqa: ANN401  # a mapping of cells
    return {column: cell.certainly.low // MEGATON for column, cell in sums.items()}


# What blocks


def test_each_promise_waits_once_for_one_bottleneck() -> None:
    preconditions = [{"id": "net", **GRID, "for": ["a"]}, {"id": "kabel", **GRID, "for": ["a"]}, {"id": "alles", **GRID}]
    text = company("glas", commitments=two(), history=HISTORY, preconditions=preconditions)
    assert waiting(text) == [("netbeheerder", {SCOPE_1: 1}, {SITE: 2})]


def test_bottlenecks_are_by_kind_and_owner() -> None:
    preconditions = [
        {"id": "net", **GRID, "for": ["a"]},
        {"id": "recht", "kind": "permit", "what": "vergunning", "for": ["a", "b"]},
        {"id": "pijp", **GRID, "owner": "een ander", "for": ["b"]},
    ]
    text = company("glas", commitments=two(), history=HISTORY, preconditions=preconditions)
    assert waiting(text) == [
        ("een ander", {SITE: 2}, {}),
        ("netbeheerder", {SCOPE_1: 1}, {}),
        ("", {SCOPE_1: 1, SITE: 2}, {}),
    ]


@pytest.mark.parametrize(("met", "blocks"), [("2025-12-31", False), ("2026-01-02", True), ("2026-01", True), (None, True)])
def test_what_is_certainly_met_blocks_no_more(met: str | None, blocks: bool) -> None:  # noqa: FBT001  # a case
    precondition = {"id": "net", **GRID, **({"met": met} if met else {})}
    assert bool(waiting(company("glas", commitments=two(), history=HISTORY, preconditions=[precondition]))) == blocks


def test_nothing_waits_where_the_talks_ended_and_what_was_wanted_before_is_late() -> None:
    late = [{"id": "net", **GRID, "wanted": "2025"}, {"id": "pijp", **GRID, "wanted": "2026"}]
    text = company("glas", commitments=two(), history=HISTORY, preconditions=late)
    (found,) = of(text).blocked
    assert (found.overdue, len(found.preconditions)) == (1, 2)
    expected = [{**each, "expected": "2027"} for each in late]
    (found,) = of(company("glas", commitments=two(), history=HISTORY, preconditions=expected)).blocked
    assert (found.overdue, found.late) == (1, 2)
    perhaps = [{**each, "expected": "2026-06/2027-06"} for each in late]
    (found,) = of(company("glas", commitments=two(), history=HISTORY, preconditions=perhaps)).blocked
    assert (found.overdue, found.late) == (1, 1)
    over = company("glas", commitments=two(), history=[*HISTORY, signed("eop", "2025-05-05", "stopped")], preconditions=late)
    assert of(over).blocked == ()


# Money


def entry(identifier: str, step: str, amount: str, level: str = "", **more: object) -> dict[str, object]:
    price = {"price_level": level} if level else {}
    return {"id": identifier, "step": step, "amount": {"amount": amount, "unit": "mln_eur", "source": "opgave", **price}, **more}


def funded(*entries: dict[str, object], day: str = "2026-01-01") -> dict[tuple[str, str], Cell]:
    found = of(company("glas", funding=list(entries)), day=date.fromisoformat(day)).funded
    return {(purse.step.value, purse.price_level): cell for purse, cell in found.items()}


def millions(low: int, high: int | None = None) -> Amount:
    return Amount(1, low * MEGATON, (low if high is None else high) * MEGATON)


def test_each_step_is_a_sum_of_its_own_as_of_the_day() -> None:
    entries = [
        entry("b", "paid", "10", date="2025-03-01"),
        entry("c", "paid", "5", date="2025-11"),
        entry("a", "requested", "80", "2024", date="2025-01-01"),
        entry("d", "granted", "50", date="2026-02-01"),
        entry("e", "reserved", "60"),
    ]
    assert funded(*entries) == {
        ("requested", "2024"): Cell(millions(80), millions(80)),
        ("reserved", "unknown"): Cell(Amount(), millions(60)),
        ("paid", "unknown"): Cell(millions(10) + millions(5), millions(10) + millions(5)),
    }
    assert funded(*entries, day="2025-11-15")["paid", "unknown"] == Cell(millions(10), millions(10) + millions(5))


def test_an_entry_takes_the_place_of_another_from_its_own_day() -> None:
    entries = [entry("a", "requested", "80", date="2025-01-01"), entry("b", "requested", "60", date="2025-06", replaces="a")]
    assert funded(*entries, day="2025-05-31")["requested", "unknown"] == Cell(millions(80), millions(80))
    assert funded(*entries, day="2025-06-15")["requested", "unknown"] == Cell(millions(80), millions(60))
    assert funded(*entries, day="2025-07-01")["requested", "unknown"] == Cell(millions(60), millions(60))


def test_only_a_known_price_level_is_alike() -> None:
    assert Purse(FundingStep.PAID, "2025").firm
    assert not Purse(FundingStep.PAID, "unknown").firm


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ('funding:\n  - {id: a, step: paid, amount: {amount: "1", unit: Mt, source: o}}\n', "E220", 4),
        ('funding:\n  - {id: a, step: paid, amount: {amount: "1", unit: eur, source: o}, replaces: b}\n', "E218", 4),
        ('funding:\n  - {id: a, step: lent, amount: {amount: "1", unit: eur, source: o}}\n', "E204", 4),
        ("preconditions:\n  - {id: a, kind: grid, what: x, for: [co2]}\n", "E218", 4),
    ],
)
def test_what_does_not_hold_together_is_told_at_its_place(lines: str, code: str, line: int) -> None:
    _, problems = read(MINIMAL + lines + "sources: {o: {title: Opgave}}\n")
    assert [(each.code, each.where.line) for each in problems] == [(code, line)]


def test_an_entry_twice_is_told() -> None:
    two_of_them = 'funding:\n  - {id: a, step: paid, amount: {amount: "1", unit: eur, source: o}}\n' * 1
    again = two_of_them + '  - {id: a, step: paid, amount: {amount: "1", unit: eur, source: o}}\n'
    assert codes(read(MINIMAL + again + "sources: {o: {title: Opgave}}\n")[1]) == ["E207"]


def test_every_step_and_kind_has_words() -> None:
    assert set(STEPS) == set(FundingStep)
    assert set(PRECONDITIONS) == set(PreconditionKind)


def test_the_record_keeps_money_and_preconditions(do: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811  # idem
    entries = [
        entry("a", "requested", "80", "2024", date="2025-01-01", visibility="public"),
        entry("b", "requested", "60", date="2025-06", replaces="a"),
        {"id": "c", "step": "reserved", "amount": {"at_least": "1.5", "at_most": "2", "unit": "mln_eur", "source": "opgave"}},
    ]
    preconditions = [
        {"id": "net", **GRID, "for": ["a", "b"], "wanted": "2027-03", "met": {"before": "2028"}},
        {"id": "x", **GRID, "kind": "heat"},
    ]
    folder = tmp_path / "dossiers"
    folder.mkdir()
    texts = {
        "glas": company("glas", commitments=two(), history=HISTORY, funding=entries, preconditions=preconditions),
        "staal": company("staal", commitments=two(), history=HISTORY),
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    do("apply", folder, person="anna")
    assert "heel" in do("record", "verify").stdout
    asked = ("portfolio", "--at", "2025-06-15", "--json")
    kept = data(do(*asked))
    assert without_times(kept) == data(do("portfolio", folder, *asked[1:]))
    assert kept | {"as_known": None} == data(do(*asked, "--as-known", "2026-11-24")) | {"as_known": None}
    monkeypatch.setattr(portfolio_record, "LARGEST", 1)
    many = data(do(*asked))
    assert (many["funding"], many["bottlenecks"]) == (kept["funding"], kept["bottlenecks"])
    assert [each["price_level"] for each in data(do("portfolio", "--public", "--json"))["funding"]] == ["2024"]


# What is owed to Parliament

PLEDGES = """\
format: 1
pledges:
  - id: later
    kind: motion
    what: {nl: een voortgangsbericht, en: a progress report}
    chamber: senate
    made: 2026-02-10
    due: 2026-05-01
    reference: "29826-999"
  - id: first
    kind: pledge
    what: {nl: een routekaart, en: a roadmap}
    made: 2026-01-10
    due: {before: "2026-04"}
  - {id: some-day, kind: announcement, what: een bericht}
  - {id: done, kind: pledge, what: een brief, due: 2026-02-01, met: {date: 2026-02-20, reference: "29826-998"}}
  - {id: gone, kind: pledge, what: een nota, due: 2026-02-01, withdrawn: true}
"""


def ids(day: str) -> list[str]:
    found, problems = read_pledges(Source("pledges.yaml", PLEDGES))
    assert problems == ()
    return [each.id for each in owed(found, date.fromisoformat(day))]


def test_what_is_owed_on_a_day() -> None:
    assert ids("2026-01-01") == ["done", "some-day"]
    assert ids("2026-02-15") == ["done", "first", "later", "some-day"]
    assert ids("2026-02-20") == ["first", "later", "some-day"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("format: 2\n", "E212", (1, 9)),
        (PLEDGES.replace("id: later", "id: first"), "E207", (10, 9)),
        (PLEDGES.replace("kind: motion", "kind: wish"), "E204", (4, 11)),
        (PLEDGES.replace("due: 2026-05-01", "due: soon"), "E206", (8, 10)),
        (PLEDGES.replace("    kind: pledge\n", "", 1), "E202", (10, 5)),
        (PLEDGES.replace("chamber", "chambre"), "E201", (6, 5)),
        ("pledges: [\n", "E101", (2, 1)),
    ],
)
def test_a_faulty_file_is_told_at_its_place(text: str, code: str, place: tuple[int, int]) -> None:
    found, problems = read_pledges(Source("pledges.yaml", text))
    assert found == ()
    assert [(each.code, (each.where.line, each.where.column)) for each in problems] == [(code, place)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = with_glass(tmp_path)
    (found.root / "programme").mkdir()
    found.file("programme/pledges.yaml", PLEDGES)
    return found


def test_what_is_owed_stands_among_the_deadlines(desk: Desk, tmp_path: Path) -> None:
    told = [each for each in desk.data("due") if each["state"].startswith("pledge/")]
    assert [(each["state"], each["company"], each["last"], each["days_left"], each["basis"]) for each in told] == [
        ("pledge/first", None, "2026-03-31", 29, None),
        ("pledge/later", None, "2026-05-01", 60, "29826-999"),
    ]
    assert [each["state"] for each in desk.data("due", "--within", "29d") if each["company"] is None] == ["pledge/first"]
    assert [each for each in desk.data("due", "proef-glas") if each["company"] is None] == []
    assert "pledge: a roadmap" in desk.said("due")
    desk.run("due", "--ics", str(tmp_path / "dagen.ics"))
    calendar = (tmp_path / "dagen.ics").read_text(encoding="utf-8").replace("\n ", "").replace("\u00a0", " ")
    assert "SUMMARY;LANGUAGE=en:Senate: motion: a progress report\n" in calendar
    assert "SUMMARY;LANGUAGE=en:House of Representatives: pledge: a roadmap (before 1 April 2026)\n" in calendar


def test_the_portfolio_of_today_says_what_is_due_and_owed(tmp_path: Path) -> None:
    office = bureau(tmp_path)
    office.company()
    (office.folder / "programme").mkdir()
    (office.folder / "programme/pledges.yaml").write_text(PLEDGES, encoding="utf-8")
    found = office.data("portfolio")
    assert [each["id"] for each in found["pledges"]] == ["first", "later", "some-day"]
    assert [(each["company"], each["last"]) for each in found["due"]] == [("fabriek", "2026-05-11")]
    assert office.data("portfolio", "--at", "2026-03-01")["due"] == []
    said = office.do("portfolio")
    assert "Toegezegd aan de Staten-Generaal" in said
    assert "nog 29 dagen" in said
    assert "Loopt af binnen 90 dagen" in said


def test_a_fault_in_what_is_owed_stops_both(desk: Desk) -> None:
    desk.file("programme/pledges.yaml", PLEDGES.replace("kind: motion", "kind: wish"))
    for command in ("due", "portfolio"):
        assert desk.codes(command) == ["E204"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)], catch_exceptions=False)


def test_editors_get_the_schema_of_what_is_owed() -> None:
    schema = json.loads(run("schema", "pledges").stdout)
    assert schema["$defs"]["Pledge"]["required"] == ["id", "kind", "what"]
