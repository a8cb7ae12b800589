"""Which records are near each other, so that a text of one bears on what is found at another.

A record is near those that it names as ends of its steps, by requirements, refinements, answers, sides or beliefs, and near
those like it, whose titles or statements are compared with its own. Both are told by keys that are read off the one record:
so an index of the keys finds who is near without the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cruxbase.checks.duplicates import statement_keys, title_keys
from cruxbase.checks.plain_statements import denial_keys
from cruxbase.checks.prose_links import names_by_title
from cruxbase.checks.texts import words_of
from cruxbase.records.written import WrittenRecord
from cruxbase.support.incremental import key_mark

ANY_TITLE = "any title"
"""What a record reads whose text names another by its title: the title of each."""

_NAMING = ("supports", "attacks", "requires", "refines", "answers", "sides", "premises", "holds", "rejects", "suspends")
_END = ("claim", "record", "question", "with")


def keys(data: WrittenRecord) -> Iterator[str]:
    """The keys of a record: the ids that it names, and what it shares with those like it."""
    yield from named(data)
    yield from alike(data)


def marks(data: WrittenRecord) -> bytes:
    """The keys of a record as an index has them."""
    return b"".join(map(key_mark, keys(data)))


def named(data: WrittenRecord) -> Iterator[str]:
    """The ids, or former ids, of the records whose texts bear on what is found at a record, as it names them."""
    written: Mapping[str, object] = data
    for key in _NAMING:
        if key in written:
            yield from _ids_in(written[key])
    if "credences" in data:
        yield from data["credences"]


def _ids_in(entries: object) -> Iterator[str]:
    """The ids in what stands under a relation: one, a list of them, or entries that have them."""
    if isinstance(entries, str):
        yield entries
    elif isinstance(entries, dict):
        for key in _END:
            if key in entries:
                yield from _ids_in(entries[key])
    elif isinstance(entries, list):
        for entry in entries:
            yield from _ids_in(entry)


def alike(data: WrittenRecord) -> Iterator[str]:
    """What a record shares with those like it: the keys by which checks compare titles and statements."""
    kind = data["type"]
    words = words_of(data["title"]) if "title" in data else []
    yield from title_keys(kind, data, words)
    yield from statement_keys(kind, data)
    yield from denial_keys(kind, words)
    if names_by_title(data):
        yield ANY_TITLE
