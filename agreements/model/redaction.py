"""What may be withheld from a public copy, on which ground, and what may not: the file of redactions, read with the place of every fault.

Source of the grounds: Wet open overheid (Woo), art. 5.1, first and second paragraph. Source of what they do not reach: the seventh
paragraph, by which neither applies to environmental information about emissions into the environment. Other grounds of that law are not
for an issued agreement between parties, or ask for a weighing that no file can hold; what needs one is for a lawyer, outside this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreements.model.dossier_kinds import Indicator
from agreements.model.placed import Placed
from agreements.model.reading import read_file
from agreements.model.values import LocalText
from agreements.problems import Problem
from agreements.sources import Source, parse_yaml


class Ground(StrEnum):
    """A ground of art. 5.1 Woo: article, paragraph and letter."""

    CROWN = "5.1-1-a"
    SECURITY = "5.1-1-b"
    CONFIDENTIAL_BUSINESS = "5.1-1-c"
    SPECIAL_PERSONAL_DATA = "5.1-1-d"
    IDENTITY_NUMBERS = "5.1-1-e"
    INTERNATIONAL = "5.1-2-a"
    STATE_FINANCE = "5.1-2-b"
    PROSECUTION = "5.1-2-c"
    INSPECTION = "5.1-2-d"
    PRIVACY = "5.1-2-e"
    OTHER_BUSINESS = "5.1-2-f"
    ENVIRONMENT = "5.1-2-g"
    SAFETY = "5.1-2-h"
    GOVERNMENT = "5.1-2-i"


GROUNDS: Mapping[Ground, LocalText] = {
    Ground.CROWN: LocalText("de eenheid van de Kroon", "the unity of the Crown"),
    Ground.SECURITY: LocalText("de veiligheid van de Staat", "the security of the State"),
    Ground.CONFIDENTIAL_BUSINESS: LocalText(
        "bedrijfs- en fabricagegegevens die vertrouwelijk aan de overheid zijn meegedeeld",
        "business and manufacturing data given to the government in confidence",
    ),
    Ground.SPECIAL_PERSONAL_DATA: LocalText("bijzondere en strafrechtelijke persoonsgegevens", "special and criminal-law personal data"),
    Ground.IDENTITY_NUMBERS: LocalText("wettelijke identificatienummers van personen", "statutory numbers that identify persons"),
    Ground.INTERNATIONAL: LocalText(
        "de betrekkingen van Nederland met andere landen en met internationale organisaties",
        "the relations of the Netherlands with other countries and international organisations",
    ),
    Ground.STATE_FINANCE: LocalText(
        "de economische of financiële belangen van de Staat, andere publiekrechtelijke lichamen of bestuursorganen",
        "the economic or financial interests of the State, other public bodies or administrative authorities",
    ),
    Ground.PROSECUTION: LocalText(
        "de opsporing en vervolging van strafbare feiten", "the investigation and prosecution of criminal offences"
    ),
    Ground.INSPECTION: LocalText(
        "de inspectie, controle en toezicht door bestuursorganen", "inspection, control and supervision by administrative authorities"
    ),
    Ground.PRIVACY: LocalText("de eerbiediging van de persoonlijke levenssfeer", "respect for privacy"),
    Ground.OTHER_BUSINESS: LocalText(
        "andere concurrentiegevoelige bedrijfs- en fabricagegegevens", "other business and manufacturing data sensitive to competition"
    ),
    Ground.ENVIRONMENT: LocalText(
        "de bescherming van het milieu waarop de informatie betrekking heeft", "protection of the environment that the information is about"
    ),
    Ground.SAFETY: LocalText(
        "de beveiliging van personen en bedrijven en het voorkomen van sabotage",
        "the security of persons and companies and the prevention of sabotage",
    ),
    Ground.GOVERNMENT: LocalText(
        "het goed functioneren van de Staat, andere publiekrechtelijke lichamen of bestuursorganen",
        "the proper functioning of the State, other public bodies or administrative authorities",
    ),
}
"""What each ground protects, in the words of the law but shorter."""

_ORDINALS = {"1": "eerste", "2": "tweede"}


def cited(ground: Ground, language: str) -> str:
    """Return a ground as a sentence of the list of redactions cites it, with what it protects."""
    article, paragraph, letter = ground.value.split("-")
    source = (
        f"Artikel {article}, {_ORDINALS[paragraph]} lid, onder {letter}"
        if language == "nl"
        else f"Article {article}({paragraph})({letter})"
    )
    return f"{source}: {GROUNDS[ground].in_language(language)}"


def mark(number: int, ground: Ground) -> str:
    """Return what is printed in the place of withheld words: "[1 – 5.1.2.e Woo]", which no line breaks."""
    return f"[{number} – {ground.value.replace('-', '.')} Woo]".replace(" ", "\u00a0")


# Emissions


NO_EMISSION = frozenset({Indicator.NATURAL_GAS, Indicator.FRESH_WATER, Indicator.CIRCULARITY, Indicator.ENERGY})
"""What a company uses, which is no release into the environment. Of every other indicator a lawyer must say so."""

_EMISSIONS = re.compile(
    r"CO[2₂]|NO[xₓ]|NH[3₃]|SO[2₂xₓ]|(?<!d)emissi|uitst(?:oot|ot)|broeikas|greenhouse|klimaatneutra|climate.neutral|stikstof|nitrogen|ammonia"
    r"|methaan|methane|lachgas|nitrous|fijnstof|particulate|\broet|\bsoot|\bZZS\b|zorgwekkende stof|of very high concern|\bPFAS|zwavel"
    r"|sulph|benzeen|benzene|kwik|mercury|dioxi|geur|odour|geluid|noise|\bloz(?:ing|en)|afvalwater|waste.water|discharg",
    re.IGNORECASE,
)


def speaks_of_emissions(words: str) -> bool:
    """Say whether words may be about emissions: a gas or substance, a release or a nuisance is named in them (but no "demissionair")."""
    return _EMISSIONS.search(words) is not None


# The file


@dataclass(frozen=True, slots=True, kw_only=True)
class LawyersWord(Placed):
    """What a lawyer said of a passage: that it is `no` information about emissions, and why. `by` is a person of the office."""

    no: bool
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionEntry(Placed):
    """A passage to withhold: where, which words (all, when none are given), on which ground, and what a lawyer said of emissions."""

    place: str = field(metadata={"key": "at"})
    ground: Ground
    text: str = ""
    emissions: LawyersWord | None = None

    @property
    def cleared(self) -> bool:
        """Whether a lawyer said that it is no information about emissions."""
        return self.emissions is not None and self.emissions.no


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionFile(Placed):
    """The whole file."""

    format: int
    redactions: tuple[RedactionEntry, ...] = ()


def read_redactions(source: Source, faults: list[Problem]) -> RedactionFile | None:
    """Return what a file of redactions says, adding every fault in it to `faults`; None when it cannot be used."""
    node, found = parse_yaml(source)
    faults += found
    return read_file(node, RedactionFile, faults) if node is not None else None
