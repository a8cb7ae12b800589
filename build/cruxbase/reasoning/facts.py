"""The notation `name(part, part).` that `.apx` and `.bag` files share, read with line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cruxbase.support.errors import CruxbaseError

_FACT = re.compile(r"\s*([a-z]+)\s*\(([^()]*)\)\s*\.?")
_NAME = re.compile(r"[^\s,()%]+")


class MalformedText(CruxbaseError, ValueError):
    """A file is not in the format it was read as; says the line and what is wrong with it."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        self.problem = problem
        super().__init__(f"line {line}: {problem}")


def facts(text: str, sizes: Mapping[str, int]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    r"""Every fact in a text as (line, predicate, parts); `%` starts a comment.

    Args:
        text: The whole file.
        sizes: The predicates allowed, each with the number of its parts.

    Raises:
        MalformedText: At the first line that holds anything else.

    >>> list(facts("arg(a). % one\natt(a, b).", {"arg": 1, "att": 2}))
    [(1, 'arg', ('a',)), (2, 'att', ('a', 'b'))]
    """
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("%")[0].rstrip()
        position = 0
        while position < len(line):
            match = _FACT.match(line, position)
            if match is None:
                raise MalformedText(number, f"expected a fact like arg(a). and found {line[position:].strip()!r}")
            predicate, inside = match.groups()
            parts = tuple(part.strip() for part in inside.split(","))
            if predicate not in sizes:
                raise MalformedText(number, f"{predicate!r} is not one of {', '.join(sorted(sizes))}")
            if len(parts) != sizes[predicate]:
                raise MalformedText(number, f"{predicate} takes {sizes[predicate]} parts, not {len(parts)}")
            for part in parts:
                if not _NAME.fullmatch(part):
                    raise MalformedText(
                        number, f"{part!r} is not a name: no spaces, commas, brackets or per cent signs"
                    )
            yield number, predicate, parts
            position = match.end()


def is_name(text: str) -> bool:
    """Whether a text can stand as a name in this notation.

    >>> is_name("a1"), is_name("a 1"), is_name("")
    (True, False, False)
    """
    return _NAME.fullmatch(text) is not None


def text_of(path: Path) -> str:
    """The UTF-8 text of a file; the line of the first bad byte when it is not UTF-8.

    Raises:
        MalformedText: When the bytes are not UTF-8.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedText(data.count(b"\n", 0, error.start) + 1, "the file is not UTF-8 text") from error
