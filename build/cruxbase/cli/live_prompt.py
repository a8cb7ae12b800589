"""A prompt that shows what is like the answer while it is typed: one line of input, and a few lines below it drawn anew.

Nothing but the terminal's own line discipline and four control sequences of ECMA-48 is needed: carriage return, erase to
the end of the screen (`CSI J`), cursor up (`CSI A`) and cursor right (`CSI C`).
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from cruxbase.cli import terminal
from cruxbase.report.cells import fitting_end, shortened, visible, width

Like = Callable[[str], Sequence[str]]
"""Gives the lines to show below an answer that is being typed."""

_MOST_LINES = 5
_ERASE = ("\x7f", "\b")
_CLEAR, _LAST_WORD, _END, _ESCAPE = "\x15", "\x17", "\x04", "\x1b"
_ESCAPE_WAIT = 0.05  # seconds in which the rest of a key's sequence must follow


def can_redraw() -> bool:
    """Whether lines can be drawn anew: a terminal on both sides, that is not a dumb one, on a system with termios."""
    try:
        import termios  # noqa: F401 - not there on Windows
    except ImportError:
        return False
    return terminal.is_interactive() and sys.stdin.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb")


def typed_line(question: str, like: Like) -> str | None:
    """The line that is typed after a question; None where the input ends instead.

    Args:
        question: with its colon.
        like: gives the lines to show below, asked whenever typing pauses.
    """
    text = ""
    with _key_by_key() as descriptor, _woken_by_signals() as woken:
        keys = _keys(descriptor, woken)
        _draw(question, text, ())
        for key in keys:
            if key in ("\n", "\r"):
                _finish(question, text)
                return text
            if key == _END and not text:
                _finish(question, text)
                return None
            text = _after(text, key)
            if not _waits(descriptor):
                _draw(question, text, like(text) if text.strip() else ())
    _finish(question, text)
    return text or None


def _after(text: str, key: str) -> str:
    """The text after a key: a letter joins it, the keys of the terminal's own line editing take away."""
    if key in _ERASE:
        return text[:-1]
    if key == _CLEAR:
        return ""
    if key == _LAST_WORD:
        return text.rstrip().rpartition(" ")[0] + (" " if " " in text.rstrip() else "")
    return text + key if key.isprintable() else text


@contextmanager
def _key_by_key() -> Iterator[int]:
    """The terminal's descriptor, giving each key at once and unseen; as it was before, however this ends."""
    import termios

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    ours = termios.tcgetattr(descriptor)
    ours[3] &= ~(termios.ICANON | termios.ECHO)
    ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSADRAIN, ours)  # what was typed ahead stays
    try:
        yield descriptor
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextmanager
def _woken_by_signals() -> Iterator[int]:
    """A descriptor that can be read from once a signal has come.

    An interrupt that comes just before a read begins would not end that read: nothing would happen until the next key.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)


def _keys(descriptor: int, woken: int) -> Iterator[str]:
    """The keys pressed; arrows and the like, which are sequences, are passed over. What follows a line end is left unread.

    Args:
        descriptor: of the terminal.
        woken: can be read from once a signal has come, which Python acts on as soon as waiting ends.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
    while True:
        ready, _, _ = select.select([descriptor, woken], [], [])
        if descriptor not in ready:
            os.read(woken, 64)
            continue
        byte = os.read(descriptor, 1)
        if not byte:
            return
        key = decoder.decode(byte)
        if key == _ESCAPE:
            _skip_sequence(descriptor)
        elif key:
            yield key


def _skip_sequence(descriptor: int) -> None:
    """Read past the rest of an escape sequence: after `[` or `O` all up to its final byte, else one byte."""
    if not _waits(descriptor, _ESCAPE_WAIT):
        return
    introducer = os.read(descriptor, 1)
    if introducer not in (b"[", b"O"):
        return
    while _waits(descriptor, _ESCAPE_WAIT):
        byte = os.read(descriptor, 1)
        if not byte or 0x40 <= byte[0] <= 0x7E:
            return


def _waits(descriptor: int, seconds: float = 0) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])


def _draw(question: str, text: str, lines: Sequence[str]) -> None:
    """Draw the line of input and what is below it, and put the cursor where the next letter goes."""
    cells = _columns() - 1  # a full line would wrap
    shown = fitting_end(text, max(cells - width(question) - 1, 1))  # the end is what one looks at
    below = "".join(f"\n{shortened(f'  {visible(line)}', cells)}" for line in lines[:_MOST_LINES])
    up = f"\x1b[{below.count(chr(10))}A" if below else ""
    column = width(question) + 1 + width(shown)
    _write(f"\r\x1b[J{question} {shown}{below}{up}\r\x1b[{column}C")


def _columns() -> int:
    """The width of the terminal that is drawn on, which need not be that of what is printed."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or terminal.WIDTH
    except (OSError, ValueError):
        return terminal.WIDTH


def _finish(question: str, text: str) -> None:
    """Leave the question with its whole answer, and nothing below."""
    _write(f"\r\x1b[J{question} {text}\n")


def _write(drawn: str) -> None:
    sys.stderr.write(drawn)
    sys.stderr.flush()
