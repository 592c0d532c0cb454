"""The chapter of the demo on the process: what it tells, whole and twice the same, and what is then in its record."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from conftest import Golden
from dossiers import ROOT

from agreements.application.acting import When
from agreements.application.casework import companies, company_stream, entries, folder_of, office_of, workflow_of
from agreements.application.demo.journey import GLAS, JOURNEYS, KERAMIEK, SUIKER, WHOLE, Apply, Move, Propose, Replace, Take, step
from agreements.application.demo.moves import WORKFLOW, Desk, at
from agreements.application.demo.office import DEPUTY, OFFICIALS, SINCE, staff
from agreements.application.demo.process import ARCHIVE, COUNTED, RECORD, TODAY
from agreements.application.status import past
from agreements.application.upkeep import verify
from agreements.archive.store import kept
from agreements.cli import cli
from agreements.model.dossier_kinds import Stage
from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.workflow.case import Case, Entry, evolve
from agreements.workflow.case import Result as Came
from agreements.workflow.definition import Outcome
from agreements.workflow.events import StepTaken
from agreements.workspace import Workspace, read_text

ASIDE = frozenset({"remedy", "recovery", "awaiting-condition", "not-continued", "expired", "condition-failed", "terminated", "transferred"})
"""States beside the way: default, recovery and the ends that the demo does not tell."""


@dataclass(frozen=True)
class Told:
    """What the demo printed, and the folder in which it ran."""

    place: Path
    dutch: Result
    english: Result

    @property
    def folder(self) -> Path:
        return self.place / "demo" / "process"

    def lines(self) -> list[str]:
        return self.dutch.stdout.splitlines()


def run(place: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        return CliRunner().invoke(cli, arguments)


def lasting(result: Result) -> str:
    """Return what was printed without what does not last: the time it took, and the hash over every event, which has its own test."""
    lines = result.stdout.splitlines(keepends=True)
    assert lines[-1].startswith("[process: ")
    return "".join("maatwerk-receipt:…\n" if line.startswith("maatwerk-receipt:") else line for line in lines[:-1])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell the chapter twice in one folder, in Dutch and then in English, with a file of somebody else in it."""
    place = tmp_path_factory.mktemp("demo")
    stranger = place / "demo" / "process" / "record.sqlite3"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("van iemand anders")
    dutch, english = (run(place, "--messages", language, "demo", "demo", "process") for language in ("nl", "en"))
    return Told(place, dutch, english)


@pytest.fixture
def record(told: Told) -> Iterator[Record]:
    with open_record(told.folder / RECORD, create=False) as opened:
        yield opened


def case(record: Record, company: str) -> Case:
    found = folder_of(record, company).case
    assert found is not None
    return found


def history(record: Record, company: str) -> list[Entry]:
    return list(entries(record.load(company_stream(company))))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_chapter_is_told(told: Told, golden: Golden, language: str) -> None:
    result = told.dutch if language == "nl" else told.english
    assert (result.exit_code, result.stderr) == (0, "")
    golden(ROOT / f"tests/expected/demo/process.{language}.txt", lasting(result))


def test_it_begins_anew_each_time_and_makes_the_same_bytes(told: Told) -> None:
    """The receipt seals every event: two runs, two days or two languages apart, have the same."""
    receipts = [next(line for line in each.stdout.splitlines() if "maatwerk-receipt" in line) for each in (told.dutch, told.english)]
    assert receipts[0] == receipts[1]
    assert "Gone are the record and the archive" in told.english.stdout


def test_it_removes_and_makes_nothing_but_its_own(told: Told) -> None:
    assert sorted(path.name for path in told.folder.iterdir()) == [ARCHIVE, RECORD, "record.sqlite3"]
    assert (told.folder / "record.sqlite3").read_text() == "van iemand anders"
    assert [path.name for path in told.place.iterdir()] == ["demo"]


def test_what_it_made_is_removed_by_name_only(tmp_path: Path) -> None:
    (tmp_path / "demo" / "process" / RECORD).mkdir(parents=True)
    result = run(tmp_path, "demo", "demo", "process")
    assert (result.exit_code, "E506" in result.stderr) == (1, True)


def test_every_line_fits_but_the_receipt(told: Told) -> None:
    for result in (told.dutch, told.english):
        assert [line for line in result.stdout.splitlines() if len(line) > 80 and "maatwerk-receipt" not in line] == []


def test_the_record_is_whole_and_its_receipt_proves_it(told: Told, record: Record) -> None:
    receipt = next(line for line in told.lines() if "maatwerk-receipt" in line)
    assert verify(record, [receipt]).problems == ()


def test_each_invented_company_ends_as_told(record: Record) -> None:
    found = {each: (case(record, each).at.outcome, [fact.stage for fact in case(record, each).signed]) for each in (KERAMIEK, SUIKER, GLAS)}
    assert found == {
        KERAMIEK: (Outcome.SETTLED, [Stage.EOP, Stage.JLOI, Stage.MAATWERKAFSPRAAK]),
        SUIKER: (Outcome.STOPPED_BY_STATE, [Stage.EOP]),
        GLAS: (Outcome.WITHDRAWN_BY_COMPANY, []),
    }


def test_the_real_companies_stand_as_in_the_public_record(record: Record) -> None:
    counts = [past(record, When(day)).signed for day in COUNTED]
    assert [each[Stage.EOP] for each in counts] == [(7, 7), (12, 13), (13, 13)]
    assert (counts[-1][Stage.JLOI], counts[-1][Stage.MAATWERKAFSPRAAK]) == ((2, 2), (1, 1))
    assert len(companies(record)) == 13 + len(JOURNEYS)


def test_every_state_of_the_way_is_visited(record: Record) -> None:
    workflow = workflow_of(record, WORKFLOW)
    visited = set()
    for company in (KERAMIEK, SUIKER, GLAS):
        found: Case | None = None
        for each in history(record, company):
            found = evolve(found, each.event, each.version, each.effective, each.author)
            visited.add(found.at.state)
    assert set(workflow.states) - visited - around_the_agreement(workflow.states) == ASIDE


def around_the_agreement(names: Iterable[str]) -> set[str]:
    """Return what is about an addendum or deed: those ways are walked in `test_demo_agreement` and `test_deed`."""
    found = {each for each in names if each.startswith(("addendum-", "deed-"))}
    assert found
    return found


def test_every_gate_is_passed_and_one_failed_first(record: Record) -> None:
    slots = case(record, KERAMIEK).slots
    gates = set(workflow_of(record, WORKFLOW).slots)
    assert {name: slot.result for name, slot in slots.items()} == dict.fromkeys(gates - around_the_agreement(gates), Came.PASSED)
    assert "eop-legal-failed" in case(record, KERAMIEK).taken


def test_who_signed_in_office_stays_and_who_did_not_is_replaced(record: Record) -> None:
    slot = case(record, KERAMIEK).slots["agreement-signatures"]
    assert {each.key for each in slot.members} == {"ambtsdrager", "nieuwkomer", "verzinsel", "ovenman"} == set(slot.answers)


def test_a_suspension_moves_the_deadline_by_its_days(told: Told, record: Record) -> None:
    (pause,) = case(record, KERAMIEK).pauses
    assert (str(pause.first.last), pause.last is not None) == ("2026-09-21", True)
    terms = [line.split()[3] for line in told.lines() if "termijn · uiterlijk" in line]
    assert terms[-2:] == ["2026-11-09", "2026-11-23"]


def test_the_wrong_report_is_no_evidence_any_more(record: Record) -> None:
    found = case(record, KERAMIEK)
    assert [each.name for each in found.evidence if each.kind == "progress-report"] == ["progress-report.txt"]
    assert len(found.corrected) == 1


def test_the_archive_holds_every_piece_of_evidence_and_each_says_what_it_is(told: Told, record: Record) -> None:
    events = [each.event for company in (KERAMIEK, SUIKER, GLAS) for each in history(record, company)]
    digests = {piece.sha256 for event in events for piece in getattr(event, "evidence", ())}
    assert digests == {path.name for path in (told.folder / ARCHIVE).rglob("*") if path.is_file()}
    assert all(kept(told.folder / ARCHIVE, each).startswith(b"Bewijsstuk van de demonstratie; geen echt stuk.") for each in digests)


def test_somebody_else_gave_each_role_and_each_is_there(record: Record) -> None:
    grants = [each for held in office_of(record).grants.values() for each in held]
    assert all(each.granted_by != each.person for each in grants)
    roles = {each.role for each in grants}
    assert set(workflow_of(record, WORKFLOW).roles) - roles == {"parent-counsel"}
    assert roles == {role for official in OFFICIALS.values() for role, _ in official.roles}


def test_a_deputy_acts_in_the_name_of_another(record: Record) -> None:
    found = [each for each in history(record, KERAMIEK) if each.author.on_behalf_of]
    assert [each.event.step for each in found if isinstance(each.event, StepTaken)] == ["decide-on-consultation"]


def test_the_commands_to_try_next_can_be_tried(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [shlex.split(line) for line in told.lines() if line.startswith(("  export ", "  maatwerk "))]
    for _, setting in (each for each in typed if each[0] == "export"):
        monkeypatch.setenv(*setting.split("="))
    monkeypatch.setenv("MAATWERK_NOW", f"{TODAY}T12:00:00+00:00")
    commands = [each[1:] for each in typed if each[0] == "maatwerk"]
    assert len(commands) == 7
    for words in commands:
        result = run(told.place, *words)
        assert (result.exit_code, result.stderr) == (0, ""), words
        assert "[]" not in result.stdout, words


def test_evidence_goes_where_the_surroundings_say(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_RECORD", str(shutil.copy(told.folder / RECORD, tmp_path)))
    monkeypatch.setenv("MAATWERK_ARCHIVE", str(tmp_path / "archief"))
    monkeypatch.setenv("MAATWERK_NOW", f"{TODAY}T12:00:00+00:00")
    (tmp_path / "brief.txt").write_text("de fabriek blijft toch open")
    result = run(tmp_path, "step", SUIKER, "reopen", "--as", "voorbeeld", "--evidence", "brief.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len([path for path in (tmp_path / "archief").rglob("*") if path.is_file()]) == 1
    assert not (tmp_path / "output").exists()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give a desk at which the long journey has begun."""
    folder = tmp_path_factory.mktemp("desk")
    samples = Workspace.at(ROOT)
    with open_record(folder / RECORD) as opened:
        staff(opened, read_text(ROOT / "workflows/maatwerk.yaml", shown="workflows/maatwerk.yaml"), at(SINCE), OFFICIALS, [DEPUTY])
        made = Desk(opened, folder / ARCHIVE, samples, "nl")
        made.make(KERAMIEK, WHOLE[0])
        yield made


BEGIN = WHOLE[1]


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        (replace(BEGIN, who="monster"), {"E879", "E823"}),
        (replace(BEGIN, act=step("start-exploration")), {"E879", "E834"}),
        (replace(BEGIN, act=Replace("eop-signatures", "ovenman", "verzinsel", "verhuisd")), {"E879", "E828"}),
        (replace(BEGIN, act=Apply("demo/fantasie-papier.yaml"), day=date(2023, 1, 1)), {"E813", "E823"}),
    ],
)
def test_a_move_that_is_refused_unexpectedly_stops_the_demo(desk: Desk, move: Move, codes: set[str]) -> None:
    with pytest.raises(AgreementsError) as caught:
        desk.make(KERAMIEK, move)
    assert {each.code for each in caught.value.problems} == codes


def test_a_move_that_should_have_been_refused_stops_the_demo(desk: Desk) -> None:
    with pytest.raises(AgreementsError) as caught:
        desk.make(KERAMIEK, replace(BEGIN, refused=frozenset({"E824"})))
    assert [each.code for each in caught.value.problems] == ["E879"]


def test_a_company_without_a_case_has_no_journey(desk: Desk) -> None:
    with pytest.raises(AgreementsError) as caught:
        desk.make("niemand", BEGIN)
    assert caught.value.problems[0].code == "E882"


def test_the_table_names_only_people_of_the_office() -> None:
    moves = [move for journey in JOURNEYS for move in journey.moves]
    assert {move.who for move in moves} <= set(OFFICIALS)
    assert [move.day for journey in JOURNEYS for move in journey.moves] == [
        day for journey in JOURNEYS for day in sorted(move.day for move in journey.moves)
    ]
    assert {type(move.act) for move in moves} >= {Apply, Take, Replace, Propose}
