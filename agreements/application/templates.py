"""The template of a kind of document, with what it borrows from other templates of the workspace."""

from __future__ import annotations

from agreements.drafting.lending import borrows
from agreements.drafting.loading import load_template
from agreements.drafting.template import Template
from agreements.problems import Problem
from agreements.workspace import Workspace


def template_of(workspace: Workspace, kind: str) -> tuple[Template | None, tuple[Problem, ...]]:
    """Return a template, None when it cannot be used, and what was found in it; raise AgreementsError when there is none of that kind."""
    files = workspace.template_files(kind)
    others = {each for each in workspace.kinds() if each != kind}
    return load_template(files, {lender: workspace.template_files(lender) for lender in borrows(files) if lender in others})
