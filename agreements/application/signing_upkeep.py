"""Use cases of every day for what is out to be signed: a term that is over ends the plan, and who is waited for is reminded.

Who is reminded, on which days, stands in the plan. That somebody was, is recorded with the letter in the outbox, in one transaction; the
letter is sent at least once, and again only under the same Message-ID. Name and address are looked up when it is sent, in the table where
they can be erased. What is no longer so by then is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.headerregistry import Address

from agreements.application.acting import Actor, Moment
from agreements.application.casework import COMPANY, company_stream, unknown_company
from agreements.application.issue_rows import rows_with, streams_with_issues
from agreements.application.people import must_be_known
from agreements.application.reminders import LEASE, Posting
from agreements.application.signing_letters import Call, letter_to
from agreements.application.signing_record import IssueRecord, issues_of, person_id, signing_event
from agreements.mail import identity
from agreements.mail.letters import Carrier, Letter, mailbox
from agreements.model.placed import NOWHERE
from agreements.model.signing import PlannedSignature
from agreements.model.signing_course import Course, Status, to_remind, who_is_next
from agreements.model.signing_events import Expired, Reminded, SigningEvent
from agreements.model.signing_rules import against
from agreements.problems import AgreementsError, Problem, problem
from agreements.record.record import Reading, Record, Transaction
from agreements.record.tables import DOSSIER
from agreements.record.values import Author, Commit, Message, NewEvent
from agreements.sources import guess

LETTER = "signing_reminder"
_ABOUT_ONE = frozenset({"E657", "E898"})
"""Problems with one letter; any other is one of the carrier, which then is of no more use."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An issue of which the term is over: it ended."""

    company: str
    name: str
    issue: str
    expires: date


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter that was accepted, and where it is now."""

    company: str
    issue: str
    signatory: str
    message_id: str
    place: str


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a day brought, or in a dry run would bring: terms that ended, who was reminded, what was sent, and what could not be."""

    ended: tuple[Ended, ...]
    reminded: tuple[Call, ...]
    sent: tuple[Posted, ...]
    problems: tuple[Problem, ...]


def keep_up(record: Record, posting: Posting, actor: Actor, company: str = "") -> Upkeep:
    """End what is over, remind who is to be reminded, of one company or of all, and send every letter that waits.

    Raise AgreementsError when nobody known does this, or nothing is recorded of the company.
    """
    moment = posting.clock()
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
        companies = _companies(reading, company)
    ended = [each for name in companies for each in expire(record, name, (actor, moment))]
    calls: list[Call] = []
    problems: list[Problem] = []
    for name in companies:
        with record.transaction() as transaction:
            made, faults = _calls(transaction, name, moment.day)
            _note(transaction, name, [(each.issue, Reminded(moment.day, each.signatory)) for each in made], (actor, moment), made)
        calls += made
        problems += faults
    sent, unsent = _send(record, posting)
    return Upkeep(tuple(ended), tuple(calls), sent, tuple(dict.fromkeys((*problems, *unsent))))


def rehearse(record: Record, day: date, actor: Actor, company: str = "") -> Upkeep:
    """Return what `keep_up` would end and whom it would remind; nothing is changed."""
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
        companies = _companies(reading, company)
        ended = [each for name in companies for each in _over(reading, name, day)]
        found = [_calls(reading, name, day) for name in companies]
    problems = (each for _, faults in found for each in faults)
    return Upkeep(tuple(ended), tuple(call for calls, _ in found for call in calls), (), tuple(dict.fromkeys(problems)))


def expire(record: Record, company: str, by: tuple[Actor, Moment]) -> tuple[Ended, ...]:
    """Record that the term is over of each issue of a company of which it is; return which these were."""
    _, moment = by
    with record.transaction() as transaction:
        over = _over(transaction, company, moment.day)
        _note(transaction, company, [(each.issue, Expired(moment.day)) for each in over], by)
    return over


def _companies(reading: Reading, company: str) -> tuple[str, ...]:
    if not company:
        return tuple(stream.removeprefix(COMPANY) for stream in streams_with_issues(reading))
    if not reading.version(company_stream(company)):
        raise AgreementsError(unknown_company(reading, company))
    return (company,)


def _over(reading: Reading, company: str, day: date) -> tuple[Ended, ...]:
    """Return the issues of a company of which the term is over on a day, with its days of grace; unless a later day was recorded."""
    over = (each for each in issues_of(reading, company) if each.course.status is Status.OPEN and each.plan.closes_on < day)
    name = _name(reading, company)
    return tuple(Ended(company, name, each.id, each.plan.expires_on) for each in over if not against(each.course, Expired(day)))


def _has_ended(course: Course, day: date) -> bool:
    """Say whether nobody can sign any more; what was signed by then may still come in, and the plan is open for that."""
    return course.status is Status.OPEN and course.plan.expires_on < day


def _name(reading: Reading, company: str) -> str:
    names = [str(name) for (name,) in reading.columns(DOSSIER, "name", stream=company_stream(company))]
    return names[0] if names else company


def _note(
    transaction: Transaction,
    company: str,
    events: Iterable[tuple[str, SigningEvent]],
    by: tuple[Actor, Moment],
    calls: Iterable[Call] = (),
) -> None:
    """Record what happened to issues, with the letters that go out about it."""
    actor, moment = by
    stream = company_stream(company)
    told: tuple[NewEvent, ...] = tuple(signing_event(issue, event) for issue, event in events)
    if told:
        writer, rows = Author(actor.person, account=actor.account), rows_with(transaction, stream, told)
        messages = tuple(map(_message, calls))
        transaction.append(Commit(stream, transaction.version(stream), told, writer, moment.instant, rows=rows, messages=messages))


# Who is reminded


def _calls(reading: Reading, company: str, day: date) -> tuple[list[Call], list[Problem]]:
    """Return who is to be reminded on a day of the issues of a company, and why somebody cannot be."""
    calls: list[Call] = []
    problems: list[Problem] = []
    name = _name(reading, company)
    for issue in issues_of(reading, company):
        if issue.course.status is Status.OPEN and not _has_ended(issue.course, day):
            for planned in _awaited(issue.course, to_remind(issue.course, day)):
                call = _call((company, name), issue, planned, day)
                faults = tuple(_against(reading, issue, planned, call, day))
                problems += faults
                calls += [] if faults else [call]
    return calls, problems


def _awaited(course: Course, waiting: Iterable[PlannedSignature]) -> tuple[PlannedSignature, ...]:
    """Return who can do something: who signed on paper waits for witnesses."""
    return tuple(each for each in waiting if each.field not in course.papers)


def _call(named: tuple[str, str], issue: IssueRecord, planned: PlannedSignature, day: date) -> Call:
    due = max(each for each in issue.plan.reminders if each <= day)
    return Call(*named, issue.id, planned.signatory, _signer(issue.course, planned), due, issue.plan.expires_on)


def _signer(course: Course, planned: PlannedSignature) -> str:
    """Return who is asked to sign: the signatory, or the person to whom they delegated it."""
    delegated = course.delegated.get(planned.field)
    return planned.signatory if delegated is None else delegated.person


def _against(reading: Reading, issue: IssueRecord, planned: PlannedSignature, call: Call, day: date) -> Iterator[Problem]:
    """Yield why nobody is reminded: by the rules, because they cannot sign, or because nobody knows where to write to."""
    yield from against(issue.course, Reminded(day, planned.signatory))
    if not issue.course.mandates_hold(planned, day):
        yield problem("E658", NOWHERE, signatory=planned.signatory, issue=call.issue, company=call.company, day=day)
    elif _address(reading, call) is None:
        yield _unreachable(call)


def _unreachable(call: Call) -> Problem:
    return problem("E657", NOWHERE, person=call.person, issue=call.issue, company=call.company)


def _address(reading: Reading, call: Call) -> Address | None:
    known = reading.person(person_id(call.company, call.issue, call.person))
    return mailbox(known.name, known.email) if known is not None and not known.erased else None


# The letters


def _message(call: Call) -> Message:
    body = {"format": 1, "issue": call.issue, "signatory": call.signatory, "due": call.due.isoformat()}
    stream = company_stream(call.company)
    return Message(f"{LETTER} {stream} {call.issue} {call.signatory} {call.due}", stream, LETTER, body)


def _send(record: Record, posting: Posting) -> tuple[tuple[Posted, ...], tuple[Problem, ...]]:
    """Send every letter that waits, until the carrier fails; what was not accepted is tried again another time."""
    sent: list[Posted] = []
    problems: list[Problem] = []
    if not record.unsent(LETTER):
        return (), ()
    try:
        with posting.carrier as carrier:
            while leased := record.lease(posting.clock().instant, LEASE, 1, kind=LETTER):
                _hand_over(record, (carrier, posting), leased[0].message, (sent, problems))
    except AgreementsError as error:
        problems += error.problems
    return tuple(sent), tuple(problems)


def _hand_over(record: Record, by: tuple[Carrier, Posting], message: Message, told: tuple[list[Posted], list[Problem]]) -> None:
    """Send one letter and note that it was accepted, or why not; raise AgreementsError when the carrier is of no use any more."""
    carrier, posting = by
    sent, problems = told
    moment = posting.clock()
    try:
        with record.snapshot() as reading:
            letter = _letter(reading, message, posting.sender, moment)
        place = carrier.deliver(letter) if letter else ""
    except AgreementsError as error:
        first = error.problems[0]
        record.failed(message.key, moment.instant, " ".join([first.code, str(dict(first.arguments).get("reason", ""))]))
        if first.code not in _ABOUT_ONE:
            raise
        problems += error.problems
        return
    record.sent(message.key, moment.instant)
    if letter:
        company, body = message.stream.removeprefix(COMPANY), message.body
        sent.append(Posted(company, str(body["issue"]), str(body["signatory"]), letter.message_id, place))


def _letter(reading: Reading, message: Message, sender: Address, moment: Moment) -> Letter | None:
    """Return the letter of a message, or None when nobody waits for that signature any more.

    Raise AgreementsError when no address is known of who signs.
    """
    company, body = message.stream.removeprefix(COMPANY), message.body
    issue = next((each for each in issues_of(reading, company) if each.id == body["issue"]), None)
    waiting = _awaited(issue.course, who_is_next(issue.course)) if issue and not _has_ended(issue.course, moment.day) else ()
    planned = next((each for each in waiting if each.signatory == body["signatory"]), None)
    if issue is None or planned is None:
        return None
    due = date.fromisoformat(str(body["due"]))
    call = Call(company, _name(reading, company), issue.id, planned.signatory, _signer(issue.course, planned), due, issue.plan.expires_on)
    receiver = _address(reading, call)
    if receiver is None:
        raise AgreementsError(_unreachable(call))
    subject, text = letter_to(receiver.display_name, call, issue.course, planned, moment.day)
    when = datetime.fromisoformat(moment.instant)
    return Letter(identity(message.key), call.person, sender, receiver, subject, text, issue.plan.language, when)


# Addresses


def save_address(record: Record, company: str, person: str, address: str, actor: Actor) -> tuple[str, ...]:
    """Keep the address of who signs, beside their name, for each open issue of a company; return these issues.

    Raise AgreementsError when nobody known does this, or that person signs in no open issue of it or was erased.
    """
    with record.transaction() as transaction:
        must_be_known(transaction, actor.person)
        if not transaction.version(company_stream(company)):
            raise AgreementsError(unknown_company(transaction, company))
        issues = [each for each in issues_of(transaction, company) if each.course.status is Status.OPEN]
        known = {name: None for each in issues for name in _signers(each.course)}
        found = [each.id for each in issues if person in _signers(each.course)]
        persons = (transaction.person(person_id(company, issue, person)) for issue in found)
        kept = [each for each in persons if each is not None and not each.erased]
        if not kept:
            near, listed = guess(person, list(known)), ", ".join(known) or "-"
            raise AgreementsError(problem("E659", NOWHERE, person=person, company=company, guess=near, known=listed))
        for each in kept:
            transaction.save_person(replace(each, email=address))
    return tuple(each.id.split("/")[2] for each in kept)


def _signers(course: Course) -> tuple[str, ...]:
    """Return everybody who is asked to sign: signatories, and those to whom one delegated it."""
    signatories = (each.signatory for each in course.plan.signatures)
    return tuple(dict.fromkeys((*signatories, *(each.person for each in course.delegated.values()))))
