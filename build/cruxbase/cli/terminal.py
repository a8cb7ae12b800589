"""What the command is talking to: colours, width, and what to do when nobody listens any more."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

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
    """Say something beside the result, on the standard error, after what was printed before.

    Raises:
        OSError: what was printed before cannot be written.
    """
    sys.stdout.flush()
    end_with(sentence)


def end_with(sentence: str) -> None:
    """Say why the program ends, also where nothing can be printed any more."""
    with suppress(OSError):  # nobody can be told that nobody can be told
        print(f"cruxbase: {sentence}", file=sys.stderr, flush=True)


def make_robust() -> None:
    """Let characters that the terminal cannot show come out as signs instead of a failure."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    """What takes the place of a stream that is closed: an error there would hide the result or take another file's place."""
    return open(os.devnull, "w", encoding="utf-8")


def stop_writing() -> None:
    """After a broken pipe: let Python close the standard output without complaint."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(devnull)
