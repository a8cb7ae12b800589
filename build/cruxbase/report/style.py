"""Colour for a terminal, or none: the same calls either way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "help": "1;32",
    "frame": "34",
    "strong": "1",
    "faint": "2",
    "for": "32",
    "against": "31",
    "undercut": "35",
}


class Style(NamedTuple):
    """How words are set off.

    Attributes:
        coloured: whether escape sequences may be written.

    >>> Style(False).paint("error", "error[link/unknown-claim]")
    'error[link/unknown-claim]'
    """

    coloured: bool

    def paint(self, role: str, text: str) -> str:
        """The text in the colour of its role; as it is where there is no colour.

        Raises:
            KeyError: the role is not known.
        """
        code = _CODES[role]
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured and text else text


class _Stream(Protocol):
    def isatty(self) -> bool: ...


def style_for(stream: _Stream, environment: Mapping[str, str]) -> Style:
    """The style that suits a stream: coloured on a terminal, unless the environment says otherwise.

    `NO_COLOR` (any value but the empty one) turns colour off, `FORCE_COLOR` turns it on; the first wins.

    >>> import io
    >>> style_for(io.StringIO(), {"FORCE_COLOR": "1"})
    Style(coloured=True)
    """
    if environment.get("NO_COLOR"):
        return Style(False)
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return Style(True)
    return Style(stream.isatty() and environment.get("TERM") != "dumb")
