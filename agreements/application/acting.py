"""Who does something, and when: what every use case that writes is given by its shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Actor:
    """Who says that they do something: a person of the office (claimed), at an account of the operating system."""

    person: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now: the instant in UTC as the record writes it, and the day in Amsterdam on which legal terms count."""

    instant: str
    day: date


Clock = Callable[[], Moment]
"""Tells this moment, each time anew."""


@dataclass(frozen=True, slots=True)
class When:
    """As of which day something is asked (`at`), and as known at which instant; None and empty are now."""

    at: date | None = None
    as_known: str = ""
