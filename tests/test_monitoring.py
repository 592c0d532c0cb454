"""A signed agreement after signing: what was reached, reported and paid by a day, and what can follow. Everybody in here is invented."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from conftest import Golden
from dossiers import ROOT, codes, read
from hypothesis import given
from hypothesis import strategies as st
from judges import verapdf
from openxml_audit import FileFormat, OpenXmlValidator
from reminding import bureau
from test_html import faults  # noqa: F401  # a fixture

from agreements.application import monitoring
from agreements.application.dossiers import RecordedDossier
from agreements.application.draft import Order, compose, numbered_articles
from agreements.application.monitoring import Monitored, drawn_up
from agreements.application.templates import template_of
from agreements.archive.store import keep
from agreements.cli import cli
from agreements.drafting.monitoring_document import About
from agreements.formats import render
from agreements.model.accounts import Outcome
from agreements.model.addable import Likeness, Obstacle
from agreements.model.dossier import Dossier, Milestone, Slug
from agreements.model.dossier_kinds import Kind, PartyKind, Stage, Visibility
from agreements.model.instalments import EXACT, Standing
from agreements.model.legal_calendar import Term, reckon
from agreements.model.legal_reasons import Legal, TermUnit
from agreements.model.monitoring import Followed, followed
from agreements.model.portfolio import Sure
from agreements.model.reaching import REACHED, Days, Marked, Reached, marked, whole_months
from agreements.model.remedies import ARTICLES, PERIOD, POWERS, RECKONED, Failing, May, Step
from agreements.model.signing_course import Status
from agreements.model.values import FuzzyDate, LocalText, Precision, before, parse_date
from agreements.model.yearly import Sent
from agreements.sources import Source
from agreements.workspace import Workspace

EXAMPLE = ROOT / "examples/demo/nakoming/nergens-zetmeel.yaml"

AGREEMENT = """\
format: 1
company: {id: verzonnen, name: Verzonnen Zink B.V.}
commitments:
  - id: co2
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: jloi, nature: effort, total: {amount: "9", unit: kt, year: 2025}, source: brief}
      - stage: maatwerkafspraak
        nature: result
        total: {amount: "10", unit: kt_per_year, year: 2024, baseline: "2019", boundary: scope_1}
        source: brief
milestones:
  - {id: oven, what: oven, party: company, date: 2024-06-30, visibility: public, instalment: {amount: "40", unit: percent, source: brief}}
  - {id: net, what: netaansluiting, party: state, date: 2023-01-31, visibility: public}
  - {id: geheim, what: Geheimwoord, party: company, date: 2022-01-01}
funding:
  - {id: verleend, step: granted, amount: {amount: "1", unit: mln_eur}, date: 2021-05-20, source: brief}
history:
  - {stage: maatwerkafspraak, event: signed, date: 2021-06-15}
answers:
  maatwerkafspraak: {report_day: 1 mei, first_report: "2025", ends: 2030-12-31}
sources:
  brief: {title: Brief}
"""
FIGURE = 'amount: "10", unit: kt_per_year, baseline: "2019", boundary: scope_1'


def report(figure: str = FIGURE, year: int = 2024, status: str = "verified, verifier: Meetbureau", day: str = "2025-04-20") -> str:
    return f"reports:\n  - {{id: r, for: co2, year: {year}, figure: {{{figure}}}, status: {status}, date: {day}, source: brief}}\n"


def dossier(*more: str, text: str = AGREEMENT, told: tuple[str, ...] = ()) -> Dossier:
    """Return the agreement with more in it; `told` are the codes of what is not as it should be."""
    found, problems = read(text + "".join(more))
    assert tuple(codes(problems)) == told
    assert found is not None
    return found


def on(day: str, *more: str, text: str = AGREEMENT, told: tuple[str, ...] = ()) -> Followed:
    return followed(dossier(*more, text=text, told=told), date.fromisoformat(day))


def second(report: str, year: int = 2024, day: str = "2025-04-20", name: str = "s") -> str:
    """Return another report to stand below the first."""
    line = report.partition("\n")[2].replace("id: r,", f"id: {name},")
    return line.replace("year: 2024", f"year: {year}").replace("2025-04-20", day)


def account(day: str, figure: str = FIGURE, text: str = AGREEMENT, **more: Any) -> tuple[Outcome, str]:  # noqa: ANN401  # as report takes it
    """Return what is said of 2024, and by how much it is short."""
    found = next(each for each in on(day, report(figure, **more), text=text).accounts if each.year == 2024)
    short = found.short
    return found.outcome, "" if short is None else f"{short.amount or (str(short.at_least), str(short.at_most))} {short.unit}"


def run(*arguments: str | Path) -> Result:
    settings = {"MAATWERK_NOW": "2026-11-30T09:00:00+00:00"}
    return CliRunner(env=settings).invoke(cli, ["-w", str(ROOT), *map(str, arguments)], catch_exceptions=False)


# The whole


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_invented_agreement_of_2021_reads_so(golden: Golden, language: str) -> None:
    result = run("--messages", language, "monitor", EXAMPLE, "-l", language)
    assert (result.exit_code, result.stderr.count("W222"), result.stderr.count("[")) == (0, 1, 1), result.stderr
    golden(ROOT / f"tests/expected/monitoring.{language}.txt", result.stdout)


def test_the_invented_agreement_of_2021_as_data(golden: Golden) -> None:
    result = run("--messages", "nl", "monitor", "examples/demo/nakoming/nergens-zetmeel.yaml", "--json")
    assert result.exit_code == 0
    golden(ROOT / "tests/expected/monitoring.json", result.stdout)


def test_before_it_was_signed_there_is_nothing_to_follow() -> None:
    found = on("2021-06-14", report())
    assert (found.signed, found.sure, found.milestones, found.accounts, found.triggers) == (None, Sure.NOT, (), (), ())
    fuzzy = AGREEMENT.replace("event: signed, date: 2021-06-15", "event: signed, date: 2021-06")
    assert on("2021-06-15", text=fuzzy).sure is Sure.POSSIBLY


def test_a_letter_of_intent_binds_nobody_and_is_not_followed() -> None:
    assert on("2026-01-01", text=AGREEMENT.replace("stage: maatwerkafspraak, event", "stage: jloi, event")).signed is None


def test_what_is_internal_stands_in_no_agreement() -> None:
    assert [each.milestone.id for each in on("2026-01-01").milestones] == ["net", "oven"]


# Milestones


DAYS = st.dates(date(2020, 1, 1), date(2031, 12, 31))


def milestone(planned: FuzzyDate | None, met: FuzzyDate | None) -> Milestone:
    what = LocalText("x", "x")
    return Milestone(id=Slug("m"), what=what, party=PartyKind.COMPANY, date=planned, met=met, visibility=Visibility.PUBLIC)


def stand(planned: str, met: str, day: str, end: date | None = None) -> Marked:
    plan = before(planned.removeprefix("<")) if planned.startswith("<") else parse_date(planned) if planned else None
    (found,) = marked([milestone(plan, parse_date(met) if met else None)], date.fromisoformat(day), end)
    return found


@pytest.mark.parametrize(
    ("planned", "met", "day", "reached", "late"),
    [
        ("2024-06-30", "", "2024-06-30", Reached.AHEAD, None),
        ("2024-06-30", "", "2024-07-01", Reached.MISSED, Days(1, 1)),
        ("2024-06-30", "2024-09-30", "2024-07-01", Reached.MISSED, Days(1, 1)),
        ("2024-06-30", "2024-09-30", "2024-09-30", Reached.LATE, Days(92, 92, 3)),
        ("2024-06-30", "2024-06-30", "2025-01-01", Reached.IN_TIME, None),
        ("2024-06-30", "2024-06", "2024-06-15", Reached.AHEAD, None),
        ("2024-06-15", "2024-06", "2024-06-20", Reached.PERHAPS_MISSED, None),
        ("2024-06-15", "2024-06", "2024-06-30", Reached.PERHAPS_LATE, None),
        ("2024", "", "2024-01-01", Reached.AHEAD, None),
        ("2024", "", "2024-01-02", Reached.PERHAPS_MISSED, None),
        ("2024", "", "2025-01-01", Reached.MISSED, Days(1, 366)),
        ("2024", "2025-02-01", "2025-03-01", Reached.LATE, Days(32, 397, 1)),
        ("2024", "2024-05-01", "2025-03-01", Reached.PERHAPS_LATE, None),
        ("<2025", "2024-05-01", "2025-03-01", Reached.IN_TIME, None),
        ("<2025", "", "2024-12-31", Reached.AHEAD, None),
        ("<2025", "", "2025-01-01", Reached.MISSED, Days(1, 1)),
        ("", "", "2025-01-01", Reached.UNDATED, None),
        ("", "2024-01-01", "2025-01-01", Reached.MET, None),
    ],
)
def test_how_a_milestone_stands(planned: str, met: str, day: str, reached: Reached, late: Days | None) -> None:
    found = stand(planned, met, day)
    assert (found.reached, found.late) == (reached, late)


@pytest.mark.parametrize(
    ("planned", "met", "day", "reached"),
    [
        ("2026-06-30", "", "2025-12-31", Reached.AHEAD),
        ("2026-06-30", "", "2026-01-01", Reached.NOT_OWED),
        ("2026-06-30", "", "2027-01-01", Reached.NOT_OWED),
        ("2026-01-01", "", "2026-01-01", Reached.NOT_OWED),
        ("2025-12-31", "", "2026-01-01", Reached.MISSED),
        ("2025", "", "2026-01-01", Reached.MISSED),
        ("2025-12-01/2026-01-31", "", "2026-06-01", Reached.PERHAPS_MISSED),
        ("<2027", "", "2027-01-01", Reached.NOT_OWED),
        ("2026-06-30", "2026-09-30", "2027-01-01", Reached.MET),
        ("2026-06-30", "2026-05-30", "2027-01-01", Reached.IN_TIME),
        ("2025-12-01/2026-01-31", "2026-03-01", "2027-01-01", Reached.PERHAPS_LATE),
        ("2025-06-30", "2026-03-01", "2027-01-01", Reached.LATE),
        ("", "", "2027-01-01", Reached.UNDATED),
    ],
)
def test_what_comes_after_the_end_of_the_agreement_is_not_owed(planned: str, met: str, day: str, reached: Reached) -> None:
    """Regression: a milestone of which the day came after the end stood as missed. Here the last day is 31 December 2025."""
    found = stand(planned, met, day, end=date(2025, 12, 31))
    assert (found.reached, found.ended) == (reached, date(2025, 12, 31) if reached is Reached.NOT_OWED else None)


def test_what_was_reached_after_the_day_that_is_asked_is_not_told() -> None:
    assert stand("2024-06-30", "2024-09-30", "2024-08-01").met is None
    assert stand("2024-06-30", "2024-09-30", "2024-09-30").met == parse_date("2024-09-30")


@given(start=DAYS, day=DAYS)
def test_a_month_is_over_when_a_term_of_so_many_months_is(start: date, day: date) -> None:
    months = whole_months(start, day)
    last = [reckon(start, Term(each, TermUnit.MONTHS, Legal.CONTRACTUAL)).last for each in (max(months, 1), months + 1)]
    assert day < start or ((months == 0 or last[0] <= day) and day < last[1])


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [("2024-01-31", "2024-02-28", 0), ("2024-01-31", "2024-02-29", 1), ("2024-02-29", "2024-05-29", 3)],
)
def test_whole_months_are_those_of_the_legal_calendar(start: str, day: str, months: int) -> None:
    assert whole_months(date.fromisoformat(start), date.fromisoformat(day)) == months


@st.composite
def moments(draw: st.DrawFn) -> FuzzyDate:
    """Return a date of any precision."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    if draw(st.booleans()):
        return FuzzyDate(Precision.DAY, first, first)
    return FuzzyDate(Precision.BEFORE, None, last) if draw(st.booleans()) else FuzzyDate(Precision.INTERVAL, first, last)


ORDER = [Reached.AHEAD, Reached.PERHAPS_MISSED, Reached.MISSED, Reached.NOT_OWED]


@given(planned=moments(), met=st.none() | moments(), day=DAYS, later=st.integers(0, 4000), end=st.none() | DAYS)
def test_with_time_a_milestone_only_goes_from_ahead_to_missed_and_once_reached_stays_as_it_was_reached(
    planned: FuzzyDate, met: FuzzyDate | None, day: date, later: int, end: date | None
) -> None:
    one, other = (marked([milestone(planned, met)], each, end)[0].reached for each in (day, day + timedelta(days=later)))
    if one in REACHED:
        assert other is one
    elif other not in REACHED:
        assert ORDER.index(other) >= ORDER.index(one)
    elif one is Reached.MISSED:
        assert other is Reached.LATE


@given(planned=moments(), met=moments(), day=DAYS, meant=st.tuples(st.floats(0, 1), st.floats(0, 1)), end=st.none() | DAYS)
def test_what_is_certain_is_so_whichever_days_were_meant(
    planned: FuzzyDate, met: FuzzyDate, day: date, meant: tuple[float, float], end: date | None
) -> None:
    def one_of(when: FuzzyDate, part: float, *, as_limit: bool) -> FuzzyDate:
        first = when.last if as_limit and when.first is None else when.first or date(2019, 1, 1)
        chosen = first + timedelta(days=round((when.last - first).days * part))
        return FuzzyDate(Precision.DAY, chosen, chosen)

    exact = milestone(one_of(planned, meant[0], as_limit=True), one_of(met, meant[1], as_limit=False))
    said, truth = (marked([each], day, end)[0].reached for each in (milestone(planned, met), exact))
    if said not in {Reached.PERHAPS_MISSED, Reached.PERHAPS_LATE, Reached.AHEAD, Reached.MISSED, Reached.NOT_OWED, Reached.MET}:
        assert truth is said
    if said in {
        Reached.NOT_OWED,
        Reached.MET,
    }:  # where the day came after the end, it is told whether it was reached, never that it is late
        assert truth in {Reached.NOT_OWED, Reached.MET, Reached.IN_TIME}
    if said is Reached.AHEAD:
        assert truth in {Reached.AHEAD, Reached.IN_TIME}
    if said is Reached.MISSED:
        assert truth in {Reached.MISSED, Reached.LATE}


# What was reported


@pytest.mark.parametrize(
    ("figure", "outcome"),
    [
        (FIGURE, (Outcome.ACHIEVED, "")),
        (FIGURE.replace("10", "0.010").replace("kt_per", "Mt_per"), (Outcome.ACHIEVED, "")),
        (FIGURE.replace('"10"', '"9.4"'), (Outcome.SHORT, "0.6 kt_per_year")),
        (FIGURE.replace('"10"', '"9400"').replace("kt_per_year", "t"), (Outcome.SHORT, "0.6 kt_per_year")),
        (FIGURE.replace('"10"', '"9.4", wording: about'), (Outcome.UNCLEAR, "")),
        (FIGURE.replace('"10"', '"9.4", wording: more_than'), (Outcome.UNCLEAR, "")),
        (FIGURE.replace('"10"', '"9.4", wording: up_to'), (Outcome.SHORT, "('0.6', 'None') kt_per_year")),
        (FIGURE.replace('amount: "10"', 'at_least: "8", at_most: "9"'), (Outcome.SHORT, "('1', '2') kt_per_year")),
        (FIGURE.replace('amount: "10"', 'at_least: "8", at_most: "11"'), (Outcome.UNCLEAR, "")),
        (FIGURE.replace("scope_1", "site"), (Outcome.NOT_COMPARABLE, "")),
        (FIGURE.replace(", boundary: scope_1", ""), (Outcome.NOT_COMPARABLE, "")),
        (FIGURE.replace('"2019"', '"2020"'), (Outcome.NOT_COMPARABLE, "")),
        (FIGURE.replace(', baseline: "2019"', ""), (Outcome.NOT_COMPARABLE, "")),
        (FIGURE.replace("kt_per_year", "percent"), (Outcome.NOT_COMPARABLE, "")),
        (FIGURE.replace("kt_per_year", "m3"), (Outcome.NOT_COMPARABLE, "")),
    ],
)
def test_what_was_reported_is_held_against_what_is_alike_and_nothing_else(figure: str, outcome: tuple[Outcome, str]) -> None:
    assert account("2025-06-01", figure) == outcome


@pytest.mark.parametrize(
    ("figure", "what", "how"),
    [
        (FIGURE.replace("scope_1", "site"), "boundary", Likeness.DIFFERS),
        (FIGURE.replace(", boundary: scope_1", ""), "boundary", Likeness.UNKNOWN),
        (FIGURE.replace('"2019"', '"2020"'), "baseline", Likeness.DIFFERS),
        (FIGURE.replace('"2019"', "current"), "baseline", Likeness.DIFFERS),
        (FIGURE.replace(', baseline: "2019"', ""), "baseline", Likeness.UNKNOWN),
        (FIGURE.replace("kt_per_year", "percent"), "unit", Likeness.DIFFERS),
        (FIGURE.replace("kt_per_year", "PJ"), "unit", Likeness.DIFFERS),
    ],
)
def test_what_is_not_alike_is_told_by_name(figure: str, what: str, how: Likeness) -> None:
    (found,) = [each for each in on("2025-06-01", report(figure)).accounts if each.year == 2024]
    assert [(each.what, each.how) for each in found.hindrances] == [(what, how)]


def test_current_is_another_level_each_year() -> None:
    text = AGREEMENT.replace('baseline: "2019"', "baseline: current")
    assert account("2025-06-01", FIGURE.replace('"2019"', "current"), text) == (Outcome.NOT_COMPARABLE, "")


@pytest.mark.parametrize(
    ("promise", "reached", "outcome"),
    [
        ('amount: "10", wording: about', "10", Outcome.ACHIEVED),
        ('amount: "10", wording: about', "9.9", Outcome.UNCLEAR),
        ('amount: "10", wording: up_to', "11", Outcome.UNCLEAR),
        ('amount: "10", wording: more_than', "10", Outcome.UNCLEAR),
        ('amount: "10", wording: more_than', "10.000001", Outcome.ACHIEVED),
        ('amount: "10", wording: more_than', "9", Outcome.SHORT),
        ('at_least: "8", at_most: "12"', "8", Outcome.ACHIEVED),
        ('at_least: "8", at_most: "12"', "7.9", Outcome.SHORT),
    ],
)
def test_a_quantity_is_a_minimum_and_words_that_leave_it_open_leave_the_answer_open(promise: str, reached: str, outcome: Outcome) -> None:
    text = AGREEMENT.replace('total: {amount: "10"', f"total: {{{promise}")
    assert account("2025-06-01", FIGURE.replace("10", reached), text)[0] is outcome


def test_until_the_day_to_report_it_is_ahead_and_then_nothing_was_reported() -> None:
    def outcome(day: str) -> list[tuple[int | None, Outcome]]:
        return [(each.year, each.outcome) for each in on(day).accounts]

    assert outcome("2024-12-31") == [(2024, Outcome.AHEAD)]
    assert outcome("2025-05-01") == [(2024, Outcome.AHEAD)]
    assert outcome("2025-05-02") == [(2024, Outcome.NOTHING_REPORTED)]
    assert outcome("2027-05-02") == [(year, Outcome.NOTHING_REPORTED) for year in (2024, 2025, 2026)]
    silent = AGREEMENT.replace("report_day: 1 mei, ", "")
    assert [each.outcome for each in on("2025-01-01", text=silent).accounts] == [Outcome.NOTHING_REPORTED]


def test_a_result_on_greenhouse_gas_is_kept_up_until_the_agreement_ends_an_effort_is_not() -> None:
    assert [each.year for each in on("2040-01-01").accounts] == list(range(2024, 2031))
    assert [each.year for each in on("2040-01-01", text=AGREEMENT.replace("nature: result", "nature: effort")).accounts] == [2024]
    assert [each.year for each in on("2040-01-01", text=AGREEMENT.replace("indicator: co2", "indicator: nox")).accounts] == [2024]


def test_a_report_of_an_earlier_year_is_shown_and_judged_by_nobody() -> None:
    found = on("2025-04-30", report(FIGURE.replace("10", "1"), year=2023)).accounts
    assert [(each.year, each.outcome, each.report is not None) for each in found] == [
        (2023, Outcome.AHEAD, True),
        (2024, Outcome.AHEAD, False),
    ]


def test_a_report_that_perhaps_came_in_leaves_it_open() -> None:
    def outcome(day: str, came: str) -> Outcome:
        return on(day, report(day=came)).accounts[0].outcome

    assert outcome("2025-06-15", "2025-06") is Outcome.UNCLEAR
    assert outcome("2025-06-30", "2025-06") is Outcome.ACHIEVED
    assert outcome("2025-04-19", "2025-04-20") is Outcome.AHEAD


def test_what_was_verified_goes_before_what_was_reported() -> None:
    both = report(FIGURE.replace("10", "12"), status="reported") + second(report(FIGURE.replace("10", "9")), name="v")
    (found,) = on("2025-06-01", both).accounts
    assert (found.outcome, found.verified, found.report.id if found.report else "") == (Outcome.SHORT, True, "v")
    assert not on("2025-06-01", report(status="reported")).accounts[0].verified


def test_a_shortfall_within_the_measuring_margin_is_told_as_such() -> None:
    text = AGREEMENT.replace("ends:", 'margin: {amount: "2", unit: percent}, ends:')
    for reached, in_margin in (("9.8", True), ("9.799999", False)):
        (found,) = on("2025-06-01", report(FIGURE.replace("10", reached)), text=text).accounts
        assert (found.outcome, found.in_margin) == (Outcome.SHORT, in_margin)


@pytest.mark.parametrize(
    ("promise", "lacks"),
    [
        ("text: {nl: minder, en: less}", Obstacle.WORDS),
        ("neutral: {year: 2040}", Obstacle.NEUTRAL),
        ('multiple: {times: "2", of: klimaatakkoord}', Obstacle.MULTIPLE),
        ('total: {amount: "10", unit: kt, baseline: "2019", boundary: scope_1}', Obstacle.NO_YEAR),
    ],
)
def test_a_promise_without_figure_or_year_says_why_nothing_is_compared(promise: str, lacks: Obstacle) -> None:
    whole = 'total: {amount: "10", unit: kt_per_year, year: 2024, baseline: "2019", boundary: scope_1}'
    (found,) = on("2026-01-01", report(), text=AGREEMENT.replace(whole, promise)).accounts
    assert (found.outcome, found.lacks, found.year) == (Outcome.NOT_COMPARABLE, lacks, None)


SHARE = '        share: {amount: "50", unit: percent, year: 2024, baseline: "2019", boundary: scope_1}\n'
ABOVE = '        additional: {amount: "4", unit: kt, year: 2024, baseline: "2019", boundary: scope_1, above: ets}\n'


def test_a_percentage_is_held_against_the_share_and_a_part_above_a_framework_against_that_part() -> None:
    text = AGREEMENT.replace("        nature: result\n", "        nature: result\n" + SHARE + ABOVE)
    percent = 'amount: "49", unit: percent, baseline: "2019", boundary: scope_1'
    part = 'amount: "4", unit: kt, baseline: "2019", boundary: scope_1, above: ets'
    for figure, told in (
        (FIGURE, [("total", Outcome.ACHIEVED)]),
        (percent, [("total", Outcome.AHEAD), ("share", Outcome.SHORT)]),
        (part, [("total", Outcome.AHEAD), ("additional", Outcome.ACHIEVED)]),
        (part.replace("ets", "co2_levy"), [("total", Outcome.AHEAD), ("additional", Outcome.NOT_COMPARABLE)]),
    ):
        found = on("2025-04-30", report(figure), text=text).accounts
        assert [(each.aspect, each.outcome) for each in found] == told


def test_a_report_of_a_year_that_is_not_over_is_judged_by_nobody() -> None:
    for year, day in ((2025, "2025-12-31"), (9999, "2026-01-01")):
        found = on(day, report(FIGURE.replace("10", "1"), year=year), told=("W223",))
        assert [each.outcome for each in found.accounts if each.year == year] == [Outcome.AHEAD]


def test_no_calendar_and_no_number_is_too_large() -> None:
    text = AGREEMENT.replace(", ends: 2030-12-31", "").replace("date: 2024-06-30", "date: 9999-12-01")
    most, part = "9" * 15, "9" * 15 + ".999999"
    text = text.replace('amount: "1", unit: mln_eur', f'amount: "{most}", unit: mld_eur').replace('"40"', f'"{part}"')
    (found,) = on("9999-12-31", warned("9999-12-30", "for: oven"), text=text).triggers[-1:]
    assert (found.step, found.until) == (Step.REMEDY, date.max)
    money = on("9999-12-31", text=text).subsidy
    assert money is not None
    assert money.instalments[0].amount == Decimal(int(most) * 10**9 * int(part.replace(".", ""))).scaleb(-8, EXACT)
    assert "€ 9" in told("9999-12-31", text=text)


AMOUNTS = st.integers(0, 10**9).map(lambda each: Decimal(each).scaleb(-6))


@given(promised=AMOUNTS, reported=st.tuples(AMOUNTS, AMOUNTS), unit=st.sampled_from(["kt", "kt_per_year", "t", "Mt_per_year"]))
def test_what_is_certain_of_a_range_is_so_of_every_amount_in_it(promised: Decimal, reported: tuple[Decimal, Decimal], unit: str) -> None:
    least, most = sorted(reported)
    text = AGREEMENT.replace('amount: "10", unit: kt_per_year', f'amount: "{promised:f}", unit: {unit}')
    ranged = FIGURE.replace('amount: "10"', f'at_least: "{least:f}", at_most: "{most:f}"').replace("kt_per_year", unit)
    (found,) = on("2025-06-01", report(ranged), text=text).accounts
    outcomes = {
        on("2025-06-01", report(FIGURE.replace('"10"', f'"{each:f}"').replace("kt_per_year", unit)), text=text).accounts[0].outcome
        for each in (least, most)
    }
    assert found.outcome is (outcomes.pop() if len(outcomes) == 1 else Outcome.UNCLEAR)
    if found.short is not None:
        low = found.short.amount if found.short.amount is not None else found.short.at_least
        high = found.short.amount if found.short.amount is not None else found.short.at_most
        assert (low, high) == (promised - most, promised - least)


@given(parts=st.lists(st.integers(1, 10**8), min_size=1, max_size=5), granted=st.integers(1, 10**15 - 1))
def test_the_parts_and_what_is_left_are_the_grant_to_the_last_cent(parts: list[int], granted: int) -> None:
    money = 'instalment: {{amount: "{:f}", unit: percent, source: brief}}'
    line = "  - {{id: m{}, what: x, party: company, date: 2024-01-01, visibility: public, " + money + "}}\n"
    lines = "".join(line.format(number, Decimal(each).scaleb(-6)) for number, each in enumerate(parts))
    text = AGREEMENT.partition("milestones:\n")[0] + "milestones:\n" + lines + "funding:" + AGREEMENT.partition("funding:")[2]
    found = on("2024-07-01", text=text.replace('amount: "1", unit: mln_eur', f'amount: "{granted}", unit: eur')).subsidy
    assert found is not None
    amounts = [each.amount for each in found.instalments]
    with localcontext(EXACT):
        assert amounts == [Decimal(granted) * Decimal(each).scaleb(-8) for each in parts]
        assert sum(filter(None, amounts), Decimal(0)) + (found.remainder or 0) == granted


# The reports that are owed


def test_each_year_a_report_is_owed_by_its_day_until_the_agreement_ends() -> None:
    found = on("2027-05-02", report(day="2025-05-02"))
    assert [(each.year, each.last.isoformat(), each.sent) for each in found.reports] == [
        (2024, "2025-05-01", Sent.LATE),
        (2025, "2026-05-01", Sent.OVERDUE),
        (2026, "2027-05-01", Sent.OVERDUE),
        (2027, "2028-05-01", Sent.AHEAD),
    ]
    assert on("2040-01-01").reports[-1].year == 2029
    assert [each.sent for each in on("2025-05-01", report(day="2025-05-01")).reports] == [Sent.IN_TIME]
    assert [each.sent for each in on("2025-06-01", report(day="2025-05")).reports] == [Sent.PERHAPS, Sent.AHEAD]


@pytest.mark.parametrize("words", ["uiterlijk in mei", "31 april", "29 februari", "1 may", "0 mei"])
def test_words_that_name_no_day_of_each_year_are_not_guessed(words: str) -> None:
    found = on("2027-05-02", text=AGREEMENT.replace("1 mei", words))
    assert (found.reports, found.reports_known) == ((), False)
    short = on("2027-05-02", text=AGREEMENT.replace("ends: 2030-12-31", "ends: 2024-12-31"))
    assert (short.reports, short.reports_known) == ((), True)


# The subsidy


def paid(amount: str, day: str | None, milestone: str = "oven") -> str:
    when = f", date: {day}" if day else ""
    return f'  - {{id: v, step: paid, amount: {{amount: "{amount}", unit: eur}}{when}, milestone: {milestone}, source: brief}}\n'


def with_money(*lines: str, met: str = "") -> str:
    text = AGREEMENT.replace("history:\n", "".join(lines) + "history:\n")
    return text.replace("date: 2024-06-30,", f"date: 2024-06-30, met: {met}, source: brief,") if met else text


@pytest.mark.parametrize(
    ("met", "payment", "day", "told", "expected"),
    [
        ("", "", "2024-07-01", (), (Standing.HELD, "400000")),
        ("2024-06-20", "", "2024-06-19", (), (Standing.HELD, "400000")),
        ("2024-06-20", "", "2024-06-20", (), (Standing.PAYABLE, "400000")),
        ("2024-06", "", "2024-06-20", (), (Standing.PERHAPS, "400000")),
        ("2024-06-20", paid("400000", "2024-07-01"), "2024-07-01", (), (Standing.PAID, "0")),
        ("2024-06-20", paid("400000", "2024-07-01"), "2024-06-30", (), (Standing.PAYABLE, "400000")),
        ("2024-06-20", paid("100000.01", "2024-07-01"), "2024-07-01", (), (Standing.PARTLY, "299999.99")),
        ("2024-06-20", paid("400001", "2024-07-01"), "2024-07-01", (), (Standing.PAID, "0")),
        ("2024-06-20", paid("400000", None), "2024-07-01", (), (Standing.PERHAPS, None)),
        ("", paid("100000", "2024-05-01"), "2024-07-01", ("W222",), (Standing.PAID_UNMET, "300000")),
        ("2024-06-20", paid("400000", "2024-05-01"), "2024-07-01", ("W222",), (Standing.PAID, "0")),
    ],
)
def test_how_an_instalment_stands(met: str, payment: str, day: str, told: tuple[str, ...], expected: tuple[Standing, str | None]) -> None:
    found = on(day, text=with_money(payment, met=met), told=told).subsidy
    assert found is not None
    (one,) = found.instalments
    assert (one.standing, one.amount, one.left) == (expected[0], Decimal(400000), Decimal(expected[1]) if expected[1] is not None else None)
    assert one.early == (bool(met) and "W222" in told)
    assert found.remainder == Decimal(600000)


@pytest.mark.parametrize(
    ("grant", "several"),
    [
        ('amount: {amount: "1", wording: about, unit: mln_eur}', True),
        ('amount: {at_least: "1", at_most: "2", unit: mln_eur}', True),
        ('amount: {amount: "1", unit: mln_eur}, withdrawn: true', False),
    ],
)
def test_a_percentage_is_worked_out_of_one_firm_figure_only(grant: str, several: bool) -> None:  # noqa: FBT001  # a case
    found = on("2024-07-01", text=AGREEMENT.replace('amount: {amount: "1", unit: mln_eur}', grant)).subsidy
    assert found is not None
    assert (found.granted, found.several, found.instalments[0].amount, found.remainder) == (None, several, None, None)


def test_of_two_grants_none_is_the_base_and_a_grant_that_took_the_place_of_another_is() -> None:
    second = '  - {id: tweede, step: granted, amount: {amount: "2", wording: up_to, unit: mln_eur}, date: 2023-01-01, source: brief}\n'
    two = on("2024-07-01", text=with_money(second)).subsidy
    assert two is not None
    assert (two.granted, two.several) == (None, True)
    replaced = on("2024-07-01", text=with_money(second.replace("source", "replaces: verleend, source"))).subsidy
    assert replaced is not None
    assert (replaced.instalments[0].amount, replaced.instalments[0].ceiling) == (Decimal(800000), True)


def test_what_was_paid_for_no_milestone_stands_apart() -> None:
    found = on("2024-07-01", text=with_money(paid("5", "2024-01-01", "net")), told=("W222",)).subsidy
    assert found is not None
    assert [each.id for each in found.loose] == ["v"]


# What can follow

ANSWERS = 'penalty: {amount: "10000", unit: eur}, penalty_max: {amount: "50000", unit: eur}, margin: {amount: "2", unit: percent}, ends:'
SHORT = report(FIGURE.replace('"10"', '"9"'))


def warned(day: str, about: str = "for: co2", more: str = "") -> str:
    return f"warnings:\n  - {{id: w, {about}, date: {day}{more}}}\n"


def follow(day: str, *more: str, text: str = AGREEMENT, told: tuple[str, ...] = ()) -> list[tuple[Failing, str, Step, tuple[May, ...]]]:
    return [(each.kind, each.since.isoformat(), each.step, each.may) for each in on(day, *more, text=text, told=told).triggers]


def test_a_milestone_of_the_company_that_was_missed_can_be_warned_of_one_of_the_state_cannot() -> None:
    assert follow("2024-07-01") == [(Failing.MILESTONE, "2024-07-01", Step.WARN, (May.WARN,))]
    assert follow("2024-06-30") == []


def test_what_is_perhaps_missed_short_or_not_verified_triggers_nothing() -> None:
    assert follow("2024-06-15", text=AGREEMENT.replace("date: 2024-06-30", "date: 2024-06")) == []
    met = with_money(met="2024-06-20")
    for figure, status in (
        (FIGURE.replace('"10"', '"9", wording: about'), "verified, verifier: M"),
        (FIGURE.replace("10", "9"), "reported"),
    ):
        assert follow("2025-05-01", report(figure, status=status), text=met) == []
    assert follow("2025-05-01", SHORT, text=met.replace("nature: result", "nature: effort")) == []
    assert follow("2025-05-01", report(FIGURE.replace("10", "9.9")), text=met.replace("ends:", ANSWERS)) == []


def test_the_ladder_from_the_warning_to_after_the_remedy_period() -> None:
    text = with_money(met="2024-06-20").replace("ends:", ANSWERS)
    assert follow("2025-05-01", SHORT, text=text) == [(Failing.RESULT, "2025-01-01", Step.WARN, (May.WARN,))]
    notice = warned("2025-05-31")
    (during,) = on("2025-08-31", SHORT, notice, text=text).triggers
    assert (during.step, during.may, during.plan_by, during.plan_late) == (Step.REMEDY, (May.SUSPEND,), date(2025, 7, 12), True)
    assert during.until == date(2025, 8, 31)
    (after,) = on("2025-09-01", SHORT, notice, text=text).triggers
    assert (after.step, after.may) == (Step.ENFORCE, (May.LOWER, May.WITHDRAW, May.PENALTY, May.TERMINATE))
    assert (after.lowering, after.penalty) == (Decimal("100000.00"), Decimal(0))
    for day, penalty in (("2025-11-29", 20_000), ("2025-11-30", 30_000), ("2026-04-30", 50_000)):  # three months end on the 30th
        assert [each.penalty for each in on(day, SHORT, notice, text=text).triggers] == [Decimal(penalty)]


def again(day: str, about: str = "for: co2", more: str = "") -> str:
    """Return a second warning, to come after the first."""
    return f"  - {{id: again, {about}, date: {day}{more}}}\n"


def test_a_second_warning_of_the_same_failure_does_not_begin_the_remedy_period_anew() -> None:
    """Regression: it did, though the period is "drie maanden vanaf de waarschuwing" (`default.period`)."""
    text = with_money(met="2024-06-20")
    for day, step in (("2025-08-31", Step.REMEDY), ("2025-09-01", Step.ENFORCE)):
        (found,) = on(day, SHORT, warned("2025-05-31"), again("2025-08-20"), text=text).triggers
        assert (found.step, found.until, found.plan_by) == (step, date(2025, 8, 31), date(2025, 7, 12))
        assert found.warning is not None
        assert found.warning.id == "w"


def test_a_plan_and_a_longer_period_count_with_whichever_warning_they_were_recorded() -> None:
    text, more = with_money(met="2024-06-20"), ", plan: 2025-07-01, until: 2025-12-31"
    (found,) = on("2025-09-01", SHORT, warned("2025-05-31"), again("2025-06-20", more=more), text=text).triggers
    assert (found.step, found.until, found.plan_late) == (Step.REMEDY, date(2025, 12, 31), False)


def test_a_warning_that_a_failure_threatens_is_the_first_unless_its_period_was_over_before_anything_failed() -> None:
    def until(*warnings: str) -> date | None:
        return next(each.until for each in on("2024-07-20", *warnings).triggers if each.kind is Failing.MILESTONE)

    assert until(warned("2024-05-01", "for: oven"), again("2024-07-10", "for: oven")) == date(2024, 8, 1)
    assert until(warned("2024-03-01", "for: oven"), again("2024-07-10", "for: oven")) == date(2024, 10, 10)
    assert until(warned("2024-03-01", "for: oven")) == date(2024, 6, 1)  # it was warned of in time, and not put right


@given(
    given_on=st.lists(st.dates(date(2024, 7, 1), date(2026, 1, 1)), min_size=1, max_size=4, unique=True),
    day=st.dates(date(2024, 7, 1), date(2027, 1, 1)),
)
def test_however_often_was_warned_the_first_warning_counts(given_on: list[date], day: date) -> None:
    lines = "".join(f"  - {{id: w-{number}, for: oven, date: {each}}}\n" for number, each in enumerate(given_on))
    (found,) = [each for each in followed(dossier("warnings:\n", lines), day).triggers if each.kind is Failing.MILESTONE]
    by_then = [each for each in given_on if each <= day]
    assert found.until == (reckon(min(by_then), PERIOD).last if by_then else None)


def test_a_longer_period_that_the_state_accepted_counts_and_a_shorter_does_not() -> None:
    text = with_money(met="2024-06-20")
    for until, last in (("2025-12-31", date(2025, 12, 31)), ("2025-06-30", date(2025, 8, 1))):
        (found,) = on("2025-07-01", SHORT, warned("2025-05-01", more=f", plan: 2025-06-01, until: {until}"), text=text).triggers
        assert (found.until, found.plan_late) == (last, False)


def test_without_a_penalty_in_the_agreement_none_can_be_due() -> None:
    (found,) = on("2026-04-30", SHORT, warned("2025-05-31"), text=with_money(met="2024-06-20")).triggers
    assert (found.may, found.penalty) == ((May.LOWER, May.WITHDRAW, May.TERMINATE), None)


def test_a_warning_of_the_result_of_one_year_is_none_of_a_later_year() -> None:
    both = SHORT + second(SHORT, 2025, "2026-04-20")
    found = on("2026-04-30", both, warned("2025-05-31"), text=with_money(met="2024-06-20")).triggers
    assert [(each.year, each.step) for each in found] == [(2024, Step.ENFORCE), (2025, Step.WARN)]


def test_a_later_year_in_which_it_was_achieved_is_told_and_decides_nothing() -> None:
    both = SHORT + second(report(), 2025, "2026-04-20")
    (found,) = on("2026-04-30", both, text=with_money(met="2024-06-20")).triggers
    assert (found.year, found.made_up, found.step) == (2024, 2025, Step.WARN)


def test_a_milestone_with_the_id_of_a_commitment_is_not_taken_for_it() -> None:
    text = AGREEMENT.replace("id: oven, what: oven", "id: co2, what: de oven")
    shown = told("2025-05-01", SHORT, text=text)
    assert "Mijlpaal gemist: de oven (sinds 1 juli 2024)" in shown
    assert "Resultaat over 2024 niet gehaald: CO₂ (sinds 1 januari 2025)" in shown
    assert codes(read(text + warned("2025-05-31"))[1]) == ["E228"]


def test_a_report_that_did_not_come_in_can_be_warned_of_for_its_year() -> None:
    text = with_money(met="2024-06-20")
    assert follow("2025-05-02", text=text) == [(Failing.REPORT, "2025-05-02", Step.WARN, (May.WARN,))]
    assert follow("2025-06-01", warned("2025-05-10", "report: 2024"), text=text)[0][2] is Step.REMEDY
    assert follow("2025-06-01", warned("2025-05-10", "report: 2023"), text=text)[0][2] is Step.WARN


def test_what_was_paid_before_its_milestone_can_be_looked_at_again_at_once() -> None:
    text = with_money(paid("100000", "2024-05-01"))
    assert follow("2024-05-01", text=text, told=("W222",)) == [(Failing.UNMET, "2024-05-01", Step.RECONSIDER, (May.RECOVER,))]


def positions(**chosen: str) -> str:
    lines = (f"    {clause}: {{position: {one}, role: director, accepted_by: D. Denkbaar}}\n" for clause, one in chosen.items())
    return "positions:\n  maatwerkafspraak:\n" + "".join(lines)


def test_a_fallback_of_milestones_bears_with_three_months_but_for_the_last_of_a_project() -> None:
    more = "projects: [{id: p, name: P, technique: other}]\n" + positions(milestones="fallback-1")
    text = AGREEMENT.replace("date: 2024-06-30,", "date: 2024-06-30, project: p,")
    assert [each[1] for each in follow("2024-07-01", more, text=text)] == ["2024-07-01"]
    last = "  - {id: later, what: later, party: company, date: 2025-06-30, project: p, visibility: public}\n"
    longer = text.replace("funding:\n", last + "funding:\n")
    assert follow("2024-09-30", more, text=longer) == []
    (found,) = on("2024-10-01", more, text=longer).triggers
    assert (found.since, found.fallbacks) == (date(2024, 10, 1), ("milestones",))


def test_fallbacks_of_default_recovery_and_penalty_bear_on_the_ladder() -> None:
    text = with_money(met="2024-06-20").replace("ends:", ANSWERS)
    longer = positions(default="fallback-1")
    (during,) = on("2026-02-28", SHORT, warned("2025-05-31"), longer, text=text).triggers
    assert (during.step, during.until, during.fallbacks) == (Step.REMEDY, date(2026, 2, 28), ("default",))
    small = positions(recovery="fallback-1", penalty="fallback-1")
    (after,) = on("2026-02-28", SHORT, warned("2025-05-31"), small, text=text).triggers
    assert (after.lowering, after.penalty, May.PENALTY in after.may) == (None, None, False)
    assert after.fallbacks == ("recovery", "penalty")
    larger = report(FIGURE.replace('"10"', '"8.9"'))
    (after,) = on("2026-02-28", larger, warned("2025-05-31"), small, text=text).triggers
    assert (after.lowering, after.penalty) == (Decimal("110000.00"), Decimal(50000))


@cache
def example() -> Dossier:
    return dossier(text=EXAMPLE.read_text(encoding="utf-8"), told=("W222",))


@given(day=DAYS, later=st.integers(0, 1500))
def test_nothing_of_a_company_is_ever_both_reached_and_a_trigger_and_a_trigger_does_not_go_by_itself(day: date, later: int) -> None:
    one, other = (followed(example(), each) for each in (day, day + timedelta(days=later)))
    for found in (one, other):
        reached = {each.milestone.id for each in found.milestones if each.reached in REACHED}
        missed = {each.subject for each in found.triggers if each.kind is Failing.MILESTONE}
        assert not reached & missed
        assert all(each.since <= found.day for each in found.triggers)
    results = [{(each.subject, each.year) for each in found.triggers if each.kind is Failing.RESULT} for found in (one, other)]
    assert results[0] <= results[1]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_spreadsheet_has_a_line_for_everything(golden: Golden, language: str) -> None:
    result = run("--messages", language, "monitor", EXAMPLE, "--csv")
    text = result.stdout_bytes.decode("utf-8-sig")
    golden(ROOT / f"tests/expected/monitoring.{language}.csv", text.replace("\r\n", "\n"))
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if language == "nl" else ","))
    (company,) = json.loads(run("monitor", EXAMPLE, "--json").stdout)["companies"]
    lists = (*(company[name] for name in ("milestones", "accounts", "reports", "triggers")), company["subsidy"]["instalments"])
    assert len(rows) == sum(map(len, lists))


def told(day: str, *more: str, text: str = AGREEMENT, language: str = "nl", codes: tuple[str, ...] = ()) -> str:
    """Return the whole as text, with ordinary spaces."""
    found = Monitored(on(day, *more, text=text, told=codes), dossier(*more, text=text, told=codes))
    document = drawn_up(None, [found], About(date.fromisoformat(day)), language)
    return render(document, "txt").decode().replace("\u00a0", " ")


FUZZY = AGREEMENT.replace("event: signed, date: 2021-06-15", "event: signed, date: 2021-06")
GRANT = 'amount: {amount: "1", unit: mln_eur}'


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("op deze dag was de afspraak misschien nog niet ondertekend", {"day": "2021-06-15", "text": FUZZY}),
        ("De looptijd is voorbij.", {"day": "2031-01-01"}),
        ("Laatste dag: niet gezegd.", {"day": "2022-01-01", "text": AGREEMENT.replace(", ends: 2030-12-31", "")}),
        ("gemist: 1 dag ", {"day": "2024-07-01"}),
        (
            "niet meer verschuldigd: de afspraak liep tot en met 31 mei 2024",
            {"day": "2024-07-01", "text": AGREEMENT.replace("ends: 2030-12-31", "ends: 2024-05-31")},
        ),
        ("gemist: 31 dagen (1 maand)", {"day": "2024-07-31"}),
        ("gemist: 1–30 dagen", {"day": "2024-07-01", "text": AGREEMENT.replace("date: 2024-06-30", "date: 2024-06-01/2024-06-30")}),
        (
            "Wat is verleend is niet één vast bedrag",
            {"day": "2024-07-01", "text": AGREEMENT.replace(GRANT, GRANT.replace("unit", "wording: about, unit"))},
        ),
        ("Er is geen verleende subsidie vastgelegd", {"day": "2021-01-01", "text": AGREEMENT.replace("2021-06-15", "2020-06-15")}),
        (
            "Geen deel van de subsidie wacht op een mijlpaal.",
            {"day": "2024-07-01", "text": AGREEMENT.replace(", instalment", ", withdrawn: true, instalment")},
        ),
        ("Na de mijlpalen blijft over: € 600.000", {"day": "2024-07-01"}),
        (
            "Betaald zonder dat een mijlpaal met een deel is genoemd: € 5 (1 januari 2024).",
            {"day": "2024-07-01", "text": with_money(paid("5", "2024-01-01", "net")), "codes": ("W222",)},
        ),
        (
            "betaald vóór de mijlpaal was gehaald",
            {"day": "2024-07-01", "text": with_money(paid("400000", "2024-05-01"), met="2024-06-20"), "codes": ("W222",)},
        ),
        (
            "De delen zijn samen meer dan wat is verleend.",
            {"day": "2024-07-01", "text": AGREEMENT.replace('"40"', '"100.01"')},
        ),
        (
            "betaald; meer betaald dan dit deel",
            {"day": "2024-07-01", "text": with_money(paid("400001", "2024-07-01"), met="2024-06-20")},
        ),
        (
            "€ 30.000, voor zover de subsidie daarvoor niet wordt verlaagd; alle boeten samen ten hoogste € 50.000",
            {
                "day": "2025-11-30",
                "more": (SHORT, warned("2025-05-31")),
                "text": with_money(met="2024-06-20").replace("ends:", ANSWERS),
            },
        ),
        ("mijlpaal gehaald: 20 juni 2024", {"day": "2024-07-01", "text": with_money(met="2024-06-20")}),
        ("clausule milestones.reach; clausule annex-planning", {"day": "2024-07-01"}),
        ("herstelplan uiterlijk 12 augustus 2024", {"day": "2024-07-02", "more": (warned("2024-07-01", "for: oven"),)}),
        (
            "herstelplan ontbreekt; het was er uiterlijk 12 augustus 2024 verwacht",
            {"day": "2024-08-13", "more": (warned("2024-07-01", "for: oven"),)},
        ),
        ("van de standaardtekst is afgeweken", {"day": "2024-07-02", "more": (positions(default="fallback-1"),)}),
        ("gehaald: niet geverifieerd, telt niet mee", {"day": "2025-05-01", "more": (report(status="reported"),)}),
        (
            "In het dossier staat geen dag of geen eerste jaar voor het verslag",
            {"day": "2025-05-01", "text": AGREEMENT.replace("1 mei", "ooit")},
        ),
        ("Op deze dag was geen maatwerkafspraak ondertekend.", {"day": "2021-01-01"}),
    ],
)
def test_what_is_said_of_each_thing(said: str, arguments: dict[str, Any]) -> None:
    assert said in told(arguments.pop("day"), *arguments.pop("more", ()), **arguments)


TERMS = {
    "default": ("zes weken", "drie maanden", "negen maanden"),
    "milestones": ("ten hoogste drie maanden",),
    "recovery": ("negen tiende",),
}


def test_the_ladder_is_the_one_that_the_template_states() -> None:
    template, wrong = template_of(Workspace(ROOT), "maatwerkafspraak")
    assert template is not None, wrong
    clauses = {each.id: each for each in template.clauses}
    assert {name: clauses[name].about.version for name in RECKONED} == RECKONED
    for clause, terms in TERMS.items():
        text = (ROOT / f"templates/maatwerkafspraak/clauses/{clause}.md").read_text(encoding="utf-8")
        assert [each for each in terms if each not in text] == []
    names, _ = numbered_articles(Workspace(ROOT), example(), Kind.MAATWERKAFSPRAAK, "nl")
    said = {*(one for each in ARTICLES.values() for one in each), *(clause for clause, _ in POWERS.values())}
    said |= {"default.plan", "default.period", "default.no-period", "recovery.proportion"}
    assert {one for one in said if one not in names} == set()


def test_of_a_clause_with_another_version_the_article_must_be_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    clause = tmp_path / "templates/maatwerkafspraak/clauses/default.md"
    clause.write_text(clause.read_text(encoding="utf-8").replace("version: 1", "version: 2", 1), encoding="utf-8")
    result = CliRunner(env={"MAATWERK_NOW": "2026-11-30T09:00:00+00:00"}).invoke(cli, ["-w", str(tmp_path), "monitor", str(EXAMPLE)])
    assert "andere tekst dan waarmee hier is gerekend; lees het artikel zelf: artikel 19." in result.stdout.replace("\u00a0", " ")
    assert "andere tekst" not in run("monitor", EXAMPLE).stdout


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (report().replace("for: co2", "for: co3"), "E218"),
        (report().replace("verified, verifier: Meetbureau", "verified"), "E202"),
        (report().replace("verified, verifier: Meetbureau", "verified, verifier: ''"), "E203"),
        (report(FIGURE + ", before: 2025"), "E224"),
        (warned("2024-07-01", "for: ovem"), "E218"),
        (warned("2024-07-01", "for: oven, report: 2024"), "E227"),
    ],
)
def test_what_does_not_hold_together_after_signing_is_told(more: str, code: str) -> None:
    assert codes(read(AGREEMENT + more)[1]) == [code]


def test_what_was_paid_for_an_unknown_milestone_is_told_and_what_was_withdrawn_is_not() -> None:
    assert codes(read(with_money(paid("5", "2024-01-01", "ovem")))[1]) == ["E218"]
    gone = paid("5", "2024-01-01").replace("source: brief", "source: brief, withdrawn: true")
    assert codes(read(with_money(gone))[1]) == []
    twice = report() + second(report()).replace("source: brief", "source: brief, withdrawn: true")
    assert codes(read(AGREEMENT + twice)[1]) == []


# Out of the record


def test_out_of_the_record_it_is_as_it_was_and_as_it_was_known(tmp_path: Path) -> None:
    office = bureau(tmp_path).on("2026-11-30")
    path = tmp_path / "nergens-zetmeel.yaml"
    whole = EXAMPLE.read_text(encoding="utf-8")
    before_met = whole.replace("    met: 2023-10-12\n", "")
    path.write_text(before_met, encoding="utf-8")
    office.do("apply", path, "--workflow", "klein", "--as", "anna")
    office.later(2)
    path.write_text(whole, encoding="utf-8")
    office.do("apply", path, "--as", "anna")

    def pump(*more: str) -> str:
        found: Mapping[str, Any] = office.data("monitor", "nergens-zetmeel", *more)
        (company,) = found["companies"]
        return str(next(each["reached"] for each in company["milestones"] if each["id"] == "eerste-pomp"))

    assert (pump(), pump("--as-known", "2026-11-30")) == ("late", "missed")
    for command in ("monitor", "roadmap", f"emissions check --registry {ROOT}/examples/demo/registry"):
        asked_twice = office.data(*command.split(), "nergens-zetmeel", "nergens-zetmeel")
        assert len(asked_twice["companies"]) == 1, command
    office.company()
    everybody = office.data("monitor")
    assert [(each["company"], each["signed"] is not None) for each in everybody["companies"]] == [
        ("fabriek", False),
        ("nergens-zetmeel", True),
    ]


def test_what_an_agreement_asks_for_stands_among_the_deadlines_each_by_its_name(tmp_path: Path) -> None:
    office = bureau(tmp_path).on("2026-11-30")
    office.do("apply", EXAMPLE, "--workflow", "klein", "--as", "anna")
    office.company()

    def due(*more: str) -> list[tuple[str, str, int, str]]:
        own = [each for each in office.data("due", *more) if each["company"] == "nergens-zetmeel" and "/" in each["state"]]
        return [(each["state"], each["last"], each["days_left"], each["legal"]) for each in own]

    drogers, heat = ("milestone/drogers", "2025-12-31", -334, "contractual"), ("milestone/restwarmte", "2026-12-31", 31, "contractual")
    remedy = ("remedy/drogers", "2026-12-31", 31, "contractual")
    rest = [("report/2026", "2027-05-01", 152, "contractual"), ("milestone/eindmeting", "2027-06-30", 212, "contractual")]
    assert due() == due("nergens-zetmeel") == [drogers, heat, remedy, *rest]
    assert due("--within", "31d") == [drogers, heat, remedy]
    assert due("--within", "30d") == [drogers]
    shown = office.do("due")
    assert "mijlpaal: aansluiting op het warmtenet" in shown
    assert "verslag over 2026" in shown
    assert "hersteltermijn: drogers" in shown
    office.on("2027-01-01")
    assert "remedy/drogers" not in [each[0] for each in due()]


def test_a_dossier_that_cannot_be_read_any_more_keeps_back_no_other_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = bureau(tmp_path).on("2026-11-30")
    office.do("apply", EXAMPLE, "--workflow", "klein", "--as", "anna")
    monkeypatch.setattr(RecordedDossier, "read", lambda _: (None, ()))
    assert not any("/" in each["state"] for each in office.data("due"))


def test_a_remedy_plan_is_awaited_until_it_came_in(tmp_path: Path) -> None:
    office, path = bureau(tmp_path).on("2026-03-10"), tmp_path / "zonder.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("date: 2026-02-02, plan: 2026-03-10,", "date: 2026-02-02,"), "utf-8")
    office.do("apply", path, "--workflow", "klein", "--as", "anna")
    plans = [(each["state"], each["last"], each["label"]["en"]) for each in office.data("due") if each["state"].startswith("plan/")]
    assert plans == [("plan/drogers", "2026-03-16", "remedy plan: drogers")]


def test_an_agreement_that_was_ended_asks_for_nothing_any_more(tmp_path: Path) -> None:
    office, path = bureau(tmp_path).on("2026-11-30"), tmp_path / "beëindigd.yaml"
    ended = "history:\n  - {stage: maatwerkafspraak, event: stopped, date: 2026-06-01, source: afspraak}\n"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("history:\n", ended), encoding="utf-8")
    office.do("apply", path, "--workflow", "klein", "--as", "anna")
    assert [each for each in office.data("due", "nergens-zetmeel") if each["state"].startswith(("milestone/", "report/"))] == []
    assert "De afspraak is beëindigd: 1 juni 2026." in office.do("monitor", "nergens-zetmeel").replace("\u00a0", " ")


def test_a_milestone_after_the_last_day_of_the_agreement_is_awaited_until_then(tmp_path: Path) -> None:
    office, path = bureau(tmp_path).on("2026-11-30"), tmp_path / "kort.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("ends: 2029-12-31", "ends: 2026-12-31"), encoding="utf-8")
    office.do("apply", path, "--workflow", "klein", "--as", "anna")
    asked = {day: {each["state"] for each in office.on(day).data("due", "nergens-zetmeel")} for day in ("2026-11-30", "2027-01-01")}
    assert [{each for each in found if each.startswith("milestone/")} for found in asked.values()] == [
        {"milestone/drogers", "milestone/restwarmte", "milestone/eindmeting"},
        {"milestone/drogers", "milestone/restwarmte"},
    ]


def test_what_would_have_been_owed_after_the_agreement_was_ended_is_no_failure() -> None:
    def stopped(day: str) -> str:
        return AGREEMENT.replace("history:\n", f"history:\n  - {{stage: maatwerkafspraak, event: stopped, date: {day}}}\n")

    before, after = stopped("2024-06-29"), stopped("2024-06-30")
    assert (follow("2027-01-01", text=before), [each.kind for each in on("2027-01-01", text=after).triggers]) == ([], [Failing.MILESTONE])
    found = on("2027-01-01", text=stopped("2025-12-31"))
    assert [each.year for each in found.reports] == [2024]
    assert [each.year for each in found.accounts] == [2024, 2025]
    assert on("2024-06-01", text=before).reports == on("2024-06-01").reports  # nobody knew it then
    (failure,) = follow("2025-01-01", warned("2024-07-01", "for: oven"), text=after)
    assert (failure[2], failure[3]) == (Step.ENFORCE, (May.LOWER, May.WITHDRAW))
    for day, penalty in (
        ("2025-10-31", 10_000),
        ("2025-08-01", 0),
    ):  # the remedy period ended on 30 September
        text = stopped(day).replace("date: 2024-06-30,", "date: 2024-06-30, met: 2024-06-20, source: brief,").replace("ends:", ANSWERS)
        (failed,) = [each for each in on("2026-04-30", SHORT, warned("2025-06-30"), text=text).triggers if each.kind is Failing.RESULT]
        assert failed.penalty == penalty


def test_articles_have_the_numbers_of_the_text_that_was_signed_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace of this office has no templates: all that it knows of articles is the text that was issued and signed."""
    office = bureau(tmp_path).on("2026-11-30")
    office.do("apply", EXAMPLE, "--workflow", "klein", "--as", "anna")
    assert "clausule default.suspension" in office.do("monitor", "nergens-zetmeel")
    source = Source(EXAMPLE.name, EXAMPLE.read_text(encoding="utf-8"))
    (text,) = compose(Workspace(ROOT), Order("nergens-zetmeel", "maatwerkafspraak", source=source)).documents
    digest = keep(tmp_path / "output/archive", render(text, "json"))

    def issue(kind: str, status: Status) -> SimpleNamespace:
        return SimpleNamespace(
            course=SimpleNamespace(status=status), plan=SimpleNamespace(kind=kind, language="nl"), files={"tree": digest}
        )

    for kind, status, signed in (
        ("maatwerkafspraak", Status.COMPLETED, True),
        ("maatwerkafspraak", Status.WITHDRAWN, False),
        ("jloi", Status.COMPLETED, False),
    ):
        made = issue(kind, status)
        monkeypatch.setattr(monitoring, "issues_in", lambda *_, made=made: (made,))
        shown = office.do("monitor", "nergens-zetmeel").replace("\u00a0", " ")
        assert ("artikel 19, vierde lid; art. 4:56 Awb" in shown) is signed
        assert ("clausule default.suspension" in shown) is not signed


def test_what_was_signed_in_the_record_is_followed_without_a_word_in_the_dossier() -> None:
    silent = dossier(text=AGREEMENT.partition("history:")[0] + "answers:" + AGREEMENT.partition("answers:")[2])
    day = date(2024, 7, 1)
    assert followed(silent, day).signed is None
    here = followed(silent, day, {Stage.MAATWERKAFSPRAAK: parse_date("2021-06-15")})
    assert [each.kind for each in here.triggers] == [Failing.MILESTONE]


def test_a_faulty_dossier_is_refused_with_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "stuk.yaml"
    path.write_text(AGREEMENT + "reports: [{id: a}]\n", encoding="utf-8")
    result = run("monitor", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "E202" in result.stderr


def test_of_two_files_of_one_company_none_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "nog-een.yaml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("monitor", "roadmap"):
        result = run(name, EXAMPLE, tmp_path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "[E887]" in result.stderr


def test_a_company_without_a_binding_agreement_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "zonder.yaml"
    path.write_text(AGREEMENT.replace("stage: maatwerkafspraak, event", "stage: jloi, event"), encoding="utf-8")
    assert "On this day no tailor-made agreement was signed." in run("monitor", path, "-l", "en").stdout
    both = run("monitor", path, EXAMPLE, "-l", "en").stdout
    assert "Without a signed tailor-made agreement on this day: Verzonnen Zink B.V." in both


def test_it_is_made_in_the_formats_of_documents(tmp_path: Path) -> None:
    result = run("monitor", EXAMPLE, "-f", "docx", "-f", "html", "-o", tmp_path)
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"monitoring-2026-11-30-nl.docx", "monitoring-2026-11-30-nl.html"}
    assert "INTERN" in (tmp_path / "monitoring-2026-11-30-nl.html").read_text(encoding="utf-8")
    assert json.loads(run("monitor", EXAMPLE, "--json").stdout)["files"] == []


@pytest.mark.proof
def test_it_can_be_archived_read_aloud_and_edited(tmp_path: Path, faults: Any) -> None:  # noqa: ANN401, F811  # of the browser
    assert not verapdf.missing()
    found = [Monitored(followed(example(), date(2026, 11, 30)), example())]
    both = {language: drawn_up(Workspace(ROOT), found, About(date(2026, 11, 30)), language) for language in ("nl", "en")}
    verdicts = verapdf.verdicts(tmp_path, {language: render(each, "pdf") for language, each in both.items()})
    assert verdicts == {language: {"3a": "", "ua1": ""} for language in both}
    for language, each in both.items():
        assert faults(render(each, "html").decode(), "light", 1200) == ([], 1200)
        path = tmp_path / f"{language}.docx"
        path.write_bytes(render(each, "docx"))
        assert OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path)).errors == []
