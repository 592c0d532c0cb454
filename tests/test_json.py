from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judges.long import long_document
from random_trees import documents
from trees import every_node

from agreements.drafting.document import Document, Inline, inlines, nodes
from agreements.formats import to_json
from agreements.formats.from_json import NoTreeError, from_json
from agreements.model.canonical import canonical_json

EXPECTED = Path(__file__).parent / "expected" / "every-node.json"
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=60)

Tree = dict[str, Any]


def tree() -> Tree:
    loaded: Tree = json.loads(to_json.render(every_node()))
    return loaded


def detail(data: bytes) -> str:
    """Return what is said to be wrong with a file."""
    with pytest.raises(NoTreeError) as refused:
        from_json(data, "boom.json")
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.file) == ("E505", "boom.json")
    return str(dict(problem.arguments)["detail"])


# What is written


def test_the_tree_is_written_as_before(golden: Golden) -> None:
    golden(EXPECTED, json.dumps(tree(), ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def test_a_tree_that_was_written_before_opens_for_ever() -> None:
    assert from_json(EXPECTED.read_bytes()) == every_node()


def test_the_bytes_are_canonical_and_say_their_format() -> None:
    data = to_json.render(every_node())
    assert data == canonical_json(json.loads(data))
    assert json.loads(data)["format"] == 1


def test_every_node_names_its_kind() -> None:
    found: list[str] = []
    json.loads(to_json.render(every_node()), object_hook=lambda each: found.append(each["node"]))
    kinds = {type(each).__name__ for each in (*nodes(every_node()), *inlines(every_node()))}
    assert kinds >= {each.__name__ for each in Inline.__args__} - {"Revision"}
    assert set(found) == kinds | {"Document", "Furniture", "ClauseIdentity", "Column", "Mark", "Stroke", "Label"}


# What is read


@pytest.mark.parametrize("document", [every_node(), long_document()], ids=["every node", "many pages"])
def test_what_was_written_is_read_back(document: Document) -> None:
    assert from_json(to_json.render(document)) == document


@slow
@given(documents())
def test_any_tree_is_read_back(document: Document) -> None:
    assert from_json(to_json.render(document)) == document


def test_spaces_and_order_of_keys_do_not_matter() -> None:
    loosely = json.dumps(dict(reversed(tree().items())), indent=2).encode()
    assert from_json(loosely) == every_node()


# What is refused


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"%PDF-1.7",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"format": 1' + b"1" * 5_000 + b"}",
        to_json.render(every_node()).replace(b'"Artikel 3"', b'"\\ud800"'),
    ],
    ids=["nothing", "half", "something else", "no UTF-8", "too deep", "a number without end", "half a character"],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    assert detail(data) == "JSON"


@pytest.mark.parametrize(
    "data", [b"null", b"[]", b'"x"', b"{}", b'{"format": 2}', b'{"format": "1"}', b'{"format": true}', b'{"format": 1.0}']
)
def test_another_format_is_refused(data: bytes) -> None:
    assert detail(data) == "/format"


def test_a_key_that_stands_twice_is_refused() -> None:
    assert detail(to_json.render(every_node()).replace(b'"title":', b'"kind":"x","title":')) == "kind"


def table(tree: Tree) -> Tree:
    found: Tree = tree["parts"][4]["children"][0]["children"][1]
    assert found["node"] == "Table"
    return found


TABLE = "/parts/4/children/0/children/1"
FAULTS: dict[str, Callable[[Tree], object]] = {
    "/node": lambda tree: tree.update(node="Division"),
    "/title": lambda tree: tree.pop("title"),
    "/extra": lambda tree: tree.update(extra=""),
    "/subtitle": lambda tree: tree.update(subtitle="words"),
    "/subtitle/0/node": lambda tree: tree["subtitle"][0].pop("node"),
    "/subtitle/1/node": lambda tree: tree["subtitle"][1].update(node="Paragraph"),
    "/subtitle/1/text": lambda tree: tree["subtitle"][1].update(text=7),
    "/subtitle/1/exact/0": lambda tree: tree["subtitle"][1].update(exact=[["amount"]]),
    "/subtitle/1/exact/0/1": lambda tree: tree["subtitle"][1].update(exact=[["amount", None]]),
    "/status": lambda tree: tree.update(status="signed"),
    "/language": lambda tree: tree.update(language=["nl"]),
    "/furniture/node": lambda tree: tree.update(furniture=None),
    "/parts/0/node": lambda tree: tree["parts"].__setitem__(0, "Division"),
    "/parts/0/role": lambda tree: tree["parts"][0].update(role={}),
    "/parts/2/children/0/clause/version": lambda tree: tree["parts"][2]["children"][0]["clause"].update(version=True),
    "/parts/2/children/0/clause/node": lambda tree: tree["parts"][2]["children"][0].update(clause=False),
    f"{TABLE}/columns/0/align": lambda tree: table(tree)["columns"][0].update(align="middle"),
    f"{TABLE}/rows/0/0/0/node": lambda tree: table(tree)["rows"][0].__setitem__(0, [[]]),
    "/date": lambda tree: tree.update(date="20240701"),
    "annex-reductions.t": lambda tree: table(tree)["rows"][1].pop(),
    "law.p": lambda tree: table(tree).update(uid="law.p"),
}


@pytest.mark.parametrize("place", FAULTS)
def test_the_place_of_a_fault_is_told(place: str) -> None:
    broken = tree()
    FAULTS[place](broken)
    assert detail(json.dumps(broken).encode()) == place


def test_a_day_that_is_none_is_refused() -> None:
    assert detail(to_json.render(every_node()).replace(b"2024-07-01", b"2024-02-30")) == "/date"


def places(value: object) -> list[tuple[Any, Any]]:
    """Return every place in a tree, as what holds it and its key or number there."""
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    return [(value, key) for key, _ in pairs] + [place for _, inner in pairs for place in places(inner)]


@slow
@given(st.data(), st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just([]) | st.just({}))
def test_a_tree_with_anything_anywhere_is_read_as_it_stands_or_refused(data: st.DataObject, anything: object) -> None:
    broken = tree()
    holder, key = data.draw(st.sampled_from(places(broken)))
    holder[key] = anything
    written = canonical_json(broken)
    try:
        document = from_json(written)
    except NoTreeError:
        return
    assert to_json.render(document) == written
