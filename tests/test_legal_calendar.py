"""When legal terms end and by which article; every date below was worked out by hand from the text of the Algemene termijnenwet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import holidays as other_calendar
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from agreements.model.amsterdam import legal_date
from agreements.model.legal_calendar import (
    Extension,
    Reckoned,
    Rung,
    StandsStill,
    Suspension,
    Term,
    deadline,
    reckon,
    rung_dates,
)
from agreements.model.legal_days import DECREES, KNOWN_FROM, KNOWN_UNTIL, Rest, easter, holidays, is_working_day, rest_on
from agreements.model.legal_reasons import (
    ByAnalogy,
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

DAYS, WEEKS, MONTHS, YEARS = TermUnit.DAYS, TermUnit.WEEKS, TermUnit.MONTHS, TermUnit.YEARS
WORKING_DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.HOURS
D = date.fromisoformat


def law(amount: int, unit: TermUnit, *, back: bool = False, outside: Outside | None = None) -> Term:
    return Term(amount, unit, Legal.STATUTORY, back=back, outside=outside)


def contract(amount: int, unit: TermUnit, *, by_analogy: bool = False) -> Term:
    return Term(amount, unit, Legal.CONTRACTUAL, by_analogy=by_analogy)


def articles(reasons: tuple[Reason, ...]) -> str:
    """Return "1(1) 2 4(a)": the articles that are cited, in order."""
    cited = [reason.article for reason in reasons if reason.article]
    return " ".join(
        f"{each.number}{f'({each.paragraph})' if each.paragraph else ''}{f'({each.item})' if each.item else ''}" for each in cited
    )


# The event, the term, the last day, the articles. A working day is no Saturday, Sunday or day of art. 3; art. 2 counts from the day after.
STATUTORY = [
    # --- weekends ---
    ("2026-02-04", law(6, WEEKS), "2026-03-18", ""),  # Wednesday to Wednesday
    ("2026-02-06", law(1, DAYS), "2026-02-09", "1(1)"),  # Saturday 7: on to Monday; art. 2 begins at three days
    ("2026-02-05", law(2, DAYS), "2026-02-09", "1(1)"),  # Saturday 7: on to Monday
    ("2026-02-06", law(2, DAYS), "2026-02-09", "1(1)"),  # Sunday 8: on to Monday, with one working day, which is enough for two days
    ("2026-02-04", law(3, DAYS), "2026-02-09", "1(1)"),  # Thursday, Friday, Saturday: on to Monday, three working days
    ("2026-02-05", law(3, DAYS), "2026-02-09", "1(1)"),  # Friday, Saturday, Sunday: on to Monday, which makes two
    ("2026-02-06", law(3, DAYS), "2026-02-10", "2"),  # Saturday, Sunday, Monday: one, so Tuesday as well
    ("2026-02-07", law(3, DAYS), "2026-02-10", ""),  # Sunday, Monday, Tuesday: two
    ("2026-02-06", law(4, DAYS), "2026-02-10", ""),  # Saturday to Tuesday: two
    ("2026-02-08", law(2, WEEKS), "2026-02-23", "1(1)"),  # an event on a Sunday counts as any other; Sunday 22: on to Monday
    # --- Good Friday (art. 3(2)) and Easter Monday ---
    ("2026-03-06", law(4, WEEKS), "2026-04-07", "1(1)"),  # Good Friday 3 April, weekend, Easter Monday
    ("2026-02-07", law(8, WEEKS), "2026-04-07", "1(1)"),  # Saturday 4 April, Easter, Easter Monday
    ("2026-04-01", law(3, DAYS), "2026-04-07", "1(1)"),  # Thursday; Good Friday; Saturday: on to Tuesday, which makes two
    ("2026-04-02", law(3, DAYS), "2026-04-08", "1(1) 2"),  # Good Friday to Sunday: on to Tuesday, which makes one, so Wednesday
    ("2026-04-02", law(5, DAYS), "2026-04-08", "2"),  # ends on Tuesday 7, the only working day, so Wednesday
    ("2026-04-02", law(1, WEEKS), "2026-04-09", ""),  # ends on Thursday with Tuesday, Wednesday and Thursday
    ("2027-02-26", law(1, MONTHS), "2027-03-30", "1(1)"),  # Good Friday 26 March 2027, weekend, Easter Monday 29
    # --- King's Day, and its shift from Sunday 27 to Saturday 26 April ---
    ("2026-03-30", law(4, WEEKS), "2026-04-28", "1(1)"),  # Monday 27 April
    ("2025-04-24", law(2, DAYS), "2025-04-28", "1(1)"),  # King's Day on Saturday 26, Sunday 27; Monday 28 is an ordinary day
    ("2025-04-25", law(3, DAYS), "2025-04-29", "2"),  # King's Day, Sunday, Monday: one, so Tuesday
    ("2025-03-30", law(4, WEEKS), "2025-04-28", "1(1)"),  # Sunday 27 April 2025
    ("2028-03-30", law(4, WEEKS), "2028-05-01", "1(1)"),  # King's Day on Thursday, decree on Friday 28, weekend
    ("2028-03-31", law(4, WEEKS), "2028-05-01", "1(1)"),  # Friday 28 April 2028 by decree, weekend
    ("2028-04-26", law(3, DAYS), "2028-05-02", "1(1) 2"),  # King's Day, decree, Saturday: on to Monday 1 May, one, so Tuesday
    # --- 5 May, every year ---
    ("2026-04-07", law(4, WEEKS), "2026-05-06", "1(1)"),  # Tuesday 5 May 2026, no year of a lustrum
    ("2025-04-07", law(4, WEEKS), "2025-05-06", "1(1)"),  # Monday 5 May 2025, a year of a lustrum: the same
    ("2024-05-03", law(2, DAYS), "2024-05-06", "1(1)"),  # Sunday 5 May 2024: no day in its place
    ("2028-04-07", law(4, WEEKS), "2028-05-08", "1(1)"),  # Friday 5 May 2028, weekend
    ("2027-04-07", law(4, WEEKS), "2027-05-10", "1(1)"),  # Wednesday 5 May, Ascension Day, decree on Friday 7, weekend
    ("2027-05-04", law(3, DAYS), "2027-05-11", "1(1) 2"),  # the same three days: on to Monday 10, one, so Tuesday
    # --- Ascension Day and the Friday after it ---
    ("2026-04-16", law(4, WEEKS), "2026-05-18", "1(1)"),  # Ascension Day 14 May 2026, decree on Friday 15, weekend
    ("2026-03-20", law(8, WEEKS), "2026-05-18", "1(1)"),  # Friday 15 May 2026 by decree, weekend
    ("2026-05-13", law(3, DAYS), "2026-05-19", "1(1) 2"),  # Ascension Day, decree, Saturday: on to Monday 18, one, so Tuesday
    ("2026-05-13", law(5, DAYS), "2026-05-19", "2"),  # ends on Monday 18, the only working day, so Tuesday
    ("2025-04-04", law(8, WEEKS), "2025-06-02", "1(1)"),  # Friday 30 May 2025 by decree, weekend
    ("2028-04-27", law(4, WEEKS), "2028-05-29", "1(1)"),  # Ascension Day 25 May 2028, decree on Friday 26, weekend
    # --- Whit Monday ---
    ("2026-04-13", law(6, WEEKS), "2026-05-26", "1(1)"),  # Whit Monday 25 May 2026
    ("2026-04-11", law(6, WEEKS), "2026-05-26", "1(1)"),  # Saturday 23, Whit Sunday, Whit Monday
    ("2026-05-22", law(3, DAYS), "2026-05-27", "1(1) 2"),  # the same three days: on to Tuesday 26, one, so Wednesday
    # --- the end of the year ---
    ("2026-12-24", law(3, DAYS), "2026-12-29", "1(1) 2"),  # Christmas on Friday and Saturday, Sunday: on to Monday 28, one, so Tuesday
    ("2025-12-24", law(2, DAYS), "2025-12-29", "1(1)"),  # Friday 26 December 2025, weekend
    ("2024-11-01", law(8, WEEKS), "2024-12-30", "1(1)"),  # Friday 27 December 2024 by decree, weekend
    ("2025-11-20", law(6, WEEKS), "2026-01-05", "1(1)"),  # New Year's Day on Thursday, decree on Friday 2 January 2026, weekend
    ("2025-11-21", law(6, WEEKS), "2026-01-05", "1(1)"),  # Friday 2 January 2026 by decree, weekend
    ("2025-12-31", law(3, DAYS), "2026-01-06", "1(1) 2"),  # New Year's Day, decree, Saturday: on to Monday 5, one, so Tuesday
    ("2027-12-24", law(1, DAYS), "2027-12-27", "1(1)"),  # Christmas on Saturday and Sunday: no days in their place
    ("2027-12-31", law(3, DAYS), "2028-01-04", "2"),  # New Year's Day on Saturday, Sunday, Monday: one, so Tuesday
    # --- months of unlike length, 29 February ---
    ("2026-01-31", law(1, MONTHS), "2026-03-02", "1(1)"),  # no 31 February: Saturday 28, on to Monday
    ("2026-08-31", law(1, MONTHS), "2026-09-30", ""),  # no 31 September: Wednesday 30
    ("2028-01-31", law(1, MONTHS), "2028-02-29", ""),  # leap year: Tuesday 29
    ("2027-11-30", law(3, MONTHS), "2028-02-29", ""),  # no 30 February: Tuesday 29
    ("2027-02-28", law(1, MONTHS), "2027-03-30", "1(1)"),  # the 28th, not the 31st: Easter Sunday 28 March 2027, Easter Monday
    ("2028-02-29", law(3, MONTHS), "2028-05-29", ""),  # the 29th, not the 31st: Monday
    (
        "2016-02-29",
        law(3, MONTHS),
        "2016-05-30",
        "1(1) 3(3)",
    ),  # ECLI:NL:HR:2017:2225: Sunday 29, Monday 30; the decree of then is not known
    # --- art. 4(a): as worded; 16 May 2026 is a Saturday ---
    ("2026-02-15", law(90, DAYS), "2026-05-18", "1(1)"),  # not more than 90 days
    ("2026-02-14", law(91, DAYS), "2026-05-16", "4(a)"),
    ("2026-02-21", law(12, WEEKS), "2026-05-18", "1(1)"),  # not more than twelve weeks
    ("2026-02-14", law(13, WEEKS), "2026-05-16", "4(a)"),
    ("2026-02-16", law(3, MONTHS), "2026-05-18", "1(1)"),  # not more than three months, though it is 89 days here and can be 92
    ("2026-01-16", law(4, MONTHS), "2026-05-16", "4(a)"),
    ("2025-05-16", law(1, YEARS), "2026-05-16", "4(a)"),  # one year or more
    ("2028-02-29", law(1, YEARS), "2029-02-28", "4(a)"),  # no 29 February 2029; no rest day matters, so no warning
    # --- art. 4(b) and (c); the act that excludes the Atw; what is no act or order in council ---
    ("2026-05-02", law(2, WEEKS, outside=Outside.PUBLICATION), "2026-05-16", "4(b)"),  # Saturday
    ("2026-05-02", law(2, WEEKS, outside=Outside.DETENTION), "2026-05-16", "4(c)"),
    ("2026-04-04", law(42, DAYS, outside=Outside.EXCLUDED), "2026-05-16", ""),  # art. 4:17(1) Awb: the 42 days of a penalty payment
    ("2026-05-02", law(2, WEEKS, outside=Outside.LOWER_REGULATION), "2026-05-16", ""),
    # --- counted back: art. 1(2), and art. 2, which makes no exception ---
    ("2026-05-22", law(3, DAYS, back=True), "2026-05-19", ""),  # Thursday, Wednesday, Tuesday
    ("2026-06-07", law(3, DAYS, back=True), "2026-06-04", ""),  # Saturday, Friday, Thursday: two
    ("2026-05-20", law(10, DAYS, back=True), "2026-05-10", "1(2)"),  # Sunday, and stays
    ("2026-06-08", law(2, WEEKS, back=True), "2026-05-25", "1(2)"),  # Whit Monday, and stays
    ("2026-05-26", law(3, DAYS, back=True), "2026-05-21", "1(2) 2"),  # Whit Monday, Sunday, Saturday: none, so Friday and Thursday as well
    ("2026-05-19", law(3, DAYS, back=True), "2026-05-13", "1(2) 2"),  # Monday, Sunday, Saturday: one; Friday and Ascension Day are none
    # --- beyond the decrees that are known: art. 3(3) ---
    ("2028-11-21", law(6, WEEKS), "2029-01-02", "3(3)"),  # a Tuesday that a decree may still equate
    ("2028-12-17", law(2, WEEKS), "2029-01-02", "1(1) 3(3)"),  # Sunday 31 December 2028, New Year's Day
    ("2029-01-10", law(10, DAYS, back=True), "2028-12-31", "1(2)"),  # a Sunday, the last day of what is known
    ("2022-12-18", law(2, WEEKS), "2023-01-02", "1(1)"),  # Sunday 1 January 2023, the first day of what is known
    ("2022-12-17", law(2, WEEKS), "2023-01-02", "1(1) 3(3)"),  # Saturday 31 December 2022
    ("2028-11-15", law(6, WEEKS), "2028-12-27", ""),  # the last Wednesday of what is known
]


@pytest.mark.parametrize(("start", "term", "last", "cited"), STATUTORY)
def test_a_statutory_term_ends_on_the_day_and_by_the_article_of_the_law(start: str, term: Term, last: str, cited: str) -> None:
    reckoned = reckon(D(start), term)
    assert (reckoned.last, articles(reckoned.reasons)) == (D(last), cited)


def test_the_table_is_large_enough_and_names_no_case_twice() -> None:
    assert len({(start, term) for start, term, _, _ in STATUTORY}) == len(STATUTORY) >= 40


def test_a_reason_holds_the_days_that_were_passed() -> None:
    assert reckon(D("2026-04-11"), law(6, WEEKS)).reasons == (
        RolledOn(
            (
                RestDay(D("2026-05-23"), Rest.SATURDAY),
                RestDay(D("2026-05-24"), Rest.SUNDAY),
                RestDay(D("2026-05-25"), Rest.WHIT_MONDAY),
            ),
            D("2026-05-26"),
        ),
    )
    assert reckon(D("2026-02-06"), law(3, DAYS)).reasons == (TwoWorkingDays(1, D("2026-02-09"), D("2026-02-10")),)
    assert reckon(D("2026-05-26"), law(3, DAYS, back=True)).reasons[1] == TwoWorkingDays(0, D("2026-05-23"), D("2026-05-21"))
    assert reckon(D("2026-08-31"), law(1, MONTHS)).reasons == (MonthTooShort(31, D("2026-09-30")),)


def test_beyond_the_known_decrees_a_date_is_provisional() -> None:
    beyond = reckon(D("2028-11-21"), law(6, WEEKS))
    assert beyond.provisional
    assert beyond.reasons == (DecreeUnknown(KNOWN_FROM, KNOWN_UNTIL),)
    assert not reckon(D("2026-11-21"), law(6, WEEKS)).provisional
    assert reckon(D("2028-12-20"), contract(10, WORKING_DAYS)).provisional
    assert not reckon(D("2028-12-20"), contract(10, WEEKS)).provisional


# Contracts and policy: the last day is the last day.
@pytest.mark.parametrize(
    ("start", "term", "last", "why"),
    [
        ("2026-05-02", contract(2, WEEKS), "2026-05-16", NotStatutory(Legal.CONTRACTUAL)),  # a Saturday
        ("2026-02-06", Term(3, DAYS, Legal.POLICY), "2026-02-09", NotStatutory(Legal.POLICY)),  # Monday: art. 2 does not apply
        ("2028-02-29", contract(2, YEARS), "2030-02-28", NotStatutory(Legal.CONTRACTUAL)),
        ("2026-05-02", contract(2, WEEKS, by_analogy=True), "2026-05-18", ByAnalogy(Legal.CONTRACTUAL)),
        ("2026-02-14", contract(13, WEEKS, by_analogy=True), "2026-05-16", OutsideAct(Outside.WEEKS)),  # art. 4 by analogy too
        ("2026-04-30", contract(10, WORKING_DAYS), "2026-05-19", InWorkingDays(10)),  # 1, 4, 6, 7, 8, 11, 12, 13, 18 and 19 May
        ("2026-04-30", law(2, WORKING_DAYS), "2026-05-04", InWorkingDays(2)),  # Friday 1 May and Monday
    ],
)
def test_other_terms_follow_their_own_rule(start: str, term: Term, last: str, why: Reason) -> None:
    reckoned = reckon(D(start), term)
    assert reckoned.last == D(last)
    assert why in reckoned.reasons


EVENT = D("2026-06-01")  # a Monday; June 2026 has no holiday
TWO_WEEKS = law(2, WEEKS)  # to Monday 15 June


def pause(first: str, last: str | None, ground: str = "aanvulling gevraagd") -> Suspension:
    return Suspension(D(first), D(last) if last else None, ground)


@pytest.mark.parametrize(
    ("ledger", "last", "reasons"),
    [
        ([pause("2026-06-03", "2026-06-07")], "2026-06-22", [5]),  # Saturday 20, on to Monday
        (
            [pause("2026-06-03", "2026-06-07"), pause("2026-06-18", "2026-06-19")],
            "2026-06-22",
            [5, 2],
        ),  # the second lies in the pushed term
        ([pause("2026-06-18", "2026-06-19"), pause("2026-06-03", "2026-06-07")], "2026-06-22", [5, 2]),  # in whatever order they were noted
        ([pause("2026-06-03", "2026-06-07"), pause("2026-06-05", "2026-06-09")], "2026-06-22", [5, 2]),  # two at once count once
        ([pause("2026-06-03", "2026-06-09"), pause("2026-06-05", "2026-06-06")], "2026-06-22", [7, None]),  # one inside the other
        ([pause("2026-06-03", "2026-06-04"), pause("2026-06-06", "2026-06-07")], "2026-06-19", [2, 2]),  # the day between them runs
        ([pause("2026-06-15", "2026-06-16")], "2026-06-17", [2]),  # from the last day itself
        ([pause("2026-06-16", "2026-06-19")], "2026-06-15", [None]),  # after the end
        ([pause("2026-05-20", "2026-06-01")], "2026-06-15", [None]),  # before the first day
        ([pause("2026-05-20", "2026-06-02")], "2026-06-16", [1]),  # only its last day lies in the term
    ],
)
def test_suspended_days_push_the_end_on(ledger: list[Suspension], last: str, reasons: list[int | None]) -> None:
    reckoned = deadline(EVENT, TWO_WEEKS, ledger, EVENT)
    assert isinstance(reckoned, Reckoned)
    assert reckoned.last == D(last)
    found = [reason for reason in reckoned.reasons if isinstance(reason, Suspended | WithoutEffect)]
    assert [reason.days if isinstance(reason, Suspended) else None for reason in found] == reasons


@pytest.mark.parametrize(
    ("start", "term", "first", "last", "expected"),
    [
        ("2026-06-06", TWO_WEEKS, "2026-06-22", "2026-06-24", "2026-06-25"),  # in the days that art. 1 adds to Saturday 20
        ("2026-06-01", law(3, DAYS), "2026-06-03", "2026-06-04", "2026-06-08"),  # Tuesday, Friday, Saturday: on to Monday
        ("2026-06-04", law(3, DAYS), "2026-06-05", "2026-06-05", "2026-06-09"),  # Saturday, Sunday, Monday: one, so Tuesday
        ("2026-06-01", contract(3, WORKING_DAYS), "2026-06-02", "2026-06-04", "2026-06-09"),  # Friday, Monday, Tuesday
        ("2026-03-02", law(8, WEEKS), "2026-03-10", "2026-03-19", "2026-05-07"),  # ten days on from 27 April
    ],
)
def test_a_suspension_reaches_every_rule(start: str, term: Term, first: str, last: str, expected: str) -> None:
    reckoned = deadline(D(start), term, [pause(first, last)], D(start))
    assert isinstance(reckoned, Reckoned)
    assert reckoned.last == D(expected)


def test_a_suspension_that_lasts_leaves_no_last_day() -> None:
    still = deadline(EVENT, TWO_WEEKS, [pause("2026-06-03", None)], D("2026-06-10"))
    assert isinstance(still, StandsStill)
    assert (still.since, still.ground, still.as_of) == (D("2026-06-03"), "aanvulling gevraagd", D("2026-06-10"))
    assert still.earliest.last == D("2026-06-23")  # eight days on
    announced = deadline(EVENT, TWO_WEEKS, [pause("2026-06-03", None)], D("2026-06-01"))
    assert isinstance(announced, StandsStill)
    assert announced.earliest.last == D("2026-06-16")  # at least its own first day


def test_a_suspension_from_the_last_day_itself_is_in_time() -> None:
    still = deadline(EVENT, TWO_WEEKS, [pause("2026-06-15", None)], D("2026-06-16"))
    assert isinstance(still, StandsStill)
    assert still.earliest.last == D("2026-06-17")


def test_a_lasting_suspension_that_came_too_late_changes_nothing() -> None:
    ended = deadline(EVENT, TWO_WEEKS, [pause("2026-06-16", None, "te laat")], D("2026-07-01"))
    assert ended == Reckoned(D("2026-06-15"), (WithoutEffect(D("2026-06-16"), "te laat"),))


def test_an_extension_follows_on_the_end_before_it_moves() -> None:
    extended = deadline(D("2026-06-06"), law(6, WEEKS), [Extension(1, DAYS, "verdaagd")], D("2026-06-06"))
    assert isinstance(extended, Reckoned)
    # Saturday 18 July and one day: Sunday 19, on to Monday 20; from Monday 20 it would have been Tuesday 21
    assert (extended.last, extended.reasons[0]) == (D("2026-07-20"), Extended(1, DAYS, "verdaagd"))


@pytest.mark.parametrize(
    ("extension", "last", "cited"),
    [
        (Extension(6, WEEKS, "verdaagd"), "2026-09-14", "1(1)"),  # 8 and 6 weeks: each within art. 4; Saturday 12 September
        (Extension(13, WEEKS, "verdaagd"), "2026-10-31", "4(a)"),  # Saturday
        (Extension(1, MONTHS, "verdaagd"), "2026-09-01", ""),  # Saturday 1 August, Tuesday 1 September
        (Extension(5, WORKING_DAYS, "verdaagd"), "2026-08-07", ""),  # Monday 3 to Friday 7 August
    ],
)
def test_the_words_of_term_and_extension_decide_on_article_4(extension: Extension, last: str, cited: str) -> None:
    extended = deadline(D("2026-06-06"), law(8, WEEKS), [extension], D("2026-06-06"))
    assert isinstance(extended, Reckoned)
    assert (extended.last, articles(extended.reasons)) == (D(last), cited)


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: law(0, DAYS),
        lambda: law(-3, WEEKS),
        lambda: law(36_526, WORKING_DAYS),
        lambda: law(2, DAYS, outside=Outside.WEEKS),
        lambda: Term(2, DAYS, Legal.STATUTORY, by_analogy=True),
        lambda: Term(2, DAYS, Legal.CONTRACTUAL, outside=Outside.EXCLUDED),
        lambda: pause("2026-06-03", "2026-06-02"),
        lambda: Extension(0, DAYS, ""),
        lambda: Extension(8, HOURS, ""),
        lambda: reckon(EVENT, law(8, HOURS)),
        lambda: reckon(D("9999-12-01"), law(3, MONTHS)),
        lambda: reckon(D("9999-12-31"), contract(1, WORKING_DAYS)),
        lambda: reckon(EVENT, contract(8_000, YEARS)),
        lambda: rung_dates(D("9999-12-31"), [Rung(1, "")]),
        lambda: rung_dates(EVENT, [Rung(-(10**12), "")]),
        lambda: deadline(EVENT, law(2, WEEKS, back=True), [pause("2026-05-20", None)], EVENT),
        lambda: legal_date(datetime(2026, 6, 1, 12)),  # noqa: DTZ001  # that it has no time zone is the point
    ],
)
def test_what_no_calendar_can_answer_is_refused(impossible: object) -> None:
    assert callable(impossible)
    with pytest.raises(ValueError):
        impossible()


def test_a_century_of_days_is_the_most() -> None:
    assert reckon(D("2000-01-01"), contract(36_525, DAYS)).last == D("2100-01-01")
    extended = deadline(D("2000-01-01"), contract(1, DAYS), [Extension(36_525, DAYS, "")], D("2000-01-01"))
    assert isinstance(extended, Reckoned)
    assert extended.last == D("2100-01-02")


def test_the_first_and_the_last_year_of_the_calendar_can_be_reckoned_with() -> None:
    assert reckon(D("9999-01-31"), contract(1, MONTHS)).last == D("9999-02-28")
    assert reckon(D("0001-03-31"), Term(1, MONTHS, Legal.POLICY, back=True)).last == D("0001-02-28")


def test_the_date_of_an_instant_is_that_of_amsterdam() -> None:
    assert legal_date(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)) == D("2026-12-31")
    assert legal_date(datetime(2026, 12, 31, 23, tzinfo=UTC)) == D("2027-01-01")
    assert legal_date(datetime(2026, 6, 30, 22, tzinfo=UTC)) == D("2026-07-01")
    assert legal_date(datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=9)))) == D("2026-06-30")


def test_the_rungs_of_a_ladder() -> None:
    rungs = [Rung(-14, "policy_officer"), Rung(-3, "policy_officer"), Rung(0, "policy_officer"), Rung(1, "programme_manager")]
    assert rung_dates(D("2026-03-02"), rungs) == (D("2026-02-16"), D("2026-02-27"), D("2026-03-02"), D("2026-03-03"))


def working_days(first: date, last: date) -> int:
    """Count the working days from `first` up to and including `last`."""
    return sum(is_working_day(date.fromordinal(ordinal)) for ordinal in range(first.toordinal(), last.toordinal() + 1))


def days_run(start: date, ledger: list[Suspension], as_of: date) -> int:
    """Count the days after `start`, up to and including `as_of`, that lie in no suspension."""
    days = (date.fromordinal(ordinal) for ordinal in range(start.toordinal() + 1, as_of.toordinal() + 1))
    return sum(not any(each.first <= day <= (each.last or date.max) for each in ledger) for day in days)


def test_working_days() -> None:
    assert working_days(D("2026-05-11"), D("2026-05-17")) == 3  # Ascension Day and the Friday after it are none
    assert [rest_on(D(day)) for day in ("2026-05-15", "2026-05-16", "2026-05-17", "2026-05-18")] == [
        Rest.DECREE,
        Rest.SATURDAY,
        Rest.SUNDAY,
        None,
    ]


def test_decrees_follow_on_each_other_and_name_only_days_that_would_have_been_working_days() -> None:
    assert [later.first_year - earlier.last_year for earlier, later in pairwise(DECREES)] == [1] * (len(DECREES) - 1)
    for decree in DECREES:
        assert all(decree.first_year <= day.year <= decree.last_year for day in decree.days)
        assert all(holidays(day.year)[day] is Rest.DECREE and day.weekday() < 5 for day in decree.days)
        named = [f"{day.day} {('januari', 'april', 'mei', 'december')[[1, 4, 5, 12].index(day.month)]} {day.year}" for day in decree.days]
        assert all(words in decree.title for words in named)


# The `holidays` package as a second opinion: the same days but for those that employers need not give; no decrees; no arts 2 and 4.


def others(year: int, *categories: str) -> set[date]:
    """Return the package's days, without the Sundays of Easter and Whitsun, which need no rule."""
    found = other_calendar.country_holidays("NL", years=year, categories=categories)
    return set(found) - {easter(year), easter(year) + timedelta(days=49)}


def test_easter_is_that_of_another_reckoning() -> None:
    for year in range(1970, 2100):
        theirs = other_calendar.country_holidays("NL", years=year, language="en_US").get_named("Easter Monday")
        assert theirs == [easter(year) + timedelta(days=1)]


@pytest.mark.parametrize("day", ["1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19", "2038-04-25", "2285-03-22"])
def test_easter_at_its_earliest_its_latest_and_where_simpler_rules_fail(day: str) -> None:
    assert easter(D(day).year) == D(day)


@pytest.mark.parametrize("year", range(2020, 2036))
def test_all_movable_and_fixed_days_are_those_of_another_reckoning(year: int) -> None:
    ours = {day for day, rest in holidays(year).items() if rest is not Rest.DECREE}
    assert ours == others(year, "public", "optional")


@pytest.mark.parametrize("year", range(2020, 2036))
def test_alone_the_package_misses_5_may_but_for_each_fifth_year_and_every_decree(year: int) -> None:
    missed = set(holidays(year)) - others(year, "public")
    decreed = {day for decree in DECREES for day in decree.days if day.year == year}
    assert missed == decreed | ({date(year, 5, 5)} if year % 5 else set())


def naive(start: date, days: int) -> date:
    """Return what one would do with the package alone: add the days, go on past weekends and its holidays."""
    end = start + timedelta(days=days)
    while end.weekday() >= 5 or end in PACKAGE:
        end += timedelta(days=1)
    return end


PACKAGE = other_calendar.country_holidays("NL", years=range(2023, 2030))


@pytest.mark.parametrize(
    ("start", "days", "wrong", "right"),
    [
        ("2026-04-07", 28, "2026-05-05", "2026-05-06"),  # 5 May 2026
        ("2026-03-20", 56, "2026-05-15", "2026-05-18"),  # the Friday after Ascension Day, by decree
        ("2026-12-24", 3, "2026-12-28", "2026-12-29"),  # art. 2
        ("2026-02-14", 91, "2026-05-18", "2026-05-16"),  # art. 4
    ],
)
def test_where_the_package_alone_would_be_wrong(start: str, days: int, wrong: str, right: str) -> None:
    assert naive(D(start), days) == D(wrong)
    assert reckon(D(start), law(days, DAYS)).last == D(right)


def test_for_longer_terms_the_package_alone_is_wrong_for_those_days_and_no_others() -> None:
    for number in range((KNOWN_UNTIL - KNOWN_FROM).days - 60):
        start = KNOWN_FROM + timedelta(days=number)
        reckoned = reckon(start, law(6, WEEKS))
        passed = [each for reason in reckoned.reasons if isinstance(reason, RolledOn) for each in reason.passed]
        unknown = [each for each in passed if each.day.weekday() < 5 and each.day not in PACKAGE]
        assert (reckoned.last != naive(start, 42)) == bool(unknown), start


# Laws that hold for any term.

days = st.dates(D("2000-01-01"), D("2100-12-31"))
short = st.one_of(
    st.builds(law, st.integers(1, 90), st.just(DAYS)),
    st.builds(law, st.integers(1, 12), st.just(WEEKS)),
    st.builds(law, st.integers(1, 3), st.just(MONTHS)),
)
lengths = st.sampled_from([DAYS, WORKING_DAYS, WEEKS, MONTHS, YEARS])
terms = st.one_of(short, st.builds(law, st.integers(1, 40), lengths), st.builds(contract, st.integers(1, 40), lengths))


@st.composite
def pauses(draw: st.DrawFn) -> Suspension:
    first = draw(st.dates(D("2025-12-01"), D("2026-12-31")))
    return Suspension(first, first + timedelta(days=draw(st.integers(0, 60))), "")


@given(days, terms)
def test_a_later_event_never_gives_an_earlier_end(start: date, term: Term) -> None:
    assert reckon(start, term).last <= reckon(start + timedelta(days=1), term).last


@given(days, short)
@example(D("2026-12-24"), law(3, DAYS))
def test_a_statutory_term_within_the_act_never_ends_on_a_rest_day(start: date, term: Term) -> None:
    assert is_working_day(reckon(start, term).last)


@given(days, short, st.booleans())
def test_a_statutory_term_of_at_least_three_days_holds_two_working_days(start: date, term: Term, back: bool) -> None:  # noqa: FBT001  # drawn
    assume(term.unit is not DAYS or term.amount >= 3)
    last = reckon(start, law(term.amount, term.unit, back=back)).last
    one = timedelta(days=1)
    assert (working_days(last, start - one) if back else working_days(start + one, last)) >= 2


@given(days, short)
def test_what_was_moved_moves_no_further(start: date, term: Term) -> None:
    last = reckon(start, term).last
    assert reckon(last - timedelta(days=1), law(1, DAYS)).last == last


@given(days, terms)
def test_the_law_only_ever_lengthens_a_term(start: date, term: Term) -> None:
    assert reckon(start, term).last >= reckon(start, contract(term.amount, term.unit)).last


@given(st.dates(D("2026-01-01"), D("2026-12-31")), terms, st.lists(pauses(), max_size=4), pauses())
def test_one_more_suspension_never_brings_the_end_nearer(start: date, term: Term, ledger: list[Suspension], more: Suspension) -> None:
    before, after = (deadline(start, term, entries, start) for entries in (ledger, [*ledger, more]))
    assert isinstance(before, Reckoned)
    assert isinstance(after, Reckoned)
    assert before.last <= after.last


@given(st.dates(D("2026-01-01"), D("2026-12-31")), st.integers(1, 200), st.lists(pauses(), max_size=4))
def test_exactly_the_days_of_the_term_have_run_on_its_last_day(start: date, amount: int, ledger: list[Suspension]) -> None:
    reckoned = deadline(start, contract(amount, DAYS), ledger, start)
    assert isinstance(reckoned, Reckoned)
    assert days_run(start, ledger, reckoned.last) == amount
    assert days_run(start, ledger, reckoned.last - timedelta(days=1)) == amount - 1


@given(days, terms)
def test_an_empty_ledger_changes_nothing(start: date, term: Term) -> None:
    assert deadline(start, term, [], start) == reckon(start, term)
