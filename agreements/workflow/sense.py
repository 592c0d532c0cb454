"""What the names and keys of a workflow file must have to do with each other, before anybody asks whether the workflow is sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Protocol

from agreements.model.values import parse_amount
from agreements.problems import Problem, Where, problem
from agreements.sources import guess
from agreements.workflow.definition import (
    ANY,
    Ask,
    AskType,
    DeadlineFile,
    Effect,
    GuardUse,
    Rule,
    SlotFile,
    StateFile,
    StepFile,
    WorkflowFile,
)
from agreements.workflow.guard_parameters import GUARD_PARAMETERS, FactGuard, read_parameters

_DAYS = re.compile(r"0|-?[1-9]\d{0,3}", re.ASCII)
YES_NO = ("yes", "no")


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    def at(self, key: str) -> Where: ...


def check_sense(file: WorkflowFile) -> Iterator[Problem]:
    """Yield each name that is unknown, double or of another kind, and each key that does not go with another."""
    checker = _Checker(file)
    yield from _names(file)
    yield from _whole(file)
    for state in file.states:
        yield from checker.state(state)
    for slot in file.slots:
        yield from checker.slot(slot)
    for scheme in file.aid_schemes:
        yield from checker.known("evidence", (scheme.evidence,) if scheme.evidence else (), scheme.at("evidence"))
    for step in file.steps:
        yield from checker.step(step)
    for opening in file.openings:
        yield from checker.known("state", (opening.state,), opening.at("state"))


def _names(file: WorkflowFile) -> Iterator[Problem]:
    """Every id is its own; a slot and a step share no id, as people answer both by name; no state is called `any`."""
    groups: tuple[Iterable[_Named], ...] = (file.phases, file.roles, file.evidence, file.states, file.slots, file.steps, file.aid_schemes)
    for group in groups:
        seen: set[str] = set()
        for item in group:
            if item.id in seen:
                yield problem("E207", item.at("id"), id=item.id)
            seen.add(item.id)
    steps = {step.id for step in file.steps}
    yield from (problem("E708", slot.at("id"), id=slot.id) for slot in file.slots if slot.id in steps)
    yield from (problem("E709", state.at("id"), id=ANY) for state in file.states if state.id == ANY)


def _whole(file: WorkflowFile) -> Iterator[Problem]:
    """One state is the first; each opening is one; amounts are amounts; a fact is the same wherever it is asked."""
    first = [state for state in file.states if state.initial]
    if len(first) != 1:
        yield problem("E704", first[1].at("initial") if first else file.at("states"), number=len(first))
    openings: set[tuple[str, str]] = set()
    for opening in file.openings:
        if (opening.stage, opening.event) in openings:
            yield problem("E715", opening.where, stage=opening.stage, event=opening.event)
        openings.add((opening.stage, opening.event))
    for scheme in file.aid_schemes:
        if scheme.ceiling is not None and not _is_amount(scheme.ceiling):
            yield problem("E206", scheme.at("ceiling"), value=scheme.ceiling, kind="@amount", example='"200000000"')
    facts: dict[str, Ask] = {}
    for ask in (ask for step in file.steps for ask in step.asks):
        same = facts.setdefault(ask.id, ask)
        if (same.type, list(same.choices)) != (ask.type, list(ask.choices)):
            yield problem("E713", ask.at("type"), id=ask.id, line=same.where.line)


def _is_amount(text: str) -> bool:
    try:
        parse_amount(text)
    except ValueError:
        return False
    return True


class _Checker:
    """Knows every name of a file by its kind."""

    def __init__(self, file: WorkflowFile) -> None:
        self.file = file
        self.ends = {state.id for state in file.states if state.outcome}
        self.facts: dict[str, Ask] = {ask.id: ask for step in file.steps for ask in step.asks}
        named: Mapping[str, Iterable[_Named]] = {
            "phase": file.phases,
            "role": file.roles,
            "evidence": file.evidence,
            "state": file.states,
            "slot": file.slots,
            "step": file.steps,
            "scheme": file.aid_schemes,
        }
        self.names = {kind: [item.id for item in items] for kind, items in named.items()} | {"fact": list(self.facts)}

    def known(self, kind: str, names: Iterable[str], where: Where) -> Iterator[Problem]:
        """Yield each name that is none of its kind."""
        known = self.names[kind]
        for name in names:
            if name not in known:
                yield problem("E701", where, id=name, kind=f"@{kind}", guess=guess(name, known), known=", ".join(known) or "–")

    def state(self, state: StateFile) -> Iterator[Problem]:
        """Yield what is wrong with a state."""
        yield from self.known("phase", (state.phase,), state.at("phase"))
        waits = [key for key in ("deadline", "no_deadline") if getattr(state, key) is not None]
        if state.outcome:
            yield from (problem("E710", state.at(key), id=state.id, key=key) for key in waits)
            if state.initial:
                yield problem("E710", state.at("initial"), id=state.id, key="initial")
        elif len(waits) > 1:
            yield problem("E711", state.at("no_deadline"), id=state.id)
        if state.deadline:
            yield from self.deadline(state, state.deadline)

    def deadline(self, state: StateFile, deadline: DeadlineFile) -> Iterator[Problem]:
        """Yield what is wrong with a deadline."""
        if deadline.within == 0:
            yield problem("E206", deadline.at("within"), value=0, kind="@duration", example="6")
        for rung in deadline.rungs:
            yield from self.known("role", (rung.to,), rung.at("to"))
            if not _DAYS.fullmatch(rung.days):
                yield problem("E206", rung.at("days"), value=rung.days, kind="@days", example='"-14", "0", "7"')
        if deadline.counts_from:
            yield from self.fact(deadline.counts_from, AskType.DATE, deadline.at("counts_from"))
        if deadline.then:
            yield from self.known("step", (deadline.then,), deadline.at("then"))
            step = next((step for step in self.file.steps if step.id == deadline.then), None)
            if step and (state.id in step.excepted or not {state.id, ANY} & set(step.sources)):
                yield problem("E712", deadline.at("then"), step=step.id, state=state.id)

    def fact(self, name: str, kind: AskType | None, where: Where) -> Iterator[Problem]:
        """Yield a fact that no step asks for, or that is asked as another kind of fact."""
        if name not in self.facts:
            yield from self.known("fact", (name,), where)
        elif kind and self.facts[name].type is not kind:
            yield problem("E706", where, id=name, wanted=kind, found=self.facts[name].type)

    def slot(self, slot: SlotFile) -> Iterator[Problem]:
        """Yield what is wrong with a slot."""
        yield from self.known("state", (slot.state,), slot.at("state"))
        yield from self.known("role", slot.by.values(), slot.at("by"))
        yield from self.known("evidence", slot.evidence, slot.at("evidence"))
        yield from self.known("step", slot.not_by_authors_of, slot.at("not_by_authors_of"))
        if not slot.by:
            yield problem("E714", slot.at("by"), key="by", id=slot.id)
        if (slot.count is None) is (slot.rule is Rule.AT_LEAST):
            yield problem("E707", slot.at("count"), id=slot.id)

    def step(self, step: StepFile) -> Iterator[Problem]:
        """Yield what is wrong with a step."""
        yield from self.known("state", (name for name in step.sources if name != ANY), step.at("sources"))
        yield from self.known("state", step.excepted, step.at("excepted"))
        if step.excepted and ANY not in step.sources:
            yield problem("E720", step.at("excepted"), id=step.id)
        yield from self.known("role", step.by, step.at("by"))
        yield from self.known("evidence", step.evidence, step.at("evidence"))
        yield from self.known("evidence", step.optional_evidence, step.at("optional_evidence"))
        yield from self.known("step", step.not_by_authors_of, step.at("not_by_authors_of"))
        for key, name in (("from", "sources"), ("by", "by")):
            if not getattr(step, name):
                yield problem("E714", step.at(name), key=key, id=step.id)
        yield from self.direction(step)
        for ask in step.asks:
            yield from _ask(ask)
        yield from _day_of_signing(step)
        yield from _stopping(step)
        for use in step.guards:
            yield from self.guard(use)

    def direction(self, step: StepFile) -> Iterator[Problem]:
        """`to` goes with a move and with nothing else; only an end is reopened."""
        if step.to:
            yield from self.known("state", (step.to,), step.at("to"))
        if step.effect is Effect.MOVE and not step.to:
            yield problem("E702", step.where, id=step.id)
        if step.effect is not Effect.MOVE and step.to:
            yield problem("E703", step.at("to"), id=step.id, effect=step.effect)
        if step.effect is Effect.REOPEN:
            for name in step.sources:
                if name not in self.ends and name in [ANY, *self.names["state"]]:
                    yield problem("E716", step.at("sources"), id=step.id, state=name)

    def guard(self, use: GuardUse) -> Iterator[Problem]:
        """Yield what is wrong with a guard: its name, its parameters, what these point to."""
        if use.guard not in GUARD_PARAMETERS:
            known = list(GUARD_PARAMETERS)
            yield problem("E705", use.at("guard"), id=use.guard, guess=guess(use.guard, known), known=", ".join(known))
            return
        parameters, faults = read_parameters(use)
        yield from faults
        if parameters is None:
            return
        for each in fields(parameters):
            kind = each.metadata.get("names")
            name, where = getattr(parameters, each.name), parameters.at(each.name)
            if kind in {"fact", "scheme_fact"}:
                yield from self.fact(name, each.metadata.get("asked_as"), where)
                yield from self.choices(name, where) if kind == "scheme_fact" else ()
            elif kind:
                yield from self.known(kind, (name,), where)
        if isinstance(parameters, FactGuard):
            yield from self.value(parameters)

    def choices(self, name: str, where: Where) -> Iterator[Problem]:
        """Yield each choice of a fact about schemes that is no scheme of the file."""
        choices = self.facts[name].choices if name in self.facts else {}
        schemes = self.names["scheme"]
        for choice in choices:
            if choice not in schemes:
                yield problem("E717", where, id=name, choice=choice, known=", ".join(schemes) or "–")

    def value(self, guard: FactGuard) -> Iterator[Problem]:
        """Yield a value that the fact of a guard can never have."""
        ask = self.facts.get(guard.fact)
        possible = values_of(ask) if ask else None
        if possible is not None and guard.equals not in possible:
            near = guess(guard.equals, list(possible))
            yield problem("E718", guard.at("equals"), id=guard.fact, value=guard.equals, guess=near, choices=", ".join(possible) or "–")


def values_of(ask: Ask) -> tuple[str, ...]:
    """Return the values that a yes-or-no or a choice can have; of other facts none, because no guard compares them."""
    return YES_NO if ask.type is AskType.YES_NO else tuple(ask.choices)


def _day_of_signing(step: StepFile) -> Iterator[Problem]:
    """Yield what is wrong with the day of signing: it goes with signing, and is a date that the step asks itself."""
    if step.signed_on is None:
        return
    where, ask = step.at("signed_on"), next((each for each in step.asks if each.id == step.signed_on), None)
    if ask is None or step.signs is None:
        yield problem("E700", where, id=step.id)
    elif ask.type is not AskType.DATE:
        yield problem("E706", where, id=ask.id, wanted=AskType.DATE, found=ask.type)


def _stopping(step: StepFile) -> Iterator[Problem]:
    """Yield that a step which does not suspend says which terms it stops."""
    if step.stops_statutory and step.effect is not Effect.SUSPEND:
        yield problem("E745", step.at("stops_statutory"), id=step.id)


def _ask(ask: Ask) -> Iterator[Problem]:
    if (ask.type is AskType.CHOICE) is not bool(ask.choices):
        yield problem("E719", ask.at("choices"), id=ask.id)
