"""What happened before or elsewhere, from a dossier into a case: the opening position and the facts, each with its source."""

from __future__ import annotations

from datetime import date

from agreements.model.dossier import Dossier, HistoryFact
from agreements.workflow.assessment import place
from agreements.workflow.commands import OpenCase, RecordHistory
from agreements.workflow.events import Place
from agreements.workflow.loading import Workflow
from agreements.workflow.projections import Certainty, Standing


def opening_commands(workflow: Workflow, dossier: Dossier, person: str) -> tuple[OpenCase | RecordHistory, ...]:
    """Return the commands that bring the history of a dossier into a case that has yet to be opened.

    It opens after the latest fact for which the workflow names a position; without one it opens at the beginning.
    """
    facts = tuple(each for each in dossier.history if not each.withdrawn)
    positions = [each for each in facts if workflow.opening(each.stage, each.event)]
    latest = max(positions, key=_last, default=None)
    opening = OpenCase(person) if latest is None else OpenCase(person, latest.stage, latest.event, source_of(dossier, latest), latest.date)
    return (opening, *(RecordHistory(person, each.stage, each.event, source_of(dossier, each), each.date) for each in facts))


def _last(fact: HistoryFact) -> date:
    return fact.date.last if fact.date else date.min


def source_of(dossier: Dossier, fact: HistoryFact) -> str:
    """Return where a fact was found, by title and by its key in the dossier; a fact without a source has none."""
    key = fact.source or dossier.source
    found = dossier.sources.get(key) if key else None
    return f"{found.title} [{key}]" if found else ""


def position(workflow: Workflow, standing: Standing) -> Place | None:
    """Return where a case certainly stood: as it was recorded, or, before it was opened, where the latest fact puts it."""
    if standing.certainly is not None:
        return standing.certainly.at
    sure = [fact for fact, certainty in standing.facts if certainty is Certainty.CERTAINLY and workflow.opening(fact.stage, fact.event)]
    latest = max(sure, key=lambda fact: fact.date.last, default=None)
    found = workflow.opening(latest.stage, latest.event) if latest else None
    return place(workflow, found.state) if found else None
