"""What can go wrong around the record gives one clear problem, and nothing half-written."""

from __future__ import annotations

import os
import sqlite3  # noqa: TID251  # to make files that are no record
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dossiers import ROOT
from psycopg import errors  # noqa: TID251  # what a server can say
from records import GLASS, MONDAY, STEEL, TUESDAY, commit, destroyed, filled, happened, project, step

from agreements.problems import AgreementsError
from agreements.problems.display import message
from agreements.problems.records import RECORDS
from agreements.record import connection, postgres
from agreements.record.migrations import MIGRATIONS
from agreements.record.opening import open_record, restore
from agreements.record.tables import ISSUE, READ_MODELS
from agreements.record.values import Rows

Fault = Callable[[Path, Callable[[str], str]], Any]
"""Given a folder and a maker of addresses in PostgreSQL."""


def conflict(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        record.append(commit(GLASS, 3))


def full(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        pages = record._connection.run("PRAGMA page_count")[0][0]
        record._connection.run(f"PRAGMA max_page_count = {pages + 2}")
        step(record, GLASS, happened(text="x" * 4000))
        step(record, GLASS, happened(text="x" * 40_000))


def locked(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record, open_record(folder / "r", patience=0.05) as other, record.transaction():
        other.append(commit(GLASS, 0))


def no_database(folder: Path, _: object) -> None:
    (folder / "r").write_text("Dit is een brief, geen register. " * 100)
    open_record(folder / "r")


def another_database(folder: Path, _: object) -> None:
    raw = sqlite3.connect(folder / "r")
    raw.execute("CREATE TABLE kasboek (bedrag INTEGER)")
    raw.close()
    open_record(folder / "r")


def broken_pages(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        filled(record)
        record.backup(folder / "copy", MONDAY)
    content = bytearray((folder / "copy").read_bytes())
    content[4096 * 4 :] = os.urandom(len(content) - 4096 * 4)
    (folder / "copy").write_bytes(content)
    restore(folder / "copy", folder / "back")


def broken_index(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        filled(record)
        record.backup(folder / "copy", MONDAY)
    raw = sqlite3.connect(folder / "copy")
    raw.executescript(
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_schema SET sql = replace(sql, '(not_before)', '(kind)') WHERE name = 'message_waiting';"
        "DELETE FROM sqlite_schema WHERE name = 'event_kept';"
        "UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE (stream, version)', 'UNIQUE (version, stream)') WHERE name = 'event';"
    )
    raw.close()
    restore(folder / "copy", folder / "back")


def another_database_put_back(folder: Path, _: object) -> None:
    raw = sqlite3.connect(folder / "kas")
    raw.execute("CREATE TABLE kasboek (bedrag INTEGER)")
    raw.close()
    restore(folder / "kas", folder / "r")


def newer(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        record._connection.run("INSERT INTO schema_version (number) VALUES (99)")
    open_record(folder / "r")


def absent(folder: Path, _: object) -> None:
    open_record(folder / "niets" / "r", create=False)


def closed(folder: Path, _: object) -> None:
    (folder / "map").mkdir()
    open_record(folder / "map")


def under_a_file(folder: Path, _: object) -> None:
    (folder / "bestand").write_text("")
    open_record(folder / "bestand" / "r")


def no_driver(_: object, __: object) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "psycopg", None)
        patch.delitem(sys.modules, "agreements.record.postgres", raising=False)
        open_record("postgresql://localhost/x")


def no_server(folder: Path, _: object) -> None:
    open_record(f"postgresql://jan:geheim@/x?host={folder}")


def continued(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        filled(record)
        destroyed(record, GLASS, commit("office", 1, happened("stream_destroyed", grounds="lijst")))
        record.append(commit(GLASS, 0))


def tampered(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        filled(record)
        record._connection.run("DROP TRIGGER event_kept_as_written")
        record._connection.run("UPDATE event SET body = '{}' WHERE sequence = 3")
        raise AgreementsError(*record.verify())


def cut_off(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        filled(record)
        record.backup(folder / "old", MONDAY)
        step(record, STEEL)
        receipt = record.checkpoint(TUESDAY)
    with open_record(folder / "old") as old:
        raise AgreementsError(*old.verify(receipts=[receipt]))


def read_meanwhile(folder: Path, _: object) -> None:
    with open_record(folder / "r", patience=0) as record, open_record(folder / "r") as other, other.snapshot() as held:
        held.persons()
        step(record, GLASS)
        raise AgreementsError(*record.scrub())


def left_over(folder: Path, _: object) -> None:
    with open_record(folder / "was") as record:
        record.backup(folder / "copy", MONDAY)
    (folder / "r-wal").write_bytes(b"")
    restore(folder / "copy", folder / "r")


def unreadable(folder: Path, _: object) -> None:
    names: dict[str, Rows] = {}
    with open_record(folder / "r") as record:
        filled(record)
        raise AgreementsError(*record.verify(lambda stream, _: names[stream]))


def other_rows(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        filled(record)
        record._connection.run("DELETE FROM standing WHERE stream = ?", (STEEL,))
        raise AgreementsError(*record.verify(project))


def taken(folder: Path, _: object) -> None:
    with open_record(folder / "r") as record:
        record.backup(folder / "r", MONDAY)


def no_copy(folder: Path, _: object) -> None:
    (folder / "brief.txt").write_text("Geachte heer,\n")
    restore(folder / "brief.txt", folder / "r")


def no_address(_: object, __: object) -> None:
    open_record("mysql://jan:geheim@server/register?x=y")


FAULTS: dict[str, tuple[Fault, str]] = {
    "E901": (conflict, "'company/glas' staat inmiddels op versie 0; dit was besloten op versie 3"),
    "E902": (full, "het register '{folder}/r' kan niet worden geschreven: er is geen ruimte meer op de schijf"),
    "E903": (locked, "het register '{folder}/r' blijft te lang in gebruik bij een ander"),
    "E904": (no_database, "'{folder}/r' is geen heel register: het is geen database"),
    "E904 another": (another_database, "'{folder}/r' is geen heel register: er staat iets anders in"),
    "E904 back": (another_database_put_back, "'{folder}/kas' is geen heel register: er staat iets anders in"),
    "E904 pages": (broken_pages, "'{folder}/copy' is geen heel register: de bladen van het bestand zijn beschadigd"),
    "E904 index": (broken_index, "'{folder}/copy' is geen heel register: de bladen van het bestand zijn beschadigd"),
    "E905": (newer, "het register '{folder}/r' heeft schema 99; deze versie van maatwerk kent 4"),
    "E906": (absent, "er is nog geen register op '{folder}/niets/r'"),
    "E907": (closed, "het register '{folder}/map' mag hier niet worden geopend of geschreven: het bestand is niet te openen"),
    "E907 file": (
        under_a_file,
        "het register '{folder}/bestand/r' mag hier niet worden geopend of geschreven: er staat een bestand waar een map moet komen",
    ),
    "E908": (no_driver, "voor een register in PostgreSQL ontbreekt psycopg"),
    "E909": (no_server, "de databaseserver van 'postgresql:///x' antwoordt niet of weigert: connection"),
    "E910": (continued, "'company/glas' is vernietigd en kan niet verder worden geschreven"),
    "E911": (tampered, "'company/staal' versie 1 (volgnummer 3) is niet zoals vastgelegd: de inhoud is gewijzigd"),
    "E912": (
        cut_off,
        "de vastlegging tot en met volgnummer 8 is niet zoals zij was: wat later kwam ontbreekt: dit is een oudere of afgekapte kopie",
    ),
    "E913": (other_rows, "de tabel 'standing' zegt van 'company/staal' iets anders dan de gebeurtenissen"),
    "E918": (left_over, "naast '{folder}/r' staat nog '{folder}/r-wal', van een ander register: SQLite zou het inlezen"),
    "W919": (read_meanwhile, "wat gewist is, staat nog in '{folder}/r-wal': een ander leest het register"),
    "E917": (unreadable, "de gebeurtenissen van 'company/glas' zijn niet te lezen, al kloppen hun hashes"),
    "E914": (taken, "'{folder}/r' bestaat al; er wordt niets overschreven"),
    "E916": (no_address, "'mysql://server/register' is geen adres van een register"),
    "E915": (no_copy, "'{folder}/brief.txt' is geen reservekopie of uitvoer van een register"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_said_once_and_clearly(tmp_path: Path, name: str) -> None:
    action, sentence = FAULTS[name]
    with pytest.raises(AgreementsError) as caught:
        action(tmp_path, str)
    first = caught.value.problems[0]
    assert first.code == name[:4]
    said = message(first, "nl")
    wanted = sentence.format(folder=tmp_path)
    assert said.startswith(wanted)
    assert said == wanted or wanted.endswith((": ", "connection"))


def test_every_code_of_the_record_has_an_input_that_gives_it() -> None:
    assert {name[:4] for name in FAULTS} == set(RECORDS)


def test_a_full_disk_leaves_what_was_acknowledged(tmp_path: Path) -> None:
    with pytest.raises(AgreementsError):
        full(tmp_path, None)
    with open_record(tmp_path / "r") as record:
        assert record.version(GLASS) == 1
        assert record.verify(project) == ()
        step(record, GLASS, happened(text="x" * 40_000))


PROGRAM = """
import os, resource, signal, sys
import agreements.record.sqlite
from pathlib import Path
sys.path.insert(0, "tests")
from records import GLASS, TUESDAY, happened, step
from agreements.problems import AgreementsError
from agreements.problems.display import message
from agreements.record.opening import open_record
try:
    {action}
except AgreementsError as error:
    print(*(f"{{each.code}} {{message(each, 'en')}}" for each in error.problems), sep="\\n")
"""


def elsewhere(action: str, **options: Any) -> str:
    """Run an action in a process of its own, with less rights or room, and return what it says."""
    program = PROGRAM.format(action=action.replace("\n", "\n    "))
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, cwd=ROOT, **options)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.mark.parametrize("copy", ["backup", "export"])
def test_a_copy_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, copy: str) -> None:
    with open_record(tmp_path / "r") as record:
        step(record, GLASS, happened(text="x" * 100_000))
        record.checkpoint(TUESDAY)
    action = f"""\
record = open_record({str(tmp_path / "r")!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
record.{copy}(Path({str(tmp_path / "copy")!r}), TUESDAY)"""
    said = elsewhere(action)
    assert said.startswith(("E902 the record", "E506 "))
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("r")) == []


def test_a_read_only_place_is_said() -> None:
    with tempfile.TemporaryDirectory(prefix="maatwerk-") as name:  # not below the folder of a test, which only its owner may enter
        path = Path(name, "r")
        with open_record(path) as record:
            step(record, GLASS)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        drop = "os.seteuid(65534)\n" if not os.getuid() else ""
        said = elsewhere(f"{drop}record = open_record({str(path)!r})\nstep(record, GLASS)")
        path.parent.chmod(0o755)
    assert said.startswith(f"E907 the record '{path}' may not be opened or written here: ")


def older(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a record and a back-up of it with the first schema."""
    with monkeypatch.context() as patch:
        patch.setattr("agreements.record.connection.MIGRATIONS", MIGRATIONS[:1])
        for later in ("issue", "promise", "tally", "ended", "kin", "alias"):
            patch.delitem(READ_MODELS, later)
        with open_record(path) as record:
            step(record, GLASS)
            record.backup(path.with_name("copy"), TUESDAY)


def test_a_record_with_an_older_schema_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    older(tmp_path / "old", monkeypatch)
    restore(tmp_path / "copy", place)
    for where in (tmp_path / "old", place):
        with open_record(where) as record:
            assert (record.version(GLASS), record.query(ISSUE), record.verify()) == (1, (), ())


def test_an_older_schema_that_cannot_be_brought_up_to_date_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix="maatwerk-") as name:
        path = Path(name, "r")
        older(path, monkeypatch)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        drop = "os.seteuid(65534)\n" if not os.getuid() else ""
        said = elsewhere(f"{drop}from agreements.record.opening import open_to_read\nopen_to_read({str(path)!r})")
        path.parent.chmod(0o755)
    assert said.startswith(f"E907 the record '{path}' may not be opened or written here: ")


def test_what_the_server_says_is_said_in_our_words() -> None:
    said = {
        errors.LockNotAvailable: "E903",
        errors.DiskFull: "E902",
        errors.DataCorrupted: "E904",
        errors.InsufficientPrivilege: "E907",
        errors.AdminShutdown: "E909",
    }
    for error, code in said.items():
        found = postgres.fault(error("nee\ndat gaat niet"), "postgresql:///x")
        assert found is not None
        assert (found.code, dict(found.arguments).get("reason", "nee")) == (code, "nee")
    assert postgres.fault(errors.UndefinedTable("x"), "postgresql:///x") is None


def test_a_wrong_statement_is_ours_to_mend(place: str) -> None:
    with open_record(place) as record:
        for action in (
            lambda: record._connection.run("SELECT x FROM niets"),
            lambda: record._connection.changed("DELETE FROM niets"),
            lambda: record._connection.many("INSERT INTO niets VALUES (?)", [("x",)]),
            lambda: list(record._connection.each("SELECT x FROM niets")),
        ):
            with pytest.raises(record._connection.error):
                action()


def test_two_that_open_a_new_record_at_once_make_its_tables_once(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_record(place).close()
    seen = iter([0])
    real = connection.schema_version
    monkeypatch.setattr(connection, "schema_version", lambda opened: next(seen, real(opened)))
    with open_record(place) as record:
        assert record.version(GLASS) == 0


def test_an_empty_file_is_no_record_to_look_into(tmp_path: Path) -> None:
    (tmp_path / "leeg").touch()
    with pytest.raises(AgreementsError) as caught:
        open_record(tmp_path / "leeg", writable=False)
    assert [each.code for each in caught.value.problems] == ["E904"]


def test_of_a_record_that_is_not_as_recorded_no_back_up_is_made(place: str, tmp_path: Path) -> None:
    with open_record(place) as record:
        filled(record)
        trigger = "event_kept_as_written" if place.startswith("/") else "event_guarded ON event"
        record._connection.run(f"DROP TRIGGER {trigger}")
        record._connection.run("UPDATE event SET body = '{}' WHERE sequence = 3")
        with pytest.raises(AgreementsError) as caught:
            record.backup(tmp_path / "copies" / "copy", TUESDAY)
    assert [each.code for each in caught.value.problems] == ["E911"]
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_copy_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AgreementsError) as caught:
        restore(tmp_path / "niets", tmp_path / "back")
    assert [message(each, "nl") for each in caught.value.problems] == [
        f"'{tmp_path / 'niets'}' is niet te lezen of te schrijven: het bestaat niet"
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_address_is_shown_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(AgreementsError) as caught:
        no_server(tmp_path, None)
    assert "geheim" not in str(caught.value) + message(caught.value.problems[0], "nl")


def test_a_record_of_an_export_with_foreign_rows_is_refused(tmp_path: Path) -> None:
    with open_record(tmp_path / "r") as record:
        filled(record)
        record.export(tmp_path / "export", TUESDAY)
    lines = (tmp_path / "export").read_bytes().splitlines(keepends=True)
    foreign = [
        b'{"row":["schema_version",1],"table":"sqlite_schema"}\n',
        b'{"row":[1],"table":"person"}\n',
        b'{"row":{},"table":"event"}\n',
    ]
    for number, line in enumerate(foreign):
        (tmp_path / f"export{number}").write_bytes(b"".join([*lines[:-1], line, lines[-1]]))
        with pytest.raises(AgreementsError) as caught:
            restore(tmp_path / f"export{number}", tmp_path / "back")
        assert [each.code for each in caught.value.problems] == ["E915"]
        assert not (tmp_path / "back").exists()
