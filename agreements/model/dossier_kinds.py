"""The closed lists that a dossier chooses from: who may read, which stage, what a promise is about, who acts."""

from __future__ import annotations

from enum import StrEnum


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


class Kind(StrEnum):
    """What can be drafted: the three instruments, and the documents around them that are no step of a commitment (ADR 0021)."""

    EOP = "eop"
    JLOI = "jloi"
    MAATWERKAFSPRAAK = "maatwerkafspraak"
    ADDENDUM = "addendum"
    ADVIESAANVRAAG = "adviesaanvraag"
    BESLISNOTA = "beslisnota"
    KENNISGEVING = "kennisgeving"
    GARANTIE = "garantie"

    @property
    def stage(self) -> Stage | None:
        """Return the stage that an instrument is; None for a document that only tells about one."""
        return next((each for each in Stage if each == self.value), None)

    @property
    def by_parent(self) -> bool:
        """Say whether the parent company makes it, also one that is no party to the instrument: a deed of security."""
        return self is Kind.GARANTIE


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
    NATURAL_GAS = "natural_gas"
    FRESH_WATER = "fresh_water"
    CIRCULARITY = "circularity"
    HEALTH = "health"
    NOISE = "noise"
    ODOUR = "odour"
    ZZS = "zzs"
    WATER = "water"
    SOIL = "soil"
    PARTICULATES = "particulates"
    ENERGY = "energy"
    OTHER = "other"


class PartyKind(StrEnum):
    """Who promises or acts."""

    COMPANY = "company"
    STATE = "state"
    PROVINCE = "province"


class LegalForm(StrEnum):
    """The legal form of the company; `foreign` says that another law governs it."""

    BV = "bv"
    NV = "nv"
    COOPERATIVE = "cooperative"
    FOREIGN = "foreign"


class Office(StrEnum):
    """Who acts for the State."""

    MINISTER = "minister"
    STATE_SECRETARY = "state_secretary"


class Representative(StrEnum):
    """Who represents a province (Provinciewet, art. 176): the commissaris van de Koning, or a deputy whom they designate."""

    KINGS_COMMISSIONER = "kings_commissioner"
    DEPUTY = "deputy"


class AuthorityKind(StrEnum):
    """What proves that somebody may sign."""

    OFFICE = "office"
    REGISTER_EXTRACT = "register_extract"
    STATUTES = "statutes"
    POWER_OF_ATTORNEY = "power_of_attorney"
    MANDATE = "mandate"
    DESIGNATION = "designation"


class Technique(StrEnum):
    """How a project reduces emissions."""

    CCS = "ccs"
    ELECTRIFICATION = "electrification"
    GREEN_HYDROGEN = "green_hydrogen"
    BLUE_HYDROGEN = "blue_hydrogen"
    EFFICIENCY = "efficiency"
    RESIDUAL_HEAT = "residual_heat"
    PROCESS_CHANGE = "process_change"
    CIRCULAR = "circular"
    OTHER = "other"


class PreconditionKind(StrEnum):
    """What must be there, in the hands of somebody else."""

    GRID = "grid"
    HYDROGEN = "hydrogen"
    CO2_TRANSPORT = "co2_transport"
    HEAT = "heat"
    PERMIT = "permit"
    SUBSIDY = "subsidy"
    REGULATION = "regulation"
    SPACE = "space"
    OTHER = "other"


class EffortKind(StrEnum):
    """What an authority will try."""

    PERMITS = "permits"
    INFRASTRUCTURE = "infrastructure"
    REGULATION = "regulation"
    FINANCE = "finance"
    COORDINATION = "coordination"


class FundingStep(StrEnum):
    """How far money of the State has come: asked for, set aside in the budget, granted by decision (beschikking), paid."""

    REQUESTED = "requested"
    RESERVED = "reserved"
    GRANTED = "granted"
    PAID = "paid"


class ReportStatus(StrEnum):
    """Who says what was reached: whoever had to reach it, or also somebody independent who verified it."""

    REPORTED = "reported"
    VERIFIED = "verified"


class HistoryEvent(StrEnum):
    """A dated public fact about an instrument."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    STOPPED = "stopped"


class Boundary(StrEnum):
    """Which emissions a figure covers; figures of unlike or unknown boundary are never added together."""

    UNKNOWN = "unknown"
    SCOPE_1 = "scope_1"
    SCOPE_1_2 = "scope_1_2"
    SITE = "site"
