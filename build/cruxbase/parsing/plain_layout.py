"""The data of a text that is laid out as nearly all records are, read without a YAML parser.

A parser makes an object for each scalar, with its places, in a third of the time that a clean base takes to check. A record
that a person or `cruxbase format` wrote rarely needs that: one key a line, values on the line or folded below it, lists and
mappings indented by what holds them. A text in which anything else stands, or anything that may be amiss, is left to YAML.
"""

from __future__ import annotations

import re
import sys

from cruxbase.parsing.raw_text import MAX_DEPTH, unusual
from cruxbase.support.plain_data import WrittenMapping, WrittenValue

_KEY = r"[a-z0-9][a-z0-9_-]{0,200}"
_WORDS = r"[\w§](?:[\w .§()/’-]*[\w)])?"
_PAIRS = rf"{_KEY}:[ ]{_WORDS}(?:,[ ]{_KEY}:[ ]{_WORDS})*"
_LINE = re.compile(
    rf"""
    ([ ]*) (-[ ])? (?:({_KEY}):(?:[ ]|(?=\n)))?            # how far it is indented, whether it begins an item, its key
    (?: >-\n ((?:\1(?(2)(?(3)[ ][ ]))[ ][ ][^ \n].*\n)+)   # a text folded below it, indented by two further
      | ([\w(§“‘].*)(?<![ :])\n                            # a text on the line
      | "([^"\\\n]+)"\n
      | '([^'\n]+)'\n
      | \[({_WORDS}(?:,[ ]{_WORDS})*)\]\n
      | \{{({_PAIRS})\}}\n
      | \[\{{({_PAIRS}(?:\}},[ ]\{{{_PAIRS})*)\}}\]\n
      | \n
    )
    | (.+\n?)                                              # anything else
    """,
    re.VERBOSE,
)
_NULLS = frozenset(("null", "Null", "NULL"))


class _ForYaml(Exception):
    """Something stands there that is for a YAML parser to read."""


def data_in_plain_layout(content: str) -> WrittenMapping | None:
    r"""The data of a text in which nothing is amiss, as a YAML parser reads it; None where that is for one to say.

    >>> data_in_plain_layout("type: claim\nsources:\n  - source: a\n    at: >-\n      one\n      line\ntags: [b, c]\n")
    {'type': 'claim', 'sources': [{'source': 'a', 'at': 'one line'}], 'tags': ['b', 'c']}
    >>> data_in_plain_layout("type: claim # or not\n"), data_in_plain_layout("a: &b c\n"), data_in_plain_layout("a:\n")
    (None, None, None)
    """
    rare = unusual(content)
    if not rare.isprintable() or ("#" in rare and " #" in content):  # tabs, strange line ends, comments
        return None
    try:
        return _data(content) or None
    except _ForYaml:
        return None


def _data(content: str) -> WrittenMapping:
    """The data; nothing where the last key has no value."""
    root: WrittenMapping = {}
    part: WrittenMapping | list[WrittenValue] = root  # what the lines are in, and how far these are indented
    indent = 0
    above: list[tuple[int, WrittenMapping | list[WrittenValue]]] = []
    waiting: WrittenMapping | None = None  # has `key`, whose value stands below it
    key = ""
    for spaces, dash, name, folded, plain, double, single, words, pairs, several, other in _LINE.findall(content):
        column = len(spaces)
        if waiting is not None:
            above.append((indent, part))
            part = _opened(waiting, key, bool(dash), column - indent, len(above))
            indent, waiting = column, None
        while column < indent:
            indent, part = above.pop()
        if column != indent or other or ": " in plain or plain in _NULLS:
            raise _ForYaml
        value = plain or double or single or _other(folded, words, pairs, several)
        if dash:
            item = _item(part, "" if name else value)
            if value and not name:
                continue
            above.append((indent, part))
            indent, part = column + 2, item
        if not isinstance(part, dict) or not name or name in part:
            raise _ForYaml
        key = sys.intern(name)  # a base has a hundred thousand of each
        if value:
            part[key] = value
        else:
            waiting = part
    return root if waiting is None else {}


def _opened(
    holder: WrittenMapping, key: str, is_list: bool, by: int, depth: int
) -> WrittenMapping | list[WrittenValue]:
    """The list or mapping that begins below a key, indented by so much further, so deep in the record."""
    if by <= 0 or depth > MAX_DEPTH - 4:  # an item with its mapping may still come, and a list of mappings on one line
        raise _ForYaml
    part: WrittenMapping | list[WrittenValue] = [] if is_list else {}
    holder[key] = part
    return part


def _item(part: WrittenMapping | list[WrittenValue], value: WrittenValue) -> WrittenMapping:
    """A new item of a list: the value, or where there is none a mapping, which is given."""
    if not isinstance(part, list):
        raise _ForYaml
    mapping: WrittenMapping = {}
    part.append(value or mapping)
    return mapping


def _other(folded: str, words: str, pairs: str, several: str) -> WrittenValue:
    """The value that one of four forms has; an empty one where none of them stands there."""
    if folded:
        return _unfolded(folded)
    if words:
        return _list(words)
    if pairs:
        return _mapping(pairs)
    return list(map(_mapping, several.split("}, {"))) if several else ""


def _unfolded(block: str) -> str:
    text = block.lstrip(" ")
    return text[:-1].replace("\n" + " " * (len(block) - len(text)), " ")


def _list(words: str) -> list[WrittenValue]:
    items: list[WrittenValue] = [*words.split(", ")]
    if any(item in _NULLS for item in items):
        raise _ForYaml
    return items


def _mapping(pairs: str) -> WrittenMapping:
    split = [pair.split(": ") for pair in pairs.split(", ")]
    mapping: WrittenMapping = {key: value for key, value in split}  # noqa: C416 - typed so
    if len(mapping) < len(split) or not _NULLS.isdisjoint(mapping.values()):
        raise _ForYaml
    return mapping
