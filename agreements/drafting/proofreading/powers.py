"""What no agreement can give: a grant, a permit, a law, or less supervision. It takes a decision, weighed and published by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agreements.drafting.document import Value
from agreements.drafting.proofreading.editions import Edition, edition_of
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript, Unit
from agreements.drafting.proofreading.negation import denied
from agreements.drafting.proofreading.searching import search
from agreements.drafting.template import Norm
from agreements.model.dossier_kinds import EffortKind

_AUTHORITY = {
    "nl": r"(?i)\b(staat|provincie|bestuursorgaan|gedeputeerde staten|minister|staatssecretaris)\b",
    "en": r"(?i)\b(state|province|administrative authority|provincial executive|minister)\b",
}
_MONEY = {
    "nl": r"(\w*subsidies?|financi[eë]le (bijdrage|steun|ondersteuning)|overheidsbijdrage)\b",
    "en": r"(grants?|subsid(y|ies)|funding|financial (contribution|support|aid))\b",
}


def _verb(objects: str) -> str:
    """Return what shows that "grants" and "issues" are verbs: an article or pronoun, or the object itself, at most one word further."""
    return (
        r"(?=(the|a|an|any|all|each|every|its|it|them)\b"
        rf"|((?!(and|or|of|for|with|about|around|on|in|to|by|from|over)\b)\w+ )?{objects})"
    )


_GRANT = {
    "nl": r"(?i)\b(verleent|verlenen|verstrekt|verstrekken|kent|kennen|garandeert|garanderen|ontvangt|ontvangen|krijgt|krijgen"
    rf"|betaalt|betalen)\b.{{0,60}}\b{_MONEY['nl']}|\b{_MONEY['nl']}.{{0,40}}"
    rf"\b(te verlenen|toe te kennen|te verstrekken|verleend|verstrekt|toegekend)\b"
    rf"|\bstel(t|len)\b.{{0,60}}\b{_MONEY['nl']}.{{0,20}}\bbeschikbaar\b|\bstel(t|len)\b.{{0,20}}\bbeschikbaar\b.{{0,60}}\b{_MONEY['nl']}"
    r"|\bdra(agt|gen) financieel bij\b",
    "en": rf"(?i)\b(awards?|grants {_verb(_MONEY['en'])}|guarantees?|receives?|provides?|pays?|will (award|grant|provide|pay|receive)"
    rf"|makes? available)\b.{{0,60}}\b{_MONEY['en']}|\b{_MONEY['en']}.{{0,40}}\b(awarded|provided|paid|granted)\b"
    rf"|\bmakes?\b.{{0,20}}\b{_MONEY['en']}.{{0,20}}\bavailable\b"
    r"|\bcontributes? financially\b",
}
_PERMISSION = {
    "nl": r"(\w*vergunning(en)?|ontheffing(en)?|vrijstelling(en)?)\b",
    "en": r"(permits?|exemptions?|dispensations?)\b",
}
_NEAR = {"nl": r"(?:(?!\b(van|over|inzicht)\b).){0,60}", "en": r"(?:(?!\b(of|about|insight)\b).){0,60}"}
"""What may stand between a verb and its object: not as in insight into, or a copy of, a permit."""
_PERMIT = {
    "nl": r"(?i)\b(verleent|verlenen|garandeert|garanderen|geeft|geven|krijgt|krijgen|ontvangt|ontvangen|verstrekt|verstrekken)\b"
    rf"{_NEAR['nl']}\b{_PERMISSION['nl']}|\b{_PERMISSION['nl']}.{{0,60}}\b(te verlenen|verleent|verleend|afgegeven|verstrekt)\b"
    r"|\b(positie(f|ve)|gunstige?) (besluit|beschikking|beslissing)|\bbesli(st|ssen) (positief|gunstig)\b",
    "en": rf"(?i)\b((grants?|issues?) {_verb(_PERMISSION['en'])}|granting|issuing|guarantees?|receives?|obtains?|gets?)\b"
    rf"{_NEAR['en']}\b{_PERMISSION['en']}|\b{_PERMISSION['en']}.{{0,40}}\b(granted|issued)\b"
    r"|\b(favourable|positive) (decision|ruling)|\bdecides? (favourably|positively)\b",
}
_RULES = r"\b\w*(bevoegdhe\w+|regels|regelgeving|voorschriften)\b"
_WAIVED = {
    "nl": r"(?i)\b(ziet|zien) (\w+ ){0,3}af van\b.{0,60}\b(handhav\w+|toezicht|bevoegdhe\w+|maatregelen|sancties)"
    rf"|\b(handhaaft|handhaven|gebruikt|gebruiken)\b[^;]{{0,40}}{_RULES}[^;]{{0,40}}\bniet\b|\b(handhaaft|handhaven) (dan )?niet\b"
    rf"|{_RULES}[^;]{{0,40}}\bniet (handhaaft|handhaven|gebruikt|gebruiken)\b|\bbevoegdhe\w+\b.{{0,40}}\bgeen gebruik\b"
    r"|\bgeen gebruik\b.{0,40}\bbevoegdhe\w+"
    r"|\bgedo(ogt|gen)\b",
    "en": r"(?i)\b(refrains?|abstains?) from\b.{0,40}\b(enforc\w+|supervis\w+|us(e|ing) (its|their) powers|measures|sanctions)"
    r"|\b(not|never) (use|exercise|enforce)\b.{0,40}\b(powers?|rules?|law|permits?)"
    r"|\b(waives?|suspends?)\b.{0,40}\b(enforcement|supervision|powers?)\b",
}
_LAW = {
    "nl": r"(?i)\b(\w*wet(ten|geving|svoorstel\w*|boek)?|\w*regelgeving|verordening(en)?|ministeriële regeling"
    r"|algemene maatregel van bestuur)\b",
    "en": r"(?i)\b(legislation|acts?|bills?|laws?|regulations?|statut(e|es|ory instruments?)|ordinances?)\b",
}
_CHANGED = {
    "nl": r"(?i)\b(wijzigt|wijzigen|aanpassen|past\b.{0,60}\baan|aan te passen|dient\b.{0,60}\bin|in te dienen"
    r"|stelt\b.{0,60}\bvast|vast te stellen"
    r"|trekt\b.{0,60}\bin|in te trekken|voert\b.{0,60}\bin|in te voeren)\b",
    "en": r"(?i)\b(amends?|changes?|adapts?|introduces?|submits?|adopts?|repeals?)\b",
}
_NOT_ENFORCEABLE = {"nl": r"\b(niet|geen)\b[^.]{0,40}\bafdwingbaar\b", "en": r"\b(not|no)\b[^.]{0,40}\benforceable\b"}

_HARMLESS = {
    "nl": r"(?i)\bbij (\w+ )?(besluit|beschikking)\b|\bblijkt uit\b|\bwelke \w*subsid",
    "en": r"(?i)\bby (\w+ )?(decision|decree)\b|\bwhich (grants?|subsid)",
}
"""A grant by decision, or the question which grant there is."""
_BY_DECISION = {
    "nl": r"(?i)\b(krachtens|overeenkomstig|volgens|op grond van) (de|het|een) (\w+ )?(besluit|beschikking)\b",
    "en": r"(?i)\b(by|under|in accordance with|pursuant to) (the|a) (\w+ )?decision\b",
}
"""In an agreement that carries out a decision (Awb, 4:36), what is paid by that decision."""
_OPEN = {
    "nl": r"(?i)\b(of|als|indien|zodra|wanneer|mits|tenzij|voor zover|nadat|voordat|afhankelijk)\b",
    "en": r"(?i)\b(whether|if|when|once|unless|provided that|in so far as|after|before|until|depends?)\b",
}
_PERMIT_BASIS = {Edition.OF_2003: f"{Edition.OF_2003}, 9; Awb, 3:4", Edition.OF_2025: f"{Edition.OF_2025}, 3, 15–17; Awb, 3:4"}
_POWERS_BASIS = {Edition.OF_2003: f"{Edition.OF_2003}, 9, 10", Edition.OF_2025: f"{Edition.OF_2025}, 15–17"}


def powers(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each sentence that gives away what takes a public decision."""
    if manuscript.template.about.norm is not Norm.CONVENANTS:
        return
    edition = edition_of(manuscript)
    for line in manuscript.lines:
        for start, sentence in line.sentences():
            yield from _granted(manuscript, line, start, sentence)
            yield from _permitted(manuscript, line, start, sentence, _PERMIT_BASIS[edition])
            waived = search(_WAIVED[line.language], sentence)
            if waived and search(_AUTHORITY[line.language], sentence):
                yield manuscript.found("E408", line, start + waived.start(), word=waived.group(), basis=_POWERS_BASIS[edition])
    if edition is Edition.OF_2025:
        for unit in manuscript.units:
            if not search(_NOT_ENFORCEABLE[unit.language], unit.text):
                yield from _legislation(manuscript, unit, f"{edition}, 11")


def _granted(manuscript: Manuscript, line: Line, start: int, sentence: str) -> Iterator[Finding]:
    """A grant takes a decision (Awb, titel 4.2): whoever gets or gives it here gets it by agreement."""
    promised = search(_GRANT[line.language], sentence)
    harmless = [_HARMLESS, *([_BY_DECISION] if manuscript.carries_results else [])]
    decided = any(search(words[line.language], sentence) for words in harmless)
    if promised and not decided and not denied(line.language, sentence, promised):
        yield manuscript.found("E414", line, start + promised.start(), word=promised.group(), basis="Awb, titel 4.2")


def _permitted(manuscript: Manuscript, line: Line, start: int, sentence: str, basis: str) -> Iterator[Finding]:
    """A permit is promised when an authority gives it, or when it is simply said to come; not when it is a condition or a question."""
    promised = search(_PERMIT[line.language], sentence)
    if promised is None or denied(line.language, sentence, promised):
        return
    given = search(_AUTHORITY[line.language], sentence[: promised.end()])
    if given or not search(_OPEN[line.language], sentence):
        yield manuscript.found("E415", line, start + promised.start(), word=promised.group(), basis=basis)


def _legislation(manuscript: Manuscript, unit: Unit, basis: str) -> Iterator[Finding]:
    """Yield each effort on legislation, and each sentence that promises it, in an article that does not say: not enforceable."""
    efforts = {f"efforts[{effort.id}].": effort.id for effort in manuscript.dossier.efforts if effort.kind is EffortKind.REGULATION}
    for line in unit.lines:
        named = set(_named(line, efforts))
        for name in sorted(named):
            yield manuscript.found("E416", line, id=name, basis=basis)
        for start, sentence in line.sentences() if not named else ():
            law, changed = search(_LAW[line.language], sentence), search(_CHANGED[line.language], sentence)
            if law and changed and search(_AUTHORITY[line.language], sentence) and not denied(line.language, sentence, changed):
                yield manuscript.found("E416", line, start + law.start(), id=law.group(), basis=basis)


def _named(line: Line, efforts: Mapping[str, str]) -> Iterator[str]:
    for inline in line.inlines:
        if isinstance(inline, Value):
            yield from (name for prefix, name in efforts.items() if inline.path.startswith(prefix))
