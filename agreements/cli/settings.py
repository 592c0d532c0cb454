"""What the group hands to every command."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict


class Settings(TypedDict):
    """The folder of the workspace, the language of messages (`nl` or `en`) and, once a command knows, whether JSON is asked for."""

    workspace: Path
    messages: str
    as_json: bool
