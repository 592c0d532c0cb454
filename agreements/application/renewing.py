"""Use cases: until when signed files that came back can be proved, and the next time stamp, before that day, on those that need one.

The bytes that came in stay for ever; the renewed ones, which begin with them, are kept beside them before the record tells of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Actor, Moment
from agreements.application.casework import commit_of, companies, company_stream
from agreements.application.judgement import may_count
from agreements.application.package_record import PackageRecord, Standing, all_packages
from agreements.application.people import must_be_known
from agreements.application.signing_record import IssueRecord, Renewed, issues_in, issues_of, renewed_event
from agreements.archive.store import keep, kept
from agreements.model.examination import PadesLevel
from agreements.model.lasting import Doubt, Lasting
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.record.record import Reading, Record
from agreements.sources import guess

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed file of an issue that counts: the SHA-256 of its newest bytes, the name with which it came in, how long it lasts."""

    issue: str
    file: str
    name: str
    lasting: Lasting


@dataclass(frozen=True, slots=True)
class Renewal:
    """A file that was renewed, or would be: then `file`, the SHA-256 of the new bytes, is empty and `until` is None."""

    signed: SignedFile
    file: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: that what a company (or one issue of it) got back signed can be proved on the day `before` and after it."""

    company: str
    before: date
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What renewing takes: the address of a time stamp service (RFC 3161), and whom the office trusts."""

    address: str
    trust: Trust


# Which


def wish_of(reading: Reading, name: str, before: date) -> Wish:
    """Return what is asked with the id of a company or of a package; raise AgreementsError for an id that is neither."""
    known = companies(reading)
    if name in known:
        return Wish(name, before)
    packages = all_packages(reading)
    for each in packages:
        if each.id == name and each.company in known:
            return Wish(each.company, before, each.issue)
    raise AgreementsError(problem("E992", Where(""), name=name, guess=guess(name, [*known, *(each.id for each in packages)])))


def issues_within(reading: Reading, package: PackageRecord) -> tuple[IssueRecord, ...]:
    """Return the issues in a package as they were when it was made; none of one that was imported, or is gone."""
    if package.imported or package.standing is Standing.DESTROYED:
        return ()
    history = [each for each in reading.load(company_stream(package.company)) if each.version <= package.covers]
    return _asked(issues_in(reading, package.company, history), package.issue)


def issues_back(reading: Reading, company: str, issue: str = "") -> tuple[IssueRecord, ...]:
    """Return the issues of a company, or the one of this id, of which files came back."""
    return _asked(issues_of(reading, company), issue)


def _asked(found: Iterable[IssueRecord], issue: str) -> tuple[IssueRecord, ...]:
    return tuple(each for each in found if each.received and issue in {"", each.id})


# Until when


def signed_files(
    archive: Path, company: str, issues: Iterable[IssueRecord], trust: Trust, moment: Moment
) -> Iterator[SignedFile | Problem]:
    """Yield every signed file that counts with how long it can be proved, or what keeps that from being known; some seconds a file.

    What is wrong with one file keeps no other from being told of. Only one issue is in memory at a time.
    """
    for issue in issues:
        problems: list[Problem] = []
        for file, content in _counting(archive, company, issue, problems).items():
            with _noted(problems):
                yield SignedFile(issue.id, file, _name(issue, file), _lasting(content, trust, moment))
        yield from problems


def _lasting(content: bytes, trust: Trust, moment: Moment) -> Lasting:
    from agreements.signatures.examining import lasting  # noqa: PLC0415  # only who asks how long waits for an engine

    return lasting(content, trust, _after(moment))


def _after(moment: Moment) -> datetime:
    """Return the first whole second after a moment, which was cut to whole ones: a time stamp given just before it lies in it."""
    return datetime.fromisoformat(moment.instant) + timedelta(seconds=1)


def _counting(archive: Path, company: str, issue: IssueRecord, problems: list[Problem]) -> dict[str, bytes]:
    """Return the newest bytes of each file that may count, adding why a verdict or a file cannot be read.

    A file that is the beginning of another needs no proof of its own: the other carries it along.
    """
    came: list[str] = []
    for each in issue.received:
        with _noted(problems):
            came += may_count(archive, f"{company}/{issue.id}", each)
    found: dict[str, bytes] = {}
    for file in dict.fromkeys(issue.newest(issue.came.get(each, each)) for each in came):
        with _noted(problems):
            found[file] = kept(archive, file)
    return {file: content for file, content in found.items() if not any(_begins(other, content) for other in found.values())}


@contextmanager
def _noted(problems: list[Problem]) -> Iterator[None]:
    """Add what is raised to the problems, so that the next file has its turn."""
    try:
        yield
    except AgreementsError as error:
        problems += error.problems


def _begins(other: bytes, content: bytes) -> bool:
    return len(other) > len(content) and other.startswith(content)


def _name(issue: IssueRecord, file: str) -> str:
    came = issue.came.get(file, file)
    return next((each.name for back in issue.received for each in back.files if each.sha256 == came), "")


# The next time stamp


def renew(
    record: Record, archive: Path, wish: Wish, service: Service, by: tuple[Actor, Callable[[], Moment]], *, dry_run: bool = False
) -> Iterator[SignedFile | Renewal | Problem]:
    """Yield each signed file that needs nothing, each that was renewed and recorded, and whatever stands in the way.

    One file that cannot be renewed keeps no other from it. With `dry_run` nobody is asked and nothing is written. Raise AgreementsError
    when whoever does this is not known.
    """
    actor, clock = by
    with record.snapshot() as reading:
        must_be_known(reading, actor.person)
        issues = issues_back(reading, wish.company, wish.issue)
    for each in signed_files(archive, wish.company, issues, service.trust, clock()):
        if isinstance(each, Problem) or (each.lasting.until is not None and each.lasting.until >= wish.before):
            yield each
        elif each.lasting.until is None and each.lasting.doubt is not Doubt.UNSTAMPED:
            yield _about("E990", wish.company, each, why=each.lasting.doubt)
        elif dry_run:
            yield Renewal(each)
        else:
            try:
                yield _renewed(record, archive, wish.company, each, (service, actor, clock))
            except AgreementsError as error:
                yield from error.problems


def _renewed(record: Record, archive: Path, company: str, signed: SignedFile, how: tuple[Service, Actor, Callable[[], Moment]]) -> Renewal:
    """Add a time stamp, keep the file and record it; raise AgreementsError, with nothing kept, when that cannot be."""
    service, actor, clock = how
    made, until = _stamped(archive, company, signed, service, clock)
    with record.transaction() as transaction:
        issue = _issue(transaction, company, signed)
        if issue is None or issue.newest(signed.file) != signed.file:
            raise AgreementsError(_about("E993", company, signed))
        moment = clock()
        file = keep(archive, made)
        event = renewed_event(signed.issue, Renewed(signed.file, file, until, moment.day))
        transaction.append(commit_of(transaction, company_stream(company), event, (actor, moment)))
    return Renewal(signed, file, until)


def _issue(reading: Reading, company: str, signed: SignedFile) -> IssueRecord | None:
    return next((each for each in issues_of(reading, company) if each.id == signed.issue), None)


def _about(code: str, company: str, signed: SignedFile, **more: object) -> Problem:
    return problem(code, Where(""), issue=f"{company}/{signed.issue}", file=signed.file, **more)


def _stamped(archive: Path, company: str, signed: SignedFile, service: Service, clock: Callable[[], Moment]) -> tuple[bytes, date]:
    """Return a file with one more time stamp, and until when it can be proved.

    Raise AgreementsError when the service does not answer, the result does not stand up, or cannot be proved for longer than before.
    """
    from agreements.signatures.lasting import renew as renew_bytes  # noqa: PLC0415  # only who renews waits for an engine
    from agreements.signatures.strength import Strength  # noqa: PLC0415  # idem

    content = kept(archive, signed.file)
    made = renew_bytes(content, Strength(PadesLevel.B_LTA, service.address, service.trust))
    moment = clock()
    found = _lasting(made, service.trust, moment)
    doubt = found.doubt or _doubt(made, content, service.trust, moment)
    if found.until is None or doubt:
        raise AgreementsError(_about("E990", company, signed, why=doubt))
    if signed.lasting.until is not None and found.until <= signed.lasting.until:
        raise AgreementsError(_about("E991", company, signed, address=service.address, until=found.until.isoformat()))
    return made, found.until


def _doubt(made: bytes, content: bytes, trust: Trust, moment: Moment) -> Doubt:
    """Say what is wrong with a renewed file: it begins with what was there, says the same, and nothing that was signed is damaged."""
    from agreements.signatures.examining import LONGER, examine  # noqa: PLC0415  # idem

    found = examine(made, content, trust, _after(moment), seconds=LONGER)
    if found.unread:
        return Doubt.UNREAD
    same = (found.prefix, found.same_metadata, found.same_words, found.same_pictures)
    return Doubt.NONE if all(same) and all(each.intact for each in found.signatures) else Doubt.ALTERED
