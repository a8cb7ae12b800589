"""Which records are near each other, so that a text of one bears on what is found at another.

A record is near those that it names as ends of its steps, by any other relation to claims and questions, or by beliefs, and near
those like it, whose titles or statements are compared with its own. Both are told by keys that are read off the one record:
so an index of the keys finds who is near without the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cruxbase.checks.duplicates import statement_keys, title_keys
from cruxbase.checks.plain_statements import denial_keys
from cruxbase.checks.prose_links import names_by_title
from cruxbase.checks.texts import content_of, words_of
from cruxbase.support.incremental import key_marks

if TYPE_CHECKING:
    from cruxbase.records.written import WrittenRecord

ANY_TITLE = "any title"
"""What a record reads whose text names another by its title: the title of each."""

_NAMING = frozenset(
    (
        *("supports", "attacks", "requires", "refines", "answers", "sides", "decides", "premises"),
        *("holds", "rejects", "suspends", "conditionals", "backbone", "cruxes", "inputs", "variables", "outputs"),
    )
)
_END = ("claim", "record", "question", "with", "of", "given")
_STEP_ENDS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def keys(data: WrittenRecord) -> list[str]:
    """The keys of a record: the ids that it names, and what it shares with those like it."""
    return [*named(data), *alike(data)]


def marks(data: WrittenRecord) -> bytes:
    """The keys of a record as an index has them."""
    return key_marks(keys(data))


def named(data: WrittenRecord) -> list[str]:
    """The ids, or former ids, of the records whose texts bear on what is found at a record, as it names them."""
    ids: list[str] = []  # filled by what reads it: this runs for every record
    for key, written in data.items():
        if key in _NAMING:
            _add_ids(ids, written)
        elif key == "undercuts":
            ids += undercut_ends(data)
    ids += data.get("credences", ())
    ids += data.get("estimates", ())
    return ids


def undercut_ends(data: WrittenRecord) -> list[str]:
    """The ids in the names of the steps that a record undercuts.

    >>> undercut_ends({"undercuts": ["a -> b", {"step": "an-argument"}]})
    ['a', 'b', 'an-argument']
    """
    names = (entry if isinstance(entry, str) else entry["step"] for entry in data.get("undercuts", ()))
    return [id for name in names for id in _STEP_ENDS.findall(name.partition("(")[0])]


def _add_ids(ids: list[str], entries: object) -> None:
    """Add the ids in what stands under a relation: one, a list of them, or entries that have them."""
    if isinstance(entries, str):
        ids.append(entries)
    elif isinstance(entries, dict):
        for key in _END:
            if key in entries:
                _add_ids(ids, entries[key])
    elif isinstance(entries, list):
        for entry in entries:
            _add_ids(ids, entry)


def alike(data: WrittenRecord) -> Iterator[str]:
    """What a record shares with those like it: the keys by which checks compare titles and statements."""
    kind = data["type"]
    words = words_of(data["title"]) if "title" in data else []
    content = content_of(words)
    yield from title_keys(kind, data, words, content)
    yield from statement_keys(kind, data)
    yield from denial_keys(kind, content)
    if names_by_title(data):
        yield ANY_TITLE
