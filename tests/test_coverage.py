"""Whether terms cover every combination of results, compared with trying each combination."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from agreements.workflow.coverage import Term, consistent, uncovered
from agreements.workflow.graphs import closed_groups, leading_to, reached

SLOTS = ("a", "b", "c", "d")
RESULTS = ("passed", "failed")

terms = st.lists(st.frozensets(st.tuples(st.sampled_from(SLOTS), st.sampled_from(RESULTS)), max_size=3), max_size=8)
choices = st.fixed_dictionaries({slot: st.sampled_from([RESULTS, ("passed",)]) for slot in SLOTS})


@given(terms, choices)
def test_an_uncovered_combination_is_found_exactly_when_there_is_one(drawn: list[Term], possible: dict[str, tuple[str, ...]]) -> None:
    every = [dict(zip(SLOTS, results, strict=True)) for results in product(*(possible[slot] for slot in SLOTS))]
    bare = [each for each in every if not any(term <= set(each.items()) for term in drawn)]
    found = uncovered(drawn, possible)
    assert (found is None) is (not bare)
    assert found is None or found in bare


def test_a_term_asks_one_result_of_a_slot() -> None:
    assert consistent(frozenset({("a", "passed"), ("b", "failed")}))
    assert not consistent(frozenset({("a", "passed"), ("a", "failed")}))
    assert uncovered([frozenset({("a", "passed"), ("a", "failed")})], {"a": RESULTS}) == {"a": "passed"}


graphs = st.fixed_dictionaries({node: st.frozensets(st.integers(0, 6), max_size=3) for node in range(7)})


@given(graphs)
def test_closed_groups_reach_each_other_and_nothing_else(graph: dict[int, frozenset[int]]) -> None:
    closed = {frozenset(reached(graph, node)) for node in graph if all(node in reached(graph, each) for each in reached(graph, node))}
    assert {frozenset(group) for group in closed_groups(graph)} == closed


@given(graphs, st.frozensets(st.integers(0, 6)), st.integers(0, 6))
def test_what_leads_to_a_goal_reaches_it(graph: dict[int, frozenset[int]], goals: frozenset[int], past: int) -> None:
    assert leading_to(graph, goals) == {node for node in graph if reached(graph, node) & goals}
    assert past not in reached(graph, 0, past={past})
    assert reached(graph, 0, past={past}) <= reached(graph, 0)
