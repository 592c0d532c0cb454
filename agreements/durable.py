"""Files and folders that stay when the power fails: on disk before their name is, and their name before anybody is told of it."""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path


def sync(path: Path) -> None:
    """Put a file, or the names in a folder, on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are not there yet; the name of each that was made is on disk."""
    made = list(takewhile(lambda path: not path.exists(), (folder, *folder.parents)))
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(made):
        sync(each.parent)
