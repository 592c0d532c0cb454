"""A case file as a plain value: what is known of a company and its agreement, and which documents belong to it, by their SHA-256."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreements.model.archival import Concept, Coverage, Event, Identification, Involved, Limitation, Reference, Term, appraised
from agreements.model.values import LocalText


class Role(StrEnum):
    """What a document is in a case file."""

    SIGNED = "signed"
    ISSUED = "issued"
    WORD = "word"
    VERSION = "version"
    VERIFICATION = "verification"
    AUDIT_TRAIL = "audit-trail"
    RECEIPT = "receipt"
    AUTHORITY = "authority"
    ADVICE = "advice"
    DECISION = "decision"
    PUBLICATION = "publication"
    SCAN = "scan"
    SUBSTITUTION = "substitution"
    TREE = "tree"
    PUBLIC_COPY = "public-copy"
    REDACTIONS = "redactions"
    OTHER = "other"


ROLES: dict[Role, LocalText] = {
    Role.SIGNED: LocalText("het ondertekende document", "the signed document"),
    Role.ISSUED: LocalText("het document zoals het ter ondertekening is uitgegeven", "the document as issued for signature"),
    Role.WORD: LocalText("het document in Word", "the document in Word"),
    Role.VERSION: LocalText("een versie die is verzonden of ontvangen", "a version that was sent or received"),
    Role.VERIFICATION: LocalText("het verslag van de controle van de handtekeningen", "the report on the signatures"),
    Role.AUDIT_TRAIL: LocalText("wie wanneer wat deed, een gebeurtenis per regel", "who did what when, one event a line"),
    Role.RECEIPT: LocalText("het ontvangstbewijs van het register", "the receipt of the record"),
    Role.AUTHORITY: LocalText("het bewijs van tekenbevoegdheid", "the proof of signing authority"),
    Role.ADVICE: LocalText("een advies", "an advice"),
    Role.DECISION: LocalText("een besluit", "a decision"),
    Role.PUBLICATION: LocalText("de vindplaats van de bekendmaking", "where it was published"),
    Role.SCAN: LocalText("een scan van papier; een kopie", "a scan of paper; a copy"),
    Role.SUBSTITUTION: LocalText("het vervangingsbesluit", "the decision on substitution"),
    Role.TREE: LocalText("de tekst als gegevens", "the text as data"),
    Role.PUBLIC_COPY: LocalText("het openbare exemplaar", "the public copy"),
    Role.REDACTIONS: LocalText(
        "wat is weggelaten uit het openbare exemplaar, en waarom; niet openbaar", "what the public copy leaves out, and why; not public"
    ),
    Role.OTHER: LocalText("een ander stuk", "another document"),
}


@dataclass(frozen=True, slots=True)
class Company:
    """The company that a case file is about."""

    id: str
    name: str
    kvk: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """How an item stands to another of the case file; `kind` is a relation of the standard, as `Vervangt`."""

    kind: str
    item: str


@dataclass(frozen=True, slots=True)
class Item:
    """A document of a case file; its bytes are found under `digest`."""

    id: str
    role: Role
    name: str
    title: LocalText
    digest: str
    events: tuple[Event, ...] = ()
    relations: tuple[Related, ...] = ()
    language: tuple[str, ...] = ()


_UNDECIDED = appraised("N")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the archive law asks of a case file. Nothing is guessed: the appraisal is to be decided until somebody decides it."""

    identification: Identification
    creators: tuple[Reference, ...]
    limitations: tuple[Limitation, ...]
    appraisal: Concept = _UNDECIDED
    retention: Term | None = None
    category: Concept | None = None
    activity: Reference | None = None
    keywords: tuple[str, ...] = ()
    time: tuple[Coverage, ...] = ()
    events: tuple[Event, ...] = ()
    involved: tuple[Involved, ...] = ()
    language: tuple[str, ...] = ()
    part_of: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that is to be kept of a company, or of one of its agreements, with the export of its audit trail."""

    company: Company
    title: LocalText
    metadata: Metadata
    items: Sequence[Item]
    audit_trail: Item

    @property
    def documents(self) -> tuple[Item, ...]:
        """Every item, the audit trail last."""
        return (*self.items, self.audit_trail)


@dataclass(frozen=True, slots=True)
class Delivery:
    """For whom a package is made, and when; the clock is the caller's."""

    id: str
    made: str
    location: str
    contact: str
    remarks: str = "geen"
