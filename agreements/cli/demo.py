"""The command `maatwerk demo`."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import TextWrapper

import click

from agreements.application.board import Line
from agreements.application.demo import CHAPTERS
from agreements.application.demo.telling import Happened, Heading, Signed, Standing, Step, Told, Try
from agreements.cli.office import now
from agreements.cli.settings import Settings
from agreements.cli.status import counted
from agreements.cli.tables import table
from agreements.cli.terminal import report, shown
from agreements.cli.words import in_days
from agreements.model.dossier_kinds import Stage
from agreements.model.legal_sentences import sentence
from agreements.problems.display import message
from agreements.workspace import Workspace, is_workspace, starter

WIDTH = 80
GLUE = "\u00a0"
"""Keeps the parts of a name on one line."""

STANDS = {"nl": ("bedrijf", "toestand", "sinds"), "en": ("company", "state", "since")}
DAY = {"nl": "op", "en": "on"}
WORDS = {
    "nl": {"refused": "GEWEIGERD", "term": "termijn", "try": "Verder kijken in dit register:"},
    "en": {"refused": "REFUSED", "term": "term", "try": "Look further in this record:"},
}


@click.command("demo")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.argument("chapter", required=False, type=click.Choice(list(CHAPTERS)))
@click.pass_obj
def command(settings: Settings, folder: Path | None, chapter: str | None) -> None:
    """Walk through the whole journey on sample data, in chapters; DIR gets what is made (default: output/demo).

    Prints what was made and what to try next. The chapters `process` and `signing` make a record of their own in
    DIR/process and DIR/signing, anew each time.
    """
    here, language = settings["workspace"], settings["messages"]
    workspace = Workspace.at(here if is_workspace(here) else starter())
    target = folder or here / "output" / "demo"
    for name, tell in CHAPTERS.items():
        if chapter in {None, name}:
            started = time.perf_counter()
            for each in tell(workspace, target / name, language, now):
                for line in _lines(each, language):
                    click.echo(line)
                report(each.problems if isinstance(each, Step) else (), language)
            click.echo(f"\n[{name}: {time.perf_counter() - started:.1f} s]")


def _lines(told: Told, language: str) -> Iterator[str]:
    match told:
        case Step(says, files):
            yield ""
            yield from _wrapped(says.in_language(language))
            yield from (f"  {shown(path)}" for path in files)
        case Heading(says, phase):
            title = says.in_language(language)
            yield from ("", title) if phase else ("", "", title, "═" * len(title))
        case Happened():
            yield from _move(told, language)
        case Standing(board):
            yield from table(STANDS[language], [_row(each, language) for each in board.lines], WIDTH)
        case Signed(boards):
            heads = (DAY[language], *map(str, Stage))
            rows = [(each.at, *(counted(signed, language) for signed in each.signed.values())) for each in boards]
            yield from table(heads, rows, WIDTH)
        case Try(record, archive, commands):
            yield from ("", WORDS[language]["try"])
            yield f"  export MAATWERK_RECORD={shlex.quote(shown(record))}"
            yield f"  export MAATWERK_ARCHIVE={shlex.quote(shown(archive))}"
            yield from (f"  maatwerk {each}" for each in commands)


def _move(happened: Happened, language: str) -> Iterator[str]:
    """Yield one move: the day, what happened, who did it; below it what came with it, or every reason why not, and the deadline."""
    words, below = WORDS[language], " " * 12
    first, *rest = happened.sentences
    ends = (happened.who, words["refused"]) if happened.reasons else (happened.who,)
    rest_of_line = "".join(f" ·{GLUE}{each.replace(' ', GLUE)}" for each in ends)
    yield from _wrapped(f"{happened.day}  {first}{rest_of_line}", later=below)
    for line in rest:
        yield from _wrapped(line, below, below)
    for reason in happened.reasons:
        yield from _wrapped(f"✗ {message(reason, language)} [{reason.code}]", below, f"{below}  ")
    if happened.due:
        yield from _wrapped(f"{words['term']}{in_days(happened.due, language)}", below, below)
        for why in happened.due.reasons if happened.due.last else ():
            yield from _wrapped(f"– {sentence(why, language)}", below, f"{below}  ")


def _row(line: Line, language: str) -> tuple[str, ...]:
    place = line.place
    return (line.name, place.state.in_language(language), place.since) if place else (line.name, "–", "–")


def _wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    """Return text in lines that fit; a word that is longer, such as a receipt, stays whole."""
    whole = TextWrapper(WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False)
    return [each.replace(GLUE, " ") for line in text.splitlines() for each in whole.wrap(line)]
