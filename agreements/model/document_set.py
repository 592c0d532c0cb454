"""The documents that make up the agreements with a company together, each with what it points to: an agreement is a set of them.

The set is what the dossier and the record tell, as of a day: the three instruments with their annexes, the grant decision, the deed of
security, addenda, and what stands around the signing of each. Nothing is guessed: what nobody recorded is missing (but not from a
reconstruction of public sources), and a date that is known to the month makes possible only what may have been. What does not fit is told
by `application.set_findings`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from agreements.model.dossier import Dossier, Fact, Figure
from agreements.model.dossier_kinds import Kind, Stage, Visibility
from agreements.model.signing_course import Status
from agreements.model.values import FuzzyDate, LocalText, Precision
from agreements.sources import Scalar

DECISION = "beschikking"
ANNEX = "bijlage"
"""What stands in the set beside the kinds that are drafted here."""

NAMES: Mapping[str, LocalText] = {
    Kind.EOP: LocalText("EoP", "EoP"),
    Kind.JLOI: LocalText("JLoI", "JLoI"),
    Kind.MAATWERKAFSPRAAK: LocalText("maatwerkafspraak", "tailor-made agreement"),
    Kind.ADDENDUM: LocalText("addendum", "addendum"),
    Kind.ADVIESAANVRAAG: LocalText("adviesaanvraag", "request for advice"),
    Kind.BESLISNOTA: LocalText("beslisnota", "decision note"),
    Kind.KENNISGEVING: LocalText("kennisgeving", "notice of publication"),
    Kind.GARANTIE: LocalText("akte van zekerheid", "deed of security"),
    DECISION: LocalText("subsidiebeschikking", "grant decision"),
    ANNEX: LocalText("bijlage", "annex"),
}
"""What each is called in lists."""


class Relation(StrEnum):
    """How a document of the set stands to another."""

    FOLLOWS = "follows"
    IN_EXECUTION_OF = "in_execution_of"  # Awb, article 4:36
    ANNEX_OF = "annex_of"
    AMENDS = "amends"
    SECURES = "secures"
    PUBLISHES = "publishes"
    ASKS_ADVICE_ON = "asks_advice_on"
    DECIDES_ON = "decides_on"


BEFORE = frozenset({Relation.ASKS_ADVICE_ON, Relation.DECIDES_ON})
"""What comes before the signing of the document that it points to; every other relation points back."""

RELATIONS: Mapping[Kind, Relation] = {
    Kind.ADDENDUM: Relation.AMENDS,
    Kind.ADVIESAANVRAAG: Relation.ASKS_ADVICE_ON,
    Kind.BESLISNOTA: Relation.DECIDES_ON,
    Kind.KENNISGEVING: Relation.PUBLISHES,
    Kind.GARANTIE: Relation.SECURES,
}


class State(StrEnum):
    """How far a document of the set is."""

    SIGNED = "signed"
    RECORDED = "recorded"  # of what nobody signs here: it is there
    POSSIBLE = "possible"  # signed or there, as far as its date is known
    ISSUED = "issued"
    ENDED = "ended"  # its only issue was withdrawn, declined, replaced, or its term is over
    PREPARED = "prepared"
    PART = "part"  # an annex
    ASKED = "asked"  # the agreement asks it, and is not signed yet
    ABSENT = "absent"  # an instrument of which nothing is known yet, or a grant decision of after the day that nothing needs yet
    MISSING = "missing"  # what is signed needs it


THERE = frozenset({State.SIGNED, State.RECORDED})


@dataclass(frozen=True, slots=True)
class Link:
    """To which document of the set another points, and how."""

    relation: Relation
    to: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A file in the archive under its SHA-256, and what it is; `on` is when it was so, `about` the instrument that it belongs to."""

    kind: str
    what: str
    name: str
    sha256: str
    on: FuzzyDate
    language: str = ""
    about: Stage | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed for which party of the plan, and when; `name` is an id once the name was erased."""

    name: str
    party: str
    on: date


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a document, as it stood on the day that is asked.

    `about` and `number` are those of a document around an instrument, as the dossier said when it went out.
    """

    id: str
    kind: Kind
    language: str
    status: Status
    issued_on: date
    signers: tuple[Signer, ...] = ()
    files: tuple[Filed, ...] = ()
    about: Stage | None = None
    number: str = ""

    @property
    def signed_on(self) -> FuzzyDate | None:
        """Return the day of the last signature, once all are there."""
        if self.status is not Status.COMPLETED or not self.signers:
            return None
        last = max(each.on for each in self.signers)
        return FuzzyDate(Precision.DAY, last, last)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of a text that was issued, or that would be drafted now."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the dossier, as of a day: what was signed, issued, filed and granted, when talks stopped, and annexes."""

    day: date
    signed: Mapping[Stage, FuzzyDate] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    filed: tuple[Filed, ...] = ()
    stopped: tuple[FuzzyDate, ...] = ()
    granted: FuzzyDate | None = None
    annexes: Mapping[Stage, tuple[Annex, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of the set. `fact` is what the dossier says of it, to point at; `public` whether anybody may know that it exists."""

    id: str
    kind: str
    state: State
    title: str = ""
    number: str = ""
    date: FuzzyDate | None = None
    reference: str = ""
    amount: Figure | None = None
    links: tuple[Link, ...] = ()
    issues: tuple[Issue, ...] = ()
    files: tuple[Filed, ...] = ()
    fact: Fact | None = None
    public: bool = False

    @property
    def about(self) -> str:
        """Return the document to which it points first; empty when it points to none."""
        return self.links[0].to if self.links else ""


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """The documents of a company in order, as of a day.

    `stopped` is when the talks ended, when nothing was signed after it; `stopped_publicly` the same as far as anybody may know.
    """

    company: str
    name: str
    day: date
    reconstruction: bool
    pieces: tuple[Piece, ...]
    stopped: FuzzyDate | None = None
    stopped_publicly: FuzzyDate | None = None

    def get(self, identifier: str) -> Piece | None:
        """Return a document of the set by its id."""
        return next((each for each in self.pieces if each.id == identifier), None)


def for_everybody(whole: DocumentSet) -> DocumentSet:
    """Return what anybody may know of a set: which public documents there are, of which day, and how they stand to each other."""
    public = [each for each in whole.pieces if each.public and each.state in THERE | {State.POSSIBLE}]
    pieces = tuple(_shown(each, {other.id for other in public}) for each in public)
    return replace(whole, pieces=pieces, stopped=whole.stopped_publicly)


def _shown(piece: Piece, names: Collection[str]) -> Piece:
    """Return a document without what only the parties or the office know of it: an amount is as public as the fact that tells it."""
    amount = piece.amount if piece.amount is not None and _amount_is_public(piece.amount, piece.fact) else None
    links = tuple(link for link in piece.links if link.to in names)
    return replace(piece, amount=amount, links=links, issues=(), files=(), fact=None)


def security_asked(dossier: Dossier) -> str:
    """Return who is to give security as the agreement says (`bank`, `parent`); empty when it asks none."""
    node = dossier.answers.get(Kind.MAATWERKAFSPRAAK, {}).get("guarantee")
    return node.text if isinstance(node, Scalar) else ""


def speaks(dossier: Dossier, stage: Stage) -> bool:
    """Say whether a dossier holds anything for an instrument: a promise, or an answer."""
    promised = any(promise.stage is stage for each in dossier.commitments for promise in each.promised if not promise.withdrawn)
    return promised or bool(dossier.answers.get(Kind(stage)))


def is_public(fact: Fact) -> bool:
    """Say whether anybody may know a fact that was not taken back."""
    return fact.visibility is Visibility.PUBLIC and not fact.withdrawn


def _amount_is_public(amount: Figure, fact: Fact | None) -> bool:
    """Say whether anybody may know an amount: as it says itself, else as the fact around it does."""
    return fact is not None and is_public(fact) and amount.visibility in {None, Visibility.PUBLIC}


def linked(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Link, Piece]]:
    """Yield each document that points to another that is in the set, with that other."""
    found = {each.id: each for each in pieces}
    for piece in pieces:
        yield from ((piece, link, found[link.to]) for link in piece.links if link.to in found)
