"""Two versions by their names: trees, dossiers, issues and days; the list, the files, and what cannot be compared."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from desk import GLASS, with_glass
from dossiers import ROOT
from edits import edited
from publishing import desk_with_issue
from test_redline import body
from trees import every_node

from agreements.cli import cli
from agreements.drafting.document import Document
from agreements.formats import to_json

STEEL = (ROOT / "examples/demo/voorbeeld-staal.yaml").read_text(encoding="utf-8")


def run(*words: str | Path, code: int = 0, messages: str = "en") -> Result:
    arguments = ["-w", str(ROOT), "--messages", messages, "compare", *map(str, words)]
    result = CliRunner().invoke(cli, arguments, env={"MAATWERK_RECORD": str(ROOT / "no-record")})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result


def refused(*words: str | Path) -> list[str]:
    return re.findall(r"error\[(E\d+)\]", run(*words, code=1).stderr)


def dossiers(folder: Path) -> tuple[Path, Path]:
    """Return two dossiers of one company, in which one figure differs."""
    old, new = folder / "oud.yaml", folder / "nieuw.yaml"
    old.write_text(STEEL, encoding="utf-8")
    assert STEEL.count('amount: "2.4"') == 1
    new.write_text(STEEL.replace('amount: "2.4"', 'amount: "2.1"'), encoding="utf-8")
    return old, new


def tree(path: Path, document: Document) -> Path:
    path.write_bytes(to_json.render(document))
    return path


def test_two_dossiers_give_the_list_and_every_file(tmp_path: Path) -> None:
    old, new = dossiers(tmp_path)
    formats = [word for each in ("docx", "pdf", "html", "txt", "json") for word in ("-f", each)]
    result = run(old, "--redline", old, new, "-k", "eop", "-o", tmp_path / "uit", *formats, messages="nl")
    told = result.stdout.replace("\u00a0", " ")
    assert told.startswith("Artikel 3 Ambitie CO₂\n  1.: gewijzigd\n    …")
    assert "met [-2,4 megaton-]{+2,1 megaton+} te verminderen." in told
    assert told.count("gewijzigd") == 2  # the article, and the table of the annex
    names = [path.name for path in sorted((tmp_path / "uit").iterdir())]
    assert names == [f"redline-voorbeeld-staal-nl.{each}" for each in ("docx", "html", "json", "pdf", "txt")]
    data = json.loads((tmp_path / "uit/redline-voorbeeld-staal-nl.json").read_text())
    assert data.keys() == {"old", "new", "same", "clauses", "changes"}
    assert data["clauses"] == []
    assert data["changes"][0]["values"] == [{"path": "co2.total", "was": "2,4\u00a0megaton", "now": "2,1\u00a0megaton"}]
    listed = (tmp_path / "uit/redline-voorbeeld-staal-nl.txt").read_text().replace("\u00a0", " ")
    assert told.startswith(listed)


def test_the_json_has_its_documented_shape(tmp_path: Path) -> None:
    old, new = dossiers(tmp_path)
    result = json.loads(run(old, "--redline", old, new, "-k", "eop", "-l", "en", "-f", "html", "-o", tmp_path, "--json").stdout)
    assert result.keys() == {"redline", "files", "problems"}
    assert [Path(name).name for name in result["files"]] == ["redline-voorbeeld-staal-en.html"]
    (first, _) = result["redline"]["changes"]
    assert first.keys() == {"happened", "uid", "place", "title", "before", "was", "now", "words", "values"}
    assert (first["happened"], first["place"].replace("\u00a0", " "), first["before"]) == ("changed", "Article 3, 1.", None)


def test_a_dossier_against_the_draft_of_now(tmp_path: Path) -> None:
    _, new = dossiers(tmp_path)
    assert "[-2.4" in run("voorbeeld-staal", "--redline", "now", new, "-k", "eop", "-l", "en", "-f", "txt", "-o", tmp_path).stdout
    same = run("voorbeeld-staal", "--redline", "now", "now", "-k", "eop", "-f", "txt", "-o", tmp_path)
    assert same.stdout.splitlines()[0] == "There is no difference between the two versions."


def steel(document: Document) -> Document:
    """Return a tree as one of Voorbeeld Staal, whose dossier is in the workspace."""
    return replace(document, identifier=f"{document.kind}-voorbeeld-staal")


def test_two_trees_are_compared_as_they_are(tmp_path: Path) -> None:
    old, new = (tree(tmp_path / f"{name}.json", steel(each)) for name, each in {"a": every_node(), "b": edited(every_node(), 3)}.items())
    run("voorbeeld-staal", "--redline", old, new, "-f", "docx", "-o", tmp_path, "--author", "Mr. V. Voorbeeld", "--date", "2026-11-30")
    xml = body((tmp_path / "redline-voorbeeld-staal-nl.docx").read_bytes()).decode()
    assert set(re.findall(r'w:author="([^"]*)" w:date="([^"]*)"', xml)) == {("Mr. V. Voorbeeld", "2026-11-30T00:00:00Z")}


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "another company": ({"identifier": "eop-anders"}, "E512"),
    "another language": ({"language": "en"}, "E513"),
}


@pytest.mark.parametrize("name", WRONG)
def test_versions_that_do_not_belong_together_are_refused(name: str, tmp_path: Path) -> None:
    changed, code = WRONG[name]
    one = tree(tmp_path / "a.json", steel(every_node()))
    other = tree(tmp_path / "b.json", replace(steel(every_node()), **changed))  # type: ignore[arg-type]  # all of them are words
    assert code in refused("voorbeeld-staal", "--redline", one, other)
    assert not list(tmp_path.glob("redline*"))


def test_a_tree_in_a_language_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tree(tmp_path / "a.json", replace(steel(every_node()), language="xx"))
    assert refused("voorbeeld-staal", "--redline", path, path) == ["E505"]


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 1}', '{"format": 2}'])
def test_a_broken_tree_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "kapot.json"
    path.write_text(content)
    assert refused("voorbeeld-staal", "--redline", path, path) == ["E505"]


@pytest.mark.parametrize("name", ["eop-nl-9", "2026-01-01", "toen"])
def test_a_version_that_is_not_there_is_refused(name: str) -> None:
    assert refused("voorbeeld-staal", "--redline", name, "now", "-k", "eop") == ["E514"]


def test_what_cannot_be_drafted_or_read_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "kapot.yaml"
    broken.write_text("format: 1\ncompany: {id: voorbeeld-staal}\n")
    assert refused("voorbeeld-staal", "--redline", broken, "now", "-k", "eop") == ["E202"]
    assert refused("voorbeeld-staal", "--redline", tmp_path / "weg.json", "now", "-k", "eop") == ["E506"]
    assert refused(broken, "--redline", "now", "now", "-k", "eop") == ["E202"]
    assert refused("voorbeeld-staal", "--redline", "now", "now", "-k", "eup") == ["E503"]


def test_promises_and_documents_are_asked_apart() -> None:
    run("voorbeeld-staal", "--redline", "now", "now", "--between", "eop", "jloi", code=2)


def test_a_tree_gives_the_terminal_no_orders(tmp_path: Path) -> None:
    one, other = (
        tree(tmp_path / f"{number}.json", replace(steel(every_node()), title=title))
        for number, title in enumerate(("a\x1b]0;boe\x07", "b"))
    )
    assert "\x1b" not in run("voorbeeld-staal", "--redline", one, other, "-f", "txt", "-o", tmp_path).stdout


@pytest.mark.parametrize("author", ["", " ", "a" * 81, "a\u202eb"])
def test_an_author_that_cannot_be_printed_is_wrong_use(author: str) -> None:
    run("voorbeeld-staal", "--redline", "now", "now", "-k", "eop", "--author", author, code=2)


def test_a_kind_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    folder = desk.root / "templates/eop"
    other = desk.root / "templates/nog-een"
    other.mkdir()
    (other / "template.yaml").write_text((folder / "template.yaml").read_text())
    desk.run("compare", "proef-glas", "--redline", "now", "now", code=2)


def test_the_record_gives_days_and_issues(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    desk.now = "2026-05-04T10:00:00+02:00"
    desk.run("apply", desk.file("later.yaml", GLASS.replace('"90"', '"80"')), person="anna")
    words = ("compare", "proef-glas", "--redline", "2026-03-05", "now", "-k", "eop", "-f", "txt", "-o", str(tmp_path))
    assert "[-90 kiloton-]{+80 kiloton+}" in desk.said(*words)
    result = desk.run("compare", "proef-glas", "--redline", "eop-nl-1", "now", "-k", "eop", code=1)
    assert "error[E514]" in result.stderr


def test_an_issue_is_compared_as_it_went_out(tmp_path: Path) -> None:
    """The tree that was kept at issue, not what would be drafted now: the dossier changed since."""
    desk = desk_with_issue(tmp_path)
    desk.run("apply", desk.file("later.yaml", STEEL.replace('amount: "2.4"', 'amount: "2.1"')), person="anna")
    told = desk.said("compare", "voorbeeld-staal", "--redline", "eop-nl-1", "now", "-k", "eop", "-f", "docx", "-o", str(tmp_path / "uit"))
    assert "met [-2,4 megaton-]{+2,1 megaton+} te verminderen." in told
    assert (tmp_path / "uit/redline-voorbeeld-staal-nl.docx").is_file()
    result = desk.run("compare", "voorbeeld-staal", "--redline", "eop-nl-7", "now", "-k", "eop", code=1)
    assert "eop-nl-1, now" in result.stderr
