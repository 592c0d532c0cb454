"""Faults in what people wrote are values; `AgreementsError` is for "cannot go on".

A problem holds a stable code, a place and typed arguments. Sentences are made at the edge, from `catalogue`, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agreements.problems.catalogue import CATALOGUE


class Severity(StrEnum):
    """An error stops the work; a warning travels along."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: line and columns count from 1; `end` is the column after the last; `excerpt` is the whole line.

    In a sheet they are the row and column of a cell, `cell` is its name ("D7"), and `file` names the sheet too: `lijst.xlsx!projects`.
    """

    file: str
    line: int = 1
    column: int = 1
    end: int = 2
    excerpt: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Return the place as editors and compilers write it; a cell as spreadsheets do."""
        return f"{self.file}!{self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """Words of content in both languages, as the label of a field."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `arguments` are the words that the sentence of `code` needs, by name."""

    code: str
    where: Where
    arguments: tuple[tuple[str, str | Said], ...] = ()

    @property
    def severity(self) -> Severity:
        """Say whether this stops the work: codes that begin with E do."""
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING


def problem(code: str, where: Where, **arguments: object) -> Problem:
    """Make a problem; raise KeyError when the catalogue does not know `code`, so that no finding is without a sentence."""
    CATALOGUE[code]
    return Problem(
        code, where, tuple((name, value if isinstance(value, Said) else str(value)) for name, value in sorted(arguments.items()))
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems once each, by file, line, column and code."""
    return tuple(sorted(set(problems), key=lambda each: (each.where, each.code, str(each.arguments))))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop the work, in order."""
    return in_order(each for each in problems if each.severity is Severity.ERROR)


class AgreementsError(Exception):
    """The one root of what this package raises; it carries the problems that explain it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(f"{each.code} {each.where}" for each in self.problems))


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise AgreementsError when there is an error among problems."""
    wrong = errors(problems)
    if wrong:
        raise AgreementsError(*wrong)
