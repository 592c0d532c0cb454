"""`maatwerk history`: what happened to an issue or a package, and anything else that a stream holds, in whole sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk
from tabled import COMPANY, ISSUE, came_back, happen, noted, with_table
from test_signing_frozen import HAPPENED

from agreements.application.package_record import Contents, imported_event, made_event
from agreements.application.signing_record import Received, ReceivedFile, person_id, received_event, signing_event
from agreements.application.signing_words import SENTENCES
from agreements.model.signing_events import KINDS
from agreements.record.values import NewEvent

BACK = {
    "nl": [
        "Uitgegeven om te tekenen: eop-nl-1, versie 1.0, te tekenen tot en met 1 december 2026 (sha256 aaaaaaaaaaaa)",
        "eop-nl-1: ligt ter tekening volgens het plan met kenmerk 5d90ab934485",
        "Teruggekomen van eop-nl-1: 1 bestand; oordeel: onvolledig",
        "bestand: terug.pdf (sha256 abababababab)",
        "eop-nl-1: getekend door C. Eo (geldig)",
    ],
    "en": [
        "Issued to be signed: eop-nl-1, version 1.0, to be signed until 1 December 2026 (sha256 aaaaaaaaaaaa)",
        "eop-nl-1: is out to be signed by the plan with digest 5d90ab934485",
        "Came back of eop-nl-1: 1 file; verdict: incomplete",
        "file: terug.pdf (sha256 abababababab)",
        "eop-nl-1: signed by C. Eo (valid)",
    ],
}
AFTER = {
    "nl": [
        "eop-nl-1: C. Eo herinnerd",
        "eop-nl-1: C. Eo laat ander tekenen, op grond van VM-7",
        "eop-nl-1: getekend door ander (geldig)",
        "eop-nl-1: op papier getekend door C. Fo; het papier ligt in Kast 3",
        "eop-nl-1: papier op de plaats van C. Fo vergeleken met de uitgifte door anna",
        "eop-nl-1: papier op de plaats van C. Fo vergeleken met de uitgifte door bram",
        "eop-nl-1: papier op de plaats van C. Fo vervangen door een scan, op grond van VB-2026-1",
        "eop-nl-1: S. Taats tekent niet: te duur",
        "eop-nl-1: M. Inister was in functie tot en met 16 november 2026",
        "eop-nl-1: een ander komt in de plaats van M. Inister, die tekenen kon tot en met 16 november 2026; nieuwe uitgifte: eop-nl-2",
        "eop-nl-1: ingetrokken door het bureau: een fout",
        "eop-nl-1: de termijn om te tekenen is voorbij",
    ],
    "en": [
        "eop-nl-1: C. Eo reminded",
        "eop-nl-1: C. Eo has ander sign, by VM-7",
        "eop-nl-1: signed by ander (valid)",
        "eop-nl-1: signed on paper by C. Fo; kept at Kast 3",
        "eop-nl-1: paper in the place of C. Fo compared with the issue by anna",
        "eop-nl-1: paper in the place of C. Fo compared with the issue by bram",
        "eop-nl-1: paper in the place of C. Fo replaced by a scan, by VB-2026-1",
        "eop-nl-1: S. Taats declines to sign: te duur",
        "eop-nl-1: M. Inister was in office until 16 November 2026",
        "eop-nl-1: another takes the place of M. Inister, who could sign until 16 November 2026; new issue: eop-nl-2",
        "eop-nl-1: withdrawn by the office: een fout",
        "eop-nl-1: the term to sign is over",
    ],
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return with_table(tmp_path)


def told(desk: Desk, language: str = "en", after: int = 2) -> list[str]:
    """Return the sentences of the trail, of events after the first ones of the process and the dossier."""
    found = []
    for line in desk.run("history", COMPANY, messages=language).stdout.replace("\xa0", " ").splitlines():
        if line[:3].strip().isdigit():
            number, said = int(line[:3]), line.partition(" · ")[2]
        elif line.lstrip().startswith(("recorded", "vastgelegd")):
            continue
        else:
            said = line.strip()
        if number > after:
            found.append(said)
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_that_happened_to_an_issue_is_a_sentence(desk: Desk, language: str) -> None:
    came_back(desk, "ceo")
    happen(desk, *HAPPENED[1:])
    assert told(desk, language) == BACK[language] + AFTER[language]


def test_the_day_and_who_stand_beside_it(desk: Desk) -> None:
    happen(desk, HAPPENED[4])
    assert desk.said("history", COMPANY).splitlines()[-2:] == [
        "  5  13 November 2026 · eop-nl-1: signed on paper by C. Fo; kept at Kast 3",
        "       recorded 2026-11-10T12:00:00Z · p-jan (claimed, jan)",
    ]
    last = desk.data("history", COMPANY)[-1]
    assert (last["kind"], last["told"]) == ("signing_event", ["eop-nl-1: signed on paper by C. Fo; kept at Kast 3"])


def test_there_is_a_sentence_for_every_kind() -> None:
    assert set(KINDS) - set(SENTENCES) == set()


def test_a_name_that_was_erased_is_told_by_its_id(desk: Desk) -> None:
    happen(desk, HAPPENED[1])
    desk.run("person", "erase", person_id(COMPANY, ISSUE, "ceo"), person="anna")
    assert told(desk)[-1] == "eop-nl-1: ceo reminded"


def test_packages_and_what_else_there_is_are_no_dossier(desk: Desk) -> None:
    contents = Contents("a" * 64, 3, 100)
    noted(
        desk,
        made_event("proef-glas-1", contents, ("Alles van Proef Glas", "", 4), "2026-11-10"),
        imported_event("proef-glas-2", contents, "b" * 64, "2026-11-10"),
        NewEvent("something_new", {"x": 1}, "2026-11-10"),
    )
    assert told(desk)[-3:] == [
        "Archive package proef-glas-1 made: Alles van Proef Glas",
        "Archive package proef-glas-2 brought back",
        "Event of kind 'something_new'",
    ]


def test_a_verdict_on_what_came_before_names_no_file(desk: Desk) -> None:
    noted(desk, received_event(ISSUE, Received((), "c" * 64, "incomplete", HAPPENED[0].on)))
    assert told(desk)[-1] == "eop-nl-1 judged again; verdict: incomplete"


def test_a_file_name_gives_the_terminal_no_orders(desk: Desk) -> None:
    hostile = ReceivedFile("a" * 64, "\x1b[31m../terug\n\u202e.pdf")
    noted(desk, received_event(ISSUE, Received((hostile, hostile), "c" * 64, "to_come", HAPPENED[0].on)))
    assert told(desk)[-3:] == [
        "Came back of eop-nl-1: 2 files; verdict: to_come",
        *["file: [31m../terug .pdf (sha256 aaaaaaaaaaaa)"] * 2,
    ]


def test_what_cannot_be_read_is_a_problem(desk: Desk) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tabled.rows_with", lambda *_: {})
        noted(desk, replace(signing_event(ISSUE, HAPPENED[1]), format=2))
    assert desk.codes("history", COMPANY) == ["E801"]
