"""Every problem of the archive has an input that gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from archives import DELIVERY, OBJECT, case_file, packed, source

from agreements.archive.appraisal import Appraisal, Hold, Order, Release, Retention, destroyed, may_destroy, released
from agreements.archive.mdto import findings, mdto, read_mdto
from agreements.archive.sip import INDEX, write_package
from agreements.archive.transport import import_package
from agreements.archive.verifying import verify
from agreements.model.archival import EVENT_LIST, Event, listed
from agreements.problems import AgreementsError, Problem
from agreements.problems.archiving import ARCHIVE_WORDS, ARCHIVING
from agreements.problems.display import advice, message

DAY = date(2026, 7, 31)
FAULTS: dict[str, Callable[[Path], object]] = {
    "E940": lambda _: mdto(replace(OBJECT, name="a\x00")),
    "E941": lambda _: mdto(replace(OBJECT, language=("Nederlands!",))),
    "E942": lambda _: mdto(replace(OBJECT, appraisal=listed("Bewaren", "eigen lijst"))),
    "W940": lambda _: findings(replace(OBJECT, events=(Event(listed("Getekend", EVENT_LIST)),))),
    "E943": lambda _: read_mdto(b"<a/>"),
    "E944": lambda folder: tuple(verify(folder)),
    "E945": lambda folder: tuple(verify(changed(folder, INDEX))),
    "E946": lambda folder: tuple(verify(changed(folder, "erbij.txt"))),
    "E947": lambda folder: tuple(verify(changed(folder, "sip/erbij.txt"))),
    "E948": lambda folder: tuple(verify(packed(folder), "0" * 64)),
    "E949": lambda folder: tuple(verify(changed(folder, "sip/erbij.txt"))),
    "E950": lambda folder: write_package(folder / "p", replace(case_file(), items=[case_file().audit_trail]), source(), DELIVERY),
    "E951": lambda folder: import_package(changed(folder, "in.zip") / "in.zip", folder / "in"),
    "E952": lambda folder: (packed(folder), packed(folder)),
    "E953": lambda folder: write_package(folder / "p", case_file(), lambda _: BytesIO(b"other"), DELIVERY),
    "E955": lambda _: may_destroy("p", Retention(Appraisal.KEPT_FOR_EVER), (), DAY),
    "E956": lambda _: may_destroy("p", Retention(), (), DAY),
    "E957": lambda _: may_destroy("p", Retention(Appraisal.DESTROYED_IN_TIME, years=10, start=DAY), (), DAY),
    "E958": lambda _: may_destroy("p", Retention(Appraisal.DESTROYED_IN_TIME), (), DAY),
    "E959": lambda _: may_destroy("p", Retention(), (Hold("h", "Woo-verzoek", "carla", DAY),), DAY),
    "E960": lambda _: destroyed(Order("p", "P", "0" * 64, 1, 1, "carla", "carla", "gewist"), Retention(), (), DAY),
    "E961": lambda _: released((), "h", Release(DAY, "carla", "afgedaan")),
}


def changed(folder: Path, path: str) -> Path:
    """Return a package in which a file has other bytes, or came later."""
    package = packed(folder)
    (package / path).write_text("x")
    return package


def given(action: Callable[[Path], object], folder: Path) -> Iterable[Problem]:
    """Return the problems that an action returns or raises."""
    try:
        found = action(folder)
    except AgreementsError as error:
        return error.problems
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_fault_is_said_in_both_languages(tmp_path: Path, code: str) -> None:
    first = next(each for each in given(FAULTS[code], tmp_path) if each.code == code)
    for language in ("nl", "en"):
        assert "@" not in message(first, language)
        assert advice(first, language)


def test_every_code_of_the_archive_has_an_input_that_gives_it() -> None:
    assert set(FAULTS) == set(ARCHIVING)


def test_words_of_the_archive_are_words_in_both_languages() -> None:
    assert all(nl != en for nl, en in ARCHIVE_WORDS.values())
