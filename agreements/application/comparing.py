"""Use case: what a company and the State promised at each stage, side by side, for people and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from agreements.application.draft import read_dossier
from agreements.application.show import Shown, as_data, not_yet, promised
from agreements.drafting.facts import EMISSIONS, Subject, UnitName
from agreements.drafting.instruments import INSTRUMENTS, NATURES
from agreements.drafting.promises import Aspect, Compared, Comparison, Pair, Side, compared, places_in, stages_of
from agreements.drafting.wording import TONGUES, Tongue, in_words, words
from agreements.model.addable import Likeness
from agreements.model.dossier import Coverage, Dossier, Promise
from agreements.model.dossier_kinds import Nature, Stage
from agreements.model.promised import STAGES
from agreements.model.values import Unit
from agreements.problems import AgreementsError, Problem, in_order, problem
from agreements.sources import Source

ASPECTS = {
    Aspect.VALUE: ("waarde", "value"),
    Aspect.NATURE: ("aard", "nature"),
    Aspect.INDICATOR: ("indicator", "indicator"),
    Aspect.UNIT: ("eenheid", "unit"),
    Aspect.SCOPE: ("omvang", "scope"),
    Aspect.SITES: ("locaties", "sites"),
    Aspect.BOUNDARY: ("afbakening", "boundary"),
    Aspect.BASE: ("uitgangspunt", "base"),
    Aspect.YEAR: ("doeljaar", "target year"),
    Aspect.FRAMEWORK: ("kader", "framework"),
    Aspect.PRICE_LEVEL: ("prijspeil", "price level"),
}
MEASURES = {
    "total": ("totaal", "total"),
    "additional": ("aanvullend", "additional"),
    "share": ("aandeel", "share"),
    "multiple": ("veelvoud", "multiple"),
    "neutral": ("klimaatneutraal", "climate neutral"),
    "text": ("in woorden", "in words"),
}
VERDICTS = {
    Likeness.SAME: ("gelijk", "same"),
    Likeness.DIFFERS: ("verschilt", "differs"),
    Likeness.UNKNOWN: ("onbekend", "unknown"),
}
OUTCOMES = {True: ("vergelijkbaar", "comparable"), False: ("niet vergelijkbaar", "not comparable")}
PLACES = ("locaties", "sites")
TEXTS = ("De teksten naast elkaar, bepaling voor bepaling", "The texts side by side, clause by clause")
NOT_SAID = ("niet gezegd", "not said")
ONCE = ("bij één fase toegezegd; er is niets om naast te leggen", "promised at one stage; there is nothing to hold it against")


def compare(source: Source, language: str, stages: Sequence[str] = (), subject: str = "") -> Shown:
    """Return what was promised at each stage and whether it is comparable; `stages` are the two that are asked, or none for all.

    `subject` is how the dossier was asked for, in the command that is advised; without it, the id of the company.
    Raise AgreementsError (E510) for a stage at which the dossier has no promise.
    """
    problems: list[Problem] = []
    dossier = read_dossier(source, problems)
    if dossier is None:
        return Shown(in_order(problems))
    chosen = _chosen(dossier, stages)
    found = [each for each in compared(dossier, chosen) if each.promises]
    lines = (*_lines(dossier, found, TONGUES[language]), *_advice(found, subject or dossier.company.id, TONGUES[language]))
    data = {"company": dossier.company.id, "name": dossier.company.name, "commitments": [_as_data(each) for each in found]}
    return Shown(in_order(problems), lines, data)


def _chosen(dossier: Dossier, stages: Sequence[str]) -> tuple[Stage, ...]:
    there = stages_of(dossier)
    for each in stages:
        if each not in there:
            known = ", ".join(there) or "–"
            raise AgreementsError(problem("E510", dossier.at("commitments"), stage=each, company=dossier.company.id, known=known))
    return tuple(map(Stage, stages)) or tuple(Stage)


def _at(pair: tuple[str, str], tongue: Tongue) -> str:
    return pair[0] if tongue.code == "nl" else pair[1]


# For people


def _lines(dossier: Dossier, found: Sequence[Compared], tongue: Tongue) -> Iterator[str]:
    yield dossier.company.name
    for each in found:
        subject = words(Subject(each.commitment.indicator, each.commitment.subject), tongue)
        yield from ("", f"{each.commitment.id} · {subject}")
        yield from (f"  {_promise(promise, each, tongue)}" for promise in each.promises)
        for comparison in each.comparisons:
            yield from (f"  {line}" for line in _comparison(comparison, tongue))
        if len(each.promises) == 1:
            yield f"  {_at(ONCE, tongue)}"


def _advice(found: Sequence[Compared], subject: str, tongue: Tongue) -> Iterator[str]:
    """Yield the command that lays the texts of the last two stages side by side."""
    stages = sorted({promise.stage for each in found for promise in each.promises}, key=STAGES.index)
    if len(stages) > 1:
        yield from ("", f"{_at(TEXTS, tongue)}: maatwerk compare {quote(subject)} --redline {stages[-2]} {stages[-1]}")


def _promise(promise: Promise, around: Compared, tongue: Tongue) -> str:
    said = "; ".join(promised(promise, around.commitment.indicator in EMISSIONS, tongue)) or "–"
    covers = f" · {_words(promise.covers, tongue)}" if promise.covers else ""
    sources = dict.fromkeys(each.source for each in (promise.total, promise.covers, promise, around.commitment) if each and each.source)
    cited = f" [{', '.join(sources)}]" if sources else ""
    instrument, nature = (each.in_language(tongue.code) for each in (INSTRUMENTS[promise.stage], NATURES[promise.nature]))
    return f"{instrument}: {said} · {nature}{covers}{cited}{not_yet(promise, tongue)}"


def _comparison(comparison: Comparison, tongue: Tongue) -> Iterator[str]:
    ends = " → ".join(INSTRUMENTS[each].in_language(tongue.code) for each in (comparison.earlier, comparison.later))
    yield f"{ends}, {_at(MEASURES[comparison.measure], tongue)}: {_at(OUTCOMES[comparison.comparable], tongue)}"
    for pair in comparison.pairs:
        sides = (_words(pair.before, tongue), _words(pair.after, tongue))
        told = sides[0] if pair.verdict is Likeness.SAME else " → ".join(each or _at(NOT_SAID, tongue) for each in sides)
        shown = f" ({told})" if any(sides) else ""
        yield f"  {_at(ASPECTS[pair.aspect], tongue)}: {_at(VERDICTS[pair.verdict], tongue)}{shown}"


def _words(side: Side, tongue: Tongue) -> str:
    """Return what one stage says of an aspect, in words; nothing when it says nothing."""
    match side:
        case None:
            return ""
        case Coverage():
            what = side.what.in_language(tongue.code) if side.what else _at(PLACES, tongue)
            return f"{in_words(places_in(side), tongue)} {what}"
        case Nature():
            return NATURES[side].in_language(tongue.code)
        case Unit():
            return words(UnitName(side), tongue)
        case _:
            return words(side, tongue)


# For programs


def _as_data(found: Compared) -> dict[str, object]:
    commitment = found.commitment
    return {
        "id": commitment.id,
        "party": commitment.party.value,
        "indicator": commitment.indicator.value,
        "subject": as_data(commitment.subject) if commitment.subject else None,
        "promised": [as_data(each) for each in found.promises],
        "comparisons": [_comparison_as_data(each) for each in found.comparisons],
    }


def _comparison_as_data(comparison: Comparison) -> dict[str, object]:
    return {
        "from": comparison.earlier.value,
        "to": comparison.later.value,
        "measure": comparison.measure.value,
        "comparable": comparison.comparable,
        "reasons": [each.aspect.value for each in comparison.reasons],
        "aspects": [_pair_as_data(each) for each in comparison.pairs],
    }


def _pair_as_data(pair: Pair) -> dict[str, object]:
    sides = {name: _side_as_data(side) for name, side in (("from", pair.before), ("to", pair.after))}
    return {"aspect": pair.aspect.value, "verdict": pair.verdict.value, **sides}


def _side_as_data(side: Side) -> dict[str, str] | None:
    return None if side is None else {code: _words(side, TONGUES[code]) for code in ("nl", "en")}
