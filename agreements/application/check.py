"""Use case: proofread a dossier, the document drafted from it, or all that a workspace holds."""

from __future__ import annotations

from agreements.application.draft import Order, compose, read_dossier
from agreements.drafting.loading import load_template
from agreements.problems import Problem, in_order
from agreements.workspace import Workspace

LANGUAGES = ("nl", "en")


def check(workspace: Workspace, subject: str | None, kind: str | None) -> tuple[Problem, ...]:
    """Return every finding, in order."""
    if subject is None:
        return in_order([*_templates(workspace), *_dossiers(workspace)])
    if kind is None:
        found: list[Problem] = []
        read_dossier(workspace.dossier(subject), found)
        return in_order(found)
    return compose(workspace, Order(subject, kind, LANGUAGES)).problems


def _templates(workspace: Workspace) -> list[Problem]:
    return [fault for kind in workspace.kinds() for fault in load_template(workspace.template_files(kind))[1]]


def _dossiers(workspace: Workspace) -> list[Problem]:
    found: list[Problem] = []
    for path in workspace.dossier_files():
        read_dossier(workspace.dossier(str(path)), found)
    return found
