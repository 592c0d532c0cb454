"""Problems as sentences: one shape for the command line, pages and JSON."""

from __future__ import annotations

from agreements.problems import Problem, Said, Severity
from agreements.problems.catalogue import CATALOGUE, WORDS

SEVERITY = {
    ("nl", Severity.ERROR): "fout",
    ("nl", Severity.WARNING): "let op",
    ("en", Severity.ERROR): "error",
    ("en", Severity.WARNING): "warning",
}
HELP = {"nl": "hulp", "en": "help"}


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
    return WORDS[value][0 if language == "nl" else 1] if value in WORDS else value


def display(problem: Problem, language: str) -> str:
    """Return a problem as people read it: what, where with a caret, what to do."""
    where = problem.where
    head = f"{SEVERITY[language, problem.severity]}[{problem.code}]: {message(problem, language)}"
    lines = [head, f"  --> {where}"] if where.file else [head]
    if where.excerpt:
        number = str(where.line)
        caret = " " * (where.column - 1) + "^" * max(1, where.end - where.column)
        lines += [f"{number} | {where.excerpt}", f"{' ' * len(number)} | {caret}"]
    return "\n".join([*lines, f"   = {HELP[language]}: {advice(problem, language)}"])


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
        "message": message(problem, language),
        "help": advice(problem, language),
    }
