"""Between the course of an issue and the process: a signature that counts is the answer in the slot, and nothing else is.

The record of signing says what counts; the workflow says who may write that down and when. So nobody ticks a box: what a round of signing
is, and what it refuses by hand, stands in `signing_round`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from agreements.application.acting import Actor, Moment
from agreements.application.casework import Folder, append_decision, folder_of, office_of, pinned_workflow
from agreements.application.issue_rows import rows_with
from agreements.application.people import must_be_known
from agreements.application.signing_record import issues_of
from agreements.application.signing_round import Round, round_of
from agreements.model.dossier_kinds import Kind
from agreements.problems import AgreementsError, Problem, Said
from agreements.record.record import Reading, Record, Transaction
from agreements.record.values import Author, Commit, NewEvent
from agreements.workflow.assessment import Scene, roles_of, standing
from agreements.workflow.case import Slot
from agreements.workflow.commands import Accepted, Refused, TakeStep
from agreements.workflow.decisions import decide
from agreements.workflow.definition import SlotFile
from agreements.workflow.encoding import on
from agreements.workflow.events import Answer, Event, MemberReplaced
from agreements.workflow.events import Author as ProcessAuthor
from agreements.workflow.loading import Workflow
from agreements.workflow.signing import slots_of

_RECORDING = Said("ondertekening vastleggen", "recording signing")
_NOT_NEEDED = "volgens het tekenplan niet meer nodig / no longer needed by the signing plan"


@dataclass(frozen=True, slots=True)
class Settled:
    """What the process made of it: the answers that it took, where the case stands, and in which words that is said.

    `waits` says why an answer was left to somebody else.
    """

    events: tuple[Event, ...]
    folder: Folder
    workflow: Workflow | None
    waits: tuple[Problem, ...] = ()


class _NothingKept(Exception):  # noqa: N818  # no error: it takes a trial back
    """Leaves a transaction without what was written in it."""


@contextmanager
def tried(record: Record, *, dry_run: bool) -> Iterator[Transaction]:
    """Open a transaction; a trial goes all the way, so that it tells what the case would refuse, and is taken back."""
    with suppress(_NothingKept), record.transaction() as transaction:
        yield transaction
        if dry_run:
            raise _NothingKept


def settle(
    transaction: Transaction, company: str, told: Sequence[NewEvent], kind: Kind, by: tuple[Actor, Moment], *, must: bool = True
) -> Settled:
    """Write what happened to an issue of a kind, and answer for everybody whose signature counts where the case waits for it.

    Raise AgreementsError, so that nothing is written, when the process refuses an answer; unless it need not be given now.
    """
    actor, moment = by
    folder = folder_of(transaction, company)
    writer = Author(actor.person, account=actor.account)
    rows = rows_with(transaction, folder.stream, told)
    transaction.append(Commit(folder.stream, folder.version, tuple(told), writer, moment.instant, rows=rows))
    folder = replace(folder, version=folder.version + len(told))
    if folder.case is None:
        return Settled((), folder, None)
    workflow, issues = pinned_workflow(transaction, folder), issues_of(transaction, company)
    events: list[Event] = []
    while answer := next(_answers(round_of(issues, folder.case, workflow, kind), folder, actor.person), None):
        decided = decide(workflow, folder.case, office_of(transaction), folder.parties, answer, day=moment.day)
        if isinstance(decided, Refused):
            if must:
                raise AgreementsError(*decided.reasons)
            return Settled(tuple(events), folder, workflow, decided.reasons)
        folder = append_decision(transaction, folder, decided, actor, moment)
        events += decided.events
    folder, left = without_who_need_not(transaction, folder, workflow, by)
    return Settled((*events, *left), folder, workflow)


def without_who_need_not(
    transaction: Transaction, folder: Folder, workflow: Workflow, by: tuple[Actor, Moment]
) -> tuple[Folder, tuple[Event, ...]]:
    """Let whoever need not sign any more leave the slot, whoever answered last: of three two may be enough, and the slot asks all."""
    actor, moment = by
    events: list[Event] = []
    steps = workflow.steps_from(folder.case.at.state) if folder.case is not None else ()
    kinds = dict.fromkeys(step.signs for step in steps if step.signs)
    issues = issues_of(transaction, folder.company) if kinds else ()
    for kind in kinds:
        for leaves in _not_needed(round_of(issues, folder.case, workflow, kind), folder):
            decided = Accepted((leaves,), on(moment.day), ProcessAuthor(actor.person))
            folder = append_decision(transaction, folder, decided, actor, moment)
            events += decided.events
    return folder, tuple(events)


def _answers(run: Round, folder: Folder, person: str) -> Iterator[TakeStep]:
    """Yield an answer for each member of a slot that waits of whom it is known whether they sign."""
    for slot, current in _waiting(run, folder):
        for member in current.members:
            answer = run.answer(member.key)
            if member.key not in current.answers and answer is not None:
                note = run.reason(member.key) if answer is Answer.DECLINE else ""
                yield TakeStep(slot.id, person, note=note, answer=answer, member=member.key)


def _not_needed(run: Round, folder: Folder) -> Iterator[MemberReplaced]:
    for slot, current in _waiting(run, folder) if run.complete else ():
        for member in current.members:
            if member.key not in current.answers and run.plans(member.key) and run.answer(member.key) is None:
                yield MemberReplaced(slot.id, member.key, None, _NOT_NEEDED)


def _waiting(run: Round, folder: Folder) -> Iterator[tuple[SlotFile, Slot]]:
    """Yield the slots that wait for signatures; none while the case stands still."""
    if folder.case is not None and folder.case.suspended_since is None:
        yield from run.waiting()


# Who may


def must_record_signing(reading: Reading, company: str, kind: Kind, by: tuple[Actor, Moment]) -> None:
    """Raise AgreementsError unless a person is known, and may establish in the case of a company that a document of a kind is signed.

    Without a case, or where its workflow has no such step, whoever is known may.
    """
    actor, moment = by
    must_be_known(reading, actor.person)
    folder = folder_of(reading, company)
    if folder.case is None:
        return
    workflow = pinned_workflow(reading, folder)
    roles = {role for step in workflow.steps.values() if step.signs == kind for role in step.by}
    roles |= {role for slot in slots_of(workflow, kind) for role in slot.by.values()}
    if roles:
        scene = Scene(workflow, office_of(reading), folder.parties, moment.day)
        _, why = standing(scene, actor.person, roles_of(scene, sorted(roles)), frozenset(), _RECORDING)
        if why:
            raise AgreementsError(*why)
