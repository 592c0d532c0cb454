"""What a dossier says to one kind of document: typed values under the paths that a template may name.

A path that the dossier does not fill is absent. A fact that is internal is absent too: what may not leave the house cannot be printed.
The table of paths stands in docs/template-format.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from agreements.model.dossier import (
    Baseline,
    Commitment,
    Decision,
    Dossier,
    Effort,
    Fact,
    Figure,
    HistoryFact,
    Milestone,
    Minister,
    Multiple,
    Precondition,
    Project,
    Promise,
    Province,
    Signatory,
    Slug,
)
from agreements.model.dossier_kinds import Boundary, HistoryEvent, Indicator, Kind, PartyKind, Stage, Visibility
from agreements.model.values import EUROS, Framework, FuzzyDate, LocalText, Precision, Unit
from agreements.sources import Node

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed list; the template or the language says how it prints."""

    value: str


@dataclass(frozen=True, slots=True)
class Target:
    """The year in which, or before which, a figure is to be reached."""

    year: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure is compared with, as it stands in the dossier; of water or energy a level, not an emission."""

    baseline: Baseline
    emission: bool = True


@dataclass(frozen=True, slots=True)
class Extent:
    """The numbers of a figure for a table cell, without the unit, which has a column of its own."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class UnitName:
    """The unit of a column or cell; a mass of other greenhouse gases is one of CO₂ equivalents, not of the gas itself."""

    unit: Unit
    equivalents: bool = False


@dataclass(frozen=True, slots=True)
class MinisterName:
    """The office of a minister with the ministry: "Minister van ..."."""

    office: str
    ministry: LocalText


@dataclass(frozen=True, slots=True)
class Subject:
    """What a commitment is about: its own words, else the name of the indicator; `emitted`: what is emitted, not how it is counted."""

    indicator: Indicator
    words: LocalText | None
    emitted: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Texts that print as one list: "A, B en C"."""

    parts: tuple[FactValue, ...]


Scope = Mapping[str, "FactValue"]
FactValue = (
    str
    | LocalText
    | Figure
    | Multiple
    | FuzzyDate
    | Choice
    | Target
    | Base
    | Framework
    | Boundary
    | Extent
    | UnitName
    | MinisterName
    | Subject
    | Series
    | Node
    | tuple[Scope, ...]
)

NITROGEN = {Indicator.NOX, Indicator.NITROGEN, Indicator.NH3}
EMISSIONS = {Indicator.CO2, Indicator.CO2_EQ, *NITROGEN, Indicator.PARTICULATES, Indicator.ZZS, Indicator.ODOUR}
CARBON = {Indicator.CO2, Indicator.CO2_EQ}


def facts_of(dossier: Dossier, stage: Stage, kind: Kind | None = None) -> dict[str, FactValue]:
    """Return the printable facts of a dossier by path, for the instrument of a stage or a document of another kind about that stage."""
    kind = kind or Kind(stage)
    signable = list(Stage)[: _ORDER.index(stage) + (kind.stage is None)]  # what comes after an instrument can name the day it was signed
    visible = _Visible(dossier)
    promises = [(commitment, promise) for commitment in visible(dossier.commitments) for promise in visible.promises(commitment, stage)]
    money = [pair for pair in promises if _is_money(pair[1])]
    reductions = [pair for pair in promises if not _is_money(pair[1]) and pair[0].party is PartyKind.COMPANY]
    projects = {project.id: project.name for project in _known(visible(dossier.projects), stage)}
    return {
        **_company(dossier, kind),
        **_parties(dossier, visible),
        **_promises(reductions),
        **_groups(reductions),
        **_money(money),
        **_signed(visible(dossier.history), signable),
        "projects": _listed(sorted(_known(visible(dossier.projects), stage), key=_rank), lambda project: _project(project, dossier)),
        "preconditions": _listed(visible(dossier.preconditions), _precondition),
        "efforts": _listed(visible(dossier.efforts), _effort),
        "milestones": _listed(_known(visible(dossier.milestones), stage), lambda milestone: _milestone(milestone, projects)),
        **{f"answers.{name}": node for name, node in dossier.answers.get(kind, {}).items()},
    }


_ORDER = list(Stage)
_Dated = TypeVar("_Dated", Project, Milestone)


def _known(facts: Iterable[_Dated], stage: Stage) -> list[_Dated]:
    """Leave out what came up only after the instrument that is drafted."""
    return [fact for fact in facts if fact.since is None or _ORDER.index(fact.since) <= _ORDER.index(stage)]


class _Visible:
    """Leaves out what is internal or withdrawn; what is not marked is internal."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def __call__(self, facts: Iterable[F]) -> list[F]:
        return [fact for fact in facts if _may_leave(fact)]

    def promises(self, commitment: Commitment, stage: Stage) -> Iterator[Promise]:
        for promise in commitment.promised:
            if promise.stage is stage and _may_leave(promise, around=commitment.visibility):
                yield promise


def _may_leave(fact: Fact, *, around: Visibility | None = None) -> bool:
    visibility = fact.visibility or around or Visibility.INTERNAL
    return visibility is not Visibility.INTERNAL and not fact.withdrawn


def _filled(entries: Mapping[str, FactValue | None]) -> dict[str, FactValue]:
    """Return the entries that say something."""
    return {path: value for path, value in entries.items() if value is not None and (value or not isinstance(value, str | tuple))}


def _listed(facts: Iterable[F], scope: Callable[[F], Mapping[str, FactValue | None]]) -> FactValue:
    return tuple({"id": getattr(fact, "id", ""), **_filled(scope(fact))} for fact in facts)


def _company(dossier: Dossier, kind: Kind) -> dict[str, FactValue]:
    company = dossier.company
    if not _may_leave(company):
        return {}
    places = tuple(dict.fromkeys(site.place for site in company.sites if site.place and _may_leave(site, around=company.visibility)))
    facts: dict[str, FactValue | None] = {
        "company.name": company.name,
        "company.short_name": company.short_name or company.name,
        "company.legal_form": Choice(company.legal_form) if company.legal_form else None,
        "company.law": company.law,
        "company.seat": company.seat,
        "company.address": company.address,
        "company.kvk": company.kvk,
        "company.cluster": Choice(company.cluster) if company.cluster else None,
        "company.activity": company.activity,
        "company.places": Series(places) if places else None,
    }
    parent = company.parent
    if parent and (parent.signs or kind.by_parent) and _may_leave(parent, around=company.visibility):
        facts |= {
            "parent.name": parent.name,
            "parent.law": parent.law,
            "parent.seat": parent.seat,
            "parent.register": parent.register,
            "parent.number": parent.number,
        }
    return _filled(facts)


def _parties(dossier: Dossier, visible: _Visible) -> dict[str, FactValue]:
    signatories = visible(dossier.signatories)

    def of(party: str) -> list[Signatory]:
        return [each for each in signatories if each.party == party]

    def person(signatory: Signatory) -> dict[str, FactValue | None]:
        return {"name": signatory.name, "function": signatory.function}

    def minister(each: Minister) -> dict[str, FactValue | None]:
        signs = of(each.id)
        return {
            "name": MinisterName(each.office, each.ministry),
            "office": Choice(each.office),
            "ministry": each.ministry,
            "representative": signs[0].name if signs else None,
            "function": signs[0].function if signs else None,
        }

    def province(each: Province) -> dict[str, FactValue | None]:
        signs = of(each.id)
        return {
            "name": each.name,
            **_decision("decision", each.decision),
            "represented_by": Choice(each.represented_by) if each.represented_by else None,
            **_decision("designation", each.designation),
            "representative": signs[0].name if signs else None,
            "function": signs[0].function if signs else None,
        }

    return _filled(
        {
            "ministers": _listed(visible(dossier.ministers), minister),
            "provinces": _listed(visible(dossier.provinces), province),
            "company_signatories": _listed(of("company"), person),
            "parent_signatories": _listed(of("parent"), person),
            "company.authority": _acting(of("company")),
            "parent.authority": _acting(of("parent")),
        }
    )


def _acting(signatories: Sequence[Signatory]) -> Choice | None:
    """Return whether several persons act together or each alone; nothing for one person, or when the proof of one is not recorded."""
    proofs = [signatory.authority for signatory in signatories]
    if len(proofs) == 1 or any(proof is None for proof in proofs):
        return None
    return Choice("joint" if any(proof and proof.joint for proof in proofs) else "each") if proofs else None


def _decision(path: str, decision: Decision | None) -> dict[str, FactValue | None]:
    return {f"{path}.date": decision.date, f"{path}.reference": decision.reference} if decision else {}


def figure_facts(path: str, figure: Figure | None, *, emission: bool = True) -> dict[str, FactValue | None]:
    """Return a figure with its attributes, each under its own path; the figure itself prints amount and unit only."""
    if figure is None:
        return {}
    return {
        path: figure,
        f"{path}.target": Target(figure.year, figure.before) if figure.year or figure.before else None,
        f"{path}.baseline": Base(figure.baseline, emission) if figure.baseline else None,
        f"{path}.above": figure.above,
        f"{path}.boundary": None if figure.boundary is Boundary.UNKNOWN else figure.boundary,
        f"{path}.price_level": figure.price_level,
    }


def _promise(promise: Promise, indicator: Indicator) -> dict[str, FactValue | None]:
    emission = indicator in EMISSIONS
    neutral = promise.neutral
    return {
        "nature": Choice(promise.nature),
        **figure_facts("total", promise.total, emission=emission),
        **figure_facts("additional", promise.additional, emission=emission),
        **figure_facts("share", promise.share, emission=emission),
        "multiple": promise.multiple,
        "multiple.of": promise.multiple.of if promise.multiple else None,
        "neutral": Target(neutral.year, neutral.before) if neutral else None,
        "text": promise.text,
    }


_Promised = list[tuple[Commitment, Promise]]


def _promises(promises: _Promised) -> dict[str, FactValue]:
    """Return the promise per indicator; of several about one indicator the first, the others stand in their lists."""
    found: dict[str, FactValue] = {}
    for commitment, promise in reversed(promises):
        prefix = commitment.indicator.value
        for path in [path for path in found if path == prefix or path.startswith(f"{prefix}.")]:
            del found[path]
        inner = {"subject": commitment.subject, **_promise(promise, commitment.indicator)}
        found |= {prefix: Choice(prefix), **_filled({f"{prefix}.{path}": value for path, value in inner.items()})}
    return found


def _groups(promises: _Promised) -> dict[str, FactValue]:
    def chosen(indicators: set[Indicator]) -> tuple[Scope, ...]:
        return tuple(_filled(_commitment(*pair)) for pair in promises if pair[0].indicator in indicators)

    other = set(Indicator) - CARBON - NITROGEN - {Indicator.CIRCULARITY}
    return _filled(
        {
            "emissions": tuple(_emission(scope) for scope in chosen(CARBON | NITROGEN)),
            "nitrogen": chosen(NITROGEN),
            "circularity": chosen({Indicator.CIRCULARITY}),
            "environment": chosen(other),
            "reductions": tuple(row for pair in promises for row in _rows(*pair)),
        }
    )


def _is_money(promise: Promise) -> bool:
    """Say whether a promise is about money: an investment or a contribution, which reduces nothing."""
    return any(figure is not None and figure.unit in EUROS for figure in (promise.total, promise.additional))


def _money(promises: _Promised) -> dict[str, FactValue]:
    """Return what the company invests, what authorities contribute and who does, and the subsidy: the first of the State."""
    by_company = [pair for pair in promises if pair[0].party is PartyKind.COMPANY]
    by_others = [pair for pair in promises if pair[0].party is not PartyKind.COMPANY]
    subsidy = next((promise.total for commitment, promise in by_others if commitment.party is PartyKind.STATE), None)
    return _filled(
        {
            "investments": tuple(_filled(_commitment(*pair)) for pair in by_company),
            "contributions": tuple(_filled({**_commitment(*pair), "party": Choice(pair[0].party)}) for pair in by_others),
            **figure_facts("subsidy.total", subsidy),
        }
    )


_STATED = {Precision.DAY, Precision.MONTH, Precision.YEAR}


def _signed(history: Iterable[HistoryFact], stages: Collection[Stage]) -> dict[str, FactValue]:
    """Return when each of some instruments was signed, as `jloi.signed`; a day that may lie anywhere in a longer time is not known."""
    signed = [fact for fact in history if fact.event is HistoryEvent.SIGNED and fact.stage in stages]
    return _filled({f"{fact.stage}.signed": fact.date for fact in signed if fact.date and fact.date.precision in _STATED})


def _commitment(commitment: Commitment, promise: Promise) -> dict[str, FactValue | None]:
    return {
        "id": commitment.id,
        "name": Subject(commitment.indicator, commitment.subject),
        "indicator": Choice(commitment.indicator),
        **_promise(promise, commitment.indicator),
    }


def _emission(scope: Scope) -> Scope:
    """Return a commitment of which the subject is a substance, as in "the emissions of greenhouse gases"."""
    name = scope["name"]
    return {**scope, "name": replace(name, emitted=True) if isinstance(name, Subject) else name}


def _rows(commitment: Commitment, promise: Promise) -> Iterator[Scope]:
    """Yield a row of the table of reductions for each figure of a promise."""
    for key, figure in (("total", promise.total), ("additional", promise.additional), ("share", promise.share)):
        if figure:
            yield _filled(
                {
                    "id": f"{commitment.id}-{key}",
                    "name": Subject(commitment.indicator, commitment.subject),
                    "nature": Choice(promise.nature),
                    "amount": Extent(figure),
                    "unit": UnitName(figure.unit, equivalents=commitment.indicator is Indicator.CO2_EQ),
                    "target": Target(figure.year, figure.before) if figure.year or figure.before else None,
                    "baseline": Base(figure.baseline, commitment.indicator in EMISSIONS) if figure.baseline else None,
                    "boundary": None if figure.boundary is Boundary.UNKNOWN else figure.boundary,
                    "above": figure.above,
                }
            )


def _rank(project: Project) -> tuple[bool, int]:
    """Order by preference; those without one come last, as they stand."""
    return project.rank is None, project.rank or 0


def _project(project: Project, dossier: Dossier) -> dict[str, FactValue | None]:
    sites = {site.id: site.place or site.name for site in dossier.company.sites if _may_leave(site, around=dossier.company.visibility)}
    return {
        "name": project.name,
        "technique": Choice(project.technique),
        "description": project.description,
        "site": sites.get(project.site) if project.site else None,
        "start": project.start,
        "decision": project.decision,
        **figure_facts("reduction", project.reduction),
    }


def _precondition(precondition: Precondition) -> dict[str, FactValue | None]:
    return {
        "what": precondition.what,
        "owner": precondition.owner,
        "kind": Choice(precondition.kind),
        "wanted": precondition.wanted,
    }


def _effort(effort: Effort) -> dict[str, FactValue | None]:
    return {"what": effort.what, "party": Choice(effort.party), "kind": Choice(effort.kind)}


def _milestone(milestone: Milestone, projects: Mapping[Slug, LocalText]) -> dict[str, FactValue | None]:
    return {
        "what": milestone.what,
        "party": Choice(milestone.party),
        "date": milestone.date,
        "project": projects.get(milestone.project) if milestone.project else None,
        **figure_facts("instalment", milestone.instalment),
    }
