"""The JSON Schemas for editors: they accept what the reader accepts, and refuse what it refuses where a schema can say it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import yaml  # noqa: TID251  # another reader, as editors have one
from dossiers import ROOT
from jsonschema import Draft202012Validator
from receiving import arranged
from test_taking_in import LINES, listed

from agreements.application.schema import SCHEMAS, schema
from agreements.model.arranging import read_arrangement
from agreements.model.installations import read_links
from agreements.model.inventory import read_inventory
from agreements.model.law import read_law
from agreements.model.pledges import read_pledges
from agreements.model.redaction import read_redactions
from agreements.model.registry import read_retrieval
from agreements.problems import Problem
from agreements.sources import Source

Reader = Callable[[Source, list[Problem]], object]
Path = tuple[str | int, ...]


class _Editor(yaml.SafeLoader):
    """Reads YAML 1.2, as editors do: `no` and 2023-07-10 are words there."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # as its base has it


_Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^\d+$"), list("0123456789"))
_Editor.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^\d+\.\d+$"), list("0123456789"))


def documented(page: str, key: str) -> str:
    """Return the sample of a kind of file in a page of the documentation."""
    blocks = re.findall(r"(?s)```yaml\n(format: 1\b.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    (found,) = (each for each in blocks if f"\n{key}:" in each)
    return str(found)


@dataclass(frozen=True)
class Kind:
    """A kind of file: what reads it, and samples of it, the first of which uses every key."""

    read: Reader
    samples: tuple[str, ...]


def pledges(source: Source, faults: list[Problem]) -> None:
    faults += read_pledges(source)[1]


def links(source: Source, faults: list[Problem]) -> None:
    faults += read_links(source)[1]


def retrieved(source: Source, faults: list[Problem]) -> None:
    faults += read_retrieval(source)[1]


KINDS = {
    "take-in": Kind(read_inventory, (documented("archive.md", "documents"), listed(LINES))),
    "redactions": Kind(read_redactions, (documented("publiceren.md", "redactions"), "format: 1\n")),
    "arrangement": Kind(read_arrangement, (documented("signing.md", "groups"), "format: 1\n", arranged())),
    "law": Kind(read_law, (documented("law-format.md", "active_publication"), "format: 1\n")),
    "pledges": Kind(pledges, (documented("pledges-format.md", "pledges"),)),
    "installations": Kind(links, (documented("emissions.md", "installations"), "format: 1\n")),
    "retrieved": Kind(retrieved, (documented("emissions.md", "retrieved"), "format: 1\nretrieved: 2026\n")),
}


def accepted(name: str, data: object) -> bool:
    """Say whether the schema accepts a file."""
    return not list(Draft202012Validator(schema(name)).iter_errors(data))


def readable(name: str, text: str) -> bool:
    """Say whether the reader takes a file without an error."""
    faults: list[Problem] = []
    KINDS[name].read(Source("proef.yaml", text), faults)
    return not faults


def parsed(text: str) -> Any:  # noqa: ANN401  # as YAML gives it
    return yaml.load(text, _Editor)  # noqa: S506  # a safe loader


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert not accepted(name, "geen bestand")


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_schema_accepts_what_is_documented_and_what_the_tests_read(name: str) -> None:
    for text in KINDS[name].samples:
        assert readable(name, text), text
        assert accepted(name, parsed(text)), text


def places(data: object, path: Path = ()) -> Iterator[Path]:
    """Yield the way to everything in a file."""
    yield path
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, each in inside:
        yield from places(each, (*path, key))


def changed(data: object, path: Path, change: Callable[[Any, Any], None]) -> object:
    """Return a copy of a file in which what stands in a place was changed."""
    new = copy.deepcopy(data)
    above: Any = new
    for key in path[:-1]:
        above = above[key]
    change(above, path[-1])
    return new


def put(value: object) -> Callable[[Any, Any], None]:
    def change(above: Any, key: Any) -> None:  # noqa: ANN401  # any part of a file
        above[key] = value

    return change


def remove(above: Any, key: Any) -> None:  # noqa: ANN401  # any part of a file
    del above[key]


def add(above: Any, key: Any) -> None:  # noqa: ANN401  # any part of a file
    if isinstance(above[key], dict):
        above[key]["onbekend"] = "iets"


CHANGES: tuple[Callable[[Any, Any], None], ...] = (
    *map(put, ({}, [], "", " ", "Niet Zo!", {"onbekend": "x"}, 99999, -1, 2030)),
    remove,
    add,
)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_whatever_is_changed_in_a_file_schema_and_reader_say_the_same(name: str) -> None:
    data = parsed(KINDS[name].samples[0])
    tried = [changed(data, path, each) for path in places(data) if path for each in CHANGES]
    found = [(each, readable(name, json.dumps(each)), accepted(name, each)) for each in tried]
    assert {read for _, read, _ in found} == {True, False}
    assert [(each, read) for each, read, valid in found if read != valid] == []


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_file_of_another_format_or_without_one_is_refused(name: str) -> None:
    data = parsed(KINDS[name].samples[0])
    assert not accepted(name, {**data, "format": 2})
    assert not accepted(name, {key: value for key, value in data.items() if key != "format"})
