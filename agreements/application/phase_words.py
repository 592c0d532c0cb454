"""Times per phase in words, as data in the shape that docs/commands.md describes, and as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from agreements.application.phase_times import Awaiting, CompanyTimes, InPhase, PhaseTimes, Times
from agreements.drafting.wording import TONGUES, words
from agreements.formats import to_csv
from agreements.model.encoding import interval
from agreements.model.values import FuzzyDate
from agreements.workflow.stays import Days

HEADS = {
    "nl": ("bedrijf", "naam", "werkwijze", "fase", "minstens dagen", "hoogstens dagen", "vanaf", "tot", "nu", "vanaf het begin vastgelegd"),
    "en": ("company", "name", "workflow", "phase", "fewest days", "most days", "from", "until", "now", "recorded from its begin"),
}


def days_words(days: Days | None) -> str:
    """Return a number of days: "34", "34–60", "34+" where the most is not known, "–" for none."""
    if days is None:
        return "–"
    fewest, most = days
    return str(fewest) if fewest == most else f"{fewest}–{most}" if most is not None else f"{fewest}+"


def in_phase_words(each: InPhase, language: str) -> str:
    """Return "Verkenning 34"; with a star where the record does not say when it began."""
    return f"{each.label.in_language(language)} {days_words(each.days)}{'' if each.whole else ' *'}"


def waits_of(company: CompanyTimes, language: str) -> tuple[tuple[str, FuzzyDate], ...]:
    """Return whom a company waits for, each once, since the first day of it: a member by its id in the dossier, else the role."""
    found: dict[str, FuzzyDate] = {}
    for each in company.waiting:
        whom = each.waiting.member or each.waiting.whom.in_language(language)
        found[whom] = min(found.get(whom, each.since), each.since, key=lambda when: when.last)
    return tuple(found.items())


def as_data(found: Times) -> dict[str, object]:
    """Return times as data."""
    return {"phases": [_phase(each) for each in found.phases], "times": [_company(each) for each in found.companies]}


def _phase(each: PhaseTimes) -> dict[str, object]:
    return {
        "workflow": each.workflow,
        "phase": each.phase,
        "label": asdict(each.label),
        "left": each.left,
        "median": _days(each.median),
        "longest": _days(each.longest),
        "now": each.now,
        "longest_now": _days(each.longest_now),
        "unknown": each.unknown,
    }


def _company(each: CompanyTimes) -> dict[str, object]:
    return {
        "company": each.company,
        "name": each.name,
        "certainty": "certainly" if each.sure else "possibly",
        "phases": [_in_phase(one) for one in each.phases],
        "waiting": [{"what": asdict(one.waiting.what), **_whom(one), "since": interval(one.since)} for one in each.waiting],
        "stands_still_since": interval(each.still),
        "ended": interval(each.ended),
    }


def _whom(each: Awaiting) -> dict[str, object]:
    return {"whom": asdict(each.waiting.whom), "member": each.waiting.member or None}


def _in_phase(each: InPhase) -> dict[str, object]:
    stays = [{"from": interval(one.begin), "until": interval(one.end), "versions": [one.version, one.left]} for one in each.stays]
    known = {"days": _days(each.days), "now": each.now, "whole": each.whole, "stays": stays}
    return {"workflow": each.workflow, "phase": each.phase, "label": asdict(each.label), **known}


def _days(days: Days | None) -> dict[str, int | None] | None:
    return {"fewest": days[0], "most": days[1]} if days else None


def as_csv(found: Times, language: str) -> bytes:
    """Return every company in every phase as a table, from its first day there; the days are those of all its stays together."""
    rows = (tuple(_row(company, phase, language)) for company in found.companies for phase in company.phases)
    return to_csv.render(HEADS[language], rows, language)


def _row(company: CompanyTimes, each: InPhase, language: str) -> Iterator[str]:
    first, last = each.stays[0], each.stays[-1]
    fewest, most = each.days
    yield from (company.company, company.name, each.workflow, each.label.in_language(language))
    yield from (str(fewest), "" if most is None else str(most))
    yield from (_when(first.begin, language), _when(last.end, language))
    yield from ("x" if each.now else "", "x" if each.whole else "")


def _when(when: FuzzyDate | None, language: str) -> str:
    """Return a day as a spreadsheet reads it, and what is not known to the day in words."""
    if when is None:
        return ""
    return when.last.isoformat() if when.first == when.last else words(when, TONGUES[language])
