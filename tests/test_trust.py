"""Whom the office trusts, and how long what was signed can be proved."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pki
import pytest
from asn1crypto import pem
from certomancer.registry import ServiceLabel
from signing import now, sealed, stamp, with_fields

from agreements.cli import trust as shell
from agreements.cli.settings import Settings
from agreements.model.examination import PadesLevel
from agreements.model.lasting import Doubt, Lasting
from agreements.problems import AgreementsError
from agreements.signatures import applying, examining, sealing
from agreements.signatures.finding import find
from agreements.signatures.lasting import _bisect, lasting, renew
from agreements.signatures.strength import Strength
from agreements.signatures.trust import Trust, UntrustworthyError, load
from agreements.signatures.writing import SigningError

WITHOUT_REVOCATION = pki.trust(revocation=False)


LASTING = Strength(PadesLevel.B_LTA, pki.time_stamps(), pki.trust())


@cache
def signed() -> bytes:
    made = sealing.seal(with_fields(), pki.signer("office"), Strength(PadesLevel.B_LT, pki.time_stamps(), pki.trust()))
    return applying.sign(made, "s0", pki.signer("minister"), LASTING, stamp(0))


def test_a_folder_carries_trust(tmp_path: Path) -> None:
    (tmp_path / "intermediate").mkdir()
    (tmp_path / "root.pem").write_bytes(pem.armor("CERTIFICATE", pki.certificate("root")))
    (tmp_path / "other.der").write_bytes(pki.certificate("other"))
    (tmp_path / "intermediate" / "ca.crt").write_bytes(pki.certificate("ca"))
    trust = load(tmp_path)
    assert set(trust.anchors) == {pki.certificate("root"), pki.certificate("other")}
    assert (trust.intermediates, trust.revocation) == ((pki.certificate("ca"),), True)
    seen = find(signed(), None, replace(trust, revocation=False), now())
    assert [each.trusted for each in seen.signatures] == [True, True, True]


def test_a_seal_without_a_time_stamp_is_trusted_while_its_certificate_is() -> None:
    made = applying.sign(sealed(), "s0", pki.signer("minister"), LASTING)
    assert [each.trusted for each in find(made, None, WITHOUT_REVOCATION, now()).signatures] == [True, True, True]


def test_a_seal_without_a_time_stamp_is_trusted_where_revocation_lists_are() -> None:
    lists = tuple(pki.authority()[0].service_registry.get_crl(ServiceLabel(each)).dump() for each in ("root", "ca"))
    seen = [find(sealed(), None, replace(pki.trust(), crls=each), now()).signatures for each in ((), lists)]
    assert [[each.trusted for each in found] for found in seen] == [[False], [True]]


def test_without_an_anchor_nobody_is_trusted() -> None:
    seen = find(signed(), None, replace(WITHOUT_REVOCATION, anchors=(pki.certificate("other"),)), now())
    assert [(each.intact, each.trusted) for each in seen.signatures] == [(True, False)] * 3


@pytest.mark.parametrize(
    ("name", "reason"), [("a.pem", "@no_certificate"), ("a.xml", "@no_signers"), ("b.xml", "@false_list")], ids=["pem", "alone", "false"]
)
def test_a_file_that_cannot_carry_trust_is_refused_by_name(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_text("<TrustServiceStatusList/>")
    (tmp_path / "b.signers.pem").write_bytes(pem.armor("CERTIFICATE", pki.certificate("root")))
    with pytest.raises(UntrustworthyError) as refused:
        load(tmp_path)
    assert [(each.code, dict(each.arguments)) for each in refused.value.problems] == [("E647", {"path": name, "reason": reason})]


def test_the_day_until_which_it_can_be_proved_is_the_day_proved() -> None:
    assert lasting(signed(), pki.trust(), now()) == Lasting(date(2059, 12, 31))  # the certificate of the service ends the next day


def test_what_cannot_be_proved_later_says_why() -> None:
    later = applying.sign(signed(), "s1", pki.signer("director"), Strength())
    altered = signed().replace(b"%PDF-1.7", b"%PDF-1.6")
    found = [lasting(each, pki.trust(), now()).doubt for each in (sealed(), later, with_fields(), altered, b"%PDF-1.7")]
    assert found == [Doubt.UNSTAMPED, Doubt.UNSTAMPED, Doubt.UNSIGNED, Doubt.ALTERED, Doubt.UNREAD]
    assert lasting(signed(), pki.trust(), datetime(2070, 1, 1, tzinfo=UTC)).doubt is Doubt.UNPROVEN
    assert [examining.lasting(each, pki.trust(), now()).doubt for each in (b"", b"%PDF-1.7")] == [Doubt.UNREAD] * 2


def test_a_renewed_file_keeps_every_byte_and_has_one_more_time_stamp() -> None:
    made = renew(signed(), LASTING)
    assert made.startswith(signed())
    seen = find(made, None, pki.trust(), now())
    assert [each.kind for each in seen.signatures] == ["seal", "approval", "timestamp", "timestamp"]
    assert all(each.trusted for each in seen.signatures[1:])
    assert lasting(made, pki.trust(), now() + timedelta(seconds=1)) == lasting(signed(), pki.trust(), now())


def test_a_file_without_a_time_stamp_over_it_gets_the_proofs_of_every_signature_and_one() -> None:
    stamped = Strength(PadesLevel.B_T, pki.time_stamps())
    plain = applying.sign(sealing.seal(with_fields(), pki.signer("office"), stamped), "s0", pki.signer("minister"), stamped)
    assert lasting(plain, pki.trust(), now()).doubt is Doubt.UNSTAMPED
    made = renew(plain, LASTING)
    assert made.startswith(plain)
    later = now() + timedelta(seconds=1)
    found = [(each.kind, each.trusted, each.level) for each in find(made, None, pki.trust(), later).signatures]
    assert found[:2] == [("seal", True, PadesLevel.B_LTA), ("approval", True, PadesLevel.B_LTA)]
    assert lasting(made, pki.trust(), later) == Lasting(date(2059, 12, 31))


def test_a_signature_without_a_time_of_its_own_is_not_proved_later() -> None:
    """pyHanko 0.38 finds no time for a signature at level B-B, whatever lies over it."""
    plain = applying.sign(sealed(), "s0", pki.signer("minister"), Strength())
    assert lasting(renew(plain, LASTING), pki.trust(), now() + timedelta(seconds=1)).doubt is Doubt.UNPROVEN


def test_a_signature_that_cannot_be_proved_now_gets_no_time_stamp() -> None:
    plain = applying.sign(sealed(), "s0", pki.signer("stranger"), Strength())
    with pytest.raises(SigningError) as refused:
        renew(plain, LASTING)
    assert refused.value.problems[0].code == "E644"


def test_a_file_is_not_renewed_without_a_service_or_trust() -> None:
    with pytest.raises(SigningError) as nothing:
        renew(signed(), Strength())
    with pytest.raises(SigningError) as away:
        renew(signed(), Strength(PadesLevel.B_LTA, f"{pki.authority()[1]}/test/tsa/nowhere", pki.trust()))
    assert [each.value.problems[0].code for each in (nothing, away)] == ["E645", "E643"]


@pytest.mark.parametrize("last", [None, 0, 1, 7, 99, 100])
def test_the_last_good_day_is_found(last: int | None) -> None:
    async def holds(days: int) -> bool:  # as it is asked
        return last is not None and days <= last

    assert asyncio.run(_bisect(holds, 100)) == last


# Whom the office trusts, as the shell is told


def test_one_place_says_whom_the_office_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAATWERK_TRUST", raising=False)
    told = Settings(workspace=tmp_path, messages="nl", as_json=False)
    assert (shell.trusted(told), shell.trusted_or_nobody(told)) == (None, Trust())
    with pytest.raises(AgreementsError) as nobody:
        shell.must_be_trusting(told)
    assert [each.code for each in nobody.value.problems] == ["E650"]
    anchors = {}
    for name, who in (("trust", "root"), ("set", "other"), ("given", "root")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "anchor.der").write_bytes(pki.certificate(who))
        anchors[name] = load(tmp_path / name).anchors
    assert shell.must_be_trusting(told).anchors == anchors["trust"]
    monkeypatch.setenv("MAATWERK_TRUST", str(tmp_path / "set"))
    assert shell.must_be_trusting(told).anchors == anchors["set"] != anchors["given"]
    assert shell.trusted_or_nobody(told, tmp_path / "given").anchors == anchors["given"]
    for folder, reason in ((tmp_path / "set" / "anchor.der", "@no_folder"), (tmp_path / "weg", "@absent")):
        monkeypatch.setenv("MAATWERK_TRUST", str(folder))
        with pytest.raises(AgreementsError) as refused:
            shell.trusted_or_nobody(told)
        assert [(each.code, dict(each.arguments)["reason"]) for each in refused.value.problems] == [("E506", reason)]


def test_no_other_command_loads_trust_by_itself() -> None:
    shells = {path.name for path in Path(shell.__file__).parent.glob("*.py") if "signatures.trust import load" in path.read_text()}
    assert shells == {"trust.py"}
