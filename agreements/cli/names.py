"""Names that the shell completes: companies and kinds of document of the workspace at hand."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from agreements.workspace import Workspace


def companies(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the companies that begin so; when there is none, let the shell complete a file."""
    found = sorted({path.stem for path in _workspace(context).dossier_files() if path.stem.startswith(begun)})
    return [CompletionItem(name) for name in found] or [CompletionItem(begun, type="file")]


def kinds(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the kinds of document that begin so."""
    return [CompletionItem(kind) for kind in _workspace(context).kinds() if kind.startswith(begun)]


def _workspace(context: click.Context) -> Workspace:
    return Workspace(context.find_root().params.get("workspace") or Path())
