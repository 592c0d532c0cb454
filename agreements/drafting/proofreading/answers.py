"""Answers that another answer rules out, as a new text of what is deleted: `when` of a field says when it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agreements.drafting.clauses import condition_at
from agreements.drafting.conditions import holds
from agreements.drafting.facts import FactValue
from agreements.drafting.proofreading.manuscript import Finding, Manuscript
from agreements.drafting.scope import Lookup
from agreements.drafting.template import FieldDeclaration
from agreements.problems import Said, problem


def answers(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each answer that is given while it is not asked: an error in a final that prints it, else a warning."""
    for field, path in _needless(manuscript.template.about.fields, manuscript.facts, ""):
        printed = any(re.match(rf"{re.escape(path)}(?![\w-])", each) for each in manuscript.values)
        where = manuscript.place(path)
        label = Said(field.label.nl, field.label.en)
        code = "E452" if manuscript.final and printed else "W452"
        yield Finding(problem(code, where, label=label, path=path, when=field.when))


def _needless(fields: Sequence[FieldDeclaration], facts: Mapping[str, FactValue], list_: str) -> Iterator[tuple[FieldDeclaration, str]]:
    """Yield each field that has a value while its condition does not hold, with its printed path; those of the item of a list too.

    In a condition of an item its own fields go before those of the document.
    """
    for field in fields:
        value, path = facts.get(field.id), f"{list_}{field.id}"
        if value is None or value == ():
            continue
        lookup = Lookup(facts, {})
        condition, _ = condition_at(field.when, field.at("when"))
        if not holds(condition, lookup.count, lookup.choice):
            yield field, path
        elif isinstance(value, tuple):
            around = {name: each for name, each in facts.items() if name not in {inner.id for inner in field.of}}
            for place, item in enumerate(value, 1):
                yield from _needless(field.of, {**around, **item}, f"{path}[{item.get('id', place)}].")
