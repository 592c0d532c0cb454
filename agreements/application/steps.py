"""Use cases: a step is taken, or it is explained why it cannot be; with the evidence that proves it, kept before it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.casework import Folder, append_decision, entries, folder_of, office_of, pinned_workflow
from agreements.application.signing_process import without_who_need_not
from agreements.application.signing_round import by_hand
from agreements.archive.store import keep
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Record
from agreements.workflow.commands import Command, Refused, TakeStep
from agreements.workflow.decisions import decide
from agreements.workflow.events import Answer, Author, Event, Evidence
from agreements.workflow.explanation import Explanation, explain, steps_now
from agreements.workflow.loading import Workflow


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings as evidence; `kind` is empty when they did not say which."""

    kind: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StepOrder:
    """What somebody asks: to take a step, or to answer for a member of a slot."""

    company: str
    step: str
    brought: tuple[Brought, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    answer: Answer | None = None
    member: str = ""
    effective: date | None = None
    key: str = ""
    """Under which a script can ask the same again: what was recorded under it is told, and not done twice."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command: every reason when it was refused, else its events, whose act they are, and where the case stands now."""

    reasons: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()
    before: Folder | None = None
    after: Folder | None = None
    workflow: Workflow | None = None
    author: Author | None = None


Kept = Callable[[], None]


def take(record: Record, archive: Path, order: StepOrder, by: tuple[Actor, Moment], *, dry_run: bool = False) -> Done:
    """Take a step. Its evidence is in the archive before the event that names it; a dry run decides and writes nothing."""

    def command(workflow: Workflow) -> Command:
        return _take(workflow, order, by[0].person)

    def store() -> None:
        for each in order.brought:
            keep(archive, each.content)

    return carry_out(record, order.company, command, by, archive=archive, store=None if dry_run else store, key=order.key, dry_run=dry_run)


def carry_out(
    record: Record,
    company: str,
    command: Callable[[Workflow], Command],
    by: tuple[Actor, Moment],
    *,
    archive: Path | None = None,
    store: Kept | None = None,
    key: str = "",
    dry_run: bool = False,
) -> Done:
    """Decide on a command for the case of a company, under the lock under which it is written.

    What was recorded under the same key before is told again; nothing is decided anew. A step that establishes signing is held against
    the files of `archive`.
    """
    actor, moment = by
    with record.transaction() as transaction:
        folder = folder_of(transaction, company)
        workflow = pinned_workflow(transaction, folder)
        earlier = transaction.replayed(folder.stream, key)
        if earlier is not None:
            return Done((), tuple(each.event for each in entries(earlier)), folder, folder, workflow)
        decided = decide(workflow, folder.case, office_of(transaction), folder.parties, command(workflow), day=moment.day)
        if isinstance(decided, Refused):
            return Done(decided.reasons, before=folder, workflow=workflow)
        if unproven := by_hand(transaction, folder, workflow, decided, archive):
            return Done(unproven, before=folder, workflow=workflow)
        if dry_run:
            return Done((), decided.events, folder, folder, workflow, decided.author)
        if store is not None:
            store()
        after = append_decision(transaction, folder, decided, actor, moment, key=key)
        after, left = without_who_need_not(transaction, after, workflow, by)
    return Done((), (*decided.events, *left), folder, after, workflow, decided.author)


def _take(workflow: Workflow, order: StepOrder, person: str) -> TakeStep:
    evidence = tuple(_named(workflow, order.step, order.brought))
    return TakeStep(order.step, person, evidence, order.facts, order.note, order.effective, order.answer, order.member)


def _named(workflow: Workflow, step: str, brought: Sequence[Brought]) -> Iterator[Evidence]:
    """Yield evidence with its kind: as was said, or the only kind that the step knows."""
    kinds = _kinds(workflow, step)
    for each in brought:
        kind = each.kind or (kinds[0] if len(kinds) == 1 else "")
        if not kind:
            known = ", ".join(kinds) or "-"
            raise AgreementsError(problem("E885", Where(each.name), given=each.name, known=known, example=kinds[0] if kinds else "letter"))
        yield Evidence(kind, sha256(each.content).hexdigest(), each.name)


def _kinds(workflow: Workflow, step: str) -> list[str]:
    if found := workflow.steps.get(step):
        return [*found.evidence, *found.optional_evidence]
    slot = workflow.slots.get(step)
    return list(slot.evidence) if slot else []


@dataclass(frozen=True, slots=True)
class Explained:
    """Why steps can or cannot be taken, with the workflow whose words they are said in."""

    folder: Folder
    workflow: Workflow
    explanations: tuple[Explanation, ...]


def explained(record: Record, company: str, step: str, person: str, day: date) -> Explained:
    """Return why a step, or with "" every step that starts where the case stands, can or cannot be taken by a person, or by anyone."""
    with record.snapshot() as reading:
        folder = folder_of(reading, company)
        workflow, office = pinned_workflow(reading, folder), office_of(reading)
        if step:
            found: tuple[Explanation, ...] = (explain(workflow, folder.case, office, folder.parties, TakeStep(step, person), day=day),)
        elif folder.case is not None:
            found = steps_now(workflow, folder.case, office, folder.parties, person, day=day)
        return Explained(folder, workflow, found)
