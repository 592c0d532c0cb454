"""The archive at the desk: packages are made, told of, proved, carried and destroyed, and whatever is wrong is named."""

from __future__ import annotations

import os
import shutil
import sqlite3  # noqa: TID251  # to do what nobody may
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from signal import SIGKILL

import pytest
from archives import DELIVERY, case_file, source, tree
from archives import packed as packed_folder
from children import PATIENCE
from desk import Desk, staffed, with_glass
from dossiers import ROOT
from records import commit
from test_archiving import with_issue

from agreements.application.package_record import PACKAGE_KINDS, confirmed_event, decided_event, destroyed_event, parts_of
from agreements.archive.ordering import in_order, others
from agreements.archive.sip import write_package
from agreements.archive.store import Fault, digest_of, fixity, keep
from agreements.archive.transport import export
from agreements.archive.verifying import verify
from agreements.record.opening import open_record
from agreements.record.values import NewEvent

GLASS, FIRST = "proef-glas", "proef-glas-1"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a desk with a name, on which a company has a case with evidence; its record is whole in the end."""
    monkeypatch.setenv("MAATWERK_OFFICE", "Ministerie van Proef")
    made = with_glass(tmp_path)
    made.run("person", "grant", "bram", "archivist", person="anna")
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


def sealed(desk: Desk) -> list[str]:
    """Return the receipts of every checkpoint."""
    with open_record(desk.record) as record:
        return [str(each) for each in record.receipts()]


def edit(desk: Desk, statement: str) -> None:
    """Change the record behind its back."""
    with closing(sqlite3.connect(desk.record)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute(statement)
        raw.commit()


# Made


def test_a_package_is_whole_and_told_of(desk: Desk) -> None:
    made = desk.data("archive", "package", GLASS, person="anna")
    folder = packages(desk) / FIRST
    assert (made["package"], made["slip"]) == (FIRST, digest_of(folder / "pakbon.xml"))
    assert list(verify(folder, made["slip"])) == []
    ((stream, kind, body),) = told(desk)
    assert (stream, kind, body["package"], body["slip"]) == (f"company/{GLASS}", "package_made", FIRST, made["slip"])
    assert (body["title"], body["files"], made["files"]) == ("Dossier Proef Glas B.V.", 5, 5)
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
    before = sealed(desk)
    assert desk.codes("archive", "package", *words, person=person) == [code]
    assert not packages(desk).exists() or list(packages(desk).iterdir()) == []
    assert (told(desk), sealed(desk)) == ([], before)


def test_a_document_that_was_altered_in_the_archive_makes_no_package(desk: Desk) -> None:
    before = sealed(desk)
    (kept,) = (desk.root / "output" / "archive").glob("*/*")
    kept.chmod(0o600)
    kept.write_bytes(b"anders")
    assert desk.codes("archive", "package", GLASS, person="anna") == ["E953"]
    assert (list(packages(desk).iterdir()), sealed(desk)) == ([], before)


def test_the_receipt_in_a_package_is_the_last_that_was_given(desk: Desk) -> None:
    for many in (1, 2):
        (receipt,) = packed(desk).glob("sip/*/002-*/*.txt")
        assert receipt.read_text() == f"{sealed(desk)[-1]}\n"
        assert len(sealed(desk)) == many


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


# Proved


def wrong(desk: Desk, *words: str) -> list[tuple[str, str]]:
    """Return the code and the end of the place of each problem that a proof of the archive finds."""
    found = desk.data("archive", "verify", *words, code=1)["problems"]
    assert {each["severity"] for each in found} == {"error"}
    return [(each["code"], each["file"].removeprefix(f"{packages(desk)}/")) for each in found]


def evidence(desk: Desk) -> Path:
    """Return the file of the archive that holds the evidence."""
    (found,) = (desk.root / "output" / "archive").glob("*/*")
    return found


def rewritten(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)


def test_a_whole_archive_is_told_to_be_whole(desk: Desk) -> None:
    packed(desk)
    assert desk.data("archive", "verify") == {"files": 1, "packages": 1, "issues": 0, "taken_in": 0, "problems": []}
    assert desk.said("archive", "verify", FIRST) == "Everything is there and is what it was (files: 0, packages: 1).\n"
    assert "(bestanden: 1, pakketten: 1)" in desk.run("archive", "verify", messages="nl").stdout


def test_without_a_package_or_file_it_is_whole_too(tmp_path: Path) -> None:
    assert with_glass(tmp_path).data("archive", "verify") == {"files": 0, "packages": 0, "issues": 0, "taken_in": 0, "problems": []}


def test_every_file_that_an_issue_names_is_looked_for(desk: Desk) -> None:
    with_issue(desk)
    assert desk.data("archive", "verify")["files"] == 1 + 3 + 2 + 1


def test_a_file_of_the_archive_that_is_changed_missing_or_strange_is_named(desk: Desk) -> None:
    kept = evidence(desk)
    rewritten(kept, b"intakE")
    assert wrong(desk) == [("E966", kept.name)]
    kept.unlink()
    (kept.parent / "erbij").write_text("x")
    assert sorted(wrong(desk)) == [("E965", kept.name), ("E967", f"{kept.parent.name}/erbij")]
    assert desk.codes("archive", "verify") == [code for code, _ in wrong(desk)]


def test_what_a_refused_command_left_is_told_as_harmless_and_the_record_needs_nothing_of_it(desk: Desk) -> None:
    left = keep(desk.root / "output" / "archive", b"van een geweigerde opdracht")
    place = f"{left[:2]}/{left}"
    (told,) = desk.data("archive", "verify", code=1)["problems"]
    assert (told["code"], told["file"]) == ("E967", place)
    assert "a whole file, of a command that was refused or cut off" in told["message"]
    assert "it harms nothing" in told["message"]
    rewritten(desk.root / "output" / "archive" / place, b"van een ander")
    (told,) = desk.data("archive", "verify", code=1)["problems"]
    assert "find out whose it is" in told["message"]
    (desk.root / "output" / "archive" / place).unlink()
    assert desk.data("archive", "verify")["problems"] == []


@pytest.mark.parametrize("name", ["met\nregel", "met 'teken' é", "zz", "00", "\udcff"])
def test_a_strange_name_is_told_as_it_is(desk: Desk, name: str) -> None:
    (desk.root / "output" / "archive" / name).write_text("x")
    kept = evidence(desk)
    (kept.parent / kept.name[:-1]).write_text("x")
    (desk.root / "output" / "archive" / "ff").mkdir(exist_ok=True)
    (desk.root / "output" / "archive" / "ff" / kept.name).write_text("x")  # a name that is known, in the place of another
    told_names = {place for _, place in wrong(desk)}
    assert told_names == {name, f"{kept.parent.name}/{kept.name[:-1]}", f"ff/{kept.name}"}


def test_what_is_kept_or_packed_while_files_are_read_is_no_stranger(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(folder: Path, expected: Iterable[str]) -> Iterator[tuple[Fault, str]]:
        asked = list(expected)
        desk.run("step", GLASS, "stop", "--evidence", desk.file("stop.txt", "stop"), "--set", "reason-stopped=x", person="anna")
        packed(desk)
        (folder / "vreemd").write_text("x")
        return fixity(folder, asked)

    monkeypatch.setattr("agreements.application.proving.fixity", slow)
    assert wrong(desk) == [("E967", "vreemd")]


PACKAGE_FAULTS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a byte altered": (lambda folder: rewritten(folder / "index.html", b"x"), {"E945"}),
    "a document altered": (lambda folder: rewritten(next(folder.glob("sip/*/*/*.yaml")), b"x"), {"E945", "E947", "E949"}),
    "a file missing": (lambda folder: (folder / "index.html").unlink(), {"E944"}),
    "a file too many": (lambda folder: (folder / "erbij.txt").write_text("x"), {"E946"}),
    "another slip": (lambda folder: rewritten(folder / "pakbon.xml", b"x"), {"E948"}),
    "no slip": (lambda folder: (folder / "pakbon.xml").unlink(), {"E944"}),
    "gone": (shutil.rmtree, {"E964"}),
}


@pytest.mark.parametrize("name", PACKAGE_FAULTS)
def test_whatever_is_wrong_with_a_package_is_named_with_its_place(desk: Desk, name: str) -> None:
    spoil, codes = PACKAGE_FAULTS[name]
    folder, other = packed(desk), packed(desk)
    spoil(folder)
    found = wrong(desk)
    assert {code for code, _ in found} == codes
    assert all(place.partition("/")[0] == folder.name for _, place in found)
    assert wrong(desk, folder.name) == found
    assert desk.data("archive", "verify", other.name)["problems"] == []


def test_a_link_is_no_package(desk: Desk, tmp_path: Path) -> None:
    folder = packed(desk)
    folder.symlink_to(folder.rename(tmp_path / "elders"))
    assert wrong(desk) == [("E964", FIRST)]


def test_what_nobody_told_of_among_the_packages_is_untracked(desk: Desk) -> None:
    shutil.copytree(packed(desk), packages(desk) / "proef-glas-2")
    (packages(desk) / ".maatwerk-x").mkdir()
    assert wrong(desk) == [("E968", ".maatwerk-x"), ("E968", "proef-glas-2")]
    assert desk.data("archive", "verify", FIRST)["problems"] == []


def test_a_package_made_anew_from_other_data_is_not_the_one_that_was_recorded(desk: Desk) -> None:
    folder = packed(desk)
    shutil.rmtree(folder)
    packed_folder(packages(desk), FIRST)
    assert wrong(desk) == [("E948", f"{FIRST}/pakbon.xml")]


def note(desk: Desk, *events: NewEvent) -> None:
    """Put events into the office's stream."""
    with open_record(desk.record) as record, record.transaction() as transaction:
        transaction.append(commit("office", transaction.version("office"), *events, recorded="2026-03-02T09:00:00Z"))


def test_a_destruction_that_is_not_finished_or_undone_is_told(desk: Desk) -> None:
    packed(desk)
    proof = keep(desk.root / "output" / "archive", b"proof")
    note(desk, decided_event(FIRST, "2026-03-02"), confirmed_event(FIRST, proof, "2026-03-02"))
    assert wrong(desk) == [("E969", FIRST)]
    note(desk, destroyed_event(FIRST, proof, "2026-03-02"))
    assert wrong(desk) == [("E970", FIRST)]
    shutil.rmtree(packages(desk) / FIRST)
    assert desk.data("archive", "verify")["files"] == 2


def test_a_broken_chain_is_told(desk: Desk) -> None:
    packed(desk)
    copy = desk.record.read_bytes()
    edit(desk, "UPDATE event SET effective = '2026-03-01' WHERE stream = 'company/proef-glas' AND version = 2")
    assert "E911" in {code for code, _ in wrong(desk, FIRST)}
    desk.record.write_bytes(copy)


def test_a_record_that_was_written_anew_is_not_that_of_the_package(desk: Desk) -> None:
    """The whole record made again with other evidence is sound in itself; the package knows better."""
    folder = packed(desk)
    trail = next(folder.glob("sip/*/*/*.jsonl"))
    head = trail.read_bytes().splitlines()[-2]
    kept = dict(told(desk)[0][2])
    desk.record.unlink()
    for extra in desk.record.parent.glob("record.sqlite3-*"):
        extra.unlink()
    other = with_glass(desk.root.parent / "anders")
    other.record.rename(desk.record)
    desk.run("step", GLASS, "start-exploration", "--evidence", desk.file("intake.txt", "anders"), person="anna")
    with open_record(desk.record) as record, record.transaction() as transaction:
        event = NewEvent("package_made", kept, "2026-03-02")
        transaction.append(commit(f"company/{GLASS}", transaction.version(f"company/{GLASS}"), event))
    assert desk.data("record", "verify")["problems"] == []
    assert b'"hash"' in head
    assert ("E971", FIRST) in wrong(desk, FIRST)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_strange_id_is_refused_before_anything_is_proved(desk: Desk, name: str) -> None:
    packed(desk)
    assert desk.codes("archive", "verify", FIRST, name) == ["E963"]


@pytest.mark.parametrize(("many", "parts"), [(1, 100), (1, 2), (3, 3), (100, 1)])
def test_names_are_put_in_order_in_parts(many: int, parts: int) -> None:
    names = [sha256(bytes([number])).hexdigest() for number in range(20)] * 2
    with in_order(names, many, parts) as found:
        assert list(found) == sorted(names)


def test_names_that_nobody_knows_are_told() -> None:
    assert list(others("abcd", "aac")) == ["b", "d"]
    assert list(others("ab", "")) == ["a", "b"]


# Carried


def carried(desk: Desk, package: str = FIRST, name: str = "uit.zip") -> Path:
    """Export a package and return the file."""
    file = desk.root / name
    assert desk.data("archive", "export", package, str(file))["sha256"] == digest_of(file)
    return file


def test_a_package_goes_out_and_comes_back_as_it_was(desk: Desk) -> None:
    folder = packed(desk)
    before, slip = tree(folder), digest_of(folder / "pakbon.xml")
    file = carried(desk)
    assert digest_of(file) in desk.said("archive", "export", FIRST, str(desk.root / "nog.zip"))
    shutil.rmtree(folder)
    assert wrong(desk) == [("E964", FIRST)]
    back = desk.data("archive", "import", str(file), "--expect", slip.upper(), person="anna")
    assert (back["package"], back["slip"], back["imported"], back["title"]) == (FIRST, slip, False, "Dossier Proef Glas B.V.")
    assert tree(folder) == before
    assert digest_of(carried(desk, name="weer.zip")) == digest_of(file)
    assert [(stream, kind) for stream, kind, _ in told(desk)] == [
        (f"company/{GLASS}", kind) for kind in ("package_made", "package_imported")
    ]
    assert desk.data("archive", "verify")["problems"] == []


def test_an_office_that_does_not_know_the_company_records_it_itself(desk: Desk, tmp_path: Path) -> None:
    packed(desk)
    other = staffed(tmp_path / "elders")
    path = other.said("archive", "import", str(carried(desk)), person="anna").strip()
    assert path.endswith(f"packages/{FIRST}")
    ((stream, kind, body),) = told(other)
    assert (stream, kind, "title" in body) == ("office", "package_imported", False)
    assert (body["package"], body["slip"]) == (FIRST, digest_of(packages(other) / FIRST / "pakbon.xml"))
    assert "(imported)" in other.said("archive", "list")
    assert other.data("archive", "show", FIRST)["imported"]
    assert other.data("archive", "verify") == {"files": 0, "packages": 1, "issues": 0, "taken_in": 0, "problems": []}
    assert other.data("record", "verify")["problems"] == []


def hostile(desk: Desk, identifier: str) -> Path:
    """Return an export of a sound package that has this id."""
    write_package(desk.root / "vreemd", case_file(), source(), replace(DELIVERY, id=identifier))
    export(desk.root / "vreemd", desk.root / "vreemd.zip")
    return desk.root / "vreemd.zip"


@pytest.mark.parametrize("name", ["../../weg-1", "/etc/weg-1", "pakket", "..-1", "Pakket-1", "pakket-1/x", ".maatwerk-1", "pakket-0"])
def test_a_package_with_an_id_that_is_none_is_refused(desk: Desk, name: str) -> None:
    before = tree(desk.root.parent)
    file = hostile(desk, name)
    assert desk.codes("archive", "import", str(file), person="anna") == ["E972"]
    assert set(tree(desk.root.parent)) - set(before) == {path for path in tree(desk.root.parent) if "vreemd" in path}
    assert list(packages(desk).iterdir()) == []


def test_another_package_under_a_known_id_is_refused(desk: Desk) -> None:
    before = tree(packed(desk))
    assert desk.codes("archive", "import", str(hostile(desk, FIRST)), person="anna") == ["E973"]
    assert tree(packages(desk) / FIRST) == before
    shutil.rmtree(packages(desk) / FIRST)
    assert desk.codes("archive", "import", str(desk.root / "vreemd.zip"), person="anna") == ["E973"]
    assert list(packages(desk).iterdir()) == []


def test_what_stands_there_is_not_replaced(desk: Desk) -> None:
    packed(desk)
    file = carried(desk)
    assert desk.codes("archive", "import", str(file), person="anna") == ["E952"]
    assert desk.codes("archive", "export", FIRST, str(file)) == ["E952"]


def test_a_package_that_was_destroyed_does_not_come_back(desk: Desk) -> None:
    folder = packed(desk)
    file = carried(desk)
    shutil.rmtree(folder)
    for event in (confirmed_event(FIRST, "a" * 64, "2026-03-02"), destroyed_event(FIRST, "a" * 64, "2026-03-02")):
        note(desk, event)
        assert desk.codes("archive", "import", str(file), person="anna") == ["E974"]
        assert not (packages(desk) / FIRST).exists()


def test_what_is_no_whole_export_leaves_nothing(desk: Desk) -> None:
    packed(desk)
    file = carried(desk)
    shutil.rmtree(packages(desk))
    whole, many = file.read_bytes(), len(told(desk))
    middle = len(whole) // 2
    for spoilt in (b"", whole[:middle], whole + b"x", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]):
        file.write_bytes(spoilt)
        assert set(desk.codes("archive", "import", str(file), person="anna")) <= {"E945", "E951"}
    file.write_bytes(whole)
    assert desk.codes("archive", "import", str(file), "--expect", "0" * 64, person="anna") == ["E948"]
    assert desk.codes("archive", "import", str(desk.root / "nergens.zip"), person="anna") == ["E506"]
    assert desk.codes("archive", "import", str(file)) == ["E891"]
    assert desk.codes("archive", "import", str(file), person="carla") == ["E807"]
    desk.run("archive", "import", str(file), "--expect", "", person="anna", code=2)
    assert list(packages(desk).iterdir()) == []
    assert len(told(desk)) == many


def test_a_package_that_is_not_what_was_recorded_does_not_go_out(desk: Desk) -> None:
    folder = packed(desk)
    rewritten(folder / "index.html", b"x")
    assert desk.codes("archive", "export", FIRST, str(desk.root / "uit.zip")) == ["E945"]
    shutil.rmtree(folder)
    packed_folder(packages(desk), FIRST)
    assert desk.codes("archive", "export", FIRST, str(desk.root / "uit.zip")) == ["E948"]
    shutil.rmtree(folder)
    assert desk.codes("archive", "export", FIRST, str(desk.root / "uit.zip")) == ["E964"]
    assert desk.codes("archive", "export", "../proef-glas-1", str(desk.root / "uit.zip")) == ["E963"]
    assert not (desk.root / "uit.zip").exists()


# Killed

CHILD = ROOT / "tests/archive_desk_children.py"


def killed(desk: Desk, where: str, *words: str, when: str = "before", person: str = "anna") -> None:
    """Call the command line, which is killed in a named place."""
    told_by = [sys.executable, str(CHILD), when, where, "-w", str(desk.root), *words, "--as", person]
    done = subprocess.run(
        told_by, env={**os.environ, "MAATWERK_NOW": desk.now}, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == -SIGKILL, done.stderr


def test_a_package_of_which_the_maker_was_killed_is_untracked_and_in_nobodys_way(desk: Desk) -> None:
    killed(desk, "application.packing.contents_of", "archive", "package", GLASS)
    assert (packages(desk) / FIRST / "pakbon.xml").is_file()
    assert told(desk) == []
    assert wrong(desk) == [("E968", FIRST)]
    assert packed(desk).name == "proef-glas-2"


def test_a_maker_who_is_killed_while_packing_leaves_no_package(desk: Desk) -> None:
    killed(desk, "archive.sip._close", "archive", "package", GLASS)
    ((code, left),) = wrong(desk)
    assert (code, left.startswith(".maatwerk-")) == ("E968", True)
    assert packed(desk).name == FIRST


def test_an_import_that_was_killed_is_done_by_doing_it_again(desk: Desk) -> None:
    folder = packed(desk)
    before, file = tree(folder), carried(desk)
    other = staffed(desk.root.parent / "elders")
    killed(other, "application.carrying.contents_of", "archive", "import", str(file))
    assert told(other) == []
    assert ("E968", FIRST) in wrong(other)
    other.run("archive", "import", str(file), person="anna")
    assert tree(packages(other) / FIRST) == before
    assert [kind for _, kind, _ in told(other)] == ["package_imported"]
    assert other.data("archive", "verify", FIRST)["problems"] == []
    assert other.codes("archive", "import", str(file), person="anna") == ["E952"]


def test_a_spoilt_package_that_nobody_told_of_is_not_taken_for_the_one_that_comes_in(desk: Desk) -> None:
    packed(desk)
    file = carried(desk)
    other = staffed(desk.root.parent / "elders")
    killed(other, "application.carrying.contents_of", "archive", "import", str(file))
    rewritten(packages(other) / FIRST / "index.html", b"x")
    assert other.codes("archive", "import", str(file), person="anna") == ["E952"]
    assert told(other) == []
