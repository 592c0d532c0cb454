"""A letter as a standard message (RFC 5322): plain text, and headers that nothing in a name can break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """Words for a person, from a sender, at a moment. The Message-ID is the same however often it is sent."""

    message_id: str
    person: str
    sender: Address
    receiver: Address
    subject: str
    text: str
    language: str
    moment: datetime


class Carrier(Protocol):
    """What takes letters away: a mail server, or a folder."""

    def deliver(self, letter: Letter) -> str:
        """Hand a letter over and return where it is now; raise AgreementsError when it is not accepted."""


def mailbox(name: str, address: str) -> Address | None:
    """Return whom a letter goes to, the name on one line; None when the address can be none."""
    if not address.isascii():
        return None
    try:
        return Address(one_line(name), addr_spec=address)
    except (ValueError, LookupError, MessageError):  # what the standard library raises for parts that no address has
        return None


def one_line(text: str) -> str:
    """Return words without line breaks or other signs that do not print."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def message(letter: Letter) -> EmailMessage:
    """Return a letter as a message; it says that no person wrote it, so that nothing answers it by itself (RFC 3834)."""
    made = EmailMessage(policy=SMTP)
    made["From"] = letter.sender
    made["To"] = letter.receiver
    made["Subject"] = one_line(letter.subject)
    made["Date"] = letter.moment
    made["Message-ID"] = letter.message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text, cte="quoted-printable")
    made["Content-Language"] = letter.language
    return made
