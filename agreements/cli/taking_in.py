"""The command `maatwerk archive take-in`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreements.cli.office import AS, DRY_RUN, actor, archive, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.cli.trust import trusted_or_nobody
from agreements.problems import errors
from agreements.problems.display import shortened
from agreements.problems.words import WORDS as TERMS
from agreements.workspace import read_text

if TYPE_CHECKING:
    from agreements.application.taking_in import Judged, Result

LIST = "list.yaml"
WORDS = {
    "nl": {
        "would": "(proef; niets vastgelegd)",
        "file": "{file}: {kind}, {day}; op zichzelf: {outcome}{codes}",
        "signatures": "digitale handtekeningen: {count}",
        "fact": "vastgelegd dat dit stuk is getekend",
        "none": "niets nieuws",
    },
    "en": {
        "would": "(dry run; nothing recorded)",
        "file": "{file}: {kind}, {day}; by itself: {outcome}{codes}",
        "signatures": "digital signatures: {count}",
        "fact": "recorded that this document was signed",
        "none": "nothing new",
    },
}


@click.command("take-in")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--list", "listed", type=click.Path(path_type=Path), help="What each file is, in YAML; default: list.yaml in the folder.")
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    envvar="MAATWERK_TRUST",
    help="The folder with whom you trust, as for `maatwerk verify`. Default: trust of the workspace.",
)
@AS
@DRY_RUN
@JSON
@click.pass_obj
def take_in(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    folder: Path,
    listed: Path | None,
    trust: Path | None,
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Take in signed PDFs of earlier years: each is judged by itself, kept as it is, and recorded with its company, kind and day.

    The list says of each file which company, which kind of document, when it was signed and where it came from. That a document was signed
    is recorded in the case of its company too, unless that holds it. Nothing is recorded while a file or a line is at fault; what was
    taken in before is told and left as it is.
    """
    from agreements.application.taking_in import Shelf  # noqa: PLC0415  # only who takes in waits for an engine
    from agreements.application.taking_in import take_in as taken_in  # noqa: PLC0415  # idem

    path = listed or folder / LIST
    shelf = Shelf(folder, read_text(path, shown=str(path)))
    with record(settings) as opened:
        found = taken_in(opened, archive(settings), shelf, trusted_or_nobody(settings, trust), (actor(person), now), dry_run=dry_run)
    _show(found, settings["messages"], as_json=as_json, dry_run=dry_run)
    if errors(found.problems):
        raise click.exceptions.Exit(1)


def _show(found: Result, language: str, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        taken = [_as_data(each, language) for each in found.taken]
        print_json({"dry_run": dry_run, "taken": taken, "problems": problems_as_data(found.problems, language)})
        return
    report(found.problems, language)
    words = WORDS[language]
    for each in found.taken:
        for line in _lines(each, language):
            click.echo(line)
    if not found.taken and not errors(found.problems):
        click.echo(words["none"])
    if dry_run:
        click.echo(words["would"])


def _lines(each: Judged, language: str) -> Iterator[str]:
    words, taken = WORDS[language], each.taken
    outcome = TERMS[f"@{taken.outcome}"][0 if language == "nl" else 1]
    codes = ", ".join(dict.fromkeys(reason.code for reason in each.reasons))
    told = words["file"].format(
        file=shortened(taken.name), kind=taken.kind, day=taken.day, outcome=outcome, codes=f" ({codes})" if codes else ""
    )
    yield f"{each.company}  {told}"
    yield f"  {words['signatures'].format(count=taken.signatures)}"
    if each.fact:
        yield f"  {words['fact']}"


def _as_data(each: Judged, language: str) -> dict[str, object]:
    taken = each.taken
    return {
        "company": each.company,
        "file": taken.name,
        "kind": taken.kind.value,
        "language": taken.language.value,
        "day": taken.day,
        "source": taken.source,
        "sha256": taken.file,
        "verdict": taken.verdict,
        "outcome": taken.outcome.value,
        "signatures": taken.signatures,
        "fact": each.fact,
        "reasons": problems_as_data(each.reasons, language),
    }
