"""The chapter on drafting: Expressions of Principles of the announcement of July 2023, and one that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agreements.application.acting import Clock
from agreements.application.demo.telling import Step
from agreements.application.draft import Order, compose, draft
from agreements.model.values import LocalText
from agreements.problems import Severity, errors
from agreements.workspace import Workspace, write_bytes

COMPANIES = {"yara-sluiskil": "Yara Sluiskil", "anqore": "AnQore"}


def drafting(workspace: Workspace, folder: Path, language: str, clock: Clock) -> Iterator[Step]:  # noqa: ARG001  # documents come in both languages, and know no day
    """Draft the Expressions of Principles of the announcement of July 2023, then show what is refused."""
    made: list[Path] = []
    for company, name in COMPANIES.items():
        outcome, paths = draft(workspace, Order(company, "eop", ("nl", "en"), ("docx", "pdf")), folder)
        made += paths
        blanks = sum(each.severity is Severity.WARNING for each in outcome.problems)
        yield Step(_drafted(name, blanks), paths)
    yield _refusal(workspace, folder)
    yield Step(LocalText("Open deze:", "Open these:"), tuple(made))


def _drafted(name: str, blanks: int) -> LocalText:
    return LocalText(
        f"{name}: een Expression of Principles in het Nederlands en Engels; {blanks} feiten ontbreken en staan er als open plek.",
        f"{name}: an Expression of Principles in Dutch and English; {blanks} facts are missing and stand as blanks.",
    )


def _refusal(workspace: Workspace, folder: Path) -> Step:
    """Show the fault that the announcement itself warns for: a non-binding declaration that promises a result."""
    source = workspace.dossier("yara-sluiskil")
    path = folder / "yara-with-a-result.yaml"
    write_bytes(path, source.text.replace("nature: ambition", "nature: result", 1).encode())
    outcome = compose(workspace, Order(str(path), "eop"))
    says = LocalText(
        "Hetzelfde dossier met een toegezegd resultaat wordt geweigerd, want een EoP bindt niemand:",
        "The same dossier with a promised result is refused, because an EoP binds nobody:",
    )
    return Step(says, (), errors(outcome.problems))
