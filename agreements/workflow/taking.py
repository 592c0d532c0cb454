"""Soundness of who acts: every step and every answer has somebody, and where four eyes are asked there are two distinct persons."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from agreements.problems import Problem, problem
from agreements.workflow.definition import SlotFile, StepFile
from agreements.workflow.loading import Workflow

Holders = Mapping[str, Collection[str]]
"""Who holds each role, by the ids of the role and of the persons."""


def check_taking(workflow: Workflow, people: Holders | None) -> Iterator[Problem]:
    """Yield each step and slot that nobody can take; with `people`, also what only the persons of an office show."""
    for slot in workflow.file.slots:
        for kind, role in slot.by.items():
            scope = workflow.roles[role].scope
            if scope not in {None, kind}:
                yield problem("E731", slot.at("by"), slot=slot.id, role=role, scope=scope, kind=kind)
    for step in workflow.file.steps:
        if step.id in step.not_by_authors_of:
            yield problem("E734", step.at("not_by_authors_of"), step=step.id)
    if people is not None:
        yield from _nobody(workflow, people)
        yield from _four_eyes(workflow, people)


def _nobody(workflow: Workflow, people: Holders) -> Iterator[Problem]:
    for step in workflow.file.steps:
        if not _holders(step.by, people):
            yield problem("E732", step.at("by"), id=step.id, roles=", ".join(step.by))
    for slot in workflow.file.slots:
        for role in dict.fromkeys(slot.by.values()):
            if not people.get(role):
                yield problem("E732", slot.at("by"), id=slot.id, roles=role)


def _holders(roles: Collection[str], people: Holders) -> frozenset[str]:
    return frozenset(person for role in roles for person in people.get(role, ()))


def _four_eyes(workflow: Workflow, people: Holders) -> Iterator[Problem]:
    """Yield each step or slot that nobody is left for; when each can be done and not all together, the first that cannot."""
    acts = _acts(workflow, people)
    apart: dict[str, set[str]] = {}
    told = False
    guarded: tuple[StepFile | SlotFile, ...] = (*workflow.file.steps, *workflow.file.slots)
    for each in guarded:
        authors = [name for name in each.not_by_authors_of if name != each.id and acts.get(name)]
        own = [name for name in acts if name.partition("/")[0] == each.id and acts[name]]
        for name in own:
            star: dict[str, set[str]] = {name: set(authors), **{author: {name} for author in authors}}
            if _assigned(star, acts) is None:
                told = True
                yield _same_person(each, authors, acts[name])
            for author in authors:
                apart.setdefault(name, set()).add(author)
                apart.setdefault(author, set()).add(name)
    if not told and _assigned(apart, acts) is None:
        first = next(each for each in guarded if each.not_by_authors_of)
        others = [name for name in apart if name.partition("/")[0] != first.id]
        yield _same_person(first, others, frozenset().union(*(acts[name] for name in apart)))


def _acts(workflow: Workflow, people: Holders) -> dict[str, frozenset[str]]:
    """Return who can do each act: each step, and each slot per kind of member."""
    acts: dict[str, frozenset[str]] = {step.id: _holders(step.by, people) for step in workflow.file.steps}
    acts |= {f"{slot.id}/{kind}": _holders((role,), people) for slot in workflow.file.slots for kind, role in slot.by.items()}
    return acts


def _same_person(each: StepFile | SlotFile, authors: Collection[str], persons: Collection[str]) -> Problem:
    names = ", ".join(sorted(persons))
    return problem("E733", each.at("not_by_authors_of"), id=each.id, authors=", ".join(authors), persons=names)


def _assigned(apart: Mapping[str, set[str]], acts: Mapping[str, frozenset[str]]) -> dict[str, str] | None:
    """Return a person for each act so that acts that must be apart have distinct ones, or None.

    An act with more persons than acts to be apart from can always be done, so it is left to the end; what remains is small.
    """
    left = {name: set(others) for name, others in apart.items()}
    easy = True
    while easy:
        easy = False
        for name in [name for name, others in left.items() if len(acts[name]) > len(others)]:
            for other in left.pop(name):
                left[other].discard(name)
            easy = True
            break
    return _tried(left, acts, {})


def _tried(left: Mapping[str, set[str]], acts: Mapping[str, frozenset[str]], chosen: dict[str, str]) -> dict[str, str] | None:
    """Try persons for the act with the fewest that remain."""
    if len(chosen) == len(left):
        return chosen
    free = {name: acts[name] - {chosen[other] for other in left[name] if other in chosen} for name in left if name not in chosen}
    name = min(free, key=lambda each: (len(free[each]), each))
    for person in sorted(free[name]):
        found = _tried(left, acts, chosen | {name: person})
        if found is not None:
            return found
    return None
