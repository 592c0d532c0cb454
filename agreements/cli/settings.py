"""What the group hands to every command."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict


class Settings(TypedDict):
    """The folder of the workspace and the language of messages (`nl` or `en`)."""

    workspace: Path
    messages: str
