"""Whom the office trusts, as the shell is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.cli.settings import Settings
from agreements.problems import AgreementsError, Where, problem

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust


def trusted(settings: Settings) -> Trust | None:
    """Return whom the office trusts: MAATWERK_TRUST, else trust/ of the workspace; None when there is no such folder and none is set."""
    from agreements.signatures.trust import load  # noqa: PLC0415  # a plan needs no engine

    given = os.environ.get("MAATWERK_TRUST", "")
    folder = Path(given) if given else settings["workspace"] / "trust"
    if given and not folder.is_dir():
        raise AgreementsError(problem("E506", Where(given), path=given, reason="@absent"))
    return load(folder) if folder.is_dir() else None
