"""The dossier: the recorded facts of one company. Its dataclasses are also the file format, see `reading` and docs/dossier-format.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NewType

from agreements.model.dossier_kinds import (
    AuthorityKind,
    Boundary,
    Cluster,
    EffortKind,
    FundingStep,
    HistoryEvent,
    Indicator,
    Kind,
    LegalForm,
    Nature,
    Office,
    PartyKind,
    PreconditionKind,
    ReportStatus,
    Representative,
    Stage,
    Technique,
    Visibility,
)
from agreements.model.placed import Placed
from agreements.model.values import Framework, FuzzyDate, LocalText, Unit, Wording
from agreements.sources import Node

Slug = NewType("Slug", str)
"""Lower-case letters, digits and hyphens."""

Quoted = NewType("Quoted", str)
"""A string that must stand in quotes in the file, so that YAML cannot change it."""

KvkNumber = NewType("KvkNumber", str)
"""Eight digits, quoted."""

InstallationNumber = NewType("InstallationNumber", str)
"""The number of an installation in the registry of emissions trading: digits, quoted."""

Baseline = NewType("Baseline", str)
"""A year ("2020"), a period ("2018/2021") or "current"."""

SourceId = NewType("SourceId", str)
"""A key of `sources`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Placed):
    """What every mapping may carry.

    `unsure` is for the office and is never printed; without `visibility` that of the mapping around it holds.
    """

    source: SourceId | None = None
    unsure: str = ""
    visibility: Visibility | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A quantity as its source states it: one amount or a range, in one unit, with the year, baseline and boundary it goes with."""

    amount: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    unit: Unit
    wording: Wording = Wording.EXACT
    year: int | None = None
    before: int | None = None
    baseline: Baseline | None = None
    boundary: Boundary | LocalText | None = None
    above: Framework | None = None
    price_level: Quoted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Fact):
    """As "twice what the Klimaatakkoord asks": kept as said, never worked out."""

    times: Decimal
    of: Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutral(Fact):
    """The year in which, or before which, the company is to be climate neutral."""

    year: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Fact):
    """What a promise covers, as its source says it: how many places, what they are called, and which of the sites of the company."""

    count: int | None = None
    what: LocalText | None = None
    sites: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Fact):
    """What was promised at one stage."""

    stage: Stage
    nature: Nature
    enforceable: bool = False
    total: Figure | None = None
    additional: Figure | None = None
    share: Figure | None = None
    multiple: Multiple | None = None
    neutral: Neutral | None = None
    text: LocalText | None = None
    covers: Coverage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """One promise under one id through all stages."""

    id: Slug
    party: PartyKind
    indicator: Indicator
    subject: LocalText | None = None
    promised: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Fact):
    """A place where the company works."""

    id: Slug
    name: str
    place: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent(Fact):
    """A parent company; a party only when it signs."""

    name: str
    law: LocalText | None = None
    seat: str = ""
    register: LocalText | None = None
    number: Quoted | None = None
    signs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Fact):
    """The company that the dossier is about; `law` is that of a company under foreign law."""

    id: Slug
    name: str
    short_name: str = ""
    legal_form: LegalForm | None = None
    law: LocalText | None = None
    seat: str = ""
    address: str = ""
    kvk: KvkNumber | None = None
    cluster: Cluster | None = None
    activity: LocalText | None = None
    sites: tuple[Site, ...] = ()
    parent: Parent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minister(Fact):
    """A minister or state secretary who acts for the State."""

    id: Slug
    office: Office
    ministry: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A decision or designation by its date and reference."""

    date: FuzzyDate | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province(Fact):
    """A province that takes part, with the decision of gedeputeerde staten and who represents it."""

    id: Slug
    name: str
    decision: Decision | None = None
    represented_by: Representative | None = None
    designation: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Fact):
    """Proof that somebody may sign. It never leaves the house."""

    kind: AuthorityKind
    date: FuzzyDate | None = None
    reference: str = ""
    joint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory(Fact):
    """A person who signs for a party: `company`, `parent`, or the id of a minister or province."""

    id: Slug
    party: Slug = field(metadata={"key": "for"})
    name: str
    function: LocalText | None = None
    authority: Authority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Fact):
    """Something the company intends to build or change; `since` is the first instrument that names it, earlier ones leave it out.

    `needs` are the preconditions, milestones and projects that must be there before it can start.
    """

    id: Slug
    name: LocalText
    technique: Technique
    site: Slug | None = None
    description: LocalText | None = None
    start: FuzzyDate | None = None
    decision: FuzzyDate | None = None
    reduction: Figure | None = None
    rank: int | None = None
    needs: tuple[Slug, ...] = ()
    since: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition(Fact):
    """What must be there, in the hands of somebody else (randvoorwaarde): by when it is wanted, and when its owner expects it.

    It is a bottleneck until it is `met`. `commitments` are those that wait for it; without them every commitment of the company may.
    """

    id: Slug
    kind: PreconditionKind
    what: LocalText
    owner: LocalText | None = None
    wanted: FuzzyDate | None = None
    expected: FuzzyDate | None = None
    met: FuzzyDate | None = None
    commitments: tuple[Slug, ...] = field(default=(), metadata={"key": "for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Fact):
    """Money of the State that was asked or given, by step and day; `replaces` is the entry of which this one takes the place.

    `milestone` is, of what was paid, the milestone whose instalment it is.
    """

    id: Slug
    step: FundingStep
    amount: Figure
    date: FuzzyDate | None = None
    scheme: LocalText | None = None
    replaces: Slug | None = None
    milestone: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emission(Fact):
    """What was emitted in a year, as a source states it; a figure with a baseline is by how much less than in that year."""

    id: Slug
    indicator: Indicator
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort(Fact):
    """What an authority will try."""

    id: Slug
    party: PartyKind
    kind: EffortKind
    what: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Fact):
    """A step with a date; `since` is the first instrument that names it, earlier ones leave it out.

    `project` is the project that it is a step of; `instalment`, money or a percentage, the part of the subsidy that waits for it. `met` is
    the day on which it was reached.
    """

    id: Slug
    what: LocalText
    party: PartyKind
    date: FuzzyDate | None = None
    met: FuzzyDate | None = None
    project: Slug | None = None
    instalment: Figure | None = None
    needs: tuple[Slug, ...] = ()
    since: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Fact):
    """What was reported of a commitment for a calendar year, or found by who verified it; `date` is the day on which that came in."""

    id: Slug
    commitment: Slug = field(metadata={"key": "for"})
    year: int
    figure: Figure
    status: ReportStatus
    verifier: str = ""
    date: FuzzyDate


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenWarning(Fact):
    """That the State warned in writing of a failure to perform: of a milestone or commitment, or of the `report` on a year.

    `plan` is the day on which the remedy plan came in, `until` the last day of a longer period that the State accepted.
    """

    id: Slug
    subject: Slug | None = field(default=None, metadata={"key": "for"})
    report: int | None = None
    date: FuzzyDate
    plan: FuzzyDate | None = None
    until: FuzzyDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFact(Fact):
    """A dated public fact."""

    stage: Stage
    event: HistoryEvent
    date: FuzzyDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDocument(Fact):
    """A document around the instruments that exists, made or signed outside the record: a deed of security, an addendum, a notice.

    `about` is the instrument that it belongs to; `date` the day on which it was signed, sent or published; `reference` its mark, as the
    number in the Staatscourant; `amount` that of a deed of security, the highest that the guarantor pays.
    """

    id: Slug
    kind: Kind
    about: Stage | None = None
    number: Quoted | None = None
    date: FuzzyDate | None = None
    reference: str = ""
    amount: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """Where a fact was found."""

    title: str
    date: FuzzyDate | None = None
    publisher: str = ""
    url: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Fact):
    """One finding of proofreading that a named lawyer lets stand, with the reason; `stage`, `clause` and `words` say which.

    `stage` is the kind of document: an instrument, or one of those around it.
    """

    code: str
    stage: Kind | None = None
    clause: str = ""
    words: str = ""
    lawyer: str
    reason: str
    date: FuzzyDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPosition(Fact):
    """A fallback of a clause that somebody with that role accepted, in place of the standard text."""

    position: Slug
    role: Slug
    accepted_by: str
    date: FuzzyDate | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Fact):
    """A whole dossier.

    `based_on` is the version of the record that an exported file started from. `answers` holds, per kind of document, what a template asks
    beyond the facts (the template says what it means);
    `positions`, per kind and clause, the fallbacks that were accepted.
    """

    format: int
    based_on: int | None = None
    company: Company
    reconstruction: bool = False
    ministers: tuple[Minister, ...] = ()
    provinces: tuple[Province, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    projects: tuple[Project, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    efforts: tuple[Effort, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    reports: tuple[Report, ...] = ()
    warnings: tuple[WrittenWarning, ...] = ()
    funding: tuple[Funding, ...] = ()
    emissions: tuple[Emission, ...] = ()
    history: tuple[HistoryFact, ...] = ()
    documents: tuple[OtherDocument, ...] = ()
    answers: Mapping[Kind, Mapping[str, Node]] = field(default_factory=dict)
    positions: Mapping[Kind, Mapping[str, ChosenPosition]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    sources: Mapping[str, Reference] = field(default_factory=dict)

    @property
    def signed(self) -> dict[Stage, FuzzyDate]:
        """Return the day on which each instrument was signed, as the history tells it; the last one that is told counts."""
        told = (each for each in self.history if each.event is HistoryEvent.SIGNED and not each.withdrawn)
        return {each.stage: each.date for each in told if each.date is not None}
