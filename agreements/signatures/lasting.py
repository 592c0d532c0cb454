"""How long signatures can still be proved with what the file holds, and the next time stamp that makes it longer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import add_validation_info
from pyhanko.sign.validation.ades import simulate_future_ades_lta_validation
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from agreements.model.examination import Coverage, FoundSignature, Modification, SignatureKind
from agreements.model.lasting import Doubt, Lasting
from agreements.problems import Where, problem
from agreements.signatures.finding import opened
from agreements.signatures.judging import signatures, specification, within
from agreements.signatures.strength import Strength, gathering
from agreements.signatures.trust import Trust
from agreements.signatures.writing import SigningError, translated

FARTHEST = 60 * 365
"""Days that are looked ahead."""

_HARMLESS = {Modification.NOTHING, Modification.VALIDATION_DATA, Modification.FORM_FILLING}
_COVERED = {Coverage.WHOLE_FILE, Coverage.WHOLE_REVISION}


def lasting(content: bytes, trust: Trust, moment: datetime) -> Lasting:
    """Return the last day on which every signature can be proved with what the file holds, or why one cannot be.

    After the certificate of the last time stamp has expired nothing is proved any more: `renew` comes before that. The trust must
    ask for proofs of revocation, else nothing is proved. For files from outside call `examining.lasting`, which bounds time and room.
    """
    reader = opened(content)
    if not isinstance(reader, PdfFileReader):
        return Lasting(doubt=Doubt.UNREAD)
    signed = reader.embedded_regular_signatures
    if not signed:
        return Lasting(doubt=Doubt.UNSIGNED)
    found = signatures(reader, replace(trust, revocation=False), moment)
    if not all(map(_whole, found)):
        return Lasting(doubt=Doubt.ALTERED)
    if not _over_all(reader):
        return Lasting(doubt=Doubt.UNSTAMPED)
    if not all(each.trusted for each in found if each.kind is SignatureKind.TIMESTAMP):  # pyHanko 0.38 takes their word when it looks ahead
        return Lasting(doubt=Doubt.UNPROVEN)
    last = int((reader.embedded_timestamp_signatures[-1].signer_cert.not_valid_after - moment) / timedelta(days=1))
    days = _most(signed, trust, moment, min(last, FARTHEST))
    return Lasting(doubt=Doubt.UNPROVEN) if days is None else Lasting((moment + timedelta(days=days)).date())


def _whole(found: FoundSignature) -> bool:
    return found.intact and found.coverage in _COVERED and found.modification in _HARMLESS


def _over_all(reader: PdfFileReader) -> bool:
    """Say whether the last time stamp lies over every signature."""
    stamps, signed = reader.embedded_timestamp_signatures, reader.embedded_regular_signatures
    return bool(stamps) and max(each.signed_revision for each in signed) <= stamps[-1].signed_revision


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

    Where no time stamp lies over all signatures yet, what proves them valid is added first. Raise SigningError when the time stamp service
    does not answer, or when what is there cannot be proved any more. The file must be one that `lasting` found whole.
    """
    stamper = strength.stamper()
    if strength.trust is None or stamper is None:
        needed = "@trust" if strength.trust is None else "@time_stamps"
        raise SigningError(problem("E645", Where(""), level="B-LTA", needed=needed))
    target = BytesIO()
    with translated(strength):
        pen = PdfTimeStamper(stamper)
        reader = PdfFileReader(BytesIO(content))
        if _over_all(reader):
            context = gathering(strength.trust, fetching=strength.fetching)
            pen.update_archival_timestamp_chain(reader, context, in_place=False, output=target)
        else:
            held = _with_proofs(content, strength, strength.trust)
            context = gathering(strength.trust, fetching=strength.fetching)
            pen.timestamp_pdf(IncrementalPdfFileWriter(BytesIO(held)), "sha256", context, output=target)
    return target.getvalue()


def _with_proofs(content: bytes, strength: Strength, trust: Trust) -> bytes:
    """Return the PDF with what proves each of its signatures valid."""
    for number in range(len(PdfFileReader(BytesIO(content)).embedded_regular_signatures)):
        signature = PdfFileReader(BytesIO(content)).embedded_regular_signatures[number]
        target = BytesIO()
        add_validation_info(signature, gathering(trust, fetching=strength.fetching), output=target)
        content = target.getvalue()
    return content
