"""How long a signed file can be proved with what it holds, and why one cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Doubt(StrEnum):
    """Why a file cannot be proved, or not for long; the words stand in `problems/lasting`."""

    NONE = ""
    UNREAD = "@lasting_unread"
    UNSIGNED = "@lasting_unsigned"
    ALTERED = "@lasting_altered"
    UNSTAMPED = "@lasting_unstamped"  # no time stamp lies over all signatures: `renew` puts one there
    UNPROVEN = "@lasting_unproven"


@dataclass(frozen=True, slots=True)
class Lasting:
    """The last day (UTC) on which every signature in a file can be proved; without one, why not."""

    until: date | None = None
    doubt: Doubt = Doubt.NONE


def earliest(found: Iterable[Lasting]) -> date | None:
    """Return until when all of them can be proved; None when one cannot be, or when there is none."""
    days = [each.until for each in found]
    known = [each for each in days if each is not None]
    return min(known) if known and len(known) == len(days) else None
