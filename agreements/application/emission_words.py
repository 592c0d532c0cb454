"""Emissions beside the registry: in words, as data, and as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from agreements.application.emissions import Checked, Company
from agreements.application.portfolio_words import boundary_words
from agreements.application.show import as_data as fact_as_data
from agreements.drafting.facts import Base
from agreements.drafting.wording import TONGUES, number, words
from agreements.formats import to_csv
from agreements.model.dossier import Baseline
from agreements.model.dossier_kinds import Visibility
from agreements.model.emissions import BOUNDARY, Basis, Judgement, Part, Reason, StatedFigure, Verdict
from agreements.model.registry import ATTRIBUTION, FileRead, Retrieval, Status
from agreements.model.values import LocalText

VERDICTS: Mapping[Verdict, LocalText] = {
    Verdict.AGREES: LocalText("klopt", "agrees"),
    Verdict.DIFFERS: LocalText("wijkt af", "differs"),
    Verdict.NOT_COMPARABLE: LocalText("niet vergelijkbaar", "not comparable"),
    Verdict.NO_SOURCE: LocalText("geen bron", "no source"),
}
REASONS: Mapping[Reason, LocalText] = {
    Reason.INDICATOR: LocalText("het register telt CO2-equivalenten, dit niet", "the registry counts CO2 equivalents, this does not"),
    Reason.UNIT: LocalText("een andere eenheid", "another unit"),
    Reason.BOUNDARY: LocalText("een andere grens", "another boundary"),
    Reason.BOUNDARY_UNKNOWN: LocalText("grens onbekend", "boundary unknown"),
    Reason.YEAR: LocalText("geen enkel kalenderjaar", "no single calendar year"),
    Reason.AMOUNT: LocalText("alleen het jaar is genoemd, als uitgangsjaar", "only the year is named, as a base"),
    Reason.TOO_LARGE: LocalText("te groot om waar te zijn", "too large to be true"),
    Reason.SHARED: LocalText(
        "een installatie van deze houder is aan een ander gekoppeld; koppel ook dit bedrijf",
        "an installation of this holder is linked to another; link this company too",
    ),
    Reason.NO_KVK: LocalText("geen KvK-nummer in het dossier", "no KvK number in the dossier"),
    Reason.NO_INSTALLATION: LocalText("geen installatie gevonden", "no installation found"),
    Reason.LOST_ZEROS: LocalText(
        "het KvK-nummer staat in het register zonder voorloopnullen; leg een koppeling vast",
        "the KvK number stands in the registry without its leading zeros; make a link",
    ),
    Reason.NO_LINK: LocalText("geen koppeling geldt in dit jaar", "no link holds in this year"),
    Reason.NO_YEAR: LocalText("geen cijfer voor dit jaar", "no figure for this year"),
    Reason.INCOMPLETE: LocalText(
        "een van de installaties heeft geen cijfer voor dit jaar", "one of the installations has no figure for this year"
    ),
    Reason.EXCLUDED: LocalText(
        "een van de installaties viel dit jaar buiten het ETS", "one of the installations was outside the ETS this year"
    ),
}
STATUSES: Mapping[Status, LocalText] = {
    Status.DEFINITIVE: LocalText("definitief", "definitive"),
    Status.PROVISIONAL: LocalText("voorlopig", "provisional"),
    Status.UNKNOWN: LocalText("niet bekend", "not known"),
}
BASES: Mapping[Basis, LocalText] = {
    Basis.LINKS: LocalText("koppeling", "link"),
    Basis.KVK: LocalText("KvK-nummer", "KvK number"),
}
HEADS = {
    "nl": ("bedrijf", "cijfer", "jaar", "opgegeven", "register (t)", "verschil (t)", "oordeel", "waarom", "stand", "gevonden via"),
    "en": ("company", "figure", "year", "stated", "registry (t)", "difference (t)", "verdict", "why", "status", "found by"),
}
COLUMNS = {
    "nl": (
        *("bedrijf", "naam", "cijfer", "onderwerp", "jaar", "uitgangsjaar", "grens", "opgegeven", "register (t)"),
        *("opgegeven is meer (t)", "opgegeven is minder (t)", "mag verschillen (t)", "oordeel", "waarom", "stand", "gevonden via"),
        *("installaties", "bron"),
    ),
    "en": (
        *("company", "name", "figure", "indicator", "year", "baseline", "boundary", "stated", "registry (t)"),
        *("stated is more (t)", "stated is less (t)", "may differ (t)", "verdict", "why", "status", "found by"),
        *("installations", "source"),
    ),
}
"""The heads of the table for a spreadsheet."""
WORDS = {
    "nl": {
        "day": "Uitstoot naast het register, dossiers op {day}",
        "source": "bron: {attribution}",
        "fetched": "opgehaald {day}",
        "definitive": "definitief tot en met {year}",
        "file": "{name}: {rows} rijen, sha256 {sha256}",
        "links": "koppelingen {name}: {rows}, sha256 {sha256}",
        "no_links": "geen koppelingen: gevonden via het KvK-nummer, dat niemand heeft bevestigd",
        "boundary": "grens van het register: {boundary} van de installaties, in CO2-equivalenten; een cijfer klopt bij ten hoogste "
        "{tolerance}% verschil, of binnen zijn afronding",
        "none": "de dossiers zeggen niets over uitstoot in een jaar",
        "coverage": "{agreeing} van {tonnes} ton in de opgegeven cijfers heeft een gecontroleerde bron; {differing} ton wijkt af",
        "counts": "{figures} cijfers: {counts}",
        "nothing": "geen cijfer",
        "since": "minder dan {base}",
        "less": "minder",
    },
    "en": {
        "day": "Emissions beside the registry, dossiers on {day}",
        "source": "source: {attribution}",
        "fetched": "fetched {day}",
        "definitive": "definitive through {year}",
        "file": "{name}: {rows} rows, sha256 {sha256}",
        "links": "links {name}: {rows}, sha256 {sha256}",
        "no_links": "no links: found by the KvK number, which nobody confirmed",
        "boundary": "boundary of the registry: {boundary} of the installations, in CO2 equivalents; a figure agrees within {tolerance}%, "
        "or within its rounding",
        "none": "the dossiers say nothing of emissions in a year",
        "coverage": "{agreeing} of {tonnes} tonnes in the stated figures have a checked source; {differing} tonnes differ",
        "counts": "{figures} figures: {counts}",
        "nothing": "no figure",
        "since": "less than {base}",
        "less": "less",
    },
}


def origin(found: Checked, language: str) -> Iterator[str]:
    """Yield where the figures of the registry come from, and by what rule they are compared: all that is needed to do it again."""
    told, tongue = WORDS[language], TONGUES[language]
    yield told["day"].format(day=found.day.isoformat())
    yield " · ".join(_fetching(found.extract.retrieval, language))
    yield from (
        told["file"].format(name=each.name, rows=number(Decimal(each.rows), tongue), sha256=each.sha256) for each in found.extract.files
    )
    links = found.links
    yield told["links"].format(name=links.name, rows=links.rows, sha256=links.sha256) if links else told["no_links"]
    yield told["boundary"].format(boundary=boundary_words(BOUNDARY, language), tolerance=number(found.tolerance, tongue))


def _fetching(retrieval: Retrieval | None, language: str) -> Iterator[str]:
    told = WORDS[language]
    yield told["source"].format(attribution=retrieval.attribution if retrieval else ATTRIBUTION)
    if retrieval is None:
        return
    if retrieval.licence:
        yield retrieval.licence
    yield retrieval.origin
    yield told["fetched"].format(day=words(retrieval.retrieved, TONGUES[language]))
    if retrieval.definitive_through is not None:
        yield told["definitive"].format(year=retrieval.definitive_through)


def rows(found: Checked, language: str) -> Iterator[tuple[str, ...]]:
    """Yield each verdict as a row under `HEADS`."""
    for company in found.companies:
        yield from (_row(company, each, language) for each in company.judgements)


def _row(company: Company, each: Judgement, language: str) -> tuple[str, ...]:
    return (
        company.name,
        each.stated.id,
        str(each.stated.year or "–"),
        stated_words(each.stated, language),
        _tonnes(each.register, language),
        _tonnes(each.difference, language),
        VERDICTS[each.verdict].in_language(language),
        REASONS[each.reason].in_language(language) if each.reason else "",
        STATUSES[each.status].in_language(language),
        BASES[each.basis].in_language(language),
    )


def stated_words(stated: StatedFigure, language: str) -> str:
    """Return what a dossier states, in words."""
    if stated.figure is None:
        return WORDS[language]["nothing"]
    told, tongue = WORDS[language], TONGUES[language]
    said = words(stated.figure, tongue)
    if stated.since is None:
        return said
    less = told["since"].format(base=words(Base(Baseline(stated.since)), tongue)) if stated.since else told["less"]
    return f"{said} {less}"


def _tonnes(amount: Decimal | None, language: str) -> str:
    return "" if amount is None else number(_plain(amount), TONGUES[language])


def _plain(amount: Decimal) -> Decimal:
    """Return an amount with no more decimals than it has."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()


def covered(found: Checked, language: str) -> Iterator[str]:
    """Yield how much of what is stated has a checked source."""
    told, tongue, covers = WORDS[language], TONGUES[language], found.coverage
    amounts = {name: number(_plain(getattr(covers, name)), tongue) for name in ("agreeing", "tonnes", "differing")}
    yield told["coverage"].format(**amounts)
    counts = ", ".join(f"{count} {VERDICTS[verdict].in_language(language)}" for verdict, count in covers.figures.items() if count)
    yield told["counts"].format(figures=sum(covers.figures.values()), counts=counts or "–")


def as_csv(found: Checked, language: str, *, internal: bool) -> bytes:
    """Return each verdict on a line, with the boundary, the installations and the source; on what is public, unless all is asked."""
    shown = (
        (company, each)
        for company in found.companies
        for each in company.judgements
        if internal or each.stated.visibility is Visibility.PUBLIC
    )
    return to_csv.render(COLUMNS[language], (tuple(_line(company, each, language)) for company, each in shown), language)


def _line(company: Company, each: Judgement, language: str) -> Iterator[str]:
    """Yield the cells of a line; a number has no mark for thousands and no sign, because a sheet takes a sign for a formula."""
    stated, difference = each.stated, each.difference or Decimal(0)
    yield from (company.company, company.name, stated.id, str(stated.indicator), str(stated.year or ""))
    yield from (stated.since or "", stated.boundary)
    yield stated_words(stated, language)
    amounts = (each.register, max(difference, Decimal(0)), max(-difference, Decimal(0)), each.margin)
    known = (each.register is not None, *[each.difference is not None] * 3)
    yield from (_digits(amount, language) if there and amount is not None else "" for amount, there in zip(amounts, known, strict=True))
    yield VERDICTS[each.verdict].in_language(language)
    yield REASONS[each.reason].in_language(language) if each.reason else ""
    yield from (STATUSES[each.status].in_language(language), BASES[each.basis].in_language(language))
    yield from (_parts(each.parts, language), stated.source)


def _digits(amount: Decimal, language: str) -> str:
    return f"{_plain(amount):f}".replace(".", TONGUES[language].point)


def _parts(parts: tuple[Part, ...], language: str) -> str:
    return ", ".join(f"{each.key} {number(each.share, TONGUES[language])}%" for each in parts)


# As data


def as_data(found: Checked) -> dict[str, object]:
    """Return every verdict in the documented JSON shape; tonnes are decimals as strings."""
    covers, retrieval = found.coverage, found.extract.retrieval
    return {
        "at": found.day.isoformat(),
        "boundary": str(BOUNDARY),
        "tolerance_percent": str(found.tolerance),
        "registry": {
            "files": [_file(each) for each in found.extract.files],
            "attribution": retrieval.attribution if retrieval else ATTRIBUTION,
            "licence": (retrieval.licence or None) if retrieval else None,
            "from": retrieval.origin if retrieval else None,
            "retrieved": fact_as_data(retrieval.retrieved) if retrieval else None,
            "definitive_through": retrieval.definitive_through if retrieval else None,
        },
        "links": _file(found.links) if found.links else None,
        "companies": [_company(each, found) for each in found.companies],
        "coverage": {
            "stated_t": f"{_plain(covers.tonnes):f}",
            "agrees_t": f"{_plain(covers.agreeing):f}",
            "differs_t": f"{_plain(covers.differing):f}",
            "figures": {str(verdict): count for verdict, count in covers.figures.items()},
        },
    }


def _file(each: FileRead) -> dict[str, object]:
    return {"name": each.name, "sha256": each.sha256, "bytes": each.size, "rows": each.rows}


def _company(company: Company, found: Checked) -> dict[str, object]:
    return {"company": company.company, "name": company.name, "figures": [_judgement(each, found) for each in company.judgements]}


def _judgement(each: Judgement, found: Checked) -> dict[str, object]:
    stated = each.stated
    return {
        "id": stated.id,
        "indicator": str(stated.indicator),
        "year": stated.year,
        "baseline": stated.since or None,
        "boundary": stated.boundary,
        "stated": fact_as_data(stated.figure) if stated.figure else None,
        "source": stated.source or None,
        "visibility": str(stated.visibility),
        "verdict": str(each.verdict),
        "reason": str(each.reason) if each.reason else None,
        "registry_t": _exact(each.register),
        "difference_t": _exact(each.difference),
        "margin_t": _exact(each.margin),
        "status": str(each.status),
        "found_by": str(each.basis),
        "installations": [_part(part, found) for part in each.parts],
    }


def _exact(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{_plain(amount):f}"


def _part(part: Part, found: Checked) -> dict[str, object]:
    installation = found.extract.installations.get(part.key)
    return {
        "registry": part.key.registry,
        "number": part.key.number,
        "name": installation.name if installation else None,
        "permit": (installation.permit or None) if installation else None,
        "share_percent": str(part.share),
        "gas": str(part.indicator),
    }
