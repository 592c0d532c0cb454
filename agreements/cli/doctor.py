"""The command `maatwerk doctor`."""

from __future__ import annotations

import click

from agreements.application.doctor import examine
from agreements.cli.settings import JSON
from agreements.cli.terminal import print_json


@click.command("doctor")
@JSON
def command(as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Say what this machine has and lacks, and the command that mends it. Exit code 1 when something needed is missing."""
    findings = examine()
    if as_json:
        print_json([{"what": each.what, "found": each.found, "needed": each.needed, "mend": each.mend} for each in findings])
    else:
        for each in findings:
            sign = "ok  " if each.found else ("FAIL" if each.needed else "-   ")
            click.echo(f"{sign} {each.what}" + (f" ({each.found})" if each.found else f": {each.mend}"))
    if any(each.needed and not each.found for each in findings):
        raise click.exceptions.Exit(1)
