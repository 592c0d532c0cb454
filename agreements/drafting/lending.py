"""Clauses and fields that a template takes from another one, so that a text that two kinds of document share is written once.

`document.yaml` names the kinds that it `borrows` from, and each clause with the version that was read: `{clause: costs, use: eop@1}`.
The clause speaks of its own document by name ("deze EoP"); in a borrowing document it speaks of that one ("deze JLoI").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from agreements.drafting.template import ClauseFile, ConditionalClause, DocumentFile, FieldDeclaration, TemplateFile
from agreements.model.reading import read_file
from agreements.model.values import LocalText
from agreements.problems import Problem, Where, problem
from agreements.sources import Source, guess, listed, parse_yaml

Files = Mapping[str, Source]
_USE = re.compile(r"(?P<kind>[a-z0-9-]+)@(?P<version>[1-9][0-9]*)")


def borrows(files: Files) -> tuple[str, ...]:
    """Return the kinds that a template says it borrows from, given its files by path; none while document.yaml cannot be read."""
    node, faults = parse_yaml(files["document.yaml"]) if "document.yaml" in files else (None, ())
    plan = None if node is None or faults else read_file(node, DocumentFile, [])
    return plan.borrows if plan else ()


@dataclass(frozen=True, slots=True)
class Loan:
    """A clause of another template as it is read here: its file, both templates, and the version that was read."""

    source: Source
    lender: TemplateFile
    borrower: TemplateFile
    version: int
    where: Where

    def names(self, language: str) -> dict[str, str]:
        """Return what a document of the lender is called, each with what one of the borrower is called."""
        title = {self.lender.title.in_language(language): self.borrower.title.in_language(language)}
        return title | dict(zip(self.lender.names(language), self.borrower.names(language), strict=False))

    def text(self, text: str, language: str) -> str:
        """Return a text with the name of this document for that of the other."""
        names = self.names(language)
        return _words(names).sub(lambda match: names[match[0]], text)

    def about(self, about: ClauseFile) -> ClauseFile:
        """Return the front matter with the name of this document in the title, which is printed."""
        return replace(about, title=LocalText(self.text(about.title.nl, "nl"), self.text(about.title.en, "en")))

    def faults(self, about: ClauseFile, texts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        """Yield why the clause cannot be borrowed, given its texts by language.

        It has another version than was read, calls this document another one, or uses a term that is not defined here.
        """
        if about.version != self.version:
            yield problem("E319", self.where, clause=about.id, kind=self.lender.kind, found=about.version, wanted=self.version)
        for language, text in texts:
            for match in _words(self.borrower.names(language)).finditer(text):
                yield problem("E321", self.where, clause=about.id, kind=self.lender.kind, name=match[0])
            known = {surface for term in self.borrower.terms for surface in term.surfaces(language)}
            asked = {surface for term in self.lender.terms if term.id != self.lender.itself for surface in term.surfaces(language)}
            for match in _words(asked - known).finditer(text):
                yield problem("E405", self.where, kind="@term", name=match[0], guess="", known=listed(sorted(known)) or "–")


def _words(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds whole names, the longest first; nothing when there are none."""
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)) or "(?!)")


@dataclass(frozen=True, slots=True)
class Lenders:
    """The templates that a template borrows from."""

    about: TemplateFile
    files: Mapping[str, Files]
    templates: Mapping[str, TemplateFile]

    @classmethod
    def of(cls, about: TemplateFile, plan: DocumentFile, files: Mapping[str, Files], faults: list[Problem]) -> Lenders:
        """Read the lenders of a template, given the files of each; add to `faults` what is wrong with them."""
        templates: dict[str, TemplateFile] = {}
        for kind in plan.borrows:
            if kind not in files:
                others = sorted(files)
                faults.append(problem("E320", plan.at("borrows"), kind=kind, guess=guess(kind, others), known=listed(others) or "–"))
                continue
            node, found = parse_yaml(files[kind]["template.yaml"])
            faults.extend(found)
            template = None if node is None or found else read_file(node, TemplateFile, faults)
            if template is not None:
                templates[kind] = template
        return cls(about, files, templates)

    @property
    def fields(self) -> tuple[FieldDeclaration, ...]:
        """Return the fields of this template, and those of the lenders that it does not declare itself; the first lender goes before."""
        found = {each.id: each for each in self.about.fields}
        for template in self.templates.values():
            found = {each.id: each for each in template.fields} | found
        own = {each.id for each in self.about.fields}
        return (*self.about.fields, *(each for name, each in found.items() if name not in own))

    def loan(self, entry: ConditionalClause, faults: list[Problem]) -> Loan | None:
        """Return the clause that an entry of document.yaml borrows; None with the reason in `faults`."""
        match = _USE.fullmatch(entry.use)
        if match is None:
            faults.append(problem("E206", entry.at("use"), value=entry.use, kind="@use", example="eop@2"))
            return None
        kind, known = match["kind"], sorted(self.templates)
        if kind not in self.files:
            faults.append(problem("E320", entry.at("use"), kind=kind, guess=guess(kind, known), known=listed(known) or "–"))
        lender, source = self.templates.get(kind), self.files.get(kind, {}).get(f"clauses/{entry.clause}.md")
        if lender is None:
            return None
        faults += [problem("E202", template.where, key="itself") for template in (lender, self.about) if not template.names("nl")]
        if source is None:
            faults.append(problem("E309", entry.at("clause"), id=entry.clause))
            return None
        return Loan(source, lender, self.about, int(match["version"]), entry.at("use"))
