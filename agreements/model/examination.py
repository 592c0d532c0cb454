"""What was found in a signed PDF, before anything is made of it: facts about its bytes, its revisions and each signature.

`signatures` (the only room that knows PDF signatures) finds these facts; `verdicts` judges them against the plan. What could not be found
out is None or stands in `faults`: it is never taken for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SignatureKind(StrEnum):
    """What a signature is for."""

    SEAL = "seal"  # the office certified the issued document
    APPROVAL = "approval"
    TIMESTAMP = "timestamp"


class Coverage(StrEnum):
    """How much of the file a signature covers."""

    WHOLE_FILE = "whole_file"
    WHOLE_REVISION = "whole_revision"  # all that was there when it was made
    PART = "part"
    UNKNOWN = "unknown"


class Modification(StrEnum):
    """What came after a signature."""

    NOTHING = "nothing"
    VALIDATION_DATA = "validation_data"  # time stamps and what proves validity later
    FORM_FILLING = "form_filling"
    OTHER = "other"
    UNKNOWN = "unknown"


class PadesLevel(StrEnum):
    """How long a signature can be proved (ETSI EN 319 142-1)."""

    NONE = "none"
    B_B = "b_b"
    B_T = "b_t"
    B_LT = "b_lt"
    B_LTA = "b_lta"


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """One signature or time stamp as it was found. Instants are UTC, as the record writes them; empty where there is none.

    `changed_fields` are the fields that were filled after it; `dictionary` tells signature dictionaries apart; `certificate` is the SHA-256
    of the signer's certificate; `qualified` is None where no trusted list says anything of it.
    """

    field: str
    kind: SignatureKind
    dictionary: str
    intact: bool
    trusted: bool
    coverage: Coverage
    modification: Modification
    changed_fields: tuple[str, ...] = ()
    common_name: str = ""
    subject: str = ""
    issuer: str = ""
    certificate: str = ""
    qualified: bool | None = None
    claimed: str = ""
    proven: str = ""
    level: PadesLevel = PadesLevel.NONE
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was found besides signatures, by a stable name, with what it was found in."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """A whole PDF as it was found. None: it could not be compared, because nothing issued was given or it could not be read.

    `prefix`: the issued bytes are the first bytes of this file. `same_metadata`, `same_words`, `same_pictures`: its last revision against
    the issued one, outside the planned fields. `unread` says why the file could not be read at all.
    """

    sha256: str
    size: int
    revisions: int = 0
    pages: int = 0
    fields: tuple[str, ...] = ()  # signature fields, filled or empty
    signatures: tuple[FoundSignature, ...] = ()
    faults: tuple[Fault, ...] = ()
    prefix: bool | None = None
    same_metadata: bool | None = None
    same_words: bool | None = None
    same_pictures: bool | None = None
    unread: str = ""
