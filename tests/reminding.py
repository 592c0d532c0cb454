"""An office for tests of deadlines and reminders: people, companies whose terms run, and a mail server that they all reach."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from processes import DOSSIER

from agreements.cli import cli

FIRST = date(2026, 3, 2)
"""The day on which companies come in: their first term ends after ten weeks, on 11 May; warnings are on 27 April and 11 May."""

WORKFLOW = """\
format: 1
workflow: klein
version: "1"
title: Klein proces
phases:
  - {id: begin, label: Begin}
  - {id: eind, label: Eind}
roles:
  - {id: officer, label: {nl: beleidsmedewerker, en: policy officer}}
  - {id: secretary, label: {nl: secretaris, en: secretary}}
  - {id: lawyer, label: {nl: jurist, en: lawyer}, scope: minister}
evidence:
  - {id: plan, label: {nl: plan, en: plan}}
states:
  - id: draft
    phase: begin
    label: {nl: concept, en: draft}
    initial: true
    deadline: {within: 10, unit: weeks, legal: policy, rungs: [{days: "-14", to: officer}, {days: "0", to: secretary}]}
  - id: review
    phase: begin
    label: {nl: "toets; juridisch, en meer", en: "review; legal, and more"}
    deadline:
      within: 8
      unit: weeks
      legal: statutory
      basis: art. 4:13 Awb
      rungs: [{days: "-7", to: lawyer}, {days: "1", to: secretary}]
      then: take-back
  - {id: done, phase: eind, label: {nl: getekend, en: signed}, outcome: signed}
  - {id: stopped, phase: eind, label: {nl: gestopt, en: stopped}, outcome: stopped_by_state}
steps:
  - {id: submit, label: {nl: indienen, en: submit}, from: [draft], to: review, by: [officer], evidence: [plan]}
  - {id: take-back, label: {nl: terugnemen, en: take back}, from: [review], to: draft, by: [officer]}
  - {id: conclude, label: {nl: sluiten, en: conclude}, from: [review], to: done, by: [secretary]}
  - {id: stop, label: {nl: stoppen, en: stop}, from: [any], to: stopped, by: [secretary], while_suspended: true}
  - {id: hold, label: {nl: opschorten, en: suspend}, from: [any], effect: suspend, stops_statutory: true, by: [officer]}
  - {id: rest, label: {nl: laten rusten, en: let rest}, from: [any], effect: suspend, by: [officer]}
  - {id: resume, label: {nl: hervatten, en: resume}, from: [any], effect: resume, by: [officer]}
"""
PEOPLE = {
    "beheer": "B. Eheer",
    "anna": "Anna de Vries",
    "bram": "Bram Jansen",
    "carla": "Carla Çelik",
    "daan": "Daan Smit",
}
ROLES = (("anna", "officer", ""), ("carla", "secretary", ""), ("daan", "lawyer", "ezk"))


@dataclass
class Bureau:
    """A workspace in which commands are given, each on a day."""

    folder: Path
    day: date = FIRST
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path) -> Result:
        """Give a command at nine in the morning (UTC)."""
        settings = {"MAATWERK_NOW": f"{self.day}T09:00:00+00:00", **self.settings}
        return CliRunner(env=settings).invoke(cli, ["-w", str(self.folder), *map(str, arguments)], catch_exceptions=False)

    def do(self, *arguments: str | Path) -> str:
        """Give a command that succeeds, and return what it says."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def data(self, *arguments: str | Path, code: int = 0) -> Any:  # noqa: ANN401  # as JSON gives it
        result = self.run(*arguments, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)

    def on(self, day: str) -> Bureau:
        self.day = date.fromisoformat(day)
        return self

    def company(self, identifier: str = "fabriek", name: str = "Fabriek B.V.") -> None:
        """Let a company come in."""
        path = self.folder / f"{identifier}.yaml"
        path.write_text(DOSSIER.replace("id: fabriek, name: Fabriek B.V.", f"id: {identifier}, name: {name}"), encoding="utf-8")
        self.do("apply", path, "--workflow", "klein", "--as", "anna")

    def step(self, step: str, person: str, *more: str, company: str = "fabriek") -> None:
        self.do("step", company, step, "--as", person, *more)

    def submit(self, company: str = "fabriek") -> None:
        """Bring a company to the review, where a statutory term runs."""
        plan = self.folder / "plan.pdf"
        plan.write_bytes(b"%PDF-")
        self.step("submit", "anna", "--evidence", f"plan={plan}", company=company)

    @property
    def files(self) -> list[EmailMessage]:
        """The messages that were written as files, by receiver."""
        read = [parsed(path.read_bytes()) for path in (self.folder / "output/reminders").glob("*.eml")]
        return sorted(read, key=lambda each: str(each["To"]))


def bureau(folder: Path, **settings: str) -> Bureau:
    """Return an office with people, a workflow and roles, and no company yet."""
    made = Bureau(folder, settings=settings)
    for person, name in PEOPLE.items():
        made.do("person", "add", person, "--name", name, "--email", f"{person}@kantoor.example", "--as", "beheer")
    process = folder / "klein.yaml"
    process.write_text(WORKFLOW, encoding="utf-8")
    made.do("workflow", "publish", process, "--as", "beheer")
    for person, role, scope in ROLES:
        made.do("person", "grant", person, role, *(("--for", scope) if scope else ()), "--as", "beheer")
    return made


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=POLICY)


@dataclass
class Inbox:
    """What a mail server accepted, in order; it refuses who is told to it, and can be slow to say that it accepted."""

    refused: dict[str, str] = field(default_factory=dict)
    accepted: list[tuple[str, EmailMessage]] = field(default_factory=list)
    patience: float = 0.0
    answer: str = "250 OK"

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802  # aiosmtpd's names
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802  # idem
        if self.answer.startswith("2"):
            self.accepted.append((envelope.rcpt_tos[0], parsed(cast("bytes", envelope.original_content))))
        await asyncio.sleep(self.patience)
        return self.answer

    @property
    def receivers(self) -> list[str]:
        return [address.partition("@")[0] for address, _ in self.accepted]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def server(inbox: Inbox, **more: Any) -> Iterator[str]:  # noqa: ANN401  # what the server takes
    """Run a mail server on this machine alone, and give its place."""
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), ready_timeout=30, **more)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


class Door:
    """Lets in who knows the password."""

    def __call__(self, *arguments: object) -> AuthResult:
        data = arguments[-1]
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"kantoor", b"ge heim")
        return AuthResult(success=known, handled=False)


class Sealed(Controller):
    """A mail server to which everything goes over TLS from the first byte."""

    def _trigger_server(self) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((self.hostname, self.port), 10) as plain, context.wrap_socket(plain) as line:
            line.recv(100)


@contextmanager
def tls_server(inbox: Inbox, certificate: Path, scheme: str) -> Iterator[str]:
    """Run a mail server that asks for a password, and takes it over TLS only."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    settings: dict[str, Any] = {"hostname": "127.0.0.1", "port": free_port(), "ready_timeout": 30, "authenticator": Door()}
    if scheme == "smtps":
        controller: Controller = Sealed(inbox, ssl_context=context, auth_require_tls=False, **settings)
    else:
        controller = Controller(inbox, tls_context=context, require_starttls=True, auth_required=True, **settings)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()
