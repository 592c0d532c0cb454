"""Folders and files that appear whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from agreements.durable import make_folder, sync
from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import unusable

PIECE = 256 * 1024


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a folder beside the target; when all went well it is on disk under that name. Raise AgreementsError when that exists."""
    _refuse_existing(target)
    with _usable(target):
        make_folder(target.parent)
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=".package-"))
    try:
        yield temporary
        with _usable(target):
            for folder, _, _ in os.walk(temporary, topdown=False):
                sync(Path(folder))
            temporary.chmod(0o755)
            _refuse_existing(target)
            temporary.rename(target)
            sync(target.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a file beside the target; when all went well it is on disk under that name. Raise AgreementsError when that exists."""
    _refuse_existing(target)
    with _usable(target):
        make_folder(target.parent)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".package-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            with _usable(target):
                file.flush()
                os.fsync(file.fileno())
        with _usable(target):
            _refuse_existing(target)
            temporary.chmod(0o644)
            temporary.rename(target)
            sync(target.parent)
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_file(path: Path, content: BinaryIO) -> tuple[str, int]:
    """Put a new file on disk by pieces; return its SHA-256 and size."""
    digest, size = sha256(), 0
    with _usable(path):
        make_folder(path.parent)
        with path.open("xb") as file:
            while piece := content.read(PIECE):
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    return digest.hexdigest(), size


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise AgreementsError(problem("E952", Where(str(target)), path=target))


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None
