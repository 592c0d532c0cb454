"""What a verdict rests on: the plan, the files that came back, and what is known outside them; and the shape of a reason.

Nothing here judges. A signature that was given without a proven time lies between the issue, whose bytes it covers, and the day on which
the office received the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from agreements.model.amsterdam import legal_date
from agreements.model.examination import Examination, FoundSignature, SignatureKind
from agreements.model.placed import NOWHERE
from agreements.model.signing import Expected, Mandate, PlannedSignature, SigningPlan
from agreements.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Paper:
    """A signature in wet ink: the paper original is kept at `place`; `scan` is the SHA-256 of a copy, which proves nothing by itself.

    `attested_by` are persons who compared it page by page with the issued text; `signer` is who signed: the signatory, or the person
    to whom it was delegated.
    `replaced`: the paper is destroyed, by the substitution decision `decision`.
    """

    field: str
    signer: str
    signed_on: date
    place: str
    scan: str = ""
    attested_by: tuple[str, ...] = ()
    replaced: bool = False
    decision: str = ""

    @property
    def witnesses(self) -> frozenset[str]:
        """Return who attested it and did not sign it."""
        return frozenset(self.attested_by) - {self.signer, ""}


@dataclass(frozen=True, slots=True)
class Delegation:
    """Another person signs in the place of a signatory, by a mandate of their own that stays within that of the signatory."""

    person: str
    expected: Expected
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class Known:
    """What is known outside the files.

    `seals`: SHA-256 of the certificates of the office's seal. `left`: the last day in office of who left. `received`: by SHA-256 of a file,
    the day on which it came in. `ours`: SHA-256 of files to which the office itself added what proves validity later. `before`: fields that
    were signed in a file received before. `closed`: why the plan ended without being completed, one of the words of the course.
    """

    seals: frozenset[str] = frozenset()
    left: Mapping[str, date] = field(default_factory=dict)
    delegated: Mapping[str, Delegation] = field(default_factory=dict)  # by field
    papers: tuple[Paper, ...] = ()
    received: Mapping[str, date] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a signature may have been given; one day when it has a proven time."""

    first: date
    last: date
    proven: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A signature in the place that was planned for it: in a file, or on paper."""

    planned: PlannedSignature
    span: Span | None  # None: its time cannot be read
    found: FoundSignature | None = None
    file: Examination | None = None
    paper: Paper | None = None


@dataclass(frozen=True)
class Evidence:
    """The plan with all that is to be judged by it, on a day."""

    plan: SigningPlan
    files: tuple[Examination, ...]
    known: Known
    day: date

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """Return every approval in a planned field, and every signature on paper that is planned."""
        digital = (self._digital(file, found) for file in self.files for found in file.signatures if found.kind is SignatureKind.APPROVAL)
        paper = (self._on_paper(each) for each in self.known.papers)
        return tuple(each for each in (*digital, *paper) if each is not None)

    @property
    def signed(self) -> frozenset[str]:
        """Return the fields that were signed."""
        return frozenset(each.planned.field for each in self.given)

    def carried(self, file: Examination) -> frozenset[str]:
        """Return the fields that may be signed in a file: those of the counterpart that it is, or of the whole plan."""
        if not self.plan.counterparts:
            return frozenset(each.field for each in self.plan.signatures)
        signed = {each.field for each in file.signatures if each.kind is SignatureKind.APPROVAL}
        best = max(self.plan.counterparts, key=lambda each: len(signed & set(each.fields)))
        return frozenset(best.fields)

    def span(self, file: Examination, found: FoundSignature) -> Span | None:
        """Return when a signature was given; None when its time cannot be read."""
        if not found.proven:
            return Span(self.plan.issued_on, self.known.received.get(file.sha256, self.day), proven=False)
        day = day_of(found)
        return Span(day, day, proven=True) if day is not None else None

    def _digital(self, file: Examination, found: FoundSignature) -> Given | None:
        planned = self.plan.signature(found.field)
        return Given(planned, self.span(file, found), found, file) if planned is not None else None

    def _on_paper(self, paper: Paper) -> Given | None:
        planned = self.plan.signature(paper.field)
        return Given(planned, Span(paper.signed_on, paper.signed_on, proven=True), paper=paper) if planned is not None else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason, with the field and the file that it is about; empty when it is about the whole."""

    problem: Problem
    field: str = ""
    file: str = ""


Findings = Iterator[Finding]


def finding(code: str, at: str = "", file: str = "", /, **arguments: object) -> Finding:
    """Make a reason; `at` is the field that it is about, and one of its words where the sentence names a field."""
    return Finding(problem(code, NOWHERE, **arguments), at, file)


def instant_of(found: FoundSignature) -> datetime | None:
    """Return the proven time; None when there is none or it cannot be read, as without a time zone."""
    try:
        moment = datetime.fromisoformat(found.proven)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def day_of(found: FoundSignature) -> date | None:
    """Return the day for Dutch law on which a signature is proven to have been there."""
    moment = instant_of(found)
    try:
        return legal_date(moment) if moment is not None else None
    except OverflowError:  # the last hours of year 9999
        return None
