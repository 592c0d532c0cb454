"""What commands have in common that make documents about the programme: of which day, for whom, in which formats, and where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from agreements.application.draft import SUFFIXES
from agreements.cli.office import DAY
from agreements.cli.settings import Settings
from agreements.cli.terminal import shown
from agreements.drafting.document import Document
from agreements.formats import RENDERERS, render
from agreements.workspace import write_files

F = TypeVar("F", bound=Callable[..., Any])

AT = click.option("--at", type=DAY, help="As it was on this day; default: today.")
AS_KNOWN = click.option("--as-known", type=DAY, help="As the record held it at the end of this day.")
INTERNAL = click.option("--internal", is_flag=True, help="With what is not public too; every page says so.")


def made(default: str, *more: str) -> Callable[[F], F]:
    """Return the options of a command that makes files: `default` says what without a format, `more` are formats beside those of drafts."""
    forms = [*RENDERERS, *more]

    def decorate(command: F) -> F:
        options = (
            click.option("-f", "--format", "formats", multiple=True, type=click.Choice(forms), help=f"Repeatable; {default}."),
            click.option("-l", "--language", "languages", multiple=True, type=click.Choice(["nl", "en"]), help="Repeatable; default: nl."),
            click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: output/reports."),
        )
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def rendered(name: str, documents: Iterable[Document], formats: Sequence[str]) -> dict[str, bytes]:
    """Return documents under a name in some formats, by the names of their files; a format that is none of drafts is left out."""
    forms = [form for form in dict.fromkeys(formats) if form in RENDERERS]
    return {f"{name}-{document.language}.{SUFFIXES[form]}": render(document, form) for document in documents for form in forms}


def written(settings: Settings, files: Mapping[str, bytes], output: Path | None) -> list[str]:
    """Write files whole or not at all; return their names."""
    folder = output or settings["workspace"] / "output" / "reports"
    paths = {folder / name: content for name, content in files.items()}
    write_files(paths)
    return [shown(path) for path in paths]
