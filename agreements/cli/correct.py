"""The command `maatwerk correct`."""

from __future__ import annotations

import click

from agreements.application.steps import carry_out
from agreements.cli.office import AS, DRY_RUN, actor, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.step import show
from agreements.workflow.commands import Command, DecideCorrection, ProposeCorrection
from agreements.workflow.events import Remedy


@click.command("correct")
@click.argument("company")
@click.argument("event", type=click.IntRange(min=1))
@click.option("--remedy", type=click.Choice([each.value for each in Remedy]), help="What should be otherwise. Proposes.")
@click.option("--state", default="", help="With --remedy state: the state in which the case should stand.")
@click.option("--reason", default="", help="Why.")
@click.option("--accept", is_flag=True, help="Accept the proposal with this number.")
@click.option("--reject", is_flag=True, help="Reject the proposal with this number.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    company: str,
    event: int,
    remedy: str | None,
    state: str,
    reason: str,
    accept: bool,  # noqa: FBT001  # a flag
    reject: bool,  # noqa: FBT001  # a flag
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Correct what was recorded wrongly: one person proposes, another accepts or rejects.

    EVENT is the number that `maatwerk history` shows: of the event that is wrong, or of the proposal. Nothing that was written is
    changed; from an accepted correction on, the case goes on as it should have.
    """
    if (remedy is not None, accept, reject).count(True) != 1:
        message = "give --remedy to propose, or --accept or --reject to decide on a proposal"
        raise click.UsageError(message)
    order: Command
    if remedy is not None:
        order = ProposeCorrection(person, event, Remedy(remedy), reason, state)
    else:
        order = DecideCorrection(person, event, accepted=accept, note=reason)
    with record(settings) as opened:
        done = carry_out(opened, company, lambda _: order, (actor(person), now()), dry_run=dry_run)
    show(done, settings["messages"], as_json=as_json, dry_run=dry_run)
