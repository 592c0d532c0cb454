"""Which of the files that came in are judged: those that are worth most together; and what counts of them, once the whole allows it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from signings import JUDGED, KNOWN, SEAL, chained, found_signature, plan, seal, signed_file

from agreements.application.acting import Moment
from agreements.application.judgement import Judgement, chosen
from agreements.application.receiving import counting
from agreements.application.signing_record import IssueRecord, Received, ReceivedFile
from agreements.archive.store import keep
from agreements.model.canonical import canonical_json
from agreements.model.evidence import Evidence, Paper
from agreements.model.examination import Examination
from agreements.model.signing import digest_of
from agreements.model.signing_course import fold
from agreements.model.signing_events import Issued
from agreements.model.verdicts import Outcome, as_data, judge
from agreements.problems import Problem
from agreements.signatures import examining, issued
from agreements.signatures.trust import Trust

PLAN = plan()
MOMENT = Moment(f"{JUDGED}T12:00:00Z", JUDGED)
WHO = ("ceo", "cfo", "minister", "gedep")


def by_a_stranger(*who: str) -> Examination:
    """Return a file of which the last signature is that of somebody else."""
    given = [found_signature(each, hour) for hour, each in enumerate(who)]
    given[-1] = replace(given[-1], common_name="V. Reemd", subject="CN=V. Reemd", certificate="vreemd")
    return replace(signed_file(), signatures=chained((seal(), *given)))


def doubted(found: Examination) -> Examination:
    """Return a file of which no issuer is trusted yet."""
    return replace(found, signatures=tuple(replace(each, trusted=False) for each in found.signatures))


class Bench:
    """An issue with what came back for it; files are what is to be found in them."""

    def __init__(self, archive: Path) -> None:
        self.archive, self.course = archive, fold(PLAN, [Issued(PLAN.issued_on, digest_of(PLAN))])
        self.issue = IssueRecord("eop-nl-1", self.course, {"issued": keep(archive, b"issued")})
        self.found: dict[bytes, Examination] = {}

    def file(self, content: bytes, found: Examination) -> bytes:
        self.found[content] = replace(found, sha256=sha256(content).hexdigest())
        return content

    def examine(self, content: bytes, *_: object, **__: object) -> Examination:
        return self.found[content]

    def judged(self, *new: bytes) -> tuple[Judgement, tuple[Problem, ...]]:
        return chosen(self.archive, (self.issue, {}), new, (Trust(), MOMENT), self.course)

    def receive(self, content: bytes) -> tuple[Outcome, list[str]]:
        """Record a file that came in, with its verdict and what counts; return these."""
        found, _ = self.judged(content)
        verdict = keep(self.archive, canonical_json(as_data(found.verdict)))
        came = Received((ReceivedFile(keep(self.archive, content), "terug.pdf"),), verdict, found.verdict.outcome, JUDGED)
        self.course, signed, _ = counting(self.course, found, MOMENT)
        self.issue = replace(self.issue, received=(*self.issue.received, came), course=self.course)
        return found.verdict.outcome, sorted(each.person for each in signed)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path / "archief")
    monkeypatch.setattr(examining, "examine", made.examine)
    monkeypatch.setattr(issued, "seals", lambda _: {SEAL})
    return made


def test_a_copy_of_which_half_is_good_does_not_stand_in_the_way_of_a_whole_one(bench: Bench) -> None:
    half, whole = bench.file(b"half", by_a_stranger("ceo", "cfo")), bench.file(b"whole", signed_file(*WHO))
    assert bench.receive(half) == (Outcome.INVALID, [])  # the ceo has no authority without the cfo
    assert bench.receive(whole) == (Outcome.VALID, ["ceo", "cfo", "gedep", "minister"])
    assert bench.course.complete


def test_a_worse_copy_takes_nothing_away(bench: Bench) -> None:
    whole, half = bench.file(b"whole", signed_file("ceo", "cfo")), bench.file(b"half", by_a_stranger("ceo", "cfo", "minister"))
    bench.receive(whole)
    assert bench.receive(half) == (Outcome.INVALID, [])
    assert bench.judged()[0].verdict.files == (sha256(whole).hexdigest(),)


def test_a_copy_beside_the_first_is_told_apart(bench: Bench) -> None:
    bench.receive(bench.file(b"een", signed_file("ceo", "cfo")))
    beside = bench.file(b"twee", signed_file("minister", "gedep"))
    found, _ = bench.judged(beside)
    assert "E682" in {each.code for each in found.verdict.reasons}
    assert bench.receive(beside) == (Outcome.INVALID, [])


def test_what_cannot_be_read_says_nothing_of_what_was_signed_before(bench: Bench) -> None:
    bench.receive(bench.file(b"goed", signed_file("ceo", "cfo")))
    found, _ = bench.judged(bench.file(b"kapot", replace(signed_file(), signatures=(), unread="@malformed")))
    assert found.verdict.outcome is Outcome.INDETERMINATE
    assert {each.code for each in found.verdict.reasons} == {"E680", "E681"}


def test_of_two_files_the_good_one_counts_and_the_other_is_told(bench: Bench) -> None:
    good, bad = bench.file(b"goed", signed_file(*WHO)), bench.file(b"slecht", by_a_stranger("ceo"))
    found, left = bench.judged(bad, good)
    assert (found.verdict.outcome, found.verdict.files) == (Outcome.VALID, (sha256(good).hexdigest(),))
    assert "E683" in {each.code for each in left}


def test_what_could_not_be_judged_then_counts_when_it_can(bench: Bench) -> None:
    content = bench.file(b"terug", doubted(signed_file(*WHO)))
    assert bench.receive(content) == (Outcome.INDETERMINATE, [])
    bench.file(content, signed_file(*WHO))  # the office trusts the issuer now
    assert bench.judged()[0].verdict.outcome is Outcome.VALID
    assert bench.receive(content) == (Outcome.VALID, sorted(WHO))


def test_the_last_signature_counts_only_with_a_valid_whole() -> None:
    """Every signature is good in itself, and there is a paper that nobody planned."""
    known = replace(KNOWN, papers=(Paper("sign-vreemd", "vreemd", JUDGED, "kluis", attested_by=("a", "b")),))
    files = (signed_file(*WHO),)
    found = Judgement(judge(PLAN, files, known, JUDGED), Evidence(PLAN, files, known, JUDGED))
    start = fold(PLAN, [Issued(PLAN.issued_on, digest_of(PLAN))])
    course, signed, held = counting(start, found, MOMENT)
    assert ([each.person for each in signed], course.complete) == (["ceo", "cfo", "minister"], False)
    assert [each.code for each in held] == ["E672"]
