"""What commands on the record have in common: who does something, when, and where the record is."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreements.application.acting import Actor, Moment, When
from agreements.cli.settings import Settings
from agreements.model.amsterdam import amsterdam, legal_date
from agreements.problems import AgreementsError, Where, problem
from agreements.record.doors import PATIENCE, absent
from agreements.record.opening import open_record, open_to_read
from agreements.record.record import Record
from agreements.record.values import instant

if TYPE_CHECKING:
    from agreements.sources import Source

AS = click.option("--as", "person", envvar="MAATWERK_PERSON", default="", help="Who does this: the id of a person of the office (claimed).")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be recorded; write nothing.")

LONGEST_PATIENCE = 24 * 60 * 60
LONGEST_ACCOUNT = 200
"""How much of what the computer calls somebody is kept; it may be anything."""


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a day; write YYYY-MM-DD", param, ctx)


DAY = Day()


def now() -> Moment:
    """Return this moment; MAATWERK_NOW (an instant with its zone, for demonstrations and tests) stands in for the clock."""
    given = os.environ.get("MAATWERK_NOW", "")
    try:
        moment = datetime.fromisoformat(given) if given else datetime.now(UTC)
        return Moment(instant(moment), legal_date(moment))
    except (ValueError, OverflowError):
        raise AgreementsError(
            problem("E876", Where(""), name="MAATWERK_NOW", value=given, example="2026-03-02T10:00:00+01:00"),
        ) from None


def patience() -> float:
    """Return how many seconds to wait for the turn to write: MAATWERK_PATIENCE, else a quarter of a minute."""
    given = os.environ.get("MAATWERK_PATIENCE", "")
    if not given:
        return PATIENCE
    if not given.isascii() or not given.isdecimal() or int(given) > LONGEST_PATIENCE:
        raise AgreementsError(problem("E876", Where(""), name="MAATWERK_PATIENCE", value=given, example="60"))
    return float(given)


def actor(person: str) -> Actor:
    """Return who does something, beside the account that the operating system knows."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = ""
    return Actor(person, "".join(filter(str.isprintable, account))[:LONGEST_ACCOUNT])


def place(settings: Settings) -> str:
    """Return where the record is: MAATWERK_RECORD, else output/record.sqlite3 of the workspace."""
    return os.environ.get("MAATWERK_RECORD") or str(settings["workspace"] / "output" / "record.sqlite3")


def archive(settings: Settings) -> Path:
    """Return the folder in which evidence is kept: MAATWERK_ARCHIVE, else output/archive of the workspace."""
    return Path(os.environ.get("MAATWERK_ARCHIVE") or settings["workspace"] / "output" / "archive")


@contextmanager
def record(settings: Settings, *, create: bool = False, writes: bool = True) -> Iterator[Record]:
    """Open the record of the workspace; raise AgreementsError when there is none and none is to be made.

    What only reads works where nothing may be written.
    """
    where = place(settings)
    with open_record(where, create=create, patience=patience()) if writes else open_to_read(where, patience=patience()) as opened:
        yield opened


def recorded(settings: Settings, subject: str, when: When | None = None, *, drafting: bool = False) -> Source | None:
    """Return the dossier of a company out of the record; None when the subject is a file, or the record does not know it.

    `drafting`: as a document is drafted from it.
    """
    if Path(subject).is_file() or (settings["workspace"] / subject).is_file() or absent(place(settings)):
        return None
    from agreements.application.recorded import from_record, from_record_to_draft  # noqa: PLC0415  # a draft from a file needs no record

    with record(settings, writes=False) as opened:
        return (from_record_to_draft if drafting else from_record)(opened, subject, when)


def known_until(day: date) -> str:
    """Return the last instant of a day in Amsterdam, as the record writes it."""
    if day == date.max:
        return "9999-12-31T23:59:59Z"
    midnight = datetime.combine(day + timedelta(days=1), time(), amsterdam())
    return instant(midnight - timedelta(seconds=1))


def checked_key(given: str) -> str:
    """Return the key of a command; raise AgreementsError for one that cannot be kept."""
    if len(given) > LONGEST_ACCOUNT or not given.isprintable():
        raise AgreementsError(problem("E876", Where(""), name="--key", value=given, example="brief-2026-014"))
    return given


def pair(given: str) -> tuple[str, str]:
    """Return the two sides of NAME=VALUE; raise AgreementsError for anything else."""
    name, equals, value = given.partition("=")
    if not equals:
        raise AgreementsError(problem("E886", Where(""), given=given))
    return name, value
