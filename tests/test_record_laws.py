"""Laws of the record, walked at random through the use cases: on a real database, with the workflows that are shipped.

After each command the record must be whole, its lists what the events say, its board what a fold says, and its trail complete.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from desk import GLASS
from dossiers import ROOT
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from processes import AGREE, answer_to, naive_result

from agreements.application import people, upkeep
from agreements.application.acting import Actor, Moment, When
from agreements.application.apply import Applied, apply
from agreements.application.board import board
from agreements.application.casework import case_of, companies, company_stream, entries, folder_of, office_of, pinned_workflow, projection
from agreements.application.history import trail
from agreements.application.migration import move
from agreements.application.status import detail, past
from agreements.application.steps import Brought, Done, StepOrder, carry_out, explained, take
from agreements.application.workflows import publish
from agreements.archive.store import place
from agreements.model.dossier_kinds import HistoryEvent
from agreements.problems import AgreementsError, errors
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.values import Person
from agreements.sources import Source
from agreements.workflow.assessment import ANSWERS
from agreements.workflow.case import Case, Entry, fold
from agreements.workflow.commands import Command, DecideCorrection, ExtendDeadline, ProposeCorrection, ReplaceMember
from agreements.workflow.encoding import date_text
from agreements.workflow.events import Answer, CaseReopened, CorrectionDecided, Remedy, SlotAnswered, StepTaken
from agreements.workflow.loading import Workflow
from agreements.workflow.migration import Renaming
from agreements.workflow.people import DelegationEnded, DelegationGiven, RoleEnded, RoleGranted

BOUNDED = settings(
    max_examples=5, stateful_step_count=8, deadline=None, phases=set(Phase) - {Phase.explain}, suppress_health_check=list(HealthCheck)
)
MANY = settings(BOUNDED, max_examples=400, stateful_step_count=40, phases=set(Phase) - {Phase.explain})
VERSIONS = 4
"""Of one workflow: more teach nothing, and each makes the history longer to tell."""

COMPANY, FIRST = "proef-glas", date(2026, 1, 5)
WORKFLOWS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "workflows").glob("*.yaml"))}
BUSY = ("alles", "twee", "nu")
PERSONS = (*BUSY, "niets", "straks")
MINISTERS = ("kgg", "ienw", "lvvn")


def dossier(ministers: tuple[str, ...], amount: str, history: str = "", based_on: int = 0) -> str:
    """Return the dossier of Proef Glas with these ministers, this figure and this history."""
    rows = "".join(f"  - {{id: {each}, office: minister, ministry: {each}}}\n" for each in ministers)
    head, _, rest = GLASS.partition("ministers:\n")
    _, _, tail = rest.partition("signatories:")
    text = f"{head}ministers:\n{rows}provinces: [{{id: zeeland, name: Zeeland, represented_by: kings_commissioner}}]\nsignatories:{tail}"
    based = f"based_on: {based_on}\n" if based_on else ""
    return f"{based}{text}".replace('"90"', f'"{amount}"') + history


def moment(day: date) -> Moment:
    return Moment(f"{day}T09:00:00Z", day)


def office(record: Record, workflow: str) -> None:
    """Make known who holds all roles, two who do so, a deputy, one who will be deputy, and somebody who holds nothing."""
    by = (Actor("alles"), moment(FIRST))
    for each in PERSONS:
        people.register(record, Person(each, each), *by)
    publish(record, Source(f"{workflow}.yaml", WORKFLOWS[workflow]), *by)
    for role in people.roles_of(record).values():
        for scope in {"minister": MINISTERS, "province": ("zeeland",)}.get(role.scope or "", (COMPANY if role.scope else "",)):
            for person, other in (("alles", "twee"), ("twee", "alles")):
                people.grant(record, RoleGranted(person, role.id, scope, FIRST, None, "besluit", other), Actor(other), by[1])
    people.delegate(record, DelegationGiven("alles", "nu", "", FIRST, None), Actor("twee"), by[1])
    people.delegate(record, DelegationGiven("twee", "straks", "", FIRST + timedelta(days=60), None), Actor("alles"), by[1])


@pytest.fixture(scope="session", autouse=True)
def _models() -> Any:
    yield
    for each in MODELS.values():
        shutil.rmtree(each.parent, ignore_errors=True)


MODELS: dict[str, Path] = {}


def model(workflow: str) -> Path:
    """Return a record in which one company begins, made once."""
    if workflow not in MODELS:
        path = Path(tempfile.mkdtemp(prefix="maatwerk-laws-")) / "r"
        with open_record(path) as record:
            office(record, workflow)
            found = apply(record, [Source("glas.yaml", dossier(("kgg", "ienw"), "90"))], workflow, (Actor("alles"), moment(FIRST)))
            assert not found.problems
        MODELS[workflow] = path
    return MODELS[workflow]


class Office(RuleBasedStateMachine):
    """A record at which sensible and senseless commands arrive."""

    @initialize(workflow=st.sampled_from(sorted(WORKFLOWS)))
    def begin(self, workflow: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="maatwerk-laws-"))
        shutil.copy(model(workflow), self.folder / "r")
        self.record = open_record(self.folder / "r")
        self.workflow_name, self.day, self.versions = workflow, FIRST + timedelta(days=1), 1
        self.ministers, self.amount = ("kgg", "ienw"), "90"

    def teardown(self) -> None:
        if hasattr(self, "record"):
            self.record.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def history(self) -> list[Entry]:
        return list(entries(self.record.load(company_stream(COMPANY))))

    def workflow(self) -> Workflow:
        return pinned_workflow(self.record, folder_of(self.record, COMPANY))

    def case(self) -> Case:
        found = case_of(self.record, COMPANY)
        assert found is not None
        return found

    def by(self, person: str) -> tuple[Actor, Moment]:
        return Actor(person, "rekening"), moment(self.day)

    # Steps

    def attempt(self, order: StepOrder, person: str) -> bool:
        """Explain, try and take; the three must agree, and what is written must be lawful."""
        before, entered = self.case(), len(self.history())
        tried = take(self.record, self.folder / "archive", order, self.by(person), dry_run=True)
        bare = not (order.brought or order.facts or order.note or order.member or order.effective)
        supposed = {Answer.APPROVE, Answer.SIGN} if order.step in self.workflow().slots else {None}
        if bare and person and order.answer in supposed:
            (said,) = explained(self.record, COMPANY, order.step, person, self.day).explanations
            assert said.allowed is not bool(tried.reasons)
            assert [each.code for each in said.reasons] == [each.code for each in tried.reasons]
        assert len(self.history()) == entered
        done = take(self.record, self.folder / "archive", order, self.by(person))
        assert [each.code for each in done.reasons] == [each.code for each in tried.reasons]
        assert done.events == tried.events
        if done.reasons:
            assert self.case() == before
            return False
        self.lawful(before, order, person, self.history()[entered:])
        event(order.step)
        return True

    def lawful(self, before: Case, order: StepOrder, person: str, new: list[Entry]) -> None:
        """Say that what was recorded breaks no law, counted from the events."""
        assert person in office_of(self.record).persons
        workflow = self.workflow()
        asked = workflow.steps.get(order.step) or workflow.slots[order.step]
        authors = {each for entry in new for each in (entry.author.person, entry.author.on_behalf_of) if each}
        assert person in authors
        earlier = self.history()[: -len(new)]
        barred = {
            each
            for entry in earlier
            if isinstance(entry.event, StepTaken) and entry.event.step in asked.not_by_authors_of
            for each in (entry.author.person, entry.author.on_behalf_of)
        } - {""}
        assert authors.isdisjoint(barred)
        if before.ended:
            assert any(isinstance(each.event, CaseReopened) for each in new)
        for each in order.brought:
            kept = place(self.folder / "archive", sha256(each.content).hexdigest())
            assert kept.read_bytes() == each.content

    @rule(data=st.data())
    def sensible(self, data: st.DataObject) -> None:
        """Somebody who can does what can be done now."""
        self.one_of(data, ends=True)

    @rule(data=st.data(), times=st.integers(1, 8))
    def onward(self, data: st.DataObject, times: int) -> None:
        """Things go well for a while."""
        for _ in range(times):
            self.one_of(data, ends=False)

    def one_of(self, data: st.DataObject, *, ends: bool) -> None:
        workflow = self.workflow()
        found = [each for each in explained(self.record, COMPANY, "", "", self.day).explanations if each.ready]
        slots = [each for each in found if each.step in workflow.slots]
        on = [each for each in found if each.step in workflow.slots or self.goes_on(workflow, each.step)]
        chosen_from = found if ends else (slots or on or found)
        if not chosen_from:
            return
        chosen = data.draw(st.sampled_from(chosen_from))
        able = sorted({author.person for authors in chosen.who.values() for author in authors})
        kept = self.case().slots.get(chosen.step)
        answer = data.draw(st.sampled_from([*ANSWERS[kept.kind][:1] * 5, *ANSWERS[kept.kind]])) if kept else None
        member = data.draw(st.sampled_from([each.key for each in kept.members if each.key not in kept.answers])) if kept else ""
        person = data.draw(st.sampled_from(able or ["alles"]))
        self.attempt(replace(self.brought(workflow, chosen.step), answer=answer, member=member), person)

    @staticmethod
    def goes_on(workflow: Workflow, name: str) -> bool:
        step = workflow.steps[name]
        return step.to is not None and workflow.states[step.to].outcome is None

    @staticmethod
    def brought(workflow: Workflow, name: str) -> StepOrder:
        asked = workflow.steps.get(name) or workflow.slots[name]
        files = tuple(Brought(kind, f"{kind}.txt", f"{name} {kind}".encode()) for kind in asked.evidence)
        asks = [each for each in getattr(asked, "asks", ()) if each.required]
        return StepOrder(COMPANY, name, files, {each.id: answer_to(each) for each in asks})

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        """Somebody asks for something, with or without what it needs."""
        workflow = self.workflow()
        name = data.draw(st.sampled_from([*workflow.steps, *workflow.slots, "onzin"]))
        person = data.draw(st.sampled_from([*PERSONS, "vreemd", ""]))
        order = self.brought(workflow, name) if name != "onzin" and data.draw(st.booleans()) else StepOrder(COMPANY, name)
        kept = workflow.slots.get(name)
        answer = (
            data.draw(st.sampled_from([None, *Answer])) if kept is None else data.draw(st.sampled_from([None, *ANSWERS[kept.kind] * 3]))
        )
        if kept is None and data.draw(st.booleans()):
            answer = None
        effective = data.draw(st.sampled_from([None, None, self.day, self.day + timedelta(days=1), self.day - timedelta(days=9), FIRST]))
        member = data.draw(st.sampled_from(["", "", "kgg", "lvvn", "zeeland", COMPANY, "minister", "onzin"]))
        if answer is None and member and kept is None:
            member = ""
        note = data.draw(st.sampled_from(["", "é", "e\u0301", "\u202e"]))
        self.attempt(replace(order, answer=answer, member=member, effective=effective, note=note), person)

    # What else people do

    def tried(self, command: Command, person: str) -> Done:
        """Carry out a command; a dry run of it says the same and writes nothing."""
        entered = len(self.history())
        dry = carry_out(self.record, COMPANY, lambda _: command, self.by(person), dry_run=True)
        assert len(self.history()) == entered
        done = carry_out(self.record, COMPANY, lambda _: command, self.by(person))
        assert [each.code for each in dry.reasons] == [each.code for each in done.reasons]
        assert (len(self.history()) > entered) is not bool(done.reasons)
        return done

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        """Somebody finds something wrong, and somebody decides; never the same."""
        case = self.case()
        given = [(each.version, Remedy.VOID_ANSWER) for slot in case.slots.values() for each in slot.answers.values()]
        given += [(each.version, Remedy.VOID_EVIDENCE) for each in case.evidence]
        given += [(each.version, Remedy.VOID_HISTORY) for each in case.history]
        about, remedy = data.draw(st.sampled_from([*given, (case.version, Remedy.STATE), (10**6, Remedy.STATE)]))
        proposer, decider = (data.draw(st.sampled_from([*BUSY * 3, *PERSONS, ""])) for _ in range(2))
        state = data.draw(st.sampled_from([*self.workflow().states, "onzin"])) if remedy is Remedy.STATE else ""
        if self.tried(ProposeCorrection(proposer, about, remedy, "vergissing", state), proposer).reasons:
            return
        proposed = self.history()[-1]
        if not self.tried(DecideCorrection(decider, proposed.version, data.draw(st.booleans())), decider).reasons:
            decided = next(each for each in reversed(self.history()) if isinstance(each.event, CorrectionDecided))
            assert proposed.author.persons.isdisjoint(decided.author.persons)

    @rule(person=st.sampled_from([*BUSY, *PERSONS, ""]), days=st.integers(-1, 40))
    def extend(self, person: str, days: int) -> None:
        self.tried(ExtendDeadline(person, days, "afspraak"), person)

    @rule(data=st.data())
    def change_member(self, data: st.DataObject) -> None:
        names = ["", *MINISTERS, "zeeland", COMPANY, "minister", "voorbeeld"]
        old, new = (data.draw(st.sampled_from(names)) for _ in range(2))
        slot = data.draw(st.sampled_from([*self.case().slots, *list(self.workflow().slots)[:2]]))
        self.tried(ReplaceMember("alles", slot, old, new, "wissel"), "alles")

    def applied(self, text: str, *, dry_run: bool = False) -> Applied:
        return apply(self.record, [Source("glas.yaml", text)], self.workflow_name, self.by("alles"), dry_run=dry_run)

    @rule(data=st.data())
    def revise(self, data: st.DataObject) -> None:
        """The dossier changes: ministers, a figure, history; perhaps from an old copy."""
        others = data.draw(st.lists(st.sampled_from(MINISTERS[1:]), max_size=2, unique=True))
        ministers = ("kgg", *others)
        amount = data.draw(st.sampled_from(["70", "80", "90"]))
        facts = data.draw(st.sampled_from(["", *HISTORIES]))
        version = self.record.version(company_stream(COMPANY))
        text = dossier(ministers, amount, facts, data.draw(st.sampled_from([0, 0, version, 2, version + 5])))
        entered = self.record.version(company_stream(COMPANY))
        dry = self.applied(text, dry_run=True)
        assert self.record.version(company_stream(COMPANY)) == entered
        found = self.applied(text)
        assert (found.revisions, len(found.problems)) == (dry.revisions, len(dry.problems))
        if errors(found.problems):
            assert {each.code for each in found.problems} <= {"E880", "E881", "E858", "E813", "W875"}
            assert self.record.version(company_stream(COMPANY)) == entered
            return
        again = self.applied(text.removeprefix(text.partition("format")[0]))
        assert {each.code for each in again.problems} <= {"W875"}
        assert (again.revisions[0].changes, again.revisions[0].history) == ((), ())

    @precondition(lambda self: self.versions < VERSIONS)
    @rule()
    def a_new_version(self) -> None:
        """The workflow is published anew, and every running case moves along."""
        self.versions += 1
        text = re.sub(r'^version: ".*"$', f'version: "9.{self.versions}"', WORKFLOWS[self.workflow_name], count=1, flags=re.MULTILINE)
        publish(self.record, Source("nieuw.yaml", text), *self.by("alles"))
        dry = move(self.record, self.workflow_name, Renaming(), self.by("alles"), dry_run=True)
        assert move(self.record, self.workflow_name, Renaming(), self.by("alles")) == dry
        if not dry.reasons:
            assert move(self.record, self.workflow_name, Renaming(), self.by("alles")).moves == ()

    @rule(days=st.sampled_from([0, 1, 7, 30, 70, -1]))
    def wait(self, days: int) -> None:
        """Time passes, or a clock is put back; by itself that decides nothing."""
        before = self.case()
        self.day = max(FIRST, self.day + timedelta(days=days))
        assert self.case() == before

    @rule(person=st.sampled_from(BUSY), back=st.booleans())
    def staff(self, person: str, *, back: bool) -> None:
        """Somebody's deputyship or role ends, or comes back."""
        other = "twee" if person == "alles" else "alles"
        role = min(people.roles_of(self.record))
        moves: list[Callable[[], None]] = [
            lambda: (
                people.grant(self.record, RoleGranted(person, role, "", self.day, None, "", other), *self.by(other))
                if back
                else people.end_role(self.record, RoleEnded(person, role, "", self.day), *self.by(other))
            ),
            lambda: (
                people.delegate(self.record, DelegationGiven("alles", "nu", "", self.day, None), *self.by("twee"))
                if back
                else people.end_delegation(self.record, DelegationEnded("alles", "nu", "", self.day), *self.by("twee"))
            ),
        ]
        refused: set[str] = set()
        for each in moves:
            try:
                each()
            except AgreementsError as error:
                refused |= {problem.code for problem in error.problems}
        assert refused <= {"E806", "E804", "E805", "E809"}

    # What must hold

    @invariant()
    def the_record_is_whole(self) -> None:
        assert upkeep.verify(self.record, ()).problems == ()
        assert self.record.rebuild(projection(self.record)) == 0

    @invariant()
    def the_board_is_what_a_fold_says(self) -> None:
        (line,) = board(self.record).lines
        case, workflow = fold(self.history()), self.workflow()
        assert case == self.case()
        assert line.place is not None
        assert (line.place.state_id, line.place.since) == (case.at.state, date_text(case.since))
        assert line.place.state == workflow.states[case.at.state].label
        assert line.place.outcome == (case.at.outcome or "")
        assert bool(line.place.suspended_since) is (case.suspended_since is not None)
        signed = {(each.stage.value, each.date.last.isoformat()) for each in case.history if each.event is HistoryEvent.SIGNED}
        assert {(each.stage, each.last) for each in line.signed} <= signed
        assert {each.stage for each in line.signed} == {stage for stage, _ in signed}
        if case.ended or case.suspended_since is not None:
            assert not line.waiting
        assert detail(self.record, COMPANY, self.day).line == line

    @invariant()
    def today_seen_as_the_past_is_today(self) -> None:
        latest = max([self.day, *(each.effective.last for each in self.history())])
        (now,), (then,), (known,) = (
            found.lines
            for found in (board(self.record), past(self.record, When(latest)), past(self.record, When(None, f"{latest}T23:59:59Z")))
        )
        assert then.place == now.place
        assert known.place == now.place
        assert {each.stage for each in then.signed} == {each.stage for each in now.signed}
        assert past(self.record, When(latest), COMPANY).lines == (then,)

    @invariant()
    def the_trail_is_complete(self) -> None:
        for language in ("nl", "en"):
            told = trail(self.record, COMPANY, language)
            assert [each.version for each in told] == list(range(1, self.record.version(company_stream(COMPANY)) + 1))
            assert all(each.sentences or each.changes for each in told)
        assert companies(self.record) == (COMPANY,)

    @invariant()
    def slots_are_as_their_rule_says_and_each_answer_is_a_persons(self) -> None:
        known, told = office_of(self.record).persons, self.history()
        for entry in told:
            assert entry.author.person in known
            if isinstance(entry.event, SlotAnswered) and entry.event.answer in AGREE:
                assert entry.author.person
        if self.versions == 1:
            for name, slot in self.case().slots.items():
                assert slot.result is naive_result(told, name)


FACT = "history:\n  - {{stage: {stage}, event: {event}, {date}source: opgave{more}}}\n"
HISTORIES = [
    FACT.format(stage=stage, event=kind, date=when, more=more)
    for stage, kind in (("eop", "signed"), ("jloi", "signed"), ("eop", "announced"))
    for when in ("", "date: 2025-06, ", "date: 2024-01-31, ", "date: 2030-01-01, ")
    for more in ("", ", withdrawn: true")
]

TestOffice = Office.TestCase
TestOffice.settings = BOUNDED


@pytest.mark.proof
def test_the_laws_of_the_record_hold_on_hundreds_of_ways() -> None:
    run_state_machine_as_test(Office, settings=MANY)
