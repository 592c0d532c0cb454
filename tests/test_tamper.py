"""Whoever changes the record is found, with the place: from the export alone, by a verifier that needs only the standard library."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3  # noqa: TID251  # to do what nobody may
import subprocess
import sys
from collections.abc import Callable, Sequence
from copy import copy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, with_glass
from dossiers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from records import GLASS, PAPER, STEEL, TUESDAY, commit, destroyed, filled, happened, step

from agreements.model.canonical import canonical_json
from agreements.problems import AgreementsError
from agreements.problems.display import message
from agreements.record import events
from agreements.record.opening import open_record, restore
from agreements.record.verifier import FAULTS, Receipt, content_of, main, verify_export

VERIFIER = ROOT / "agreements/record/verifier.py"
Lines = list[bytes]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lines, Receipt]:
    """An export of nine events, with two checkpoints and a destroyed stream, and its receipt.

    Lines: 1 header, 2 and 3 checkpoints, 4 a destruction, 5 to 12 events, 13 to 15 commands, 16 the end.
    """
    folder = tmp_path_factory.mktemp("tamper")
    with open_record(folder / "r") as record:
        filled(record)
        order = happened("stream_destroyed", grounds="selectielijst 12.3")
        destroyed(record, PAPER, commit("office", 1, order, recorded=TUESDAY, key="d1"))
        receipt = record.export(folder / "export", TUESDAY)
    return (folder / "export").read_bytes().splitlines(keepends=True), receipt


def found(lines: Sequence[bytes], *receipts: Receipt) -> list[str]:
    return [str(each) for each in verify_export(lines, receipts)[1]]


def placed(fault: str, place: str) -> str:
    return f"{place}: {FAULTS[fault]}"


def sequences(lines: Lines) -> dict[int, int]:
    """Return the index of the line of each event by its sequence."""
    told = [json.loads(line) for line in lines]
    return {each["sequence"]: index for index, each in enumerate(told) if "event" in each}


def at(lines: Lines, sequence: int) -> int:
    return sequences(lines)[sequence]


def edited(lines: Lines) -> None:
    lines[at(lines, 5)] = lines[at(lines, 5)].replace(b'"instrument":"eop"', b'"instrument":"jloi"')


def sealed_again(lines: Lines, index: int, **changes: Any) -> str:
    """Change an event as somebody would who knows how hashes are made; return its new hash."""
    told = json.loads(lines[index])
    told["event"].update(changes)
    told["hash"] = sha256(canonical_json(told["event"])).hexdigest()
    lines[index] = canonical_json(told) + b"\n"
    return str(told["hash"])


def edited_with_its_hash(lines: Lines) -> None:
    sealed_again(lines, at(lines, 3), body={"to": "getekend"})


def edited_with_all_later_hashes(lines: Lines) -> None:
    head = sealed_again(lines, at(lines, 3), body={"to": "getekend"})
    head = sealed_again(lines, at(lines, 6), previous=head)
    sealed_again(lines, at(lines, 7), previous=head)


def deleted(lines: Lines) -> None:
    del lines[at(lines, 6)]


def deleted_and_renumbered(lines: Lines) -> None:
    previous = json.loads(lines[at(lines, 6)])["event"]["previous"]
    later = at(lines, 7)
    sealed_again(lines, later, previous=previous, version=2)
    told = json.loads(lines[later])
    lines[later] = canonical_json({**told, "sequence": 6}) + b"\n"
    del lines[at(lines, 6)]
    for index, line in enumerate(lines):
        told = json.loads(line)
        if told.get("sequence", 0) > 7:
            lines[index] = canonical_json({**told, "sequence": told["sequence"] - 1}) + b"\n"
    lines[-1] = b'{"end":{"events":7,"sequence":8}}\n'


def last_of_a_stream_deleted(lines: Lines) -> None:
    del lines[at(lines, 8)]


def inserted(lines: Lines) -> None:
    told = json.loads(lines[at(lines, 7)])
    event = {**told["event"], "version": 4, "previous": told["hash"], "body": {"instrument": "jloi"}}
    own = sha256(canonical_json(event)).hexdigest()
    lines.insert(at(lines, 7) + 1, canonical_json({"event": event, "hash": own, "sequence": 7}) + b"\n")


def forked(lines: Lines) -> None:
    told = json.loads(lines[at(lines, 6)])
    event = {**told["event"], "body": {"to": "gestopt"}}
    own = sha256(canonical_json(event)).hexdigest()
    lines.insert(-1, canonical_json({"event": event, "hash": own, "sequence": 10}) + b"\n")
    lines[-1] = b'{"end":{"events":9,"sequence":10}}\n'


def reordered(lines: Lines) -> None:
    first, second = at(lines, 6), at(lines, 7)
    lines[first], lines[second] = lines[second], lines[first]


def reordered_and_renumbered(lines: Lines) -> None:
    first, second = at(lines, 6), at(lines, 7)
    one, other = json.loads(lines[first]), json.loads(lines[second])
    lines[first] = canonical_json({**other, "sequence": 6}) + b"\n"
    lines[second] = canonical_json({**one, "sequence": 7}) + b"\n"


def streams_swapped(lines: Lines) -> None:
    first, second = at(lines, 2), at(lines, 3)
    one, other = json.loads(lines[first]), json.loads(lines[second])
    lines[first] = canonical_json({**other, "sequence": 2}) + b"\n"
    lines[second] = canonical_json({**one, "sequence": 3}) + b"\n"


def cut_off(lines: Lines) -> None:
    del lines[at(lines, 8) :]


def destroyed_stream_continued(lines: Lines) -> None:
    event = {**json.loads(lines[at(lines, 2)])["event"], "stream": PAPER}
    own = sha256(canonical_json(event)).hexdigest()
    lines.insert(at(lines, 5), canonical_json({"event": event, "hash": own, "sequence": 4}) + b"\n")


def destruction_hidden(lines: Lines) -> None:
    del lines[3]


def destruction_changed(lines: Lines) -> None:
    told = json.loads(lines[3])
    told["destruction"]["heads"][0][2] = "0" * 64
    lines[3] = canonical_json(told) + b"\n"


def checkpoint_changed(lines: Lines) -> None:
    lines[1] = re.sub(rb":1:1:5:[0-9a-f]{4}", b":1:1:5:0000", lines[1])


def checkpoint_deleted(lines: Lines) -> None:
    del lines[1]


def spoiled(lines: Lines) -> None:
    lines[at(lines, 6)] = lines[at(lines, 6)].replace(b'"event":', b'"event": ')


TAMPERED: dict[str, tuple[Callable[[Lines], None], list[tuple[str, str]]]] = {
    "edited": (edited, [("edited", "line 8, sequence 5: company/glas version 2")]),
    "edited with its hash": (
        edited_with_its_hash,
        [("rewritten", "line 8, sequence 5"), ("broken", "line 9, sequence 6: company/staal version 2")],
    ),
    "edited with all later hashes": (
        edited_with_all_later_hashes,
        [("rewritten", "line 8, sequence 5"), ("rewritten", "line 12, sequence 9")],
    ),
    "deleted": (deleted, [("missing", "line 9, sequence 6"), ("missing", "line 9, sequence 7: company/staal version 2")]),
    "deleted and renumbered": (deleted_and_renumbered, [("truncated", "line 11, sequence 8")]),
    "the last of a stream deleted": (last_of_a_stream_deleted, [("missing", "line 11, sequence 8"), ("rewritten", "line 11, sequence 9")]),
    "inserted": (inserted, [("inserted", "line 11, sequence 7: company/staal version 4"), ("rewritten", "line 13, sequence 9")]),
    "forked": (forked, [("forked", "line 16, sequence 10: company/staal version 2")]),
    "reordered": (reordered, [("reordered", "line 10, sequence 6: company/staal version 2")]),
    "reordered and renumbered": (
        reordered_and_renumbered,
        [("reordered", "line 10, sequence 7: company/staal version 2"), ("rewritten", "line 12, sequence 9")],
    ),
    "two streams swapped": (streams_swapped, [("rewritten", "line 8, sequence 5"), ("rewritten", "line 12, sequence 9")]),
    "cut off": (cut_off, [("truncated", "line 10, sequence 7"), ("unwitnessed", "line 10, sequence 7: company/papier version 0")]),
    "a destroyed stream continued": (
        destroyed_stream_continued,
        [("forked", "line 8, sequence 4: company/papier version 1"), ("revived", "line 8, sequence 4: company/papier version 1")],
    ),
    "a destruction hidden": (
        destruction_hidden,
        [
            ("missing", "line 7, sequence 4"),
            ("rewritten", "line 7, sequence 5"),
            ("rewritten", "line 11, sequence 9"),
            ("unwitnessed", "line 11, sequence 9: company/papier version 0"),
        ],
    ),
    "a destruction changed": (
        destruction_changed,
        [
            ("rewritten", "line 8, sequence 5"),
            ("rewritten", "line 12, sequence 9"),
            ("unwitnessed", "line 12, sequence 9: company/papier version 0"),
        ],
    ),
    "a checkpoint changed": (checkpoint_changed, [("rewritten", "line 8, sequence 5"), ("rewritten", "line 12, sequence 9")]),
    "a checkpoint deleted": (checkpoint_deleted, [("rewritten", "line 11, sequence 9")]),
    "a line spoiled": (
        spoiled,
        [
            ("unreadable", "line 9, sequence 0"),
            ("missing", "line 10, sequence 6"),
            ("missing", "line 10, sequence 7: company/staal version 2"),
        ],
    ),
}


def test_what_was_not_touched_is_as_recorded(sealed: tuple[Lines, Receipt]) -> None:
    lines, receipt = sealed
    assert found(lines, receipt) == []


@pytest.mark.parametrize("name", TAMPERED)
def test_each_change_is_found_in_its_place_from_the_export_alone(sealed: tuple[Lines, Receipt], name: str) -> None:
    lines = list(sealed[0])
    change, wanted = TAMPERED[name]
    change(lines)
    assert found(lines) == [placed(fault, place) for fault, place in wanted]


def test_without_checkpoints_the_end_still_counts_the_events(sealed: tuple[Lines, Receipt]) -> None:
    lines, _ = sealed
    header = b'{"export":"maatwerk-record","format":1,"receipts":[]}\n'
    bare = [header, *lines[3:]]
    assert found(bare) == []
    assert found([*bare[:-1], b'{"end":{"events":9,"sequence":9}}\n']) == [placed("miscounted", "line 14, sequence 9")]
    assert found(bare[:-1]) == [placed("truncated", "line 10, sequence 9")]
    assert found([*bare, bare[-1]]) == [placed("unreadable", "line 15, sequence 0")]


def copies(folder: Path) -> tuple[Lines, Lines, Receipt]:
    """Return an export of last week, one of an old copy that went on otherwise, and the receipt of today's record."""
    with open_record(folder / "r") as record:
        filled(record)
        record.backup(folder / "old", TUESDAY)
        record.export(folder / "last-week", TUESDAY)
        step(record, GLASS, happened(to="maatwerkafspraak"))
        step(record, STEEL)
        receipt = record.checkpoint("2026-03-09T09:00:00Z")
    restore(folder / "old", folder / "put-back")
    with open_record(folder / "put-back") as record:
        step(record, GLASS, happened(to="gestopt"))
        step(record, STEEL)
        record.export(folder / "otherwise", "2026-03-09T09:00:00Z")
    old, otherwise = ((folder / name).read_bytes().splitlines(keepends=True) for name in ("last-week", "otherwise"))
    return old, otherwise, receipt


def test_an_older_copy_and_one_that_went_on_otherwise_are_found_against_a_receipt_kept_elsewhere(tmp_path: Path) -> None:
    old, otherwise, receipt = copies(tmp_path)
    assert found(old) == found(otherwise) == []
    assert found(old, receipt) == [placed("truncated", "line 11, sequence 8")]
    assert found(otherwise, receipt) == [placed("rewritten", "line 14, sequence 10")]
    with open_record(tmp_path / "put-back") as record:
        assert [message(each, "nl") for each in record.verify(receipts=[receipt])] == [
            "de vastlegging tot en met volgnummer 10 is niet zoals zij was: dit is niet wat het ontvangstbewijs bevestigde"
        ]
    with open_record(tmp_path / "old", writable=False) as record:
        assert [each.code for each in record.verify(receipts=[receipt])] == ["E912"]


def sealed_anew(lines: Lines) -> Lines:
    """Return an export in which every hash and checkpoint was made anew: the work of somebody who has the whole record."""
    heads: dict[str, str] = {}
    for index, line in enumerate(lines):
        told = json.loads(line)
        if "event" in told:
            heads[told["event"]["stream"]] = sealed_again(lines, index, previous=heads.get(told["event"]["stream"], ""))
    kept = [line for line in lines if b'{"checkpoint"' not in line]
    return [b'{"export":"maatwerk-record","format":1,"receipts":[]}\n', *kept[1:]]


def test_a_record_made_anew_from_end_to_end_is_found_against_a_receipt(tmp_path: Path) -> None:
    with open_record(tmp_path / "r") as record:
        filled(record)
        receipt = record.export(tmp_path / "export", TUESDAY)
    lines = (tmp_path / "export").read_bytes().splitlines(keepends=True)
    edited(lines)
    anew = sealed_anew(lines)
    assert found(anew) == []
    assert found(anew, receipt) == [placed("truncated", "line 9, sequence 8")]


def run(*arguments: str) -> tuple[str, int]:
    """Run the verifier alone: no package of ours, none of others."""
    done = subprocess.run([sys.executable, "-I", "-S", str(VERIFIER), *arguments], check=False, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr, done.returncode


def test_the_verifier_runs_alone_and_says_what_it_found(tmp_path: Path, sealed: tuple[Lines, Receipt]) -> None:
    lines, receipt = sealed
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"".join(lines))
    good = f"{path}: as recorded, 8 events up to sequence 9, 2 checkpoints"
    assert run(str(path)) == (f"{good}; no receipt given: an older copy would not show\n", 0)
    assert run(str(path), str(receipt)) == (f"{good}, 1 receipts\n", 0)
    later = receipt._replace(number=3, sequence=12)
    bad = f"{placed('truncated', 'line 12, sequence 9')}\n{path}: NOT as recorded, 1 found\n"
    assert run(str(path), str(later)) == (bad, 1)
    assert run(str(path), "maatwerk") == ("not a receipt: maatwerk\n", 2)
    assert run(str(tmp_path / "niets")) == (f"{tmp_path / 'niets'}: No such file or directory\n", 1)
    assert run() == ("usage: python verifier.py EXPORT.jsonl [RECEIPT]...\n", 2)


def test_the_verifier_answers_the_same_when_it_is_called(
    tmp_path: Path, sealed: tuple[Lines, Receipt], capsys: pytest.CaptureFixture[str]
) -> None:
    lines, receipt = list(sealed[0]), sealed[1]
    edited(lines)
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"".join(lines))
    for arguments in ([str(path)], [str(path), str(receipt)], [str(path), "x"], [str(tmp_path / "niets")], ["--help"]):
        code = main(arguments)
        said = capsys.readouterr()
        assert (said.out + said.err, code) == run(*arguments)


def test_a_body_in_another_form_than_the_canonical_does_not_come_in(tmp_path: Path, sealed: tuple[Lines, Receipt]) -> None:
    content = re.findall(rb'^\{"event":(.*),"hash"', sealed[0][4])[0].replace(b'"body":{}', b'"body":{ }')
    line = b'{"event":%s,"hash":"%s","sequence":1}\n' % (content, sha256(content).hexdigest().encode())
    lines = [b'{"export":"maatwerk-record","format":1,"receipts":[]}\n', line, b'{"end":{"events":1,"sequence":1}}\n']
    assert found(lines) == []
    (tmp_path / "export").write_bytes(b"".join(lines))
    with pytest.raises(AgreementsError) as caught:
        restore(tmp_path / "export", tmp_path / "back")
    assert [message(each, "nl") for each in caught.value.problems] == [
        "'office' versie 1 (volgnummer 1) is niet zoals vastgelegd: de inhoud is gewijzigd"
    ]
    assert not (tmp_path / "back").exists()


SPOILED = [
    b'{"destruction":{"heads":[[4,1,"ab"]],"recorded":"2026","sequences":[[5,3]],"stream":"company/x"}}\n',
    b'{"destruction":{"heads":[],"recorded":"2026","sequences":[[4,4]],"stream":"company/x"}}\n',
    b'{"destruction":[]}\n',
    b'{"checkpoint":{"receipt":"maatwerk","recorded":"2026"}}\n',
    b"[]\n",
]


@pytest.mark.parametrize("line", SPOILED)
def test_a_line_that_no_export_holds_is_found(sealed: tuple[Lines, Receipt], line: bytes) -> None:
    lines = list(sealed[0])
    lines.insert(1, line)
    assert found(lines)[0] == placed("unreadable", "line 2, sequence 0")


def test_a_gap_without_end_is_told_to_a_limit(sealed: tuple[Lines, Receipt]) -> None:
    lines = list(sealed[0])
    lines[-1:-1] = [re.sub(rb'"sequence":9', b'"sequence":999999999999999', lines[at(lines, 9)])]
    assert 10_000 < len(found(lines)) < 10_010


def test_the_verifier_imports_the_standard_library_only() -> None:
    imported = set(re.findall(r"^(?:from|import) (\w+)", VERIFIER.read_text(encoding="utf-8"), re.MULTILINE))
    assert imported <= sys.stdlib_module_names


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_flipped_byte_and_no_lost_or_doubled_line_passes(data: st.DataObject, sealed: tuple[Lines, Receipt]) -> None:
    lines, receipt = list(sealed[0]), sealed[1]
    index = data.draw(st.integers(0, len(lines) - 1), label="line")
    if b'"command"' in lines[index] or (b'"recorded":"2026-03-0' in lines[index] and b'"event"' not in lines[index]):
        return  # idempotency keys and the dates beside checkpoints and destructions prove nothing
    action = data.draw(st.sampled_from(["flip", "drop", "double"]), label="action")
    if action == "drop":
        del lines[index]
    elif action == "double":
        lines.insert(index, lines[index])
    else:
        place = data.draw(st.integers(0, len(lines[index]) - 2), label="place")
        changed = bytearray(lines[index])
        changed[place] ^= data.draw(st.integers(1, 255), label="bits")
        lines[index] = bytes(changed)
    assert found(lines, receipt) != []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=80), max_size=8))
def test_rubbish_is_never_as_recorded_and_never_a_traceback(lines: list[bytes]) -> None:
    assert found(lines) != []


DATABASE = {
    "edited": ("UPDATE event SET body = '{}' WHERE sequence = 3", "E911 sequence 3"),
    "person edited": ("UPDATE event SET person = 'p-piet' WHERE sequence = 3", "E911 sequence 3"),
    "deleted": ("DELETE FROM event WHERE sequence = 6", "E912 sequence 6"),
    "renumbered": ("UPDATE event SET version = 9 WHERE sequence = 7", "E911 sequence 7"),
    "last deleted": ("DELETE FROM event WHERE sequence > 7", "E912 sequence 7"),
    "checkpoint edited": ("UPDATE checkpoint SET root = hex(zeroblob(32))", "E912 sequence 5"),
    "revived": ("DELETE FROM destruction", "E912 sequence 4"),
}


@pytest.mark.parametrize("name", DATABASE)
def test_changes_in_the_database_itself_are_found_by_the_same_functions(tmp_path: Path, name: str) -> None:
    statement, wanted = DATABASE[name]
    with open_record(tmp_path / "r") as record:
        filled(record)
        destroyed(record, PAPER, commit("office", 1, happened("stream_destroyed", grounds="lijst"), recorded=TUESDAY))
        receipt = record.checkpoint(TUESDAY)
        for (trigger,) in record._connection.run("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            record._connection.run(f"DROP TRIGGER {trigger}")
        record._connection.run(statement)
        problems = record.verify(receipts=[receipt])
    assert f"{problems[0].code} sequence {dict(problems[0].arguments)['sequence']}" == wanted


@pytest.fixture(scope="module")
def kept_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a case to which something happened, and a checkpoint after it."""
    desk = with_glass(tmp_path_factory.mktemp("desk"))
    desk.run("step", "proef-glas", "start-exploration", "--evidence", desk.file("stuk.txt", "Proefstuk."), person="anna")
    desk.run("record", "checkpoint")
    return desk


@pytest.fixture
def desk(kept_desk: Desk, tmp_path: Path) -> Desk:
    """The same desk, to do what nobody may do at."""
    shutil.copytree(kept_desk.root, tmp_path / "kantoor")
    copied = copy(kept_desk)
    copied.root = tmp_path / "kantoor"
    return copied


def tampered(desk: Desk, statement: str, *, anew: bool = False) -> None:
    """Change the record behind its back; `anew` makes every hash fit again, as somebody would who knows how hashes are made."""
    raw = sqlite3.connect(desk.record)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute(statement)
    if anew:
        raw.execute("DELETE FROM checkpoint")
        hash_again(raw)
    raw.commit()
    raw.close()


def hash_again(raw: sqlite3.Connection) -> None:
    heads: dict[str, str] = {}
    for row in raw.execute(f"SELECT {events.COLUMNS} FROM event ORDER BY sequence").fetchall():  # noqa: S608  # names of ours
        previous = heads.get(row[1], "")
        own = sha256(content_of((*row[:3], previous, *row[4:]))).hexdigest()
        raw.execute("UPDATE event SET previous = ?, hash = ? WHERE sequence = ?", (previous, own, row[0]))
        heads[row[1]] = own


UNREADABLE = {
    "body of a dossier": "UPDATE event SET body = 'x' WHERE kind = 'dossier_applied'",
    "changes of a dossier": "UPDATE event SET body = '{}' WHERE kind = 'dossier_applied'",
    "list for a dossier": "UPDATE event SET body = '[1]' WHERE kind = 'dossier_applied'",
    "deep body": "UPDATE event SET body = replace(hex(zeroblob(100000)), '0', '[') WHERE kind = 'dossier_applied'",
    "day": "UPDATE event SET effective = 'soon' WHERE kind = 'step_taken'",
    "body of a step": "UPDATE event SET body = '{}' WHERE kind = 'step_taken'",
    "kind of a step": "UPDATE event SET kind = 'case_resumed' WHERE kind = 'step_taken'",
    "format of a step": "UPDATE event SET format = 99 WHERE kind = 'step_taken'",
    "workflow": "UPDATE event SET body = '{}' WHERE stream = 'workflow/maatwerk'",
    "another workflow": "UPDATE event SET body = replace(body, '\"digest\":', '\"dogest\":') WHERE stream = 'workflow/maatwerk'",
}
COMMAND_LINE = {
    **UNREADABLE,
    "workflow deleted": "DELETE FROM event WHERE stream = 'workflow/maatwerk'",
    "person edited": "UPDATE event SET person = 'bram' WHERE kind = 'step_taken'",
    "step deleted": "DELETE FROM event WHERE kind = 'step_taken'",
    "step renumbered": "UPDATE event SET version = 9 WHERE kind = 'step_taken'",
    "last deleted": "DELETE FROM event WHERE sequence = (SELECT MAX(sequence) FROM event)",
    "checkpoint edited": "UPDATE checkpoint SET root = hex(zeroblob(32))",
}


def verified(desk: Desk) -> list[str]:
    """Return the codes with which `record verify` finds a record not as recorded; nothing else may come of it."""
    found = desk.data("record", "verify", code=1)
    assert desk.codes("record", "verify") == [each["code"] for each in found["problems"]]
    return [each["code"] for each in found["problems"]]


@pytest.mark.parametrize("name", COMMAND_LINE)
def test_the_command_line_names_the_place_whatever_was_changed(desk: Desk, name: str) -> None:
    tampered(desk, COMMAND_LINE[name])
    assert set(verified(desk)) <= {"E911", "E912"}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_event_that_cannot_be_read_is_found_though_its_hash_fits(desk: Desk, name: str) -> None:
    tampered(desk, UNREADABLE[name], anew=True)
    assert "E917" in verified(desk)
    assert "E917" in desk.codes("record", "rebuild")
    said = [each["message"] for each in desk.data("record", "verify", code=1)["problems"]]
    assert any("company/proef-glas" in each for each in said)


def test_a_list_that_says_something_else_than_the_events_is_found(desk: Desk) -> None:
    tampered(desk, "UPDATE standing SET state = 'ended'")
    assert verified(desk) == ["E913"]
