"""Files that stay: each under the SHA-256 of its bytes, written once and never again.

A file is on disk before its name is: temporary file, fsync, link, fsync of the folder. `os.link` refuses a name that exists, so that no
later write can take the place of what was kept.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from agreements.problems import AgreementsError, Where, problem


def keep(folder: Path, content: bytes) -> str:
    """Put bytes into an archive and return their SHA-256, in hex; what is there already is left as it is.

    Raise AgreementsError when the folder cannot be written, or holds other bytes under that name.
    """
    name = sha256(content).hexdigest()
    path = place(folder, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write(path, content)
    except OSError as error:
        raise AgreementsError(problem("E506", Where(str(path)), path=path, reason=error.strerror or type(error).__name__)) from None
    kept(folder, name)
    return name


def kept(folder: Path, name: str) -> bytes:
    """Return the bytes under a SHA-256; raise AgreementsError when they are not there or no longer those."""
    path = place(folder, name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AgreementsError(problem("E506", Where(str(path)), path=path, reason=error.strerror or type(error).__name__)) from None
    if sha256(content).hexdigest() != name:
        raise AgreementsError(problem("E507", Where(str(path)), path=path))
    return content


def place(folder: Path, name: str) -> Path:
    """Return where the bytes with a SHA-256 stand: in a folder of its first two letters, made read-only."""
    return folder / name[:2] / name


def _write(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".kept.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o444)
        try:
            os.link(temporary, path)
        except FileExistsError:  # somebody else kept the same bytes meanwhile
            return
        _sync(path.parent)
    finally:
        Path(temporary).unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
