"""Until when what came back signed can be proved, and the next time stamp before that day: longer, beside the old bytes, whole or not."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pki
import pytest
from desk import Desk, with_glass
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: TID251  # the judge
from pyhanko.sign.ades.report import AdESPassed  # noqa: TID251  # idem
from pyhanko.sign.validation.ades import simulate_future_ades_lta_validation  # noqa: TID251  # idem
from records import commit
from signing import DOCUMENT, FIELDS, FILES, with_fields
from signing import now as clock
from signings import ISSUE as ISSUE_OF_TESTS
from signings import dossier
from test_archive_desk import killed, packages
from test_rejudging import GLASS, LISTS, TEXT, TRUST

from agreements.application import renewing
from agreements.application.issue_rows import rows_with
from agreements.application.rejudging import Judged, again
from agreements.application.signing_record import (
    IssueRecord,
    Received,
    ReceivedFile,
    Renewed,
    issued_event,
    issues_of,
    persons_of,
    received_event,
    renewed_event,
)
from agreements.archive.store import keep, kept
from agreements.cli.office import now
from agreements.formats import to_pdf
from agreements.model.canonical import canonical_json
from agreements.model.evidence import Known
from agreements.model.examination import PadesLevel, SignatureKind
from agreements.model.planning import Arrangement, plan_of
from agreements.model.signing import SigningPlan
from agreements.model.verdicts import Outcome, Verdict, as_data, judge
from agreements.record.opening import open_record
from agreements.record.values import NewEvent
from agreements.signatures import applying, fields, sealing
from agreements.signatures import lasting as lasting_of
from agreements.signatures.finding import find, opened
from agreements.signatures.judging import specification, within
from agreements.signatures.lasting import renew
from agreements.signatures.strength import Strength

SOON = (datetime.fromisoformat(pki.SOON["valid-to"]) - timedelta(days=1)).date()
"""The last day on which the certificate of the service that stamped first holds whole."""

FAR = date(2059, 12, 31)
ISSUE = "eop-nl-1"
BOTH = f"""{TEXT[: TEXT.index("signatories")]}signatories:
  - {{id: minister, for: kgg, name: TEST minister, authority: {{kind: office, date: 2024-07-02}}}}
  - {{id: director, for: company, name: TEST director, authority: {{kind: statutes, date: 2024-07-02}}}}
"""


def strength(level: PadesLevel, service: str = "tsa-soon") -> Strength:
    return Strength(level, pki.time_stamps(service), pki.trust())


@cache
def sealed() -> bytes:
    pages = to_pdf.typeset(DOCUMENT, FILES)
    places = [replace(FIELDS[0], name="sign-minister"), replace(FIELDS[1], name="sign-director")]
    return sealing.seal(fields.add(pages, places), pki.signer("office"), strength(PadesLevel.B_LT))


@cache
def signed(level: PadesLevel = PadesLevel.B_LTA) -> bytes:
    return applying.sign(sealed(), "sign-minister", pki.signer("minister"), strength(level))


@cache
def other() -> bytes:
    """Return another signed file, which is whole in itself."""
    return applying.sign(sealed(), "sign-director", pki.signer("director"), strength(PadesLevel.B_LTA))


def issued_plan() -> SigningPlan:
    day = now().day
    arranged = Arrangement(day - timedelta(days=1), day, day + timedelta(days=30), {"minister": "zout", "director": "peper"})
    made = plan_of(dossier(BOTH), replace(ISSUE_OF_TESTS, value=None), arranged)
    assert isinstance(made, SigningPlan), made
    return replace(made, sha256=sha256(sealed()).hexdigest())


def archive(desk: Desk) -> Path:
    return desk.root / "output" / "archive"


def noted(desk: Desk, *events: NewEvent) -> None:
    stream = f"company/{GLASS}"
    with open_record(desk.record) as record, record.transaction() as transaction:
        for person in persons_of(GLASS, ISSUE, issued_plan()):
            transaction.save_person(person)
        rows = rows_with(transaction, stream, events)
        transaction.append(replace(commit(stream, transaction.version(stream), *events, rows=rows), recorded=now().instant))


def judged(desk: Desk) -> Judged:
    with open_record(desk.record) as record:
        (found,) = again(record, archive(desk), [GLASS], TRUST, now())
    assert isinstance(found, Judged), found
    return found


@cache
def verdict_on(*contents: bytes) -> Verdict:
    found = [find(each, sealed(), TRUST, clock() + timedelta(seconds=1)) for each in contents]
    seals = frozenset(each.certificate for each in found[0].signatures if each.kind is SignatureKind.SEAL)
    return judge(issued_plan(), found, Known(seals, received={each.sha256: now().day for each in found}), now().day)


def came_back(desk: Desk, *contents: bytes) -> None:
    """Record that files came back, with the verdict on them."""
    told = tuple(ReceivedFile(keep(archive(desk), each), f"terug-{number}.pdf") for number, each in enumerate(contents, 1))
    verdict = verdict_on(*contents)
    noted(desk, received_event(ISSUE, Received(told, keep(archive(desk), canonical_json(as_data(verdict))), verdict.outcome, now().day)))


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk on which a document was issued; tests work on a copy."""
    made = with_glass(tmp_path_factory.mktemp("issued"))
    made.now = ""  # that of the machine: signing tools know no other
    (made.root / "trust").mkdir()
    (made.root / "trust" / "root.der").write_bytes(pki.certificate("root"))
    for name, content in LISTS.items():
        (made.root / "trust" / f"{name}.crl").write_bytes(content)
    noted(made, issued_event(ISSUE, issued_plan(), {"issued": keep(archive(made), sealed())}))
    return made


@pytest.fixture
def empty(issued: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return such a desk with a time stamp service, where nothing came back."""
    monkeypatch.setenv("MAATWERK_OFFICE", "Ministerie van Proef")
    monkeypatch.setenv("MAATWERK_TSA", pki.time_stamps())
    made = copy(issued)
    made.root = Path(shutil.copytree(issued.root, tmp_path / issued.root.name))
    return made


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """Return the same, where the document came back signed and can be proved for some months."""
    came_back(empty, signed())
    return empty


def issue_of(desk: Desk) -> IssueRecord:
    with open_record(desk.record) as record:
        (found,) = issues_of(record, GLASS)
    return found


def packed(desk: Desk) -> Path:
    return packages(desk) / str(desk.data("archive", "package", GLASS, person="anna")["package"])


def renewed(desk: Desk, *words: str, code: int = 0) -> Any:  # noqa: ANN401  # as JSON gives it
    return desk.data("archive", "renew", GLASS, *words, person="anna", code=code)


def codes(desk: Desk, *words: str) -> list[str]:
    return [each["code"] for each in renewed(desk, *words, code=1)["problems"]]


def proved(content: bytes, day: date) -> bool:
    """Say whether every signature in a file can be proved at noon of a day, as pyHanko itself looks ahead.

    It takes for granted that the last time stamp is renewed in time; so that is asked too: whether it holds by itself on that day.
    """
    then = datetime.combine(day, time(12), UTC)
    if not find(content, None, pki.trust(revocation=False), then).signatures[-1].trusted:
        return False
    reader = opened(content)
    assert isinstance(reader, PdfFileReader)
    policy = specification(within(reader, pki.trust()))
    moment = clock() + timedelta(seconds=1)

    async def holds() -> list[bool]:
        found = [
            await simulate_future_ades_lta_validation(each, policy, then, current_reference_time=moment)
            for each in reader.embedded_regular_signatures
        ]
        return [each.ades_subindic is AdESPassed.OK for each in found]

    return all(asyncio.run(holds()))


# Until when


def test_the_day_that_is_shown_is_the_day_that_is_proved(desk: Desk) -> None:
    told = desk.data("archive", "show", packed(desk).name)
    (issue,) = told["issues"]
    (file,) = issue["files"]
    shown = date.fromisoformat(told["provable_until"])
    assert (issue["issue"], issue["provable_until"], file["provable_until"]) == (ISSUE, shown.isoformat(), shown.isoformat())
    assert (file["file"], file["name"], file["doubt"]) == (sha256(signed()).hexdigest(), "terug-1.pdf", "")
    assert shown == SOON
    assert proved(signed(), shown)
    assert not proved(signed(), shown + timedelta(days=1))
    assert f"  provable until: {shown}\n    eop-nl-1, terug-1.pdf: until {shown}\n" in desk.said("archive", "show", "proef-glas-1")


def test_a_package_says_until_when_it_can_be_proved(desk: Desk) -> None:
    folder = packed(desk)
    (about,) = folder.glob("sip/*/*-signed/terug-1.pdf.bestand.MDTO.xml")
    day = desk.data("archive", "show", folder.name)["provable_until"]
    assert f"te bewijzen tot en met {day}" in (about.parent / f"{about.parent.name}.MDTO.xml").read_text()
    assert f">handtekeningen te bewijzen tot en met {day}</bijzonderheden>" in (folder / "pakbon.xml").read_text()
    assert desk.data("archive", "verify", folder.name)["problems"] == []


def test_without_anybody_to_trust_nothing_is_said(desk: Desk) -> None:
    shutil.rmtree(desk.root / "trust")
    folder = packed(desk)
    told = desk.data("archive", "show", folder.name)
    assert (told["provable_until"], told["issues"]) == (None, None)
    assert "MAATWERK_TRUST is not set" in desk.said("archive", "show", folder.name)
    assert "<bijzonderheden>geen<" in (folder / "pakbon.xml").read_text()
    assert codes(desk) == ["E650"]


def test_where_nothing_came_back_signed_nothing_is_said(empty: Desk) -> None:
    folder = packed(empty)
    told = empty.data("archive", "show", folder.name)
    assert (told["provable_until"], told["issues"], told["problems"]) == (None, [], [])
    assert "provable" not in empty.said("archive", "show", folder.name)
    assert "nothing came back signed" in empty.said("archive", "renew", GLASS, person="anna")


def test_what_cannot_be_proved_now_says_why(empty: Desk) -> None:
    came_back(empty, signed(PadesLevel.B_T))
    folder = packed(empty)
    told = empty.data("archive", "show", folder.name)
    assert (told["provable_until"], told["issues"][0]["files"][0]["doubt"]) == (None, "unstamped")
    assert "terug-1.pdf: not now: no time stamp lies over all signatures" in empty.said("archive", "show", folder.name)
    assert "<bijzonderheden>niet elke handtekening is nu te bewijzen<" in (folder / "pakbon.xml").read_text()


def test_a_verdict_that_cannot_be_read_is_told(desk: Desk) -> None:
    file = ReceivedFile(keep(archive(desk), signed()), "terug.pdf")
    noted(desk, received_event(ISSUE, Received((file,), keep(archive(desk), b'{"format":9}'), "valid", now().day)))
    folder = packed(desk)
    assert [each["code"] for each in desk.data("archive", "show", folder.name, code=1)["problems"]] == ["E977"]
    assert codes(desk) == ["E977"]


def test_a_file_that_begins_another_needs_no_proof_of_its_own(empty: Desk) -> None:
    later = applying.sign(signed(PadesLevel.B_T), "sign-director", pki.signer("director"), strength(PadesLevel.B_LTA))
    came_back(empty, signed(PadesLevel.B_T))
    came_back(empty, later)
    (file,) = empty.data("archive", "show", packed(empty).name)["issues"][0]["files"]
    assert file["file"] == sha256(later).hexdigest()


# The next time stamp


def test_a_renewed_file_stands_beside_the_old_one_and_lasts_longer(desk: Desk) -> None:
    before = packed(desk)
    (told,) = renewed(desk)["renewed"]
    assert (told["issue"], told["of"], told["until"]) == (ISSUE, sha256(signed()).hexdigest(), FAR.isoformat())
    issue = issue_of(desk)
    assert issue.renewed == {told["of"]: told["file"]}
    assert (issue.newest(told["of"]), issue.came) == (told["file"], {told["file"]: told["of"]})
    assert kept(archive(desk), told["of"]) == signed()
    assert kept(archive(desk), told["file"]).startswith(signed())
    after = packed(desk)
    shown = [desk.data("archive", "show", each.name)["provable_until"] for each in (before, after)]
    assert shown == [told["was"], FAR.isoformat()]
    assert desk.data("archive", "verify")["problems"] == []
    assert desk.data("record", "verify")["problems"] == []


def test_what_a_package_holds_can_be_proved_in_five_and_in_fifteen_years(desk: Desk) -> None:
    renewed(desk)
    files = sorted((each.read_bytes() for each in packed(desk).glob("sip/*/*-signed/*.pdf")), key=len)
    assert [each.startswith(signed()) for each in files] == [True, True]
    ahead = [now().day + timedelta(days=365 * years) for years in (5, 15)]
    assert [[proved(each, day) for day in ahead] for each in files] == [[False, False], [True, True]]
    assert proved(files[-1], FAR)
    assert not proved(files[-1], FAR + timedelta(days=1))


def test_signatures_are_judged_by_the_newest_bytes(desk: Desk) -> None:
    (told,) = renewed(desk)["renewed"]
    found = judged(desk)
    assert found.now.files == (told["file"],)
    assert found.now.outcome is found.recorded.outcome is Outcome.INCOMPLETE
    assert [each.code for each in found.now.reasons] == ["E681"]  # and not that somebody else added what proves it
    assert desk.data("archive", "verify", "--signatures")["problems"] == []


def test_a_package_is_named_as_well_as_a_company(desk: Desk) -> None:
    folder = packed(desk)
    assert desk.data("archive", "renew", folder.name, person="anna")["company"] == GLASS
    said = desk.said("archive", "renew", folder.name, person="anna")
    assert said.splitlines()[-1].startswith("nothing needs a time stamp")
    assert len(issue_of(desk).renewals) == 1


def test_a_dry_run_asks_nobody_and_writes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAATWERK_TSA")
    files = sorted(archive(desk).rglob("*"))
    (told,) = renewed(desk, "--dry-run")["renewed"]
    assert (told["file"], told["until"]) == ("", None)
    assert "gets a time stamp" in desk.said("archive", "renew", GLASS, "--dry-run", person="anna")
    assert (issue_of(desk).renewals, sorted(archive(desk).rglob("*"))) == ((), files)
    assert codes(desk) == ["E650"]


def test_a_day_says_what_needs_a_time_stamp(desk: Desk) -> None:
    assert renewed(desk, "--before", now().day.isoformat())["renewed"] == []
    assert len(renewed(desk, "--before", "2059-12-31")["renewed"]) == 1
    assert renewed(desk, "--before", "2059-12-31")["renewed"] == []


def test_in_the_last_year_that_there_is_a_renewal_looks_ahead_to_its_end(empty: Desk) -> None:
    """Regression: a year from then there is no day."""
    empty.now = "9999-06-01T09:00:00+00:00"
    assert renewed(empty, "--dry-run")["before"] == "9999-12-31"


def test_a_file_without_a_time_stamp_over_it_gets_its_first(empty: Desk) -> None:
    came_back(empty, signed(PadesLevel.B_T))
    said = empty.said("archive", "renew", GLASS, person="anna")
    assert f"was provable until (no time stamp); now until {FAR}" in said
    found = judged(empty)
    assert set(found.now.reasons) <= set(found.recorded.reasons)


def nothing_changed(desk: Desk) -> Callable[[], bool]:
    files = sorted(archive(desk).rglob("*"))
    return lambda: issue_of(desk).renewals == () and sorted(archive(desk).rglob("*")) == files


def test_a_service_that_does_not_answer_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    same = nothing_changed(desk)
    monkeypatch.setenv("MAATWERK_TSA", "http://127.0.0.1:9/")
    assert codes(desk) == ["E643"]
    assert same()


@pytest.mark.parametrize("code", ["E643", "E507", "E506"])
def test_one_bad_file_keeps_no_other_from_being_renewed(desk: Desk, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    came_back(desk, other())
    if code == "E643":  # a service that the first file needs is gone for good
        real = lasting_of.renew

        def half(content: bytes, how: Strength) -> bytes:
            return real(content, replace(how, time_stamps="http://127.0.0.1:9/") if content == signed() else how)

        monkeypatch.setattr(lasting_of, "renew", half)
    else:
        first = issue_of(desk).received[0]
        name = first.verdict if code == "E507" else first.files[0].sha256
        path = archive(desk) / name[:2] / name
        path.chmod(0o600)
        path.write_bytes(b"[]") if code == "E507" else path.unlink()
    found = renewed(desk, code=1)
    assert [each["of"] for each in found["renewed"]] == [sha256(other()).hexdigest()]
    assert [each["code"] for each in found["problems"]] == [code]


def test_a_time_stamp_that_makes_nothing_last_longer_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    same = nothing_changed(desk)
    monkeypatch.setenv("MAATWERK_TSA", pki.time_stamps("tsa-soon"))
    assert codes(desk) == ["E991"]
    assert same()


def test_what_cannot_be_proved_by_whom_the_office_trusts_is_not_renewed(desk: Desk) -> None:
    same = nothing_changed(desk)
    (desk.root / "trust" / "root.der").write_bytes(pki.certificate("other"))
    assert codes(desk) == ["E990"]
    assert same()


def test_a_renewed_file_that_does_not_stand_up_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    same = nothing_changed(desk)
    whole = renew(signed(), strength(PadesLevel.B_LTA, "tsa"))
    for spoilt in (
        whole.replace(b"%PDF-1.7", b"%PDF-1.6"),
        with_fields(),
        renew(other(), strength(PadesLevel.B_LTA, "tsa")),
    ):
        monkeypatch.setattr("agreements.signatures.lasting.renew", lambda *_, made=spoilt: made)
        assert codes(desk) == ["E990"]
        assert same()


def test_who_is_neither_company_nor_package_is_told(desk: Desk) -> None:
    assert desk.codes("archive", "renew", "proef-gals", person="anna") == ["E992"]
    assert desk.codes("archive", "renew", GLASS, person="carla") == ["E807"]


def test_a_file_that_another_renewed_meanwhile_is_renewed_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stamped = renewing._stamped

    def slow(*given: Any) -> tuple[bytes, date]:  # noqa: ANN401  # what it is given
        made = stamped(*given)
        noted(desk, renewed_event(ISSUE, Renewed(sha256(signed()).hexdigest(), keep(archive(desk), made[0] + b"\n"), FAR, now().day)))
        return made

    monkeypatch.setattr(renewing, "_stamped", slow)
    assert codes(desk) == ["E993"]
    assert len(issue_of(desk).renewals) == 1


@settings(max_examples=4, deadline=None)
@given(st.lists(st.sampled_from(pki.STAMPERS), min_size=1, max_size=3), st.sampled_from([PadesLevel.B_T, PadesLevel.B_LTA]))
def test_renewing_never_changes_the_first_bytes(services: list[str], level: PadesLevel) -> None:
    content = signed(level)
    for each in services:
        made = renew(content, strength(PadesLevel.B_LTA, each))
        assert made.startswith(content)
        assert len(made) > len(content)
        content = made


# Killed


@pytest.mark.parametrize(
    ("where", "when"),
    [("application.renewing.keep", "before"), ("application.renewing.keep", "after"), ("application.renewing.commit_of", "before")],
)
def test_who_is_killed_while_renewing_leaves_nothing_half_and_does_it_again(desk: Desk, where: str, when: str) -> None:
    killed(desk, where, "archive", "renew", GLASS, when=when)
    assert issue_of(desk).renewals == ()
    strange = [] if (where, when) == ("application.renewing.keep", "before") else ["E967"]
    assert [each["code"] for each in desk.data("archive", "verify", code=len(strange))["problems"]] == strange
    (told,) = renewed(desk)["renewed"]
    assert kept(archive(desk), told["file"]).startswith(signed())
    assert desk.data("record", "verify")["problems"] == []
