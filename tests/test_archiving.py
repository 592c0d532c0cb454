"""The case file of a company comes out of the record: every document that anything recorded names, and the trail that proves itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from archives import accepted
from desk import Desk, with_glass
from records import commit
from signings import PLANNED, plan

from agreements.application.acting import Moment
from agreements.application.archiving import ROLE_OF, Assembled, assembled, scans_in
from agreements.application.issue_rows import rows_with
from agreements.application.signing_record import Received, ReceivedFile, issued_event, received_event, signing_event
from agreements.archive.case_file import Delivery, Role
from agreements.archive.mdto import mdto, read_mdto
from agreements.archive.sip import write_package
from agreements.archive.store import keep
from agreements.archive.verifying import verify
from agreements.model.signing_events import PaperRecorded
from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from workflows import shipped

GLASS = "proef-glas"
MOMENT = Moment("2026-03-02T09:00:00Z", date(2026, 3, 2))
HOUSE = "Ministerie van Proef"
FILES = {"issued": b"%PDF-1.7 uitgegeven", "word": b"word", "tree": b'{"tree": 1}'}
BACK, VERDICT, SCAN = b"%PDF-1.7 getekend", b'{"outcome": "incomplete"}', b"scan"


def case_of(desk: Desk, issue: str = "") -> Assembled:
    with open_record(desk.record) as record:
        record.checkpoint(MOMENT.instant)
        with record.snapshot() as reading:
            return assembled(reading, GLASS, HOUSE, MOMENT, issue=issue)


def took(desk: Desk, step: str, kind: str, *more: str) -> bytes:
    """Take a step with evidence; return its bytes."""
    desk.run("step", GLASS, step, "--evidence", f"{kind}={desk.file(f'{kind}.txt', f'{kind} van {GLASS}')}", *more, person="anna")
    return f"{kind} van {GLASS}".encode()


def with_issue(desk: Desk) -> Desk:
    """Return a desk on which a document was issued, came back twice with the same verdict and was signed on paper."""
    archive = desk.root / "output" / "archive"
    back = Received((ReceivedFile(keep(archive, BACK), "../terug <getekend>.pdf"),), keep(archive, VERDICT), "incomplete", PLANNED)
    paper = PaperRecorded(PLANNED, "sign-ceo", "ceo", PLANNED, "Kast 3", keep(archive, SCAN))
    told = (
        issued_event("eop-nl-1", plan(), {name: keep(archive, content) for name, content in FILES.items()}),
        received_event("eop-nl-1", back),
        received_event("eop-nl-1", back),
        signing_event("eop-nl-1", paper),
    )
    with open_record(desk.record) as record, record.transaction() as transaction:
        stream = f"company/{GLASS}"
        rows = rows_with(transaction, stream, told)
        transaction.append(commit(stream, transaction.version(stream), *told, recorded=MOMENT.instant, rows=rows))
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = with_glass(tmp_path)
    yield made
    assert made.data("record", "verify")["problems"] == []


def test_every_kind_of_evidence_that_is_shipped_has_a_role() -> None:
    kinds = {kind for name in ("maatwerk", "eop-only") for kind in shipped(name).evidence}
    assert kinds - set(ROLE_OF) == set()
    assert set(ROLE_OF) - kinds == {"authority", "substitution-decision", "version"}


def test_a_case_file_lists_the_documents_that_belong_together(desk: Desk) -> None:
    """The same as `maatwerk documents` tells, but for annexes of what nobody issued yet; the case file of one issue has no such list."""
    found = case_of(with_issue(desk))
    (item,) = (each for each in found.case.items if each.id == "documents")
    told = json.loads(found.made[item.digest])
    asked = desk.data("documents", GLASS, "--at", MOMENT.day.isoformat())["set"]
    assert told == {**asked, "documents": [each for each in asked["documents"] if each["kind"] != "bijlage"]}
    assert [each["id"] for each in told["documents"]] == ["eop", "jloi", "maatwerkafspraak"]
    assert "documents" not in {each.id for each in case_of(desk, "eop-nl-1").case.items}


def test_a_case_file_holds_what_events_name(desk: Desk) -> None:
    note = took(desk, "start-exploration", "intake-note")
    case = case_of(desk).case
    found = {each.id: each for each in case.items}
    (evidence,) = (each for each in case.items if each.digest == sha256(note).hexdigest())
    assert (evidence.role, evidence.title.nl, evidence.name) == (Role.OTHER, "intakenotitie (2026-03-02)", "intake-note.txt")
    assert set(found) == {"dossier", "documents", "receipt", evidence.id}
    assert (case.company.id, case.company.name, case.title.nl) == (GLASS, "Proef Glas B.V.", "Dossier Proef Glas B.V.")


def test_the_same_file_twice_is_one_document(desk: Desk) -> None:
    took(desk, "start-exploration", "intake-note")
    took(desk, "stop", "letter", "--set", "reason-stopped=geen middelen")
    digest = keep(desk.root / "output" / "archive", f"letter van {GLASS}".encode())
    took(desk, "reopen", "letter")
    assert [each.digest for each in case_of(desk).case.items].count(digest) == 1


def test_a_stopped_case_is_a_case_file_that_is_closed(desk: Desk) -> None:
    took(desk, "stop", "letter", "--set", "reason-stopped=geen middelen")
    about = case_of(desk).case.metadata
    assert [(each.kind.label, each.when) for each in about.events][1] == ("Bevriezing", "2026-03-02")
    assert (about.time[0].begin, about.time[0].end) == ("2026-03-02", "2026-03-02")
    assert (about.appraisal.code, about.limitations[0].kind.label, about.creators[0].name) == ("N", "Nader te bepalen", HOUSE)


def test_a_case_that_runs_has_no_end(desk: Desk) -> None:
    about = case_of(desk).case.metadata
    assert about.time[0].end is None
    assert [each.kind.label for each in about.events] == ["Creatie", "Export"]


def test_an_issue_brings_all_its_files_once(desk: Desk) -> None:
    case = case_of(with_issue(desk)).case
    roles = [each.role for each in case.items]
    for role in (Role.ISSUED, Role.WORD, Role.TREE, Role.SIGNED, Role.VERIFICATION, Role.SCAN):
        assert roles.count(role) == 1, role
    came = next(each for each in case.items if each.role is Role.SIGNED)
    assert "incomplete" in came.title.nl
    assert came.relations[0].item == "eop-nl-1-issued"


def test_one_issue_is_a_case_file_of_its_own(desk: Desk) -> None:
    took(desk, "start-exploration", "intake-note")
    case = case_of(with_issue(desk), "eop-nl-1").case
    assert {each.id.removeprefix("eop-nl-1-").partition("-")[0] for each in case.items} == {
        *("dossier", "receipt", "issued", "word", "tree", "signed", "verdict", "scan")
    }
    assert (case.metadata.identification.mark, case.metadata.part_of[0].name) == (f"{GLASS}/eop-nl-1", "Dossier Proef Glas B.V.")


@pytest.mark.parametrize("issue", ["eop-nl-2", "../eop-nl-1", "", "\x00"])
def test_an_issue_that_is_not_there_is_refused(desk: Desk, issue: str) -> None:
    if not issue:
        assert case_of(desk, issue).case.items
        return
    with pytest.raises(AgreementsError) as caught:
        case_of(with_issue(desk), issue)
    assert [each.code for each in caught.value.problems] == ["E962"]


def test_a_company_that_is_not_recorded_has_no_case_file(desk: Desk) -> None:
    with open_record(desk.record) as record, pytest.raises(AgreementsError) as caught, record.snapshot() as reading:
        assembled(reading, "proef-gras", HOUSE, MOMENT)
    assert [each.code for each in caught.value.problems] == ["E882"]


def test_the_trail_proves_itself_and_names_nobody(desk: Desk) -> None:
    took(desk, "start-exploration", "intake-note")
    found = case_of(desk)
    lines = found.made[found.case.audit_trail.digest].splitlines()
    head, *events, end = map(json.loads, lines)
    assert (head["stream"], len(head["receipts"]), end["end"]["events"]) == (f"company/{GLASS}", 1, found.version)
    previous = ""
    for line, each in zip(lines[1:-1], events, strict=True):
        content = line.removeprefix(b'{"event":').partition(b',"hash":"' + each["hash"].encode())[0]
        assert (sha256(content).hexdigest(), each["event"]["previous"]) == (each["hash"], previous)
        previous = each["hash"]
    with open_record(desk.record) as record:
        assert record.head(f"company/{GLASS}") == previous
    assert not any(name in b"".join(lines) for name in (b"V. Voorbeeld", b"M. Minister", b"Anna"))
    receipt = next(each for each in found.case.items if each.role is Role.RECEIPT)
    assert found.made[receipt.digest].decode().strip() == head["receipts"][0]


def test_a_stream_is_told_line_by_line_in_each_database(place: str) -> None:
    with open_record(place) as record:
        record.append(commit("company/een", 0))
        record.append(commit("company/twee", 0))
        record.append(commit("company/een", 1))
        with record.snapshot() as reading:
            head, *events, end = map(json.loads, reading.lines("company/een"))
        assert (head["receipts"], [each["sequence"] for each in events], end) == ([], [1, 3], {"end": {"events": 2, "sequence": 3}})
        assert [each["hash"] for each in events] == [each.hash for each in record.load("company/een")]


def test_the_dossier_can_be_applied_again(desk: Desk) -> None:
    found = case_of(desk)
    (dossier,) = (each for each in found.case.items if each.id == "dossier")
    text = found.made[dossier.digest].decode()
    assert "V. Voorbeeld" in text
    assert desk.data("apply", desk.file("terug.yaml", text), "--dry-run", person="anna")["revisions"][0]["changes"] == []


def test_it_packs_with_metadata_that_the_standard_accepts(desk: Desk, tmp_path: Path) -> None:
    took(desk, "start-exploration", "intake-note")
    took(desk, "stop", "letter", "--set", "reason-stopped=geen middelen")
    found = case_of(with_issue(desk))
    target = tmp_path / "pakket"
    slip = write_package(target, found.case, found.source(desk.root / "output" / "archive"), Delivery("p-1", MOMENT.instant, "e", "c"))
    assert list(verify(target, slip)) == []
    metadata = [path.read_bytes() for path in sorted(target.rglob("*.MDTO.xml"))]
    assert len(metadata) == 1 + 2 * len(found.case.documents)
    assert all(mdto(read_mdto(each, "x"), "x") == each for each in metadata)
    assert all(map(accepted, metadata))


def test_a_document_that_is_gone_from_the_archive_makes_no_package(desk: Desk, tmp_path: Path) -> None:
    note = took(desk, "start-exploration", "intake-note")
    digest = sha256(note).hexdigest()
    archive = desk.root / "output" / "archive"
    (archive / digest[:2] / digest).unlink()
    with pytest.raises(AgreementsError) as caught:
        write_package(tmp_path / "p", case_of(desk).case, case_of(desk).source(archive), Delivery("p", MOMENT.instant, "e", "c"))
    assert [each.code for each in caught.value.problems] == ["E506"]
    assert not (tmp_path / "p").exists()


def test_one_scan_with_two_signatures_is_one_document() -> None:
    papers = [PaperRecorded(PLANNED, f"sign-{who}", who, PLANNED, "Kast 3", "cd" * 32) for who in ("ceo", "cfo")]
    (item,) = scans_in("eop-1", papers, ("nl",))
    assert (item.digest, "sign-ceo, sign-cfo" in item.title.nl) == ("cd" * 32, True)
