"""Who may sign, and who may let a text stand: proof of authority, decisions of a province, roles that accept a position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agreements.drafting.proofreading.editions import Edition, edition_of, signed_by
from agreements.drafting.proofreading.manuscript import Finding, Manuscript
from agreements.drafting.template import STANDARD
from agreements.model.dossier import Dossier, Province, Signatory
from agreements.model.dossier_kinds import AuthorityKind, Representative
from agreements.model.planning import MAX_AGE_DAYS
from agreements.problems import Problem, Where, problem
from agreements.sources import guess

_BASIS = {Edition.OF_2003: f"{Edition.OF_2003}, 5", Edition.OF_2025: f"{Edition.OF_2025}, 9"}
_COMPANY = frozenset({AuthorityKind.REGISTER_EXTRACT, AuthorityKind.STATUTES, AuthorityKind.POWER_OF_ATTORNEY})
_STATE = frozenset({AuthorityKind.OFFICE, AuthorityKind.MANDATE, AuthorityKind.POWER_OF_ATTORNEY})
_PROVINCE = frozenset({AuthorityKind.OFFICE, AuthorityKind.DESIGNATION, AuthorityKind.POWER_OF_ATTORNEY})


def authority(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what is wrong with the authority to sign; a reconstruction or a note is never signed, so it has none to prove."""
    dossier = manuscript.dossier
    if dossier.reconstruction or not manuscript.is_signed:
        return
    places = manuscript.template.about.signatures
    kinds = frozenset(places.texts) if places else frozenset()
    signing = [each for each in dossier.signatories if not each.withdrawn and _kind(each, dossier) in kinds]
    for signatory in signing:
        yield from _proof(signatory, dossier, _BASIS[edition_of(manuscript)])
        yield from _age(signatory, manuscript)
        together = [each for each in signing if each.party == signatory.party]
        if signatory.authority and signatory.authority.joint and len(together) == 1:
            where = signatory.authority.at("joint")
            yield Finding(problem("W442", where, name=signatory.name, party=signatory.party, basis="BW 2:130, 2:240"))
    for province in dossier.provinces:
        if not province.withdrawn and "province" in kinds:
            yield from _province(province)


def _kind(signatory: Signatory, dossier: Dossier) -> str:
    """Return for which kind of party somebody signs, as a template names it."""
    if signatory.party in {"company", "parent"}:
        return signatory.party
    return "minister" if signatory.party in {minister.id for minister in dossier.ministers} else "province"


def _fitting(signatory: Signatory, dossier: Dossier) -> frozenset[AuthorityKind]:
    if signatory.party in {"company", "parent"}:
        return _COMPANY
    return _STATE if signatory.party in {minister.id for minister in dossier.ministers} else _PROVINCE


def _proof(signatory: Signatory, dossier: Dossier, basis: str) -> Iterator[Finding]:
    proof, fitting = signatory.authority, _fitting(signatory, dossier)
    if proof is None:
        yield Finding(problem("W440", signatory.where, name=signatory.name, basis=basis))
    elif proof.kind not in fitting:
        known = ", ".join(sorted(fitting))
        yield Finding(problem("W444", proof.at("kind"), kind=proof.kind, name=signatory.name, party=signatory.party, known=known))


def _age(signatory: Signatory, manuscript: Manuscript) -> Iterator[Finding]:
    """Yield an extract that is old on the day of signing, else of the document; without a day there is nothing to count from."""
    proof, edition, day = signatory.authority, edition_of(manuscript), _day(manuscript)
    if proof is None or proof.kind is not AuthorityKind.REGISTER_EXTRACT or proof.date is None or day is None:
        return
    days = (day - proof.date.last).days
    if days > MAX_AGE_DAYS and edition is Edition.OF_2025:  # that of 2003 asks for authority, not for a recent extract
        told = problem("W441", proof.at("date"), name=signatory.name, date=str(day), days=days, limit=MAX_AGE_DAYS, basis=_BASIS[edition])
        yield Finding(told)


def _day(manuscript: Manuscript) -> date | None:
    printed = manuscript.documents[0].date if manuscript.documents else ""
    return signed_by(manuscript) or (date.fromisoformat(printed) if printed else None)


def _province(province: Province) -> Iterator[Finding]:
    """Yield what a province lacks to be bound (Provinciewet, 158 and 176)."""
    deputy = province.represented_by is Representative.DEPUTY
    lacking = {
        ("@gs_decision", "Provinciewet, 158"): province.decision is None or province.decision.date is None,
        ("@province_representation", "Provinciewet, 176"): province.represented_by is None,
        ("@designation", "Provinciewet, 176"): deputy and (province.designation is None or province.designation.date is None),
    }
    for (missing, basis), lacks in lacking.items():
        if lacks:
            yield Finding(problem("W443", province.where, name=province.name, missing=missing, basis=basis))


def positions(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each chosen position that does not exist, or that this role may not accept."""
    clauses = {clause.id: clause for clause in manuscript.template.clauses}
    for name, chosen in manuscript.dossier.positions.get(manuscript.kind, {}).items():
        clause = clauses.get(name)
        if clause is None:
            yield Finding(_unknown("@clause", name, list(clauses), chosen.where))
            continue
        fallback = next((each for each in clause.about.positions if each.id == chosen.position), None)
        if fallback is None and chosen.position != STANDARD:
            known = [STANDARD, *(each.id for each in clause.about.positions)]
            yield Finding(_unknown("@position", chosen.position, known, chosen.at("position")), name)
        elif fallback is not None and chosen.role not in fallback.accept:
            roles = ", ".join(fallback.accept)
            refused = problem("E406", chosen.at("role"), role=chosen.role, position=chosen.position, clause=name, roles=roles)
            yield Finding(refused, name)


def _unknown(kind: str, name: str, known: list[str], where: Where) -> Problem:
    return problem("E405", where, kind=kind, name=name, guess=guess(name, known), known=", ".join(known))
