"""How long each company stood in each phase and whom it waits for, as tables below a portfolio."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.application.phase_times import CompanyTimes, PhaseTimes, Times
from agreements.application.phase_words import days_words, in_phase_words, waits_of
from agreements.cli.tables import table, terminal_width
from agreements.cli.words import on_date

WORDS = {
    "nl": {
        "phases": "Doorlooptijd per fase, over alle bedrijven (dagen)",
        "times": "Tijd per fase (dagen) en op wie wordt gewacht",
        "star": "* wanneer de fase begon, staat niet in het register; deze tijden tellen niet mee voor de middelste en de langste",
        "still": "staat stil",
        "ended": "afgesloten",
        "perhaps": "misschien al verder",
    },
    "en": {
        "phases": "How long a phase takes, over all companies (days)",
        "times": "Time in each phase (days) and who is waited for",
        "star": "* the record does not say when the phase began; such times do not count for the median and the longest",
        "still": "stands still",
        "ended": "closed",
        "perhaps": "may be further",
    },
}
HEADS = {
    "nl": {
        "phases": ("fase", "verlaten", "mediaan", "langst", "nu erin", "langst nu"),
        "times": ("bedrijf", "per fase", "wacht op", "sinds"),
    },
    "en": {
        "phases": ("phase", "left", "median", "longest", "now in it", "longest now"),
        "times": ("company", "in each phase", "waits for", "since"),
    },
}


def sections(found: Times, language: str) -> Iterator[str]:
    """Yield the lines of both tables; none when the record holds no case."""
    if not found.companies:
        return
    words, heads, width = WORDS[language], HEADS[language], terminal_width()
    yield from ("", words["phases"], "")
    yield from table(heads["phases"], [_phase(each, language) for each in found.phases], width)
    yield from ("", words["times"], "")
    yield from table(heads["times"], [row for each in found.companies for row in _rows(each, language)], width)
    if any(each.unknown for each in found.phases):
        yield from ("", words["star"])


def _phase(each: PhaseTimes, language: str) -> tuple[str, ...]:
    star = " *" if each.unknown else ""
    days = (days_words(each.median), days_words(each.longest), str(each.now), days_words(each.longest_now))
    return f"{each.label.in_language(language)}{star}", str(each.left), *days


def _rows(each: CompanyTimes, language: str) -> Iterator[tuple[str, ...]]:
    """Yield a company with its first wait, and a line for each other."""
    words = WORDS[language]
    phases = " · ".join(in_phase_words(one, language) for one in each.phases) or "–"
    name = each.name if each.sure else f"{each.name} ({words['perhaps']})"
    if each.still or each.ended:
        since = each.still or each.ended
        yield name, phases, words["still" if each.still else "ended"], on_date(since, language) if since else "–"
        return
    first, *rest = [(whom, on_date(since, language)) for whom, since in waits_of(each, language)] or [("–", "–")]
    yield name, phases, *first
    yield from (("", "", *one) for one in rest)
