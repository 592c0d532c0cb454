"""Every reason of the legal calendar as people read it, and as an event keeps it."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from agreements.model.legal_calendar import Reckoned, StandsStill
from agreements.model.legal_days import KNOWN_FROM, KNOWN_UNTIL, Rest
from agreements.model.legal_reasons import (
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
from agreements.model.legal_sentences import sentence

D = date.fromisoformat
WHITSUN = (
    RestDay(D("2026-05-23"), Rest.SATURDAY),
    RestDay(D("2026-05-24"), Rest.SUNDAY),
    RestDay(D("2026-05-25"), Rest.WHIT_MONDAY),
)
SAID: list[tuple[Reason, str, str]] = [
    (
        RolledOn(WHITSUN[2:], D("2026-05-26")),
        "art. 1 lid 1 Algemene termijnenwet: 25 mei 2026 is Tweede Pinksterdag; de termijn loopt door tot en met 26 mei 2026.",
        "Algemene termijnenwet, art. 1(1): 25 May 2026 is Whit Monday; the term runs on up to and including 26 May 2026.",
    ),
    (
        RolledOn(WHITSUN, D("2026-05-26")),
        (
            "art. 1 lid 1 Algemene termijnenwet: 23 mei 2026 is een zaterdag, 24 mei 2026 is een zondag en 25 mei 2026 is "
            "Tweede Pinksterdag; de termijn loopt door tot en met 26 mei 2026."
        ),
        (
            "Algemene termijnenwet, art. 1(1): 23 May 2026 is a Saturday, 24 May 2026 is a Sunday and 25 May 2026 is Whit Monday; "
            "the term runs on up to and including 26 May 2026."
        ),
    ),
    (
        CountedBack(RestDay(D("2026-05-15"), Rest.DECREE)),
        (
            "art. 1 lid 2 Algemene termijnenwet: 15 mei 2026 is bij koninklijk besluit met een feestdag gelijkgesteld, "
            "maar een termijn die wordt teruggerekend verschuift daardoor niet."
        ),
        (
            "Algemene termijnenwet, art. 1(2): 15 May 2026 is equated with a holiday by royal decree, "
            "but a term that is counted back does not move for that."
        ),
    ),
    (
        TwoWorkingDays(1, D("2026-12-28"), D("2026-12-29")),
        (
            "art. 2 Algemene termijnenwet: een termijn van ten minste drie dagen bevat ten minste twee werkdagen; "
            "met 28 december 2026 als laatste dag is dat er één, dus wordt de termijn verlengd tot en met 29 december 2026."
        ),
        (
            "Algemene termijnenwet, art. 2: a term of at least three days holds at least two working days; "
            "with 28 December 2026 as its last day it holds one, so it is extended up to and including 29 December 2026."
        ),
    ),
    (
        TwoWorkingDays(0, D("2026-05-23"), D("2026-05-21")),
        (
            "art. 2 Algemene termijnenwet: een termijn van ten minste drie dagen bevat ten minste twee werkdagen; "
            "met 23 mei 2026 als laatste dag is dat er geen, dus wordt de termijn verlengd tot en met 21 mei 2026."
        ),
        (
            "Algemene termijnenwet, art. 2: a term of at least three days holds at least two working days; "
            "with 23 May 2026 as its last day it holds none, so it is extended up to and including 21 May 2026."
        ),
    ),
    (
        OutsideAct(Outside.WEEKS),
        (
            "art. 4 onder a Algemene termijnenwet: deze wet geldt niet voor een termijn in meer dan twaalf weken; "
            "de laatste dag verschuift niet."
        ),
        "Algemene termijnenwet, art. 4(a): this act does not apply to a term in more than twelve weeks; its last day does not move.",
    ),
    (
        OutsideAct(Outside.LOWER_REGULATION),
        (
            "De Algemene termijnenwet geldt niet voor een termijn die niet in een wet of algemene maatregel van bestuur is gesteld; "
            "de laatste dag verschuift niet."
        ),
        "The Algemene termijnenwet does not apply to a term that is not set by an act or an order in council; its last day does not move.",
    ),
    (
        NotStatutory(Legal.CONTRACTUAL),
        (
            "De Algemene termijnenwet geldt alleen voor termijnen in een wet of algemene maatregel van bestuur; "
            "deze termijn staat in de overeenkomst en de laatste dag verschuift niet."
        ),
        (
            "The Algemene termijnenwet applies only to terms set by an act or an order in council; "
            "this term stands in the agreement and its last day does not move."
        ),
    ),
    (
        ByAnalogy(Legal.POLICY),
        "In het beleid is de Algemene termijnenwet van overeenkomstige toepassing verklaard.",
        "In the policy the Algemene termijnenwet is declared to apply by analogy.",
    ),
    (
        InWorkingDays(1),
        "De termijn van 1 werkdag telt geen zaterdag, zondag of algemeen erkende feestdag (art. 3 Algemene termijnenwet).",
        "The term of 1 working day counts no Saturday, Sunday or generally recognised holiday (Algemene termijnenwet, art. 3).",
    ),
    (
        MonthTooShort(31, D("2026-09-30")),
        "De maand waarin de termijn eindigt heeft geen dag 31; hij eindigt op de laatste dag van die maand, 30 september 2026.",
        "The month in which the term ends has no day 31; it ends on the last day of that month, 30 September 2026.",
    ),
    (
        Suspended(D("2026-06-03"), D("2026-06-07"), 5, "aanvulling {gevraagd}"),
        "De termijn was opgeschort van 3 juni 2026 tot en met 7 juni 2026, 5 dagen (aanvulling {gevraagd}).",
        "The term was suspended from 3 June 2026 up to and including 7 June 2026, 5 days (aanvulling {gevraagd}).",
    ),
    (
        WithoutEffect(D("2026-06-16"), "te laat"),
        "De opschorting vanaf 16 juni 2026 verandert deze termijn niet (te laat).",
        "The suspension from 16 June 2026 does not change this term (te laat).",
    ),
    (
        Extended(6, TermUnit.WEEKS, "verdaagd"),
        "De termijn is verlengd met 6 weken (verdaagd).",
        "The term was extended by 6 weeks (verdaagd).",
    ),
    (
        DecreeUnknown(KNOWN_FROM, KNOWN_UNTIL),
        (
            "art. 3 lid 3 Algemene termijnenwet: welke dagen vóór 1 januari 2023 en na 31 december 2028 met een feestdag zijn "
            "gelijkgesteld is hier niet bekend; de datum is voorlopig."
        ),
        (
            "Algemene termijnenwet, art. 3(3): which days before 1 January 2023 and after 31 December 2028 are equated with a holiday "
            "is not known here; the date is provisional."
        ),
    ),
]


@pytest.mark.parametrize(("reason", "dutch", "english"), SAID)
def test_a_reason_is_a_sentence_in_both_languages(reason: Reason, dutch: str, english: str) -> None:
    assert (sentence(reason, "nl"), sentence(reason, "en")) == (dutch, english)


def test_every_reason_is_said_above() -> None:
    assert {type(reason) for reason, _, _ in SAID} == set(get_args(Reason))


@pytest.mark.parametrize("rest", Rest)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_rest_day_has_a_name(rest: Rest, language: str) -> None:
    assert " is " in sentence(CountedBack(RestDay(D("2026-05-25"), rest)), language)


@pytest.mark.parametrize("why", Outside)
def test_every_exception_has_words_and_cites_article_4_or_nothing(why: Outside) -> None:
    assert sentence(OutsideAct(why), "nl").startswith(("art. 4 onder", "De Algemene termijnenwet"))
    assert sentence(OutsideAct(why), "en").startswith(("Algemene termijnenwet, art. 4(", "The Algemene termijnenwet"))


@pytest.mark.parametrize("unit", TermUnit)
def test_every_unit_has_words(unit: TermUnit) -> None:
    assert sentence(Extended(2, unit, "x"), "nl").startswith("De termijn is verlengd met 2 ")


def test_a_term_that_stands_still_says_since_when_and_what_that_means() -> None:
    still = StandsStill(D("2026-06-03"), "aanvulling gevraagd", D("2026-06-10"), Reckoned(D("2026-06-23"), ()))
    assert sentence(still, "nl") == (
        "De termijn staat stil sinds 3 juni 2026 (aanvulling gevraagd). Loopt hij weer vanaf 11 juni 2026, dan eindigt hij op 23 juni 2026."
    )
    assert sentence(still, "en") == (
        "The term has stood still since 3 June 2026 (aanvulling gevraagd). If it runs again from 11 June 2026, it ends on 23 June 2026."
    )
