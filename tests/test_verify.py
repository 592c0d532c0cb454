"""What a signed PDF proves by itself, on a machine with nothing but the program and somebody to trust: `maatwerk verify`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf  # noqa: TID251  # to change files
import pki
import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from dossiers import ROOT
from proving import WHO, complete, issued, issued_with, plan_made, signed_by, today, trust_folder, two_signed
from pyhanko.pdf_utils import generic  # noqa: TID251  # to change files
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: TID251  # idem
from signing import now, unsigned
from signings import arrangement, plan, signed_file

from agreements.application.issuing import enclosed
from agreements.cli import cli
from agreements.model.alone import Alone, judge_alone, plan_inside
from agreements.model.canonical import canonical_json
from agreements.model.examination import Examination, PadesLevel
from agreements.model.planning import Terms
from agreements.model.signing import Level, SigningPlan, digest_of
from agreements.model.verdicts import Outcome
from agreements.problems.catalogue import CATALOGUE
from agreements.problems.words import WORDS
from agreements.signatures.strength import Strength

LONG = Strength(PadesLevel.B_LTA, pki.time_stamps(), pki.trust())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder with nothing in it but whom to trust."""
    trust_folder(tmp_path / "trust")
    monkeypatch.chdir(tmp_path)
    for name in ("MAATWERK_TRUST", "MAATWERK_RECORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MAATWERK_NOW", (now() + timedelta(minutes=1)).isoformat())  # time stamps lie before it
    yield tmp_path
    left = {path.name for path in tmp_path.iterdir() if path.suffix != ".pdf"}
    assert left == {"trust"}  # nothing was made


def run(*words: str, code: int = 1, messages: str = "en") -> Result:
    result = CliRunner().invoke(cli, ["--messages", messages, "verify", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result


def told(content: bytes, *words: str, code: int = 1) -> Any:  # noqa: ANN401  # as JSON gives it
    """Return what is told of a file as JSON."""
    Path("een.pdf").write_bytes(content)
    (only,) = json.loads(run("een.pdf", *words, "--json", code=code).stdout)
    return only


def reasons(content: bytes, *words: str) -> tuple[str, set[str]]:
    """Return what the verdict on a file comes to, and the codes of its reasons; the exit code must agree."""
    Path("een.pdf").write_bytes(content)
    result = CliRunner().invoke(cli, ["verify", "een.pdf", *words, "--json"])
    assert isinstance(result.exception, SystemExit | None), result.exception
    (only,) = json.loads(result.stdout)
    assert (result.exit_code == 0) == (only["outcome"] == "valid")
    return only["outcome"], {each["code"] for each in only["reasons"]}


# What is as it should be


@pytest.mark.usefixtures("folder")
def test_a_file_that_all_signed_in_turn_is_valid() -> None:
    found = told(complete(), code=0)
    assert (found["outcome"], found["reasons"], found["file"]) == ("valid", [], "een.pdf")
    assert found["sealed"]["size"] == len(issued())
    assert found["plan"] == {
        "id": "fabriek/maatwerkafspraak",
        "version": "1.0",
        "issued": today().isoformat(),
        "expires": (today() + timedelta(days=20)).isoformat(),
        "digest": digest_of(plan_made()),
    }
    seal, *given = found["signatures"]
    assert (seal["kind"], seal["name"], seal["capacity"], seal["signatory"]) == ("seal", "TEST office", None, None)
    assert [(each["name"], each["signatory"], each["party"], each["capacity"]) for each in given] == [
        ("TEST director", "ceo", "company", None),
        ("TEST minister", "minister", "kgg", "Minister of Proof"),
        ("TEST province", "gedep", "zeeland", None),
    ]
    assert {(each["outcome"], each["intact"], each["trusted"], each["proven"], each["level"]) for each in given} == {
        ("valid", True, True, True, "B-T")
    }
    assert (seal["proven"], seal["level"], bool(seal["time"])) == (False, "B-B", True)


def test_people_read_it_in_their_own_language(folder: Path) -> None:
    (folder / "klaar.pdf").write_bytes(complete())
    dutch = run("klaar.pdf", code=0, messages="nl").stdout
    english = run("klaar.pdf", code=0).stdout
    assert dutch.startswith("klaar.pdf: geldig\n  uitgave fabriek/maatwerkafspraak, versie 1.0, uitgegeven op ")
    assert "getekend door TEST minister, in 'sign-minister'\n    plaats van minister, voor kgg, als minister van Proef\n" in dutch
    assert re.search(r"tijdstip: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d CES?T \(bewezen\); niveau B-T", dutch)
    assert "(volgens opgave van wie tekende); niveau B-B" in dutch
    assert "Niet beoordeeld, want dat weet alleen het register" in dutch
    assert english.startswith("klaar.pdf: valid\n")
    assert "place of minister, for kgg, as Minister of Proof" in english


@pytest.mark.usefixtures("folder")
def test_what_proves_it_for_longer_may_follow_and_is_told() -> None:
    assert reasons(signed_by(two_signed(), "gedep", strength=LONG)) == ("valid", {"W988"})


@pytest.mark.usefixtures("folder")
def test_what_is_only_claimed_is_told_and_the_revisions_prove_the_order() -> None:
    content = signed_by(issued(), *WHO, strength=Strength())
    assert reasons(content) == ("valid", {"W660"})
    assert [each["proven"] for each in told(content, code=0)["signatures"]] == [False] * 4


# What is not


def flipped() -> bytes:
    """Return the file with one letter of what was sealed otherwise."""
    place = complete().index(b"pdfaid")
    assert place < len(issued())
    return complete()[:place] + b"pdfaie" + complete()[place + 6 :]


def broken() -> bytes:
    """Return the file with one byte otherwise in what is compressed there."""
    place = complete().index(b"stream\n") + 50
    return complete()[:place] + bytes([complete()[place] ^ 1]) + complete()[place + 1 :]


def stripped() -> bytes:
    """Return the file without the last signature, taken out by a revision of its own."""
    writer = IncrementalPdfFileWriter(BytesIO(complete()))
    for each in writer.root["/AcroForm"]["/Fields"]:
        field = each.get_object()
        if field["/T"] == "sign-gedep":
            del field["/V"]
            writer.mark_update(each.reference if hasattr(each, "reference") else each)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def rewritten() -> bytes:
    with pikepdf.open(BytesIO(complete())) as pdf:
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def with_later_plan() -> bytes:
    """Return the sealed file with another plan of the same name put in after the seal, by which one signature is enough."""
    writer = IncrementalPdfFileWriter(BytesIO(signed_by(issued(), "ceo")))
    short = replace(plan_made(), groups=plan_made().groups[:1])
    stream = generic.StreamObject(stream_data=enclosed(short))
    reference = writer.add_object(stream)
    files = generic.DictionaryObject({generic.NameObject("/F"): reference})
    name = generic.TextStringObject("signing-plan.json")
    said = {"/Type": generic.NameObject("/Filespec"), "/F": name, "/UF": name, "/EF": files}
    given = generic.DictionaryObject({generic.NameObject(key): value for key, value in said.items()})
    names = generic.ArrayObject([name, writer.add_object(given)])
    embedded = generic.DictionaryObject({generic.NameObject("/Names"): names})
    writer.root["/Names"] = generic.DictionaryObject({generic.NameObject("/EmbeddedFiles"): embedded})
    writer.update_root()
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def encrypted() -> bytes:
    with pikepdf.open(BytesIO(unsigned())) as pdf:
        target = BytesIO()
        pdf.save(target, encryption=pikepdf.Encryption(owner="een", user=""))
    return target.getvalue()


def overdue() -> bytes:
    day = today()
    return signed_by(issued_with(enclosed(plan_made(day - timedelta(days=30), day - timedelta(days=10)))), *WHO)


def qualified_asked() -> bytes:
    return signed_by(issued_with(enclosed(plan_made(minister=Terms(level=Level.QUALIFIED)))), *WHO)


def test_who_signs_on_paper_is_not_said_to_be_missing() -> None:
    """The plan has them on paper, so that no file can hold it; whoever signs digitally and did not is missing."""
    made = plan(arrangement(gedep=Terms(Level.WET_INK)))
    found = Alone(signed_file("ceo", "cfo"), 1, "f" * 64, enclosed(made))
    proof = judge_alone(found, date(2026, 11, 20), trusting=True)
    assert [(each.code, dict(each.arguments)) for each in proof.verdict.reasons if each.code in {"E639", "E681"}] == [
        ("E639", {"signatory": "gedep"}),
        ("E681", {"signatory": "minister | staats"}),
    ]
    assert proof.verdict.outcome is Outcome.INCOMPLETE


WRONG: dict[str, tuple[Callable[[], bytes], str, set[str]]] = {
    "sealed only": (issued, "incomplete", {"E681"}),
    "one signed": (lambda: signed_by(issued(), "ceo"), "incomplete", {"E681"}),
    "rolled back to before the last": (lambda: complete()[: len(two_signed())], "incomplete", {"E681"}),
    "out of turn": (lambda: signed_by(issued(), "minister", "ceo", "gedep"), "invalid", {"E698"}),
    "after the term": (overdue, "invalid", {"E673"}),
    "not known as qualified": (qualified_asked, "indeterminate", {"E697"}),
    "a stranger signed": (
        lambda: signed_by(two_signed(), "gedep", key="stranger"),
        "indeterminate",
        {"E695"},
    ),
    "a byte of what was sealed": (flipped, "invalid", {"E694"}),
    "a byte that breaks what was sealed": (broken, "invalid", {"E680", "E985"}),
    "bytes after the end": (lambda: complete() + b"junk", "invalid", {"E685", "E689"}),
    "taken out": (stripped, "indeterminate", {"E686"}),
    "rewritten": (rewritten, "invalid", {"E694"}),
    "another plan after the seal": (with_later_plan, "invalid", {"E681", "E686"}),
    "a plan that is none": (lambda: signed_by(issued_with(b'{"plan": 7}'), *WHO), "invalid", {"E985"}),
    "no plan": (lambda: signed_by(issued_with(None), *WHO), "indeterminate", {"E986"}),
    "no plan, not all signed": (lambda: signed_by(issued_with(None), "ceo"), "indeterminate", {"E986", "E681"}),
    "no signature": (unsigned, "invalid", {"E690"}),
    "a text": (lambda: b"hallo", "indeterminate", {"E680"}),
    "nothing": (lambda: b"", "indeterminate", {"E680"}),
    "a PDF in name": (lambda: b"%PDF-1.7\nniets", "indeterminate", {"E680"}),
    "encrypted": (encrypted, "indeterminate", {"E680"}),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.usefixtures("folder")
def test_what_is_not_as_it_should_be_is_never_valid(name: str) -> None:
    make, outcome, codes = WRONG[name]
    started = now()
    found, said = reasons(make())
    assert found == outcome
    assert codes <= said
    assert (now() - started).total_seconds() < 20


def test_many_files_are_each_told_and_one_bad_one_is_enough(folder: Path) -> None:
    (folder / "goed.pdf").write_bytes(complete())
    (folder / "half.pdf").write_bytes(two_signed())
    told_of = json.loads(run("goed.pdf", "half.pdf", "weg.pdf", ".", "--json").stdout)
    assert [(each["file"], each["outcome"]) for each in told_of] == [
        ("goed.pdf", "valid"),
        ("half.pdf", "incomplete"),
        ("weg.pdf", "indeterminate"),
        (".", "indeterminate"),
    ]
    assert [each["code"] for each in told_of[2]["reasons"]] == ["E506"]
    assert "half.pdf: incomplete" in run("goed.pdf", "half.pdf").stdout
    run("goed.pdf", "goed.pdf", code=0)


# Whom to trust


def test_without_anybody_to_trust_nobody_is_trusted(folder: Path) -> None:
    nobody = folder / "trust" / "niemand"
    nobody.mkdir()
    outcome, said = reasons(complete(), "--trust", "trust/niemand")
    assert (outcome, said) == ("indeterminate", {"E680", "E695", "W987", "W660"})
    nobody.rmdir()


def test_a_folder_that_is_not_there_is_no_trust(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "een.pdf").write_bytes(complete())
    assert "[E506]" in run("een.pdf", "--trust", "weg").stderr
    assert "[E506]" in run("een.pdf", "--trust", "een.pdf").stderr
    monkeypatch.setenv("MAATWERK_TRUST", "weg")
    assert "[E506]" in run("een.pdf").stderr
    run("een.pdf", "--trust", "trust", code=0)
    monkeypatch.setenv("MAATWERK_TRUST", "trust")
    run("een.pdf", code=0)


@pytest.mark.usefixtures("folder")
def test_a_program_of_its_own_process_says_it_without_a_traceback() -> None:
    for content, code in ((complete(), 0), (b"hallo", 1), (b"%PDF-1.4\n" + b"\xff" * 5000, 1)):
        Path("een.pdf").write_bytes(content)
        done = subprocess.run([sys.executable, "-m", "agreements", "verify", "een.pdf"], check=False, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stdout + done.stderr


def test_a_file_that_is_too_large_is_not_read(folder: Path) -> None:
    with (folder / "een.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(101 * 1024 * 1024)
    (only,) = json.loads(run("een.pdf", "--json", messages="nl").stdout)
    assert [(each["code"], each["message"]) for each in only["reasons"]] == [
        ("E680", "dit is niet te lezen: het is groter dan 100 megabytes")
    ]
    with (folder / "een.pdf").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert "[E102]" in run("een.pdf").stderr
    (folder / "een.pdf").unlink()


# The plan inside


def test_a_plan_that_left_the_house_keeps_its_mandates_there() -> None:
    plan = plan_made()
    read, digest = plan_inside(enclosed(plan))
    assert digest == digest_of(plan)
    assert [(each.field, each.capacity, each.commitment) for each in read.signatures] == [
        (each.field, each.capacity, each.commitment) for each in plan.signatures
    ]
    assert (read.persons, read.value, read.reminders) == ({}, None, ())
    assert b"register_extract" not in enclosed(plan)


def changed(**changes: object) -> bytes:
    whole = json.loads(enclosed(plan_made()))
    return canonical_json({**whole, "plan": {**whole["plan"], **changes}})


def twice(plan: SigningPlan) -> bytes:
    return enclosed(replace(plan, groups=plan.groups * 2))


NO_PLANS: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "no plan": b"{}",
    "deep": b"[" * 100_000,
    "no digest": canonical_json({"plan": json.loads(enclosed(plan_made()))["plan"]}),
    "a digest that is none": canonical_json({**json.loads(enclosed(plan_made())), "digest": 7}),
    "groups that are none": changed(groups=7),
    "a group that is none": changed(groups=[7]),
    "signatures that are none": changed(groups=[{"signatures": 7}]),
    "a signature that is none": changed(groups=[{"signatures": [7]}]),
    "nobody": changed(groups=[]),
    "nobody needed": changed(groups=[{**json.loads(enclosed(plan_made()))["plan"]["groups"][0], "needed": 0}]),
    "a field twice": twice(plan_made()),
    "another format": changed(format=2),
    "a day that is none": changed(issued_on="gisteren"),
    "a key that nobody knows": changed(more=1),
}


@pytest.mark.parametrize("name", NO_PLANS)
def test_what_is_no_plan_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        plan_inside(NO_PLANS[name])
    judged = judge_alone(Alone(Examination("a", 1), 1, "b", NO_PLANS[name]), today(), trusting=True)
    assert judged.plan is None
    assert judged.verdict.outcome is Outcome.INVALID
    assert "E985" in {each.code for each in judged.verdict.reasons}


def test_a_name_gives_the_terminal_no_orders(folder: Path) -> None:
    whole = json.loads(enclosed(plan_made()))
    whole["plan"]["identifier"] = "a\x1b[31m\u202eb"
    (folder / "een.pdf").write_bytes(issued_with(canonical_json(whole)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e]", run("een.pdf").output)


# The page


PAGE = (ROOT / "docs/tekenen.md").read_text(encoding="utf-8")
CHANGING = re.compile(r"[0-9a-f]{64}|\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d CES?T)?|(?<=eerste )\d+|(?<=bytes van )\d+")


def test_the_page_for_officials_shows_what_is_told(folder: Path) -> None:
    (folder / "getekend.pdf").write_bytes(complete())
    shown = PAGE.partition("$ maatwerk verify getekend.pdf --trust trust\n")[2].partition("```")[0]
    told_now = run("getekend.pdf", "--trust", "trust", code=0, messages="nl").stdout
    assert CHANGING.sub("…", told_now) == CHANGING.sub("…", shown)


def test_the_page_for_officials_explains_every_outcome_and_no_code_that_is_not_there() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", PAGE.partition("| oordeel |")[2], re.MULTILINE)
    assert rows == [WORDS[f"@{each}"][0] for each in Outcome]
    assert set(re.findall(r"[EW]\d{3}", PAGE)) <= set(CATALOGUE)
