"""The signing plan: who signs an issued document, in which capacity, by which mandate, in which order, until when.

A plan is made once, at issue, and never changes; what happens to it afterwards is its course (`signing_course`). Its canonical JSON holds
no name: who is expected is there as a commitment, a salted digest, so that the digest of a plan that was printed into a document can still
be worked out, and gives nothing away, after the names were erased with their salts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from agreements.model.canonical import canonical_json, digest
from agreements.model.dossier_kinds import AuthorityKind, Kind, Stage
from agreements.model.encoding import codec
from agreements.model.values import LocalText

FORMAT = 1
INSIDE = "signing-plan.json"
"""The file inside an issued PDF that holds its plan."""


class Level(StrEnum):
    """What kind of signature is asked (eIDAS, art. 3(11) and (12)); a scan of a signature is none of them (aanw. 28)."""

    ADVANCED = "advanced"
    QUALIFIED = "qualified"
    WET_INK = "wet_ink"


@dataclass(frozen=True, slots=True)
class Mandate:
    """Why somebody may sign, from `first` up to and including `last` and up to `ceiling` euros.

    `persons` is how many must sign together; `jointly_with` says with whom, when that is not just anybody who signs for the same party.
    """

    kind: AuthorityKind
    reference: str = ""
    first: date | None = None
    last: date | None = None
    ceiling: Decimal | None = None
    persons: int = 1
    jointly_with: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return (self.first or date.min) <= day <= (self.last or date.max)


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose certificate is expected: by its SHA-256, by attributes of its subject (as `O` or `serialNumber`), or only by name.

    `salt` is drawn at issue and erased together with the name.
    """

    name: str
    salt: str = ""
    certificate: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def commitment(self) -> str:
        """Return the digest by which a plan names this person without naming them."""
        return hashlib.sha256(self.salt.encode() + b"\n" + canonical_json(codec(Expected).encode(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class PlannedSignature:
    """One place to sign. `commitment` stands for the expected person; `apart_from` are signatories whose place another person must fill."""

    field: str
    signatory: str
    party: str
    mandate: Mandate
    commitment: str
    capacity: LocalText | None = None
    level: Level = Level.ADVANCED
    place: str = ""
    apart_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Signatures that may be given side by side; `needed` of them, or all. The next group waits until then."""

    signatures: tuple[PlannedSignature, ...]
    needed: int | None = None

    @property
    def count(self) -> int:
        """Return how many signatures this group takes."""
        return len(self.signatures) if self.needed is None else self.needed


@dataclass(frozen=True, slots=True)
class Counterpart:
    """One of several copies of the same issue that together form the document, with the fields that are signed in it."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """The whole plan. `sha256` is that of the issued PDF; it is empty until the PDF, which prints the digest of the plan, was made.

    For `grace_days` after the last day on which it may be signed, files may still come in. A plan of before that was so has none.
    `about` is the instrument that another document is about; of an instrument there is none.
    """

    identifier: str
    kind: Kind
    version: str
    language: str
    issued_on: date
    expires_on: date
    groups: tuple[Group, ...]
    sha256: str = ""
    value: Decimal | None = None
    reminders: tuple[date, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    persons: Mapping[str, Expected] = field(default_factory=dict)
    grace_days: int = 0
    about: Stage | None = None

    @property
    def closes_on(self) -> date:
        """Return the last day on which a signature that was given in time may come in."""
        return self.expires_on + timedelta(self.grace_days)

    @property
    def signatures(self) -> tuple[PlannedSignature, ...]:
        """Return every place to sign, in order."""
        return tuple(each for group in self.groups for each in group.signatures)

    def signature(self, field_name: str) -> PlannedSignature | None:
        """Return the place to sign with this field."""
        return next((each for each in self.signatures if each.field == field_name), None)

    def of_signatory(self, signatory: str) -> PlannedSignature | None:
        """Return the place of a signatory."""
        return next((each for each in self.signatures if each.signatory == signatory), None)

    def group_of(self, field_name: str) -> int:
        """Return the number of the group with this field; raise LookupError for a field that is not planned."""
        for number, group in enumerate(self.groups):
            if any(each.field == field_name for each in group.signatures):
                return number
        raise LookupError(field_name)

    def expected(self, planned: PlannedSignature) -> Expected | None:
        """Return who is expected; None when the name was erased, or is no longer the name that the plan committed itself to."""
        person = self.persons.get(planned.signatory)
        return person if person is not None and person.commitment == planned.commitment else None

    def kept_apart(self) -> Iterator[tuple[PlannedSignature, PlannedSignature]]:
        """Yield each two places that one person may not both fill."""
        for number, one in enumerate(self.signatures):
            for other in self.signatures[number + 1 :]:
                if other.signatory in one.apart_from or one.signatory in other.apart_from:
                    yield one, other


def field_of(signatory: str) -> str:
    """Return the name of a signatory's field: no dot, which in a PDF would make two levels of it."""
    return f"sign-{signatory}"


def as_data(plan: SigningPlan) -> dict[str, object]:
    """Return a plan without names, for canonical JSON."""
    data: dict[str, object] = codec(SigningPlan).encode(plan)
    data.pop("persons", None)
    return {"format": FORMAT, **data}


def persons_as_data(plan: SigningPlan) -> dict[str, object]:
    """Return who is expected, by signatory: what is kept where names can be erased."""
    found: dict[str, object] = codec(Mapping[str, Expected]).encode(plan.persons)
    return found


def from_data(data: Mapping[str, object], persons: Mapping[str, object]) -> SigningPlan:
    """Return the plan; raise ValueError for data that are none, or of a format that is not known."""
    if data.get("format") != FORMAT:
        raise ValueError(data.get("format"))
    rest = {key: value for key, value in data.items() if key not in {"format", "persons"}}
    plan: SigningPlan = codec(SigningPlan).decode({**rest, "persons": persons})
    return plan


def digest_of(plan: SigningPlan) -> str:
    """Return the digest that the issued PDF prints. That PDF's own SHA-256 cannot be part of it."""
    return digest({key: value for key, value in as_data(plan).items() if key != "sha256"})
