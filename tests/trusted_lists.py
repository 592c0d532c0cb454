"""A small trusted list after ETSI TS 119 612, signed (XAdES) by an operator of the tests, and certificates that say they are qualified."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pki
from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from lxml import etree  # noqa: TID251  # to sign a list
from pyhanko.sign.ades.qualified_asn1 import QcStatements  # noqa: TID251  # what a certificate says of itself
from pyhanko.sign.signers import Signer  # noqa: TID251  # what a test signs with
from signxml.algorithms import SignatureMethod
from signxml.xades.xades import XAdESSigner

from agreements.signatures import credentials
from agreements.signatures.trust import TrustedList

OPERATOR = "TEST scheme operator"
STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/{}"
QUALIFIED_CA = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
FOR_SIGNATURES = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures"
FROM = datetime(2020, 1, 1, tzinfo=UTC)

_LIST = """\
<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag" Id="list">
  <SchemeInformation>
    <TSLVersionIdentifier>6</TSLVersionIdentifier>
    <TSLSequenceNumber>1</TSLSequenceNumber>
    <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>
    <SchemeOperatorName><Name xml:lang="en">TEST scheme operator</Name></SchemeOperatorName>
    <SchemeTerritory>NL</SchemeTerritory>
    <ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime>
  </SchemeInformation>
  <TrustServiceProviderList><TrustServiceProvider>
    <TSPInformation><TSPName><Name xml:lang="en">TEST provider</Name></TSPName></TSPInformation>
    <TSPServices><TSPService>
      <ServiceInformation>{now}</ServiceInformation>
      <ServiceHistory>{before}</ServiceHistory>
    </TSPService></TSPServices>
  </TrustServiceProvider></TrustServiceProviderList>
</TrustServiceStatusList>
"""
_SERVICE = """
        <ServiceTypeIdentifier>{type}</ServiceTypeIdentifier>
        <ServiceName><Name xml:lang="en">TEST issues qualified certificates</Name></ServiceName>
        <ServiceDigitalIdentity><DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId></ServiceDigitalIdentity>
        <ServiceStatus>{status}</ServiceStatus>
        <StatusStartingTime>{since:%Y-%m-%dT%H:%M:%SZ}</StatusStartingTime>
        <ServiceInformationExtensions><Extension Critical="true"><AdditionalServiceInformation>
          <URI xml:lang="en">{purpose}</URI>
        </AdditionalServiceInformation></Extension></ServiceInformationExtensions>
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """The status of a service from a moment on."""

    status: str = "granted"
    since: datetime = FROM
    certificate: bytes = b""


def _service(entry: Entry) -> str:
    certificate = b64encode(entry.certificate or pki.certificate("ca")).decode()
    status = STATUS.format(entry.status)
    return _SERVICE.format(type=QUALIFIED_CA, certificate=certificate, status=status, since=entry.since, purpose=FOR_SIGNATURES)


@cache
def operator(name: str) -> tuple[Any, bytes]:
    """Return the key and the certificate (DER) of who signs a list."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(own).issuer_name(own).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(pki.FROM).not_valid_after(pki.UNTIL)
    return key, made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def listed(now: Entry, *before: Entry, by: str = OPERATOR) -> str:
    """Return a signed list with one service: its status now, and those before it."""
    instances = "".join(f"<ServiceHistoryInstance>{_service(each)}</ServiceHistoryInstance>" for each in before)
    root = etree.fromstring(_LIST.format(now=_service(now), before=instances))
    key, certificate = operator(by)
    signer = XAdESSigner(signature_algorithm=SignatureMethod.ECDSA_SHA256)
    signed = signer.sign(root, key=key, cert=pem.armor("CERTIFICATE", certificate).decode(), always_add_key_value=False)
    return etree.tostring(signed).decode()


def trusted_list(now: Entry, *before: Entry) -> TrustedList:
    return TrustedList("nl.xml", listed(now, *before), (operator(OPERATOR)[1],))


STATEMENTS = ("qc_compliance", "qc_sscd", "qct_esign")


def statements(*said: str) -> bytes:
    """Return QcStatements (ETSI EN 319 412-5): these, with the kinds of certificate (`qct_...`) in one of them."""
    kinds = [each for each in said if each.startswith("qct_")]
    plain = [{"statement_id": each} for each in said if each not in kinds]
    typed = [{"statement_id": "qc_type", "statement_info": kinds}] if kinds else []
    made: bytes = QcStatements([*plain, *typed]).dump()
    return made


def qualified_signer(said: Sequence[str] = STATEMENTS) -> Signer:
    """Return somebody to whom the authority of these tests gave a certificate that says this of itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    authority = x509.load_der_x509_certificate(pki.certificate("ca"))
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"), x509.NameAttribute(NameOID.COMMON_NAME, "TEST gekwalificeerd")])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False
    )
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(authority.subject).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(pki.FROM).not_valid_after(pki.UNTIL - timedelta(days=1))
    made = made.add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
    other = x509.load_der_x509_certificate(pki.certificate("minister")).extensions
    for each in (x509.AuthorityKeyIdentifier, x509.CRLDistributionPoints):  # as that authority writes them
        made = made.add_extension(other.get_extension_for_class(each).value, critical=False)
    if said:
        made = made.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), statements(*said)), critical=False)
    own = made.sign(serialization.load_der_private_key(pki.key("ca"), None), hashes.SHA256())  # type: ignore[arg-type]  # EC
    lock = serialization.BestAvailableEncryption(pki.PASSWORD.encode())
    return credentials.from_pkcs12(pkcs12.serialize_key_and_certificates(b"q", key, own, [authority], lock), pki.PASSWORD)
