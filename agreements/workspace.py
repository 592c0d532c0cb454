"""Where things are: finds and reads the content of a workspace, and writes only under its output.

A folder with `templates/` is a workspace. A checkout is one; `maatwerk init` makes another from the starter copy in the wheel.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.sources import LIMIT_BYTES, Source, guess

CONTENT = ("templates", "workflows", "examples")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that holds templates, workflows and dossiers."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Workspace:
        """Return the workspace in a folder; raise AgreementsError when it is none."""
        if not (root / "templates").is_dir():
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
        return {
            path.relative_to(folder).as_posix(): read_text(path, shown=path.relative_to(self.root).as_posix()) for path in sorted(paths)
        }

    def dossier(self, subject: str) -> Source:
        """Return the dossier that a file name or the id of a company points to; raise AgreementsError when there is none."""
        for path in (Path(subject), self.root / subject):
            if _is_file(path):
                return read_text(path, shown=subject)
        for path in self.dossier_files():
            if path.stem == subject:
                return read_text(path, shown=path.relative_to(self.root).as_posix())
        raise AgreementsError(problem("E501", Where(subject), path=subject))

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


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def read_text(path: Path, *, shown: str) -> Source:
    """Return a text file under the name that people know it by; raise AgreementsError when it cannot be read as UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
        return Source(shown, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise AgreementsError(problem("E106", Where(shown))) from None
    except OSError as error:
        raise AgreementsError(_unusable(shown, error)) from None


LIMIT_EVIDENCE = 256 * 1024 * 1024
"""Bytes; a scanned agreement with its annexes has some tens of millions."""


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file that somebody brings; raise AgreementsError when it cannot be read or is larger than any document."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_EVIDENCE + 1)
    except (OSError, ValueError) as error:
        raise AgreementsError(_unusable(str(path), error if isinstance(error, OSError) else OSError(22, "?"))) from None
    if len(content) > LIMIT_EVIDENCE:
        raise AgreementsError(problem("E102", Where(str(path)), size=f"> {LIMIT_EVIDENCE}", limit=LIMIT_EVIDENCE))
    return content


def write_bytes(path: Path, content: bytes) -> None:
    """Put a file in its place whole: temporary file, fsync, rename, fsync of the folder. Raise AgreementsError when that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
        _sync(path.parent)
    except OSError as error:
        raise AgreementsError(_unusable(str(path), error)) from None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(shown: str, error: OSError) -> Problem:
    return problem("E506", Where(shown), path=shown, reason=error.strerror or type(error).__name__)


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
        raise AgreementsError(_unusable(str(target), error)) from None


def create(target: Path) -> Workspace:
    """Make a new workspace from the starter content; raise AgreementsError when the folder exists and is not empty."""
    check_new(target)
    try:
        for name in CONTENT:
            shutil.copytree(starter() / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        (target / "output").mkdir(exist_ok=True)
    except OSError as error:
        raise AgreementsError(_unusable(str(target), error)) from None
    return Workspace(target)


def dossiers_in(paths: Iterable[Path]) -> list[Source]:
    """Return the dossiers in files, and of folders in every .yaml file directly in them; raise AgreementsError where there is none."""
    found = []
    for path in paths:
        files = sorted(each for each in path.glob("*.yaml") if _is_file(each)) if path.is_dir() else [path]
        if not files:
            raise AgreementsError(problem("E890", Where(str(path)), path=path))
        found += [read_text(each, shown=str(each)) for each in files]
    return found
