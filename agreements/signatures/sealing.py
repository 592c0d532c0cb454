"""The office certifies an issued PDF with its own seal: what comes after may only be signatures in the fields that stand there."""

from __future__ import annotations

from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import Signer

from agreements.problems import Where, problem
from agreements.signatures.strength import Strength
from agreements.signatures.writing import SigningError, fields, write

SEAL = "seal"
"""The name of the field of the seal; no signatory has it."""


def seal(content: bytes, signer: Signer, strength: Strength) -> bytes:
    """Return the PDF certified (ISO 32000-1, 12.8.2.2, permission 2: filling in forms), without anything to see.

    Raise SigningError when somebody has signed already, when there is no field to sign in, or as `writing.write` does.
    """
    found = fields(content)
    if any(found.values()) or not found:
        raise SigningError(problem("E648", Where(""), found="@signature" if found else "@no_fields"))
    return write(content, signer, strength, SEAL, certify=True, new=SigFieldSpec(SEAL))
