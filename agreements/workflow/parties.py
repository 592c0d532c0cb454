"""What the process must know of a dossier: who takes part, and who signs by which authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agreements.model.dossier import Dossier, Province, Signatory
from agreements.model.dossier_kinds import AuthorityKind, Kind, Representative
from agreements.model.planning import PARENT
from agreements.model.values import FuzzyDate
from agreements.workflow.definition import MemberKind

OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can be a member of a slot. `scopes` says, per kind, for whom a role must be held that acts for this party.

    Ministers and provinces are the same in every dossier; a company, its parent and who signs for them are held apart by company.
    """

    kind: MemberKind
    key: str
    scopes: Mapping[MemberKind, str]


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs, with the proof of authority that the dossier holds.

    Who signs for a province and is not known to be its commissaris `needs_designation`; `designated` is since when there is one in writing.
    """

    key: str
    name: str
    party: str
    proof: AuthorityKind | None = None
    date: FuzzyDate | None = None
    joint: bool = False
    needs_designation: bool = False
    designated: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one company's dossier."""

    company: str
    parties: tuple[Party, ...]
    signers: tuple[Signer, ...] = ()

    @classmethod
    def of(cls, dossier: Dossier) -> Parties:
        """Return the parties of a dossier; who was withdrawn takes no part."""
        company = dossier.company.id
        signing = [each for each in dossier.signatories if not each.withdrawn]
        provinces = {each.id: each for each in dossier.provinces if not each.withdrawn}
        main = list(_main(dossier))
        by_name = {_name(each): each for each in main}
        signatories = [_signatory(each, by_name.get(each.party), company) for each in signing]
        return cls(company, (*main, *signatories), tuple(_signer(each, provinces.get(each.party)) for each in signing))

    def members(self, kind: MemberKind) -> tuple[Party, ...]:
        """Return the parties of a kind."""
        return tuple(each for each in self.parties if each.kind == kind)

    def signs(self, party: Party, kind: Kind) -> bool:
        """Say whether a signatory signs a kind of document, as `model.planning.signatories_of` says it of a dossier."""
        for_parent = any(each.key == party.key and each.party == PARENT for each in self.signers)
        return for_parent if kind.by_parent else not for_parent or bool(self.members(MemberKind.PARENT))

    def scopes(self, kind: MemberKind) -> frozenset[str]:
        """Return for whom a role of this kind can be held in this dossier."""
        return frozenset(each.scopes[kind] for each in self.parties if kind in each.scopes)


def _name(party: Party) -> str:
    return party.kind.value if party.kind in {MemberKind.COMPANY, MemberKind.PARENT} else party.key


def _main(dossier: Dossier) -> Iterator[Party]:
    company = dossier.company
    for minister in dossier.ministers:
        if not minister.withdrawn:
            yield _party(MemberKind.MINISTER, minister.id)
    for province in dossier.provinces:
        if not province.withdrawn:
            yield _party(MemberKind.PROVINCE, province.id)
    yield _party(MemberKind.COMPANY, company.id)
    if company.parent and company.parent.signs and not company.parent.withdrawn:
        yield Party(MemberKind.PARENT, f"{company.id}-parent", {MemberKind.PARENT: company.id})
    yield _party(MemberKind.OFFICE, OFFICE)


def _party(kind: MemberKind, key: str) -> Party:
    return Party(kind, key, {kind: key})


def _signatory(signatory: Signatory, party: Party | None, company: str) -> Party:
    public = party is not None and party.kind in {MemberKind.MINISTER, MemberKind.PROVINCE}
    scope = signatory.id if public else f"{company}/{signatory.id}"
    return Party(MemberKind.SIGNATORY, signatory.id, {**(party.scopes if party else {}), MemberKind.SIGNATORY: scope})


def _signer(signatory: Signatory, province: Province | None) -> Signer:
    proof = signatory.authority
    needs = province is not None and province.represented_by is not Representative.KINGS_COMMISSIONER
    told = province.designation if province is not None and needs else None
    designated = told.date if told is not None and told.reference.strip() else None
    found = Signer(signatory.id, signatory.name, signatory.party, needs_designation=needs, designated=designated)
    return found if proof is None else replace(found, proof=proof.kind, date=proof.date, joint=proof.joint)
