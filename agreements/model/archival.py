"""Archival metadata as values, after MDTO 1.0.1 (Nationaal Archief): every element of the standard, in its order.

The classes have English names; `element` of a field is the name in the standard. Values are texts as they stand in the file, so that
reading and writing lose nothing; what a text may be stands in `kind`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ELEMENT, KIND = "element", "kind"


def _of(element: str, kind: str = "text", **more: Any) -> Any:  # noqa: ANN401  # stands for a field of any type, as dataclasses.field does
    return field(metadata={ELEMENT: element, KIND: kind}, **more)


def _optional(element: str, kind: str = "text") -> Any:  # noqa: ANN401  # idem
    return _of(element, kind, default=None)


def _many(element: str, kind: str = "text") -> Any:  # noqa: ANN401  # idem
    return _of(element, kind, default=())


@dataclass(frozen=True, slots=True)
class Identification:
    """A mark by which something is known, and where that mark comes from."""

    mark: str = _of("identificatieKenmerk")
    source: str = _of("identificatieBron")


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that is pointed to."""

    name: str = _of("verwijzingNaam")
    identification: Identification | None = _optional("verwijzingIdentificatie")


@dataclass(frozen=True, slots=True)
class Concept:
    """A term from a list."""

    label: str = _of("begripLabel")
    code: str | None = _optional("begripCode")
    source: Reference = _of("begripBegrippenlijst", kw_only=True)


@dataclass(frozen=True, slots=True)
class Consultation:
    """Where something can be read."""

    physical: tuple[Reference, ...] = _many("raadpleeglocatieFysiek")
    online: tuple[str, ...] = _many("raadpleeglocatieOnline", "address")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The time that the content is about."""

    kind: Concept = _of("dekkingInTijdType")
    begin: str = _of("dekkingInTijdBegindatum", "date")
    end: str | None = _optional("dekkingInTijdEinddatum", "date")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to an object."""

    kind: Concept = _of("eventType")
    when: str | None = _optional("eventTijd", "moment")
    actor: Reference | None = _optional("eventVerantwoordelijkeActor")
    result: str | None = _optional("eventResultaat")


@dataclass(frozen=True, slots=True)
class Term:
    """A period that begins with something."""

    trigger: Concept | None = _optional("termijnTriggerStartLooptijd")
    start: str | None = _optional("termijnStartdatumLooptijd", "day")
    length: str | None = _optional("termijnLooptijd", "duration")
    end: str | None = _optional("termijnEinddatum", "date")


@dataclass(frozen=True, slots=True)
class Relation:
    """How an object stands to another."""

    to: Reference = _of("gerelateerdInformatieobjectVerwijzing")
    kind: Concept = _of("gerelateerdInformatieobjectTypeRelatie")


@dataclass(frozen=True, slots=True)
class Involved:
    """A person or organisation with a part in an object."""

    kind: Concept = _of("betrokkeneTypeRelatie")
    actor: Reference = _of("betrokkeneActor")


@dataclass(frozen=True, slots=True)
class Limitation:
    """A limitation of use."""

    kind: Concept = _of("beperkingGebruikType")
    description: str | None = _optional("beperkingGebruikNadereBeschrijving")
    documents: tuple[Reference, ...] = _many("beperkingGebruikDocumentatie")
    term: Term | None = _optional("beperkingGebruikTermijn")


@dataclass(frozen=True, slots=True)
class Checksum:
    """What proves that bytes did not change, and when it was taken."""

    algorithm: Concept = _of("checksumAlgoritme")
    value: str = _of("checksumWaarde")
    made: str = _of("checksumDatum", "instant")


@dataclass(frozen=True, slots=True)
class InformationObject:
    """An informatieobject: a case file, or a record within it. What the standard requires comes by name too."""

    identification: tuple[Identification, ...] = _of("identificatie")
    name: str = _of("naam")
    level: Concept | None = _optional("aggregatieniveau")
    classification: tuple[Concept, ...] = _many("classificatie")
    keywords: tuple[str, ...] = _many("trefwoord")
    description: tuple[str, ...] = _many("omschrijving")
    consultation: tuple[Consultation, ...] = _many("raadpleeglocatie")
    time: tuple[Coverage, ...] = _many("dekkingInTijd")
    space: tuple[Reference, ...] = _many("dekkingInRuimte")
    language: tuple[str, ...] = _many("taal", "language")
    events: tuple[Event, ...] = _many("event")
    appraisal: Concept = _of("waardering", kw_only=True)
    retention: Term | None = _optional("bewaartermijn")
    category: Concept | None = _optional("informatiecategorie")
    part_of: tuple[Reference, ...] = _many("isOnderdeelVan")
    parts: tuple[Reference, ...] = _many("bevatOnderdeel")
    representations: tuple[Reference, ...] = _many("heeftRepresentatie")
    additional: tuple[Reference, ...] = _many("aanvullendeMetagegevens")
    relations: tuple[Relation, ...] = _many("gerelateerdInformatieobject")
    creators: tuple[Reference, ...] = _of("archiefvormer", kw_only=True)
    involved: tuple[Involved, ...] = _many("betrokkene")
    activity: Reference | None = _optional("activiteit")
    limitations: tuple[Limitation, ...] = _of("beperkingGebruik", kw_only=True)


@dataclass(frozen=True, slots=True)
class FileObject:
    """A bestand: the bytes that represent an object."""

    identification: tuple[Identification, ...] = _of("identificatie")
    name: str = _of("naam")
    size: int = _of("omvang")
    format: Concept = _of("bestandsformaat")
    checksums: tuple[Checksum, ...] = _of("checksum")
    address: str | None = _of("URLBestand", "address", default=None)
    represents: Reference = _of("isRepresentatieVan", kw_only=True)


LEVELS = ("Archief", "Serie", "Dossier", "Archiefstuk")
EVENTS = (
    *("Creatie", "Ontvangst", "Verzending", "Opname", "Digitalisering", "Vervanging", "Bevriezing", "Conversie", "Export", "Import"),
    *("Kopie", "Migratie", "Vernietigen", "Overbrenging", "Uitplaatsing", "Wijziging", "Publicatie", "Accordering"),
    "Validatie Handtekening",
)
APPRAISALS = {"B": "Blijvend te bewaren", "V": "Tijdelijk te bewaren", "N": "Nader te bepalen"}
INVOLVED = ("Belanghebbende", "Indiener", "Rechthebbende")
RELATIONS = (
    *("Heeft Versie", "Wordt aangehaald door", "Is vervangen door", "Is vereist door", "Is een versie van", "Refereert aan"),
    *("Vervangt", "Heeft nodig"),
)
LIMITATIONS = ("Geen beperking", "Nader te bepalen", "Overig")
ALGORITHMS = ("SHA-224", "SHA-256", "SHA-384", "SHA-512")
LISTS: dict[str, tuple[str, ...]] = {
    "Begrippenlijst Aggregatieniveaus MDTO": LEVELS,
    "Begrippenlijst EventTypeLijst MDTO": EVENTS,
    "Begrippenlijst Waarderingen MDTO": tuple(APPRAISALS.values()),
    "Begrippenlijst Relatietypen (betrokkene) MDTO": INVOLVED,
    "Begrippenlijst Relatietypen (informatieobject) MDTO": RELATIONS,
    "Begrippenlijst BeperkingGebruikTypeLijst MDTO": LIMITATIONS,
    "Begrippenlijst ChecksumAlgoritme MDTO": ALGORITHMS,
}
"""The lists of the standard by the name that files give them; all are open but that of the appraisals."""
(LEVEL_LIST, EVENT_LIST, APPRAISAL_LIST, INVOLVED_LIST, RELATION_LIST, LIMITATION_LIST, ALGORITHM_LIST) = LISTS


def listed(label: str, source: str, code: str | None = None) -> Concept:
    """Return a term from a list of that name."""
    return Concept(label, code, source=Reference(source))


def appraised(code: str) -> Concept:
    """Return the appraisal B, V or N as the standard writes it; raise KeyError for another."""
    return listed(APPRAISALS[code], APPRAISAL_LIST, code)


def sha256_of(digest: str, made: str) -> Checksum:
    """Return a SHA-256 taken at an instant. The list of the standard writes it with a hyphen, its own example without."""
    return Checksum(listed("SHA-256", ALGORITHM_LIST), digest, made)
