"""What the keys of a dossier must have to do with each other, beyond the form of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from agreements.model.dossier import Commitment, Coverage, Dossier, Fact, Figure, Milestone, Neutral, Project, Promise
from agreements.model.dossier_kinds import Kind
from agreements.model.performance import nowhere as _nowhere
from agreements.model.performance import performance_faults
from agreements.model.reading import keys_of, read_dossier
from agreements.model.values import EUROS, MASSES, Unit
from agreements.problems import Problem, Where, in_order, problem
from agreements.sources import Node, guess

F = TypeVar("F", bound=Fact)


class Identified(Protocol):
    """A fact with an id."""

    @property
    def id(self) -> str:
        """The name by which other facts point to it."""

    def at(self, key: str) -> Where:
        """Return the place of a key."""


def dossier_from(node: Node) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """Return the dossier under a node and every fault in it, of form and of sense, in order."""
    dossier, faults = read_dossier(node)
    if dossier is None:
        return None, in_order(faults)
    return dossier, in_order([*faults, *inconsistencies(dossier)])


def inconsistencies(dossier: Dossier) -> Iterator[Problem]:
    """Yield what does not hold together in a dossier."""
    yield from _sources(dossier)
    yield from _identities(dossier)
    yield from _links(dossier)
    for commitment in dossier.commitments:
        yield from _promises(commitment)
    for figure in _facts(dossier, Figure):
        yield from _figure(figure)
    for emission in dossier.emissions:
        if emission.figure.unit not in MASSES:
            yield problem("E220", emission.figure.at("unit"), unit=emission.figure.unit, key="emissions")
    yield from _documents(dossier)
    yield from _sourceless(dossier, covered=False)
    yield from performance_faults(dossier)


def _documents(dossier: Dossier) -> Iterator[Problem]:
    """Yield each document that is an instrument, of which the signing is told in `history`, and each amount that is no money."""
    around = [each.value for each in Kind if each.stage is None]
    for each in dossier.documents:
        if each.kind.stage is not None:
            yield problem("E204", each.at("kind"), value=each.kind, guess="", choices=", ".join(around))
        if each.amount and each.amount.unit not in EUROS:
            yield problem("E220", each.amount.at("unit"), unit=each.amount.unit, key="documents")


def _below(fact: Fact) -> Iterator[Fact]:
    """Yield the facts directly inside a fact."""
    for each, _ in keys_of(type(fact)).values():
        value = getattr(fact, each.name)
        yield from (item for item in _items(value) if isinstance(item, Fact))


def _items(value: object) -> Iterator[object]:
    """Yield what a field holds: the one value, or each in a list or table."""
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _items(item)
    else:
        yield value


def _facts(fact: Fact, kind: type[F]) -> Iterator[F]:
    if isinstance(fact, kind):
        yield fact
    for item in _below(fact):
        yield from _facts(item, kind)


def _sources(dossier: Dossier) -> Iterator[Problem]:
    known = sorted(dossier.sources)
    for fact in _facts(dossier, Fact):
        if fact.source is not None and fact.source not in dossier.sources:
            yield problem("E209", fact.at("source"), id=fact.source, guess=guess(fact.source, known))


def _sourceless(fact: Fact, *, covered: bool) -> Iterator[Problem]:
    """Every figure has a source, its own or that of a fact around it."""
    covered = covered or fact.says("source")
    if isinstance(fact, Figure) and not covered:
        yield problem("E208", fact.where)
    for item in _below(fact):
        yield from _sourceless(item, covered=covered)


def _identities(dossier: Dossier) -> Iterator[Problem]:
    groups: tuple[Iterable[Identified], ...] = (
        (*dossier.ministers, *dossier.provinces),
        dossier.signatories,
        dossier.commitments,
        dossier.projects,
        dossier.preconditions,
        dossier.efforts,
        dossier.milestones,
        dossier.reports,
        dossier.warnings,
        dossier.funding,
        dossier.emissions,
        dossier.documents,
        dossier.company.sites,
    )
    for group in groups:
        seen: set[str] = set()
        for fact in group:
            if fact.id in seen:
                yield problem("E207", fact.at("id"), id=fact.id)
            seen.add(fact.id)


def _links(dossier: Dossier) -> Iterator[Problem]:
    parties: list[str] = ["company", "parent", *(each.id for each in dossier.ministers), *(each.id for each in dossier.provinces)]
    sites: list[str] = [site.id for site in dossier.company.sites]
    for signatory in dossier.signatories:
        if signatory.party not in parties:
            yield _nowhere(signatory, "party", signatory.party, parties)
    yield from _awaited(dossier)
    yield from _replaced(dossier)
    for project in dossier.projects:
        if project.site is not None and project.site not in sites:
            yield _nowhere(project, "site", project.site, sites)
    for coverage in _facts(dossier, Coverage):
        yield from (_nowhere(coverage, "sites", site, sites) for site in coverage.sites if site not in sites)
        yield from _coverage(coverage)
    projects: list[str] = [project.id for project in dossier.projects]
    for milestone in dossier.milestones:
        if milestone.project is not None and milestone.project not in projects:
            yield _nowhere(milestone, "project", milestone.project, projects)
        if milestone.instalment and milestone.instalment.unit not in {*EUROS, Unit.PERCENT}:
            yield problem("E220", milestone.instalment.at("unit"), unit=milestone.instalment.unit, key="instalment")
    yield from _needs(dossier)


def _needs(dossier: Dossier) -> Iterator[Problem]:
    """Yield needs that are nowhere, and a circle in which something would wait for itself."""
    waiting: tuple[Project | Milestone, ...] = (*dossier.projects, *dossier.milestones)
    known: list[str] = sorted({*(each.id for each in dossier.preconditions), *(each.id for each in waiting)})
    needs: dict[str, set[str]] = {}
    for each in waiting:
        needs.setdefault(each.id, set()).update(each.needs)
        yield from (_nowhere(each, "needs", need, known) for need in each.needs if need not in known)
    for each in waiting:
        if each.id in _reached(each.needs, needs):
            yield problem("E222", each.at("needs"), id=each.id)


def _reached(start: Iterable[str], needs: Mapping[str, Iterable[str]]) -> set[str]:
    """Return all that is needed for something, directly or by way of others."""
    reached: set[str] = set()
    ahead = list(start)
    while ahead:
        each = ahead.pop()
        if each not in reached:
            reached.add(each)
            ahead.extend(needs.get(each, ()))
    return reached


def _coverage(coverage: Coverage) -> Iterator[Problem]:
    """Yield what is wrong with what a promise covers: nothing is said of it, or more sites are named than it counts."""
    named = len(set(coverage.sites))
    if coverage.count is None and not coverage.sites:
        yield problem("E202", coverage.where, key="count")
    if coverage.count is not None and coverage.count < named:
        yield problem("E221", coverage.at("count"), count=coverage.count, named=named)


def _awaited(dossier: Dossier) -> Iterator[Problem]:
    commitments: list[str] = [each.id for each in dossier.commitments]
    for precondition in dossier.preconditions:
        for name in precondition.commitments:
            if name not in commitments:
                yield _nowhere(precondition, "commitments", name, commitments)


def _replaced(dossier: Dossier) -> Iterator[Problem]:
    """Yield what is wrong with money: units that are no euros, and entries that take the place of none before them."""
    earlier: list[str] = []
    for funding in dossier.funding:
        if funding.replaces is not None and funding.replaces not in earlier:
            yield _nowhere(funding, "replaces", funding.replaces, earlier)
        if funding.amount.unit not in EUROS:
            yield problem("E220", funding.amount.at("unit"), unit=funding.amount.unit, key="funding")
        earlier.append(funding.id)


def _promises(commitment: Commitment) -> Iterator[Problem]:
    seen = set()
    for promise in commitment.promised:
        if promise.stage in seen:
            yield problem("E219", promise.at("stage"), stage=promise.stage, id=commitment.id)
        seen.add(promise.stage)
        yield from _units(promise)
        if promise.neutral:
            yield from _neutral(promise.neutral)
        if promise.additional and not promise.additional.above:
            yield problem("E217", promise.additional.where)


def _neutral(neutral: Neutral) -> Iterator[Problem]:
    if not neutral.says("year") and not neutral.says("before"):
        yield problem("E202", neutral.where, key="year")
    if neutral.year is not None and neutral.before is not None:
        yield problem("E216", neutral.at("before"))


def _units(promise: Promise) -> Iterator[Problem]:
    if promise.share and promise.share.unit is not Unit.PERCENT:
        yield problem("E220", promise.share.at("unit"), unit=promise.share.unit, key="share")
    for key, figure in (("total", promise.total), ("additional", promise.additional)):
        if figure and figure.unit is Unit.PERCENT:
            yield problem("E220", figure.at("unit"), unit=figure.unit, key=key)


def _figure(figure: Figure) -> Iterator[Problem]:
    ranged = figure.at_least is not None or figure.at_most is not None
    if figure.amount is not None and ranged:
        yield problem("E210", figure.where)
    if not any(figure.says(key) for key in ("amount", "at_least", "at_most")):
        yield problem("E215", figure.where)
    if figure.at_least is not None and figure.at_most is not None and figure.at_least > figure.at_most:
        yield problem("E211", figure.at("at_least"), low=figure.at_least, high=figure.at_most)
    if figure.year is not None and figure.before is not None:
        yield problem("E216", figure.at("before"))
