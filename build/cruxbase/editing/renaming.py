"""A record given another id: its file, the references to it, and an alias that keeps old links working."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import NamedTuple

from cruxbase.editing.files import Moved, Task, replace_all
from cruxbase.editing.formatting import formatted
from cruxbase.editing.prose_links import prose_files, with_links
from cruxbase.editing.texts import Texts, texts_of
from cruxbase.parsing.layout import Collection, Node, Scalar, layout
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text
from cruxbase.parsing.references import Reference, references
from cruxbase.records import is_id
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.plain_data import WrittenMapping


class CannotRename(CruxbaseError):
    """The record cannot have that id; the message is a sentence for whoever asked."""


class Renamed(NamedTuple):
    """What a renaming would do.

    Attributes:
        root: the folder with the records.
        texts: the base as it is on disk.
        changed: new texts by path; the record itself is under its old path.
        old_path: of the record.
        new_path: of the record, afterwards.
        references: how many references are rewritten.
        mentions: places in prose that name the old id otherwise than in a link, which are left as they are.
        pages: new texts of the README and of pages beside the base whose links `[[id]]` follow, by location.
    """

    root: str
    texts: Texts
    changed: Mapping[str, str]
    old_path: str
    new_path: str
    references: int
    mentions: tuple[str, ...]
    pages: Mapping[FilePath, str]

    def write(self) -> None:
        """Carry it out: all of it, or after a failure nothing.

        Raises:
            OSError: something cannot be written.
        """
        locations = self.texts.locations
        contents = {locations[path]: text.encode() for path, text in self.changed.items()}
        contents.update({location: text.encode() for location, text in self.pages.items()})
        old = locations[self.old_path]
        new = old.with_name(FilePath(self.new_path).name)
        task = Task(FilePath(self.root), f"rename {old.stem} {new.stem}")
        replace_all(contents, Moved(old, new), task=task)


def renamed(root: str | os.PathLike[str], old: str, new: str) -> Renamed:
    """The renaming of a record; nothing is written.

    Args:
        root: the folder with the records.
        old: the record's id.
        new: the id that it is to have.

    Raises:
        CannotRename: there is no such record, or the new id is malformed or taken.
        NotADirectoryError: `root` is not a folder.
    """
    texts = texts_of(root)
    paths = {path.rpartition("/")[2].removesuffix(".yaml"): path for path in texts.by_path}
    data = {path: _data(text, path) for path, text in texts.by_path.items()}
    _refuse_unfit(old, new, paths, data)
    changed: dict[str, str] = {}
    mentions: list[str] = []
    number = 0
    for path, text in texts.by_path.items():
        read = data[path]
        if path not in texts.readable or old not in text:
            continue
        if read is None:
            mentions.append(f"{path} (its YAML is broken)")
            continue
        places = [reference for reference in references(read) if reference.target == old]
        number += len(places)
        after = with_links(with_references(text, path, places, old, new), old, new)
        if after != text:
            changed[path] = after
        mentions += _mentions(after, path, old)
    home = paths[old]
    changed[home] = with_alias(changed.get(home, texts.by_path[home]), home, old, new)
    new_path = f"{home.rpartition('/')[0]}/{new}.yaml"
    elsewhere = tuple(place for place in mentions if not place.startswith(home + ":"))
    prose = prose_files(FilePath(os.path.abspath(root)).parent)
    pages = {where: after for where, text in prose.values() if (after := with_links(text, old, new)) != text}
    for shown, (where, text) in prose.items():
        elsewhere += tuple(_mentions(pages.get(where, text), shown, old))
    return Renamed(os.path.abspath(root), texts, changed, home, new_path, number, elsewhere, pages)


def _data(text: str, path: str) -> WrittenMapping | None:
    return located(Text(path, text)).data


def _refuse_unfit(
    old: str, new: str, paths: Mapping[str, str], data: Mapping[str, Mapping[str, object] | None]
) -> None:
    if old not in paths:
        raise CannotRename(f"no record is called {old!r}")
    if data[paths[old]] is None:
        raise CannotRename(f"{paths[old]} is not valid YAML; 'cruxbase check' says where")
    if not is_id(new):
        raise CannotRename(f"{new!r} is not an id: lower-case words joined by hyphens")
    if new == old:
        raise CannotRename(f"the record is called {old!r} already")
    taken = next((paths[id] for id in paths if id.lower() == new and id != old), None)
    if taken is not None:
        raise CannotRename(f"the id {new!r} is taken by {taken}")
    for path, record in data.items():
        aliases = (record or {}).get("aliases", ())
        if path != paths[old] and isinstance(aliases, list) and new in aliases:
            raise CannotRename(f"{new!r} is a former id of the record in {path}, and links to it lead there")


def with_references(text: str, path: str, places: Iterable[Reference], old: str, new: str) -> str:
    """The text with the old id replaced at some places, whatever quotes or folds stand around it."""
    root = layout(Text(path, text)).root
    token = _token(old)
    scalars = {_scalar_at(root, place): place.form for place in places}
    for scalar, form in sorted(scalars.items(), key=lambda item: -item[0].start):
        written = text[scalar.start : scalar.end]
        # In brackets after a step's name stands the step's own id.
        ends, bracket, own = written.partition("(") if form == "step" else (written, "", "")
        text = text[: scalar.start] + token.sub(new, ends) + bracket + own + text[scalar.end :]
    return text


def _scalar_at(node: Node, reference: Reference) -> Scalar:
    """The text that names the other record."""
    key: Scalar | None = None
    for step in reference.path:
        assert isinstance(node, Collection)
        if isinstance(step, int) and not node.is_mapping:
            key, node = node.entries[step]
        else:
            key, node = next(entry for entry in node.entries if entry.name == step)
    named = key if reference.form == "key" else node
    assert isinstance(named, Scalar)
    return named


def _token(id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9-]){re.escape(id)}(?![a-z0-9-])")


def _mentions(text: str, path: str, old: str) -> list[str]:
    token = _token(old)
    return [f"{path}:{number}" for number, line in enumerate(text.split("\n"), start=1) if token.search(line)]


def with_alias(text: str, path: str, old: str, new: str) -> str:
    """The record's own text with the old id among its aliases, and the new one no longer."""
    was_formatted = formatted(text, path) == text
    crlf = "\r\n" in text
    root = layout(Text(path, text)).root
    entry = next((entry for entry in root.entries if entry.name == "aliases"), None)
    if entry is None:
        made = text.rstrip() + f"\naliases: [{old}]\n"
    elif isinstance(entry.value, Collection) and entry.value.flow:
        kept = [item.value.value for item in entry.value.entries if isinstance(item.value, Scalar)]
        aliases = ", ".join([*(alias for alias in kept if alias not in (old, new)), old])
        made = f"{text[: entry.value.start]}[{aliases}]{text[entry.value.end :]}"
    elif isinstance(entry.value, Collection):
        made = _with_item(text, entry.value, old, new)
    else:
        made = f"{text[: entry.value.start]}[{old}]{text[entry.value.end :]}"
    if crlf:
        made = made.replace("\r\n", "\n").replace("\n", "\r\n")
    return formatted(made, path) if was_formatted else made


def _with_item(text: str, aliases: Collection, old: str, new: str) -> str:
    """A list with an item a line, with one more, and without the line of one that is no alias any more."""
    lines = text.split("\n")
    items = [item.value for item in aliases.entries if isinstance(item.value, Scalar)]
    at = {item.value: text.count("\n", 0, item.start) for item in items}
    last = at[items[-1].value]
    added = [] if old in at else [" " * aliases.column + f"- {old}"]
    kept = [line for number, line in enumerate(lines[: last + 1]) if number != at.get(new)]
    return "\n".join([*kept, *added, *lines[last + 1 :]])
