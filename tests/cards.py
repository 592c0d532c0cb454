"""A card in software (SoftHSM) with the key and certificate of the minister of the tests on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pkcs11
import pki
import pytest
from asn1crypto import pem
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate

from agreements.signatures.credentials import Token

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "5678"
_FOLDER = TemporaryDirectory()


@cache
def card() -> Token:
    """Return a card, the same as long as the tests last: its library reads where cards are only once.

    Where there is no SoftHSM the test is skipped.
    """
    if not LIBRARY.exists():
        pytest.skip("PKCS#11 needs softhsm2")
    folder = Path(_FOLDER.name)
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    tool = shutil.which("softhsm2-util")
    assert tool
    key = folder / "key.pem"
    key.write_bytes(pem.armor("PRIVATE KEY", pki.key("minister")))
    started = ("--init-token", "--free", "--label", "kantoor", "--so-pin", "1234", "--pin", PIN)
    filled = ("--import", str(key), "--token", "kantoor", "--label", "minister", "--id", "01", "--pin", PIN)
    for arguments in (started, filled):
        subprocess.run([tool, *arguments], check=True, capture_output=True)
    with pkcs11.lib(str(LIBRARY)).get_token(token_label="kantoor").open(rw=True, user_pin=PIN) as session:  # noqa: S106  # of a token of this test
        own = decode_x509_certificate(pki.certificate("minister"))
        session.create_object({**own, Attribute.LABEL: "minister", Attribute.TOKEN: True})
    return Token(str(LIBRARY), "kantoor", "minister", PIN)
