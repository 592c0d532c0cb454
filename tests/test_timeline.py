"""Timelines: where things stand on them, and that they say no more than is known."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.document import Document, Figure, Label, LineStyle, Mark, Stroke, nodes
from agreements.drafting.timeline import GUTTER, RIGHT, WIDTH, Moment, Row, Span, drawn
from agreements.model.roadmap import PointKind
from agreements.model.values import before, parse_date

SPAN = Span(2025, 2034, date(2026, 7, 1))


def figures(document: Document) -> list[Figure]:
    return [node for node in nodes(document) if isinstance(node, Figure)]


@given(st.dates(date(2025, 1, 1), date(2034, 12, 31)), st.dates(date(2025, 1, 1), date(2034, 12, 31)))
def test_what_is_later_stands_further_to_the_right_and_within_the_years(one: date, other: date) -> None:
    places = [SPAN.place(min(one, other)), SPAN.place(max(one, other))]
    assert GUTTER <= places[0] <= places[1] <= WIDTH - RIGHT


def test_an_interval_is_a_line_with_its_mark_at_the_end() -> None:
    _, marks = drawn([Row("oven", (Moment(PointKind.START, parse_date("2029")),))], SPAN)
    (mark,) = [each for each in marks if isinstance(each, Mark)]
    assert mark.x == SPAN.place(date(2029, 12, 31))
    assert [(each.x1, each.x2) for each in marks if isinstance(each, Stroke) and each.style is LineStyle.FIRM and each.y1 == each.y2] == [
        (SPAN.place(date(2029, 1, 1)), mark.x)
    ]


def test_what_was_planned_before_leads_to_what_is_planned_now() -> None:
    _, marks = drawn([Row("oven", (Moment(PointKind.START, parse_date("2030-05-01"), parse_date("2028-05-01")),))], SPAN)
    assert [(each.x1, each.x2) for each in marks if isinstance(each, Stroke) and each.style is LineStyle.DASHED] == [
        (SPAN.place(date(2028, 5, 1)), SPAN.place(date(2030, 5, 1)))
    ]


def test_what_lies_outside_the_years_is_not_drawn_and_before_a_year_is_a_point() -> None:
    moments = (Moment(PointKind.START, parse_date("2041")), Moment(PointKind.TARGET, before("2031")))
    _, marks = drawn([Row("x", moments)], SPAN)
    assert [each.x for each in marks if isinstance(each, Mark)] == [SPAN.place(date(2030, 12, 31))]


def test_a_long_name_is_cut_off_and_years_are_named_as_there_is_room() -> None:
    height, marks = drawn([Row("een heel lange naam van een heel lang project", ())], SPAN)
    names = [each.text for each in marks if isinstance(each, Label)]
    assert "een heel lange naam van een hee…" in names
    assert [each for each in names if each.isdigit()] == [str(year) for year in range(2025, 2035)]
    assert height > 0
    for last, shown in ((2040, {"2026", "2028"}), (2060, {"2025", "2030"})):
        years = {each.text for each in drawn([], Span(2025, last, SPAN.today))[1] if isinstance(each, Label)}
        assert shown <= years
        assert "2027" not in years
