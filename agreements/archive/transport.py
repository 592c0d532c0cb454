"""A package as one file and back. The file is a zip with one possible form, so that import and export undo each other exactly.

Whatever is not of that form is refused: a path out of the folder, a link, a second file under a name, bytes between the files, a bomb.
Whoever packed a package otherwise unpacks it himself and verifies the folder.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
import tempfile
import zipfile
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from agreements.archive.naming import safe
from agreements.archive.store import digest_of
from agreements.archive.verifying import verify
from agreements.archive.whole import PIECE, refuse_existing, write_file
from agreements.durable import whole, whole_folder
from agreements.problems import AgreementsError, Where, problem, refuse_errors
from agreements.problems.refusals import unusable

MANY, LARGE = 100_000, 64 * 1024**3
"""Files and bytes that an archive may hold."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = stat.S_IFREG | 0o644
_FAULTS = (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError, UnicodeError)


def export(package: Path, target: Path) -> str:
    """Write a package as one zip, whole or not at all; return its SHA-256. Raise AgreementsError for a package with faults."""
    refuse_errors(verify(package))
    with whole(target, refuse_existing) as temporary, temporary.open("wb") as file:
        _pack(package, file)
    return digest_of(target)


def _pack(package: Path, file: BinaryIO) -> None:
    """Write the files in the order of their paths, not compressed: the same bytes on every machine, readable by the simplest reader."""
    paths = sorted(Path(folder, name).relative_to(package).as_posix() for folder, _, names in os.walk(package) for name in names)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path in paths:
            source = package / path
            info = zipfile.ZipInfo(path, _EPOCH)
            info.create_system, info.external_attr, info.file_size = 3, _MODE << 16, source.stat().st_size
            with source.open("rb") as content, archive.open(info, "w") as inside:
                while piece := content.read(PIECE):
                    inside.write(piece)


def import_package(file: Path, target: Path, expected: str = "") -> None:
    """Unpack an export to a new folder, whole or not at all.

    Raise AgreementsError when it is not exactly what `export` writes, or the package in it has faults; `expected` as for `verify`.
    """
    with whole_folder(target, refuse_existing) as folder:
        _unpack(file, folder)
        refuse_errors(verify(folder, expected))
        if _digest_of_export(folder) != digest_of(file):
            raise _refused(file, "@zip_form")


_END, _END64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q")
_LOCATOR = 20
_MANY_NAMES = 64 * 1024 * 1024
"""Bytes of a table of contents, which is read whole."""


def _small_table(opened: BinaryIO, size: int) -> bool:
    """Say whether the table of contents is where an export has it, and not too large to be read whole."""
    opened.seek(max(0, size - _END.size - _LOCATOR - _END64.size))
    last = opened.read()
    if len(last) < _END.size or not last.endswith(b"\0\0"):
        return False
    mark, *_, many, long, _start, _ = _END.unpack(last[-_END.size :])
    if last[-_END.size - _LOCATOR :].startswith(b"PK\6\7") and len(last) == _END.size + _LOCATOR + _END64.size:
        _, _, _, _, _, _, _, many, long, _ = _END64.unpack(last[: _END64.size])
    return bool(mark == b"PK\5\6" and many <= MANY and long <= _MANY_NAMES)


def _unpack(file: Path, folder: Path) -> None:
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            if not _small_table(opened, size):
                raise _refused(file, "@zip_form")
            _unpack_all(file, opened, folder, size)
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place before the beginning of the file
            raise _refused(file, "@zip_damaged") from None
        raise AgreementsError(unusable(str(file), error)) from None
    except _FAULTS:
        raise _refused(file, "@zip_damaged") from None


def _unpack_all(file: Path, opened: BinaryIO, folder: Path, size: int) -> None:
    with zipfile.ZipFile(opened) as archive:
        members = archive.infolist()
        fault = _fault(members, size)
        if fault:
            raise _refused(file, fault)
        for member in members:
            _take_out(archive, member, folder / member.filename)


def _fault(members: list[zipfile.ZipInfo], size: int) -> str:
    """Return why an archive is not opened, by its table of contents alone; empty when nothing stands against it."""
    names = [member.filename for member in members]
    if len(members) > MANY or sum(member.file_size for member in members) > min(LARGE, size):
        return "@zip_large"
    if not all(safe(name) and member.orig_filename == name for name, member in zip(names, members, strict=True)):
        return "@zip_name"
    if _clash([name.lower() for name in names]):
        return "@zip_twice"
    if not all(member.compress_type == zipfile.ZIP_STORED and member.external_attr >> 16 == _MODE for member in members):
        return "@zip_form"
    return ""


def _clash(names: list[str]) -> bool:
    """Say whether a name stands for two files, or for a file and a folder."""
    folders = {parent.as_posix() for name in names for parent in PurePosixPath(name).parents}
    return len(set(names)) < len(names) or not folders.isdisjoint(names)


def _take_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    with archive.open(member) as content:
        write_file(path, cast("BinaryIO", content))


def _digest_of_export(package: Path) -> str:
    """Return the SHA-256 that the export of a package has."""
    with tempfile.TemporaryFile(dir=package.parent) as file:
        _pack(package, cast("BinaryIO", file))
        file.seek(0)
        return file_digest(file, sha256).hexdigest()


def _refused(file: Path, reason: str) -> AgreementsError:
    return AgreementsError(problem("E951", Where(str(file)), path=file, reason=reason))
