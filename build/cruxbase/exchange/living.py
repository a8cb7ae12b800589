"""A living bibliography: what an import wrote is remembered, so that the next one updates that and nothing an editor changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from cruxbase.records.identifiers import plain_identifier, same_text

FILE = "imported-sources.json"
"""Stands beside the folder of the base, and is meant to be kept with it, as a lock file is."""

_IDENTIFIERS = ("doi", "arxiv", "forum_id", "url")


class Written(NamedTuple):
    """What an import wrote of one entry.

    Attributes:
        id: of the source record.
        data: the record's data, as it was written.
    """

    id: str
    data: Mapping[str, object]


class ImportMemory:
    """What earlier imports wrote, by the file's name and the entry's key."""

    def __init__(self, entries: Mapping[str, Written] | None = None) -> None:
        self.entries = dict(entries or {})

    @classmethod
    def read(cls, folder: Path) -> ImportMemory:
        """What is remembered beside a base; nothing where there is no such file, or it is none of ours."""
        try:
            content = json.loads((folder / FILE).read_text(encoding="utf-8"))
            entries = {key: Written(str(one["id"]), dict(one["wrote"])) for key, one in content["entries"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()
        return cls(entries)

    def text(self) -> str:
        """The content of the file that remembers."""
        entries = {key: {"id": one.id, "wrote": dict(one.data)} for key, one in sorted(self.entries.items())}
        about = (
            "What `cruxbase import` wrote, so that importing again keeps what editors changed. Keep it with the base."
        )
        return json.dumps({"about": about, "version": 1, "entries": entries}, ensure_ascii=False, indent=1) + "\n"


class Merged(NamedTuple):
    """A record brought up to date.

    Attributes:
        changes: new values of keys; None where a key goes.
        kept: keys that an editor changed and the bibliography too; the editor's value stays.
    """

    changes: Mapping[str, object]
    kept: tuple[str, ...]


def merged(wrote: Mapping[str, object], current: Mapping[str, object], new: Mapping[str, object]) -> Merged:
    """The changes that bring a record up to date with its entry, and leave alone what an editor changed.

    Args:
        wrote: what the last import wrote.
        current: what the record says now.
        new: what the entry says now.

    >>> merged({"title": "A", "url": "u"}, {"title": "B", "url": "u"}, {"title": "C", "url": "v"})
    Merged(changes={'url': 'v'}, kept=('title',))
    """
    changes: dict[str, object] = {}
    kept = []
    for key in dict.fromkeys((*wrote, *new)):
        before, now, then = (_plain(data.get(key)) for data in (wrote, current, new))
        if then in (before, now):
            continue
        if now == before:
            changes[key] = new.get(key)
        else:
            kept.append(key)
    return Merged(changes, tuple(kept))


def _plain(value: object) -> object:
    """A value as it is compared, whether it comes from a file or from JSON."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value if value is None else str(value)


class KnownSources:
    """Finds the source that is the same text as an entry."""

    def __init__(self, sources: Iterable[tuple[str, Mapping[str, object]]]) -> None:
        self._data: dict[str, Mapping[str, object]] = {}
        self._by: dict[tuple[str, str], list[str]] = {}
        for id, data in sources:
            self.add(id, data)

    def add(self, id: str, data: Mapping[str, object]) -> None:
        """Know one more source."""
        self._data[id] = data
        for key in _keys(data):
            self._by.setdefault(key, []).append(id)

    def same_as(self, data: Mapping[str, object]) -> str | None:
        """The id of the source that is the same text, if there is one."""
        for key in _keys(data):
            for id in self._by.get(key, ()):
                if same_text(self._data[id], data):
                    return id
        return None


def _keys(data: Mapping[str, object]) -> list[tuple[str, str]]:
    keys = [(key, plain_identifier(key, str(data[key]))) for key in _IDENTIFIERS if key in data]
    words = "".join(sign for sign in str(data.get("title", "")).casefold() if sign.isalnum())
    return [*keys, ("title", words)]
