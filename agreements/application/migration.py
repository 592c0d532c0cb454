"""Use case: running cases moved to the last published version of their workflow, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.application.acting import Actor, Moment
from agreements.application.casework import Folder, append_decision, companies, folder_of, office_of, workflow_of
from agreements.application.people import must_be_known
from agreements.application.signing_round import against_moving
from agreements.problems import Problem, in_order
from agreements.record.record import Reading, Record
from agreements.workflow.assessment import Scene
from agreements.workflow.commands import Refused
from agreements.workflow.loading import Workflow
from agreements.workflow.migration import Migrate, Migrated, Renaming, migrate, migration_faults, situation_of


@dataclass(frozen=True, slots=True)
class Move:
    """One case: in which state it stands in the old version and in the new, and which slots it keeps."""

    company: str
    version: str
    old: str
    new: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """What becomes of every running case; with a reason nothing was moved."""

    version: str
    reasons: tuple[Problem, ...]
    moves: tuple[Move, ...] = ()


def move(record: Record, name: str, renaming: Renaming, by: tuple[Actor, Moment], *, dry_run: bool = False) -> Moves:
    """Move every case of a workflow to its last published version; refused unless the mapping is total over the situations in use."""
    actor, moment = by
    with record.transaction() as transaction:
        must_be_known(transaction, actor.person)
        new = workflow_of(transaction, name)
        behind = list(_behind(transaction, new))
        reasons = in_order([*_faults(behind, new, renaming)])
        decided = [] if reasons else [_decide(transaction, each, new, Migrate(actor.person, renaming), moment) for each in behind]
        reasons += tuple(reason for each in decided if isinstance(each, Refused) for reason in each.reasons)
        moved = [each for each in decided if isinstance(each, Migrated)]
        if not reasons and not dry_run:
            for (folder, _), each in zip(behind, moved, strict=True):
                append_decision(transaction, folder, each.accepted, actor, moment)
    moves = tuple(
        Move(folder.company, old.version, each.before.at.state, each.after.at.state, tuple(each.after.slots))
        for (folder, old), each in zip(behind, moved, strict=False)
    )
    return Moves(new.version, in_order(reasons), () if reasons else moves)


def _behind(reading: Reading, new: Workflow) -> Iterator[tuple[Folder, Workflow]]:
    """Yield every case that is pinned to an earlier version, with that version."""
    for company in companies(reading):
        folder = folder_of(reading, company)
        if folder.case is not None and folder.case.workflow == new.id and folder.case.digest != new.digest:
            yield folder, workflow_of(reading, new.id, folder.case.digest)


def _faults(behind: list[tuple[Folder, Workflow]], new: Workflow, renaming: Renaming) -> Iterator[Problem]:
    by_version: dict[str, tuple[Workflow, list[Folder]]] = {}
    for folder, old in behind:
        by_version.setdefault(old.digest, (old, []))[1].append(folder)
    for old, folders in by_version.values():
        yield from migration_faults(old, new, renaming, [situation_of(each.case) for each in folders if each.case])


def _decide(reading: Reading, behind: tuple[Folder, Workflow], new: Workflow, command: Migrate, moment: Moment) -> Migrated | Refused:
    folder, old = behind
    scene = Scene(new, office_of(reading), folder.parties, moment.day)
    if folder.case is None:
        return Refused(())
    decided = migrate(scene, old, folder.case, command)
    if isinstance(decided, Migrated) and (cut := against_moving(reading, folder.company, (decided.before, old), (decided.after, new))):
        return Refused(cut)
    return decided
