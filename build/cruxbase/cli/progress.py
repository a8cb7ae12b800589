"""A line that tells how far a long piece of work has come."""

from __future__ import annotations

import sys
import time
from typing import Self

from cruxbase.report.cells import shortened

_PATIENCE = 0.4  # seconds of silence before anything is shown
_EVERY = 0.05  # seconds between two updates


class Progress:
    """Shows what is being done on one line of the standard error, where that is a terminal.

    Nothing is shown for work that is done in a moment, and the line is gone when the work is.
    """

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._started = time.monotonic()
        self._shown = 0.0
        self._visible = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def __call__(self, what: str, done: int, of: int) -> None:
        """Tell what is being done, and how many of how many parts are."""
        now = time.monotonic()
        if not self._visible or now - self._started < _PATIENCE or now - self._shown < _EVERY:
            return
        self._shown = now
        share = f" {done:,} of {of:,}" if of > 1 else ""
        print(f"\r\x1b[K{shortened(what + share, self._cells - 1)}", end="", file=sys.stderr, flush=True)
