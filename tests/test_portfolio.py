"""The programme at a glance: each promise once, like with like, and everything else with its reason."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml  # noqa: TID251  # a second reader, that knows nothing of ours
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from conftest import Golden
from dossiers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from agreements.application.portfolio import Portfolio, Question, of_dossiers
from agreements.cli import cli
from agreements.formats.to_csv import inert
from agreements.model.addable import Column, Likeness, likeness
from agreements.model.dossier_kinds import Stage
from agreements.model.portfolio import Amount, Reason, Stood, Sure
from agreements.sources import Source
from agreements.workspace import dossiers_in

NPVI = ROOT / "examples/npvi"
SUMMER, LATER = date(2023, 7, 31), date(2025, 6, 30)
CO2 = Column("company", "co2", "total", "t", "2030", "unknown")
ADDITIONAL = Column("company", "co2", "additional", "t", "2030", "unknown", "klimaatakkoord")
MEGATON = 10**12


def run(*arguments: str | Path) -> Result:
    settings = {"MAATWERK_NOW": "2026-11-24T09:00:00+00:00"}
    return CliRunner(env=settings).invoke(cli, ["-w", str(ROOT), *map(str, arguments)], catch_exceptions=False)


def shown(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def npvi(day: date, year: int = 2030) -> Portfolio:
    found, _ = of_dossiers(dossiers_in([NPVI]), Question(day, year))
    assert found is not None
    return found


def company(identifier: str, **parts: object) -> str:
    """Return a dossier as a text; `parts` are sections, `about` what the company has besides."""
    about = {"id": identifier, "name": f"{identifier.title()} B.V.", **parts.pop("about", {})}  # type: ignore[dict-item]
    sources = {"opgave": {"title": "Opgave"}}
    return yaml.safe_dump({"format": 1, "company": about, "sources": sources, **parts}, sort_keys=False)


def promise(stage: str, **said: object) -> dict[str, object]:
    return {"stage": stage, "nature": "ambition", "source": "opgave", **said}


def commitment(
    *promised: dict[str, object], identifier: str = "co2-2030", indicator: str = "co2", party: str = "company"
) -> dict[str, object]:
    return {"id": identifier, "party": party, "indicator": indicator, "visibility": "public", "promised": list(promised)}


def signed(stage: str, day: str, event: str = "signed") -> dict[str, object]:
    return {"stage": stage, "event": event, "date": day, "source": "opgave"}


def megatons(amount: str, **more: object) -> dict[str, object]:
    return {"amount": amount, "unit": "Mt", "year": 2030, "boundary": "scope_1", **more}


def of(*texts: str, day: date = date(2026, 1, 1), public: bool = False) -> Portfolio:
    found, problems = of_dossiers([Source(f"{number}.yaml", each) for number, each in enumerate(texts)], Question(day, public=public))
    assert found is not None, problems
    return found


SCOPE_1 = Column("company", "co2", "total", "t", "2030", "scope_1")


# The public record


@pytest.mark.parametrize(("day", "count"), [(SUMMER, 7), (LATER, 13)])
def test_as_many_signed_as_the_government_said(day: date, count: int) -> None:
    assert npvi(day).signed[Stage.EOP] == (count, count)


def test_yara_and_anqore_are_as_in_the_announcement() -> None:
    found = npvi(SUMMER)
    said = {(each.company, each.stated.aspect): each for each in (*found.apart, *found.counted)}
    yara, more = said["yara-sluiskil", "total"], said["yara-sluiskil", "additional"]
    assert (yara.stated.said.low, more.stated.said.low) == (15 * MEGATON // 10, 3 * MEGATON // 10)
    assert (more.stated.place, yara.stated.place) == (ADDITIONAL, CO2)
    anqore = said["anqore", "multiple"]
    assert said["anqore", "total"].stated.said.low == 4 * MEGATON // 10
    assert (anqore.reason, anqore.stated.said.low, anqore.stated.said.above) == (Reason.MULTIPLE, 2_000_000, "klimaatakkoord")
    assert found.sums.columns[ADDITIONAL].certainly == Amount(1, 3 * MEGATON // 10, 3 * MEGATON // 10)  # Yara alone: twice is no 0.2


def by_hand(day: date) -> dict[tuple[str, str, str, str], tuple[int, Decimal, Decimal | None]]:
    """Add up the reductions of 2030 from the files alone, by indicator, aspect, target and boundary: count, least and most.

    Another way than the program's: plain dictionaries, floats nowhere, no model; only what is known to the day and month.
    """
    found: dict[tuple[str, str, str, str], list[tuple[Decimal, Decimal | None]]] = defaultdict(list)
    for path in NPVI.glob("*.yaml"):
        dossier = yaml.safe_load(path.read_text(encoding="utf-8"))
        dates = {(each["stage"], each["event"]): last_day(str(each["date"])) for each in dossier["history"]}
        stages = [each for each in ("eop", "jloi", "maatwerkafspraak") if dates.get((each, "signed"), "9") <= day.isoformat()]
        if any(event == "stopped" and when <= day.isoformat() for (_, event), when in dates.items()):
            continue
        for each in dossier.get("commitments", ()):
            in_force = [one for stage in stages for one in each["promised"] if one["stage"] == stage]
            for aspect in ("total", "additional"):
                figure = in_force[-1].get(aspect) if in_force and each["indicator"] in {"co2", "co2_eq"} else None
                if figure and (figure.get("year") == 2030 or figure.get("before") == 2030):
                    target = "2030" if "year" in figure else "<2030"
                    kind = (each["indicator"], f"{aspect} {figure.get('above', '')}".strip(), target, figure.get("boundary", "unknown"))
                    found[kind].append(ends(figure))
    return {kind: (len(each), sum(low for low, _ in each), together([high for _, high in each])) for kind, each in found.items()}  # type: ignore[misc]


def last_day(text: str) -> str:
    last = text.rpartition("/")[2]
    return last if len(last) == 10 else f"{last}-31"


def ends(figure: dict[str, Any]) -> tuple[Decimal, Decimal | None]:
    times = {"Mt": 1, "kt": 1000, "t": 1_000_000}[figure["unit"].removesuffix("_per_year")]
    low, high = (Decimal(figure.get("amount") or figure[key]) / times for key in ("at_least", "at_most"))
    return low, None if figure.get("wording") == "more_than" else high


def together(highs: list[Decimal | None]) -> Decimal | None:
    return None if None in highs else sum(each for each in highs if each is not None) or Decimal(0)


@pytest.mark.parametrize("day", [SUMMER, date(2023, 12, 31), LATER, date(2025, 12, 31), date(2026, 11, 24)])
def test_every_sum_can_be_made_from_the_files_by_hand(day: date) -> None:
    sums = {
        (column.subject, f"{column.aspect} {column.above}".strip(), column.target, column.boundary): (
            cell.certainly.count,
            Decimal(cell.certainly.low) / MEGATON,
            None if cell.certainly.without_high else Decimal(cell.certainly.high) / MEGATON,
        )
        for column, cell in npvi(day).sums.columns.items()
        if column.subject != "money" and cell.certainly.count
    }
    assert sums == by_hand(day)
    assert sums


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_programme_of_july_2023_reads_so(golden: Golden, language: str) -> None:
    golden(ROOT / f"tests/expected/portfolio.{language}.txt", shown("--messages", language, "portfolio", NPVI, "--at", "2023-07-31"))


def test_the_programme_of_july_2023_as_data(golden: Golden) -> None:
    golden(ROOT / "tests/expected/portfolio.json", shown("portfolio", "examples/npvi", "--at", "2023-07-31", "--json"))


def test_a_date_that_is_not_known_to_the_day_gives_two_sums() -> None:
    between = npvi(date(2023, 7, 12))
    assert between.signed[Stage.EOP] == (5, 7)
    cell = between.sums.columns[CO2]
    assert (cell.certainly.count, cell.possibly.count) == (2, 4)
    assert cell.possibly.low - cell.certainly.low == 19 * MEGATON // 10
    assert "(mogelijk 10,8)" in shown("--messages", "nl", "portfolio", NPVI, "--at", "2023-07-12")


# Each promise once


def test_a_commitment_counts_once_by_the_latest_that_was_signed() -> None:
    two = commitment(promise("eop", total=megatons("3")), promise("jloi", total=megatons("2", at_most="9") | {"amount": "2"}))
    two["promised"][1]["total"].pop("at_most")  # type: ignore[index]
    text = company("glas", commitments=[two], history=[signed("eop", "2024-01-10"), signed("jloi", "2025-01-10")])
    assert of(text, day=date(2024, 12, 31)).sums.columns[SCOPE_1].certainly.low == 3 * MEGATON
    later = of(text)
    assert later.sums.columns[SCOPE_1].certainly == Amount(1, 2 * MEGATON, 2 * MEGATON)
    assert [(each.stated.stage, each.reason) for each in later.apart] == [(Stage.EOP, Reason.LATER)]


def test_what_is_drafted_counts_only_once_it_is_signed() -> None:
    text = company("glas", commitments=[commitment(promise("eop", total=megatons("3")))])
    assert of(text).sums.columns == {}
    assert of(text).sums.apart == {Reason.NOT_SIGNED: 1}


def test_talks_that_ended_no_longer_count_and_a_later_signature_takes_that_back() -> None:
    promised = [commitment(promise("eop", total=megatons("3")), promise("jloi", total=megatons("2")))]
    ended = [signed("eop", "2024-01-10"), signed("eop", "2025-01-10", "stopped")]
    text = company("glas", commitments=promised, history=ended)
    assert of(text, day=date(2025, 1, 9)).sums.columns[SCOPE_1].certainly.count == 1
    assert (of(text).sums.columns, of(text).sums.apart) == ({}, {Reason.ENDED: 1, Reason.NOT_SIGNED: 1})
    again = company("glas", commitments=promised, history=[*ended, signed("jloi", "2025-06-01")])
    assert of(again).sums.columns[SCOPE_1].certainly.low == 2 * MEGATON
    perhaps = company("glas", commitments=promised, history=[ended[0], signed("eop", "2026-01", "stopped")])
    assert of(perhaps).sums.columns[SCOPE_1].certainly.count == 1
    assert of(perhaps).sums.columns[SCOPE_1].possibly.count == 0


def family(**about: object) -> str:
    promised = [
        commitment(promise("eop", total=megatons("1"))),
        commitment(promise("eop", total=megatons("1")), identifier="b", indicator="co2_eq"),
    ]
    return company("dochter", about=about, commitments=promised, history=[signed("eop", "2024")])


@pytest.mark.parametrize(
    "about",
    [{"parent": {"name": "MOEDER b.v."}}, {"parent": {"name": "X", "number": "12345678"}}, {"kvk": "12345678"}],
    ids=["by name", "by number", "the same company"],
)
def test_a_subsidiary_does_not_count_where_its_parent_does(about: dict[str, object]) -> None:
    parent = company(
        "amoeder", about={"name": "Moeder B.V.", "kvk": "12345678"}, commitments=[commitment(promise("eop", total=megatons("4")))]
    )
    here = parent + yaml.safe_dump({"history": [signed("eop", "2024")]})
    found = of(here, family(**about))
    assert found.sums.columns[SCOPE_1].certainly == Amount(1, 4 * MEGATON, 4 * MEGATON)
    assert [(each.company, each.reason) for each in found.apart] == [("dochter", Reason.FAMILY)]
    assert [column.subject for column in found.sums.columns] == ["co2", "co2_eq"]  # of that only the subsidiary promised anything
    assert of(parent, family(**about)).sums.columns[SCOPE_1].certainly.low == MEGATON  # a parent that signed nothing takes nothing away


def test_a_company_does_not_count_where_the_parent_of_its_parent_does() -> None:
    def promised(name: str, **about: object) -> str:
        said = [commitment(promise("eop", total=megatons("1")))] if name != "b" else []
        return company(name, about={"name": f"{name.upper()} B.V.", **about}, commitments=said, history=[signed("eop", "2024")])

    line = [promised("a", parent={"name": "B B.V."}), promised("b", parent={"name": "C B.V."}), promised("c")]
    found = of(*line)
    assert found.sums.columns[SCOPE_1].certainly == Amount(1, MEGATON, MEGATON)
    assert [(each.company, each.reason) for each in found.apart] == [("a", Reason.FAMILY)]


def test_a_company_that_bears_the_short_name_of_its_parent_is_no_parent_of_itself() -> None:
    said = [commitment(promise("eop", total=megatons("1")))]
    about: list[dict[str, object]] = [
        {"name": "Zout Delfzijl B.V.", "short_name": "Zout", "parent": {"name": "Zout"}},
        {"name": "Zout Holding B.V.", "short_name": "Zout"},
    ]
    pair = [company(f"zout-{number}", about=each, commitments=said, history=[signed("eop", "2024")]) for number, each in enumerate(about)]
    found = of(*pair)
    assert found.sums.columns[SCOPE_1].certainly == Amount(1, MEGATON, MEGATON)
    assert [(each.company, each.reason) for each in found.apart] == [("zout-0", Reason.FAMILY)]


def test_two_that_call_each_other_parent_are_not_both_left_out() -> None:
    history = [signed("eop", "2024")]
    pair = [
        company(
            one,
            about={"parent": {"name": f"{other.title()} B.V."}},
            commitments=[commitment(promise("eop", total=megatons("1")))],
            history=history,
        )
        for one, other in (("een", "ander"), ("ander", "een"))
    ]
    assert of(*pair).sums.columns[SCOPE_1].certainly == Amount(1, MEGATON, MEGATON)


def test_the_same_company_in_two_files_is_refused() -> None:
    found, problems = of_dossiers([Source("a.yaml", company("glas")), Source("b.yaml", company("glas"))], Question(SUMMER))
    assert found is None
    assert [each.code for each in problems] == ["E887"]


# Like with like


def reasons(*said: dict[str, object], **about: Any) -> set[Reason | None]:  # noqa: ANN401  # of commitment
    text = company("glas", commitments=[commitment(promise("eop", **each), **about) for each in said], history=[signed("eop", "2024")])
    return {each.reason for each in of(text).apart}


@pytest.mark.parametrize(
    ("said", "about", "reason"),
    [
        ({"total": megatons("1")}, {}, None),
        ({"total": megatons("1", unit="Mt_per_year")}, {}, None),
        ({"total": {"amount": "1", "unit": "Mt"}}, {}, Reason.NO_YEAR),
        ({"total": megatons("1", year=2029)}, {}, Reason.OTHER_YEAR),
        ({"total": megatons("1", boundary="unknown")}, {}, Reason.UNKNOWN_BOUNDARY),
        ({"total": megatons("1", boundary={"nl": "de drie locaties", "en": "the three sites"})}, {}, Reason.OWN_BOUNDARY),
        ({"total": megatons("1")}, {"party": "province"}, Reason.OTHER_PARTY),
        ({"total": megatons("1")}, {"indicator": "nox"}, Reason.OTHER_SUBJECT),
        ({"total": megatons("1", unit="PJ")}, {}, Reason.OTHER_SUBJECT),
        ({"text": "veel minder"}, {"indicator": "nox"}, Reason.OTHER_SUBJECT),
        ({"share": {"amount": "60", "unit": "percent", "year": 2030}}, {}, Reason.PERCENT),
        ({"multiple": {"times": "2", "of": "klimaatakkoord"}}, {}, Reason.MULTIPLE),
        ({"neutral": {"year": 2045}}, {}, Reason.NEUTRAL),
        ({"text": "veel minder"}, {}, Reason.WORDS),
        ({"total": megatons("999999999999999")}, {}, Reason.TOO_LARGE),
        ({"total": {"amount": "73", "unit": "mln_eur", "price_level": "2025"}}, {"party": "state", "indicator": "other"}, None),
        ({"total": {"amount": "73", "unit": "mln_eur"}}, {"party": "state", "indicator": "other"}, Reason.UNKNOWN_PRICE_LEVEL),
        ({"total": {"amount": "645", "unit": "mln_eur"}}, {"indicator": "other"}, Reason.OTHER_PARTY),
    ],
)
def test_what_cannot_be_added_says_why(said: dict[str, object], about: dict[str, str], reason: Reason | None) -> None:
    assert reasons(said, **about) == ({reason} if reason else set())


def column_sums(*figures: dict[str, object]) -> dict[str, Amount]:
    texts = [
        company(f"c{number}", commitments=[commitment(promise("eop", total=each))], history=[signed("eop", "2024")])
        for number, each in enumerate(figures)
    ]
    return {f"{column.target} {column.boundary}": cell.certainly for column, cell in of(*texts).sums.columns.items()}


def test_ranges_and_wordings_are_added_as_they_are_said() -> None:
    figure = {"unit": "kt", "year": 2030, "boundary": "scope_1"}
    found = column_sums(
        {"amount": "100", **figure},
        {"at_least": "10", "at_most": "20", **figure},
        {"at_least": "5", **figure},
        {"at_most": "7", **figure},
        {"amount": "40", "wording": "more_than", **figure},
        {"amount": "3", "wording": "up_to", **figure},
        {"amount": "50", "wording": "about", **figure},
    )
    kiloton = MEGATON // 1000
    assert found == {"2030 scope_1": Amount(7, 205 * kiloton, 180 * kiloton, without_low=2, without_high=2, about=1)}


def test_unlike_boundaries_and_targets_have_columns_of_their_own() -> None:
    own = {"nl": "de oven", "en": "the furnace"}
    found = column_sums(
        megatons("1"),
        megatons("2", boundary="scope_1_2"),
        megatons("4", boundary="site"),
        megatons("8", boundary=own),
        {"amount": "16", "unit": "Mt", "before": 2030, "boundary": "scope_1"},
        {"amount": "32", "unit": "Mt", "year": 2030},
    )
    assert {kind: each.low // MEGATON for kind, each in found.items()} == {
        "2030 scope_1": 1,
        "2030 scope_1_2": 2,
        "2030 site": 4,
        "2030 de oven": 8,
        "<2030 scope_1": 16,
        "2030 unknown": 32,
    }


def test_what_is_alike_is_told_by_respect() -> None:
    other = Column("company", "co2_eq", "total", "t", "2030", "unknown")
    told = likeness(SCOPE_1, other)
    assert {name: each for name, each in told.items() if each is not Likeness.SAME} == {
        "subject": Likeness.DIFFERS,
        "boundary": Likeness.UNKNOWN,
    }


def test_only_public_promises_on_request() -> None:
    hidden = commitment(promise("eop", total=megatons("1"), visibility="internal"))
    shown_too = commitment(promise("eop", total=megatons("2", visibility="public"), visibility="parties"), identifier="b")
    text = company("glas", commitments=[hidden, shown_too], history=[signed("eop", "2024")])
    assert of(text).sums.columns[SCOPE_1].certainly.low == 3 * MEGATON
    assert of(text, public=True).sums.columns[SCOPE_1].certainly.low == 2 * MEGATON


amounts = st.builds(Amount, *[st.integers(0, 10**18)] * 6)


@given(amounts, amounts, amounts)
def test_sums_do_not_depend_on_the_order(one: Amount, other: Amount, third: Amount) -> None:
    assert one + other == other + one
    assert (one + other) + third == one + (other + third)
    assert one + Amount() == one


levels = st.sampled_from(Sure)


@given(st.builds(Stood, st.tuples(levels, levels, levels), levels))
def test_where_a_company_stood_goes_into_a_number_and_back(stood: Stood) -> None:
    assert Stood.of(stood.number) == stood


# For a spreadsheet


def cells(text: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_the_table_for_a_spreadsheet_gives_the_same_sums() -> None:
    text = shown("--messages", "en", "portfolio", NPVI, "--at", "2023-07-31", "--csv")
    assert text.startswith("\ufeffcompany,name,")
    rows = cells(text, ",")
    column = "CO₂ · total · in 2030 · boundary unknown"
    assert sum(Decimal(each["minimum"]) for each in rows if each["column"].replace("\u00a0", " ") == column) == 10_800_000
    said = [each for path in sorted(NPVI.glob("*.yaml")) for each in yaml.safe_load(path.read_text(encoding="utf-8"))["commitments"]]
    assert {each["commitment"] for each in rows} == {each["id"] for each in said}
    dutch = cells(shown("--messages", "nl", "portfolio", NPVI, "--at", "2023-07-31", "--csv"), ";")
    assert [each["minimum"] for each in dutch] == [each["minimum"].replace(".", ",") for each in rows]


def test_no_cell_of_the_table_is_a_formula(tmp_path: Path) -> None:
    named = company("glas", about={"name": '=HYPERLINK("http://x")'}, commitments=[commitment(promise("eop", total=megatons("1")))])
    (tmp_path / "glas.yaml").write_text(named, encoding="utf-8")
    (row,) = cells(shown("--messages", "en", "portfolio", tmp_path, "--csv"), ",")
    assert row["name"] == '\'=HYPERLINK("http://x")'
    assert inert(["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "1-1", ""]) == [
        *("'=1", "'+1", "'-1", "'@x", "'\t=1", "'\r=1", "'\n=1", "' =1", "'\u00a0=1"),
        *("1-1", ""),
    ]


def test_a_table_for_a_spreadsheet_holds_only_what_is_public_unless_asked(tmp_path: Path) -> None:
    secret = commitment(promise("eop", total=megatons("1", visibility="internal")), promise("jloi", text="iets", visibility="parties"))
    texts = {
        "open": company("open", commitments=[commitment(promise("eop", total=megatons("2")))], history=[signed("eop", "2024")]),
        "stil": company("stil", commitments=[secret], history=[signed("eop", "2024")]),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    asked = ("--messages", "en", "portfolio", tmp_path)
    assert [each["company"] for each in cells(shown(*asked, "--csv"), ",")] == ["open"]
    assert [each["company"] for each in cells(shown(*asked, "--csv", "--internal"), ",")] == ["open", "stil", "stil"]
    assert "Stil" in shown(*asked)
    assert "Stil" not in shown(*asked, "--public")
    assert "signed EoP: 1\n" in shown(*asked, "--public")


# Refusals


def test_a_faulty_dossier_is_told_and_nothing_is_added(tmp_path: Path) -> None:
    (tmp_path / "glas.yaml").write_text("format: 1\ncompany: {id: glas}\n", encoding="utf-8")
    result = run("portfolio", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "E202" in result.stderr
    told = run("portfolio", tmp_path, "--json")
    assert (told.exit_code, [each["code"] for each in json.loads(told.stdout)["problems"]]) == (1, ["E202"])


def test_a_folder_without_dossiers_is_told(tmp_path: Path) -> None:
    assert "E890" in run("portfolio", tmp_path).stderr
    assert run("portfolio", tmp_path, "--year", "1999").exit_code == 2
