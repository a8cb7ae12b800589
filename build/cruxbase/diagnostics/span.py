"""Where in a file something stands."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of one file, from its first character up to but not including its last.

    Attributes:
        path: the file, relative to the folder that holds `claims/`, with forward slashes.
        line: first line, counted from 1.
        column: first column, counted from 1, in characters.
        end_line: line of the first character after the stretch.
        end_column: column of the first character after the stretch.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def first_line(self) -> Span:
        """The part of the stretch that lies on its first line, one character at least."""
        if self.end_line == self.line:
            return self
        return self._replace(end_line=self.line, end_column=self.column + 1)
