"""The types of data without classes: what JSON holds, what our YAML holds, and looks into what other programs wrote.

What is only handed on is an `object`. What others wrote is an `object` too until somebody has looked at it, and
`mapping_or_empty`, `list_or_empty` and `text_or_empty` look: a value of another shape counts as one that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
"""What `json.dumps` writes; sequences and mappings are those that nobody changes any more."""

JsonObject: TypeAlias = Mapping[str, JsonValue]

WrittenValue: TypeAlias = "str | list[WrittenValue] | dict[str, WrittenValue]"
"""A value of a record's file as it is written: scalars are texts until the schema has looked at them."""

WrittenMapping: TypeAlias = dict[str, WrittenValue]


def mapping_or_empty(value: object) -> Mapping[str, object]:
    """A value that ought to be a mapping of texts; an empty one where it is something else.

    >>> mapping_or_empty({"a": 1}), mapping_or_empty("a")
    ({'a': 1}, {})
    """
    return value if isinstance(value, Mapping) else {}


def value_at(data: object, path: Sequence[str | int]) -> object:
    """What stands at a path of keys and numbers; None where nothing does.

    >>> value_at({"a": [{"b": "c"}]}, ("a", 0, "b")), value_at({"a": []}, ("a", 0))
    ('c', None)
    """
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and -len(data) <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def put_at(data: object, path: Sequence[str | int], value: object) -> None:
    """Let a value stand at a path of keys and numbers, in a mapping or a list that is there.

    >>> data = {"a": ["b"]}
    >>> put_at(data, ("a", 0), "c")
    >>> data
    {'a': ['c']}
    """
    holder, last = value_at(data, path[:-1]), path[-1]
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list):
        holder[int(last)] = value


def list_or_empty(value: object) -> Sequence[object]:
    """A value that ought to be a list; an empty one where it is something else.

    >>> list_or_empty(["a"]), list_or_empty("a")
    (['a'], [])
    """
    return value if isinstance(value, list) else []


def text_or_empty(value: object) -> str:
    """A value that ought to be a text; an empty one where it is something else.

    >>> text_or_empty("a"), text_or_empty(None)
    ('a', '')
    """
    return value if isinstance(value, str) else ""
