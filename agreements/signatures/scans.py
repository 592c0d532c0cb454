"""A scan of a signed paper beside the issued document, page by page, for those who attest it; opened in another process, within bounds."""

from __future__ import annotations

from agreements.model.beside import Pair
from agreements.model.placed import NOWHERE
from agreements.problems import AgreementsError, problem
from agreements.signatures.examining import LONGER, elsewhere


class UnseenScanError(AgreementsError):
    """A scan of which nobody can see the pages."""


def pages(content: bytes) -> int:
    """Return how many pages a scan has, a PDF or a picture (PNG, JPEG, TIFF); raise UnseenScanError for what cannot be seen."""
    found = elsewhere("count", content)
    if isinstance(found, str):
        raise UnseenScanError(problem("E610", NOWHERE, detail=found))
    return int(found)


def beside(issued: bytes, scan: bytes) -> tuple[Pair, ...]:
    """Return the pages of an issued PDF and of a scan in pairs, within a minute of processor; raise UnseenScanError."""
    found = elsewhere("beside", scan, issued, seconds=LONGER)
    if isinstance(found, str):
        raise UnseenScanError(problem("E610", NOWHERE, detail=found))
    return tuple(found)
