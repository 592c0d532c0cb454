"""Use case: what signed PDFs prove by themselves, with nothing but somebody to trust; no record is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from agreements.application.acting import Moment
from agreements.model.alone import Proof, judge_alone
from agreements.model.signing import INSIDE
from agreements.model.verdicts import Outcome
from agreements.problems import AgreementsError, Problem
from agreements.signatures.examining import examine_alone
from agreements.signatures.trust import Trust
from agreements.workspace import read_whole


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file proves, or why it could not be opened: then `proof` is None."""

    name: str
    outcome: Outcome
    reasons: tuple[Problem, ...]
    proof: Proof | None = None


def verify(path: Path, trust: Trust, moment: Moment) -> Checked:
    """Return what a file proves at a moment; a file that cannot be opened proves nothing."""
    try:
        content = read_whole(path)
    except AgreementsError as error:
        return Checked(str(path), Outcome.INDETERMINATE, tuple(error.problems))
    proof = proved(content, trust, moment)
    return Checked(str(path), proof.verdict.outcome, proof.verdict.reasons, proof)


def proved(content: bytes, trust: Trust, moment: Moment) -> Proof:
    """Return what the bytes of a file prove at a moment; examined in another process, with so much time and room and no more."""
    found = examine_alone(content, INSIDE, trust, datetime.fromisoformat(moment.instant))
    return judge_alone(found, moment.day, trusting=bool(trust.anchors or trust.lists))
