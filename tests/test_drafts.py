"""Drafts of many dossiers at once: what comes out is what one by one comes out, and only what changed is made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Self

import pytest
from desk import GLASS, Desk, with_glass
from dossiers import ROOT

from agreements.application import drafts as drafting
from agreements.application.draft import Order
from agreements.application.drafts import LEDGER, Ledger
from agreements.problems import AgreementsError
from agreements.sources import Source
from agreements.workspace import Workspace

TEXT = ("-f", "txt")


def company(name: str, promise: str = "90") -> str:
    return GLASS.replace("proef-glas", name).replace("Proef Glas", name.title()).replace('"90"', f'"{promise}"')


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    (made.root / "dossiers").mkdir()
    for name in ("glas", "kalk", "zout"):
        made.file(f"dossiers/{name}.yaml", company(name))
    return made


def told(desk: Desk, *words: str, code: int = 0) -> dict[str, tuple[bool, list[str]]]:
    """Return by dossier whether it stood there already, and the codes of its errors."""
    given = json.loads(desk.run("drafts", "eop", *words, "--json", code=code).stdout)["drafts"]
    return {
        Path(each["subject"]).stem.partition(" ")[0]: (
            each["standing"],
            [fault["code"] for fault in each["problems"] if fault["severity"] == "error"],
        )
        for each in given
    }


def test_what_comes_out_is_what_comes_out_one_by_one(desk: Desk, tmp_path: Path) -> None:
    many, single = tmp_path / "many", tmp_path / "single"
    formats = (*TEXT, "-f", "pdf")
    folder = desk.root / "dossiers"
    result = desk.run("drafts", "eop", str(folder), *formats, "-o", str(many), "--processes", "2")
    for each in sorted(folder.iterdir()):
        desk.run("draft", str(each), "eop", *formats, "-o", str(single))
    made, expected = ({path.name: path.read_bytes() for path in place.iterdir() if path.name != LEDGER} for place in (many, single))
    assert made == expected
    assert len(made) == 6
    assert [Path(line).name for line in result.stdout.splitlines()][:3] == ["eop-glas-nl.txt", "eop-glas-nl.pdf", "eop-kalk-nl.txt"]


def test_only_what_changed_is_made_again(desk: Desk, tmp_path: Path) -> None:
    out = ("-o", str(tmp_path / "uit"), *TEXT)
    folder = desk.root / "dossiers"
    assert told(desk, str(folder), *out) == dict.fromkeys(("glas", "kalk", "zout"), (False, []))
    assert told(desk, str(folder), *out) == dict.fromkeys(("glas", "kalk", "zout"), (True, []))
    (folder / "kalk.yaml").write_text(company("kalk", "95"))
    (tmp_path / "uit" / "eop-zout-nl.txt").write_text("met de hand veranderd")
    assert told(desk, str(folder), *out) == {"glas": (True, []), "kalk": (False, []), "zout": (False, [])}
    assert "95" in (tmp_path / "uit" / "eop-kalk-nl.txt").read_text()
    (tmp_path / "uit" / "eop-glas-nl.txt").unlink()
    assert [name for name, (standing, _) in told(desk, str(folder), *out).items() if not standing] == ["glas"]
    assert not any(standing for standing, _ in told(desk, str(folder), *out, "--version", "0.2").values())
    assert not any(standing for standing, _ in told(desk, str(folder), *out).values())  # the others took their places


def test_another_word_in_a_template_makes_all_again(desk: Desk, tmp_path: Path) -> None:
    out = ("-o", str(tmp_path / "uit"), *TEXT)
    folder = str(desk.root / "dossiers")
    told(desk, folder, *out)
    told(desk, folder, *out)
    (desk.root / "templates" / "eop" / "README.md").write_text("Een andere uitleg.")
    assert all(standing for standing, _ in told(desk, folder, *out).values())
    other = desk.root / "templates" / "jloi" / "template.yaml"  # another kind may lend its clauses
    other.write_text(f"{other.read_text()}# een opmerking\n")
    assert not any(standing for standing, _ in told(desk, folder, *out).values())


def test_an_error_keeps_no_other_from_being_made(desk: Desk, tmp_path: Path) -> None:
    folder = desk.root / "dossiers"
    (folder / "kalk.yaml").write_text(company("kalk").replace("unit: kt", "unit: el"))
    found = told(desk, str(folder), "-o", str(tmp_path / "uit"), *TEXT, code=1)
    assert found == {"glas": (False, []), "kalk": (False, ["E204"]), "zout": (False, [])}
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [LEDGER, "eop-glas-nl.txt", "eop-zout-nl.txt"]
    assert told(desk, str(folder), "-o", str(tmp_path / "uit"), *TEXT, code=1)["kalk"] == (False, ["E204"])
    said = desk.run("drafts", "eop", str(folder), "-o", str(tmp_path / "uit"), *TEXT, code=1).stderr
    assert "dossiers: 0 made (0 warnings), 2 unchanged, 1 refused" in said
    assert "error[E204]" in said
    assert "W402" not in said


def test_two_dossiers_of_one_company_do_not_take_each_others_place(desk: Desk, tmp_path: Path) -> None:
    twin = desk.file("dossiers/later.yaml", company("glas", "99"))
    found = told(desk, str(desk.root / "dossiers"), "-o", str(tmp_path / "uit"), *TEXT, code=1)
    assert found["later"] == (False, ["E508"])
    assert "99" not in (tmp_path / "uit" / "eop-glas-nl.txt").read_text()
    assert told(desk, str(twin), "-o", str(tmp_path / "apart"), *TEXT) == {"later": (False, [])}


def test_a_step_in_the_case_changes_no_document(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    assert told(desk, *TEXT) == {"proef-glas": (False, [])}
    desk.run("step", "proef-glas", "start-exploration", "--evidence", f"intake-note={desk.file('note.txt', 'x')}", person="anna")
    assert told(desk, *TEXT) == {"proef-glas": (True, [])}
    assert desk.codes("drafts", "eop", "niemand") == ["E882"]
    assert desk.codes("drafts", "eup", "proef-glas") == ["E503"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 2, "made": {}}', '{"format": 1, "made": {"x": []}}', '{"made": 1}', "[" * 9999]
)
def test_a_list_that_cannot_be_read_is_no_list(tmp_path: Path, content: str) -> None:
    (tmp_path / LEDGER).write_text(content)
    assert Ledger.read(tmp_path) == Ledger(tmp_path)


def test_a_list_leads_to_no_other_folder(tmp_path: Path) -> None:
    key, name = "a" * 64, "../elders.txt"
    (tmp_path / "elders.txt").write_text("x")
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / LEDGER).write_text(json.dumps({"format": 1, "made": {key: {name: drafting._digest(tmp_path / "elders.txt")}}}))
    assert not Ledger.read(folder).stands(key)


class _Ended:
    """A pool of which the machine ended a process at the second dossier."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def map(self, make: Callable[[Workspace, Order], object], workspaces: list[Workspace], orders: list[Order]) -> Iterator[object]:
        yield make(workspaces[0], orders[0])
        raise BrokenProcessPool

    def shutdown(self, *, cancel_futures: bool) -> None: ...


def ended_by_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AgreementsError:
    monkeypatch.setattr(drafting, "ProcessPoolExecutor", _Ended)
    orders = [Order(name, "eop", formats=("txt",), source=Source(name, company(name))) for name in ("glas", "kalk")]
    with pytest.raises(AgreementsError) as refused:
        list(drafting.drafts(Workspace.at(ROOT), orders, tmp_path / "uit", 2))
    return refused.value


def test_what_was_ready_is_there_when_the_machine_ends_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.code for each in ended_by_the_machine(tmp_path, monkeypatch).problems] == ["E509"]
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [LEDGER, "eop-glas-nl.txt"]


def test_a_folder_that_cannot_be_written_is_told(desk: Desk) -> None:
    place = desk.file("geen-map", "x")
    assert desk.codes("drafts", "eop", str(desk.root / "dossiers"), "-o", f"{place}/onder", *TEXT) == ["E506"]
