"""Clause identity: the text of a clause does not change under the version that it has. The lock file of a template remembers each text.

A drafted division says of its clause only id, version and digest; that finds the text again for ever only when nobody reuses a version.
A template without a lock file is not locked, and a version that the lock does not know yet may still change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from agreements.drafting.template import Clause, Template
from agreements.model.placed import Placed
from agreements.model.reading import read_file
from agreements.problems import Problem, problem
from agreements.sources import Source, parse_yaml

LOCK = "clauses.lock.yaml"
"""The name of the file in the folder of a template."""

_HEAD = """\
# The text of each clause under its version. Made by `maatwerk check --lock`; not for editing.
format: 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedText(Placed):
    """The newest version under which a text was locked, and the digest of its languages together, as `Clause.digests` gives it."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFile(Placed):
    """The file clauses.lock.yaml: locked texts by clause and position."""

    format: int
    clauses: Mapping[str, Mapping[str, LockedText]] = field(default_factory=dict)


def lock_of(files: Mapping[str, Source], faults: list[Problem]) -> LockFile:
    """Return the lock of a template, given its files by path; one that locks nothing when there is none. Add its faults to `faults`."""
    node, found = parse_yaml(files[LOCK]) if LOCK in files else (None, ())
    faults.extend(found)
    lock = None if node is None or found else read_file(node, LockFile, faults)
    return lock or LockFile(format=1)


def changed(clauses: Iterable[Clause], lock: LockFile) -> Iterator[Problem]:
    """Yield each text that is not the one that was locked, while the version of its clause is no higher."""
    for clause in clauses:
        for position, digest in clause.digests.items():
            locked = lock.clauses.get(clause.id, {}).get(position)
            if locked and locked.digest != digest and clause.about.version <= locked.version:
                yield problem("E315", clause.about.at("version"), position=position, version=locked.version)


def locked_text(template: Template, lock: LockFile) -> str:
    """Return the lock file with the texts of a template as they are now; one that is gone stays, so that its version never comes back."""
    texts = {clause: {position: (each.version, each.digest) for position, each in known.items()} for clause, known in lock.clauses.items()}
    for clause in template.clauses:
        now = {position: (clause.about.version, digest) for position, digest in clause.digests.items()}
        texts[clause.id] = texts.get(clause.id, {}) | now
    lines = "".join(line for clause, known in sorted(texts.items()) for line in _lines(clause, known))
    return f"{_HEAD}clauses:\n{lines}" if lines else _HEAD


def _lines(clause: str, texts: Mapping[str, tuple[int, str]]) -> Iterator[str]:
    yield f"  {clause}:\n"
    for position, (version, digest) in sorted(texts.items()):
        yield f"    {position}: {{version: {version}, digest: {digest}}}\n"
