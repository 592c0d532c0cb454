"""The chapter of the demo on signing: what it tells, and what is then in its record, its archive and its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pikepdf  # noqa: TID251  # another reader of what was made
import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from judges import verapdf

from agreements.application import proving
from agreements.application.demo.journey import SUIKER
from agreements.application.demo.signers import PACKAGES
from agreements.application.demo.signing import ARCHIVE, CHEMIE, ISSUE, RECORD
from agreements.application.packing import Places
from agreements.application.progress import Period, from_the_record
from agreements.application.signing_record import IssueRecord, issues_of
from agreements.cli import cli
from agreements.model.dossier_kinds import Stage
from agreements.record.opening import open_record


@dataclass(frozen=True)
class Told:
    """What was printed, in Dutch and then in English, and the folder in which it ran."""

    folder: Path
    dutch: Result
    english: Result


def run(place: Path, language: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        return CliRunner().invoke(cli, ["--messages", language, "demo", "demo", "signing"])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    place = tmp_path_factory.mktemp("demo")
    dutch, english = run(place, "nl"), run(place, "en")
    return Told(place / "demo" / "signing", dutch, english)


def plain(result: Result) -> str:
    return re.sub(r"\s+", " ", result.stdout)


def issue(told: Told, company: str) -> IssueRecord:
    with open_record(told.folder / RECORD, create=False) as record:
        (found,) = issues_of(record, company)
    return found


def test_it_is_told_in_both_languages(told: Told) -> None:
    assert (told.dutch.exit_code, told.english.exit_code) == (0, 0), told.dutch.stderr + told.english.stderr
    dutch, english = plain(told.dutch), plain(told.english)
    for each in (
        "Getekend door G. Testman; het bestand komt terug. Oordeel: geldig, nog niet volledig.",
        "met één byte anders. Oordeel:",
        "Getekend door V. Voorbeeld en S. Specimen;",
        "Met de tweede is het rond. Oordeel over het geheel: geldig.",
        "Ondertekening van de EoP vaststellen → EoP ondertekend",
        "alles is wat het was",
        "suiker: tekent niet",
    ):
        assert each in dutch
    assert "Verdict on the whole: valid." in english
    assert "Gone are the record and the archive of an earlier demo" in english


def test_all_signed_one_on_paper_and_another_was_declined(told: Told) -> None:
    signed, declined = issue(told, CHEMIE), issue(told, SUIKER)
    assert (signed.id, signed.course.status.value, sorted(signed.course.papers)) == (ISSUE, "completed", ["sign-schijn"])
    assert [each.outcome for each in signed.received] == ["incomplete", "indeterminate", "incomplete", "valid"]
    assert (declined.course.status.value, sorted(declined.course.declined)) == ("declined", ["suiker"])


def test_a_report_leads_from_a_figure_to_the_article_and_the_file_that_was_signed(told: Told) -> None:
    signed = issue(told, CHEMIE)
    day = max(signed.days.values())
    with open_record(told.folder / RECORD, create=False) as record:
        progress = from_the_record(record, told.folder / ARCHIVE, Period(day, signed.plan.issued_on - timedelta(days=400)))
    evidence = progress.evidence[CHEMIE, Stage.EOP]
    came = [file.sha256 for each in signed.received for file in each.files]
    assert (evidence.name, evidence.sha256) == (ISSUE, came[-1])
    promised = [each for each in progress.in_force if each.company == CHEMIE]
    co2 = next(each for each in promised if (each.stated.commitment, each.stated.aspect) == ("co2-2030", "total"))
    assert evidence.article(co2.stated.said).startswith("Artikel")


def test_record_archive_and_package_are_whole(told: Told) -> None:
    with open_record(told.folder / RECORD, create=False) as record:
        places = Places(told.folder / ARCHIVE, told.folder / PACKAGES)
        assert list(proving.verify(record, places, (), proving.Tally())) == []


def test_every_signature_shows_that_it_is_a_test(told: Told) -> None:
    """In Dutch the words are those of the stamp: "TEST" stands in the appearance of every field that was signed."""
    with pikepdf.open(told.folder / "terug-2.pdf") as pdf:
        shown = [each for each in pdf.Root.AcroForm.Fields if "/V" in each and str(each.T).startswith("sign-")]
        issuers = {bytes(each.V.Contents) for each in shown}
    assert len(shown) == 3
    assert all(b"TEST CA" in each for each in issuers)


@pytest.mark.proof
def test_it_stays_pdf_a_3a_and_pdf_ua_1(told: Told, tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    names = (f"{CHEMIE}-{ISSUE}", "terug-1", "terug-2", f"{SUIKER}-{ISSUE}")
    files = {name: (told.folder / f"{name}.pdf").read_bytes() for name in names}
    assert verapdf.verdicts(tmp_path, files) == {each: {"3a": "", "ua1": ""} for each in files}
