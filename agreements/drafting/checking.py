"""What a template must hold together: declared fields, known filters, two languages in step, references that cannot lose their target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from agreements.drafting.conditions import ALWAYS, All, Any, Condition, MoreThan, Not, OneOf, Present, atoms, counterexample
from agreements.drafting.document import TermUse
from agreements.drafting.scope import ATTRIBUTES, FILTERS, declarations
from agreements.drafting.template import (
    STANDARD,
    Blueprint,
    Body,
    Clause,
    FieldDeclaration,
    FieldType,
    Hole,
    Language,
    Piece,
    Pointer,
    Prefix,
    RowBlueprint,
    TableBlueprint,
    Template,
)
from agreements.model.dossier import Visibility
from agreements.problems import Problem, Where, problem

FORMS_OF_PLURAL = 2


def check_template(template: Template) -> Iterator[Problem]:
    """Yield what is wrong between the files of a template."""
    checker = _Checker(template, declarations(template.about.fields))
    for clause in {clause.id: clause for clause in template.clauses}.values():
        yield from checker.clause(clause)
    yield from _unused_terms(template)
    yield from _unsafe_references(template, checker.declared)


Line = Blueprint | RowBlueprint


@dataclass(frozen=True, slots=True)
class _Visit:
    """A line of a clause with the conditions above it, in the names of declared fields."""

    uid: str
    line: Line
    when: Condition
    names: Mapping[str, str]  # binding to list


def _visits(body: Body, parent: str, names: Mapping[str, str], when: Condition, lists: Mapping[str, bool]) -> Iterator[_Visit]:
    """Yield every line of a body in order; `lists` says of each list whether it always has an item."""
    for place, block in enumerate(body, 1):
        lines: Iterable[Line] = block.rows if isinstance(block, TableBlueprint) else (block,)
        for line in lines:
            prefix = line.prefix
            inner = {**names, prefix.repeat.name: _declared(prefix.repeat.path, names)} if prefix.repeat else names
            both = _both(when, _renamed(prefix.when, inner), _present(prefix, names, lists))
            uid = f"{parent}.{prefix.id or place}"
            yield _Visit(uid, line, both, inner)
            if isinstance(line, Blueprint):
                yield from _visits(line.children, uid, inner, both, lists)


def _present(prefix: Prefix, names: Mapping[str, str], lists: Mapping[str, bool]) -> Condition:
    if prefix.repeat is None or lists.get(_declared(prefix.repeat.path, names)):
        return ALWAYS
    return Present(_declared(prefix.repeat.path, names))


def _both(*conditions: Condition) -> Condition:
    kept = tuple(condition for condition in conditions if condition != ALWAYS)
    return kept[0] if len(kept) == 1 else All(kept)


def _declared(path: str, names: Mapping[str, str]) -> str:
    head, dot, rest = path.partition(".")
    return f"{names[head]}{dot}{rest}" if head in names else path


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Return a condition with the names of items replaced by those of their lists."""
    match condition:
        case Present(path):
            return Present(_declared(path, names))
        case OneOf(path, values):
            return OneOf(_declared(path, names), values)
        case MoreThan(path, number):
            return MoreThan(_declared(path, names), number)
        case Not(inner):
            return Not(_renamed(inner, names))
        case All(several):
            return All(tuple(_renamed(each, names) for each in several))
        case Any(several):
            return Any(tuple(_renamed(each, names) for each in several))


@dataclass(slots=True)
class _Checker:
    """Looks at one clause at a time, with the fields that the template declares."""

    template: Template
    declared: Mapping[str, FieldDeclaration]
    lists: dict[str, bool] = field(init=False)

    def __post_init__(self) -> None:
        """Remember which lists always have an item: the required ones, whose blanks show."""
        self.lists = {path: each.required for path, each in self.declared.items() if each.type is FieldType.LIST}

    def clause(self, clause: Clause) -> Iterator[Problem]:
        """Yield what is wrong in a clause."""
        yield from self.condition(clause.when, {}, clause.about.at("when"))
        for body in clause.bodies.values():
            for visit in _visits(body, clause.id, {}, ALWAYS, self.lists):
                yield from self.line(visit)
        yield from self.in_step(clause)

    def line(self, visit: _Visit) -> Iterator[Problem]:
        """Yield what is wrong in a line: its condition, its repetition, its fields."""
        line = visit.line
        where = line.where if isinstance(line, Blueprint) else _first_place(line)
        yield from self.condition(line.prefix.when, visit.names, where)
        if line.prefix.repeat and _declared(line.prefix.repeat.path, visit.names) not in self.lists:
            yield problem("E302", where, path=line.prefix.repeat.path)
        for piece in _pieces(line):
            if isinstance(piece, Hole):
                yield from self.hole(piece, visit.names)

    def condition(self, condition: Condition, names: Mapping[str, str], where: Where) -> Iterator[Problem]:
        """Yield each undeclared path, and each value that a choice cannot have."""
        for atom in atoms(condition):
            path = _declared(atom.path, names)
            if not self.knows(path):
                yield problem("E302", where, path=atom.path)
            elif isinstance(atom, OneOf) and path in self.declared:
                choices = list(self.declared[path].prints)
                for value in atom.values:
                    if value not in choices:
                        yield problem("E204", where, value=value, guess="", choices=", ".join(choices))

    def knows(self, path: str) -> bool:
        """Say whether a path is declared, or is an attribute of a declared one, or the whole of declared parts."""
        owner, _, attribute = path.rpartition(".")
        return path in self.declared or (attribute in ATTRIBUTES and owner in self.declared)

    def hole(self, hole: Hole, names: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what is wrong with a field in a text."""
        path = _declared(hole.path, names)
        if not self.knows(path):
            yield problem("E302", hole.where, path=hole.path)
        for each in hole.filters:
            if each.name not in FILTERS or len(each.words) != (FORMS_OF_PLURAL if each.name == "plural" else 0):
                yield problem("E303", hole.where, name=each.name, known=", ".join(FILTERS))
        if path in self.declared and self.declared[path].visibility is Visibility.INTERNAL:
            yield problem("E308", hole.where, path=hole.path)

    def in_step(self, clause: Clause) -> Iterator[Problem]:
        """Yield where the languages of a position differ in lines, names, conditions or repetition."""
        first, *others = self.template.about.languages
        for position in {position for position, _ in clause.bodies}:
            shapes = {
                language: [_shape(visit) for visit in _visits(clause.bodies[position, language], clause.id, {}, ALWAYS, self.lists)]
                for language in self.template.about.languages
                if (position, language) in clause.bodies
            }
            for language in others:
                if language in shapes and first in shapes and shapes[first] != shapes[language]:
                    yield self.out_of_step(clause, position, first, language, shapes)

    def out_of_step(
        self, clause: Clause, position: str, first: Language, other: Language, shapes: Mapping[Language, list[object]]
    ) -> Problem:
        """Return the problem at the first line that differs."""
        body = clause.bodies[position, other]
        place = next((place for place, (one, two) in enumerate(zip(shapes[first], shapes[other], strict=False)) if one != two), None)
        visits = list(_visits(body, clause.id, {}, ALWAYS, self.lists))
        line = visits[min(place if place is not None else len(visits) - 1, len(visits) - 1)].line if visits else None
        where = line.where if isinstance(line, Blueprint) else clause.about.where
        return problem("E305", where, nl=len(shapes[first]), en=len(shapes[other]))


def _shape(visit: _Visit) -> object:
    return visit.uid, visit.line.prefix, type(visit.line).__name__


def _pieces(line: Line) -> Iterator[Piece]:
    if isinstance(line, Blueprint):
        yield from line.pieces
    else:
        for cell in line.cells:
            yield from cell


def _first_place(row: RowBlueprint) -> Where:
    return next((piece.where for cell in row.cells for piece in cell if isinstance(piece, Hole)), Where("templates"))


def _unused_terms(template: Template) -> Iterator[Problem]:
    """Yield each term that no clause uses in some language: defined, yet not used."""
    for language in template.about.languages:
        used = {
            piece.term
            for clause in template.clauses
            for (_, tongue), body in clause.bodies.items()
            if tongue == language
            for visit in _visits(body, clause.id, {}, ALWAYS, {})
            for piece in _pieces(visit.line)
            if isinstance(piece, TermUse)
        }
        for term in template.about.terms:
            if term.id not in used:
                yield problem("W401", term.where, term=term.surfaces(language)[0])


def _unsafe_references(template: Template, declared: Mapping[str, FieldDeclaration]) -> Iterator[Problem]:
    """Yield each reference that can be present while all that it points to is absent, with the combination of facts that does it."""
    lists = {path: each.required for path, each in declared.items() if each.type is FieldType.LIST}
    choices = {path: tuple(each.prints) for path, each in declared.items() if each.type is FieldType.CHOICE}
    present = dict(_presence(template, lists))
    for part in template.parts:
        for use in part.uses:
            for (_, language), body in use.clause.bodies.items():
                if language != template.about.prevails:
                    continue
                for visit in _visits(body, use.clause.id, {}, use.when, lists):
                    for pointer in (piece for piece in _pieces(visit.line) if isinstance(piece, Pointer)):
                        yield from _unsafe(pointer, visit.when, present, choices)


def _presence(template: Template, lists: Mapping[str, bool]) -> Iterator[tuple[str, Condition]]:
    """Yield when each clause and each of its named lines is there, in the standard text of the language that prevails."""
    for part in template.parts:
        for use in part.uses:
            yield use.clause.id, use.when
            for visit in _visits(use.clause.bodies.get((STANDARD, template.about.prevails), ()), use.clause.id, {}, use.when, lists):
                yield visit.uid, visit.when


def _unsafe(
    pointer: Pointer, when: Condition, present: Mapping[str, Condition], choices: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    targets = [present[target] for target in pointer.targets if target in present]
    goal = ", ".join(pointer.targets)
    if not targets:
        yield problem("E402", pointer.where, target=goal)
        return
    try:
        found = counterexample(when, targets[0] if len(targets) == 1 else Any(tuple(targets)), choices)
    except OverflowError:
        yield problem("W303", pointer.where, target=goal)
        return
    if found is not None:
        facts = ", ".join(f"{path}: {value or '–'}" for path, value in found.items())
        yield problem("W302", pointer.where, target=goal, facts=facts)
