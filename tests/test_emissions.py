"""What dossiers say of emissions beside the registry of emissions trading: every verdict, every trap, and no half of a file."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import random
import shutil
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from conftest import Golden
from desk import with_glass
from dossiers import ROOT, codes, read
from hypothesis import given
from hypothesis import strategies as st

from agreements.application.emission_words import BASES, HEADS, REASONS, STATUSES, VERDICTS, stated_words
from agreements.application.emissions import check, of_files, read_registry
from agreements.cli import cli
from agreements.formats import from_registry
from agreements.formats.from_registry import INSTALLATIONS, YEARS, read_installations, read_years
from agreements.model.dossier import Dossier, Figure
from agreements.model.dossier_kinds import Boundary, Indicator
from agreements.model.emissions import (
    NOT_COMPARABLE,
    Basis,
    Coverage,
    Holder,
    Judgement,
    Part,
    Reason,
    StatedFigure,
    Verdict,
    coverage,
    judged,
    parts_in,
    stated_in,
    verified,
)
from agreements.model.installations import Link, read_links
from agreements.model.registry import ATTRIBUTION, SITE, Entry, Extract, Installation, Key, Retrieval, Status, by_holder, read_retrieval
from agreements.model.values import LocalText, Unit, Wording, parse_date
from agreements.problems import AgreementsError, Problem, Where
from agreements.sources import Source

DEMO, REGISTRY, LINKS = "examples/demo/emissions", "examples/demo/registry", "examples/demo/registry/installations.yaml"
EXPECTED = Path(__file__).parent / "expected"


def run(*words: str | Path, messages: str = "nl") -> Result:
    result = CliRunner().invoke(cli, ["--messages", messages, "emissions", "check", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the checkout, so that paths are told as people there write them."""
    monkeypatch.chdir(ROOT)


# The whole answer


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_verdict_is_told_with_all_that_is_needed_to_come_to_it_again(language: str, golden: Golden) -> None:
    result = run(DEMO, "--registry", REGISTRY, "--links", LINKS, "--at", "2026-03-02", messages=language)
    assert (result.exit_code, result.stderr) == (1, "")  # one figure differs
    golden(EXPECTED / f"emissions.{language}.txt", result.stdout)


@pytest.mark.usefixtures("here")
def test_the_same_as_data_and_for_a_spreadsheet(golden: Golden) -> None:
    asked = (DEMO, "--registry", REGISTRY, "--links", LINKS, "--at", "2026-03-02")
    golden(EXPECTED / "emissions.json", run(*asked, "--json").stdout)
    sheet = run(*asked, "-f", "csv", "--internal").stdout_bytes.decode("utf-8-sig")
    golden(EXPECTED / "emissions.csv", sheet.replace("\r\n", "\n"))
    public = run(*asked, "-f", "csv").stdout_bytes.decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(sheet), delimiter=";")], [*csv.DictReader(io.StringIO(public), delimiter=";")]
    assert len(rows[0]) == sum(json.loads(run(*asked, "--json").stdout)["coverage"]["figures"].values())
    assert [each["cijfer"] for each in rows[1]] == ["uitstoot-2020", "uitstoot-2022", "co2-2030"]  # what is public only
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows[0] for cell in row.values())


@pytest.mark.usefixtures("here")
def test_without_a_difference_the_exit_code_is_0_and_the_figures_say_from_which_bytes_they_came() -> None:
    result = run(f"{DEMO}/verzonnen-ammoniak.yaml", "--registry", REGISTRY, "--links", LINKS, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    files = {each["name"]: each for each in found["registry"]["files"]}
    for name, each in files.items():
        content = (ROOT / REGISTRY / name).read_bytes()
        assert (each["sha256"], each["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert found["links"]["sha256"] == hashlib.sha256((ROOT / LINKS).read_bytes()).hexdigest()
    assert found["companies"][0]["figures"][0]["registry_t"] == "1130000.625"  # 400,001 t for 62.5 percent, and 880,000 t


@pytest.mark.usefixtures("here")
def test_a_dossier_shows_what_it_says_of_emissions() -> None:
    result = CliRunner().invoke(cli, ["--messages", "nl", "show", f"{DEMO}/proef-cement.yaml"])
    told = result.stdout.replace("\xa0", " ").partition("Uitstoot\n")[2].splitlines()
    assert told[0] == "  2020 · uitstoot-2020 · CO₂-equivalenten: 0,51 megaton [opgave]"
    assert told[-1] == "  2023 · minder-2023 · CO₂-equivalenten: 112 kiloton · de uitstoot in 2020 [opgave]"


def test_every_verdict_reason_and_status_has_words() -> None:
    assert (set(VERDICTS), set(REASONS), set(STATUSES), set(BASES)) == (set(Verdict), set(Reason), set(Status), set(Basis))
    assert len(HEADS["nl"]) == len(HEADS["en"])


# One figure beside a registry


def registry(*rows: tuple[str, dict[int, int | None]], first: int | None = None, last: int | None = None) -> Extract:
    """Return a registry of Dutch installations, all of one holder, with their tonnes by year."""
    installations = {key(number): Installation(key(number), "", f"NL-{number}", "99990001", first, last) for number, _ in rows}
    entries = {(key(number), year): Entry(tonnes) for number, years in rows for year, tonnes in years.items()}
    return Extract(installations, entries, holders=by_holder(installations.values()))


def key(number: str) -> Key:
    return Key("NL", number)


def figure(amount: str = "500", unit: Unit = Unit.KT, **more: Any) -> Figure:  # noqa: ANN401  # any key of a figure
    return replace(Figure(amount=Decimal(amount), unit=unit, year=2020, boundary=Boundary.SCOPE_1), **more)


def between(low: int, high: int) -> Figure:
    return replace(figure(), amount=None, at_least=Decimal(low), at_most=Decimal(high))


def stated(each: Figure | None, indicator: Indicator = Indicator.CO2_EQ, since: str | None = None) -> StatedFigure:
    return StatedFigure("uitstoot", indicator, each, each.year if each else 2020, since)


HOLDER = Holder("proef", "Proef", "99990001")
ONE = registry(("1", {2019: 600_000, 2020: 512_000}))


def judge(each: StatedFigure, extract: Extract = ONE, holder: Holder = HOLDER, tolerance: str = "1") -> Judgement:
    return judged(each, holder, extract, Decimal(tolerance))


AGREEING: dict[str, tuple[Figure, Verdict, str]] = {
    "rounded to a hundredth": (figure("0.51", Unit.MT), Verdict.AGREES, "-2000"),
    "rounded to a tenth": (figure("0.5", Unit.MT), Verdict.AGREES, "-12000"),
    "to the tonne": (figure("512000", Unit.T), Verdict.AGREES, "0"),
    "per year": (figure("512", Unit.KT_PER_YEAR), Verdict.AGREES, "0"),
    "at the edge of the tolerance": (figure("506880", Unit.T), Verdict.AGREES, "-5120"),
    "a tonne beyond it": (figure("506879", Unit.T), Verdict.DIFFERS, "-5121"),
    "as much above": (figure("517120", Unit.T), Verdict.AGREES, "5120"),
    "a tonne beyond that": (figure("517121", Unit.T), Verdict.DIFFERS, "5121"),
    "half the last digit and more": (figure("0.58", Unit.MT), Verdict.DIFFERS, "68000"),
    "within a range": (between(500, 520), Verdict.AGREES, "0"),
    "below a range": (between(530, 540), Verdict.DIFFERS, "18000"),
    "more than": (figure("400", wording=Wording.MORE_THAN), Verdict.AGREES, "0"),
    "up to": (figure("600", wording=Wording.UP_TO), Verdict.AGREES, "0"),
    "up to less": (figure("400", wording=Wording.UP_TO), Verdict.DIFFERS, "-112000"),
}


@pytest.mark.parametrize("name", AGREEING)
def test_what_is_alike_agrees_within_the_tolerance_or_its_rounding(name: str) -> None:
    each, verdict, difference = AGREEING[name]
    found = judge(stated(each))
    assert (found.verdict, found.reason, found.difference) == (verdict, None, Decimal(difference))
    assert found.register == 512_000


UNLIKE: dict[str, tuple[StatedFigure, Reason]] = {
    "only CO2": (stated(figure(), Indicator.CO2), Reason.INDICATOR),
    "another gas": (stated(figure(), Indicator.NOX), Reason.INDICATOR),
    "a volume": (stated(figure(unit=Unit.M3)), Reason.UNIT),
    "a percentage": (stated(figure(unit=Unit.PERCENT)), Reason.UNIT),
    "more than can be counted": (stated(figure("999999999999999", Unit.MT)), Reason.TOO_LARGE),
    "another boundary": (stated(figure(boundary=Boundary.SCOPE_1_2)), Reason.BOUNDARY),
    "the site": (stated(figure(boundary=Boundary.SITE)), Reason.BOUNDARY),
    "words of its own": (stated(figure(boundary=LocalText("met hoogovengas", "with works gas"))), Reason.BOUNDARY),
    "unknown": (stated(figure(boundary=Boundary.UNKNOWN)), Reason.BOUNDARY_UNKNOWN),
    "not said": (stated(figure(boundary=None)), Reason.BOUNDARY_UNKNOWN),
    "before a year": (replace(stated(figure(year=None, before=2020)), year=2020), Reason.YEAR),
    "no year": (stated(figure(year=None)), Reason.YEAR),
    "less than in a period": (stated(figure(), since="2018/2021"), Reason.YEAR),
    "less than now": (stated(figure(), since="current"), Reason.YEAR),
    "a base year only": (stated(None), Reason.AMOUNT),
}


@pytest.mark.parametrize("name", UNLIKE)
def test_what_is_not_alike_is_not_compared(name: str) -> None:
    each, reason = UNLIKE[name]
    found = judge(each)
    assert (found.verdict, found.reason, found.difference) == (Verdict.NOT_COMPARABLE, reason, None)
    assert reason in NOT_COMPARABLE


def test_a_reduction_is_held_against_both_years() -> None:
    assert judge(stated(figure("88"), since="2019")).verdict is Verdict.AGREES
    assert judge(stated(figure("60"), since="2019")).difference == -28_000
    assert judge(stated(figure("60"), since="2018")).reason is Reason.NO_YEAR


def link(company: str, number: str, **more: Any) -> Link:  # noqa: ANN401  # any key of a link
    """Return a link that somebody confirmed, from the file that it stands in."""
    lines = "".join(f", {name}: {json.dumps(value)}" for name, value in more.items())
    text = (
        f"{{id: {company}-{number}, company: {company}, installation: '{number}', confirmed: {{by: V, date: 2026}}, source: brief{lines}}}"
    )
    links, problems = read_links(Source("koppelingen.yaml", f"format: 1\ninstallations:\n  - {text}\n"))
    assert problems == ()
    return links[0]


def test_only_links_that_say_so_make_a_figure_one_of_co2() -> None:
    only, other = link("proef", "1", gas="co2"), link("proef", "2")
    two = registry(("1", {2020: 500_000}), ("2", {2020: 12_000}))
    of = stated(figure("500"), Indicator.CO2)
    assert judge(of, two, replace(HOLDER, links=(only,))).verdict is Verdict.AGREES
    assert judge(stated(figure("500")), two, replace(HOLDER, links=(only,))).verdict is Verdict.AGREES
    assert judge(of, two, replace(HOLDER, links=(only, other))).reason is Reason.INDICATOR


# Traps


TWO: tuple[tuple[str, dict[int, int | None]], ...] = (("1", {2020: 500_000, 2021: 480_000}), ("2", {2020: 12_000, 2021: None}))
SOURCELESS: dict[str, tuple[Extract, Holder, int, Reason]] = {
    "no number": (ONE, replace(HOLDER, kvk=""), 2020, Reason.NO_KVK),
    "no such number": (ONE, replace(HOLDER, kvk="99990002"), 2020, Reason.NO_INSTALLATION),
    "another year": (ONE, HOLDER, 2024, Reason.NO_YEAR),
    "one of two is missing": (registry(*TWO), HOLDER, 2021, Reason.INCOMPLETE),
    "a link to nothing": (ONE, replace(HOLDER, links=(link("proef", "7"),)), 2020, Reason.NO_INSTALLATION),
    "a link of other years": (ONE, replace(HOLDER, links=(link("proef", "1", until=2019),)), 2020, Reason.NO_LINK),
    "linked to another": (ONE, replace(HOLDER, links=(link("buur", "1", share="40"),)), 2020, Reason.SHARED),
}


@pytest.mark.parametrize("name", SOURCELESS)
def test_why_the_registry_has_nothing(name: str) -> None:
    extract, holder, year, reason = SOURCELESS[name]
    found = judge(replace(stated(figure(year=year)), year=year), extract, holder)
    expected = Verdict.NOT_COMPARABLE if reason in NOT_COMPARABLE else Verdict.NO_SOURCE
    assert (found.verdict, found.reason, found.register) == (expected, reason, None)


def test_an_installation_that_had_closed_is_not_missing() -> None:
    open_and_closed = registry(*TWO)
    closed = replace(open_and_closed.installations[key("2")], last=2020)
    extract = replace(open_and_closed, installations={**open_and_closed.installations, key("2"): closed})
    assert verified(map(Part, extract.installations), extract, 2021) == 480_000
    outside = replace(extract, entries={**extract.entries, (key("1"), 2021): Entry(480_000, excluded=True)})
    assert verified(map(Part, extract.installations), outside, 2021) is Reason.EXCLUDED
    gone = replace(extract, entries={**extract.entries, (key("2"), 2021): Entry(None, excluded=True)})
    assert verified(map(Part, extract.installations), gone, 2021) == 480_000  # it had closed, so nothing of it is left out


def test_a_number_without_its_zeros_is_told_and_not_guessed() -> None:
    short = replace(ONE, holders={"9990001": (key("1"),)})
    assert parts_in(replace(HOLDER, kvk="09990001"), short, 2020) is Reason.LOST_ZEROS
    assert parts_in(replace(HOLDER, kvk="09990002"), short, 2020) is Reason.NO_INSTALLATION


def test_a_company_with_links_is_found_by_these_only() -> None:
    two = registry(("1", {2020: 500_000}), ("2", {2020: 12_000}))
    holder = replace(HOLDER, links=(link("proef", "2"), link("buur", "1")))
    found = judge(stated(figure("12")), two, holder)
    assert (found.verdict, found.basis, [str(each.key) for each in found.parts]) == (Verdict.AGREES, Basis.LINKS, ["NL-2"])
    before = replace(HOLDER, links=(link("buur", "1", until=2019),))
    assert judge(stated(figure("512")), two, before).verdict is Verdict.AGREES  # a link of other years divides nothing in this one


def test_the_number_of_an_installation_and_of_a_company_are_those_of_one_country() -> None:
    extract, _ = read_registry(ROOT / REGISTRY, {"NL", "DE"})
    assert extract.entries[Key("DE", "9990001"), 2020].tonnes == 7
    assert extract.holders["99990011"] == (key("9990001"), key("9990002"))


# What a dossier states


def dossier_of(text: str) -> Dossier:
    found, problems = read(text)
    assert (problems, found is None) == ((), False)
    assert found is not None
    return found


STATING = """\
format: 1
company: {id: proef, name: Proef B.V.}
commitments:
  - id: co2-2030
    party: company
    indicator: co2
    promised:
      - {stage: eop, nature: ambition, total: {amount: "1", unit: Mt, year: 2030, baseline: "2020"}, source: opgave}
      - {stage: jloi, nature: ambition, share: {amount: "9", unit: percent, baseline: "2019"}, source: opgave}
      - {stage: maatwerkafspraak, nature: result, share: {amount: "9", unit: percent, baseline: "2018"}, source: opgave, withdrawn: true}
  - id: period
    party: company
    indicator: co2_eq
    promised: [{stage: eop, nature: ambition, share: {amount: "9", unit: percent, baseline: 2018/2021}, source: opgave}]
  - id: nox
    party: company
    indicator: nox
    promised: [{stage: eop, nature: ambition, share: {amount: "9", unit: percent, baseline: "2020"}, source: opgave}]
  - id: state
    party: state
    indicator: co2
    promised: [{stage: eop, nature: ambition, share: {amount: "9", unit: percent, baseline: "2020"}, source: opgave}]
emissions:
  - {id: level, indicator: co2, figure: {amount: "4", unit: Mt, year: 2019}, source: opgave, visibility: parties}
  - {id: gone, indicator: co2, figure: {amount: "4", unit: Mt, year: 2020}, source: opgave, withdrawn: true}
  - {id: less, indicator: co2, figure: {amount: "1", unit: Mt, year: 2023, baseline: "2020"}, source: opgave}
sources: {opgave: {title: Opgave}}
"""
REPORTING = STATING.replace(
    "emissions:",
    """\
reports:
  - {id: over-2024, figure: {amount: "60", unit: kt_per_year, baseline: "2020"}, year: 2024, for: co2-2030, ABOUT}
  - {id: baseless, figure: {amount: "70", unit: kt_per_year}, year: 2025, for: co2-2030, ABOUT}
  - {id: of-nox, figure: {amount: "7", unit: kt_per_year}, year: 2025, for: nox, ABOUT}
  - {id: taken-back, figure: {amount: "8", unit: kt_per_year}, year: 2025, for: co2-2030, withdrawn: true, ABOUT}
emissions:""".replace("ABOUT", "status: reported, date: 2026-05-01, source: opgave"),
)


def test_what_was_reported_of_a_commitment_is_a_reduction_in_the_year_of_the_report() -> None:
    found = {each.id: (each.year, each.since) for each in stated_in(dossier_of(REPORTING))}
    assert found == {
        "level": (2019, None),
        "less": (2023, "2020"),
        "over-2024": (2024, "2020"),
        "baseless": (2025, ""),
        "co2-2030": (2020, None),
    }
    told = {each.id: stated_words(each, "en").replace("\xa0", " ") for each in stated_in(dossier_of(REPORTING))}
    assert (told["over-2024"], told["baseless"]) == ("60 kilotonnes a year less than emissions in 2020", "70 kilotonnes a year less")
    assert judge(stated(figure("70"), since="")).reason is Reason.YEAR


def test_a_dossier_states_levels_reductions_and_base_years_without_an_amount() -> None:
    found = [(each.id, each.year, each.since, each.figure is not None, each.source) for each in stated_in(dossier_of(STATING))]
    assert found == [
        ("level", 2019, None, True, "opgave"),
        ("less", 2023, "2020", True, "opgave"),
        ("co2-2030", 2020, None, False, ""),  # of 2019 a figure tells what was emitted
    ]
    without = dossier_of(STATING.replace("    promised:\n      - {stage: eop", "    withdrawn: true\n    promised:\n      - {stage: eop"))
    assert [each.id for each in stated_in(without)] == ["level", "less"]


def test_a_figure_on_emissions_is_a_mass_and_has_an_id_of_its_own() -> None:
    assert codes(read(STATING.replace('amount: "4", unit: Mt, year: 2019', 'amount: "4", unit: percent, year: 2019'))[1]) == ["E220"]
    assert codes(read(STATING.replace("id: less", "id: level"))[1]) == ["E207"]


# All together


def test_figures_are_weighed_once_and_by_what_they_state() -> None:
    agrees, differs = judge(stated(figure("512"))), judge(stated(figure("400")))
    less, named = judge(stated(figure("88"), since="2019")), judge(stated(None))
    unknown = judge(stated(figure("1", Unit.MT, boundary=None)))
    once = [("proef", each) for each in (agrees, differs, less, named, unknown)]
    expected = Coverage(
        Decimal(1_912_000),
        Decimal(512_000),
        Decimal(400_000),
        {Verdict.AGREES: 2, Verdict.DIFFERS: 1, Verdict.NOT_COMPARABLE: 2, Verdict.NO_SOURCE: 0},
    )
    assert coverage(once) == coverage([*once, *once]) == expected
    assert coverage([*once, ("ander", agrees)]).tonnes == 2_424_000
    assert coverage([("proef", judge(stated(figure("0.512", Unit.MT)))), *once]) == expected  # the same in another unit
    other = judge(stated(figure("60"), since="2019"))
    more = coverage([*once, ("proef", other)]).figures  # another reduction in the same year is another figure
    assert (more[Verdict.AGREES], more[Verdict.DIFFERS]) == (2, 2)
    assert coverage([]) == Coverage(Decimal(0), Decimal(0), Decimal(0), dict.fromkeys(Verdict, 0))


def test_the_status_of_a_year_is_what_the_retrieval_says() -> None:
    found, problems = read_retrieval(Source("retrieved.yaml", "format: 1\nretrieved: 2026-03-02\ndefinitive_through: 2024\n"))
    assert (problems, found) == ((), Retrieval(format=1, retrieved=parse_date("2026-03-02"), definitive_through=2024))
    assert found is not None
    assert [found.status(year) for year in (2024, 2025)] == [Status.DEFINITIVE, Status.PROVISIONAL]
    assert replace(found, definitive_through=None).status(2024) is Status.UNKNOWN
    assert [judge(stated(figure()), replace(ONE, retrieval=each)).status for each in (None, found)] == [Status.UNKNOWN, Status.DEFINITIVE]


# Properties


TONNES = st.integers(0, 10**9)


@given(st.lists(TONNES, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_sum_over_installations_does_not_depend_on_the_order_of_the_rows(tonnes: list[int], chance: random.Random) -> None:
    rows = [f"NL,{number},2020,{each}\n" for number, each in enumerate(tonnes, 1)]
    operators = [f"NL,{number},Naam,P{number},99990001\n" for number, _ in enumerate(tonnes, 1)]
    sums = set()
    for _ in range(2):
        chance.shuffle(rows)
        chance.shuffle(operators)
        installations, _ = read_installations(io.BytesIO((OPERATOR_HEADS + "".join(operators)).encode()), INSTALLATIONS, {"NL"})
        entries, _ = read_years(io.BytesIO((YEAR_HEADS + "".join(rows)).encode()), YEARS, {"NL"})
        extract = Extract(installations, entries, holders=by_holder(installations.values()))
        sums.add(verified(map(Part, extract.holders["99990001"]), extract, 2020))
    assert sums == {Decimal(sum(tonnes))}


OPERATOR_HEADS = f"REGISTRY_CODE,INSTALLATION_IDENTIFIER,INSTALLATION_NAME,PERMIT_IDENTIFIER,{from_registry.KVK}\n"
YEAR_HEADS = "REGISTRY_CODE,INSTALLATION_IDENTIFIER,PERIOD_YEAR,VERIFIED_EMISSIONS\n"


@given(TONNES, st.lists(st.integers(1, 99_999_999), min_size=1, max_size=6, unique=True))
def test_an_installation_that_is_divided_wholly_is_the_sum_of_its_parts(tonnes: int, cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), 10**8]  # millionths of a percent
    shares = [Decimal(high - low).scaleb(-6) for low, high in pairwise(ends)]
    text = "format: 1\ninstallations:\n" + "".join(
        f"  - {{id: l{number}, company: b{number}, installation: '1', share: '{share:f}', confirmed: {{by: V, date: 2026}}, source: x}}\n"
        for number, share in enumerate(shares)
    )
    links, problems = read_links(Source("koppelingen.yaml", text))
    assert problems == ()
    extract = registry(("1", {2020: tonnes}))
    parts = [verified([Part(each.key, each.share)], extract, 2020) for each in links]
    assert sum(each for each in parts if isinstance(each, Decimal)) == tonnes


@given(TONNES, st.integers(0, 10**9), st.integers(0, 100), st.integers(0, 100))
def test_more_tolerance_never_makes_a_difference(tonnes: int, said: int, one: int, other: int) -> None:
    strict, mild = sorted((one, other))
    extract = registry(("1", {2020: tonnes}))
    verdicts = [judge(stated(figure(str(said), Unit.T)), extract, tolerance=str(each)).verdict for each in (strict, mild)]
    assert verdicts != [Verdict.AGREES, Verdict.DIFFERS]
    assert set(verdicts) <= {Verdict.AGREES, Verdict.DIFFERS}


# Links


LINK = """\
format: 1
installations:
  - {id: een, company: proef, installation: "1", from: 2010, until: 2020, share: "60", confirmed: {by: V, date: 2026}, source: brief}
  - {id: twee, company: buur, installation: "1", from: 2015, share: "40", confirmed: {by: V, date: 2026}, source: brief}
"""
FAULTY_LINKS: dict[str, tuple[str, str, tuple[int, int]]] = {
    "two ids": (LINK.replace("id: twee", "id: een"), "E207", (4, 10)),
    "twice in a year": (LINK.replace("buur", "proef"), "E795", (4, 5)),
    "more than the whole": (LINK.replace('"40"', '"40.000001"'), "E796", (4, 69)),
    "the end before the beginning": (LINK.replace("until: 2020", "until: 2009"), "E797", (3, 69)),
    "nothing": (LINK.replace('"40"', '"0"'), "E798", (4, 69)),
    "more than all": (LINK.replace('"60"', '"101"'), "E798", (3, 82)),
    "a number that YAML may change": (LINK.replace('installation: "1", from: 2010', "installation: 1, from: 2010"), "E205", (3, 45)),
    "nobody confirmed it": (LINK.replace("confirmed: {by: V, date: 2026}, source: brief}", "source: brief}", 1), "E202", (3, 5)),
    "another format": ("format: 2\n", "E212", (1, 9)),
    "no YAML": ("installations: [\n", "E101", (2, 1)),
}


@pytest.mark.parametrize("name", FAULTY_LINKS)
def test_a_fault_in_the_links_is_told_at_its_place(name: str) -> None:
    text, code, place = FAULTY_LINKS[name]
    links, problems = read_links(Source("koppelingen.yaml", text))
    assert links == ()
    assert [(each.code, (each.where.line, each.where.column)) for each in problems] == [(code, place)]


def test_what_was_withdrawn_divides_nothing_and_years_that_follow_each_other_are_no_overlap() -> None:
    links, problems = read_links(Source("k.yaml", LINK.replace('share: "40"', 'share: "90", withdrawn: true')))
    assert ([each.id for each in links], problems) == (["een"], ())
    follows = LINK.replace("buur", "proef").replace("from: 2015", "from: 2021").replace('"40"', '"100"')
    assert read_links(Source("k.yaml", follows))[1] == ()


# Files


def folder_with(tmp_path: Path, name: str = "", change: Callable[[bytes], bytes] = bytes) -> Path:
    """Return a copy of the invented registry, with one of its files changed."""
    folder = tmp_path / "register"
    shutil.copytree(ROOT / REGISTRY, folder)
    if name:
        (folder / name).write_bytes(change((folder / name).read_bytes()))
    return folder


def put(old: str, new: str | bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode() if isinstance(new, str) else new, 1)

    return change


WRONG: dict[str, tuple[str, Callable[[bytes], bytes], str, str]] = {
    "no such column": (YEARS, put("VERIFIED_EMISSIONS", "EMISSIONS"), "E789", "A1"),
    "a column twice": (INSTALLATIONS, put("ACTIVITY_TYPE_CODE", "PERMIT_IDENTIFIER"), "E789", "A1"),
    "a column twice that need not be there": (YEARS, put("SURR_ALL", "EXCLUDED"), "E789", "A1"),
    "another file": (INSTALLATIONS, lambda _: b"<!DOCTYPE html><html>429</html>\n", "E789", "A1"),
    "in UTF-16": (YEARS, lambda content: content.decode().encode("utf-16"), "E789", "A1"),
    "a cell too few": (YEARS, put("NL,9990001,2020,312345,", "NL,9990001,312345,"), "E790", "A3"),
    "a cell too many, of another country": (YEARS, put("DE,9990001,2020,7,", "DE,9990001,2020,7,7,"), "E790", "A33"),
    "a decimal": (YEARS, put(",312345,", ",312345.5,"), "E791", "D3"),
    "marks for thousands": (YEARS, put(",312345,", ',"312,345",'), "E791", "D3"),
    "negative": (YEARS, put(",312345,", ",-312345,"), "E791", "D3"),
    "no number": (YEARS, put(",312345,", ",NaN,"), "E791", "D3"),
    "digits of another script": (YEARS, put(",312345,", ",٣,"), "E791", "D3"),
    "endless digits": (YEARS, put(",312345,", f",{'9' * 5000},"), "E791", "D3"),
    "no year": (YEARS, put("9990001,2020,", "9990001,,"), "E791", "C3"),
    "a year that is none": (YEARS, put("9990001,2020,", "9990001,20200,"), "E791", "C3"),
    "no installation": (YEARS, put("NL,9990001,2020", "NL,,2020"), "E791", "B3"),
    "a formula for a number": (INSTALLATIONS, put("NL,Netherlands,9990001", "NL,Netherlands,=9990001"), "E791", "C2"),
    "a first year that is none": (INSTALLATIONS, put("Proefstad,2013", "Proefstad,ooit"), "E791", "K2"),
    "an installation and year twice": (YEARS, put("NL,9990001,2020,", "NL,9990001,2019,"), "E792", "B3"),
    "an installation twice, otherwise": (INSTALLATIONS, put("NL,Netherlands,9990002", "NL,Netherlands,9990001"), "E792", "C3"),
    "a quotation mark that is not closed": (YEARS, put(",312345,", ',"312345,'), "E794", ""),
    "a huge cell": (INSTALLATIONS, put("Bedacht Glas (verzonnen)", "x" * 200_000), "E794", ""),
    "a line without end": (YEARS, put(",312345,", "," + "1" * from_registry.LIMIT_LINE + ","), "E794", ""),
    "heads without end": (YEARS, lambda _: b"x" * (from_registry.LIMIT_LINE + 1), "E794", ""),
    "nothing": (YEARS, lambda _: b"", "E794", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_in_a_file_is_told_at_its_cell_and_nothing_is_used(name: str, tmp_path: Path) -> None:
    file, change, code, cell = WRONG[name]
    folder = folder_with(tmp_path, file, change)
    with pytest.raises(AgreementsError) as refused:
        read_registry(folder, {"NL"})
    told = refused.value.problems
    assert {(each.code, each.where.cell, each.where.file) for each in told} == {(code, cell, file)}
    result = run(ROOT / DEMO, "--registry", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"[{code}]" in result.stderr


def test_all_faults_are_told_at_once_and_too_many_are_counted(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, YEARS, lambda content: content.replace(b"NL,9990001,", b"NL,9990001x,"))
    with pytest.raises(AgreementsError) as refused:
        read_registry(folder, {"NL"})
    assert [(each.code, each.where.cell) for each in refused.value.problems] == [("E791", f"B{row}") for row in range(2, 8)]
    rows = "".join(f"NL,{number},2020,x\n" for number in range(1, 200))
    with pytest.raises(AgreementsError) as many:
        read_years(io.BytesIO((YEAR_HEADS + rows).encode()), YEARS, {"NL"})
    assert [each.code for each in many.value.problems].count("E791") == from_registry.LIMIT_FAULTS
    assert "E783" in codes(many.value.problems)


def test_what_was_not_entered_is_not_zero_and_order_marks_and_other_columns_do_not_matter() -> None:
    """Nor does an end of the last line."""
    text = "\ufeffverified_emissions;Iets;period_year; INSTALLATION_IDENTIFIER ;REGISTRY_CODE\r\n"
    rows = "-1;x;2019;5;NL\r\n;x;2020;5;NL\r\n0;x;2021;5;NL\r\n12.0;x;2022.0;5;NL\r\n-1.0;x;2023;5;NL\r\n\r\nkapot;x;?;5;DE"
    found, file = read_years(io.BytesIO((text + rows).encode()), YEARS, {"NL"})
    assert {year: each.tonnes for (_, year), each in found.items()} == {2019: None, 2020: None, 2021: 0, 2022: 12, 2023: None}
    assert (file.rows, file.problems) == (7, ())


def test_a_row_of_an_installation_that_says_the_same_again_is_one() -> None:
    row = "NL,5,Naam,P5,99990001\n"
    found, file = read_installations(io.BytesIO((OPERATOR_HEADS + row + row).encode()), INSTALLATIONS, {"NL"})
    assert (list(found), file.rows) == ([key("5")], 2)


def test_a_name_in_another_encoding_is_told_and_stands_by_its_code(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, INSTALLATIONS, put("Proef Cement oven 1", b"Oven Caf\xe9 \x1b[31m"))
    extract, problems = read_registry(folder, {"NL"})
    assert [(each.code, each.where.cell) for each in problems] == [("W793", "D2")]
    assert extract.installations[key("9990001")].name == "Oven Caf[U+DCE9] [U+001B][31m (verzonnen)"
    assert "W793" in run(ROOT / DEMO, "--registry", folder, "--json").stdout
    other = put("Erfundene Anlage", b"Caf\xe9")  # of a registry that nobody asks
    assert read_registry(folder_with(tmp_path / "ander", INSTALLATIONS, other), {"NL"})[1] == ()


def test_a_packed_file_says_the_same_and_has_its_own_digest(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    plain, _ = read_registry(folder, {"NL"})
    for name in (INSTALLATIONS, YEARS):
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
        (folder / name).unlink()
    packed, _ = read_registry(folder, {"NL"})
    assert (packed.installations, packed.entries) == (plain.installations, plain.entries)
    digests = [hashlib.sha256((folder / f"{name}.gz").read_bytes()).hexdigest() for name in (INSTALLATIONS, YEARS)]
    assert [each.sha256 for each in packed.files] == digests


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    "change", [cut, lambda content: content + b"meer", lambda _: b"geen gzip", lambda content: content[:-8] + b"\0" * 8]
)
def test_a_packed_file_that_is_damaged_gives_nothing(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / f"{YEARS}.gz").write_bytes(change(gzip.compress((folder / YEARS).read_bytes())))
    (folder / YEARS).unlink()
    with pytest.raises(AgreementsError) as refused:
        read_registry(folder, {"NL"})
    assert codes(refused.value.problems) == ["E794"]


def test_a_folder_without_one_of_the_files_or_with_both_is_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / f"{YEARS}.gz").write_bytes(gzip.compress((folder / YEARS).read_bytes()))
    assert "E794" in run(ROOT / DEMO, "--registry", folder).stderr
    (folder / f"{YEARS}.gz").unlink()
    (folder / YEARS).unlink()
    assert f"E787]: in de map '{folder}' staat geen '{YEARS}' of '{YEARS}.gz'" in run(ROOT / DEMO, "--registry", folder).stderr


def test_without_a_word_on_when_they_were_fetched_the_status_is_not_known(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "retrieved.yaml").unlink()
    found = json.loads(run(ROOT / DEMO, "--registry", folder, "--json").stdout)
    assert [each["code"] for each in found["problems"]] == ["W788"]
    assert {each["status"] for company in found["companies"] for each in company["figures"]} == {"unknown"}
    assert "European Commission" in run(ROOT / DEMO, "--registry", folder).stdout
    (folder / "retrieved.yaml").write_text("format: 1\nretrieved: 2026-03\nlicence: CC BY 4.0\n", encoding="utf-8")
    told = run(ROOT / DEMO, "--registry", folder).stdout.splitlines()[1].replace("\xa0", " ")
    assert told == f"bron: {ATTRIBUTION} · CC BY 4.0 · {SITE} · opgehaald maart 2026"
    for text, code in (("format: 1\nretrieved: ooit\n", "E206"), ("retrieved: [\n", "E101"), ("format: 2\n", "E212")):
        (folder / "retrieved.yaml").write_text(text, encoding="utf-8")
        assert code in run(ROOT / DEMO, "--registry", folder).stderr


def test_a_permit_that_is_another_in_the_registry_stops_the_work(tmp_path: Path) -> None:
    mixed = (ROOT / LINKS).read_text(encoding="utf-8").replace("NL-999900003", "NL-999900004")
    (tmp_path / "koppelingen.yaml").write_text(mixed, encoding="utf-8")
    result = run(ROOT / DEMO, "--registry", ROOT / REGISTRY, "--links", tmp_path / "koppelingen.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "E799]: NL-9990003 heeft in het register de vergunning 'NL-999900003', niet 'NL-999900004'" in result.stderr


MANY = 100_000


class Endless(io.RawIOBase):
    """A file of the registry that is never whole anywhere."""

    def __init__(self) -> None:
        self.left = self.rows()
        self.rest = b""

    def rows(self) -> Iterator[bytes]:
        yield YEAR_HEADS.encode()
        for number in range(MANY):
            yield f"{'NL' if number % 1000 == 0 else 'DE'},{number + 1},2020,{number}\n".encode()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while len(self.rest) < size:
            block = b"".join(row for _, row in zip(range(1000), self.left, strict=False))
            if not block:
                break
            self.rest += block
        found, self.rest = self.rest[:size], self.rest[size:]
        return found


def test_a_file_is_read_row_by_row_in_little_memory() -> None:
    tracemalloc.start()
    found, file = read_years(Endless(), YEARS, {"NL"})  # type: ignore[arg-type]  # reads as a file does
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(found), file.rows) == (MANY // 1000, MANY)
    assert peak < 8_000_000  # bytes; the rows as lists take some 120 million


def test_more_rows_than_any_registry_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_registry, "LIMIT_ROWS", 3)
    with pytest.raises(AgreementsError) as refused:
        read_years(Endless(), YEARS, {"NL"})  # type: ignore[arg-type]  # idem
    assert codes(refused.value.problems) == ["E794"]


# Out of the record


def test_the_record_is_asked_as_of_a_day_and_the_links_are_those_of_the_workspace(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    folder = str(folder_with(tmp_path))
    park = (ROOT / DEMO / "verzonnen-ammoniak.yaml").read_text(encoding="utf-8")
    desk.run("apply", desk.file("ammoniak.yaml", park), "--workflow", "maatwerk", person="anna")
    (desk.root / "programme").mkdir()
    found = desk.data("emissions", "check", "verzonnen-ammoniak", "--registry", folder)
    assert (found["at"], found["links"]) == ("2026-03-02", None)
    assert [each["reason"] for each in found["companies"][0]["figures"]] == ["no_installation", "no_installation"]
    desk.file("programme/installations.yaml", (ROOT / LINKS).read_text(encoding="utf-8"))
    found = desk.data("emissions", "check", "--registry", folder)
    assert [each["company"] for each in found["companies"]] == ["proef-glas", "verzonnen-ammoniak"]
    assert [each["verdict"] for each in found["companies"][1]["figures"]] == ["agrees", "no_source"]
    assert found["links"]["name"] == "programme/installations.yaml"
    assert desk.data("emissions", "check", "--registry", folder, "--at", "2026-01-01")["companies"] == []
    assert "the dossiers say nothing" in desk.said("emissions", "check", "proef-glas", "--registry", folder)
    assert desk.codes("emissions", "check", "verzonnen-ammoniak", "--registry", folder, "--at", "2026-01-01") == ["E889"]
    assert desk.codes("emissions", "check", "niemand", "--registry", folder) == ["E882"]


def test_more_may_differ_when_that_is_asked() -> None:
    result = run(ROOT / DEMO, "--registry", ROOT / REGISTRY, "--tolerance", "6.5", "--json")  # 25,100 t of 405,100 t is 6.2 percent
    found = json.loads(result.stdout)
    assert (result.exit_code, found["tolerance_percent"], found["coverage"]["figures"]["differs"]) == (0, "6.5", 0)


def test_wrong_use_is_told(tmp_path: Path) -> None:
    for words in (("--tolerance", "veel"), ("--tolerance", "101"), ("-f", "pdf")):
        assert run(ROOT / DEMO, "--registry", ROOT / REGISTRY, *words).exit_code == 2
    assert run(ROOT / DEMO).exit_code == 2
    assert run(ROOT / DEMO, "--registry", tmp_path / "nergens").exit_code == 2


def test_a_company_in_two_files_or_a_faulty_one_is_refused() -> None:
    source = Source("een.yaml", STATING)
    for others in ((source, replace(source, name="twee.yaml")), (Source("een.yaml", STATING.replace("format: 1", "format: 2")),)):
        with pytest.raises(AgreementsError) as refused:
            of_files(others)
        assert codes(refused.value.problems) in (["E887"], ["E212"])


def test_the_answer_does_not_depend_on_the_order_of_the_dossiers() -> None:
    sources = [Source(path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / DEMO).glob("*.yaml"))]
    links = Source("k.yaml", (ROOT / LINKS).read_text(encoding="utf-8"))
    day = parse_date("2026-03-02").last
    answers: Sequence[object] = [check(of_files(each)[0], ROOT / REGISTRY, links, day) for each in (sources, sources[::-1])]
    assert answers[0] == answers[1]
    problems: tuple[Problem, ...] = check((), ROOT / REGISTRY, None, day).problems
    assert problems == ()
    assert Where("") == Installation(key("1"), "", "", "").where
