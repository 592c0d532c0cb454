"""Use cases: the record proved, copied, brought back, and a stream destroyed by two persons when its time has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.casework import OFFICE, commit_of, company_stream, projection, unknown_company
from agreements.application.dossiers import changes_in
from agreements.application.names import ids_in
from agreements.application.package_record import carried
from agreements.application.people import must_be_known
from agreements.application.signing_record import person_ids
from agreements.model.placed import NOWHERE
from agreements.model.reading import text_fault
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.opening import open_record
from agreements.record.opening import restore as restore_record
from agreements.record.record import Reading, Record
from agreements.record.values import NewEvent
from agreements.record.verifier import DESTROYED, Receipt, parse_receipt

PROPOSED = "destruction_proposed"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a proof of the record found; without problems it is whole."""

    problems: tuple[Problem, ...]
    streams: int
    receipts: tuple[Receipt, ...]


def verify(record: Record, receipts: Iterable[str]) -> Verified:
    """Prove chains, checkpoints and read models, against receipts that were kept elsewhere; raise AgreementsError for others."""
    kept = tuple(_receipt(each) for each in receipts)
    found = record.verify(projection(record), kept)
    return Verified(found, len(record.streams()), record.receipts())


def _receipt(text: str) -> Receipt:
    try:
        return parse_receipt(text)
    except ValueError:
        raise AgreementsError(problem("E893", Where(""), receipt=text)) from None


def rebuild(record: Record) -> int:
    """Make the read models anew from the events; return how many rows were not as the events say."""
    return record.rebuild(projection(record))


def checkpoint(record: Record, moment: Moment) -> Receipt:
    """Seal everything recorded so far; the receipt is to be kept elsewhere."""
    return record.checkpoint(moment.instant)


def backup(record: Record, target: Path, moment: Moment) -> Receipt:
    """Copy the whole record while others write."""
    return record.backup(target, moment.instant)


def export(record: Record, target: Path, moment: Moment) -> Receipt:
    """Write the record for an auditor, without names of persons."""
    return record.export(target, moment.instant)


def restore(source: Path, where: str) -> str:
    """Make a record from a back-up or an export, where there is none yet, and return its place, in which no password stands.

    Raise AgreementsError when anything is not as recorded.
    """
    restore_record(source, where)
    with open_record(where, create=False) as opened:
        opened.rebuild(projection(opened))
        return opened.place


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a company's stream be destroyed, on what grounds, by whom."""

    grounds: str
    person: str


def propose_destruction(record: Record, company: str, grounds: str, by: tuple[Actor, Moment]) -> None:
    """Propose to destroy all that is recorded of a company; somebody else confirms it."""
    actor, moment = by
    fault = text_fault(grounds, NOWHERE) if grounds.strip() else problem("E864", NOWHERE)
    if fault is not None:
        raise AgreementsError(fault)
    with record.transaction() as transaction:
        must_be_known(transaction, actor.person)
        stream = company_stream(company)
        if not transaction.version(stream):
            raise AgreementsError(unknown_company(transaction, company))
        event = NewEvent(PROPOSED, {"stream": stream, "grounds": grounds}, moment.day.isoformat())
        transaction.append(commit_of(transaction, OFFICE, event, by))


def confirm_destruction(record: Record, company: str, by: tuple[Actor, Moment]) -> tuple[Problem, ...]:
    """Destroy what somebody else proposed, with the names of its dossier and issues; head and grounds stay in the office's chain.

    Return a warning where the files could not be scrubbed now.
    """
    actor, moment = by
    stream = company_stream(company)
    with record.transaction() as transaction:
        must_be_known(transaction, actor.person)
        proposal = _proposal(transaction, stream)
        if proposal is None:
            raise AgreementsError(problem("E877", Where(company), company=company))
        if proposal.person == actor.person:
            raise AgreementsError(problem("E878", Where(company), person=actor.person))
        event = NewEvent(DESTROYED, {"grounds": proposal.grounds, "proposed_by": proposal.person}, moment.day.isoformat())
        history = transaction.load(stream)
        persons = (*ids_in(changes_in(history)), *person_ids(company, history))
        order = commit_of(transaction, OFFICE, event, by)
        transaction.destroy(stream, replace(order, events=(*carried(history), event)), persons)
    return record.scrub()


def _proposal(reading: Reading, stream: str) -> Proposal | None:
    """Return the last proposal for a stream that still has events."""
    if not reading.version(stream):
        return None
    found = [each for each in reading.load(OFFICE) if each.kind == PROPOSED and each.body["stream"] == stream]
    return Proposal(str(found[-1].body["grounds"]), found[-1].author.person) if found else None
