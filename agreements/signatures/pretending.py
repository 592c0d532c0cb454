"""A certificate authority and a time stamp service for demonstrations: new keys each time, and every name says TEST.

Nobody but a demonstration trusts them: what is signed with them is worth nothing, and says so in what is seen of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pypdfium2
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from agreements.signatures.credentials import TEST

_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_ORGANISATION = f"maatwerk {TEST}"
_YEARS = timedelta(days=3 * 365)
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Authority:
    """What it gave out: its own certificate, the list of what it revoked (nothing), and a key file for each person, by id."""

    certificate: bytes
    revoked: bytes
    key_files: Mapping[str, bytes] = field(repr=False)
    stamping: DummyTimeStamper


def authority(persons: Mapping[str, str], password: str, moment: datetime) -> Authority:
    """Return an authority that knows persons by id, with the name on their certificate; valid from an hour before the moment."""
    root, own = _key(), _subject(f"{TEST} CA")
    certificate = _certified(own, root, (own, root), moment, root=True)
    given = {}
    for identifier, name in persons.items():
        key = ec.generate_private_key(ec.SECP256R1())
        lock = serialization.BestAvailableEncryption(password.encode())
        its = _certified(_subject(name), key, (own, root), moment)
        given[identifier] = pkcs12.serialize_key_and_certificates(identifier.encode(), key, its, [certificate], lock)
    return Authority(_der(certificate), _revoked(own, root, moment), given, _stamping(own, root, moment))


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _subject(name: str) -> x509.Name:
    attributes = ((NameOID.COUNTRY_NAME, "NL"), (NameOID.ORGANIZATION_NAME, _ORGANISATION), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in attributes])


def _certified(
    subject: x509.Name, key: _Key, by: tuple[x509.Name, rsa.RSAPrivateKey], moment: datetime, *, root: bool = False, stamps: bool = False
) -> x509.Certificate:
    issuer, private = by
    usage = x509.KeyUsage(
        digital_signature=not root,
        content_commitment=not root and not stamps,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )
    made = x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=moment - _AN_HOUR,
        not_valid_after=moment + _YEARS,
    )
    made = made.add_extension(x509.BasicConstraints(ca=root, path_length=0 if root else None), critical=True)
    made = made.add_extension(usage, critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(private.public_key()), critical=False)
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(private, hashes.SHA256())


def _revoked(issuer: x509.Name, private: rsa.RSAPrivateKey, moment: datetime) -> bytes:
    made = x509.CertificateRevocationListBuilder(issuer, moment - _AN_HOUR, moment + _YEARS)  # nothing will be: nobody keeps this authority
    made = made.add_extension(x509.CRLNumber(1), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(private.public_key()), critical=False)
    return made.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _stamping(issuer: x509.Name, private: rsa.RSAPrivateKey, moment: datetime) -> DummyTimeStamper:
    key = _key()
    certificate = _certified(_subject(f"{TEST} TSA"), key, (issuer, private), moment, stamps=True)
    form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return DummyTimeStamper(asn1.Certificate.load(_der(certificate)), keys.PrivateKeyInfo.load(key.private_bytes(*form)))


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


@contextmanager
def time_stamps(stamping: DummyTimeStamper, moment: Callable[[], datetime]) -> Iterator[str]:
    """Answer as a time stamp service (RFC 3161) on this machine, and give the address, as long as the context lasts.

    `moment` tells what time it is: a demonstration can have a calendar of its own.
    """

    class Service(BaseHTTPRequestHandler):
        """One request, one time stamp."""

        def do_POST(self) -> None:
            """Answer a request."""
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            stamping.fixed_dt = moment()
            content = stamping.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing: a request is no event of a demonstration."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def scan(content: bytes) -> bytes:
    """Return a PDF of pictures of the pages of another, as a scanner makes of paper."""
    pictures = []
    with pypdfium2.PdfDocument(content) as file:
        file.init_forms()
        pictures = [page.render(scale=1.5, may_draw_forms=True).to_pil().convert("L") for page in file]
    target = BytesIO()
    pictures[0].save(target, "PDF", save_all=True, append_images=pictures[1:])
    return target.getvalue()
