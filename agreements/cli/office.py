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
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.record.values import instant

if TYPE_CHECKING:
    from agreements.sources import Source

AS = click.option("--as", "person", envvar="MAATWERK_PERSON", default="", help="Who does this: the id of a person of the office (claimed).")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be recorded; write nothing.")


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
    given = os.environ.get("MAATWERK_NOW")
    moment = datetime.fromisoformat(given) if given else datetime.now(UTC)
    return Moment(instant(moment), legal_date(moment))


def actor(person: str) -> Actor:
    """Return who does something, beside the account that the operating system knows."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = ""
    return Actor(person, account)


def place(settings: Settings) -> str:
    """Return where the record is: MAATWERK_RECORD, else output/record.sqlite3 of the workspace."""
    return os.environ.get("MAATWERK_RECORD") or str(settings["workspace"] / "output" / "record.sqlite3")


def archive(settings: Settings) -> Path:
    """Return the folder in which evidence is kept: MAATWERK_ARCHIVE, else output/archive of the workspace."""
    return Path(os.environ.get("MAATWERK_ARCHIVE") or settings["workspace"] / "output" / "archive")


@contextmanager
def record(settings: Settings, *, create: bool = False) -> Iterator[Record]:
    """Open the record of the workspace; raise AgreementsError when there is none and none is to be made."""
    where = place(settings)
    if not create and "://" not in where and not Path(where).exists():
        raise AgreementsError(problem("E888", Where(where), place=where))
    with open_record(where, create=create) as opened:
        yield opened


def recorded(settings: Settings, subject: str, when: When | None = None) -> Source | None:
    """Return the dossier of a company out of the record; None when the subject is a file, or the record does not know it."""
    where = place(settings)
    absent = "://" not in where and not Path(where).exists()
    if absent or Path(subject).is_file() or (settings["workspace"] / subject).is_file():
        return None
    from agreements.application.recorded import from_record  # noqa: PLC0415  # a draft from a file needs no record

    with record(settings) as opened:
        return from_record(opened, subject, when)


def known_until(day: date) -> str:
    """Return the last instant of a day in Amsterdam, as the record writes it."""
    midnight = datetime.combine(day + timedelta(days=1), time(), amsterdam())
    return instant(midnight - timedelta(seconds=1))


def pair(given: str) -> tuple[str, str]:
    """Return the two sides of NAME=VALUE; raise AgreementsError for anything else."""
    name, equals, value = given.partition("=")
    if not equals:
        raise AgreementsError(problem("E886", Where(""), given=given))
    return name, value
