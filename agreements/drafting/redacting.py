"""Which words of a document are withheld, by which redaction, and every reason why one cannot be.

Words are cut out of the tree and a mark with the ground is put in their place: what is rendered from it never held them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from agreements.drafting.document import Emphasis, Inline, Strong, Text, Value, Withheld, flat, plain
from agreements.drafting.passages import TITLES, Passages, Run, Slot, same
from agreements.model.dossier_kinds import Indicator
from agreements.model.redaction import NO_EMISSION, Ground, RedactionEntry, mark, speaks_of_emissions
from agreements.problems import Problem, Said, Where, problem
from agreements.sources import guess

_PERSON = re.compile(r"(?:company|parent)_signatories(?:\[[^\]]*\]\.name)?|(?:ministers|provinces)\[[^\]]*\]\.representative")
_FIGURE = re.compile(
    r"(?P<head>[a-z_0-9]+)(?:\[(?P<key>[^\]]*)\])?\.(?P<what>total|additional|share|multiple|neutral|text|amount|unit|target|baseline|reduction)(?:\..+)?"
)
_ROW = re.compile(r"-(?:total|additional|share)$")
_A_NAME = Said("een naam die als geheel wegblijft", "a name that is withheld as a whole")
_PROMISED = frozenset({"nitrogen", "environment", "circularity", "reductions"})
"""Lists of a document whose items are commitments, by their id."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows beside the document: the names that are public, and what each commitment is about, by its id."""

    names: frozenset[str]
    indicators: Mapping[str, Indicator]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a run, counted from 0 and up to `end`."""

    run: int
    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Say whether two spans share a character."""
        return self.run == other.run and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Redaction:
    """A passage that is withheld: its number in the copy, its ground, the characters, and the entry of the file; none for a name."""

    number: int
    ground: Ground
    spans: tuple[Span, ...]
    entry: RedactionEntry | None = None

    @property
    def where(self) -> Where:
        """Where the file asks for it."""
        return self.entry.where if self.entry else Where("")

    @property
    def place(self) -> str:
        """Where the file says that it is in the document."""
        return self.entry.place if self.entry else ""


def redactions(passages: Passages, entries: Sequence[RedactionEntry], known: Known, faults: list[Problem]) -> tuple[Redaction, ...]:
    """Return what is withheld, numbered in reading order, adding every reason against it to `faults`."""
    meant = [Redaction(0, entry.ground, spans, entry) for entry in entries if (spans := _spans(passages, entry, faults))]
    asked = _apart(meant, faults)
    faults += (
        problem("E997", each.entry.at("ground"), place=each.entry.place, ground=each.ground.value.replace("-", "."))
        for each in asked
        if each.entry and not each.entry.cleared and _touches_emissions(passages.runs, each.spans, known)
    )
    taken = [span for each in asked for span in each.spans]
    named = [Redaction(0, Ground.PRIVACY, (span,)) for span in _names(passages.runs, known) if not any(map(span.meets, taken))]
    faults += _half_named(passages.runs, asked, known)
    in_order = sorted((*asked, *named), key=lambda each: each.spans[0])
    return tuple(replace(each, number=number) for number, each in enumerate(in_order, 1))


# Where


def _spans(passages: Passages, entry: RedactionEntry, faults: list[Problem]) -> tuple[Span, ...]:
    """Return the characters that an entry means: its words, which must be there once, or all words in its place."""
    inside = passages.at(entry.place)
    if not inside:
        faults.append(problem("E994", entry.at("place"), place=entry.place, guess=guess(entry.place, passages.names)))
        return ()
    if not entry.text:
        whole = [number for number in inside if passages.runs[number].text and passages.runs[number].slot.name not in TITLES]
        found = [Span(number, 0, len(passages.runs[number].text)) for number in whole]
    else:
        found = [span for number in inside for span in _occurrences(passages.runs[number], number, entry.text)]
    if not found or (entry.text and len(found) > 1):
        faults.append(problem("E995", entry.at("text"), place=entry.place, count=len(found)))
        return ()
    return tuple(found)


def _occurrences(run: Run, number: int, words: str) -> Iterator[Span]:
    text, wanted = same(run.text), same(unicodedata.normalize("NFC", words))
    start = text.find(wanted)
    while start >= 0:
        yield Span(number, start, start + len(wanted))
        start = text.find(wanted, start + 1)


def _apart(meant: Sequence[Redaction], faults: list[Problem]) -> list[Redaction]:
    """Return the redactions of which none withholds what one before it does, adding the others to `faults`."""
    taken: dict[int, list[tuple[Span, int]]] = {}
    found = []
    for each in meant:
        before = next((line for span in each.spans for other, line in taken.get(span.run, ()) if span.meets(other)), 0)
        if before:
            other = Said(f"regel {before}", f"line {before}")
            faults.append(problem("E996", each.where, place=each.place, other=other))
        else:
            found.append(each)
            for span in each.spans:
                taken.setdefault(span.run, []).append((span, each.where.line))
    return found


# Names


def _names(runs: Sequence[Run], known: Known) -> Iterator[Span]:
    """Yield the names of persons who sign that the record does not call public, where the document prints them as facts."""
    for number, run in enumerate(runs):
        for start, inline in _placed(run.group):
            if isinstance(inline, Value) and _PERSON.fullmatch(inline.path) and inline.text not in known.names:
                yield Span(number, start, start + len(inline.text))


def _half_named(runs: Sequence[Run], asked: Sequence[Redaction], known: Known) -> Iterator[Problem]:
    """Yield each redaction that leaves a part of a name that must be withheld."""
    for span in _names(runs, known):
        for each in asked:
            for other in each.spans:
                if span.meets(other) and not (other.start <= span.start and span.end <= other.end):
                    yield problem("E996", each.where, place=each.place, other=_A_NAME)


# Emissions


def _touches_emissions(runs: Sequence[Run], spans: Iterable[Span], known: Known) -> bool:
    """Say whether anything that is cut may be information about emissions.

    It may when a figure of an emission is cut, and when words are cut that speak of one, or that stand in a passage, under a heading or
    in a row that does. Facts that are known to be about what a company uses are left out of it.
    """
    return any(_touches(runs[span.run], span, known) for span in spans)


def _touches(run: Run, span: Span, known: Known) -> bool:
    words = []
    for start, inline in _placed(run.group):
        text = plain((inline,))[max(span.start - start, 0) : max(span.end - start, 0)]
        figure = _FIGURE.fullmatch(inline.path) if isinstance(inline, Value) else None
        if not text:
            continue
        emission = None if figure is None else _is_emission(figure, known)
        if emission:
            return True
        if emission is None:
            words.append(text)
    return bool(words) and speaks_of_emissions(f"{run.about} {' '.join(words)}")


def _is_emission(figure: re.Match[str], known: Known) -> bool | None:
    """Say whether a figure may be one of an emission, as what is not known may be; None for a fact that is no figure of a promise."""
    head, key, what = figure["head"], figure["key"], figure["what"]
    if head in set(Indicator):
        return Indicator(head) not in NO_EMISSION
    if head in _PROMISED:
        indicator = known.indicators.get(_ROW.sub("", key or "")) or known.indicators.get(key or "")
        return indicator not in NO_EMISSION
    return True if what == "reduction" else None


# Cutting


Groups = Mapping[tuple[str, Slot], tuple[Inline, ...]]
"""Runs of words by the node and slot that they stand in."""


def _placed(group: tuple[Inline, ...]) -> Iterator[tuple[int, Inline]]:
    """Yield the inlines that hold words themselves, each with the number of characters before it."""
    start = 0
    for inline in flat(group):
        if not isinstance(inline, Strong | Emphasis):
            yield start, inline
            start += len(plain((inline,)))


def cut(passages: Passages, found: Iterable[Redaction]) -> Groups:
    """Return every run without what is withheld, by the node and slot that it stands in."""
    marks: dict[int, list[tuple[Span, Withheld]]] = {}
    for each in found:
        for span in each.spans:
            marks.setdefault(span.run, []).append((span, Withheld(mark(each.number, each.ground))))
    return {
        (run.uid, run.slot): tuple(_pieces(run.group, 0, sorted(marks.get(number, ()), key=_first)))
        for number, run in enumerate(passages.runs)
    }


def _first(marked: tuple[Span, Withheld]) -> Span:
    return marked[0]


def _pieces(group: tuple[Inline, ...], start: int, marks: Sequence[tuple[Span, Withheld]]) -> Iterator[Inline]:
    for inline in group:
        end = start + len(plain((inline,)))
        if isinstance(inline, Strong | Emphasis):
            children = tuple(_pieces(inline.children, start, marks))
            if children:
                yield replace(inline, children=children)
        else:
            inside = [each for each in marks if each[0].start < end and start < each[0].end]
            yield from _left(plain((inline,)), start, inside) if inside else (inline,)
        start = end


def _left(text: str, start: int, marks: Sequence[tuple[Span, Withheld]]) -> Iterator[Inline]:
    """Yield what is left of the words of an inline, and each mark where its words begin."""
    edges = [(start, start, None), *((max(span.start, start), min(span.end, start + len(text)), each) for span, each in marks)]
    edges.append((start + len(text), start + len(text), None))
    begun = {id(each) for span, each in marks if span.start >= start}
    for (_, before, _), (after, _, each) in pairwise(edges):
        if words := text[before - start : after - start]:
            yield Text(words)
        if each is not None and id(each) in begun:
            yield each


# What still says it


def remaining(passages: Passages, found: Sequence[Redaction], left: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each place that still prints what was withheld as exact words, or as a name; `left` is words by their place.

    Capitals are no difference: what stands in a heading says as much.
    """
    told: set[tuple[str, str]] = set()
    for each in found:
        words = "" if each.entry and not each.entry.text else _said(passages, each.spans[0])
        for place, text in left.items():
            if words and words.casefold() in same(text).casefold() and (words, place) not in told:
                told.add((words, place))
                yield problem("E999", each.where, number=each.number, place=place)


def repeated(passages: Passages, found: Sequence[Redaction], known: Known, places: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each figure that is withheld in one place and printed in another, in whatever words."""
    spans = [(span, each) for each in found if each.entry for span in each.spans]
    hidden: dict[object, Redaction] = {}
    open_to_all: list[tuple[object, int]] = []
    for number, run in enumerate(passages.runs):
        for start, inline in _placed(run.group):
            figure = _exact(inline, known)
            if figure is not None:
                own = Span(number, start, start + len(plain((inline,))))
                under = next((each for span, each in spans if span.meets(own)), None)
                if under:
                    hidden.setdefault(figure, under)
                else:
                    open_to_all.append((figure, number))
    for figure, number in open_to_all:
        each = hidden.get(figure)
        if each:
            yield problem("E999", each.where, number=each.number, place=places[number])


def _exact(inline: Inline, known: Known) -> object:
    """Return which figure a fact prints: what it is about, with its amounts and unit; None for what is no figure."""
    figure = _FIGURE.fullmatch(inline.path) if isinstance(inline, Value) else None
    if figure is None or not isinstance(inline, Value) or "unit" not in dict(inline.exact):
        return None
    head, key = figure["head"], figure["key"] or ""
    about = known.indicators.get(_ROW.sub("", key)) or known.indicators.get(key) if head in _PROMISED else head
    return about or (head, key), key if head not in _PROMISED else "", inline.exact


def _said(passages: Passages, span: Span) -> str:
    return same(passages.runs[span.run].text[span.start : span.end])
