"""What a check of the whole base may read of its records, in parts that change apart from each other.

Most edits change a text, and most checks read none. So a record is seen under a few aspects; what an edit changed is told
in them, and each check declares which it reads.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgpack

TITLES = "titles"
STATEMENTS = "statements"
WARRANTS = "warrants"
PROSE = "prose"
SHAPE = "shape"
TODAY = "today"

TEXTS = frozenset((TITLES, STATEMENTS, WARRANTS, PROSE))
"""The aspects of a record that are running text; `SHAPE` is all the rest, and which texts there are."""

EVERYTHING = TEXTS | {SHAPE}

_ASPECT_OF = {"title": TITLES, "statement": STATEMENTS, "because": WARRANTS}
_ASPECT_OF |= dict.fromkeys(("summary", "notes", "condition", "would_settle"), PROSE)
_ASKING = frozenset(("question", "crux"))
_WITH_WARRANTS = frozenset(("supports", "attacks", "undercuts", "requires", "answers", "refines"))


def changed_aspects(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The aspects under which two contents of one record differ.

    The order of keys and entries belongs to the shape: which of two records or steps is the first depends on it.

    >>> sorted(changed_aspects({"title": "A", "supports": ["b"]}, {"title": "B", "supports": ["c"]}))
    ['shape', 'titles']
    """
    shapes = msgpack.packb(_shape(before)), msgpack.packb(_shape(after))
    found = {SHAPE} if shapes[0] != shapes[1] else set()
    for key in before.keys() | after.keys():
        aspect = _aspect(key, before if key in before else after)
        if aspect != SHAPE and _texts(before.get(key)) != _texts(after.get(key)):
            found.add(aspect)
    return frozenset(found)


def _texts(value: object) -> object:
    """What stands under a key as far as it is text: of relations, the warrants."""
    if isinstance(value, list):
        return [entry.get("because") if isinstance(entry, dict) else None for entry in value]
    return value


def _aspect(key: str, data: Mapping[str, object]) -> str:
    """The aspect that the text under a key belongs to; that of relations, the only text of which is their warrants."""
    if key in _WITH_WARRANTS:
        return WARRANTS
    if key == "question":
        return PROSE if data.get("type") in _ASKING else SHAPE
    if key == "notes" and data.get("type") == "viewpoint":
        return SHAPE  # the years that they speak of answer a finding
    return _ASPECT_OF.get(key, SHAPE)


def _shape(data: Mapping[str, object]) -> dict[str, object]:
    """A record without its texts: what it is, says by numbers and ids, and refers to."""
    shape: dict[str, object] = {}
    for key, value in data.items():
        if key in _WITH_WARRANTS:
            shape[key] = [_without_warrant(entry) for entry in value] if isinstance(value, list) else value
        else:
            shape[key] = value if _aspect(key, data) == SHAPE else None
    return shape


def _without_warrant(entry: object) -> object:
    return {**entry, "because": None} if isinstance(entry, dict) and "because" in entry else entry
