"""The command `maatwerk apply`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from agreements.application.apply import Applied, Revision, apply
from agreements.cli.office import AS, DRY_RUN, actor, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.model.revisions import Change, Content
from agreements.problems import errors
from agreements.workspace import dossiers_in

WORDS = {
    "nl": {"same": "geen verschil", "opened": "zaak geopend", "history": "vastgelegd", "would": "(proef; niets vastgelegd)"},
    "en": {"same": "no difference", "opened": "case opened", "history": "recorded", "would": "(dry run; nothing recorded)"},
}


@click.command("apply")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--workflow", default="maatwerk", show_default=True, help="The published workflow in which a new company begins.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(settings: Settings, paths: tuple[Path, ...], workflow: str, person: str, dry_run: bool, as_json: bool) -> None:  # noqa: FBT001, PLR0917  # one argument per option
    """Record dossiers: files, or folders with .yaml files; the difference with what is recorded is shown.

    All files are recorded or none. A company that is new gets a case, where the history in its dossier puts it. What a file leaves out
    stays as it was; `withdrawn: true` takes a fact back.
    """
    sources = dossiers_in(paths)
    with record(settings) as opened:
        applied = apply(opened, sources, workflow, (actor(person), now()), dry_run=dry_run)
    tell(applied, settings["messages"], dry_run=dry_run, as_json=as_json)


def tell(applied: Applied, language: str, *, dry_run: bool, as_json: bool, counted: bool = False) -> None:
    """Print what was recorded, or would be, and what is wrong; end with exit code 1 when an error is.

    With `counted`, dossiers without a difference are only counted.
    """
    if as_json:
        revisions = [as_data(each) for each in applied.revisions]
        print_json({"dry_run": dry_run, "revisions": revisions, "problems": problems_as_data(applied.problems, language)})
    else:
        report(applied.problems, language)
        same = [each for each in applied.revisions if counted and not (each.changes or each.history or each.opened)]
        for revision in applied.revisions:
            for line in _lines(revision, WORDS[language], dry_run=dry_run) if revision not in same else ():
                click.echo(line)
        if same:
            click.echo(f"{WORDS[language]['same']}: {len(same)}")
    if errors(applied.problems):
        raise click.exceptions.Exit(1)


def _lines(revision: Revision, words: dict[str, str], *, dry_run: bool) -> Iterator[str]:
    mark = f" {words['would']}" if dry_run else ""
    yield f"{revision.company} ({revision.version}){mark}"
    if not revision.changes and not revision.history and not revision.opened:
        yield f"  {words['same']}"
    for change in revision.changes:
        yield from change_lines(change)
    if revision.opened:
        yield f"  {words['opened']}: {revision.opened}"
    if revision.history:
        yield f"  {words['history']}: {', '.join(revision.history)}"


def change_lines(change: Change) -> Iterator[str]:
    """Yield a difference for people: what came, or what became of what."""
    place = change.place or "dossier"
    if change.before is None:
        yield f"  + {place}{_words(change.after)}"
    else:
        yield f"  ~ {place}: {_short(change.before)} → {_short(change.after)}"


def _words(value: Content) -> str:
    return f": {value}" if isinstance(value, str | bool) else ""


def _short(value: Content) -> str:
    return str(value) if isinstance(value, str | bool) else "…"


def as_data(revision: Revision) -> dict[str, object]:
    """Return what a file changes in the documented JSON shape."""
    return {
        "company": revision.company,
        "file": revision.file,
        "version": revision.version,
        "changes": [change_as_data(each) for each in revision.changes],
        "opened": revision.opened or None,
        "history": list(revision.history),
    }


def change_as_data(change: Change) -> dict[str, object]:
    """Return a difference in the documented JSON shape."""
    return {"place": change.place, "before": change.before, "after": change.after}
