"""What somebody signs with: a key in a file (PKCS#12) or on a card or token (PKCS#11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from asn1crypto import x509
from pkcs11 import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner

from agreements.problems import AgreementsError, Where, problem

TEST = "TEST"
"""What the common name of a certificate, or of its issuer, holds as a word when it is for tests and demonstrations only."""


class CredentialError(AgreementsError):
    """Nobody can sign with this."""


@dataclass(frozen=True, slots=True)
class Token:
    """A card or token: the library of its maker, its label, the label of certificate and key, and the PIN, which is never printed."""

    library: str
    label: str
    certificate: str
    pin: str = field(repr=False)


def from_pkcs12(content: bytes, password: str) -> Signer:
    """Return who signs with a key file; raise CredentialError when it does not open."""
    signer: SimpleSigner | None
    try:
        signer = SimpleSigner.load_pkcs12_data(content, other_certs=(), passphrase=password.encode())
    except (ValueError, TypeError, PdfError, OSError):
        signer = None
    if signer is None or signer.signing_cert is None:
        raise CredentialError(problem("E640", Where("")))
    return signer


@contextmanager
def from_token(token: Token) -> Iterator[Signer]:
    """Give who signs with a card or token, as long as the context lasts; raise CredentialError when it cannot be used."""
    try:
        session = open_pkcs11_session(token.library, token_criteria=TokenCriteria(label=token.label), user_pin=token.pin)
    except (PKCS11Error, PyHankoError, RuntimeError, OSError) as error:
        raise _unusable(token, error) from error
    with session:
        signer = PKCS11Signer(session, cert_label=token.certificate, use_raw_mechanism=True)  # every card has those
        try:
            _ = signer.signing_cert  # asks the token, so that a wrong name is known here
        except (PKCS11Error, PyHankoError) as error:
            raise _unusable(token, error) from error
        yield signer


@contextmanager
def opened(content: bytes, password: str, card: Token | None = None) -> Iterator[Signer]:
    """Give who signs: with a card as long as the context lasts, else with a key file; raise CredentialError as both do."""
    if card is None:
        yield from_pkcs12(content, password)
        return
    with from_token(card) as signer:
        yield signer


def _unusable(token: Token, error: Exception) -> CredentialError:
    return CredentialError(problem("E641", Where(""), label=token.certificate, reason=str(error) or type(error).__name__))


def is_test(signer: Signer) -> bool:
    """Say whether a certificate is for tests: its own name or that of its issuer has the word TEST."""
    certificate = signer.signing_cert
    return certificate is not None and any(TEST in name.split() for name in _names(certificate))


def fingerprint(signer: Signer) -> str:
    """Return the SHA-256 of the certificate that somebody signs with, as an examination tells it; empty when there is none."""
    certificate = signer.signing_cert
    return hashlib.sha256(certificate.dump()).hexdigest() if certificate is not None else ""


def common_name(signer: Signer) -> str:
    """Return the common name on the certificate that somebody signs with; empty when it has none."""
    return next(_names(signer.signing_cert), "") if signer.signing_cert is not None else ""


def _names(certificate: x509.Certificate) -> Iterator[str]:
    for name in (certificate.subject, certificate.issuer):
        yield str(name.native.get("common_name", ""))
