"""Figures and dates: the same in both languages, in words and in the table, no part larger than its whole, no date before its turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from agreements.drafting.document import Reference, Value, plain
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript
from agreements.drafting.quantities import NUMBER, QUANTITY, UNITS, amount, normal
from agreements.drafting.scope import declarations
from agreements.drafting.template import FieldDeclaration
from agreements.model.dossier import Figure, Promise
from agreements.model.dossier_kinds import PartyKind
from agreements.model.values import EUROS, FuzzyDate, Unit, in_tonnes
from agreements.problems import Said, problem

_WORTH = (*range(2, 21), *range(30, 101, 10))
_COUNTED: Mapping[str, Mapping[str, int]] = {
    language: dict(zip(words.split(), _WORTH, strict=True))
    for language, words in {
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien "
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
        "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    }.items()
}
_SPANS = {
    "nl": {r"\w*dag(en)?": "d", r"we(ek|ken)": "w", r"maand(en)?": "m", r"ja(ar|ren)": "y"},
    "en": {r"(working |business )?days?": "d", r"weeks?": "w", r"months?": "m", r"years?": "y"},
}
_KEY = re.compile(r"\[[^\]]*\]")
_ALL = Decimal(100)
_ARTICLE = re.compile(r"(?i)\b(arti(?:kel|cle)\s\d+)\.(\d{1,2})\b")
"""A number as in article 5.1 of a statute, which is no decimal and reads the same in each language."""
_TIMES = {"twice": "two", "tweemaal": "twee", "dubbel": "twee", "driemaal": "drie"}


def figures(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each figure or date that contradicts another."""
    yield from _languages(manuscript)
    yield from _loose(manuscript)
    yield from _twice(manuscript)
    yield from _parts(manuscript)
    yield from _instalments(manuscript)
    yield from _dates(manuscript)
    yield from _vague(manuscript)


def numbers(line: Line) -> Counter[str]:
    """Count the numbers that a line prints, in digits or as a word, and the spans of time, as "6 w" for six weeks.

    Those of references print as each language does.
    """
    text = "".join(" " if isinstance(each, Reference) else plain((each,)) for each in line.inlines)
    return Counter(_numbers(_ARTICLE.sub(r"\1 \2", text), line.language))


@lru_cache(maxsize=4096)  # the text of a clause is that of the next draft
def _numbers(text: str, language: str) -> Mapping[str, int]:
    found = Counter(normal(number, language) for number in re.findall(NUMBER, text))
    words = Counter(_TIMES.get(word, word) for word in re.findall(r"[a-z]+", text.lower()))
    for word, count in _COUNTED[language].items():
        if words[word]:
            found[str(count)] += words[word]
    for span, letter in _SPANS[language].items():
        for counted in re.finditer(rf"(?i)\b(\w+) {span}\b", text):
            number = _COUNTED[language].get(counted[1].lower(), counted[1])
            if str(number).isdigit():
                found[f"{number} {letter}"] += 1
    return found


def _languages(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each line whose numbers differ between the languages; lines stand side by side by their uid."""
    if len(manuscript.documents) < 2:  # noqa: PLR2004  # one language has nothing to differ from
        return
    first, other = (_by_uid(manuscript, document.language) for document in manuscript.documents[:2])
    for key, line in other.items():
        twin = first.get(key)
        if twin and numbers(twin) != numbers(line):
            counts = {each.language: ", ".join(sorted(numbers(each).elements())) or "–" for each in (twin, line)}
            yield manuscript.found("W460", line, nl=counts["nl"], en=counts["en"])


def _by_uid(manuscript: Manuscript, language: str) -> dict[tuple[str, int], Line]:
    """Return the lines of a language by uid and turn: the cells of a table share the uid of the table."""
    found: dict[tuple[str, int], Line] = {}
    turns: Counter[str] = Counter()
    for line in manuscript.lines:
        if line.language == language:
            turns[line.uid] += 1
            found[line.uid, turns[line.uid]] = line
    return found


def _loose(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each quantity in the words of the dossier that is none of its figures."""
    known = {(amount, kind) for value in manuscript.values.values() for amount, kind in _amounts(dict(value.exact))}
    quoted = {path for path, each in declarations(manuscript.template.about.fields).items() if each.quoted}
    for line in manuscript.lines:
        for place, inline in line.placed:
            if isinstance(inline, Value) and not inline.exact and _KEY.sub("", inline.path) not in quoted:
                for match in QUANTITY.finditer(plain((inline,))):
                    typed = amount(match["number"], line.language)
                    if typed is None or _measured(typed, UNITS[match["unit"]]) not in known:
                        yield manuscript.found("W461", line, place + match.start(), figure=match.group())


def _amounts(exact: Mapping[str, str]) -> Iterator[tuple[Decimal, str]]:
    for name in ("amount", "at_least", "at_most"):
        if name in exact and "unit" in exact:
            yield _measured(Decimal(exact[name]), Unit(exact["unit"]))


def _measured(amount: Decimal, unit: Unit) -> tuple[Decimal, str]:
    """Return an amount that compares across units of mass; per year or not is left aside, as words often do."""
    try:
        return in_tonnes(amount, unit).normalize(), "t"
    except ValueError:
        return amount.normalize(), unit


def _twice(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each pair of promises on one indicator that do not say how they differ."""
    plainly = [
        (commitment, promise)
        for commitment in manuscript.dossier.commitments
        if commitment.party is PartyKind.COMPANY and not commitment.withdrawn and commitment.subject is None
        for promise in commitment.promised
        if promise.stage is manuscript.stage and not promise.withdrawn and _counts(promise)
    ]
    for (one, _), (other, promise) in combinations(plainly, 2):
        if one.indicator is other.indicator:
            yield Finding(problem("W462", promise.where, id=other.id, other=one.id, indicator=one.indicator))


def _counts(promise: Promise) -> bool:
    return promise.total is not None or promise.additional is not None


def _parts(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each part that is larger than its whole: what comes on top of a framework, within the total."""
    for commitment in manuscript.dossier.commitments:
        for promise in commitment.promised:
            whole, part = promise.total, promise.additional
            if promise.stage is manuscript.stage and whole and part and _larger(part, whole):
                yield Finding(problem("W463", part.where, part=_shown(part), whole=_shown(whole)))


def _instalments(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield when the parts of a subsidy that wait for milestones are together more than the subsidy."""
    dossier = manuscript.dossier
    parts = [each.instalment for each in dossier.milestones if each.instalment and not each.withdrawn]
    granted = [
        promise.total
        for commitment in dossier.commitments
        for promise in commitment.promised
        if commitment.party is PartyKind.STATE and not (commitment.withdrawn or promise.withdrawn)
        if promise.stage is manuscript.stage and promise.total and promise.total.unit in EUROS
    ]
    shares = sum((_most(part) for part in parts if part.unit is Unit.PERCENT), Decimal(0))
    euros, whole = (
        sum((_most(each).scaleb(EUROS[each.unit]) for each in several if each.unit in EUROS), Decimal(0)) for several in (parts, granted)
    )
    if shares > _ALL:
        yield Finding(problem("W463", dossier.at("milestones"), part=f"{shares} percent", whole=f"{_ALL} percent"))
    if granted and euros > whole:
        yield Finding(problem("W463", dossier.at("milestones"), part=f"{euros} eur", whole=f"{whole} eur"))


def _most(figure: Figure) -> Decimal:
    return figure.amount or figure.at_most or figure.at_least or Decimal(0)


def _larger(part: Figure, whole: Figure) -> bool:
    most = whole.amount or whole.at_most
    least = part.amount or part.at_least
    try:
        return bool(most and least and in_tonnes(least, part.unit) > in_tonnes(most, whole.unit))
    except ValueError:
        return False


def _shown(figure: Figure) -> str:
    amount = figure.amount or figure.at_least or figure.at_most
    return f"{amount} {figure.unit}"


def _dates(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each date that certainly does not lie after the one that the template puts before it."""
    for each in manuscript.template.about.fields:
        date, earlier = _day(manuscript, each.id, "last"), _day(manuscript, each.after, "first")
        if date and earlier and date <= earlier:
            where = manuscript.place(each.id)
            yield Finding(problem("W450", where, path=each.id, date=date, other=each.after, earlier=earlier))
        for other in each.not_before:
            yield from _before(manuscript, each, other)


def _before(manuscript: Manuscript, field: FieldDeclaration, other: str) -> Iterator[Finding]:
    """Yield when a date certainly lies before another one of the dossier, printed or not."""
    date, earliest = manuscript.facts.get(field.id), manuscript.facts.get(other)
    if isinstance(date, FuzzyDate) and isinstance(earliest, FuzzyDate) and earliest.first and date.last < earliest.first:
        where = manuscript.place(field.id)
        yield Finding(problem("W453", where, path=field.id, date=date.last, other=other, earlier=earliest.first))


def _vague(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each printed date that is no day where the sentence asks for one: a warning in a draft, an error in a final."""
    declared = declarations(manuscript.template.about.fields)
    for path, value in manuscript.values.items():
        field, days = declared.get(_KEY.sub("", path)), dict(value.exact)
        if field and field.exact and days.get("first") != days.get("last"):
            where = manuscript.place(path)
            label = Said(field.label.nl, field.label.en)
            yield Finding(problem("E451" if manuscript.final else "W451", where, label=label, path=path, date=_days(days)))


def _days(days: Mapping[str, str]) -> str:
    """Return the days (ISO) between which a date lies, as a dossier writes an interval; `..` where the first is not known (ISO 8601-2)."""
    return f"{days.get('first', '..')}/{days['last']}"


def _day(manuscript: Manuscript, path: str, end: str) -> str:
    """Return the first or last day (ISO) that a printed date can be; empty when it is not printed."""
    if path == "document.date":
        return manuscript.documents[0].date if manuscript.documents else ""
    value = manuscript.values.get(path)
    return dict(value.exact).get(end, "") if value else ""
