"""What chapters that sign have in common: everybody's pens, and the desk at which a document is issued, signed, received and archived."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application import proving
from agreements.application.acting import Actor, Clock
from agreements.application.casework import workflow_of
from agreements.application.demo.fresh import filled
from agreements.application.demo.moves import WORKFLOW, Desk
from agreements.application.demo.office import ACCOUNT, ARCHIVIST, OFFICER
from agreements.application.demo.telling import Step
from agreements.application.issuing import IssueOrder, Means, issue, planned
from agreements.application.package_record import PackageRecord
from agreements.application.packing import PackOrder, Places, pack
from agreements.application.steps import Brought, StepOrder, take
from agreements.application.telling import told
from agreements.model.values import LocalText
from agreements.problems import AgreementsError
from agreements.workflow.definition import StepFile
from agreements.workspace import write_bytes, write_files

if TYPE_CHECKING:
    from agreements.application.receiving import Receipt
    from agreements.application.signing_process import Settled
    from agreements.signatures.trust import Trust

PACKAGES = "demo-packages"
OFFICE = "kantoor"
OFFICE_NAME = "Programmabureau van de demonstratie (verzonnen)"
RECEIVED = LocalText(
    "Getekend door {who}; het bestand komt terug. Oordeel: {outcome}.", "Signed by {who}; the file comes back. Verdict: {outcome}."
)
WHOLE = LocalText(
    "Nagekeken: bestanden in het archief {files}, pakketten {packages}, uitgiften opnieuw beoordeeld {issues}; alles is wat het was.",
    "Checked: files in the archive {files}, packages {packages}, issues judged again {issues}; all is what it was.",
)
OUTCOMES = {
    "valid": LocalText("geldig", "valid"),
    "incomplete": LocalText("geldig, nog niet volledig", "valid, not complete yet"),
    "indeterminate": LocalText("niet te beoordelen", "cannot be judged"),
    "invalid": LocalText("ongeldig", "invalid"),
    "valid_but_changed": LocalText("geldig, maar daarna gewijzigd", "valid, but changed afterwards"),
}


@dataclass(frozen=True, slots=True)
class Pens:
    """With what everybody signs here, and who is trusted."""

    password: str
    keys: Mapping[str, bytes]
    time_stamps: str
    trust: Trust

    def of(self, person: str) -> Means:
        """Return with what somebody signs."""
        return Means(self.keys[person], self.password, self.time_stamps, self.trust)


def pens(folder: Path, signers: Mapping[str, str], clock: Clock, until_the_end: ExitStack) -> Pens:
    """Make a TEST authority, the keys of everybody, a time stamp service, and in the folder who is trusted.

    `signers` are those who get a certificate, by id, with the name that stands on it; `OFFICE` for the seal is among them.
    """
    from agreements.signatures import pretending  # noqa: PLC0415  # only these chapters wait for an engine
    from agreements.signatures.trust import load  # noqa: PLC0415  # idem

    def now() -> datetime:
        return datetime.fromisoformat(clock().instant)

    password = secrets.token_urlsafe(12)
    made = pretending.authority(signers, password, now())
    trust = folder / "trust"
    write_files({trust / "test-ca.der": made.certificate, trust / "test-ca.crl": made.revoked})
    address = until_the_end.enter_context(pretending.time_stamps(made.stamping, now))
    return Pens(password, dict(made.key_files), address, load(trust))


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """Where documents of the demo are issued, signed, received and archived; files lie in `folder`."""

    desk: Desk
    pens: Pens
    folder: Path
    clock: Clock

    @property
    def places(self) -> Places:
        """Where the archive and the packages are."""
        return Places(self.desk.archive, self.folder / PACKAGES)

    def issue(self, order: IssueOrder) -> tuple[str, tuple[Path, ...]]:
        """Issue a document; return the id of the issue, and its PDF and Word file."""
        with self.desk.record.snapshot() as reading:
            found = planned(reading, self.desk.samples, order, self.clock().day)
        by = (Actor(OFFICER, ACCOUNT), self.clock)
        made = issue(self.desk.record, self.desk.archive, found, self.pens.of(OFFICE), by, company=order.company)
        name = f"{order.company}-{found.id}"
        files = {self.folder / f"{name}.pdf": made.pdf, self.folder / f"{name}.docx": made.word}
        write_files(files)
        return found.id, tuple(files)

    def sign(self, path: Path, name: str, who: Sequence[str]) -> Path:
        """Have people sign a file one after another, each with their own key, as they would elsewhere."""
        from agreements.application.signature import SignOrder, give  # noqa: PLC0415  # only these chapters wait for an engine

        content = path.read_bytes()
        for each in who:
            content = give(SignOrder(path.name, content, each, self.pens.of(each)), self.clock()).content
        write_bytes(self.folder / name, content)
        return self.folder / name

    def receive(self, company: str, path: Path) -> Receipt:
        """Judge a file that came back, and record it."""
        from agreements.application.receiving import Incoming, ReceiveOrder, receive  # noqa: PLC0415  # idem

        order = ReceiveOrder(company, (Incoming(path.name, path.read_bytes()),), self.pens.trust)
        return receive(self.desk.record, self.desk.archive, order, (Actor(OFFICER, ACCOUNT), self.clock()))

    def came_back(self, company: str, path: Path, who: str | LocalText) -> Step:
        """Receive a file that must be good so far, and tell what came of it."""
        receipt = self.receive(company, path)
        if not receipt.signed:
            raise AgreementsError(*receipt.verdict.reasons, *receipt.held)
        text = filled(RECEIVED, who=who, outcome=OUTCOMES[receipt.verdict.outcome])
        return Step(with_settled(text, receipt.settled), (path,))

    def establish(self, company: str, kind: str, path: Path) -> Step:
        """Establish in the case that all signed, with the file that came back."""
        step = self._signing(kind)
        brought = Brought(step.evidence[0], path.name, path.read_bytes())
        facts = {str(step.signed_on): self.clock().day.isoformat()} if step.signed_on else {}
        return Step(self._taken(StepOrder(company, step.id, (brought,), facts), OFFICER))

    def pack(self, company: str, issue_id: str = "") -> tuple[PackageRecord, Path]:
        """Make a package of an issue, or of the whole case file."""
        order = PackOrder(company, OFFICE_NAME, issue_id)
        return pack(self.desk.record, self.places, order, (Actor(ARCHIVIST, ACCOUNT), self.clock))

    def verified(self) -> Step:
        """Prove all that is in the archive, and judge every issue again; raise AgreementsError for anything that is not as it was."""
        tally = proving.Tally()
        found = [*proving.verify(self.desk.record, self.places, (), tally)]
        found += proving.verify_signatures(self.desk.record, self.desk.archive, (), (self.pens.trust, self.clock()), tally)
        if found:
            raise AgreementsError(*found)
        return Step(filled(WHOLE, files=tally.files, packages=tally.packages, issues=tally.issues))

    def archived(self, company: str, step: str, receipt: Path, facts: Mapping[str, str]) -> LocalText:
        """Take the step that says that something was archived, with its packing slip as the receipt; return what the case says."""
        brought = Brought("archive-receipt", receipt.name, receipt.read_bytes())
        return self._taken(StepOrder(company, step, (brought,), dict(facts)), ARCHIVIST)

    def _signing(self, kind: str) -> StepFile:
        steps = workflow_of(self.desk.record, WORKFLOW).steps.values()
        return next(each for each in steps if each.signs == kind)

    def _taken(self, order: StepOrder, person: str) -> LocalText:
        done = take(self.desk.record, self.desk.archive, order, (Actor(person, ACCOUNT), self.clock()))
        if done.reasons or done.workflow is None:
            raise AgreementsError(*done.reasons)
        lines = {key: [line for each in done.events for line in told(each, done.workflow, key, brief=True)] for key in ("nl", "en")}
        return LocalText("\n".join(lines["nl"]), "\n".join(lines["en"]))


def with_settled(text: LocalText, settled: Settled | None) -> LocalText:
    """Return a text with what the case made of it, a line each."""
    if settled is None or settled.workflow is None:
        return text
    lines = {key: [line for each in settled.events for line in told(each, settled.workflow, key, brief=True)] for key in ("nl", "en")}
    return LocalText("\n".join((text.nl, *lines["nl"])), "\n".join((text.en, *lines["en"])))
