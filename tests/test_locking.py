"""The text of a clause does not change under the version that it has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from dossiers import ROOT, clause, workspace

from agreements.application.check import check
from agreements.application.templates import template_of
from agreements.cli import cli
from agreements.drafting.locking import LOCK, lock_of, locked_text
from agreements.model.canonical import digest
from agreements.problems.display import display
from agreements.workspace import Workspace

FALLBACK = "positions: [{id: uitwijk, accept: [director]}]"
COSTS = clause("kosten", "Ieder draagt de eigen kosten.", "Each bears its own costs.", FALLBACK)
COSTS += "\n# nl uitwijk\n\nDe Staat betaalt.\n\n# en uitwijk\n\nThe State pays.\n"
LAW = clause("recht", "Nederlands recht geldt.", "Dutch law applies.")


def office(folder: Path) -> Path:
    """Make a workspace with two clauses, locked as they are."""
    place = workspace(folder / "werk", clauses={"kosten": COSTS, "recht": LAW})
    assert run(place, "--lock").exit_code == 0
    return place


def run(place: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["-w", str(place), "--messages", "nl", "check", *options], catch_exceptions=False)


def rewrite(place: Path, name: str, *changes: tuple[str, str]) -> None:
    path = place / "templates/eop/clauses" / f"{name}.md"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def found(place: Path) -> list[tuple[str, str, int, dict[str, str]]]:
    problems = check(Workspace.at(place), None, None)
    return [(each.code, each.where.file, each.where.line, {name: str(value) for name, value in each.arguments}) for each in problems]


def lock(place: Path) -> str:
    return (place / "templates/eop" / LOCK).read_text()


RAISED = ("version: 1", "version: 2")
KOSTEN = "templates/eop/clauses/kosten.md"


@pytest.mark.parametrize(
    ("old", "new", "position"),
    [
        ("eigen kosten", "gemaakte kosten", "standard"),
        ("its own costs", "its costs", "standard"),
        ("De Staat betaalt", "De Onderneming betaalt", "uitwijk"),
        ("\nIeder", "\n{when: company.seat} Ieder", "standard"),
    ],
    ids=["Dutch", "English", "a fallback", "a condition"],
)
def test_another_text_under_the_same_version_is_an_error(tmp_path: Path, old: str, new: str, position: str) -> None:
    place = office(tmp_path)
    rewrite(place, "kosten", (old, new), *([("\nEach", "\n{when: company.seat} Each")] if "when" in new else []))
    assert found(place) == [("E315", KOSTEN, 3, {"position": position, "version": "1"})]


def test_it_is_told_with_its_place_and_the_way_out(tmp_path: Path) -> None:
    place = office(tmp_path)
    rewrite(place, "kosten", ("eigen", "alle"))
    (problem,) = check(Workspace.at(place), None, None)
    assert display(problem, "nl") == (
        "fout[E315]: de tekst van 'standard' is niet meer die van versie 1, en de versie is niet verhoogd\n"
        f"  --> {KOSTEN}:3:10\n"
        "3 | version: 1\n"
        "  |          ^\n"
        "   = hulp: verhoog 'version' in de kop van de clausule, of zet de tekst terug zoals die was"
    )
    assert display(problem, "en").endswith("raise 'version' in the front matter of the clause, or put the text back as it was")


def test_it_is_told_beside_other_faults(tmp_path: Path) -> None:
    place = office(tmp_path)
    rewrite(place, "kosten", ("eigen", "{{ company.hobby }}"), ("its own", "{{ company.hobby }}"))
    assert [code for code, *_ in found(place)] == ["E315", "E302", "E302"]


@pytest.mark.parametrize(
    "changes",
    [
        [("eigen", "alle"), RAISED],
        [("eigen", "alle"), ("version: 1", "version: 12")],
        [("title: {nl: kosten", "title: {nl: Kosten en lasten")],
        [RAISED],
        [("\n# nl uitwijk", "\n\n\n# nl uitwijk")],
    ],
    ids=["a new version", "a much newer version", "another title", "a new version of the same text", "more white lines"],
)
def test_what_keeps_its_identity_is_left_in_peace(tmp_path: Path, changes: list[tuple[str, str]]) -> None:
    place = office(tmp_path)
    rewrite(place, "kosten", *changes)
    assert found(place) == []


def test_a_new_clause_or_position_may_change_until_it_is_locked(tmp_path: Path) -> None:
    place = office(tmp_path)
    rewrite(place, "recht", ("---\n# nl", f"{FALLBACK}\n---\n# nl"))
    with (place / "templates/eop/clauses/recht.md").open("a") as file:
        file.write("\n# nl uitwijk\n\nWie weet.\n\n# en uitwijk\n\nWho knows.\n")
    (place / "templates/eop/clauses/duur.md").write_text(clause("duur", "Een jaar."))
    (place / "templates/eop/document.yaml").write_text(
        "format: 1\nparts:\n  - {id: articles, articles: true, clauses: [kosten, recht, duur]}\n"
    )
    assert found(place) == []
    rewrite(place, "duur", ("Een jaar", "Twee jaar"))
    rewrite(place, "recht", ("Wie weet", "Niemand weet"))
    assert found(place) == []
    assert run(place, "--lock").exit_code == 0
    rewrite(place, "duur", ("Twee jaar", "Drie jaar"))
    rewrite(place, "recht", ("Niemand weet", "Ieder weet"))
    assert [(code, arguments["position"]) for code, _, _, arguments in found(place)] == [("E315", "standard"), ("E315", "uitwijk")]


def test_a_template_without_a_lock_is_not_locked(tmp_path: Path) -> None:
    place = office(tmp_path)
    (place / "templates/eop" / LOCK).unlink()
    rewrite(place, "kosten", ("eigen", "alle"))
    assert found(place) == []


def test_a_draft_is_refused_as_well(tmp_path: Path) -> None:
    place = office(tmp_path)
    rewrite(place, "kosten", ("eigen", "alle"))
    result = CliRunner().invoke(cli, ["-w", str(place), "draft", "verzonnen", "eop", "-f", "txt", "-o", str(tmp_path / "uit")])
    assert result.exit_code == 1
    assert "[E315]" in result.stderr
    assert not (tmp_path / "uit").exists()


# The lock file


def test_the_lock_says_of_each_text_its_version_and_digest(tmp_path: Path) -> None:
    assert lock(office(tmp_path)) == (
        "# The text of each clause under its version. Made by `maatwerk check --lock`; not for editing.\n"
        "format: 1\n"
        "clauses:\n"
        "  kosten:\n"
        f"    standard: {{version: 1, digest: {digest(['Ieder draagt de eigen kosten.', 'Each bears its own costs.'])}}}\n"
        f"    uitwijk: {{version: 1, digest: {digest(['De Staat betaalt.', 'The State pays.'])}}}\n"
        "  recht:\n"
        f"    standard: {{version: 1, digest: {digest(['Nederlands recht geldt.', 'Dutch law applies.'])}}}\n"
    )


def test_locking_again_changes_nothing(tmp_path: Path) -> None:
    place = office(tmp_path)
    before = lock(place)
    assert run(place, "--lock").stdout == "0 fouten, 0 waarschuwingen\n"
    assert lock(place) == before


def test_a_text_that_changed_without_a_version_is_never_locked(tmp_path: Path) -> None:
    place = office(tmp_path)
    before = lock(place)
    rewrite(place, "kosten", ("eigen", "alle"))
    assert run(place, "--lock").exit_code == 1
    assert lock(place) == before


def test_a_version_that_was_used_never_comes_back(tmp_path: Path) -> None:
    """Neither by counting back nor by leaving a text out for a while."""
    place = office(tmp_path)
    rewrite(place, "kosten", ("eigen", "alle"), RAISED, (FALLBACK + "\n", ""), ("\n# nl uitwijk\n\nDe Staat betaalt.\n", ""))
    rewrite(place, "kosten", ("\n# en uitwijk\n\nThe State pays.\n", ""))
    (place / "templates/eop/document.yaml").write_text("format: 1\nparts:\n  - {id: articles, articles: true, clauses: [kosten]}\n")
    assert run(place, "--lock").exit_code == 0
    assert re.findall(r"(\w+): \{version: (\d)", lock(place)) == [("standard", "2"), ("uitwijk", "1"), ("standard", "1")]
    (place / "templates/eop/document.yaml").write_text("format: 1\nparts:\n  - {id: articles, articles: true, clauses: [kosten, recht]}\n")
    rewrite(place, "kosten", ("alle", "geen"), ("version: 2", "version: 1"))
    rewrite(place, "recht", ("Nederlands", "Belgisch"))
    assert [(code, arguments) for code, _, _, arguments in found(place)] == [
        ("E315", {"position": "standard", "version": "2"}),
        ("E315", {"position": "standard", "version": "1"}),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format: 2\nclauses: {}\n", "E212"),
        ("clauses: {}\n", "E202"),
        ("format: 1\nclauses: {kosten: {standard: {version: een, digest: ab}}}\n", "E206"),
        ("<<<<<<< HEAD\nformat: 1\n", "E101"),
    ],
)
def test_a_lock_that_cannot_be_read_is_told_and_kept(tmp_path: Path, text: str, code: str) -> None:
    place = office(tmp_path)
    (place / "templates/eop" / LOCK).write_text(text)
    assert [(found_code, file) for found_code, file, _, _ in found(place)] == [(code, f"templates/eop/{LOCK}")]
    assert run(place, "--lock").exit_code == 1
    assert (place / "templates/eop" / LOCK).read_text() == text


def test_a_template_without_clauses_has_a_lock_that_can_be_read(tmp_path: Path) -> None:
    place = workspace(tmp_path, clauses={}, plan="format: 1\nparts: []\n")
    assert [run(place, "--lock").exit_code, run(place, "--lock").exit_code] == [0, 0]


# The command


def test_locking_says_what_was_written(tmp_path: Path) -> None:
    place = workspace(tmp_path, clauses={"recht": LAW})
    path = place / "templates/eop" / LOCK
    dry = run(place, "--lock", "--dry-run")
    assert (dry.exit_code, dry.stdout, path.exists()) == (0, f"{path}\n0 fouten, 0 waarschuwingen\n", False)
    assert json.loads(run(place, "--lock", "--json").stdout) == {"problems": [], "files": [str(path)]}
    assert json.loads(run(place, "--json").stdout) == {"problems": []}


def test_one_dossier_cannot_be_locked(tmp_path: Path) -> None:
    result = run(office(tmp_path), "verzonnen", "--lock")
    assert result.exit_code == 2
    assert "leave COMPANY out" in result.stderr


@pytest.mark.parametrize("kind", Workspace.at(ROOT).kinds())
def test_every_text_of_the_templates_here_is_locked_as_it_is(kind: str) -> None:
    """After a change of text: raise its version, then `maatwerk check --lock`."""
    files = Workspace.at(ROOT).template_files(kind)
    template, problems = template_of(Workspace.at(ROOT), kind)
    assert template is not None, problems
    assert files[LOCK].text == locked_text(template, lock_of(files, []))
