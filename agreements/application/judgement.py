"""Between an issue in the record and a verdict on it: the files that count, whose seal it is, and what the record knows besides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Moment
from agreements.application.signing_record import IssueRecord, Received, expected_of
from agreements.application.taken_in_record import TakenIn
from agreements.archive.store import kept
from agreements.model.evidence import Evidence
from agreements.model.examination import Examination
from agreements.model.signing import Expected
from agreements.model.signing_course import Course, known_of
from agreements.model.verdicts import Form, Outcome, Verdict, from_data, judge
from agreements.problems import AgreementsError, Problem, Where, errors, problem
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
    bench = _bench(archive, about, by, course)
    return bench.on(bench.examined(files))


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where files of one issue are judged, on a day: any of them together, each examined once."""

    issue: IssueRecord
    persons: Mapping[str, Expected]
    issued: bytes
    seals: frozenset[str]
    trust: Trust
    moment: Moment
    course: Course

    def examined(self, files: Iterable[bytes]) -> tuple[Examination, ...]:
        """Return what is found in each file."""
        from agreements.signatures.examining import examine  # noqa: PLC0415  # only who asks for signatures waits for an engine

        now = datetime.fromisoformat(self.moment.instant) + timedelta(seconds=1)  # the moment was cut to whole seconds
        return tuple(examine(content, self.issued, self.trust, now) for content in files)

    def on(self, examined: tuple[Examination, ...]) -> Judgement:
        """Return the verdict on these files together."""
        received: dict[str, date] = dict.fromkeys((each.sha256 for each in examined), self.moment.day)
        received |= {name: day for digest, day in self.issue.days.items() for name in (digest, self.issue.newest(digest))}
        known = known_of(self.course, self.seals, self.persons, received, ours=self.issue.renewed.values())
        verdict = judge(self.issue.plan, examined, known, self.moment.day)
        return Judgement(verdict, Evidence(self.issue.plan, examined, known, self.moment.day))

    def with_another(self, files: tuple[Examination, ...], file: Examination) -> tuple[Examination, ...]:
        """Return files with one more, in the place of the one that is the same counterpart; without counterparts there is one place."""
        carried = Evidence(self.issue.plan, (), known_of(self.course, (), {}, {}), self.moment.day).carried
        return (*(each for each in files if carried(each) != carried(file)), file)

    def worth(self, found: Judgement) -> tuple[int, int, int]:
        """Return what files are worth together: how much of what counts stands in them, how much is good, and how little is amiss."""
        good = {each.field for each in found.verdict.signatures if each.form is Form.DIGITAL and each.outcome in _STANDING}
        counting = {name for name, signature in self.course.signed.items() if signature.verdict}
        return len(good & counting), len(good), -tuple(Outcome).index(found.verdict.outcome)


def _bench(archive: Path, about: tuple[IssueRecord, Mapping[str, Expected]], by: tuple[Trust, Moment], course: Course) -> _Bench:
    from agreements.signatures import issued as issuing  # noqa: PLC0415  # only who asks for signatures waits for an engine

    (issue, persons), (trust, moment) = about, by
    issued = kept(archive, issue.files["issued"])
    return _Bench(issue, persons, issued, frozenset(issuing.seals(issued)), trust, moment, course)


def chosen(
    archive: Path, about: tuple[IssueRecord, Mapping[str, Expected]], new: Sequence[bytes], by: tuple[Trust, Moment], course: Course
) -> tuple[Judgement, tuple[Problem, ...]]:
    """Return the verdict on those of all files that came in which are worth most together, and what is against new ones beside them.

    One file is the document, or one of each counterpart: so a copy of which half is good does not stand in the way of a whole one, and a
    copy signed beside the first takes nothing away. When no new file is worth anything the verdict is on all together, and says why.
    """
    issue, _ = about
    bench = _bench(archive, about, by, course)
    fresh = {sha256(each).hexdigest() for each in new}
    examined = bench.examined(latest((*files_that_may_count(archive, issue.plan.identifier, issue), *new)))
    best: tuple[Examination, ...] = ()
    found = bench.on(best)
    for file in sorted(examined, key=lambda each: each.sha256 in fresh):
        tried = bench.with_another(best, file)
        verdict = bench.on(tried)
        first = len(tried) > len(best) and file.sha256 not in fresh
        if first or bench.worth(verdict) > bench.worth(found):
            best, found = tried, verdict
    names = {each.sha256 for each in best}
    left = tuple(each for each in examined if each.sha256 in fresh - names)
    if not left:
        return found, ()
    together = bench.on((*best, *left))
    return (found, errors(together.verdict.reasons)) if fresh & names else (together, ())


def verdict_on(archive: Path, name: str, received: Received | TakenIn) -> Verdict:
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


def files_that_may_count(archive: Path, name: str, issue: IssueRecord) -> tuple[bytes, ...]:
    """Return the files that came in before with a signature that counts, waits, or could not be judged then; `latest` of them."""
    found = (file for each in issue.received for file in may_count(archive, name, each))
    return latest(kept(archive, each) for each in dict.fromkeys(found))


def may_count(archive: Path, name: str, received: Received) -> Iterator[str]:
    """Yield which of the files that came in together hold a signature that counts, waits, or could not be judged then, by SHA-256.

    Raise AgreementsError for a verdict that cannot be read.
    """
    yield from _files(received, verdict_on(archive, name, received), _STANDING | {Outcome.INDETERMINATE})


def _stands(received: Received, verdict: Verdict) -> bool:
    return not received.files or any(_files(received, verdict))


def _files(received: Received, verdict: Verdict, outcomes: frozenset[Outcome] = _STANDING) -> Iterator[str]:
    """Yield which of the files that came in together stood up then."""
    good = {each.file for each in verdict.signatures if each.form is Form.DIGITAL and each.outcome in outcomes}
    yield from (each.sha256 for each in received.files if each.sha256 in good)


def latest(files: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return files without those that another goes on from: a PDF that is signed once more begins with all that was there."""
    found = tuple(dict.fromkeys(files))
    return tuple(each for each in found if not any(other != each and other.startswith(each) for other in found))
