"""Documents of before the record: a folder of signed PDFs is judged file by file, kept as it is and told of, once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pki
import pytest
from archives import accepted
from children import PATIENCE
from desk import GLASS as GLASS_DOSSIER
from desk import Desk, with_glass
from dossiers import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proving import complete, trust_folder
from signing import unsigned, with_fields
from test_reporting import read

from agreements.application import taking_in
from agreements.application.acting import Actor
from agreements.application.archiving import assembled
from agreements.application.taken_in_record import DOCUMENT_TAKEN_IN, taken_in
from agreements.application.taking_in import Shelf, take_in
from agreements.archive.store import kept
from agreements.cli.office import now
from agreements.model.alone import Alone, Proof, judge_alone
from agreements.model.canonical import canonical_json
from agreements.model.examination import Examination
from agreements.model.verdicts import Outcome, as_data, from_data
from agreements.record.opening import open_record
from agreements.record.values import Recorded
from agreements.signatures import applying
from agreements.signatures.strength import Strength
from agreements.signatures.trust import Trust
from agreements.sources import Source

GLASS, STEEL = "proef-glas", "proef-staal"
STEEL_DOSSIER = GLASS_DOSSIER.replace("proef-glas", STEEL).replace("Glas", "Staal")


@cache
def signed_elsewhere() -> bytes:
    """Return a PDF that somebody signed with a program of their own: no seal, no plan."""
    return applying.sign(with_fields(), "s0", pki.signer("minister"), Strength())


def scan() -> bytes:
    """Return a PDF in which nobody signed, as a scan of paper is."""
    return unsigned()


def plus(content: bytes, name: str) -> bytes:
    """Return bytes that are nobody else's."""
    return content + name.encode()


FOLDER: Mapping[str, Callable[[], bytes]] = {
    "EoP Proef Glas 2023 (getekend).pdf": signed_elsewhere,
    "eop-staal.pdf": scan,
    "jloi-glas.pdf": complete,
}
LINES = {
    "EoP Proef Glas 2023 (getekend).pdf": f"company: {GLASS}, kind: eop, signed_on: 2023-07-10, source: map van de griffie",
    "eop-staal.pdf": f"company: {STEEL}, kind: eop, signed_on: '2022', source: papieren dossier, language: en",
    "jloi-glas.pdf": f"company: {GLASS}, kind: jloi, signed_on: 2025-02, source: postvak",
}


def listed(lines: Mapping[str, str]) -> str:
    return "format: 1\ndocuments:\n" + "".join(f'  - {{file: "{name}", {line}}}\n' for name, line in lines.items())


def shelf(desk: Desk, files: Mapping[str, Callable[[], bytes]] = FOLDER, lines: Mapping[str, str] = LINES) -> Path:
    """Put files in a folder with a list, and return it."""
    folder = desk.root / "oud"
    folder.mkdir(exist_ok=True)
    for name, made in files.items():
        (folder / name).write_bytes(made())
    (folder / "list.yaml").write_text(listed(lines), encoding="utf-8")
    return folder


def with_two(root: Path) -> Desk:
    """Return a desk with two companies, somebody to trust, and the clock of the machine: signing tools know no other."""
    desk = with_glass(root)
    desk.run("apply", desk.file("proef-staal.yaml", STEEL_DOSSIER), person="anna")
    trust_folder(desk.root / "trust")
    desk.now = ""
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return with_two(tmp_path)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk on which nothing is taken in: for what only looks, or is refused."""
    return with_two(tmp_path_factory.mktemp("volgorde"))


def archive(desk: Desk) -> Path:
    return desk.root / "output" / "archive"


def events(desk: Desk, company: str) -> list[Recorded]:
    with open_record(desk.record) as record:
        return list(record.load(f"company/{company}"))


def took(desk: Desk, folder: Path, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = desk.data("archive", "take-in", str(folder), *words, person="anna")["taken"]
    return found


def refused(desk: Desk, folder: Path, *words: str) -> list[str]:
    """Return the codes with which a folder is refused; nothing was written."""
    before = {company: len(events(desk, company)) for company in (GLASS, STEEL)}
    codes = desk.codes("archive", "take-in", str(folder), *words, person="anna")
    assert {company: len(events(desk, company)) for company in (GLASS, STEEL)} == before
    assert not archive(desk).exists() or list(archive(desk).glob("*/*")) == []
    return codes


def whole(desk: Desk) -> None:
    assert desk.data("record", "verify")["problems"] == []
    assert desk.data("archive", "verify")["problems"] == []


def quick(content: bytes, *_: object) -> Proof:
    """Judge without opening, where it does not matter what is found."""
    return judge_alone(Alone(Examination(sha256(content).hexdigest(), len(content))), now().day, trusting=False)


@pytest.fixture
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "proved", quick)


# As it should be


def test_a_folder_is_taken_in_each_file_for_what_it_is(desk: Desk) -> None:
    taken = took(desk, shelf(desk))
    assert [(each["company"], each["kind"], each["day"], each["signatures"], each["fact"]) for each in taken] == [
        (GLASS, "eop", "2023-07-10", 1, True),
        (GLASS, "jloi", "2025-02", 3, True),
        (STEEL, "eop", "2022", 0, True),
    ]
    assert [each["outcome"] for each in taken] == ["invalid", "valid", "invalid"]  # without a seal nobody can say what was issued
    (told,) = (each for each in events(desk, STEEL) if each.kind == DOCUMENT_TAKEN_IN)
    content = scan()
    assert dict(told.body) == {
        "file": sha256(content).hexdigest(),
        "name": "eop-staal.pdf",
        "kind": "eop",
        "language": "en",
        "day": "2022",
        "source": "papieren dossier",
        "verdict": taken[2]["verdict"],
        "outcome": "invalid",
        "signatures": 0,
    }
    assert (told.effective, told.author.person) == ("2022", "anna")
    assert kept(archive(desk), str(told.body["file"])) == content
    whole(desk)


def test_the_verdict_that_is_kept_is_that_of_the_file(desk: Desk) -> None:
    (line,) = (each for each in took(desk, shelf(desk)) if each["kind"] == "jloi")
    content = kept(archive(desk), str(line["verdict"]))
    verdict = from_data(json.loads(content))
    assert content == canonical_json(as_data(verdict))
    assert (verdict.files, verdict.outcome, len(verdict.signatures)) == ((line["sha256"],), Outcome.VALID, 3)


def test_the_public_fact_counts_in_the_process(desk: Desk) -> None:
    took(desk, shelf(desk))
    (fact,) = (each for each in events(desk, STEEL) if each.kind == "history_recorded")
    assert (fact.effective, fact.body["source"]) == ("2022", "papieren dossier")
    assert fact.body["evidence"] == [{"kind": "signed-eop", "name": "eop-staal.pdf", "sha256": sha256(scan()).hexdigest()}]
    told = desk.said("history", STEEL)
    assert "Taken in: eop-staal.pdf (eop); from: papieren dossier" in told
    assert [(each["stage"], each["date"]["last"]) for each in desk.data("status", GLASS)["facts"]] == [
        ("eop", "2023-07-10"),
        ("jloi", "2025-02-28"),
    ]
    counted = desk.data("status", "--at", "2024-01-01")["signed"]
    assert (counted["eop"], counted["jloi"]) == ({"certainly": 2, "possibly": 2}, {"certainly": 0, "possibly": 0})


def test_nothing_is_proposed_for_a_document_that_was_taken_in_signed(desk: Desk) -> None:
    desk.run("carry", GLASS, "jloi")
    took(desk, shelf(desk))
    assert "history" not in desk.run("carry", GLASS, "maatwerkafspraak", "--yaml").stdout
    assert desk.codes("carry", GLASS, "jloi") == ["E517"]


def test_a_file_without_a_signature_claims_nothing_more(desk: Desk) -> None:
    result = desk.run("archive", "take-in", str(shelf(desk)), person="anna")
    assert "warning[W983]" in result.stderr
    assert f"{STEEL}  eop-staal.pdf: eop, 2022; by itself: invalid (E690" in result.stdout
    assert "digital signatures: 0" in result.stdout
    package = desk.data("archive", "package", STEEL, "--creator", "Proef", person="anna")["package"]
    page = (desk.root / "output" / "packages" / package / "index.html").read_text()
    assert "digitale handtekeningen: 0; op zichzelf: invalid" in page
    assert "het ondertekende document" not in page
    assert "ondertekende EoP" not in page


@pytest.mark.usefixtures("_quickly")
def test_a_dry_run_judges_and_writes_nothing(desk: Desk) -> None:
    folder = shelf(desk)
    before = [len(events(desk, each)) for each in (GLASS, STEEL)]
    tried = took(desk, folder, "--dry-run")
    assert [len(events(desk, each)) for each in (GLASS, STEEL)] == before
    assert not archive(desk).exists()
    assert "(dry run; nothing recorded)" in desk.said("archive", "take-in", str(folder), "--dry-run", person="anna")
    assert [{**each, "verdict": ""} for each in took(desk, folder)] == [{**each, "verdict": ""} for each in tried]


@pytest.mark.usefixtures("_quickly")
def test_what_was_taken_in_before_is_told_and_not_recorded_again(desk: Desk) -> None:
    folder = shelf(desk)
    took(desk, folder)
    before = [len(events(desk, each)) for each in (GLASS, STEEL)]
    again = desk.data("archive", "take-in", str(folder), person="anna")
    assert again["taken"] == []
    assert [each["code"] for each in again["problems"]] == ["W981"] * 3
    assert "nothing new" in desk.said("archive", "take-in", str(folder), person="anna")
    assert [len(events(desk, each)) for each in (GLASS, STEEL)] == before


@pytest.mark.usefixtures("_quickly")
def test_a_case_that_holds_the_fact_gets_the_file_only_and_another_day_is_told(desk: Desk) -> None:
    took(desk, shelf(desk))
    lines = {**LINES, "nog-een.pdf": f"company: {STEEL}, kind: eop, signed_on: 2021-03-04, source: griffie"}
    other = shelf(desk, {"nog-een.pdf": lambda: scan() + b"\n"}, lines)
    found = desk.data("archive", "take-in", str(other), person="anna")
    assert [(each["file"], each["fact"]) for each in found["taken"]] == [("nog-een.pdf", False)]
    assert "W984" in [each["code"] for each in found["problems"]]
    kinds = [each.kind for each in events(desk, STEEL)]
    assert (kinds.count(DOCUMENT_TAKEN_IN), kinds.count("history_recorded")) == (2, 1)


@pytest.mark.usefixtures("_quickly")
def test_two_files_of_one_kind_prove_one_fact(desk: Desk) -> None:
    lines = {
        "nl.pdf": f"company: {STEEL}, kind: eop, signed_on: 2022-05-01, source: griffie",
        "en.pdf": f"company: {STEEL}, kind: eop, signed_on: 2022-05-01, source: griffie, language: en",
        "later.pdf": f"company: {STEEL}, kind: eop, signed_on: 2022-05-02, source: griffie",
    }
    files: Mapping[str, Callable[[], bytes]] = {name: partial(plus, scan(), name) for name in lines}
    assert {each["file"]: each["fact"] for each in took(desk, shelf(desk, files, lines))} == {
        "en.pdf": True,
        "nl.pdf": True,
        "later.pdf": False,
    }
    (fact,) = (each for each in events(desk, STEEL) if each.kind == "history_recorded")
    assert fact.effective == "2022-05-01"


@pytest.mark.usefixtures("_quickly")
def test_an_addendum_of_before_the_record_is_kept_and_is_no_public_fact(desk: Desk) -> None:
    lines = {
        "eop.pdf": f"company: {STEEL}, kind: eop, signed_on: 2022-05-01, source: griffie",
        "een.pdf": f"company: {STEEL}, kind: addendum, signed_on: 2023-05-01, source: griffie",
        "twee.pdf": f"company: {STEEL}, kind: addendum, signed_on: 2024-05-01, source: griffie",
    }
    files: Mapping[str, Callable[[], bytes]] = {name: partial(plus, scan(), name) for name in lines}
    assert {each["file"]: (each["kind"], each["fact"]) for each in took(desk, shelf(desk, files, lines))} == {
        "een.pdf": ("addendum", False),
        "twee.pdf": ("addendum", False),
        "eop.pdf": ("eop", True),
    }
    assert [each.kind for each in events(desk, STEEL)].count("history_recorded") == 1
    assert [each.kind for each in events(desk, STEEL)].count("document_taken_in") == 3
    whole(desk)


@pytest.mark.usefixtures("_quickly")
def test_a_workflow_that_knows_no_such_evidence_gets_the_fact_alone(tmp_path: Path) -> None:
    small = with_glass(tmp_path, "eop-only")
    small.now = ""
    lines = {"jloi.pdf": f"company: {GLASS}, kind: jloi, signed_on: 2025-02, source: postvak"}
    assert [each["fact"] for each in took(small, shelf(small, {"jloi.pdf": scan}, lines))] == [False]
    (fact,) = (each for each in events(small, GLASS) if each.kind == "history_recorded")
    assert (fact.body["stage"], fact.body.get("evidence", [])) == ("jloi", [])


@pytest.mark.usefixtures("_quickly")
def test_names_of_files_are_found_however_they_are_composed(desk: Desk) -> None:
    lines = {"é  b.pdf": f"company: {STEEL}, kind: eop, signed_on: 2022-05-01, source: griffie"}
    folder = shelf(desk, {"e\u0301  b.pdf": scan}, lines)
    assert [each["file"] for each in took(desk, folder)] == ["é b.pdf"]


# The case file


def test_a_package_holds_the_files_with_their_verdicts_and_proves_itself(desk: Desk) -> None:
    taken = took(desk, shelf(desk))
    package = desk.data("archive", "package", GLASS, "--creator", "Proef", person="anna")["package"]
    found = {sha256(path.read_bytes()).hexdigest() for path in (desk.root / "output" / "packages" / package / "sip").rglob("*.*")}
    for each in taken[:2]:
        assert {each["sha256"], each["verdict"]} <= found
    whole(desk)


def test_what_was_taken_in_has_its_verdict_to_read_beside_it(desk: Desk) -> None:
    took(desk, shelf(desk))
    with open_record(desk.record) as record, record.snapshot() as reading:
        found = assembled(reading, GLASS, "Proef", now(), archive=archive(desk))
        one = assembled(reading, STEEL, "Proef", now(), archive=archive(desk))
    items = [each for each in found.case.items if each.id.startswith("taken-in-")]
    (first, *_) = (each.id for each in items)
    assert [each.name.removeprefix(first) for each in items[:4]] == [
        "EoP Proef Glas 2023 (getekend).pdf",
        *("-verdict.json", "-verdict-nl.pdf", "-verdict-en.pdf"),
    ]
    assert {each.relations[0].item for each in items[2:4]} == {f"{first}-verdict"}
    dutch, english = (read(found.made[each.digest]) for each in items[2:4])
    assert "Het oordeel over dit document is: ongeldig." in dutch
    assert "Dit bestand is op zichzelf beoordeeld, zonder register." in dutch
    assert "EoP Proef Glas 2023 (getekend).pdf" in dutch
    assert "This file was judged by itself, without a record." in english
    assert "E690" in english
    assert "s0 (name not known)" in english
    (scanned,) = (each for each in one.case.items if each.id.endswith("-verdict-report-nl"))
    assert "Niemand heeft getekend." in read(one.made[scanned.digest])


@pytest.mark.usefixtures("_quickly")
def test_a_verdict_of_another_format_is_kept_without_a_report(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "as_data", lambda verdict: {**as_data(verdict), "format": 9})
    took(desk, shelf(desk))
    package = desk.data("archive", "package", STEEL, "--creator", "Proef", person="anna")["package"]
    inside = {
        path.name.partition(".")[2] for path in (desk.root / "output" / "packages" / package / "sip").rglob("*verdict*") if path.is_file()
    }
    assert not [each for each in inside if each.startswith("pdf")]
    whole(desk)


@pytest.mark.usefixtures("_quickly")
def test_the_standard_accepts_the_metadata_of_what_was_taken_in(desk: Desk) -> None:
    took(desk, shelf(desk))
    package = desk.data("archive", "package", STEEL, "--creator", "Proef", person="anna")["package"]
    metadata = [path.read_bytes() for path in (desk.root / "output" / "packages" / package).rglob("*.MDTO.xml")]
    assert (
        len(metadata) == 1 + 2 * 8
    )  # the case file; the file, its verdict and the reports on that, the dossier, the list of documents, the receipt and the trail
    assert all(map(accepted, metadata))


@pytest.mark.usefixtures("_quickly")
def test_a_file_or_verdict_that_is_gone_or_changed_is_told(desk: Desk) -> None:
    (taken,) = (each for each in took(desk, shelf(desk)) if each["company"] == STEEL)
    file, verdict = (archive(desk) / str(taken[name])[:2] / str(taken[name]) for name in ("sha256", "verdict"))
    file.unlink()
    verdict.chmod(0o600)
    verdict.write_bytes(b"{}")
    told = desk.data("archive", "verify", code=1)["problems"]
    assert {(each["code"], each["file"]) for each in told} == {("E965", taken["sha256"]), ("E966", taken["verdict"])}


# Judged again


def judged_again(desk: Desk, *words: str) -> list[dict[str, Any]]:
    """Return what is told of signatures that are judged again, when anything is."""
    found: list[dict[str, Any]] = desk.data("archive", "verify", "--signatures", *words, code=1)["problems"]
    return found


def test_what_was_taken_in_is_judged_again_as_it_was(desk: Desk) -> None:
    took(desk, shelf(desk))
    told = desk.data("archive", "verify", "--signatures")
    assert (told["issues"], told["taken_in"], told["problems"]) == (0, 2, [])  # the scan has no signature to judge
    assert desk.data("archive", "verify")["taken_in"] == 0
    assert "(issues: 0, files taken in: 2)" in desk.said("archive", "verify", "--signatures")


def test_whom_the_office_trusts_no_more_makes_another_verdict_on_what_was_taken_in(desk: Desk) -> None:
    _, sealed, _ = took(desk, shelf(desk))
    (desk.root / "trust" / "root.der").write_bytes(pki.certificate("other"))
    fields = [each.field for each in from_data(json.loads(kept(archive(desk), str(sealed["verdict"])))).signatures]
    assert len(fields) == 3
    found = judged_again(desk)
    told = [each["message"] for each in found if each["code"] == "E920"]
    assert [each.partition(" was,")[0] for each in told] == [
        f"the signature in 's0' of 'EoP Proef Glas 2023 (getekend).pdf' ({GLASS})",  # invalid for want of a seal, then and now
        *(f"the signature in '{field}' of 'jloi-glas.pdf' ({GLASS})" for field in fields),
    ]
    assert all("was, apart from the seal, 'valid' when taken in, and is 'indeterminate' now" in each for each in told[1:])
    second = next(number for number, each in enumerate(found) if "jloi-glas.pdf" in each["message"])
    reasons = [each["message"] for each in found[second:] if each["code"] != "E920"]
    assert all(f"the certificate in '{field}' cannot be traced to a trusted issuer" in reasons for field in fields)
    assert len(reasons) == len(set(reasons))  # what is against the file is told once
    package = desk.data("archive", "package", GLASS, "--creator", "Proef", person="anna")["package"]
    assert [each["code"] for each in judged_again(desk, package)] == [each["code"] for each in found]
    other = desk.data("archive", "package", STEEL, "--creator", "Proef", person="anna")["package"]
    assert desk.data("archive", "verify", "--signatures", other)["problems"] == []


def test_what_was_taken_in_and_is_gone_or_unreadable_cannot_be_judged_again(desk: Desk) -> None:
    first, second, _ = took(desk, shelf(desk))
    file, verdict = (archive(desk) / str(digest)[:2] / str(digest) for digest in (first["sha256"], second["verdict"]))
    file.unlink()
    verdict.chmod(0o600)
    verdict.write_bytes(b"{}")
    codes = [each["code"] for each in judged_again(desk)]
    assert (sorted(codes[:2]), codes[2:]) == (["E965", "E966"], ["E506", "E507"])


# Killed

CHILD = ROOT / "tests/archive_desk_children.py"


KILLED = {
    "in the trial": ("before", "append_decision", []),
    "before anything is kept": ("before", "keep", []),
    "with one file kept": ("after", "keep", ["E967"]),
    "before a company is recorded": ("before", "Commit", ["E967"] * 4),
    "when all is recorded": ("before", "_unsigned", []),
}
"""When, in which function of the use case, and what the archive then tells of: bytes that nobody named yet."""


@pytest.mark.parametrize("name", KILLED)
def test_who_is_killed_takes_the_same_folder_in_again(desk: Desk, name: str) -> None:
    when, where, orphans = KILLED[name]
    folder = shelf(desk)
    words = ["-w", str(desk.root), "archive", "take-in", str(folder), "--as", "anna"]
    environment = {each: value for each, value in os.environ.items() if each != "MAATWERK_NOW"}
    child = [sys.executable, str(CHILD), when, f"application.taking_in.{where}", *words]
    done = subprocess.run(child, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == -SIGKILL, done.stderr
    told = desk.data("archive", "verify", code=1 if orphans else 0)["problems"]
    assert [each["code"] for each in told] == orphans
    took(desk, folder)
    for company, many in ((GLASS, 2), (STEEL, 1)):
        found = [told for _, told in taken_in(events(desk, company))]
        assert len({each.file for each in found}) == len(found) == many
        assert [each.kind for each in events(desk, company)].count("history_recorded") == many


# At fault


GOOD = f"company: {STEEL}, kind: eop, signed_on: 2022-05-01, source: griffie"
REFUSED: dict[str, tuple[str, str]] = {
    "a file that is not there": ("weg.pdf", GOOD),
    "a folder": ("map.pdf", GOOD),
    "a link": ("link.pdf", GOOD),
    "a path out of the folder": ("../kantoor.pdf", GOOD),
    "no PDF": ("tekst.pdf", GOOD),
    "nothing": ("leeg.pdf", GOOD),
    "a company that nobody recorded": ("scan.pdf", GOOD.replace(STEEL, "proef-stal")),
    "a kind that is none": ("scan.pdf", GOOD.replace("eop", "epo")),
    "a day that is none": ("scan.pdf", GOOD.replace("2022-05-01", "gisteren")),
    "a day to come": ("scan.pdf", GOOD.replace("2022-05-01", "2999-05-01")),
    "no source": ("scan.pdf", GOOD.partition(", source")[0]),
    "an unseen sign": ("scan.pdf", GOOD.replace("griffie", '"gri\\u202effie"')),
}
CODES = {
    **dict.fromkeys(["a file that is not there", "a folder", "a link", "a path out of the folder"], "E978"),
    **dict.fromkeys(["no PDF", "nothing"], "E982"),
    "a company that nobody recorded": "E882",
    "a kind that is none": "E204",
    "a day that is none": "E206",
    "a day to come": "E813",
    "no source": "E202",
    "an unseen sign": "E214",
}


def at_fault(desk: Desk, lines: Mapping[str, str]) -> Path:
    files: Mapping[str, Callable[[], bytes]] = {"scan.pdf": scan, "tekst.pdf": lambda: b"hallo", "leeg.pdf": lambda: b""}
    folder = shelf(desk, files, lines)
    (folder / "map.pdf").mkdir(exist_ok=True)
    if not (folder / "link.pdf").is_symlink():
        (folder / "link.pdf").symlink_to(folder / "scan.pdf")
    return folder


@pytest.mark.parametrize("name", REFUSED)
def test_a_line_that_cannot_be_is_refused_in_its_place(office: Desk, name: str) -> None:
    file, line = REFUSED[name]
    folder = at_fault(office, {file: line})
    assert refused(office, folder) == [CODES[name]]
    told = office.data("archive", "take-in", str(folder), person="anna", code=1)["problems"]
    (fault,) = (each for each in told if each["severity"] == "error")
    assert (fault["file"], fault["line"]) == (str(folder / "list.yaml"), 3)


def test_all_that_is_wrong_is_told_at_once_and_what_nobody_listed(desk: Desk) -> None:
    lines = {"weg.pdf": GOOD, "tekst.pdf": GOOD, "scan.pdf": GOOD.replace("2022-05-01", "2999-05-01")}
    told = desk.data("archive", "take-in", str(at_fault(desk, lines)), person="anna", code=1)["problems"]
    assert sorted(each["code"] for each in told) == ["E813", "E978", "E982", *["W979"] * 3]
    assert {Path(each["file"]).name for each in told if each["code"] == "W979"} == {"leeg.pdf", "link.pdf", "map.pdf"}


@pytest.mark.usefixtures("_quickly")
def test_the_same_bytes_are_not_taken_in_twice(desk: Desk) -> None:
    lines = {"een.pdf": GOOD, "twee.pdf": GOOD.replace(STEEL, GLASS)}
    folder = shelf(desk, {"een.pdf": scan, "twee.pdf": scan}, lines)
    assert refused(desk, folder) == ["E980"]
    took(desk, shelf(desk, {}, {"een.pdf": GOOD}))
    (folder / "een.pdf").unlink()
    assert desk.codes("archive", "take-in", str(shelf(desk, {}, {"twee.pdf": lines["twee.pdf"]})), person="anna") == ["E980"]


@pytest.mark.usefixtures("_quickly")
def test_a_name_that_is_not_that_of_one_file_is_told(office: Desk, tmp_path: Path) -> None:
    twice = shelf(office, {"een.pdf": scan}, {"een.pdf": GOOD})
    (twice / "list.yaml").write_text(listed({"een.pdf": GOOD}) + listed({"een.pdf": GOOD}).partition("documents:\n")[2], encoding="utf-8")
    assert refused(office, twice) == ["E989"]
    found = office.data("archive", "take-in", str(twice), person="anna", code=1)["problems"]
    (told,) = (each for each in found if each["severity"] == "error")
    assert (told["line"], "line 3 of the list" in told["message"]) == (4, True)
    folder = tmp_path / "alike"
    folder.mkdir()
    for name in ("caf\u00e9.pdf", "cafe\u0301.pdf"):
        (folder / name).write_bytes(plus(scan(), name))
    (folder / "list.yaml").write_text(listed({"caf\u00e9.pdf": GOOD}), encoding="utf-8")
    assert refused(office, folder) == ["E989"]
    (folder / "list.yaml").write_text(listed({}).replace("documents:", "documents: []"), encoding="utf-8")
    told = office.data("archive", "take-in", str(folder), person="anna")["problems"]
    assert [each["code"] for each in told] == ["W979"] * 2  # both are told


def test_who_takes_in_is_known_to_the_office(desk: Desk) -> None:
    folder = shelf(desk)
    assert desk.codes("archive", "take-in", str(folder)) == ["E891"]
    assert desk.codes("archive", "take-in", str(folder), person="carla") == ["E807"]


@pytest.mark.usefixtures("_quickly")
def test_a_folder_or_list_that_is_not_there_is_refused(desk: Desk) -> None:
    assert desk.codes("archive", "take-in", str(desk.root / "weg"), person="anna") == ["E506"]
    apart = desk.file("lijst.yaml", listed({"scan.pdf": GOOD}))
    assert desk.codes("archive", "take-in", str(desk.root / "weg"), "--list", apart, person="anna") == ["E506"]
    folder = shelf(desk, {"scan.pdf": scan}, {})
    assert [each["file"] for each in took(desk, folder, "--list", apart)] == ["scan.pdf"]


def test_a_list_of_another_format_is_refused(desk: Desk) -> None:
    folder = shelf(desk)
    (folder / "list.yaml").write_text("format: 2\ndocuments: []\n")
    assert refused(desk, folder) == ["E212"]


# Hostile


def head(rest: bytes) -> Callable[[], bytes]:
    return lambda: b"%PDF-1.7\n" + rest


MALFORMED: Mapping[str, Callable[[], bytes]] = {
    "only a head": head(b""),
    "noise": head(bytes(range(256)) * 40),
    "cut off": lambda: complete()[: len(complete()) // 2],
    "no end": lambda: complete()[:-1500],
    "a byte of what was sealed": lambda: complete().replace(b"pdfaid", b"pdfaie", 1),
    "bytes behind": lambda: complete() + b"junk" * 100,
    "a reference to itself": head(b"1 0 obj\n1 0 R\nendobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"),
    "a deep list": head(b"1 0 obj\n" + b"[" * 50_000 + b"\nendobj\nstartxref\n9\n%%EOF"),
    "a table that points nowhere": head(b"xref\n0 99999999\ntrailer <</Root 1 0 R/Size 99999999>>\nstartxref\n9\n%%EOF"),
    "another file with a head inside": lambda: b"PK\x03\x04" + b"\x00" * 100 + b"%PDF-1.7\n" + b"\xff" * 2000,
}


def test_malformed_files_are_taken_in_as_that_and_never_as_valid(desk: Desk) -> None:
    lines = {f"{number}.pdf": GOOD for number in range(len(MALFORMED))}
    files = dict(zip(lines, MALFORMED.values(), strict=True))
    taken = took(desk, shelf(desk, files, lines))
    assert len(taken) == len(MALFORMED) == 10
    assert "valid" not in {each["outcome"] for each in taken}
    assert all(each["reasons"] for each in taken)
    whole(desk)


# The order of the list


MANY = {
    f"{number}.pdf": f"company: {company}, kind: {kind}, signed_on: {day}, source: griffie"
    for number, (company, kind, day) in enumerate(
        (company, kind, day) for company in (GLASS, STEEL) for kind in ("eop", "jloi") for day in ("2022-05-01", "'2022'", "2021-03")
    )
}


def tried(desk: Desk, folder: Path, lines: Mapping[str, str]) -> tuple[object, list[tuple[object, ...]]]:
    with open_record(desk.record) as record:
        source = Source("list.yaml", listed(lines))
        found = take_in(record, archive(desk), Shelf(folder, source), Trust(), (Actor("anna"), now), dry_run=True)
    return found.taken, sorted((each.code, each.arguments) for each in found.problems)


@given(st.permutations(list(MANY)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_the_list_does_not_matter(office: Desk, order: list[str]) -> None:
    folder = shelf(office, {name: partial(plus, b"%PDF-1.7 ", name) for name in MANY}, MANY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(taking_in, "proved", quick)
        assert tried(office, folder, {name: MANY[name] for name in order}) == tried(office, folder, MANY)


@pytest.mark.usefixtures("_quickly")
def test_what_changed_between_two_looks_is_not_taken_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shelf(desk)

    def slow(*arguments: object) -> frozenset[str]:
        (folder / "eop-staal.pdf").write_bytes(scan() + b"anders")
        return whole_trial(*arguments)  # type: ignore[arg-type]

    whole_trial = taking_in._tried
    monkeypatch.setattr(taking_in, "_tried", slow)
    assert desk.codes("archive", "take-in", str(folder), person="anna") == ["E506"]
    assert DOCUMENT_TAKEN_IN not in {each.kind for each in events(desk, STEEL)}
    monkeypatch.setattr(taking_in, "_tried", whole_trial)
    assert [each["company"] for each in took(desk, folder)] == [STEEL]
