"""Proofreading: what a careful lawyer would say about a draft before it goes out, by fixed rules with stable codes.

Each module holds the rules of one subject: a function from `Manuscript` to findings. docs/proofreading.md lists every rule with its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreements.drafting.document import Document
from agreements.drafting.proofreading.answers import answers
from agreements.drafting.proofreading.authority import authority, positions
from agreements.drafting.proofreading.blanks import open_places
from agreements.drafting.proofreading.figures import figures
from agreements.drafting.proofreading.language import language
from agreements.drafting.proofreading.manuscript import Manuscript
from agreements.drafting.proofreading.norm import norm
from agreements.drafting.proofreading.powers import powers
from agreements.drafting.proofreading.promises import promises
from agreements.drafting.proofreading.terms import terms
from agreements.drafting.proofreading.waivers import waived
from agreements.drafting.template import Template
from agreements.model.dossier import Dossier
from agreements.problems import Problem

SUBJECTS = (open_places, answers, positions, promises, powers, norm, authority, figures, language, terms)


def proofread(template: Template, dossier: Dossier, documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield what is wrong with the drafts of one document, one per language, after the waivers of the dossier."""
    manuscript = Manuscript(template, dossier, tuple(documents))
    findings = [finding for subject in SUBJECTS for finding in subject(manuscript)]
    yield from waived(findings, [waiver for waiver in dossier.waivers if waiver.stage in {None, manuscript.kind}])
