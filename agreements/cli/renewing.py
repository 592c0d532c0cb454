"""The command `maatwerk archive renew`, and what `archive show` says of how long signatures can be proved."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import click

from agreements.application.package_record import PackageRecord
from agreements.application.renewing import Renewal, Service, SignedFile, issues_back, renew, signed_files, wish_of
from agreements.application.signing_record import IssueRecord
from agreements.cli import office
from agreements.cli.office import AS, DAY, DRY_RUN, actor, now
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.cli.trust import must_be_trusting, trusted
from agreements.model.lasting import earliest
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.problems.words import WORDS as TERMS
from agreements.record.record import Record

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust

AHEAD = timedelta(days=365)
"""Who renews within a year of the end has time to find another service when the first does not answer."""

WORDS = {
    "nl": {
        "until": "te bewijzen tot en met",
        "not all": "(niet alles is nu te bewijzen)",
        "unknown": "(niet na te gaan: MAATWERK_TRUST is niet ingesteld)",
        "file": "tot en met {until}",
        "doubt": "nu niet: {why}",
        "renewed": "{issue}, {name}: was te bewijzen tot en met {was}; nu tot en met {until} ({file})",
        "would": "{issue}, {name}: te bewijzen tot en met {was}; krijgt een tijdstempel",
        "good": "{issue}, {name}: te bewijzen tot en met {was}; hoeft niets",
        "none": "niets hoeft een tijdstempel: wat getekend terugkwam, is te bewijzen tot en met {before} of langer (bestanden: {files})",
        "empty": "er kwam niets getekend terug dat telt",
        "tried": "(proef; niets vastgelegd)",
        "unstamped": "(geen tijdstempel)",
    },
    "en": {
        "until": "provable until",
        "not all": "(not all of it can be proved now)",
        "unknown": "(not to be found out: MAATWERK_TRUST is not set)",
        "file": "until {until}",
        "doubt": "not now: {why}",
        "renewed": "{issue}, {name}: was provable until {was}; now until {until} ({file})",
        "would": "{issue}, {name}: provable until {was}; gets a time stamp",
        "good": "{issue}, {name}: provable until {was}; needs nothing",
        "none": "nothing needs a time stamp: what came back signed can be proved until {before} or longer (files: {files})",
        "empty": "nothing came back signed that counts",
        "tried": "(dry run; nothing recorded)",
        "unstamped": "(no time stamp)",
    },
}


# Until when


@dataclass(frozen=True, slots=True)
class Provable:
    """Until when the signed files of a package can be proved; `files` is None when there is nobody to trust."""

    files: tuple[SignedFile, ...] | None
    problems: tuple[Problem, ...] = ()

    @property
    def until(self) -> date | None:
        """The last day on which all of it can be proved; None when some of it cannot be, or nobody knows."""
        return None if self.problems else earliest(each.lasting for each in self.files or ())


def provable(settings: Settings, package: PackageRecord, issues: Iterable[IssueRecord]) -> Provable:
    """Return until when the signed files of these issues in a package can be proved by whom the office trusts."""
    if not issues:
        return Provable(())
    trust = trusted(settings)
    if trust is None:
        return Provable(None)
    found = list(signed_files(office.archive(settings), package.company, issues, trust, now()))
    files = tuple(each for each in found if isinstance(each, SignedFile))
    return Provable(files, tuple(each for each in found if isinstance(each, Problem)))


def provable_lines(found: Provable, language: str) -> Iterator[str]:
    """Yield what `archive show` says of it; nothing of a package in which nothing is signed."""
    words = WORDS[language]
    if found.files is None:
        yield f"  {words['until']}: {words['unknown']}"
        return
    if found.files:
        yield f"  {words['until']}: {found.until or words['not all']}"
    for each in found.files:
        yield f"    {each.issue}, {each.name or each.file}: {_said(each, language)}"


def _said(each: SignedFile, language: str) -> str:
    until = each.lasting.until
    return WORDS[language]["file"].format(until=until) if until else WORDS[language]["doubt"].format(why=_why(each, language))


def _why(each: SignedFile, language: str) -> str:
    return TERMS[each.lasting.doubt][0 if language == "nl" else 1]


def provable_data(found: Provable, language: str) -> dict[str, object]:
    """Return the same in the documented JSON shape."""
    by_issue = groupby(found.files or (), key=lambda each: each.issue)
    issues = [(issue, list(files)) for issue, files in by_issue]
    return {
        "provable_until": _iso(found.until),
        "issues": None
        if found.files is None
        else [
            {"issue": issue, "provable_until": _iso(earliest(each.lasting for each in files)), "files": [_file(each) for each in files]}
            for issue, files in issues
        ],
        "problems": problems_as_data(found.problems, language),
    }


def _file(each: SignedFile) -> dict[str, object]:
    doubt = each.lasting.doubt.removeprefix("@lasting_")
    return {"file": each.file, "name": each.name, "provable_until": _iso(each.lasting.until), "doubt": doubt}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# The next time stamp


@click.command("renew")
@click.argument("name", metavar="PACKAGE|COMPANY")
@click.option("--before", type=DAY, help="Renew what cannot be proved until this day or longer; default: a year from now.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    name: str,
    before: date | None,
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Add the next archival time stamp to what came back signed, before it can be proved no longer.

    What came in stays as it is for ever; the renewed file is kept beside it and recorded, and packages made afterwards hold both. A file
    that cannot be proved now, or for no longer, is told. Exit code 1 when there is one. Run it daily, or at least monthly.
    """
    last = before or min(now().day, date.max - AHEAD) + AHEAD
    service = Service(_address(needed=not dry_run), must_be_trusting(settings))
    with office.record(settings, writes=not dry_run) as opened:
        with opened.snapshot() as reading:
            wish = wish_of(reading, name, last)
        found = list(renew(opened, office.archive(settings), wish, service, (actor(person), now), dry_run=dry_run))
    problems = [each for each in found if isinstance(each, Problem)]
    language = settings["messages"]
    if as_json:
        print_json({"company": wish.company, "before": last.isoformat(), "dry_run": dry_run, **_as_data(found, problems, language)})
    else:
        for line in _lines(found, last, language, dry_run=dry_run):
            click.echo(line)
        report(problems, language)
    if problems:
        raise click.exceptions.Exit(1)


def trusted_where_needed(settings: Settings, opened: Record, company: str) -> Trust | None:
    """Return whom the office trusts; None also where nothing of a company came back signed, so that no engine is waited for."""
    with opened.snapshot() as reading:
        return trusted(settings) if issues_back(reading, company) else None


def _address(*, needed: bool) -> str:
    found = os.environ.get("MAATWERK_TSA", "")
    if needed and not found:
        raise AgreementsError(problem("E650", Where(""), setting="MAATWERK_TSA"))
    return found


def _lines(found: Iterable[SignedFile | Renewal | Problem], before: date, language: str, *, dry_run: bool) -> Iterator[str]:
    words, told = WORDS[language], [each for each in found if not isinstance(each, Problem)]
    yield from (_line(each, language) for each in told)
    if not any(True for _ in found):
        yield words["empty"]
    elif told and all(isinstance(each, SignedFile) for each in found):
        yield words["none"].format(before=before, files=len(told))
    elif dry_run:
        yield words["tried"]


def _line(each: SignedFile | Renewal, language: str) -> str:
    words, signed = WORDS[language], each.signed if isinstance(each, Renewal) else each
    about = {"issue": signed.issue, "name": signed.name or signed.file, "was": signed.lasting.until or words["unstamped"]}
    if isinstance(each, SignedFile):
        return words["good"].format(**about)
    return words["renewed"].format(**about, until=each.until, file=each.file) if each.file else words["would"].format(**about)


def _as_data(found: Iterable[SignedFile | Renewal | Problem], problems: Iterable[Problem], language: str) -> dict[str, object]:
    return {
        "renewed": [
            {"issue": each.signed.issue, "of": each.signed.file, "was": _iso(each.signed.lasting.until), "file": each.file}
            | {"until": _iso(each.until)}
            for each in found
            if isinstance(each, Renewal)
        ],
        "kept": [{"issue": each.issue, **_file(each)} for each in found if isinstance(each, SignedFile)],
        "problems": problems_as_data(problems, language),
    }
