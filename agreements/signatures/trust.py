"""Whom the office trusts: certificates and lists from files; nothing is ever fetched to judge a signature.

A folder holds trust anchors (`.pem`, `.crt`, `.cer`, `.der`), `intermediate/` the certificates between an anchor and a signer, `.crl` and
`.ocsp` what revocation services said, and a trusted list (ETSI TS 119 612) stands as `NAME.xml` beside `NAME.signers.pem`, the certificates
of who may sign it.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from lxml import etree
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.policy_decl import LocalKnowledge
from pyhanko.sign.validation.qualified.eutl_parse import trust_list_to_registry
from pyhanko.sign.validation.qualified.tsp import TSPRegistry, TSPTrustManager
from pyhanko_certvalidator.authority import Authority, AuthorityWithCert
from pyhanko_certvalidator.registry import SimpleTrustManager, TrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from agreements.problems import AgreementsError, Where, problem

CERTIFICATES = {".pem", ".crt", ".cer", ".der"}
SIGNERS = ".signers.pem"
CERTIFICATE = "{http://uri.etsi.org/02231/v2#}X509Certificate"
"""What a trusted list knows a service by (ETSI TS 119 612, 5.5.3)."""


class UntrustworthyError(AgreementsError):
    """A file that should carry trust cannot."""


@dataclass(frozen=True, slots=True)
class TrustedList:
    """A national list of trust services, and the certificates (DER) of who may sign it."""

    name: str
    xml: str
    signers: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """What a judgement rests on, as bytes (DER), so that it can go to another process.

    `revocation`: a signature of which nobody can say that its certificate was not revoked is not trusted.
    """

    anchors: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    lists: tuple[TrustedList, ...] = ()
    revocation: bool = True


def load(folder: Path) -> Trust:
    """Return what a folder holds; raise UntrustworthyError, naming the file, rather than leave one out."""
    lists = tuple(_list(path) for path in sorted(folder.glob("*.xml")))
    anchors = [path for path in _files(folder) if not path.name.endswith(SIGNERS)]
    trust = Trust(
        tuple(each for path in anchors for each in _certificates(path)),
        tuple(each for path in _files(folder / "intermediate") for each in _certificates(path)),
        tuple(path.read_bytes() for path in sorted(folder.glob("*.crl"))),
        tuple(path.read_bytes() for path in sorted(folder.glob("*.ocsp"))),
        lists,
    )
    for each in lists:
        registry(each)
        names(each, ())
    return trust


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in CERTIFICATES)


def _certificates(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    try:
        found = [each for _, _, each in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        for each in found:
            yield x509.Certificate.load(each, strict=True).dump()
    except ValueError as error:
        raise UntrustworthyError(problem("E647", Where(""), path=path.name, reason="@no_certificate")) from error


def _list(path: Path) -> TrustedList:
    signers = path.with_name(path.stem + SIGNERS)
    if not signers.exists():
        raise UntrustworthyError(problem("E647", Where(""), path=path.name, reason="@no_signers"))
    return TrustedList(path.name, path.read_text(encoding="utf-8"), tuple(_certificates(signers)))


@cache
def registry(trusted: TrustedList) -> TSPRegistry:
    """Return the services of a trusted list once its signature holds; else raise UntrustworthyError."""
    try:
        found, _ = trust_list_to_registry(trusted.xml, [x509.Certificate.load(each) for each in trusted.signers])
    except (SignatureValidationError, etree.XMLSyntaxError, ValueError, KeyError, TypeError) as error:
        raise UntrustworthyError(problem("E647", Where(""), path=trusted.name, reason="@false_list")) from error
    return found


@cache
def _named(trusted: TrustedList) -> frozenset[AuthorityWithCert]:
    """Return every service of a list that has a certificate, whatever its status; raise UntrustworthyError for what is no certificate."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        found = [b64decode("".join((each.text or "").split())) for each in etree.fromstring(trusted.xml.encode(), parser).iter(CERTIFICATE)]
        return frozenset(AuthorityWithCert(x509.Certificate.load(each, strict=True)) for each in found)
    except (ValueError, TypeError, KeyError, etree.XMLSyntaxError) as error:
        raise UntrustworthyError(problem("E647", Where(""), path=trusted.name, reason="@false_list")) from error


def names(trusted: TrustedList, authorities: Iterable[Authority]) -> bool:
    """Say whether a list says anything of one of these authorities, be it that it was withdrawn."""
    return not _named(trusted).isdisjoint(authorities)


def certificates(trust: Trust) -> list[x509.Certificate]:
    """Return the certificates that a path may lead through, or that may have signed a revocation list: all that came with the trust."""
    listed = (each.certificate for trusted in trust.lists for each in _named(trusted))
    return [*(x509.Certificate.load(each) for each in (*trust.intermediates, *trust.anchors)), *listed]


def manager(trust: Trust) -> TrustManager:
    """Return what decides where a path of certificates may end: at an anchor, or at a service of a trusted list."""
    anchors = SimpleTrustManager.build([x509.Certificate.load(each) for each in trust.anchors])
    lists = [TSPTrustManager(registry(each)) for each in trust.lists]
    return Anchors(anchors, lists, certificates(trust)) if lists else anchors


class Anchors(TrustManager):
    """Anchors of the office and services of trusted lists, together.

    A service below an anchor of the office is no end itself. pyHanko 0.38 cannot use a revocation list (CRL) that is signed by the end of a
    path which is not self-signed, and services of the European lists seldom are.
    """

    def __init__(self, anchors: TrustManager, lists: list[TSPTrustManager], between: list[x509.Certificate]) -> None:
        self.own, self.lists, self.between = anchors, lists, between

    def as_trust_anchor(self, authority: Any) -> Any:  # noqa: ANN401  # as pyHanko declares it
        """Return the anchor that an authority is, or none."""
        own = self.own.as_trust_anchor(authority)
        if own or self._below(authority):
            return own
        return next((found for each in self.lists if (found := each.as_trust_anchor(authority))), None)

    def find_potential_issuers(self, cert: x509.Certificate) -> Iterator[Any]:
        """Yield the anchors that may have issued a certificate."""
        yield from self.own.find_potential_issuers(cert)
        for each in self.lists:
            yield from (found for found in each.find_potential_issuers(cert) if not self._below(found.authority))

    def _below(self, authority: Any) -> bool:  # noqa: ANN401  # as pyHanko declares it
        """Say whether a path leads on from a service to an anchor of the office."""
        above = [authority.certificate] if isinstance(authority, AuthorityWithCert) else []
        for certificate in above:  # grows while it is walked
            if any(self.own.find_potential_issuers(certificate)):
                return True
            above += [each for each in self.between if each.subject == certificate.issuer and each not in above]
        return False


def knowledge(trust: Trust) -> LocalKnowledge:
    """Return the certificates and revocation data that came with the trust."""
    return LocalKnowledge(
        known_ocsps=[each for data in trust.ocsps for each in OCSPContainer.load_multi(ocsp.OCSPResponse.load(data))],
        known_crls=[CRLContainer(crl.CertificateList.load(each)) for each in trust.crls],
        known_certs=certificates(trust),
    )
