"""From the dossier's signatories to a signing plan, or every reason why the document cannot be issued for signing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from agreements.model.dossier import Authority, Dossier, Province, Signatory
from agreements.model.dossier_kinds import AuthorityKind, Kind, Representative, Stage
from agreements.model.placed import NOWHERE
from agreements.model.signing import (
    Counterpart,
    Expected,
    Group,
    Level,
    Mandate,
    PlannedSignature,
    SigningPlan,
    field_of,
)
from agreements.problems import Problem, errors, problem

COMPANY, PARENT = "company", "parent"
MAX_AGE_DAYS = 90
"""How old an extract of the register may be. Aanw. 9 asks for a recent one and names no number; about three months is our choice."""
GRACE_DAYS = 7
"""How many days a file may be on its way after the last day, where an arrangement does not say; our choice, no rule names a number."""
LONGEST_GRACE = 90
_AGEING = AuthorityKind.REGISTER_EXTRACT


@dataclass(frozen=True, slots=True)
class Issue:
    """The document that goes out: a frozen version of one kind, in one language; `about` as in the plan."""

    identifier: str
    kind: Kind
    version: str
    language: str
    value: Decimal | None = None
    sha256: str = ""
    about: Stage | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is arranged with one signatory beyond the dossier: how they sign, and how far their mandate goes."""

    level: Level = Level.ADVANCED
    place: str = ""
    last: date | None = None
    ceiling: Decimal | None = None
    persons: int = 1
    jointly_with: tuple[str, ...] = ()
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the office wants to have it signed.

    `planned_on` is the day on which signing is meant to happen; `groups` are ids of signatories with how many must sign (None: all), one
    group of all when none is given; `apart` are pairs that one person may not fill; `salts` are random words, one per signatory.
    """

    issued_on: date
    planned_on: date
    expires_on: date
    salts: Mapping[str, str]
    groups: tuple[tuple[tuple[str, ...], int | None], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    terms: Mapping[str, Terms] = field(default_factory=dict)
    reminders: tuple[date, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    max_age_days: int = MAX_AGE_DAYS
    grace_days: int = 0

    def terms_of(self, signatory: str) -> Terms:
        """Return what is arranged with a signatory."""
        return self.terms.get(signatory, Terms())


def signatories_of(dossier: Dossier, kind: Kind) -> tuple[Signatory, ...]:
    """Return who signs a kind of document: for the parent company only where it signs what the others do, or makes the document alone."""
    parent = dossier.company.parent
    if kind.by_parent:
        return tuple(each for each in dossier.signatories if each.party == PARENT)
    with_parent = parent is not None and parent.signs and not parent.withdrawn
    return tuple(each for each in dossier.signatories if each.party != PARENT or with_parent)


def plan_of(dossier: Dossier, issue: Issue, arrangement: Arrangement) -> SigningPlan | tuple[Problem, ...]:
    """Return the plan by which a document is signed, or every reason against it."""
    signing: dict[str, Signatory] = {each.id: each for each in signatories_of(dossier, issue.kind) if not each.withdrawn}
    groups = arrangement.groups or ((tuple(signing), None),)
    found = errors(
        (
            *_document(dossier, arrangement),
            *_arranged(signing, groups, arrangement),
            *_persons(signing, arrangement),
            *(each for signatory in signing.values() for each in _signatory(dossier, signatory, issue, arrangement)),
        )
    )
    if found:
        return found
    return SigningPlan(
        identifier=issue.identifier,
        kind=issue.kind,
        version=issue.version,
        language=issue.language,
        issued_on=arrangement.issued_on,
        expires_on=arrangement.expires_on,
        groups=tuple(Group(tuple(_planned(signing[each], arrangement) for each in ids), needed) for ids, needed in groups),
        sha256=issue.sha256,
        value=issue.value,
        reminders=tuple(sorted(arrangement.reminders)),
        counterparts=arrangement.counterparts,
        persons={each.id: _expected(each, arrangement) for each in signing.values()},
        grace_days=arrangement.grace_days,
        about=issue.about,
    )


def same_name(one: str, other: str) -> bool:
    """Say whether two names are written alike, but for capitals, composition of letters and white space."""
    return _plain(one) == _plain(other)


def same_human(one: Expected, other: Expected) -> bool:
    """Say whether two are one person, by the certificate that is expected or by name."""
    same = bool(one.certificate) and one.certificate.casefold() == other.certificate.casefold()
    return same or same_name(one.name, other.name)


def may_be_one(one: PlannedSignature, other: PlannedSignature) -> bool:
    """Say whether one person may fill two places: for the company and for its parent, unless four eyes keep those two apart."""
    apart = other.signatory in one.apart_from or one.signatory in other.apart_from
    return {one.party, other.party} == {COMPANY, PARENT} and not apart


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()


def _document(dossier: Dossier, arrangement: Arrangement) -> Iterator[Problem]:
    if dossier.reconstruction:
        yield problem("E669", dossier.where, company=dossier.company.name)
    days = (arrangement.issued_on, *arrangement.reminders, arrangement.planned_on)
    in_order = all(arrangement.issued_on <= each <= arrangement.expires_on for each in days)
    if not in_order or not 0 <= arrangement.grace_days <= LONGEST_GRACE:
        yield _amiss("@plan_days")


def _amiss(what: str) -> Problem:
    return problem("E668", NOWHERE, what=what)


def _arranged(
    signing: Mapping[str, Signatory], groups: tuple[tuple[tuple[str, ...], int | None], ...], arrangement: Arrangement
) -> Iterator[Problem]:
    """Yield what is wrong with groups, counterparts and four eyes: each signatory stands in each of them once."""
    if not signing:
        yield _amiss("@nobody")
    placed = Counter(each for ids, _ in groups for each in ids)
    if placed != Counter(signing.keys()):
        yield _amiss("@groups")
    if any(not 1 <= (len(ids) if needed is None else needed) <= len(ids) for ids, needed in groups if signing):
        yield _amiss("@needed")
    carried = Counter(name for each in arrangement.counterparts for name in each.fields)
    digital = (each for each in signing if arrangement.terms_of(each).level is not Level.WET_INK)
    if arrangement.counterparts and carried != Counter(map(field_of, digital)):
        yield _amiss("@counterparts")
    if any(one == other or not {one, other} <= signing.keys() for one, other in arrangement.apart):
        yield _amiss("@apart")
    if not signing.keys() <= {key for key, salt in arrangement.salts.items() if salt}:
        yield _amiss("@salts")


def _persons(signing: Mapping[str, Signatory], arrangement: Arrangement) -> Iterator[Problem]:
    """Yield who would sign twice. A director may sign for the company and for its parent, unless four eyes keep those two apart."""
    apart = {frozenset(each) for each in arrangement.apart}
    signatories = tuple(signing.values())
    for number, one in enumerate(signatories):
        for other in signatories[number + 1 :]:
            both = {one.party, other.party} == {COMPANY, PARENT} and frozenset({one.id, other.id}) not in apart
            if not both and _same_person(one, other, arrangement):
                yield problem("E667", other.at("name"), name=other.name, one=one.id, other=other.id)


def _same_person(one: Signatory, other: Signatory, arrangement: Arrangement) -> bool:
    return same_human(_expected(one, arrangement), _expected(other, arrangement)) or same_name(one.name, other.name)


def _signatory(dossier: Dossier, signatory: Signatory, issue: Issue, arrangement: Arrangement) -> Iterator[Problem]:
    yield from _party(dossier, signatory, arrangement.planned_on)
    terms, name, proof = arrangement.terms_of(signatory.id), signatory.name, signatory.authority
    if proof is None or (proof.kind is _AGEING and proof.date is None):
        yield problem("E661", signatory.at("authority"), name=name)
        return
    yield from _dated(signatory, proof, arrangement)
    if terms.ceiling is not None and (issue.value is None or issue.value > terms.ceiling):
        yield problem("E664", signatory.where, name=name, ceiling=terms.ceiling, value="@unknown" if issue.value is None else issue.value)
    needed = max(terms.persons, 2 if proof.joint else 1)
    found = 1 + len(_together(dossier, signatory, terms))
    if found < needed or set(terms.jointly_with) - {each.id for each in _others(dossier, signatory)}:
        yield problem("E665", signatory.where, name=name, needed=max(needed, 1 + len(terms.jointly_with)), found=found)


def _others(dossier: Dossier, signatory: Signatory) -> list[Signatory]:
    """Return the other persons who sign for the same party; joint authority counts persons, not places."""
    found = (each for each in dossier.signatories if each.party == signatory.party and not each.withdrawn and each.id != signatory.id)
    return [each for each in found if not same_name(each.name, signatory.name)]


def _together(dossier: Dossier, signatory: Signatory, terms: Terms) -> list[Signatory]:
    return [each for each in _others(dossier, signatory) if not terms.jointly_with or each.id in terms.jointly_with]


def _dated(signatory: Signatory, proof: Authority, arrangement: Arrangement) -> Iterator[Problem]:
    """Yield why the proof does not hold on the planned day; of a date that is not known to the day the worst is taken."""
    day, last = arrangement.planned_on, arrangement.terms_of(signatory.id).last
    first = proof.date.last if proof.date else None
    if (first or date.min) > day or (last or date.max) < day:
        yield problem("E663", signatory.at("authority"), name=signatory.name, first=first or "@open", last=last or "@open", day=day)
    elif proof.kind is _AGEING and proof.date and (proof.date.first or date.min) < day - timedelta(days=arrangement.max_age_days):
        yield problem(
            "E662",
            signatory.at("authority"),
            name=signatory.name,
            date=proof.date.first or proof.date.last,
            limit=arrangement.max_age_days,
            day=day,
        )


def _party(dossier: Dossier, signatory: Signatory, day: date) -> Iterator[Problem]:
    parties = {COMPANY, *(each.id for each in dossier.ministers if not each.withdrawn)}
    parent = dossier.company.parent
    if parent is not None and not parent.withdrawn:
        parties.add(PARENT)
    province = next((each for each in dossier.provinces if each.id == signatory.party and not each.withdrawn), None)
    if province is not None:
        yield from _designated(province, signatory, day)
    elif signatory.party not in parties:
        yield problem("E666", signatory.at("for"), name=signatory.name, party=signatory.party)


def _designated(province: Province, signatory: Signatory, day: date) -> Iterator[Problem]:
    """Yield that a deputy has no written designation (art. 176(2) Provinciewet). Who represents is not known: that is no commissaris."""
    told = province.designation
    written = told is not None and told.date is not None and told.date.last <= day and bool(told.reference.strip())
    if province.represented_by is not Representative.KINGS_COMMISSIONER and not written:
        yield problem("E660", signatory.where, name=signatory.name, province=province.name)


def _expected(signatory: Signatory, arrangement: Arrangement) -> Expected:
    told = arrangement.terms_of(signatory.id).expected or Expected(signatory.name)
    return Expected(told.name, arrangement.salts.get(signatory.id, ""), told.certificate, told.attributes)


def _planned(signatory: Signatory, arrangement: Arrangement) -> PlannedSignature:
    terms = arrangement.terms_of(signatory.id)
    return PlannedSignature(
        field=field_of(signatory.id),
        signatory=signatory.id,
        party=signatory.party,
        mandate=_mandate(signatory.authority, terms),
        commitment=_expected(signatory, arrangement).commitment,
        capacity=signatory.function,
        level=terms.level,
        place=terms.place,
        apart_from=tuple(sorted({b if a == signatory.id else a for a, b in arrangement.apart if signatory.id in {a, b}})),
    )


def _mandate(proof: Authority | None, terms: Terms) -> Mandate:
    if proof is None:  # refused before; said for the reader of types
        raise LookupError(terms)
    return Mandate(
        kind=proof.kind,
        reference=proof.reference,
        # An extract says how things stood on its date; it does not begin on it.
        first=proof.date.last if proof.date and proof.kind is not _AGEING else None,
        last=terms.last,
        ceiling=terms.ceiling,
        persons=max(terms.persons, 2 if proof.joint else 1, 1 + len(terms.jointly_with)),
        jointly_with=tuple(sorted(terms.jointly_with)),
    )
