"""The moves of a journey carried out, each by the use case behind a command; what goes otherwise than the table says stops the demo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.apply import apply
from agreements.application.casework import folder_of, workflow_of
from agreements.application.demo.journey import Act, Apply, Move, Propose, Replace, Say, Take
from agreements.application.demo.office import ACCOUNT
from agreements.application.demo.telling import Happened
from agreements.application.status import detail
from agreements.application.steps import Brought, Done, StepOrder, carry_out, take
from agreements.application.telling import told
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Where, errors, problem
from agreements.record.record import Record
from agreements.record.values import instant
from agreements.workflow.case import Case
from agreements.workflow.commands import Command, DecideCorrection, ProposeCorrection, ReplaceMember
from agreements.workflow.definition import MemberKind
from agreements.workflow.events import Author, Event, Member, MemberReplaced, SlotAnswered
from agreements.workflow.loading import Workflow
from agreements.workspace import Workspace

WORKFLOW = "maatwerk"
APPLIED = LocalText("Dossier vastgelegd", "Dossier recorded")
OPENED = LocalText("Zaak geopend in '{state}'", "Case opened in '{state}'")
FOR = LocalText("namens", "for")
EVIDENCE = "Bewijsstuk van de demonstratie; geen echt stuk.\nEvidence of the demo; no real document.\n\n{company}, {step}, {kind}, {day}\n"


def at(day: date) -> Moment:
    """Return the moment at which something happens in the demo: nine o'clock, without a clock."""
    return Moment(instant(datetime.combine(day, time(9), UTC)), day)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the moves are made: the record of the demo, its archive, the sample data, and the language in which they are told."""

    record: Record
    archive: Path
    samples: Workspace
    language: str

    def make(self, company: str, move: Move) -> tuple[LocalText | None, Happened]:
        """Make a move; return the phase in which it began, and what happened. Raise AgreementsError when it goes otherwise than told."""
        if isinstance(move.act, Apply):
            return self._apply(move, move.act)
        done = self._do(company, move)
        self._as_told(company, move, done)
        due = detail(self.record, company, move.day).due if move.due else None
        happened = Happened(move.day, tuple(self._said(move, done)), self._who(move, done.author), done.reasons, due)
        return _phase(done.workflow, done.before.case if done.before else None), happened

    def _apply(self, move: Move, act: Apply) -> tuple[LocalText | None, Happened]:
        path = self.samples.root / "examples" / act.file
        applied = apply(self.record, [self.samples.found(path)], WORKFLOW, (Actor(move.who, ACCOUNT), at(move.day)))
        if errors(applied.problems):
            raise AgreementsError(*applied.problems)
        (revision,) = applied.revisions
        workflow = workflow_of(self.record, WORKFLOW)
        says = [APPLIED.in_language(self.language), *(each.place for each in revision.changes if each.path)]
        if revision.opened:
            says.append(OPENED.in_language(self.language).format(state=workflow.state(revision.opened).label.in_language(self.language)))
        return _phase(workflow, self._case(revision.company)), Happened(move.day, tuple(says), self._who(move, None))

    def _do(self, company: str, move: Move) -> Done:
        by = (Actor(move.who, ACCOUNT), at(move.day))
        if isinstance(move.act, Take | Say):
            return take(self.record, self.archive, _order(company, move, move.act), by)
        command = self._command(company, move)
        return carry_out(self.record, company, lambda _: command, by)

    def _command(self, company: str, move: Move) -> Command:
        match move.act:
            case Replace(slot, old, new, reason):
                return ReplaceMember(move.who, slot, old, new, reason)
            case Propose(step, remedy, reason):
                return ProposeCorrection(move.who, self._case(company).taken[step].version, remedy, reason)
            case _:
                return DecideCorrection(move.who, self._case(company).proposals[-1].version, accepted=True)

    def _case(self, company: str) -> Case:
        case = folder_of(self.record, company).case
        if case is None:
            raise AgreementsError(problem("E854", Where(company), company=company))
        return case

    def _as_told(self, company: str, move: Move, done: Done) -> None:
        """Raise AgreementsError unless a move was made, or was refused for the reasons for which it must be."""
        found = frozenset(each.code for each in done.reasons)
        if found != move.refused:
            expected = _codes(move.refused)
            misfit = problem("E879", Where(""), company=company, day=move.day, expected=expected, found=_codes(found))
            raise AgreementsError(misfit, *done.reasons)

    def _said(self, move: Move, done: Done) -> Iterator[str]:
        """Yield what happened; or what somebody wanted, when it was refused."""
        workflow, act = done.workflow, move.act
        if workflow is None:
            return
        for event in done.events if not done.reasons else _wanted(act):
            yield from told(event, workflow, self.language, brief=True)
        if done.reasons and isinstance(act, Take):
            yield workflow.steps[act.step].label.in_language(self.language)

    def _who(self, move: Move, author: Author | None) -> str:
        name = self._name(move.who)
        return f"{name} {FOR.in_language(self.language)} {self._name(author.on_behalf_of)}" if author and author.on_behalf_of else name

    def _name(self, identifier: str) -> str:
        person = self.record.person(identifier)
        return person.name if person else identifier


def _phase(workflow: Workflow | None, case: Case | None) -> LocalText | None:
    return workflow.phases[case.at.phase].label if workflow and case else None


def _wanted(act: Act) -> Iterator[Event]:
    """Yield what would have happened in a slot, had it not been refused."""
    if isinstance(act, Say):
        yield SlotAnswered(act.slot, act.member, act.answer, (), act.note)
    if isinstance(act, Replace):
        yield MemberReplaced(act.slot, act.old, Member(act.new, MemberKind.SIGNATORY, "", ""), act.reason)


def _order(company: str, move: Move, act: Take | Say) -> StepOrder:
    step = act.step if isinstance(act, Take) else act.slot
    brought = tuple(_brought(company, step, each, move.day) for each in act.evidence)
    if isinstance(act, Take):
        return StepOrder(company, step, brought, act.facts)
    return StepOrder(company, step, brought, note=act.note, answer=act.answer, member=act.member)


def _brought(company: str, step: str, evidence: str, day: date) -> Brought:
    kind, _, name = evidence.partition("=")
    content = EVIDENCE.format(company=company, step=step, kind=name or kind, day=day)
    return Brought(kind, name or f"{kind}.txt", content.encode())


def _codes(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "-"
