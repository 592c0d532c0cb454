"""Days as an iCalendar (RFC 5545), which every calendar program can take in or subscribe to.

It is stamped with the day that it tells of, not with the moment at which it was written: the same days make the same file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category

_ROOM = 75
"""Octets of a line, without its end."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something on a day. `uid` is the same in every calendar in which it stands, so that a program sees that it moved or changed."""

    uid: str
    day: date
    summary: str
    description: str


def render(events: Iterable[DayEvent], day: date, language: str) -> bytes:
    """Return a calendar of days as it was on a day."""
    return b"".join(_folded(line) for line in _lines(events, day, language))


def _lines(events: Iterable[DayEvent], day: date, language: str) -> Iterator[str]:
    stamp = f"{_digits(day)}T000000Z"
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//maatwerk//maatwerk//NL", "CALSCALE:GREGORIAN")
    for each in events:
        yield from ("BEGIN:VEVENT", f"UID:{each.uid}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{_digits(each.day)}")
        yield f"SUMMARY;LANGUAGE={language}:{_escaped(each.summary)}"
        yield f"DESCRIPTION;LANGUAGE={language}:{_escaped(each.description)}"
        yield from ("TRANSP:TRANSPARENT", "END:VEVENT")
    yield "END:VCALENDAR"


def _digits(day: date) -> str:
    """Return a day in eight digits, which strftime does not give of a year before 1000."""
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Return words as a value: line breaks and separators escaped, other control signs left out; a space that does not break is a space."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable() or category(sign) == "Zs").translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line, folded so that no part has more octets than there is room for and no letter is cut in two."""
    parts, part = [], b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > _ROOM:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
