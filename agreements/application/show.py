"""Use case: what a dossier says, for people and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.application.draft import read_dossier
from agreements.application.portfolio_words import STEPS
from agreements.drafting.facts import EMISSIONS, Base, Subject, Target
from agreements.drafting.wording import TONGUES, Tongue, words
from agreements.model.dossier import Dossier, Emission, Fact, Figure, Funding, Promise
from agreements.model.encoding import interval
from agreements.model.promised import carried_from
from agreements.model.reading import keys_of
from agreements.model.values import FuzzyDate, LocalText
from agreements.problems import Problem, in_order
from agreements.sources import Mapping, Scalar, Sequence, Source, plain


@dataclass(frozen=True, slots=True)
class Shown:
    """A dossier in lines for people and as plain data, with what is wrong in it."""

    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = ()
    data: object = None


def show(source: Source, language: str) -> Shown:
    """Return what a dossier says."""
    problems: list[Problem] = []
    dossier = read_dossier(source, problems)
    if dossier is None:
        return Shown(in_order(problems))
    return Shown(in_order(problems), tuple(_lines(dossier, TONGUES[language])), as_data(dossier))


HEADINGS = {
    "nl": {
        "parties": "Partijen",
        "promises": "Toezeggingen",
        "projects": "Projecten",
        "preconditions": "Randvoorwaarden",
        "funding": "Geld",
        "emissions": "Uitstoot",
    },
    "en": {
        "parties": "Parties",
        "promises": "Promises",
        "projects": "Projects",
        "preconditions": "Preconditions",
        "funding": "Money",
        "emissions": "Emissions",
    },
}


NOT_YET = LocalText("overgenomen, nog niet toegezegd", "carried over, not promised yet")


def _lines(dossier: Dossier, tongue: Tongue) -> Iterator[str]:
    company = dossier.company
    headings = HEADINGS[tongue.code]
    yield " · ".join(each for each in (company.name, f"KvK {company.kvk}" if company.kvk else "", company.cluster or "") if each)
    yield from _section(headings["parties"], _party_lines(dossier, tongue))
    yield from _section(headings["promises"], _promise_lines(dossier, tongue))
    yield from _section(headings["projects"], (_projected(project.name, project.start, tongue) for project in dossier.projects))
    yield from _section(headings["preconditions"], (_projected(each.what, each.wanted, tongue) for each in dossier.preconditions))
    yield from _section(headings["funding"], (_money(each, tongue) for each in dossier.funding))
    yield from _section(headings["emissions"], (_emitted(each, tongue) for each in dossier.emissions))


def _section(heading: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", heading, *(f"  {line}" for line in found))


def _party_lines(dossier: Dossier, tongue: Tongue) -> Iterator[str]:
    for minister in dossier.ministers:
        yield f"{tongue.offices[minister.office]} {minister.ministry.in_language(tongue.code)}"
    yield from (province.name for province in dossier.provinces)
    if dossier.company.parent and dossier.company.parent.signs:
        yield dossier.company.parent.name


def _promise_lines(dossier: Dossier, tongue: Tongue) -> Iterator[str]:
    for commitment in dossier.commitments:
        subject = words(Subject(commitment.indicator, commitment.subject), tongue)
        for promise in commitment.promised:
            source = f" [{promise.source}]" if promise.source else ""
            stated = "; ".join(promised(promise, commitment.indicator in EMISSIONS, tongue))
            yield f"{promise.stage} · {commitment.id} · {subject}: {stated or '–'}{source}{not_yet(promise, tongue)}"


def not_yet(promise: Promise, tongue: Tongue) -> str:
    """Return that a promise was carried over and not promised again, in brackets; nothing for any other."""
    return f" ({NOT_YET.in_language(tongue.code)})" if carried_from(promise) else ""


def promised(promise: Promise, emission: bool, tongue: Tongue) -> Iterator[str]:  # noqa: FBT001  # what the promise is about
    """Yield what a promise states, in words: each figure with what it is measured against."""
    for figure in (promise.total, promise.additional, promise.share):
        if figure:
            parts = (figure, _target(figure), Base(figure.baseline, emission) if figure.baseline else None, figure.above)
            yield " · ".join(words(part, tongue) for part in parts if part is not None)
    if promise.multiple:
        yield f"{words(promise.multiple, tongue)} ({words(promise.multiple.of, tongue)})"
    if promise.neutral:
        yield f"{tongue.neutral} {words(Target(promise.neutral.year, promise.neutral.before), tongue)}"
    if promise.text:
        yield promise.text.in_language(tongue.code)


def _target(figure: Figure) -> Target | None:
    return Target(figure.year, figure.before) if figure.year or figure.before else None


def _money(each: Funding, tongue: Tongue) -> str:
    """Return "verleend · ten hoogste € 73 miljoen (2 november 2026)"."""
    when = f" ({words(each.date, tongue)})" if each.date else ""
    return f"{STEPS[each.step].in_language(tongue.code)} · {words(each.amount, tongue)}{when}"


def _emitted(each: Emission, tongue: Tongue) -> str:
    """Return "2020 · uitstoot-2020 · CO₂: 51 kiloton [opgave]"."""
    figure, source = each.figure, each.figure.source or each.source
    base = f" · {words(Base(figure.baseline, emission=True), tongue)}" if figure.baseline else ""
    cited = f" [{source}]" if source else ""
    return f"{figure.year or '–'} · {each.id} · {words(Subject(each.indicator, None), tongue)}: {words(figure, tongue)}{base}{cited}"


def _projected(name: LocalText, moment: FuzzyDate | None, tongue: Tongue) -> str:
    return name.in_language(tongue.code) + (f" ({words(moment, tongue)})" if moment else "")


def as_data(value: object) -> object:
    """Return a fact as plain data: what the file says, with defaults left out; numbers stay strings, dates their interval."""
    match value:
        case Fact():
            entries = {key: getattr(value, each.name) for key, (each, _) in keys_of(type(value)).items()}
            return {key: as_data(item) for key, item in entries.items() if item not in (None, "", (), {})}
        case tuple():
            return [as_data(item) for item in value]
        case dict():
            return {key: as_data(item) for key, item in value.items()}
        case Scalar() | Mapping() | Sequence():
            return plain(value)
        case _:
            return _leaf(value)


def _leaf(value: object) -> object:
    match value:
        case LocalText():
            return {"nl": value.nl, "en": value.en}
        case FuzzyDate():
            return {"precision": value.precision.value, **(interval(value) or {})}
        case bool() | int():
            return value
        case _:
            return str(value)
