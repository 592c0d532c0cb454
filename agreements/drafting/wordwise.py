"""Two runs of words held together: what stayed, what went and what came, word by word.

A value, a reference or the use of a term is one word, so that "artikel 4, tweede lid" changes as a whole. Runs that print the same are the
same, whatever they are made of; bold or italic that comes or goes is a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from agreements.drafting.document import Blank, Emphasis, FillIn, Inline, Revision, Strong, Text, Withheld, plain

_WORD = re.compile(r"\d(?:[\d.,/]*\d)?|\w+|\s+|[^\w\s]")
"""A number with its points and commas, a word, spaces, or one sign."""

_Around = tuple[tuple[str, str], ...]
"""Strong and emphasis around words, from outside in: their names, and the language of emphasis."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it is compared: what stands around it, what it is when it is more than words, and how it prints."""

    around: _Around
    kind: str
    text: str
    inline: Inline

    @property
    def key(self) -> tuple[_Around, str, str]:
        return self.around, self.kind, self.text


Printed = tuple[tuple[_Around, str, str], ...]


def printed(inlines: Iterable[Inline]) -> Printed:
    """Return how a run prints: equal for two runs that nobody can tell apart on paper."""
    pieces = groupby(_leaves(inlines, ()), key=lambda each: (each.around, each.kind))
    found = ((around, kind, "".join(each.text for each in group)) for (around, kind), group in pieces)
    return tuple(piece for piece in found if piece[1] or piece[2])


def revised_words(was: tuple[Inline, ...], now: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the words of both runs in one, with a Revision where they differ; `now` itself when they print the same."""
    if printed(was) == printed(now):
        return now
    before, after = list(_tokens(was)), list(_tokens(now))
    found: list[Inline] = []
    for same, old, new in _stretches(before, after):
        found += _joined(new) if same else [Revision(tuple(_joined(old)), tuple(_joined(new)))]
    return tuple(found)


def is_revised(inlines: Iterable[Inline]) -> bool:
    """Say whether a run of a redline has a change in it."""
    return any(isinstance(each, Revision) for each in inlines)


def _stretches(before: Sequence[_Token], after: Sequence[_Token]) -> Iterator[tuple[bool, Sequence[_Token], Sequence[_Token]]]:
    """Yield stretches that are the same and that differ in turn; the spaces between two changed words change with them."""
    codes = SequenceMatcher(None, [each.key for each in before], [each.key for each in after], autojunk=False).get_opcodes()
    changed: tuple[list[_Token], list[_Token]] = ([], [])
    for place, (tag, start, end, first, last) in enumerate(codes):
        old, new = before[start:end], after[first:last]
        between = 0 < place < len(codes) - 1 and not "".join(each.text for each in new).strip()
        if tag != "equal" or (between and all(not each.kind for each in new)):
            changed[0].extend(old)
            changed[1].extend(new)
            continue
        if changed != ([], []):
            yield False, *changed
            changed = ([], [])
        yield True, old, new
    if changed != ([], []):
        yield False, *changed


def _tokens(inlines: Iterable[Inline]) -> Iterator[_Token]:
    """Yield the words of a run one by one."""
    for leaf in _leaves(inlines, ()):
        if isinstance(leaf.inline, Text):
            yield from (replace(leaf, text=word, inline=Text(word)) for word in _WORD.findall(leaf.text))
        elif leaf.kind or leaf.text:
            yield leaf


def _leaves(inlines: Iterable[Inline], around: _Around) -> Iterator[_Token]:
    for inline in inlines:
        match inline:
            case Strong():
                yield from _leaves(inline.children, (*around, ("strong", "")))
            case Emphasis():
                yield from _leaves(inline.children, (*around, ("emphasis", inline.language)))
            case Blank() | Withheld():
                yield _Token(around, type(inline).__name__, plain((inline,)), inline)
            case FillIn():
                yield _Token(around, f"FillIn {inline.space}", inline.label, inline)
            case Revision():
                message = "a redline is not compared again"
                raise TypeError(message)
            case _:
                yield _Token(around, "", plain((inline,)), inline)


def _joined(tokens: Sequence[_Token]) -> Iterator[Inline]:
    """Yield words as inlines again: texts beside each other as one, with what stands around them."""
    for around, group in groupby(tokens, key=lambda each: each.around):
        inside: list[Inline] = []
        for token in group:
            last = inside[-1] if inside else None
            if isinstance(token.inline, Text) and isinstance(last, Text):
                inside[-1] = Text(last.text + token.text)
            else:
                inside.append(token.inline)
        yield from _wrapped(tuple(inside), around)


def _wrapped(inside: tuple[Inline, ...], around: _Around) -> tuple[Inline, ...]:
    for name, language in reversed(around):
        inside = (Strong(inside),) if name == "strong" else (Emphasis(inside, language),)
    return inside
