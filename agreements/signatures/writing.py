"""Adds one signature to a PDF as a revision of its own: the bytes that were there stay the first bytes of the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pkcs11 import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, enumerate_sig_fields
from pyhanko.sign.general import SigningError as PyHankoSigningError
from pyhanko.sign.signers import PdfSigner, Signer
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError

from agreements.problems import AgreementsError, Where, problem
from agreements.signatures.strength import Strength

NETWORK = (TimestampRequestError, OSError)


class SigningError(AgreementsError):
    """Nothing was signed."""


def write(content: bytes, signer: Signer, strength: Strength, name: str, **how: object) -> bytes:
    """Return `content` with a signature in the field `name`; `how`: `certify`, `reason`, `look` and `new` of a signature.

    Raise SigningError when a service does not answer, a certificate cannot be proved or the file cannot be signed.
    """
    with translated(strength, name):
        return _write(content, signer, strength, name, **how)  # type: ignore[arg-type]  # as declared there


@contextmanager
def translated(strength: Strength, name: str = "") -> Iterator[None]:
    """Raise SigningError for whatever keeps pyHanko from writing a signature or time stamp; `name` is that of the field."""
    try:
        yield
    except NETWORK as error:
        raise SigningError(problem("E643", Where(""), address=strength.time_stamps, reason=_said(error))) from error
    except (PathBuildingError, ValidationError, SignatureValidationError) as error:
        raise SigningError(problem("E644", Where(""), reason=_said(error))) from error
    except (PyHankoSigningError, PdfError, ValueError, KeyError, TypeError) as error:
        cause = error.__cause__
        if isinstance(cause, PathBuildingError | ValidationError):
            raise SigningError(problem("E644", Where(""), reason=_said(cause))) from error
        raise SigningError(problem("E646", Where(""), reason=_said(error))) from error
    except PKCS11Error as error:
        raise SigningError(problem("E641", Where(""), label=name, reason=_said(error))) from error


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _write(
    content: bytes,
    signer: Signer,
    strength: Strength,
    name: str,
    *,
    certify: bool = False,
    reason: str = "",
    look: BaseStampStyle | None = None,
    new: SigFieldSpec | None = None,
) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(content))
    metadata = strength.metadata(name, certify=certify, reason=reason)
    target = BytesIO()
    pen = PdfSigner(metadata, signer, timestamper=strength.stamper(), stamp_style=look, new_field_spec=new)
    pen.sign_pdf(writer, existing_fields_only=new is None, output=target)
    return target.getvalue()


def fields(content: bytes) -> dict[str, bool]:
    """Return the signature fields of a PDF and whether each is signed; raise SigningError when it cannot be read."""
    try:
        reader = PdfFileReader(BytesIO(content))
        return {name: value is not None for name, value, _ in enumerate_sig_fields(reader)}
    except (PdfError, ValueError, KeyError, TypeError, OSError) as error:
        raise SigningError(problem("E646", Where(""), reason=_said(error))) from error
