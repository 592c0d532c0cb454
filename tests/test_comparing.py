"""What was promised at one stage beside another: values that differ, and whether they may be compared at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner  # noqa: TID251  # to call the command line
from desk import GLASS, with_glass
from dossiers import ROOT, read

from agreements.cli import cli
from agreements.drafting.promises import Aspect, Comparison, compared
from agreements.model.addable import Likeness
from agreements.model.dossier_kinds import Stage

BOTH = 'unit: kt, year: 2030, baseline: "2020", boundary: scope_1'


def said(company: str, *options: str, messages: str = "nl") -> str:
    result = CliRunner().invoke(cli, ["-w", str(ROOT), "--messages", messages, "compare", company, *options])
    assert result.exit_code == 0, result.output
    return result.stdout.replace("\u00a0", " ")


def data(company: str, *options: str) -> Any:  # noqa: ANN401  # as JSON gives it
    return json.loads(said(company, *options, "--json"))["comparison"]


def held(before: str, after: str, stages: tuple[str, str] = ("eop", "jloi"), indicator: str = "co2") -> Comparison:
    """Return the one comparison of a promise at two stages; the text of each is what stands in it besides stage and nature."""
    dossier, problems = read(
        f"""\
        format: 1
        company:
          id: verzonnen
          name: Verzonnen B.V.
          sites: [{{id: noord, name: Noord}}, {{id: zuid, name: Zuid}}]
        commitments:
          - id: c
            party: company
            indicator: {indicator}
            promised:
              - {{stage: {stages[0]}, nature: ambition, source: opgave, {before}}}
              - {{stage: {stages[1]}, nature: ambition, source: opgave, {after}}}
        sources:
          opgave: {{title: Opgave}}
        """
    )
    assert dossier is not None, problems
    ((found,),) = [each.comparisons for each in compared(dossier)]
    return found


def test_the_texts_of_the_last_two_stages_are_a_command_away(tmp_path: Path) -> None:
    ends = "maatwerk compare cosun --redline jloi maatwerkafspraak\n"
    assert said("cosun").endswith(f"De teksten naast elkaar, bepaling voor bepaling: {ends}")
    assert said("cosun", messages="en").endswith(f"The texts side by side, clause by clause: {ends}")
    path = tmp_path / "mijn dossier.yaml"
    path.write_text((ROOT / "examples/npvi/cosun.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert f"compare '{path}' --redline" in said(str(path))
    assert "--redline" not in said("yara-sluiskil")


def verdicts(found: Comparison) -> dict[Aspect, Likeness]:
    return {each.aspect: each.verdict for each in found.pairs}


COVERS = "covers: {count: 2, what: fabrieken, sites: [noord, zuid]}"


def test_two_figures_about_the_same_are_comparable_whatever_their_size() -> None:
    found = held(f'total: {{amount: "0.26", {BOTH.replace("kt", "Mt")}}}, {COVERS}', f'total: {{amount: "167", {BOTH}}}, {COVERS}')
    assert found.comparable
    assert verdicts(found)[Aspect.VALUE] is Likeness.DIFFERS
    equal = held(f'total: {{amount: "0.260", {BOTH.replace("kt", "Mt")}}}, {COVERS}', f'total: {{amount: "260", {BOTH}}}, {COVERS}')
    assert verdicts(equal)[Aspect.VALUE] is Likeness.SAME
    assert verdicts(equal)[Aspect.UNIT] is Likeness.SAME


@pytest.mark.parametrize(
    ("old", "new", "aspect", "verdict"),
    [
        ("unit: kt", "unit: m3", Aspect.UNIT, Likeness.DIFFERS),
        ("year: 2030, ", "year: 2035, ", Aspect.YEAR, Likeness.DIFFERS),
        ("year: 2030, ", "", Aspect.YEAR, Likeness.UNKNOWN),
        ('"2020"', '"2018/2021"', Aspect.BASE, Likeness.DIFFERS),
        ('baseline: "2020", ', "", Aspect.BASE, Likeness.UNKNOWN),
        ("scope_1", "scope_1_2", Aspect.BOUNDARY, Likeness.DIFFERS),
        ("scope_1", "unknown", Aspect.BOUNDARY, Likeness.UNKNOWN),
        ("count: 2, what: fabrieken, sites: [noord, zuid]", "count: 6, what: fabrieken", Aspect.SCOPE, Likeness.DIFFERS),
        ("what: fabrieken", "what: locaties", Aspect.SCOPE, Likeness.UNKNOWN),
        (COVERS, "covers: {withdrawn: true, count: 2}", Aspect.SCOPE, Likeness.UNKNOWN),
        ("sites: [noord, zuid]", "sites: [noord]", Aspect.SITES, Likeness.DIFFERS),
        (", sites: [noord, zuid]", "", Aspect.SITES, Likeness.UNKNOWN),
    ],
)
def test_one_aspect_that_differs_or_is_unknown_stands_in_the_way(old: str, new: str, aspect: Aspect, verdict: Likeness) -> None:
    one = f'total: {{amount: "100", {BOTH}}}, {COVERS}'
    other = one.replace(old, new)
    assert other != one
    found = held(one, other)
    assert verdicts(found)[aspect] is verdict
    assert not found.comparable
    assert aspect in {each.aspect for each in found.reasons}


def test_a_figure_beside_none_says_nothing() -> None:
    one = f'total: {{amount: "100", {BOTH}}}, {COVERS}'
    found = held(one, COVERS)
    assert verdicts(found)[Aspect.VALUE] is Likeness.UNKNOWN
    assert not found.comparable


def test_a_reduction_per_year_is_one_in_a_year_when_the_year_is_said() -> None:
    one = f'total: {{amount: "100", {BOTH}}}, {COVERS}'
    yearly = one.replace("unit: kt", "unit: kt_per_year")
    found = held(one, yearly)
    assert verdicts(found)[Aspect.UNIT] is verdicts(found)[Aspect.VALUE] is Likeness.SAME
    assert found.comparable
    silent = held(one.replace("year: 2030, ", ""), yearly)
    assert verdicts(silent)[Aspect.UNIT] is Likeness.UNKNOWN


def test_money_is_compared_at_the_same_price_level() -> None:
    money = 'total: {amount: "105", unit: mln_eur, price_level: "2025"}, ' + COVERS
    assert held(money, money.replace("105", "73"), indicator="other").comparable
    other = held(money, money.replace('"2025"', '"2022"'), indicator="other")
    assert [each.aspect for each in other.reasons] == [Aspect.PRICE_LEVEL]
    silent = held(money.replace(', price_level: "2025"', ""), money, indicator="other")
    assert verdicts(silent)[Aspect.PRICE_LEVEL] is Likeness.UNKNOWN


def test_what_was_withdrawn_is_not_compared() -> None:
    one = f'total: {{amount: "100", {BOTH}}}'
    dossier, _ = read(
        f"""\
        format: 1
        company: {{id: verzonnen, name: Verzonnen B.V.}}
        commitments:
          - id: c
            party: company
            indicator: co2
            promised:
              - {{stage: eop, nature: ambition, source: opgave, {one}}}
              - {{stage: jloi, nature: ambition, source: opgave, withdrawn: true, {one}}}
          - {{id: d, party: company, indicator: co2, withdrawn: true}}
        sources: {{opgave: {{title: Opgave}}}}
        """
    )
    assert dossier is not None
    (found,) = compared(dossier)
    assert [each.stage for each in found.promises] == [Stage.EOP]
    assert found.comparisons == ()


# The public record


def test_cosun_promised_less_about_less() -> None:
    shown = said("cosun")
    assert "JLoI → maatwerkafspraak, totaal: niet vergelijkbaar" in shown
    assert "waarde: verschilt (260 kiloton → 167 kiloton)" in shown
    assert "omvang: verschilt (zes fabrieken → drie locaties)" in shown
    assert "waarde: verschilt (€ 105 miljoen → ten hoogste € 73 miljoen)" in shown
    assert "scope: differs (six factories → three sites)" in said("cosun", messages="en")


def test_nobian_has_three_stages_and_three_values() -> None:
    (co2,) = [each for each in data("nobian")["commitments"] if each["id"] == "co2-2030"]
    assert [(each["stage"], each["total"]["amount"], each["total"]["wording"]) for each in co2["promised"]] == [
        ("eop", "550", "about"),
        ("jloi", "0.6", "more_than"),
        ("maatwerkafspraak", "0.5", "more_than"),
    ]
    totals = [each for each in co2["comparisons"] if each["measure"] == "total"]
    assert [(each["from"], each["to"], each["comparable"]) for each in totals] == [
        ("eop", "jloi", False),
        ("eop", "maatwerkafspraak", False),
        ("jloi", "maatwerkafspraak", False),
    ]
    assert {each["aspects"][0]["verdict"] for each in totals} == {"differs"}


def test_the_json_has_its_documented_shape() -> None:
    found = data("cosun", "--between", "jloi", "maatwerkafspraak")
    assert (found["company"], found["name"]) == ("cosun", "Coöperatie Koninklijke Cosun")
    co2 = found["commitments"][0]
    assert co2.keys() == {"id", "party", "indicator", "subject", "promised", "comparisons"}
    (total,) = co2["comparisons"]
    assert total["reasons"] == ["boundary", "base", "year", "scope", "sites"]
    assert total["aspects"][0] == {
        "aspect": "value",
        "verdict": "differs",
        "from": {"nl": "260 kiloton", "en": "260 kilotonnes"},
        "to": {"nl": "167 kiloton", "en": "167 kilotonnes"},
    }


def test_only_the_stages_that_are_asked_are_compared() -> None:
    assert "EoP" not in said("nobian", "--between", "jloi", "maatwerkafspraak")


def test_a_stage_without_a_promise_is_refused() -> None:
    result = CliRunner().invoke(cli, ["-w", str(ROOT), "--messages", "en", "compare", "cosun", "--between", "eop", "jloi"])
    assert result.exit_code == 1
    assert "error[E510]" in result.stderr
    assert "choose from: jloi, maatwerkafspraak" in result.stderr


def test_a_dossier_that_cannot_be_read_is_no_comparison(tmp_path: Path) -> None:
    path = tmp_path / "kapot.yaml"
    path.write_text("format: 1\ncompany: {id: kapot}\n")
    result = CliRunner().invoke(cli, ["-w", str(ROOT), "compare", str(path), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["comparison"] is None


def test_the_record_is_compared_as_it_was(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    second = (
        '      - {stage: jloi, nature: effort, total: {amount: "70", unit: kt, year: 2030}, source: opgave, visibility: public}\nsources:'
    )
    desk.now = "2026-05-04T10:00:00+02:00"
    desk.run("apply", desk.file("later.yaml", GLASS.replace("sources:", second)), person="anna")
    assert "value: differs (90 kilotonnes → 70 kilotonnes)" in desk.said("compare", "proef-glas")
    assert "JLoI" not in desk.said("compare", "proef-glas", "--at", "2026-04-01")
    assert "JLoI" not in desk.said("compare", "proef-glas", "--as-known", "2026-04-01")
