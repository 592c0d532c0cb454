"""What happens to a signing plan, as events. Persons stand in them as ids only: a signatory, or the person to whom it was delegated.

`on` is the day on which something was recorded; a signature has the day on which it was given beside that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from agreements.model.encoding import codec
from agreements.model.signing import Mandate

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Issued:
    """The document went out, with the digest of its plan."""

    on: date
    plan: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature came back; `outcome` is what the recorded verdict with digest `verdict` says of this one."""

    on: date
    field: str
    person: str
    signed_on: date
    verdict: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A signatory will not sign."""

    on: date
    signatory: str
    reason: str


@dataclass(frozen=True, slots=True)
class Expired:
    """The term of the plan ended."""

    on: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The office takes the issue back."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOffice:
    """A signatory held office up to and including `last`. It may become known late."""

    on: date
    signatory: str
    last: date


@dataclass(frozen=True, slots=True)
class Replaced:
    """Another takes the place of who did not sign. The document names who signs: so this ends the plan, for issue `new_issue`."""

    on: date
    signatory: str
    last: date
    new_issue: str


@dataclass(frozen=True, slots=True)
class Delegated:
    """A signatory has another person sign, by a mandate; `commitment` stands for whose certificate is expected then."""

    on: date
    signatory: str
    person: str
    mandate: Mandate
    commitment: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """A signatory was reminded."""

    on: date
    signatory: str


@dataclass(frozen=True, slots=True)
class PaperRecorded:
    """A signature in wet ink is recorded: where the paper is, and the SHA-256 of a scan. It does not count yet."""

    on: date
    field: str
    person: str
    signed_on: date
    place: str
    scan: str = ""


@dataclass(frozen=True, slots=True)
class PaperAttested:
    """Somebody compared paper and scan with the issued text, page by page. After two of them the signature counts."""

    on: date
    field: str
    person: str


@dataclass(frozen=True, slots=True)
class PaperSubstituted:
    """The scan takes the place of the paper, which is destroyed, by a substitution decision (vervangingsbesluit)."""

    on: date
    field: str
    decision: str


SigningEvent = (
    Issued
    | Signed
    | Declined
    | Expired
    | Withdrawn
    | LeftOffice
    | Replaced
    | Delegated
    | Reminded
    | PaperRecorded
    | PaperAttested
    | PaperSubstituted
)


def kind_of(event: type[Any]) -> str:
    """Return the name of a kind of event in the record."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", event.__name__).lower()


KINDS: Mapping[str, type[Any]] = {kind_of(each): each for each in get_args(SigningEvent)}


def encode(event: SigningEvent) -> tuple[str, dict[str, object]]:
    """Return an event as a kind and data that canonical JSON can hold."""
    return kind_of(type(event)), codec(type(event)).encode(event)


def decode(kind: str, body: Mapping[str, object], number: int = FORMAT) -> SigningEvent:
    """Return the event; raise ValueError for a kind, format or body that this version does not know."""
    if number != FORMAT or kind not in KINDS:
        raise ValueError(kind, number)
    return cast("SigningEvent", codec(KINDS[kind]).decode(body))
