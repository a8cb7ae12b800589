"""How many terminal cells a text takes, and stretches of it that fit."""

from __future__ import annotations

import unicodedata

TAB = 4

_INVISIBLE = frozenset(("Mn", "Me", "Cf"))
# Characters that reorder or restyle what follows them could make a finding show something that is not in
# the file.
_UNSAFE = {code: 0x2400 + code for code in range(32) if code != 9} | {
    0x7F: 0x2421,
    **dict.fromkeys(
        (*range(0x80, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), 0xFFFD
    ),
}


def visible(text: str) -> str:
    r"""The text, one character for one, with signs in the place of control characters other than the tab.

    >>> visible("a\x1b[31mb")
    'a␛[31mb'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_UNSAFE)


def width(text: str) -> int:
    r"""The number of cells that a text takes: two for wide characters, none for combining ones.

    >>> width("naïve"), width("漢字"), width("e\u0301")
    (5, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitting(text: str, cells: int) -> str:
    """The longest beginning of a text that takes no more than so many cells.

    >>> fitting("漢字", 3)
    '漢'
    """
    if text.isascii():
        return text[: max(cells, 0)]
    taken = 0
    for index, character in enumerate(text):
        taken += _cells(character)
        if taken > cells:
            return text[:index]
    return text


def fitting_end(text: str, cells: int) -> str:
    """The longest end of a text that takes no more than so many cells, no combining character at its head."""
    if text.isascii():
        return text[len(text) - min(max(cells, 0), len(text)) :]
    taken = 0
    start = len(text)
    while start > 0 and taken + _cells(text[start - 1]) <= cells:
        start -= 1
        taken += _cells(text[start])
    while start < len(text) and _cells(text[start]) == 0:
        start += 1
    return text[start:]


def shortened(text: str, cells: int) -> str:
    """A text of at most so many cells, ending in … where something was left out.

    >>> shortened("legibility", 6)
    'legib…'
    """
    if width(text) <= cells:
        return text
    return fitting(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def padded(text: str, cells: int) -> str:
    """A text filled up with spaces to so many cells."""
    return text + " " * max(cells - width(text), 0)


def wrapped(text: str, cells: int, indent: str = "", first: str | None = None) -> list[str]:
    """A text as lines of at most so many cells, broken at spaces; a longer word has a line of its own.

    Args:
        text: to be wrapped; its own line breaks count as spaces.
        cells: the width, indentation included.
        indent: before each line.
        first: before the first line instead of `indent`.

    >>> wrapped("one two three", 9, "  ")
    ['  one two', '  three']
    """
    lines: list[str] = []
    line = indent if first is None else first
    empty = True
    for word in text.split():
        if not empty and width(line) + 1 + width(word) > cells:
            lines.append(line)
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line]
