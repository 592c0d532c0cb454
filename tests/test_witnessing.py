"""Whoever attests a signature on paper has the scan beside the issued text to look at; the archive keeps the same page."""

from __future__ import annotations

import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from receiving import STEEL, equip, issued_file, sealed_desk, the_issue, today
from test_scans import document

from agreements.application.acting import Moment
from agreements.application.archiving import assembled
from agreements.archive.case_file import Role
from agreements.archive.store import keep, place
from agreements.model.legal_sentences import day_in_words
from agreements.record.opening import open_record
from agreements.signatures.pretending import scan

ON_PAPER = """\
format: 1
terms:
  - {signatory: fictief, level: wet_ink, place: Den Haag}
  - {signatory: verzinsel, level: wet_ink}
"""


class Office(Desk):
    """A desk as it was copied."""

    def __init__(self, root: Path) -> None:
        self.root, self.now = root, ""

    def paper(self, signatory: str, content: bytes = b"") -> tuple[str, ...]:
        """Return the words by which a signature on paper is recorded, with this scan or that of the whole issue."""
        path = self.root / "scan"
        path.write_bytes(content or scan(issued_file(self).read_bytes()))
        where = ("--place", "kluis A, Den Haag", "--on", today().isoformat(), "--scan", str(path))
        return ("sign", "paper", STEEL, "--signatory", signatory, *where)

    def page(self, signatory: str = "fictief") -> str:
        """Return the page with scan and issue side by side."""
        path = self.said("sign", "compare", STEEL, "--signatory", signatory).strip()
        assert path.endswith(f"output/compare/{STEEL}-eop-nl-1-{signatory}.html")
        return (self.root / "output" / "compare" / Path(path).name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as monkeypatch:
        return sealed_desk(tmp_path_factory.mktemp("uitgave"), monkeypatch, arrangement=ON_PAPER).root


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return a desk on which a document was issued that two sign on paper."""
    shutil.copytree(prepared, tmp_path / "kantoor")
    equip(tmp_path / "kantoor", monkeypatch)
    return Office(tmp_path / "kantoor")


def facts(html: str) -> dict[str, str]:
    """Return what a page says above the pictures."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))


def test_who_attests_finds_scan_and_issue_side_by_side(office: Office) -> None:
    told = office.said(*office.paper("fictief"), person="anna")
    assert f"maatwerk sign compare {STEEL} --signatory fictief --issue eop-nl-1" in told
    html = office.page()
    scanned = (office.root / "scan").read_bytes()
    assert facts(html) == {
        "Company": "Voorbeeld Staal B.V.",
        "Document": "Expression of Principles, issue eop-nl-1, version 1.0 (nl)",
        "Signatory": "F. Fictief",
        "Signed on paper on": day_in_words(today(), "en"),
        "Place of the paper": "kluis A, Den Haag",
        "Compared by": "nobody yet; two persons compare, not the signatory",
        "Pages": f"issued {html.count('<section')}, scanned {html.count('<section')}",
        "SHA-256 of the issued PDF": sha256(issued_file(office).read_bytes()).hexdigest(),
        "SHA-256 of the scan": sha256(scanned).hexdigest(),
    }
    assert html.count("<img ") == 2 * html.count("<section") > 20
    command = re.findall(r"<code>maatwerk (.*?) --as YOUR-ID</code>", html)[0].split()
    attested = office.said(*command, person="bram")
    assert all(facts(html)[f"SHA-256 of the {what}"] in attested for what in ("issued PDF", "scan"))
    half = office.page()
    assert facts(half)["Compared by"] == "Bram Proef; another is still needed"
    office.run(*command, person="carla")
    done = office.page()
    assert facts(done)["Compared by"] == "Bram Proef, Carla Getuige"
    assert "<code>" not in done
    assert "sign-fictief" in the_issue(office).course.signed


def test_the_page_of_paper_that_was_destroyed_says_by_which_decision(office: Office) -> None:
    office.run(*office.paper("fictief"), person="anna")
    for person in ("bram", "carla"):
        office.run("sign", "attest", STEEL, "--signatory", "fictief", person=person)
    office.run("sign", "substitute", STEEL, "--signatory", "fictief", "--decision", "VB-2026-3", person="anna")
    assert facts(office.page())["Place of the paper"] == "destroyed; replaced by the scan, by VB-2026-3"


def test_a_file_of_choice_and_json_say_what_was_laid_together(office: Office) -> None:
    office.run(*office.paper("fictief"), person="anna")
    asked = ("sign", "compare", STEEL, "--signatory", "fictief", "-o", str(office.root / "kijk.html"))
    found: dict[str, Any] = office.data(*asked)
    issue = the_issue(office)
    assert found == {
        "issue": "eop-nl-1",
        "signatory": "fictief",
        "issued": issue.files["issued"],
        "scan": issue.course.papers["sign-fictief"].scan,
        "pages": (office.root / "kijk.html").read_text(encoding="utf-8").count("<section"),
        "file": str(office.root / "kijk.html"),
    }
    assert "ends in .html" in office.run(*asked[:-1], str(office.root / "kijk.pdf"), code=2).stderr


def test_what_was_not_scanned_cannot_be_compared(office: Office) -> None:
    asked = ("sign", "compare", STEEL, "--signatory", "fictief")
    assert office.codes(*asked) == ["E611"]
    office.run(*office.paper("fictief")[:-2], person="anna")
    assert office.codes(*asked) == ["E611"]
    assert not (office.root / "output" / "compare").exists()


def test_a_scan_of_which_nobody_sees_the_pages_is_not_recorded(office: Office) -> None:
    assert office.codes(*office.paper("fictief", b"een scan"), person="anna") == ["E610"]
    assert office.codes(*office.paper("fictief", document("een bladzijde")), person="anna") == ["E634"]
    assert the_issue(office).course.papers == {}


def test_a_scan_that_is_not_what_was_kept_is_not_shown(office: Office) -> None:
    office.run(*office.paper("fictief"), person="anna")
    path = place(office.root / "output" / "archive", the_issue(office).course.papers["sign-fictief"].scan)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"\n")
    assert office.codes("sign", "compare", STEEL, "--signatory", "fictief") == ["E507"]


def test_two_who_signed_one_paper_have_one_scan_in_the_package_and_each_a_page(office: Office) -> None:
    whole = scan(issued_file(office).read_bytes())
    for signatory in ("fictief", "verzinsel"):
        office.run(*office.paper(signatory, whole), person="anna")
    package = office.data("archive", "package", STEEL, "--creator", "Bureau", person="anna")
    scans = list(Path(package["path"]).glob("*/*/*-scan/*"))
    assert [each.suffix for each in sorted(scans) if "MDTO" not in each.name] == [".pdf", ".html", ".html"]
    pages = [each.read_text(encoding="utf-8") for each in scans if each.suffix == ".html"]
    assert [facts(each)["Ondertekenaar"] for each in sorted(pages)] == ["F. Fictief", "M. Verzinsel"]
    assert "<code>" not in "".join(pages)
    assert office.data("archive", "verify")["problems"] == []


def test_a_scan_from_before_that_cannot_be_seen_is_kept_without_a_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agreements.application.signing_acts._must_be_whole", lambda *_: None)
    office.run(*office.paper("fictief", b"een scan"), person="anna")
    archive, moment = office.root / "output" / "archive", Moment("2026-12-01T00:00:00+00:00", today())
    with open_record(office.record) as record, record.snapshot() as reading:
        items = assembled(reading, STEEL, "Bureau", moment, archive=archive).case.items
    assert [each.digest for each in items if each.role is Role.SCAN] == [keep(archive, b"een scan")]
