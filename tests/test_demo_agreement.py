"""The chapter of the demo from EoP to agreement and addendum: each signed and archived, and the drafts of the whole dossier."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from dossiers import ROOT
from judges import verapdf
from judges.words import words as words_of_tree
from test_receiving import everything_in
from test_same_words import of, without_rules

from agreements.application import proving
from agreements.application.acting import When
from agreements.application.casework import case_of
from agreements.application.demo.agreement import ARCHIVE, MONITORED, RECORD
from agreements.application.demo.agreement_moves import AMENDED, COMPANY, SIGNINGS
from agreements.application.demo.signers import PACKAGES
from agreements.application.draft import Order, compose
from agreements.application.monitoring import from_the_record
from agreements.application.packing import Places
from agreements.application.progress import Period
from agreements.application.progress import from_the_record as report_from_the_record
from agreements.application.recorded import dossier_as, exported, from_record_to_draft, to_draft
from agreements.application.signing_record import IssueRecord, issues_of
from agreements.application.status import detail
from agreements.cli import cli
from agreements.drafting.document import Document, Status
from agreements.formats import render
from agreements.model.dossier_kinds import Kind, Stage
from agreements.record.opening import open_record
from agreements.sources import Source
from agreements.workflow.encoding import on
from agreements.workflow.projections import signed_on
from agreements.workspace import Workspace

SIGNED = (*SIGNINGS, AMENDED)
KINDS = [each.kind for each in SIGNED]
ADDENDUM = ["BG-DR-2026-011", "31 maart 2027", "netbeheerder pas in februari"]
LATER = {"eop": ["SA.000008", "18500000", "18.500.000", "BG-KGG-2026-008"], "jloi": ["18500000", "18.500.000", "BG-KGG-2026-008"]}
"""What only a later instrument says."""
INTERNAL = ["benoemingsbesluit BG-1", "statuten, artikel 9", "benoemingsbesluit BG-2"]


@dataclass(frozen=True)
class Told:
    """What was printed, the folder in which it ran, and what was recorded."""

    folder: Path
    printed: Result
    issues: tuple[IssueRecord, ...]
    dossier: Source


def run(place: Path, language: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        result = CliRunner().invoke(cli, ["--messages", language, "demo", "demo", "agreement"])
    assert result.exit_code == 0, result.stderr
    return result


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    place = tmp_path_factory.mktemp("demo")
    printed = run(place, "nl")
    folder = place / "demo" / "agreement"
    with open_record(folder / RECORD, create=False) as record:
        dossier = from_record_to_draft(record, COMPANY)
        assert dossier is not None
        return Told(folder, printed, issues_of(record, COMPANY), dossier)


def document(told: Told, kind: str, language: str) -> Document:
    outcome = compose(Workspace.at(ROOT), Order(COMPANY, kind, (language,), status=Status.FINAL, version="1.0", source=told.dossier))
    assert outcome.documents, outcome.problems
    return outcome.documents[0]


def said(result: Result) -> str:
    return re.sub(r"\s+", " ", result.stdout)


def test_it_is_told(told: Told) -> None:
    dutch = said(told.printed)
    assert dutch.count("het bestand komt terug. Oordeel: geldig.") == 4
    assert "Maatwerkafspraak archiveren en uitvoeren → In uitvoering" in dutch
    assert "Op 2026-11-16: mijlpalen gehaald 1, gemist 1 (investeringsbesluit)." in dutch
    assert "Addendum archiveren en verder uitvoeren → In uitvoering" in dutch
    assert "pakketten 5, uitgiften opnieuw beoordeeld 4; alles is wat het was." in dutch


@pytest.mark.proof
def test_it_is_told_in_english_on_a_record_that_is_made_anew(told: Told) -> None:
    english = said(run(told.folder.parent.parent, "en"))
    assert "Gone are the record and the archive of an earlier demo" in english
    assert english.count("the file comes back. Verdict: valid.") == 4
    assert "Archive and execute the agreement → In execution" in english


def test_all_are_signed_by_all_on_the_days_of_the_calendar(told: Told) -> None:
    found = {str(each.plan.kind): each for each in told.issues}
    assert list(found) == KINDS
    for signing in SIGNED:
        issue = found[signing.kind]
        assert issue.course.status.value == "completed"
        assert (issue.plan.issued_on, issue.days[issue.received[-1].files[0].sha256]) == (signing.issued, signing.signed)
        assert [each.outcome for each in issue.received] == ["valid"]
    with open_record(told.folder / RECORD, create=False) as record:
        stands = detail(record, COMPANY, date(2026, 6, 30))
    assert stands.line.place is not None
    assert stands.line.place.state.en == "In execution"


def test_the_addendum_leaves_the_agreement_signed_as_it_was(told: Told) -> None:
    with open_record(told.folder / RECORD, create=False) as record, record.snapshot() as reading:
        case = case_of(reading, COMPANY)
    assert case is not None
    assert (case.at.state, case.facts["addendum-signed-on"]) == ("execution", AMENDED.signed.isoformat())
    assert signed_on(case) == {Stage(each.kind): on(each.signed) for each in SIGNINGS}
    addendum, agreement = told.issues[-1], told.issues[-2]
    assert (addendum.plan.kind, addendum.plan.about) == (Kind.ADDENDUM, Stage.MAATWERKAFSPRAAK)
    assert len(agreement.received) == 1
    with open_record(told.folder / RECORD, create=False) as record:
        period = Period(AMENDED.archived, MONITORED, internal=True)
        found = report_from_the_record(record, told.folder / ARCHIVE, period)
    key = (COMPANY, Stage.MAATWERKAFSPRAAK)
    assert found.evidence[key].name == agreement.id
    assert [each.name for each in found.amended[key]] == [addendum.id]


def test_what_is_drafted_names_the_day_on_which_an_instrument_was_signed_here(told: Told) -> None:
    """Regression: a document out of the record did not know what was signed in the case; an addendum could never be final."""
    for kind, day in (("jloi", "3 juli 2025"), ("addendum", "19 mei 2026")):
        assert f"met als datum {day}" in render(document(told, kind, "nl"), "txt").decode().replace("\xa0", " ").replace("\n", " ")
    with open_record(told.folder / RECORD, create=False) as record, record.snapshot() as reading:
        assert 'event: "signed"' not in exported(dossier_as(reading, COMPANY, When())).text  # it is not told as from elsewhere
        early = to_draft(reading, COMPANY, When(date(2025, 7, 2)))
        later = to_draft(reading, COMPANY, When(as_known="2025-10-01T00:00:00Z"))
    assert 'event: "signed"' not in early.text
    assert later.text.count('event: "signed"') == 1


def test_record_archive_and_packages_are_whole(told: Told) -> None:
    with open_record(told.folder / RECORD, create=False) as record:
        tally = proving.Tally()
        assert list(proving.verify(record, Places(told.folder / ARCHIVE, told.folder / PACKAGES), (), tally)) == []
    assert tally.packages == 5


def test_an_instrument_says_nothing_of_what_came_later_nor_of_the_house(told: Told) -> None:
    for kind in KINDS:
        name = f"{COMPANY}-{kind}-nl-1"
        with zipfile.ZipFile(told.folder / f"{name}.docx") as word:
            content = b"\n".join(word.read(part) for part in word.namelist())
        for each in (f"{name}.pdf", f"{name}-getekend.pdf"):
            content += everything_in((told.folder / each).read_bytes())
        hidden = [*INTERNAL, *LATER.get(kind, []), *(ADDENDUM if kind != "addendum" else [])]
        assert [words for words in hidden if words.encode() in content] == [], kind
    assert all(each in told.dossier.text for each in (*INTERNAL, "SA.000008", "BG-KGG-2026-008"))


def test_the_office_sees_what_was_missed_and_what_can_follow(told: Told) -> None:
    with open_record(told.folder / RECORD, create=False) as record:
        (found,) = from_the_record(record, told.folder / ARCHIVE, [COMPANY], When(MONITORED), MONITORED).agreements
    stands = {each.milestone.id: str(each.reached) for each in found.followed.milestones}
    assert stands == {"permit": "in_time", "decision": "missed", "operation": "ahead"}
    assert found.followed.subsidy is not None
    parts = {each.milestone.id: str(each.standing) for each in found.followed.subsidy.instalments}
    assert parts == {"permit": "paid", "decision": "held", "operation": "held"}
    assert [(str(each.kind), each.since) for each in found.followed.triggers] == [("milestone", date(2026, 10, 1))]


def test_the_warning_about_the_day_before_the_addendum_is_none_about_the_day_after(told: Told) -> None:
    """Regression: a milestone put off to 31 March 2027 stood on 1 April as warned of and past its remedy period."""
    day = date(2027, 4, 15)
    with open_record(told.folder / RECORD, create=False) as record:
        (found,) = from_the_record(record, told.folder / ARCHIVE, [COMPANY], When(day), day).agreements
    assert [(each.subject, each.since, str(each.step)) for each in found.followed.triggers] == [("decision", date(2027, 4, 1), "warn")]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_instrument_has_the_same_words_in_every_format_and_the_same_bytes_twice(told: Told, kind: str, language: str) -> None:
    source = document(told, kind, language)
    for name in ("json", "akn", "txt", "html", "docx", "pdf"):
        made = render(source, name)
        assert without_rules(of(name, made, source)) == words_of_tree(source), name
        assert name not in {"docx", "pdf"} or render(document(told, kind, language), name) == made, name


@pytest.mark.proof
def test_it_stays_pdf_a_3a_and_pdf_ua_1(told: Told, tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    names = [f"{COMPANY}-{kind}-nl-1{suffix}" for kind in KINDS for suffix in ("", "-getekend")]
    files = {name: (told.folder / f"{name}.pdf").read_bytes() for name in names}
    files |= {f"{kind}-en": render(document(told, kind, "en"), "pdf") for kind in KINDS}
    assert verapdf.verdicts(tmp_path, files) == {each: {"3a": "", "ua1": ""} for each in files}
