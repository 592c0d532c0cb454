"""The command `maatwerk sign`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from agreements.application.issuing import IssueOrder, Means, Planned, issue, may_issue, planned
from agreements.cli import receive, signing_acts
from agreements.cli.draft import printed
from agreements.cli.names import companies, kinds
from agreements.cli.office import AS, DAY, DRY_RUN, actor, archive, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.signing_compare import compare
from agreements.cli.signing_remind import address, remind
from agreements.cli.signing_status import status
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.cli.trust import trusted
from agreements.durable import must_be_writable
from agreements.model.examination import PadesLevel
from agreements.model.signing import PlannedSignature, as_data, digest_of
from agreements.problems import AgreementsError, Where, problem
from agreements.workspace import Workspace, read_text, read_whole, write_bytes, write_files

LEVELS = {each.value.replace("_", "-"): each for each in PadesLevel if each is not PadesLevel.NONE}
"""What a signature can be, as ETSI EN 319 142-1 calls it."""

WORDS = {
    "nl": {
        "issue": "{id}, versie {version}, uit te geven op {issued}, te tekenen tot en met {expires}",
        "group": "{number}. {needed} van {count} tekenen, in willekeurige volgorde:",
        "line": "   {name}{function}, voor {party}; {level}; bevoegd krachtens {mandate}{reference}",
        "would": "(proef; niets vastgelegd)",
        "signed": "getekend door {name} ({level}): {file}",
    },
    "en": {
        "issue": "{id}, version {version}, to be issued on {issued}, to be signed until {expires}",
        "group": "{number}. {needed} of {count} sign, in any order:",
        "line": "   {name}{function}, for {party}; {level}; entitled by {mandate}{reference}",
        "would": "(dry run; nothing recorded)",
        "signed": "signed by {name} ({level}): {file}",
    },
}
TERMS = {
    "nl": {
        "advanced": "geavanceerde handtekening",
        "qualified": "gekwalificeerde handtekening",
        "wet_ink": "natte handtekening op papier",
        "register_extract": "uittreksel uit het handelsregister",
        "statutes": "statuten",
        "mandate": "mandaat",
        "office": "ambt",
        "designation": "aanwijzing",
        "power_of_attorney": "volmacht",
    },
    "en": {
        "advanced": "advanced signature",
        "qualified": "qualified signature",
        "wet_ink": "wet ink on paper",
        "register_extract": "extract of the register",
        "statutes": "articles of association",
        "mandate": "mandate",
        "office": "office",
        "designation": "designation",
        "power_of_attorney": "power of attorney",
    },
}


@click.group("sign")
def command() -> None:
    """Signing: plan who signs, issue a document sealed and ready to sign, sign one, receive what comes back, and record what happens."""


for each in (receive.command, *signing_acts.COMMANDS, compare, status, remind, address):
    command.add_command(each)


def _asked(function: Callable[..., None]) -> Callable[..., None]:
    """Add what `plan` and `issue` both ask."""
    options: list[Callable[[Any], Any]] = [
        click.argument("company", shell_complete=companies),
        click.argument("kind", shell_complete=kinds),
        click.option("-l", "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True),
        click.option("--version", "edition", default="1.0", show_default=True, callback=printed, help="The version that is printed."),
        click.option("--expires", type=DAY, required=True, help="The last day on which it may be signed."),
        click.option(
            "--arrangement",
            type=click.Path(path_type=Path, dir_okay=False),
            help="A YAML file: groups in order, levels, who is kept apart, reminders. Default: all sign side by side.",
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def _order(words: dict[str, Any]) -> IssueOrder:
    path: Path | None = words["arrangement"]
    arrangement = read_text(path, shown=str(path)) if path else None
    return IssueOrder(words["company"], words["kind"], words["expires"], words["language"], words["edition"], arrangement)


@command.command("plan")
@_asked
@JSON
@click.pass_obj
def plan(settings: Settings, /, as_json: bool, **words: Any) -> None:  # noqa: ANN401, FBT001  # what `_asked` adds; a flag
    """Show what `sign issue` would plan: who signs, in which order, by which mandate; or every reason against it. Exit code 1."""
    with record(settings, writes=False) as opened, opened.snapshot() as reading:
        found = planned(reading, Workspace.at(settings["workspace"]), _order(words), now().day)
    _show(found, settings["messages"], (), as_json=as_json)


@command.command("issue")
@_asked
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: output/issued/COMPANY.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def issue_(
    settings: Settings,
    /,
    folder: Path | None,
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
    **words: Any,  # noqa: ANN401  # what `_asked` adds
) -> None:
    """Issue a document of KIND of a company to be signed: set, with a field for each signatory, sealed by the office and recorded.

    The text comes out of the record and may have no blanks. Every reason against it is told; then nothing is recorded. Exit code 1.
    """
    order = _order(words)
    target = folder or settings["workspace"] / "output" / "issued" / order.company
    with record(settings, writes=not dry_run) as opened:
        with opened.snapshot() as reading:
            found = planned(reading, Workspace.at(settings["workspace"]), order, now().day)
        paths = [] if found.reasons else [target / f"{found.id}.pdf", target / f"{found.id}.docx"]
        if paths and dry_run:
            may_issue(opened, found, (actor(person), now()), company=order.company)
        elif paths:
            must_be_writable(paths)
            made = issue(opened, archive(settings), found, _seal(settings), (actor(person), now), company=order.company)
            write_files(dict(zip(paths, (made.pdf, made.word), strict=True)))
    _show(found, settings["messages"], tuple(shown(each) for each in paths), as_json=as_json, dry_run=dry_run)


def _seal(settings: Settings) -> Means:
    """Return the seal of the office as it is set; raise AgreementsError when it is not."""
    path = os.environ.get("MAATWERK_SEAL", "")
    if not path:
        raise AgreementsError(problem("E650", Where(""), setting="MAATWERK_SEAL"))
    return Means(
        read_whole(Path(path)),
        os.environ.get("MAATWERK_SEAL_PASSWORD", ""),
        os.environ.get("MAATWERK_TSA", ""),
        trusted(settings),
    )


@command.command("apply")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--signatory", required=True, help="Who signs: the id of a signatory of the dossier.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="The key file (PKCS#12) of who signs.")
@click.option("--card", metavar="LABEL", help="The label of a card or token (PKCS#11) to sign with instead.")
@click.option("--library", type=click.Path(dir_okay=False), help="The library of the maker of the card.")
@click.option("--certificate", default="", help="The label of certificate and key on the card.")
@click.option(
    "--password-env", "variable", required=True, help="The name of the environment variable with the password of the key file, or the PIN."
)
@click.option("--level", type=click.Choice(list(LEVELS)), help="How long it can be proved; default: the best that is set up for.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The signed PDF; another file.")
@click.pass_obj
def apply(settings: Settings, /, *, file: Path, signatory: str, variable: str, level: str | None, output: Path, **pen: Any) -> None:  # noqa: ANN401  # with what
    """Sign an issued PDF in the place of a signatory, with something to see there. Nothing is recorded.

    Whether it counts is judged when the file comes back. Exit code 1 when it cannot be signed; then nothing is written.
    """
    from agreements.application.signature import SignOrder, give  # noqa: PLC0415  # a plan needs no engine

    if output.resolve() == file.resolve():
        message = "the signed PDF takes a name of its own: what was issued stays as it is"
        raise click.UsageError(message)
    if variable not in os.environ:
        raise AgreementsError(problem("E650", Where(""), setting=variable))
    means = _pen(settings, os.environ[variable], **pen)
    given = give(SignOrder(str(file), read_whole(file), signatory, means, LEVELS.get(level or "")), now())
    write_bytes(output, given.content)
    shown_level = given.level.value.upper().replace("_", "-")
    click.echo(WORDS[settings["messages"]]["signed"].format(name=given.by, level=shown_level, file=shown(output)))


def _pen(settings: Settings, secret: str, *, key: Path | None, card: str | None, library: str | None, certificate: str) -> Means:
    """Return with what somebody signs: a key file, or a card with its library."""
    from agreements.signatures.credentials import Token  # noqa: PLC0415  # a plan needs no engine

    if (key is None) == (card is None) or (card is not None) != (library is not None):
        message = "give --key, or --card with --library"
        raise click.UsageError(message)
    token = Token(library, card, certificate, secret) if card is not None and library is not None else None
    return Means(read_whole(key) if key else b"", secret, os.environ.get("MAATWERK_TSA", ""), trusted(settings), token)


def _show(found: Planned, language: str, files: tuple[str, ...], *, as_json: bool, dry_run: bool = False) -> None:
    """Print a plan, or every reason against it; exit 1 when there is one."""
    if as_json:
        whole = {**as_data(found.plan), "digest": digest_of(found.plan)} if found.plan and not found.reasons else None
        reasons = problems_as_data(found.reasons, language)
        print_json({"issue": found.id, "dry_run": dry_run, "plan": whole, "files": list(files), "reasons": reasons})
    else:
        report(found.reasons, language)
        for line in () if found.reasons else (*_told(found, language), *files):
            click.echo(line)
        if dry_run and not found.reasons:
            click.echo(WORDS[language]["would"])
    if found.reasons:
        raise click.exceptions.Exit(1)


def _told(found: Planned, language: str) -> Iterator[str]:
    if found.plan is None:
        return
    words, made = WORDS[language], found.plan
    yield words["issue"].format(id=found.id, version=made.version, issued=made.issued_on, expires=made.expires_on)
    for number, group in enumerate(made.groups, 1):
        yield words["group"].format(number=number, needed=group.count, count=len(group.signatures))
        yield from (_line(each, found, language) for each in group.signatures)


def _line(each: PlannedSignature, found: Planned, language: str) -> str:
    terms, mandate = TERMS[language], each.mandate
    return WORDS[language]["line"].format(
        name=found.names[each.signatory],
        function=f" ({each.capacity.in_language(language)})" if each.capacity else "",
        party=each.party,
        level=terms[each.level],
        mandate=terms[mandate.kind],
        reference=f" ({mandate.reference})" if mandate.reference else "",
    )
