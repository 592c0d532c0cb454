"""Use case: a verdict as a report that people can read and keep, of an issue in the record or of one file by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from agreements.application.signing_record import IssueRecord, expected_of
from agreements.application.taken_in_record import TakenIn
from agreements.archive.store import kept
from agreements.drafting.verdict_report import report
from agreements.formats import fonts, render
from agreements.model.alone import Proof
from agreements.model.reported import Kept, Reported, of_file, of_issue, of_taken_in
from agreements.model.verdicts import Verdict, from_data
from agreements.record.record import Reading

FORMATS = ("pdf", "html")
"""In which formats a report is made."""

LANGUAGE = "nl"
"""The language of the archive, which is Dutch."""

LANGUAGES = (LANGUAGE, "en")
"""In which languages a verdict in the archive is there to read: companies and their parents read English."""


def rendered(reported: Reported, language: str, name: str) -> bytes:
    """Return a report in one of `FORMATS`: the same bytes for the same verdict and names."""
    return render(report(reported, language, fonts.spelled), name)


def report_on_file(name: str, proof: Proof, language: str, form: str) -> bytes:
    """Return the report on one file by itself, in one of `FORMATS`."""
    return rendered(of_file(name, proof), language, form)


def reports(reading: Reading, archive: Path, company: str, issues: Iterable[IssueRecord]) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Yield the report on each verdict on issues of a company, as PDF in each of `LANGUAGES`, by the SHA-256 of the verdict.

    A verdict that this version cannot read has none: it is kept as it is, and a proof of the archive tells that. Raise AgreementsError for
    one that is not in the archive any more.
    """
    for issue in issues:
        about = kept_of(reading, company, issue)
        for digest in dict.fromkeys(each.verdict for each in issue.received):
            verdict = _verdict(kept(archive, digest))
            if verdict is not None:
                yield digest, _in_each_language(of_issue(f"{company}/{issue.id}", verdict, issue.plan, about))


def reports_on_taken_in(archive: Path, taken: Iterable[TakenIn]) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Yield the report on the verdict on each file of before the record, as `reports` does for issues; raise as it does.

    It tells what the file was worth by itself when it was taken in, and knows no names: a verdict holds none.
    """
    for each in taken:
        verdict = _verdict(kept(archive, each.verdict))
        if verdict is not None:
            yield each.verdict, _in_each_language(of_taken_in(each.name, verdict))


def _in_each_language(reported: Reported) -> Mapping[str, bytes]:
    return {language: rendered(reported, language, "pdf") for language in LANGUAGES}


def _verdict(content: bytes) -> Verdict | None:
    try:
        return from_data(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def kept_of(reading: Reading, company: str, issue: IssueRecord) -> Kept:
    """Return the names and papers of an issue as the record holds them now; a name that was erased is not there."""
    course = issue.course
    persons = {signatory: each.name for signatory, each in issue.plan.persons.items()}
    signers = {field: each.person for field, each in course.delegated.items()}
    for person in signers.values():
        expected = expected_of(reading, company, issue.id, person)
        persons |= {person: expected.name} if expected is not None else {}
    witnesses = {each for paper in course.papers.values() for each in paper.witnesses}
    persons = {**_names(reading, witnesses), **persons}
    files = {file.sha256: file.name for each in issue.received for file in each.files}
    return Kept(persons, files, course.papers, {**signers, **{field: paper.signer for field, paper in course.papers.items()}})


def _names(reading: Reading, persons: Iterable[str]) -> Mapping[str, str]:
    found = {each: reading.person(each) for each in persons}
    return {each: person.name for each, person in found.items() if person is not None and not person.erased}
