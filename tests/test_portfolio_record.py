"""The programme out of the record, on both databases: as out of the files; of very many companies by sums that the database makes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from dossiers import ROOT, read
from test_portfolio import NPVI, commitment, company, megatons, promise, signed

from agreements.application import portfolio_record
from agreements.application.portfolio import Question, holding_of, portfolio_of
from agreements.application.portfolio_data import as_data
from agreements.application.portfolio_rows import promise_rows
from agreements.cli import cli
from agreements.model.dossier import Dossier
from agreements.model.portfolio import Holding
from agreements.record.opening import open_record
from agreements.record.projections import replace
from agreements.record.record import Record
from agreements.record.tables import ENDED, TALLY, DossierRow, Ended, Signing
from agreements.record.values import Cell

DAYS = ("2023-07-12", "2023-07-31", "2025-06-30", "2025-07-15", "2026-11-01")
Do = Callable[..., Result]


@pytest.fixture
def do(place: str, tmp_path: Path) -> Do:
    """Give commands to a record in which one person may take dossiers in."""

    def run(*words: str | Path, person: str = "", code: int = 0, now: str = "2026-11-24T09:00:00+00:00") -> Result:
        env = {"MAATWERK_NOW": now, "MAATWERK_RECORD": place, "MAATWERK_ARCHIVE": str(tmp_path / "archief")}
        told = ["-w", str(ROOT), *map(str, words), *(["--as", person] if person else [])]
        result = CliRunner(env=env).invoke(cli, told, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    run("person", "add", "anna", "--name", "Anna Voorbeeld", person="anna")
    run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    run("workflow", "publish", ROOT / "workflows/maatwerk.yaml", person="anna")
    run("person", "grant", "anna", "policy-officer", "--from", "2020-01-01", person="bram")
    run("person", "grant", "anna", "programme-manager", "--from", "2020-01-01", person="bram")
    return run


def data(result: Result) -> dict[str, Any]:
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_record_says_what_the_files_say(do: Do) -> None:
    do("apply", NPVI, person="anna")
    assert "heel" in do("record", "verify").stdout
    for day in DAYS:
        assert without_times(data(do("portfolio", "--at", day, "--json"))) == data(do("portfolio", NPVI, "--at", day, "--json"))
        known = data(do("portfolio", "--at", day, "--as-known", "2026-11-24", "--json"))
        assert known | {"as_known": None} == data(do("portfolio", "--at", day, "--json"))
    assert data(do("portfolio", "--at", DAYS[0], "--as-known", "2026-11-23", "--json"))["companies"] == []


def without_times(found: dict[str, Any]) -> dict[str, Any]:
    """Return a portfolio as files tell it, which know no times."""
    return found | {"phases": [], "times": []}


def sums_only(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in {"companies", "apart", "left_out", "states", "phases", "times"}}


def invented(do: Do, folder: Path) -> None:
    """Take in companies that are kin, one that is hidden, and one whose sum no number holds."""
    folder.mkdir()
    one = commitment(promise("eop", total=megatons("1", boundary="unknown")), promise("jloi", total=megatons("2")))
    other = commitment(promise("eop", total={"amount": "0.5", "wording": "about", "unit": "kt_per_year", "year": 2030}), identifier="b")
    huge = [commitment(promise("eop", total=megatons("9000000")), identifier=f"c{number}") for number in range(3)]
    texts = {
        "moeder": company("moeder", about={"kvk": "12345678"}, commitments=[one], history=[signed("eop", "2024-03")]),
        "dochter": company("dochter", about={"parent": {"name": "Moeder B.V."}}, commitments=[one, other], history=[signed("eop", "2024")]),
        "zelfde": company("zelfde", about={"kvk": "12345678"}, commitments=[one], history=[signed("eop", "2024-01-02")]),
        "groot": company("groot", commitments=huge, history=[signed("eop", "2024-01-02")]),
        "stil": company("stil", commitments=[one | {"visibility": "internal"}], history=[signed("eop", "2024"), signed("jloi", "2025-02")]),
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    do("apply", folder, person="anna")


def test_very_many_companies_add_up_to_the_same(do: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do("apply", NPVI, person="anna")
    invented(do, tmp_path / "verzonnen")
    assert "heel" in do("record", "verify").stdout
    days = (*DAYS, "2024-03-15", "2024-12-31", "2025-02-10")
    whole = {day: data(do("portfolio", "--at", day, "--json")) for day in days}
    public = data(do("portfolio", "--public", "--json"))
    monkeypatch.setattr(portfolio_record, "LARGEST", 3)
    for day in days:
        found = data(do("portfolio", "--at", day, "--json"))
        assert sums_only(found) == sums_only(whole[day])
        assert (found["companies"], found["apart"], found["left_out"]) == ([], [], 18)
        assert data(do("portfolio", "--at", day, "--all", "--json")) == whole[day]
    assert sums_only(data(do("portfolio", "--public", "--json"))) == sums_only(public)
    assert {each["low"] for each in amounts(whole["2025-02-10"])} >= {"27000000000000"}
    said = do("portfolio").stdout
    assert "18 bedrijven; met --all" in said
    assert "Gestopt door de Staat" in said


def amounts(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [each[level] for each in found["columns"] for level in ("certainly", "possibly")]


def test_a_step_that_ends_the_talks_takes_the_promises_out(do: Do, tmp_path: Path) -> None:
    text = company("glas", commitments=[commitment(promise("eop", total=megatons("1")))], history=[signed("eop", "2026-01-12")])
    (tmp_path / "glas.yaml").write_text(text, encoding="utf-8")
    do("apply", tmp_path / "glas.yaml", person="anna")
    (before,) = data(do("portfolio", "--json"))["columns"]
    assert before["certainly"]["low"] == "1000000"
    note = tmp_path / "brief.txt"
    note.write_text("We stoppen.", encoding="utf-8")
    do("step", "glas", "stop", "--evidence", f"letter={note}", "--set", "reason-stopped=geen steun", person="anna")
    after = data(do("portfolio", "--json"))
    assert (after["columns"], after["not_added"]) == ([], {"ended": 1})
    assert after["companies"][0]["ended"] == {"first": "2026-11-24", "last": "2026-11-24"}
    assert "heel" in do("record", "verify").stdout


@pytest.mark.parametrize(
    "change", [("UPDATE tally SET low = low + 1", "tally"), ("DELETE FROM promise", "promise"), ("DELETE FROM kin", "kin")]
)
def test_rows_that_somebody_changed_are_found_and_made_anew(do: Do, place: str, change: tuple[str, str]) -> None:
    do("apply", NPVI / "dow-benelux.yaml", NPVI / "air-liquide.yaml", person="anna")
    kept = data(do("portfolio", "--json"))
    statement, name = change
    with open_record(place) as record, record._connection.writing():
        record._connection.run(statement)
    assert f"'{name}'" in do("record", "verify", code=1).stderr
    do("record", "rebuild")
    assert data(do("portfolio", "--json")) == kept


@pytest.mark.parametrize("statement", ["UPDATE kin SET made = 0", "DELETE FROM kin"])
def test_lists_of_an_older_version_are_not_added(do: Do, place: str, statement: str) -> None:
    do("apply", NPVI / "dow-benelux.yaml", person="anna")
    with open_record(place) as record, record._connection.writing():
        record._connection.run(statement)
    assert "E888" in do("portfolio", code=1).stderr
    do("record", "rebuild")
    do("portfolio")


def test_files_are_not_as_known(do: Do) -> None:
    assert "--as-known" in do("portfolio", NPVI, "--as-known", "2026-01-01", code=2).stderr


def test_a_sum_that_no_number_holds_goes_on_in_another_part(do: Do, place: str, tmp_path: Path) -> None:
    invented(do, tmp_path / "verzonnen")
    with open_record(place) as record:
        rows = record.query(TALLY, stream="company/groot")
        assert [(each.part, each.promises, each.low) for each in rows] == [(part, 1, 9 * 10**18) for part in range(3)]
        assert record.query(ENDED) == ()


def whim(chance: random.Random, number: int) -> dict[str, Any]:
    """Return a dossier as it might be: who is whose, what is signed when, and what is promised, money and preconditions with it."""

    def figure() -> dict[str, object]:
        ends = [{"amount": "3"}, {"at_least": "1", "at_most": "2"}, {"at_least": "4"}, {"amount": "5", "wording": "more_than"}]
        aims: list[dict[str, object]] = [{"year": 2030}, {"before": 2030}, {"year": 2029}, {}]
        bounds: list[dict[str, object]] = [{"boundary": "scope_1"}, {"boundary": "unknown"}, {"boundary": {"nl": "oven", "en": "oven"}}, {}]
        return {"unit": "kt", **chance.choice(ends), **chance.choice(aims), **chance.choice(bounds)}

    def promised(stage: str) -> dict[str, object]:
        more: list[dict[str, object]] = [
            {"total": figure()},
            {"total": figure(), "additional": {**figure(), "above": "ets"}},
            {"share": {"amount": "4", "unit": "percent", "baseline": "2018/2021"}, "neutral": {"before": 2050}},
            {"multiple": {"times": "2.5", "of": "klimaatakkoord"}},
            {"text": "minder"},
        ]
        return promise(stage, visibility=chance.choice(["public", "internal"]), **chance.choice(more))

    stages = [each for each in ("eop", "jloi", "maatwerkafspraak") if chance.random() < 0.8]
    dates = {"eop": ["2024-01-10", "2024"], "jloi": ["2024-06-20", "2024-05/2025-02"], "maatwerkafspraak": ["2025-03-01", "2025-03"]}
    commitments = [
        commitment(*(promised(stage) for stage in stages), identifier=f"c{each}", indicator=chance.choice(["co2", "co2_eq", "nox"]))
        for each in range(chance.randrange(4))
    ]
    about: list[dict[str, object]] = [
        {},
        {},
        {"parent": {"name": f"B{chance.randrange(40)} b.v."}},
        {"kvk": f"0000000{chance.randrange(4)}"},
    ]
    history = [signed(stage, chance.choice(dates[stage])) for stage in stages if chance.random() < 0.7]
    history += [signed("eop", chance.choice(["2024-12-01", "2025-06"]), "stopped")] * (chance.random() < 0.2)
    names = [each["id"] for each in commitments if chance.random() < 0.5]
    net = {"id": "net", "kind": "grid", "what": "x", "owner": "y", **({"for": names} if names else {})}
    money = {"id": "a", "step": "paid", "date": "2024-07", "amount": {"amount": "3", "unit": "mln_eur", "source": "opgave"}}
    return {
        "identifier": f"b{number}",
        "about": chance.choice(about),
        "commitments": commitments,
        "history": history,
        "preconditions": [net] * (chance.random() < 0.3),
        "funding": [money] * (chance.random() < 0.3),
    }


@pytest.mark.parametrize("seed", range(3))
def test_rows_hold_all_that_a_portfolio_asks_and_the_database_adds_as_we_do(place: str, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # any companies
    texts = [company(**whim(chance, number)) for number in range(40)]
    dossiers = [each for text in texts for each in [read(text)[0]] if each is not None]
    assert len(dossiers) == 40
    holdings = [holding_of(each) for each in dossiers]
    with open_record(place) as record:
        with record._connection.writing():
            for dossier, holding in zip(dossiers, holdings, strict=True):
                put(record, dossier, holding)
        for day in (date(2024, 3, 1), date(2024, 6, 25), date(2025, 2, 1), date(2025, 6, 15), date(2026, 1, 1)):
            for public in (False, True):
                question = Question(day, public=public)
                wanted = portfolio_of(holdings, question)
                assert as_data(portfolio_record.of_record(record, question)) == as_data(wanted)
                monkeypatch.setattr(portfolio_record, "LARGEST", 39)
                found = portfolio_record.of_record(record, question)
                monkeypatch.undo()
                assert (found.signed, found.sums, found.funded) == (wanted.signed, wanted.sums, wanted.funded)
                assert as_data(found)["bottlenecks"] == as_data(wanted)["bottlenecks"]


def put(record: Record, dossier: Dossier, holding: Holding) -> None:
    """Write the rows of a company without its events."""
    stream = f"company/{holding.company}"
    rows: dict[str, list[tuple[Cell, ...]]] = {name: list(some) for name, some in promise_rows(stream, dossier).items()}
    rows["dossier"] = [DossierRow(stream, 1, holding.name, holding.cluster, "{}")]
    rows["signing"] = [Signing(stream, stage.value, iso(when.first), iso(when.last)) for stage, when in holding.signed.items()]
    rows["ended"] = [Ended(stream, iso(holding.ended.first), iso(holding.ended.last))] if holding.ended else []
    replace(record._connection, stream, rows)


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def test_a_record_of_before_what_is_expected_was_kept_is_brought_up_to_date(do: Do, place: str, tmp_path: Path) -> None:
    path = tmp_path / "laat.yaml"
    wait = {"id": "net", "kind": "grid", "what": "aansluiting", "wanted": "2028", "expected": "2030", "visibility": "public"}
    path.write_text(company("laat", history=[signed("eop", "2025-05-05")], preconditions=[wait]), encoding="utf-8")
    do("apply", path, person="anna")

    def late() -> list[tuple[int, int]]:
        return [(each["overdue"], each["late"]) for each in data(do("portfolio", "--json"))["bottlenecks"]]

    assert late() == [(0, 1)]
    with open_record(place) as record, record._connection.writing():
        record._connection.run("ALTER TABLE precondition DROP COLUMN expected")
        record._connection.run("UPDATE kin SET made = 1")
        record._connection.run("DELETE FROM schema_version WHERE number = 4")
    assert "E888" in do("portfolio", code=1).stderr
    do("record", "rebuild")
    assert late() == [(0, 1)]
