"""What an issued PDF says of itself: a file inside it, how large the place to sign is, whose seal it carries."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.problems import Where, problem
from agreements.signatures.writing import SigningError


def enclosure(content: bytes, name: str) -> bytes | None:
    """Return the file inside a PDF with this name, None when there is none; raise SigningError when the PDF cannot be read."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            found = pdf.attachments.get(name)
            return found.get_file().read_bytes() if found is not None else None
    except (pikepdf.PdfError, ValueError) as error:
        raise SigningError(problem("E646", Where(""), reason=str(error) or type(error).__name__)) from error


def size(content: bytes, field: str) -> tuple[float, float] | None:
    """Return width and height in points of the place of a field, None when there is no such field; raise SigningError as `enclosure`."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            form = pdf.Root.get("/AcroForm", Dictionary())
            found = [each for each in form.get("/Fields", Array()) if str(each.get("/T", "")) == field]
            if not found:
                return None
            left, bottom, right, top = (float(each) for each in found[0].Rect)
            return right - left, top - bottom
    except (pikepdf.PdfError, ValueError, AttributeError, TypeError) as error:
        raise SigningError(problem("E646", Where(""), reason=str(error) or type(error).__name__)) from error


def seals(content: bytes) -> tuple[str, ...]:
    """Return the SHA-256 of the certificate of each seal in bytes that the office itself issued and kept; for other bytes, examine."""
    found = (each for each in PdfFileReader(BytesIO(content)).embedded_signatures if each.docmdp_level is not None)
    return tuple(hashlib.sha256(each.signer_cert.dump()).hexdigest() for each in found)
