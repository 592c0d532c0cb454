"""A verdict on a signed PDF beside pyHanko's own validation of the same file. Alone: `python benchmarks/judging.py`.

The file, its keys and its authorities are those of the tests: sealed, and signed by three one after another, with time stamps.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from asn1crypto import x509
from measuring import Line, by_turns, table
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: TID251  # the peer
from pyhanko.sign.validation import validate_pdf_signature  # noqa: TID251  # idem
from pyhanko.sign.validation.status import PdfSignatureStatus  # noqa: TID251  # idem
from pyhanko_certvalidator import ValidationContext  # noqa: TID251  # idem

from agreements.model.alone import judge_alone
from agreements.model.amsterdam import legal_date
from agreements.model.signing import INSIDE
from agreements.model.verdicts import Outcome
from agreements.signatures.alone import find_alone
from agreements.signatures.trust import Trust, load

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
SIGNATURES = 4
ROUNDS = 15


def line() -> Line:
    """Measure a verdict, with all that is looked at besides signatures: pages, words, other content, what was issued, the plan."""
    import proving  # noqa: PLC0415  # the tests come after what is measured
    import signing  # noqa: PLC0415  # idem

    content, moment = proving.complete(), signing.now() + timedelta(minutes=1)
    with tempfile.TemporaryDirectory() as folder:
        trust = load(proving.trust_folder(Path(folder, "trust")))

    def ours() -> None:
        found = judge_alone(find_alone(content, INSIDE, trust, moment), legal_date(moment), trusting=True)
        if found.verdict.outcome is not Outcome.VALID or len(found.outcomes) != SIGNATURES:
            sys.exit("the file is not valid")

    def peer() -> None:
        if [each.bottom_line for each in _validated(content, trust)] != [True] * SIGNATURES:
            sys.exit("pyHanko does not find the file valid")

    own, other = by_turns(ours, peer, ROUNDS)
    return Line("verdict on four signatures", own, "pyHanko, validation of the same file", other, 1.5)


def _validated(content: bytes, trust: Trust) -> list[PdfSignatureStatus]:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in trust.anchors], crls=list(trust.crls), revocation_mode="require"
    )
    reader = PdfFileReader(BytesIO(content))
    return [validate_pdf_signature(each, context) for each in reader.embedded_signatures]


if __name__ == "__main__":
    print(table([line()]))  # noqa: T201  # its work
