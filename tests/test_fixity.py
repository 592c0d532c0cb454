"""The store: written once, and a check that names what is missing, changed or untracked."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.archive.store import Fixity, fixity, keep, kept, place, reader
from agreements.problems import AgreementsError


def check(folder: Path, *expected: str) -> Fixity:
    return Fixity.of(fixity(folder, sorted(expected)))


def change(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_an_archive_in_order_has_nothing_to_say(tmp_path: Path) -> None:
    names = [keep(tmp_path, str(number).encode()) for number in range(50)]
    assert check(tmp_path, *names, *names) == Fixity()
    assert check(tmp_path / "nowhere") == Fixity()


def test_each_fault_stands_in_its_own_list(tmp_path: Path) -> None:
    names = sorted(keep(tmp_path, str(number).encode()) for number in range(20))
    place(tmp_path, names[3]).unlink()
    change(place(tmp_path, names[5]), b"other")
    (tmp_path / "note.txt").write_text("x")
    place(tmp_path, names[7]).with_name(".kept.rest").write_text("x")
    found = check(tmp_path, *names[:19])
    assert (found.missing, found.changed) == ((names[3],), (names[5],))
    assert set(found.untracked) == {f"{names[19][:2]}/{names[19]}", "note.txt", f"{names[7][:2]}/.kept.rest"}


def test_a_link_or_a_folder_is_not_the_file(tmp_path: Path) -> None:
    one, two = (keep(tmp_path / "a", text) for text in (b"een", b"twee"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"een")
    place(tmp_path / "a", one).unlink()
    place(tmp_path / "a", one).symlink_to(elsewhere)
    place(tmp_path / "a", two).unlink()
    place(tmp_path / "a", two).mkdir()
    assert check(tmp_path / "a", one, two).changed == tuple(sorted((one, two)))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    name = keep(tmp_path, b"x")
    place(tmp_path, name).unlink()
    os.mkfifo(place(tmp_path, name))
    assert check(tmp_path, name).changed == (name,)


def test_what_is_expected_comes_in_order(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        list(fixity(tmp_path, ["b" * 64, "a" * 64]))


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AgreementsError):
        check(tmp_path / "file")


def test_what_the_operating_system_refuses_is_said_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for refused in (lambda: keep(tmp_path / "file", b"x"), lambda: kept(tmp_path, "0" * 64)):
        with pytest.raises(AgreementsError) as raised:
            refused()
        (found,) = raised.value.problems
        assert (found.code, dict(found.arguments)["reason"]) in {("E506", "@no_folder"), ("E506", "@absent")}


def test_bytes_can_be_read_by_pieces(tmp_path: Path) -> None:
    with reader(tmp_path)(keep(tmp_path, b"abc")) as file:
        assert file.read(2) == b"ab"
    with pytest.raises(AgreementsError):
        reader(tmp_path)("0" * 64)
    assert kept(tmp_path, sha256(b"abc").hexdigest()) == b"abc"


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_three_lists_are_what_was_done(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("store")
    names = sorted(keep(folder, str(number).encode()) for number in range(12))
    done = {name: data.draw(st.sampled_from(["kept", "missing", "changed", "untracked"])) for name in names}
    for name, what in done.items():
        if what == "missing":
            place(folder, name).unlink()
        if what == "changed":
            change(place(folder, name), b"")
    found = check(folder, *(name for name in names if done[name] != "untracked"))
    assert found.missing == tuple(name for name in names if done[name] == "missing")
    assert found.changed == tuple(name for name in names if done[name] == "changed")
    assert found.untracked == tuple(f"{name[:2]}/{name}" for name in names if done[name] == "untracked")
