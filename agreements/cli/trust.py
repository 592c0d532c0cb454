"""Whom the office trusts, as the shell is told: the one place that says so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.cli.settings import Settings
from agreements.problems import AgreementsError, Where, problem

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust

SETTING = "MAATWERK_TRUST"


def trusted(settings: Settings, given: Path | None = None) -> Trust | None:
    """Return whom the office trusts: a given folder, else MAATWERK_TRUST, else trust/ of the workspace; None without any of these.

    Raise AgreementsError for a folder that was given or set and is none, and for a file in it that cannot carry trust.
    """
    from agreements.signatures.trust import load  # noqa: PLC0415  # a plan needs no engine

    told = str(given or os.environ.get(SETTING, ""))
    folder = Path(told) if told else settings["workspace"] / "trust"
    if told and not folder.is_dir():
        reason = "@no_folder" if folder.exists() else "@absent"
        raise AgreementsError(problem("E506", Where(told), path=told, reason=reason))
    return load(folder) if folder.is_dir() else None


def trusted_or_nobody(settings: Settings, given: Path | None = None) -> Trust:
    """Return whom the office trusts, which may be nobody; raise as `trusted`."""
    from agreements.signatures.trust import Trust  # noqa: PLC0415  # idem

    return trusted(settings, given) or Trust()


def must_be_trusting(settings: Settings) -> Trust:
    """Return whom the office trusts; raise AgreementsError when that is nobody."""
    found = trusted(settings)
    if found is None:
        raise AgreementsError(problem("E650", Where(""), setting=SETTING))
    return found
