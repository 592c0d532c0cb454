"""Use case: proofread a dossier, the document drafted from it, or all that a workspace holds."""

from __future__ import annotations

from pathlib import Path

from agreements.application.draft import Order, compose, read_dossier
from agreements.application.templates import template_of
from agreements.drafting.locking import LOCK, lock_of, locked_text
from agreements.problems import AgreementsError, Problem, in_order
from agreements.sources import Source
from agreements.workspace import Workspace, write_bytes

LANGUAGES = ("nl", "en")


def check(
    workspace: Workspace, subject: str | None, kind: str | None, *, date: str = "", source: Source | None = None
) -> tuple[Problem, ...]:
    """Return every finding, in order; `date` is the day of the document, on which proof of authority may not be too old.

    `source` is the dossier when it comes from elsewhere than the workspace, as from the record.
    """
    if subject is None:
        return in_order([*_templates(workspace), *_dossiers(workspace)])
    if kind is None:
        found: list[Problem] = []
        read_dossier(source or workspace.dossier(subject), found)
        return in_order(found)
    return compose(workspace, Order(subject, kind, LANGUAGES, date=date, source=source)).problems


def lock(workspace: Workspace, *, dry_run: bool = False) -> tuple[Path, ...]:
    """Write down the text of each clause under its version; return the lock files that are new or other than before.

    A template with an error keeps its lock as it is, so that a text that changed without a new version is never locked.
    """
    made = []
    for kind in workspace.kinds():
        files = workspace.template_files(kind)
        template, _ = template_of(workspace, kind)
        text = locked_text(template, lock_of(files, [])) if template else ""
        if text and (LOCK not in files or files[LOCK].text != text):
            made.append(workspace.template_folder(kind) / LOCK)
            if not dry_run:
                write_bytes(made[-1], text.encode())
    return tuple(made)


def _templates(workspace: Workspace) -> list[Problem]:
    return [fault for kind in workspace.kinds() for fault in template_of(workspace, kind)[1]]


def _dossiers(workspace: Workspace) -> list[Problem]:
    found: list[Problem] = []
    for path in workspace.dossier_files():
        try:
            read_dossier(workspace.found(path), found)
        except AgreementsError as error:  # one that cannot be opened leaves the others to be read
            found += error.problems
    return found
