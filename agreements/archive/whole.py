"""Files of packages: written by pieces, and never in the place of another."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from agreements.durable import make_folder, usable
from agreements.problems import AgreementsError, Where, problem

PIECE = 256 * 1024


def write_file(path: Path, content: BinaryIO) -> tuple[str, int]:
    """Put a new file on disk by pieces; return its SHA-256 and size."""
    digest, size = sha256(), 0
    with usable(path):
        make_folder(path.parent)
        with path.open("xb") as file:
            while piece := content.read(PIECE):
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    return digest.hexdigest(), size


def refuse_existing(target: Path) -> None:
    """Raise AgreementsError when there is something in that place."""
    if os.path.lexists(target):
        raise AgreementsError(problem("E952", Where(str(target)), path=target))
