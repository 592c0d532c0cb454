"""Money is never a reduction: what a company will invest and what an authority contributes have paths of their own."""

from __future__ import annotations

import pytest
from dossiers import ROOT, codes, read

from agreements.drafting.facts import Choice, FactValue, facts_of
from agreements.model.dossier import Dossier, Figure
from agreements.model.dossier_kinds import Stage
from agreements.model.values import LocalText

NAMED = ("nitrogen", "circularity", "environment", "reductions")


def dossier(name: str) -> Dossier:
    found, problems = read((ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert found is not None, problems
    return found


def ids(facts: dict[str, FactValue], path: str) -> list[str]:
    items = facts.get(path, ())
    assert isinstance(items, tuple)
    return [str(item["id"]) for item in items]


def amounts(facts: dict[str, FactValue], path: str) -> list[tuple[str, str]]:
    items = facts.get(path, ())
    assert isinstance(items, tuple)
    figures = [item["total"] for item in items]
    return [(str(figure.amount), figure.unit) for figure in figures if isinstance(figure, Figure)]


@pytest.mark.parametrize("name", ["npvi/nobian", "npvi/cosun", "demo/fantasie-papier"])
@pytest.mark.parametrize("stage", list(Stage))
def test_no_investment_stands_among_the_reductions(name: str, stage: Stage) -> None:
    facts = facts_of(dossier(name), stage)
    assert not [each for path in NAMED for each in ids(facts, path) if each.startswith(("investment", "state-contribution"))]
    assert "other.total" not in facts


def test_what_a_company_invests_has_its_own_path() -> None:
    facts = facts_of(dossier("npvi/nobian"), Stage.MAATWERKAFSPRAAK)
    assert amounts(facts, "investments") == [("645", "mln_eur")]
    assert ids(facts, "environment") == ["water"]


def test_what_an_authority_contributes_has_its_own_path_and_says_whose_it_is() -> None:
    facts = facts_of(dossier("npvi/nobian"), Stage.MAATWERKAFSPRAAK)
    assert amounts(facts, "contributions") == [("185", "mln_eur")]
    (contribution,) = facts["contributions"] if isinstance(facts["contributions"], tuple) else ()
    assert contribution["party"] == Choice("state")
    assert facts["subsidy.total"] == contribution["total"]
    assert facts_of(dossier("npvi/nobian"), Stage.EOP).get("contributions") is None


def test_a_contribution_that_is_internal_is_not_printed() -> None:
    """The office of the invented paper mill has a maximum that the company does not know yet."""
    assert "contributions" not in facts_of(dossier("demo/fantasie-papier"), Stage.MAATWERKAFSPRAAK)
    assert amounts(facts_of(dossier("demo/fantasie-papier"), Stage.JLOI), "contributions") == [("60", "mln_eur")]


def test_what_is_promised_without_money_is_no_contribution() -> None:
    assert "contributions" not in facts_of(dossier("demo/fantasie-papier"), Stage.EOP)


def test_the_days_of_signing_earlier_instruments_are_facts() -> None:
    facts = facts_of(dossier("npvi/nobian"), Stage.MAATWERKAFSPRAAK)
    assert [str(getattr(facts[f"{stage}.signed"], "last", "")) for stage in ("eop", "jloi")] == ["2022-12-12", "2023-11-21"]
    assert "jloi.signed" not in facts_of(dossier("npvi/nobian"), Stage.JLOI)
    assert "maatwerkafspraak.signed" not in facts


def test_a_day_of_signing_that_lies_anywhere_in_a_long_time_is_not_known() -> None:
    facts = facts_of(dossier("npvi/cosun"), Stage.MAATWERKAFSPRAAK)
    assert "eop.signed" not in facts
    assert "jloi.signed" in facts


STEPS = """\
format: 1
company: {id: verzonnen, name: Verzonnen B.V., visibility: public}
projects:
  - {id: oven, name: oven, technique: electrification, visibility: public}
milestones:
  - {id: besluit, what: een besluit, party: company, project: %s, instalment: {amount: "30", unit: %s, source: x}, visibility: public}
sources: {x: {title: x}}
"""


def test_a_milestone_says_its_project_and_which_part_of_the_subsidy_waits_for_it() -> None:
    found, problems = read(STEPS % ("oven", "percent"))
    assert found is not None, problems
    steps = facts_of(found, Stage.MAATWERKAFSPRAAK)["milestones"]
    assert isinstance(steps, tuple)
    assert steps[0]["project"] == LocalText("oven", "oven")
    assert isinstance(steps[0]["instalment"], Figure)
    assert str(steps[0]["instalment"].amount) == "30"


@pytest.mark.parametrize(("project", "unit", "code"), [("over", "percent", "E218"), ("oven", "Mt", "E220")])
def test_a_milestone_of_no_project_or_with_an_instalment_that_is_no_money_is_refused(project: str, unit: str, code: str) -> None:
    assert codes(read(STEPS % (project, unit))[1]) == [code]
