"""Bad input and bad machines, for every command of the process: one clear message with a way out, and nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3  # noqa: TID251  # to hold a lock, and to damage
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import GLASS, Desk, with_glass

from agreements.application.acting import Actor, Moment
from agreements.application.people import register
from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from agreements.record.values import Person

HIDDEN = "a\u202eb"
HALF = "a\udcffb"
"""What a shell passes on when the bytes are no UTF-8."""
LONG = "x" * 1_000_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a company, made once."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAATWERK_MESSAGES", "nl")
        with_glass(folder)
    return folder


@pytest.fixture
def desk(model: Path, tmp_path: Path) -> Desk:
    shutil.copytree(model, tmp_path, dirs_exist_ok=True)
    made = Desk.__new__(Desk)
    made.root, made.now = tmp_path / "kantoor", "2026-03-02T10:00:00+01:00"
    made.file("stuk.txt", "Proefstuk.")
    return made


def content(desk: Desk) -> list[object]:
    """Return all that the record holds, in order."""
    with open_record(desk.record) as record:
        streams = {stream: [each.hash for each in record.load(stream)] for stream in record.streams()}
        return [streams, record.persons()]


def step(desk: Desk, *more: str) -> list[str]:
    return ["step", "proef-glas", "start-exploration", "--evidence", str(desk.root / "stuk.txt"), *more]


# What people type

WRITES: dict[str, Callable[[str], list[str]]] = {
    "E882 step": lambda text: ["step", text, "stop", "--as", "anna"],
    "E812 step": lambda text: ["step", "proef-glas", text, "--as", "anna"],
    "E807 step": lambda text: ["step", "proef-glas", "stop", "--as", text],
    "E826": lambda text: ["step", "proef-glas", "stop", "--as", "anna", "--set", f"{text}=1"],
    "E506 evidence": lambda text: ["step", "proef-glas", "start-exploration", "--as", "anna", "--evidence", f"/{text}"],
    "note": lambda text: ["step", "proef-glas", "stop", "--as", "anna", "--note", text],
    "E815": lambda text: ["step", "proef-glas", "stop", "--as", "anna", "--member", text],
    "reason": lambda text: ["extend", "proef-glas", "7", "--as", "anna", "--reason", text],
    "E812 replace": lambda text: ["replace", "proef-glas", text, "--as", "anna", "--reason", "wissel"],
    "E206": lambda text: ["person", "add", text, "--name", "Iemand", "--as", "anna"],
    "name": lambda text: ["person", "add", "cees", "--name", text, "--as", "anna"],
    "email": lambda text: ["person", "add", "cees", "--name", "Cees", "--email", text, "--as", "anna"],
    "name of somebody known": lambda text: ["person", "add", "bram", "--name", text, "--as", "anna"],
    "E807 renamed": lambda text: ["person", "add", "bram", "--name", "Bram", "--as", text],
    "E807 unnamed": lambda _: ["person", "add", "bram", "--name", "Bram", "--as", "nobody"],
    "E808": lambda text: ["person", "grant", "bram", text, "--as", "anna"],
    "E807": lambda text: ["person", "grant", text, "archivist", "--as", "anna"],
    "scope": lambda text: ["person", "grant", "bram", "lawyer", "--for", text, "--as", "anna"],
    "mandate": lambda text: ["person", "grant", "bram", "archivist", "--mandate", text, "--as", "anna"],
    "E807 delegate": lambda text: ["person", "delegate", text, "bram", "--as", "anna"],
    "E806": lambda text: ["person", "end", "anna", text, "--as", "anna"],
    "E807 erase": lambda text: ["person", "erase", text, "--as", "anna"],
    "grounds": lambda text: ["record", "destroy", "proef-glas", "--grounds", text, "--as", "anna"],
    "E877": lambda text: ["record", "destroy", text, "--confirm", "--as", "anna"],
    "E893": lambda text: ["record", "verify", "--receipt", text],
    "E883": lambda text: ["workflow", "migrate", text, "--as", "anna"],
    "E807 migrate": lambda text: ["workflow", "migrate", "maatwerk", "--as", text],
    "E506 workflow": lambda text: ["workflow", "publish", f"/{text}", "--as", "anna"],
    "E882 history": lambda text: ["history", text],
    "E882 status": lambda text: ["status", text],
    "E892": lambda text: ["where", "proef-glas", text],
}


@pytest.mark.parametrize("text", [HIDDEN, HALF, "a\x1b[31mb", LONG], ids=["hidden", "half", "control", "long"])
@pytest.mark.parametrize("name", WRITES)
def test_hostile_words_are_refused_and_not_kept(desk: Desk, name: str, text: str) -> None:
    before = content(desk)
    refused = desk.run(*WRITES[name](text), code=1).stderr
    assert "= help: " in refused
    assert not {"\u202e", "\x1b", "\udcff"} & set(refused)
    assert len(refused) < 20_000
    expected = {name[:4]} if name[0] == "E" and name[1].isdigit() else {"E213", "E214"}
    if text == HALF:
        expected |= {"E214"}
    assert any(f"[{code}]" in refused for code in expected), refused
    assert content(desk) == before


def test_nobody_and_nothing_have_no_name(desk: Desk) -> None:
    before = content(desk)
    assert desk.codes("person", "add", "", "--name", "Niemand", "--as", "anna") == ["E206"]
    assert desk.codes("person", "add", "bram", "--name", "Iemand anders") == ["E891"]
    assert desk.codes("workflow", "migrate", "", "--as", "anna") == ["E883"]
    assert desk.codes("workflow", "migrate", "maatwerk") == ["E891"]
    other = desk.file("nieuw.yaml", GLASS.replace("proef-glas", "nieuw"))
    assert desk.codes("apply", other, "--workflow", "", "--as", "anna") == ["E883"]
    assert desk.codes("record", "destroy", "proef-glas", "--grounds", "  ", "--as", "anna") == ["E864"]
    assert desk.codes("record", "destroy", "", "--grounds", "lijst", "--as", "anna") == ["E882"]
    assert content(desk) == before


def test_what_is_explained_is_quoted_without_its_commands(desk: Desk) -> None:
    said = desk.run("explain", "proef-glas", "a\x1b[31mb\u202e").stdout
    assert "\x1b" not in said
    assert "\u202e" not in said


FACTS = [
    ("stop", "reason-stopped", "E886"),
    ("stop", "onzin=1", "E826"),
    ("eop-complete-signing", "eop-signed-on=31-02-2026", "E827"),
    ("eop-complete-signing", "eop-signed-on=2026-02-31", "E827"),
    ("accept-application", "aid-amount=1.000,50", "E827"),
    ("accept-application", "aid-amount=1,5", "E827"),
    ("accept-application", "aid-amount=-1", "E827"),
    ("accept-application", "aid-amount=NaN", "E827"),
    ("decide-on-consultation", "consultation-needed=misschien", "E827"),
    ("receive-amvi-advice", "amvi-opinion=neutral", "E827"),
]


@pytest.mark.parametrize(("step", "given", "code"), FACTS)
def test_facts_of_the_wrong_type_are_refused(desk: Desk, step: str, given: str, code: str) -> None:
    before = content(desk)
    found = desk.codes("step", "proef-glas", step, "--set", given, "--as", "anna")
    assert [each for each in found if each in {"E826", "E827", "E886"}] == [code]
    assert content(desk) == before


@pytest.mark.parametrize(("step", "fact"), [("stop", "reason-stopped"), ("eop-complete-signing", "eop-signed-on")])
def test_a_fact_that_a_step_needs_is_not_given_empty(desk: Desk, step: str, fact: str) -> None:
    before = content(desk)
    assert "E833" in desk.codes("step", "proef-glas", step, "--set", f"{fact}=", "--as", "anna")
    assert content(desk) == before


def test_facts_of_the_right_type_are_not(desk: Desk) -> None:
    for step, given in (
        ("eop-complete-signing", "eop-signed-on=2026-02-28"),
        ("accept-application", "aid-amount=1000.50"),
        ("decide-on-consultation", "consultation-needed=yes"),
        ("receive-amvi-advice", "amvi-opinion=positive"),
    ):
        assert not {"E826", "E827", "E886"} & set(desk.codes("step", "proef-glas", step, "--set", given, "--as", "anna"))


def test_evidence_that_cannot_be_read_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(desk)
    os.mkfifo(desk.root / "pijp")
    (desk.root / "lus").symlink_to("lus")
    for name in ("pijp", "lus", "niets", "output", "stuk.txt/ver"):
        assert desk.codes("step", "proef-glas", "start-exploration", "--evidence", str(desk.root / name), "--as", "anna") == ["E506"]
    assert desk.codes("step", "proef-glas", "start-exploration", "--evidence", "intake-note=", "--as", "anna") == ["E506"]
    monkeypatch.setattr("agreements.workspace.LIMIT_EVIDENCE", 5)
    assert desk.codes(*step(desk, "--as", "anna")) == ["E102"]
    assert desk.data(*step(desk), person="anna", code=1)["problems"][0]["code"] == "E102"
    assert content(desk) == before
    assert not (desk.root / "output" / "archive").exists()


# What surrounds a command


@pytest.mark.parametrize(
    "given", ["gisteren", "2026-03-02", "2026-03-02T10:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+05:00"]
)
def test_a_clock_that_is_none_is_refused(desk: Desk, given: str) -> None:
    before, desk.now = content(desk), given
    for words in (step(desk, "--as", "anna"), ["explain", "proef-glas"], ["record", "checkpoint"], ["person", "list"]):
        assert desk.codes(*words) == ["E876"]
    assert content(desk) == before


def test_the_ends_of_time_can_be_asked_for(desk: Desk) -> None:
    assert desk.data("status", "--as-known", "9999-12-31")["companies"][0]["certainly"]["state"] == "intake"
    assert desk.codes("show", "proef-glas", "--as-known", "0999-01-01") == ["E889"]
    assert desk.data("status", "--at", "0001-01-01")["companies"][0]["certainly"] is None


@pytest.mark.parametrize(
    "where", ["mysql://x/y", "file:///tmp/x", "postgresql://[bad", "postgresql://jan:geheim@x/y?foo=bar", "sqlite://x"]
)
def test_an_address_of_something_else_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    for words in (["status"], ["person", "add", "jan", "--name", "Jan"], ["record", "verify", "--json"]):
        result = at(desk, where, *words)
        assert result.returncode == 1, result
        assert "E916" in result.stderr + result.stdout
        assert "geheim" not in result.stderr + result.stdout
    assert sorted(tmp_path.iterdir()) == before


def at(desk: Desk, where: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program itself on a record somewhere."""
    surroundings = {**os.environ, "MAATWERK_NOW": desk.now, "MAATWERK_RECORD": where, "MAATWERK_MESSAGES": "en", **more}
    command = [sys.executable, "-m", "agreements", "-w", str(desk.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings, timeout=120)


def test_an_account_with_a_strange_name_is_kept_as_it_can_be(desk: Desk) -> None:
    result = at(desk, "", *step(desk, "--as", "anna"), LOGNAME="log\nnaam" + "x" * 300)
    assert (result.returncode, result.stderr) == (0, "")
    assert desk.data("history", "proef-glas")[-1]["account"].startswith("lognaamx")


def test_a_record_that_another_keeps_locked_is_waited_for_as_long_as_is_asked(desk: Desk) -> None:
    before = content(desk)
    holder = sqlite3.connect(desk.record, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    for words in (step(desk, "--as", "anna"), ["apply", desk.file("a.yaml", GLASS.replace('"90"', '"80"')), "--as", "anna"]):
        result = at(desk, "", *words, MAATWERK_PATIENCE="0")
        assert result.returncode == 1
        assert "error[E903]" in result.stderr
    assert at(desk, "", "status", "--json", MAATWERK_PATIENCE="0").returncode == 0
    holder.close()
    assert "error[E876]" in at(desk, "", "status", MAATWERK_PATIENCE="lang").stderr
    assert content(desk) == before


def test_a_broken_or_another_record_is_refused_by_every_command(desk: Desk) -> None:
    whole = desk.record.read_bytes()
    damaged = bytearray(whole)
    damaged[4096:] = os.urandom(len(whole) - 4096)
    for broken, codes in ((b"Dit is een brief. " * 500, {"E904"}), (bytes(damaged), {"E904"})):
        desk.record.write_bytes(broken)
        for words in (step(desk, "--as", "anna"), ["status"], ["history", "proef-glas"], ["record", "verify"], ["person", "list"]):
            assert set(desk.codes(*words)) <= codes, words
        assert desk.record.read_bytes() == broken


def test_a_record_of_a_newer_version_is_left_alone(desk: Desk) -> None:
    with open_record(desk.record) as record:
        record._connection.run("INSERT INTO schema_version (number) VALUES (99)")
    for words in (step(desk, "--as", "anna"), ["status"], ["record", "verify"], ["record", "backup", str(desk.root / "kopie")]):
        assert desk.codes(*words) == ["E905"]


def test_a_server_that_is_asked_to_show_makes_no_record(desk: Desk, postgres_server: Callable[[str], str]) -> None:
    where = postgres_server("leeg")
    for words in (["status"], ["record", "verify"], step(desk, "--as", "anna")):
        told = at(desk, where, *words).stderr
        assert "E906" in told
        assert "maatwerk person add" in told
    assert at(desk, where, "person", "add", "jan", "--name", "Jan").returncode == 0


def test_where_a_record_was_restored_is_said_without_the_password(desk: Desk, postgres_server: Callable[[str], str]) -> None:
    desk.run("record", "backup", str(desk.root / "kopie"))
    name, _, rest = postgres_server("hersteld").partition("//")[2].partition("@")
    where = f"postgresql://{name.partition(':')[0]}:geheim@{rest}"
    restored = at(desk, where, "record", "restore", str(desk.root / "kopie"))
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "geheim" not in restored.stdout
    assert restored.stdout.startswith("restored in postgresql://")


def test_wherever_there_is_no_record_the_same_is_said_and_a_file_needs_none(desk: Desk) -> None:
    nowhere = desk.root / "niets"
    for where in (str(nowhere), f"sqlite:///{nowhere}"):
        told = at(desk, where, "status").stderr
        assert f"error[E906]: there is no record yet at '{nowhere}'" in told
        assert at(desk, where, "show", "fictie-chemie").returncode == 0


# Rights and room

NOBODY = 65534


@pytest.fixture
def closed(desk: Desk) -> Iterator[Desk]:
    """A desk whose output nobody else may write."""
    for path in (desk.root.parent, *desk.root.parent.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield desk
    for path in (desk.root.parent, *desk.root.parent.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def unprivileged(desk: Desk, *words: str, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process without rights of its own, or that may write no files larger than a limit."""
    code = (
        "import os, resource, sys\n"
        f"sys.argv[0] = 'maatwerk'\nlimit = {limit}\n"
        "from agreements.cli import main\nimport importlib, pkgutil, agreements\n"
        "for package in ('cli', 'application', 'record', 'workflow', 'archive', 'problems', 'model'):\n"
        "    found = importlib.import_module(f'agreements.{package}')\n"
        "    [importlib.import_module(f'agreements.{package}.{each.name}') for each in pkgutil.iter_modules(found.__path__)]\n"
        "from agreements.model.amsterdam import amsterdam; amsterdam()\n"
        f"if limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
        f"elif os.getuid() == 0: os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "main()\n"
    )
    surroundings = {**os.environ, "MAATWERK_NOW": desk.now, "MAATWERK_MESSAGES": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code, "-w", str(desk.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings, timeout=120)


def opened_above(path: Path) -> None:
    """Let everybody through to a folder for tests."""
    for each in path.parents:
        if each.stat().st_uid == os.getuid() and Path(tempfile.gettempdir()).resolve() in each.parents:
            each.chmod(each.stat().st_mode | 0o011)


def test_where_nothing_may_be_written_everything_can_be_read(closed: Desk) -> None:
    opened_above(closed.root)
    for words in (
        ["record", "verify"],
        ["status"],
        ["status", "proef-glas"],
        ["status", "--at", "2026-03-02"],
        ["explain", "proef-glas"],
        ["history", "proef-glas"],
        ["show", "proef-glas"],
        ["person", "list"],
        ["due"],
        ["remind", "--dry-run"],
        ["workflow", "diagram", "proef-glas", "-f", "mermaid"],
    ):
        result = unprivileged(closed, *words)
        assert (result.returncode, result.stderr) == (0, ""), words
        assert result.stdout
    for words in (step(closed, "--as", "anna"), ["record", "checkpoint"], ["record", "backup", str(closed.root / "k")]):
        result = unprivileged(closed, *words)
        assert result.returncode == 1, words
        assert "error[E907]" in result.stderr, words
        assert "= help: " in result.stderr


def test_a_full_disk_leaves_everything_as_it_was(desk: Desk) -> None:
    before = content(desk)
    desk.file("groot.txt", "x" * 3_000_000)
    big = ["step", "proef-glas", "start-exploration", "--evidence", str(desk.root / "groot.txt"), "--as", "anna"]
    for words, code in (
        (big, "E506"),
        (["record", "backup", str(desk.root / "kopie")], "E902"),
        (["record", "export", str(desk.root / "uitvoer")], "E506"),
    ):
        result = unprivileged(desk, *words, limit=20_000)
        assert result.returncode == 1, result
        assert f"error[{code}]" in result.stderr or "error[E902]" in result.stderr, result
        assert "Traceback" not in result.stderr
    assert content(desk) == before
    left = [path.name for path in desk.root.rglob("*") if path.is_file() and path.name.startswith((".kept", ".kopie", ".uitvoer"))]
    assert left == []
    assert not (desk.root / "kopie").exists()
    assert desk.run("record", "verify").exit_code == 0


def test_what_a_refusal_says_to_a_program_is_json(desk: Desk) -> None:
    for words in (
        ["status", "niemand"],
        ["history", "niemand"],
        ["explain", "niemand"],
        ["step", "niemand", "stop"],
        ["apply", "niets.yaml"],
        ["record", "verify", "--receipt", "x"],
        ["workflow", "migrate", "niets", "--as", "anna"],
        ["correct", "niemand", "1", "--accept"],
        ["extend", "niemand", "1"],
        ["replace", "niemand", "x"],
        ["show", "niemand"],
        ["where", "niemand", "x"],
        ["due", "niemand"],
        ["workflow", "check", "niets.yaml"],
    ):
        result = desk.run(*words, "--json", code=1)
        data = json.loads(result.stdout)
        found = data.get("problems") or data.get("reasons")
        assert found, words
        assert result.stderr == ""


def test_a_clock_that_is_none_is_said_to_a_program_as_json(desk: Desk) -> None:
    desk.now = "morgen"
    for words in (["due"], ["remind"], ["remind", "--dry-run"], ["status", "proef-glas"]):
        assert [each["code"] for each in desk.data(*words, code=1)["problems"]] == ["E876"]


def test_names_are_proved_where_they_are_kept(tmp_path: Path) -> None:
    moment = Moment("2026-03-02T09:00:00Z", __import__("datetime").date(2026, 3, 2))
    with open_record(tmp_path / "r") as record:
        with pytest.raises(AgreementsError) as caught:
            register(record, Person("Anna de Vries", "Anna\x00"), Actor("", "anna"), moment)
        assert [each.code for each in caught.value.problems] == ["E206", "E214"]
        assert record.persons() == ()
