"""Tables for a terminal."""

from __future__ import annotations

import pytest

from cruxbase.report.style import Style
from cruxbase.report.table import Cell, Column, pair_lines, table_lines
from cruxbase.report.text import Layout

COLUMNS = (Column("claim", flexible=True), Column("by", flexible=True), Column("share", right=True))
ROWS = [("a-claim-with-a-long-name-indeed", "a-model-with-a-name", "-0.25"), ("b", "c", "+0.5")]


@pytest.mark.parametrize("cells", [48, 52, 60])
def test_flexible_columns_give_way_until_all_fit(cells: int) -> None:
    """No line is wider than the terminal, numbers stay whole, and what is shortened ends in a sign."""
    lines = list(table_lines(COLUMNS, ROWS, Layout(cells=cells)))
    assert max(map(len, lines)) <= cells
    assert ["-0.25", "+0.5"] == [line.split()[-1] for line in lines[1:]]
    assert ("…" in lines[1]) == (cells < 60)


def test_the_widest_flexible_column_gives_way_first() -> None:
    """At 56 cells the claim is shortened, and the model is not."""
    lines = list(table_lines(COLUMNS, ROWS, Layout(cells=56)))
    assert "a-model-with-a-name" in lines[1]
    assert "a-claim-with-a-long-name-indeed" not in lines[1]


def test_columns_that_hold_nothing_are_left_out() -> None:
    """Neither heading nor gap is left of a column without text."""
    columns = (Column("a"), Column("empty"), Column("b"))
    assert ["a  b", "1  2"] == list(table_lines(columns, [("1", "", "2")], Layout()))


def test_colour_takes_no_room_and_control_characters_show() -> None:
    """Cells line up whether coloured or not, and nothing in a cell can steer the terminal."""
    rows = [(Cell("in", "for"), "x"), (Cell("undecided"), "\x1b[2J")]
    plain = list(table_lines((Column("s"), Column("t")), rows, Layout()))
    painted = list(table_lines((Column("s"), Column("t")), rows, Layout(Style(True))))
    assert ["in         x", "undecided  ␛[2J"] == plain[1:]
    assert "\x1b[32min\x1b[0m         x" == painted[1]


def test_wide_characters_count_as_two() -> None:
    """Columns stay in line below characters of two cells."""
    lines = list(table_lines((Column("a"), Column("b")), [("漢字", "1"), ("abcd", "2")], Layout()))
    assert ["漢字  1", "abcd  2"] == lines[1:]


def test_pairs_without_a_value_are_left_out() -> None:
    """Names are padded to the longest that is shown."""
    assert ["  value   1", "  stated  2"] == list(pair_lines([("value", "1"), ("longer name", ""), ("stated", "2")]))
