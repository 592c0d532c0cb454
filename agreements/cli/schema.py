"""The command `maatwerk schema`."""

from __future__ import annotations

import click

from agreements.application.schema import SCHEMAS, schema
from agreements.cli.terminal import print_json


@click.command("schema")
@click.argument("name", metavar="|".join(SCHEMAS), type=click.Choice(list(SCHEMAS)))
def command(name: str) -> None:
    """Print the JSON Schema of a file, so that an editor completes and checks it."""
    print_json(schema(name))
