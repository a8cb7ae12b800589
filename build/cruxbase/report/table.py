"""Tables for a terminal: columns as wide as they must be, one of which gives way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cruxbase.report.cells import padded, shortened, visible, width
from cruxbase.report.text import Layout

_GAP = "  "
_LEAST = 16


class Cell(NamedTuple):
    """What stands in one place of a table.

    Attributes:
        text: the text.
        role: its colour by role, such as `for`; empty for none.
    """

    text: str
    role: str = ""


class Column(NamedTuple):
    """One column.

    Attributes:
        heading: above it.
        right: whether its cells end at the same place, as numbers do.
        flexible: whether it is shortened where the table is wider than the terminal.
    """

    heading: str
    right: bool = False
    flexible: bool = False


def table_lines(
    columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]], layout: Layout, indent: str = ""
) -> Iterator[str]:
    """A table as lines, with its headings, no wider than the terminal if the flexible columns can give so much.

    Args:
        columns: the columns; one without any text in its rows is left out.
        rows: a cell for each column.
        layout: of the terminal.
        indent: before each line.

    >>> rows = [("a-claim", ".4"), ("b", "-.25")]
    >>> for line in table_lines((Column("claim"), Column("share", right=True)), rows, Layout()):
    ...     print(line)
    claim    share
    a-claim     .4
    b         -.25
    """
    cells = [[_cell(value) for value in row] for row in rows]
    kept = [place for place in range(len(columns)) if any(row[place].text for row in cells)]
    columns, cells = [columns[place] for place in kept], [[row[place] for place in kept] for row in cells]
    widths = [
        max(width(column.heading), *(width(row[place].text) for row in cells)) for place, column in enumerate(columns)
    ]
    _narrow(widths, columns, layout.cells - len(indent) - len(_GAP) * (len(columns) - 1))
    if any(column.heading for column in columns):
        yield _line([Cell(column.heading, "faint") for column in columns], columns, widths, layout, indent)
    for row in cells:
        yield _line(row, columns, widths, layout, indent)


def _cell(value: str | Cell) -> Cell:
    cell = Cell(value) if isinstance(value, str) else value
    return Cell(visible(cell.text), cell.role)


def _narrow(widths: list[int], columns: Sequence[Column], room: int) -> None:
    """Take from the widest flexible column until all fit."""
    flexible = [place for place, column in enumerate(columns) if column.flexible]
    while sum(widths) > room and flexible:
        widest = max(flexible, key=lambda place: widths[place])
        others = max((widths[place] for place in flexible if place != widest), default=0)
        surplus = sum(widths) - room
        target = max(widths[widest] - surplus, min(others, widths[widest] - 1), _LEAST)
        if target >= widths[widest]:
            return
        widths[widest] = target


def _line(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], layout: Layout, indent: str) -> str:
    parts = []
    for number, (cell, column, cells) in enumerate(zip(row, columns, widths, strict=True)):
        text = shortened(cell.text, cells)
        space = " " * (cells - width(text))
        shown = layout.style.paint(cell.role, text) if cell.role else text
        last = number == len(row) - 1
        parts.append(space + shown if column.right else shown if last else shown + space)
    return (indent + _GAP.join(parts)).rstrip()


def pair_lines(pairs: Sequence[tuple[str, str]], indent: str = "  ") -> Iterator[str]:
    """Names with what they stand for, one a line; those that stand for nothing are left out.

    >>> list(pair_lines([("value", ".4"), ("seed", "")], ""))
    ['value  .4']
    """
    shown = [(name, text) for name, text in pairs if text]
    column = max((width(name) for name, _ in shown), default=0)
    for name, text in shown:
        yield f"{indent}{padded(name, column)}  {visible(text)}"
