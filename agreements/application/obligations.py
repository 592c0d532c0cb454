"""Use case: what signed agreements ask for by a day, beside the other deadlines: milestones, yearly reports, and terms of a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agreements.application.casework import COMPANY, case_of, company_stream
from agreements.application.dossiers import fold_dossier
from agreements.application.due import Running
from agreements.model.dossier_kinds import Stage
from agreements.model.monitoring import Followed, followed
from agreements.model.portfolio import Sure, sure
from agreements.model.reaching import REACHED, Reached
from agreements.model.remedies import Failing, Step, Trigger
from agreements.model.values import LocalText
from agreements.model.yearly import Sent
from agreements.record.record import Reading, Record
from agreements.record.tables import SIGNING
from agreements.workflow.definition import Legal
from agreements.workflow.projections import signed_on

MILESTONE, REPORT, PLAN, REMEDY = "milestone/", "report/", "plan/", "remedy/"
"""How the state of each begins in a list of deadlines; the id of the milestone or commitment follows, or the year of the report."""


def obligations_running(record: Record, today: date, company: str, within: int | None) -> tuple[Running, ...]:
    """Return what signed agreements ask for and is not there: of one company or all, within so many days or all, and what is over.

    A dossier that cannot be read any more asks for nothing here: the deadlines of the others are not kept back for it.
    """
    with record.snapshot() as reading:
        found = [_followed(reading, each, today) for each in ([company] if company else _signed(reading))]
    every = (one for each in found if each is not None for one in _running(each, today))
    return tuple(each for each in every if within is None or each.left is None or each.left <= within)


def _signed(reading: Reading) -> list[str]:
    """Return the companies of whose case the record knows that a binding agreement was signed."""
    rows = reading.columns(SIGNING, "stream", instrument=Stage.MAATWERKAFSPRAAK)
    return sorted({str(stream).removeprefix(COMPANY) for (stream,) in rows})


def _followed(reading: Reading, company: str, today: date) -> Followed | None:
    folded = fold_dossier(company, reading.load(company_stream(company)))
    dossier = folded.read()[0] if folded is not None else None
    case = case_of(reading, company)
    return followed(dossier, today, signed_on(case) if case is not None else {}) if dossier is not None else None


def _running(found: Followed, today: date) -> Iterator[Running]:
    """Yield what one agreement asks for; nothing once it has certainly ended."""
    if found.stopped is not None and sure(found.stopped, today) is Sure.CERTAINLY:
        return
    for each in found.milestones:
        what, when = each.milestone.what, each.milestone.date
        if each.reached not in {*REACHED, Reached.NOT_OWED} and when is not None:
            label = LocalText(f"mijlpaal: {what.nl}", f"milestone: {what.en}")
            yield _deadline(found, f"{MILESTONE}{each.milestone.id}", label, when.last, today)
    for owed in found.reports:
        if owed.sent in {Sent.OVERDUE, Sent.AHEAD}:
            label = LocalText(f"verslag over {owed.year}", f"report on {owed.year}")
            yield _deadline(found, f"{REPORT}{owed.year}", label, owed.last, today)
    for trigger in found.triggers:
        yield from _remedy(found, trigger, today)


def _remedy(found: Followed, trigger: Trigger, today: date) -> Iterator[Running]:
    """Yield the terms that run after a warning: until when a remedy plan is awaited, and until when there is time to remedy."""
    if trigger.step is not Step.REMEDY or trigger.warning is None:
        return
    about = f"{trigger.subject}/{trigger.year}" if trigger.kind is Failing.RESULT else trigger.subject
    of = (
        LocalText(f"verslag over {trigger.year}", f"report on {trigger.year}")
        if trigger.kind is Failing.REPORT
        else LocalText(about, about)
    )
    if trigger.plan_by is not None and (trigger.warning.plan is None or sure(trigger.warning.plan, today) is Sure.NOT):
        label = LocalText(f"herstelplan: {of.nl}", f"remedy plan: {of.en}")
        yield _deadline(found, f"{PLAN}{about}", label, trigger.plan_by, today)
    if trigger.until is not None:
        label = LocalText(f"hersteltermijn: {of.nl}", f"remedy period: {of.en}")
        yield _deadline(found, f"{REMEDY}{about}", label, trigger.until, today)


def _deadline(found: Followed, state: str, label: LocalText, last: date, today: date) -> Running:
    return Running(found.company, found.name, state, label, f"{state}:{last}", last, (last - today).days, None, Legal.CONTRACTUAL, "", None)
