"""Small changes to the text of one record: a key set, an item added or taken away; all else stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cruxbase.editing.formatting import formatted
from cruxbase.parsing.layout import Collection, Entry, Node, Scalar, layout
from cruxbase.parsing.located import Path
from cruxbase.parsing.raw_text import Text


def edited_record(text: str, path: str, edit: Callable[[str, str], str]) -> str:
    """A record's text after an edit; what was laid out in the one way is so afterwards, and line ends stay.

    Args:
        text: of the record, valid YAML.
        path: its file.
        edit: makes the new text of the text, with plain line ends, and the path.
    """
    crlf = "\r\n" in text
    was_formatted = formatted(text, path) == text
    made = edit(text.replace("\r\n", "\n"), path)
    if was_formatted:
        made = formatted(made, path)
    return made.replace("\n", "\r\n") if crlf else made


def node_at(text: str, path: str, where: Path) -> Node:
    """What stands at a place of a record.

    Raises:
        KeyError: nothing does.
    """
    return _entry_at(text, path, where).value


def _entry_at(text: str, path: str, where: Path) -> Entry:
    node: Node = layout(Text(path, text)).root
    entry = Entry(None, node)
    for part in where:
        if not isinstance(node, Collection):
            raise KeyError(where)
        if isinstance(part, int) and not node.is_mapping:
            if part >= len(node.entries):
                raise KeyError(where)
            entry = node.entries[part]
        else:
            entry = next((one for one in node.entries if node.is_mapping and one.name == str(part)), Entry(None, node))
            if entry.key is None:
                raise KeyError(where)
        node = entry.value
    return entry


def with_keys(text: str, path: str, where: Path, short: str, keys: Mapping[str, str]) -> str:
    """The text with keys set in a part of the record, which may be written in its short form.

    Args:
        text: of the record.
        path: its file.
        where: the part.
        short: the key that the short form leaves out.
        keys: what to set, as it is to be written.
    """
    node = node_at(text, path, where)
    if isinstance(node, Scalar):
        written = text[node.start : node.end]
        inner = ", ".join(f"{key}: {value}" for key, value in {short: written, **keys}.items())
        return f"{text[: node.start]}{{{inner}}}{text[node.end :]}"
    if not node.is_mapping:  # a range in brackets
        inner = ", ".join(f"{key}: {value}" for key, value in {short: text[node.start : node.end], **keys}.items())
        return f"{text[: node.start]}{{{inner}}}{text[node.end :]}"
    for key, value in keys.items():
        text = _with_key(text, path, where, key, value)
    return text


def _with_key(text: str, path: str, where: Path, key: str, value: str) -> str:
    node = node_at(text, path, where)
    assert isinstance(node, Collection)
    held = next((entry.value for entry in node.entries if entry.name == key), None)
    if isinstance(held, Scalar):
        return f"{text[: held.start]}{value}{text[held.end :]}"
    last = node.entries[-1].value
    end = last.end
    if node.flow:
        return f"{text[:end]}, {key}: {value}{text[end:]}"
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    return f"{text[:line]}\n{' ' * node.column}{key}: {value}{text[line:]}"


def with_top_key(text: str, path: str, key: str, value: str) -> str:
    """The text with a key at the top of the record set."""
    root = layout(Text(path, text)).root
    held = next((entry.value for entry in root.entries if entry.name == key), None)
    if held is not None:
        return f"{text[: held.start]}{value}{text[held.end :]}"
    return f"{text.rstrip()}\n{key}: {value}\n"


def with_item(text: str, path: str, key: str, item: str) -> str:
    """The text with one more item in a list at the top of the record, which is made where there is none.

    Args:
        text: of the record.
        path: its file.
        key: of the list.
        item: as it is to be written: one line, or the lines of a mapping without indentation.
    """
    root = layout(Text(path, text)).root
    held = next((entry.value for entry in root.entries if entry.name == key), None)
    lines = item.split("\n")
    if held is None:
        body = f" [{item}]" if len(lines) == 1 and ":" not in item and "#" not in item else _block(lines, 2)
        return f"{text.rstrip()}\n{key}:{body}\n"
    assert isinstance(held, Collection)
    if held.flow and len(lines) == 1:
        before = text[: held.end - 1].rstrip().rstrip(",")
        return f"{before}{', ' if held.entries else ''}{item}{text[held.end - 1 :]}"
    if held.flow:
        entry = next(entry for entry in root.entries if entry.name == key)
        kept = "".join(_block([text[one.value.start : one.value.end]], 2) for one in held.entries)
        assert entry.key is not None
        return f"{text[: entry.key.end]}:{kept}{_block(lines, 2)}{text[held.end :]}"
    end = _end_of_line(text, held.entries[-1].value.end)
    return f"{text[:end]}{_block(lines, held.column)}{text[end:]}"


def _block(lines: list[str], column: int) -> str:
    pad = " " * column
    first, *rest = lines
    return f"\n{pad}- {first}" + "".join(f"\n{pad}  {line}" if line else "\n" for line in rest)


def _end_of_line(text: str, at: int) -> int:
    """The end of the line that holds a place; what ends a block text is not part of it."""
    while at > 0 and text[at - 1] == "\n":
        at -= 1
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def item_text(text: str, path: str, key: str, index: int) -> str:
    """An item of a list as it is written, its comments included, without indentation."""
    start, end, column = _item_lines(text, path, (key, index))
    if column < 0:
        node = node_at(text, path, (key, index))
        return text[node.start : node.end]
    lines = text[start:end].rstrip("\n").split("\n")
    return "\n".join([lines[0][column + 2 :], *(line[column + 2 :] for line in lines[1:])])


def without(text: str, path: str, where: Path) -> str:
    """The text without an item of a list or an entry of a mapping; where nothing is left of that, without it too."""
    parent = node_at(text, path, where[:-1])
    assert isinstance(parent, Collection)
    if len(parent.entries) == 1 and len(where) > 1:
        return without(text, path, where[:-1])
    if parent.flow:
        place = next(n for n, entry in enumerate(parent.entries) if n == where[-1] or entry.name == where[-1])
        entry = parent.entries[place]
        begin = entry.key.start if entry.key is not None else entry.value.start
        if place + 1 < len(parent.entries):
            other = parent.entries[place + 1]
            end = other.key.start if other.key is not None else other.value.start
            return text[:begin] + text[end:]
        before = parent.entries[place - 1].value.end
        return text[:before] + text[entry.value.end :]
    start, end, _ = _item_lines(text, path, where)
    return text[:start] + text[end:]


def _item_lines(text: str, path: str, where: Path) -> tuple[int, int, int]:
    """The lines of an entry, from its first to after its last, and the column of its sign; −1 in brackets."""
    parent = node_at(text, path, where[:-1]) if where[:-1] else layout(Text(path, text)).root
    assert isinstance(parent, Collection)
    if parent.flow:
        return 0, 0, -1
    entry = _entry_at(text, path, where)
    begin = entry.key.start if entry.key is not None else entry.value.start
    start = text.rfind("\n", 0, begin) + 1
    end = _end_of_line(text, entry.value.end)
    column = parent.column
    return start, min(end + 1, len(text)), column
