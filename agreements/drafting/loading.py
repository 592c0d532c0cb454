"""A template folder as texts in, a checked and parsed template out, or every fault in it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from agreements.drafting.checking import check_template
from agreements.drafting.clauses import Vocabulary, condition_at, parse_body, parse_line
from agreements.drafting.conditions import ALWAYS, All, Condition
from agreements.drafting.lending import Files, Lenders, Loan
from agreements.drafting.locking import changed, lock_of
from agreements.drafting.template import (
    STANDARD,
    Body,
    Clause,
    ClauseFile,
    ConditionalClause,
    DocumentFile,
    Part,
    PartFile,
    Piece,
    Template,
    TemplateFile,
    Use,
)
from agreements.model.canonical import digest
from agreements.model.placed import Placed
from agreements.model.reading import read_file
from agreements.problems import Problem, Where, errors, in_order, problem
from agreements.sources import Source, parse_yaml

_HEADING = re.compile(r"#\s+(?P<language>[a-z]{2})(?:\s+(?P<position>[a-z0-9-]+))?\s*")
LIMIT_CLAUSE = 50_000
"""Characters; the longest clause of a real agreement has some ten thousand."""

_NO_TERMS = Vocabulary(None, {})

P = TypeVar("P", bound=Placed)


def load_template(files: Files, lent: Mapping[str, Files] = MappingProxyType({})) -> tuple[Template | None, tuple[Problem, ...]]:
    """Return the template in a folder, given its files by path below it; None with the reasons when it cannot be used.

    `lent` holds the files of each template that it borrows from (`lending.borrows`), by kind.
    """
    loader = _Loader(files, lent)
    template = loader.template()
    checked = check_template(template) if template is not None and not errors(loader.faults) else ()
    locked = changed(template.clauses, lock_of(files, loader.faults)) if template is not None else ()
    found = in_order([*loader.faults, *checked, *locked])
    return (None if errors(found) else template), found


@dataclass
class _Loader:
    """One reading of one folder; faults are collected."""

    files: Files
    lent: Mapping[str, Files]
    faults: list[Problem] = field(default_factory=list)

    def template(self) -> Template | None:
        about = self.file("template.yaml", TemplateFile)
        plan = self.file("document.yaml", DocumentFile)
        if about is None or plan is None:
            return None
        lenders = Lenders.of(about, plan, self.lent, self.faults)
        about = replace(about, fields=lenders.fields)
        self.faults += (*_stageless(about), *_placeless(about))
        self.faults += [problem("E202", about.where, key="signatures") for part in plan.parts if part.signatures and not about.signatures]
        self.faults += [
            problem("E202", term.where, key=language.value)
            for term in about.terms
            for language in about.languages
            if not term.surfaces(language)
        ]
        vocabularies = {
            language.value: Vocabulary.of((term.id, surface) for term in about.terms for surface in term.surfaces(language))
            for language in about.languages
        }
        own: dict[str, Source | Loan] = {name: self.files[f"clauses/{name}.md"] for name in self.clause_names()}
        origins = own | self.loans(plan, lenders, own)
        clauses = {name: self.clause(name, origin, about, vocabularies) for name, origin in origins.items()}
        parts = tuple(Part(part, tuple(self.uses(part, clauses))) for part in plan.parts)
        listed = {use.clause.id for part in parts for use in part.uses}
        for clause in clauses.values():
            if clause and clause.about.mandatory and clause.id not in listed:
                self.faults.append(problem("E316", plan.at("parts"), clause=clause.id))
        return Template(about, self.subtitle(about), self.signatures(about), parts)

    def file(self, name: str, kind: type[P]) -> P | None:
        source = self.files.get(name)
        if source is None:
            self.faults.append(problem("E312", Where(self.folder()), name=name))
            return None
        return self.mapping(source, kind)

    def folder(self) -> str:
        """Return a name for the folder, to say where something is missing."""
        return next(iter(self.files.values())).name.rpartition("/")[0] if self.files else "templates"

    def mapping(self, source: Source, kind: type[P]) -> P | None:
        node, faults = parse_yaml(source)
        self.faults.extend(faults)
        return None if node is None or faults else read_file(node, kind, self.faults)

    def clause_names(self) -> list[str]:
        return sorted(name.removeprefix("clauses/").removesuffix(".md") for name in self.files if name.startswith("clauses/"))

    def uses(self, part: PartFile, clauses: Mapping[str, Clause | None]) -> Iterator[Use]:
        """Yield the clauses of a part; those with faults of their own are left out, because these are already told."""
        for entry in part.clauses:
            name = entry.clause if isinstance(entry, ConditionalClause) else entry
            where = entry.where if isinstance(entry, ConditionalClause) else part.at("clauses")
            if name not in clauses:
                if not (isinstance(entry, ConditionalClause) and entry.use):  # else it is told why it cannot be borrowed
                    self.faults.append(problem("E309", where, id=name))
                continue
            outer = self.condition(entry.when, entry.at("when")) if isinstance(entry, ConditionalClause) else ALWAYS
            clause = clauses[name]
            if clause is not None:
                if outer != ALWAYS and clause.about.mandatory:
                    self.faults.append(problem("E316", where, clause=name))
                both = tuple(each for each in (outer, clause.when) if each != ALWAYS)
                yield Use(clause, both[0] if len(both) == 1 else All(both))

    def loans(self, plan: DocumentFile, lenders: Lenders, own: Container[str]) -> dict[str, Loan]:
        """Return the clauses that the document borrows, by name; one that the template has itself too would be two texts under one name."""
        found: dict[str, Loan] = {}
        for entry in (entry for part in plan.parts for entry in part.clauses if isinstance(entry, ConditionalClause) and entry.use):
            if entry.clause in own:
                self.faults.append(problem("E207", entry.at("clause"), id=entry.clause))
            loan = lenders.loan(entry, self.faults)
            if loan is not None:
                found[entry.clause] = loan
        return found

    def condition(self, text: str, where: Where) -> Condition:
        condition, faults = condition_at(text, where)
        self.faults.extend(faults)
        return condition

    def line(self, text: str, where: Where, vocabulary: Vocabulary = _NO_TERMS) -> tuple[Piece, ...]:
        pieces, faults = parse_line(Source(where.file, text), where, text, vocabulary)
        self.faults.extend(faults)
        return pieces

    def subtitle(self, about: TemplateFile) -> dict[str, tuple[Piece, ...]]:
        text = about.subtitle
        return {language.value: self.line(text.in_language(language), about.at("subtitle")) for language in about.languages if text}

    def signatures(self, about: TemplateFile) -> dict[tuple[str, str], tuple[Piece, ...]]:
        signing = about.signatures
        if signing is None:
            return {}
        return {
            (name, language.value): self.line(text.in_language(language), signing.at(name))
            for name, text in signing.texts.items()
            for language in about.languages
        }

    # Clauses

    def clause(self, name: str, origin: Source | Loan, template: TemplateFile, vocabularies: Mapping[str, Vocabulary]) -> Clause | None:
        source = origin.source if isinstance(origin, Loan) else origin
        if len(source.text) > LIMIT_CLAUSE:
            self.faults.append(problem("E102", source.where(), size=len(source.text), limit=LIMIT_CLAUSE))
            return None
        end = _end_of_front_matter(source)
        if end is None:
            self.faults.append(problem("E310", source.where()))
            return None
        about = self.mapping(Source(source.name, "\n" + "\n".join(source.lines[1 : end - 1])), ClauseFile)
        if about is None:
            return None
        if about.id != name:
            self.faults.append(problem("E313", about.at("id"), id=about.id, name=name))
        sections = self.sections(source, end)
        if isinstance(origin, Loan):
            self.faults += origin.faults(about, ((language, text) for (_, language), (_, text) in sections.items()))
            about = origin.about(about)
            sections = {key: (line, origin.text(text, key[1])) for key, (line, text) in sections.items()}
        bodies = {
            key: self.body(source, line, text, vocabularies[key[1]]) for key, (line, text) in sections.items() if key[1] in vocabularies
        }
        self.complete(about, template, bodies, source)
        digests = {
            position: digest([sections[position, language][1].strip() for language in template.languages])
            for position in {position for position, _ in bodies}
            if all((position, language.value) in sections for language in template.languages)
        }
        return Clause(about, self.condition(about.when, about.at("when")), bodies, digests)

    def sections(self, source: Source, start: int) -> dict[tuple[str, str], tuple[int, str]]:
        """Return the texts of a clause by position and language, each with the number of its first line."""
        found: dict[tuple[str, str], tuple[int, str]] = {}
        heading: tuple[str, str] | None = None
        begin = start + 1
        for number, line in enumerate([*source.lines[start:], "# zz"], start + 1):
            match = _HEADING.fullmatch(line)
            if match is None:
                continue
            text = "\n".join(source.lines[begin - 1 : number - 1])
            if heading is not None:
                found[heading] = (begin, text)
            elif text.strip():
                self.faults.append(problem("E317", source.where(begin)))
            if (match["position"] or STANDARD, match["language"]) in found:
                self.faults.append(problem("E207", source.where(number), id=line.strip()))
            heading, begin = (match["position"] or STANDARD, match["language"]), number + 1
        return found

    def body(self, source: Source, line: int, text: str, vocabulary: Vocabulary) -> Body:
        body, faults = parse_body(source, line, text, vocabulary)
        self.faults.extend(faults)
        return body

    def complete(self, about: ClauseFile, template: TemplateFile, bodies: Mapping[tuple[str, str], Body], source: Source) -> None:
        """Note each text that a position should have and lacks, and each that no position asks for."""
        wanted = (STANDARD, *(position.id for position in about.positions))
        for position in wanted:
            for language in template.languages:
                if (position, language.value) not in bodies:
                    label = language.value if position == STANDARD else f"{language.value} {position}"
                    self.faults.append(problem("E304", source.where(), language=label))
        for position in sorted({position for position, _ in bodies} - set(wanted)):
            self.faults.append(problem("E314", source.where(), position=position))


def _stageless(about: TemplateFile) -> Iterator[Problem]:
    """Yield when a document that is no instrument does not say which one it tells about, or an instrument names another one."""
    own = about.kind.stage
    if own is None and about.stage is None:
        yield problem("E202", about.where, key="stage")
    elif own and about.stage not in {None, own}:
        yield problem("E204", about.at("stage"), value=about.stage, guess="", choices=own)


def _placeless(about: TemplateFile) -> Iterator[Problem]:
    """Yield which party has no place to sign: in a document of the parties each has one, in one by the parent company the parent."""
    if about.signatures is not None:
        needed = ("parent",) if about.kind.by_parent else ("minister", "province", "company", "parent")
        yield from (problem("E202", about.signatures.where, key=each) for each in needed if each not in about.signatures.texts)


def _end_of_front_matter(source: Source) -> int | None:
    """Return the number of the closing `---` line, or None."""
    if not source.lines or source.lines[0].rstrip() != "---":
        return None
    return next((number for number, line in enumerate(source.lines[1:], 2) if line.rstrip() == "---"), None)
