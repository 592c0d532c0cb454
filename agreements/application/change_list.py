"""The list of changes between two versions in words, for people at a terminal or in a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from agreements.drafting.changes import MARGINS, NOTICES, TITLE, Change, Happened
from agreements.drafting.counterparts import Became, By
from agreements.drafting.document import Division, Inline, Revision, Text, plain
from agreements.drafting.instruments import INSTRUMENTS
from agreements.sources.printable import visible

HAPPENED = {
    Happened.INSERTED: ("nieuw", "inserted"),
    Happened.DELETED: ("vervallen", "deleted"),
    Happened.CHANGED: ("gewijzigd", "changed"),
    Happened.MOVED: ("verplaatst", "moved"),
    Happened.RENUMBERED: ("vernummerd", "renumbered"),
}
PLACES = {TITLE: ("titel", "title"), MARGINS: ("kop of voet", "header or footer"), NOTICES: ("melding", "notice")}
SAME = ("Tussen beide versies is geen verschil.", "There is no difference between the two versions.")
BY_TITLE = (" (dezelfde titel)", " (the same title)")
BELOW = ", "
"""Stands between the steps of a place."""
AROUND = 40
"""Characters of what stayed that are shown on each side of what changed."""


def lines(changes: Sequence[Change], language: str) -> Iterator[str]:
    """Yield the list of changes for people, those of a clause under its title; what went stands in [-...-], what came in {+...+}."""
    at = 0 if language == "nl" else 1
    if not changes:
        yield SAME[at]
    for (clause, title), group in groupby(changes, key=_clause_of):
        if title:
            yield visible(f"{clause} {title}")
        for each in group:
            yield from (f"  {line}" if title else line for line in _told(each, each.place.partition(BELOW)[2] if title else each.place, at))


def _clause_of(change: Change) -> tuple[str, str]:
    return (change.place.partition(BELOW)[0], change.title) if change.title else ("", "")


def _told(change: Change, place: str, at: int) -> Iterator[str]:
    """Yield where something changed and what, and then its words."""
    named = PLACES[place][at] if place in PLACES else visible(place)
    before = f" (was: {visible(change.before)})" if change.before else ""
    yield f"{named}: {HAPPENED[change.happened][at]}{before}" if named else f"{HAPPENED[change.happened][at]}{before}"
    yield from (f"  {visible(line)}" for line in _shown(change))


def became_lines(became: Sequence[Became], kinds: tuple[str, str], language: str) -> Iterator[str]:
    """Yield which clause of the old kind became which of the new: "EoP artikel 7 → JLoI artikel 12: Kosten"."""
    at = 0 if language == "nl" else 1
    old, new = (next((each.in_language(language) for stage, each in INSTRUMENTS.items() if stage == kind), kind) for kind in kinds)
    for each in became:
        ends = [_clause(name, clause) for name, clause in ((old, each.old), (new, each.new)) if clause]
        titles = dict.fromkeys(plain(clause.heading) for clause in (each.old, each.new) if clause)
        happened = "" if each.by else f" {HAPPENED[Happened.DELETED if each.old else Happened.INSERTED][at]}"
        yield visible(f"{' → '.join(ends)}{happened}: {' → '.join(titles)}{BY_TITLE[at] if each.by is By.TITLE else ''}")


def _clause(kind: str, clause: Division) -> str:
    return f"{kind} {clause.marker[:1].lower()}{clause.marker[1:]}"


def _shown(change: Change) -> Iterator[str]:
    run = _merged(change.run)
    text = "".join(_piece(each, first=place == 0, last=place == len(run) - 1) for place, each in enumerate(run))
    yield from text.split("\n") if text else ()


def _merged(run: Sequence[Inline]) -> list[Inline]:
    """Return a run with the words that stayed between two changes as one text."""
    found: list[Inline] = []
    for each in run:
        last = found[-1] if found else None
        if not isinstance(each, Revision) and isinstance(last, Text):
            found[-1] = Text(last.text + plain((each,)))
        else:
            found.append(each if isinstance(each, Revision) else Text(plain((each,))))
    return found


def _piece(inline: Inline, *, first: bool, last: bool) -> str:
    if isinstance(inline, Revision):
        was, now = plain(inline.was), plain(inline.now)
        return (f"[-{was}-]" if was else "") + (f"{{+{now}+}}" if now else "")
    text = plain((inline,))
    if first or last:
        cut = text[-AROUND:] if first else text[:AROUND]
        return text if len(text) <= AROUND else f"…{cut}" if first else f"{cut}…"
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"
