"""Tables on a terminal and in a pipe."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agreements.cli.tables import breadth, table

HEADS = ("bedrijf", "staat")
ROWS = (("Yara Sluiskil", "EoP ondertekend"), ("Fictie", "concept"))


def test_in_a_pipe_every_word_is_whole() -> None:
    assert list(table(HEADS, ROWS)) == [
        "bedrijf        staat",
        "─────────────  ───────────────",
        "Yara Sluiskil  EoP ondertekend",
        "Fictie         concept",
    ]


def test_on_a_narrow_terminal_the_widest_column_gives_way() -> None:
    assert list(table(HEADS, ROWS, 24)) == [
        "bedrijf      staat",
        "───────────  ───────────",
        "Yara Sluis…  EoP ondert…",
        "Fictie       concept",
    ]


def test_nothing_to_show_is_no_table() -> None:
    assert list(table(HEADS, ())) == []


@given(rows=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), min_size=1), width=st.integers(20, 100))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str]], width: int) -> None:
    assert all(breadth(line) <= width for line in table(HEADS, rows, width))
