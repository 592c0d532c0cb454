"""What a clause types by hand that should be a field or a defined term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreements.drafting.conditions import ALWAYS
from agreements.drafting.document import Text
from agreements.drafting.quantities import QUANTITY
from agreements.drafting.template import Clause, Language, Template, Term
from agreements.drafting.visits import Visit, pieces, visits
from agreements.problems import Problem, problem

_ENDINGS = {Language.NL: ("s", "’s", "en", "n"), Language.EN: ("s", "es")}
"""Of plurals: a form of a term that the template forgot is most often its plural."""


_WITHIN = re.compile(r"(?<=[a-zà-ÿ,] )[A-Z][\w’]*(?! [A-Z])\b")
"""A capital within a sentence marks a term; at its beginning, or in a name of several words, it says nothing."""


def check_spelling(template: Template) -> Iterator[Problem]:
    """Yield each loose quantity and each word that is nearly a term, in all clauses."""
    for clause in {clause.id: clause for clause in template.clauses}.values():
        for language in template.about.languages:
            near = dict(_near(template, language))
            for visit, text in _texts(clause, language):
                for found in QUANTITY.finditer(text):
                    yield problem("W306", visit.where, figure=found.group())
                for word in _WITHIN.findall(text):
                    if word in near:
                        forms = ", ".join(near[word].surfaces(language))
                        yield problem("W305", visit.where, word=word, term=near[word].surfaces(language)[0], forms=forms)


def _texts(clause: Clause, language: Language) -> Iterator[tuple[Visit, str]]:
    for (_, tongue), body in clause.bodies.items():
        for visit in visits(body, clause.id, {}, ALWAYS, {}) if tongue == language else ():
            yield from ((visit, piece.text) for piece in pieces(visit.line) if isinstance(piece, Text))


def _near(template: Template, language: Language) -> Iterator[tuple[str, Term]]:
    """Yield each word that a reader would take for a term, with that term."""
    known = {surface for term in template.about.terms for surface in term.surfaces(language)}
    for term in template.about.terms:
        for surface in term.surfaces(language):
            for ending in _ENDINGS[language]:
                if surface + ending not in known:
                    yield surface + ending, term
