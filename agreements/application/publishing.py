"""Use cases: what a public copy of an issue would withhold, or every reason against it; and the copy made, kept and recorded.

A copy is rendered anew from the tree that was kept at issue. Nothing of the PDF that was signed is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.casework import company_stream, dossier_of, office_of
from agreements.application.people import must_be_known
from agreements.application.public_record import copy_event
from agreements.application.signing_record import IssueRecord, issues_of
from agreements.archive.store import keep, kept
from agreements.drafting.document import Document
from agreements.drafting.echoes import echoes
from agreements.drafting.passages import Passages
from agreements.drafting.public_copy import Face, places_of, printed, public_copy
from agreements.drafting.redacting import Known, Redaction, cut, redactions, remaining, repeated
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Visibility
from agreements.model.redaction import RedactionEntry, RedactionFile, read_redactions
from agreements.problems import AgreementsError, Problem, Where, in_order, problem
from agreements.record.record import Reading, Record
from agreements.record.values import Author, Commit
from agreements.sources import Source, guess, listed
from agreements.workflow.people import Office

LAWYER = "lawyer"
"""The role of who may say that something is no information about emissions."""


@dataclass(frozen=True, slots=True)
class PublicationOrder:
    """What is asked: a public copy of an issue of a company, with the redactions of a file, or none."""

    company: str
    issue: str
    redactions: Source | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a public copy would be, or every reason against it. `known` is the version of the company's stream that it was decided on."""

    order: PublicationOrder
    known: int
    document: Document
    found: tuple[Redaction, ...]
    reasons: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """The files of a public copy."""

    pdf: bytes
    word: bytes
    page: bytes


def prepared(reading: Reading, archive: Path, order: PublicationOrder, day: date) -> Prepared:
    """Return the public copy that an order comes to on a day, with every reason against it.

    Raise AgreementsError for a company or issue that is not recorded, and for a kept tree that is gone or altered.
    """
    dossier = dossier_of(reading, order.company).dossier()
    issue = _issue(reading, order)
    passages = _passages(archive, issue)
    faults: list[Problem] = []
    said = read_redactions(order.redactions, faults) if order.redactions else RedactionFile(format=1)
    entries = said.redactions if said else ()
    faults += _strangers(office_of(reading), entries, day)
    known = _known(dossier)
    found = redactions(passages, entries, known, faults)
    groups = cut(passages, found)
    document = public_copy(passages, groups, found, Face(order.issue, issue.plan.issued_on.isoformat(), day.isoformat()))
    if not faults:  # what is refused is not cut, so that it remains
        words, where = printed(document), places_of(passages, groups)
        faults += remaining(passages, found, words)
        faults += repeated(passages, found, known, where)
        faults += echoes(passages, found, groups, {each: words[each] for each in ("@title", "@margins")}, where)
        faults = list(dict.fromkeys(faults))
    return Prepared(order, reading.version(company_stream(order.company)), document, found, in_order(faults))


def places(reading: Reading, archive: Path, order: PublicationOrder) -> tuple[tuple[str, str], ...]:
    """Return every passage of an issue: the name of its place, as a file of redactions gives it, and its words. Raise as `prepared`."""
    dossier_of(reading, order.company)
    return tuple(_passages(archive, _issue(reading, order)).listed())


def _passages(archive: Path, issue: IssueRecord) -> Passages:
    from agreements.formats.from_json import from_json  # noqa: PLC0415  # only a copy reads a tree

    return Passages(from_json(kept(archive, issue.files["tree"]), issue.id))


def _issue(reading: Reading, order: PublicationOrder) -> IssueRecord:
    issues = issues_of(reading, order.company)
    chosen = next((each for each in issues if each.id == order.issue), None)
    if chosen is None:
        known = [each.id for each in issues]
        where = Where(order.company)
        raise AgreementsError(problem("E962", where, issue=order.issue, guess=guess(order.issue, known), known=listed(known) or "-"))
    return chosen


def _known(dossier: Dossier) -> Known:
    """Return what the dossier says of names and commitments: a name is public when the dossier says so of who bears it."""
    bearers = [each for each in dossier.signatories if each.visibility is Visibility.PUBLIC and not each.withdrawn]
    return Known(frozenset(each.name for each in bearers), {str(each.id): each.indicator for each in dossier.commitments})


def _strangers(office: Office, entries: Sequence[RedactionEntry], day: date) -> Iterator[Problem]:
    """Yield each word about emissions of somebody who is no lawyer of the office on a day."""
    lawyers = sorted(person for person in office.persons if any(each.role == LAWYER for each in office.capacities(person, day)))
    for each in entries:
        if each.emissions and each.emissions.by not in lawyers:
            yield problem("E998", each.emissions.at("by"), by=each.emissions.by, known=listed(lawyers) or "-")


def publish(record: Record, archive: Path, ready: Prepared, by: tuple[Actor, Moment]) -> Copy:
    """Make the files of a public copy, keep them and record them; return them. What was asked is kept too, and is none of them.

    Raise AgreementsError, with nothing recorded, when there is any reason against it or something changed meanwhile.
    """
    if ready.reasons:
        raise AgreementsError(*ready.reasons)
    actor, moment = by
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
    made = _made(ready.document)
    files = {name: keep(archive, content) for name, content in named(made).items()}
    said = ready.order.redactions
    asked = keep(archive, said.text.encode()) if said is not None else ""
    event = copy_event(ready.order.issue, files, ready.found, moment.day.isoformat(), asked)
    with record.transaction() as transaction:
        writer = Author(actor.person, account=actor.account)
        transaction.append(Commit(company_stream(ready.order.company), ready.known, (event,), writer, moment.instant))
    return made


def named(made: Copy) -> Mapping[str, bytes]:
    """Return the files by the names that the event gives them."""
    return {"pdf": made.pdf, "word": made.word, "page": made.page}


def _made(document: Document) -> Copy:
    from agreements.formats import to_docx, to_html, to_pdf  # noqa: PLC0415  # what only looks needs no engine

    return Copy(to_pdf.typeset(document, {}), to_docx.render(document, identified=False), to_html.render(document))
