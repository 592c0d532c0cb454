"""Problems as sentences: one shape for the command line, pages and JSON."""

from __future__ import annotations

import re

from agreements.problems import Problem, Said, Severity, Where
from agreements.problems.catalogue import CATALOGUE
from agreements.problems.words import WORDS

SEVERITY = {
    ("nl", Severity.ERROR): "fout",
    ("nl", Severity.WARNING): "let op",
    ("en", Severity.ERROR): "error",
    ("en", Severity.WARNING): "warning",
}
HELP = {"nl": "hulp", "en": "help"}
LONGEST_PATH = 4096 + 40
LONGEST_WORD = 400
LONGEST_LINE = 160
BEFORE = 60
"""Characters of a long line that are shown before the place."""

_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys instead of printing: a quoted file must not colour, overwrite or reverse what stands around it."""


def message(problem: Problem, language: str) -> str:
    """Return the sentence of a problem in `nl` or `en`."""
    sentences = CATALOGUE[problem.code]
    return (sentences.nl if language == "nl" else sentences.en).format(**_words(problem, language))


def advice(problem: Problem, language: str) -> str:
    """Return what to do about it."""
    sentences = CATALOGUE[problem.code]
    return (sentences.help_nl if language == "nl" else sentences.help_en).format(**_words(problem, language))


def _words(problem: Problem, language: str) -> dict[str, str]:
    return {name: _word(value, language) for name, value in problem.arguments}


def _word(value: str | Said, language: str) -> str:
    if isinstance(value, Said):
        return value.nl if language == "nl" else value.en
    return WORDS[value][0 if language == "nl" else 1] if value in WORDS else shortened(value)


def shortened(text: str) -> str:
    """Return what somebody wrote as it can be quoted on a terminal."""
    return _visible(text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…")


def _visible(text: str) -> str:
    return _COMMANDS.sub("\ufffd", text.replace("\t", " "))


def _place(text: str) -> str:
    """Return a place; a name that no file can have is cut off."""
    return _visible(text if len(text) <= LONGEST_PATH else f"…{text[-LONGEST_WORD:]}")


def display(problem: Problem, language: str) -> str:
    """Return a problem as people read it: what, where with a caret, what to do."""
    where = problem.where
    head = f"{SEVERITY[language, problem.severity]}[{problem.code}]: {message(problem, language)}"
    lines = [head, f"  --> {_place(str(where))}"] if where.file else [head]
    if where.excerpt:
        lines += _quoted(where)
    return "\n".join([*lines, f"   = {HELP[language]}: {advice(problem, language)}"])


def _quoted(where: Where) -> list[str]:
    """Return the line with a caret under the place; of a long line what stands around it."""
    number, line, column = str(where.line), where.excerpt, where.column - 1
    if len(line) > LONGEST_LINE:
        start = max(0, column - BEFORE)
        line = ("…" if start else "") + line[start : start + LONGEST_LINE] + ("…" if start + LONGEST_LINE < len(line) else "")
        column -= start - bool(start)
    carets = max(1, min(where.end - where.column, len(line) - column))
    return [f"{number} | {_visible(line)}", f"{' ' * len(number)} | {' ' * column}{'^' * carets}"]


def as_data(problem: Problem, language: str) -> dict[str, object]:
    """Return a problem in the documented JSON shape."""
    where = problem.where
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "end": where.end,
        **({"cell": where.cell} if where.cell else {}),
        "message": message(problem, language),
        "help": advice(problem, language),
    }
