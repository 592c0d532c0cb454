"""An addendum from issue to package, with TEST certificates and a signature on paper: as an instrument, and beside one that was signed."""

from __future__ import annotations

from pathlib import Path

import pikepdf  # noqa: TID251  # another reader of what was made
import pki
import pytest
from desk import ROLES, Desk
from dossiers import ROOT
from receiving import ARRANGEMENT, ORDER, STEEL, arranged, equip, issued_file, later, received, signed, the_issue, today

from agreements.application.casework import folder_of
from agreements.archive.packing_slip import NAME
from agreements.model.dossier_kinds import Kind, Stage
from agreements.record.opening import open_record
from agreements.workflow.case import Case

ISSUE = "addendum-nl-1"
ANSWERS = """\
history:
  - {stage: maatwerkafspraak, event: signed, date: 2026-11-18, visibility: public, source: opgave-2026-10}

answers:
  addendum:
    instrument: maatwerkafspraak
    number: "1"
    reason: {nl: de aansluiting op het net later gereed is dan Partijen verwachtten, en: the connection will be ready later than expected}
    changes:
      - place: {nl: "artikel 15, derde lid,", en: the third paragraph of Article 15}
        way: deleted
    commitments: unchanged
    aid: none
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk at which the agreement of the steel works is carried out, and an addendum waits for signatures."""
    made = Desk(tmp_path)
    made.now = ""  # that of the machine
    made.run("person", "add", "anna", "--name", "Anna Voorbeeld")
    for name in ("bram", "carla"):
        made.run("person", "add", name, "--name", f"{name.title()} Proef", person="anna")
    made.run("workflow", "publish", str(ROOT / "workflows" / "maatwerk.yaml"), person="anna")
    for role in ROLES:
        made.run("person", "grant", "anna", role, person="bram")
    made.run("person", "grant", "bram", "programme-manager", person="anna")
    text = (ROOT / "examples" / "demo" / f"{STEEL}.yaml").read_text(encoding="utf-8")
    start, end = text.index("\nanswers:"), text.index("\nsources:")
    made.run("apply", made.file(f"{STEEL}.yaml", f"{text[:start]}\n{ANSWERS}{text[end:]}"), "--workflow", "maatwerk", person="anna")
    made.run("step", STEEL, "start-addendum", "--evidence", made.file("brief.txt", "Het verzoek."), person="anna")
    move(made, "addendum-signing")
    (made.root / "zegel.p12").write_bytes(pki.key_file("office"))
    (made.root / "trust").mkdir()
    (made.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    for name in ORDER:
        (made.root / f"{name}.p12").write_bytes(pki.key_file(name))
    equip(made.root, monkeypatch)
    monkeypatch.setenv("MAATWERK_OFFICE", "Ministerie van Proef")
    return made


def move(desk: Desk, state: str) -> None:
    """Put the case in a state, by a correction of two persons: how it gets there stands in `test_whole_process`."""
    last = str(desk.data("history", STEEL)[-1]["version"])
    desk.run("correct", STEEL, last, "--remedy", "state", "--state", state, "--reason", "toets", person="anna")
    desk.run("correct", STEEL, str(desk.data("history", STEEL)[-1]["version"]), "--accept", person="bram")


def case_of(desk: Desk) -> Case:
    with open_record(desk.record) as record, record.snapshot() as reading:
        case = folder_of(reading, STEEL).case
    assert case is not None
    return case


def test_an_addendum_is_issued_signed_established_packed_and_published(desk: Desk, tmp_path: Path) -> None:
    before = case_of(desk).signed
    asked = ("--expires", later(30), "--arrangement", desk.file("afspraak.yaml", arranged(ARRANGEMENT)))
    issued = desk.data("sign", "issue", STEEL, "addendum", *asked, person="anna")
    plan = the_issue(desk, ISSUE).plan
    assert (issued["issue"], plan.kind, plan.about) == (ISSUE, Kind.ADDENDUM, Stage.MAATWERKAFSPRAAK)
    back = signed(desk, *ORDER, of=issued_file(desk, ISSUE))
    told = received(desk, back)
    assert ({each["signatory"] for each in told["signed"]}, told["state"]) == (set(ORDER), "addendum-signing")
    on_paper(desk)
    (line,) = desk.data("sign", "status", STEEL, "--all")
    assert (line["kind"], line["status"]) == ("addendum", "completed")
    desk.run("step", STEEL, "addendum-signatures", "--answer", "sign", "--member", "fictief", person="anna")
    done = ("step", STEEL, "addendum-complete-signing", "--set", f"addendum-signed-on={today()}")
    assert desk.codes(*done, "--evidence", str(issued_file(desk, ISSUE)), person="anna") == ["E632"]
    desk.run(*done, "--evidence", str(back), person="anna")
    kept_and_shown(desk, tmp_path)
    after = case_of(desk)
    assert (after.at.state, after.signed) == ("execution", before)
    assert [each.stage for each in after.signed] == [Stage.MAATWERKAFSPRAAK]


def on_paper(desk: Desk) -> None:
    """Record that `fictief` signed on paper; two others compare it with what was issued."""
    scan = desk.root / "scan.pdf"
    with pikepdf.open(issued_file(desk, ISSUE)) as pdf:
        pdf.save(scan)
    where = ("--on", today().isoformat(), "--place", "kluis A, Den Haag", "--scan", str(scan))
    desk.run("sign", "paper", STEEL, "--signatory", "fictief", *where, person="anna")
    for each in ("bram", "carla"):
        desk.run("sign", "attest", STEEL, "--signatory", "fictief", person=each)


def kept_and_shown(desk: Desk, folder: Path) -> None:
    """Publish it, make a package of it, and go on with the agreement."""
    desk.run("publish", STEEL, ISSUE, "--to", str(folder / "openbaar"), person="anna")
    assert {each.suffix for each in (folder / "openbaar").iterdir()} >= {".pdf", ".docx", ".html"}
    notice = desk.file("staatscourant.txt", "Stcrt. 2026, 1 (verzonnen).")
    desk.run("step", STEEL, "publish-addendum", "--evidence", f"publication-notice={notice}", person="anna")
    made = desk.data("archive", "package", STEEL, "--issue", ISSUE, person="anna")
    slip = desk.root / "output" / "packages" / made["package"] / NAME
    desk.run("step", STEEL, "archive-addendum", "--evidence", str(slip), person="anna")
    assert [desk.data(room, "verify")["problems"] for room in ("record", "archive")] == [[], []]
