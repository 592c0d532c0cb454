"""The lines of a clause in order, each with the conditions above it: what every check of a template walks over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agreements.drafting.conditions import ALWAYS, All, Any, Condition, MoreThan, Not, OneOf, Present
from agreements.drafting.template import Blueprint, Body, Hole, Piece, Prefix, RowBlueprint, TableBlueprint
from agreements.problems import Where

Line = Blueprint | RowBlueprint


@dataclass(frozen=True, slots=True)
class Visit:
    """A line of a clause with the conditions above it, in the names of declared fields."""

    uid: str
    line: Line
    when: Condition
    names: Mapping[str, str]  # binding to list
    where: Where


def visits(body: Body, parent: str, names: Mapping[str, str], when: Condition, lists: Mapping[str, bool]) -> Iterator[Visit]:
    """Yield every line of a body in order; `lists` says of each list whether it always has an item."""
    for place, block in enumerate(body, 1):
        lines: Iterable[Line] = block.rows if isinstance(block, TableBlueprint) else (block,)
        for line in lines:
            prefix = line.prefix
            inner = {**names, prefix.repeat.name: declared(prefix.repeat.path, names)} if prefix.repeat else names
            both = _both(when, _renamed(prefix.when, inner), _present(prefix, names, lists))
            uid = f"{parent}.{prefix.id or place}"
            yield Visit(uid, line, both, inner, _place(line, block))
            if isinstance(line, Blueprint):
                yield from visits(line.children, uid, inner, both, lists)


def _present(prefix: Prefix, names: Mapping[str, str], lists: Mapping[str, bool]) -> Condition:
    if prefix.repeat is None or lists.get(declared(prefix.repeat.path, names)):
        return ALWAYS
    return Present(declared(prefix.repeat.path, names))


def _both(*conditions: Condition) -> Condition:
    kept = tuple(condition for condition in conditions if condition != ALWAYS)
    return kept[0] if len(kept) == 1 else All(kept)


def declared(path: str, names: Mapping[str, str]) -> str:
    """Return a path as it is declared: with `projects as project`, `project.name` is `projects.name`."""
    head, dot, rest = path.partition(".")
    return f"{names[head]}{dot}{rest}" if head in names else path


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Return a condition with the names of items replaced by those of their lists."""
    match condition:
        case Present(path):
            return Present(declared(path, names))
        case OneOf(path, values):
            return OneOf(declared(path, names), values)
        case MoreThan(path, number):
            return MoreThan(declared(path, names), number)
        case Not(inner):
            return Not(_renamed(inner, names))
        case All(several):
            return All(tuple(_renamed(each, names) for each in several))
        case Any(several):
            return Any(tuple(_renamed(each, names) for each in several))


def pieces(line: Line) -> Iterator[Piece]:
    """Yield the pieces of a line itself, not of what stands under it; of a row, those of all cells."""
    if isinstance(line, Blueprint):
        yield from line.pieces
    else:
        for cell in line.cells:
            yield from cell


def _place(line: Line, block: Blueprint | TableBlueprint) -> Where:
    if isinstance(line, Blueprint):
        return line.where
    return next((piece.where for piece in pieces(line) if isinstance(piece, Hole)), block.where)
