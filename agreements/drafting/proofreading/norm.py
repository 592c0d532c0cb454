"""The drafting norm: what a document must say by the Aanwijzingen voor convenanten, and by which statute.

A requirement is a row: what must be said, in which words of each language it is recognised, and which instruction of which edition asks it.
Words are looked for within one article, so that a scattered word does not count. An edition without an instruction does not ask it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from agreements.drafting.document import Role, SignatureBlock, nodes
from agreements.drafting.proofreading.binding import binding, binds_as_a_whole, bound_promises, court, one_sided
from agreements.drafting.proofreading.editions import Edition, edition_of
from agreements.drafting.proofreading.manuscript import Finding, Manuscript, Unit
from agreements.drafting.proofreading.searching import search
from agreements.drafting.template import Norm
from agreements.problems import problem

TEXTS = {"nl": "@nl", "en": "@en"}


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


def _soft(manuscript: Manuscript) -> bool:
    return not manuscript.carries_results


def _hard(manuscript: Manuscript) -> bool:
    return manuscript.carries_results


def _with_binding_articles(manuscript: Manuscript) -> bool:
    whole = any(binds_as_a_whole(manuscript, document.language) for document in manuscript.documents)
    return whole or any(binding(unit) for unit in manuscript.units)


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


def _in_one_sentence(one: str, other: str) -> str:
    """Return a pattern for two words in one sentence, in any order."""
    return rf"(?i)\b{one}\b[^.]*\b{other}\b|\b{other}\b[^.]*\b{one}\b"


def _denied(language: str, word: str) -> str:
    """Return a pattern for a word that a negation stands before, in the same sentence."""
    return rf"(?i)\b{'(geen|niet|noch)' if language == 'nl' else '(not|no|none|neither|nor)'}\b[^.]{{0,80}}\b{word}"


def _affirmed(language: str, word: str) -> str:
    """Return a pattern for a word that no negation stands before in its sentence."""
    denying = "(geen|niet|noch)" if language == "nl" else "(not|no|none|neither|nor)"
    return rf"(?im)(^|[.;:]\s)((?!\b{denying}\b)[^.;:\n])*{word}"


_SECRECY = {"nl": r"[Gg]eheimhouding|[Vv]ertrouwelijk", "en": r"[Cc]onfidential|[Ss]ecre(cy|t)"}
_UNTOUCHED = {
    "nl": _in_one_sentence(
        r"publiekrechtelijke (bevoegdhe(id|den)|ta(ak|ken))",
        "(onverlet|onaangetast|geen afbreuk|niet af aan|niet beperkt|beperkt niet|onverminderd)",
    ),
    "en": _in_one_sentence(
        "public-law (powers?|tasks?|authority)", "(unaffected|not (affect|limit|restrict|detract|prejudice)|without prejudice)"
    ),
}
_NO_GROUND = {"nl": r"(?!grond\b|verzoek\b|basis\b|de dag\b)", "en": r"(?!the ground|the basis|request\b|the day\b)"}
_PUBLISHED = r"(?<!niet )(?<!niet wordt )(?<!niet worden )\b(publice\w+|gepubliceerd|bekend\w*|openbaar)"
_ENDING = {"nl": r"(beëindig|opzeg)\w*", "en": r"\b(may end|ends? the|terminat\w+)"}

# fmt: off
REQUIREMENTS = (
    Requirement(
        "W410", _by(of_2003="16", of_2025="11, 23"), (_affirmed("nl", r"\bbindend"), _affirmed("nl", r"\bafdwingbaar")),
        (_affirmed("en", r"\bbinding"), _affirmed("en", r"\benforceable")), when=_hard,
    ),
    Requirement(
        "W410", _by(of_2003="16", of_2025="11, 23"), (_denied("nl", "bindend"), _denied("nl", "afdwingbaar")),
        (_denied("en", "binding"), _denied("en", "enforceable")), when=_soft,
    ),
    Requirement(
        "E413", _by(of_2003="25", of_2025="13", law="Wet open overheid"), (r"Wet open overheid|\bWoo\b",),
        (r"Open Government Act|Wet open overheid|\bWoo\b",), "@woo", within=_SECRECY,
    ),
    Requirement(
        "E413", _by(of_2025="13", law="Grondwet, 68"), (r"artikel 68,?( van de)? (Grondwet|Gw)\b",),
        (r"[Aa]rticle 68,? of the (Dutch )?Constitution",),
        "@grondwet", within=_SECRECY,
    ),
    Requirement(
        "E413", _by(law="Provinciewet, 167"), (r"artikel 167,?( van de)? Provinciewet",),
        (r"[Aa]rticle 167,? of the (Dutch )?Provinc(es|ial) Act",),
        "@provinciewet", within=_SECRECY, when=_with_provinces,
    ),
    Requirement(
        "E413", _by(law="Comptabiliteitswet 2016, hfst. 7"), (r"Rekenkamer",), (r"Court of Audit",), "@rekenkamer", within=_SECRECY
    ),
    Requirement(
        "E413", _by(law="VWEU, 108"), (r"Europese Commissie",), (r"European Commission",), "@commission", within=_SECRECY
    ),
    Requirement(
        "W417", _by(of_2025="15–17"), (_UNTOUCHED["nl"],), (_UNTOUCHED["en"],),
    ),
    Requirement(
        "W418", _by(of_2025="12, 24"), (r"dwingend(rechtelijke| recht|e (wets)?bepaling)", r"\b(strijd\w*|onverminderd|onverenigbaar)\b"),
        (r"mandatory (law|rules?|provisions?|statut\w+)",
         r"(?i)\b(conflict\w*|contrary|breach|inconsistent|incompatible|without prejudice)\b"),
    ),
    Requirement(
        "W419", _by(of_2025="14", law="Awb, titel 4.2"),
        (r"(?i)geen (aanspraak|recht) op .{0,20}subsidie|subsidie .{0,60}geen (aanspraak|recht)",),
        (r"(?i)no (claim|right|entitlement) to .{0,20}(grant|subsid)|not entitled to .{0,20}(grant|subsid)",),
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
        "W422", _by(of_2003="19", of_2025="26"),
        (rf"\b(eindigt( van rechtswege)? (op|uiterlijk op|met ingang van)|vervalt op|loopt (af op|tot( en met)?)) {_NO_GROUND['nl']}",),
        (rf"\b(ends?|expires?|lapses?|terminates?) (automatically )?on {_NO_GROUND['en']}|\b(runs|is valid) (until|up to)\b",), "@end",
    ),
    Requirement(
        "W422", _by(of_2025="26"), (r"werkt niet terug|(geen|zonder) terugwerkende kracht",),
        (r"(no|without) retroactive effect|not (apply|operate) retroactively",), "@no_retroactivity",
    ),
    Requirement("W423", _by(of_2003="20", of_2025="27"), (_ENDING["nl"],), (_ENDING["en"],), "@ending"),
    Requirement("W423", _by(of_2003="20", of_2025="27"), (r"schriftelijk",), (r"\b(in writing|written)\b",), "@form", within=_ENDING),
    Requirement(
        "W423", _by(of_2003="20", of_2025="27"), (r"mededeling|meldt|kondigt|deelt .{0,60}mee|opzegtermijn",),
        (r"notice|announces|notifies|informs",), "@notice", within=_ENDING,
    ),
    Requirement(
        "W423", _by(of_2025="27"), (r"schadevergoeding|vergoeding|verschuldigd|gevolgen",), (r"damages|compensation|consequences",),
        "@consequences", within=_ENDING,
    ),
    Requirement(
        "W424", _by(of_2025="23"),
        (r"(?<!geen )(?<!niet )(het )?Nederlandse? recht van toepassing|beheerst door (het )?Nederlandse? recht",),
        (r"Dutch law applies|governed (exclusively )?by (Dutch law|the law of the Netherlands)",), "@dutch_law",
    ),
    Requirement(
        "W424", _by(of_2025="23"), (r"(rechter|rechtbank) (in |te )?(Den Haag|’s-Gravenhage)|Haagse rechter",),
        (r"courts? (in|of|at) The Hague|The Hague District Court",),
        "@court", when=_with_binding_articles,
    ),
    Requirement(
        "W425", _by(of_2025="28"), (r"\bexempla(ar|ren)\b[^.]{0,60}\bondertekend", r"\b(samen|tezamen|gezamenlijk)\b"),
        (r"counterparts", r"\btogether\b"),
        when=_signed_apart,
    ),
    Requirement(
        "W426", _by(of_2003="6", of_2025="10"),
        (r"(?i)\b(gelijke|vergelijkbare|dezelfde) (omstandigheden|gevallen|positie)",
         r"(?i)\b(dezelfde|gelijke) (mogelijkhe(id|den)|kans(en)?|behandel\w*)|gelijk behandeld"),
        (r"(?i)\b(equal|comparable|similar|the same) circumstances",
         r"(?i)\b(the same|equal) (opportunit\w+|chances?|treatment)|treated equally"),
    ),
    Requirement(
        "W427", _by(of_2003="25", of_2025="29"),
        (rf"{_PUBLISHED} in de Staatscourant|in de Staatscourant (gepubliceerd|bekend|geplaatst)",),
        (r"(?<!not )(?<!not be )(published|publishes|publication) in the (Government Gazette|Staatscourant)",),
    ),
    Requirement("W428", _by(of_2003="11", of_2025="15", law="Awb, 3:4"), (r"belangen van",), (r"interests of",), part="recitals"),
    Requirement(
        "W429", _by(of_2003="21", of_2025="25"), (r"gewijzigd|wijziging", r"schriftelijk"), (r"amend", r"\b(in writing|written)\b"),
    ),
)
# fmt: on


OF_AMENDMENT = frozenset({"W417", "W420", "W421", "W422", "W425", "W427", "W428"})
"""What an amendment says itself: it is made, signed and published as the covenant was (2025: 25). The rest stands in the covenant."""


def _asked(norm: Norm) -> tuple[Requirement, ...]:
    """Return the requirements of a norm; an amendment ends with what it amends, so it needs no end of its own."""
    if norm is Norm.CONVENANTS:
        return REQUIREMENTS
    return tuple(each for each in REQUIREMENTS if each.code in OF_AMENDMENT and each.missing != "@end")


def norm(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what a document lacks or says against the norm of its template; nothing for a template without one."""
    chosen = manuscript.template.about.norm
    if chosen is None:
        return
    edition = edition_of(manuscript)
    for requirement in _asked(chosen):
        if edition in requirement.basis and requirement.when(manuscript):
            for document in manuscript.documents:
                yield from _unmet(requirement, requirement.basis[edition], manuscript, document.language)
    if chosen is Norm.AMENDMENT:
        return
    yield from one_sided(manuscript, edition)
    yield from bound_promises(manuscript, edition)
    yield from court(manuscript, edition)


def _unmet(requirement: Requirement, basis: str, manuscript: Manuscript, language: str) -> Iterator[Finding]:
    """Yield a finding when no unit says what is required: at the article on the subject, else at the plan of the document.

    An annex does not count: it may hold the form of another document, which has a court and a law of its own.
    """
    part = f"part.{requirement.part}" if requirement.part else ""
    read = [unit for unit in manuscript.units if unit.language == language and unit.role is not Role.ANNEX]
    units = [unit for unit in read if part in {"", unit.uid}]
    if requirement.within:
        units = [unit for unit in units if unit.role is Role.ARTICLE and search(requirement.within[language], unit.text)]
        if not units:
            return
    words = requirement.nl if language == "nl" else requirement.en
    if not any(all(search(word, unit.text) for word in words) for unit in units):
        subject = max(units, key=lambda unit: _mentions(requirement, unit)).uid if requirement.within else ""
        where = manuscript.clause_at(subject) if subject else manuscript.plan(requirement.part)
        yield Finding(problem(requirement.code, where, basis=basis, missing=requirement.missing, text=TEXTS[language]), subject)


def _mentions(requirement: Requirement, unit: Unit) -> int:
    return len(re.findall(requirement.within[unit.language], unit.text))
