"""The command `maatwerk publish`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from agreements.application.publication_duty import Duty, duty_as_data, duty_on, duty_words
from agreements.application.publishing import Prepared, PublicationOrder, named, places, prepared, publish
from agreements.cli.names import companies
from agreements.cli.office import AS, actor, archive, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.durable import must_be_writable
from agreements.model.law import law_from
from agreements.model.redaction import cited
from agreements.workspace import law_in, read_text, write_files

WORDS = {
    "nl": {
        "none": "niets weggelaten",
        "line": "{number}. {ground}",
        "would": "(controle; niets gemaakt en niets vastgelegd)",
    },
    "en": {
        "none": "nothing withheld",
        "line": "{number}. {ground}",
        "would": "(check; nothing made and nothing recorded)",
    },
}
ENDINGS = {"pdf": "pdf", "word": "docx", "page": "html"}


@click.command("publish")
@click.argument("company", shell_complete=companies)
@click.argument("issue")
@click.option(
    "--redactions", "path", type=click.Path(path_type=Path, dir_okay=False), help="A YAML file: what is withheld, on which ground."
)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="The folder for the copy; needed to make one.")
@click.option("--places", "listing", is_flag=True, help="List every place with its words, as a file of redactions names it; nothing else.")
@click.option("--check", is_flag=True, help="Look whether the copy can be made; make and record nothing.")
@AS
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    company: str,
    issue: str,
    path: Path | None,
    folder: Path | None,
    listing: bool,  # noqa: FBT001  # a flag
    check: bool,  # noqa: FBT001  # a flag
    person: str,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Make the public copy of an issue (as eop-nl-1) of a company: set anew in PDF, Word and HTML, without signatures or anything hidden.

    What is withheld is marked with its ground and listed at the end. Every reason against it is told; then nothing is made. Exit code 1.
    It says too whether covenants must be published actively (art. 3.3(2)(f) Woo): since the day in programme/law.yaml, else not yet.
    """
    if listing:
        _list(settings, PublicationOrder(company, issue), as_json=as_json)
        return
    if folder is None and not check:
        message = "say with --to in which folder the public copy is to stand"
        raise click.UsageError(message)
    order = PublicationOrder(company, issue, read_text(path, shown=str(path)) if path else None)
    moment = now()
    duty = duty_on(law_from(law_in(settings["workspace"])), moment.day)
    with record(settings, writes=not check) as opened:
        with opened.snapshot() as reading:
            ready = prepared(reading, archive(settings), order, moment.day)
        paths = _paths(folder, issue) if folder and not check and not ready.reasons else {}
        if paths:
            must_be_writable(paths.values())
            made = publish(opened, archive(settings), ready, (actor(person), moment))
            write_files({paths[name]: content for name, content in named(made).items()})
    _show(ready, duty, settings["messages"], [shown(each) for each in paths.values()], as_json=as_json)


def _list(settings: Settings, order: PublicationOrder, *, as_json: bool) -> None:
    with record(settings, writes=False) as opened, opened.snapshot() as reading:
        found = places(reading, archive(settings), order)
    if as_json:
        print_json({"issue": order.issue, "places": [{"place": place, "words": words} for place, words in found]})
        return
    for place, words in found:
        click.echo(f"{place}: {words}")


def _paths(folder: Path, issue: str) -> dict[str, Path]:
    return {name: folder / f"{issue}-openbaar.{ending}" for name, ending in ENDINGS.items()}


def _show(ready: Prepared, duty: Duty, language: str, files: list[str], *, as_json: bool) -> None:
    """Print what is withheld, or every reason against it; exit 1 when there is one."""
    if as_json:
        found = [] if ready.reasons else [{"number": each.number, "ground": each.ground.value} for each in ready.found]
        reasons = problems_as_data(ready.reasons, language)
        print_json(
            {
                "issue": ready.order.issue,
                "check": not files,
                "redactions": found,
                "files": files,
                "duty": duty_as_data(duty),
                "reasons": reasons,
            }
        )
    else:
        report(ready.reasons, language)
        for line in () if ready.reasons else (*_told(ready, language, files), duty_words(duty, language)):
            click.echo(line)
    if ready.reasons:
        raise click.exceptions.Exit(1)


def _told(ready: Prepared, language: str, files: list[str]) -> Iterator[str]:
    words = WORDS[language]
    for each in ready.found:
        yield words["line"].format(number=each.number, ground=cited(each.ground, language))
    if not ready.found:
        yield words["none"]
    yield from files or [words["would"]]
