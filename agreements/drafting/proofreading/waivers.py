"""Waivers: a named lawyer lets one finding stand, with a reason; it stays visible, and a waiver that fits nothing is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreements.drafting.proofreading.manuscript import Finding
from agreements.model.dossier import Waiver
from agreements.problems import Problem, Said, problem
from agreements.problems.drafts import DRAFTS

FIXED = frozenset({"E401", "E402", "E403", "E404", "E405", "E406", "W497", "W498", "W499"})
"""What no lawyer can waive: what is missing, what leads nowhere, what the instrument cannot carry, who may accept what."""


def waived(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> Iterator[Problem]:
    """Yield the problems that remain; in place of a waived one a note with who, when and why, at the same place."""
    remaining = list(dict.fromkeys(findings))
    for waiver in waivers:
        fitting = [each for each in remaining if _fits(waiver, each)]
        if len(fitting) == 1 and waiver.code not in FIXED:
            remaining.remove(fitting[0])
            yield _note(waiver, fitting[0])
        else:
            yield _idle(waiver, len(fitting))
    yield from (each.problem for each in remaining)


def _fits(waiver: Waiver, finding: Finding) -> bool:
    same = waiver.code == finding.problem.code and waiver.clause in {"", finding.clause}
    return same and waiver.about in {"", *_named(finding.problem)} and not waiver.withdrawn


def _named(found: Problem) -> Iterator[str]:
    """Yield the words that a finding names, in both languages."""
    for _, word in found.arguments:
        yield from (word.nl, word.en) if isinstance(word, Said) else (word,)


def _note(waiver: Waiver, finding: Finding) -> Problem:
    where, day = finding.problem.where, waiver.date.last.isoformat()
    return problem("W499", where, waived=waiver.code, lawyer=waiver.lawyer, date=day, reason=waiver.reason)


def _idle(waiver: Waiver, fitting: int) -> Problem:
    """Return why a waiver lets nothing stand."""
    if waiver.code in FIXED or waiver.code not in DRAFTS:
        return problem("W498", waiver.at("code"), waived=waiver.code, why="@unwaivable")
    if fitting > 1:
        return problem("W497", waiver.where, waived=waiver.code, count=fitting)
    return problem("W498", waiver.where, waived=waiver.code, why="@no_finding")
