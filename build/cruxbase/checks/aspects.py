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
RELATIONS = "relations"
BELIEFS = "beliefs"
CITATIONS = "citations"
SHAPE = "shape"
TODAY = "today"

TEXTS = frozenset((TITLES, STATEMENTS, WARRANTS, PROSE))
"""The aspects of a record that are running text."""

REFERENCES = frozenset((RELATIONS, BELIEFS, CITATIONS, SHAPE))
"""Those that hold what the record refers to. `SHAPE` is all that has no aspect of its own."""

EVERYTHING = TEXTS | REFERENCES | {TODAY}

_TEXTS = {"title": TITLES, "statement": STATEMENTS, "because": WARRANTS}
_TEXTS |= dict.fromkeys(("summary", "notes", "question", "condition", "would_settle"), PROSE)
_WITH_WARRANTS = frozenset(("supports", "attacks", "undercuts", "requires", "answers", "refines"))
_STRUCTURE = dict.fromkeys((*_WITH_WARRANTS, "sides", "decides", "premises"), RELATIONS)
_STRUCTURE |= dict.fromkeys(("credences", "holds", "rejects", "suspends", "conditionals", "estimates"), BELIEFS)
_STRUCTURE["sources"] = CITATIONS
_ASKING = frozenset(("question", "crux"))
_NOTES_COUNT = frozenset(("person", "viewpoint"))
"""Types whose notes answer findings by being there, or by the years that they name."""


def changed_aspects(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The aspects under which two contents of one record differ.

    The order of keys and entries counts: which of two records or steps is the first depends on it.

    >>> sorted(changed_aspects({"title": "A", "supports": ["b"]}, {"title": "B", "supports": ["c"]}))
    ['relations', 'titles']
    """
    found: set[str] = set()
    if [key for key in before if key in after] != [key for key in after if key in before]:
        found.add(SHAPE)
    for key in before.keys() | after.keys():
        one, other = before.get(key), after.get(key)
        if msgpack.packb(one) == msgpack.packb(other):
            continue
        text = _text_aspect(key, before if key in before else after)
        if text is not None:
            found.add(text)
        elif key not in _WITH_WARRANTS:
            found.add(_STRUCTURE.get(key, SHAPE))
        else:
            if msgpack.packb(_without_warrants(one)) != msgpack.packb(_without_warrants(other)):
                found.add(RELATIONS)
            if _warrants(one) != _warrants(other):
                found.add(WARRANTS)
    return frozenset(found)


def _text_aspect(key: str, data: Mapping[str, object]) -> str | None:
    """The aspect of the text under a key; None where no text stands there, or it counts as more."""
    kind = data.get("type")
    if (key == "question" and kind not in _ASKING) or (key == "notes" and kind in _NOTES_COUNT):
        return None
    return _TEXTS.get(key)


def _without_warrants(entries: object) -> object:
    if not isinstance(entries, list):
        return entries
    return [{**e, "because": None} if isinstance(e, dict) and "because" in e else e for e in entries]


def _warrants(entries: object) -> list[object]:
    return [e.get("because") for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
