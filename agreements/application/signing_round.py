"""What a round of signing is: a signature slot as it is open in a case, with the issues that went out since it was opened.

An issue counts only in the round in which it went out; the newest of each language does, and all languages together are the document. What
was withdrawn, expired, declined or replaced bears nobody out. In a round in which nothing was issued from here the process is all there is:
then a document is signed wholly on paper, outside the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agreements.application.casework import Folder
from agreements.application.judgement import standing
from agreements.application.signing_record import IssueRecord, issues_of
from agreements.model.dossier_kinds import HistoryEvent, Kind
from agreements.model.signing_course import ENDED, Course, Status
from agreements.model.values import FuzzyDate
from agreements.model.verdicts import Form
from agreements.problems import Problem, Where, problem
from agreements.record.record import Reading
from agreements.sources import listed
from agreements.workflow.case import Case, Result, Slot
from agreements.workflow.commands import Accepted
from agreements.workflow.definition import SlotFile
from agreements.workflow.encoding import date_text, on
from agreements.workflow.events import Answer, Event, HistoryRecorded, SlotAnswered, StepTaken
from agreements.workflow.labels import said
from agreements.workflow.loading import Workflow
from agreements.workflow.signing import kinds_signed, kinds_signed_in, signing_states, slots_of


@dataclass(frozen=True, slots=True)
class Round:
    """The round that runs for a kind of document: its slots as they stand in the case, and each issue that went out in it, in order."""

    kind: Kind
    slots: tuple[tuple[SlotFile, Slot], ...] = ()
    issues: tuple[IssueRecord, ...] = ()

    @property
    def counting(self) -> tuple[IssueRecord, ...]:
        """The newest issue of each language, whatever became of it: an older one does not come back when the newest ends."""
        return tuple({each.plan.language: each for each in self.issues}.values())

    @property
    def names(self) -> str:
        """The ids of the issues that count."""
        return listed([each.id for each in self.counting])

    @property
    def complete(self) -> bool:
        """Say whether there are issues that count, and all of them are signed by all who must."""
        return bool(self.issues) and all(each.course.complete for each in self.counting)

    @property
    def last(self) -> date | None:
        """The day of the last signature that counts under these issues."""
        return max((signature.day for each in self.counting for signature in each.course.signed.values()), default=None)

    def answer(self, signatory: str) -> Answer | None:
        """Return what the issues say for a signatory: signed in every language that has a place for them, declined in one; else None."""
        courses = [each.course for each in self.counting if each.plan.of_signatory(signatory) is not None]
        if courses and all(_signed(each, signatory) for each in courses):
            return Answer.SIGN
        declined = any(each.status is Status.DECLINED and signatory in each.declined for each in courses)
        return Answer.DECLINE if declined else None

    def reason(self, signatory: str) -> str:
        """Return why a signatory declined."""
        return next((each.course.declined[signatory] for each in self.counting if signatory in each.course.declined), "")

    def plans(self, signatory: str) -> bool:
        """Say whether these plans have a place for a signatory."""
        return any(each.plan.of_signatory(signatory) is not None for each in self.counting)

    def waiting(self) -> Iterator[tuple[SlotFile, Slot]]:
        """Yield the slots that can still be answered."""
        yield from ((slot, current) for slot, current in self.slots if current.result is Result.PENDING)


def _signed(course: Course, signatory: str) -> bool:
    planned = course.plan.of_signatory(signatory)
    return planned is not None and planned.field in course.signed and course.status not in ENDED


def round_of(issues: Iterable[IssueRecord], case: Case | None, workflow: Workflow, kind: Kind) -> Round:
    """Return the round that runs in a case for a kind of document; one without slots or issues where the case does not stand there."""
    if case is None or case.at.state not in signing_states(workflow, kind):
        return Round(kind)
    found = ((slot, case.slots.get(slot.id)) for slot in slots_of(workflow, kind))
    slots = tuple((slot, current) for slot, current in found if current is not None and current.state == case.at.state)
    opened = max((current.opened for _, current in slots), default=case.entered)
    return Round(kind, slots, tuple(each for each in issues if each.plan.kind == kind and each.version > opened))


def against_issuing(folder: Folder, workflow: Workflow | None, kind: Kind) -> Iterator[Problem]:
    """Yield why an issue would count nowhere: the case does not stand where a document of its kind is signed, or that round failed.

    Without a case there is nothing to ask. An instrument that no step of its workflow signs can be told of as signed outside it; another
    document cannot, so that it goes out only where it is signed.
    """
    if folder.case is None or workflow is None:
        return
    states = signing_states(workflow, kind)
    if not states:
        known = listed([str(each) for each in kinds_signed(workflow)]) or "-"
        yield from () if kind.stage else (problem("E613", Where(folder.company), kind=kind, known=known),)
        return
    slots = round_of((), folder.case, workflow, kind).slots
    failed = any(current.result is Result.FAILED for _, current in slots)
    if failed or folder.case.at.state not in states:
        here = said(workflow.states[folder.case.at.state].label)
        yield problem("E635", Where(folder.company), kind=kind, state=here, known=", ".join(sorted(states)))


# What cannot be written by hand


def by_hand(reading: Reading, folder: Folder, workflow: Workflow, decided: Accepted, archive: Path | None = None) -> tuple[Problem, ...]:
    """Return why events of the process cannot be written by hand: they say of an issued document what its course does not say.

    `archive` is asked only for the step that establishes signing: which files hold the signatures is read from the verdict that was kept.
    """
    found: list[Problem] = []
    for event in decided.events:
        kind = _signs(workflow, event)
        if kind is None:
            continue
        run = round_of(issues_of(reading, folder.company), folder.case, workflow, kind)
        if isinstance(event, SlotAnswered) and run.issues and run.answer(event.member) is not Answer.SIGN:
            found.append(problem("E631", Where(folder.company), issue=run.names, member=event.member))
        elif isinstance(event, StepTaken) and run.issues:
            found += _unproven(run, folder.company, event, archive)
            found += _on_another_day(run, folder.company, event.signed_on or decided.effective)
    return tuple(found)


def _signs(workflow: Workflow, event: Event) -> Kind | None:
    """Return the kind of document of which an event says that somebody, or everybody, signed it."""
    match event:
        case SlotAnswered() if event.answer is Answer.SIGN and event.slot in workflow.slots:
            return next(iter(kinds_signed_in(workflow, workflow.slots[event.slot])), None)
        case StepTaken():
            return event.signs
        case _:
            return None


def _unproven(run: Round, company: str, event: StepTaken, archive: Path | None) -> Iterator[Problem]:
    """Yield that not all signed, or that what is brought is not exactly what holds the signatures that count.

    A scan of a paper that counts may come along; where nothing that counts is digital, it is what there is.
    """
    digital, scans = set[str](), set[str]()
    for each in run.counting if archive is not None else ():
        digital |= files_of(archive, f"{company}/{each.id}", each) if archive is not None else set()
        scans |= {paper.scan for name, paper in each.course.papers.items() if name in each.course.signed and paper.scan}
    newest = {each.newest(file): file for each in run.counting for file in digital}
    brought = {newest.get(each.sha256, each.sha256) for each in event.evidence}
    proven = digital <= brought <= digital | scans or not digital | scans
    if not run.complete or not proven:
        yield problem("E632", Where(company), issue=run.names)


def files_of(archive: Path, name: str, issue: IssueRecord) -> set[str]:
    """Return the files, by the SHA-256 with which they came in, that hold the digital signatures that count, by the verdict that holds."""
    verdict = standing(archive, name, issue)
    counting = {field for field, signature in issue.course.signed.items() if signature.verdict}
    signatures = verdict.signatures if verdict is not None else ()
    return {each.file for each in signatures if each.form is Form.DIGITAL and each.field in counting}


def _on_another_day(run: Round, company: str, told: FuzzyDate) -> Iterator[Problem]:
    """Yield that the day on which it was signed is not that of the last signature that counts."""
    if run.last is not None and run.complete and told != on(run.last):
        yield problem("E636", Where(company), issue=run.names, day=run.last, told=date_text(told))


# What cannot be told or moved past it


def against_history(reading: Reading, company: str, events: Iterable[Event]) -> tuple[Problem, ...]:
    """Return why it cannot be told as from elsewhere that a document was signed: it went out from here, so the step establishes it."""
    kinds = {each.stage for each in events if isinstance(each, HistoryRecorded) and each.event is HistoryEvent.SIGNED}
    issues = [each for each in issues_of(reading, company) if each.plan.kind.stage in kinds] if kinds else []
    names = {kind: [each.id for each in issues if each.plan.kind.stage is kind] for kind in sorted(kinds)}
    return tuple(problem("E638", Where(company), kind=kind, issue=listed(known)) for kind, known in names.items() if known)


def against_moving(reading: Reading, company: str, before: tuple[Case, Workflow], after: tuple[Case, Workflow]) -> tuple[Problem, ...]:
    """Return why a case cannot go on in another version of its workflow: an issue would stand outside the round in which it went out.

    That is so where the slot or the step that signs would be gone, or begun anew without the issues.
    """
    known, found = issues_of(reading, company), list[Problem]()
    for kind in Kind:
        was, now = (round_of(known, case, workflow, kind) for case, workflow in (before, after))
        same = [each.id for each in was.issues] == [each.id for each in now.issues] and _open(was) == _open(now)
        if was.issues and not same:
            found.append(problem("E637", Where(company), issue=was.names, version=after[1].version))
    return tuple(found)


def _open(run: Round) -> frozenset[tuple[int, frozenset[str]]]:
    """Return what makes the slots of a round the same: since when they are open and whom they ask; names may change."""
    return frozenset((current.opened, frozenset(each.key for each in current.members)) for _, current in run.slots)
