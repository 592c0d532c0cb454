"""Use cases: workflow files checked, drawn, published, and running cases moved to a new version."""

from __future__ import annotations

from dataclasses import dataclass

from agreements.application.acting import Actor, Moment
from agreements.application.casework import PUBLISHED, WORKFLOW, commit_of, definitions, folder_of, pinned_workflow
from agreements.application.people import must_be_known
from agreements.problems import AgreementsError, Problem, Where, errors, in_order, problem
from agreements.record.record import Record
from agreements.record.values import NewEvent
from agreements.sources import Source
from agreements.workflow.loading import Workflow, load_workflow
from agreements.workflow.soundness import unsound


@dataclass(frozen=True, slots=True)
class Checked:
    """A workflow file that was looked at: what it says unless it cannot be read, and everything that is wrong with it."""

    workflow: Workflow | None
    problems: tuple[Problem, ...]


def check(source: Source) -> Checked:
    """Return the workflow in a file with every fault of form, of sense and of soundness."""
    workflow, faults = load_workflow(source)
    found = faults if workflow is None else (*faults, *unsound(workflow))
    return Checked(workflow, in_order(found))


def publish(record: Record, source: Source, actor: Actor, moment: Moment) -> Workflow:
    """Publish a workflow that is sound; the very same again changes nothing. Raise AgreementsError with every reason why not."""
    checked = check(source)
    if checked.workflow is None or errors(checked.problems):
        raise AgreementsError(*errors(checked.problems))
    workflow = checked.workflow
    with record.transaction() as transaction:
        must_be_known(transaction, actor.person)
        earlier = list(definitions(transaction, workflow.id))
        if any(each.version == workflow.version and each.digest != workflow.digest for each in earlier):
            raise AgreementsError(problem("E884", Where(source.name), workflow=workflow.id, version=workflow.version))
        if not any(each.digest == workflow.digest for each in earlier):
            body = {"version": workflow.version, "digest": workflow.digest, "document": workflow.document}
            event = NewEvent(PUBLISHED, body, moment.day.isoformat())
            transaction.append(commit_of(transaction, f"{WORKFLOW}{workflow.id}", event, (actor, moment)))
    return workflow


def case_and_workflow(record: Record, company: str) -> tuple[Workflow, str]:
    """Return the version of the workflow to which a company's case is pinned, and the state in which it stands.

    Raise AgreementsError when nothing is recorded of the company, or it has no case.
    """
    with record.snapshot() as reading:
        folder = folder_of(reading, company)
        return pinned_workflow(reading, folder), folder.case.at.state if folder.case else ""
