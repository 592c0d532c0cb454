"""What a dossier answers to the binding agreement beyond its facts, read by type; what is absent or faulty is None.

The template `maatwerkafspraak` says what each answer means; a fault in one is told where a document is drafted.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar

from agreements.model.dossier import Dossier, Figure
from agreements.model.dossier_kinds import Kind
from agreements.model.reading import read
from agreements.model.values import MONTHS, FuzzyDate, LocalText

T = TypeVar("T")

_DAY_OF_YEAR = re.compile(r"(\d{1,2}) ([a-z]+)", re.ASCII)


def answer(dossier: Dossier, name: str, kind: type[T]) -> T | None:
    """Return an answer to the binding agreement, as a value of a type of the model."""
    node = dossier.answers.get(Kind.MAATWERKAFSPRAAK, {}).get(name)
    return read(node, kind, []) if node is not None else None


def position(dossier: Dossier, clause: str) -> str:
    """Return the fallback of a clause that was accepted for the binding agreement; nothing for its standard text."""
    chosen = dossier.positions.get(Kind.MAATWERKAFSPRAAK, {}).get(clause)
    return chosen.position if chosen is not None and not chosen.withdrawn else ""


def ends(dossier: Dossier) -> date | None:
    """Return the last day on which the agreement applies, as its parties wrote it."""
    found = answer(dossier, "ends", FuzzyDate)
    return found.last if found is not None else None


def report_day(dossier: Dossier) -> tuple[int, int] | None:
    """Return the month and day by which a progress report is owed each year ("1 mei"); None for words that name no day."""
    said = answer(dossier, "report_day", LocalText)
    found = _DAY_OF_YEAR.fullmatch(said.nl.casefold()) if said is not None else None
    if found is None or found[2] not in MONTHS["nl"]:
        return None
    month, day = list(MONTHS["nl"]).index(found[2]) + 1, int(found[1])
    try:
        date(2001, month, day)  # no leap year: a day that is not there every year names none
    except ValueError:
        return None
    return month, day


def first_report(dossier: Dossier) -> int | None:
    """Return the year in which the first progress report is owed."""
    found = answer(dossier, "first_report", FuzzyDate)
    return found.last.year if found is not None else None


def single_figure(dossier: Dossier, name: str) -> Figure | None:
    """Return an answer that is one figure, exactly said; None for a range or a figure in words."""
    found = answer(dossier, name, Figure)
    return found if found is not None and found.amount is not None else None
