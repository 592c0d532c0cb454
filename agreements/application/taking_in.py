"""Use case: signed documents of before the record are taken in. Each is judged by itself, kept as it is, and told of with its company.

Nothing is recorded of any of them while one is at fault. Afterwards each company is a transaction of its own: its files with their
verdicts are in the archive, then their events and the public fact that the document was signed are recorded together. Who is killed in
between takes the same folder in again; what was recorded is told, and not recorded twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from agreements.application.acting import Actor, Moment
from agreements.application.casework import (
    Folder,
    append_decision,
    companies,
    company_stream,
    folder_of,
    office_of,
    pinned_workflow,
    unknown_company,
)
from agreements.application.people import must_be_known
from agreements.application.signing_round import against_history
from agreements.application.taken_in_record import TakenIn, taken_in, taken_in_event
from agreements.application.verify import proved
from agreements.archive.store import keep
from agreements.model.canonical import canonical_json
from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.encoding import date_text
from agreements.model.examination import SignatureKind
from agreements.model.inventory import Inventory, ListedDocument, read_inventory
from agreements.model.values import FuzzyDate
from agreements.model.verdicts import as_data
from agreements.problems import AgreementsError, Problem, Said, Where, errors, in_order, problem
from agreements.problems.refusals import unusable
from agreements.record.record import Reading, Record, Transaction
from agreements.record.values import Author, Commit
from agreements.signatures.trust import Trust
from agreements.sources import Source, guess
from agreements.workflow.commands import RecordHistory, Refused
from agreements.workflow.decisions import decide
from agreements.workflow.events import Evidence
from agreements.workspace import read_whole

EVIDENCE: Mapping[Stage, str] = {Stage.EOP: "signed-eop", Stage.JLOI: "signed-jloi", Stage.MAATWERKAFSPRAAK: "signed-agreement"}
"""The kind of evidence that a signed document is in a workflow, where it knows that kind."""

_HEAD = 1024
"""Bytes among which a PDF says that it is one (ISO 32000-1, annex H.3, note 13)."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files lie, and the list that says what they are."""

    folder: Path
    list: Source


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that is taken in: of which company, what is told of it, and every reason in its verdict.

    `fact`: the public fact that this document was signed is recorded along, with this file as its evidence.
    """

    company: str
    taken: TakenIn
    reasons: tuple[Problem, ...]
    fact: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a list. With an error nothing was recorded of any file."""

    problems: tuple[Problem, ...]
    taken: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A listed document that is there, with the SHA-256 of its bytes."""

    said: ListedDocument
    path: Path
    sha256: str

    @property
    def order(self) -> tuple[str, ...]:
        """By what files are taken in, however they are listed: company, kind, day, name."""
        said, day = self.said, self.said.signed_on
        return said.company, said.kind, (day.first or day.last).isoformat(), day.last.isoformat(), said.file


class _NothingKept(Exception):  # noqa: N818  # no error: it takes a trial back
    """Leaves a transaction without what was written in it."""


def take_in(
    record: Record, archive: Path, shelf: Shelf, trust: Trust, by: tuple[Actor, Callable[[], Moment]], *, dry_run: bool = False
) -> Result:
    """Take in every file of a list that was not taken in before, or say all that is wrong; a dry run judges and keeps nothing.

    Raise AgreementsError for a folder that cannot be read, when it is not said who does this, and when something changed meanwhile: what
    was recorded of other companies by then stays, and the same list can be taken in again.
    """
    actor, clock = by
    problems: list[Problem] = []
    said = read_inventory(shelf.list, problems)
    if said is None:
        return Result(in_order(problems))
    files = _files(shelf, said, problems)
    moment = clock()
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
        files = list(_new(reading, files, moment, problems))
    if errors(problems):
        return Result(in_order(problems))
    with suppress(_NothingKept), record.transaction() as transaction:
        facts = _tried(transaction, files, (actor, moment), problems)
        raise _NothingKept
    if errors(problems):
        return Result(in_order(problems))
    desk = _Desk(record, archive, trust, actor, clock)
    taken = [each for company, group in _by_company(files) for each in desk.take(company, group, facts, dry_run=dry_run)]
    problems += [_unsigned(each, files) for each in taken if not each.taken.signatures]
    return Result(in_order(problems), tuple(taken))


def _by_company(files: Iterable[_File]) -> Iterator[tuple[str, list[_File]]]:
    for company, group in groupby(sorted(files, key=lambda each: each.order), lambda each: str(each.said.company)):
        yield company, list(group)


def _unsigned(each: Judged, files: Sequence[_File]) -> Problem:
    (where,) = (file.said.at("file") for file in files if file.sha256 == each.taken.file)
    return problem("W983", where, file=each.taken.name)


# The folder


def _files(shelf: Shelf, said: Inventory, problems: list[Problem]) -> list[_File]:
    """Return every listed file that is a PDF, adding what is wrong with the others, and what nobody listed."""
    there = _there(shelf.folder)
    listed: dict[str, ListedDocument] = {}
    found: list[_File] = []
    for each in said.documents:
        first = listed.setdefault(_name(each.file), each)
        alike = there.get(_name(each.file), [])
        if first is not each or len(alike) > 1:
            problems.append(problem("E989", each.at("file"), file=each.file, why=_alike(first, each, len(alike))))
            continue
        file = _file(shelf.folder, there, each, problems)
        twin = next((other for other in found if file is not None and other.sha256 == file.sha256), None)
        if twin is not None:
            problems.append(problem("E980", each.at("file"), file=each.file, other=f"'{twin.said.file}'"))
        elif file is not None:
            found.append(file)
    own = _name(Path(shelf.list.name).name)
    strange = [each for name in sorted(set(there) - set(listed) - {own}) for each in there[name]]
    problems += [problem("W979", Where(str(shelf.folder / name)), file=name) for name in strange]
    return found


def _alike(first: ListedDocument, said: ListedDocument, many: int) -> Said:
    if first is not said:
        line = first.at("file").line
        return Said(f"regel {line} van de lijst noemt het ook", f"line {line} of the list names it too")
    return Said(f"in de map staan {many} bestanden met die naam", f"{many} files in the folder have that name")


def _there(folder: Path) -> dict[str, list[str]]:
    """Return what stands in a folder, by the name that a list gives it: names may differ only in spaces or in how letters are composed."""
    found: dict[str, list[str]] = {}
    for each in _names(folder):
        found.setdefault(_name(each), []).append(each)
    return found


def _names(folder: Path) -> list[str]:
    """Return what stands in a folder; names that begin with a point are of systems. Raise AgreementsError when it cannot be read."""
    try:
        return [each for each in sorted(os.listdir(folder)) if not each.startswith(".")]  # noqa: PTH208  # names only
    except OSError as error:
        raise AgreementsError(unusable(str(folder), error)) from None


def _name(text: str) -> str:
    """Return a name as files and lists may write it differently: composed or not, with one space or more."""
    return " ".join(normalize("NFC", text).split())


def _file(folder: Path, there: Mapping[str, list[str]], said: ListedDocument, problems: list[Problem]) -> _File | None:
    """Return a listed file; the name is looked up among those that are there, so that none leads out of the folder."""
    name = next(iter(there.get(_name(said.file), ())), None)
    path = folder / name if name is not None else folder
    if name is None or path.is_symlink() or not path.is_file():
        near = guess(said.file, list(there))
        problems.append(problem("E978", said.at("file"), file=said.file, folder=folder, guess=near))
        return None
    try:
        content = read_whole(path)
    except AgreementsError as error:
        problems.extend(replace(each, where=said.at("file")) for each in error.problems)
        return None
    if b"%PDF-" not in content[:_HEAD]:
        problems.append(problem("E982", said.at("file"), file=said.file))
        return None
    return _File(said, path, sha256(content).hexdigest())


# The record


def _new(reading: Reading, files: Iterable[_File], moment: Moment, problems: list[Problem]) -> Iterator[_File]:
    """Yield the files that were not taken in before, adding what the record has against the others."""
    known = companies(reading)
    before = {told.file: (company, told) for company in known for _, told in taken_in(reading.load(company_stream(company)))}
    for each in files:
        said = each.said
        if (said.signed_on.first or said.signed_on.last) > moment.day:
            problems.append(problem("E813", said.at("signed_on"), date=date_text(said.signed_on), day=moment.day))
        if said.company not in known:
            problems.append(replace(unknown_company(reading, said.company), where=said.at("company")))
            continue
        company, told = before.get(each.sha256, ("", None))
        if told is None:
            yield each
        elif company == said.company:
            problems.append(problem("W981", said.at("file"), file=said.file, kind=told.kind, day=told.day))
        else:
            problems.append(problem("E980", said.at("file"), file=said.file, other=f"'{told.name}' ({company})"))


def _tried(transaction: Transaction, files: Iterable[_File], by: tuple[Actor, Moment], problems: list[Problem]) -> frozenset[str]:
    """Return the SHA-256 of the files with which a public fact would be recorded, adding why one could not; write what is taken back."""
    found: set[str] = set()
    for company, group in _by_company(files):
        try:
            found |= _facts(transaction, folder_of(transaction, company), group, by, problems)
        except AgreementsError as error:
            problems += [replace(each, where=group[0].said.at("company")) for each in error.problems]
    return frozenset(found)


def _facts(
    transaction: Transaction, folder: Folder, files: Sequence[_File], by: tuple[Actor, Moment], problems: list[Problem]
) -> frozenset[str]:
    """Record for each instrument that it was signed, unless the case holds that; return the SHA-256 of the files that prove it.

    Of several files of one kind the first by day says when; what says another day is told. Raise AgreementsError for a company without a
    case.
    """
    proofs: set[str] = set()
    for kind, group in groupby(files, lambda each: each.said.kind):
        same, stage = list(group), kind.stage
        if stage is None:  # of another document than an instrument it is no public fact that it was signed
            continue
        workflow = pinned_workflow(transaction, folder)
        held = _signed_on(folder, stage)
        if held is None:
            held = same[0].said.signed_on
            command = _command(stage, [each for each in same if each.said.signed_on == held], workflow.evidence, by[0].person)
            decided = decide(workflow, folder.case, office_of(transaction), folder.parties, command, day=by[1].day)
            reasons = decided.reasons if isinstance(decided, Refused) else against_history(transaction, folder.company, decided.events)
            if isinstance(decided, Refused) or reasons:
                problems += [replace(each, where=same[0].said.where) for each in reasons]
                continue
            folder = append_decision(transaction, folder, decided, *by)
            proofs |= {each.sha256 for each in command.evidence}
        problems += _differing(folder.company, stage, held, same)
    return frozenset(proofs)


def _signed_on(folder: Folder, stage: Stage) -> FuzzyDate | None:
    """Return when a document was signed as the case holds it."""
    history = folder.case.history if folder.case else ()
    return next((each.date for each in history if (each.stage, each.event) == (stage, HistoryEvent.SIGNED)), None)


def _command(stage: Stage, files: Sequence[_File], kinds: Iterable[str], person: str) -> RecordHistory:
    kind, first = EVIDENCE[stage], files[0].said
    evidence = tuple(Evidence(kind, each.sha256, each.said.file) for each in files) if kind in set(kinds) else ()
    return RecordHistory(person, stage, HistoryEvent.SIGNED, first.source, first.signed_on, evidence)


def _differing(company: str, stage: Stage, held: FuzzyDate, files: Iterable[_File]) -> Iterator[Problem]:
    for each in files:
        if each.said.signed_on != held:
            said, kept = date_text(each.said.signed_on), date_text(held)
            yield problem("W984", each.said.at("signed_on"), file=each.said.file, kind=stage, company=company, said=said, kept=kept)


# One company


@dataclass
class _Desk:
    """With what files are judged, kept and recorded; the companies come one by one."""

    record: Record
    archive: Path
    trust: Trust
    actor: Actor
    clock: Callable[[], Moment]

    def take(self, company: str, files: Sequence[_File], facts: frozenset[str], *, dry_run: bool) -> list[Judged]:
        """Judge the files of a company one by one, keep each with its verdict, then record them; a dry run only judges."""
        judged = [self._judged(each, keeps=not dry_run, fact=each.sha256 in facts) for each in files]
        if not dry_run:
            self._record(company, files, judged)
        return judged

    def _judged(self, file: _File, *, keeps: bool, fact: bool) -> Judged:
        content = read_whole(file.path)
        if sha256(content).hexdigest() != file.sha256:
            raise AgreementsError(problem("E506", file.said.at("file"), path=file.path, reason="@changed_meanwhile"))
        said, proof = file.said, proved(content, self.trust, self.clock())
        told = canonical_json(as_data(proof.verdict))
        if keeps:
            keep(self.archive, content)
            keep(self.archive, told)
        signatures = sum(each.kind is SignatureKind.APPROVAL for each in proof.found.file.signatures)
        about = (file.sha256, said.file, said.kind, said.language, date_text(said.signed_on), said.source)
        taken = TakenIn(*about, sha256(told).hexdigest(), proof.verdict.outcome, signatures)
        return Judged(said.company, taken, proof.verdict.reasons, fact)

    def _record(self, company: str, files: Sequence[_File], judged: Sequence[Judged]) -> None:
        """Record files of one company with the facts that they prove, in one transaction; what another took in meanwhile is left alone."""
        moment, stream = self.clock(), company_stream(company)
        with self.record.transaction() as transaction:
            before = {told.file for _, told in taken_in(transaction.load(stream))}
            events = tuple(taken_in_event(each.taken) for each in judged if each.taken.file not in before)
            if not events:
                return
            writer = Author(self.actor.person, account=self.actor.account)
            transaction.append(Commit(stream, transaction.version(stream), events, writer, moment.instant))
            refused: list[Problem] = []
            new = [each for each in files if each.sha256 not in before]
            _facts(transaction, folder_of(transaction, company), new, (self.actor, moment), refused)
            if errors(refused):
                raise AgreementsError(*errors(refused))
