"""Warnings whose day has come: each is claimed once, with a message to everybody who holds its role, in one transaction.

A message holds ids only. Who holds the role is asked on the day of the claim: after days on which nothing ran, those who can act now are
warned. A warning for which there is nobody goes to nobody, and waits until there is somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.application.acting import Moment
from agreements.application.due import role_of
from agreements.application.shelf import Receiver, Shelf
from agreements.model.values import LocalText
from agreements.problems import Problem, Where, problem
from agreements.record.record import Record
from agreements.record.tables import RUNG
from agreements.record.values import DueRung, Message
from agreements.workflow.labels import said

REMINDER = "reminder"
NOBODY = ""
_BATCH = 50
"""How many warnings one transaction claims: others write in between."""

Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Claim:
    """A warning whose day has come: which, in words, and who gets it."""

    rung: DueRung
    name: str
    state: LocalText
    role: LocalText
    receivers: tuple[Receiver, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return a message to each receiver, or the one to nobody."""
        return tuple(_message(self.rung, each) for each in self.receivers or (Receiver(NOBODY),))


def _message(rung: DueRung, receiver: Receiver) -> Message:
    body = {
        "format": 1,
        "person": receiver.person,
        "on_behalf_of": list(receiver.on_behalf_of),
        "timer": rung.timer,
        "state": rung.deadline,
        "due": rung.due,
        "rung": rung.rung,
        "day": rung.day,
    }
    return Message(f"{rung.stream} {rung.timer} {rung.rung} {receiver.person}", rung.stream, REMINDER, body)


def person_of(message: Message) -> str:
    """Return to whom a message goes; `NOBODY` when nobody held the role."""
    return str(message.body["person"])


def rung_of(message: Message) -> DueRung:
    """Return the warning of a message."""
    body = message.body
    return DueRung(message.stream, *(str(body[name]) for name in ("timer", "state", "due", "rung", "day")))


def planned(shelf: Shelf, rung: DueRung, day: date) -> Claim | None:
    """Return who would get a warning on a day, or None when it is no longer due: its timer is gone."""
    stand = shelf.stand(rung.stream)
    if stand is None or not shelf.reading.query(RUNG, stream=rung.stream, timer=rung.timer, rung=rung.rung):
        return None
    workflow, role = shelf.workflow(stand), role_of(rung.rung)
    name = shelf.dossier(rung.stream)[0]
    return Claim(rung, name, workflow.states[rung.deadline].label, workflow.roles[role].label, shelf.receivers(stand, role, day))


def plan(shelf: Shelf, day: date) -> Iterator[Claim]:
    """Yield what would be claimed, the oldest warning first."""
    for rung in shelf.reading.due_rungs(day.isoformat()):
        claim = planned(shelf, rung, day)
        if claim is not None:
            yield claim


def claim_all(record: Record, moment: Moment) -> Iterator[Claim]:
    """Claim every warning that is due, the oldest first, and yield what this process claimed; another may claim beside it."""
    due = record.due_rungs(moment.day.isoformat())
    for first in range(0, len(due), _BATCH):
        yield from _claimed(record, due[first : first + _BATCH], moment)


def _claimed(record: Record, rungs: Sequence[DueRung], moment: Moment) -> list[Claim]:
    with record.transaction() as transaction:
        shelf = Shelf(transaction)
        claims = [claim for rung in rungs if (claim := planned(shelf, rung, moment.day))]
        return [claim for claim in claims if transaction.claim(claim.rung, moment.instant, *claim.messages)]


def still_told(shelf: Shelf, rung: DueRung) -> bool | None:
    """Say whether a warning still holds: True while its timer has it, None while the case is suspended in that state, else False."""
    if shelf.reading.query(RUNG, stream=rung.stream, timer=rung.timer, rung=rung.rung):
        return True
    stand = shelf.stand(rung.stream)
    paused = stand is not None and stand.state == rung.deadline and stand.paused and not stand.outcome
    return None if paused else False


def adopt(record: Record, moment: Moment) -> Iterator[Problem]:
    """Give warnings that went to nobody to who holds the role by now; yield a problem for each that still has nobody."""
    for leased in record.unsent(REMINDER):
        if person_of(leased.message) == NOBODY:
            with record.transaction() as transaction:
                shelf = Shelf(transaction)
                rung = rung_of(leased.message)
                claim = planned(shelf, rung, moment.day)
                if claim and claim.receivers:
                    transaction.exchange([leased.message.key], claim.messages, moment.instant)
                elif still_told(shelf, rung) is False:
                    transaction.exchange([leased.message.key], (), moment.instant)
            if claim and not claim.receivers:
                yield nobody(claim)


def nobody(claim: Claim) -> Problem:
    """Return the problem that nobody holds the role of a warning."""
    return problem("E894", Where(""), company=claim.name, role=said(claim.role), state=said(claim.state), id=role_of(claim.rung.rung))
