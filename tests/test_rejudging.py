"""Signatures are judged again by whom the office trusts now; what changed since they came in is told, with the reasons."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import pki
import pytest
from certomancer.registry import ServiceLabel
from desk import Desk, with_glass
from records import commit
from signing import DOCUMENT, FIELDS, FILES
from signings import ISSUE as ISSUE_OF_TESTS
from signings import dossier

from agreements.application.issue_rows import rows_with
from agreements.application.rejudging import Judged, again, differences
from agreements.application.signing_record import Received, ReceivedFile, issued_event, persons_of, received_event
from agreements.archive.store import keep
from agreements.cli.office import now
from agreements.formats import to_pdf
from agreements.model.canonical import canonical_json
from agreements.model.examination import PadesLevel
from agreements.model.planning import Arrangement, plan_of
from agreements.model.signing import SigningPlan
from agreements.model.verdicts import Outcome, Verdict, as_data
from agreements.record.opening import open_record
from agreements.record.values import NewEvent
from agreements.signatures import applying, fields, sealing
from agreements.signatures.strength import Strength
from agreements.signatures.trust import Trust

GLASS = "proef-glas"
ISSUE = f"{GLASS}/eop-nl-1"
LISTS = {each: pki.authority()[0].service_registry.get_crl(ServiceLabel(each)).dump() for each in ("root", "ca")}
TRUST = Trust(anchors=(pki.certificate("root"),), crls=tuple(LISTS.values()))
TODAY = now().day
TEXT = """\
format: 1
company: {id: proef-glas, name: Proef Glas B.V.}
ministers: [{id: kgg, office: minister, ministry: KGG}]
signatories: [{id: minister, for: kgg, name: TEST minister, authority: {kind: office, date: 2024-07-02}}]
"""


@cache
def files() -> tuple[bytes, bytes]:
    """Return a small sealed document, and the same with a signature that has a proven time."""
    pages = to_pdf.typeset(DOCUMENT, FILES)
    sealed = sealing.seal(fields.add(pages, [replace(FIELDS[0], name="sign-minister")]), pki.signer("office"), Strength())
    strength = Strength(PadesLevel.B_T, pki.time_stamps())
    return sealed, applying.sign(sealed, "sign-minister", pki.signer("minister"), strength)


def issued_plan() -> SigningPlan:
    arranged = Arrangement(TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30), {"minister": "zout"})
    made = plan_of(dossier(TEXT), replace(ISSUE_OF_TESTS, value=None), arranged)
    assert isinstance(made, SigningPlan), made
    return replace(made, sha256=sha256(files()[0]).hexdigest())


def noted(desk: Desk, *events: NewEvent) -> None:
    stream = f"company/{GLASS}"
    with open_record(desk.record) as record, record.transaction() as transaction:
        for person in persons_of(GLASS, "eop-nl-1", issued_plan()):
            transaction.save_person(person)
        rows = rows_with(transaction, stream, events)
        transaction.append(replace(commit(stream, transaction.version(stream), *events, rows=rows), recorded=now().instant))


def record_back(desk: Desk, verdict: bytes) -> None:
    """Record that the signed file came back, with a verdict."""
    archive = desk.root / "output" / "archive"
    file = ReceivedFile(keep(archive, files()[1]), "terug.pdf")
    noted(desk, received_event("eop-nl-1", Received((file,), keep(archive, verdict), "valid", TODAY)))


def judged(desk: Desk) -> Judged:
    with open_record(desk.record) as record:
        (found,) = again(record, desk.root / "output" / "archive", [GLASS], TRUST, now())
    assert isinstance(found, Judged), found
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk on which a document was issued, and came in signed with the verdict of then."""
    made = with_glass(tmp_path)
    made.now = ""  # that of the machine: signing tools know no other
    (made.root / "trust").mkdir()
    (made.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    for name, content in LISTS.items():
        (made.root / "trust" / f"{name}.crl").write_bytes(content)
    noted(made, issued_event("eop-nl-1", issued_plan(), {"issued": keep(made.root / "output" / "archive", files()[0])}))
    came = (sha256(files()[1]).hexdigest(),)
    record_back(made, canonical_json(as_data(Verdict("", "", came, TODAY, Outcome.VALID))))  # of no signature, to begin with
    record_back(made, canonical_json(as_data(judged(made).now)))
    return made


def codes(desk: Desk, *words: str) -> list[str]:
    return [each["code"] for each in desk.data("archive", "verify", "--signatures", *words, code=1)["problems"]]


def test_a_signature_that_is_judged_as_it_was_is_told_to_be_so(desk: Desk) -> None:
    found = judged(desk)
    (signature,) = found.recorded.signatures
    assert (found.issue, signature.signatory, signature.outcome) == (ISSUE, "minister", Outcome.VALID)
    assert list(differences(found)) == []
    told = desk.data("archive", "verify", "--signatures")
    assert (told["issues"], told["problems"]) == (1, [])
    assert desk.data("archive", "verify")["issues"] == 0
    assert "still what it was when it came in (issues: 1, files taken in: 0)" in desk.said("archive", "verify", "--signatures")


def test_whom_the_office_trusts_no_more_makes_another_verdict(desk: Desk) -> None:
    (desk.root / "trust" / "root.der").write_bytes(pki.certificate("other"))
    found = desk.data("archive", "verify", "--signatures", code=1)["problems"]
    assert "the signature of 'minister' in proef-glas/eop-nl-1 was judged 'valid'" in found[0]["message"]
    assert found[0]["code"] == "E976"
    assert len(found) > 1  # the reasons
    package = desk.data("archive", "package", GLASS, "--creator", "Proef", person="anna")["package"]
    assert codes(desk, package) == [each["code"] for each in found]


def test_without_anybody_to_trust_nothing_is_judged(desk: Desk) -> None:
    shutil.rmtree(desk.root / "trust")
    told = desk.data("archive", "verify", "--signatures", code=1)
    assert [each["code"] for each in told["problems"]] == ["E650"]


def test_a_certificate_of_which_nobody_can_say_that_it_was_not_revoked_makes_another_verdict(desk: Desk) -> None:
    (desk.root / "trust" / "ca.crl").unlink()
    assert codes(desk)[0] == "E976"


def test_a_name_that_was_erased_leaves_a_signature_that_fits_nobody(desk: Desk) -> None:
    desk.run("person", "erase", f"{GLASS}/issue/eop-nl-1/minister", person="anna")
    assert codes(desk)[0] == "E976"


def test_a_file_or_verdict_that_is_gone_or_altered_is_told(desk: Desk) -> None:
    found = judged(desk)
    (digest,) = found.recorded.files
    path = desk.root / "output" / "archive" / digest[:2] / digest
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole + b" ")
    assert codes(desk) == ["E966", "E507"]
    path.unlink()
    assert codes(desk) == ["E965", "E506"]
    path.write_bytes(whole)
    record_back(desk, b'{"format":9}')
    assert codes(desk) == ["E977"]


def test_a_signature_that_is_not_found_any_more_is_told(desk: Desk) -> None:
    found = judged(desk)
    lost = replace(found, now=replace(found.now, signatures=()))
    assert [(each.code, dict(each.arguments)["now"]) for each in differences(lost)] == [("E976", "@none_there")]
