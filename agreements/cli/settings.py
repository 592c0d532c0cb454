"""What the group hands to every command."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import click


class Settings(TypedDict):
    """The folder of the workspace, the language of messages (`nl` or `en`), and whether JSON is asked for."""

    workspace: Path
    messages: str
    as_json: bool


def _note(ctx: click.Context, _: click.Parameter, value: bool) -> bool:  # noqa: FBT001  # a flag
    """Note that JSON is asked for before anything else is read, so that every refusal can be JSON too."""
    ctx.obj["as_json"] = value
    return value


JSON = click.option("--json", "as_json", is_flag=True, is_eager=True, callback=_note, help="Print the result as JSON.")
