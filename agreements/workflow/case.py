"""A case as its events make it: where it stands, who answered, what is proved. `evolve` is the only way in which it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.values import FuzzyDate
from agreements.workflow.definition import Rule, SlotKind
from agreements.workflow.encoding import codec
from agreements.workflow.events import (
    Answer,
    Author,
    CaseMigrated,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CorrectionDecided,
    CorrectionEvent,
    CorrectionProposed,
    DeadlineExtended,
    Event,
    Evidence,
    HistoryRecorded,
    Member,
    MemberReplaced,
    PauseEvent,
    Place,
    Remedy,
    SlotAnswered,
    SlotEvent,
    SlotOpened,
    StepTaken,
)

FORMAT = 1


class Result(StrEnum):
    """What came of a slot."""

    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given."""

    answer: Answer
    author: Author
    version: int
    date: FuzzyDate


@dataclass(frozen=True, slots=True)
class Slot:
    """The last round of a slot; it can be answered while the case is in `state` and it is pending."""

    slot: str
    state: str
    kind: SlotKind
    members: tuple[Member, ...]
    rule: Rule
    count: int | None
    veto: bool
    opened: int
    answers: Mapping[str, Given] = field(default_factory=dict)
    result: Result = Result.PENDING


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence, with the version of the event that brought it."""

    kind: str
    sha256: str
    name: str
    version: int


@dataclass(frozen=True, slots=True)
class Taken:
    """When a step was last taken, and everybody who ever took it, in person or through a deputy."""

    version: int
    date: FuzzyDate
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which the case stood still; without `last` it still does. `statutory` when terms of the law stood still too."""

    first: FuzzyDate
    last: FuzzyDate | None
    ground: str
    statutory: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact about an instrument, from a step of this case or from its history."""

    stage: Stage
    event: HistoryEvent
    date: FuzzyDate
    source: str
    version: int


@dataclass(frozen=True, slots=True)
class Extension:
    """So many days more, for the deadline of a state that counts from this day."""

    state: str
    counted_from: date
    days: int
    ground: str
    version: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that is not decided yet."""

    version: int
    about: int
    remedy: Remedy
    state: str
    reason: str
    author: Author


@dataclass(frozen=True, slots=True)
class Case:
    """One company's way through one workflow."""

    workflow: str
    digest: str
    version: int
    at: Place
    since: FuzzyDate
    entered: int
    latest: date | None = None  # no later event may have been before this day
    opened_at: str = ""  # the state of an opening position
    opening_source: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    evidence: tuple[Kept, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, Taken] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    history: tuple[Fact, ...] = ()
    left: Place | None = None  # where it stood before its end
    extensions: tuple[Extension, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    corrected: tuple[int, ...] = ()

    @property
    def ended(self) -> bool:
        """Say whether it stands in an end."""
        return self.at.outcome is not None

    @property
    def suspended_since(self) -> FuzzyDate | None:
        """Return since when it stands still."""
        return self.pauses[-1].first if self.pauses and self.pauses[-1].last is None else None

    @property
    def signed(self) -> tuple[Fact, ...]:
        """Return the instruments that were signed; they survive every outcome."""
        return tuple(each for each in self.history if each.event is HistoryEvent.SIGNED)

    def open_slots(self) -> tuple[Slot, ...]:
        """Return the slots that can be answered now."""
        return tuple(each for each in self.slots.values() if self.answerable(each))

    def answerable(self, slot: Slot) -> bool:
        """Say whether a slot can be answered now."""
        return slot.state == self.at.state and slot.result is Result.PENDING and not self.ended


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the record holds it: when it was so, who wrote it, and the instant (ISO, UTC) at which it was written."""

    event: Event
    version: int
    effective: FuzzyDate
    author: Author
    recorded: str = ""


def fold(entries: Iterable[Entry], case: Case | None = None) -> Case | None:
    """Return the case after all entries, from the beginning or from a snapshot."""
    for each in entries:
        case = evolve(case, each.event, each.version, each.effective, each.author)
    return case


def evolve(case: Case | None, event: Event, version: int, effective: FuzzyDate, author: Author) -> Case:
    """Return the case after one more event. Events are facts: nothing is refused here."""
    if isinstance(event, CaseOpened):
        opened_at = event.at.state if event.source else ""
        return Case(event.workflow, event.digest, version, event.at, effective, version, _latest(None, effective), opened_at, event.source)
    if case is None:
        message = f"a case begins by being opened, not by {type(event).__name__}"
        raise ValueError(message)
    return _next(case, event, _Moment(version, effective, author))


def _next(case: Case, event: _Later, now: _Moment) -> Case:
    match event:
        case StepTaken():
            return _step_taken(case, event, now)
        case HistoryRecorded():
            return _history(case, event, now)
        case CaseReopened() | CaseMigrated():
            return _moved(case, event, now)
        case SlotOpened() | SlotAnswered() | MemberReplaced():
            return _slot(case, event, now)
        case CorrectionProposed() | CorrectionDecided():
            return _correction(case, event, now)
        case CaseSuspended() | CaseResumed() | DeadlineExtended():
            return _pause(case, event, now)


_Later = StepTaken | HistoryRecorded | CaseReopened | CaseMigrated | SlotEvent | CorrectionEvent | PauseEvent


@dataclass(frozen=True, slots=True)
class _Moment:
    version: int
    effective: FuzzyDate
    author: Author


def _latest(before: date | None, effective: FuzzyDate) -> date | None:
    """Return the day before which nothing later can have been: the first that is possible."""
    if before is None or (effective.first is not None and effective.first > before):
        return effective.first
    return before


def _to(case: Case, to: Place | None, now: _Moment) -> Case:
    """Return the case in another place; what stood still at its end stands still no longer."""
    latest = _latest(case.latest, now.effective)
    if to is None:
        return replace(case, version=now.version, latest=latest)
    left = case.at if to.outcome is not None and not case.ended else case.left
    pauses = _closed(case.pauses, now.effective) if to.outcome is not None else case.pauses
    return replace(
        case, version=now.version, latest=latest, at=to, since=now.effective, entered=now.version, left=left, pauses=pauses
    )  # fmt: skip


def _closed(pauses: tuple[Pause, ...], last: FuzzyDate) -> tuple[Pause, ...]:
    if not pauses or pauses[-1].last is not None:
        return pauses
    return (*pauses[:-1], replace(pauses[-1], last=last))


def _step_taken(case: Case, event: StepTaken, now: _Moment) -> Case:
    before = case.taken.get(event.step)
    authors = tuple(sorted({*(before.authors if before else ()), *now.author.persons}))
    taken = {**case.taken, event.step: Taken(now.version, now.effective, authors)}
    changed = replace(
        case,
        taken=taken,
        facts={**case.facts, **event.facts} if event.facts else case.facts,
        evidence=_with(case.evidence, event.evidence, now.version),
        history=(*case.history, *_signed(event, now)),
    )
    return _to(changed, event.to, now)


def _signed(event: StepTaken, now: _Moment) -> tuple[Fact, ...]:
    """Return the fact that an instrument was signed; another document leaves what was signed as it was."""
    stage = event.signs.stage if event.signs is not None else None
    if stage is None:
        return ()
    return (Fact(stage, HistoryEvent.SIGNED, event.signed_on or now.effective, "", now.version),)


def _with(kept: tuple[Kept, ...], brought: tuple[Evidence, ...], version: int) -> tuple[Kept, ...]:
    return (*kept, *(Kept(each.kind, each.sha256, each.name, version) for each in brought)) if brought else kept


def _history(case: Case, event: HistoryRecorded, now: _Moment) -> Case:
    """History may lie before what is recorded already: it does not move the day before which nothing later can be."""
    fact = Fact(event.stage, event.event, event.date, event.source, now.version)
    evidence = _with(case.evidence, event.evidence, now.version)
    return replace(case, version=now.version, history=(*case.history, fact), evidence=evidence)


def _moved(case: Case, event: CaseReopened | CaseMigrated, now: _Moment) -> Case:
    if isinstance(event, CaseReopened):
        return replace(_to(case, event.to, now), left=None)
    slots = {event.slots.get(name, name): slot for name, slot in case.slots.items()}
    renamed = {name: replace(slot, slot=name, state=_renamed(slot.state, case, event)) for name, slot in slots.items() if name}
    latest = _latest(case.latest, now.effective)
    taken = {event.steps.get(name, name): step for name, step in case.taken.items()}
    extensions = tuple(replace(each, state=_extended(each.state, case, event)) for each in case.extensions)
    return replace(
        case,
        version=now.version,
        latest=latest,
        digest=event.new,
        at=event.to,
        slots=renamed,
        taken=taken,
        left=event.left,
        opened_at=event.opened_at,
        extensions=extensions,
    )


def _renamed(state: str, case: Case, event: CaseMigrated) -> str:
    """Return the state of a slot: a round of another state is over, and stays so when the new state happens to have its name."""
    if state == case.at.state:
        return event.to.state
    return "" if state == event.to.state else state


def _extended(state: str, case: Case, event: CaseMigrated) -> str:
    """Return the state of an extension: it holds on where the case is, and where it can be reopened to."""
    if case.left is not None and event.left is not None and state == case.left.state:
        return event.left.state
    return _renamed(state, case, event)


def _slot(case: Case, event: SlotEvent, now: _Moment) -> Case:
    match event:
        case SlotOpened():
            slot = Slot(event.slot, event.state, event.kind, event.members, event.rule, event.count, event.veto, now.version)
            evidence = case.evidence
        case SlotAnswered():
            given = Given(event.answer, now.author, now.version, now.effective)
            before = case.slots[event.slot]
            slot = _judged(replace(before, answers={**before.answers, event.member: given}))
            evidence = _with(case.evidence, event.evidence, now.version)
        case MemberReplaced():
            before = case.slots[event.slot]
            slot = _judged(replace(before, members=_replaced(before.members, event)))
            evidence = case.evidence
    latest = _latest(case.latest, now.effective)
    return replace(case, version=now.version, latest=latest, slots={**case.slots, slot.slot: slot}, evidence=evidence)


def _replaced(members: tuple[Member, ...], event: MemberReplaced) -> tuple[Member, ...]:
    new = (event.new,) if event.new else ()
    if not event.old:
        return (*members, *new)
    return tuple(each for member in members for each in (new if member.key == event.old else (member,)))


def _judged(slot: Slot) -> Slot:
    return replace(slot, result=result_of(slot))


def result_of(slot: Slot) -> Result:
    """Return what the answers so far make of a slot.

    With a veto, and where all must agree, one objection fails it. Who abstains does not stand in the way, but at least one must agree: no
    slot passes by itself. With `at_least` it is decided as soon as enough agree, or too few still can.
    """
    given = [slot.answers[member.key].answer for member in slot.members if member.key in slot.answers]
    agreed = sum(each in {Answer.APPROVE, Answer.SIGN} for each in given)
    against = sum(each in {Answer.OBJECT, Answer.DECLINE} for each in given)
    pending = len(slot.members) - len(given)
    if against and (slot.veto or slot.rule is Rule.ALL):
        return Result.FAILED
    if slot.rule is Rule.ALL:
        return _all_answered(agreed, pending, len(slot.members))
    needed = slot.count or 1
    if agreed >= needed:
        return Result.PASSED
    return Result.FAILED if agreed + pending < needed else Result.PENDING


def _all_answered(agreed: int, pending: int, members: int) -> Result:
    if pending or not members:
        return Result.PENDING
    return Result.PASSED if agreed else Result.FAILED


def _correction(case: Case, event: CorrectionEvent, now: _Moment) -> Case:
    if isinstance(event, CorrectionProposed):
        proposal = Proposal(now.version, event.about, event.remedy, event.state, event.reason, now.author)
        return replace(case, version=now.version, proposals=(*case.proposals, proposal))
    proposal = next(each for each in case.proposals if each.version == event.proposal)
    rest = tuple(each for each in case.proposals if each is not proposal)
    decided = replace(case, version=now.version, proposals=rest)
    if not event.accepted:
        return decided
    corrected = replace(decided, corrected=(*case.corrected, proposal.about))
    return _to(corrected, event.to, now) if event.to else _voided(corrected, proposal)


def _voided(case: Case, proposal: Proposal) -> Case:
    """Return the case without what the event brought; what was decided on the ground of it stays decided."""
    about = proposal.about
    if proposal.remedy is Remedy.VOID_EVIDENCE:
        return replace(case, evidence=tuple(each for each in case.evidence if each.version != about))
    if proposal.remedy is Remedy.VOID_HISTORY:
        return replace(case, history=tuple(each for each in case.history if each.version != about))
    return replace(case, slots={name: _without(slot, about) for name, slot in case.slots.items()})


def _without(slot: Slot, version: int) -> Slot:
    answers = {key: given for key, given in slot.answers.items() if given.version != version}
    return slot if len(answers) == len(slot.answers) else _judged(replace(slot, answers=answers))


def _pause(case: Case, event: PauseEvent, now: _Moment) -> Case:
    extensions, pauses = case.extensions, case.pauses
    match event:
        case CaseSuspended():
            pauses = (*pauses, Pause(now.effective, None, event.ground, event.statutory))
        case CaseResumed():
            pauses = _closed(pauses, now.effective)
        case DeadlineExtended():
            extensions = (*extensions, Extension(event.state, event.counted_from, event.days, event.ground, now.version))
    latest = _latest(case.latest, now.effective)
    return replace(case, version=now.version, latest=latest, pauses=pauses, extensions=extensions)


def snapshot(case: Case) -> dict[str, object]:
    """Return a case as data that canonical JSON can hold."""
    return {"format": FORMAT, **codec(Case).encode(case)}


def restored(data: Mapping[str, object]) -> Case | None:
    """Return the case of a snapshot, or None when it is of another format or damaged: then it is folded anew."""
    if data.get("format") != FORMAT:
        return None
    try:
        case = codec(Case).decode({name: value for name, value in data.items() if name != "format"})
    except ValueError:
        return None
    return case if isinstance(case, Case) else None
