"""What was released opens for ever and says what it said: one frozen file per format version, see tests/frozen/README.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from dossiers import clause, workspace

from agreements.application.draft import read_dossier
from agreements.application.show import as_data
from agreements.drafting.answers import with_answers
from agreements.drafting.assembly import Edition, assemble
from agreements.drafting.conditions import Condition
from agreements.drafting.document import (
    Align,
    Blank,
    ClauseIdentity,
    Column,
    Division,
    Document,
    Drawn,
    FillIn,
    Furniture,
    Inline,
    Node,
    Reference,
    Revision,
    Role,
    Space,
    Value,
    Withheld,
)
from agreements.drafting.facts import facts_of
from agreements.drafting.lending import borrows
from agreements.drafting.loading import load_template
from agreements.drafting.locking import lock_of
from agreements.drafting.scope import FILTERS
from agreements.drafting.template import (
    ClauseFile,
    FieldDeclaration,
    FieldType,
    Filter,
    PartFile,
    Piece,
    Prefix,
    Repetition,
    TableBlueprint,
    Template,
    TemplateFile,
)
from agreements.formats import render
from agreements.formats.from_json import from_json
from agreements.model.dossier import Dossier, Fact
from agreements.model.dossier_kinds import Kind, Stage
from agreements.model.placed import Placed
from agreements.model.reading import keys_of
from agreements.model.schema import json_schema
from agreements.model.values import LocalText, parse_date
from agreements.problems import Problem
from agreements.sources import Source
from agreements.workspace import Workspace

FROZEN = Path(__file__).parent / "frozen"
DATE, VERSION = "2026-11-23", "0.3"


def dossier(name: str) -> Dossier:
    problems: list[Problem] = []
    found = read_dossier(Source(name, (FROZEN / name).read_text(encoding="utf-8")), problems)
    assert problems == []
    assert found is not None
    return found


def files_of(name: str) -> dict[str, Source]:
    paths = [path for path in sorted((FROZEN / name).rglob("*")) if path.is_file()]
    return {path.relative_to(FROZEN / name).as_posix(): Source(path.name, path.read_text(encoding="utf-8")) for path in paths}


def template(name: str) -> Template:
    files = files_of(name)
    found, problems = load_template(files, {kind: files_of("template-1-lending") for kind in borrows(files)})
    assert problems == ()
    assert found is not None
    locked = lock_of(files, []).clauses
    assert {clause: set(texts) for clause, texts in locked.items()} == {clause.id: set(clause.digests) for clause in found.clauses}
    return found


def drafted(language: str) -> Document:
    """Return what the frozen template makes of the frozen dossier, by the steps of a draft but for proofreading, whose rules change."""
    facts, problems = with_answers(template("template-1"), facts_of(dossier("dossier-1.yaml"), Stage.EOP), {})
    facts |= {"document.date": parse_date(DATE), "document.version": LocalText(VERSION, VERSION)}
    positions = {clause: chosen.position for clause, chosen in dossier("dossier-1.yaml").positions[Kind.EOP].items()}
    edition = Edition(language, version=VERSION, date=DATE, identifier="eop-voorbeeld-zout", reconstruction=True, positions=positions)
    document, faults = assemble(template("template-1"), facts, edition)
    assert [*problems, *faults] == []
    return document


def said(value: object) -> object:
    """Return what a dossier says as plain data: every key that was written, none that came later."""
    match value:
        case Fact():
            return {key: said(getattr(value, kept.name)) for key, (kept, _) in keys_of(type(value)).items() if kept.name in value.places}
        case tuple():
            return [said(each) for each in value]
        case dict():
            return {key: said(each) for key, each in value.items()}
        case _:
            return as_data(value)


@pytest.mark.parametrize("name", sorted(path.stem for path in FROZEN.glob("dossier-*.yaml")))
def test_a_frozen_dossier_says_what_it_said(name: str) -> None:
    assert said(dossier(f"{name}.yaml")) == json.loads((FROZEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_template_of_format_1_drafts_what_it_drafted(language: str) -> None:
    assert drafted(language) == from_json((FROZEN / f"tree-1.{language}.json").read_bytes())


@pytest.mark.parametrize("name", ["tree-1.nl", "tree-1.en", "tree-1-withheld.nl", "tree-1-figure.nl"])
def test_a_tree_of_format_1_prints_what_it_printed(name: str) -> None:
    """And is written byte for byte as it was, as long as 1 is the format that is written."""
    data = (FROZEN / f"{name}.json").read_bytes()
    assert render(from_json(data), "txt").decode() == (FROZEN / f"{name}.txt").read_text(encoding="utf-8")
    assert render(from_json(data), "json") == data


# The frozen files leave nothing out


def under(value: object) -> Iterator[object]:
    """Yield a value of the model, a template or a document, and everything inside it."""
    yield value
    inside: Iterable[object] = value if isinstance(value, tuple) else value.values() if isinstance(value, Mapping) else ()
    if is_dataclass(value):
        inside = [getattr(value, each.name) for each in fields(value)]
    for each in inside:
        yield from under(each)


def every_key(kind: type) -> set[str]:
    """Return the keys that a kind of file may have; those of every fact once."""
    definitions: Any = json_schema(kind, title="")["$defs"]
    return {key if key in keys_of(Fact) else f"{name}.{key}" for name, each in definitions.items() for key in each["properties"]}


def keys_in(*values: object) -> set[str]:
    """Return the keys that were written in the files that values were read from."""
    placed = [each for value in values for each in under(value) if isinstance(each, Placed)]
    written = [(each, key) for each in placed for key, (kept, _) in keys_of(type(each)).items() if kept.name in each.places]
    return {key if key in keys_of(Fact) else f"{type(each).__name__}.{key}" for each, key in written}


def kinds_in(value: object) -> set[type]:
    return {type(each) for each in under(value)}


def test_the_frozen_dossiers_use_every_key() -> None:
    assert every_key(Dossier) - keys_in(*(dossier(path.name) for path in FROZEN.glob("dossier-*.yaml"))) == set()


def test_the_frozen_templates_use_every_key_and_feature() -> None:
    frozen = tuple(template(path.name) for path in FROZEN.glob("template-*"))
    assert (every_key(TemplateFile) | every_key(PartFile) | every_key(ClauseFile)) - keys_in(*frozen) == set()
    assert kinds_in(frozen) >= {*get_args(Condition), *get_args(Piece), *get_args(Inline), TableBlueprint, Repetition} - {
        Blank,
        Reference,
        Revision,
        Value,
        Withheld,
    }
    assert {each.name for each in under(frozen) if isinstance(each, Filter)} == set(FILTERS)
    assert {each.type for each in under(frozen) if isinstance(each, FieldDeclaration)} == set(FieldType)
    assert {each.space for each in under(frozen) if isinstance(each, FillIn)} == set(Space) - {Space.SIGNATURE}
    assert any(each.define for each in under(frozen) if isinstance(each, Prefix))


def test_the_frozen_trees_have_every_kind_of_node() -> None:
    frozen = tuple(from_json(path.read_bytes()) for path in FROZEN.glob("tree-*.json"))
    assert kinds_in(frozen) >= {*get_args(Node), *get_args(Inline), Document, Furniture, ClauseIdentity, Column, *get_args(Drawn)} - {
        Revision
    }
    assert {each.role for each in under(frozen) if isinstance(each, Division)} == set(Role)
    assert {each.align for each in under(frozen) if isinstance(each, Column)} == set(Align)


# Another format


@pytest.mark.parametrize("name", ["template.yaml", "document.yaml"])
def test_a_template_of_a_format_to_come_is_refused(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path, clauses={"a": clause("a", "A.")})
    path = place / "templates/eop" / name
    path.write_text(path.read_text().replace("format: 1", "format: 2") + "to_come: true\n")
    _, problems = load_template(Workspace.at(place).template_files("eop"))
    assert [(each.code, each.where.file, each.where.line) for each in problems] == [("E212", f"templates/eop/{name}", 1)]
