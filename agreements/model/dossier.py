"""The dossier: the recorded facts of one company. Its dataclasses are also the file format, see `reading`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from agreements.model.values import Framework, FuzzyDate, LocalText, Unit, Wording
from agreements.sources import Scalar

Slug = NewType("Slug", str)
"""Lower-case letters, digits and hyphens."""

Quoted = NewType("Quoted", str)
"""A string that must stand in quotes in the file."""

KvkNumber = NewType("KvkNumber", str)
"""Eight digits, quoted."""

SourceId = NewType("SourceId", str)
"""A key of `sources`."""


class Visibility(StrEnum):
    """Who may read a fact; what is not marked is internal."""

    PUBLIC = "public"
    PARTIES = "parties"
    INTERNAL = "internal"


class Stage(StrEnum):
    """The three instruments."""

    EOP = "eop"
    JLOI = "jloi"
    MAATWERKAFSPRAAK = "maatwerkafspraak"


class Nature(StrEnum):
    """How strong a promise is (Aanwijzingen voor convenanten 2025, aanw. 11)."""

    AMBITION = "ambition"
    INTENTION = "intention"
    EFFORT = "effort"
    RESULT = "result"


class Cluster(StrEnum):
    """The industrial clusters of the national programme; `cluster_6` lies outside the regional ones."""

    NOORD_NEDERLAND = "noord_nederland"
    NZKG = "nzkg"
    ROTTERDAM_MOERDIJK = "rotterdam_moerdijk"
    ZEELAND_WEST_BRABANT = "zeeland_west_brabant"
    CHEMELOT = "chemelot"
    CLUSTER_6 = "cluster_6"


class Indicator(StrEnum):
    """What a commitment is about. CO2 and CO2-eq are different indicators and are never added together."""

    CO2 = "co2"
    CO2_EQ = "co2_eq"
    NOX = "nox"
    NITROGEN = "nitrogen"
    NH3 = "nh3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every mapping may carry. `unsure` is for the office and is never printed."""

    source: SourceId | None = None
    unsure: str = ""
    visibility: Visibility = Visibility.INTERNAL


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
    baseline: str = ""
    boundary: str = ""
    above: Framework | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Fact):
    """ "Twice what the Klimaatakkoord asks": kept as said, never worked out."""

    times: Decimal
    of: Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Fact):
    """What was promised at one stage."""

    stage: Stage
    nature: Nature
    total: Figure | None = None
    additional: Figure | None = None
    share: Figure | None = None
    multiple: Multiple | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """One promise under one id through all stages."""

    id: Slug
    indicator: Indicator
    promised: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Fact):
    """The company that the dossier is about."""

    id: Slug
    name: str
    short_name: str = ""
    seat: str = ""
    address: str = ""
    kvk: KvkNumber | None = None
    cluster: Cluster | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """Where a fact was found."""

    title: str
    date: FuzzyDate | None = None
    publisher: str = ""
    url: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Fact):
    """What the template of an Expression of Principles asks beyond the facts."""

    next_step_by: FuzzyDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Fact):
    """A whole dossier."""

    format: int
    company: Company
    reconstruction: bool = False
    activity: LocalText | None = None
    commitments: tuple[Commitment, ...] = ()
    answers: Answers | None = None
    sources: tuple[tuple[Scalar, Reference], ...] = ()
