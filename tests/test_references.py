"""A reference that can lose its target is found before any draft, with the combination of facts and positions that does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import ROOT, clause, codes, workspace

from agreements.application.draft import Order, compose
from agreements.drafting.loading import load_template
from agreements.workspace import Workspace

FALLBACK = "positions: [{id: fallback-1, accept: [director]}]"
ROLES = "roles: {director: {nl: directeur, en: director}}\n"
NAMED = "1. {#kept} Blijft.\n1. {#gone} Gaat weg."
SHORTER = "1. {#kept} Blijft."
CHOSEN = """\
format: 1
company: {id: verzonnen, name: Verzonnen B.V.}
positions:
  eop:
    a: {position: fallback-1, role: director, accepted_by: D. Directeur}
"""


def found(folder: Path, **clauses: str) -> list[tuple[str, dict[str, object]]]:
    place = workspace(folder, clauses=clauses, template=ROLES)
    _, problems = load_template(Workspace.at(place).template_files("eop"))
    return [(each.code, dict(each.arguments)) for each in problems]


def with_fallback(name: str, standard: str, fallback: str) -> str:
    return clause(name, standard, front=FALLBACK) + f"\n# nl fallback-1\n\n{fallback}\n\n# en fallback-1\n\n{fallback}\n"


def test_a_line_that_only_the_standard_text_has_can_be_lost(tmp_path: Path) -> None:
    lost = found(tmp_path, a=with_fallback("a", NAMED, SHORTER), b=clause("b", "Zie [artikel](#a.gone)."))
    assert lost == [("W302", {"target": "a.gone", "facts": "positions.a: fallback-1"})]


def test_what_can_be_lost_is_lost_when_that_position_is_chosen(tmp_path: Path) -> None:
    clauses = {"a": with_fallback("a", NAMED, SHORTER), "b": clause("b", "Zie [artikel](#a.gone).")}
    place = workspace(tmp_path, clauses=clauses, template=ROLES, dossier=CHOSEN)
    assert "E402" in codes(compose(Workspace.at(place), Order("verzonnen", "eop")).problems)


def test_a_line_that_only_a_fallback_has_can_be_lost_too(tmp_path: Path) -> None:
    lost = found(tmp_path, a=with_fallback("a", SHORTER, NAMED), b=clause("b", "Zie [artikel](#a.gone)."))
    assert lost == [("W302", {"target": "a.gone", "facts": "positions.a: –"})]


@pytest.mark.parametrize(
    ("standard", "fallback"),
    [
        (NAMED + "\n1. Zie [lid](#a.gone).", SHORTER),
        (SHORTER, NAMED + "\n1. Zie [lid](#a.gone)."),
        (NAMED, NAMED),
    ],
)
def test_a_text_that_refers_to_itself_keeps_its_target(tmp_path: Path, standard: str, fallback: str) -> None:
    assert found(tmp_path, a=with_fallback("a", standard, fallback), b=clause("b", "Zie [artikel](#a.kept).")) == []


def test_facts_and_positions_are_named_together(tmp_path: Path) -> None:
    conditional = with_fallback("a", "1. {#gone} Blijft.", "1. {#kept} Blijft.\n1. {#gone} {when: co2.total} Soms.")
    lost = found(tmp_path, a=conditional, b=clause("b", "Zie [artikel](#a.gone)."))
    assert lost == [("W302", {"target": "a.gone", "facts": "co2.total: –, positions.a: fallback-1"})]


def test_two_clauses_each_choose_their_own(tmp_path: Path) -> None:
    clauses = {name: with_fallback(name, NAMED, SHORTER) for name in ("a", "c")}
    assert found(tmp_path, **clauses, b=clause("b", "Zie de [artikelen](<#a.gone #c.gone>).")) == [
        ("W302", {"target": "a.gone, c.gone", "facts": "positions.a: fallback-1, positions.c: fallback-1"})
    ]


UNFIT = [
    ("Zie [lid](#a.gone).", ["a.gone"]),
    ("Zie de [leden](<#b.own #a.gone>).", ["a.gone"]),
    ("Zie [lid](#a).", ["a"]),
    ("Zie [bijlage](#a).", ["a"]),
    ("Zie [artikel](#annex).", ["annex"]),
    ("Zie [onderdeel](#b.own).", ["b.own"]),
    ("See [paragraph](#a.gone).", ["a.gone"]),
    ("See [paragraphs](<#a.gone #a.kept>).", ["a.gone", "a.kept"]),
    ("See [point](#b.own).", ["b.own"]),
    ("Zie [lid](#b.own), de [leden](<#b.own #b.item>), [onderdeel](#b.item) en [artikel](#b.item).", []),
    ("Zie [artikel](#a.gone), de [Artikelen](<#a #b>), [bijlage](#annex) en [bijlage](#annex.line).", []),
    ("See [paragraph](#b.own), [point](#b.item), [Article](#a.gone) and [Annex](#annex).", []),
    ("Zie [overweging](#a).", []),
]
PLAN = """
format: 1
parts:
  - {id: articles, articles: true, clauses: [a, b]}
  - {id: annexes, annexes: true, clauses: [annex]}
"""


@pytest.mark.parametrize(("line", "targets"), UNFIT, ids=str)
def test_a_word_that_does_not_fit_its_target_is_found(tmp_path: Path, line: str, targets: list[str]) -> None:
    own = line.replace("b.item", "b.own.item")
    clauses = {
        "a": clause("a", NAMED),
        "b": clause("b", f"{own}\n\n1. {{#own}} Eigen lid:\n    - {{#item}} een; en\n    - twee."),
        "annex": clause("annex", "1. {#line} Regel."),
    }
    _, problems = load_template(Workspace.at(workspace(tmp_path, clauses=clauses, plan=PLAN)).template_files("eop"))
    unfit = [dict(each.arguments)["target"] for each in problems if each.where.line == 8]
    assert {each.code for each in problems} == ({"E318"} if targets else set())
    assert unfit == targets


def test_every_reference_of_the_clause_library_is_decided() -> None:
    template, problems = load_template(Workspace.at(ROOT).template_files("eop"))
    assert template is not None
    assert problems == ()
