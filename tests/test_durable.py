"""What is said to be kept is on disk, and so is every name that leads to it."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest

from agreements.archive.store import keep, place
from agreements.archive.whole import refuse_existing, write_file
from agreements.durable import whole, whole_folder
from agreements.workspace import write_files


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Return the list in which every file and folder comes that is put on disk; temporary names are a star."""
    found: list[str] = []

    def fsync(handle: int, real: object = os.fsync) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        found.append("*" if path.name.startswith(".") else path.relative_to(tmp_path).as_posix())
        assert callable(real)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


def test_the_first_file_in_an_archive_is_found_again(tmp_path: Path, synced: list[str]) -> None:
    name = keep(tmp_path / "output/archive", b"x")
    assert synced == [".", "output", "output/archive", "*", f"output/archive/{name[:2]}", "output/archive"]


def test_what_another_kept_is_on_disk_too_before_it_is_said_to_be(tmp_path: Path, synced: list[str]) -> None:
    name = keep(tmp_path / "archive", b"x")
    synced.clear()
    keep(tmp_path / "archive", b"x")
    assert synced == [f"archive/{name[:2]}", "archive"]


def test_what_another_kept_meanwhile_is_on_disk_too(tmp_path: Path, synced: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def link(source: str, target: Path) -> None:
        Path(target).write_bytes(Path(source).read_bytes())
        raise FileExistsError

    monkeypatch.setattr(os, "link", link)
    name = keep(tmp_path / "archive", b"x")
    assert place(tmp_path / "archive", name).read_bytes() == b"x"
    assert synced[-2:] == [f"archive/{name[:2]}", "archive"]


def test_folders_that_were_made_on_the_way_are_on_disk(tmp_path: Path, synced: list[str]) -> None:
    with whole(tmp_path / "a/b/file", refuse_existing) as temporary:
        temporary.write_bytes(b"x")
    assert synced == [".", "a", "*", "a/b"]
    synced.clear()
    with whole_folder(tmp_path / "c/d/package", refuse_existing) as folder:
        write_file(folder / "in/file", BytesIO(b"x"))
    assert synced[:2] == [".", "c"]
    assert synced[-1] == "c/d"
    synced.clear()
    write_files({tmp_path / "e/f/draft": b"x"})
    assert synced == [".", "e", "*", "e/f"]
