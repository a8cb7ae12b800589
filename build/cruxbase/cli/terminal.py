"""What the command is talking to: colours, width, and what to do when nobody listens any more."""

from __future__ import annotations

import os
import sys

from cruxbase.report.style import Style, style_for
from cruxbase.report.text import Layout

WIDTH = 100
_LEAST = 40
_MOST = 200


def width() -> int:
    """The number of cells to write in: the terminal's, `COLUMNS`, or 100 where there is neither."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return min(max(int(columns), _LEAST), _MOST)
    try:
        measured = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return WIDTH
    return min(max(measured, _LEAST), _MOST) if measured > 0 else WIDTH


def style() -> Style:
    """The colours for what is printed."""
    return style_for(sys.stdout, os.environ)


def layout() -> Layout:
    """Colours and width for what is printed."""
    return Layout(style(), width())


def is_interactive() -> bool:
    """Whether questions can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def warn(sentence: str) -> None:
    """Say something beside the result, on the standard error."""
    print(f"cruxbase: {sentence}", file=sys.stderr)


def make_robust() -> None:
    """Let characters that the terminal cannot show come out as signs instead of a failure."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def stop_writing() -> None:
    """After a broken pipe: let Python close the standard output without complaint."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(devnull)
