"""The command `maatwerk step`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from agreements.application.steps import Brought, Done, StepOrder, take
from agreements.application.telling import told
from agreements.cli.office import AS, DAY, DRY_RUN, actor, archive, checked_key, now, pair, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.workflow.events import Answer
from agreements.workspace import read_whole

STANDS = {"nl": "staat nu: ", "en": "stands now: "}
WOULD = {"nl": "(proef; niets vastgelegd)", "en": "(dry run; nothing recorded)"}


@click.command("step")
@click.argument("company")
@click.argument("step")
@AS
@click.option("--evidence", multiple=True, metavar="[KIND=]FILE", help="A file that proves it; repeatable. Kept in the archive.")
@click.option("--set", "facts", multiple=True, metavar="NAME=VALUE", help="A fact that the step asks for; repeatable.")
@click.option("--note", default="", help="Why; kept with the step.")
@click.option("--answer", type=click.Choice([each.value for each in Answer]), help="For a slot: what a member answers.")
@click.option("--member", default="", help="For a slot: for whom; default: the member that the person represents.")
@click.option("--on", "effective", type=DAY, help="The day on which it happened; default: today.")
@click.option("--key", default="", help="For scripts: the same key again tells what was recorded under it, and does nothing twice.")
@DRY_RUN
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    company: str,
    step: str,
    person: str,
    evidence: tuple[str, ...],
    facts: tuple[str, ...],
    note: str,
    answer: str | None,
    member: str,
    effective: date | None,
    key: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Take a step in the case of a company, or answer in a slot (STEP is then the id of the slot).

    `maatwerk explain COMPANY` lists what can be done now. A step that is refused changes nothing, and every reason is told. Exit code 1.
    """
    order = StepOrder(
        company,
        step,
        tuple(_brought(evidence)),
        dict(map(pair, facts)),
        note,
        Answer(answer) if answer else None,
        member,
        effective,
        checked_key(key),
    )
    with record(settings) as opened:
        done = take(opened, archive(settings), order, (actor(person), now()), dry_run=dry_run)
    show(done, settings["messages"], as_json=as_json, dry_run=dry_run)


def _brought(given: Iterable[str]) -> Iterator[Brought]:
    for each in given:
        kind, equals, name = each.partition("=")
        path = Path(name if equals else each)
        yield Brought(kind if equals else "", path.name, read_whole(path))


def show(done: Done, language: str, *, as_json: bool, dry_run: bool = False) -> None:
    """Print what came of a command; exit 1 when it was refused."""
    lines = [sentence for event in done.events if done.workflow for sentence in told(event, done.workflow, language)]
    state = done.after.case.at.state if done.after and done.after.case else None
    if as_json:
        print_json(
            {
                "done": not done.reasons,
                "dry_run": dry_run,
                "state": state,
                "told": lines,
                "reasons": problems_as_data(done.reasons, language),
            }
        )
    else:
        report(done.reasons, language)
        for line in lines:
            click.echo(line)
        if state and done.workflow:
            here = done.workflow.state(state).label.in_language(language)
            click.echo(f"{STANDS[language]}{here}{f' {WOULD[language]}' if dry_run else ''}")
    if done.reasons:
        raise click.exceptions.Exit(1)
