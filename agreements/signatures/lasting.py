"""How long signatures can still be proved with what the file holds, and the next time stamp that makes it longer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.ades import simulate_future_ades_lta_validation
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from agreements.problems import Where, problem
from agreements.signatures.judging import specification, within
from agreements.signatures.strength import Strength, gathering
from agreements.signatures.trust import Trust
from agreements.signatures.writing import SigningError, translated

FARTHEST = 60 * 365
"""Days that are looked ahead."""


def provable_until(content: bytes, trust: Trust, moment: datetime) -> date | None:
    """Return the last day on which every signature can be proved with what the file holds; None when one cannot be proved now.

    After the certificate of the last time stamp has expired nothing is proved any more: `renew` comes before that. The trust must
    ask for proofs of revocation, else nothing is proved. The file must be one that `examining.examine` found good.
    """
    reader = PdfFileReader(BytesIO(content))
    stamps = reader.embedded_timestamp_signatures
    signed = reader.embedded_regular_signatures
    if not stamps or not signed or max(each.signed_revision for each in signed) > stamps[-1].signed_revision:
        return None
    last = int((stamps[-1].signer_cert.not_valid_after - moment) / timedelta(days=1))
    days = _most(signed, trust, moment, min(last, FARTHEST))
    return None if days is None else (moment + timedelta(days=days)).date()


def _most(signed: list[EmbeddedPdfSignature], trust: Trust, moment: datetime, farthest: int) -> int | None:
    """Return the greatest number of days after which everything is still proved, by bisection."""
    policy = specification(within(signed[0].reader, trust))

    async def holds(days: int) -> bool:
        when = moment + timedelta(days=days)
        for each in signed:
            found = await simulate_future_ades_lta_validation(each, policy, when, current_reference_time=moment)
            if found.ades_subindic is not AdESPassed.OK:
                return False
        return True

    return asyncio.run(_bisect(holds, farthest)) if farthest >= 0 else None


async def _bisect(holds: Callable[[int], Awaitable[bool]], farthest: int) -> int | None:
    if not await holds(0):
        return None
    if await holds(farthest):
        return farthest
    good, bad = 0, farthest
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if await holds(middle) else (good, middle)
    return good


def renew(content: bytes, strength: Strength) -> bytes:
    """Return the PDF with one more archival time stamp over all that it holds; the bytes that were there stay as they are.

    Raise SigningError when the time stamp service does not answer, or when the last time stamp cannot be proved any more.
    """
    stamper = strength.stamper()
    if strength.trust is None or stamper is None:
        needed = "@trust" if strength.trust is None else "@time_stamps"
        raise SigningError(problem("E645", Where(""), level="B-LTA", needed=needed))
    target = BytesIO()
    context = gathering(strength.trust, fetching=strength.fetching)
    with translated(strength):
        pen = PdfTimeStamper(stamper)
        pen.update_archival_timestamp_chain(PdfFileReader(BytesIO(content)), context, in_place=False, output=target)
    return target.getvalue()
