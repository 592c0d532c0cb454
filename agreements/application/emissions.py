"""Use case: what dossiers say of emissions beside the registry of emissions trading, out of the record or out of files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, TypeVar

from agreements.application.acting import When
from agreements.application.draft import read_dossiers
from agreements.application.recorded import dossier_as, recorded_by
from agreements.formats import from_registry
from agreements.model.dossier import Dossier
from agreements.model.emissions import Coverage, Holder, Judgement, coverage, judged, stated_in
from agreements.model.installations import Link, read_links
from agreements.model.registry import DUTCH, SITE, Entry, Extract, FileRead, Installation, Key, Retrieval, by_holder, read_retrieval
from agreements.problems import AgreementsError, Problem, Where, errors, in_order, problem, refuse_errors
from agreements.record.record import Record
from agreements.sources import Source
from agreements.workspace import files_in, opened, text_in

RETRIEVED = "retrieved.yaml"
TOLERANCE = Decimal(1)
"""Percent of what the registry says."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Company:
    """The verdicts on what one dossier states."""

    company: str
    name: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Every verdict, with all that is needed to come to them again: the day, the files, the links, and the tolerance in percent."""

    day: date
    companies: tuple[Company, ...]
    extract: Extract
    links: FileRead | None
    tolerance: Decimal
    coverage: Coverage
    problems: tuple[Problem, ...] = ()


def check(dossiers: Iterable[Dossier], folder: Path, links: Source | None, day: date, tolerance: Decimal = TOLERANCE) -> Checked:
    """Return the verdicts on what dossiers state, beside the files of the registry in a folder.

    Raise AgreementsError for a fault in the links or in the files: half of them is used never.
    """
    held, file, problems = _links(links)
    extract, told = read_registry(folder, {DUTCH, *(each.key.registry for each in held)})
    refuse_errors(_mixed_up(held, extract))
    found = tuple(_company(each, held, extract, tolerance) for each in sorted(dossiers, key=lambda each: each.company.id))
    every = [(company.company, judgement) for company in found for judgement in company.judgements]
    return Checked(day, found, extract, file, tolerance, coverage(every), in_order([*problems, *told]))


def _company(dossier: Dossier, links: tuple[Link, ...], extract: Extract, tolerance: Decimal) -> Company:
    company = dossier.company
    holder = Holder(company.id, company.short_name or company.name, company.kvk or "", links)
    return Company(holder.company, holder.name, tuple(judged(each, holder, extract, tolerance) for each in stated_in(dossier)))


# Where it comes from


def of_record(record: Record, chosen: Sequence[str], day: date) -> tuple[Dossier, ...]:
    """Return the dossiers of companies as they were on a day, of all that were recorded by then when none is chosen.

    Raise AgreementsError for a chosen company that the record does not know, or not on that day.
    """
    when = When(day)
    with record.snapshot() as reading:
        return tuple(dossier_as(reading, each, when).dossier() for each in (dict.fromkeys(chosen) or recorded_by(reading, when)))


def of_files(sources: Iterable[Source]) -> tuple[tuple[Dossier, ...], tuple[Problem, ...]]:
    """Return the dossiers in files, and what may be known of them; raise AgreementsError when one is faulty, or there twice."""
    problems: list[Problem] = []
    found = tuple(read_dossiers(sources, problems))
    refuse_errors(problems)
    return found, in_order(problems)


def _links(source: Source | None) -> tuple[tuple[Link, ...], FileRead | None, tuple[Problem, ...]]:
    if source is None:
        return (), None, ()
    links, problems = read_links(source)
    refuse_errors(problems)
    content = source.text.encode()
    return links, FileRead(source.name, hashlib.sha256(content).hexdigest(), len(content), len(links)), problems


def _mixed_up(links: Iterable[Link], extract: Extract) -> Iterator[Problem]:
    """Yield links whose permit is another in the registry: then the number of the installation, or the permit, is that of another."""
    for each in links:
        installation = extract.installations.get(each.key)
        if installation and each.permit and installation.permit.casefold() != each.permit.casefold():
            yield problem("E799", each.at("permit"), installation=each.key, found=installation.permit or "–", permit=each.permit)


def read_registry(folder: Path, registries: Container[str]) -> tuple[Extract, tuple[Problem, ...]]:
    """Return what the two files in a folder say of some registries, and what may be known of them.

    Raise AgreementsError with every fault of a file; nothing is given then.
    """
    retrieval, told = _retrieval(folder)
    installations: dict[Key, Installation]
    entries: dict[tuple[Key, int], Entry]
    installations, first = _read(folder, from_registry.INSTALLATIONS, registries, from_registry.read_installations)
    entries, second = _read(folder, from_registry.YEARS, registries, from_registry.read_years)
    holders = by_holder(installations.values())
    return Extract(installations, entries, (first, second), retrieval, holders), (*told, *first.problems, *second.problems)


Reading = Callable[[BinaryIO, str, Container[str]], tuple[T, FileRead]]


def _read(folder: Path, name: str, registries: Container[str], reading: Reading[T]) -> tuple[T, FileRead]:
    found = files_in(folder, (name, name + from_registry.GZIP))
    if not found:
        raise AgreementsError(problem("E787", Where(str(folder)), folder=folder, name=name, site=SITE))
    if len(found) > 1:
        raise AgreementsError(problem("E794", Where(str(found[0])), file=name, reason="@both_kinds"))
    with opened(found[0]) as stream:
        return reading(stream, found[0].name, registries)


def _retrieval(folder: Path) -> tuple[Retrieval | None, tuple[Problem, ...]]:
    source = text_in(folder, RETRIEVED)
    if source is None:
        return None, (problem("W788", Where(str(folder)), folder=folder, name=RETRIEVED),)
    found, problems = read_retrieval(source)
    if errors(problems):
        raise AgreementsError(*problems)
    return found, problems
