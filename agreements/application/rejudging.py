"""Use case: signatures judged again, as of now and by whom the office trusts now, beside the verdict of when they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Moment
from agreements.application.casework import company_stream
from agreements.application.judgement import delegates, judgement, standing, verdict_on
from agreements.application.signing_record import IssueRecord, issues_of
from agreements.application.taken_in_record import taken_in
from agreements.application.verify import proved
from agreements.archive.store import kept
from agreements.model.signing import Expected
from agreements.model.verdicts import Form, Outcome, SignatureVerdict, Verdict, worst
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Record

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust


@dataclass(frozen=True, slots=True)
class Judged:
    """An issue of which files came back: the verdict that holds, and the one of now on the newest bytes of each.

    `came` says, by the SHA-256 of a renewed file, as which file it came in.
    """

    issue: str
    recorded: Verdict
    now: Verdict
    came: Mapping[str, str] = field(default_factory=dict)


def again(record: Record, archive: Path, companies: Iterable[str], trust: Trust, moment: Moment) -> Iterator[Judged | Problem]:
    """Yield each issue of companies of which files came back, judged again; or what keeps it from being judged.

    A file takes some seconds. Only one issue is in memory at a time.
    """
    for company in companies:
        with record.snapshot() as reading:
            issues = [(each, delegates(reading, company, each)) for each in issues_of(reading, company) if each.received]
        for issue, persons in issues:
            try:
                yield _judged(archive, f"{company}/{issue.id}", (issue, persons), (trust, moment))
            except AgreementsError as error:
                yield from error.problems


@dataclass(frozen=True, slots=True)
class JudgedAlone:
    """A file that was taken in, by its name and company: the verdict of then and of now, both on the file by itself."""

    company: str
    file: str
    recorded: Verdict
    now: Verdict


def taken_in_again(record: Record, archive: Path, companies: Iterable[str], by: tuple[Trust, Moment]) -> Iterator[JudgedAlone | Problem]:
    """Yield each file with a digital signature that companies took in, judged by itself again; or what keeps it from being judged.

    A file takes some seconds. Only one is in memory at a time.
    """
    for company in companies:
        with record.snapshot() as reading:
            taken = [each for _, each in taken_in(reading.each(company_stream(company))) if each.signatures]
        for each in taken:
            try:
                recorded = verdict_on(archive, f"{company}/{each.name}", each)
                yield JudgedAlone(company, each.name, recorded, proved(kept(archive, each.file), *by).verdict)
            except AgreementsError as error:
                yield from error.problems


def differences_alone(judged: JudgedAlone) -> Iterator[Problem]:
    """Yield a problem for each signature that comes to something else now, followed by the reasons that are new, each once.

    That no office sealed the file (E690) is left out of both sides: it holds for ever and would hide whatever changed.
    """
    before, now = (_digital(each, {}) for each in (judged.recorded, judged.now))
    told: list[Problem] = []
    for key, was in before.items():
        found = now.get(key)
        recorded, outcome = _apart_from_seal(was), f"@{_apart_from_seal(found)}" if found else "@none_there"
        if outcome != f"@{recorded}":
            company, file = judged.company, judged.file
            where = Where(f"{company}/{file}")
            yield problem("E920", where, company=company, file=file, field=was.field, recorded=f"@{recorded}", now=outcome)
            new = [each for each in (found.reasons if found else ()) if each not in (*was.reasons, *told)]
            told += new
            yield from new


def _apart_from_seal(each: SignatureVerdict) -> Outcome:
    return worst(reason for reason in each.reasons if reason.code != "E690")


def differences(judged: Judged) -> Iterator[Problem]:
    """Yield a problem for each signature on which the verdict is another now, followed by the reasons that are new.

    What the whole comes to is another question: that changes with the days, and with who else signs.
    """
    before, now = (_digital(each, judged.came) for each in (judged.recorded, judged.now))
    for key, was in before.items():
        found = now.get(key)
        outcome = f"@{found.outcome}" if found else "@none_there"
        if found is None or found.outcome is not was.outcome:
            about, signatory = judged.issue, was.signatory
            yield problem("E976", Where(about), issue=about, signatory=signatory, recorded=f"@{was.outcome}", now=outcome)
            yield from (each for each in (found.reasons if found else ()) if each not in was.reasons)


def _digital(verdict: Verdict, came: Mapping[str, str]) -> Mapping[tuple[str, str], SignatureVerdict]:
    return {(each.field, came.get(each.file, each.file)): each for each in verdict.signatures if each.form is Form.DIGITAL}


def _judged(archive: Path, name: str, about: tuple[IssueRecord, Mapping[str, Expected]], by: tuple[Trust, Moment]) -> Judged:
    issue, _ = about
    recorded = standing(archive, name, issue)
    if recorded is None:
        raise LookupError(name)  # `again` asks only for issues of which files came back
    files = tuple(kept(archive, issue.newest(each)) for each in recorded.files)
    return Judged(name, recorded, judgement(archive, about, files, by, issue.course).verdict, issue.came)
