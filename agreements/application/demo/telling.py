"""What a chapter of the demo tells, one thing after another; the shell decides how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agreements.application.acting import Clock
from agreements.application.board import Board
from agreements.model.values import LocalText
from agreements.problems import Problem
from agreements.workflow.deadlines import Due
from agreements.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the demo did: what it says, the files it made, the problems it met on purpose."""

    says: LocalText
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """What comes next: the journey of a company, or a phase of it."""

    says: LocalText
    phase: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One move of a journey: when, what it was in words, who did it, and why not when it was refused on purpose."""

    day: date
    sentences: tuple[str, ...]
    who: str
    reasons: tuple[Problem, ...] = ()
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where everybody stands."""

    board: Board


@dataclass(frozen=True, slots=True)
class Signed:
    """How many signed each instrument, certainly and possibly, on some days."""

    boards: tuple[Board, ...]


@dataclass(frozen=True, slots=True)
class Try:
    """Commands to go on with, on the record that the demo made."""

    record: Path
    archive: Path
    commands: tuple[str, ...]


Told = Step | Heading | Happened | Standing | Signed | Try
Chapter = Callable[[Workspace, Path, str, Clock], Iterator[Told]]
"""Told from a workspace, into a folder, in `nl` or `en`; what cannot be done in another time asks the clock."""
