"""The chapter on signing: a document sealed, signed by all, one of them on paper, judged and archived; and another that was declined.

Signing knows no other time than now: so the days here lie before today, and certificates and signatures are made anew each time. Every
certificate is of an authority that says TEST, and what is signed here is worth nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application import carrying
from agreements.application.acting import Actor, Clock
from agreements.application.demo.fresh import anew, filled
from agreements.application.demo.journey import SUIKER, Apply, Move, Say, Take, agrees, step
from agreements.application.demo.moves import WORKFLOW, Desk, at
from agreements.application.demo.office import ACCOUNT, ARCHIVIST, OFFICER, Official, staff
from agreements.application.demo.signers import OFFICE, OUTCOMES, PACKAGES, SigningDesk, pens, with_settled
from agreements.application.demo.telling import Heading, Step, Told, Try
from agreements.application.issuing import IssueOrder
from agreements.model.signing_events import Declined
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Problem
from agreements.record.opening import open_record
from agreements.sources import Source
from agreements.workspace import Workspace, read_text, starter, write_bytes

if TYPE_CHECKING:
    from agreements.application.receiving import Receipt

RECORD, ARCHIVE = "demo.sqlite3", "demo-archive"
CHEMIE = "fictie-chemie"
ISSUE = "eop-nl-1"
WITNESS = "bedacht"

SIGNERS = {OFFICE: "TEST Programmabureau", "testman": "G. Testman", "voorbeeld": "V. Voorbeeld", "specimen": "S. Specimen"}
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
DECLINED = LocalText(
    "Denkbeeldige Suiker: {issue} uitgegeven, en het bedrijf tekent niet: “{reason}”.",
    "Denkbeeldige Suiker: {issue} issued, and the company does not sign: “{reason}”.",
)
REASON = "de ondernemingsraad adviseert negatief"
NAMES = {CHEMIE: "Fictie Chemie", SUIKER: "Denkbeeldige Suiker"}
APPROVING = {
    CHEMIE: (("verzonnen", "kgg"), ("namaak", "ienw"), ("schijn", "limburg"), ("monster", CHEMIE)),
    SUIKER: (("verzonnen", "kgg"), ("bietebouw", SUIKER)),
}
"""Who approves for whom."""

LAWYERS = {"kgg": "fictief", "ienw": "denkbeeld"}


def signing(workspace: Workspace, folder: Path, language: str, clock: Clock) -> Iterator[Told]:  # noqa: ARG001  # the sample data only
    """Have one document signed by all and archived, and another declined, on a record of its own that is made anew each time."""
    yield Step(INVENTED)
    yield from anew(folder, RECORD, ARCHIVE, PACKAGES)
    with ExitStack() as until_the_end:
        everybodys = pens(folder, SIGNERS, clock, until_the_end)
        record = until_the_end.enter_context(open_record(folder / RECORD))
        at_desk = SigningDesk(Desk(record, folder / ARCHIVE, Workspace.at(starter()), language), everybodys, folder, clock)
        yield _to_sign(at_desk.desk, clock().day)
        yield Heading(LocalText(NAMES[CHEMIE], NAMES[CHEMIE]))
        yield from _signed_by_all(at_desk)
        yield from _archived(at_desk)
        yield Heading(LocalText(NAMES[SUIKER], NAMES[SUIKER]))
        yield _declined(at_desk)
    yield Try(folder / RECORD, folder / ARCHIVE, _to_try(folder))


def _to_try(folder: Path) -> tuple[str, ...]:
    return (
        "sign status",
        f"sign status {CHEMIE}",
        f"sign compare {CHEMIE} --signatory schijn --issue eop-nl-1 -o {folder / 'scan.html'}",
        f"history {CHEMIE}",
        f"verify {folder / 'terug-2.pdf'} --trust {folder / 'trust'}",
    )


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


# Signed by all


def _order(company: str, arrangement: Source | None, clock: Clock) -> IssueOrder:
    return IssueOrder(company, "eop", clock().day + timedelta(days=30), arrangement=arrangement)


def _signed_by_all(at_desk: SigningDesk) -> Iterator[Step]:
    _, files = at_desk.issue(_order(CHEMIE, Source("arrangement.yaml", ARRANGEMENT), at_desk.clock))
    yield Step(filled(ISSUED, issue=ISSUE), files)
    path = at_desk.sign(files[0], "terug-1.pdf", ("testman",))
    yield at_desk.came_back(CHEMIE, path, "G. Testman")
    path = at_desk.sign(path, "terug-2.pdf", ("voorbeeld", "specimen"))
    forged = at_desk.folder / "vervalst.pdf"
    write_bytes(forged, _one_byte_other(path.read_bytes()))
    receipt = at_desk.receive(CHEMIE, forged)
    yield Step(filled(FORGED, outcome=OUTCOMES[receipt.verdict.outcome]), (forged,), _worst(receipt))
    yield at_desk.came_back(CHEMIE, path, BOTH)
    yield _on_paper(at_desk, files[0])
    yield at_desk.establish(CHEMIE, "eop", path)


def _one_byte_other(content: bytes) -> bytes:
    """Return the file with one byte of what was sealed changed."""
    place = content.index(b"endobj") // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _on_paper(at_desk: SigningDesk, issued: Path) -> Step:
    from agreements.application.signing_acts import PaperOrder, Witness, attest, on_paper  # noqa: PLC0415  # only this chapter waits for it
    from agreements.signatures.pretending import scan  # noqa: PLC0415  # idem

    copy, clock = at_desk.folder / "scan.pdf", at_desk.clock
    write_bytes(copy, scan(issued.read_bytes()))
    order = PaperOrder("schijn", clock().day, "kluis van de provincie (verzonnen)", scan=copy.read_bytes())
    record, archive = at_desk.desk.record, at_desk.desk.archive
    on_paper(record, archive, (CHEMIE, ISSUE), order, (Actor(OFFICER, ACCOUNT), clock()))
    witness = Witness("schijn", at_desk.pens.trust)
    attest(record, archive, (CHEMIE, ISSUE), witness, (Actor(WITNESS, ACCOUNT), clock()))
    acted = attest(record, archive, (CHEMIE, ISSUE), witness, (Actor(OFFICER, ACCOUNT), clock()))
    if acted.verdict is None:
        raise AgreementsError(*(acted.settled.waits if acted.settled else ()))
    return Step(with_settled(filled(PAPER, outcome=OUTCOMES[acted.verdict.outcome]), acted.settled), (copy,))


# Archived


def _archived(at_desk: SigningDesk) -> Iterator[Step]:
    made, path = at_desk.pack(CHEMIE)
    target = at_desk.folder / f"{made.id}.zip"
    target.unlink(missing_ok=True)
    carrying.carry_out(at_desk.desk.record, at_desk.places, made.id, target)
    yield Step(filled(PACKED, files=made.files), (path, target))
    yield at_desk.verified()


def _declined(at_desk: SigningDesk) -> Step:
    from agreements.application.signing_acts import act  # noqa: PLC0415  # idem

    _, files = at_desk.issue(_order(SUIKER, None, at_desk.clock))
    by = (Actor(OFFICER, ACCOUNT), at_desk.clock())
    acted = act(at_desk.desk.record, (SUIKER, ""), lambda day: Declined(day, "suiker", REASON), by)
    return Step(with_settled(filled(DECLINED, issue=ISSUE, reason=REASON), acted.settled), files[:1])


def _worst(receipt: Receipt) -> tuple[Problem, ...]:
    """Return the first of the reasons, by which alone it is worth nothing."""
    return receipt.verdict.reasons[:1]
