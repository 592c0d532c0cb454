"""Work with a record through the command line: dossiers in and out, steps, refusals, the past, and nothing half-written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import GLASS, Desk, staffed, with_glass
from dossiers import ROOT

from agreements.application import names
from agreements.record.opening import open_record


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return with_glass(tmp_path)


# Dossiers


def test_an_office_without_a_company_is_told_how_to_begin(tmp_path: Path) -> None:
    assert staffed(tmp_path).run("status").output.splitlines()[0] == "there is no company yet; begin with: maatwerk apply DOSSIER"


def test_a_new_dossier_opens_a_case_at_the_beginning(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    path = desk.file("proef-glas.yaml", GLASS)
    assert desk.data("apply", path, "--dry-run", person="anna")["revisions"][0]["opened"] == "intake"
    desk.run("status", "proef-glas", code=1)
    assert desk.run("apply", path, person="anna").output == "proef-glas (2)\n  + dossier\n  case opened: intake\n"
    assert desk.run("apply", path, person="anna").output == "proef-glas (2)\n  no difference\n"


def test_a_changed_figure_is_shown_recorded_and_printed(desk: Desk) -> None:
    changed = desk.file("ander.yaml", GLASS.replace('"90"', '"80"'))
    told = desk.data("apply", changed, person="anna")["revisions"][0]["changes"]
    assert told == [{"place": "commitments[co2-2030].promised[eop].total.amount", "before": "90", "after": "80"}]
    assert "80 kilotonnes" in desk.said("show", "proef-glas")
    printed = {
        (each["kind"], each["language"], each["words"].replace("\xa0", " ")) for each in desk.data("where", "proef-glas", "co2-2030")
    }
    assert printed >= {("eop", "nl", "80 kiloton"), ("eop", "en", "80 kilotonnes")}
    desk.run("draft", "proef-glas", "eop", "-f", "txt", "-o", str(desk.root / "uit"))
    assert "80 kiloton" in (desk.root / "uit" / "eop-proef-glas-nl.txt").read_text().replace("\xa0", " ")


def test_a_file_out_of_the_record_goes_back_unless_somebody_was_first(desk: Desk) -> None:
    taken = desk.run("show", "proef-glas", "--yaml").stdout
    assert desk.run("apply", desk.file("mijn.yaml", taken), person="anna").output == "proef-glas (2)\n  no difference\n"
    theirs = desk.file("hun.yaml", taken.replace('"90"', '"80"'))
    desk.run("apply", theirs, person="bram")
    assert desk.run("apply", theirs, person="bram").output == "proef-glas (3)\n  no difference\n"
    refused = desk.run("apply", desk.file("mijn.yaml", taken.replace('"90"', '"70"')), person="anna", code=1)
    place = "commitments[co2-2030].promised[eop].total.amount"
    assert f"Changed since: {place} → 80. This file changes: {place} → 70" in refused.stderr
    assert "mijn.yaml:2:11" in refused.stderr
    assert "80 kilotonnes" in desk.said("show", "proef-glas")


def test_files_are_applied_all_or_none(desk: Desk) -> None:
    good = desk.file("goed.yaml", GLASS.replace('"90"', '"80"'))
    bad = desk.file("fout.yaml", GLASS.replace("proef-glas", "ander").replace("source: opgave", "source: niets"))
    assert desk.codes("apply", good, bad, person="anna") == ["E209"]
    assert "90 kilotonnes" in desk.said("show", "proef-glas")


HEAD = "format: 1\ncompany: {id: proef-glas, name: Proef Glas B.V.}\n"
NEED = "preconditions:\n  - {id: net, kind: grid, what: aansluiting, for: [co2-2030], source: opgave}\n"
OTHER = "warnings:\n  - {id: w, for: niets, date: 2026-02-01}\n"


def test_a_file_that_only_adds_points_to_what_the_record_has(desk: Desk) -> None:
    """Regression: a commitment and a source had to stand in the file again, though the record has them."""
    adding = desk.file("erbij.yaml", HEAD + NEED)
    assert sorted(desk.codes("check", adding)) == ["E209", "E218"]  # without the record nobody knows
    (change,) = desk.data("apply", adding, "--dry-run", person="anna")["revisions"][0]["changes"]
    assert change["place"] == "preconditions"
    desk.run("apply", adding, person="anna")
    assert desk.run("apply", adding, person="anna").output.endswith("no difference\n")
    assert "aansluiting" in desk.said("show", "proef-glas")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + NEED + OTHER, [("E218", "niets", 6)]),
        (HEAD + NEED.replace("source: opgave", "source: opgaaf"), [("E209", "opgaaf", 4)]),
        (
            HEAD + OTHER + NEED.replace("kind: grid", "kind: net"),
            [("E204", "net", 6), ("E218", "niets", 4)],
        ),  # all at once, also beside a fault of form
        (HEAD.replace("proef-glas", "ander") + NEED, [("E209", "opgave", 4), ("E218", "co2-2030", 4)]),
    ],
)
def test_what_a_file_points_to_and_the_record_does_not_have_is_told_at_its_place(
    desk: Desk, text: str, told: list[tuple[str, str, int]]
) -> None:
    problems = desk.data("apply", desk.file("erbij.yaml", text), person="anna", code=1)["problems"]
    assert sorted((each["code"], each["line"]) for each in problems) == [(code, line) for code, _, line in told]
    assert all(f"'{name}'" in " ".join(each["message"] for each in problems) for _, name, _ in told)


def test_what_a_file_may_have_meant_is_what_the_record_has(desk: Desk) -> None:
    wrong = desk.file("erbij.yaml", HEAD + NEED.replace("co2-2030", "co2-2031"))
    (problem,) = desk.data("apply", wrong, person="anna", code=1)["problems"]
    assert "'co2-2031' points to nothing in this dossier (co2-2030?)" in problem["message"]


def test_the_past_is_asked_by_when_it_was_so_and_by_when_we_knew(desk: Desk) -> None:
    desk.now = "2026-03-20T10:00:00+01:00"
    desk.run("apply", desk.file("ander.yaml", GLASS.replace('"90"', '"80"')), person="anna")
    assert "90 kilotonnes" in desk.said("show", "proef-glas", "--at", "2026-03-19")
    assert "80 kilotonnes" in desk.said("show", "proef-glas", "--at", "2026-03-20")
    assert "90 kilotonnes" in desk.said("show", "proef-glas", "--as-known", "2026-03-19")
    assert desk.codes("show", "proef-glas", "--at", "2026-03-01") == ["E889"]
    assert [each["company"] for each in desk.data("status", "--as-known", "2026-03-02")["companies"]] == ["proef-glas"]
    assert desk.data("status", "--as-known", "2026-03-01")["companies"] == []


# Steps


def walk_to_the_test(desk: Desk) -> None:
    """Take the case to the legal test of its EoP."""
    note = desk.file("stuk.txt", "Proefstuk.")
    desk.run("step", "proef-glas", "start-exploration", "--evidence", note, person="anna")
    desk.run("step", "proef-glas", "start-eop", "--evidence", f"exploration-note={note}", person="anna")
    desk.run("step", "proef-glas", "submit-eop", person="anna")


def test_steps_lead_on_and_the_trail_tells_them(desk: Desk) -> None:
    walk_to_the_test(desk)
    note = desk.file("toets.txt", "Akkoord.")
    answered = desk.run("step", "proef-glas", "eop-legal-tests", "--answer", "approve", "--evidence", note, person="bram")
    assert "Legal test of the EoP per ministry, kgg: approves" in answered.stdout
    desk.run("step", "proef-glas", "eop-legal-passed", person="anna")
    (standing,) = desk.data("status")["companies"]
    assert standing["certainly"]["state"] == "eop-approval"
    assert sorted(each["member"] for each in standing["waiting"]) == ["kgg", "proef-glas"]
    assert standing["due"]["last"] == "2026-04-13"
    told = desk.data("history", "proef-glas")
    assert [each["kind"] for each in told][:3] == ["dossier_applied", "case_opened", "step_taken"]
    assert [each["person"] for each in told][-3:] == ["bram", "anna", "anna"]
    assert "the state must" not in desk.run("history", "proef-glas").stdout
    kept = list((desk.root / "output" / "archive").glob("*/*"))
    assert sorted(each.read_text() for each in kept) == ["Akkoord.", "Proefstuk."]


def test_what_is_explained_is_what_happens(desk: Desk) -> None:
    walk_to_the_test(desk)
    explained = {each["step"]: each for each in desk.data("explain", "proef-glas", person="bram")}
    assert explained["eop-legal-tests"]["ready"]
    assert not explained["eop-legal-passed"]["ready"]
    for name, each in explained.items():
        answer = ["--answer", "approve"] if name == "eop-legal-tests" else []
        if not each["allowed"]:
            refused = desk.codes("step", "proef-glas", name, *answer, person="bram")
            assert refused == [reason["code"] for reason in each["reasons"]], name
    assert "who: policy officer: anna" in desk.run("explain", "proef-glas", "eop-legal-passed").stdout


def test_a_dry_run_of_a_step_writes_nothing(desk: Desk) -> None:
    note = desk.file("stuk.txt", "Proefstuk.")
    told = desk.data("step", "proef-glas", "start-exploration", "--evidence", note, "--dry-run", person="anna")
    assert told["done"]
    assert desk.data("status")["companies"][0]["certainly"]["state"] == "intake"
    assert not (desk.root / "output" / "archive").exists()


def test_a_refused_step_keeps_no_evidence(desk: Desk) -> None:
    note = desk.file("stuk.txt", "Proefstuk.")
    assert desk.codes("step", "proef-glas", "start-exploration", "--evidence", f"intake-note={note}", person="bram") == ["E823"]
    assert not (desk.root / "output" / "archive").exists()


def test_a_correction_takes_two(desk: Desk) -> None:
    walk_to_the_test(desk)
    about = [each["version"] for each in desk.data("history", "proef-glas")][-1]
    desk.run("person", "grant", "bram", "policy-officer", person="anna")
    order = ["correct", "proef-glas", str(about), "--remedy", "state", "--state", "eop-draft", "--reason", "te vroeg voorgelegd"]
    desk.run(*order, person="anna")
    proposal = str(desk.data("history", "proef-glas")[-1]["version"])
    assert desk.codes("correct", "proef-glas", proposal, "--accept", person="anna") == ["E824"]
    assert "now 'EoP in preparation'" in desk.run("correct", "proef-glas", proposal, "--accept", person="bram").stdout
    desk.run("correct", "proef-glas", "1", code=2)


def test_a_deadline_is_extended_and_a_member_replaced(desk: Desk) -> None:
    walk_to_the_test(desk)
    before = desk.data("status", "proef-glas")["due"]["last"]
    desk.run("extend", "proef-glas", "7", "--reason", "werkafspraak", person="anna")
    assert desk.data("status", "proef-glas")["due"]["last"] > before
    changed = GLASS.replace(
        "signatories:",
        "  - {id: ienw, office: state_secretary, ministry: {nl: Infrastructuur, en: Infrastructure}, visibility: public}\nsignatories:",
    )
    desk.run("apply", desk.file("meer.yaml", changed), person="anna")
    joined = desk.run("replace", "proef-glas", "eop-legal-tests", "--new", "ienw", "--reason", "doet mee", person="anna")
    assert "ienw joins (doet mee)" in joined.stdout


# The public record


def test_thirteen_companies_stand_as_in_the_public_record(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    desk.now = "2026-11-24T10:00:00+01:00"
    desk.run("apply", str(ROOT / "examples" / "npvi"), person="anna")
    counted = {}
    for day in ("2023-07-31", "2024-12-31", "2025-06-30"):
        board = desk.data("status", "--at", day)
        counted[day] = {stage: (each["certainly"], each["possibly"]) for stage, each in board["signed"].items()}
    assert counted == {
        "2023-07-31": {"eop": (7, 7), "jloi": (0, 0), "maatwerkafspraak": (0, 0)},
        "2024-12-31": {"eop": (12, 13), "jloi": (1, 1), "maatwerkafspraak": (1, 1)},
        "2025-06-30": {"eop": (13, 13), "jloi": (2, 2), "maatwerkafspraak": (1, 1)},
    }
    gates = desk.data("status", "nobian")["gates"]
    reads = {each["label"]["en"]: each["reads"] for each in gates}
    ahead = {label for label in reads if "addendum" in label or "deed" in label}
    assert {label for label, each in reads.items() if each != "not_recorded"} == ahead
    assert "The record is whole" in desk.run("record", "verify").stdout


# The record


def test_copies_lead_back_and_destruction_takes_two(desk: Desk, tmp_path: Path) -> None:
    receipt = desk.run("record", "backup", str(tmp_path / "kopie.sqlite3")).stdout.strip()
    desk.run("record", "export", str(tmp_path / "uitvoer.jsonl"))
    desk.run("record", "checkpoint")
    assert "whole" in desk.run("record", "verify", "--receipt", receipt).stdout
    assert desk.data("record", "verify")["problems"] == []
    assert desk.run("record", "rebuild").stdout == "0 rows mended\n"
    before = desk.run("status").stdout
    for source in ("kopie.sqlite3", "uitvoer.jsonl"):
        desk.record.rename(tmp_path / f"was-{source}")
        desk.run("record", "restore", str(tmp_path / source))
        assert desk.run("status").stdout == before
        desk.run("record", "verify", "--receipt", receipt)
    desk.run("record", "destroy", "proef-glas", "--grounds", "proef", person="anna")
    assert desk.codes("record", "destroy", "proef-glas", "--confirm", person="anna") == ["E878"]
    assert desk.data("status")["companies"][0]["company"] == "proef-glas"
    desk.run("record", "destroy", "proef-glas", "--confirm", person="bram")
    assert desk.data("status")["companies"] == []
    assert "whole" in desk.run("record", "verify", "--receipt", receipt).stdout
    desk.run("record", "destroy", "proef-glas", code=2)


def test_an_older_copy_put_back_is_found(desk: Desk, tmp_path: Path) -> None:
    desk.run("record", "backup", str(tmp_path / "oud.sqlite3"))
    desk.run("apply", desk.file("ander.yaml", GLASS.replace('"90"', '"80"')), person="anna")
    receipt = desk.run("record", "checkpoint").stdout.strip()
    desk.record.rename(tmp_path / "nieuw.sqlite3")
    desk.run("record", "restore", str(tmp_path / "oud.sqlite3"))
    assert desk.run("record", "verify").exit_code == 0
    assert "E912" in desk.run("record", "verify", "--receipt", receipt, code=1).stderr


def test_people_come_go_and_are_forgotten(desk: Desk) -> None:
    assert desk.codes("person", "delegate", "bram", "anna", person="anna") == ["E805"]
    desk.run("person", "add", "cees", "--name", "Cees Derde", person="anna")
    desk.run("person", "delegate", "bram", "cees", "--until", "2026-03-31", person="anna")
    roles = {each["id"]: each["roles"] for each in desk.data("person", "list")}
    assert roles["cees"] == [{"role": "lawyer", "for": "kgg", "on_behalf_of": "bram"}]
    assert "lawyer (kgg) ← bram" in desk.run("person", "list").stdout
    desk.run("person", "recall", "bram", "cees", "--last", "2026-03-01", person="anna")
    desk.run("person", "end", "bram", "lawyer", "--for", "kgg", "--last", "2026-03-01", person="anna")
    assert [each["roles"] for each in desk.data("person", "list") if each["id"] in {"bram", "cees"}] == [[], []]
    desk.run("person", "erase", "cees", person="anna")
    assert "Cees" not in desk.run("person", "list").stdout
    assert b"Cees Derde" not in desk.record.read_bytes()


def test_who_erased_a_person_stands_in_the_chain_of_the_office(desk: Desk) -> None:
    desk.run("person", "add", "cees", "--name", "Cees Derde", person="anna")
    assert desk.codes("person", "erase", "cees", person="niemand") == desk.codes("person", "erase", "niemand", person="anna") == ["E807"]
    desk.run("person", "erase", "cees", person="bram")
    with open_record(desk.record) as record:
        last = record.load("office")[-1]
        assert (last.kind, last.body, last.author.person) == ("person_erased", {"person": "cees"}, "bram")
        erased = record.person("cees")
        assert erased is not None
        assert (erased.name, erased.erased) == ("", last.recorded)
    assert "whole" in desk.run("record", "verify").stdout
    desk.run("person", "add", "cees", "--name", "Cees Weer", person="anna")


def test_what_somebody_who_reads_keeps_from_being_erased_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_PATIENCE", "0")
    desk.run("person", "add", "cees", "--name", "Cees Derde", person="anna")
    desk.run("record", "destroy", "proef-glas", "--grounds", "lijst", person="anna")
    with open_record(desk.record) as reader, reader.snapshot() as held:
        assert held.person("cees") is not None
        erased = desk.run("person", "erase", "cees", person="anna")
        destroyed = desk.run("record", "destroy", "proef-glas", "--confirm", person="bram")
        for told in (erased, destroyed):
            assert "warning[W919]" in told.stderr
            assert f"{desk.record}-wal" in told.stderr
    desk.run("record", "checkpoint")
    assert not any(b"Cees Derde" in path.read_bytes() for path in desk.record.parent.glob("record.sqlite3*"))


# Workflows


def test_a_workflow_is_proved_published_once_and_cases_move_to_its_next_version(desk: Desk) -> None:
    assert "sound · maatwerk" in desk.run("workflow", "check").stdout
    path = desk.root / "workflows" / "maatwerk.yaml"
    assert desk.run("workflow", "publish", str(path), person="anna").exit_code == 0
    other = path.read_text().replace('version: "1.1"', 'version: "1.2"').replace("Verkenning, en: Exploration", "Verkennen, en: Exploring")
    desk.run("workflow", "publish", desk.file("maatwerk.yaml", other), person="anna")
    moves = desk.data("workflow", "migrate", "maatwerk", "--dry-run", person="anna")
    assert moves["moves"] == [{"company": "proef-glas", "version": "1.1", "from": "intake", "to": "intake"}]
    assert "1 cases moved" in desk.run("workflow", "migrate", "maatwerk", person="anna").stdout
    assert "0 cases moved" in desk.run("workflow", "migrate", "maatwerk", person="anna").stdout
    assert "whole" in desk.run("record", "verify").stdout


def test_a_broken_workflow_is_not_published(desk: Desk) -> None:
    broken = desk.file("kapot.yaml", (ROOT / "workflows/eop-only.yaml").read_text().replace("to: eop-signed\n", "to: eop-draft\n"))
    assert desk.run("workflow", "check", broken, code=1).stderr
    assert desk.run("workflow", "publish", broken, person="anna", code=1).stderr


# Refusals


FACT = "history:\n  - {{stage: eop, event: signed, {more}source: opgave}}\n"


def published_otherwise(desk: Desk) -> list[str]:
    changed = (desk.root / "workflows/maatwerk.yaml").read_text().replace("Verkenning starten", "Verkenning beginnen")
    return desk.codes("workflow", "publish", desk.file("anders.yaml", changed), person="anna")


def based_on_another(desk: Desk) -> list[str]:
    taken = desk.run("show", "proef-glas", "--yaml").stdout
    desk.run("apply", desk.file("hun.yaml", taken.replace('"90"', '"80"')), person="bram")
    return desk.codes("apply", desk.file("mijn.yaml", taken.replace('"90"', '"70"')), person="anna")


def confirmed_by_the_same(desk: Desk) -> list[str]:
    desk.run("record", "destroy", "proef-glas", "--grounds", "proef", person="anna")
    return desk.codes("record", "destroy", "proef-glas", "--confirm", person="anna")


def evidence_changed(desk: Desk) -> list[str]:
    note = desk.file("stuk.txt", "Proefstuk.")
    desk.run("step", "proef-glas", "start-exploration", "--evidence", note, person="anna")
    (kept,) = (desk.root / "output" / "archive").glob("*/*")
    kept.chmod(0o644)
    kept.write_text("Iets anders.")
    return desk.codes("step", "proef-glas", "start-eop", "--evidence", desk.file("ook.txt", "Proefstuk."), person="anna")


def history_told_otherwise(desk: Desk) -> list[str]:
    desk.run("apply", desk.file("een.yaml", GLASS + FACT.format(more="")), person="anna")
    told = desk.run("apply", desk.file("twee.yaml", GLASS + FACT.format(more="date: 2025-06-01, ")), person="anna").stderr
    return re.findall(r"warning\[(W\d+)\]", told)


REFUSED: dict[str, Callable[[Desk], list[str]]] = {
    "E807": lambda desk: desk.codes("apply", desk.file("nog-eens.yaml", GLASS), person="niemand"),
    "E876": lambda desk: desk.codes("step", "proef-glas", "stop", "--key", "x" * 201, person="anna"),
    "E877": lambda desk: desk.codes("record", "destroy", "proef-glas", "--confirm", person="anna"),
    "E881": lambda desk: desk.codes("apply", desk.file("verder.yaml", GLASS.replace("format: 1", "format: 1\nbased_on: 9")), person="anna"),
    "E882": lambda desk: desk.codes("status", "proef-gras"),
    "E883": lambda desk: desk.codes("apply", desk.file("x.yaml", GLASS.replace("proef-glas", "x")), "--workflow", "nergens", person="anna"),
    "E884": published_otherwise,
    "E885": lambda desk: desk.codes(
        "step", "proef-glas", "accept-projects", "--evidence", desk.file("stuk.txt", "Proefstuk."), person="anna"
    ),
    "E886": lambda desk: desk.codes("step", "proef-glas", "stop", "--set", "reden", person="anna"),
    "E887": lambda desk: desk.codes("apply", desk.file("een.yaml", GLASS), desk.file("dubbel.yaml", GLASS), person="anna"),
    "E906": lambda desk: Desk(desk.root / "nieuw").codes("status"),
    "E889": lambda desk: desk.codes("show", "proef-glas", "--as-known", "0999-01-01"),
    "E890": lambda desk: desk.codes("apply", str(desk.root / "output" / "drafts"), person="anna"),
    "E891": lambda desk: desk.codes("apply", desk.file("nog-eens.yaml", GLASS)),
    "E892": lambda desk: desk.codes("where", "proef-glas", "co2-2031"),
    "E893": lambda desk: desk.codes("record", "verify", "--receipt", "bewijs"),
    "E880": based_on_another,
    "W875": history_told_otherwise,
    "E507": evidence_changed,
    "E878": confirmed_by_the_same,
}
"""What each is refused with, all at one desk: those that change something come last."""


def test_each_refusal_is_one_clear_message(desk: Desk) -> None:
    (desk.root / "output" / "drafts").mkdir(parents=True, exist_ok=True)
    (desk.root / "nieuw").mkdir()
    told = {code: refuse(desk) for code, refuse in REFUSED.items()}
    assert {code: code in found for code, found in told.items()} == dict.fromkeys(told, True)


def test_before_there_is_a_record_it_is_said_how_to_begin(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.codes("status") == desk.codes("person", "grant", "anna", "lawyer", person="anna") == ["E906"]
    assert "maatwerk person add" in desk.run("status", code=1).stderr


def test_evidence_that_was_changed_in_the_archive_is_found(desk: Desk) -> None:
    note = desk.file("stuk.txt", "Proefstuk.")
    desk.run("step", "proef-glas", "start-exploration", "--evidence", note, person="anna")
    (kept,) = (desk.root / "output" / "archive").glob("*/*")
    assert kept.stat().st_mode & 0o222 == 0
    kept.chmod(0o644)
    kept.write_text("Iets anders.")
    again = desk.file("ook.txt", "Proefstuk.")
    assert desk.codes("step", "proef-glas", "start-eop", "--evidence", again, person="anna") == ["E507"]
    assert desk.data("status")["companies"][0]["certainly"]["state"] == "exploration"


def test_a_record_that_is_no_record_is_refused(desk: Desk) -> None:
    desk.record.write_bytes(b"geen register")
    for path in desk.record.parent.glob("record.sqlite3-*"):
        path.unlink()
    assert desk.codes("status")[0].startswith("E90")


def test_a_step_with_a_key_is_taken_once(desk: Desk) -> None:
    note = desk.file("stuk.txt", "Proefstuk.")
    order = ["step", "proef-glas", "start-exploration", "--evidence", note, "--key", "brief-1"]
    first = desk.data(*order, person="anna")
    entered = desk.data("history", "proef-glas")
    desk.run("step", "proef-glas", "start-eop", "--evidence", f"exploration-note={note}", person="anna")
    again = desk.data(*order, person="anna")
    assert again["told"] == first["told"]
    assert (again["done"], again["state"]) == (True, "eop-draft")
    assert desk.data("history", "proef-glas")[: len(entered)] == entered
    assert len(desk.data("history", "proef-glas")) == len(entered) + 1
    assert desk.codes(*order[:-1], "a\u202eb", person="anna") == ["E876"]
    assert desk.codes(*order[:-1], "x" * 201, person="anna") == ["E876"]


def test_a_fact_that_changes_is_told_and_corrected_by_two(desk: Desk) -> None:
    desk.run("person", "grant", "bram", "policy-officer", person="anna")
    desk.run("apply", desk.file("a.yaml", GLASS + FACT.format(more="")), person="anna")
    later = desk.file("b.yaml", GLASS + FACT.format(more="date: 2025-06-01, "))
    warned = desk.run("apply", later, person="anna").stderr
    assert "the case of 'proef-glas' keeps 'eop signed' at before:2026-03-03; this file says 2025-06-01" in warned
    version = desk.data("apply", later, person="anna")["problems"][0]["help"].split("correct proef-glas ")[1].split(" ")[0]
    desk.run("correct", "proef-glas", version, "--remedy", "void_history", "--reason", "datum bekend", person="anna")
    proposal = str(desk.data("history", "proef-glas")[-1]["version"])
    desk.run("correct", "proef-glas", proposal, "--accept", person="bram")
    assert desk.run("apply", later, person="anna").output == "proef-glas (8)\n  recorded: eop signed\n"
    assert desk.data("status", "proef-glas")["signed"][0]["last"] == "2025-06-01"
    withdrawn = desk.file("c.yaml", GLASS + FACT.format(more="date: 2025-06-01, withdrawn: true, "))
    assert "this file says that it was withdrawn" in desk.run("apply", withdrawn, person="anna").stderr


def test_a_role_of_an_earlier_version_can_still_be_given(desk: Desk) -> None:
    text = (desk.root / "workflows" / "maatwerk.yaml").read_text()
    assert "archivist" in text
    desk.run(
        "workflow",
        "publish",
        desk.file("n.yaml", text.replace("archivist", "keeper").replace('version: "1.1"', 'version: "9"')),
        person="anna",
    )
    desk.run("person", "grant", "bram", "archivist", person="anna")
    desk.run("person", "grant", "bram", "keeper", person="anna")


def test_a_company_that_was_destroyed_does_not_come_back(desk: Desk) -> None:
    desk.run("record", "destroy", "proef-glas", "--grounds", "lijst", person="anna")
    desk.run("record", "destroy", "proef-glas", "--confirm", person="bram")
    assert desk.codes("apply", desk.file("a.yaml", GLASS), person="anna") == ["E910"]
    assert desk.run("record", "verify").exit_code == 0


def test_names_go_with_the_company_that_is_destroyed(desk: Desk) -> None:
    longest = "v" * 64
    also = f"  - {{id: {longest}, for: company, name: L. Langst, authority: {{kind: office}}}}\ncommitments:"
    desk.run("apply", desk.file("ander.yaml", GLASS.replace("V. Voorbeeld", "W. Anders").replace("commitments:", also)), person="anna")
    people = {each["id"] for each in desk.data("person", "list")}
    assert people > {"anna", "bram", "proef-glas/signatories.voorbeeld/1", "proef-glas/signatories.voorbeeld/3"}
    assert destroyed(desk) == ["anna", "bram"]
    content = desk.record.read_bytes()
    assert [name for name in ("V. Voorbeeld", "W. Anders", "M. Minister", "L. Langst") if name.encode() in content] == []
    assert "whole" in desk.run("record", "verify").stdout


def test_a_name_that_stands_under_a_shortened_id_goes_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_LONGEST", 12)
    desk.run("apply", desk.file("ander.yaml", GLASS.replace("V. Voorbeeld", "W. Anders")), person="anna")
    assert any(re.fullmatch(r"[0-9a-f]{64}/3", each["id"]) for each in desk.data("person", "list"))
    assert destroyed(desk) == ["anna", "bram"]


def destroyed(desk: Desk) -> list[str]:
    """Destroy what is recorded of Proef Glas and return who is known afterwards."""
    desk.run("record", "destroy", "proef-glas", "--grounds", "lijst", person="anna")
    desk.run("record", "destroy", "proef-glas", "--confirm", person="bram")
    return [each["id"] for each in desk.data("person", "list")]


# Names


def test_no_name_of_a_person_stands_in_an_event_and_one_can_be_erased(desk: Desk, tmp_path: Path) -> None:
    desk.run("record", "export", str(tmp_path / "uitvoer.jsonl"))
    exported = (tmp_path / "uitvoer.jsonl").read_text()
    assert "Proef Glas" in exported
    assert "V. Voorbeeld" not in exported
    assert "M. Minister" not in exported
    assert "V. Voorbeeld" in desk.run("show", "proef-glas", "--yaml").stdout
    assert desk.run("apply", desk.file("weer.yaml", GLASS), person="anna").output == "proef-glas (2)\n  no difference\n"
    (identifier,) = [each["id"] for each in desk.data("person", "list") if each["name"] == "V. Voorbeeld"]
    assert identifier == "proef-glas/signatories.voorbeeld/1"
    desk.run("person", "erase", identifier, person="anna")
    assert 'name: "[gewist / erased]"' in desk.run("show", "proef-glas", "--yaml").stdout
    assert b"V. Voorbeeld" not in desk.record.read_bytes()
    assert "whole" in desk.run("record", "verify").stdout


def test_a_corrected_name_is_another_id_and_the_difference_shows_names(desk: Desk) -> None:
    told = desk.data("apply", desk.file("ander.yaml", GLASS.replace("V. Voorbeeld", "W. Anders")), person="anna")
    place = "signatories[voorbeeld].name"
    assert told["revisions"][0]["changes"] == [{"place": place, "before": "V. Voorbeeld", "after": "W. Anders"}]
    assert desk.data("history", "proef-glas")[-1]["changes"] == told["revisions"][0]["changes"]
    ids = {each["name"]: each["id"] for each in desk.data("person", "list")}
    assert ids["W. Anders"] == "proef-glas/signatories.voorbeeld/3"
    desk.run("person", "erase", ids["V. Voorbeeld"], person="anna")
    assert "W. Anders" in desk.run("show", "proef-glas", "--yaml").stdout
