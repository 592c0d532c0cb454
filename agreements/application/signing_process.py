"""Between the course of an issue and the process: a signature that counts is the answer in the slot, and nothing else is.

The record of signing says what counts; the workflow says who may write that down and when. So nobody ticks a box: `by_hand` refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agreements.application.acting import Actor, Moment
from agreements.application.casework import Folder, append_decision, folder_of, office_of, pinned_workflow
from agreements.application.issue_rows import rows_with
from agreements.application.people import must_be_known
from agreements.application.signing_record import IssueRecord, issues_of
from agreements.model.dossier import Stage
from agreements.model.signing_course import ENDED, Course, Status
from agreements.problems import AgreementsError, Problem, Said, Where, problem
from agreements.record.record import Reading, Transaction
from agreements.record.values import Author, Commit, NewEvent
from agreements.workflow.assessment import Scene, roles_of, standing
from agreements.workflow.case import Result, Slot
from agreements.workflow.commands import Accepted, Refused, TakeStep
from agreements.workflow.decisions import decide
from agreements.workflow.definition import SlotFile, SlotKind
from agreements.workflow.encoding import on
from agreements.workflow.events import Answer, Event, MemberReplaced, SlotAnswered, StepTaken
from agreements.workflow.events import Author as ProcessAuthor
from agreements.workflow.loading import Workflow

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


def settle(
    transaction: Transaction, company: str, told: Sequence[NewEvent], course: Course, by: tuple[Actor, Moment], *, must: bool = True
) -> Settled:
    """Write what happened to an issue, and answer for everybody whose signature counts where the case waits for it.

    `course` is that of the issue afterwards. Raise AgreementsError, so that nothing is written, when the process refuses an answer; unless
    it need not be given now.
    """
    actor, moment = by
    folder = folder_of(transaction, company)
    writer = Author(actor.person, account=actor.account)
    rows = rows_with(transaction, folder.stream, told)
    transaction.append(Commit(folder.stream, folder.version, tuple(told), writer, moment.instant, rows=rows))
    folder = replace(folder, version=folder.version + len(told))
    if folder.case is None:
        return Settled((), folder, None)
    workflow = pinned_workflow(transaction, folder)
    events: list[Event] = []
    while answer := next(_answers(workflow, folder, course, actor.person), None):
        decided = decide(workflow, folder.case, office_of(transaction), folder.parties, answer, day=moment.day)
        if isinstance(decided, Refused):
            if must:
                raise AgreementsError(*decided.reasons)
            return Settled(tuple(events), folder, workflow, decided.reasons)
        folder = append_decision(transaction, folder, decided, actor, moment)
        events += decided.events
    for leaves in _not_needed(workflow, folder, course):
        decided = Accepted((leaves,), on(moment.day), ProcessAuthor(actor.person))
        folder = append_decision(transaction, folder, decided, actor, moment)
        events += decided.events
    return Settled(tuple(events), folder, workflow)


def _answers(workflow: Workflow, folder: Folder, course: Course, person: str) -> Iterator[TakeStep]:
    """Yield an answer for each member of an open slot of whom it is known whether they sign."""
    for slot, current in _open_slots(workflow, folder, course.plan.kind):
        for member in current.members:
            answer = _answer(course, member.key)
            if member.key not in current.answers and answer is not None:
                yield TakeStep(slot.id, person, note=course.declined.get(member.key, ""), answer=answer, member=member.key)


def _not_needed(workflow: Workflow, folder: Folder, course: Course) -> Iterator[MemberReplaced]:
    """Yield that whoever need not sign any more leaves the slot: of a group of three two may be enough, and the slot asks all."""
    for slot, current in _open_slots(workflow, folder, course.plan.kind) if course.complete else ():
        for member in current.members:
            if member.key not in current.answers and course.plan.of_signatory(member.key) is not None:
                yield MemberReplaced(slot.id, member.key, None, _NOT_NEEDED)


def _open_slots(workflow: Workflow, folder: Folder, kind: Stage) -> Iterator[tuple[SlotFile, Slot]]:
    """Yield the slots that wait for signatures under a document of a kind, as they stand."""
    case = folder.case
    if case is None or case.suspended_since is not None:
        return
    for slot in _slots(workflow, kind):
        current = case.slots.get(slot.id)
        if current is not None and current.state == case.at.state and current.result is Result.PENDING:
            yield slot, current


def _answer(course: Course, signatory: str) -> Answer | None:
    planned = course.plan.of_signatory(signatory)
    if planned is not None and planned.field in course.signed and course.status not in ENDED:
        return Answer.SIGN
    return Answer.DECLINE if course.status is Status.DECLINED and signatory in course.declined else None


def _slots(workflow: Workflow, kind: Stage) -> Iterator[SlotFile]:
    """Yield the slots in which a document of a kind is signed: those that are open where a step establishes that it was."""
    states = {state for step in workflow.steps.values() if step.signs is kind for state in step.sources}
    yield from (each for each in workflow.slots.values() if each.kind is SlotKind.SIGNATURE and each.state in states)


# Who may, and what nobody may


def must_record_signing(reading: Reading, company: str, kind: Stage, by: tuple[Actor, Moment]) -> None:
    """Raise AgreementsError unless a person is known, and may establish in the case of a company that a document of a kind is signed.

    Without a case, or where its workflow has no such step, whoever is known may.
    """
    actor, moment = by
    must_be_known(reading, actor.person)
    folder = folder_of(reading, company)
    if folder.case is None:
        return
    workflow = pinned_workflow(reading, folder)
    roles = {role for step in workflow.steps.values() if step.signs is kind for role in step.by}
    roles |= {role for slot in _slots(workflow, kind) for role in slot.by.values()}
    if roles:
        scene = Scene(workflow, office_of(reading), folder.parties, moment.day)
        _, why = standing(scene, actor.person, roles_of(scene, sorted(roles)), frozenset(), _RECORDING)
        if why:
            raise AgreementsError(*why)


def by_hand(reading: Reading, folder: Folder, workflow: Workflow, events: Iterable[Event]) -> tuple[Problem, ...]:
    """Return why events of the process cannot be written by hand: they say of an issued document what its course does not say.

    A document that was not issued from here has no course; then the process is all there is.
    """
    found = []
    for event in events:
        kind = _signs(workflow, event)
        issues = [each for each in issues_of(reading, folder.company) if each.plan.kind is kind] if kind else []
        issues = [each for each in issues if each.course.status not in ENDED]
        if issues and not any(_borne_out(each, event) for each in issues):
            where, names = Where(folder.company), ", ".join(each.id for each in issues)
            code = "E631" if isinstance(event, SlotAnswered) else "E632"
            found.append(problem(code, where, issue=names, **({"member": event.member} if isinstance(event, SlotAnswered) else {})))
    return tuple(found)


def _signs(workflow: Workflow, event: Event) -> Stage | None:
    """Return the kind of document of which an event says that somebody, or everybody, signed it."""
    match event:
        case SlotAnswered() if event.answer is Answer.SIGN:
            state = workflow.slots[event.slot].state if event.slot in workflow.slots else ""
            return next((step.signs for step in workflow.steps.values() if step.signs and state in step.sources), None)
        case StepTaken():
            return event.signs
        case _:
            return None


def _borne_out(issue: IssueRecord, event: Event) -> bool:
    if isinstance(event, SlotAnswered):
        return _answer(issue.course, event.member) is Answer.SIGN
    brought = {each.sha256 for each in event.evidence} if isinstance(event, StepTaken) else set()
    scans = {each.scan for each in issue.course.papers.values()}
    return issue.course.complete and not brought.isdisjoint({*issue.days, *scans})
