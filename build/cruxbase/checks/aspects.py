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
SUPPORTS = "supports"
ATTACKS = "attacks"
UNDERCUTS = "undercuts"
REQUIREMENTS = "requirements"
REFINEMENTS = "refinements"
ANSWERS = "answers"
SIDES = "sides"
VERSIONS = "versions"
BELIEFS = "beliefs"
CITATIONS = "citations"
SHAPE = "shape"
TODAY = "today"

TEXTS = frozenset((TITLES, STATEMENTS, WARRANTS, PROSE))
"""The aspects of a record that are running text."""

STEPS = frozenset((SUPPORTS, ATTACKS))
"""The aspects of a record that are steps. The premises of an argument count as both: they may be for or against."""

RELATIONS = STEPS | {UNDERCUTS, REQUIREMENTS, REFINEMENTS, ANSWERS, SIDES}
"""Those that are relations to claims and questions, without what else stands in their entries: warrants and citations."""

REFERENCES = RELATIONS | {VERSIONS, BELIEFS, CITATIONS, SHAPE}
"""Those that hold what the record refers to. `SHAPE` is all that has no aspect of its own."""

EVERYTHING = TEXTS | REFERENCES | {TODAY}

_TEXTS = {"title": TITLES, "statement": STATEMENTS, "because": WARRANTS}
_TEXTS |= dict.fromkeys(("summary", "notes", "question", "condition", "would_settle"), PROSE)
_ENTRIES = {
    "supports": SUPPORTS,
    "attacks": ATTACKS,
    "undercuts": UNDERCUTS,
    "requires": REQUIREMENTS,
    "answers": ANSWERS,
    "refines": REFINEMENTS,
}
"""The relations whose entries may have a warrant and citations."""

_STRUCTURE = dict.fromkeys(("sides", "decides"), SIDES)
_STRUCTURE |= dict.fromkeys(("credences", "holds", "rejects", "suspends", "conditionals", "estimates"), BELIEFS)
_STRUCTURE["sources"] = CITATIONS
_ASKING = frozenset(("question", "crux"))
_NOTES_COUNT = frozenset(("person", "viewpoint"))
"""Types whose notes answer findings by being there, or by the years that they name."""


def changed_aspects(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The aspects under which two contents of one record differ.

    The order of keys and entries counts: which of two records or steps is the first depends on it.

    >>> sorted(changed_aspects({"title": "A", "supports": ["b"]}, {"title": "B", "supports": ["c"]}))
    ['supports', 'titles']
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
        elif key == "premises":
            found |= STEPS
        elif key not in _ENTRIES:
            found.add(_STRUCTURE.get(key, SHAPE))
        else:
            relation = VERSIONS if before.get("type") == "source" else _ENTRIES[key]
            if msgpack.packb(_bare(one)) != msgpack.packb(_bare(other)):
                found.add(relation)
            if _part(one, "because") != _part(other, "because"):
                found.add(WARRANTS)
            if _part(one, "sources") != _part(other, "sources"):
                found.add(CITATIONS)
    return frozenset(found)


def _text_aspect(key: str, data: Mapping[str, object]) -> str | None:
    """The aspect of the text under a key; None where no text stands there, or it counts as more."""
    kind = data.get("type")
    if (key == "question" and kind not in _ASKING) or (key == "notes" and kind in _NOTES_COUNT):
        return None
    return _TEXTS.get(key)


def _bare(entries: object) -> object:
    """Entries without what stands in them beside the relation itself, of which only that it is there is left."""
    if not isinstance(entries, list):
        return entries
    return [{key: None if key in _BESIDE else e[key] for key in e} if isinstance(e, dict) else e for e in entries]


_BESIDE = frozenset(("because", "sources"))


def _part(entries: object, key: str) -> list[object]:
    """What stands under a key in which of some entries."""
    if not isinstance(entries, list):
        return []
    return [(place, e[key]) for place, e in enumerate(entries) if isinstance(e, dict) and key in e]
