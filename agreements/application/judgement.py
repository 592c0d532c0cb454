"""Between an issue in the record and a verdict on it: the files that count, whose seal it is, and what the record knows besides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Moment
from agreements.application.signing_record import IssueRecord, Received, expected_of
from agreements.archive.store import kept
from agreements.model.evidence import Evidence
from agreements.model.signing import Expected
from agreements.model.signing_course import Course, known_of
from agreements.model.verdicts import Outcome, Verdict, from_data, judge
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust

_STANDING = frozenset({Outcome.VALID, Outcome.INCOMPLETE})
"""What a signature must have been judged for its file to be judged along with what comes in later."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on."""

    verdict: Verdict
    evidence: Evidence


def delegates(reading: Reading, company: str, issue: IssueRecord) -> dict[str, Expected]:
    """Return who signs for another, by id, where their names are still kept."""
    found = {each.person: expected_of(reading, company, issue.id, each.person) for each in issue.course.delegated.values()}
    return {person: expected for person, expected in found.items() if expected is not None}


def judgement(
    archive: Path, about: tuple[IssueRecord, Mapping[str, Expected]], files: Sequence[bytes], by: tuple[Trust, Moment], course: Course
) -> Judgement:
    """Judge files beside what was issued, on a day; a file takes some seconds.

    Raise AgreementsError when what was issued is not in the archive. `course` is that of the issue, as far as it has come.
    """
    from agreements.signatures import issued as issuing  # noqa: PLC0415  # only who asks for signatures waits for an engine
    from agreements.signatures.examining import examine  # noqa: PLC0415  # idem

    (issue, persons), (trust, moment) = about, by
    issued = kept(archive, issue.files["issued"])
    now = datetime.fromisoformat(moment.instant) + timedelta(seconds=1)  # the moment was cut to whole seconds
    examined = [examine(content, issued, trust, now) for content in files]
    received: dict[str, date] = dict.fromkeys((each.sha256 for each in examined), moment.day)
    received |= {name: day for digest, day in issue.days.items() for name in (digest, issue.newest(digest))}
    known = known_of(course, issuing.seals(issued), persons, received, ours=issue.renewed.values())
    verdict = judge(issue.plan, examined, known, moment.day)
    return Judgement(verdict, Evidence(issue.plan, tuple(examined), known, moment.day))


def verdict_on(archive: Path, name: str, received: Received) -> Verdict:
    """Return the verdict that was recorded when files came in; raise AgreementsError for one that cannot be read."""
    try:
        return from_data(json.loads(kept(archive, received.verdict)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise AgreementsError(problem("E977", Where(name), issue=name, verdict=received.verdict)) from None


def standing(archive: Path, name: str, issue: IssueRecord) -> Verdict | None:
    """Return the verdict that holds: the last on anything that stood up, else the last of all; None when nothing came in.

    What does not stand up takes nothing away from what did.
    """
    verdicts = [(each, verdict_on(archive, name, each)) for each in issue.received]
    held = [verdict for received, verdict in verdicts if _stands(received, verdict)] or [verdict for _, verdict in verdicts]
    return held[-1] if held else None


def files_that_count(archive: Path, name: str, issue: IssueRecord) -> tuple[bytes, ...]:
    """Return the files that came in before with a signature that counts, or that waits for another to count with; `latest` of them."""
    found = (file for each in issue.received for file in _files(each, verdict_on(archive, name, each)))
    return latest(kept(archive, each) for each in dict.fromkeys(found))


def _stands(received: Received, verdict: Verdict) -> bool:
    return not received.files or any(_files(received, verdict))


def _files(received: Received, verdict: Verdict) -> Iterator[str]:
    """Yield which of the files that came in together stood up then."""
    good = {each.file for each in verdict.signatures if each.outcome in _STANDING}
    yield from (each.sha256 for each in received.files if each.sha256 in good)


def latest(files: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return files without those that another goes on from: a PDF that is signed once more begins with all that was there."""
    found = tuple(dict.fromkeys(files))
    return tuple(each for each in found if not any(other != each and other.startswith(each) for other in found))
