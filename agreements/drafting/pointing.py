"""Whether the word of a reference fits what it points to: a lid or item stands by itself only within its own article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from agreements.drafting.conditions import ALWAYS
from agreements.drafting.template import Blueprint, Body, Clause, ItemStyle, Pointer, Shape, Template
from agreements.drafting.visits import pieces, visits
from agreements.drafting.wording import TONGUES
from agreements.problems import Problem, problem


class _Kind(StrEnum):
    """What a reference can call a place."""

    ARTICLE = "article"
    ANNEX = "annex"
    LID = "lid"
    ITEM = "item"


_WORDS = {word.casefold(): kind for tongue in TONGUES.values() for kind in _Kind for word in getattr(tongue, kind)}


@dataclass(frozen=True, slots=True)
class _Target:
    """A place that can be pointed to: its clause, what that is in the document, and what the place is called within it."""

    clause: str
    whole: _Kind | None
    inside: frozenset[_Kind] = frozenset()


def unfitting_references(template: Template) -> Iterator[Problem]:
    """Yield each reference with a word for something else than it points to."""
    targets = _targets(template)
    for clause in template.clauses:
        for body in clause.bodies.values():
            for visit in visits(body, clause.id, {}, ALWAYS, {}):
                for pointer in (piece for piece in pieces(visit.line) if isinstance(piece, Pointer)):
                    yield from _unfitting(pointer, clause, targets)


def _unfitting(pointer: Pointer, clause: Clause, targets: Mapping[str, _Target]) -> Iterator[Problem]:
    called = _WORDS.get(pointer.word.casefold())
    for name in pointer.targets if called else ():
        target = targets.get(name)
        if target and called != target.whole and (called not in target.inside or target.clause != clause.id):
            yield problem("E318", pointer.where, word=pointer.word, target=name)


def _targets(template: Template) -> Mapping[str, _Target]:
    found: dict[str, _Target] = {}
    for part in template.parts:
        whole = _Kind.ANNEX if part.about.annexes else _Kind.ARTICLE if part.about.articles else None
        for use in part.uses:
            found[use.clause.id] = _Target(use.clause.id, whole)
            numbers = use.clause.about.items is ItemStyle.NUMBERS
            for body in use.clause.bodies.values():
                for uid, inside in _lines(body, use.clause.id, frozenset(), numbers=numbers):
                    found[uid] = _Target(use.clause.id, whole, inside)
    return found


def _lines(body: Body, parent: str, above: frozenset[_Kind], *, numbers: bool) -> Iterator[tuple[str, frozenset[_Kind]]]:
    """Yield each lid and item with what it may be called: "eerste lid, onderdeel a" is both."""
    for place, block in enumerate(body, 1):
        if isinstance(block, Blueprint) and block.shape is not Shape.LINE:
            uid = f"{parent}.{block.prefix.id or place}"
            lid = block.shape is Shape.LID or (numbers and not above)
            inside = above | {_Kind.LID if lid else _Kind.ITEM}
            yield uid, inside
            yield from _lines(block.children, uid, inside, numbers=numbers)
