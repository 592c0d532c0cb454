"""The archive at the desk: packages are made, told of, proved, carried and destroyed, and whatever is wrong is named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import tree
from desk import Desk, with_glass

from agreements.application.package_record import PACKAGE_KINDS, parts_of
from agreements.archive.store import digest_of
from agreements.archive.verifying import verify
from agreements.record.opening import open_record

GLASS, FIRST = "proef-glas", "proef-glas-1"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a desk with a name, on which a company has a case with evidence; its record is whole in the end."""
    monkeypatch.setenv("MAATWERK_OFFICE", "Ministerie van Proef")
    made = with_glass(tmp_path)
    made.run("step", GLASS, "start-exploration", "--evidence", made.file("intake.txt", "intake"), person="anna")
    yield made
    assert made.data("record", "verify")["problems"] == []


def packages(desk: Desk) -> Path:
    return desk.root / "output" / "packages"


def packed(desk: Desk, *more: str) -> Path:
    """Make a package and return its folder."""
    return packages(desk) / str(desk.data("archive", "package", GLASS, *more, person="anna")["package"])


def told(desk: Desk) -> list[tuple[str, str, dict[str, object]]]:
    """Return what the record tells of packages: stream, kind and body."""
    with open_record(desk.record) as record:
        events = [each for stream in record.streams() for each in record.load(stream)]
    return [(each.stream, each.kind, dict(each.body)) for each in events if each.kind in PACKAGE_KINDS]


# Made


def test_a_package_is_whole_and_told_of(desk: Desk) -> None:
    made = desk.data("archive", "package", GLASS, person="anna")
    folder = packages(desk) / FIRST
    assert (made["package"], made["slip"]) == (FIRST, digest_of(folder / "pakbon.xml"))
    assert list(verify(folder, made["slip"])) == []
    ((stream, kind, body),) = told(desk)
    assert (stream, kind, body["package"], body["slip"]) == (f"company/{GLASS}", "package_made", FIRST, made["slip"])
    assert (body["title"], body["files"], made["files"]) == ("Dossier Proef Glas B.V.", 4, 4)
    assert sum(path.stat().st_size for path in folder.glob("sip/*/*/*") if not path.name.endswith(".xml")) == body["bytes"]
    assert desk.data("history", GLASS)[-1]["kind"] == "package_made"
    assert ">Ministerie van Proef</" in (folder / "index.html").read_text()


def test_no_name_of_a_person_is_in_an_event(desk: Desk) -> None:
    folder = packed(desk)
    assert "V. Voorbeeld" in (folder / "sip" / GLASS / "001-other" / f"{GLASS}.yaml").read_text()
    assert not any(name in str(told(desk)) for name in ("Voorbeeld", "Minister,", "Anna"))


def test_packages_of_a_company_are_numbered_and_none_takes_the_place_of_another(desk: Desk) -> None:
    first = tree(packed(desk))
    (packages(desk) / "proef-glas-4").mkdir()
    (packages(desk) / "proef-glas-1-9").mkdir()
    assert packed(desk).name == "proef-glas-5"
    assert tree(packages(desk) / FIRST) == first
    shutil.rmtree(packages(desk))
    assert packed(desk).name == "proef-glas-6"


def test_a_package_can_stand_elsewhere(desk: Desk, tmp_path: Path) -> None:
    made = packed(desk, "--to", str(tmp_path / "elders"), "--contact", "archief@example.nl", "--location", "e-depot", "--remarks", "proef")
    assert not made.exists()
    slip = (tmp_path / "elders" / FIRST / "pakbon.xml").read_text()
    assert all(f">{word}</" in slip for word in ("archief@example.nl", "e-depot", "proef", FIRST))
    assert desk.data("archive", "show", FIRST)["path"] is None
    assert "(not there)" in desk.said("archive", "show", FIRST)
    assert "elders" in desk.said("archive", "show", FIRST, "--packages", str(tmp_path / "elders"))


UNPACKED = {
    "no company": ((GLASS[:-1],), "anna", "E882"),
    "a hostile company": (("../../etc",), "anna", "E882"),
    "no issue": ((GLASS, "--issue", "../eop-nl-1"), "anna", "E962"),
    "no name of the office": ((GLASS, "--creator", ""), "anna", "E650"),
    "nobody": ((GLASS,), "", "E891"),
    "a stranger": ((GLASS,), "carla", "E807"),
    "an unseen sign": ((GLASS, "--creator", "Minis\u202eterie"), "anna", "E214"),
    "more than a line": ((GLASS, "--contact", "a\nb"), "anna", "E941"),
}


@pytest.mark.parametrize("name", UNPACKED)
def test_what_cannot_be_packed_leaves_nothing(desk: Desk, name: str) -> None:
    words, person, code = UNPACKED[name]
    assert desk.codes("archive", "package", *words, person=person) == [code]
    assert not packages(desk).exists() or list(packages(desk).iterdir()) == []
    assert told(desk) == []


def test_a_document_that_was_altered_in_the_archive_makes_no_package(desk: Desk) -> None:
    (kept,) = (desk.root / "output" / "archive").glob("*/*")
    kept.chmod(0o600)
    kept.write_bytes(b"anders")
    assert desk.codes("archive", "package", GLASS, person="anna") == ["E953"]
    assert list(packages(desk).iterdir()) == []


# Shown


def test_packages_are_listed_and_shown(desk: Desk) -> None:
    assert desk.said("archive", "list") == "there are no packages\n"
    packed(desk)
    packed(desk)
    assert [each["package"] for each in desk.data("archive", "list")] == [FIRST, "proef-glas-2"]
    assert "proef-glas-2  Dossier Proef Glas B.V.  2026-03-02  N" in desk.said("archive", "list")
    shown = desk.data("archive", "show", FIRST)
    assert (shown["company"], shown["appraisal"], shown["standing"], shown["holds"]) == (GLASS, "N", "kept", [])
    assert shown["path"].endswith(FIRST)
    assert shown["slip"] in desk.said("archive", "show", FIRST)


HOSTILE = [
    "proef-glas-2",
    "../packages/proef-glas-1",
    "/etc/passwd-1",
    "proef-glas-1/",
    "",
    ".",
    "..-1",
    "proef-glas-01",
    "PROEF-GLAS-1",
    "\x00",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_package_that_the_record_does_not_know_is_refused(desk: Desk, name: str) -> None:
    packed(desk)
    assert desk.codes("archive", "show", name) == ["E963"]


@pytest.mark.parametrize("name", [*HOSTILE[1:], "-1", "a-", "a-1000000", f"{'a' * 101}-1", "a-١"])
def test_an_id_is_one_that_we_could_have_given(name: str) -> None:
    assert parts_of(name) == ("", 0)


def test_an_id_names_its_company() -> None:
    assert [parts_of(each) for each in ("a-1", "a-1-2", "a.b_c-12")] == [("a", 1), ("a-1", 2), ("a.b_c", 12)]
