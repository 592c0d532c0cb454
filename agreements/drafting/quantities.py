"""Quantities as people type them in running text: "1,5 megaton", "38%"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from agreements.model.values import Unit

NUMBER = r"(?<![\w.,])[0-9]+(?:[.,\u00a0\u202f][0-9]+)*"
UNITS: Mapping[str, Unit] = {
    "miljoen ton": Unit.MT,
    "mln ton": Unit.MT,
    "million tonne": Unit.MT,
    "megaton": Unit.MT,
    "Mton": Unit.MT,
    "megatonne": Unit.MT,
    "Mt": Unit.MT,
    "duizend ton": Unit.KT,
    "thousand tonne": Unit.KT,
    "kiloton": Unit.KT,
    "kton": Unit.KT,
    "kilotonne": Unit.KT,
    "kt": Unit.KT,
    "ton": Unit.T,
    "tonne": Unit.T,
    "procent": Unit.PERCENT,
    "percent": Unit.PERCENT,
    "%": Unit.PERCENT,
}
QUANTITY = re.compile(rf"(?P<number>{NUMBER})[\s\u00a0]*(?P<unit>{'|'.join(UNITS)})s?(?!\w)")


def normal(number: str, language: str) -> str:
    """Return a printed number without thousands separators, with a point: "1.500,5" in Dutch is "1500.5"."""
    thousands, point = (".", ",") if language == "nl" else (",", ".")
    return re.sub(r"[\u00a0\u202f]", "", number.replace(thousands, "")).replace(point, ".")


def amount(number: str, language: str) -> Decimal | None:
    """Return what a typed number is worth; None for what is no number, as "1,2,3"."""
    try:
        return Decimal(normal(number, language))
    except InvalidOperation:
        return None
