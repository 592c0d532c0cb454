"""What a report on signatures tells: a verdict with whom and what it is about, of an issue in the record or of one file by itself.

Nothing is judged here. A verdict holds no names, papers or files by name; who makes a report gives them, as far as they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from agreements.model.alone import Proof
from agreements.model.evidence import Paper
from agreements.model.examination import FoundSignature, PadesLevel, SignatureKind
from agreements.model.signing import PlannedSignature, SigningPlan
from agreements.model.verdicts import Form, Outcome, SignatureVerdict, Verdict
from agreements.problems import Problem


@dataclass(frozen=True, slots=True)
class Told:
    """One signature, seal or time stamp. `name` is who gave it, as the record or the certificate has it; empty where nobody knows.

    `time` is an instant, or the day of a signature on paper; `proven`: somebody else than the signer says so. `found` is there for a file
    that was judged by itself, `paper` for a signature in wet ink. `outcome` is None for a place in which nobody signed.
    """

    kind: SignatureKind
    field: str
    name: str
    outcome: Outcome | None
    planned: PlannedSignature | None = None
    form: Form = Form.DIGITAL
    time: str = ""
    proven: bool = False
    level: PadesLevel = PadesLevel.NONE
    certificate: str = ""
    file: str = ""
    reasons: tuple[Problem, ...] = ()
    found: FoundSignature | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The verdict on `name`, an issue or a file, and every signature that it is about.

    `files` are names by SHA-256; `persons` the names that are kept, by id. `sealed` is how many of how many bytes the seal covers.
    """

    name: str
    verdict: Verdict
    plan: SigningPlan | None
    told: tuple[Told, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    sealed: tuple[int, int] | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What the record keeps beside the verdict on an issue: names by id of a person, names of files by SHA-256, papers by field.

    `signers` is who signs in a field when that is not the signatory.
    """

    persons: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    signers: Mapping[str, str] = field(default_factory=dict)


def of_issue(name: str, verdict: Verdict, plan: SigningPlan | None, kept: Kept) -> Reported:
    """Return what is told of an issue; places in which nobody signed come last, a file of before the record has no plan."""
    given = [_given(each, plan, kept) for each in verdict.signatures]
    return Reported(name, verdict, plan, (*given, *_open(plan, verdict, kept)), kept.files, kept.persons)


def _given(each: SignatureVerdict, plan: SigningPlan | None, kept: Kept) -> Told:
    planned = plan.signature(each.field) if plan is not None else None
    person = kept.signers.get(each.field, each.signatory)
    about = (SignatureKind.APPROVAL, each.field, kept.persons.get(person, ""), each.outcome, planned, each.form, each.proven)
    return Told(*about, bool(each.proven), each.level, each.certificate, each.file, each.reasons, None, kept.papers.get(each.field))


def _open(plan: SigningPlan | None, verdict: Verdict, kept: Kept) -> Iterator[Told]:
    for each in plan.signatures if plan is not None else ():
        if verdict.on(each.field) is None:
            yield Told(
                SignatureKind.APPROVAL, each.field, kept.persons.get(each.signatory, ""), None, each, paper=kept.papers.get(each.field)
            )


def of_taken_in(name: str, verdict: Verdict) -> Reported:
    """Return what is told of a file of before the record by the verdict of then: which signatures were in it, by whom it does not know."""
    return replace(of_issue(name, verdict, None, Kept(files=dict.fromkeys(verdict.files, name))), alone=True)


def of_file(name: str, proof: Proof) -> Reported:
    """Return what is told of one file by itself: everything that was found in it, by the names in the certificates."""
    found, verdict = proof.found, proof.verdict
    given = [_found(each, proof) for each in found.file.signatures]
    sealed = (found.sealed, found.file.size) if found.sealed else None
    open_places = _open(proof.plan, verdict, Kept())
    return Reported(name, verdict, proof.plan, (*given, *open_places), {found.file.sha256: name}, sealed=sealed, alone=True)


def _found(each: FoundSignature, proof: Proof) -> Told:
    own = proof.verdict.on(each.field) if each.kind is SignatureKind.APPROVAL else None
    return Told(
        kind=each.kind,
        field=each.field,
        name=each.common_name,
        outcome=proof.outcomes[each.field],
        planned=proof.planned(each),
        time=each.proven or each.claimed,
        proven=bool(each.proven),
        level=each.level,
        certificate=each.certificate,
        file=proof.found.file.sha256,
        reasons=own.reasons if own is not None else (),
        found=each,
    )
