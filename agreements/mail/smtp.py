"""A mail server that takes letters over SMTP; nothing of what it says about somebody is repeated, only its codes."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from agreements.mail.letters import Letter, message
from agreements.problems import AgreementsError, Said, Where, problem

PORTS = {"smtp": 25, "smtps": 465, "starttls": 587}
PATIENCE = 20.0
"""How many seconds one answer of the server may take. A letter takes five, which must fit in the time for which a message is leased."""

_GOING = 421
"""The server closes the connection."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a mail server is, and how it is spoken to."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def at(cls, url: str) -> Server:
        """Return the server at a URL with a scheme of `PORTS`; raise AgreementsError, which never repeats it, for anything else."""
        try:
            parts = urlsplit(url)
            scheme, host, port = parts.scheme, parts.hostname, parts.port
        except ValueError:
            raise _unusable(Said("het is geen URL", "it is no URL")) from None
        if scheme not in PORTS or not host:
            raise _unusable(
                Said("het begint niet met smtp://, smtps:// of starttls://", "it does not begin with smtp://, smtps:// or starttls://")
            )
        if parts.username and scheme == "smtp":
            raise _unusable(Said("een wachtwoord gaat niet over een open verbinding", "a password does not go over an open connection"))
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if not (user + password).isascii():
            raise _unusable(
                Said("naam en wachtwoord bestaan alleen uit ASCII-tekens", "name and password consist of ASCII characters only")
            )
        if not _is_domain(host):
            raise _unusable(Said("de naam van de server kan niet bestaan", "the name of the server cannot exist"))
        return cls(scheme, host, port or PORTS[scheme], user, password)

    def __str__(self) -> str:
        """Return the server without its password."""
        return f"{self.host}:{self.port}"


def _is_domain(host: str) -> bool:
    """Tell whether a name can be one of a server: no part of it is empty or longer than any part may be."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def _unusable(why: Said) -> AgreementsError:
    return AgreementsError(problem("E897", Where(""), why=why))


@contextmanager
def connected(server: Server, patience: float = PATIENCE) -> Iterator[Line]:
    """Connect to a mail server for a while; raise AgreementsError when that fails."""
    try:
        connection = _connection(server, patience)
    except OSError as error:  # the errors of smtplib and ssl are among these
        raise _lost(server, error) from None
    except UnicodeError:  # its text holds what could not be encoded, which may be the password
        raise _unusable(Said("het bevat tekens die een server niet kent", "it holds characters that no server knows")) from None
    try:
        yield Line(server, connection)
    finally:
        with suppress(OSError):  # a server that is gone needs no goodbye
            connection.quit()
        connection.close()


def _connection(server: Server, patience: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        made: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=context)
    else:
        made = smtplib.SMTP(server.host, server.port, timeout=patience)
    try:
        if server.scheme == "starttls":
            made.starttls(context=context)
        if server.user:
            made.login(server.user, server.password)
    except BaseException:
        made.close()
        raise
    return made


@dataclass(frozen=True, slots=True)
class Line:
    """A connection to a mail server."""

    server: Server
    connection: smtplib.SMTP

    def deliver(self, letter: Letter) -> str:
        """Send a letter; raise AgreementsError when it is refused (E898) or when the connection is lost (E896)."""
        try:
            self.connection.send_message(message(letter), letter.sender.addr_spec, [letter.receiver.addr_spec])
        except UnicodeError as error:
            raise AgreementsError(problem("E898", Where(""), person=letter.person, reason=type(error).__name__)) from None
        except OSError as error:
            if _code(error) in {None, _GOING}:
                raise _lost(self.server, error) from None
            raise AgreementsError(problem("E898", Where(""), person=letter.person, reason=_said(error))) from None
        return str(self.server)


def _lost(server: Server, error: OSError) -> AgreementsError:
    return AgreementsError(problem("E896", Where(""), server=server, reason=_said(error)))


def _code(error: OSError) -> int | None:
    """Return the code of a server that refused, or None where it did not answer."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return next((code for code, _ in error.recipients.values()), None)
        case smtplib.SMTPResponseException():
            return error.smtp_code
        case _:
            return None


def _said(error: OSError) -> str:
    code = _code(error)
    return f"SMTP {code}" if code is not None else error.strerror or type(error).__name__
