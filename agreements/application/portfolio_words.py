"""The words of a portfolio, in both languages: what a column holds, why something is not added, and how much something is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from agreements.drafting.facts import Subject, Target
from agreements.drafting.wording import TONGUES, Tongue, number, words
from agreements.model.addable import MONEY, Column
from agreements.model.dossier import Figure, Multiple
from agreements.model.dossier_kinds import Boundary, Cluster, FundingStep, Indicator, PreconditionKind
from agreements.model.portfolio import Amount, Cell, Reason
from agreements.model.promised import Said, Stated
from agreements.model.values import Framework, LocalText, Unit, Wording

CLUSTERS: Mapping[str, LocalText] = {
    Cluster.NOORD_NEDERLAND: LocalText("Noord-Nederland", "Northern Netherlands"),
    Cluster.NZKG: LocalText("Noordzeekanaalgebied", "North Sea Canal area"),
    Cluster.ROTTERDAM_MOERDIJK: LocalText("Rotterdam-Moerdijk", "Rotterdam-Moerdijk"),
    Cluster.ZEELAND_WEST_BRABANT: LocalText("Zeeland-West-Brabant", "Zeeland-West Brabant"),
    Cluster.CHEMELOT: LocalText("Chemelot", "Chemelot"),
    Cluster.CLUSTER_6: LocalText("cluster 6", "cluster 6"),
    "": LocalText("cluster niet bekend", "cluster not known"),
}

REASONS: Mapping[Reason, LocalText] = {
    Reason.LATER: LocalText("een later instrument kwam in de plaats", "a later instrument took its place"),
    Reason.NOT_SIGNED: LocalText("het document was nog niet (zeker) ondertekend", "the document was not (certainly) signed yet"),
    Reason.ENDED: LocalText("de gesprekken waren gestopt", "the talks had ended"),
    Reason.PERCENT: LocalText("een percentage: hoeveel dat is staat er niet", "a percentage: how much that is, it does not say"),
    Reason.MULTIPLE: LocalText(
        "een veelvoud van een norm: zoals gezegd, niet uitgerekend", "a multiple of a framework: as said, not worked out"
    ),
    Reason.NEUTRAL: LocalText("klimaatneutraal zonder hoeveelheid", "climate neutral without an amount"),
    Reason.WORDS: LocalText("woorden zonder getal", "words without a figure"),
    Reason.NO_YEAR: LocalText("geen doeljaar", "no target year"),
    Reason.TOO_LARGE: LocalText("te groot om waar te zijn", "too large to be true"),
    Reason.OTHER_SUBJECT: LocalText("geen broeikasgas en geen euro's", "no greenhouse gas and no euros"),
    Reason.OTHER_YEAR: LocalText("een ander doeljaar", "another target year"),
    Reason.OTHER_PARTY: LocalText("een toezegging van een andere partij", "a promise of another party"),
    Reason.FAMILY: LocalText(
        "telt al bij een moeder, dochter of hetzelfde bedrijf", "counts already with a parent, a subsidiary or the same company"
    ),
    Reason.UNKNOWN_BOUNDARY: LocalText("grens onbekend: in een eigen kolom", "boundary unknown: in a column of its own"),
    Reason.OWN_BOUNDARY: LocalText("een eigen grens: in een eigen kolom", "a boundary of its own: in a column of its own"),
    Reason.UNKNOWN_PRICE_LEVEL: LocalText("prijspeil onbekend: in een eigen kolom", "price level unknown: in a column of its own"),
}

STEPS: Mapping[FundingStep, LocalText] = {
    FundingStep.REQUESTED: LocalText("gevraagd", "requested"),
    FundingStep.RESERVED: LocalText("gereserveerd", "reserved"),
    FundingStep.GRANTED: LocalText("verleend", "granted"),
    FundingStep.PAID: LocalText("betaald", "paid"),
}
PRECONDITIONS: Mapping[PreconditionKind, LocalText] = {
    PreconditionKind.GRID: LocalText("elektriciteitsnet", "grid"),
    PreconditionKind.HYDROGEN: LocalText("waterstof", "hydrogen"),
    PreconditionKind.CO2_TRANSPORT: LocalText("CO₂-transport", "CO₂ transport"),
    PreconditionKind.HEAT: LocalText("warmte", "heat"),
    PreconditionKind.PERMIT: LocalText("vergunning", "permit"),
    PreconditionKind.SUBSIDY: LocalText("subsidie", "subsidy"),
    PreconditionKind.REGULATION: LocalText("regelgeving", "regulation"),
    PreconditionKind.SPACE: LocalText("ruimte", "space"),
    PreconditionKind.OTHER: LocalText("overig", "other"),
}

ASPECTS = {
    "total": LocalText("totaal", "total"),
    "additional": LocalText("extra", "additional"),
    "share": LocalText("aandeel", "share"),
    "multiple": LocalText("veelvoud", "multiple"),
    "neutral": LocalText("klimaatneutraal", "climate neutral"),
    "text": LocalText("woorden", "words"),
}
_MONEY = LocalText("euro's van de Staat", "euros of the State")
_BOUNDARIES = {
    Boundary.UNKNOWN: LocalText("grens onbekend", "boundary unknown"),
    Boundary.SCOPE_1: LocalText("scope 1", "scope 1"),
    Boundary.SCOPE_1_2: LocalText("scope 1 en 2", "scope 1 and 2"),
    Boundary.SITE: LocalText("de locatie", "the site"),
}
_PRICE_UNKNOWN = LocalText("prijspeil onbekend", "price level unknown")
_PRICE = LocalText("prijspeil", "price level")
_ABOVE = LocalText("boven", "above")
_AT = {"nl": "zonder", "en": "without"}
_POSSIBLY = LocalText("mogelijk", "possibly")
_FEWEST, _MOST = LocalText("minimum", "minimum"), LocalText("maximum", "maximum")
_THE_REST = LocalText("de andere samen", "the others together")

_MICRO = Decimal(10) ** 6
MILLION = 10**12
"""A million base units, in millionths: what a megaton is in tonnes, and a million in euros."""


class Scale(NamedTuple):
    """A unit in which millionths of a base unit are written."""

    least: int
    unit: Unit
    divisor: int


_SCALES: Mapping[str, tuple[Scale, ...]] = {
    "t": (Scale(10**11, Unit.MT, 10**12), Scale(10**9, Unit.KT, 10**9), Scale(0, Unit.T, 10**6)),
    "t_per_year": (
        Scale(10**11, Unit.MT_PER_YEAR, 10**12),
        Scale(10**9, Unit.KT_PER_YEAR, 10**9),
        Scale(0, Unit.T_PER_YEAR, 10**6),
    ),
    "eur": (Scale(10**12, Unit.MLN_EUR, 10**12), Scale(0, Unit.EUR, 10**6)),
    "m3": (Scale(10**12, Unit.MLN_M3, 10**12), Scale(0, Unit.M3, 10**6)),
    "percent": (Scale(0, Unit.PERCENT, 10**6),),
    "MW": (Scale(0, Unit.MW, 10**6),),
    "PJ": (Scale(0, Unit.PJ, 10**6),),
}


def in_millions(millionths: int) -> Decimal:
    """Return an amount in millions of its base unit (megaton, million euros), exactly and without empty decimals."""
    return _trimmed(Decimal(millionths) / MILLION)


def _trimmed(amount: Decimal) -> Decimal:
    whole = amount.to_integral_value()
    return whole if amount == whole else amount.normalize()


def price_words(level: str, language: str) -> str:
    """Return "prijspeil 2025", or that it is not known."""
    unknown = level == Boundary.UNKNOWN
    return _PRICE_UNKNOWN.in_language(language) if unknown else f"{_PRICE.in_language(language)} {level}"


def column_words(column: Column, language: str) -> str:
    """Return what the figures of a column are: "CO₂ · totaal · in 2030 · grens onbekend"."""
    tongue = TONGUES[language]
    if column.subject == MONEY:
        parts = [_MONEY.in_language(language), *_aspect(column, tongue), price_words(column.price_level, language)]
    else:
        target = Target(None, int(column.target[1:])) if column.target.startswith("<") else Target(int(column.target), None)
        parts = [
            words(Subject(Indicator(column.subject), None), tongue),
            *_aspect(column, tongue),
            words(target, tongue),
            boundary_words(column.boundary, language),
        ]
    return " · ".join(parts)


def _aspect(column: Column, tongue: Tongue) -> list[str]:
    above = [f"{_ABOVE.in_language(tongue.code)} {words(Framework(column.above), tongue)}"] if column.above else []
    return [ASPECTS[column.aspect].in_language(tongue.code), *above]


def boundary_words(boundary: str, language: str) -> str:
    """Return which emissions are covered: one of the list, or the words of the source in quotation marks."""
    return _BOUNDARIES[Boundary(boundary)].in_language(language) if boundary in set(Boundary) else f"“{boundary}”"


def least(amount: Amount, language: str) -> str:
    """Return the minimum of a sum in millions, and how many figures have none."""
    return _end(amount.low, amount.without_low, _FEWEST, language)


def most(amount: Amount, language: str) -> str:
    """Return the maximum of a sum in millions; where figures have none, the sum has none, and the others are told apart."""
    if not amount.without_high:
        return number(in_millions(amount.high), TONGUES[language])
    rest = f"; {_THE_REST.in_language(language)} {number(in_millions(amount.high), TONGUES[language])}" if amount.high else ""
    return f"– ({amount.without_high} {_AT[language]} {_MOST.in_language(language)}{rest})"


def _end(millionths: int, without: int, name: LocalText, language: str) -> str:
    shown = number(in_millions(millionths), TONGUES[language])
    return f"{shown} ({without} {_AT[language]} {name.in_language(language)})" if without else shown


def waiting_words(sums: Mapping[Column, Cell], language: str) -> str:
    """Return what waits, each column with its least and most, and what possibly waits where that is otherwise; "–" for nothing."""
    return "; ".join(f"{_ends(cell, language)} ({column_words(column, language)})" for column, cell in sums.items()) or "–"


def _ends(cell: Cell, language: str) -> str:
    certain, possible = _least_and_most(cell.certainly, language), _least_and_most(cell.possibly, language)
    return certain if cell.certainly == cell.possibly else f"{certain}, {_POSSIBLY.in_language(language)} {possible}"


def _least_and_most(amount: Amount, language: str) -> str:
    low, high = least(amount, language), most(amount, language)
    return low if low == high else f"{low} – {high}"


def stated_words(each: Stated, language: str) -> str:
    """Return what was promised, as said: "ruim 0,6 megaton per jaar in 2030", "twee keer zoveel (het Klimaatakkoord)"; "–" for words."""
    said, tongue = each.said, TONGUES[language]
    target = [words(Target(said.year, said.before), tongue)] if said.year or said.before else []
    above = [words(Framework(said.above), tongue)] if said.above else []
    if each.aspect == "multiple":
        return f"{words(Multiple(times=_trimmed(Decimal(said.low or 0) / _MICRO), of=Framework(said.above)), tongue)} ({above[0]})"
    if said.low is None and said.high is None:
        return " ".join([ASPECTS[each.aspect].in_language(language) if each.aspect == "neutral" else "–", *target])
    shown = " ".join([words(figure_of(said), tongue), *target])
    return f"{shown} ({_ABOVE.in_language(language)} {above[0]})" if above else shown


def figure_of(said: Said) -> Figure:
    """Return a quantity as a figure in the unit in which it reads best."""
    size = max(said.low or 0, said.high or 0)
    _, unit, divisor = next(each for each in _SCALES[said.unit] if size >= each.least)
    low, high = (None if end is None else _trimmed(Decimal(end) / divisor) for end in (said.low, said.high))
    if low == high:
        return Figure(amount=low, unit=unit, wording=Wording(said.wording))
    return Figure(at_least=low, at_most=high, unit=unit, wording=Wording(said.wording))
