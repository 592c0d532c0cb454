"""What a template must hold together: declared fields, known filters, two languages in step, references that cannot lose their target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agreements.drafting.answers import PREFIX
from agreements.drafting.clauses import condition_at
from agreements.drafting.conditions import ALWAYS, Condition, OneOf, atoms
from agreements.drafting.document import TermUse
from agreements.drafting.pointing import unfitting_references
from agreements.drafting.references import unsafe_references
from agreements.drafting.scope import ATTRIBUTES, FILTERS, declarations
from agreements.drafting.spelling import check_spelling
from agreements.drafting.template import (
    Blueprint,
    Clause,
    ConditionalClause,
    FieldDeclaration,
    FieldType,
    Hole,
    Language,
    Pointer,
    Template,
)
from agreements.drafting.visits import Visit, declared, pieces, visits
from agreements.model.dossier_kinds import Visibility
from agreements.problems import Problem, Where, problem
from agreements.sources import guess, listed

FORMS_OF_PLURAL = 2


def check_template(template: Template) -> Iterator[Problem]:
    """Yield what is wrong between the files of a template."""
    yield from _used_twice(template)
    checker = _Checker(template, declarations(template.about.fields))
    about = template.about
    terms: list[str] = [term.id for term in about.terms]
    if about.itself is not None and about.itself not in terms:
        name = about.itself
        yield problem("E405", about.at("itself"), kind="@term", name=name, guess=guess(name, terms), known=listed(terms) or "–")
    for path, each in checker.declared.items():
        yield from _unfitting(each)
        yield from checker.asked(path, each)
        if each.after and each.after not in {"document.date", *checker.declared}:
            yield problem("E302", each.at("after"), path=each.after)
        yield from (problem("E302", each.at("not_before"), path=other) for other in each.not_before if other not in checker.declared)
        if each.answered_for and not each.id.startswith(PREFIX):  # a fact is answered for no kind of document
            yield problem("E201", each.at("answered_for"), key="answered_for", guess="", known="id, type, label")
    for clause in {clause.id: clause for clause in template.clauses}.values():
        yield from checker.clause(clause)
    yield from check_spelling(template)
    yield from _unused_terms(template)
    yield from unfitting_references(template)
    yield from unsafe_references(template, checker.declared)


_FITTING = {"after": FieldType.DATE, "not_before": FieldType.DATE, "exact": FieldType.DATE, "quoted": FieldType.TEXT}


def _unfitting(field: FieldDeclaration) -> Iterator[Problem]:
    """Yield each mark on a field that says nothing of its type."""
    for key, wanted in _FITTING.items():
        if getattr(field, key) and field.type is not wanted:
            yield problem("E322", field.at(key), key=key, wanted=wanted, id=field.id, type=field.type)


def _used_twice(template: Template) -> Iterator[Problem]:
    """Yield each name that stands for two things; a clause stands in one place, so that a reference leads to one article."""
    about, parts = template.about, [part.about for part in template.parts]
    yield from _twice((part.id, part.at("id")) for part in parts)
    yield from _twice(
        (entry.clause, entry.where) if isinstance(entry, ConditionalClause) else (entry, part.at("clauses"))
        for part in parts
        for entry in part.clauses
    )
    yield from _twice((term.id, term.at("id")) for term in about.terms)
    yield from _fields_twice(about.fields)
    for clause in template.clauses:
        yield from _twice((position.id, position.at("id")) for position in clause.about.positions)


def _fields_twice(fields: Sequence[FieldDeclaration]) -> Iterator[Problem]:
    yield from _twice((each.id, each.at("id")) for each in fields)
    for each in fields:
        yield from _fields_twice(each.of)


def _twice(names: Iterable[tuple[str, Where]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, where in names:
        if name in seen:
            yield problem("E207", where, id=name)
        seen.add(name)


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
        article = clause.about.belongs_to
        if article is not None and article not in {each.id for each in self.template.clauses}:
            yield problem("E402", clause.about.at("belongs_to"), target=article)
        for body in clause.bodies.values():
            found = list(visits(body, clause.id, {}, ALWAYS, self.lists))
            yield from _twice((visit.uid, visit.where) for visit in found if isinstance(visit.line, Blueprint))
            for visit in found:
                yield from self.line(visit)
        yield from self.in_step(clause)

    def asked(self, path: str, field: FieldDeclaration) -> Iterator[Problem]:
        """Yield what is wrong in the condition under which a field is asked; that of an item of a list names fields beside it."""
        condition, faults = condition_at(field.when, field.at("when"))
        yield from faults
        beside = path.removesuffix(field.id)
        names = {
            head: f"{beside}{head}"
            for each in atoms(condition)
            for head in [each.path.partition(".")[0]]
            if beside + each.path in self.declared
        }
        yield from self.condition(condition, names, field.at("when"))

    def line(self, visit: Visit) -> Iterator[Problem]:
        """Yield what is wrong in a line: its condition, its repetition, its fields."""
        line = visit.line
        yield from self.condition(line.prefix.when, visit.names, visit.where)
        if line.prefix.repeat and declared(line.prefix.repeat.path, visit.names) not in self.lists:
            yield problem("E302", visit.where, path=line.prefix.repeat.path)
        terms: list[str] = [each.id for each in self.template.about.terms]
        if line.prefix.define and line.prefix.define not in terms:
            name = line.prefix.define
            yield problem("E405", visit.where, kind="@term", name=name, guess=guess(name, terms), known=listed(terms))
        for piece in pieces(line):
            if isinstance(piece, Hole):
                yield from self.hole(piece, visit.names)

    def condition(self, condition: Condition, names: Mapping[str, str], where: Where) -> Iterator[Problem]:
        """Yield each undeclared path, and each value that a choice cannot have."""
        for atom in atoms(condition):
            path = declared(atom.path, names)
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
        path = declared(hole.path, names)
        if not self.knows(path):
            yield problem("E302", hole.where, path=hole.path)
        for each in hole.filters:
            if each.name not in FILTERS or len(each.words) != (FORMS_OF_PLURAL if each.name == "plural" else 0):
                yield problem("E303", hole.where, name=each.name, known=", ".join(FILTERS))
        if path in self.declared and self.declared[path].visibility in self.hidden():
            yield problem("E308", hole.where, path=hole.path)

    def hidden(self) -> frozenset[Visibility]:
        """Return what the readers of the document may not see."""
        public = self.template.about.readers is Visibility.PUBLIC
        return frozenset({Visibility.INTERNAL, Visibility.PARTIES} if public else {Visibility.INTERNAL})

    def in_step(self, clause: Clause) -> Iterator[Problem]:
        """Yield where the languages of a position differ in lines, names, conditions or repetition, else in what a line prints."""
        first, *others = self.template.about.languages
        for position in {position for position, _ in clause.bodies}:
            lines = {language: self.lines(clause, position, language) for language in self.template.about.languages}
            for language in others:
                if lines[first] and lines[language]:
                    yield from _out_of_step(lines[first], lines[language])

    def lines(self, clause: Clause, position: str, language: Language) -> list[Visit]:
        """Return the lines of a position in a language; none when it has no text, which loading tells."""
        return list(visits(clause.bodies.get((position, language), ()), clause.id, {}, ALWAYS, self.lists))


def _out_of_step(one: list[Visit], other: list[Visit]) -> Iterator[Problem]:
    """Yield a problem at the first line that differs in shape; when none does, at each line that prints other fields or references."""
    shapes = [_shape(visit) for visit in one], [_shape(visit) for visit in other]
    if shapes[0] != shapes[1]:
        same = next((place for place, (left, right) in enumerate(zip(*shapes, strict=False)) if left != right), len(other) - 1)
        yield problem("E305", other[min(same, len(other) - 1)].where, nl=len(one), en=len(other))
        return
    for left, right in zip(one, other, strict=True):
        printed = _printed(left), _printed(right)
        if printed[0] != printed[1]:
            yield problem("W304", right.where, nl=_names(printed[0] - printed[1]), en=_names(printed[1] - printed[0]))


def _shape(visit: Visit) -> object:
    return visit.uid, visit.line.prefix, type(visit.line).__name__


def _printed(visit: Visit) -> Counter[str]:
    """Count the fields and references of a line."""
    return Counter(
        f"{{{{ {piece.path} }}}}" if isinstance(piece, Hole) else f"#{' #'.join(piece.targets)}"
        for piece in pieces(visit.line)
        if isinstance(piece, Hole | Pointer)
    )


def _names(printed: Counter[str]) -> str:
    return ", ".join(sorted(printed.elements())) or "–"


def _unused_terms(template: Template) -> Iterator[Problem]:
    """Yield each term that no clause uses in some language: defined, yet not used."""
    for language in template.about.languages:
        used = {
            piece.term
            for clause in template.clauses
            for (_, tongue), body in clause.bodies.items()
            if tongue == language
            for visit in visits(body, clause.id, {}, ALWAYS, {})
            for piece in pieces(visit.line)
            if isinstance(piece, TermUse)
        }
        for term in template.about.terms:
            if term.id not in used:
                yield problem("W401", term.where, term=term.surfaces(language)[0])
