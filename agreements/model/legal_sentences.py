"""The reasons of the legal calendar as complete sentences in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from agreements.model.legal_calendar import StandsStill
from agreements.model.legal_days import ONE_DAY, Rest
from agreements.model.legal_reasons import (
    Article,
    ByAnalogy,
    CountedBack,
    DecreeUnknown,
    Extended,
    InWorkingDays,
    Legal,
    MonthTooShort,
    NotStatutory,
    Outside,
    OutsideAct,
    Reason,
    RestDay,
    RolledOn,
    Suspended,
    TermUnit,
    TwoWorkingDays,
    WithoutEffect,
)
from agreements.model.values import MONTHS, LocalText

ATW = "Algemene termijnenwet"

_REST = {
    Rest.SATURDAY: LocalText("een zaterdag", "a Saturday"),
    Rest.SUNDAY: LocalText("een zondag", "a Sunday"),
    Rest.NEW_YEARS_DAY: LocalText("Nieuwjaarsdag", "New Year's Day"),
    Rest.GOOD_FRIDAY: LocalText("Goede Vrijdag", "Good Friday"),
    Rest.EASTER_MONDAY: LocalText("Tweede Paasdag", "Easter Monday"),
    Rest.KINGS_DAY: LocalText("Koningsdag", "King's Day"),
    Rest.LIBERATION_DAY: LocalText("Bevrijdingsdag", "Liberation Day"),
    Rest.ASCENSION_DAY: LocalText("Hemelvaartsdag", "Ascension Day"),
    Rest.WHIT_MONDAY: LocalText("Tweede Pinksterdag", "Whit Monday"),
    Rest.CHRISTMAS_DAY: LocalText("Eerste Kerstdag", "Christmas Day"),
    Rest.SECOND_CHRISTMAS_DAY: LocalText("Tweede Kerstdag", "Second Day of Christmas"),
    Rest.DECREE: LocalText("bij koninklijk besluit met een feestdag gelijkgesteld", "equated with a holiday by royal decree"),
}
_OUTSIDE = {
    Outside.HOURS: LocalText("in uren", "in hours"),
    Outside.DAYS: LocalText("in meer dan 90 dagen", "in more than 90 days"),
    Outside.WEEKS: LocalText("in meer dan twaalf weken", "in more than twelve weeks"),
    Outside.MONTHS: LocalText("in meer dan drie maanden", "in more than three months"),
    Outside.YEARS: LocalText("in jaren", "in years"),
    Outside.PUBLICATION: LocalText(
        "over de bekendmaking, inwerkingtreding of buitenwerkingtreding van wettelijke voorschriften",
        "for the publication, entry into force or repeal of regulations",
    ),
    Outside.DETENTION: LocalText("van vrijheidsbeneming", "of detention"),
    Outside.EXCLUDED: LocalText("waarvoor de wet die hem stelt haar uitsluit", "for which the act that sets it excludes it"),
    Outside.LOWER_REGULATION: LocalText(
        "die niet in een wet of algemene maatregel van bestuur is gesteld", "that is not set by an act or an order in council"
    ),
}
_LEGAL = {
    Legal.STATUTORY: LocalText("de wet", "the act"),
    Legal.CONTRACTUAL: LocalText("de overeenkomst", "the agreement"),
    Legal.POLICY: LocalText("het beleid", "the policy"),
}
_UNITS = {
    TermUnit.HOURS: LocalText("uur|uur", "hour|hours"),
    TermUnit.DAYS: LocalText("dag|dagen", "day|days"),
    TermUnit.WORKING_DAYS: LocalText("werkdag|werkdagen", "working day|working days"),
    TermUnit.WEEKS: LocalText("week|weken", "week|weeks"),
    TermUnit.MONTHS: LocalText("maand|maanden", "month|months"),
    TermUnit.YEARS: LocalText("jaar|jaar", "year|years"),
}
_ACT = (LocalText("de Algemene termijnenwet", "the Algemene termijnenwet"), LocalText("deze wet", "this act"))
_HELD = (LocalText("geen", "none"), LocalText("één", "one"))

_SENTENCES: Mapping[type[Reason], LocalText] = {
    RolledOn: LocalText("{passed}; de termijn loopt door tot en met {to}.", "{passed}; the term runs on up to and including {to}."),
    CountedBack: LocalText(
        "{on}, maar een termijn die wordt teruggerekend verschuift daardoor niet.",
        "{on}, but a term that is counted back does not move for that.",
    ),
    TwoWorkingDays: LocalText(
        "een termijn van ten minste drie dagen bevat ten minste twee werkdagen; met {until} als laatste dag is dat er "
        "{held}, dus wordt de termijn verlengd tot en met {to}.",
        "a term of at least three days holds at least two working days; with {until} as its last day "
        "it holds {held}, so it is extended up to and including {to}.",
    ),
    OutsideAct: LocalText(
        "{act} geldt niet voor een termijn {why}; de laatste dag verschuift niet.",
        "{act} does not apply to a term {why}; its last day does not move.",
    ),
    NotStatutory: LocalText(
        "de Algemene termijnenwet geldt alleen voor termijnen in een wet of algemene maatregel van bestuur; deze termijn staat in {legal} "
        "en de laatste dag verschuift niet.",
        "the Algemene termijnenwet applies only to terms set by an act or an order in council; this term stands in {legal} "
        "and its last day does not move.",
    ),
    ByAnalogy: LocalText(
        "in {legal} is de Algemene termijnenwet van overeenkomstige toepassing verklaard.",
        "in {legal} the Algemene termijnenwet is declared to apply by analogy.",
    ),
    InWorkingDays: LocalText(
        "de termijn van {amount} telt geen zaterdag, zondag of algemeen erkende feestdag (art. 3 Algemene termijnenwet).",
        "the term of {amount} counts no Saturday, Sunday or generally recognised holiday (Algemene termijnenwet, art. 3).",
    ),
    MonthTooShort: LocalText(
        "de maand waarin de termijn eindigt heeft geen dag {number}; hij eindigt op de laatste dag van die maand, {on}.",
        "the month in which the term ends has no day {number}; it ends on the last day of that month, {on}.",
    ),
    Suspended: LocalText(
        "de termijn was opgeschort van {first} tot en met {last}, {days} ({ground}).",
        "the term was suspended from {first} up to and including {last}, {days} ({ground}).",
    ),
    WithoutEffect: LocalText(
        "de opschorting vanaf {first} verandert deze termijn niet ({ground}).",
        "the suspension from {first} does not change this term ({ground}).",
    ),
    Extended: LocalText("de termijn is verlengd met {amount} ({ground}).", "the term was extended by {amount} ({ground})."),
    DecreeUnknown: LocalText(
        "welke dagen vóór {known_from} en na {known_until} met een feestdag zijn gelijkgesteld is hier niet bekend; de datum is voorlopig.",
        "which days before {known_from} and after {known_until} are equated with a holiday is not known here; the date is provisional.",
    ),
}
_STANDS_STILL = LocalText(
    "De termijn staat stil sinds {since} ({ground}). Loopt hij weer vanaf {again}, dan eindigt hij op {earliest}.",
    "The term has stood still since {since} ({ground}). If it runs again from {again}, it ends on {earliest}.",
)


def sentence(reason: Reason | StandsStill, language: str) -> str:
    """Return a reason, or that a term stands still, as a sentence in `nl` or `en`; one that cites an article begins with it."""
    if isinstance(reason, StandsStill):
        return _still(reason, language)
    words = _SENTENCES[type(reason)].in_language(language).format(**_arguments(reason, language))
    return f"{cited(reason.article, language)}: {words}" if reason.article else words[0].upper() + words[1:]


def cited(article: Article, language: str) -> str:
    """Return "art. 1 lid 1 Algemene termijnenwet", in English "Algemene termijnenwet, art. 1(1)"."""
    if language == "nl":
        paragraph = f" lid {article.paragraph}" if article.paragraph else ""
        item = f" onder {article.item}" if article.item else ""
        return f"art. {article.number}{paragraph}{item} {ATW}"
    return f"{ATW}, art. {article.number}" + "".join(f"({part})" for part in (article.paragraph, article.item) if part)


def day_in_words(day: date, language: str) -> str:
    """Return "25 mei 2026" or "25 May 2026"."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def duration(amount: int, unit: TermUnit, language: str) -> str:
    """Return "8 weken" or "8 weeks"."""
    one, more = _UNITS[unit].in_language(language).split("|")
    return f"{amount} {one if amount == 1 else more}"


def _still(still: StandsStill, language: str) -> str:
    return _STANDS_STILL.in_language(language).format(
        since=day_in_words(still.since, language),
        ground=still.ground,
        again=day_in_words(max(still.as_of, still.since) + ONE_DAY, language),
        earliest=day_in_words(still.earliest.last, language),
    )


def _arguments(reason: Reason, language: str) -> dict[str, str]:
    words = {each.name: _word(getattr(reason, each.name), language) for each in fields(reason)}
    match reason:
        case Suspended():
            words["days"] = duration(reason.days, TermUnit.DAYS, language)
        case Extended():
            words["amount"] = duration(reason.amount, reason.unit, language)
        case InWorkingDays():
            words["amount"] = duration(reason.amount, TermUnit.WORKING_DAYS, language)
        case OutsideAct():
            words["act"] = _ACT[reason.article is not None].in_language(language)
        case TwoWorkingDays():
            words["held"] = _HELD[reason.held].in_language(language)
        case _:
            pass
    return words


def _word(value: object, language: str) -> str:
    match value:
        case date():
            return day_in_words(value, language)
        case RestDay(day, rest):
            return f"{day_in_words(day, language)} is {_REST[rest].in_language(language)}"
        case tuple():
            return _listed([_word(item, language) for item in value], language)
        case Outside():
            return _OUTSIDE[value].in_language(language)
        case Legal():
            return _LEGAL[value].in_language(language)
        case _:
            return str(value)


def _listed(words: list[str], language: str) -> str:
    """Return "a", "a en b" or "a, b en c"."""
    *before, last = words
    return f"{', '.join(before)} {'en' if language == 'nl' else 'and'} {last}" if before else last
