"""How Dutch and English write numbers, dates, quantities and references. One table per language; nothing else knows a language.

Sources: Aanwijzingen voor de regelgeving (references, periods, enumerations), taaladvies.net and the EU interinstitutional style guide
(decimal signs, thousands, percentages, money). Between number and unit, day and month, "artikel" and number stands a no-break space.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agreements.drafting.facts import Base, Choice, Extent, FactValue, MinisterName, Series, Subject, Target, UnitName
from agreements.model.dossier import Figure, Multiple
from agreements.model.dossier_kinds import Boundary, Indicator
from agreements.model.values import EUROS, MONTHS, Framework, FuzzyDate, LocalText, Precision, Unit, Wording

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language."""

    code: str
    point: str
    thousands: str
    months: Sequence[str]
    numbers: Sequence[str]
    ordinals: Sequence[str]
    conjunction: str
    units: Mapping[Unit, tuple[str, str]]
    unit_signs: Mapping[Unit, str]
    wordings: Mapping[Wording, str]
    frameworks: Mapping[Framework, str]
    boundaries: Mapping[Boundary, str]
    indicators: Mapping[Indicator, str]
    offices: Mapping[str, str]
    at_least: str
    at_most: str
    range_joint: str
    in_year: str
    before_year: str
    before_date: str
    up_to_and_including: str
    current: tuple[str, str]  # of an emission, of a level
    baseline_year: tuple[str, str]
    baseline_period: tuple[str, str]
    neutral: str
    greenhouse_gases: str
    article: tuple[str, str]
    lid: tuple[str, str]
    item: tuple[str, str]
    annex: tuple[str, str]
    belongs_to: str
    status_draft: str
    reconstruction: str
    version: str
    page: tuple[str, str]
    place: str
    date: str
    signature: str
    signatory_name: str
    signatory_function: str


_NL_UNITS = {
    Unit.MT: ("megaton", "megaton"),
    Unit.KT: ("kiloton", "kiloton"),
    Unit.T: ("ton", "ton"),
    Unit.MT_PER_YEAR: ("megaton per jaar", "megaton per jaar"),
    Unit.KT_PER_YEAR: ("kiloton per jaar", "kiloton per jaar"),
    Unit.T_PER_YEAR: ("ton per jaar", "ton per jaar"),
    Unit.PERCENT: ("procent", "procent"),
    Unit.EUR: ("€", "€"),
    Unit.MLN_EUR: ("miljoen", "miljoen"),
    Unit.MLD_EUR: ("miljard", "miljard"),
    Unit.M3: ("kubieke meter", "kubieke meter"),
    Unit.MLN_M3: ("miljoen kubieke meter", "miljoen kubieke meter"),
    Unit.MW: ("megawatt", "megawatt"),
    Unit.PJ: ("petajoule", "petajoule"),
}
_EN_UNITS = {
    Unit.MT: ("megatonne", "megatonnes"),
    Unit.KT: ("kilotonne", "kilotonnes"),
    Unit.T: ("tonne", "tonnes"),
    Unit.MT_PER_YEAR: ("megatonne a year", "megatonnes a year"),
    Unit.KT_PER_YEAR: ("kilotonne a year", "kilotonnes a year"),
    Unit.T_PER_YEAR: ("tonne a year", "tonnes a year"),
    Unit.PERCENT: ("%", "%"),
    Unit.EUR: ("€", "€"),
    Unit.MLN_EUR: ("million", "million"),
    Unit.MLD_EUR: ("billion", "billion"),
    Unit.M3: ("cubic metre", "cubic metres"),
    Unit.MLN_M3: ("million cubic metres", "million cubic metres"),
    Unit.MW: ("megawatt", "megawatts"),
    Unit.PJ: ("petajoule", "petajoules"),
}
_SIGNS = {
    Unit.MT: "Mt",
    Unit.KT: "kt",
    Unit.T: "t",
    Unit.PERCENT: "%",
    Unit.EUR: "€",
    Unit.M3: "m³",
    Unit.MW: "MW",
    Unit.PJ: "PJ",
}

DUTCH = Tongue(
    code="nl",
    point=",",
    thousands=".",
    months=MONTHS["nl"],
    numbers=["nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"],
    ordinals=[
        "eerste",
        "tweede",
        "derde",
        "vierde",
        "vijfde",
        "zesde",
        "zevende",
        "achtste",
        "negende",
        "tiende",
        "elfde",
        "twaalfde",
        "dertiende",
        "veertiende",
        "vijftiende",
        "zestiende",
        "zeventiende",
        "achttiende",
        "negentiende",
        "twintigste",
    ],
    conjunction="en",
    units=_NL_UNITS,
    unit_signs={
        **_SIGNS,
        Unit.MT_PER_YEAR: "Mt per jaar",
        Unit.KT_PER_YEAR: "kt per jaar",
        Unit.T_PER_YEAR: "t per jaar",
        Unit.MLN_EUR: "€ mln",
        Unit.MLD_EUR: "€ mld",
        Unit.MLN_M3: "mln m³",
    },
    wordings={
        Wording.EXACT: "",
        Wording.ABOUT: "circa",
        Wording.MORE_THAN: "ruim",
        Wording.SLIGHTLY_MORE_THAN: "iets meer dan",
        Wording.UP_TO: "ten hoogste",
    },
    frameworks={
        Framework.KLIMAATAKKOORD: "het Klimaatakkoord",
        Framework.COALITION_AGREEMENT: "het coalitieakkoord",
        Framework.CO2_LEVY: "de CO₂-heffing voor de industrie",
        Framework.ETS: "het Europese systeem voor emissiehandel",
        Framework.PERMIT: "de geldende vergunningen",
    },
    boundaries={
        Boundary.UNKNOWN: "",
        Boundary.SCOPE_1: "de directe uitstoot van de Onderneming (scope 1)",
        Boundary.SCOPE_1_2: "de directe uitstoot van de Onderneming en de uitstoot van ingekochte energie (scope 1 en 2)",
        Boundary.SITE: "de uitstoot op de locatie",
    },
    indicators={
        Indicator.CO2: "CO₂",
        Indicator.CO2_EQ: "CO₂-equivalenten",
        Indicator.NOX: "stikstofoxiden",
        Indicator.NITROGEN: "stikstof",
        Indicator.NH3: "ammoniak",
        Indicator.NATURAL_GAS: "aardgas",
        Indicator.FRESH_WATER: "zoet water",
        Indicator.CIRCULARITY: "circulariteit",
        Indicator.HEALTH: "gezondheid",
        Indicator.NOISE: "geluid",
        Indicator.ODOUR: "geur",
        Indicator.ZZS: "zeer zorgwekkende stoffen",
        Indicator.WATER: "water",
        Indicator.SOIL: "bodem",
        Indicator.PARTICULATES: "fijnstof",
        Indicator.ENERGY: "energie",
        Indicator.OTHER: "overige",
    },
    offices={"minister": "Minister van", "state_secretary": "Staatssecretaris van"},
    at_least="ten minste",
    at_most="ten hoogste",
    range_joint="en",
    in_year="in",
    before_year="vóór",
    before_date="vóór",
    up_to_and_including="tot en met",
    current=("de huidige uitstoot", "het huidige niveau"),
    baseline_year=("de uitstoot in", "het niveau in"),
    baseline_period=("de gemiddelde uitstoot over", "het gemiddelde niveau over"),
    neutral="klimaatneutraal",
    greenhouse_gases="broeikasgassen",
    article=("artikel", "artikelen"),
    lid=("lid", "leden"),
    item=("onderdeel", "onderdelen"),
    annex=("bijlage", "bijlagen"),
    belongs_to="behorende bij",
    status_draft="CONCEPT – geen afspraak",
    reconstruction="Reconstructie uit openbare bronnen; niet de ondertekende tekst",
    version="versie",
    page=("Pagina", "van"),
    place="Plaats",
    date="Datum",
    signature="Handtekening",
    signatory_name="naam van de ondertekenaar",
    signatory_function="functie van de ondertekenaar",
)

ENGLISH = Tongue(
    code="en",
    point=".",
    thousands=",",
    months=MONTHS["en"],
    numbers=["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    ordinals=(),
    conjunction="and",
    units=_EN_UNITS,
    unit_signs={
        **_SIGNS,
        Unit.MT_PER_YEAR: "Mt a year",
        Unit.KT_PER_YEAR: "kt a year",
        Unit.T_PER_YEAR: "t a year",
        Unit.MLN_EUR: "€ million",
        Unit.MLD_EUR: "€ billion",
        Unit.MLN_M3: "million m³",
    },
    wordings={
        Wording.EXACT: "",
        Wording.ABOUT: "about",
        Wording.MORE_THAN: "over",
        Wording.SLIGHTLY_MORE_THAN: "slightly over",
        Wording.UP_TO: "at most",
    },
    frameworks={
        Framework.KLIMAATAKKOORD: "the Climate Agreement",
        Framework.COALITION_AGREEMENT: "the coalition agreement",
        Framework.CO2_LEVY: "the CO₂ levy on industry",
        Framework.ETS: "the EU Emissions Trading System",
        Framework.PERMIT: "the permits in force",
    },
    boundaries={
        Boundary.UNKNOWN: "",
        Boundary.SCOPE_1: "the direct emissions of the Company (scope 1)",
        Boundary.SCOPE_1_2: "the direct emissions of the Company and the emissions from purchased energy (scopes 1 and 2)",
        Boundary.SITE: "emissions at the site",
    },
    indicators={
        Indicator.CO2: "CO₂",
        Indicator.CO2_EQ: "CO₂ equivalent",
        Indicator.NOX: "nitrogen oxides",
        Indicator.NITROGEN: "nitrogen",
        Indicator.NH3: "ammonia",
        Indicator.NATURAL_GAS: "natural gas",
        Indicator.FRESH_WATER: "fresh water",
        Indicator.CIRCULARITY: "circularity",
        Indicator.HEALTH: "health",
        Indicator.NOISE: "noise",
        Indicator.ODOUR: "odour",
        Indicator.ZZS: "substances of very high concern",
        Indicator.WATER: "water",
        Indicator.SOIL: "soil",
        Indicator.PARTICULATES: "particulates",
        Indicator.ENERGY: "energy",
        Indicator.OTHER: "other",
    },
    offices={"minister": "Minister of", "state_secretary": "State Secretary for"},
    at_least="at least",
    at_most="at most",
    range_joint="and",
    in_year="in",
    before_year="before",
    before_date="before",
    up_to_and_including="up to and including",
    current=("current emissions", "the current level"),
    baseline_year=("emissions in", "the level in"),
    baseline_period=("average emissions over", "the average level over"),
    neutral="climate neutral",
    greenhouse_gases="greenhouse gases",
    article=("Article", "Articles"),
    lid=("paragraph", "paragraphs"),
    item=("point", "points"),
    annex=("Annex", "Annexes"),
    belongs_to="belonging to",
    status_draft="DRAFT – not an agreement",
    reconstruction="Reconstruction from public sources; not the signed text",
    version="version",
    page=("Page", "of"),
    place="Place",
    date="Date",
    signature="Signature",
    signatory_name="name of the signatory",
    signatory_function="position of the signatory",
)

TONGUES = {"nl": DUTCH, "en": ENGLISH}


def number(amount: Decimal, tongue: Tongue) -> str:
    """Return an amount with the decimal sign and thousands of a language, with as many decimals as its source gives."""
    whole, point, decimals = f"{amount:,f}".partition(".")
    return whole.replace(",", tongue.thousands) + (tongue.point + decimals if point else "")


def in_words(count: int, tongue: Tongue) -> str:
    """Return a count as a word up to twelve, in digits beyond."""
    return tongue.numbers[count] if count < len(tongue.numbers) else number(Decimal(count), tongue)


def enumeration(parts: Sequence[str], tongue: Tongue) -> str:
    """Return "A", "A en B" or "A, B en C"."""
    if len(parts) < 2:  # noqa: PLR2004  # one needs no conjunction
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {tongue.conjunction} {parts[-1]}"


def day(value: date, tongue: Tongue) -> str:
    """Return a day as "10 juli 2023"."""
    return f"{value.day}{NBSP}{tongue.months[value.month - 1]}{NBSP}{value.year}"


def fuzzy(value: FuzzyDate, tongue: Tongue) -> str:
    """Return a date with the precision that is known."""
    first = value.first
    if first is None:
        return f"{tongue.before_date}{NBSP}{_after(value.last, tongue)}"
    match value.precision:
        case Precision.DAY:
            return day(first, tongue)
        case Precision.MONTH:
            return f"{tongue.months[first.month - 1]}{NBSP}{first.year}"
        case Precision.YEAR:
            return str(first.year)
        case _ if first == value.last:
            return day(first, tongue)
        case _:
            return f"{day(first, tongue)} {tongue.up_to_and_including} {day(value.last, tongue)}"


def _after(last: date, tongue: Tongue) -> str:
    """Return the date before which `last` is the final day: a year when that says it all."""
    following = date.fromordinal(last.toordinal() + 1)
    return str(following.year) if (following.month, following.day) == (1, 1) else day(following, tongue)


def figure(value: Figure, tongue: Tongue) -> str:
    """Return a quantity in running text: "1,5 megaton", "ten minste 0,35 en ten hoogste 0,55 megaton", "circa 550 kiloton"."""
    unit = value.unit
    if value.amount is not None:
        word = tongue.wordings[value.wording]
        return f"{word}{NBSP if word else ''}{_measured(value.amount, unit, tongue)}"
    low, high = value.at_least, value.at_most
    if low is not None and high is not None:
        least = _measured(low, unit, tongue) if unit in _SIGNED[tongue.code] else number(low, tongue)
        return f"{tongue.at_least}{NBSP}{least} {tongue.range_joint} {tongue.at_most}{NBSP}{_measured(high, unit, tongue)}"
    if low is not None:
        return f"{tongue.at_least}{NBSP}{_measured(low, unit, tongue)}"
    return f"{tongue.at_most}{NBSP}{_measured(high or Decimal(0), unit, tongue)}"


def extent(value: Figure, tongue: Tongue) -> str:
    """Return the numbers of a quantity without its unit, for a table: "1,5", "circa 550", "ten minste 0,35 en ten hoogste 0,55"."""
    if value.amount is not None:
        word = tongue.wordings[value.wording]
        return f"{word}{NBSP if word else ''}{number(value.amount, tongue)}"
    ends = ((tongue.at_least, value.at_least), (tongue.at_most, value.at_most))
    return f" {tongue.range_joint} ".join(f"{word}{NBSP}{number(end, tongue)}" for word, end in ends if end is not None)


_MASS = {_SIGNS[Unit.MT], _SIGNS[Unit.KT], _SIGNS[Unit.T]}
_EQUIVALENTS = "CO₂\u2011eq."  # a narrow column must not break it at its hyphen
_SIGNED = {"nl": EUROS.keys(), "en": {*EUROS, Unit.PERCENT}}


def _measured(amount: Decimal, unit: Unit, tongue: Tongue) -> str:
    words = number(amount, tongue)
    one, many = tongue.units[unit]
    name = one if amount == 1 else many
    if unit in EUROS:
        sign = f"€{NBSP}" if tongue is DUTCH else "€"
        return f"{sign}{words}" if unit is Unit.EUR else f"{sign}{words}{NBSP}{name}"
    return f"{words}{name}" if name == "%" else f"{words}{NBSP}{name}"


def target(value: Target, tongue: Tongue) -> str:
    """Return "in 2030" or "vóór 2030"."""
    if value.year:
        return f"{tongue.in_year}{NBSP}{value.year}"
    return f"{tongue.before_year}{NBSP}{value.before}"


def base(value: Base, tongue: Tongue) -> str:
    """Return what is compared with: "de uitstoot in 2020", "de gemiddelde uitstoot over 2018 tot en met 2021", "de huidige uitstoot"."""
    kind = 0 if value.emission else 1
    if value.baseline == "current":
        return tongue.current[kind]
    first, slash, last = value.baseline.partition("/")
    if slash:
        return f"{tongue.baseline_period[kind]} {first} {tongue.up_to_and_including} {last}"
    return f"{tongue.baseline_year[kind]}{NBSP}{first}"


def unit_name(value: UnitName, tongue: Tongue) -> str:
    """Return "kt per jaar"; of other greenhouse gases "kt CO₂-eq. per jaar"."""
    sign, space, period = tongue.unit_signs[value.unit].partition(" ")
    of = f"{NBSP}{_EQUIVALENTS}" if value.equivalents and sign in _MASS else ""
    return f"{sign}{of}{space}{period}"


def multiple(value: Multiple, tongue: Tongue) -> str:
    """Return "twee keer zoveel" or "twice as much"."""
    times = in_words(int(value.times), tongue) if value.times == int(value.times) else number(value.times, tongue)
    if tongue is DUTCH:
        return f"{times} keer zoveel"
    return "twice as much" if value.times == 2 else f"{times} times as much"  # noqa: PLR2004  # English has a word for two


def words(value: FactValue, tongue: Tongue) -> str:
    """Return a fact as it is printed in a language; a choice prints as its value, because only the template knows its words."""
    if isinstance(value, str) and type(value) is str:
        return value
    return _WORDS[type(value)](value, tongue)


def _subject(subject: Subject, tongue: Tongue) -> str:
    """Return what a commitment is about; what is emitted is a gas, also when it is counted in CO₂ equivalents."""
    if subject.words:
        return subject.words.in_language(tongue.code)
    return tongue.greenhouse_gases if subject.emitted and subject.indicator is Indicator.CO2_EQ else tongue.indicators[subject.indicator]


_WORDS: Mapping[type, Callable[..., str]] = {
    LocalText: lambda value, tongue: value.in_language(tongue.code),
    Figure: figure,
    Multiple: multiple,
    FuzzyDate: fuzzy,
    Choice: lambda value, _: value.value,
    Target: target,
    Base: base,
    Framework: lambda value, tongue: tongue.frameworks[value],
    Boundary: lambda value, tongue: tongue.boundaries[value],
    Extent: lambda value, tongue: extent(value.figure, tongue),
    UnitName: unit_name,
    MinisterName: lambda value, tongue: f"{tongue.offices[value.office]} {value.ministry.in_language(tongue.code)}",
    Subject: _subject,
    Series: lambda value, tongue: enumeration([words(part, tongue) for part in value.parts], tongue),
}


def exact(value: FactValue) -> tuple[tuple[str, str], ...]:
    """Return the exact parts of a fact as strings, so that what is printed can be compared as a value; nothing that is not printed."""
    match value:
        case Extent():
            return exact(value.figure)
        case Figure():
            parts = {"amount": value.amount, "at_least": value.at_least, "at_most": value.at_most, "unit": value.unit}
            return tuple((name, str(part)) for name, part in parts.items() if part is not None)
        case FuzzyDate():
            return (*((("first", value.first.isoformat()),) if value.first else ()), ("last", value.last.isoformat()))
        case Multiple():
            return (("times", str(value.times)),)
        case Choice():
            return (("choice", value.value),)
        case _:
            return ()
