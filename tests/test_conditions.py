"""When a clause is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.conditions import (
    ALWAYS,
    All,
    Any,
    Condition,
    MoreThan,
    Not,
    OneOf,
    Present,
    UnreadableError,
    counterexample,
    holds,
    parse_condition,
)

FACTS = {"co2.total": 1, "projects": 3, "parent.name": 0}
CHOICES = {"co2.nature": "ambition"}


def true(text: str) -> bool:
    return holds(parse_condition(text), lambda path: FACTS.get(path, int(path in CHOICES)), lambda path: CHOICES.get(path, ""))


@pytest.mark.parametrize(
    "text",
    [
        "co2.total",
        "not parent.name",
        "co2.nature = ambition",
        "co2.nature != effort",
        "co2.nature in [effort, ambition]",
        "count(projects) > 2",
        "count(projects) = 3",
        "count(parent.name) = 0",
        "parent.name or co2.total and projects",
        "not (parent.name and co2.total)",
    ],
)
def test_what_holds(text: str) -> None:
    assert true(text)
    assert not true(f"not ({text})")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "and",
        "co2.total and",
        "co2.total or or x",
        "(x",
        "x)",
        "x = ",
        "x in y",
        "x in [y",
        "count(x) > y",
        "__import__('os')",
        "x; y",
        "x == y",
        "1",
        "x y",
    ],
)
def test_what_is_no_condition_is_refused_with_its_column(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_condition(text)
    assert 0 <= caught.value.column <= len(text)


def test_what_is_there_whenever_the_other_is_there_has_no_counterexample() -> None:
    assert counterexample(parse_condition("co2.total and not parent.name"), parse_condition("co2.total or nox.total"), {}) is None


def test_a_counterexample_names_the_combination() -> None:
    found = counterexample(parse_condition("co2.total or nox.total"), parse_condition("co2.total"), {})
    assert found == {"co2.total": "", "nox.total": "1"}


def test_choices_and_numbers_are_worked_through() -> None:
    choices = {"nature": ("ambition", "effort")}
    assert counterexample(parse_condition("nature"), parse_condition("nature in [ambition, effort]"), choices) is None
    assert counterexample(parse_condition("nature"), parse_condition("nature = ambition"), choices) == {"nature": "effort"}
    assert counterexample(parse_condition("projects"), parse_condition("count(projects) > 1"), {}) == {"projects": "1"}


def test_an_attribute_needs_its_owner() -> None:
    assert counterexample(parse_condition("co2.total.baseline"), parse_condition("co2.total"), {}) is None


def test_too_many_combinations_are_not_guessed_at() -> None:
    many = Any(tuple(Present(f"x{number}") for number in range(30)))
    with pytest.raises(OverflowError):
        counterexample(many, Present("y"), {})


CONDITIONS = st.recursive(
    st.one_of(
        st.builds(Present, st.sampled_from("abc")),
        st.builds(MoreThan, st.sampled_from("abc"), st.integers(0, 2)),
        st.builds(lambda values: OneOf("d", tuple(values)), st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=2)),
    ),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda several: All(tuple(several)), st.lists(inner, max_size=3)),
        st.builds(lambda several: Any(tuple(several)), st.lists(inner, max_size=3)),
    ),
    max_leaves=6,
)


@given(CONDITIONS, CONDITIONS)
def test_a_counterexample_is_one(premise: Condition, conclusion: Condition) -> None:
    found = counterexample(premise, conclusion, {"d": ("x", "y")})
    if found is None:
        assert counterexample(All((premise, Not(conclusion))), Any(()), {"d": ("x", "y")}) is None
    else:
        assert holds(
            premise, lambda path: int(found[path] or 0) if found[path].isdigit() or not found[path] else 1, lambda path: found[path]
        )


def test_nothing_asked_is_always() -> None:
    assert holds(ALWAYS, lambda _: 0, lambda _: "")
