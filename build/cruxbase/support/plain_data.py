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
