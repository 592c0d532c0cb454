"""What comes of a command: the events to record, or every reason why not. The workflow file is the law; nothing here knows a clock."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date

from agreements.model.placed import NOWHERE
from agreements.model.values import FuzzyDate
from agreements.problems import Problem, Said, in_order, problem
from agreements.sources import guess
from agreements.workflow.assessment import (
    Assessment,
    Scene,
    assess_answer,
    assess_step,
    brought,
    by_the_office,
    ended,
    member,
    no_member,
    not_of,
    opened,
    parties_in,
    place,
    recorded,
    signed_on,
    slot_open,
    suspended,
    timing,
    unknown_step,
)
from agreements.workflow.case import Case, Slot
from agreements.workflow.commands import (
    Accepted,
    Command,
    DecideCorrection,
    ExtendDeadline,
    OpenCase,
    ProposeCorrection,
    RecordHistory,
    Refused,
    ReplaceMember,
    TakeStep,
    composed,
    unfit,
)
from agreements.workflow.deadlines import deadline_of
from agreements.workflow.definition import AskType, Effect, SlotFile, StepFile
from agreements.workflow.encoding import date_text, on, until
from agreements.workflow.events import (
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CorrectionDecided,
    CorrectionProposed,
    DeadlineExtended,
    Event,
    HistoryRecorded,
    Member,
    MemberReplaced,
    Remedy,
    SlotAnswered,
    StepTaken,
)
from agreements.workflow.labels import said
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import Parties
from agreements.workflow.people import Office, unknown_person

Decision = Accepted | Refused
_Later = TakeStep | RecordHistory | ReplaceMember | ExtendDeadline | ProposeCorrection | DecideCorrection
LONGEST_EXTENSION = 3660
_OPENING = Said("een zaak openen", "opening a case")
_HISTORY = Said("de voorgeschiedenis vastleggen", "recording history")
_REPLACING = Said("een lid vervangen", "replacing a member")
_EXTENDING = Said("een termijn verlengen", "extending a deadline")
_CORRECTING = Said("een correctie", "a correction")


def decide(workflow: Workflow, case: Case | None, office: Office, parties: Parties, command: Command, *, day: date) -> Decision:
    """Return what is to be recorded, or every reason why not. The case is the one that the command was given for, read under its lock."""
    scene, command = Scene(workflow, office, parties, day), composed(command)
    if isinstance(command, OpenCase):
        return _open(scene, case, command)
    if case is None or case.digest != workflow.digest:
        return Refused((not_of(scene, case),))
    return _on(scene, case, command)


def _on(scene: Scene, case: Case, command: _Later) -> Decision:
    match command:
        case TakeStep():
            return _take(scene, case, command)
        case RecordHistory():
            return _record(scene, case, command)
        case ReplaceMember():
            return _replace(scene, case, command)
        case ExtendDeadline():
            return _extend(scene, case, command)
        case ProposeCorrection():
            return _propose(scene, case, command)
        case DecideCorrection():
            return _conclude(scene, case, command)


def _accepted(events: tuple[Event, ...], effective: FuzzyDate, assessed: Assessment) -> Decision:
    """Return the events when nothing stands in the way: no reason, and a person whose act it is."""
    found = in_order(assessed.reasons)
    if found or assessed.capacity is None:
        return Refused(found)
    return Accepted(events, effective, assessed.capacity.author)


def _take(scene: Scene, case: Case, command: TakeStep) -> Decision:
    if not command.person:
        return Refused((unknown_person(scene.office, ""),))
    workflow, effective = scene.workflow, on(command.effective or scene.day)
    if step := workflow.steps.get(command.step):
        assessed = assess_step(scene, case, step, command)
        return _accepted(_step_events(scene, case, step, command, assessed), effective, assessed)
    if slot := workflow.slots.get(command.step):
        assessed = assess_answer(scene, case, slot, command)
        return _accepted(_answer_events(slot, command, assessed), effective, assessed)
    return Refused((unknown_step(workflow, command.step, case.at.state),))


def _step_events(scene: Scene, case: Case, step: StepFile, command: TakeStep, assessed: Assessment) -> tuple[Event, ...]:
    if assessed.reasons or assessed.capacity is None:
        return ()
    goal = place(scene.workflow, assessed.goal)
    to, signed = goal if step.effect is Effect.MOVE else None, signed_on(step, command)
    taken = StepTaken(
        step.id,
        case.at.state,
        assessed.capacity.role,
        to,
        recorded(case, step, command),
        command.evidence,
        step.signs,
        None if signed is None else on(signed),
        command.note,
    )
    match step.effect:
        case Effect.MOVE | Effect.STAY:
            return (taken, *opened(scene, to))
        case Effect.SUSPEND:
            return (taken, CaseSuspended(_ground(step, command), step.stops_statutory))
        case Effect.RESUME:
            return (taken, CaseResumed())
        case Effect.REOPEN:
            return (taken, CaseReopened(goal), *opened(scene, goal))


def _ground(step: StepFile, command: TakeStep) -> str:
    """Return why a case stands still: what was noted, or the words that the step asked for."""
    asked = (command.facts[each.id] for each in step.asks if each.type is AskType.TEXT and command.facts.get(each.id))
    return command.note or "; ".join(asked)


def _answer_events(slot: SlotFile, command: TakeStep, assessed: Assessment) -> tuple[Event, ...]:
    if assessed.reasons or command.answer is None:
        return ()
    return (SlotAnswered(slot.id, assessed.member, command.answer, command.evidence, command.note),)


def _with(assessed: Assessment, found: Iterable[Problem]) -> Assessment:
    return replace(assessed, reasons=(*assessed.reasons, *found))


def _open(scene: Scene, case: Case | None, command: OpenCase) -> Decision:
    effective = command.effective or on(scene.day)
    workflow = scene.workflow
    state = workflow.initial.id if command.stage is None else _opening(workflow, command)
    assessed = _with(by_the_office(scene, command.person, _OPENING), [*unfit(command), *_open_reasons(scene, case, command, state)])
    if state is None:
        return Refused(in_order(assessed.reasons))
    to = place(workflow, state)
    begun = CaseOpened(workflow.id, workflow.digest, to, command.source)
    return _accepted((begun, *opened(scene, to)), effective, assessed)


def _opening(workflow: Workflow, command: OpenCase) -> str | None:
    if command.stage is None or command.event is None:
        return None
    found = workflow.opening(command.stage, command.event)
    return found.state if found else None


def _open_reasons(scene: Scene, case: Case | None, command: OpenCase, state: str | None) -> Iterator[Problem]:
    if case is not None:
        yield problem("E856", NOWHERE, company=scene.parties.company)
    if state is None:
        known = ", ".join(f"{each.stage} {each.event}" for each in scene.workflow.file.openings) or "-"
        yield problem("E857", NOWHERE, stage=command.stage or "-", event=command.event or "-", known=known)
    if command.stage is not None and not command.source.strip():
        yield problem("E858", NOWHERE)
    if command.effective is not None:
        yield from _future(command.effective, scene.day)


def _future(when: FuzzyDate, day: date) -> Iterator[Problem]:
    if (when.first or when.last) > day:
        yield problem("E813", NOWHERE, date=date_text(when), day=day)


def _record(scene: Scene, case: Case, command: RecordHistory) -> Decision:
    when = command.date or until(scene.day)
    assessed = _with(by_the_office(scene, command.person, _HISTORY), _record_reasons(scene, case, command))
    recorded = HistoryRecorded(command.stage, command.event, when, command.source, command.evidence)
    return _accepted((recorded,), when, assessed)


def _record_reasons(scene: Scene, case: Case, command: RecordHistory) -> Iterator[Problem]:
    yield from unfit(command)
    if not command.source.strip():
        yield problem("E858", NOWHERE)
    if command.date is not None:
        yield from _future(command.date, scene.day)
    if any((each.stage, each.event) == (command.stage, command.event) for each in case.history):
        yield problem("E859", NOWHERE, stage=command.stage, event=command.event)
    yield from brought((), list(scene.workflow.evidence), scene.workflow, command.evidence)


def _replace(scene: Scene, case: Case, command: ReplaceMember) -> Decision:
    slot = scene.workflow.slots.get(command.slot)
    if slot is None:
        return Refused((unknown_step(scene.workflow, command.slot, case.at.state),))
    current = case.slots.get(slot.id)
    new = _newcomer(scene, slot, command.new)
    found = [
        *slot_open(scene.workflow, case, slot, current),
        *timing(case, command.effective, scene.day),
        *unfit(command),
        *_why(command.reason),
    ]
    found += _outgoing(scene, slot, current, command) if current else ()
    found += _incoming(scene, slot, current, command)
    assessed = _with(by_the_office(scene, command.person, _REPLACING), found)
    event = MemberReplaced(slot.id, command.old, new, command.reason)
    return _accepted((event,), on(command.effective or scene.day), assessed)


def _newcomer(scene: Scene, slot: SlotFile, key: str) -> Member | None:
    party = next((each for each in parties_in(scene, slot) if each.key == key), None)
    return member(scene, slot, party) if party else None


def _outgoing(scene: Scene, slot: SlotFile, current: Slot, command: ReplaceMember) -> Iterator[Problem]:
    keys = [each.key for each in current.members]
    if command.old and command.old not in keys:
        yield no_member(command.old, keys)
    elif command.old in current.answers:
        yield problem("E860", NOWHERE, member=command.old)
    elif command.old and not command.new and any(each.key == command.old for each in parties_in(scene, slot)):
        yield problem("E861", NOWHERE, member=command.old)


def _incoming(scene: Scene, slot: SlotFile, current: Slot | None, command: ReplaceMember) -> Iterator[Problem]:
    known = [each.key for each in parties_in(scene, slot)]
    if current is not None and any(each.key == command.new for each in current.members):
        yield problem("E862", NOWHERE, member=command.new)
    elif (command.new or not command.old) and command.new not in known:
        yield problem("E863", NOWHERE, member=command.new, guess=guess(command.new, known), known=", ".join(known) or "-")


def _why(reason: str) -> Iterator[Problem]:
    if not reason.strip():
        yield problem("E864", NOWHERE)


def _running(workflow: Workflow, case: Case) -> Iterator[Problem]:
    if case.ended:
        yield ended(workflow, case)
    if case.suspended_since is not None:
        yield suspended(case)


def _extend(scene: Scene, case: Case, command: ExtendDeadline) -> Decision:
    found = [*_running(scene.workflow, case), *timing(case, command.effective, scene.day), *unfit(command), *_why(command.ground)]
    due = deadline_of(scene.workflow, case, day=scene.day)
    if due is None or not 1 <= command.days <= LONGEST_EXTENSION:
        found.append(problem("E865", NOWHERE, state=said(scene.workflow.states[case.at.state].label), days=command.days))
    assessed = _with(by_the_office(scene, command.person, _EXTENDING), found)
    events = () if due is None else (DeadlineExtended(due.state, command.days, command.ground, due.counted_from),)
    return _accepted(events, on(command.effective or scene.day), assessed)


def _propose(scene: Scene, case: Case, command: ProposeCorrection) -> Decision:
    assessed = _with(by_the_office(scene, command.person, _CORRECTING), _propose_reasons(scene.workflow, case, command))
    event = CorrectionProposed(command.about, command.remedy, command.reason, command.state)
    return _accepted((event,), on(scene.day), assessed)


def _propose_reasons(workflow: Workflow, case: Case, command: ProposeCorrection) -> Iterator[Problem]:
    yield from (*unfit(command), *_why(command.reason))
    if command.remedy is Remedy.STATE:
        yield from _state_correction(workflow, case, command.state)
    if command.about not in _correctable(case, command.remedy):
        yield problem("E866", NOWHERE, version=command.about, latest=case.version)


def _state_correction(workflow: Workflow, case: Case, state: str) -> Iterator[Problem]:
    if state not in workflow.states:
        yield problem("E867", NOWHERE, state=state, guess=guess(state, list(workflow.states)))
    if case.ended:
        yield ended(workflow, case)


def _correctable(case: Case, remedy: Remedy) -> Container[int]:
    """Return the versions of the events that a correction of this kind can be about."""
    match remedy:
        case Remedy.STATE:
            return range(1, case.version + 1)
        case Remedy.VOID_EVIDENCE:
            return {each.version for each in case.evidence}
        case Remedy.VOID_HISTORY:
            return {each.version for each in case.history}
        case Remedy.VOID_ANSWER:
            return {given.version for slot in case.slots.values() for given in slot.answers.values()}


def _conclude(scene: Scene, case: Case, command: DecideCorrection) -> Decision:
    proposal = next((each for each in case.proposals if each.version == command.proposal), None)
    if proposal is None:
        known = ", ".join(str(each.version) for each in case.proposals) or "-"
        return Refused((problem("E868", NOWHERE, proposal=command.proposal, known=known),))
    moves = command.accepted and proposal.remedy is Remedy.STATE
    to = place(scene.workflow, proposal.state) if moves and proposal.state in scene.workflow.states else None
    found = [*unfit(command), *(_state_correction(scene.workflow, case, proposal.state) if moves else ())]
    assessed = _with(by_the_office(scene, command.person, _CORRECTING, proposal.author.persons), found)
    event = CorrectionDecided(command.proposal, command.accepted, to, command.note)
    return _accepted((event, *opened(scene, to)), on(scene.day), assessed)
