"""The file of an arrangement: how the office wants to have one document signed, read with the place of every fault.

It says only what the dossier does not: groups and their order, levels, who must be kept apart, reminders, ceilings and whose certificate is
expected. A document without such a file is signed by all, side by side, with an advanced signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from agreements.model.dossier import Dossier, Slug
from agreements.model.placed import Placed
from agreements.model.planning import GRACE_DAYS, Arrangement, Terms
from agreements.model.reading import read_file
from agreements.model.signing import Counterpart, Expected, Level, field_of
from agreements.model.values import FuzzyDate, Precision
from agreements.problems import Problem, Where, problem
from agreements.sources import Source, guess, listed, parse_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry(Placed):
    """Who may sign side by side, by the ids of signatories; `needed` of them, or all."""

    signatories: tuple[Slug, ...]
    needed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsEntry(Placed):
    """What is arranged with one signatory. `ceiling` in euros; `certificate` is the SHA-256 of the one that is expected."""

    signatory: Slug
    level: Level = Level.ADVANCED
    place: str = ""
    last: FuzzyDate | None = None
    ceiling: Decimal | None = None
    persons: int = 1
    jointly_with: tuple[Slug, ...] = ()
    certificate: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterpartEntry(Placed):
    """One of several copies that are sent out side by side, and who signs in it."""

    id: Slug
    signatories: tuple[Slug, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementFile(Placed):
    """The whole file. `planned` is the day on which signing is meant to happen, `value` what the document is worth in euros.

    `grace_days` is how many days after the last a file may come in with what was signed in time.
    """

    format: int
    planned: FuzzyDate | None = None
    value: Decimal | None = None
    reminders: tuple[FuzzyDate, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    apart: tuple[tuple[Slug, ...], ...] = ()
    terms: tuple[TermsEntry, ...] = ()
    counterparts: tuple[CounterpartEntry, ...] = ()
    grace_days: int = GRACE_DAYS


@dataclass(frozen=True, slots=True)
class Days:
    """When a document goes out, and the last day on which it may be signed."""

    issued: date
    expires: date


def read_arrangement(source: Source, faults: list[Problem]) -> ArrangementFile | None:
    """Return what the file of an arrangement says, adding every fault in it to `faults`; None when it cannot be used."""
    node, found = parse_yaml(source)
    faults += found
    if node is None or found:
        return None
    before = len(faults)
    said = read_file(node, ArrangementFile, faults)
    return None if said is None or len(faults) > before else said


def arrangement_of(
    said: ArrangementFile | None, dossier: Dossier, days: Days, salts: Mapping[str, str], faults: list[Problem]
) -> Arrangement:
    """Return the arrangement for the signatories of a dossier, adding to `faults` each name that is none of theirs and each loose date."""
    if said is None:
        return Arrangement(days.issued, days.issued, days.expires, salts, grace_days=GRACE_DAYS)
    faults += _strangers(said, [each.id for each in dossier.signatories if not each.withdrawn])
    faults += _loose(said)
    return Arrangement(
        issued_on=days.issued,
        planned_on=said.planned.last if said.planned else days.issued,
        expires_on=days.expires,
        salts=salts,
        groups=tuple((each.signatories, each.needed) for each in said.groups),
        apart=tuple((pair[0], pair[-1]) for pair in said.apart if pair),
        terms={each.signatory: _terms(each, dossier) for each in said.terms},
        reminders=tuple(each.last for each in said.reminders),
        counterparts=tuple(Counterpart(each.id, tuple(map(field_of, each.signatories))) for each in said.counterparts),
        grace_days=said.grace_days,
    )


def _terms(said: TermsEntry, dossier: Dossier) -> Terms:
    named = next((each.name for each in dossier.signatories if each.id == said.signatory), "")
    expected = Expected(named, "", said.certificate.lower(), said.attributes) if said.certificate or said.attributes else None
    last = said.last.last if said.last else None
    return Terms(said.level, said.place, last, said.ceiling, said.persons, said.jointly_with, expected)


def _strangers(said: ArrangementFile, known: list[str]) -> Iterator[Problem]:
    """Yield each name that is no signatory, each twice arranged with, and each pair to be kept apart that is none."""
    named = [(name, each.at("signatories")) for each in said.groups for name in each.signatories]
    named += [(name, each.at("signatories")) for each in said.counterparts for name in each.signatories]
    named += [(name, said.at("apart")) for pair in said.apart for name in pair]
    named += [(each.signatory, each.at("signatory")) for each in said.terms]
    named += [(name, each.at("jointly_with")) for each in said.terms for name in each.jointly_with]
    for name, where in named:
        if name not in known:
            yield problem("E651", where, name=name, guess=guess(name, known), known=listed(known) or "–")
    arranged = [each.signatory for each in said.terms]
    for number, each in enumerate(said.terms):
        if each.signatory in arranged[:number]:
            yield problem("E652", each.at("signatory"), what="@terms_twice")
    if any(len(pair) != 2 for pair in said.apart):  # noqa: PLR2004  # a pair
        yield problem("E652", said.at("apart"), what="@no_pair")


def _loose(said: ArrangementFile) -> Iterator[Problem]:
    """Yield each date that is not a day."""
    dates: list[tuple[FuzzyDate | None, Where]] = [(said.planned, said.at("planned"))]
    dates += [(each, said.at("reminders")) for each in said.reminders]
    dates += [(each.last, each.at("last")) for each in said.terms]
    for each, where in dates:
        if each is not None and each.precision is not Precision.DAY:
            yield problem("E652", where, what="@no_day")
