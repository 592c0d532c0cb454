"""Deadlines in words, for a calendar and for the digest of reminders; and the calendar itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.application.casework import company_stream
from agreements.application.due import Running
from agreements.drafting.wording import TONGUES, words
from agreements.formats.to_icalendar import DayEvent, render
from agreements.mail import identity
from agreements.model.legal_sentences import day_in_words
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Where, problem
from agreements.workflow.definition import Legal

NATURE = {
    Legal.STATUTORY: LocalText("wettelijke termijn", "statutory term"),
    Legal.CONTRACTUAL: LocalText("termijn uit de overeenkomst", "contractual term"),
    Legal.POLICY: LocalText("beleidstermijn", "policy term"),
}
LAST = LocalText("laatste dag", "last day")
REMINDED = LocalText("herinnering", "reminder")
THEN = LocalText("na die dag kan", "after that day can be taken")
_NAMED = 3
"""How many companies a subject names."""

_TODAY = LocalText("vandaag", "today")
_AHEAD = (LocalText("nog {} dag", "{} day left"), LocalText("nog {} dagen", "{} days left"))
_OVER = (LocalText("{} dag te laat", "{} day overdue"), LocalText("{} dagen te laat", "{} days overdue"))
_WORDS = {
    "nl": {
        "as": "u krijgt dit als",
        "for": "namens",
        "one": "{} termijn vraagt aandacht",
        "more": "{} termijnen vragen aandacht",
        "dear": "Beste {},",
        "close": (
            "Een termijn beslist niets: wat er gebeurt, beslissen mensen.\n"
            "Alle termijnen: maatwerk due. Hoe het met een bedrijf staat: maatwerk status BEDRIJF.\n"
            "Dit bericht is automatisch gemaakt; een antwoord leest niemand."
        ),
    },
    "en": {
        "as": "you get this as",
        "for": "for",
        "one": "{} deadline asks for attention",
        "more": "{} deadlines ask for attention",
        "dear": "Dear {},",
        "close": (
            "A deadline decides nothing: people decide what happens.\n"
            "All deadlines: maatwerk due. Where a company stands: maatwerk status COMPANY.\n"
            "This message was made automatically; nobody reads an answer."
        ),
    },
}


def nature(each: Running, language: str) -> str:
    """Return what a deadline is in law, with the ground on which it rests."""
    return NATURE[each.legal].in_language(language) + (f" ({each.basis})" if each.basis else "")


def days_left(left: int, language: str) -> str:
    """Return "nog 3 dagen", "vandaag" or "2 dagen te laat"."""
    if left == 0:
        return _TODAY.in_language(language)
    return (_AHEAD if left > 0 else _OVER)[abs(left) != 1].in_language(language).format(abs(left))


def calendar(found: Iterable[Running], day: date, language: str, path: str) -> bytes:
    """Return the last days as an iCalendar as of a day; raise AgreementsError when there are none."""
    return calendar_of((event for each in found for event in _days(each, language)), day, language, path)


def calendar_of(events: Iterable[DayEvent], day: date, language: str, path: str) -> bytes:
    """Return events as an iCalendar as of a day; raise AgreementsError when there are none, for without an event a calendar is none."""
    found = list(events)
    if not found:
        raise AgreementsError(problem("E899", Where(""), path=path))
    return render(found, day, language)


def _days(each: Running, language: str) -> Iterator[DayEvent]:
    """Yield the last day of a deadline, and the days on which who signs is reminded."""
    said = f" ({words(each.said, TONGUES[language])})" if each.said else ""
    what = f"{each.name}: {each.state.in_language(language)}{said}"
    if each.last is not None:
        yield DayEvent(_uid(each), each.last, what, "\n".join(_about(each, language)))
    for day in each.reminders:
        uid = identity(company_stream(each.company), each.timer, day.isoformat()).strip("<>")
        yield DayEvent(uid, day, f"{what} ({REMINDED.in_language(language)})", "\n".join(_about(each, language)))


def _uid(each: Running) -> str:
    return identity(company_stream(each.company), each.timer).strip("<>")


def _about(each: Running, language: str) -> Iterator[str]:
    yield nature(each, language)
    if each.then:
        yield f"{THEN.in_language(language)}: {each.then.in_language(language)}"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline of which somebody is reminded: in which roles, each with the names of whom they stand in for."""

    running: Running
    roles: tuple[tuple[LocalText, tuple[str, ...]], ...]


def digest(name: str, reminders: Sequence[Reminder], language: str) -> tuple[str, str]:
    """Return the subject and the text of one message about several deadlines, the first to end first."""
    said = _WORDS[language]
    ordered = sorted(reminders, key=lambda each: (each.running.last is None, each.running.last, each.running.name))
    summary = said["one" if len(ordered) == 1 else "more"].format(len(ordered))
    blocks = ["\n".join(_block(each, language)) for each in ordered]
    text = "\n\n".join([said["dear"].format(name), f"{summary}.", *blocks, "--\n" + said["close"]]) + "\n"
    names = list(dict.fromkeys(each.running.name for each in ordered))
    more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return f"{summary}: {', '.join(names[:_NAMED])}{more}", text


def _block(reminder: Reminder, language: str) -> Iterator[str]:
    each = reminder.running
    yield f"* {each.name}: {each.state.in_language(language)}"
    if each.last is not None and each.left is not None:
        yield f"  {LAST.in_language(language)}: {day_in_words(each.last, language)} ({days_left(each.left, language)})"
    yield from (f"  {line}" for line in _about(each, language))
    roles = dict.fromkeys(_role(role, whose, language) for role, whose in reminder.roles)
    yield f"  {_WORDS[language]['as']} {', '.join(roles)}"


def _role(role: LocalText, whose: tuple[str, ...], language: str) -> str:
    names = f" ({_WORDS[language]['for']} {', '.join(whose)})" if whose else ""
    return role.in_language(language) + names
