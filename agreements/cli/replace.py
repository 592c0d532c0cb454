"""The command `maatwerk replace`."""

from __future__ import annotations

import click

from agreements.application.steps import carry_out
from agreements.cli.office import AS, DRY_RUN, actor, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.step import show
from agreements.workflow.commands import ReplaceMember


@click.command("replace")
@click.argument("company")
@click.argument("slot")
@click.option("--old", default="", help="Who leaves; without it somebody joins.")
@click.option("--new", default="", help="Who takes the place, as the dossier names them; without it somebody leaves.")
@click.option("--reason", default="", help="Why, such as the change of a minister.")
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    company: str,
    slot: str,
    old: str,
    new: str,
    reason: str,
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Put somebody in the place of another in an open slot: a minister changes, a signatory is replaced.

    What was answered or signed before stays good.
    """
    order = ReplaceMember(person, slot, old, new, reason)
    with record(settings) as opened:
        done = carry_out(opened, company, lambda _: order, (actor(person), now()), dry_run=dry_run)
    show(done, settings["messages"], as_json=as_json, dry_run=dry_run)
