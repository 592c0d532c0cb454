"""Every problem of the archive has an input that gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from archives import OBJECT

from agreements.archive.mdto import findings, mdto, read_mdto
from agreements.model.archival import EVENT_LIST, Event, listed
from agreements.problems import AgreementsError, Problem
from agreements.problems.archiving import ARCHIVE_WORDS, ARCHIVING
from agreements.problems.display import advice, message

FAULTS: dict[str, Callable[[], object]] = {
    "E940": lambda: mdto(replace(OBJECT, name="a\x00")),
    "E941": lambda: mdto(replace(OBJECT, language=("Nederlands!",))),
    "E942": lambda: mdto(replace(OBJECT, appraisal=listed("Bewaren", "eigen lijst"))),
    "W940": lambda: findings(replace(OBJECT, events=(Event(listed("Getekend", EVENT_LIST)),))),
    "E943": lambda: read_mdto(b"<a/>"),
}


def given(action: Callable[[], object]) -> Iterable[Problem]:
    """Return the problems that an action returns or raises."""
    try:
        found = action()
    except AgreementsError as error:
        return error.problems
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_fault_is_said_in_both_languages(code: str) -> None:
    (first,) = (each for each in given(FAULTS[code]) if each.code == code)
    for language in ("nl", "en"):
        assert "@" not in message(first, language)
        assert advice(first, language)


def test_every_code_of_the_archive_has_an_input_that_gives_it() -> None:
    assert set(FAULTS) == set(ARCHIVING)


def test_words_of_the_archive_are_words_in_both_languages() -> None:
    assert all(nl != en for nl, en in ARCHIVE_WORDS.values())
