"""The verdict on one file by itself, without the record: what its seal covers is what was issued, a plan inside says who was to sign.

Only the record knows whether the seal is that of the office, whether a certificate is that of the expected person and whether a mandate
held: the rules that ask so are not asked here. All others are those of every verdict.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from agreements.model.acceptance import FILE_RULES, judge_file
from agreements.model.completeness import PLAN_RULES
from agreements.model.dossier_kinds import AuthorityKind, Kind
from agreements.model.entitlement import SIGNATURE_RULES
from agreements.model.evidence import Evidence, Finding, Findings, Given, Known, finding
from agreements.model.examination import Examination, FoundSignature, SignatureKind
from agreements.model.signing import Group, Level, Mandate, PlannedSignature, SigningPlan, from_data
from agreements.model.verdicts import Outcome, Verdict, judged, worst

BESIDE_ISSUE = ("f", "i", "j")
"""Rules about the file that hold it against what was issued."""

OF_SIGNATURE = ("level", "time", "term")
OF_WHOLE = ("missing", "surplus", "once", "order", "four-eyes")

_KEPT = Mandate(AuthorityKind.MANDATE)
"""Stands where a plan that left the house has no mandate; no rule that is asked here reads one."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What was found in one file with nothing beside it.

    `sealed` is how many bytes the first seal covers (0: there is none), `issued` their SHA-256, `plan` the file inside them that says who
    was to sign, None when there is none.
    """

    file: Examination
    sealed: int = 0
    issued: str = ""
    plan: bytes | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict on one file by itself; `plan` is None when none is inside that can be read."""

    found: Alone
    plan: SigningPlan | None
    verdict: Verdict
    outcomes: Mapping[str, Outcome]
    """By field, of every signature, seal and time stamp."""

    def planned(self, signature: FoundSignature) -> PlannedSignature | None:
        """Return the place that was planned for a signature."""
        return self.plan.signature(signature.field) if self.plan is not None else None


def plan_inside(data: bytes) -> tuple[SigningPlan, str]:
    """Return the plan that an issued PDF carries, with the digest of the whole plan; raise ValueError for anything else.

    Mandates stay in the house, so the digest cannot be worked out from it.
    """
    try:
        whole = json.loads(data)
        plan = from_data({**whole["plan"], "groups": [_group(each) for each in whole["plan"]["groups"]]}, {})
        digest = whole["digest"]
    except (TypeError, KeyError, AttributeError, RecursionError, ArithmeticError) as error:
        raise ValueError(type(error).__name__) from error
    fields = [each.field for each in plan.signatures]
    sound = fields and len(fields) == len(set(fields)) and all(1 <= each.count <= len(each.signatures) for each in plan.groups)
    if not sound or not isinstance(digest, str):
        raise ValueError(fields)
    return plan, digest


def _group(data: Mapping[str, object]) -> dict[str, object]:
    signatures = data["signatures"]
    if not isinstance(signatures, list):
        raise ValueError(data)  # noqa: TRY004  # the data are at fault, not the program
    return {**data, "signatures": [{**each, "mandate": {"kind": _KEPT.kind.value}} for each in signatures]}


def judge_alone(found: Alone, day: date, *, trusting: bool) -> Proof:
    """Judge one file by itself, on a day; `trusting`: there is somebody to trust at all."""
    plan, digest, unread = _plan(found)
    places = plan or _places(found.file, day)
    seals = frozenset(each.certificate for each in found.file.signatures if each.kind is SignatureKind.SEAL)
    evidence = Evidence(replace(places, sha256=found.issued), (found.file,), Known(seals=seals), day)

    def of_file(asked: Evidence, file: Examination) -> Findings:
        yield from judge_file(asked, file, FILE_RULES if found.sealed else {name: FILE_RULES[name] for name in _unsealed()})
        yield from _about(found, told=plan is not None, unread=unread, trusting=trusting)

    def of_signature(asked: Evidence, given: Given) -> Findings:
        for name in OF_SIGNATURE if plan is not None else OF_SIGNATURE[:1]:
            yield from SIGNATURE_RULES[name](asked, given)

    def of_whole(asked: Evidence) -> Findings:
        for name in OF_WHOLE:
            yield from (_on_paper(asked, each) for each in PLAN_RULES[name](asked))

    verdict = replace(judged(evidence, of_file, of_signature, of_whole), plan=digest)
    in_file = worst(each.problem for each in of_file(evidence, found.file))
    outcomes = {each.field: _outcome(verdict, each, in_file) for each in found.file.signatures}
    return Proof(found, plan, verdict, outcomes)


def _on_paper(asked: Evidence, found: Finding) -> Finding:
    """Return what fits who signs on paper: that signature is not missing, a file cannot hold it."""
    planned = asked.plan.signature(found.field)
    if found.problem.code != "E681" or planned is None or planned.level is not Level.WET_INK:
        return found
    return finding("E639", found.field, signatory=planned.signatory)


def _unsealed() -> tuple[str, ...]:
    """Return the rules for a file of which nobody sealed anything: there is nothing to hold it against, and that is said once."""
    return tuple(name for name in FILE_RULES if name not in BESIDE_ISSUE)


def _outcome(verdict: Verdict, found: FoundSignature, in_file: Outcome) -> Outcome:
    own = verdict.on(found.field) if found.kind is SignatureKind.APPROVAL else None
    return own.outcome if own is not None else in_file


def _plan(found: Alone) -> tuple[SigningPlan | None, str, bool]:
    """Return the plan inside with its digest, and whether there is one that cannot be read."""
    if found.plan is None:
        return None, "", False
    try:
        return (*plan_inside(found.plan), False)
    except ValueError:
        return None, "", True


def _places(file: Examination, day: date) -> SigningPlan:
    """Return what stands in for a plan: every field that stands ready is a place to sign. Days and kind are asked by no rule then."""
    own = {each.field for each in file.signatures if each.kind is not SignatureKind.APPROVAL}
    places = tuple(PlannedSignature(name, name, "", _KEPT, "") for name in dict.fromkeys(file.fields) if name not in own)
    groups = (Group(places),) if places else ()
    return SigningPlan("", Kind.MAATWERKAFSPRAAK, "", "nl", day, day, groups)


def _about(found: Alone, *, told: bool, unread: bool, trusting: bool) -> Findings:
    """Yield what is lacking to judge a file by itself."""
    if unread:
        yield finding("E985", "", found.file.sha256)
    elif found.sealed and not told:
        yield finding("E986", "", found.file.sha256)
    if found.file.signatures and not trusting:
        yield finding("W987", "", found.file.sha256)
