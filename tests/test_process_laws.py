"""Laws of the process, walked at random over the shipped workflows and over small ones that nobody wrote.

What the law says is counted here from the events alone, by plain means, beside what the program keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from processes import AGREE, FIRST, PARTIES, PROCESS, SHA, Desk, answer_to, holders, naive_result, opened, process, staffed

from agreements.model.canonical import canonical_json
from agreements.workflow.assessment import ANSWERS
from agreements.workflow.case import Case, Result, evolve, fold, restored, snapshot
from agreements.workflow.commands import Accepted, Command, DecideCorrection, OpenCase, ProposeCorrection, Refused, TakeStep
from agreements.workflow.definition import Ask, Effect, MemberKind, Rule, SlotKind
from agreements.workflow.encoding import on
from agreements.workflow.events import (
    Answer,
    Author,
    CaseReopened,
    Evidence,
    Member,
    Remedy,
    SlotAnswered,
    SlotOpened,
    StepTaken,
    decode,
    encode,
)
from agreements.workflow.explanation import Explanation, completed, explain, steps_now
from agreements.workflow.loading import Workflow, workflow_from_document
from workflows import SHIPPED, shipped

KNOWN = [*map(shipped, SHIPPED), process(PROCESS)]
BOUNDED = settings(max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
BUSY = ("alles", "nu")
"""Who holds much, and who stands in for many: with them the laws are put to the test."""

# Workflows that nobody wrote


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a small workflow: sound or not, the laws hold."""
    names = [f"s{number}" for number in range(draw(st.integers(2, 4)))]
    ends = {"e0": "signed", "e1": "stopped_by_state"}
    states = [{"id": name, "phase": "p", "label": "x", "initial": name == "s0", "no_deadline": "x"} for name in names]
    for state in states[1:]:
        del state["initial"]
    states += [{"id": name, "phase": "p", "label": "x", "outcome": outcome} for name, outcome in ends.items()]
    slots = [draw(slot(f"k{number}", names)) for number in range(draw(st.integers(0, 2)))]
    count = draw(st.integers(2, 6))
    steps = [draw(step(f"t{number}", names, [*names, *ends], [each["id"] for each in slots])) for number in range(count)]
    for each in (*steps, *slots):
        if draw(st.booleans()):
            each["not_by_authors_of"] = [draw(st.sampled_from([other["id"] for other in steps if other is not each]))]
    return {
        "format": 1,
        "workflow": "willekeurig",
        "version": "1",
        "title": "x",
        "phases": [{"id": "p", "label": "x"}],
        "roles": [
            {"id": "a", "label": "x"},
            {"id": "b", "label": "x"},
            {"id": "m", "label": "x", "scope": "minister"},
            {"id": "c", "label": "x", "scope": "company"},
        ],
        "evidence": [{"id": "d", "label": "x"}],
        "states": states,
        "slots": slots,
        "steps": [*steps, {"id": "back", "label": "x", "from": ["e0", "e1"], "effect": "reopen", "by": ["a"]}],
    }


@st.composite
def slot(draw: st.DrawFn, name: str, states: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from(["approval", "signature"]))
    by = draw(st.sampled_from([{"minister": "m", "company": "c"}, {"signatory": "a"}, {"minister": "b", "province": "b", "company": "c"}]))
    found: dict[str, Any] = {"id": name, "label": "x", "kind": kind, "state": draw(st.sampled_from(states)), "by": by}
    if draw(st.booleans()):
        found |= {"rule": "at_least", "count": draw(st.integers(1, 2)), "veto": draw(st.booleans())}
    return found


@st.composite
def step(draw: st.DrawFn, name: str, states: list[str], goals: list[str], slots: list[str]) -> dict[str, Any]:
    sources: list[str] = draw(st.sampled_from([["any"], *([each] for each in states), states]))
    patient, guarded = draw(st.booleans()), draw(st.booleans())
    by = draw(st.lists(st.sampled_from(["a", "b", "m", "c"]), min_size=1, max_size=2, unique=True))
    found: dict[str, Any] = {"id": name, "label": "x", "from": sources, "by": by, "while_suspended": patient}
    effect = draw(st.sampled_from(["move", "move", "move", "stay", "suspend", "resume"]))
    found |= {"to": draw(st.sampled_from(goals))} if effect == "move" else {"effect": effect}
    if draw(st.booleans()):
        found["evidence"] = ["d"]
    if slots and guarded:
        told = {"slot": draw(st.sampled_from(slots)), "result": draw(st.sampled_from(["passed", "failed"]))}
        found["guards"] = [{"guard": "slot", "with": told}]
    return found


workflows = st.one_of(st.sampled_from(KNOWN), st.sampled_from(KNOWN), documents().map(workflow_from_document))


def brought(workflow: Workflow, name: str) -> dict[str, Any]:
    """Return the evidence and facts that a step or slot asks for."""
    asked = workflow.steps.get(name) or workflow.slots[name]
    asks: tuple[Ask, ...] = getattr(asked, "asks", ())
    evidence = tuple(Evidence(kind, SHA) for kind in asked.evidence)
    return {"evidence": evidence, "facts": {ask.id: answer_to(ask) for ask in asks}}


def authors_in(desk: Desk, steps: tuple[str, ...]) -> set[str]:
    """Return everybody who took one of these steps, counted from the events."""
    taken = [each.author for each in desk.entries if isinstance(each.event, StepTaken) and each.event.step in steps]
    return {person for author in taken for person in (author.person, author.on_behalf_of) if person}


class Process(RuleBasedStateMachine):
    """A case at a desk where sensible and senseless commands arrive."""

    @initialize(workflow=workflows)
    def begin(self, workflow: Workflow) -> None:
        self.desk = Desk(workflow, staffed(workflow), PARTIES)
        self.names = [*workflow.steps, *workflow.slots]
        self.persons = sorted(self.desk.office.persons)
        opening = self.desk.decide(OpenCase("alles"))
        assert isinstance(opening, Accepted)
        self.desk.record(opening)
        event(workflow.id)

    def attempt(self, command: TakeStep) -> None:
        """Explain, decide, and record what was accepted; the laws are looked at on the way."""
        desk = self.desk
        before = desk.now
        command = completed(desk.workflow, command)
        said = explain(desk.workflow, before, desk.office, desk.parties, command, day=desk.day)
        decision = desk.decide(command)
        if isinstance(decision, Refused):
            assert said.reasons == decision.reasons
            assert decision.reasons
            assert not said.allowed
            return
        assert said.allowed
        assert decision.author == Author(command.person, said.on_behalf_of)
        authors = {each for each in (decision.author.person, decision.author.on_behalf_of) if each}
        self.lawful(before, command, decision, authors)
        desk.record(decision)
        event(f"{desk.workflow.id}: {command.step}")

    def lawful(self, before: Case, command: TakeStep, accepted: Accepted, authors: set[str]) -> None:
        """Say that what is about to be recorded breaks no law."""
        workflow = self.desk.workflow
        assert command.person in self.desk.office.persons
        asked = workflow.steps.get(command.step) or workflow.slots[command.step]
        assert authors.isdisjoint(authors_in(self.desk, asked.not_by_authors_of))
        step = workflow.steps.get(command.step)
        if before.ended:
            assert step is not None
            assert step.effect is Effect.REOPEN
            assert any(isinstance(each, CaseReopened) for each in accepted.events)
        if before.suspended_since is not None:
            assert step is not None
            assert step.while_suspended or step.effect is Effect.RESUME
        for each in accepted.events:
            if isinstance(each, SlotAnswered):
                self.represented(before, each, accepted.author, authors)

    def represented(self, before: Case, answer: SlotAnswered, author: Author, authors: set[str]) -> None:
        """Say that an answer is given once, by somebody who acts for this member, who has not spoken for another."""
        slot = before.slots[answer.slot]
        (member,) = [each for each in slot.members if each.key == answer.member]
        assert slot.result is Result.PENDING
        assert answer.member not in slot.answers
        assert author in holders(self.desk.office, member.role, member.scope, self.desk.day)
        if slot.kind is SlotKind.APPROVAL and member.scope:
            spoken = [given.author for key, given in slot.answers.items() if next(each for each in slot.members if each.key == key).scope]
            assert authors.isdisjoint(person for each in spoken for person in (each.person, each.on_behalf_of) if person)

    @rule(data=st.data())
    def sensible(self, data: st.DataObject) -> None:
        """Somebody who can does what can be done now."""
        self.one_of(data, self.possible())

    @rule(data=st.data(), times=st.integers(1, 6))
    def onward(self, data: st.DataObject, times: int) -> None:
        """Things go well for a while: slots are answered, and nothing ends the case."""
        for _ in range(times):
            found = self.possible()
            slots = [each for each in found if each.step in self.desk.workflow.slots]
            self.one_of(data, slots or [each for each in found if self.goes_on(each.step)] or found)

    def possible(self) -> list[Explanation]:
        desk = self.desk
        return [each for each in steps_now(desk.workflow, desk.now, desk.office, desk.parties, day=desk.day) if each.ready]

    def one_of(self, data: st.DataObject, found: list[Explanation]) -> None:
        if not found:
            return
        chosen = data.draw(st.sampled_from(found))
        able = sorted({author.person for authors in chosen.who.values() for author in authors})
        kept = self.desk.now.slots.get(chosen.step)
        answer = data.draw(st.sampled_from([*ANSWERS[kept.kind][:1] * 4, *ANSWERS[kept.kind]])) if kept else None
        member = data.draw(st.sampled_from(["", *(each.key for each in kept.members if each.key not in kept.answers)])) if kept else ""
        person = data.draw(st.sampled_from([each for each in BUSY if each in able] * 4 + able))
        self.attempt(TakeStep(chosen.step, person, **brought(self.desk.workflow, chosen.step), answer=answer, member=member))

    def goes_on(self, name: str) -> bool:
        step = self.desk.workflow.steps[name]
        return step.effect is not Effect.SUSPEND and (step.to is None or self.desk.workflow.states[step.to].outcome is None)

    @rule(data=st.data())
    def again(self, data: st.DataObject) -> None:
        """Somebody who may much answers for any member of any slot, whether it is open, answered or decided."""
        if not self.desk.now.slots:
            return
        kept = data.draw(st.sampled_from(list(self.desk.now.slots.values())))
        member = data.draw(st.sampled_from([each.key for each in kept.members] or [""]))
        person = data.draw(st.sampled_from([*BUSY * 3, *self.persons]))
        answer = data.draw(st.sampled_from(ANSWERS[kept.kind]))
        self.attempt(TakeStep(kept.slot, person, **brought(self.desk.workflow, kept.slot), answer=answer, member=member))

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        """Somebody asks for something, with or without what it needs."""
        name = data.draw(st.sampled_from([*self.names, "onzin"]))
        person = data.draw(st.sampled_from([*self.persons, "vreemd"]))
        more = brought(self.desk.workflow, name) if name != "onzin" and data.draw(st.booleans()) else {}
        answer = data.draw(st.sampled_from([None, *Answer]))
        member = data.draw(st.sampled_from(["", "ezk", "fabriek", "minister", "onzin"]))
        effective = data.draw(st.sampled_from([None, self.desk.day, self.desk.day + timedelta(days=1), date(2026, 1, 1)]))
        self.attempt(TakeStep(name, person, **more, effective=effective, answer=answer, member=member))

    @rule(days=st.integers(0, 60))
    def wait(self, days: int) -> None:
        """Time passes, and by itself decides nothing."""
        before = self.desk.case
        self.desk.later(days)
        assert self.desk.case == before

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        """Somebody finds an answer wrong, and somebody decides; never the same."""
        desk = self.desk
        given = [each.version for slot in desk.now.slots.values() for each in slot.answers.values()]
        proposer, decider = (data.draw(st.sampled_from([*BUSY * 3, *self.persons])) for _ in range(2))
        about = data.draw(st.sampled_from(given or [1]))
        if self.tried(ProposeCorrection(proposer, about, Remedy.VOID_ANSWER, "vergissing")):
            proposed = desk.entries[-1]
            if self.tried(DecideCorrection(decider, proposed.version, accepted=True)):
                decided = desk.entries[-1].author
                assert proposed.author.persons.isdisjoint(decided.persons)
                assert about in desk.now.corrected

    def tried(self, command: Command) -> bool:
        decision = self.desk.decide(command)
        if isinstance(decision, Accepted):
            self.desk.record(decision)
        return isinstance(decision, Accepted)

    @invariant()
    def the_case_is_the_fold_of_its_events(self) -> None:
        assert fold(self.desk.entries) == self.desk.case

    @invariant()
    def slots_are_as_their_rule_says(self) -> None:
        for name, slot in self.desk.now.slots.items():
            assert slot.result is naive_result(self.desk.entries, name)
            if slot.result is Result.PASSED:
                agreed = [given for given in slot.answers.values() if given.answer in AGREE]
                assert agreed
                assert {given.author.person for given in agreed} <= self.desk.office.persons

    @invariant()
    def what_is_written_comes_back(self) -> None:
        assert restored(json.loads(canonical_json(snapshot(self.desk.now)))) == self.desk.case
        for entry in self.desk.entries[-3:]:
            kind, body = encode(entry.event)
            assert decode(kind, json.loads(canonical_json(body))) == entry.event


TestProcess = Process.TestCase
TestProcess.settings = BOUNDED


@pytest.mark.proof
def test_the_laws_hold_on_thousands_of_ways() -> None:
    run_state_machine_as_test(Process, settings=settings(BOUNDED, max_examples=1000))


def voted(order: tuple[int, ...], rule: Rule, count: int | None) -> Iterator[Result]:
    """Yield the result after each signature of an order, from the events alone."""
    members = tuple(Member(f"m{number}", MemberKind.SIGNATORY, "r") for number in sorted(order))
    case, when, author = opened().now, on(FIRST), Author("anna")
    case = evolve(case, SlotOpened("k", "draft", SlotKind.SIGNATURE, members, rule, count), 2, when, author)
    for version, number in enumerate(order, 3):
        case = evolve(case, SlotAnswered("k", f"m{number}", Answer.SIGN), version, when, author)
        yield case.slots["k"].result


def test_signatures_complete_a_slot_exactly_when_the_rule_says_in_every_order() -> None:
    for size in range(1, 5):
        for order in permutations(range(size)):
            assert list(voted(order, Rule.ALL, None)) == [Result.PENDING] * (size - 1) + [Result.PASSED]
            for count in range(1, size + 1):
                found = list(voted(order, Rule.AT_LEAST, count))
                assert found == [Result.PENDING] * (count - 1) + [Result.PASSED] * (size - count + 1)


@given(documents())
@settings(max_examples=40, deadline=None)
def test_a_workflow_that_nobody_wrote_is_one(document: dict[str, Any]) -> None:
    assert workflow_from_document(workflow_from_document(document).document) == workflow_from_document(document)
