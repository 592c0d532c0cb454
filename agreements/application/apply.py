"""Use case: dossiers in. The difference with what is recorded is shown, then recorded; a company that is new gets its case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from agreements.application.acting import Actor, Moment
from agreements.application.casework import (
    Folder,
    append_decision,
    case_of,
    commit_of,
    company_stream,
    dossier_rows,
    office_of,
    workflow_of,
)
from agreements.application.dossiers import APPLIED, EVENT_FORMAT, RecordedDossier, applied, changes_of, fold_dossier
from agreements.application.names import names_in, with_ids, with_names
from agreements.application.people import must_be_known
from agreements.application.signing_round import against_history
from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier
from agreements.model.revisions import Change, Content, differences, facts, revised
from agreements.problems import Problem, Where, errors, in_order, problem
from agreements.record.record import Reading, Record, Transaction
from agreements.record.values import NewEvent
from agreements.sources import Source, parse_yaml
from agreements.workflow.case import Case
from agreements.workflow.commands import Command, RecordHistory, Refused
from agreements.workflow.decisions import decide
from agreements.workflow.encoding import date_text
from agreements.workflow.events import Remedy
from agreements.workflow.history import opening_commands
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import Parties

POINTING = frozenset({"E209", "E218"})
"""What a file points to and does not hold: a source, or anything else with an id."""

SHOWN = 5
"""How many differences a refusal names; the rest it counts."""


@dataclass(frozen=True, slots=True)
class Application:
    """One dossier that is to be applied: the file and the place in it that it comes from, the dossier, and what it says.

    `pointing` is what the file points to and does not hold itself: the record may have it.
    """

    file: str
    where: Where
    dossier: Dossier
    said: Content
    pointing: tuple[Problem, ...] = ()

    @property
    def company(self) -> str:
        """The id of the company."""
        return self.dossier.company.id


@dataclass(frozen=True, slots=True)
class Given:
    """Dossiers that were read, and what was found wrong in them."""

    applications: tuple[Application, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """What a file changes: in the dossier, and in the process (an opened case, recorded history)."""

    company: str
    file: str
    changes: tuple[Change, ...]
    version: int
    opened: str = ""
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it. With an error nothing was recorded of any file."""

    problems: tuple[Problem, ...]
    revisions: tuple[Revision, ...] = ()


class _NothingKept(Exception):  # noqa: N818  # no error: it takes a dry run back
    """Leaves a transaction without what was written in it."""


def _keep_nothing(*, when: bool) -> None:
    if when:
        raise _NothingKept


def apply(record: Record, sources: Iterable[Source], workflow: str, by: tuple[Actor, Moment], *, dry_run: bool = False) -> Applied:
    """Record dossiers, all of them or none; a company without a case gets one in `workflow`, where its recorded history puts it.

    Raise AgreementsError when it is not said who does this, or the record cannot be written.
    """
    problems: list[Problem] = []
    applications = tuple(_read(sources, problems))
    return take(record, Given(applications, in_order(problems)), workflow, by, dry_run=dry_run)


def take(record: Record, given: Given, workflow: str, by: tuple[Actor, Moment], *, dry_run: bool = False) -> Applied:
    """Record dossiers that were read, as `apply` does; none when an error was found while reading them."""
    problems = list(given.problems)
    if errors(problems):
        with record.snapshot() as reading:
            for each in given.applications:
                problems += _nowhere(each, *_beside(reading, each, _kept(reading, each)))
        return Applied(in_order(problems))
    revisions: list[Revision] = []
    with suppress(_NothingKept), record.transaction() as transaction:
        must_be_known(transaction, by[0].person)
        desk = _Desk(transaction, *by, workflow, problems)
        revisions += [desk.take(each) for each in given.applications]
        _keep_nothing(when=dry_run or bool(errors(problems)))
    return Applied(in_order(problems), () if errors(problems) else tuple(revisions))


def _read(sources: Iterable[Source], problems: list[Problem]) -> Iterator[Application]:
    seen: dict[str, str] = {}
    for source in sources:
        node, faults = parse_yaml(source)
        problems += faults
        if node is None or faults:
            continue
        dossier, faults = dossier_from(node)
        pointing = tuple(each for each in faults if each.code in POINTING) if dossier is not None else ()
        problems += [each for each in faults if each not in pointing]
        if dossier is None:
            continue
        company = dossier.company.id
        if company in seen:
            problems.append(problem("E887", dossier.company.at("id"), company=company, other=seen[company]))
        seen[company] = source.name
        yield Application(source.name, source.where(), dossier, facts(node), pointing)


def _kept(reading: Reading, application: Application) -> RecordedDossier | None:
    return fold_dossier(application.company, reading.load(company_stream(application.company)))


def _beside(reading: Reading, application: Application, kept: RecordedDossier | None) -> tuple[RecordedDossier | None, tuple[Change, ...]]:
    """Return the dossier as it is recorded, with the names of persons, and what a file changes in it."""
    recorded = replace(kept, said=with_names(kept.said, names_in(reading))) if kept else None
    return recorded, differences(recorded.said if recorded else None, application.said)


@dataclass
class _Desk:
    """One transaction in which files are taken one after another; refusals are collected."""

    transaction: Transaction
    actor: Actor
    moment: Moment
    workflow: str
    problems: list[Problem] = field(default_factory=list)

    def take(self, application: Application) -> Revision:
        stream = company_stream(application.company)
        history = self.transaction.load(stream)
        kept = fold_dossier(application.company, history)
        recorded, changes = _beside(self.transaction, application, kept)
        version = history[-1].version if history else 0
        revision = Revision(application.company, application.file, changes, version)
        found = [*_stale(self.transaction, application, version, changes), *_faults(application, recorded, changes)]
        self.problems += found
        if errors(found):
            return revision
        if changes:
            version = self._append(application, kept, changes, version)
        return self._process(application, replace(revision, version=version))

    def _append(self, application: Application, kept: RecordedDossier | None, changes: tuple[Change, ...], version: int) -> int:
        stream = company_stream(application.company)
        told, persons = with_ids(changes, application.company, version + 1)
        for person in persons:
            self.transaction.save_person(person)
        after = RecordedDossier(application.company, version + 1, revised(kept.said if kept else None, told))
        event = NewEvent(APPLIED, applied(told, application.file), self.moment.day.isoformat(), format=EVENT_FORMAT)
        commit = commit_of(self.transaction, stream, event, (self.actor, self.moment))
        self.transaction.append(replace(commit, rows=dossier_rows(stream, after)))
        return version + 1

    def _process(self, application: Application, revision: Revision) -> Revision:
        """Open the case of a company that has none, and record the history that is not recorded yet."""
        case = case_of(self.transaction, application.company)
        self.problems += _unlike(application, case)
        known = {(each.stage, each.event) for each in case.history} if case else set()
        if case is not None and all((each.stage, each.event) in known or each.withdrawn for each in application.dossier.history):
            return revision
        pinned = (case.workflow, case.digest) if case else (self.workflow, "")
        workflow = workflow_of(self.transaction, *pinned)
        folder = Folder(application.company, revision.version, Parties.of(application.dossier), case)
        opening, *facts = opening_commands(workflow, application.dossier, self.actor.person)
        new = [each for each in facts if isinstance(each, RecordHistory) and (each.stage, each.event) not in known]
        if case is None:
            folder = self._decide(workflow, folder, opening)
        for fact in new if folder.case is not None else ():
            folder = self._decide(workflow, folder, fact)
        opened = folder.case.at.state if case is None and folder.case else ""
        return replace(revision, version=folder.version, opened=opened, history=tuple(f"{each.stage} {each.event}" for each in new))

    def _decide(self, workflow: Workflow, folder: Folder, command: Command) -> Folder:
        office = office_of(self.transaction)
        decided = decide(workflow, folder.case, office, folder.parties, command, day=self.moment.day)
        if isinstance(decided, Refused):
            self.problems += decided.reasons
            return folder
        if issued := against_history(self.transaction, folder.company, decided.events):
            self.problems += issued
            return folder
        return append_decision(self.transaction, folder, decided, self.actor, self.moment)


def _unlike(application: Application, case: Case | None) -> Iterator[Problem]:
    """Yield each fact that the case keeps otherwise than the file says: what was recorded changes only by a correction of two persons."""
    kept = {(each.stage, each.event): each for each in case.history} if case else {}
    for fact in application.dossier.history:
        held = kept.get((fact.stage, fact.event))
        if held is not None and (fact.withdrawn or fact.date not in {None, held.date}):
            said = "@that_it_was_withdrawn" if fact.withdrawn or fact.date is None else date_text(fact.date)
            yield problem(
                "W875",
                fact.where,
                company=application.company,
                fact=f"{fact.stage} {fact.event}",
                kept=date_text(held.date),
                said=said,
                version=held.version,
                remedy=Remedy.VOID_HISTORY.value,
            )


def _stale(reading: Reading, application: Application, version: int, changes: tuple[Change, ...]) -> Iterator[Problem]:
    """Yield that a file rests on an older version than the last change of the dossier, with both differences.

    A file that changes nothing, such as one that was applied already, overwrites nobody and is let through.
    """
    based_on = application.dossier.based_on
    if based_on is None:
        return
    where = application.dossier.at("based_on")
    if based_on > version:
        yield problem("E881", where, based_on=based_on, version=version)
        return
    later = [each for each in reading.load(company_stream(application.company), based_on) if each.kind == APPLIED]
    name_of = names_in(reading)
    theirs = [replace(change, after=with_names(change.after, name_of, change.path)) for each in later for change in changes_of(each.body)]
    if theirs and changes:
        ours, company = _named(changes), application.company
        yield problem("E880", where, based_on=based_on, version=version, ours=ours, theirs=_named(theirs), company=company)


def _named(changes: Iterable[Change]) -> str:
    places = [f"{each.place} → {_short(each.after)}" for each in changes]
    more = f" (+{len(places) - SHOWN})" if len(places) > SHOWN else ""
    return "; ".join(places[:SHOWN]) + more if places else "–"


def _short(value: Content) -> str:
    return str(value) if isinstance(value, str | bool) else "…"


def _faults(application: Application, recorded: RecordedDossier | None, changes: tuple[Change, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the dossier as it would be recorded; of what the file points to and nobody has, at its place in the file."""
    nowhere = tuple(_nowhere(application, recorded, changes))
    yield from nowhere
    if recorded is not None and changes:
        told = set(map(_pointed, nowhere))
        yield from (each for each in _merged(application, recorded, changes) if _pointed(each) not in told)


def _nowhere(application: Application, recorded: RecordedDossier | None, changes: tuple[Change, ...]) -> Iterator[Problem]:
    """Yield what a file points to that neither it nor the record has; so a file that only adds need not say again what is recorded.

    The place is that in the file; what it could have meant is what both have together.
    """
    if recorded is None:
        yield from application.pointing
    elif application.pointing:
        still = {_pointed(each): each for each in _merged(application, recorded, changes)}
        yield from (replace(still[_pointed(each)], where=each.where) for each in application.pointing if _pointed(each) in still)


def _merged(application: Application, recorded: RecordedDossier, changes: tuple[Change, ...]) -> tuple[Problem, ...]:
    return errors(replace(recorded, said=revised(recorded.said, changes)).read(application.where)[1])


def _pointed(fault: Problem) -> tuple[str, object]:
    """Return the code of a fault and the id that it is about."""
    return fault.code, dict(fault.arguments)["id"] if fault.code in POINTING else fault.arguments
