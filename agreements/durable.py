"""Files and folders that stay when the power fails: on disk before their name is, and their name before anybody is told of it.

Each is made beside its place under a temporary name, so that it appears whole or not at all; a kill leaves at worst that name.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from agreements.problems import AgreementsError
from agreements.problems.refusals import unusable

Check = Callable[[Path], None]
"""Raises AgreementsError when a place is taken."""
_TEMPORARY = ".maatwerk-"


@contextmanager
def whole(target: Path, check: Check, mode: int = 0o644) -> Iterator[Path]:
    """Give a temporary file; when all went well it is on disk as the target. Raise AgreementsError when that is taken, before or after."""
    check(target)
    with usable(target):
        temporary = _beside(target)
    try:
        yield temporary
        with usable(target):
            sync(temporary)
            _name(temporary, target, check, mode)
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def whole_folder(target: Path, check: Check) -> Iterator[Path]:
    """Give a temporary folder, as `whole` does a file."""
    check(target)
    with usable(target):
        make_folder(target.parent)
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=_TEMPORARY))
    try:
        yield temporary
        with usable(target):
            for folder, _, _ in os.walk(temporary, topdown=False):
                sync(Path(folder))
            _name(temporary, target, check, 0o755)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def staged(target: Path, content: bytes, mode: int = 0o644) -> Path:
    """Return a temporary file that has the content on disk, beside the place where it is to go; raise OSError when that fails."""
    temporary = _beside(target)
    try:
        temporary.write_bytes(content)
        sync(temporary)
        temporary.chmod(mode)
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def must_be_writable(paths: Iterable[Path]) -> None:
    """Raise AgreementsError unless files can be put in these places: to be asked before anybody is told that they are there."""
    for path in paths:
        with usable(path):
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            made = list(takewhile(lambda folder: not folder.exists(), path.parents))
            staged(path, b"").unlink()
            for folder in made:
                folder.rmdir()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are not there yet; the name of each that was made is on disk."""
    made = list(takewhile(lambda path: not path.exists(), (folder, *folder.parents)))
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(made):
        sync(each.parent)


def sync(path: Path) -> None:
    """Put a file, or the names in a folder, on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Turn what the operating system says of a file into AgreementsError."""
    try:
        yield
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None


def _beside(target: Path) -> Path:
    make_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_TEMPORARY)
    os.close(handle)
    return Path(name)


def _name(temporary: Path, target: Path, check: Check, mode: int) -> None:
    check(target)
    temporary.chmod(mode)
    temporary.rename(target)
    sync(target.parent)
