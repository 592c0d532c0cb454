"""Use case: who must be warned of a deadline is warned.

The messages that wait for a person are put into one, at most once a day; that one is sent at least once, and again only under the same
Message-ID. Names and addresses are looked up when it is sent. What is no longer so by then is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from pathlib import Path
from typing import cast

from agreements.application.acting import Moment
from agreements.application.casework import OFFICE
from agreements.application.claims import NOBODY, REMINDER, Claim, adopt, claim_all, nobody, person_of, plan, rung_of, still_told
from agreements.application.deadline_words import Reminder, digest
from agreements.application.due import role_of, running_now
from agreements.application.shelf import Shelf
from agreements.mail import identity
from agreements.mail.letters import Carrier, Letter, mailbox, message, one_line
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Reading, Record
from agreements.record.values import Message
from agreements.workspace import write_bytes

DIGEST = "digest"
LEASE = 300
"""Seconds for which one digest is ours: longer than a mail server may take over it."""

_ABOUT_ONE = {"E895", "E898"}
"""Problems with one letter; any other is one of the carrier, which then is of no more use."""


@dataclass(frozen=True, slots=True)
class Posting:
    """How messages leave: by what carrier, from whom, in which language; the clock is read for each of them."""

    carrier: AbstractContextManager[Carrier]
    sender: Address
    language: str
    clock: Callable[[], Moment]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was accepted, or in a dry run would go out: to whom, about how many warnings, and where it is now."""

    person: str
    warnings: int
    message_id: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of reminding."""

    claimed: tuple[Claim, ...]
    sent: tuple[Sent, ...]
    problems: tuple[Problem, ...]


class Folder:
    """Letters as files, for who has no mail server. A letter that is delivered again is the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def deliver(self, letter: Letter) -> str:
        """Write a letter whole; raise AgreementsError when it cannot be written."""
        path = self._path / f"{letter.message_id[1:-1].partition('@')[0]}.eml"
        write_bytes(path, message(letter).as_bytes())
        return str(path)


def remind(record: Record, posting: Posting) -> Reminded:
    """Claim every warning that is due, and send what waits. What cannot be sent waits, and is told as a problem."""
    moment = posting.clock()
    claimed = tuple(claim_all(record, moment))
    unheld = tuple(adopt(record, moment))
    post = _Post(record, posting)
    post.round(moment)
    return Reminded(claimed, tuple(post.sent), tuple(dict.fromkeys((*unheld, *post.problems))))


def rehearse(record: Record, moment: Moment) -> Reminded:
    """Return what `remind` would claim and to whom it would write; nothing is changed."""
    with record.snapshot() as reading:
        shelf = Shelf(reading)
        claims = tuple(plan(shelf, moment.day))
        waiting = [each.message for each in reading.unsent(REMINDER)]
        by_person = _by_person([*waiting, *(each for claim in claims for each in claim.messages)])
        problems = [nobody(claim) for claim in claims if not claim.receivers]
        sent = []
        for person, messages in by_person.items():
            told = [each for each in messages if still_told(shelf, rung_of(each))]
            if told and (fault := _unreachable(reading, person, len(told))):
                problems.append(fault)
            elif told:
                sent.append(Sent(person, len(told), identity(*(each.key for each in told))))
        return Reminded(claims, tuple(sent), tuple(dict.fromkeys(problems)))


def _by_person(messages: Iterable[Message]) -> Mapping[str, list[Message]]:
    found: dict[str, list[Message]] = defaultdict(list)
    for each in messages:
        if person_of(each) != NOBODY:
            found[person_of(each)].append(each)
    return dict(sorted(found.items()))


def _unreachable(reading: Reading, person: str, count: int) -> Problem | None:
    known = reading.person(person)
    if known is not None and mailbox(known.name, known.email):
        return None
    return problem("E895", Where(""), person=person, count=count)


class _Post:
    """One round of the post: digests that were left, then new ones, until the carrier fails."""

    def __init__(self, record: Record, posting: Posting) -> None:
        self._record = record
        self._posting = posting
        self.sent: list[Sent] = []
        self.problems: list[Problem] = []

    def round(self, moment: Moment) -> None:
        """Send what waits. Nothing is put together before the carrier is there: what waits then is still one message a person."""
        waiting = _by_person(each.message for each in self._record.unsent(REMINDER))
        ready = [person for person, messages in waiting.items() if self._ready(person, messages, moment)]
        if not ready and not self._record.unsent(DIGEST):
            return
        try:
            with self._posting.carrier as carrier:
                self._drain(carrier)
                for person in ready:
                    self._compose(person, waiting[person], moment)
                    self._drain(carrier)
        except AgreementsError as error:
            self.problems.extend(error.problems)

    def _ready(self, person: str, messages: Sequence[Message], moment: Moment) -> bool:
        """Say whether a person can be written to about these; close those that no longer hold, and tell of one without address."""
        with self._record.transaction() as transaction:
            shelf = Shelf(transaction)
            told = {each.key: still_told(shelf, rung_of(each)) for each in messages}
            transaction.exchange([key for key, holds in told.items() if holds is False], (), moment.instant)
            fault = _unreachable(transaction, person, len(told)) if any(told.values()) else None
        if fault:
            self.problems.append(fault)
        return any(told.values()) and not fault

    def _compose(self, person: str, messages: Sequence[Message], moment: Moment) -> None:
        """Put the messages of a person into one. There is one a day, and none while an earlier one has not arrived."""
        with self._record.transaction() as transaction:
            shelf = Shelf(transaction)
            if any(person_of(each.message) == person for each in transaction.unsent(DIGEST)):
                return
            told = [each for each in messages if still_told(shelf, rung_of(each))]
            body = {
                "format": 1,
                "person": person,
                "reminders": [{"key": each.key, "stream": each.stream, "body": dict(each.body)} for each in told],
            }
            new = Message(f"{DIGEST} {moment.day.isoformat()} {person}", OFFICE, DIGEST, body)
            if told:
                transaction.exchange([each.key for each in told], [new], moment.instant)

    def _drain(self, carrier: Carrier) -> None:
        clock = self._posting.clock
        while leased := self._record.lease(clock().instant, LEASE, 1, kind=DIGEST):
            self._send(carrier, leased[0].message, clock())

    def _send(self, carrier: Carrier, digested: Message, moment: Moment) -> None:
        """Send a digest and note that it was accepted, or why not; raise AgreementsError when the carrier is of no use any more."""
        person, parts = person_of(digested), _parts(digested)
        try:
            with self._record.snapshot() as reading:
                letter = self._letter(Shelf(reading), person, parts, moment)
            place = carrier.deliver(letter) if letter else ""
        except AgreementsError as error:
            first = error.problems[0]
            self._record.failed(digested.key, moment.instant, " ".join([first.code, str(dict(first.arguments).get("reason", ""))]))
            if first.code not in _ABOUT_ONE:
                raise
            self.problems.extend(error.problems)
            return
        self._record.sent(digested.key, moment.instant)
        if letter:
            self.sent.append(Sent(person, len(parts), letter.message_id, place))

    def _letter(self, shelf: Shelf, person: str, parts: Sequence[Message], moment: Moment) -> Letter | None:
        """Return the letter about what still holds, or None when nothing does; raise AgreementsError when the person has no address."""
        reminders = _reminders(shelf, parts, moment.day)
        if not reminders:
            return None
        known = shelf.persons.get(person)
        receiver = mailbox(known.name, known.email) if known else None
        if receiver is None:
            raise AgreementsError(problem("E895", Where(""), person=person, count=len(parts)))
        language = self._posting.language
        subject, text = digest(one_line(shelf.named(person)), reminders, language)
        sender, when = self._posting.sender, datetime.fromisoformat(moment.instant)
        return Letter(identity(*(each.key for each in parts)), person, sender, receiver, subject, text, language, when)


def _parts(digested: Message) -> list[Message]:
    """Return the messages that were put into a digest."""
    found = cast("Sequence[Mapping[str, object]]", digested.body["reminders"])
    return [Message(str(each["key"]), str(each["stream"]), REMINDER, cast("Mapping[str, object]", each["body"])) for each in found]


def _reminders(shelf: Shelf, parts: Sequence[Message], day: date) -> list[Reminder]:
    """Return the deadlines that still run, each once however many warnings there are of it."""
    found: dict[str, Reminder] = {}
    for each in parts:
        running = running_now(shelf, each.stream, day) if still_told(shelf, rung_of(each)) else None
        if running is not None:
            before = found[each.stream].roles if each.stream in found else ()
            found[each.stream] = Reminder(running, (*before, _role(shelf, each)))
    return list(found.values())


def _role(shelf: Shelf, each: Message) -> tuple[LocalText, tuple[str, ...]]:
    """Return in which role somebody is warned, and the names of whom they stand in for."""
    stand = shelf.stand(each.stream)
    assert stand is not None  # noqa: S101  # the deadline runs, so the case stands somewhere
    whose = tuple(one_line(shelf.named(str(person))) for person in cast("Sequence[str]", each.body["on_behalf_of"]))
    return shelf.workflow(stand).roles[role_of(rung_of(each).rung)].label, whose
