"""Nothing is destroyed before it may be, and what was leaves its proof."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from archives import METADATA, OBJECT, accepted
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.archive.appraisal import (
    Appraisal,
    Category,
    Hold,
    Order,
    Release,
    Retention,
    appraisal_of,
    category_of,
    destroyed,
    held,
    later,
    may_destroy,
    released,
    term_of,
    transfer_due,
)
from agreements.archive.mdto import mdto
from agreements.problems import AgreementsError

DAY = date(2026, 7, 31)
CATEGORY = Category("Selectielijst (verzonnen)", "2.1", "Afspraken")
TIMED = Retention(Appraisal.DESTROYED_IN_TIME, CATEGORY, 10, start=DAY)
ORDER = Order("fabriek", "Dossier Fabriek", "0" * 64, 12, 3456, "carla", "daan", "gewist en kopieën verwijderd")
HOLD = Hold("woo-1", "Woo-verzoek", "carla", DAY)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
HOLDS = st.builds(
    Hold, st.text(min_size=1), st.just("x"), st.just("x"), DAYS, st.none() | st.builds(Release, DAYS, st.just("x"), st.just("x"))
)
RETENTIONS = st.builds(
    Retention,
    st.sampled_from(Appraisal),
    st.none() | st.just(CATEGORY),
    st.none() | st.integers(0, 100),
    start=st.none() | DAYS,
)


def codes(retention: Retention, day: date, *holds: Hold) -> list[str]:
    return [each.code for each in may_destroy("fabriek", retention, holds, day)]


def test_every_reason_is_told_at_once() -> None:
    assert codes(replace(TIMED, appraisal=Appraisal.KEPT_FOR_EVER), DAY, HOLD) == ["E955", "E957", "E959"]
    assert codes(Retention(), DAY, HOLD) == ["E956", "E958", "E959"]
    assert codes(replace(TIMED, category=None), DAY) == ["E958", "E957"]


def test_a_term_is_over_on_the_day_after_its_last() -> None:
    assert codes(TIMED, date(2036, 7, 31)) == ["E957"]
    assert codes(TIMED, date(2036, 8, 1)) == []
    assert codes(replace(TIMED, start=None), date(2100, 1, 1)) == ["E958"]


@settings(deadline=None)
@given(RETENTIONS, st.lists(HOLDS, max_size=3), DAYS)
def test_what_may_be_destroyed_is_appraised_over_and_free(retention: Retention, holds: list[Hold], day: date) -> None:
    may = not may_destroy("p", retention, holds, day)
    over = retention.ends is not None and day > retention.ends
    free = all(hold.released is not None and hold.released.since <= day for hold in holds)
    assert may == (retention.appraisal is Appraisal.DESTROYED_IN_TIME and retention.category is not None and over and free)


@settings(deadline=None)
@given(RETENTIONS, st.lists(HOLDS, max_size=3), DAYS, st.sampled_from(["carla", "daan", ""]), st.sampled_from(["carla", "daan", ""]))
def test_two_destroy_or_nobody(retention: Retention, holds: list[Hold], day: date, one: str, other: str) -> None:
    order = replace(ORDER, decided_by=one, done_by=other)
    if may_destroy("p", retention, holds, day) or one == other or not one or not other:
        with pytest.raises(AgreementsError):
            destroyed(order, retention, holds, day)
    else:
        assert destroyed(order, retention, holds, day).day == day


def test_the_proof_stays_and_names_what_was_destroyed() -> None:
    proof = destroyed(ORDER, TIMED, (), date(2036, 8, 1))
    assert json.loads(proof.content()) == {
        "category": {"name": "Afspraken", "number": "2.1", "source": "Selectielijst (verzonnen)"},
        "day": "2036-08-01",
        "decided_by": "carla",
        "done_by": "daan",
        "ended": "2036-07-31",
        "files": 12,
        "format": 1,
        "kind": "proof_of_destruction",
        "manner": "gewist en kopieën verwijderd",
        "package": "fabriek",
        "packing_slip": "0" * 64,
        "size": 3456,
        "title": "Dossier Fabriek",
    }


def test_a_hold_holds_until_it_is_released() -> None:
    holds = held((), HOLD)
    day = date(2040, 1, 1)
    assert codes(TIMED, day, *holds) == ["E959"]
    over = released(holds, "woo-1", Release(day, "daan", "besluit is onherroepelijk"))
    assert codes(TIMED, day, *over) == []
    assert codes(TIMED, day - timedelta(days=1), *over) == ["E959"]
    assert held(over, replace(HOLD, id="woo-2"))[0] == over[0]


def test_a_hold_is_laid_once_and_released_once() -> None:
    release = Release(DAY, "daan", "afgedaan")
    with pytest.raises(AgreementsError, match="E961"):
        held((HOLD,), HOLD)
    for holds in ((), (replace(HOLD, released=release),), (replace(HOLD, since=DAY + timedelta(days=1)),)):
        with pytest.raises(AgreementsError, match="E961"):
            released(holds, "woo-1", release)


def test_no_term_is_a_day_short() -> None:
    assert later(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert later(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert later(date(9000, 1, 1), 1000) is None
    with pytest.raises(ValueError):
        Retention(years=-1)


def test_only_what_is_kept_for_ever_is_transferred_after_the_term_in_force() -> None:
    kept = Retention(Appraisal.KEPT_FOR_EVER, CATEGORY)
    assert (transfer_due(kept, DAY, 20), transfer_due(kept, DAY, 10)) == (date(2046, 7, 31), date(2036, 7, 31))
    assert transfer_due(TIMED, DAY, 20) is None
    assert transfer_due(Retention(), DAY, 20) is None


@settings(deadline=None)
@given(RETENTIONS)
def test_an_appraisal_becomes_metadata(retention: Retention) -> None:
    value = replace(OBJECT, appraisal=appraisal_of(retention), retention=term_of(retention), category=category_of(retention))
    assert accepted(mdto(value))


def test_nothing_is_guessed() -> None:
    assert Retention().appraisal == METADATA.appraisal.code == "N"
    assert (term_of(Retention()), category_of(Retention())) == (None, None)
