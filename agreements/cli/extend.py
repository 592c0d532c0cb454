"""The command `maatwerk extend`."""

from __future__ import annotations

import click

from agreements.application.steps import carry_out
from agreements.cli.office import AS, DRY_RUN, actor, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.step import show
from agreements.workflow.commands import ExtendDeadline


@click.command("extend")
@click.argument("company")
@click.argument("days", type=click.IntRange(min=1))
@click.option("--reason", default="", help="On what ground, such as article 4:14 of the General Administrative Law Act (Awb).")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(settings: Settings, company: str, days: int, reason: str, person: str, dry_run: bool, as_json: bool) -> None:  # noqa: FBT001, PLR0917  # one argument per option
    """Give the state in which a case stands so many days more."""
    order = ExtendDeadline(person, days, reason)
    with record(settings) as opened:
        done = carry_out(opened, company, lambda _: order, (actor(person), now()), dry_run=dry_run)
    show(done, settings["messages"], as_json=as_json, dry_run=dry_run)
