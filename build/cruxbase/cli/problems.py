"""What ends a command with a sentence instead of a result."""

from __future__ import annotations

from cruxbase.support.errors import CruxbaseError


class WrongUsage(CruxbaseError):
    """The command cannot be carried out as it was given; the message is a sentence for whoever typed it."""


def unknown_name(what: str, written: str, known: list[str]) -> WrongUsage:
    """The problem of a name that is not one of those known, with the nearest.

    >>> str(unknown_name("command", "chekc", ["check", "fix"]))
    "there is no command 'chekc'; did you mean 'check'?"
    """
    from cruxbase.support.suggestions import suggestion

    near = suggestion(written, known, like=0.5)
    return WrongUsage(f"there is no {what} {written!r}" + (f"; did you mean {near!r}?" if near else ""))
