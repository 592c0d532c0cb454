"""Defined terms and annexes: what is used is defined in this document, and what is attached is referred to."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.drafting.document import Role, TermUse
from agreements.drafting.proofreading.manuscript import Finding, Manuscript
from agreements.problems import problem


def terms(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each term whose definition is not here, at its first use, and each annex that no article refers to."""
    yield from _undefined(manuscript)
    yield from _orphans(manuscript)


def _undefined(manuscript: Manuscript) -> Iterator[Finding]:
    defined_in: dict[str, str] = {term.id: term.defined_in for term in manuscript.template.about.terms}
    told: set[str] = set()
    for line in manuscript.lines:
        for use in (inline for inline in line.inlines if isinstance(inline, TermUse)):
            clause = defined_in[use.term]
            if clause not in manuscript.clauses and use.term not in told:
                told.add(use.term)
                yield manuscript.found("W470", line, line.text.find(use.text), term=use.text, clause=clause)


def _orphans(manuscript: Manuscript) -> Iterator[Finding]:
    cited = {target for unit in manuscript.units if unit.role is not Role.ANNEX for line in unit.lines for target in line.targets}
    for unit in manuscript.units:
        if unit.role is Role.ANNEX and unit.uid not in cited:
            yield Finding(problem("W471", manuscript.clause_at(unit.uid)), unit.uid)
