"""One numbering pass: every marker and every reference gets its words here, and nowhere else.

Articles count through the whole document; leden, onderdelen and sub-onderdelen count within what holds them, also across a line between two
lists. References follow the Aanwijzingen voor de regelgeving: "artikel 4, tweede lid, onderdeel b"; in English "Article 4(2)(b)".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agreements.drafting.document import (
    Definition,
    Division,
    Figure,
    Inline,
    Node,
    Paragraph,
    Reference,
    Role,
    SignatureBlock,
    Table,
    Text,
)
from agreements.drafting.template import Numerals
from agreements.drafting.wording import NBSP, Tongue, enumeration

_WHOLE_DOCUMENT = {Role.ARTICLE, Role.ANNEX}


@dataclass(frozen=True, slots=True)
class Label:
    """What a division is called: its roles and numbers from the article or annex down."""

    steps: tuple[tuple[Role, str], ...]

    @property
    def article(self) -> tuple[Role, str] | None:
        """Return the article or annex that it stands in."""
        return self.steps[0] if self.steps and self.steps[0][0] in _WHOLE_DOCUMENT else None

    @property
    def inside(self) -> tuple[tuple[Role, str], ...]:
        """Return the steps below the article or annex."""
        return self.steps[1:] if self.article else self.steps


def numbered(
    parts: tuple[Division, ...], tongue: Tongue, numerals: Numerals = Numerals.ARABIC
) -> tuple[tuple[Division, ...], dict[str, Label]]:
    """Return the parts with every marker set, and the label of each division by uid; references keep the word they were written with."""
    pass_ = _Pass(tongue, numerals)
    return tuple(pass_.division(part, (), Counter()) for part in parts), pass_.labels


def called(parts: tuple[Division, ...], tongue: Tongue) -> Mapping[str, str]:
    """Return what each numbered part of a document is called from anywhere in it, by uid: "artikel 21, eerste lid"."""
    labels = dict(_standing(parts, ()))
    names = _Words(labels, tongue)
    return {uid: names.whole(label) for uid, label in labels.items() if label.article is not None}


def _standing(nodes: Iterable[Node], above: tuple[tuple[Role, str], ...]) -> Iterator[tuple[str, Label]]:
    """Yield the label of each division by uid, from the numbers that they have."""
    for division in nodes:
        if isinstance(division, Division):
            steps = (*above, (division.role, division.number)) if division.number else above
            if division.number:
                yield division.uid, Label(steps)
            yield from _standing(division.children, steps)


def letters(count: int) -> str:
    """Return a, b, ..., z, aa, ab, ..."""
    found = ""
    while count:
        count, rest = divmod(count - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(count: int) -> str:
    """Return I, II, III, IV, ..."""
    found = ""
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        found += sign * times
    return found


class _Pass:
    """One walk in reading order."""

    def __init__(self, tongue: Tongue, numerals: Numerals) -> None:
        self.tongue = tongue
        self.numerals = numerals
        self.whole: Counter[Role] = Counter()
        self.labels: dict[str, Label] = {}

    def division(self, division: Division, above: tuple[tuple[Role, str], ...], counter: Counter[Role]) -> Division:
        role = division.role
        if role is Role.PART:
            return replace(division, children=self.children(division, above))
        counts = self.whole if role in _WHOLE_DOCUMENT else counter
        counts[role] += 1
        number = self.number(role, counts[role])
        steps = (*above, (role, number))
        self.labels[division.uid] = Label(steps)
        return replace(division, number=number, marker=self.marker(role, number), children=self.children(division, steps))

    def number(self, role: Role, count: int) -> str:
        if role is Role.ARTICLE and self.numerals is Numerals.ROMAN:
            return roman(count)
        return letters(count) if role is Role.ITEM else str(count)

    def children(self, division: Division, steps: tuple[tuple[Role, str], ...]) -> tuple[Node, ...]:
        counter: Counter[Role] = Counter()
        return tuple(self.division(child, steps, counter) if isinstance(child, Division) else child for child in division.children)

    def marker(self, role: Role, number: str) -> str:
        match role:
            case Role.ARTICLE:
                return f"{self.tongue.article[0].capitalize()}{NBSP}{number}"
            case Role.ANNEX:
                return f"{self.tongue.annex[0].capitalize()}{NBSP}{number}"
            case Role.SUBITEM:
                return f"{number}°."
            case _:
                return f"{number}."


def referenced(parts: tuple[Division, ...], labels: Mapping[str, Label], tongue: Tongue) -> tuple[Division, ...]:
    """Return the parts with every reference in words; one whose targets are all absent becomes its bare word."""
    return tuple(_rewritten(part, _Words(labels, tongue), None) for part in parts)


class _Words:
    """Puts references into words."""

    def __init__(self, labels: Mapping[str, Label], tongue: Tongue) -> None:
        self.labels = labels
        self.tongue = tongue

    def reference(self, reference: Reference, here: tuple[Role, str] | None) -> Inline:
        present = tuple(target for target in reference.targets if target in self.labels)
        if not present:
            return Text(reference.text)
        return Reference(present, self.words(reference.text, [self.labels[target] for target in present], here))

    def words(self, word: str, labels: list[Label], here: tuple[Role, str] | None) -> str:
        """Return what a reference says: a lid or item by itself only within the article that it is read in."""
        if word.casefold() not in {*self.tongue.lid, *self.tongue.item}:
            return f"{self.form(word, len(labels))}{NBSP}{enumeration([self.spoken(label) for label in labels], self.tongue)}"
        if all(label.article == here and label.inside for label in labels):
            return self.dutch([label.inside for label in labels]) if self.tongue.code == "nl" else self.english(word, labels)
        return enumeration([self.whole(label) for label in labels], self.tongue)

    def form(self, word: str, count: int) -> str:
        """Return the word in singular or plural, with the capital it was written with."""
        for singular, plural in (self.tongue.article, self.tongue.annex, self.tongue.lid, self.tongue.item):
            if word.casefold() in {singular.casefold(), plural.casefold()}:
                chosen = singular if count == 1 else plural
                return chosen[:1].upper() + chosen[1:] if word[:1].isupper() else chosen
        return word

    def whole(self, label: Label) -> str:
        """Return what a division is called from anywhere in the document."""
        if label.article is None:
            return self.dutch_inside(label.inside) if self.tongue.code == "nl" else self.spoken(label)
        noun = self.tongue.annex if label.article[0] is Role.ANNEX else self.tongue.article
        return f"{noun[0]}{NBSP}{self.spoken(label)}"

    def spoken(self, label: Label) -> str:
        """Return the numbers of a division, from the top down."""
        (_, first), *below = label.steps
        return ", ".join(filter(None, (first, self.dutch_inside(below)))) if self.tongue.code == "nl" else first + _bracketed(below)

    def dutch(self, inside: list[tuple[tuple[Role, str], ...]]) -> str:
        """Return "eerste en tweede lid" for leden, and each in full for what stands deeper."""
        if any(len(steps) > 1 or steps[0][0] is not Role.PARAGRAPH for steps in inside):
            return enumeration([self.dutch_inside(steps) for steps in inside], self.tongue)
        return f"{enumeration([self.ordinal(number) for ((_, number),) in inside], self.tongue)}{NBSP}lid"

    def dutch_inside(self, steps: Sequence[tuple[Role, str]]) -> str:
        return ", ".join(self.dutch_step(role, number) for role, number in steps)

    def dutch_step(self, role: Role, number: str) -> str:
        match role:
            case Role.PARAGRAPH:
                return f"{self.ordinal(number)}{NBSP}lid"
            case Role.ITEM:
                return f"onderdeel{NBSP}{number}"
            case Role.SUBITEM:
                return f"onder{NBSP}{number}°"
            case _:
                return number

    def ordinal(self, number: str) -> str:
        ordinals = self.tongue.ordinals
        return ordinals[int(number) - 1] if int(number) <= len(ordinals) else f"{number}e"

    def english(self, word: str, labels: list[Label]) -> str:
        numbers = [label.inside[0][1] + _bracketed(label.inside[1:]) for label in labels]
        return f"{self.form(word, len(labels))}{NBSP}{enumeration(numbers, self.tongue)}"


def _bracketed(steps: Iterable[tuple[Role, str]]) -> str:
    return "".join(f"({number})" for _, number in steps)


def _rewritten(division: Division, words: _Words, here: tuple[Role, str] | None) -> Division:
    label = words.labels.get(division.uid)
    inside = label.article if label and label.article else here
    children = tuple(_block(child, words, inside) for child in division.children)
    return replace(division, children=children, note=_inlines(division.note, words, inside))


def _block(block: Node, words: _Words, here: tuple[Role, str] | None) -> Node:
    match block:
        case Division():
            return _rewritten(block, words, here)
        case Paragraph() | Definition():
            return replace(block, children=_inlines(block.children, words, here))
        case Table():
            rows = tuple(tuple(_inlines(cell, words, here) for cell in row) for row in block.rows)
            return replace(block, caption=_inlines(block.caption, words, here), rows=rows)
        case Figure():
            return replace(block, caption=_inlines(block.caption, words, here))
        case SignatureBlock():
            return block


def _inlines(inlines: tuple[Inline, ...], words: _Words, here: tuple[Role, str] | None) -> tuple[Inline, ...]:
    if not any(isinstance(inline, Reference) for inline in inlines):
        return inlines
    return tuple(words.reference(inline, here) if isinstance(inline, Reference) else inline for inline in inlines)
