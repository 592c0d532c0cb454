"""Between the record and the process: events become cases, and what a command decides becomes events, rows and timers.

The record knows nothing of what its events mean; the process knows nothing of where they are kept. This is the one place that knows both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from agreements.application.acting import Actor, Moment
from agreements.application.dossiers import RecordedDossier, fold_dossier
from agreements.application.issue_rows import issue_rows
from agreements.application.names import key_of, names_in, with_names
from agreements.application.portfolio_rows import NO_PROMISES, ended_rows, promise_rows
from agreements.model.canonical import canonical_json
from agreements.model.values import FuzzyDate
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Reading, Transaction
from agreements.record.tables import (
    BOARD,
    DOSSIER,
    SIGNING,
    STANDING,
    BoardRow,
    DossierRow,
    Signing,
    Standing,
    timer_rows,
)
from agreements.record.values import Author as Writer
from agreements.record.values import Commit, NewEvent, Recorded, Rows, Timer, effective_date
from agreements.sources import guess
from agreements.workflow.case import Case, Entry, fold, restored, snapshot
from agreements.workflow.commands import Accepted
from agreements.workflow.deadlines import running
from agreements.workflow.encoding import codec, date_text
from agreements.workflow.events import FORMAT, KINDS, Author, decode, encode
from agreements.workflow.loading import Workflow, workflow_from_document
from agreements.workflow.parties import Parties
from agreements.workflow.people import OFFICE_KINDS, Office, decode_office, fold_office
from agreements.workflow.projections import WaitingRow, signed_on, waiting_rows

OFFICE = "office"
COMPANY = "company/"
WORKFLOW = "workflow/"
PUBLISHED = "definition_published"


def company_stream(company: str) -> str:
    """Return the stream of a company."""
    return f"{COMPANY}{company}"


def new_event(kind: str, body: Mapping[str, object], when: FuzzyDate) -> NewEvent:
    """Return an encoded event of the process as one of the record."""
    return NewEvent(kind, body, date_text(when), format=FORMAT)


def entries(history: Iterable[Recorded]) -> Iterator[Entry]:
    """Yield the events of the process in a stream; other events of the company are passed over."""
    for each in history:
        if each.kind in KINDS:
            event = decode(each.kind, each.body, each.format)
            author = Author(each.author.person, each.author.on_behalf_of)
            yield Entry(event, each.version, effective_date(each.effective), author, each.recorded)


# The office


def office_of(reading: Reading) -> Office:
    """Return everybody with their roles and deputies."""
    return _office(reading, reading.head(OFFICE))


_folded: dict[str, Office] = {}
"""The office that this process folded last, by the hash of its last event, which stands for all before it."""


def _office(reading: Reading, head: str) -> Office:
    found = _folded.get(head)
    if found is None:
        found = office_from(reading.load(OFFICE))
        _folded.clear()
        _folded[head] = found
    return found


def office_from(history: Iterable[Recorded]) -> Office:
    """Return the office of a history; events of other kinds are passed over."""
    return fold_office(decode_office(each.kind, each.body, each.format) for each in history if each.kind in OFFICE_KINDS)


# Workflows


@dataclass(frozen=True, slots=True)
class Definition:
    """A published version of a workflow, with its canonical document."""

    workflow: str
    version: str
    digest: str
    document: Mapping[str, object]


def definitions(reading: Reading, workflow: str | None = None) -> Iterator[Definition]:
    """Yield every published version, of one workflow or of all, in the order of publication."""
    for stream in reading.streams(WORKFLOW) if workflow is None else [f"{WORKFLOW}{workflow}"]:
        for each in reading.load(stream):
            if each.kind == PUBLISHED:
                document = cast("Mapping[str, object]", each.body["document"])
                yield Definition(stream.removeprefix(WORKFLOW), str(each.body["version"]), str(each.body["digest"]), document)


def workflow_of(reading: Reading, workflow: str, digest: str = "") -> Workflow:
    """Return a published version of a workflow, the last one without `digest`; raise AgreementsError when there is none."""
    stream = f"{WORKFLOW}{workflow}"
    head = reading.head(stream)
    kept = _read.get((head, digest))
    if kept is not None:
        return kept
    found = [each for each in definitions(reading, workflow) if digest in {"", each.digest}]
    if not found:
        names = sorted({each.workflow for each in definitions(reading)})
        near, listed = guess(workflow, names), ", ".join(names) or "-"
        raise AgreementsError(problem("E883", Where(""), workflow=workflow, guess=near, known=listed))
    return _keep((head, digest), workflow_from_document(found[-1].document, f"workflow {workflow}"))


_read: dict[tuple[str, str], Workflow] = {}
"""Workflows that this process has read, by the hash of the last event of their stream and the digest that was asked: those never change."""
_MANY = 64


def _keep(key: tuple[str, str], workflow: Workflow) -> Workflow:
    if len(_read) >= _MANY:
        _read.clear()
    _read[key] = workflow
    return workflow


# Companies


@dataclass(frozen=True, slots=True)
class Folder:
    """What is at hand of one company when somebody does something: where its stream stands, its parties and its case."""

    company: str
    version: int
    parties: Parties
    case: Case | None

    @property
    def stream(self) -> str:
        """The stream of the company."""
        return company_stream(self.company)


def companies(reading: Reading) -> tuple[str, ...]:
    """Return the ids of all companies in the record."""
    return tuple(stream.removeprefix(COMPANY) for stream in reading.streams(COMPANY))


def folder_of(reading: Reading, company: str) -> Folder:
    """Return what is at hand of a company; raise AgreementsError when nothing is recorded of it."""
    stream = company_stream(company)
    rows = reading.columns(DOSSIER, "parties", stream=stream)
    if not rows:
        raise AgreementsError(unknown_company(reading, company))
    parties = codec(Parties).decode(json.loads(str(rows[0][0])))
    return Folder(company, reading.version(stream), parties, case_of(reading, company))


def unknown_company(reading: Reading, company: str) -> Problem:
    """Return the problem that nothing is recorded of a company."""
    known = list(companies(reading))
    return problem("E882", Where(company), company=company, guess=guess(company, known))


def case_of(reading: Reading, company: str) -> Case | None:
    """Return the case of a company: from its snapshot, or folded anew where that is of another version of maatwerk."""
    stream = company_stream(company)
    rows = reading.columns(STANDING, "snapshot", stream=stream)
    if not rows:
        return None
    return restored(json.loads(str(rows[0][0]))) or fold(entries(reading.load(stream)))


def pinned_workflow(reading: Reading, folder: Folder) -> Workflow:
    """Return the version of the workflow to which a case is pinned; raise AgreementsError for a company without a case."""
    if folder.case is None:
        raise AgreementsError(problem("E854", Where(folder.company), company=folder.company))
    return workflow_of(reading, folder.case.workflow, folder.case.digest)


def dossier_of(reading: Reading, company: str) -> RecordedDossier:
    """Return the dossier of a company; raise AgreementsError when nothing is recorded of it."""
    found = fold_dossier(company, reading.load(company_stream(company)))
    if found is None:
        raise AgreementsError(unknown_company(reading, company))
    return replace(found, said=with_names(found.said, names_in(reading)))


# Writing


def commit_of(reading: Reading, stream: str, event: NewEvent, by: tuple[Actor, Moment]) -> Commit:
    """Return one event behind the last of a stream, told by whoever does this."""
    actor, moment = by
    return Commit(stream, reading.version(stream), (event,), Writer(actor.person, account=actor.account), moment.instant)


def append_decision(transaction: Transaction, folder: Folder, accepted: Accepted, actor: Actor, moment: Moment, *, key: str = "") -> Folder:
    """Write what was decided, in the transaction in which the folder was read; return the folder after it."""
    events = tuple(new_event(*encode(each), accepted.effective) for each in accepted.events)
    first = folder.version + 1
    new = (Entry(each, first + number, accepted.effective, accepted.author) for number, each in enumerate(accepted.events))
    case = fold(new, folder.case)
    writer = Writer(accepted.author.person, accepted.author.on_behalf_of, actor.account)
    rows, timers = case_rows(transaction, folder.stream, case)
    transaction.append(Commit(folder.stream, folder.version, events, writer, moment.instant, key=key, rows=rows, timers=timers))
    return Folder(folder.company, folder.version + len(events), folder.parties, case)


def case_rows(reading: Reading, stream: str, case: Case | None) -> tuple[Rows, tuple[Timer, ...]]:
    """Return the rows and timers that stand for a case."""
    if case is None:
        return {STANDING.name: (), BOARD.name: (), SIGNING.name: (), **ended_rows(stream, None)}, ()
    workflow = workflow_of(reading, case.workflow, case.digest)
    rows: Rows = {
        STANDING.name: [_standing(stream, case)],
        BOARD.name: [_board(stream, workflow, case)],
        SIGNING.name: [
            Signing(stream, stage, day.first.isoformat() if day.first else "", day.last.isoformat())
            for stage, day in signed_on(case).items()
        ],
        **ended_rows(stream, case),
    }
    return rows, tuple(_timers(stream, workflow, case))


def _standing(stream: str, case: Case) -> Standing:
    paused = case.suspended_since
    return Standing(
        stream,
        case.workflow,
        case.digest,
        case.version,
        case.at.phase,
        case.at.state,
        date_text(case.since),
        case.at.outcome or "",
        date_text(paused) if paused else "",
        canonical_json(snapshot(case)).decode(),
    )


def _board(stream: str, workflow: Workflow, case: Case) -> BoardRow:
    phase, state = workflow.phases[case.at.phase].label, workflow.state(case.at.state).label
    waiting = [_waiting(workflow, each) for each in waiting_rows(workflow, case)]
    due = running(workflow, case)
    last = {"last": due.last.isoformat(), "legal": due.legal.value, "basis": due.basis} if due and due.last else {}
    return BoardRow(stream, phase.nl, phase.en, state.nl, state.en, canonical_json(waiting).decode(), canonical_json(last).decode())


def _waiting(workflow: Workflow, row: WaitingRow) -> dict[str, object]:
    what = workflow.slots[row.what].label if row.what in workflow.slots else workflow.steps[row.what].label
    whom = workflow.roles[row.role].label
    return {"what": {"nl": what.nl, "en": what.en}, "whom": {"nl": whom.nl, "en": whom.en}, "member": row.member}


def _timers(stream: str, workflow: Workflow, case: Case) -> Iterator[Timer]:
    """Yield the timer of the deadline that runs; one that moves is another timer, so that its warnings are given anew."""
    due = running(workflow, case)
    if due is not None and due.last is not None:
        rungs = tuple((f"{rung.number}:{rung.to}", rung.day.isoformat()) for rung in due.rungs)
        yield Timer(f"{case.at.state}:{case.entered}:{due.last}", stream, case.at.state, due.last.isoformat(), rungs)


def dossier_rows(stream: str, dossier: RecordedDossier | None) -> Rows:
    """Return the rows that stand for a dossier."""
    if dossier is None:
        return {DOSSIER.name: (), **NO_PROMISES}
    facts = replace(dossier, said=with_names(dossier.said, key_of)).dossier()  # rows outlive a name that is erased
    parties = canonical_json(codec(Parties).encode(Parties.of(facts))).decode()
    company = facts.company
    row = DossierRow(stream, dossier.version, company.short_name or company.name, company.cluster or "", parties)
    return {DOSSIER.name: [row], **promise_rows(stream, facts)}


def projection(reading: Reading) -> Callable[[str, Sequence[Recorded]], Rows]:
    """Return the fold of a stream into its rows, to prove the read models or to make them anew."""

    def rows_of(stream: str, history: Sequence[Recorded]) -> Rows:
        if not stream.startswith(COMPANY):
            return {}
        rows, timers = case_rows(reading, stream, fold(entries(history)))
        dossier = dossier_rows(stream, fold_dossier(stream.removeprefix(COMPANY), history))
        return {**rows, **timer_rows(timers), **dossier, **issue_rows(stream, history)}

    return rows_of
