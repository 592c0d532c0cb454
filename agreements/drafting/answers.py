"""What a template asks beyond the facts: answers stand in the dossier as written, and the template's declarations give them a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from agreements.drafting.conditions import ALWAYS, Condition, atoms
from agreements.drafting.facts import Choice, FactValue, Scope, figure_facts
from agreements.drafting.template import FieldDeclaration, FieldType, Hole, Template, Use
from agreements.drafting.visits import declared, pieces, visits
from agreements.model.dossier import Figure
from agreements.model.dossier_kinds import Kind
from agreements.model.reading import read
from agreements.model.values import FuzzyDate, LocalText
from agreements.problems import Problem, problem
from agreements.sources import Mapping as MappingNode
from agreements.sources import Node, Scalar, Sequence, guess, listed

PREFIX = "answers."


Answers = Mapping[Kind, Mapping[str, Node]]


def with_answers(
    template: Template, facts: Mapping[str, FactValue], elsewhere: Answers
) -> tuple[dict[str, FactValue], tuple[Problem, ...]]:
    """Return the facts with each answer as the type that the template declares, and every answer that does not fit.

    `elsewhere` are all answers of the dossier: what a template asks of another document (`answered_for`) is answered there alone.
    """
    asked = [each for each in template.about.fields if each.id.startswith(PREFIX)]
    declared = {each.id: each for each in asked if each.answered_for is None}
    found: dict[str, FactValue] = {}
    faults: list[Problem] = []
    for each in asked:
        there = elsewhere.get(each.answered_for, {}) if each.answered_for else {}
        node = there.get(each.id.removeprefix(PREFIX))
        if node is not None:
            found |= _typed(each.id, node, each, faults)
    for path, value in facts.items():
        if not isinstance(value, Scalar | MappingNode | Sequence):
            found[path] = value
        elif path in declared:
            found |= _typed(path, value, declared[path], faults)
        else:
            known = sorted(name.removeprefix(PREFIX) for name in declared)
            name = path.removeprefix(PREFIX)
            faults.append(problem("E201", value.where, key=name, guess=guess(name, known), known=", ".join(known)))
    return found, tuple(faults)


def _typed(path: str, node: Node, declaration: FieldDeclaration, faults: list[Problem]) -> dict[str, FactValue]:
    match declaration.type:
        case FieldType.DATE:
            value: FactValue | None = read(node, FuzzyDate, faults)
        case FieldType.CHOICE:
            value = _choice(node, declaration, faults)
        case FieldType.FIGURE:
            figure = read(node, Figure, faults)
            return {name: each for name, each in figure_facts(path, figure).items() if each is not None}
        case FieldType.LIST:
            value = _items(node, declaration, faults)
        case _:
            value = read(node, LocalText, faults)
    return {} if value is None else {path: value}


def _items(node: Node, declaration: FieldDeclaration, faults: list[Problem]) -> tuple[Scope, ...] | None:
    """Return the items of an answer that is a list, each with the fields that the template declares for it."""
    nodes = read(node, tuple[Node, ...], faults)
    return None if nodes is None else tuple(_item(each, declaration, faults) for each in nodes)


def _item(node: Node, declaration: FieldDeclaration, faults: list[Problem]) -> Scope:
    entries = read(node, cast("type[dict[str, Node]]", Mapping[str, Node]), faults) or {}
    declared = {each.id: each for each in declaration.of}
    found: dict[str, FactValue] = {}
    for key, value in entries.items():
        if key in declared:
            found |= _typed(key, value, declared[key], faults)
        else:
            faults.append(problem("E201", value.where, key=key, guess=guess(key, list(declared)), known=listed(sorted(declared))))
    return found


def _choice(node: Node, declaration: FieldDeclaration, faults: list[Problem]) -> Choice | None:
    if isinstance(node, Scalar) and node.text in declaration.prints:
        return Choice(node.text)
    text = node.text if isinstance(node, Scalar) else ""
    choices = list(declaration.prints)
    faults.append(problem("E204", node.where, value=text, guess=guess(text, choices), choices=", ".join(choices)))
    return None


def asked(template: Template) -> frozenset[str]:
    """Return the names of the answers that a clause prints or tests; a template that borrows declares more than it asks."""
    paths = (path for part in template.parts for use in part.uses for path in _paths(use))
    return frozenset(path.split(".")[1] for path in paths if path.startswith(PREFIX))


def _paths(use: Use) -> Iterator[str]:
    yield from (*_tested(use.when), *_tested(use.clause.when))
    for body in use.clause.bodies.values():
        for visit in visits(body, use.clause.id, {}, ALWAYS, {}):
            yield from (declared(each.path, visit.names) for each in pieces(visit.line) if isinstance(each, Hole))
            yield from _tested(visit.when)


def _tested(when: Condition) -> Iterator[str]:
    return (each.path for each in atoms(when))
