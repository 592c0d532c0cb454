"""Files that stay: each under the SHA-256 of its bytes, written once and never again.

A file is on disk before its name is: temporary file, fsync, link, fsync of the folders. `os.link` refuses a name that exists, so that no
later write can take the place of what was kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from agreements.durable import make_folder, staged, sync
from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import unusable

Source = Callable[[str], BinaryIO]
"""Opens the bytes with a SHA-256; raises AgreementsError when they are not there."""


def keep(folder: Path, content: bytes) -> str:
    """Put bytes into an archive and return their SHA-256, in hex; what is there already is left as it is.

    Raise AgreementsError when the folder cannot be written, or holds other bytes under that name.
    """
    name = sha256(content).hexdigest()
    path = place(folder, name)
    try:
        make_folder(path.parent)
        if not path.exists():
            _write(path, content)
        for above in (path.parent, folder):  # also when another made it: he may not have come this far
            sync(above)
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None
    kept(folder, name)
    return name


def kept(folder: Path, name: str) -> bytes:
    """Return the bytes under a SHA-256; raise AgreementsError when they are not there or no longer those."""
    path = place(folder, name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None
    if sha256(content).hexdigest() != name:
        raise AgreementsError(problem("E507", Where(str(path)), path=path))
    return content


def place(folder: Path, name: str) -> Path:
    """Return where the bytes with a SHA-256 stand: in a folder of its first two letters, made read-only."""
    return folder / name[:2] / name


def reader(folder: Path) -> Source:
    """Return what opens the bytes of an archive. Whoever reads them to the end must see for himself that they are still those."""

    def opened(name: str) -> BinaryIO:
        path = place(folder, name)
        try:
            return path.open("rb")
        except OSError as error:
            raise AgreementsError(unusable(str(path), error)) from None

    return opened


class Fault(StrEnum):
    """What a fixity check finds of a file."""

    MISSING = "missing"
    CHANGED = "changed"
    UNTRACKED = "untracked"


@dataclass(frozen=True, slots=True)
class Fixity:
    """The three lists of a fixity check: expected and not there, there with other bytes, there and expected by nobody."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Iterable[tuple[Fault, str]]) -> Fixity:
        """Return the findings of a check in their three lists."""
        lists: dict[Fault, list[str]] = {fault: [] for fault in Fault}
        for fault, name in found:
            lists[fault].append(name)
        return cls(tuple(lists[Fault.MISSING]), tuple(lists[Fault.CHANGED]), tuple(lists[Fault.UNTRACKED]))


def fixity(folder: Path, expected: Iterable[str]) -> Iterator[tuple[Fault, str]]:
    """Yield what is wrong in an archive of which somebody expects these SHA-256, in their order (ValueError when they are not).

    Both sides pass by once, side by side, and files are read by pieces: memory does not grow with what is kept. What cannot be
    read is told as changed: nobody can say that it is still the same.
    """
    wanted = _once(expected)
    there = _files(folder)
    want, have = next(wanted, None), next(there, None)
    while want is not None or have is not None:
        if want is None or (have is not None and have[0] < _key(want)):
            yield Fault.UNTRACKED, have[1] if have else ""
            have = next(there, None)
        elif have is None or _key(want) < have[0]:
            yield Fault.MISSING, want
            want = next(wanted, None)
        else:
            if digest_of(folder / have[1]) != want:
                yield Fault.CHANGED, want
            want, have = next(wanted, None), next(there, None)


_Key = tuple[str, str]


def _key(name: str) -> _Key:
    return name[:2], name


def _once(expected: Iterable[str]) -> Iterator[str]:
    """Yield each name once; raise ValueError when they are not in order."""
    last = ""
    for name in expected:
        if name < last:
            raise ValueError(name)
        if name != last:
            yield name
        last = name


def _files(folder: Path) -> Iterator[tuple[_Key, str]]:
    """Yield what stands in an archive, in order; one folder at a time is in memory."""
    for name in _names(folder):
        inside = folder / name
        if not inside.is_dir() or inside.is_symlink():
            yield (name, ""), name
            continue
        for inner in _names(inside):
            yield (name, inner), f"{name}/{inner}"


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  # names only: a Path for each of a million files is slow
    except FileNotFoundError:
        return []
    except OSError as error:
        raise AgreementsError(unusable(str(folder), error)) from None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read by pieces; empty for what is no ordinary file or cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb", buffering=0) as file:
            return file_digest(file, sha256).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


def _write(path: Path, content: bytes) -> None:
    temporary = staged(path, content, 0o444)
    try:
        with suppress(FileExistsError):  # somebody else kept the same bytes meanwhile
            os.link(temporary, path)
    finally:
        temporary.unlink()
