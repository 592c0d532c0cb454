"""Two places are two humans, whatever ids they go by; and what people write or bring is refused in words, with nothing kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from tabled import happen, table
from test_signing_round import COMPANY, SOME_DAY, back, desk, made  # noqa: F401  # a fixture

from agreements.application import receiving
from agreements.model.planning import Terms
from agreements.model.signing import Expected, Level, SigningPlan, field_of
from agreements.model.signing_events import PaperRecorded, Withdrawn
from agreements.signatures import scans

ISSUE = "eop-nl-1"
CERTIFICATE = "ab" * 32


def certified() -> SigningPlan:
    """Return a plan in which the certificate of the minister is expected."""
    return made(minister=Terms(expected=Expected("M. Minister", certificate=CERTIFICATE)))


def delegated(desk: Desk, *more: str, to: str = "gemachtigde", name: str = "G. Emachtigde", of: str = "minister") -> list[str]:  # noqa: F811
    words = ("--signatory", of, "--to", to, "--name", name, "--mandate", "mandate", "--reference", "besluit 1", *more)
    asked = ("sign", "delegate", COMPANY, *words)
    result = desk.run(*asked, person="anna", code=-1)
    return [] if result.exit_code == 0 else desk.codes(*asked, person="anna")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"name": "s.  STAATS"}, "E667"),
        ({"name": "Iemand Anders", "of": "staats", "more": ("--certificate", CERTIFICATE.upper())}, "E667"),
        ({"name": "M. Minister"}, "E667"),
        ({"to": "staats"}, "E677"),
        ({"to": "Een naam/met streep"}, "E677"),
        ({"to": ""}, "E677"),
        ({"name": "A\u202eB"}, "E214"),
        ({"name": "A" * 200000}, "E213"),
    ],
)
def test_who_signs_for_another_is_another(desk: Desk, words: dict[str, Any], code: str) -> None:  # noqa: F811
    table(desk, certified(), ISSUE, COMPANY)
    assert delegated(desk, *words.pop("more", ()), **words) == [code]


def test_one_delegate_stands_in_one_place(desk: Desk) -> None:  # noqa: F811
    table(desk, certified(), ISSUE, COMPANY)
    assert delegated(desk) == []
    assert set(delegated(desk, of="staats")) == {"E667"}
    assert delegated(desk, of="staats", name="Weer Iemand") == ["E677"]  # the id is taken: the name behind it would be overwritten
    assert delegated(desk, of="staats", name="Weer Iemand", to="ander") == []


def test_who_attests_is_by_name_neither_who_signed_nor_who_attested(desk: Desk) -> None:  # noqa: F811
    for person, name in (("dubbel", "M. MINISTER"), ("tweeling", "Carla  proef")):
        desk.run("person", "add", person, "--name", name, person="anna")
    table(desk, made(minister=Terms(Level.WET_INK)), ISSUE, COMPANY)
    happen(desk, PaperRecorded(SOME_DAY, field_of("minister"), "minister", SOME_DAY, "kluis"), issue=ISSUE, company=COMPANY)
    attest = ("sign", "attest", COMPANY, "--signatory", "minister")
    assert desk.codes(*attest, person="dubbel") == ["E678"]
    desk.run(*attest, person="carla")
    assert desk.codes(*attest, person="tweeling") == ["E678"]


def test_that_no_issue_is_open_is_said_so(desk: Desk) -> None:  # noqa: F811
    withdraw = ("sign", "withdraw", COMPANY, "--reason", "fout")
    assert desk.codes(*withdraw, person="anna") == ["E649"]
    table(desk, made(), ISSUE, COMPANY)
    happen(desk, Withdrawn(SOME_DAY, "fout"), issue=ISSUE, company=COMPANY)
    assert desk.codes(*withdraw, person="anna") == ["E649"]
    assert "''" not in desk.run(*withdraw, person="anna", code=1).stderr


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-1", "1e9", "1_000", "", "veel", "9" * 400])
def test_an_odd_amount_is_refused_in_words(desk: Desk, amount: str) -> None:  # noqa: F811
    table(desk, made(), ISSUE, COMPANY)
    who = ("--signatory", "minister", "--to", "x", "--name", "X", "--mandate", "mandate", "--reference", "r", "--ceiling", amount)
    assert "is no amount" in desk.run("sign", "delegate", COMPANY, *who, person="anna", code=2).stderr


@pytest.mark.parametrize(("reason", "code"), [("\ud800", "E214"), ("a\x00b", "E214"), ("x" * 200000, "E213"), (" ", "E668")])
def test_odd_words_are_refused_in_words(desk: Desk, reason: str, code: str) -> None:  # noqa: F811
    table(desk, made(), ISSUE, COMPANY)
    assert code in desk.codes("sign", "withdraw", COMPANY, "--reason", reason, person="anna")
    assert code in desk.codes("sign", "decline", COMPANY, "--signatory", "minister", "--reason", reason, person="anna")


def archived(desk: Desk) -> set[Path]:  # noqa: F811
    return set((desk.root / "output" / "archive").rglob("*"))


def test_a_paper_that_is_refused_leaves_nothing_in_the_archive(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    table(desk, made(minister=Terms(Level.WET_INK)), ISSUE, COMPANY)
    back(desk, ISSUE, "voorbeeld")
    before = archived(desk)
    scan = desk.root / "scan.pdf"
    scan.write_bytes(b"een scan")
    paper = ("sign", "paper", COMPANY, "--signatory", "minister", "--on", "2027-01-01", "--place", "kluis", "--scan", str(scan))
    assert "E668" in desk.codes(*paper, person="anna")
    assert archived(desk) == before
    monkeypatch.setattr("agreements.application.signing_acts.kept", lambda *_: b"")
    monkeypatch.setattr(scans, "elsewhere", lambda _, content: "@too_slow" if content else 1)
    good = ("sign", "paper", COMPANY, "--signatory", "minister", "--on", SOME_DAY.isoformat(), "--place", "kluis", "--scan", str(scan))
    assert desk.codes(*good, person="anna") == ["E610"]
    assert archived(desk) == before


def test_the_name_of_a_file_is_kept_as_text() -> None:
    assert receiving._printable("terug\udcff\u202e.pdf") == "terug__.pdf"  # the one place where names become text
