"""The commands as people and programs use them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from dossiers import ROOT, clause, workspace

from agreements import __version__
from agreements.cli import cli
from agreements.model.dossier_kinds import Kind
from agreements.workspace import Workspace


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["-w", str(ROOT), *map(str, arguments)], catch_exceptions=False)


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a program of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAATWERK_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "agreements", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        cwd=ROOT,
        env=inherited | environment,
    )


def test_a_draft_is_made_in_each_language_and_format(tmp_path: Path) -> None:
    result = run("draft", "yara-sluiskil", "eop", "-l", "nl", "-l", "en", "-f", "txt", "-f", "json", "-o", tmp_path)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "eop-yara-sluiskil-en.json",
        "eop-yara-sluiskil-en.txt",
        "eop-yara-sluiskil-nl.json",
        "eop-yara-sluiskil-nl.txt",
    ]
    dutch = (tmp_path / "eop-yara-sluiskil-nl.txt").read_text().replace("\u00a0", " ")
    english = (tmp_path / "eop-yara-sluiskil-en.txt").read_text().replace("\u00a0", " ")
    assert "in 2030 met 1,5 megaton te verminderen" in dutch
    assert "0,3 megaton bovenop het Klimaatakkoord" in dutch
    assert "by 1.5 megatonnes in 2030" in english
    assert "0.3 megatonnes on top of the Climate Agreement" in english
    for words in (dutch, english):
        assert "Reconstructie uit openbare bronnen; niet de ondertekende tekst" in words
        assert "Reconstruction from public sources; not the signed text" in words


def test_twice_as_much_is_kept_as_said(tmp_path: Path) -> None:
    run("draft", "anqore", "eop", "-l", "nl", "-l", "en", "-f", "txt", "-o", tmp_path)
    dutch = (tmp_path / "eop-anqore-nl.txt").read_text().replace("\u00a0", " ")
    english = (tmp_path / "eop-anqore-en.txt").read_text().replace("\u00a0", " ")
    assert "0,4 megaton" in dutch
    assert "twee keer zoveel als het Klimaatakkoord" in dutch
    assert "twice as much as the Climate Agreement" in english


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*/*.yaml")), ids=lambda path: path.stem)
def test_every_example_can_be_drafted(path: Path, tmp_path: Path) -> None:
    result = run("draft", path, "eop", "-l", "nl", "-l", "en", "-f", "txt", "-f", "akn", "-f", "html", "-o", tmp_path)
    assert result.exit_code == 0, result.stderr
    assert len(list(tmp_path.iterdir())) == 6


def test_what_is_missing_in_one_place_is_told_together(tmp_path: Path) -> None:
    dossier = tmp_path / "klein.yaml"
    dossier.write_text("format: 1\ncompany: {id: klein, name: Klein B.V., cluster: cluster_6, visibility: public}\n")
    told = run("--messages", "en", "check", dossier, "eop").stderr
    places = re.findall(r"--> .*:(\d+:\d+)\n", told)
    assert len(places) == len(set(places)) == told.count("= help: fill the field in the dossier")
    assert told.count("warning[W402]: ") > 2 * len(places) > 0
    assert "'office address' is missing (company.address)" in told


def test_a_result_in_an_expression_of_principles_is_an_error(tmp_path: Path) -> None:
    text = (ROOT / "examples/npvi/yara-sluiskil.yaml").read_text().replace("nature: ambition", "nature: result", 1)
    path = tmp_path / "yara.yaml"
    path.write_text(text)
    result = run("--messages", "nl", "draft", path, "eop", "-o", tmp_path / "uit")
    assert result.exit_code == 1
    assert "fout[E403]: een eop mag geen 'result' dragen (co2-2030)" in result.stderr
    assert f"--> {path}:90:17" in result.stderr
    assert not (tmp_path / "uit").exists()


def test_a_final_of_a_reconstruction_is_refused_with_every_blank_named(tmp_path: Path) -> None:
    result = run("draft", "yara-sluiskil", "eop", "--final", "--json", "-o", tmp_path / "uit")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["files"] == []
    assert {each["code"] for each in found["problems"]} == {"E401", "E404"}
    assert "'statutaire zetel' ontbreekt (company.seat)" in {each["message"] for each in found["problems"]}
    assert not (tmp_path / "uit").exists()


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(tmp_path: Path) -> None:
    result = run("draft", "verzonnen-glas", "eop", "-f", "txt", "--dry-run", "-o", tmp_path / "uit")
    assert result.exit_code == 0
    assert result.stdout.strip().endswith("eop-verzonnen-glas-nl.txt")
    assert not (tmp_path / "uit").exists()


def test_date_and_version_are_printed_as_asked(tmp_path: Path) -> None:
    run("draft", "verzonnen-glas", "eop", "-f", "json", "--version", "0.3", "--date", "2026-11-23", "-o", tmp_path)
    tree = json.loads((tmp_path / "eop-verzonnen-glas-nl.json").read_text())
    assert tree["furniture"]["footer_start"] == "eop-verzonnen-glas · versie 0.3 · 23\u00a0november\u00a02026"


def test_check_lists_findings_as_data() -> None:
    result = run("--messages", "en", "check", "verzonnen-glas", "eop", "--json")
    found = json.loads(result.stdout)["problems"]
    assert result.exit_code == 0
    assert set(found[0]) == {"code", "severity", "file", "line", "column", "end", "message", "help"}
    assert {each["severity"] for each in found} == {"warning"}


def test_what_cannot_begin_is_told_as_data_too() -> None:
    for arguments in (["draft", "niemand", "eop"], ["check", "niemand"], ["show", "niemand"]):
        result = run(*arguments, "--json")
        assert result.exit_code == 1
        assert [each["code"] for each in json.loads(result.stdout)["problems"]] == ["E501"]
        assert result.stderr == ""


def test_the_shapes_of_data_are_those_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "fout.yaml"
    path.write_text("format: 1\n")
    drafted = json.loads(run("draft", path, "eop", "--json", "-o", tmp_path / "uit").stdout)
    shown = json.loads(run("show", path, "--json").stdout)
    assert (set(drafted), drafted["files"]) == ({"files", "problems"}, [])
    assert (set(shown), shown["dossier"]) == ({"dossier", "problems"}, None)
    assert set(json.loads(run("check", "--json").stdout)) == {"problems"}
    assert {tuple(each) for each in json.loads(run("doctor", "--json").stdout)} == {("what", "found", "needed", "mend")}
    history = json.loads(run("show", "yara-sluiskil", "--json").stdout)["dossier"]["history"]
    assert all(set(each["date"]) == {"precision", "first", "last"} for each in history if "date" in each)


def completed(words: str) -> list[str]:
    shown = command(_MAATWERK_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(len(words.split(" ")) - 1))
    return [line.partition(",")[2] for line in shown.stdout.splitlines()]


def test_the_shell_completes_commands_companies_and_kinds() -> None:
    assert completed("maatwerk dr") == ["draft", "drafts"]
    assert completed("maatwerk draft ya") == ["yara-sluiskil"]
    assert completed("maatwerk check anqore e") == ["eop"]
    assert completed("maatwerk -w examples draft ya") == ["ya"]


def test_a_waiver_is_shown_among_the_findings(tmp_path: Path) -> None:
    sample = (ROOT / "templates/eop/sample/dossier.yaml").read_text(encoding="utf-8")
    waived = "waivers:\n  - {code: W442, lawyer: mr. J. Jurist, reason: tweede tekent later, date: 2026-11-03}\n\nsources:"
    path = tmp_path / "dossier.yaml"
    path.write_text(sample.replace("- id: gedacht\n    for: company", "- id: gedacht\n    for: parent").replace("sources:", waived, 1))
    (shown,) = json.loads(run("--messages", "en", "check", path, "eop", "--json").stdout)["problems"]
    assert (shown["code"], shown["severity"]) == ("W499", "warning")
    assert shown["message"].startswith("W442 stands by decision of mr. J. Jurist (2026-11-03): tweede tekent later; the finding was: ")


def test_check_of_the_whole_workspace_finds_no_error() -> None:
    result = run("--messages", "nl", "check")
    assert result.exit_code == 0
    assert result.stdout.startswith("0 fouten")


def test_check_of_one_dossier_says_how_many(tmp_path: Path) -> None:
    path = tmp_path / "fout.yaml"
    path.write_text("format: 1\ncompany: {id: a}\n")
    result = run("--messages", "en", "check", path)
    assert (result.exit_code, result.stdout) == (1, "1 error, 0 warnings\n")
    assert "error[E202]: 'name' is missing" in result.stderr


def test_a_new_workspace_can_be_used_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    assert run("init", folder).exit_code == 0
    result = CliRunner().invoke(cli, ["-w", str(folder), "draft", "anqore", "eop", "-f", "txt"])
    assert result.exit_code == 0
    assert (folder / "output/drafts/eop-anqore-nl.txt").exists()


def test_a_new_workspace_can_be_tried_first(tmp_path: Path) -> None:
    result = run("init", tmp_path / "kantoor", "--dry-run")
    assert [line.rpartition("/")[2] for line in result.stdout.splitlines()] == ["templates", "workflows", "examples"]
    assert not (tmp_path / "kantoor").exists()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "iets").write_text("van mij")
    result = command("init", tmp_path, MAATWERK_MESSAGES="nl")
    assert result.returncode == 1
    assert "fout[E504]" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["iets"]


@pytest.mark.parametrize("name", ["dossier", "template", "document", "clause"])
def test_the_schema_is_one_that_editors_know(name: str) -> None:
    schema = json.loads(run("schema", name).stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    root = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    assert root["additionalProperties"] is False
    assert "format" in root["required"] or name == "clause"


def test_the_schema_knows_the_kinds_of_document() -> None:
    dossier = json.loads(run("schema", "dossier").stdout)["$defs"]["Dossier"]["properties"]
    kinds = {"enum": [each.value for each in Kind]}
    assert dossier["answers"]["propertyNames"] == dossier["positions"]["propertyNames"] == kinds
    assert {*kinds["enum"]} == {*Workspace.at(ROOT).kinds()}


def test_show_tells_what_was_promised_and_where_that_was_found() -> None:
    result = run("--messages", "nl", "show", "yara-sluiskil")
    assert "eop · co2-2030 · CO₂: 1,5\u00a0megaton · in\u00a02030; 0,3\u00a0megaton" in result.stdout
    assert "[rijksoverheid-2023-07]" in result.stdout
    assert run("show", "voorbeeld-staal").exit_code == 0


def test_show_tells_a_level_and_a_year_of_neutrality_as_the_draft_does(tmp_path: Path) -> None:
    path = tmp_path / "papier.yaml"
    path.write_text(
        "format: 1\ncompany: {id: a, name: A}\ncommitments:\n  - id: gas\n    party: company\n    indicator: natural_gas\n    promised:\n"
        '      - {stage: eop, nature: ambition, total: {amount: "2", unit: mln_m3, baseline: current}, '
        "neutral: {before: 2045}, source: x}\n"
        "sources:\n  x: {title: X}\n"
    )
    shown = run("--messages", "nl", "show", path).stdout.replace("\u00a0", " ")
    assert "aardgas: 2 miljoen kubieke meter · het huidige niveau; klimaatneutraal vóór 2045 [x]" in shown


def test_show_gives_the_dossier_as_data() -> None:
    shown = json.loads(run("show", "fictie-chemie", "--json").stdout)["dossier"]
    assert shown["company"]["kvk"] == "99990002"
    assert shown["answers"]["eop"] == {"next_step_by": "2027-06-30", "ends": "2027-12-31"}
    assert shown["commitments"][0]["promised"][0]["total"]["at_least"] == "0.45"


def test_show_of_a_faulty_dossier_shows_the_faults(tmp_path: Path) -> None:
    path = tmp_path / "fout.yaml"
    path.write_text("format: 1\n")
    assert run("show", path).exit_code == 1


def test_the_doctor_says_what_was_found() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert f"ok   Python ({'.'.join(map(str, sys.version_info[:3]))})" in result.stdout
    assert {each["what"] for each in json.loads(run("doctor", "--json").stdout)} >= {"Python", "weasyprint", "soffice"}


def test_the_doctor_looks_for_all_that_the_program_is_built_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split("[^a-z0-9-]", each)[0] for each in project["dependencies"]}
    looked_for = {each["what"] for each in json.loads(run("doctor", "--json").stdout) if each["mend"].startswith("pip install")}
    assert looked_for == wanted


def test_where_the_program_was_never_installed_the_doctor_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: str) -> list[str]:
        raise PackageNotFoundError

    monkeypatch.setattr("agreements.application.doctor.requires", nothing)
    monkeypatch.setattr("agreements.application.doctor.version", nothing)
    assert "FAIL maatwerk: pip install maatwerk" in run("doctor").stdout


def test_the_doctor_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agreements.application.doctor.find_library", lambda _: None)
    monkeypatch.setattr("agreements.application.doctor.requires", lambda _: ["geen-pakket>=1", "niet-nodig; extra == 'test'"])
    result = run("doctor")
    assert result.exit_code == 1
    assert "FAIL libpango-1.0: apt-get install libpango-1.0-0" in result.stdout
    assert "FAIL geen-pakket: pip install geen-pakket" in result.stdout


def test_the_demo_ends_with_what_to_open(tmp_path: Path) -> None:
    result = run("--messages", "nl", "demo", tmp_path, "drafting")
    assert result.exit_code == 0
    made = sorted(path.name for path in (tmp_path / "drafting").iterdir() if path.suffix != ".yaml")
    assert made == sorted(
        f"eop-{company}-{language}.{kind}"
        for company in ("yara-sluiskil", "anqore")
        for language in ("nl", "en")
        for kind in ("docx", "pdf")
    )
    assert all(name in result.stdout for name in made)
    assert "\nOpen deze:\n" in result.stdout
    assert "fout[E403]" in result.stderr


def test_help_names_every_command() -> None:
    result = run("--help")
    for name in ("check", "demo", "doctor", "draft", "init", "schema", "show"):
        assert f"\n  {name}" in result.stdout
        assert run(name, "--help").exit_code == 0


def test_a_typo_in_a_command_is_met_with_the_one_that_was_meant() -> None:
    result = run("darft")
    assert result.exit_code == 2
    assert "Did you mean 'draft'?" in result.stderr
    assert run("zzz").exit_code == 2


def test_the_version_is_told() -> None:
    assert command("--version").stdout == f"maatwerk, version {__version__}\n"


def test_messages_follow_the_machine_unless_asked(tmp_path: Path) -> None:
    assert "bestaat niet" in command("draft", "niemand", "eop", LANG="nl_NL.UTF-8").stderr
    assert "does not exist" in command("draft", "niemand", "eop", LANG="en_GB.UTF-8").stderr
    assert "bestaat niet" in command("--messages", "nl", "draft", "niemand", "eop", "-o", tmp_path).stderr


def test_colour_is_for_terminals_and_never_with_no_color() -> None:
    assert "\x1b" not in command("draft", "niemand", "eop").stderr
    coloured = CliRunner().invoke(cli, ["-w", str(ROOT), "check", "verzonnen-glas", "eop"], color=True)
    assert "\x1b" in coloured.stderr
    plain = CliRunner().invoke(cli, ["-w", str(ROOT), "check", "verzonnen-glas", "eop"], color=True, env={"NO_COLOR": "1"})
    assert "\x1b" not in plain.stderr


def test_a_terminal_that_lacks_a_sign_gets_its_number(tmp_path: Path) -> None:
    assert "CO\\u2082" in command("show", "anqore", PYTHONIOENCODING="latin-1").stdout
    path = tmp_path / "papier.yaml"
    path.write_text("format: 1\ncompany: {id: a, name: Papier\u20ac B.V.}\n", encoding="utf-8")
    shown = command("show", path, "--json", PYTHONIOENCODING="latin-1")
    assert json.loads(shown.stdout)["dossier"]["company"]["name"] == "Papier\u20ac B.V."


def test_a_disk_that_is_full_is_told_when_data_are_printed() -> None:
    with Path("/dev/full").open("w") as full:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
        result = subprocess.run(
            [sys.executable, "-m", "agreements", "schema", "dossier"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=inherited,
        )
    assert result.returncode == 1
    assert result.stderr.startswith("fout[E506]: 'stdout' is niet te lezen of te schrijven: er is geen ruimte meer op de schijf\n")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("version", ["", " ", "0.1\x1b[31m", "0.1\u202e", "0.1\udcff", "x" * 41])
def test_a_version_that_cannot_be_printed_is_wrong_use(version: str, tmp_path: Path) -> None:
    assert run("draft", "anqore", "eop", "--version", version, "-o", tmp_path / "uit").exit_code == 2
    assert not (tmp_path / "uit").exists()


def test_the_first_day_that_can_be_written_can_be_printed(tmp_path: Path) -> None:
    assert run("draft", "verzonnen-glas", "eop", "-f", "txt", "-f", "docx", "--date", "0001-01-01", "-o", tmp_path).exit_code == 0


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    result = command("-w", tmp_path, "check")
    assert result.returncode == 1
    assert "error[E502]" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_workspace_with_faults_shows_them_all(tmp_path: Path) -> None:
    place = workspace(tmp_path, clauses={"a": clause("a", "{{ 1 + 1 }}"), "b": "geen kop"}, dossier="format: 1\n")
    result = CliRunner().invoke(cli, ["-w", str(place), "--messages", "nl", "check"])
    assert result.exit_code == 1
    for code in ("E301", "E310", "E202"):
        assert f"[{code}]" in result.stderr


def test_check_reads_a_document_as_of_its_day() -> None:
    def codes(*more: str) -> set[str]:
        shown = json.loads(run("check", "voorbeeld-staal", "eop", "--json", *more).stdout)["problems"]
        assert all(set(each) == {"code", "severity", "file", "line", "column", "end", "message", "help"} for each in shown)
        return {each["code"] for each in shown}

    assert codes() == set()
    assert codes("--date", "2026-11-24") == set()
    assert codes("--date", "2030-01-01") == {"W441", "W450"}
