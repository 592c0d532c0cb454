"""What binds and what a court may judge: enforceable for all parties or for none, and no more than the articles that are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreements.drafting.document import Value
from agreements.drafting.proofreading.editions import Edition
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript, Unit
from agreements.drafting.proofreading.searching import search
from agreements.model.dossier_kinds import Nature, Stage

_ENFORCEABLE = {"nl": r"\b(bindend|afdwingbaar)\b", "en": r"\b(binding|enforceable)\b"}
_PARTY = {"nl": r"de (Staat|Onderneming|Provincie|Moedermaatschappij)\b", "en": r"the (State|Company|Province|Parent)\b"}
_FOR_ONE = {
    "nl": rf"(?i)\b(voor|door|jegens|tegen|tegenover) {_PARTY['nl']}",
    "en": rf"(?i)\b(on|by|for|against|towards) {_PARTY['en']}",
}
_BINDS = {
    "nl": r"\b(bindt|binden|gebonden(?! aan (?!deze|dit))|nakoming (te )?(vorderen|eisen|verlangen|afdwingen))\b",
    "en": r"\b(binds?|bound by this|(claim|demand|enforce|require) performance)\b",
}
_OTHERS = {"nl": r"\b(andere|overige) Partij(en)?\b", "en": r"\b(other|remaining) Part(y|ies)\b"}
_ALL = {"nl": r"\bPartij(en)?\b", "en": r"\b(Party|Parties)\b"}
_ONLY = {"nl": r"(?i)\b(uitsluitend|alleen|slechts)\b", "en": r"(?i)\b(only|solely|exclusively)\b"}


def one_sided(manuscript: Manuscript, edition: Edition) -> Iterator[Finding]:
    """Yield each sentence that is about enforceability for one party: it is for all or for none (2025: 11, 23)."""
    if edition is not Edition.OF_2025:
        return
    for line in manuscript.lines:
        for start, sentence in line.sentences():
            one = _for_one(line.language, sentence)
            everybody = search(_ALL[line.language], re.sub(_OTHERS[line.language], "", sentence))
            if one and not everybody:
                yield manuscript.found("E411", line, start + one.start(), basis=f"{edition}, 11, 23")


def _for_one(language: str, sentence: str) -> re.Match[str] | None:
    """Return where a sentence makes something binding for one party, or lets one party enforce it."""
    if search(_BINDS[language], sentence):
        return search(f"(?i){_PARTY[language]}", sentence)
    return search(_FOR_ONE[language], sentence) if search(_ENFORCEABLE[language], sentence) else None


def binding(unit: Unit) -> frozenset[str]:
    """Return the clauses that an article names as the only binding ones."""
    return frozenset(target for line in unit.lines if _names_binding(line) for target in line.targets)


def _names_binding(line: Line) -> bool:
    """Say whether a line lists what binds; a line about the court only says which of them it may judge."""
    language, text = line.language, line.text
    listed = search(_ONLY[language], text) and search(_ENFORCEABLE[language], text) and not search(_COURT[language], text)
    return bool(listed and line.targets)


def binds_as_a_whole(manuscript: Manuscript, language: str) -> bool:
    """Say whether a document is an agreement in which no article lists what alone binds; W410 asks that it says so."""
    listed = any(binding(unit) for unit in manuscript.units if unit.language == language)
    return manuscript.carries_results and not listed


_WEAK = frozenset({Nature.AMBITION, Nature.INTENTION})


def bound_promises(manuscript: Manuscript, edition: Edition) -> Iterator[Finding]:
    """Yield each article that is named as binding although it holds an ambition or intention, in an EoP any promise (2025: 11)."""
    promising = {
        unit.uid for unit in manuscript.units if any(_promises(each, manuscript.stage) for line in unit.lines for each in line.inlines)
    }
    for unit in manuscript.units:
        for line in unit.lines if promising else ():
            for clause in sorted(line.targets & promising) if _names_binding(line) else ():
                yield manuscript.found("E407", line, clause=clause, basis=f"{edition}, {'11' if edition is Edition.OF_2025 else '7, 16'}")


def _promises(inline: object, stage: Stage) -> bool:
    if not isinstance(inline, Value):
        return False
    if inline.path.endswith(".nature"):
        return stage is Stage.EOP or dict(inline.exact).get("choice") in _WEAK
    return stage is Stage.EOP and inline.path.startswith("efforts[")


_COURT = {
    "nl": r"(?i)\b(rechter|rechtbank|gerecht|arbiters?|arbitrage|scheidsgerecht)\b",
    "en": r"(?i)\b(courts?|tribunals?|arbitrat(ion|ors?))\b",
}
_DISPUTE = {
    "nl": r"(?i)\b(geschil\w*|verschil(len)?|conflict(en)?|onenigheid|bevoegd|neemt kennis|beslecht\w*|voorgelegd)\b",
    "en": r"(?i)\b(disputes?|differences?|disagreements?|jurisdiction|submitted|settled)\b",
}
_WHOLE = {
    "nl": r"(?i)\b(over|uit|van|omtrent|met betrekking tot|naar aanleiding van|in verband met) (deze|dit) (?!artikel|lid\b|onderdeel)",
    "en": r"(?i)\b(about|from|out of|concerning|regarding|relating to|in connection with|under) this (?!article|paragraph|section)",
}
_EVERY = {"nl": r"(?i)\b(ieder|iedere|elk|elke|alle|andere)\b", "en": r"(?i)\b(every|each|any|all|other)\b"}


def court(manuscript: Manuscript, edition: Edition) -> Iterator[Finding]:
    """Yield each sentence that brings more before a court than the articles that bind (2003: 16; 2025: 23).

    Of what binds as a whole a court may judge all.
    """
    basis = f"{edition}, {'16' if edition is Edition.OF_2003 else '23'}"
    for document in manuscript.documents:
        if binds_as_a_whole(manuscript, document.language):
            continue
        units = [unit for unit in manuscript.units if unit.language == document.language]
        naming = {unit.uid: binding(unit) for unit in units if binding(unit)}
        allowed = frozenset(naming).union(*naming.values())
        for line in (line for unit in units for line in unit.lines):
            for start, sentence in line.sentences():
                opens = search(_COURT[line.language], sentence)
                if opens and search(_DISPUTE[line.language], sentence) and _beyond(line, start, sentence, allowed):
                    yield manuscript.found("E412", line, start + opens.start(), basis=basis)


def _beyond(line: Line, start: int, sentence: str, allowed: frozenset[str]) -> bool:
    """Say whether a sentence reaches beyond the allowed clauses; one without a reference of its own leans on those of its line."""
    own = line.targets_in(start, start + len(sentence))
    if search(_WHOLE[line.language], sentence) or not (own or line.targets) <= allowed:
        return True
    return not own and (not line.targets or bool(search(_EVERY[line.language], sentence)))
