"""What is put together in the outbox, in both databases: all of it or nothing, and by one only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from records import GLASS, MONDAY, TUESDAY, commit
from reminding import bureau

from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.values import Message

ONE, TWO = (Message(key, GLASS, "reminder", {"person": "anna"}) for key in ("k1", "k2"))
BOTH = Message("d", "office", "digest", {"reminders": ["k1", "k2"]})


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with open_record(place) as opened:
        opened.append(commit(GLASS, 0, messages=(ONE, TWO)))
        yield opened


def unsent(record: Record, kind: str) -> list[str]:
    return [each.message.key for each in record.unsent(kind)]


def test_messages_go_in_the_place_of_others(record: Record) -> None:
    with record.transaction() as transaction:
        assert transaction.exchange(["k1", "k2"], [BOTH], MONDAY)
    assert (unsent(record, "reminder"), unsent(record, "digest")) == ([], ["d"])


@pytest.mark.parametrize(("keys", "messages"), [(["k1", "gone"], [BOTH]), (["k1"], [ONE])])
def test_nothing_changes_when_one_is_gone_or_there_already(record: Record, keys: list[str], messages: list[Message]) -> None:
    with record.transaction() as transaction:
        assert not transaction.exchange(keys, messages, MONDAY)
    assert (unsent(record, "reminder"), unsent(record, "digest")) == (["k1", "k2"], [])


def test_messages_of_one_kind_are_taken(record: Record) -> None:
    assert record.lease(MONDAY, kind="digest") == ()
    assert [each.message for each in record.lease(MONDAY, kind="reminder")] == [ONE, TWO]
    assert record.lease(MONDAY) == ()
    assert [each.message for each in record.lease(TUESDAY)] == [ONE, TWO]


def test_everybody_is_reminded_from_either_database(place: str, tmp_path: Path) -> None:
    office = bureau(tmp_path, MAATWERK_RECORD=place)
    office.company()
    assert [each["days_left"] for each in office.data("due")] == [70]
    for day, person in (("2026-04-27", "anna"), ("2026-05-11", "carla")):
        assert [each["person"] for each in office.on(day).data("remind")["sent"]] == [person]
        assert office.data("remind")["sent"] == []
    assert len(office.files) == 2
