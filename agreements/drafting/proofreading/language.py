"""Language: duties out of the recitals, words that fit a soft document, plain Dutch, sentences and enumerations that read well.

Sources: Aanwijzingen voor de regelgeving 3.2, 3.8, 3.12, 3.29, 3.59; Aanwijzingen voor convenanten 2025, 11; for English the word lists
that foreign services give for memoranda that do not bind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from agreements.drafting.document import Division, Paragraph, Role, below
from agreements.drafting.proofreading.editions import Edition, edition_of
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript, line_of
from agreements.drafting.proofreading.negation import denied
from agreements.drafting.proofreading.searching import search

LONG = 40
"""Words in a sentence. Writers aim at 25; beyond 40 a reader has lost the beginning (our choice)."""

RECITALS = "part.recitals"
_RECITAL_BASIS = {Edition.OF_2003: f"{Edition.OF_2003}, 7", Edition.OF_2025: f"{Edition.OF_2025}, 11"}
_DUTY = {
    "nl": r"(?i)\b(verplicht|verplichten|verplichting(en)?|plicht(en)?|moet|moeten"
    r"|(dient|dienen|behoort|behoren)\b(?:(?!\b(en|om)\b).){0,60}?\bte|zal|zullen"
    r"|gehouden (is|zijn)|(is|zijn) (\w+ )?gehouden|verbind(t|en)|toezegt|toezeggen|zegt toe|zeggen toe|garande(ert|ren))\b",
    "en": r"(?i)\b(shall|must|(is|are) (obliged|required|bound) to|(has|have) to(?! do with)|undertakes?"
    r"|obligations?|dut(y|ies)|will|commits?|promises|guarantees?)\b",
}

_TOO_STRONG: Mapping[str, Mapping[str, str]] = {
    "nl": {
        r"verplicht(en)? zich|verplicht(en)? de \w+ zich|zich (\w+ )?verplicht(en)?": "heeft de ambitie, is voornemens, spant zich in",
        r"verbind(t|en) zich|zich (\w+ )?verbind(t|en)": "heeft de ambitie, is voornemens, spant zich in",
        r"(is|zijn) (\w+ )?(gehouden|verplicht) (om|tot)": "heeft de ambitie, is voornemens, spant zich in",
        r"(is|zijn) (daartoe|hiertoe|ertoe) (gehouden|verplicht)": "heeft de ambitie, is voornemens, spant zich in",
        r"garande(ert|ren)|sta(at|an) (\w+ )?(in|borg) voor|sta(at|an) (er|daar)voor in|zegg?(t|en) toe": "spant zich in om",
        r"(komen|zijn) overeen(gekomen)?": "onderschrijven, leggen vast",
        r"wanprestatie|tekortkoming in de nakoming": "melden en bespreken",
        r"contract|overeenkomst(?! naar burgerlijk recht)": "EoP, document, afspraak",
    },
    "en": {
        r"shall|must|(is|are) (obliged|required|bound) to": "will, intends to, aims to",
        r"undertakes?( to)?|commits? (itself|themselves)|guarantees?|warrants?|ensures?": "intends to, will make reasonable efforts to",
        r"covenants?": "ambition, intention",
        r"agrees?( to)?": "endorses, decides, intends to",
        r"obligations?": "commitment, effort",
        r"breach(es)?": "departure, not carrying out",
        r"enters? into force": "comes into effect",
    },
}

_DENIABLE = r"(?i)verplicht|verbind|gehouden|garande|\bsta|\bzeg|oblig|require|bound|commit|guarant|warrant|ensure"
"""Words that are harmless after a negation: no Party guarantees anything."""

_CLUMSY: Mapping[str, str] = {
    r"(dient|dienen|dienden) te": "de tegenwoordige tijd zonder hulpwerkwoord",
    r"moet(en)?": "de tegenwoordige tijd zonder hulpwerkwoord",
    r"en/of": "of",
    r"c\.q\.": "of, dan wel",
    r"indien en voor zover": "voor zover",
    r"teneinde": "om",
    r"inzake": "over",
    r"derhalve": "daarom",
    r"doch": "maar",
    r"reeds": "al",
    r"middels": "door, met",
    r"hij/zij|hij of zij|zijn/haar": "degene die, die persoon",
    r"lid \d+": "eerste lid, tweede lid",
    r"sub [a-z]\b": "onderdeel a",
    r"het bepaalde in": "de verwijzing zelf",
}
_FORMULA = r"\b(CO2|NOx|NH3|N2O|CH4|SO2)\b"
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_IN_WORDS = {"NOx": {"nl": "stikstofoxiden", "en": "nitrogen oxides"}}
"""A formula with a low letter, which our typefaces do not have: it is written in words."""


def language(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each line that reads wrong."""
    for line in manuscript.lines:
        if not manuscript.carries_results:
            yield from _words(manuscript, line, "W431", _TOO_STRONG[line.language])
        if line.language == "nl":
            yield from _words(manuscript, line, "W432", _CLUMSY)
        yield from _formulas(manuscript, line)
        yield from _sentences(manuscript, line)
    yield from _recitals(manuscript)
    for document in manuscript.documents:
        for part in document.parts:
            yield from _enumerations(manuscript, part, document.language)


def _words(manuscript: Manuscript, line: Line, code: str, words: Mapping[str, str]) -> Iterator[Finding]:
    if not search(_any_of(tuple(words)), line.text):
        return
    for word, better in words.items():
        for start, sentence in line.sentences():
            for found in re.finditer(rf"(?i)(?<![\w/])({word})(?![\w/])", sentence):
                if not (search(_DENIABLE, found.group()) and denied(line.language, sentence, found)):
                    yield manuscript.found(code, line, start + found.start(), word=found.group(), better=better)


@cache
def _any_of(words: tuple[str, ...]) -> str:
    """Return what finds a line with any of the words: most lines have none, and need not be read for each."""
    return "(?i)" + "|".join(rf"(?:{word})" for word in words)


def _formulas(manuscript: Manuscript, line: Line) -> Iterator[Finding]:
    for found in re.finditer(_FORMULA, line.text):
        word = found.group()
        better = _IN_WORDS[word][line.language] if word in _IN_WORDS else word.translate(_LOW)
        yield manuscript.found("W436", line, found.start(), word=word, better=better)


def _sentences(manuscript: Manuscript, line: Line) -> Iterator[Finding]:
    for start, sentence in line.sentences():
        length = len(sentence.split())
        if length > LONG and line.clause != "parties":  # a party is described in one sentence, as its register does
            yield manuscript.found("W433", line, start, length=length, limit=LONG)
    opening = re.match(r"(?!\d+\.\s)\d[\d.,]*", line.text)  # the number of a lid that is quoted is no word
    if opening and " " in line.text and line.text.endswith("."):
        yield manuscript.found("W435", line, 0, word=opening.group())


def _recitals(manuscript: Manuscript) -> Iterator[Finding]:
    basis = _RECITAL_BASIS[edition_of(manuscript)]
    for unit in manuscript.units:
        for line in unit.lines if unit.uid == RECITALS else ():
            for found in re.finditer(_DUTY[line.language], line.text):
                yield manuscript.found("W430", line, found.start(), word=found.group(), basis=basis)


def _enumerations(manuscript: Manuscript, division: Division, tongue: str) -> Iterator[Finding]:
    """Yield each item whose ending does not fit its place, in every run of items that is an enumeration."""
    items = [child for child in division.children if isinstance(child, Division) and child.role in {Role.ITEM, Role.SUBITEM}]
    yield from _endings(manuscript, items, tongue)
    for child in division.children:
        if isinstance(child, Division):
            yield from _enumerations(manuscript, child, tongue)


def _endings(manuscript: Manuscript, items: Sequence[Division], tongue: str) -> Iterator[Finding]:
    """Items that are sentences by themselves are no enumeration: only a run with a semicolon somewhere is."""
    ends = [_line(item, tongue) for item in items if any(isinstance(node, Paragraph) for node in below(item))]
    if not any(line.text.rstrip().endswith((";", "; en", "; of", "; and", "; or")) for line in ends):
        return
    wanted = [";"] * (len(ends) - 2) + ["; en" if tongue == "nl" else "; and"] * (len(ends) > 1) + ["."]
    for line, ending in zip(ends, wanted, strict=True):
        if not _fits(line.text.rstrip(), ending, tongue):
            yield manuscript.found("W434", line, max(len(line.text) - 1, 0), found=line.text[-12:], wanted=ending)


def _fits(text: str, ending: str, tongue: str) -> bool:
    if ending in {";", "."}:
        return text.endswith(ending)
    return text.endswith(("; en", "; of") if tongue == "nl" else ("; and", "; or"))


def _line(item: Division, tongue: str) -> Line:
    """Return the line that ends an item: its own, or the last of what stands under it."""
    last = next(node for node in reversed(list(below(item))) if isinstance(node, Paragraph))
    return line_of(tongue, last.uid, last.children)
