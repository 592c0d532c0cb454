"""A portfolio as a table for a spreadsheet: every promise on a line, so that a person can make every sum again."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.application.portfolio import Portfolio
from agreements.application.portfolio_data import decimal
from agreements.application.portfolio_words import CLUSTERS, REASONS, column_words
from agreements.drafting.instruments import INSTRUMENTS
from agreements.drafting.wording import TONGUES
from agreements.formats import to_csv
from agreements.model.addable import Column, bounds
from agreements.model.portfolio import Apart, Reason
from agreements.model.values import Wording

HEADS = {
    "nl": (
        "bedrijf",
        "naam",
        "cluster",
        "toezegging",
        "instrument",
        "partij",
        "onderwerp",
        "wat",
        "minimum",
        "maximum",
        "circa",
        "eenheid",
        "jaar",
        "vóór",
        "uitgangsjaar",
        "grens",
        "boven",
        "prijspeil",
        "kolom",
        "reden",
        "bron",
        "zichtbaar",
    ),
    "en": (
        "company",
        "name",
        "cluster",
        "commitment",
        "instrument",
        "party",
        "indicator",
        "aspect",
        "minimum",
        "maximum",
        "about",
        "unit",
        "year",
        "before",
        "baseline",
        "boundary",
        "above",
        "price level",
        "column",
        "reason",
        "source",
        "visibility",
    ),
}


def as_csv(found: Portfolio, language: str) -> bytes:
    """Return every promise that a document signed by then holds, or may hold, with its column or the reason why it has none."""
    lines = {(each.company, each.stated): each for each in (*found.counted, *found.apart)}
    shown = sorted(lines.values(), key=lambda each: (each.company, each.stated.commitment, each.stated.stage, each.stated.aspect))
    clusters = {each.company: each.cluster for each in found.stands}
    return to_csv.render(HEADS[language], (tuple(_row(each, clusters[each.company], language)) for each in shown), language)


def _row(each: Apart, cluster: str, language: str) -> Iterator[str]:
    stated, said = each.stated, each.stated.said
    found = bounds(said.low, said.high, said.wording)
    yield from (each.company, each.name, CLUSTERS[cluster].in_language(language), stated.commitment)
    yield from (INSTRUMENTS[stated.stage].in_language(language), stated.party, stated.indicator, stated.aspect)
    yield from (_number(end, language) for end in (found.low, found.high))
    yield "x" if said.wording is Wording.ABOUT else ""
    yield said.unit
    yield from (str(year) if year else "" for year in (said.year, said.before))
    yield from (said.baseline, said.boundary, said.above, said.price_level)
    yield _column(each, language)
    yield REASONS[each.reason].in_language(language) if each.reason else ""
    yield from (stated.source, stated.visibility)


def _column(each: Apart, language: str) -> str:
    """Return the column in which a promise is added or put beside others; nothing for what stands in none."""
    own = {None, Reason.UNKNOWN_BOUNDARY, Reason.OWN_BOUNDARY, Reason.UNKNOWN_PRICE_LEVEL}
    return column_words(each.stated.place, language) if each.reason in own and isinstance(each.stated.place, Column) else ""


def _number(millionths: int | None, language: str) -> str:
    return "" if millionths is None else decimal(millionths).replace(".", TONGUES[language].point)
