"""Use case: a dossier and a kind of document in, a draft in the wished formats and languages out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agreements.application.templates import template_of
from agreements.drafting.answers import with_answers
from agreements.drafting.assembly import Edition, assemble
from agreements.drafting.document import Division, Document, Status
from agreements.drafting.facts import facts_of
from agreements.drafting.instruments import stage_of
from agreements.drafting.numbering import called
from agreements.drafting.proofreading import proofread
from agreements.drafting.template import Template
from agreements.drafting.wording import TONGUES
from agreements.formats import render
from agreements.model.consistency import dossier_from
from agreements.model.disclosure import for_the_public
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Kind, Visibility
from agreements.model.values import LocalText, parse_date
from agreements.problems import AgreementsError, Problem, errors, in_order, problem
from agreements.sources import Source, parse_yaml
from agreements.workspace import Workspace, write_files

SUFFIXES = {"docx": "docx", "pdf": "pdf", "html": "html", "akn": "akn.xml", "txt": "txt", "json": "json", "diwoo": "diwoo.xml"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: of whom, what kind, in which languages and formats; `date` is ISO or empty.

    `source` is the dossier when it comes from elsewhere than the workspace, as from the record.
    """

    subject: str
    kind: str
    languages: Sequence[str] = ("nl",)
    formats: Sequence[str] = ("docx", "pdf")
    status: Status = Status.DRAFT
    version: str = "0.1"
    date: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the problems, in order, and the documents unless one of the problems is an error."""

    problems: tuple[Problem, ...]
    documents: tuple[Document, ...] = ()
    company: str = ""

    @property
    def refused(self) -> bool:
        """Say whether an error stopped the work."""
        return bool(errors(self.problems))


@dataclass(slots=True)
class _Desk:
    """Collects problems over the steps of one order."""

    problems: list[Problem] = field(default_factory=list)

    def stopped(self) -> bool:
        return bool(errors(self.problems))

    def outcome(self) -> Outcome:
        return Outcome(in_order(self.problems))


def compose(workspace: Workspace, order: Order) -> Outcome:
    """Return the documents of an order, one per language, and every problem found; nothing is written."""
    return composed(template_of(workspace, order.kind), order.source or workspace.dossier(order.subject), order)


def composed(loaded: tuple[Template | None, tuple[Problem, ...]], source: Source, order: Order) -> Outcome:
    """Return the documents of an order from a template that was loaded, with what was found in it, and a dossier."""
    desk = _Desk()
    template, faults = loaded
    desk.problems += faults
    dossier = read_dossier(source, desk.problems)
    if template is None or dossier is None or desk.stopped():
        return desk.outcome()
    told = for_the_public(dossier) if template.about.readers is Visibility.PUBLIC else dossier
    facts, faults = with_answers(template, facts_of(told, stage_of(template.about, dossier), template.about.kind), dossier.answers)
    desk.problems += faults
    if order.date:
        facts["document.date"] = parse_date(order.date)
    facts["document.version"] = LocalText(order.version, order.version)
    languages = list(dict.fromkeys([*order.languages, *template.about.languages]))  # proofreading compares them all
    drafted = [assemble(template, facts, _edition(dossier, order, template.about.kind, language)) for language in languages]
    desk.problems += [fault for _, faults in drafted for fault in faults]
    desk.problems += proofread(template, dossier, [document for document, _ in drafted])
    wanted = () if desk.stopped() else tuple(document for document, _ in drafted[: len(set(order.languages))])
    return replace(desk.outcome(), documents=wanted, company=dossier.company.id)


def read_dossier(source: Source, problems: list[Problem]) -> Dossier | None:
    """Return the dossier in a file, adding every fault in it to `problems`; None when it cannot be used."""
    node, faults = parse_yaml(source)
    problems += faults
    if node is None or faults:
        return None
    dossier, faults = dossier_from(node)
    problems += faults
    return None if errors(faults) else dossier


def read_dossiers(sources: Iterable[Source], problems: list[Problem]) -> Iterator[Dossier]:
    """Yield the dossiers in files that can be used, adding every fault in them to `problems`; a company has one dossier."""
    seen: dict[str, str] = {}
    for source in sources:
        dossier = read_dossier(source, problems)
        if dossier is None:
            continue
        company = dossier.company.id
        if company in seen:
            problems.append(problem("E887", dossier.company.at("id"), company=company, other=seen[company]))
        seen[company] = source.name
        yield dossier


def company_of(source: Source) -> str:
    """Return the id of the company that a dossier is about; raise AgreementsError for one that cannot be read."""
    problems: list[Problem] = []
    dossier = read_dossier(source, problems)
    if dossier is None:
        raise AgreementsError(*problems)
    return dossier.company.id


def numbered_articles(workspace: Workspace, dossier: Dossier, kind: Kind, language: str) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Return what the articles of a draft are called, as `articles_of` does; nothing for a template with faults: then there is no draft."""
    document = as_it_stands(workspace, dossier, kind, language)
    return articles_of(document) if document else ({}, {})


def as_it_stands(workspace: Workspace, dossier: Dossier, kind: Kind, language: str) -> Document | None:
    """Return the draft of a dossier as it stands, read by nobody; None for a template with faults: then there is no draft."""
    template, faults = template_of(workspace, kind)
    if template is None or errors(faults):
        return None
    facts, _ = with_answers(template, facts_of(dossier, stage_of(template.about, dossier), kind), dossier.answers)
    return assemble(template, facts, _edition(dossier, Order(dossier.company.id, kind), kind, language))[0]


def articles_of(document: Document) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Return what the articles, paragraphs and annexes of a document are called in it, by the ids of clause and paragraph.

    With them the versions of the clauses that it was drafted from, by id.
    """
    tops = [each for part in document.parts for each in part.children if isinstance(each, Division)]
    versions = {each.clause.id: each.clause.version for each in tops if each.clause is not None}
    return called(document.parts, TONGUES[document.language]), versions


def _edition(dossier: Dossier, order: Order, kind: Kind, language: str) -> Edition:
    return Edition(
        language=language,
        status=order.status,
        version=order.version,
        date=order.date,
        identifier=f"{order.kind}-{dossier.company.id}",
        reconstruction=dossier.reconstruction,
        positions={clause: chosen.position for clause, chosen in dossier.positions.get(kind, {}).items()},
    )


def file_names(outcome: Outcome, order: Order) -> tuple[str, ...]:
    """Return the names of the files that an order makes, without making them."""
    return tuple(name for name, _, _ in _planned(outcome, order))


def files(outcome: Outcome, order: Order) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each file that an order makes."""
    for name, document, form in _planned(outcome, order):
        yield name, render(document, form)


def _planned(outcome: Outcome, order: Order) -> Iterator[tuple[str, Document, str]]:
    for document in outcome.documents:
        for form in order.formats:
            yield f"{order.kind}-{outcome.company}-{document.language}.{SUFFIXES[form]}", document, form


Watch = Callable[[Iterator[tuple[str, bytes]], int], Iterator[tuple[str, bytes]]]
"""Passes files on while they are made, given how many there will be, to show how far the work is."""


def _unwatched(made: Iterator[tuple[str, bytes]], _: int) -> Iterator[tuple[str, bytes]]:
    return made


def draft(workspace: Workspace, order: Order, folder: Path, watch: Watch = _unwatched) -> tuple[Outcome, tuple[Path, ...]]:
    """Make the files of an order in a folder; nothing is written when an error stands in the way or a format fails."""
    outcome = compose(workspace, order)
    made = {folder / name: content for name, content in watch(files(outcome, order), len(file_names(outcome, order)))}
    write_files(made)
    return outcome, tuple(made)
