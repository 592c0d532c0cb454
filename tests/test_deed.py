"""The deed of security: the parent company signs it alone, in a round of its own, and what the others sign does not wait for it."""

from __future__ import annotations

from pathlib import Path

import pki
import pytest
from desk import ROLES, Desk
from dossiers import ROOT
from receiving import equip, fingerprint, later, signed, today

from agreements.application.casework import folder_of
from agreements.application.signing_record import issues_of
from agreements.model.dossier_kinds import Kind, Stage
from agreements.record.opening import open_record
from agreements.workflow.case import Case
from agreements.workflow.signing import slots_of
from workflows import shipped

COMPANY, ISSUE = "proefglas", "garantie-nl-1"
KEYS = {"nulle": "proef", "personne": "monster"}
"""With whose TEST key each person of the parent company signs."""

SAMPLE = (ROOT / "templates" / "garantie" / "sample" / "dossier.yaml").read_text(encoding="utf-8")
DOSSIER = SAMPLE.replace("date: 2027-01-", "date: 2026-09-").replace("date: 2026-12-15", "date: 2026-11-18")
ARRANGEMENT = "format: 1\nterms:\n" + "".join(
    f"  - {{signatory: {person}, certificate: {fingerprint(name)}}}\n" for person, name in KEYS.items()
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk at which the agreement is carried out, and the office has its seal."""
    made = Desk(tmp_path)
    made.now = ""  # that of the machine
    made.run("person", "add", "anna", "--name", "Anna Voorbeeld")
    made.run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    made.run("workflow", "publish", str(ROOT / "workflows" / "maatwerk.yaml"), person="anna")
    for role in ROLES:
        made.run("person", "grant", "anna", role, person="bram")
    made.run("apply", made.file(f"{COMPANY}.yaml", DOSSIER), "--workflow", "maatwerk", person="anna")
    (made.root / "zegel.p12").write_bytes(pki.key_file("office"))
    (made.root / "trust").mkdir()
    (made.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    for person, name in KEYS.items():
        (made.root / f"{person}.p12").write_bytes(pki.key_file(name))
    equip(made.root, monkeypatch)
    return made


def case_of(desk: Desk) -> Case:
    with open_record(desk.record) as record, record.snapshot() as reading:
        case = folder_of(reading, COMPANY).case
    assert case is not None
    return case


def test_the_deed_is_issued_signed_by_the_parent_alone_and_established(desk: Desk) -> None:
    before = case_of(desk).signed
    asked = ("sign", "issue", COMPANY, "garantie", "--expires", later(30), "--arrangement", desk.file("afspraak.yaml", ARRANGEMENT))
    assert desk.codes(*asked, person="anna") == ["E635"]  # it is not presented for signing yet
    desk.run("step", COMPANY, "present-deed", "--evidence", desk.file("nota.txt", "De juridische toets."), person="anna")
    assert [each.key for each in case_of(desk).slots["deed-signatures"].members] == list(KEYS)
    desk.run(*asked, person="anna")
    with open_record(desk.record) as record:
        (issue,) = issues_of(record, COMPANY)
    assert (issue.id, issue.plan.kind, issue.plan.about) == (ISSUE, Kind.GARANTIE, Stage.MAATWERKAFSPRAAK)
    assert {each.signatory for each in issue.plan.signatures} == set(KEYS)
    back = signed(desk, *KEYS, of=desk.root / "output" / "issued" / COMPANY / f"{ISSUE}.pdf")
    desk.run("sign", "receive", COMPANY, str(back), person="anna")
    done = ("step", COMPANY, "deed-complete-signing", "--set", f"deed-signed-on={today()}", "--evidence", f"signed-deed={back}")
    desk.run(*done, person="anna")
    after = case_of(desk)
    assert (after.at.state, after.signed) == ("execution", before)
    (deed,) = (each for each in desk.data("documents", COMPANY)["set"]["documents"] if each["kind"] == "garantie")
    assert deed["state"] == "signed"
    assert [desk.data(room, "verify")["problems"] for room in ("record", "archive")] == [[], []]


@pytest.mark.parametrize(("signs", "asked"), [("false", {"voorschijn"}), ("true", {"voorschijn", *KEYS})])
def test_what_the_parties_sign_asks_the_parent_only_where_it_is_one(desk: Desk, signs: str, asked: set[str]) -> None:
    """A guarantor has signatories in the dossier; unless the parent signs with the others, no slot of theirs waits for them."""
    told = DOSSIER.replace("signs: false", f"signs: {signs}").replace("id: proefglas\n", "id: proefglas-twee\n")
    desk.run("apply", desk.file("twee.yaml", told), "--workflow", "maatwerk", person="anna")
    last = str(desk.data("history", "proefglas-twee")[-1]["version"])
    desk.run("correct", "proefglas-twee", last, "--remedy", "state", "--state", "agreement-signing", "--reason", "toets", person="anna")
    desk.run("person", "grant", "bram", "programme-manager", person="anna")
    desk.run("correct", "proefglas-twee", str(desk.data("history", "proefglas-twee")[-1]["version"]), "--accept", person="bram")
    with open_record(desk.record) as record, record.snapshot() as reading:
        case = folder_of(reading, "proefglas-twee").case
    assert case is not None
    assert {each.key for each in case.slots["agreement-signatures"].members} == asked


def test_the_standard_process_signs_the_deed_while_the_agreement_is_carried_out() -> None:
    workflow = shipped("maatwerk")
    assert [each.id for each in slots_of(workflow, Kind.GARANTIE)] == ["deed-signatures"]
    assert {"deed-signing"} <= {*workflow.step("terminate").sources} & {*workflow.step("record-progress").sources}
    assert {"deed-signing"} <= {*workflow.step("stop").excepted} & {*workflow.step("withdraw").excepted}
