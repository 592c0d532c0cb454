"""Files and folders as they really are: links, pipes, full disks; what cannot be read is told, what cannot be written is not begun."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from dossiers import ROOT, clause, workspace

from agreements.application.check import check
from agreements.problems import AgreementsError, Problem
from agreements.problems.display import message
from agreements.workspace import Workspace, create, read_text, write_files


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "werk", clauses={"a": clause("a", "{{ company.name }}")})


def refused(path: Path) -> Problem:
    with pytest.raises(AgreementsError) as caught:
        read_text(path, shown="bestand")
    (found,) = caught.value.problems
    return found


def test_a_folder_is_not_a_file_that_is_absent(place: Path) -> None:
    (place / "examples/demo/map.yaml").mkdir()
    for name in ("examples/demo/map.yaml", "examples", "map"):
        with pytest.raises(AgreementsError) as caught:
            Workspace.at(place).dossier(name)
        assert message(caught.value.problems[0], "nl").endswith("is niet te lezen of te schrijven: het is een map")


def test_a_pipe_or_device_is_not_waited_for(place: Path) -> None:
    os.mkfifo(place / "examples/demo/pijp.yaml")
    os.mkfifo(place / "templates/eop/clauses/pijp.md")
    assert message(refused(place / "examples/demo/pijp.yaml"), "en").endswith("it is not an ordinary file")
    assert refused(Path("/dev/zero")).code == "E506"
    with pytest.raises(AgreementsError):
        Workspace.at(place).template_files("eop")


def test_a_link_brings_nothing_from_elsewhere_into_a_draft(place: Path, tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text(clause("geheim", "Staatsgeheim."))
    (place / "templates/eop/clauses/geheim.md").symlink_to(tmp_path / "geheim")
    (place / "examples/demo/geheim.yaml").symlink_to(tmp_path / "geheim")
    for action in (lambda: Workspace.at(place).template_files("eop"), lambda: Workspace.at(place).dossier("geheim")):
        with pytest.raises(AgreementsError) as caught:
            action()
        assert "koppeling naar buiten deze map" in message(caught.value.problems[0], "nl")


def test_a_template_folder_may_itself_be_a_link(place: Path, tmp_path: Path) -> None:
    shutil.move(place / "templates/eop", tmp_path / "gedeeld")
    (place / "templates/eop").symlink_to(tmp_path / "gedeeld")
    assert "clauses/a.md" in Workspace.at(place).template_files("eop")


def test_a_link_to_itself_is_told(place: Path) -> None:
    (place / "examples/demo/rond.yaml").symlink_to("rond.yaml")
    with pytest.raises(AgreementsError):
        Workspace.at(place).dossier("rond")


def test_one_dossier_that_cannot_be_opened_leaves_the_others_to_be_read(place: Path) -> None:
    (place / "examples/demo/latijn.yaml").write_bytes(b"format: 1\ncompany: {id: a, name: Co\xebfficient}\n")
    (place / "examples/demo/zonder.yaml").write_text("format: 1\n")
    found = check(Workspace.at(place), None, None)
    assert [(each.code, each.where.line) for each in found] == [("E106", 2), ("E202", 1)]
    assert found[0].where.excerpt.startswith("company: {id: a, name: Co")


def test_a_file_that_is_too_long_is_told_as_such_wherever_it_is_cut(tmp_path: Path) -> None:
    (tmp_path / "lang.yaml").write_text("é" * 600_000, encoding="utf-8")
    assert len(read_text(tmp_path / "lang.yaml", shown="lang").text) > 500_000


def test_a_company_that_was_mistyped_is_met_with_the_one_that_was_meant() -> None:
    with pytest.raises(AgreementsError) as caught:
        Workspace.at(ROOT).dossier("yara-sluiskl")
    assert message(caught.value.problems[0], "nl") == "'yara-sluiskl' bestaat niet (yara-sluiskil?)"


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "eerste.txt").write_text("oud")
    (tmp_path / "tweede.txt").mkdir()
    with pytest.raises(AgreementsError):
        write_files({tmp_path / "eerste.txt": b"nieuw", tmp_path / "tweede.txt": b"nieuw"})
    assert (tmp_path / "eerste.txt").read_text() == "oud"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["eerste.txt", "tweede.txt"]


def test_a_name_that_no_folder_can_have_is_no_workspace() -> None:
    with pytest.raises(AgreementsError):
        Workspace.at(Path("a" * 5000))


@pytest.mark.parametrize("existing", [False, True])
def test_a_workspace_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existing: bool) -> None:
    def full(source: Path, _: Path) -> None:
        if source.name == "template.yaml":
            raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "kantoor"
    if existing:
        target.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(AgreementsError) as caught:
            create(target)
    assert message(caught.value.problems[0], "nl").endswith("er is geen ruimte meer op de schijf")
    assert target.exists() is existing
    create(target)
    assert sorted(path.name for path in target.iterdir()) == ["examples", "output", "templates", "workflows"]
