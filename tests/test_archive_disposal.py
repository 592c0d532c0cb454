"""How long packages are kept, and their destruction: by two persons, with every reason against it, whole whoever is killed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from desk import Desk
from test_archive_desk import FIRST, GLASS, carried, desk, killed, packages, packed, told, wrong

from agreements.archive.store import kept

__all__ = ["desk"]  # the fixture

LIST = ("Selectielijst van Proef", "12.3", "Afspraken met bedrijven")
EXPIRED = ("--appraisal", "V", "--category", *LIST, "--years", "10", "--start", "2016-03-01")


def appraised(desk: Desk, *words: str, person: str = "anna") -> None:
    desk.run("archive", "appraise", FIRST, *(words or EXPIRED), person=person)


def decided(desk: Desk, person: str = "anna") -> Path:
    """Pack, appraise and decide to destroy; return the folder of the package."""
    folder = packed(desk)
    appraised(desk)
    desk.run("archive", "destroy", FIRST, "--decide", person=person)
    return folder


def confirm(*more: str) -> tuple[str, ...]:
    return ("archive", "destroy", FIRST, "--confirm", *more)


DECIDE = ("archive", "destroy", FIRST, "--decide")


def test_a_package_whose_term_is_over_is_destroyed_by_two_and_leaves_its_proof(desk: Desk) -> None:
    folder = decided(desk)
    slip, files = told(desk)[0][2]["slip"], told(desk)[0][2]["files"]
    assert "its destruction was decided by anna" in desk.said("archive", "show", FIRST)
    found = desk.data(*confirm("--manner", "versnipperd"), person="bram")
    assert (found["standing"], folder.exists(), list(packages(desk).iterdir())) == ("destroyed", False, [])
    proof = json.loads(kept(desk.root / "output" / "archive", found["proof"]))
    assert (proof["decided_by"], proof["done_by"], proof["manner"]) == ("anna", "bram", "versnipperd")
    assert (proof["package"], proof["packing_slip"], proof["files"], proof["kind"]) == (FIRST, slip, files, "proof_of_destruction")
    assert (proof["title"], proof["ended"], proof["category"]["number"]) == ("Dossier Proef Glas B.V.", "2026-03-01", "12.3")
    assert [kind for _, kind, _ in told(desk)] == [
        *("package_made", "package_appraised", "package_destruction_decided", "package_destruction_confirmed", "package_destroyed")
    ]
    assert desk.data("archive", "verify") == {"files": 2, "packages": 1, "issues": 0, "taken_in": 0, "problems": []}
    assert found["proof"] in desk.said("archive", "show", FIRST)
    assert packed(desk).name == "proef-glas-2"


def test_the_proof_itself_is_watched(desk: Desk) -> None:
    decided(desk)
    proof = desk.data(*confirm(), person="bram")["proof"]
    (desk.root / "output" / "archive" / proof[:2] / proof).unlink()
    assert wrong(desk) == [("E965", proof)]


def test_names_and_words_of_others_are_in_no_event(desk: Desk) -> None:
    decided(desk)
    desk.run(*confirm(), person="bram")
    assert not any(name in str(told(desk)) for name in ("Voorbeeld", "Anna", "Bram"))


AGAINST = {
    "undecided": ((), ["E956", "E958"]),
    "for ever": (("--appraisal", "B"), ["E955", "E958"]),
    "a term that runs": (("--appraisal", "V", "--category", *LIST, "--years", "10", "--start", "2016-03-02"), ["E957"]),
    "no start": (("--appraisal", "V", "--category", *LIST, "--years", "10"), ["E958"]),
    "no category": (("--appraisal", "V", "--years", "10", "--start", "2016-03-01"), ["E958"]),
    "no term": (("--appraisal", "V", "--category", *LIST, "--start", "2016-03-01"), ["E958"]),
    "for ever, with a term": (("--appraisal", "B", *EXPIRED[2:]), ["E955"]),
}


@pytest.mark.parametrize("name", AGAINST)
def test_what_may_not_be_destroyed_is_not_even_decided(desk: Desk, name: str) -> None:
    words, codes = AGAINST[name]
    folder = packed(desk)
    if words:
        appraised(desk, *words)
    assert desk.codes(*DECIDE, person="anna") == codes
    assert desk.codes(*confirm(), person="bram") == ["E975"]
    assert folder.exists()


def test_a_hold_that_comes_after_the_decision_stops_it_until_it_is_released(desk: Desk) -> None:
    folder = decided(desk)
    desk.run("archive", "hold", FIRST, "--ground", "Woo-verzoek 2026-014", person="bram")
    desk.run("archive", "hold", FIRST, "--ground", "geschil", "--name", "geschil", person="bram")
    assert desk.codes(*confirm(), person="bram") == ["E959", "E959"]
    desk.run("archive", "release", FIRST, "geschil", "--ground", "geschikt", person="anna")
    assert desk.codes(*confirm(), person="bram") == ["E959"]
    assert desk.codes(*DECIDE, person="anna") == ["E959"]
    assert folder.exists()
    shown = desk.said("archive", "show", FIRST)
    assert "hold hold-1: Woo-verzoek 2026-014 (bram, since 2026-03-02)" in shown
    assert "hold geschil: geschil (bram, since 2026-03-02); released on 2026-03-02: geschikt (anna)" in shown
    desk.run("archive", "release", FIRST, "hold-1", "--ground", "besloten", person="anna")
    desk.run(*confirm(), person="bram")
    assert not folder.exists()


def test_another_appraisal_ends_a_decision(desk: Desk) -> None:
    folder = decided(desk)
    appraised(desk, "--appraisal", "B")
    appraised(desk)
    assert desk.codes(*confirm(), person="bram") == ["E975"]
    assert folder.exists()


WRONG_PERSONS = {
    "the same person": (confirm(), "anna", "E960"),
    "nobody confirms": (confirm(), "", "E891"),
    "a stranger confirms": (confirm(), "carla", "E807"),
    "nobody decides": (DECIDE, "", "E891"),
    "a stranger decides": (DECIDE, "carla", "E807"),
    "nobody appraises": (("archive", "appraise", FIRST, "--appraisal", "V"), "", "E891"),
    "a stranger appraises": (("archive", "appraise", FIRST, "--appraisal", "V"), "carla", "E807"),
    "a stranger holds": (("archive", "hold", FIRST, "--ground", "x"), "carla", "E807"),
    "a stranger releases": (("archive", "release", FIRST, "hold-1", "--ground", "x"), "carla", "E807"),
}


@pytest.mark.parametrize("name", WRONG_PERSONS)
def test_wrong_persons_change_nothing(desk: Desk, name: str) -> None:
    words, person, code = WRONG_PERSONS[name]
    folder = decided(desk)
    before = told(desk)
    assert desk.codes(*words, person=person) == [code]
    assert (told(desk), folder.exists()) == (before, True)


REFUSED = {
    "no ground": (("hold", FIRST, "--ground", " "), "E864"),
    "a ground that turns": (("hold", FIRST, "--ground", "a\u202eb"), "E214"),
    "a hold twice": (("hold", FIRST, "--ground", "x", "--name", "een"), "E961"),
    "a hold that is none": (("release", FIRST, "twee", "--ground", "x"), "E961"),
    "no manner": (("destroy", FIRST, "--confirm", "--manner", ""), "E864"),
    "no category": (("appraise", FIRST, "--appraisal", "V", "--category", "", "1", "x"), "E941"),
    "no trigger": (("appraise", FIRST, "--appraisal", "V", "--trigger", ""), "E941"),
    "a hostile package": (("appraise", f"../{FIRST}", "--appraisal", "V"), "E963"),
    "a package destroyed by its path": (("destroy", f"../packages/{FIRST}", "--confirm"), "E963"),
    "another company": (("destroy", "proef-gras-1", "--decide"), "E963"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_recorded_is_refused(desk: Desk, name: str) -> None:
    words, code = REFUSED[name]
    packed(desk)
    desk.run("archive", "hold", FIRST, "--ground", "x", "--name", "een", person="anna")
    before = told(desk)
    assert desk.codes("archive", *words, person="anna") == [code]
    assert told(desk) == before


def test_two_acts_are_two_commands(desk: Desk) -> None:
    decided(desk)
    for words in ((), ("--decide", "--confirm")):
        desk.run("archive", "destroy", FIRST, *words, person="bram", code=2)


def test_only_what_is_there_and_is_the_recorded_one_is_destroyed(desk: Desk) -> None:
    folder = decided(desk)
    slip = (folder / "pakbon.xml").read_bytes()
    (folder / "pakbon.xml").write_bytes(slip + b" ")
    assert desk.codes(*confirm(), person="bram") == ["E948"]
    (folder / "pakbon.xml").write_bytes(slip)
    elsewhere = folder.rename(desk.root / "elders")
    assert desk.codes(*confirm(), person="bram") == ["E964"]
    folder.symlink_to(elsewhere)
    assert desk.codes(*confirm(), person="bram") == ["E964"]
    assert (elsewhere / "pakbon.xml").exists()
    assert [kind for _, kind, _ in told(desk)][-1] == "package_destruction_decided"


def test_after_destruction_nothing_more_is_decided(desk: Desk) -> None:
    decided(desk)
    desk.run(*confirm(), person="bram")
    before = told(desk)
    hold = ("archive", "hold", FIRST, "--ground", "x")
    for words in (DECIDE, confirm(), hold, ("archive", "appraise", FIRST, "--appraisal", "B")):
        assert desk.codes(*words, person="anna") == ["E974"]
    assert told(desk) == before


POINTS = {
    "before the proof is recorded": ("before", "application.disposal.confirmed_event", "destruction_decided"),
    "once it is confirmed": ("before", "application.disposal._remove", "destruction_confirmed"),
    "once its name is gone": ("before", "application.disposal.sync", "destruction_confirmed"),
    "once it is gone": ("after", "application.disposal._remove", "destruction_confirmed"),
    "before that is told": ("before", "application.disposal.destroyed_event", "destruction_confirmed"),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_destruction_that_was_cut_off_is_finished_by_confirming_again(desk: Desk, point: str) -> None:
    when, where, standing = POINTS[point]
    decided(desk)
    killed(desk, where, *confirm(), when=when, person="bram")
    assert desk.data("record", "verify")["problems"] == []
    assert desk.data("archive", "show", FIRST)["standing"] == standing
    if standing == "destruction_confirmed":
        assert ("E969", FIRST) in wrong(desk)
        assert desk.codes("archive", "hold", FIRST, "--ground", "x", person="anna") == ["E974"]
    found = desk.data(*confirm(), person="bram")
    assert (found["standing"], list(packages(desk).iterdir())) == ("destroyed", [])
    assert [kind for _, kind, _ in told(desk)].count("package_destruction_confirmed") == 1
    assert desk.data("archive", "verify")["problems"] == []


def test_the_rest_of_a_folder_that_was_half_removed_goes_too(desk: Desk) -> None:
    folder = decided(desk)
    killed(desk, "application.disposal._remove", *confirm(), person="bram")
    shutil.copytree(folder, packages(desk) / f".maatwerk-destroyed-{FIRST}")
    shutil.rmtree(folder / "sip")
    desk.run(*confirm(), person="anna")  # who finishes need not be who confirmed
    assert list(packages(desk).iterdir()) == []


def test_packages_outlive_the_stream_of_their_company(desk: Desk) -> None:
    folder = packed(desk)
    appraised(desk)
    before = desk.data("archive", "show", FIRST)
    desk.now = "2026-03-03T10:00:00+01:00"
    desk.run("record", "destroy", GLASS, "--grounds", "categorie 12.3", person="anna")
    desk.run("record", "destroy", GLASS, "--confirm", person="bram")
    assert desk.data("archive", "show", FIRST) == before
    assert desk.data("archive", "verify", FIRST)["problems"] == []
    assert {code for code, _ in wrong(desk)} == {"E967"}  # the evidence: who destroys a company removes it by hand
    file = carried(desk)
    shutil.rmtree(folder)
    desk.run("archive", "import", str(file), person="anna")
    desk.run(*DECIDE, person="anna")
    desk.run(*confirm(), person="bram")
    assert desk.data("archive", "show", FIRST)["standing"] == "destroyed"


def test_an_imported_package_is_destroyed_under_its_own_title(desk: Desk) -> None:
    packed(desk)
    file = carried(desk)
    other = Desk(desk.root.parent / "elders")
    other.run("person", "add", "anna", "--name", "Anna Voorbeeld")
    other.run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    other.run("archive", "import", str(file), person="anna")
    appraised(other)
    other.run(*DECIDE, person="anna")
    proof = other.data(*confirm(), person="bram")["proof"]
    assert json.loads(kept(other.root / "output" / "archive", proof))["title"] == "Dossier Proef Glas B.V."
    assert "Dossier" not in str(told(other))
