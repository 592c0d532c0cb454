"""The contract of the record, kept by SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
import re
import sqlite3  # noqa: TID251  # idem, SQLite
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg  # noqa: TID251  # to see what PostgreSQL itself refuses
import pytest
from conftest import Golden
from dossiers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from records import GLASS, JAN, MONDAY, PAPER, STEEL, TUESDAY, commit, destroyed, erased, filled, happened, project, step

from agreements.model.canonical import canonical_json
from agreements.problems import AgreementsError
from agreements.problems.display import message
from agreements.record.copies import examine
from agreements.record.opening import open_record, restore
from agreements.record.record import Record
from agreements.record.tables import FIGURE, READ_MODELS, RUNG, SIGNING, STANDING, TIMER, Figure, Signing, Standing
from agreements.record.values import Author, Commit, DueRung, Leased, Message, NewEvent, Person, Recorded, Timer, instant, later
from agreements.record.verifier import Receipt, Tree, content_of, parse_receipt, verify_export


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with open_record(place) as opened:
        yield opened


def said(caught: pytest.ExceptionInfo[AgreementsError]) -> list[str]:
    return [f"{each.code}: {message(each, 'nl')}" for each in caught.value.problems]


# events


def test_what_is_appended_is_loaded_as_it_was(record: Record) -> None:
    told = happened("signed", "2023-07-10/2023-07-14", instrument="eop", kton=1500, note="eén\n\x00\u2028'\"\\")
    written = record.append(commit(GLASS, 0, told, happened(to="jloi"), author=Author("p-jan", "p-minister", "DOMEIN\\jan")))
    assert record.load(GLASS) == written
    first, second = written
    assert first == Recorded(
        sequence=1,
        stream=GLASS,
        version=1,
        kind="signed",
        format=1,
        body={"instrument": "eop", "kton": 1500, "note": "eén\n\x00\u2028'\"\\"},
        effective="2023-07-10/2023-07-14",
        recorded=MONDAY,
        author=Author("p-jan", "p-minister", "DOMEIN\\jan"),
        previous="",
        hash="9c9c1be4594a9c922086980a229d2c9234e90588f5f6e504ab84956525525703",
    )
    assert (second.sequence, second.version, second.previous) == (2, 2, first.hash)
    assert record.load(GLASS, after=1) == (second,)
    assert (record.version(GLASS), record.version(STEEL), record.load(STEEL)) == (2, 0, ())


def test_streams_are_listed_by_the_beginning_of_their_name(record: Record) -> None:
    filled(record)
    assert record.streams() == (GLASS, PAPER, STEEL, "office")
    assert record.streams("company/") == (GLASS, PAPER, STEEL)
    assert record.streams("company/s") == (STEEL,)


def test_only_who_knows_the_last_version_writes_the_next(record: Record) -> None:
    record.append(commit(GLASS, 0))
    with pytest.raises(AgreementsError) as caught:
        record.append(commit(GLASS, 0))
    assert said(caught) == ["E901: 'company/glas' staat inmiddels op versie 1; dit was besloten op versie 0"]
    assert record.version(GLASS) == 1


def test_a_command_that_comes_twice_is_recorded_once(record: Record) -> None:
    once = record.append(commit(GLASS, 0, happened(to="verkend"), happened(to="eop"), key="k1"))
    record.append(commit(GLASS, 2))
    assert record.append(commit(GLASS, 0, happened(to="verkend"), key="k1")) == once
    assert record.replayed(GLASS, "k1") == once
    assert record.replayed(STEEL, "k1") is None
    assert record.version(GLASS) == 3


def test_a_decision_sees_what_nobody_can_change_meanwhile_and_falls_whole(record: Record, place: str) -> None:
    with pytest.raises(RuntimeError), record.transaction() as transaction:  # noqa: PT012  # all of it is what must fall
        assert transaction.version(GLASS) == 0
        transaction.append(commit(GLASS, 0, rows={"standing": [standing(GLASS)]}, messages=(Message("m", GLASS, "mail", {}),)))
        assert transaction.version(GLASS) == 1
        with open_record(place, patience=0.05) as other, pytest.raises(AgreementsError) as caught:
            other.append(commit(GLASS, 0))
        assert said(caught) == [f"E903: het register '{record.place}' blijft te lang in gebruik bij een ander"]
        raise RuntimeError
    assert (record.version(GLASS), record.query(STANDING), record.lease(MONDAY)) == (0, (), ())


def test_who_has_no_patience_is_refused_at_once(record: Record, place: str) -> None:
    with record.transaction(), open_record(place, patience=0) as other, pytest.raises(AgreementsError) as caught:
        other.append(commit(GLASS, 0))
    assert [each.code for each in caught.value.problems] == ["E903"]


def test_a_snapshot_stays_at_its_moment_while_others_write(record: Record, place: str) -> None:
    record.append(commit(GLASS, 0))
    with record.snapshot() as seen, open_record(place) as other:
        assert seen.version(GLASS) == 1
        other.append(commit(GLASS, 1))
        assert seen.version(GLASS) == 1
    assert record.version(GLASS) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: happened("Step"),
        lambda: happened(effective="gisteren"),
        lambda: happened(effective="before:0001"),
        lambda: commit("company/Glas", 0),
        lambda: commit("zomaar", 0),
        lambda: commit(GLASS, 0, recorded="2026-03-02"),
        lambda: commit(GLASS, 0, recorded="2026-13-02T09:00:00Z"),
        lambda: Author("jan\n"),
        lambda: Message("m", "nergens", "mail", {}),
        lambda: Message("m", GLASS, "mail", {}, "morgen"),
        lambda: Timer("t", GLASS, "x", "2026-02-30", ()),
    ],
)
def test_what_could_not_be_found_again_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        wrong()


def test_a_body_holds_no_floats(record: Record) -> None:
    with pytest.raises(TypeError):
        record.append(commit(GLASS, 0, happened(mton=0.5)))
    assert record.version(GLASS) == 0


def test_instants_are_text_in_order() -> None:
    assert instant(datetime(2026, 3, 2, 10, 0, 0, 999, tzinfo=timezone(timedelta(hours=1)))) == MONDAY
    assert later(MONDAY, 90) == "2026-03-02T09:01:30Z"
    assert instant(datetime(2026, 3, 2, tzinfo=UTC)) < MONDAY


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(body=st.dictionaries(TEXT, JSON.filter(lambda value: "\\ud" not in json.dumps(value))), texts=st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_the_hashed_bytes_are_the_canonical_form_of_the_event(body: dict[str, object], texts: tuple[str, str, str, str]) -> None:
    person, behalf, account, kind = (json.loads(canonical_json(text)) for text in texts)
    told = (kind, 1, canonical_json(body).decode(), "2026", MONDAY, person, behalf, account)
    author = {"person": person, "on_behalf_of": behalf, "account": account}
    place = {"stream": GLASS, "version": 7, "previous": "ab", "recorded": MONDAY, "effective": "2026"}
    assert content_of((99, GLASS, 7, "ab", "", *told)) == canonical_json(
        {"kind": kind, "format": 1, "body": body, "author": author, **place}
    )


# what the database itself refuses


REFUSED = {
    "UPDATE event SET body = '{}'": "an event is never changed",
    "DELETE FROM event": "an event is deleted only by a recorded destruction",
    "UPDATE checkpoint SET root = ''": "a checkpoint stays",
    "DELETE FROM checkpoint": "a checkpoint stays",
    "UPDATE destruction SET told = ''": "a destruction stays",
    "DELETE FROM destruction": "a destruction stays",
    "INSERT INTO destruction VALUES ('company/glas', 1, '{}', '')": "a destruction stands in the chain of the office first",
    "INSERT INTO event SELECT 99, 'company/papier', 2, '', '', '', 1, '', '', '', '', '', ''": "this stream was destroyed",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_rewrite(record: Record, statement: str) -> None:
    filled(record)
    destroy(record, PAPER)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match=REFUSED[statement]):
        record._connection.run(statement)
    assert record.verify(project) == ()


def test_replacing_is_rewriting(tmp_path: Path) -> None:
    with open_record(tmp_path / "r") as record:
        filled(record)
        for sequence, version in ((2, 9), (99, 1)):
            values = f"{sequence}, '{GLASS}', {version}, '', '', 'x', 1, '', '', '', '', '', ''"
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                record._connection.run(f"INSERT OR REPLACE INTO event VALUES ({values})")  # noqa: S608  # numbers of this test


@pytest.mark.parametrize("table", ["event", "checkpoint", "destruction"])
def test_nor_does_postgres_empty_a_table(postgres_server: Any, table: str) -> None:
    with open_record(postgres_server(f"empty_{table}")) as record, pytest.raises(psycopg.errors.RaiseException, match=f"a {table} stays"):
        record._connection.run(f"TRUNCATE {table}")


# read models


def standing(stream: str, state: str = "begonnen", **more: Any) -> Standing:
    return Standing(stream, "maatwerk", "ab" * 32, 1, "verkenning", state, "2026-03", "", "", "{}")._replace(**more)


def test_rows_of_a_stream_are_those_of_its_last_command(record: Record) -> None:
    signed = [Signing(GLASS, name, "2026", "2026") for name in ("eop", "jloi", "maatwerkafspraak")]
    figure = Figure(
        GLASS, "co2", "eop", "total", "company", "co2", "effort", "about", 1_500_000, None, "t", 2030, "", "", "brief", "public"
    )
    record.append(commit(GLASS, 0, rows={"standing": [standing(GLASS)], "signing": signed, "figure": [figure]}))
    assert record.query(SIGNING) == tuple(signed)
    later_known = signed[1]._replace(first="2026-03-02")
    with written(record) as count:
        record.append(commit(GLASS, 1, rows={"signing": [later_known, signed[0]]}))
    assert record.query(SIGNING) == (signed[0], later_known)
    assert count == [2]
    assert record.query(FIGURE, stream=GLASS) == (figure,)
    assert record.query(STANDING) == (standing(GLASS),)


class written:  # noqa: N801  # reads as a phrase
    """Count the rows of read models that are put or dropped."""

    def __init__(self, record: Record) -> None:
        self._connection: Any = record._connection

    def __enter__(self) -> list[int]:
        found, run = [0], self._connection.run
        changes = {statement for table in READ_MODELS.values() for statement in (table.put, table.drop)}

        def counting(statement: str, values: Any = ()) -> Any:
            found[0] += statement in changes
            return run(statement, values)

        self._connection.run = counting
        return found

    def __exit__(self, *_: object) -> None:
        del self._connection.run


def test_read_models_answer_without_sql(record: Record) -> None:
    for stream, state, day in ((GLASS, "eop", "2023-07"), (STEEL, "eop", "2024"), (PAPER, "jloi", "2025-01")):
        rows = {"standing": [standing(stream, state)], "signing": [Signing(stream, "eop", day, day)]}
        record.append(commit(stream, 0, rows=rows))
    assert record.query(STANDING, state="eop") == (standing(GLASS, "eop"), standing(STEEL, "eop"))
    assert [row.stream for row in record.query(SIGNING, instrument="eop", last="2024")] == [STEEL]
    assert record.columns(STANDING, "stream", "state") == [(GLASS, "eop"), (PAPER, "jloi"), (STEEL, "eop")]
    with pytest.raises(ValueError, match="naam"):
        record.query(STANDING, naam="Glas B.V.")


@pytest.mark.parametrize("rows", [[standing(STEEL)], [standing(GLASS)[:-1]], [standing(GLASS), standing(GLASS, "eop")]])
def test_rows_of_another_stream_width_or_key_are_refused(record: Record, rows: list[Any]) -> None:
    with pytest.raises(ValueError, match="standing"):
        record.append(commit(GLASS, 0, rows={"standing": rows}))
    assert record.version(GLASS) == 0


def test_tables_are_as_declared(record: Record) -> None:
    for name, table in READ_MODELS.items():
        with record._connection.reading():
            assert list(record._connection.each(table.select(table.columns, ()))) == [], name
        assert table.columns[0] == "stream"
        width = record._connection.run(COLUMNS["sqlite" if record.place.endswith("sqlite3") else "postgres"], (name,))
        assert width[0][0] == len(table.columns), name


COLUMNS = {
    "sqlite": "SELECT COUNT(*) FROM pragma_table_info(?)",
    "postgres": "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?",
}


def test_rows_that_differ_from_the_events_are_found_and_rebuilt(record: Record) -> None:
    filled(record)
    assert record.verify(project) == ()
    record._connection.run("UPDATE standing SET state = 'getekend' WHERE stream = ?", (GLASS,))
    record._connection.run(SIGNING.put, Signing("company/niemand", "eop", "2026", "2026"))
    record._connection.run(SIGNING.put, Signing(STEEL, "jloi", "2026", "2026"))
    found = [message(each, "en") for each in record.verify(project)]
    assert found == [
        "the table 'standing' says something else of 'company/glas' than the events",
        "the table 'signing' says something else of 'company/staal' than the events",
        "the table 'signing' says something else of 'company/niemand' than the events",
    ]
    assert record.rebuild(project) == 3
    assert record.verify(project) == ()
    assert record.rebuild(project) == 0


# destruction


def destroy(record: Record, stream: str, **more: Any) -> tuple[Recorded, ...]:
    grounds = happened("stream_destroyed", grounds="selectielijst 12.3", decided_by=["p-a", "p-b"])
    return destroyed(record, stream, commit("office", record.version("office"), grounds, recorded=TUESDAY, **more))


def test_a_destroyed_stream_leaves_its_head_and_the_grounds_in_the_chain_of_the_office(record: Record) -> None:
    filled(record)
    begun, signed = record.load(GLASS)[:2]
    head = record.load(GLASS)[-1]
    before = record.checkpoint(TUESDAY)
    (told,) = destroy(record, GLASS, key="d1")
    assert told.body == {
        "grounds": "selectielijst 12.3",
        "decided_by": ["p-a", "p-b"],
        "destroyed": {
            "stream": GLASS,
            "sequences": [[2, 2], [5, 5], [8, 8]],
            "heads": [[5, 2, signed.hash], [8, 3, head.hash]],
        },
    }
    assert begun.sequence == 2
    assert (record.load(GLASS), record.query(STANDING, stream=GLASS), record.streams("company/")) == ((), (), (PAPER, STEEL))
    assert record.verify(project, [before]) == ()
    after = record.checkpoint(TUESDAY)
    assert record.verify(project, [before, after]) == ()
    assert destroy(record, GLASS, key="d1") == (told,)
    with pytest.raises(AgreementsError) as caught:
        record.append(commit(GLASS, 0))
    assert said(caught) == ["E910: 'company/glas' is vernietigd en kan niet verder worden geschreven"]


def test_after_a_destruction_the_order_of_streams_is_still_that_of_their_beginnings(record: Record) -> None:
    filled(record)
    destroy(record, STEEL)
    step(record, "company/later")
    receipts = [record.checkpoint(TUESDAY)]
    destroy(record, GLASS)
    receipts.append(record.checkpoint(TUESDAY))
    assert record.verify(project, receipts) == ()


@pytest.mark.parametrize(
    ("stream", "order"),
    [
        ("office", commit("office", 1, happened("stream_destroyed", grounds="x"))),
        ("company/niemand", commit("office", 1, happened("stream_destroyed", grounds="x"))),
        (GLASS, commit("office", 1, happened("stream_destroyed"))),
        (GLASS, commit("office", 1, happened("closed", grounds="x"))),
        (GLASS, commit(STEEL, 3, happened("stream_destroyed", grounds="x"))),
    ],
)
def test_a_destruction_needs_the_office_grounds_and_something_to_destroy(record: Record, stream: str, order: Commit) -> None:
    filled(record)
    with pytest.raises(ValueError, match=r".*"):
        destroyed(record, stream, order)
    assert record.verify(project) == ()
    assert len(record.load(GLASS)) == 3


def test_nothing_else_says_that_a_stream_was_destroyed(record: Record) -> None:
    with pytest.raises(ValueError, match="stream_destroyed"):
        record.append(commit("office", 0, happened("stream_destroyed", grounds="x")))


# checkpoints


def test_a_checkpoint_is_made_only_of_something_new(record: Record) -> None:
    filled(record)
    (first,) = record.receipts()
    second = record.checkpoint(TUESDAY)
    assert (first.number, first.sequence, second.number, second.sequence, second.date) == (1, 5, 2, 8, "2026-03-03")
    assert record.checkpoint("2026-03-04T09:00:00Z") == second
    assert record.receipts() == (first, second)
    assert record.verify(receipts=[first, second]) == ()


def test_an_empty_record_is_whole(record: Record) -> None:
    assert record.verify(project) == ()
    receipt = record.checkpoint(MONDAY)
    assert (receipt.number, receipt.sequence) == (1, 0)
    step(record, GLASS)
    assert record.verify(project, [receipt]) == ()


def test_a_receipt_reads_back_as_it_was_printed() -> None:
    receipt = Receipt(7, 123, "ab" * 32, "2026-03-02")
    assert str(receipt) == f"maatwerk-receipt:1:7:123:{'ab' * 32}:2026-03-02"
    assert parse_receipt(f" {receipt}\n") == receipt
    for wrong in ("", "maatwerk-receipt:2:7:123:ab:2026-03-02", str(receipt) + "0"):
        with pytest.raises(ValueError, match=f"^{re.escape(wrong)}$"):
            parse_receipt(wrong)


@given(st.lists(st.tuples(st.integers(0, 40), st.binary(max_size=4)), min_size=1, max_size=60))
def test_a_tree_that_grew_is_the_tree_of_its_leaves(changes: list[tuple[int, bytes]]) -> None:
    tree, leaves = Tree(), [b""]
    tree.put(0, b"")
    for index, leaf in changes:
        at = min(index, len(leaves))
        leaves[at:] = [leaf, *leaves[at + 1 :]]
        tree.put(at, leaf)
        if index % 3 == 0:
            assert tree.root() == rfc6962(leaves).hex()
    assert tree.root() == rfc6962(leaves).hex()


def rfc6962(leaves: list[bytes]) -> bytes:
    """Return the tree hash as section 2.1 of RFC 6962 defines it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + rfc6962(leaves[:half]) + rfc6962(leaves[half:])).digest()


def test_the_tree_of_nothing_is_that_of_the_rfc() -> None:
    assert Tree().root() == rfc6962([]).hex()


ACTIONS = ("glas", "staal", "papier", "zuivel", "seal", "destroy glas", "destroy staal", "destroy zuivel")


@settings(max_examples=60, deadline=None)
@given(actions=st.lists(st.sampled_from(ACTIONS), max_size=24))
def test_whatever_is_recorded_sealed_and_destroyed_every_receipt_holds(
    actions: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("whatever")
    receipts = []
    with open_record(folder / "r") as record:
        for action in actions:
            verb, _, name = action.rpartition(" ")
            stream = f"company/{name}"
            if action == "seal":
                receipts.append(record.checkpoint(MONDAY))
            elif not verb and record._connection.run("SELECT 1 FROM destruction WHERE stream = ?", (stream,)) == []:
                step(record, stream)
            elif verb and record.version(stream):
                destroy(record, stream)
        assert record.verify(project, receipts) == ()
        receipts.append(record.export(folder / "export", TUESDAY))
    assert verify_export((folder / "export").read_bytes().splitlines(keepends=True), receipts)[1] == ()
    restore(folder / "export", folder / "back")
    with open_record(folder / "back") as back:
        assert back.verify(receipts=receipts) == ()
        assert back.checkpoint(TUESDAY) == receipts[-1]


# timers and messages

REMIND = Timer("brief-2026-04-01", GLASS, "antwoord", "2026-04-01", (("maand", "2026-03-01"), ("week", "2026-03-25")))


def test_a_rung_is_due_from_its_day_and_claimed_once(record: Record) -> None:
    record.append(commit(GLASS, 0, timers=(REMIND,)))
    assert record.due_rungs("2026-02-28") == ()
    (month,) = record.due_rungs("2026-03-02")
    assert month == DueRung(GLASS, "brief-2026-04-01", "antwoord", "2026-04-01", "maand", "2026-03-01")
    mail = Message("glas-maand", GLASS, "herinnering", {"to": "p-jan"})
    assert record.claim(month, MONDAY, mail) is True
    assert record.claim(month, MONDAY, mail) is False
    assert [each.rung for each in record.due_rungs("2026-05-01")] == ["week"]
    assert record.lease(MONDAY) == (Leased(mail, 0),)


def test_a_timer_that_is_gone_or_moved_gives_nothing_to_claim(record: Record) -> None:
    record.append(commit(GLASS, 0, timers=(REMIND,)))
    month, week = record.due_rungs("2026-04-01")
    record.append(commit(GLASS, 1))
    assert record.due_rungs("2026-04-01") == (month, week)
    moved = Timer("brief-2026-06-01", GLASS, "antwoord", "2026-06-01", (("maand", "2026-05-01"),))
    record.append(commit(GLASS, 2, timers=(moved,)))
    assert record.claim(month, MONDAY) is False
    assert [(each.timer, each.rung) for each in record.due_rungs("2026-07-01")] == [("brief-2026-06-01", "maand")]
    record.append(commit(GLASS, 3, timers=()))
    assert (record.due_rungs("2027-01-01"), record.query(TIMER), record.query(RUNG)) == ((), (), ())


def test_a_message_is_one_however_often_it_is_queued_or_sent(record: Record) -> None:
    mail = Message("k", GLASS, "mail", {"to": "p-jan"})
    record.append(commit(GLASS, 0, messages=(mail, mail)))
    record.append(commit(GLASS, 1, messages=(mail,)))
    assert record.lease(MONDAY, seconds=60) == (Leased(mail, 0),)
    assert record.lease(later(MONDAY, 59)) == ()
    assert record.lease(later(MONDAY, 60), seconds=60) == (Leased(mail, 1),)
    record.sent("k", TUESDAY)
    assert record.lease("2030-01-01T00:00:00Z") == ()


def test_what_fails_waits_longer_each_time_up_to_a_day(record: Record) -> None:
    record.append(commit(GLASS, 0, messages=(Message("k", GLASS, "mail", {}),)))
    now, waits = MONDAY, []
    for _ in range(13):
        ((_),) = record.lease(now, seconds=1)
        record.failed("k", now, "geen verbinding")
        wait = 60
        while not record._connection.run("SELECT 1 FROM message WHERE leased <= ?", (later(now, wait),)):
            wait += 60
        waits.append(wait // 60)
        now = later(now, wait)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]
    record.failed("nooit gemaakt", now, "")


def test_messages_wait_for_their_moment_and_go_in_order(record: Record) -> None:
    mails = [Message(f"k{number}", GLASS, "mail", {}, not_before) for number, not_before in enumerate((TUESDAY, MONDAY, ""))]
    record.append(commit(GLASS, 0, messages=tuple(mails)))
    assert [each.message.key for each in record.lease(MONDAY, limit=5)] == ["k2", "k1"]
    assert [each.message.key for each in record.lease(TUESDAY, seconds=10, limit=1)] == ["k2"]


# persons

PIET = Person("p-piet", "Piet Pietersen", "piet@verzonnen.example", "jurist", "Verzonnen Glas B.V.")


def test_a_person_can_be_corrected_and_erased_while_every_chain_stays_whole(record: Record) -> None:
    step(record, GLASS, author=Author("p-piet"))
    record.save_person(PIET)
    record.save_person(PIET)
    assert (record.person("p-piet"), record.persons(), record.person("p-x")) == (PIET, (PIET,), None)
    erased(record, "p-piet")
    assert record.person("p-piet") == Person("p-piet", "", erased=TUESDAY)
    assert record.verify(project) == ()
    assert record.load(GLASS)[0].author == Author("p-piet")


def test_what_is_erased_or_destroyed_stands_in_no_file_any_more(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    with open_record(path) as record:
        record.save_person(PIET)
        step(record, GLASS, happened(to="geheime onderhandeling"))
        step(record, "office")
        everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"Pietersen" in everything
        assert b"geheime" in everything
        erased(record, "p-piet")
        destroy(record, GLASS)
        everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"Pietersen" not in everything
        assert b"geheime" not in everything


# copies


def everything(record: Record) -> dict[str, Any]:
    """Return all that a record holds."""
    return {
        "events": {stream: record.load(stream) for stream in record.streams()},
        "receipts": record.receipts(),
        "persons": record.persons(),
        "rows": {name: sorted(map(repr, record.query(table))) for name, table in READ_MODELS.items()},
        "due": record.due_rungs("2099-01-01"),
        "known": record.replayed(GLASS, f"begin-{GLASS}"),
    }


def busy(record: Record) -> None:
    """Let everything that a record can hold be in it."""
    filled(record)
    record.save_person(PIET)
    record.append(commit(GLASS, 3, timers=(REMIND,), messages=(Message("m", GLASS, "mail", {"to": "p-piet"}),)))
    record.claim(record.due_rungs("2026-03-02")[0], MONDAY)
    destroy(record, PAPER)


def test_a_back_up_put_back_is_the_record(record: Record, tmp_path: Path) -> None:
    busy(record)
    receipt = record.backup(tmp_path / "copies" / "copy", TUESDAY)
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == ["copy"]
    restore(tmp_path / "copies" / "copy", tmp_path / "back.sqlite3")
    with open_record(tmp_path / "back.sqlite3") as back:
        assert everything(back) == everything(record)
        assert back.verify(receipts=[receipt]) == ()
        assert back.lease(TUESDAY) == record.lease(TUESDAY)
        step(back, GLASS)


def test_a_back_up_moves_from_either_database_to_either(record: Record, tmp_path: Path, postgres_server: Any) -> None:
    busy(record)
    record.backup(tmp_path / "copy", TUESDAY)
    target = postgres_server(f"moved_{'sqlite' if record.place.startswith('/') else 'postgres'}")
    restore(tmp_path / "copy", target)
    with open_record(target) as back:
        assert everything(back) == everything(record)
    with pytest.raises(AgreementsError) as caught:
        restore(tmp_path / "copy", target)
    assert said(caught) == [f"E914: '{caught.value.problems[0].where.file}' bestaat al; er wordt niets overschreven"]


def test_an_export_brings_back_the_events_and_no_name(record: Record, tmp_path: Path) -> None:
    busy(record)
    receipt = record.export(tmp_path / "export.jsonl", TUESDAY)
    assert b"Piet" not in (tmp_path / "export.jsonl").read_bytes()
    restore(tmp_path / "export.jsonl", f"sqlite:///{tmp_path / 'back.sqlite3'}")
    with open_record(tmp_path / "back.sqlite3") as back:
        assert back.verify(receipts=[receipt]) == ()
        assert everything(back)["events"] == everything(record)["events"]
        assert back.rebuild(project) > 0
        assert back.verify(project) == ()
        back.export(tmp_path / "again.jsonl", TUESDAY)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "export.jsonl").read_bytes()


def test_an_export_reads_as_it_always_did(golden: Golden, tmp_path: Path) -> None:
    with open_record(tmp_path / "r") as record:
        filled(record)
        destroy(record, PAPER, key="d1")
        record.export(tmp_path / "export.jsonl", TUESDAY)
    golden(ROOT / "tests/expected/record.jsonl", (tmp_path / "export.jsonl").read_text(encoding="utf-8"))


FROZEN = "maatwerk-receipt:1:2:9:550c7d70b75375689da9426cda2bdd46e2516c0122d9309fb3728230df154828:2026-03-03"


def test_a_frozen_export_comes_in_for_ever(place: str) -> None:
    restore(ROOT / "tests/frozen/record-1.jsonl", place)
    with open_record(place) as record:
        assert record.streams() == (GLASS, STEEL, "office")
        assert record.verify(receipts=[parse_receipt(FROZEN)]) == ()
        assert record.load(STEEL)[1].body == {"to": "eop"}


def test_nothing_is_overwritten(record: Record, tmp_path: Path) -> None:
    filled(record)
    taken = tmp_path / "taken"
    taken.write_text("van iemand anders")
    record.backup(tmp_path / "copy", TUESDAY)
    for action in (
        lambda: record.backup(taken, TUESDAY),
        lambda: record.export(taken, TUESDAY),
        lambda: restore(tmp_path / "copy", taken),
    ):
        with pytest.raises(AgreementsError) as caught:
            action()
        assert said(caught) == [f"E914: '{taken}' bestaat al; er wordt niets overschreven"]
    assert taken.read_text() == "van iemand anders"


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_nothing_is_put_beside_what_another_database_left(tmp_path: Path, ending: str) -> None:
    with open_record(tmp_path / "r") as record:
        filled(record)
        record.backup(tmp_path / "copy", TUESDAY)
        (tmp_path / f"back{ending}").write_bytes((tmp_path / "r-wal").read_bytes())
        for action in (
            lambda: record.backup(tmp_path / "back", TUESDAY),
            lambda: restore(tmp_path / "copy", tmp_path / "back"),
        ):
            with pytest.raises(AgreementsError) as caught:
                action()
            assert [each.code for each in caught.value.problems] == ["E918"]
    assert not (tmp_path / "back").exists()
    (tmp_path / f"back{ending}").rename(tmp_path / f"away{ending}")
    restore(tmp_path / "copy", tmp_path / "back")
    with open_record(tmp_path / "back") as back:
        assert back.verify() == ()


def test_looking_into_a_back_up_leaves_it_as_it_is(tmp_path: Path) -> None:
    with open_record(tmp_path / "r") as record:
        busy(record)
        receipt = record.backup(tmp_path / "copies" / "copy", TUESDAY)
    before = (tmp_path / "copies" / "copy").read_bytes()
    with open_record(tmp_path / "copies" / "copy", writable=False) as copy:
        assert copy.verify(receipts=[receipt]) == ()
        with pytest.raises(AgreementsError) as caught:
            step(copy, GLASS)
    assert [each.code for each in caught.value.problems] == ["E907"]
    assert (tmp_path / "copies" / "copy").read_bytes() == before
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["copy"]


@pytest.mark.parametrize("copy", ["backup", "export"])
def test_a_copy_can_be_examined_against_a_receipt(record: Record, tmp_path: Path, copy: str) -> None:
    filled(record)
    receipt = getattr(record, copy)(tmp_path / "copy", TUESDAY)
    assert examine(tmp_path / "copy", ()) == examine(tmp_path / "copy", [receipt]) == ()
    later_receipt = receipt._replace(number=9, sequence=99)
    assert [message(each, "nl") for each in examine(tmp_path / "copy", [later_receipt])] == [
        "de vastlegging tot en met volgnummer 8 is niet zoals zij was: wat later kwam ontbreekt: dit is een oudere of afgekapte kopie"
    ]


def test_events_keep_the_format_they_were_written_in(record: Record) -> None:
    record.append(commit(GLASS, 0, NewEvent("signed", {}, "2026", format=2)))
    assert record.load(GLASS)[0].format == 2
    assert record.load(GLASS)[0].author == JAN
