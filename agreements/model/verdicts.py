"""The verdict on a signed document: what was found, held against what was planned, with every reason.

It is a value: the same evidence gives the same verdict, on any machine and in any year, and its canonical JSON says what was judged and by
which version of the rules. Nothing passes that was not found out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.model.acceptance import judge_file
from agreements.model.canonical import digest
from agreements.model.completeness import judge_whole
from agreements.model.encoding import codec
from agreements.model.entitlement import judge_signature
from agreements.model.evidence import Evidence, Finding, Findings, Given, Known
from agreements.model.examination import Examination, PadesLevel
from agreements.model.signing import SigningPlan, digest_of
from agreements.problems import Problem, Severity, in_order

FORMAT = 1
RULES = 3
"""The version of the rules. A rule that judges anything differently is another version; 2: proofs of validity may follow a
signature; 3: a file in which nobody signed is no copy beside the one that was."""


class Outcome(StrEnum):
    """What a verdict comes to; the worst reason decides."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    CHANGED = "valid_but_changed"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"


class Form(StrEnum):
    """How a signature was given; this never changes, whatever is scanned later."""

    DIGITAL = "digital"
    PAPER = "paper"


_WORST = tuple(Outcome)
_COMES_TO: Mapping[Outcome, frozenset[str]] = {
    Outcome.INCOMPLETE: frozenset({"E639", "E665", "E678", "E681"}),
    Outcome.CHANGED: frozenset({"E685", "E686", "E692"}),
    Outcome.INDETERMINATE: frozenset({"E680", "E687", "E693", "E695", "E697", "E699", "E986"}),
}


def comes_to(reason: Problem) -> Outcome:
    """Return what a verdict comes to for this reason alone. An error that is not listed makes it invalid: so a new one fails closed."""
    if reason.severity is Severity.WARNING:
        return Outcome.VALID
    return next((outcome for outcome, codes in _COMES_TO.items() if reason.code in codes), Outcome.INVALID)


def worst(reasons: Iterable[Problem]) -> Outcome:
    """Return what all reasons come to together."""
    return max((comes_to(each) for each in reasons), key=_WORST.index, default=Outcome.VALID)


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """The verdict on one signature. What is wrong with the file that it stands in is a reason against it too.

    `file` is the SHA-256 of that file, or of the scan of a paper; `proven` is the proven time of a digital signature and the day of one on
    paper.
    """

    field: str
    signatory: str
    outcome: Outcome
    form: Form
    reasons: tuple[Problem, ...] = ()
    file: str = ""
    proven: str = ""
    certificate: str = ""
    level: PadesLevel = PadesLevel.NONE


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on the whole: what was judged, on which day, and every reason."""

    plan: str
    issued: str
    files: tuple[str, ...]
    day: date
    outcome: Outcome
    reasons: tuple[Problem, ...] = ()
    signatures: tuple[SignatureVerdict, ...] = ()
    rules: int = RULES

    def on(self, field: str) -> SignatureVerdict | None:
        """Return the verdict on the signature in a field."""
        return next((each for each in self.signatures if each.field == field), None)


def judge(plan: SigningPlan, files: Sequence[Examination], known: Known, day: date) -> Verdict:
    """Judge what came back, on paper and in one file or several, against the plan."""
    return judged(Evidence(plan, tuple(files), known, day), judge_file, judge_signature, judge_whole)


def judged(
    evidence: Evidence,
    judge_a_file: Callable[[Evidence, Examination], Findings],
    judge_a_signature: Callable[[Evidence, Given], Findings],
    judge_all: Callable[[Evidence], Findings],
) -> Verdict:
    """Return the verdict that these rules come to."""
    of_files = [each for file in evidence.files for each in judge_a_file(evidence, file)]
    of_signatures = [(given, tuple(judge_a_signature(evidence, given))) for given in evidence.given]
    of_whole = tuple(judge_all(evidence))
    every = in_order(each.problem for part in (of_files, *(found for _, found in of_signatures), of_whole) for each in part)
    return Verdict(
        plan=digest_of(evidence.plan),
        issued=evidence.plan.sha256,
        files=tuple(each.sha256 for each in evidence.files),
        day=evidence.day,
        outcome=worst(every),
        reasons=every,
        signatures=tuple(_verdict(given, (*found, *of_files, *of_whole)) for given, found in of_signatures),
    )


def _verdict(given: Given, findings: Iterable[Finding]) -> SignatureVerdict:
    reasons = in_order(each.problem for each in findings if _concerns(each, given))
    found, paper = given.found, given.paper
    return SignatureVerdict(
        field=given.planned.field,
        signatory=given.planned.signatory,
        outcome=worst(reasons),
        form=Form.PAPER if paper is not None else Form.DIGITAL,
        reasons=reasons,
        file=given.file.sha256 if given.file is not None else paper.scan if paper is not None else "",
        proven=found.proven if found is not None else paper.signed_on.isoformat() if paper is not None else "",
        certificate=found.certificate if found is not None else "",
        level=found.level if found is not None else PadesLevel.NONE,
    )


def _concerns(finding: Finding, given: Given) -> bool:
    """Say whether a reason is about this signature: about its place, or about the file that it stands in, whatever in it is wrong."""
    own_file = given.file is not None and finding.file == given.file.sha256
    return own_file or (not finding.file and finding.field == given.planned.field)


def as_data(verdict: Verdict) -> dict[str, object]:
    """Return a verdict for canonical JSON. Names of persons are in it only as the certificates and reasons hold them."""
    return {**codec(Verdict).encode(verdict), "format": FORMAT, "rules": verdict.rules}


def digest_of_verdict(verdict: Verdict) -> str:
    """Return the digest by which an event points to a verdict."""
    return digest(as_data(verdict))


def from_data(data: Mapping[str, object]) -> Verdict:
    """Return a recorded verdict as it was, whatever the rules are now; raise ValueError for data that are none."""
    rest = {key: value for key, value in data.items() if key != "format"}
    if data.get("format") != FORMAT or "rules" not in data:
        raise ValueError(data)
    verdict: Verdict = codec(Verdict).decode(rest)
    return verdict
