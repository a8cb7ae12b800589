"""The exact place of a few words inside a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.diagnostics import Span

if TYPE_CHECKING:
    from cruxbase.parsing.located import Path, SpanTable


def place_of(spans: SpanTable, path: Path, words: str, *, last: bool = False) -> Span:
    """Where `words` first stand in the value at `path`, or last; its first line where they are not found.

    Words are not found where the file writes them otherwise than they read: escaped, or broken over lines.
    """
    value = spans.value(path)
    written = spans.written(path)
    at = (written.rfind(words) if last else written.find(words)) if words else -1
    if at < 0:
        return value.first_line()
    before = written[:at]
    line = value.line + before.count("\n")
    column = value.column + at if "\n" not in before else at - before.rfind("\n")
    end_line = line + words.count("\n")
    end_column = column + len(words) if "\n" not in words else len(words) - words.rfind("\n")
    return Span(value.path, line, column, end_line, end_column)
