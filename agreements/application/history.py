"""Use cases: the audit trail of a company, and what each figure was over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agreements.application.casework import company_stream, entries, unknown_company, workflow_of
from agreements.application.dossiers import APPLIED, changes_of
from agreements.application.names import names_in, with_names
from agreements.application.taken_in_record import taken_in
from agreements.application.telling import told
from agreements.model.revisions import Change, Content, revised, said_at
from agreements.model.values import FuzzyDate
from agreements.problems import AgreementsError
from agreements.record.record import Reading, Record
from agreements.record.values import Author, Recorded, effective_date
from agreements.workflow.events import CaseMigrated, CaseOpened
from agreements.workflow.loading import Workflow

_TAKEN_IN = {"nl": "Ingenomen: {name} ({kind}); herkomst: {source}", "en": "Taken in: {name} ({kind}); from: {source}"}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the trail: when it was so, when it was recorded, by whom, and what it was in words of one language."""

    version: int
    effective: FuzzyDate
    recorded: str
    author: Author
    kind: str
    sentences: tuple[str, ...]
    hash: str
    changes: tuple[Change, ...] = ()


def trail(record: Record, company: str, language: str) -> tuple[Told, ...]:
    """Return every event of a company, the oldest first; raise AgreementsError when nothing is recorded of it."""
    with record.snapshot() as reading:
        history = reading.load(company_stream(company))
        if not history:
            raise AgreementsError(unknown_company(reading, company))
        return tuple(_trail(reading, history, language))


def _trail(reading: Reading, history: Sequence[Recorded], language: str) -> Iterator[Told]:
    process = {each.version: each.event for each in entries(history)}
    said: Content | None = None
    workflow: Workflow | None = None
    for each in history:
        event = process.get(each.version)
        sentences: tuple[str, ...] = ()
        changes: tuple[Change, ...] = ()
        if isinstance(event, CaseOpened):
            workflow = workflow_of(reading, event.workflow, event.digest)
        elif isinstance(event, CaseMigrated) and workflow is not None:
            workflow = workflow_of(reading, workflow.id, event.new)
        if event is not None and workflow is not None:
            sentences = tuple(told(event, workflow, language))
        elif each.kind == APPLIED:
            after = revised(said, changes_of(each.body))
            changes = tuple(
                _named(reading, Change(change.path, said_at(said, change.path), change.after)) for change in changes_of(each.body)
            )
            said = after
        else:
            sentences = tuple(_TAKEN_IN[language].format(name=one.name, kind=one.kind, source=one.source) for _, one in taken_in([each]))
        yield Told(each.version, effective_date(each.effective), each.recorded, each.author, each.kind, sentences, each.hash, changes)


def _named(reading: Reading, change: Change) -> Change:
    name_of = names_in(reading)
    before = None if change.before is None else with_names(change.before, name_of, change.path)
    return Change(change.path, before, with_names(change.after, name_of, change.path))
