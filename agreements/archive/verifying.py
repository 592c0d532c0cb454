"""Whether a package is still what was made: altered in any one byte anywhere, it says where."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from agreements.archive.mdto import LIMIT, read_mdto
from agreements.archive.naming import OBJECT, allowed, safe
from agreements.archive.packing_slip import NAME, SUM_NAME, PackingSlip, read_slip
from agreements.archive.sip import SIP, SUMS, counted, sums_bytes
from agreements.archive.store import digest_of
from agreements.model.archival import FileObject, InformationObject
from agreements.problems import AgreementsError, Problem, Severity, Where, problem

_SUM = re.compile(rb"([0-9a-f]{64})  ([!-~]{1,4096})\n")
_LARGEST = 64 * 1024 * 1024
"""Bytes of what is read in one piece; the sums of a hundred thousand files fit."""


def verify(package: Path, expected: str = "") -> Iterator[Problem]:
    """Yield what is wrong with a package; `expected` is the SHA-256 of its packing slip, where somebody recorded it."""
    there = dict(_walk(package))
    for path, size in there.items():
        if size < 0:
            yield problem("E946", Where(path), path=path)
    slip = yield from _verify_slip(package, there, expected)
    sums = yield from _verify_sums(package, there, slip)
    changed = yield from _verify_files(package, there, sums)
    if slip is not None:
        yield from _verify_counts(there, slip)
        same = {path: size for path, size in there.items() if path not in changed}
        yield from _verify_metadata(package, same, sums, slip)


def _walk(package: Path) -> Iterator[tuple[str, int]]:
    """Yield the path and size of each file; -1 for what is neither file nor folder, and for a folder that holds nothing."""
    for folder, inner, names in os.walk(package):
        below = Path(folder).relative_to(package)
        if not inner and not names:
            yield below.as_posix(), -1
        for name in (*inner, *names):
            path = Path(folder, name)
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                yield (below / name).as_posix(), -1
            elif path.is_file():
                yield (below / name).as_posix(), path.stat().st_size


def _content(package: Path, there: Mapping[str, int], path: str) -> bytes | None:
    """Return a small file; None when it is not there, or too large to be what it should."""
    if not 0 <= there.get(path, -1) <= _LARGEST:
        return None
    try:
        return (package / path).read_bytes()
    except OSError:
        return None


def _verify_slip(package: Path, there: Mapping[str, int], expected: str) -> Generator[Problem, None, PackingSlip | None]:
    content, sums = (_content(package, there, name) for name in (NAME, SUM_NAME))
    for name, found in ((NAME, content), (SUM_NAME, sums)):
        if found is None:
            yield problem("E944", Where(name), path=name)
    if content is None:
        return None
    digest = sha256(content).hexdigest()
    slip = read_slip(content)
    if slip is None or (sums is not None and sums != sums_bytes([(NAME, digest)])) or expected not in {"", digest}:
        yield problem("E948", Where(NAME), path=NAME, other=SUM_NAME)
    return slip


def _verify_sums(package: Path, there: Mapping[str, int], slip: PackingSlip | None) -> Generator[Problem, None, dict[str, str]]:
    content = _content(package, there, SUMS)
    if content is None:
        yield problem("E944", Where(SUMS), path=SUMS)
        return {}
    sums = {found[2].decode(): found[1].decode() for found in _SUM.finditer(content)}
    sums = {path: digest for path, digest in sums.items() if safe(path)}
    if (slip is not None and sha256(content).hexdigest() != slip.sip_hash) or sums_bytes(list(sums.items())) != content:
        yield problem("E945", Where(SUMS), path=SUMS)
    return sums


def _verify_files(package: Path, there: Mapping[str, int], sums: Mapping[str, str]) -> Generator[Problem, None, set[str]]:
    changed: set[str] = set()
    for path, digest in sorted(sums.items()):
        if there.get(path, -1) < 0:
            yield problem("E944", Where(path), path=path)
        elif digest_of(package / path) != digest:
            changed.add(path)
            yield problem("E945", Where(path), path=path)
    for path in sorted(set(there) - set(sums) - {NAME, SUM_NAME, SUMS}):
        if there[path] >= 0:
            yield problem("E946", Where(path), path=path)
    return changed


def _verify_counts(there: Mapping[str, int], slip: PackingSlip) -> Iterator[Problem]:
    sip = [(path, size) for path, size in there.items() if path.startswith(f"{SIP}/") and size >= 0]
    found = asdict(counted(sip, slip.sidecar))
    for name, told in asdict(slip.counts).items():
        if found[name] != told:
            yield problem("E947", Where(NAME), what=f"@count_{name}", told=told, found=found[name])


def _verify_metadata(package: Path, there: Mapping[str, int], sums: Mapping[str, str], slip: PackingSlip) -> Iterator[Problem]:
    """Yield where metadata are no MDTO, are not beside what they are about, or do not fit it; `there` leaves out what was changed."""
    sip = sorted(path for path, size in there.items() if path.startswith(f"{SIP}/") and size >= 0)
    contents = [path for path in sip if not path.lower().endswith(OBJECT.lower())]
    beside = {f"{path}{slip.sidecar}": path for path in contents}
    marks: dict[str, InformationObject] = {}
    for path in sip:
        if not path.endswith(OBJECT):
            if not allowed(path.rpartition("/")[2]):
                yield _unfit(path, "@sip_name")
            if f"{path}{slip.sidecar}" not in there:
                yield _unfit(path, "@sip_no_sidecar")
            continue
        value = yield from _metadata(package, path, there[path])
        if path in beside and isinstance(value, FileObject):
            yield from _verify_file(beside[path], value, there, sums)
        elif isinstance(value, InformationObject):
            marks[path] = value
        elif value is not None:
            yield _unfit(path, "@sip_beside_nothing")
    yield from _verify_tree(sip, marks)


def _metadata(package: Path, path: str, size: int) -> Generator[Problem, None, InformationObject | FileObject | None]:
    if size > LIMIT:
        yield _unfit(path, "@mdto_xml")
        return None
    try:
        return read_mdto((package / path).read_bytes(), path)
    except AgreementsError as error:
        yield from (each for each in error.problems if each.severity is Severity.ERROR)
    except OSError:
        yield _unfit(path, "@mdto_xml")
    return None


def _verify_file(path: str, about: FileObject, there: Mapping[str, int], sums: Mapping[str, str]) -> Iterator[Problem]:
    digests = {each.value for each in about.checksums if each.algorithm.label == "SHA-256"}
    if about.name != path.rpartition("/")[2]:
        yield _unfit(path, "@sip_other_name")
    if about.size != there[path]:
        yield _unfit(path, "@sip_other_size")
    if digests != {sums.get(path)}:
        yield _unfit(path, "@sip_other_sum")


def _verify_tree(sip: list[str], found: Mapping[str, InformationObject]) -> Iterator[Problem]:
    """Yield folders without the metadata of their object, and objects that do not name the one above them."""
    for folder in sorted({path.rpartition("/")[0] for path in sip}):
        name = folder.rpartition("/")[2]
        about, above = found.get(f"{folder}/{name}{OBJECT}"), folder.rpartition("/")[0]
        parent = found.get(f"{above}/{above.rpartition('/')[2]}{OBJECT}")
        if about is None:
            yield _unfit(folder, "@sip_no_object")
        elif parent is not None and parent.identification[0] not in {each.identification for each in about.part_of}:
            yield _unfit(folder, "@sip_no_parent")


def _unfit(path: str, fault: str) -> Problem:
    return problem("E949", Where(path), path=path, fault=fault)
