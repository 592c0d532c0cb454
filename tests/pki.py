"""Authorities, time stamps and revocation for tests, on this machine only; every name says TEST, and every run makes new keys."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, KeyLabel, PKIArchitecture
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import Signer  # noqa: TID251  # what a test signs with

from agreements.signatures import credentials
from agreements.signatures.trust import Trust

PASSWORD = "geheim"  # noqa: S105  # of keys that are made and lost in a test
STEEL = ("voorbeeld", "denkbeeld", "specimen", "fictief", "verzinsel", "proef", "monster", "sample")
"""Who signs for and with the invented steel works."""
PEOPLE = ("office", "minister", "director", "province", "revoked", "expired", "stranger", *STEEL)
STAMPERS = ("tsa", "tsa-soon")
"""Time stamp services: one whose certificate lasts, and one whose ends within a year."""

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
LONG = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2060-01-01T00:00:00+0000"}
SHORT = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2050-01-01T00:00:00+0000"}
SOON = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": f"{datetime.now(UTC) + timedelta(days=200):%Y-%m-%d}T00:00:00+0000"}  # noqa: TID251
PAST = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2021-01-01T00:00:00+0000"}


def _signer(person: str) -> dict[str, Any]:
    issuer = "other" if person == "stranger" else "ca"
    made: dict[str, Any] = {"subject": person, "subject-key": person, "issuer": issuer, "authority-key": issuer}
    made |= {"validity": PAST if person == "expired" else SHORT, "profiles": ["digsig-commitment"]}
    if person == "revoked":
        made["revocation"] = {"revoked-since": "2024-01-01T00:00:00+0000", "reason": "key_compromise"}
    return made


def _configuration(address: str, keys: list[str]) -> dict[str, Any]:
    usage = {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": ["digital_signature"]}}
    stamping = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}
    lists = {"id": "crl_distribution_points", "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}}}
    root = {"subject": "root", "subject-key": "root", "issuer": "root", "authority-key": "root", "validity": LONG}
    names = {key: {"common-name": f"TEST {key}"} for key in keys}
    certificates = {
        "root": {**root, "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root"}}]},
        "other": {
            **root,
            "subject": "other",
            "subject-key": "other",
            "issuer": "other",
            "authority-key": "other",
            "profiles": ["simple-ca"],
        },
        "ca": {
            **root,
            "subject": "ca",
            "subject-key": "ca",
            "profiles": [{"id": "simple-ca", "params": {"max-path-len": 0, "crl-repo": "ca", "ocsp-service": "ca"}}],
        },
        **{
            name: {**root, "subject": name, "subject-key": name, "extensions": [usage, stamping, lists], "validity": validity}
            for name, validity in zip(STAMPERS, (LONG, SOON), strict=True)
        },
        "ocsp": {
            "subject": "ocsp",
            "subject-key": "ocsp",
            "issuer": "ca",
            "authority-key": "ca",
            "validity": SHORT,
            "profiles": ["ocsp-responder"],
        },
        **{person: _signer(person) for person in PEOPLE},
    }
    services = {
        "ocsp": {"ca": {"for-issuer": "ca", "responder-cert": "ocsp", "signing-key": "ocsp"}},
        "crl-repo": {
            "root": {"for-issuer": "root", "signing-key": "root", "simulated-update-schedule": "P90D"},
            "ca": {"for-issuer": "ca", "signing-key": "ca", "simulated-update-schedule": "P30D"},
        },
        "time-stamping": {name: {"signing-key": name, "signing-cert": name} for name in STAMPERS},
    }
    architecture = {
        "keyset": "keys",
        "entity-defaults": {"country-name": "NL", "organization-name": "TEST"},
        "entities": names,
        "certs": certificates,
        "services": services,
    }
    paths = {key: {"path": f"{key}.pem"} for key in keys}
    return {
        "external-url-prefix": address,
        "keysets": {"keys": {"path-prefix": ".", "keys": paths}},
        "pki-architectures": {"test": architecture},
    }


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a request is no event of a test."""


def _served(application: Callable[..., Any]) -> WSGIServer:
    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@cache
def authority() -> tuple[PKIArchitecture, str]:
    """Return the authorities and the address where they answer, as long as the tests last."""
    keys = ["root", "other", "ca", "ocsp", *STAMPERS, *PEOPLE]
    animators: list[Animator] = []
    server = _served(lambda *request: animators[0](*request))  # noqa: PLW0108  # it is made later
    address = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        for name in keys:
            made = rsa.generate_private_key(65537, 2048) if name in {"office", *STAMPERS} else ec.generate_private_key(ec.SECP256R1())
            form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            (Path(folder) / f"{name}.pem").write_bytes(made.private_bytes(*form))
        architecture = CertomancerConfig(_configuration(address, keys), key_search_dir=folder).get_pki_arch(ArchLabel("test"))
        for name in keys:
            architecture.key_set.get_private_key(KeyLabel(name))
    animators.append(Animator(AnimatorArchStore({ArchLabel("test"): architecture}), with_web_ui=False))
    return architecture, address


def time_stamps(name: str = "tsa") -> str:
    """Return the address of a time stamp service."""
    return f"{authority()[1]}/test/tsa/{name}"


def certificate(name: str) -> bytes:
    found: bytes = authority()[0].get_cert(CertLabel(name)).dump()
    return found


def key(name: str) -> bytes:
    found: bytes = authority()[0].key_set.get_private_key(KeyLabel(name)).dump()
    return found


@cache
def key_file(name: str) -> bytes:
    """Return the PKCS#12 of a person, with the certificate of who issued his."""
    private = serialization.load_der_private_key(key(name), None)
    chain = [x509.load_der_x509_certificate(certificate("other" if name == "stranger" else "ca"))]
    lock = serialization.BestAvailableEncryption(PASSWORD.encode())
    own = x509.load_der_x509_certificate(certificate(name))
    return pkcs12.serialize_key_and_certificates(name.encode(), private, own, chain, lock)  # type: ignore[arg-type]  # any key


def signer(name: str) -> Signer:
    return credentials.from_pkcs12(key_file(name), PASSWORD)


def trust(*, revocation: bool = True) -> Trust:
    return Trust(anchors=(certificate("root"),), revocation=revocation)
