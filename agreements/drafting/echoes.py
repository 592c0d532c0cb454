"""What a place that is withheld whole says in words of its own, and where a public copy still says the same.

The words of a template are no secret: every document prints them. Of its own a place has the facts that it prints, the names and figures
in its words, and any long run of words that stands in it as a whole. Who wants less to be looked for names the words to withhold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agreements.drafting.document import Definition, Emphasis, Inline, Strong, TermUse, Value, below, flat, inlines, plain
from agreements.drafting.passages import Passages, same
from agreements.drafting.redacting import Groups, Redaction
from agreements.problems import Problem, problem

_PARTY = re.compile(r"(?:company|parent)\.(?:name|short_name)|(?:ministers|provinces)\[[^\]]*\]\.(?:name|function)")
"""Facts that every document prints of its parties."""

_WORDING = re.compile(
    r".*\.(?:nature|target|baseline|boundary|above|neutral|legal_form)|[a-z_]+|(?:nitrogen|environment|circularity|reductions)\[[^\]]*\]\.(?:name|unit)"
)
"""Facts that are ways of putting it, or the subject of a promise: they say nothing without the figure beside them."""

_NAME = re.compile(r"(?<![\w.])[A-Z\u00c0-\u00de][\w'-]{2,}")
_FIGURE = re.compile(r"\d[\d.,]*\d\s(?!(?:en|of|tot|and|or|to)\b)[^\W\d]\w*|\d{3,}(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20|21)\d\d(?!\d)")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE = re.compile(r"(?:^|[.:;?!]\s+|\n)\W*$")
_EVERYWHERE = frozenset(
    ("nederland", "nederlands", "nederlandse", "europa", "europese", "rijk", "netherlands", "dutch", "european", "engels", "english", "co2")
)
_RUN, _LONG_RUN = 6, 20
"""Words in a row that are not the same by chance: in a fact, and in the words around facts, where templates repeat themselves."""


def echoes(
    passages: Passages, found: Iterable[Redaction], left: Groups, margins: Mapping[str, str], places: Sequence[str]
) -> Iterator[Problem]:
    """Yield a problem for each place in which a copy still says what a place that is withheld whole said in words of its own.

    `left` are the runs of words without what is withheld, `margins` what stands outside of them, `places` where each run stands.
    """
    common = _common(passages)
    texts = [(place, _Printed(same(text), same(text), "")) for place, text in margins.items()]
    texts += [(place, _printed(left[run.uid, run.slot])) for place, run in zip(places, passages.runs, strict=True)]
    for each in found:
        if each.entry and not each.entry.text:
            own = _own(passages, each, common)
            told = dict.fromkeys(place for place, printed in texts if own.stands_in(printed))
            yield from (problem("E999", each.where, number=each.number, place=place) for place in told)


@dataclass(frozen=True, slots=True)
class _Printed:
    """The words of a run: all of them, without the figures of facts, and of facts alone."""

    all: str
    bare: str
    facts: str


@dataclass(frozen=True, slots=True)
class _Own:
    """What finds the words that a place has of its own, its figures, and the names and numbers in the words around its facts.

    Two figures of facts may be the same by chance (`repeated` looks at what they are about), and so may names and numbers in the words of
    a template.
    """

    words: re.Pattern[str] | None
    figures: re.Pattern[str] | None
    names: re.Pattern[str] | None

    def stands_in(self, printed: _Printed) -> bool:
        """Say whether any of it is printed."""
        looked = ((self.words, printed.all), (self.figures, printed.bare), (self.names, printed.facts))
        return any(pattern is not None and pattern.search(text) for pattern, text in looked)


def _printed(group: tuple[Inline, ...]) -> _Printed:
    leaves = list(_leaves(group))
    bare = "".join(" \0 " if _is_figure(each) else plain((each,)) for each in leaves)
    facts = " \0 ".join(each.text for each in leaves if isinstance(each, Value))
    return _Printed(same(plain(group)), same(bare), same(facts))


def _leaves(group: tuple[Inline, ...]) -> Iterator[Inline]:
    return (each for each in flat(group) if not isinstance(each, Strong | Emphasis))


def _is_figure(inline: Inline) -> bool:
    return isinstance(inline, Value) and "unit" in dict(inline.exact)


# Its own words


def _common(passages: Passages) -> frozenset[str]:
    """Return the words that a document prints everywhere: of its parties and its defined terms."""
    document = passages.document
    found = [
        each.text for each in inlines(document) if isinstance(each, TermUse) or (isinstance(each, Value) and _PARTY.fullmatch(each.path))
    ]
    found += [node.name for part in document.parts for node in below(part) if isinstance(node, Definition)]
    return _EVERYWHERE | {word.casefold() for text in found for word in _WORD.findall(same(text))}


def _own(passages: Passages, redaction: Redaction, common: frozenset[str]) -> _Own:
    """Return what finds the words of its own of a place."""
    words: set[str] = set()
    figures: set[str] = set()
    names: set[str] = set()
    for span in redaction.spans:
        leaves = list(_leaves(passages.runs[span.run].group))
        facts = [each for each in leaves if isinstance(each, Value) and not _is_said_everywhere(each)]
        figures.update(same(each.text) for each in facts if _is_figure(each))
        before = ""
        for each in leaves:
            text = same(plain((each,)))
            if isinstance(each, Value) and each in facts and not _is_figure(each):
                words.update(_as_whole(text))
                if not each.exact:  # the month of a day is no name
                    words.update((*_names(before, text, common), *_runs(text, _RUN)))
                    figures.update(_figures(text))
            before += text
        around = "".join("\0" if isinstance(each, Value | TermUse) else same(plain((each,))) for each in leaves)
        names.update((*_names("", around, common), *_figures(around)))
        words.update(_runs(around, _LONG_RUN))
    return _Own(_pattern(words), _pattern(figures), _pattern(names))


def _is_said_everywhere(value: Value) -> bool:
    """Say whether a fact is a way of putting it, a party, or a day that is not known to the day: these say little by themselves."""
    exact = dict(value.exact)
    wide = {"first", "last"} & exact.keys() and exact.get("first") != exact.get("last")
    return bool("choice" in exact or wide or _PARTY.fullmatch(value.path) or _WORDING.fullmatch(value.path))


def _as_whole(text: str) -> Iterator[str]:
    """Yield the words of a fact where these are not found by chance: a name, a number, or three words."""
    if len(_WORD.findall(text)) > 2 or any(each.isupper() or each.isdigit() for each in text):  # noqa: PLR2004  # said above
        yield text.strip()


def _figures(text: str) -> Iterator[str]:
    """Yield the numbers in words that have a unit behind them, or many digits; a year is none."""
    yield from (each[0] for each in _FIGURE.finditer(text) if not _YEAR.match(each[0]))


def _names(before: str, text: str, common: frozenset[str]) -> Iterator[str]:
    """Yield the names in words that stand behind others: with a capital not at the beginning of a sentence, and no party or term."""
    for each in _NAME.finditer(text):
        if each[0].casefold() not in common and not _SENTENCE.search(before + text[: each.start()]):
            yield each[0]


def _runs(text: str, many: int) -> Iterator[str]:
    """Yield every run of so many words that stands in words, not over what is no word of these."""
    found = list(_WORD.finditer(text))
    for first, last in zip(found, found[many - 1 :], strict=False):
        run = text[first.start() : last.end()]
        if "\0" not in run:
            yield run


def _pattern(words: set[str]) -> re.Pattern[str] | None:
    told = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE) if told else None
