"""What a proofreader has on the desk: template, dossier, the drafts of one document in its languages, and where each line came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from agreements.drafting.answers import with_answers
from agreements.drafting.conditions import ALWAYS
from agreements.drafting.document import (
    Blank,
    Definition,
    Division,
    Document,
    Figure,
    Inline,
    Node,
    Paragraph,
    Reference,
    Role,
    SignatureBlock,
    Status,
    Table,
    Value,
    plain,
)
from agreements.drafting.facts import FactValue, facts_of
from agreements.drafting.instruments import stage_of
from agreements.drafting.places import place_of
from agreements.drafting.template import Template
from agreements.drafting.visits import visits
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Kind, Nature, Stage
from agreements.problems import Problem, Where, problem

_KEY = re.compile(r"\[[^\]]*\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])|(?<=[:;])\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and the clause that it is about; empty when it is about the dossier or the whole document."""

    problem: Problem
    clause: str = ""


@lru_cache(maxsize=4096)  # every rule asks again; and the text of a clause is that of the next draft
def _sentences(text: str) -> tuple[tuple[int, str], ...]:
    ends = [(gap.start(), gap.end()) for gap in _SENTENCE.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return tuple((start, text[start:stop]) for start, stop in zip(starts, [*(begin for begin, _ in ends), len(text)], strict=True))


@dataclass(frozen=True)
class Line:
    """One line of text of a draft: a paragraph, definition, cell or the text above a signature."""

    language: str
    uid: str
    text: str
    inlines: tuple[Inline, ...] = ()

    @property
    def clause(self) -> str:
        """Return the clause that the line belongs to: uids begin with it."""
        return self.uid.partition(".")[0]

    @property
    def targets(self) -> frozenset[str]:
        """Return the clauses that the line refers to."""
        return self.targets_in(0, len(self.text) + 1)

    def inlines_in(self, start: int, end: int) -> Iterator[tuple[int, Inline]]:
        """Yield each inline that begins between two places of the text, with where it begins."""
        return ((place, inline) for place, inline in self.placed if start <= place < end)

    @cached_property
    def placed(self) -> tuple[tuple[int, Inline], ...]:
        """Return each inline after the place in the text where it begins."""
        ends = accumulate((len(plain((inline,))) for inline in self.inlines), initial=0)
        return tuple(zip(ends, self.inlines, strict=False))  # the last end is that of the line

    def targets_in(self, start: int, end: int) -> frozenset[str]:
        """Return the clauses that the text between two places refers to."""
        found = (each for _, each in self.inlines_in(start, end) if isinstance(each, Reference))
        return frozenset(target.partition(".")[0] for each in found for target in each.targets)

    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Return each sentence with where it begins in the text."""
        return _sentences(self.text)

    def inline_at(self, place: int) -> Inline | None:
        """Return the inline that prints the character at a place of the text."""
        return next((inline for start, inline in reversed(self.placed) if start <= place < start + len(plain((inline,)))), None)


@dataclass(frozen=True)
class Unit:
    """What is read as a whole: an article or annex, or a part without articles."""

    uid: str
    role: Role
    language: str
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """Return the lines under each other."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Manuscript:
    """One document to proofread. `documents` are its drafts, one per language, from the same facts."""

    template: Template
    dossier: Dossier
    documents: tuple[Document, ...]

    @cached_property
    def stage(self) -> Stage:
        """Return the stage of the dossier that the document belongs to, or tells about."""
        return stage_of(self.template.about, self.dossier)

    @property
    def kind(self) -> Kind:
        """Return the kind of document: an instrument, which is a stage, or one that tells about a stage."""
        return self.template.about.kind

    @property
    def final(self) -> bool:
        """Say whether it is drafted as a final, in which nothing is left open."""
        return any(document.status is Status.FINAL for document in self.documents)

    @property
    def is_signed(self) -> bool:
        """Say whether the document has places to sign."""
        return any(part.about.signatures for part in self.template.parts)

    @property
    def carries_results(self) -> bool:
        """Say whether the instrument can carry results: an agreement, which binds as a whole unless it lists the articles that do."""
        return Nature.RESULT in self.template.about.natures

    @cached_property
    def facts(self) -> Mapping[str, FactValue]:
        """Return what the dossier says to this document by path, printed or not; without its own date and version."""
        return with_answers(self.template, facts_of(self.dossier, self.stage, self.kind), self.dossier.answers)[0]

    def place(self, path: str) -> Where:
        """Return where a printed path is filled in the dossier; what is answered for another document, there."""
        elsewhere = {each.id: each.answered_for for each in self.template.about.fields if each.answered_for}
        return place_of(path, self.dossier, self.stage, elsewhere.get(path, self.kind))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Return the articles, annexes and other parts of all languages, in order."""
        return tuple(unit for document in self.documents for part in document.parts for unit in _units(part, document.language))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return every line of all languages, in order."""
        return tuple(line for unit in self.units for line in unit.lines)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Return each printed fact of the first language by its path."""
        language = self.documents[0].language if self.documents else ""
        return {
            inline.path: inline for line in self.lines if line.language == language for inline in line.inlines if isinstance(inline, Value)
        }

    @cached_property
    def clauses(self) -> frozenset[str]:
        """Return the ids of the clauses that are in the document."""
        return frozenset(line.clause for line in self.lines)

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], Where]:
        """Return where each line of the clauses stands in its file, by language and uid without keys."""
        chosen = self.dossier.positions.get(self.kind, {})
        found: dict[tuple[str, str], Where] = {}
        for clause in self.template.clauses:
            position = chosen[clause.id].position if clause.id in chosen else None
            for language in self.template.about.languages:
                body = clause.bodies[clause.standing(position, language), language]
                for visit in visits(body, clause.id, {}, ALWAYS, {}):
                    found.setdefault((language, visit.uid), visit.where)
        return found

    def where(self, line: Line, place: int = 0) -> Where:
        """Return where a line was written: in the dossier when the character at `place` comes from a fact, else in the clause."""
        inline = line.inline_at(place)
        if isinstance(inline, Value | Blank):
            return self.place(inline.path)
        uid = _KEY.sub("", line.uid)
        return self._places.get((line.language, uid)) or self._places.get((line.language, uid.removesuffix(".p"))) or self.clause_at(uid)

    def clause_at(self, uid: str) -> Where:
        """Return the place of the clause, or part, that a uid begins with."""
        name = uid.partition(".")[0]
        for part in self.template.parts:
            for use in part.uses:
                if use.clause.id == name:
                    return use.clause.about.where
        return self.plan()

    def plan(self, part: str = "") -> Where:
        """Return the place in document.yaml where the clauses of a part are listed; without a part, of the articles."""
        parts = [each.about for each in self.template.parts if (each.about.id == part if part else each.about.articles)]
        return parts[0].at("clauses") if parts else self.template.about.where

    def found(self, code: str, line: Line, place: int = 0, **words: object) -> Finding:
        """Return a finding at a place of a line."""
        return Finding(problem(code, self.where(line, place), **words), line.clause)


def _units(part: Division, language: str) -> Iterator[Unit]:
    """Yield the articles or annexes of a part; a part without them is a unit by itself."""
    numbered = [child for child in part.children if isinstance(child, Division) and child.role in {Role.ARTICLE, Role.ANNEX}]
    for division in numbered or [part]:
        yield Unit(division.uid, division.role, language, tuple(_lines(division, language)))


def _lines(node: Node, language: str) -> Iterator[Line]:
    match node:
        case Division():
            for child in node.children:
                yield from _lines(child, language)
        case Paragraph() | Definition():
            yield line_of(language, node.uid, node.children)
        case Table():
            yield from (line_of(language, node.uid, cell) for row in node.rows for cell in row)
        case Figure():
            yield line_of(language, node.uid, node.caption)
        case SignatureBlock():
            yield line_of(language, node.uid, node.party)


def line_of(language: str, uid: str, inlines: tuple[Inline, ...]) -> Line:
    """Return inlines as a line, with every space an ordinary one: rules look for words, not for where a line may break."""
    return Line(language, uid, plain(inlines).replace("\u00a0", " ").replace("\u202f", " "), inlines)
