"""The lines of a file that a finding is about, with its places underlined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cruxbase.diagnostics import Span
from cruxbase.report.cells import TAB, fitting, fitting_end, visible, width, wrapped
from cruxbase.report.style import Style

_LEAST = 24  # cells of source that are shown however narrow the terminal is


class Marked(NamedTuple):
    """A stretch to be underlined.

    Attributes:
        span: where.
        label: words set beside the underline.
        primary: whether it is what the finding is about, and not a place that helps to understand it.
    """

    span: Span
    label: str
    primary: bool


class Frame(NamedTuple):
    """How excerpts are drawn.

    Attributes:
        gutter: cells that line numbers take.
        cells: width of the whole.
        style: colours.
        role: the role whose colour the primary underline has.
    """

    gutter: int
    cells: int
    style: Style
    role: str

    def line(self, number: int | str, content: str) -> str:
        """One line with its number, or a blank where the number is empty."""
        bar = self.style.paint("frame", f"{number:>{self.gutter}} |")
        return f"{bar} {content}" if content else bar


def excerpt(lines: Sequence[str], marks: Iterable[Marked], frame: Frame) -> Iterator[str]:
    """The marked lines, each with its underlines below it, and `...` where lines are left out.

    Args:
        lines: of the file.
        marks: stretches of that file.
        frame: how to draw.
    """
    rows = _rows(lines, marks)
    previous = 0
    for number in sorted(rows):
        if previous and number > previous + 1:
            yield frame.style.paint("frame", "...")
        previous = number
        yield from _marked_line(number, lines[number - 1], rows[number], frame)


class _Row(NamedTuple):
    """The part of one mark that lies on one line: columns counted from 0."""

    start: int
    end: int
    label: str
    primary: bool


def _rows(lines: Sequence[str], marks: Iterable[Marked]) -> dict[int, list[_Row]]:
    """By line number, what is underlined there. Of a long stretch, its first two lines and its last are."""
    rows: dict[int, list[_Row]] = {}
    for span, label, primary in marks:
        end_line, end_column = span.end_line, span.end_column
        if end_line > span.line and end_column == 1:
            end_line, end_column = (
                end_line - 1,
                1 + len(lines[end_line - 2]) if end_line - 2 < len(lines) else 1,
            )
        numbers = [n for n in range(span.line, end_line + 1) if n <= len(lines)]
        if len(numbers) > 3:
            numbers = [*numbers[:2], numbers[-1]]
        for number in numbers:
            text = lines[number - 1]
            start = span.column - 1 if number == span.line else len(text) - len(text.lstrip())
            end = end_column - 1 if number == end_line else len(text)
            words = label if number == numbers[-1] else ""
            rows.setdefault(number, []).append(_Row(start, max(end, start + 1), words, primary))
    return rows


def _marked_line(number: int, text: str, rows: list[_Row], frame: Frame) -> Iterator[str]:
    main = next((row for row in rows if row.primary), rows[0])
    window = _window(text, main, max(frame.cells - frame.gutter - 3, _LEAST))
    yield frame.line(number, window.shown)
    for row in sorted(rows, key=lambda row: (not row.primary, row.start)):
        before, length = window.place(row)
        role = frame.role if row.primary else "frame"
        underline = frame.style.paint(role, ("^" if row.primary else "-") * length)
        yield from _underline(before, length, underline, row, frame)


def _underline(before: int, length: int, underline: str, row: _Row, frame: Frame) -> Iterator[str]:
    room = frame.cells - frame.gutter - 3
    role = frame.role if row.primary else "frame"
    words = visible(row.label)
    if not words or before + length + 1 + width(words) <= room:
        yield frame.line("", " " * before + underline + (" " + frame.style.paint(role, words) if words else ""))
        return
    yield frame.line("", " " * before + underline)
    indent = " " * min(before, max(room - width(words), 0))
    for line in wrapped(words, max(room, _LEAST), indent):
        yield frame.line("", indent + frame.style.paint(role, line[len(indent) :]))


class _Window(NamedTuple):
    """The part of a line that is shown.

    Attributes:
        text: the whole line, tabs and control characters replaced.
        columns: for each column of the file, the index in `text` at which it begins.
        start: index of the first character shown.
        end: index after the last character shown.
    """

    text: str
    columns: list[int]
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The line as it is printed."""
        left = "…" if self.start > 0 else ""
        right = "…" if self.end < len(self.text) else ""
        return (left + self.text[self.start : self.end] + right).rstrip()

    def place(self, row: _Row) -> tuple[int, int]:
        """Cells before the underline, and its length."""
        left = 1 if self.start > 0 else 0
        first = min(max(self._index(row.start), self.start), self.end)
        last = min(max(self._index(row.end), first), self.end)
        return left + width(self.text[self.start : first]), max(width(self.text[first:last]), 1)

    def _index(self, column: int) -> int:
        return self.columns[min(column, len(self.columns) - 1)]


def _window(line: str, main: _Row, room: int) -> _Window:
    text, columns = _expanded(line)
    if width(text) <= room:
        return _Window(text, columns, 0, len(text))
    start = columns[min(main.start, len(columns) - 1)]
    marked = columns[min(main.end, len(columns) - 1)] - start
    if width(text[: start + marked]) < room:  # the line's beginning tells most
        return _Window(text, columns, 0, len(fitting(text, room - 1)))
    before = fitting_end(text[:start], max((room - marked) // 2, room // 4))
    first = start - len(before)
    return _Window(text, columns, first, first + len(fitting(text[first:], room - 2)))


def _expanded(line: str) -> tuple[str, list[int]]:
    """The line with tabs as spaces, and the place of each of its columns in the result."""
    shown = visible(line)
    if "\t" not in shown:
        return shown, list(range(len(shown) + 1))
    pieces: list[str] = []
    columns: list[int] = []
    at = 0
    for character in shown:
        columns.append(at)
        piece = " " * (TAB - at % TAB) if character == "\t" else character
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), [*columns, at]
