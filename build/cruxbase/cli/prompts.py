"""Questions to whoever sits at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from cruxbase.cli.live_prompt import Like, can_redraw, typed_line
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.cells import visible, wrapped

Check = Callable[[str], str | None]
"""Says what is wrong with an answer; None where nothing is."""


def say(text: str = "") -> None:
    """Say something that belongs to the questions."""
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        print("\n".join(wrapped(visible(line), 96, indent + "  " * bool(indent), indent)), file=sys.stderr)


def answer(
    question: str, *, default: str = "", check: Check | None = None, needed: bool = True, like: Like | None = None
) -> str:
    """What is answered to a question; asked again until it will do.

    Args:
        question: without a colon.
        default: taken for an empty answer.
        check: says what is wrong with an answer.
        needed: whether an empty answer will not do.
        like: lines to show below the answer while it is typed, where the terminal can draw a line anew.

    Raises:
        WrongUsage: there is nobody to answer.
    """
    asked = f"{question}{f' [{default}]' if default else ''}:"
    while True:
        line = _line(asked, like)
        if line is None:
            raise WrongUsage("no answer; nothing was written")
        given = line.strip() or default
        if not given and not needed:
            return ""
        problem = "an answer is needed" if not given else check(given) if check is not None else None
        if problem is None:
            return given
        say(f"  {problem}")


def _line(asked: str, like: Like | None) -> str | None:
    """The line that answers; None at the end of the input."""
    if like is not None and can_redraw():
        return typed_line(asked, like)
    print(f"{asked} ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
    return line or None


def confirmed(question: str) -> bool:
    """Whether a question is answered with yes."""
    return answer(f"{question} (y/n)", default="n").lower() in ("y", "yes")


def choice(question: str, options: Sequence[tuple[str, str]], *, needed: bool = True) -> str:
    """One of some options, by its number, its name, or the beginning of either name or title.

    Args:
        question: without a colon.
        options: (name, title) pairs.
        needed: whether an empty answer will not do.
    """
    for number, (name, title) in enumerate(options, start=1):
        say(f"  {number:>3}  {title or name}" + (f"  ({name})" if title else ""))
    chosen = answer(question, check=lambda given: _problem(given, options), needed=needed)
    return _found(chosen, options)[0] if chosen else ""


def _found(given: str, options: Sequence[tuple[str, str]]) -> list[str]:
    """The names that an answer may mean."""
    if given.isdigit() and 1 <= int(given) <= len(options):
        return [options[int(given) - 1][0]]
    names = [name for name, _ in options]
    if given in names:
        return [given]
    low = given.casefold()
    begins = [name for name, title in options if name.startswith(low) or title.casefold().startswith(low)]
    holds = [name for name, title in options if low in name or low in title.casefold()]
    if begins or holds:
        return begins or holds
    from rapidfuzz import process, utils

    titles = {name: f"{name} {title}" for name, title in options}
    near = process.extract(given, titles, processor=utils.default_process, score_cutoff=70, limit=3)
    return [name for _, _, name in near]


def _problem(given: str, options: Sequence[tuple[str, str]]) -> str | None:
    found = _found(given, options)
    if len(found) == 1:
        return None
    if not found:
        return f"{given!r} is none of them; give a number, a name or a part of one"
    return f"{given!r} could be {', '.join(found[:5])}"
