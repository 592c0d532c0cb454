"""The command `maatwerk archive`: packages of case files, made, shown, proved, carried, appraised and destroyed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import click

from agreements.application import carrying, disposal, packing, proving
from agreements.application.package_record import PackageRecord, all_packages, package_of
from agreements.application.packing import PackOrder, Places
from agreements.application.renewing import issues_within
from agreements.archive.appraisal import Appraisal, Category, Retention
from agreements.cli import office, renewing
from agreements.cli.office import AS, DAY, actor, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.taking_in import take_in
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.cli.trust import must_be_trusting
from agreements.problems import AgreementsError, Where, problem

FOLDER = click.option(
    "--packages",
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MAATWERK_PACKAGES",
    help="Folder with packages; default: output/packages.",
)
ID = click.argument("package")
WORDS = {
    "nl": {
        "slip": "SHA-256 van de pakbon",
        "heads": ("pakket", "titel", "gemaakt op", "waardering", "bewaren tot en met", "stand"),
        "imported": "(ingevoerd)",
        "none": "er zijn geen pakketten",
        "whole": "Alles is er en is wat het was (bestanden: {files}, pakketten: {packages}).",
        "signed": "Elke handtekening is nog wat zij bij ontvangst was (uitgiften: {issues}, ingenomen bestanden: {taken}).",
        "facts": ("titel", "vastgelegd op", "uitgifte", "loopt tot en met gebeurtenis", "stukken", "bytes", "SHA-256 van de pakbon"),
        "place": "plaats",
        "absent": "(staat er niet)",
        "kept": "wordt bewaard",
        "destruction_decided": "tot vernietiging besloten door {by}; iemand anders bevestigt",
        "destruction_confirmed": "vernietiging bevestigd en nog niet voltooid",
        "destroyed": "vernietigd; bewijs {proof}",
        "appraisal": "waardering",
        "hold": "bevriezing {id}: {ground} ({by}, sinds {since})",
        "released": "bevriezing {id}: {ground} ({by}, sinds {since}); opgeheven op {until}: {why} ({who})",
    },
    "en": {
        "slip": "SHA-256 of the packing slip",
        "heads": ("package", "title", "made on", "appraisal", "kept until", "standing"),
        "imported": "(imported)",
        "none": "there are no packages",
        "whole": "Everything is there and is what it was (files: {files}, packages: {packages}).",
        "signed": "Every signature is still what it was when it came in (issues: {issues}, files taken in: {taken}).",
        "facts": ("title", "recorded on", "issue", "covers until event", "documents", "bytes", "SHA-256 of the packing slip"),
        "place": "place",
        "absent": "(not there)",
        "kept": "kept",
        "destruction_decided": "its destruction was decided by {by}; somebody else confirms",
        "destruction_confirmed": "its destruction was confirmed and is not finished",
        "destroyed": "destroyed; proof {proof}",
        "appraisal": "appraisal",
        "hold": "hold {id}: {ground} ({by}, since {since})",
        "released": "hold {id}: {ground} ({by}, since {since}); released on {until}: {why} ({who})",
    },
}


@click.group("archive")
def command() -> None:
    """The archive: packages of case files that prove themselves, with how long each is kept."""


command.add_command(renewing.command)


def places(settings: Settings, folder: Path | None) -> Places:
    """Return where files and packages are kept."""
    return Places(office.archive(settings), folder or settings["workspace"] / "output" / "packages")


@command.command("package")
@click.argument("company")
@click.option("--issue", default="", help="Only this issue, as eop-nl-1; default: all that is recorded of the company.")
@click.option("--creator", envvar="MAATWERK_OFFICE", default="", help="Who forms the archive (archiefvormer): the name of the office.")
@click.option("--contact", envvar="MAATWERK_CONTACT", default="", help="Whom a receiver asks; default: the creator.")
@click.option("--location", default="", help="Where it goes, as an e-depot names it; default: the creator.")
@click.option("--remarks", default="", help="Anything particular, on one line of the packing slip.")
@FOLDER
@AS
@JSON
@click.pass_obj
def package_(settings: Settings, /, folder: Path | None, person: str, as_json: bool, **words: Any) -> None:  # noqa: ANN401, FBT001  # the options above; a flag
    """Make an archive package of a company: every document, its metadata after MDTO, and the audit trail.

    The package is a new folder COMPANY-N; nothing takes the place of another. Its name and SHA-256 are recorded once it is on disk.
    """
    if not words["creator"]:
        raise AgreementsError(problem("E650", Where(""), setting="MAATWERK_OFFICE"))
    with record(settings) as opened:
        trust = renewing.trusted_where_needed(settings, opened, words["company"])
        made, path = packing.pack(opened, places(settings, folder), PackOrder(**words, trust=trust), (actor(person), now))
    if as_json:
        print_json({**as_data(made), "path": shown(path)})
    else:
        click.echo(shown(path))
        click.echo(f"{WORDS[settings['messages']]['slip']}: {made.slip}")


@command.command("list")
@JSON
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """List every package that the record knows, destroyed ones too."""
    language = settings["messages"]
    with record(settings, writes=False) as opened, opened.snapshot() as reading:
        found = all_packages(reading)
    if as_json:
        print_json([as_data(each) for each in found])
        return
    words = WORDS[language]
    for line in table(words["heads"], [_row(each, language) for each in found], terminal_width()):
        click.echo(line)
    if not found:
        click.echo(words["none"])


def _row(each: PackageRecord, language: str) -> tuple[str, ...]:
    words = WORDS[language]
    ends = each.retention.ends
    title = each.title or str(words["imported"])
    return each.id, title, each.recorded[:10], str(each.retention.appraisal), ends.isoformat() if ends else "", _standing(each, language)


def _standing(each: PackageRecord, language: str) -> str:
    return str(WORDS[language][each.standing]).format(by=each.decided_by, proof=each.proof)


@command.command("show")
@ID
@FOLDER
@JSON
@click.pass_obj
def show(settings: Settings, package: str, folder: Path | None, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Show what the record knows of a package: where it is, how long it is kept, what holds it, until when it can be proved.

    Until when is found out by whom the office trusts, of each signed file in it; some seconds a file.
    """
    with record(settings, writes=False) as opened, opened.snapshot() as reading:
        found = package_of(reading, package)
        issues = issues_within(reading, found)
    lasting = renewing.provable(settings, found, issues)
    path, language = places(settings, folder).package(found.id), settings["messages"]
    there = path.is_dir()
    if as_json:
        print_json({**as_data(found), "path": shown(path) if there else None, **renewing.provable_data(lasting, language)})
    else:
        for line in (*_lines(found, language, shown(path) if there else ""), *renewing.provable_lines(lasting, language)):
            click.echo(line)
        report(lasting.problems, language)
    if lasting.problems:
        raise click.exceptions.Exit(1)


def _lines(each: PackageRecord, language: str, path: str) -> Iterator[str]:
    words = WORDS[language]
    values = (each.title, each.recorded, each.issue, str(each.covers or ""), str(each.files), str(each.size), each.slip)
    yield f"{each.id}: {_standing(each, language)}"
    for name, value in zip(words["facts"], values, strict=True):
        if value:
            yield f"  {name}: {value}"
    yield f"  {words['place']}: {path or words['absent']}"
    yield from list(_about(each, language))[1:]


def _about(each: PackageRecord, language: str) -> Iterator[str]:
    """Yield how a package stands, how long it is kept, and what holds it."""
    words = WORDS[language]
    yield f"{each.id}: {_standing(each, language)}"
    kept, category = each.retention, each.retention.category
    of = f" · {category.source} {category.number} {category.name}" if category else ""
    term = f" · {kept.years} ({kept.trigger}, {kept.start or '-'})" if kept.years is not None else ""
    yield f"  {words['appraisal']}: {kept.appraisal}{of}{term}{f' · {kept.ends}' if kept.ends else ''}"
    for hold in each.holds:
        ended = hold.released
        end = {"until": ended.since, "why": ended.ground, "who": ended.by} if ended else {}
        sentence = str(words["released" if ended else "hold"])
        yield f"  {sentence.format(id=hold.id, ground=hold.ground, by=hold.by, since=hold.since, **end)}"


@command.command("verify")
@click.argument("packages", nargs=-1, metavar="[PACKAGE]...")
@click.option("--signatures", is_flag=True, help="Judge every signature that came in again, as of now; some seconds a file.")
@FOLDER
@JSON
@click.pass_obj
def verify(settings: Settings, packages: tuple[str, ...], signatures: bool, folder: Path | None, as_json: bool) -> None:  # noqa: FBT001  # flags
    """Prove that everything is there and unchanged: every file, every package, and the record that vouches for them.

    With the ids of packages: only these, and the record. Each problem is told as it is found. Exit code 1 when there is one.
    """
    language, tally, many = settings["messages"], proving.Tally(), 0
    trust = must_be_trusting(settings) if signatures else None
    with record(settings, writes=False) as opened:
        kept = places(settings, folder)
        found = proving.verify(opened, kept, packages, tally)
        if trust is not None:
            found = chain(found, proving.verify_signatures(opened, kept.archive, packages, (trust, now()), tally))
        if as_json:
            problems = problems_as_data(found, language)
            many = len(problems)
            print_json({**asdict(tally), "problems": problems})
        else:
            for each in found:
                report([each], language)
                many += 1
    if many:
        raise click.exceptions.Exit(1)
    if not as_json:
        click.echo(str(WORDS[language]["whole"]).format(files=tally.files, packages=tally.packages))
        if trust is not None:
            click.echo(str(WORDS[language]["signed"]).format(issues=tally.issues, taken=tally.taken_in))


@command.command("export")
@ID
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
@JSON
@click.pass_obj
def export(settings: Settings, package: str, file: Path, folder: Path | None, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Write a package as one file (zip), to be carried elsewhere; always the same bytes for the same package."""
    with record(settings, writes=False) as opened:
        digest = carrying.carry_out(opened, places(settings, folder), package, file)
    if as_json:
        print_json({"package": package, "file": shown(file), "sha256": digest})
    else:
        click.echo(f"{shown(file)}: SHA-256 {digest}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--expect", default=None, metavar="SHA256", help="The SHA-256 of the packing slip, as its maker tells it.")
@FOLDER
@AS
@JSON
@click.pass_obj
def import_(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    file: Path,
    expect: str | None,
    folder: Path | None,
    person: str,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Bring in a package that was exported, whole or not at all, and record it.

    Whatever is not exactly an export is refused, as is another package under a known id.
    """
    if expect is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", expect):
        message = "--expect is a SHA-256: 64 digits and letters from a to f"
        raise click.UsageError(message)
    parcel = carrying.Parcel(file, (expect or "").lower())
    with record(settings) as opened:
        found, path = carrying.bring_in(opened, places(settings, folder), parcel, (actor(person), now()))
    if as_json:
        print_json({**as_data(found), "path": shown(path)})
    else:
        click.echo(shown(path))


command.add_command(take_in)


@command.command("appraise")
@ID
@click.option("--appraisal", type=click.Choice([each.value for each in Appraisal]), required=True, help="For ever, for a term, undecided.")
@click.option("--category", nargs=3, metavar="SOURCE NUMBER NAME", help="The selection list, and the number and name of its category.")
@click.option("--years", type=click.IntRange(0, 1000), help="The term in years.")
@click.option("--trigger", default="Bevriezing", show_default=True, help="With what the term begins; see MDTO.")
@click.option("--start", type=DAY, help="The day on which that happened.")
@AS
@JSON
@click.pass_obj
def appraise(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    package: str,
    appraisal: str,
    category: tuple[str, str, str] | None,
    years: int | None,
    trigger: str,
    start: date | None,
    person: str,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Say how long a package is kept: B is for ever, V for a term and then destroyed, N is still to be decided.

    Nothing is destroyed by this, and nothing can be destroyed without. What was decided on an earlier appraisal is decided no more.
    """
    retention = Retention(Appraisal(appraisal), Category(*category) if category else None, years, trigger, start)
    with record(settings) as opened:
        found = disposal.appraise(opened, package, retention, (actor(person), now()))
    _print(found, settings["messages"], as_json=as_json)


@command.command("hold")
@ID
@click.option("--ground", required=True, help="Why: a request under the Woo, a dispute, an inquiry.")
@click.option("--name", default="", help="What the hold is called; default: hold-N.")
@AS
@JSON
@click.pass_obj
def hold(settings: Settings, package: str, ground: str, name: str, person: str, as_json: bool) -> None:  # noqa: FBT001, PLR0917  # a flag; options
    """Keep a package from being destroyed, whatever its term, until the hold is released."""
    with record(settings) as opened:
        found = disposal.hold(opened, package, ground, (actor(person), now()), name=name)
    _print(found, settings["messages"], as_json=as_json)


@command.command("release")
@ID
@click.argument("name")
@click.option("--ground", required=True, help="Why it ends.")
@AS
@JSON
@click.pass_obj
def release(settings: Settings, package: str, name: str, ground: str, person: str, as_json: bool) -> None:  # noqa: FBT001, PLR0917  # a flag; options
    """End a hold (NAME, as `archive show` tells it)."""
    with record(settings) as opened:
        found = disposal.release(opened, package, name, ground, (actor(person), now()))
    _print(found, settings["messages"], as_json=as_json)


@command.command("destroy")
@ID
@click.option("--decide", "decides", is_flag=True, help="Decide that it be destroyed.")
@click.option("--confirm", "confirms", is_flag=True, help="Confirm what somebody else decided. Destroys, for ever.")
@click.option("--manner", default=disposal.MANNER, show_default=True, help="How, as the proof of destruction says it.")
@FOLDER
@AS
@JSON
@click.pass_obj
def destroy(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    package: str,
    decides: bool,  # noqa: FBT001  # a flag
    confirms: bool,  # noqa: FBT001  # a flag
    manner: str,
    folder: Path | None,
    person: str,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Destroy a package whose term is over. One person decides with --decide, another destroys it with --confirm.

    Every reason against it is told, and then nothing happens. The proof of destruction stays in the archive. What was cut off is finished
    by confirming again.
    """
    if decides == confirms:
        message = "give --decide to decide, or --confirm to confirm what somebody else decided"
        raise click.UsageError(message)
    kept, by = places(settings, folder), (actor(person), now())
    with record(settings) as opened:
        found = disposal.decide(opened, kept, package, by) if decides else disposal.confirm(opened, kept, package, by, manner=manner)
    _print(found, settings["messages"], as_json=as_json)


def _print(found: PackageRecord, language: str, *, as_json: bool) -> None:
    if as_json:
        print_json(as_data(found))
        return
    for line in _about(found, language):
        click.echo(line)


def as_data(each: PackageRecord) -> dict[str, object]:
    """Return a package in the documented JSON shape."""
    kept, category = each.retention, each.retention.category
    return {
        "package": each.id,
        "company": each.company,
        "issue": each.issue,
        "title": each.title,
        "slip": each.slip,
        "files": each.files,
        "bytes": each.size,
        "recorded": each.recorded,
        "covers": each.covers,
        "imported": each.imported,
        "appraisal": str(kept.appraisal),
        "category": {"source": category.source, "number": category.number, "name": category.name} if category else None,
        "years": kept.years,
        "trigger": kept.trigger,
        "start": kept.start.isoformat() if kept.start else None,
        "ends": kept.ends.isoformat() if kept.ends else None,
        "holds": [
            {
                "id": hold.id,
                "ground": hold.ground,
                "by": hold.by,
                "since": hold.since.isoformat(),
                "released": hold.released.since.isoformat() if hold.released else None,
            }
            for hold in each.holds
        ],
        "standing": str(each.standing),
        "decided_by": each.decided_by,
        "proof": each.proof,
    }
