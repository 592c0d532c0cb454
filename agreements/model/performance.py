"""What the facts from after signing must have to do with each other: reached, reported, paid, warned of.

What was paid too early, or reached before anybody signed, may have happened: it is told and kept, not refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from agreements.model.dossier import Dossier, Fact, Funding, Milestone, Report
from agreements.model.dossier_kinds import FundingStep, ReportStatus, Stage
from agreements.model.encoding import date_text
from agreements.model.values import FuzzyDate
from agreements.problems import Problem, problem
from agreements.sources import guess, listed


def performance_faults(dossier: Dossier) -> Iterator[Problem]:
    """Yield what does not hold together in what happened after signing."""
    yield from _reports(dossier)
    yield from _milestones(dossier)
    yield from _payments(dossier)
    yield from _warnings(dossier)


def nowhere(fact: Fact, key: str, name: str, known: list[str]) -> Problem:
    """Return that a name points to nothing that is known."""
    return problem("E218", fact.at(key), id=name, guess=guess(name, known), known=listed(known))


def _reports(dossier: Dossier) -> Iterator[Problem]:
    commitments: list[str] = [each.id for each in dossier.commitments]
    seen: dict[tuple[str, int, ReportStatus], str] = {}
    for each in dossier.reports:
        if each.commitment not in commitments:
            yield nowhere(each, "commitment", each.commitment, commitments)
        if each.withdrawn:
            continue
        key = each.commitment, each.year, each.status
        if key in seen:
            yield problem("E223", each.at("id"), id=each.id, other=seen[key], status=each.status)
        seen.setdefault(key, each.id)
        yield from _report(each)


def _report(report: Report) -> Iterator[Problem]:
    if report.status is ReportStatus.VERIFIED and not report.verifier and "verifier" not in report.places:
        yield problem("E202", report.where, key="verifier")
    stated = report.figure.year or report.figure.before
    if stated is not None and (report.figure.before is not None or stated != report.year):
        yield problem("E224", report.figure.at("year" if report.figure.year else "before"), year=report.year, other=stated)
    if report.date.last.year <= report.year:
        yield problem("W223", report.at("date"), year=report.year, date=date_text(report.date))


def _milestones(dossier: Dossier) -> Iterator[Problem]:
    signed = dossier.signed
    for each in dossier.milestones:
        if each.met is None or each.withdrawn:
            continue
        if not (each.says("source") or dossier.says("source")):
            yield problem("E225", each.at("met"), id=each.id)
        first = _first(each, signed)
        if first is not None and first.first is not None and each.met.last < first.first:
            yield problem("W221", each.at("met"), id=each.id, met=date_text(each.met), signed=date_text(first))


def _first(milestone: Milestone, signed: dict[Stage, FuzzyDate]) -> FuzzyDate | None:
    """Return when the first instrument that names a milestone was signed: it stands in all when nothing says since which."""
    stages = list(Stage)
    since = stages.index(milestone.since) if milestone.since is not None else 0
    return next((signed[stage] for stage in stages[since:] if stage in signed), None)


def _payments(dossier: Dossier) -> Iterator[Problem]:
    milestones = {each.id: each for each in dossier.milestones}
    known: list[str] = list(milestones)
    for each in dossier.funding:
        if each.milestone is None:
            continue
        if each.step is not FundingStep.PAID:
            yield problem("E226", each.at("milestone"), step=each.step)
        elif each.milestone not in milestones:
            yield nowhere(each, "milestone", each.milestone, known)
        elif not each.withdrawn and _too_early(each, milestones[each.milestone]):
            yield problem("W222", each.at("milestone"), id=each.id, milestone=each.milestone)


def _too_early(payment: Funding, milestone: Milestone) -> bool:
    """Say whether something was certainly paid for what was not reached then, or never."""
    met = None if milestone.withdrawn else milestone.met
    return met is None or (payment.date is not None and met.first is not None and payment.date.last < met.first)


def _warnings(dossier: Dossier) -> Iterator[Problem]:
    milestones: list[str] = [each.id for each in dossier.milestones]
    commitments: list[str] = [each.id for each in dossier.commitments]
    known = [*milestones, *commitments]
    for each in dossier.warnings:
        if each.says("subject") == each.says("report"):
            yield problem("E227", each.where)
        elif each.subject is not None and each.subject not in known:
            yield nowhere(each, "subject", each.subject, known)
        elif each.subject in milestones and each.subject in commitments:
            yield problem("E228", each.at("subject"), id=each.subject)
