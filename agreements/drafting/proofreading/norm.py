"""The drafting norm: what a document must say by the Aanwijzingen voor convenanten, and by which statute.

A requirement is a row: what must be said, in which words of each language it is recognised, and which instruction of which edition asks it.
Words are looked for within one article, so that a scattered word does not count. An edition without an instruction does not ask it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agreements.drafting.document import Role, SignatureBlock, nodes
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript, Unit
from agreements.drafting.template import Norm
from agreements.model.dossier import HistoryEvent
from agreements.problems import problem


class Edition(StrEnum):
    """An edition of the Aanwijzingen voor convenanten."""

    OF_2003 = "Aanwijzingen voor convenanten (2003)"
    OF_2025 = "Aanwijzingen voor convenanten (2025)"


IN_FORCE = date(2025, 10, 11)
"""Of the edition of 2025 (BWBR0051610); what was signed before falls under that of 2003."""

TEXTS = {"nl": "@nl", "en": "@en"}


def edition_of(manuscript: Manuscript) -> Edition:
    """Return the edition for a document: that of 2003 only when it was certainly signed before the next came into force."""
    signed = [
        fact.date.last
        for fact in manuscript.dossier.history
        if fact.stage is manuscript.stage and fact.event is HistoryEvent.SIGNED and fact.date
    ]
    return Edition.OF_2003 if signed and max(signed) < IN_FORCE else Edition.OF_2025


def _always(_: Manuscript) -> bool:
    return True


def _with_provinces(manuscript: Manuscript) -> bool:
    return "province" in _signing(manuscript)


def _with_ministers(manuscript: Manuscript) -> bool:
    return "minister" in _signing(manuscript)


def _signed_apart(manuscript: Manuscript) -> bool:
    return len(_signing(manuscript)) > 1


def _signing(manuscript: Manuscript) -> list[str]:
    """Return for each place to sign the kind of party: its uid is `signature.kind.id`."""
    blocks = (node for document in manuscript.documents[:1] for node in nodes(document) if isinstance(node, SignatureBlock))
    return [block.uid.split(".")[1] for block in blocks]


def _with_binding_articles(manuscript: Manuscript) -> bool:
    return any(_binding(unit) for unit in manuscript.units)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be said: by all words of a language in one unit; with `within`, in the articles that speak of the subject, if any."""

    code: str
    basis: Mapping[Edition, str]
    nl: tuple[str, ...]
    en: tuple[str, ...]
    missing: str = ""
    part: str = ""
    within: Mapping[str, str] = field(default_factory=dict)
    when: Callable[[Manuscript], bool] = _always


def _by(*, of_2003: str = "", of_2025: str = "", law: str = "") -> dict[Edition, str]:
    """Return the basis per edition; a statute holds under both."""
    numbers = {Edition.OF_2003: of_2003, Edition.OF_2025: of_2025}
    named = {edition: f"{edition}, {number}" if number else "" for edition, number in numbers.items()}
    return {edition: "; ".join(filter(None, (name, law))) for edition, name in named.items() if name or law}


def _either_way(one: str, other: str) -> str:
    """Return a pattern for two words near each other in one line, in any order."""
    return rf"\b{one}\b.{{0,40}}\b{other}\b|\b{other}\b.{{0,40}}\b{one}\b"


_SECRECY = {"nl": r"[Gg]eheimhouding", "en": r"[Cc]onfidentiality|secrecy"}
_ENDING = {"nl": r"(beëindig|opzeg)\w*", "en": r"\b(may end|ends? the|terminat\w+)"}

# fmt: off
REQUIREMENTS = (
    Requirement("W410", _by(of_2003="16", of_2025="11, 23"), (r"\bbindend", r"\bafdwingbaar"), (r"\bbinding", r"\benforceable")),
    Requirement(
        "E413", _by(of_2025="13", law="Wet open overheid"), (r"Wet open overheid",), (r"Open Government Act",), "@woo", within=_SECRECY
    ),
    Requirement(
        "E413", _by(of_2025="13", law="Grondwet, 68"), (r"artikel 68 van de Grondwet",), (r"[Aa]rticle 68 of the Constitution",),
        "@grondwet", within=_SECRECY,
    ),
    Requirement(
        "E413", _by(law="Provinciewet, 167"), (r"artikel 167 van de Provinciewet",), (r"[Aa]rticle 167 of the Provinces Act",),
        "@provinciewet", within=_SECRECY, when=_with_provinces,
    ),
    Requirement(
        "E413", _by(law="Comptabiliteitswet 2016, hfst. 7"), (r"Rekenkamer",), (r"Court of Audit",), "@rekenkamer", within=_SECRECY
    ),
    Requirement(
        "E413", _by(law="VWEU, 108"), (r"Europese Commissie",), (r"European Commission",), "@commission", within=_SECRECY
    ),
    Requirement("W417", _by(of_2025="15–17"), (r"publiekrechtelijke (bevoegdheden|taken)",), (r"public-law (powers|tasks)",)),
    Requirement("W418", _by(of_2025="12, 24"), (r"dwingend recht",), (r"mandatory law",)),
    Requirement(
        "W419", _by(of_2025="14", law="Awb, titel 4.2"), (r"geen aanspraak op .{0,20}subsidie|subsidie .{0,60}geen aanspraak",),
        (r"[Nn]o claim to .{0,20}(grant|subsid)",),
    ),
    Requirement(
        "W420", _by(of_2003="5", of_2025="9"), (_either_way("bestuursorgaan", r"vertegenwoordig\w*\b.{0,20}\bStaat"),),
        (_either_way("administrative authority", r"represent\w*\b.{0,15}\bState"),),
        part="parties", when=_with_ministers,
    ),
    Requirement(
        "W421", _by(law="Provinciewet, 158"), (r"[Gg]edeputeerde staten .{0,60}(besloten|besluit)|besluit van gedeputeerde staten",),
        (r"Provincial Executive .{0,40}deci(ded|sion)|decision of the Provincial Executive",),
        "@gs_decision", "parties", when=_with_provinces,
    ),
    Requirement(
        "W421", _by(law="Provinciewet, 176"), (r"provincie .{0,60}vertegenwoordigd|vertegenwoordigt de [Pp]rovincie",),
        (r"[Pp]rovince .{0,60}represented|represents the [Pp]rovince",), "@province_representation", "parties", when=_with_provinces,
    ),
    Requirement(
        "W422", _by(of_2003="19", of_2025="26"), (r"\b(geldt vanaf|(treedt|treden) in werking|gaat in)\b",),
        (r"\b(comes? into effect|takes? effect|enters? into force|applies from)\b",), "@begin",
    ),
    Requirement(
        "W422", _by(of_2003="19", of_2025="26"), (r"\b(eindigt op|eindigt met ingang van|loopt tot en met)\b",),
        (r"\b(ends on|expires on|runs (until|up to and including))\b",), "@end",
    ),
    Requirement(
        "W422", _by(of_2025="26"), (r"werkt niet terug|geen terugwerkende kracht",), (r"no retroactive effect",), "@no_retroactivity",
    ),
    Requirement("W423", _by(of_2003="20", of_2025="27"), (_ENDING["nl"],), (_ENDING["en"],), "@ending"),
    Requirement("W423", _by(of_2003="20", of_2025="27"), (r"schriftelijk",), (r"\b(in writing|written)\b",), "@form", within=_ENDING),
    Requirement(
        "W423", _by(of_2003="20", of_2025="27"), (r"mededeling|meldt|kondigt|opzegtermijn|licht .{0,30} toe",),
        (r"notice|announces|notifies|explains",), "@notice", within=_ENDING,
    ),
    Requirement(
        "W423", _by(of_2025="27"), (r"schadevergoeding|vergoeding|verschuldigd|gevolgen",), (r"damages|compensation|consequences",),
        "@consequences", within=_ENDING,
    ),
    Requirement(
        "W424", _by(of_2025="23"), (r"Nederlands recht van toepassing|beheerst door Nederlands recht",),
        (r"Dutch law applies|governed (exclusively )?by Dutch law",), "@dutch_law",
    ),
    Requirement(
        "W424", _by(of_2003="16", of_2025="23"), (r"(rechter|rechtbank) (in |te )?Den Haag",), (r"court (in|of) The Hague",),
        "@court", when=_with_binding_articles,
    ),
    Requirement("W425", _by(of_2025="28"), (r"exemplaren",), (r"counterparts",), when=_signed_apart),
    Requirement("W426", _by(of_2025="10"), (r"gelijke (omstandigheden|gevallen)",), (r"(equal|comparable|the same) circumstances",)),
    Requirement("W427", _by(of_2003="25", of_2025="29"), (r"Staatscourant",), (r"Staatscourant|Government Gazette",)),
    Requirement("W428", _by(of_2025="15", law="Awb, 3:4"), (r"belangen van",), (r"interests of",), part="recitals"),
    Requirement(
        "W429", _by(of_2003="21", of_2025="25"), (r"gewijzigd|wijziging", r"schriftelijk"), (r"amend", r"\b(in writing|written)\b"),
    ),
)
# fmt: on


def norm(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what a document lacks or says against the norm of its template; nothing for a template without one."""
    if manuscript.template.about.norm is not Norm.CONVENANTS:
        return
    edition = edition_of(manuscript)
    for requirement in REQUIREMENTS:
        if edition in requirement.basis and requirement.when(manuscript):
            for document in manuscript.documents:
                yield from _unmet(requirement, requirement.basis[edition], manuscript, document.language)
    yield from _one_sided(manuscript, edition)
    yield from _court(manuscript, edition)


def _unmet(requirement: Requirement, basis: str, manuscript: Manuscript, language: str) -> Iterator[Finding]:
    """Yield a finding when no unit says what is required: at the article on the subject, else at the plan of the document."""
    part = f"part.{requirement.part}" if requirement.part else ""
    units = [unit for unit in manuscript.units if unit.language == language and part in {"", unit.uid}]
    if requirement.within:
        units = [unit for unit in units if unit.role is Role.ARTICLE and re.search(requirement.within[language], unit.text)]
        if not units:
            return
    words = requirement.nl if language == "nl" else requirement.en
    if not any(all(re.search(word, unit.text) for word in words) for unit in units):
        subject = max(units, key=lambda unit: _mentions(requirement, unit)).uid if requirement.within else ""
        where = manuscript.clause_at(subject) if subject else manuscript.plan(requirement.part)
        yield Finding(problem(requirement.code, where, basis=basis, missing=requirement.missing, text=TEXTS[language]), subject)


def _mentions(requirement: Requirement, unit: Unit) -> int:
    return len(re.findall(requirement.within[unit.language], unit.text))


_ENFORCEABLE = {"nl": r"\b(bindend|afdwingbaar)\b", "en": r"\b(binding|enforceable)\b"}
_ONE = {
    "nl": r"\b(voor|door|jegens|tegen|tegenover) de (Staat|Onderneming|Provincie|Moedermaatschappij)\b",
    "en": r"\b(on|by|for|against|towards) the (State|Company|Province|Parent)\b",
}
_ALL = {"nl": r"\bPartij(en)?\b", "en": r"\b(Party|Parties)\b"}
_ONLY = {"nl": r"\b(uitsluitend|alleen|slechts)\b", "en": r"\bonly\b"}
_COURT = {"nl": r"\b(rechter|rechtbank)\b", "en": r"\bcourt\b"}
_DISPUTE = {"nl": r"\b[Gg]eschil", "en": r"\b[Dd]ispute"}


def _one_sided(manuscript: Manuscript, edition: Edition) -> Iterator[Finding]:
    """Yield each sentence that is about enforceability for one party: it is for all or for none (2003: 16; 2025: 11, 23)."""
    basis = f"{edition}, {'16' if edition is Edition.OF_2003 else '11, 23'}"
    for line in manuscript.lines:
        for start, sentence in line.sentences():
            one = re.search(_ONE[line.language], sentence)
            if one and re.search(_ENFORCEABLE[line.language], sentence) and not re.search(_ALL[line.language], sentence):
                yield manuscript.found("E411", line, start + one.start(), basis=basis)


def _binding(unit: Unit) -> frozenset[str]:
    """Return the clauses that an article names as the only binding ones."""
    return frozenset(target for line in unit.lines if _names_binding(line) for target in line.targets)


def _names_binding(line: Line) -> bool:
    return bool(re.search(_ONLY[line.language], line.text) and re.search(_ENFORCEABLE[line.language], line.text) and line.targets)


def _court(manuscript: Manuscript, edition: Edition) -> Iterator[Finding]:
    """Yield each line that brings more before the court than the articles that bind (2003: 16; 2025: 23)."""
    basis = f"{edition}, {'16' if edition is Edition.OF_2003 else '23'}"
    for document in manuscript.documents:
        units = [unit for unit in manuscript.units if unit.language == document.language]
        naming = {unit.uid: _binding(unit) for unit in units if _binding(unit)}
        allowed = frozenset(naming).union(*naming.values())
        for line in (line for unit in units for line in unit.lines):
            opens = re.search(_COURT[line.language], line.text)
            if opens and re.search(_DISPUTE[line.language], line.text) and not (line.targets and line.targets <= allowed):
                yield manuscript.found("E412", line, opens.start(), basis=basis)
