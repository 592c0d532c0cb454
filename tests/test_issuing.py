"""A document goes out to be signed: planned, sealed, kept and recorded; or refused with every reason, and then nothing is."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf  # noqa: TID251  # another reader of what was made
import pki
import pytest
from desk import Desk, staffed, with_glass
from dossiers import ROOT
from receiving import SIGNING_ONLY
from signings import EXPIRES, ISSUED, dossier, salts

from agreements.application.acting import Actor
from agreements.application.issuing import IssueOrder, Means, issue, planned
from agreements.application.signing_record import SIGNING_KINDS, IssueRecord, issues_of, person_id
from agreements.archive.store import kept
from agreements.cli.office import now
from agreements.drafting.document import SignatureBlock, nodes, plain
from agreements.formats import render
from agreements.model.arranging import Days, arrangement_of, read_arrangement
from agreements.model.examination import PadesLevel, SignatureKind
from agreements.model.planning import GRACE_DAYS, Arrangement, Terms
from agreements.model.signing import Expected, Level, digest_of
from agreements.problems import AgreementsError, Problem
from agreements.record.opening import open_record
from agreements.signatures.comparing import Pages
from agreements.signatures.examining import examine
from agreements.signatures.trust import Trust
from agreements.sources import Source
from agreements.workspace import Workspace

STEEL = "voorbeeld-staal"
DESIGNATION = ('    designation: {date: 2026-11-11, reference: "VB-ZL-2026-015"}\n', "")
RECONSTRUCTED = ("reconstruction: false\n", "reconstruction: true\n")


def later(days: int) -> str:
    """Return a day after this one: the tools that seal know no other now than that of the machine."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()  # noqa: TID251


def with_steel(root: Path, *changes: tuple[str, str]) -> Desk:
    """Return a desk on which the invented steel works waits for signatures, with these changes in its dossier."""
    made = drafting(root, *changes)
    made.run("step", STEEL, "present", person="anna")
    return made


def drafting(root: Path, *changes: tuple[str, str]) -> Desk:
    """Return such a desk before the case waits for signatures."""
    made = staffed(root)
    made.run("workflow", "publish", made.file("tekenen.yaml", SIGNING_ONLY), person="anna")
    made.now = ""  # that of the machine
    text = (ROOT / "examples" / "demo" / f"{STEEL}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    made.run("apply", made.file(f"{STEEL}.yaml", text), "--workflow", "tekenen", person="anna")
    return made


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return such a desk with a seal, a time stamp service and somebody to trust."""
    made = with_steel(tmp_path)
    (made.root / "zegel.p12").write_bytes(pki.key_file("office"))
    (made.root / "trust").mkdir()
    (made.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    monkeypatch.setenv("MAATWERK_SEAL", str(made.root / "zegel.p12"))
    monkeypatch.setenv("MAATWERK_SEAL_PASSWORD", pki.PASSWORD)
    monkeypatch.setenv("MAATWERK_TSA", pki.time_stamps())
    return made


def issues(desk: Desk) -> tuple[IssueRecord, ...]:
    with open_record(desk.record) as record:
        return issues_of(record, STEEL)


def asked(*more: str) -> tuple[str, ...]:
    return ("sign", "issue", STEEL, "eop", "--expires", later(30), *more)


ARRANGED = """\
format: 1
groups:
  - {signatories: [proef, monster, sample]}
  - {signatories: [voorbeeld, denkbeeld, specimen], needed: 2}
  - {signatories: [fictief, verzinsel]}
apart:
  - [voorbeeld, denkbeeld]
terms:
  - {signatory: fictief, level: wet_ink, place: Den Haag}
  - {signatory: sample, ceiling: "5000000.5", attributes: {O: Moeder}}
value: "1000000"
"""


def test_an_issue_is_sealed_kept_and_recorded(desk: Desk) -> None:
    told = desk.data(*asked("--arrangement", desk.file("afspraak.yaml", ARRANGED)), person="anna")
    assert (told["issue"], told["reasons"], len(told["files"])) == ("eop-nl-1", [], 2)
    (found,) = issues(desk)
    pdf = (desk.root / "output" / "issued" / STEEL / "eop-nl-1.pdf").read_bytes()
    archive = desk.root / "output" / "archive"
    assert {name: len(kept(archive, digest)) > 0 for name, digest in found.files.items()} == {"issued": True, "word": True, "tree": True}
    assert kept(archive, found.files["issued"]) == pdf
    assert (found.plan.sha256, told["plan"]["digest"]) == (sha256(pdf).hexdigest(), digest_of(found.plan))
    assert [type(each).__name__ for each in found.events] == ["Issued"]
    assert found.course.status.value == "open"
    assert found.plan.persons["sample"].attributes == {"O": "Moeder"}
    assert desk.data("record", "verify")["problems"] == []
    with open_record(desk.record) as record:
        said = str([each.body for each in record.load(f"company/{STEEL}") if each.kind in SIGNING_KINDS])
        assert record.person(person_id(STEEL, "eop-nl-1", "sample")) is not None
    assert "Sample" not in said
    _examined(pdf, found)
    assert desk.data("sign", "plan", STEEL, "eop", "--expires", later(30))["issue"] == "eop-nl-2"
    assert [each["kind"] for each in desk.data("history", STEEL)][-2:] == ["document_issued", "signing_event"]


def _examined(pdf: bytes, issued: IssueRecord) -> None:
    """Prove what is in the sealed file: the seal, a field for each who signs digitally, and the plan without mandates."""
    found = examine(pdf, pdf, Trust(anchors=(pki.certificate("root"),)), datetime.now(UTC))  # noqa: TID251
    (seal,) = found.signatures
    assert (seal.kind, seal.trusted, seal.level) == (SignatureKind.SEAL, True, PadesLevel.B_LT)
    digital = {each.field for each in issued.plan.signatures if each.signatory != "fictief"}
    assert set(found.fields) - {seal.field} == digital
    with pikepdf.open(BytesIO(pdf)) as read:
        names = list(read.attachments)
        inside = json.loads(read.attachments["signing-plan.json"].get_file().read_bytes())
        assert "Sample" in str(next(each.TU for each in read.Root.AcroForm.Fields if str(each.T) == "sign-sample"))
    assert names == ["document.akn.xml", "document.json", "signing-plan.json"]
    assert inside["digest"] == digest_of(issued.plan)
    assert [[each["signatory"] for each in group["signatures"]] for group in inside["plan"]["groups"]] == [
        ["proef", "monster", "sample"],
        ["voorbeeld", "denkbeeld", "specimen"],
        ["fictief", "verzinsel"],
    ]
    assert [word for word in ("mandate", "volmacht", "5000000", "value", "reminders", "E. Sample") if word in json.dumps(inside)] == []


@pytest.mark.parametrize(("language", "place"), [("nl", "Plaats"), ("en", "Place")])
def test_only_who_signs_on_paper_finds_lines_for_place_and_date(tmp_path: Path, language: str, place: str) -> None:
    desk = with_steel(tmp_path)
    with open_record(desk.record) as record:
        order = IssueOrder(STEEL, "eop", date.fromisoformat(later(30)), language, arrangement=Source("afspraak.yaml", ARRANGED))
        ready = planned(record, Workspace.at(desk.root), order, date.fromisoformat(later(0)))
    assert (ready.reasons, ready.document is None) == ((), False)
    assert ready.document is not None
    blocks = [each for each in nodes(ready.document) if isinstance(each, SignatureBlock)]
    written = {str(plain((each.name,))): [space.space.value for space in each.spaces] for each in blocks}
    assert written.pop("F. Fictief") == ["signature", "place", "date"]
    assert (len(written), set(map(tuple, written.values()))) == (7, {("signature",)})
    with Pages(render(ready.document, "pdf")) as pages:
        assert sum(each.split().count(place) for each in pages.words()) == 1
    with zipfile.ZipFile(BytesIO(render(ready.document, "docx"))) as word:
        assert word.read("word/document.xml").decode().count(f">{place}<") == 1
    assert render(ready.document, "html").decode().count('<div class="lines">') == 1


def test_a_trial_shows_the_plan_and_leaves_nothing_behind(desk: Desk) -> None:
    told = desk.said(*asked("--dry-run", "--arrangement", desk.file("afspraak.yaml", ARRANGED)), person="anna")
    assert "1. 3 of 3 sign, in any order:" in told
    assert "2. 2 of 3 sign, in any order:" in told
    assert "   F. Fictief (King’s Commissioner), for zuid-holland; wet ink on paper; entitled by office (benoemingsbesluit VB-KB-4)" in told
    assert "(dry run; nothing recorded)" in told
    assert issues(desk) == ()
    assert not (desk.root / "output" / "issued").exists()


def test_what_would_count_nowhere_is_not_issued(tmp_path: Path) -> None:
    """The case does not wait for signatures yet; that is told before a seal is asked for, and in a trial too."""
    desk = drafting(tmp_path)
    (desk.root / "zegel.p12").write_bytes(b"")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAATWERK_SEAL", str(desk.root / "zegel.p12"))
        assert [desk.codes(*asked(*more), person="anna") for more in ((), ("--dry-run",))] == [["E635"], ["E635"]]
    assert issues(desk) == ()


def test_where_no_file_can_be_put_nothing_is_recorded(desk: Desk) -> None:
    taken = desk.root / "output" / "issued" / STEEL / "eop-nl-1.docx"
    taken.mkdir(parents=True)
    assert desk.codes(*asked(), person="anna") == ["E506"]
    assert issues(desk) == ()
    assert not taken.with_suffix(".pdf").exists()


def test_a_seal_that_nobody_trusts_is_no_issue(desk: Desk) -> None:
    (desk.root / "trust" / "root.der").write_bytes(pki.certificate("other"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MAATWERK_TSA")
        assert {"E655", "E695"} <= set(desk.codes(*asked(), person="anna"))
    assert issues(desk) == ()
    assert not (desk.root / "output" / "issued").exists()
    assert not (desk.root / "output" / "archive").exists()


def test_what_changed_meanwhile_is_not_issued(desk: Desk) -> None:
    seal = Means(pki.key_file("office"), pki.PASSWORD, pki.time_stamps(), Trust(anchors=(pki.certificate("root"),)))
    with open_record(desk.record) as record:
        order = IssueOrder(STEEL, "eop", date.fromisoformat(later(30)))
        ready = planned(record, Workspace.at(desk.root), order, date.fromisoformat(later(0)))
        with pytest.raises(AgreementsError) as refused:
            issue(record, desk.root / "archief", replace(ready, known=ready.known - 1), seal, (Actor("anna"), now), company=STEEL)
        assert [each.code for each in refused.value.problems] == ["E901"]
        assert issues_of(record, STEEL) == ()
        assert record.person(person_id(STEEL, ready.id, "sample")) is None


def test_without_a_seal_nothing_is_issued(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.codes(*asked()) == ["E891"]
    assert desk.codes(*asked(), person="niemand") == ["E807"]
    monkeypatch.delenv("MAATWERK_SEAL")
    assert desk.codes(*asked(), person="anna") == ["E650"]
    assert issues(desk) == ()


def test_a_deputy_without_designation_signs_nothing_and_nobody_a_reconstruction(tmp_path: Path) -> None:
    desk = with_steel(tmp_path, DESIGNATION, RECONSTRUCTED)
    told = desk.run("sign", "plan", STEEL, "eop", "--expires", later(30), code=1).stderr
    assert "E660" in told
    assert "176" in told
    assert "E669" in told


def test_a_minister_has_one_place_to_sign(tmp_path: Path) -> None:
    desk = with_steel(tmp_path, ("    for: lvvn\n", "    for: kgg\n"))
    assert "E654" in desk.codes("sign", "plan", STEEL, "eop", "--expires", later(30))


def test_every_reason_is_told_at_once(tmp_path: Path) -> None:
    desk = with_steel(tmp_path, ("    authority: {kind: office, date: 2026-09-01, reference: benoemingsbesluit VB-KB-1}\n", ""))
    codes = desk.codes("sign", "plan", STEEL, "eop", "--expires", "2026-01-01")
    assert {"E661", "E668"} <= set(codes)
    told = desk.data("sign", "plan", STEEL, "eop", "--expires", "2026-01-01", code=1)
    assert (told["plan"], sorted(each["code"] for each in told["reasons"])) == (None, sorted(codes))


def test_a_document_with_blanks_is_not_issued(tmp_path: Path) -> None:
    made = with_glass(tmp_path)
    codes = made.codes("sign", "plan", "proef-glas", "eop", "--expires", "2026-03-01")
    assert {"E401", "E668"} <= set(codes)


def test_nobody_who_signs_digitally_is_no_issue(tmp_path: Path) -> None:
    desk = with_steel(tmp_path)
    terms = "\n".join(f"  - {{signatory: {each}, level: wet_ink}}" for each in SIGNATORIES)
    path = desk.file("papier.yaml", f"format: 1\nterms:\n{terms}\n")
    assert desk.codes("sign", "plan", STEEL, "eop", "--expires", later(30), "--arrangement", path) == ["E653"]


SIGNATORIES = ("voorbeeld", "denkbeeld", "specimen", "fictief", "verzinsel", "proef", "monster", "sample")

MISARRANGED = {
    "a stranger in a group": ("groups:\n  - {signatories: [ceo, cf0]}", "E651", 3),
    "a stranger in a counterpart": ("counterparts:\n  - {id: a, signatories: [ceo, ander]}", "E651", 3),
    "a stranger kept apart": ("apart:\n  - [ceo, ander]", "E651", 3),
    "terms with a stranger": ("terms:\n  - {signatory: ander}", "E651", 3),
    "jointly with a stranger": ("terms:\n  - {signatory: ceo, jointly_with: [ander]}", "E651", 3),
    "terms twice": ("terms:\n  - {signatory: ceo}\n  - {signatory: ceo}", "E652", 4),
    "three kept apart": ("apart:\n  - [ceo, cfo, gedep]", "E652", 3),
    "a month": ("planned: 2026-11", "E652", 2),
    "a year to remind in": ('reminders: ["2026"]', "E652", 2),
}


@pytest.mark.parametrize("name", sorted(MISARRANGED))
def test_what_is_wrong_with_an_arrangement_is_shown_in_its_place(name: str) -> None:
    text, code, line = MISARRANGED[name]
    faults: list[Problem] = []
    said = read_arrangement(Source("afspraak.yaml", f"format: 1\n{text}\n"), faults)
    arrangement_of(said, dossier(), Days(ISSUED, EXPIRES), salts(), faults)
    assert [(each.code, each.where.file, each.where.line) for each in faults] == [(code, "afspraak.yaml", line)]


def test_an_arrangement_that_cannot_be_read_is_refused() -> None:
    faults: list[Problem] = []
    assert read_arrangement(Source("a.yaml", "format: 1\nterms:\n  - {signatory: ceo, level: stempel}\n"), faults) is None
    assert [(each.code, each.where.line) for each in faults] == [("E204", 3)]


def test_an_arrangement_says_what_is_planned() -> None:
    text = "format: 1\nplanned: 2026-11-10\nreminders: [2026-11-20]\napart:\n  - [ceo, gedep]\n"
    text += "groups:\n  - {signatories: [ceo, cfo]}\n  - {signatories: [minister, staats, gedep], needed: 2}\n"
    text += 'terms:\n  - {signatory: ceo, level: qualified, last: 2026-12-31, ceiling: "10", persons: 2,\n'
    text += "     jointly_with: [cfo], certificate: AB}\n"
    faults: list[Problem] = []
    said = read_arrangement(Source("a.yaml", text), faults)
    found = arrangement_of(said, dossier(), Days(ISSUED, EXPIRES), salts(), faults)
    assert faults == []
    terms = Terms(Level.QUALIFIED, "", date(2026, 12, 31), Decimal(10), 2, ("cfo",), Expected("C. Eo", "", "ab"))
    assert found == Arrangement(
        ISSUED,
        date(2026, 11, 10),
        EXPIRES,
        salts(),
        ((("ceo", "cfo"), None), (("minister", "staats", "gedep"), 2)),
        (("ceo", "gedep"),),
        {"ceo": terms},
        (date(2026, 11, 20),),
        grace_days=GRACE_DAYS,
    )
