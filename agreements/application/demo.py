"""Use case: the journey on sample data, told in chapters of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agreements.application.draft import Order, compose, draft
from agreements.problems import Problem, Said, Severity, errors
from agreements.workspace import Workspace, write_bytes

COMPANIES = {"yara-sluiskil": "Yara Sluiskil", "anqore": "AnQore"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the demo did: what it says, the files it made, the problems it met on purpose."""

    says: Said
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def drafting(workspace: Workspace, folder: Path) -> Iterator[Step]:
    """Draft the Expressions of Principles of the announcement of July 2023, then show what is refused."""
    made: list[Path] = []
    for company, name in COMPANIES.items():
        outcome, paths = draft(workspace, Order(company, "eop", ("nl", "en"), ("docx", "pdf")), folder)
        made += paths
        blanks = sum(each.severity is Severity.WARNING for each in outcome.problems)
        said = Said(
            f"{name}: een Expression of Principles in het Nederlands en Engels; {blanks} feiten ontbreken en staan er als open plek.",
            f"{name}: an Expression of Principles in Dutch and English; {blanks} facts are missing and stand as blanks.",
        )
        yield Step(said, paths)
    yield _refusal(workspace, folder)
    yield Step(Said("Open deze:", "Open these:"), tuple(made))


def _refusal(workspace: Workspace, folder: Path) -> Step:
    """Show the fault that the announcement itself warns for: a non-binding declaration that promises a result."""
    source = workspace.dossier("yara-sluiskil")
    path = folder / "yara-with-a-result.yaml"
    write_bytes(path, source.text.replace("nature: ambition", "nature: result", 1).encode())
    outcome = compose(workspace, Order(str(path), "eop"))
    said = Said(
        "Hetzelfde dossier met een toegezegd resultaat wordt geweigerd, want een EoP bindt niemand:",
        "The same dossier with a promised result is refused, because an EoP binds nobody:",
    )
    return Step(said, (), errors(outcome.problems))


CHAPTERS: Mapping[str, Callable[[Workspace, Path], Iterator[Step]]] = {"drafting": drafting}
