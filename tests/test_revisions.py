"""Revisions of a dossier: what differs is named by its place, absence deletes nothing, and what is recorded can be read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from agreements.application.show import as_data
from agreements.model.consistency import dossier_from
from agreements.model.revisions import Content, differences, facts, node_of, revised, said_at
from agreements.problems import Where
from agreements.sources import Source, parse_yaml

EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
HERE = Where("dossier")


def recorded(text: str) -> Content:
    node, faults = parse_yaml(Source("dossier.yaml", text))
    assert node is not None
    assert not faults
    return facts(node)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_dossier_is_read_from_what_is_recorded_as_from_its_file(path: Path) -> None:
    text = path.read_text()
    node, _ = parse_yaml(Source("dossier.yaml", text))
    assert node is not None
    said = recorded(text)
    assert isinstance(said, dict)
    again, faults = dossier_from(node_of({"format": "1", **said}, HERE))
    assert not faults
    assert as_data(again) == as_data(dossier_from(node)[0])


BEFORE = """
company: {id: proef, name: Proef B.V.}
commitments:
  - id: co2-2030
    party: company
    promised:
      - {stage: eop, nature: ambition, total: {amount: "260", unit: kt}}
      - {stage: jloi, nature: effort, total: {amount: "260", unit: kt}}
  - {id: nox, party: company}
history:
  - {stage: eop, event: signed, date: 2023-07-10}
"""
AFTER = """
commitments:
  - {id: water, party: company}
  - id: co2-2030
    promised:
      - {stage: jloi, total: {amount: "167"}}
history:
  - {stage: jloi, event: signed, date: 2025-06-23}
"""


def test_a_difference_is_named_by_its_place_and_absence_deletes_nothing() -> None:
    changes = differences(recorded(BEFORE), recorded(AFTER))
    assert [(change.place, change.before, change.after) for change in changes] == [
        ("commitments[co2-2030].promised[jloi].total.amount", "260", "167"),
        ("commitments[water]", None, {"id": "water", "party": "company"}),
        ("history[jloi/signed]", None, {"stage": "jloi", "event": "signed", "date": "2025-06-23"}),
    ]
    after = revised(recorded(BEFORE), changes)
    assert after == recorded(
        BEFORE.replace('jloi, nature: effort, total: {amount: "260"', 'jloi, nature: effort, total: {amount: "167"').replace(
            "  - {id: nox, party: company}", "  - {id: nox, party: company}\n  - {id: water, party: company}"
        )
        + "  - {stage: jloi, event: signed, date: 2025-06-23}\n"
    )
    assert differences(after, recorded(AFTER)) == ()


def test_what_stands_at_a_place_is_found() -> None:
    whole = recorded(BEFORE)
    assert said_at(whole, ("commitments", "[co2-2030]", "promised", "[jloi]", "total", "amount")) == "260"
    assert said_at(whole, ("commitments", "[steam]", "party")) is None
    assert said_at(whole, ("company", "name", "nl")) is None


NATURE = "{code: W430, stage: eop, clause: nature, words: gehouden, lawyer: A, reason: proef}"
WAIVERS = [
    ("{code: W423, stage: eop, clause: term, lawyer: B, reason: proef}", "waivers[W423/eop/term]"),
    ("{code: W430, stage: eop, clause: nature, words: dient, lawyer: B, reason: proef}", "waivers[W430/eop/nature/dient]"),
    ("{code: W430, stage: eop, clause: nature, lawyer: B, reason: proef}", "waivers[W430/eop/nature]"),
    ("{code: W430, clause: nature, words: gehouden, lawyer: B, reason: proef}", "waivers[W430//nature/gehouden]"),
    ("{code: W430, lawyer: B, reason: proef}", "waivers[W430]"),
]


@pytest.mark.parametrize(("waiver", "place"), WAIVERS)
def test_one_waiver_never_takes_the_place_of_another(waiver: str, place: str) -> None:
    before, after = recorded(f"waivers: [{NATURE}]"), recorded(f"waivers: [{waiver}]")
    changes = differences(before, after)
    assert [change.place for change in changes] == [place]
    assert revised(before, changes) == recorded(f"waivers: [{NATURE}, {waiver}]")


def test_the_same_waiver_is_found_again_among_others() -> None:
    before = recorded(f"waivers: [{', '.join([NATURE, *(waiver for waiver, _ in WAIVERS)])}]")
    (change,) = differences(before, recorded(f"waivers: [{NATURE.replace('proef', 'beter')}]"))
    assert (change.place, change.before, change.after) == ("waivers[W430/eop/nature/gehouden].reason", "proef", "beter")
    assert said_at(revised(before, [change]), change.path) == "beter"


texts = st.text(alphabet="abc", max_size=3)
items = st.fixed_dictionaries({"id": st.sampled_from("xyz")}, optional={"a": texts, "b": st.booleans()})
keyed = st.lists(items, max_size=3, unique_by=lambda item: item["id"])
trees = st.recursive(
    st.one_of(texts, st.booleans(), keyed, st.lists(texts, max_size=2)),
    lambda inner: st.dictionaries(st.sampled_from("pqr"), inner, max_size=3),
    max_leaves=12,
)


@given(before=st.none() | trees, after=trees)
def test_after_its_differences_a_revision_says_what_the_file_says(before: Content | None, after: Content) -> None:
    result = revised(before, differences(before, after))
    assert differences(result, after) == ()


@given(tree=trees)
def test_nothing_differs_from_itself(tree: Content) -> None:
    assert differences(tree, tree) == ()
    assert revised(None, differences(None, tree)) == tree
