"""Waivers: a named lawyer lets one finding stand, with a reason; it stays visible, and a waiver that fits nothing is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreements.drafting.proofreading.manuscript import Finding
from agreements.model.dossier import Waiver
from agreements.problems import Problem, Said, problem
from agreements.problems.display import message
from agreements.problems.drafts import DRAFTS

FIXED = frozenset({"E401", "E402", "E403", "E404", "E405", "E406", "E409", "W497", "W498", "W499"})
"""What no lawyer can waive: what is missing, what leads nowhere, what the instrument cannot carry, who may accept
what, what nobody promised again."""


def waived(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> Iterator[Problem]:
    """Yield the problems that remain; in place of a waived one a note with who, when and why, at the same place."""
    remaining = list(dict.fromkeys(findings))
    for place, waiver in enumerate(waivers):
        fitting = [each for each in remaining if _fits(waiver, each)]
        different = list(dict.fromkeys(map(_matter, fitting)))
        if waiver.code in FIXED or not 0 < len(different) <= _alike(waiver, waivers[place:]):
            yield _idle(waiver, len(different))
            continue
        for each in (each for each in fitting if _matter(each) == different[0]):
            remaining.remove(each)
            yield _note(waiver, each)
    yield from (each.problem for each in remaining)


def _matter(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about: what both languages lack is one matter, and one waiver lets it stand."""
    told = finding.problem
    arguments = tuple((name, value) for name, value in told.arguments if name != "text")
    return (told.code, finding.clause, arguments, () if len(arguments) < len(told.arguments) else told.where)


def _alike(waiver: Waiver, waivers: Sequence[Waiver]) -> int:
    """Count the waivers from here on that are for the same: as many as there are findings let each of them stand."""
    return sum((each.code, each.clause, each.words) == (waiver.code, waiver.clause, waiver.words) for each in waivers)


def _fits(waiver: Waiver, finding: Finding) -> bool:
    told = finding.problem
    quoted = not waiver.words or any(waiver.words in message(told, language) for language in ("nl", "en"))
    return waiver.code == told.code and waiver.clause in {"", finding.clause} and quoted and not waiver.withdrawn


def _note(waiver: Waiver, finding: Finding) -> Problem:
    told, day = finding.problem, waiver.date.last.isoformat()
    stands = Said(message(told, "nl"), message(told, "en"))
    return problem("W499", told.where, waived=waiver.code, stands=stands, lawyer=waiver.lawyer, date=day, reason=waiver.reason)


def _idle(waiver: Waiver, fitting: int) -> Problem:
    """Return why a waiver lets nothing stand."""
    if waiver.code in FIXED or waiver.code not in DRAFTS:
        return problem("W498", waiver.at("code"), waived=waiver.code, why="@unwaivable")
    if fitting > 1:
        return problem("W497", waiver.where, waived=waiver.code, count=fitting)
    return problem("W498", waiver.where, waived=waiver.code, why="@no_finding")
