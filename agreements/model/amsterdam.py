"""The zone in which legal dates are counted; instants are kept in UTC."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo


def legal_date(instant: datetime) -> date:
    """Return the date that an instant has for Dutch law: that of Europe/Amsterdam; raise ValueError for an instant without a time zone."""
    if instant.tzinfo is None:
        raise ValueError(instant)
    return instant.astimezone(amsterdam()).date()


@cache
def amsterdam() -> ZoneInfo:
    """Return the zone."""
    return ZoneInfo("Europe/Amsterdam")
