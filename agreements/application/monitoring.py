"""Use case: how the binding agreements of some companies or all are performed, out of the record or out of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from agreements.application.acting import When
from agreements.application.casework import company_stream, entries
from agreements.application.draft import articles_of, numbered_articles, read_dossiers
from agreements.application.recorded import counts, dossier_as, recorded_by
from agreements.application.signing_record import issues_in
from agreements.archive.store import kept
from agreements.drafting.document import Document
from agreements.drafting.monitoring_document import About, Articles, monitoring_document
from agreements.formats import fonts
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Kind, Stage
from agreements.model.monitoring import Followed, followed
from agreements.model.remedies import RECKONED
from agreements.model.signing_course import Status
from agreements.model.values import FuzzyDate
from agreements.problems import Problem
from agreements.record.record import Reading, Record
from agreements.record.values import Recorded
from agreements.sources import Source
from agreements.workflow.case import fold
from agreements.workflow.projections import signed_on
from agreements.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Monitored:
    """The agreement of a company as of a day, with the dossier that it comes from.

    `signed` is the text that was signed here, by language, where something can follow and the record has it.
    """

    followed: Followed
    dossier: Dossier
    signed: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The agreements that were found, by name of the company, and every problem in what they were read from."""

    agreements: tuple[Monitored, ...]
    problems: tuple[Problem, ...] = ()


def from_the_record(record: Record, archive: Path, chosen: Sequence[str], when: When, today: date) -> Found:
    """Return how agreements stood on a day as the record held them at a moment, of all companies when none is chosen.

    Of all, those of which nothing was recorded by then are left out. Raise AgreementsError for a chosen company that the record does not
    know, or not at that moment; and for a signed text that the archive has no longer.
    """
    with record.snapshot() as reading:
        asked = dict.fromkeys(chosen) or recorded_by(reading, when)
        found = [_recorded(reading, archive, each, (when, when.at or today)) for each in asked]
    return Found(_by_name(found))


def _recorded(reading: Reading, archive: Path, company: str, asked: tuple[When, date]) -> Monitored:
    when, day = asked
    dossier = dossier_as(reading, company, when).dossier()
    history = [each for each in reading.load(company_stream(company)) if counts(each, when)]
    found = followed(dossier, day, _signed(history))
    return Monitored(found, dossier, dict(_texts(reading, archive, company, history)) if found.triggers else {})


def _signed(history: Iterable[Recorded]) -> Mapping[Stage, FuzzyDate]:
    """Return what was signed in the case of a company, beside what its dossier says."""
    told = tuple(entries(history))
    case = fold(told) if told else None
    return signed_on(case) if case else {}


def _texts(reading: Reading, archive: Path, company: str, history: Iterable[Recorded]) -> Iterator[tuple[str, Document]]:
    """Yield the text of the binding agreement that was signed here, by language; a later issue takes the place of one before it."""
    from agreements.formats.from_json import from_json  # noqa: PLC0415  # only what was issued here is a tree to read

    for issue in issues_in(reading, company, history):
        if issue.course.status is Status.COMPLETED and issue.plan.kind == Kind.MAATWERKAFSPRAAK:
            digest = issue.files["tree"]
            yield issue.plan.language, from_json(kept(archive, digest), digest)


def from_files(sources: Iterable[Source], day: date) -> Found:
    """Return how the agreements of dossiers in files stand on a day, and every fault in these."""
    problems: list[Problem] = []
    found = [Monitored(followed(each, day), each) for each in read_dossiers(sources, problems)]
    return Found(_by_name(found), tuple(problems))


def _by_name(found: Iterable[Monitored]) -> tuple[Monitored, ...]:
    return tuple(sorted(found, key=lambda each: (each.followed.name.casefold(), each.followed.company)))


def drawn_up(workspace: Workspace | None, found: Sequence[Monitored], about: About, language: str) -> Document:
    """Return how agreements are performed as a document.

    Articles have the numbers of the text that was signed here, else of a draft from the dossier as it stands; without a workspace clauses
    go by their own names.
    """
    named = [(each.followed, _articles(workspace, each, language)) for each in found]
    return monitoring_document(named, about, language, fonts.spelled)


def _articles(workspace: Workspace | None, each: Monitored, language: str) -> Articles:
    """Return the names of the articles, where something can follow and a text is known; and what is worded otherwise in it."""
    if language in each.signed:
        names, versions = articles_of(each.signed[language])
    elif workspace is None or not each.followed.triggers or Kind.MAATWERKAFSPRAAK not in workspace.kinds():
        return Articles()
    else:
        names, versions = numbered_articles(workspace, each.dossier, Kind.MAATWERKAFSPRAAK, language)
    return Articles(names, tuple(clause for clause, version in RECKONED.items() if versions.get(clause, version) != version))
