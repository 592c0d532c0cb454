"""What the shell prints: problems for people on stderr, data for programs on stdout."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from agreements.cli.settings import Settings
from agreements.problems import Problem, Severity
from agreements.problems.display import advice, as_data, display
from agreements.problems.refusals import unusable

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def report(problems: Iterable[Problem], language: str) -> None:
    """Print problems on stderr, the kind of each in colour; those that share a place and a way out are told together."""
    for _, alike in groupby(problems, key=lambda each: (each.code, each.where, advice(each, language))):
        *others, last = alike
        for each in others:
            _print(each.severity, display(each, language).partition("\n")[0])
        _print(last.severity, f"{display(last, language)}\n")


def _print(severity: Severity, text: str) -> None:
    kind, _, rest = text.partition(":")
    click.echo(f"{click.style(kind, fg=COLOURS[severity], bold=True)}:{rest}", err=True)


def print_json(value: object) -> None:
    """Print data on stdout as JSON; in ASCII when its encoding lacks a character, because JSON has its own way to write that."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    click.echo(text)


def refuse(problems: Iterable[Problem], settings: Settings) -> None:
    """Say why a command cannot go on, where its results would have stood."""
    if settings["as_json"]:
        print_json({"problems": problems_as_data(problems, settings["messages"])})
    else:
        report(problems, settings["messages"])


def give_up(error: OSError, language: str) -> None:
    """Say what the operating system refused; what still waits to be printed is dropped, so that it is not tried again at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    report([unusable(error.filename or "stdout", error)], language)


def problems_as_data(problems: Iterable[Problem], language: str) -> list[dict[str, object]]:
    """Return problems in the documented JSON shape."""
    return [as_data(each, language) for each in problems]


def progress(made: Iterator[tuple[str, bytes]], count: int) -> Iterator[tuple[str, bytes]]:
    """Pass files on and show on a terminal how far the work is."""
    with click.progressbar(made, length=count, file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True) as bar:
        yield from bar


def shown(path: Path) -> str:
    """Return a path as people can copy it: relative when it lies below the current folder."""
    try:
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # noqa: PTH100  # resolve() fails on a link to itself
    except ValueError:
        return str(path)
