"""Whether a signature is qualified, by a signed trusted list, as it was when the signature was given (eIDAS, art. 3(12) and 32(1))."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pki
import pytest
from asn1crypto import pem
from certomancer.registry import ServiceLabel
from signing import now, sealed
from trusted_lists import OPERATOR, STATEMENTS, Entry, listed, operator, qualified_signer, trusted_list

from agreements.model.examination import FoundSignature, PadesLevel
from agreements.signatures import applying
from agreements.signatures.finding import find
from agreements.signatures.strength import Strength
from agreements.signatures.trust import Trust, TrustedList, UntrustworthyError, load, registry

LATER = timedelta(minutes=1)
GRANTED = trusted_list(Entry())


@cache
def signed(*said: str) -> bytes:
    """Return a document that somebody signed whose certificate says this of itself, with a time stamp."""
    return applying.sign(sealed(), "s0", qualified_signer(said), Strength(PadesLevel.B_T, pki.time_stamps()))


def trust(*lists: TrustedList, anchors: tuple[str, ...] = ("root",)) -> Trust:
    crls = tuple(pki.authority()[0].service_registry.get_crl(ServiceLabel(each)).dump() for each in ("root", "ca"))
    return Trust(tuple(pki.certificate(each) for each in anchors), crls=crls, lists=lists)


def given(content: bytes, trusted: Trust, after: timedelta = LATER) -> FoundSignature:
    seen = find(content, None, trusted, now() + after)
    (only,) = (each for each in seen.signatures if each.field == "s0")
    assert (only.intact, only.trusted, only.fault) == (True, True, "")
    assert only.proven
    return only


def test_a_signature_is_qualified_by_a_list_that_grants_it() -> None:
    assert given(signed(*STATEMENTS), trust(GRANTED)).qualified is True


def test_a_list_alone_is_enough_to_trust_who_issued_the_certificate() -> None:
    """Where no proof of revocation is asked: pyHanko 0.38 takes no CRL of a service that has nothing above it (see `trust.Anchors`)."""
    alone = replace(trust(GRANTED, anchors=("tsa",)), revocation=False)
    assert given(signed(*STATEMENTS), alone).qualified is True
    seen = find(signed(*STATEMENTS), None, replace(alone, lists=()), now() + LATER)
    assert [each.trusted for each in seen.signatures] == [False, False]


def test_without_a_list_it_is_not_known() -> None:
    assert given(signed(*STATEMENTS), trust()).qualified is None


def test_a_list_that_says_nothing_of_the_issuer_leaves_it_unknown() -> None:
    other = trusted_list(Entry(certificate=pki.certificate("other")))
    assert given(signed(*STATEMENTS), trust(other)).qualified is None
    assert given(signed(*STATEMENTS), trust(other, GRANTED)).qualified is True


@pytest.mark.parametrize("status", ["withdrawn", "deprecatedatnationallevel"])
def test_a_service_that_is_not_granted_is_none(status: str) -> None:
    assert given(signed(*STATEMENTS), trust(trusted_list(Entry(status)))).qualified is False


def test_what_counts_is_the_status_when_it_was_signed() -> None:
    content = signed(*STATEMENTS)
    after, before = now() + LATER / 2, now() - timedelta(days=10)
    withdrawn_later = trusted_list(Entry("withdrawn", after), Entry())
    withdrawn_before = trusted_list(Entry("withdrawn", before), Entry())
    granted_later = trusted_list(Entry("granted", after), Entry("withdrawn"))
    found = [given(content, trust(each)).qualified for each in (withdrawn_later, withdrawn_before, granted_later)]
    assert found == [True, False, False]


NOT_ENOUGH = {
    "nothing": (),
    "not qualified": ("qc_sscd", "qct_esign"),
    "a key that may be copied": ("qc_compliance", "qct_esign"),
    "for seals": ("qc_compliance", "qc_sscd", "qct_eseal"),
    "for web sites": ("qc_compliance", "qc_sscd", "qct_web"),
}


@pytest.mark.parametrize("name", NOT_ENOUGH)
def test_a_certificate_that_does_not_say_all_of_it_makes_no_qualified_signature(name: str) -> None:
    assert given(signed(*NOT_ENOUGH[name]), trust(GRANTED)).qualified is False


def test_of_a_certificate_of_several_kinds_it_is_not_known() -> None:
    assert given(signed("qc_compliance", "qc_sscd", "qct_esign", "qct_eseal"), trust(GRANTED)).qualified is None


# The list itself


def folder_with(path: Path, xml: str, signer: bytes) -> Path:
    (path / "nl.xml").write_text(xml, encoding="utf-8")
    (path / "nl.signers.pem").write_bytes(pem.armor("CERTIFICATE", signer))
    return path


def test_a_list_comes_from_a_folder_with_who_may_sign_it(tmp_path: Path) -> None:
    loaded = load(folder_with(tmp_path, listed(Entry()), operator(OPERATOR)[1]))
    assert [each.name for each in loaded.lists] == ["nl.xml"]
    whole = replace(trust(), lists=loaded.lists)
    assert given(signed(*STATEMENTS), whole).qualified is True


XML = listed(Entry("withdrawn"))
FALSE = {
    "a status": XML.replace("Svcstatus/withdrawn", "Svcstatus/granted"),
    "a letter": XML.replace("TEST issues", "TEST assues"),
    "a date": XML.replace("2020-01-01T00:00:00Z", "2019-01-01T00:00:00Z"),
    "no signature": XML[: XML.index("<ds:Signature")] + XML[XML.index("</ds:Signature>") + len("</ds:Signature>") :],
    "no list": "<a/>",
    "no XML": "granted",
    "cut": XML[:-40],
    "who may not sign it": listed(Entry(), by="TEST somebody else"),
    "an entity": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + XML.replace("TEST provider", "&x;"),
}


@pytest.mark.parametrize("name", FALSE)
@pytest.mark.expects_log
def test_a_list_that_was_altered_is_refused(tmp_path: Path, name: str) -> None:
    assert FALSE[name] != XML
    with pytest.raises(UntrustworthyError) as refused:
        load(folder_with(tmp_path, FALSE[name], operator(OPERATOR)[1]))
    assert [(each.code, dict(each.arguments)) for each in refused.value.problems] == [("E647", {"path": "nl.xml", "reason": "@false_list"})]


def test_what_stands_in_the_list_is_what_it_says() -> None:
    (service,) = registry(GRANTED).known_certificate_authorities
    assert service.name.native["common_name"] == "TEST ca"
    assert datetime.now(UTC) > Entry().since  # noqa: TID251  # a status that has begun
