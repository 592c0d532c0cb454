"""The chapter on signing: a document sealed, signed by all, one of them on paper, judged and archived; and another that was declined.

Signing knows no other time than now: so the days here lie before today, and certificates and signatures are made anew each time. Every
certificate is of an authority that says TEST, and what is signed here is worth nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application import carrying, proving
from agreements.application.acting import Actor, Clock, Moment
from agreements.application.demo.fresh import anew, filled
from agreements.application.demo.journey import SUIKER, Apply, Move, Say, Take, agrees, step
from agreements.application.demo.moves import WORKFLOW, Desk, at
from agreements.application.demo.office import ACCOUNT, Official, staff
from agreements.application.demo.telling import Heading, Step, Told, Try
from agreements.application.issuing import IssueOrder, Means, issue, planned
from agreements.application.packing import PackOrder, Places, pack
from agreements.application.steps import Brought, StepOrder, take
from agreements.application.telling import told
from agreements.model.signing_events import Declined
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Problem
from agreements.record.opening import open_record
from agreements.sources import Source
from agreements.workspace import Workspace, read_text, starter, write_bytes, write_files

if TYPE_CHECKING:
    from agreements.application.receiving import Receipt
    from agreements.application.signing_process import Settled
    from agreements.signatures.trust import Trust

RECORD, ARCHIVE, PACKAGES = "demo.sqlite3", "demo-archive", "demo-packages"
CHEMIE = "fictie-chemie"
ISSUE = "eop-nl-1"
OFFICE_NAME = "Programmabureau van de demonstratie (verzonnen)"
OFFICER, ARCHIVIST, WITNESS = "pennestreek", "mappenstein", "bedacht"

SIGNERS = {"kantoor": "TEST Programmabureau", "testman": "G. Testman", "voorbeeld": "V. Voorbeeld", "specimen": "S. Specimen"}
"""Who gets a certificate: the office for its seal, and who signs digitally, with the names of the dossier."""

ARRANGEMENT = """\
format: 1
groups:
  - {signatories: [testman]}
  - {signatories: [voorbeeld, specimen, schijn]}
terms:
  - {signatory: schijn, level: wet_ink, place: Maastricht}
"""

OFFICIALS = {
    "voorbeeld": Official("A. Voorbeeld", (("programme-manager", ""),)),
    "bedacht": Official("B. Bedacht", (("policy-officer", ""),)),
    "fictief": Official("C. Fictief", (("lawyer", "kgg"),)),
    "denkbeeld": Official("D. Denkbeeld", (("lawyer", "ienw"),)),
    "verzonnen": Official("E. Verzonnen", (("ministers-office", "kgg"),)),
    "namaak": Official("F. Namaak", (("ministers-office", "ienw"),)),
    "schijn": Official("G. Schijn", (("province-officer", "limburg"),)),
    "monster": Official("H. Monster", (("company-counsel", CHEMIE),)),
    "bietebouw": Official("I. Bietebouw", (("company-counsel", SUIKER),)),
    OFFICER: Official("Q. Pennestreek", (("signing-officer", ""),)),
    ARCHIVIST: Official("R. Mappenstein", (("archivist", ""),)),
}

INVENTED = LocalText(
    "Alles in dit hoofdstuk is verzonnen, ook wie tekent. De certificaten zijn nu gemaakt, van een uitgever die zegt dat hij een TEST is: "
    "in elke handtekening is te zien dat zij niets waard is.",
    "Everything in this chapter is invented, who signs too. The certificates were made just now, by an issuer that says it is a TEST: "
    "every signature shows that it is worth nothing.",
)
TO_SIGN = LocalText(
    "De zaken van Fictie Chemie en Denkbeeldige Suiker zijn toe aan tekenen: {moves} handelingen van {people} mensen, in acht weken.",
    "The cases of Fictie Chemie and Denkbeeldige Suiker are ready to be signed: {moves} acts of {people} people, in eight weeks.",
)
ISSUED = LocalText(
    "{issue} uitgegeven: verzegeld, met een plaats voor ieder die digitaal tekent. Eerst het bedrijf, dan minister, staatssecretaris en "
    "provincie; de provincie tekent op papier.",
    "{issue} issued: sealed, with a place for everybody who signs digitally. First the company, then minister, state secretary and "
    "province; the province signs on paper.",
)
RECEIVED = LocalText(
    "Getekend door {who}; het bestand komt terug. Oordeel: {outcome}.", "Signed by {who}; the file comes back. Verdict: {outcome}."
)
BOTH = LocalText("V. Voorbeeld en S. Specimen", "V. Voorbeeld and S. Specimen")
FORGED = LocalText(
    "Iemand stuurt hetzelfde bestand met één byte anders. Oordeel: {outcome}; het telt niet:",
    "Somebody sends the same file with one byte changed. Verdict: {outcome}; it does not count:",
)
PAPER = LocalText(
    "L. Schijn tekent voor de provincie op papier. De scan is een kopie; twee mensen vergelijken haar met de tekst, bladzijde voor "
    "bladzijde. Met de tweede is het rond. Oordeel over het geheel: {outcome}.",
    "L. Schijn signs for the province on paper. The scan is a copy; two people compare it with the issued text, page by page. With the "
    "second all is signed. Verdict on the whole: {outcome}.",
)
PACKED = LocalText(
    "Gearchiveerd en uitgevoerd: een pakket met alles wat bewijst wat er is getekend ({files} bestanden), en hetzelfde als één bestand.",
    "Archived and exported: a package with all that proves what was signed ({files} files), and the same as one file.",
)
WHOLE = LocalText(
    "Nagekeken: {files} bestanden in het archief, {packages} pakket, {issues} uitgifte opnieuw beoordeeld; alles is wat het was.",
    "Checked: {files} files in the archive, {packages} package, {issues} issue judged again; all is what it was.",
)
DECLINED = LocalText(
    "Denkbeeldige Suiker: {issue} uitgegeven, en het bedrijf tekent niet: “{reason}”.",
    "Denkbeeldige Suiker: {issue} issued, and the company does not sign: “{reason}”.",
)
REASON = "de ondernemingsraad adviseert negatief"
OUTCOMES = {
    "valid": LocalText("geldig", "valid"),
    "incomplete": LocalText("geldig, nog niet volledig", "valid, not complete yet"),
    "indeterminate": LocalText("niet te beoordelen", "cannot be judged"),
    "invalid": LocalText("ongeldig", "invalid"),
    "valid_but_changed": LocalText("geldig, maar daarna gewijzigd", "valid, but changed afterwards"),
}
NAMES = {CHEMIE: "Fictie Chemie", SUIKER: "Denkbeeldige Suiker"}
APPROVING = {
    CHEMIE: (("verzonnen", "kgg"), ("namaak", "ienw"), ("schijn", "limburg"), ("monster", CHEMIE)),
    SUIKER: (("verzonnen", "kgg"), ("bietebouw", SUIKER)),
}
"""Who approves for whom."""

LAWYERS = {"kgg": "fictief", "ienw": "denkbeeld"}


@dataclass(frozen=True, slots=True)
class Pens:
    """With what everybody signs here, where their files go, and who is trusted."""

    folder: Path
    password: str
    keys: dict[str, bytes]
    time_stamps: str
    trust: Trust

    def of(self, person: str) -> Means:
        """Return with what somebody signs."""
        return Means(self.keys[person], self.password, self.time_stamps, self.trust)


def signing(workspace: Workspace, folder: Path, language: str, clock: Clock) -> Iterator[Told]:  # noqa: ARG001  # the sample data only
    """Have one document signed by all and archived, and another declined, on a record of its own that is made anew each time."""
    yield Step(INVENTED)
    yield from anew(folder, RECORD, ARCHIVE, PACKAGES)
    with ExitStack() as until_the_end:
        pens = _pens(folder, clock(), until_the_end)
        record = until_the_end.enter_context(open_record(folder / RECORD))
        desk = Desk(record, folder / ARCHIVE, Workspace.at(starter()), language)
        yield _to_sign(desk, clock().day)
        yield Heading(LocalText(NAMES[CHEMIE], NAMES[CHEMIE]))
        yield from _signed_by_all(desk, pens, clock)
        yield from _archived(desk, pens, clock)
        yield Heading(LocalText(NAMES[SUIKER], NAMES[SUIKER]))
        yield _declined(desk, pens, clock)
    yield Try(folder / RECORD, folder / ARCHIVE, _to_try(folder))


def _to_try(folder: Path) -> tuple[str, ...]:
    return (
        "sign status",
        f"sign status {CHEMIE}",
        f"sign compare {CHEMIE} --signatory schijn --issue eop-nl-1 -o {folder / 'scan.html'}",
        f"history {CHEMIE}",
        f"verify {folder / 'terug-2.pdf'} --trust {folder / 'trust'}",
    )


def _pens(folder: Path, moment: Moment, until_the_end: ExitStack) -> Pens:
    """Make an authority, the keys of everybody, a time stamp service and a folder of who is trusted."""
    from agreements.signatures import pretending  # noqa: PLC0415  # only this chapter waits for an engine
    from agreements.signatures.trust import load  # noqa: PLC0415  # idem

    password = secrets.token_urlsafe(12)
    made = pretending.authority(SIGNERS, password, datetime.fromisoformat(moment.instant))
    trust = folder / "trust"
    write_files({trust / "test-ca.der": made.certificate, trust / "test-ca.crl": made.revoked})
    address = until_the_end.enter_context(pretending.time_stamps(made.stamping))
    return Pens(folder, password, dict(made.key_files), address, load(trust))


# Until it is signed


def _to_sign(desk: Desk, today: date) -> Step:
    source = read_text(desk.samples.root / "workflows" / f"{WORKFLOW}.yaml", shown=f"workflows/{WORKFLOW}.yaml")
    begin = today - timedelta(days=60)
    staff(desk.record, source, at(begin), OFFICIALS)
    moves = [(company, each) for company in APPROVING for each in _moves(company, begin)]
    for company, move in moves:
        desk.make(company, move)
    return Step(filled(TO_SIGN, moves=len(moves), people=len(OFFICIALS)))


def _moves(company: str, begin: date) -> Iterator[Move]:
    """Yield what happens from the first day, a few days apart, until a document can be signed."""
    acts: list[tuple[str, Apply | Take | Say]] = [
        ("bedacht", Apply(f"demo/{company}.yaml")),
        ("voorbeeld", step("start-exploration", "intake-note")),
        ("voorbeeld", step("start-eop", "exploration-note")),
        ("bedacht", step("submit-eop")),
    ]
    approving = APPROVING[company]
    acts += [(LAWYERS[member], agrees("eop-legal-tests", member, "legal-note")) for _, member in approving if member in LAWYERS]
    acts.append(("bedacht", step("eop-legal-passed")))
    acts += [(who, agrees("eop-approvals", member, "approval-record")) for who, member in approving]
    acts.append(("voorbeeld", step("eop-approved")))
    for number, (who, act) in enumerate(acts):
        yield Move(begin + timedelta(days=4 * number), who, act)


def _issue(desk: Desk, pens: Pens, company: str, arrangement: Source | None, clock: Clock) -> tuple[Path, ...]:
    today = clock().day
    order = IssueOrder(company, "eop", today + timedelta(days=30), arrangement=arrangement)
    with desk.record.snapshot() as reading:
        found = planned(reading, desk.samples, order, today)
    made = issue(desk.record, desk.archive, found, pens.of("kantoor"), (Actor(OFFICER, ACCOUNT), clock), company=company)
    files = {pens.folder / f"{company}-{found.id}.pdf": made.pdf, pens.folder / f"{company}-{found.id}.docx": made.word}
    write_files(files)
    return tuple(files)


# Signed by all


def _signed_by_all(desk: Desk, pens: Pens, clock: Clock) -> Iterator[Step]:
    files = _issue(desk, pens, CHEMIE, Source("arrangement.yaml", ARRANGEMENT), clock)
    yield Step(filled(ISSUED, issue=ISSUE), files)
    path = _sign(pens, files[0], "terug-1.pdf", ("testman",), clock)
    yield _came_back(desk, pens, path, "G. Testman", clock)
    path = _sign(pens, path, "terug-2.pdf", ("voorbeeld", "specimen"), clock)
    forged = pens.folder / "vervalst.pdf"
    write_bytes(forged, _one_byte_other(path.read_bytes()))
    receipt = _receive(desk, pens, forged, clock)
    yield Step(filled(FORGED, outcome=_outcome(receipt.verdict.outcome)), (forged,), _worst(receipt))
    yield _came_back(desk, pens, path, BOTH, clock)
    yield _on_paper(desk, pens, files[0], clock)
    yield _established(desk, path, clock)


def _sign(pens: Pens, path: Path, name: str, who: Sequence[str], clock: Clock) -> Path:
    """Have people sign a file one after another, each with their own key, as they would elsewhere."""
    from agreements.application.signature import SignOrder, give  # noqa: PLC0415  # only this chapter waits for an engine

    content = path.read_bytes()
    for each in who:
        content = give(SignOrder(path.name, content, each, pens.of(each)), clock()).content
    write_bytes(pens.folder / name, content)
    return pens.folder / name


def _one_byte_other(content: bytes) -> bytes:
    """Return the file with one byte of what was sealed changed."""
    place = content.index(b"endobj") // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _receive(desk: Desk, pens: Pens, path: Path, clock: Clock) -> Receipt:
    from agreements.application.receiving import Incoming, ReceiveOrder, receive  # noqa: PLC0415  # idem

    order = ReceiveOrder(CHEMIE, (Incoming(path.name, path.read_bytes()),), pens.trust)
    return receive(desk.record, desk.archive, order, (Actor(OFFICER, ACCOUNT), clock()))


def _came_back(desk: Desk, pens: Pens, path: Path, who: str | LocalText, clock: Clock) -> Step:
    receipt = _receive(desk, pens, path, clock)
    if not receipt.signed:
        raise AgreementsError(*receipt.verdict.reasons, *receipt.held)
    text = filled(RECEIVED, who=who, outcome=_outcome(receipt.verdict.outcome))
    return Step(_with(text, receipt.settled), (path,))


def _on_paper(desk: Desk, pens: Pens, issued: Path, clock: Clock) -> Step:
    from agreements.application.signing_acts import PaperOrder, Witness, attest, on_paper  # noqa: PLC0415  # idem
    from agreements.signatures.pretending import scan  # noqa: PLC0415  # idem

    copy = pens.folder / "scan.pdf"
    write_bytes(copy, scan(issued.read_bytes()))
    order = PaperOrder("schijn", clock().day, "kluis van de provincie (verzonnen)", scan=copy.read_bytes())
    on_paper(desk.record, desk.archive, (CHEMIE, ISSUE), order, (Actor(OFFICER, ACCOUNT), clock()))
    witness = Witness("schijn", pens.trust)
    attest(desk.record, desk.archive, (CHEMIE, ISSUE), witness, (Actor(WITNESS, ACCOUNT), clock()))
    acted = attest(desk.record, desk.archive, (CHEMIE, ISSUE), witness, (Actor(OFFICER, ACCOUNT), clock()))
    if acted.verdict is None:
        raise AgreementsError(*(acted.settled.waits if acted.settled else ()))
    return Step(_with(filled(PAPER, outcome=_outcome(acted.verdict.outcome)), acted.settled), (copy,))


def _established(desk: Desk, path: Path, clock: Clock) -> Step:
    """Establish in the case that all signed, with the file that came back."""
    facts = {"eop-signed-on": clock().day.isoformat()}
    order = StepOrder(CHEMIE, "eop-complete-signing", (Brought("signed-eop", path.name, path.read_bytes()),), facts)
    done = take(desk.record, desk.archive, order, (Actor(OFFICER, ACCOUNT), clock()))
    if done.reasons or done.workflow is None:
        raise AgreementsError(*done.reasons)
    lines = {key: "\n".join(line for each in done.events for line in told(each, done.workflow, key, brief=True)) for key in ("nl", "en")}
    return Step(LocalText(**lines))


# Archived


def _archived(desk: Desk, pens: Pens, clock: Clock) -> Iterator[Step]:
    places, by = Places(desk.archive, pens.folder / PACKAGES), Actor(ARCHIVIST, ACCOUNT)
    made, path = pack(desk.record, places, PackOrder(CHEMIE, OFFICE_NAME), (by, clock))
    target = pens.folder / f"{made.id}.zip"
    target.unlink(missing_ok=True)
    carrying.carry_out(desk.record, places, made.id, target)
    yield Step(filled(PACKED, files=made.files), (path, target))
    tally = proving.Tally()
    found = [*proving.verify(desk.record, places, (), tally)]
    found += proving.verify_signatures(desk.record, desk.archive, (), (pens.trust, clock()), tally)
    if found:
        raise AgreementsError(*found)
    yield Step(filled(WHOLE, files=tally.files, packages=tally.packages, issues=tally.issues))


def _declined(desk: Desk, pens: Pens, clock: Clock) -> Step:
    from agreements.application.signing_acts import act  # noqa: PLC0415  # idem

    files = _issue(desk, pens, SUIKER, None, clock)
    acted = act(desk.record, (SUIKER, ""), lambda day: Declined(day, "suiker", REASON), (Actor(OFFICER, ACCOUNT), clock()))
    return Step(_with(filled(DECLINED, issue=ISSUE, reason=REASON), acted.settled), files[:1])


# Telling


def _outcome(outcome: str) -> LocalText:
    return OUTCOMES[outcome]


def _worst(receipt: Receipt) -> tuple[Problem, ...]:
    """Return the first of the reasons, by which alone it is worth nothing."""
    return receipt.verdict.reasons[:1]


def _with(text: LocalText, settled: Settled | None) -> LocalText:
    """Return a text with what the case made of it, a line each."""
    if settled is None or settled.workflow is None:
        return text
    lines = {key: [line for each in settled.events for line in told(each, settled.workflow, key, brief=True)] for key in ("nl", "en")}
    return LocalText("\n".join((text.nl, *lines["nl"])), "\n".join((text.en, *lines["en"])))
