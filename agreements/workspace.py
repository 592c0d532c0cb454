"""Where things are: finds and reads the content of a workspace, and writes only under its output.

A folder with `templates/` is a workspace. A checkout is one; `maatwerk init` makes another from the starter copy in the wheel.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from agreements.durable import staged, sync
from agreements.problems import AgreementsError, Where, problem
from agreements.problems.refusals import unusable
from agreements.sources import LIMIT_BYTES, Source, guess, listed

CONTENT = ("templates", "workflows", "examples")
PLEDGES = "programme/pledges.yaml"
INSTALLATIONS = "programme/installations.yaml"
LAW = "programme/law.yaml"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that holds templates, workflows and dossiers."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Workspace:
        """Return the workspace in a folder; raise AgreementsError when it is none."""
        if not is_workspace(root):
            raise AgreementsError(problem("E502", Where(str(root)), path=root))
        return cls(root)

    def kinds(self) -> list[str]:
        """Return the kinds of document that have a template here."""
        return sorted(path.parent.name for path in (self.root / "templates").glob("*/template.yaml"))

    def template_folder(self, kind: str) -> Path:
        """Return the folder of a template."""
        return self.root / "templates" / kind

    def template_files(self, kind: str) -> dict[str, Source]:
        """Return the files of a template by their path below its folder; raise AgreementsError when there is none of that kind."""
        if kind not in self.kinds():
            known = self.kinds()
            raise AgreementsError(problem("E503", Where("templates"), kind=kind, guess=guess(kind, known), known=", ".join(known)))
        folder = self.template_folder(kind)
        paths = [*folder.glob("*.yaml"), *folder.glob("clauses/*.md")]
        return {path.relative_to(folder).as_posix(): self._read(path, folder) for path in sorted(paths)}

    def dossier(self, subject: str) -> Source:
        """Return the dossier that a file name or the id of a company points to; raise AgreementsError when there is none."""
        named = (Path(subject), self.root / subject)
        for path in named:
            if _is(Path.is_file, path):
                return read_text(path, shown=subject)
        companies = {path.stem: path for path in reversed(self.dossier_files())}
        if subject in companies:
            return self.found(companies[subject])
        for path in named:
            if _is(Path.exists, path):
                return read_text(path, shown=subject)
        known = sorted(companies)
        raise AgreementsError(problem("E501", Where(subject), path=subject, guess=guess(subject, known), known=listed(known) or "–"))

    def found(self, path: Path) -> Source:
        """Return one of the dossiers of this workspace."""
        return self._read(path, self.root)

    def _read(self, path: Path, folder: Path) -> Source:
        """Return a file that was found, not named: it must lie in its folder, so that a link brings nothing from elsewhere into a draft."""
        shown = path.relative_to(self.root).as_posix()
        try:
            inside = path.resolve().is_relative_to(folder.resolve())
        except (OSError, RuntimeError):  # a link to itself
            inside = True  # reading says what is wrong
        if not inside:
            raise AgreementsError(problem("E506", Where(shown), path=shown, reason="@outside"))
        return read_text(path, shown=shown)

    def dossier_files(self) -> list[Path]:
        """Return the dossiers of this workspace."""
        return sorted((self.root / "examples").glob("*/*.yaml"))

    def workflows(self) -> list[Source]:
        """Return the workflow files of this workspace."""
        paths = sorted((self.root / "workflows").glob("*.yaml"))
        return [read_text(path, shown=path.relative_to(self.root).as_posix()) for path in paths]

    @property
    def drafts(self) -> Path:
        """Return the folder for drafts."""
        return self.root / "output" / "drafts"


def pledges_in(root: Path) -> Source | None:
    """Return the file with what was pledged to Parliament of a folder that may be a workspace; None when it has none."""
    return _if_there(root, PLEDGES)


def law_in(root: Path) -> Source | None:
    """Return the file that says since when duties are in force, of a folder that may be a workspace; None when it has none."""
    return _if_there(root, LAW)


def links_in(root: Path) -> Source | None:
    """Return the file that says whose an installation is, of a folder that may be a workspace; None when it has none."""
    return _if_there(root, INSTALLATIONS)


def text_in(folder: Path, name: str) -> Source | None:
    """Return a text file of a folder under its path; None when the folder has none of that name."""
    path = folder / name
    return read_text(path, shown=str(path)) if _is(Path.exists, path) else None


def _if_there(root: Path, name: str) -> Source | None:
    path = root / name
    return read_text(path, shown=name) if _is(Path.exists, path) else None


def files_in(folder: Path, names: Iterable[str]) -> list[Path]:
    """Return the files of these names that a folder has."""
    return [folder / name for name in names if _is(Path.is_file, folder / name)]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is too large to hold; raise AgreementsError when it cannot be read, also when that shows on the way."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None


def _is(question: Callable[[Path], bool], path: Path) -> bool:
    """Ask something of a path; a name that no file can have, or a folder that we may not enter, is a no."""
    try:
        return question(path)
    except (OSError, ValueError):
        return False


def read_text(path: Path, *, shown: str, limit: int = LIMIT_BYTES) -> Source:
    """Return a text file under the name that people know it by; raise AgreementsError when it cannot be read as UTF-8.

    Of a file beyond the limit no more is read than shows that it is.
    """
    content = _read_bytes(path, shown, limit)
    try:
        too_long = len(content) > limit  # cut off, perhaps within a character
        return Source(shown, content.decode("utf-8-sig", "ignore" if too_long else "strict"))
    except UnicodeDecodeError as error:
        before = Source(shown, content[: error.start].decode("utf-8-sig", "replace") + "\ufffd")
        raise AgreementsError(problem("E106", before.where(len(before.lines), len(before.lines[-1])))) from None


def _read_bytes(path: Path, shown: str, limit: int) -> bytes:
    """Return the first bytes of a file, one more than a file may have; what is no file is not opened, because a pipe never answers."""
    try:
        if not path.is_file():
            path.stat()
            reason = "@folder" if path.is_dir() else "@no_file"
            raise AgreementsError(problem("E506", Where(shown), path=shown, reason=reason))
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise AgreementsError(unusable(shown, error)) from None
    except ValueError:  # no file can have this name
        raise AgreementsError(problem("E506", Where(shown), path=shown, reason="@absent")) from None


LIMIT_EVIDENCE = 256 * 1024 * 1024
"""Bytes; a scanned agreement with its annexes has some tens of millions."""


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file that somebody brings; raise AgreementsError when it cannot be read or is larger than any document."""
    content = _read_bytes(path, str(path), LIMIT_EVIDENCE)
    if len(content) > LIMIT_EVIDENCE:
        raise AgreementsError(problem("E102", Where(str(path)), size=len(content), limit=LIMIT_EVIDENCE))
    return content


def write_bytes(path: Path, content: bytes) -> None:
    """Put a file in its place whole; raise AgreementsError when that fails."""
    write_files({path: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Put files in their places whole, all or none: temporary files, fsync, rename, fsync of the folders.

    Raise AgreementsError when that fails.
    """
    temporaries: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            temporaries[path] = staged(path, content)
        for path, temporary in temporaries.items():
            temporary.replace(path)
        for folder in dict.fromkeys(path.parent for path in temporaries):
            sync(folder)
    except OSError as error:
        raise AgreementsError(unusable(str(path), error)) from None
    finally:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):
                temporary.unlink()


def is_workspace(root: Path) -> bool:
    """Say whether a folder holds templates."""
    return _is(Path.is_dir, root / "templates")


def starter() -> Path:
    """Return the folder with the starter content: inside the wheel, or the checkout itself."""
    inside = _PACKAGE / "starter"
    return inside if inside.is_dir() else _PACKAGE.parent


def check_new(target: Path) -> None:
    """Raise AgreementsError unless a folder can be made or is empty."""
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise AgreementsError(problem("E504", Where(str(target)), path=target))
    except OSError as error:
        raise AgreementsError(unusable(str(target), error)) from None


def create(target: Path) -> Workspace:
    """Make a new workspace from the starter content, whole or not at all; raise AgreementsError when the folder exists and is not empty."""
    check_new(target)
    new = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        with _staging(target) as staging:
            for name in CONTENT:
                _copy(starter() / name, staging / name)
            for name in CONTENT:
                (staging / name).rename(target / name)
        (target / "output").mkdir()
    except OSError as error:
        if new:
            with contextlib.suppress(OSError):
                target.rmdir()
        raise AgreementsError(unusable(str(target), error)) from None
    return Workspace(target)


def dossiers_in(paths: Iterable[Path]) -> list[Source]:
    """Return the dossiers in files, and of folders in every .yaml file directly in them; raise AgreementsError where there is none."""
    found = []
    for path in paths:
        files = sorted(each for each in path.glob("*.yaml") if _is(Path.is_file, each)) if _is(Path.is_dir, path) else [path]
        if not files:
            raise AgreementsError(problem("E890", Where(str(path)), path=path))
        found += [read_text(each, shown=str(each)) for each in files]
    return found


@contextlib.contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """Give a folder inside another, which is gone afterwards."""
    staging = Path(tempfile.mkdtemp(dir=target, prefix=".maatwerk-"))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a folder with all that it holds; raise OSError at the first file that does not fit."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        copied = target / path.relative_to(source)
        if path.is_dir():
            copied.mkdir()
        else:
            shutil.copyfile(path, copied)
