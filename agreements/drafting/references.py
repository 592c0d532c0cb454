"""Whether a reference can be there while what it points to is not: decided over all facts and all positions, before any draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agreements.drafting.conditions import ALWAYS, All, Any, Condition, OneOf, atoms, counterexample
from agreements.drafting.template import STANDARD, Clause, FieldDeclaration, FieldType, Language, Pointer, Template
from agreements.drafting.visits import pieces, visits
from agreements.problems import Problem, problem

POSITIONS = "positions."
"""Before the id of a clause: the path under which a dossier chooses its position. Without a choice the standard text stands."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A line or a whole clause: when it is there by the facts, and by the position of its clause."""

    when: Condition
    position: Condition

    @property
    def both(self) -> Condition:
        return self.when if self.position == ALWAYS else All((self.when, self.position))


def unsafe_references(template: Template, declared: Mapping[str, FieldDeclaration]) -> Iterator[Problem]:
    """Yield each reference that can be present while all that it points to is absent, with the combination that does it."""
    lists = {path: each.required for path, each in declared.items() if each.type is FieldType.LIST}
    choices = {path: tuple(each.prints) for path, each in declared.items() if each.type is FieldType.CHOICE}
    choices |= {f"{POSITIONS}{clause.id}": tuple(each.id for each in clause.about.positions) for clause in template.clauses}
    present = _presence(template, lists)
    for part in template.parts:
        for use in part.uses:
            for (position, language), body in use.clause.bodies.items():
                chosen = _chosen(use.clause, position)
                for visit in visits(body, use.clause.id, {}, use.when, lists) if language == template.about.prevails else ():
                    for pointer in (piece for piece in pieces(visit.line) if isinstance(piece, Pointer)):
                        yield from _unsafe(pointer, _Said(visit.when, chosen), present, choices)


def _chosen(clause: Clause, position: str) -> Condition:
    """Return when a position of a clause is printed; always, for a clause that has one text."""
    if not clause.about.positions:
        return ALWAYS
    return OneOf(f"{POSITIONS}{clause.id}", ("",) if position == STANDARD else (position,))


def _presence(template: Template, lists: Mapping[str, bool]) -> Mapping[str, Condition]:
    """Return when each clause and each of its named lines is there, in the language that prevails."""
    found: dict[str, Condition] = {}
    for part in template.parts:
        for use in part.uses:
            found[use.clause.id] = use.when
            found |= _lines(use.clause, use.when, template.about.prevails, lists)
    return found


def _lines(clause: Clause, when: Condition, language: Language, lists: Mapping[str, bool]) -> Mapping[str, Condition]:
    """Return when each line of a clause is there; positions are named only where the texts differ in it."""
    said: dict[str, list[_Said]] = defaultdict(list)
    positions = [position for position, tongue in clause.bodies if tongue == language]
    for position in positions:
        for visit in visits(clause.bodies[position, language], clause.id, {}, when, lists):
            said[visit.uid].append(_Said(visit.when, _chosen(clause, position)))
    return {uid: _together(lines, len(positions)) for uid, lines in said.items()}


def _together(lines: list[_Said], positions: int) -> Condition:
    everywhere = len(lines) == positions and all(each.when == lines[0].when for each in lines)
    return lines[0].when if everywhere else Any(tuple(each.both for each in lines))


def _unsafe(pointer: Pointer, source: _Said, present: Mapping[str, Condition], choices: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    targets = [present[target] for target in pointer.targets if target in present]
    goal = ", ".join(pointer.targets)
    if not targets:
        yield problem("E402", pointer.where, target=goal)
        return
    target = targets[0] if len(targets) == 1 else Any(tuple(targets))
    positions = any(atom.path.startswith(POSITIONS) for atom in atoms(target))
    try:
        found = counterexample(source.both if positions else source.when, target, choices)
    except OverflowError:
        yield problem("W303", pointer.where, target=goal)
        return
    if found is not None:
        facts = ", ".join(f"{path}: {value or '–'}" for path, value in found.items())
        yield problem("W302", pointer.where, target=goal, facts=facts)
