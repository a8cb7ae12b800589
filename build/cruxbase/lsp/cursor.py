"""Where in a record a cursor stands, told from the lines alone: the text may be half typed and be no YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_KEY = re.compile(r"^(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)(?P<key>[\w-]+)[ ]*:(?:[ ]+|$)(?P<value>.*)$")
_ITEM = re.compile(r"^(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)+)(?P<value>.*)$")
_START = re.compile(r"^(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)(?P<value>[\w-]*)$")
_TYPE = re.compile(r"^type[ ]*:[ ]*[\"']?([\w-]+)")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Cursor(NamedTuple):
    """A place in a record.

    Attributes:
        kind: the record's type, or empty where none is written yet.
        path: the keys that lead there, from the top.
        word: what is typed already, up to the cursor.
        in_key: whether a key is being typed; else a value.
        in_list: whether what is typed is an item of a list.
        siblings: the keys that the mapping has already, as far as they stand before or after it at the same depth.
    """

    kind: str
    path: tuple[str, ...]
    word: str
    in_key: bool
    in_list: bool
    siblings: frozenset[str] = frozenset()


def cursor(lines: Sequence[str], line: int, column: int) -> Cursor:
    """The place of a cursor.

    Args:
        lines: of the text.
        line: counted from 0.
        column: counted from 0, in characters.

    >>> cursor(["type: claim", "supports:", "  - claim: no"], 2, 13)[1:4]
    (('supports', 'claim'), 'no', False)
    """
    before = (lines[line] if line < len(lines) else "")[:column].rstrip("\n")
    kind = next((match[1] for text in lines if (match := _TYPE.match(text))), "")
    match = _KEY.match(before)
    if match is not None:
        depth = len(match["indent"]) + len(match["dashes"])
        path = (*_parents(lines, line, depth), match["key"])
        return _in_value(kind, path, match["value"])
    start = _START.match(before)
    if start is not None:
        depth = len(start["indent"]) + len(start["dashes"])
        path = _parents(lines, line, depth)
        in_list = bool(start["dashes"])
        return Cursor(kind, path, start["value"], True, in_list, _siblings(lines, line, depth))
    item = _ITEM.match(before)
    depth = len(before) - len(before.lstrip())
    if item is not None:
        depth += len(item["dashes"])
        return _in_value(kind, _parents(lines, line, depth), item["value"], in_list=True)
    return _in_value(kind, _parents(lines, line, depth), before.strip())


def _in_value(kind: str, path: tuple[str, ...], value: str, *, in_list: bool = False) -> Cursor:
    """A cursor after what is typed of a value, which may be a list or mapping in brackets."""
    keys = list(path)
    opened: list[str] = []
    start = 0
    for at, letter in enumerate(value):
        if letter in "[{":
            opened.append(letter)
            start = at + 1
        elif letter in "]}" and opened:
            if opened.pop() == "{" and len(keys) > len(path):
                keys.pop()
            start = at + 1
        elif letter == "," and opened:
            if opened[-1] == "{" and len(keys) > len(path):
                keys.pop()
            start = at + 1
        elif letter == ":" and opened and opened[-1] == "{":
            keys.append(value[start:at].strip())
            start = at + 1
    word = value[start:].strip().strip("\"'")
    in_key = bool(opened) and opened[-1] == "{" and len(keys) == len(path)
    return Cursor(kind, tuple(keys), word, in_key, opened[-1] == "[" if opened else in_list)


def _parents(lines: Sequence[str], line: int, depth: int) -> tuple[str, ...]:
    """The keys above a line that lead to what stands at a depth."""
    keys: list[str] = []
    for text in reversed(lines[:line]):
        if depth <= 0:
            break
        match = _KEY.match(text.rstrip("\n"))
        if match is None:
            continue
        indent = len(match["indent"]) + len(match["dashes"])
        if indent < depth and not match["value"].strip(" >|-+"):
            keys.append(match["key"])
            depth = indent
        elif match["dashes"] and len(match["indent"]) < depth <= indent:
            depth = len(match["indent"]) + 1  # the item that we are in begins here
    return tuple(reversed(keys))


def _siblings(lines: Sequence[str], line: int, depth: int) -> frozenset[str]:
    if depth:
        return frozenset()
    return frozenset(
        match["key"]
        for at, text in enumerate(lines)
        if at != line and (match := _KEY.match(text)) and not match["indent"]
    )


def word_at(lines: Sequence[str], line: int, column: int) -> tuple[str, int, int]:
    """The word in the form of an id that a place lies in or at the end of, with the columns where it begins and ends."""
    text = lines[line] if line < len(lines) else ""
    for match in _ID.finditer(text):
        if match.start() <= column <= match.end():
            return match[0], match.start(), match.end()
    return "", column, column
