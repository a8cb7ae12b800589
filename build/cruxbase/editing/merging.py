"""Two changes of one record joined key by key: what git's lines cannot do, since both add a line at one place.

The common ancestor decides what each side changed. Items of lists are told apart by what they name, entries of mappings
by their keys; a source or a premise that each side added is there afterwards, whoever comes first.
"""

from __future__ import annotations

from typing import NamedTuple

from cruxbase.editing.formatting import formatted
from cruxbase.editing.record_edits import item_text, node_at, with_item, without
from cruxbase.parsing.layout import Collection, layout
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text
from cruxbase.support.plain_data import WrittenMapping, mapping_or_empty

_NAMES = ("claim", "step", "question", "record", "source", "of", "name", "variable")
_LESS, _EQUAL, _MORE = "<" * 7, "=" * 7, ">" * 7


class MergedRecord(NamedTuple):
    """Two changes of one record, joined.

    Attributes:
        text: of the record; around what both changed otherwise stand git's own marks of a conflict.
        conflicts: what both changed otherwise, as `statement` or `supports: a-claim`.
    """

    text: str
    conflicts: tuple[str, ...]


class _Unreadable(Exception):
    """A version is not valid YAML, so that its lines are git's business."""


class _Sides(NamedTuple):
    """The three versions: texts, and plain data."""

    ours: str
    theirs: str
    base_data: WrittenMapping
    their_data: WrittenMapping


def merged_record(base: str, ours: str, theirs: str) -> MergedRecord | None:
    r"""The record with both changes; None where a version is not valid YAML.

    Args:
        base: the text of the common ancestor.
        ours: the text with one change, which decides on layout and comments.
        theirs: the text with the other.

    >>> base, ours, theirs = ("type: claim\nsources: [" + names + "]\n" for names in ("a", "a, b", "a, c"))
    >>> merged_record(base, ours, theirs).text
    'type: claim\nsources: [a, b, c]\n'
    """
    try:
        base_data, their_data, _ = (_data(text) for text in (base, theirs, ours))
        return _merged(base_data, their_data, *(text.replace("\r\n", "\n") for text in (ours, theirs)))
    except _Unreadable:  # a version, or the two together: one uses an anchor of the other's, say
        return None


def _merged(base_data: WrittenMapping, their_data: WrittenMapping, ours: str, theirs: str) -> MergedRecord:
    """The record with both changes.

    Raises:
        _Unreadable: what would come out is not valid YAML.
    """
    plain = (ours, theirs)
    was_formatted = formatted(plain[0]) == plain[0]
    sides = _Sides(plain[0], plain[1], base_data, their_data)
    made, conflicts = sides.ours, []
    for key in dict.fromkeys((*base_data, *their_data)):
        made, found = _joined_key(sides, made, key)
        conflicts += found
    if was_formatted:
        made = formatted(made)
    for key in conflicts:
        made = _marked(sides, made, key.partition(":")[0])
    return MergedRecord(made, tuple(conflicts))


def _data(text: str) -> WrittenMapping:
    read = located(Text("", text.replace("\r\n", "\n")))
    if read.data is None or any(problem.severity == "error" for problem in read.problems):
        raise _Unreadable
    return read.data


def _joined_key(sides: _Sides, made: str, key: str) -> tuple[str, list[str]]:
    """The text with one key joined, and what is in conflict there."""
    base, their = sides.base_data.get(key), sides.their_data.get(key)
    our = _data(made).get(key)
    if their in (base, our):
        return made, []
    if our == base:
        return _taken(sides, made, key), []
    if all(value is None or isinstance(value, list) for value in (base, our, their)):
        return _joined_list(sides, made, key)
    if all(value is None or isinstance(value, dict) for value in (base, our, their)):
        return _joined_mapping(sides, made, key)
    return made, [key]


def _taken(sides: _Sides, made: str, key: str) -> str:
    """The text with a key as they have it."""
    theirs = _key_text(sides.theirs, key)
    span = _key_span(made, key)
    if theirs is None:
        return made if span is None else without(made, "", (key,))
    if span is None:
        return f"{made.rstrip()}\n{theirs}\n"
    return f"{made[: span[0]]}{theirs}{made[span[1] :]}"


def _key_span(text: str, key: str) -> tuple[int, int] | None:
    for entry in layout(Text("", text)).root.entries:
        if entry.name == key and entry.key is not None:
            end = entry.value.end
            while end > entry.key.start and text[end - 1] == "\n":
                end -= 1
            line = text.find("\n", end)
            return entry.key.start, len(text) if line < 0 else line
    return None


def _key_text(text: str, key: str) -> str | None:
    span = _key_span(text, key)
    return None if span is None else text[span[0] : span[1]].rstrip()


def _name(item: object) -> str:
    """What tells an item from the others of its list."""
    if not isinstance(item, dict):
        return str(item)
    named = next((str(item[name]) for name in _NAMES if name in item), "")
    return f"{named} {item.get('at', '')}{item.get('id', '')}{item.get('given', '')}".strip()


def _joined_list(sides: _Sides, made: str, key: str) -> tuple[str, list[str]]:
    base = {_name(item): item for item in sides.base_data.get(key) or ()}
    their = {_name(item): (place, item) for place, item in enumerate(sides.their_data.get(key) or ())}
    conflicts = []
    for name, item in base.items():
        ours = {_name(one): (place, one) for place, one in enumerate(_data(made).get(key) or ())}
        changed = their[name][1] if name in their else None
        kept = ours[name][1] if name in ours else None
        if changed in (item, kept):
            continue
        if kept != item:
            conflicts.append(f"{key}: {name}")
            continue
        made = without(made, "", (key, ours[name][0]))
        if changed is not None:
            made = with_item(made, "", key, item_text(sides.theirs, "", key, their[name][0]))
    for name, (place, item) in their.items():
        if name in base:
            continue
        ours = {_name(one): (number, one) for number, one in enumerate(_data(made).get(key) or ())}
        if name not in ours:
            made = with_item(made, "", key, item_text(sides.theirs, "", key, place))
        elif ours[name][1] != item:
            conflicts.append(f"{key}: {name}")
    return made, conflicts


def _joined_mapping(sides: _Sides, made: str, key: str) -> tuple[str, list[str]]:
    base, their = mapping_or_empty(sides.base_data.get(key)), mapping_or_empty(sides.their_data.get(key))
    conflicts = []
    for name in dict.fromkeys((*base, *their)):
        our = mapping_or_empty(_data(made).get(key))
        was, changed, kept = base.get(name), their.get(name), our.get(name)
        if changed in (was, kept):
            continue
        if kept != was:
            conflicts.append(f"{key}: {name}")
            continue
        if name in our:
            made = without(made, "", (key, name))
        if changed is not None:
            made = _with_entry(sides, made, key, name)
    return made, conflicts


def _with_entry(sides: _Sides, made: str, key: str, name: str) -> str:
    """The text with one entry of a mapping more, as they wrote it."""
    node = node_at(sides.theirs, "", (key,))
    assert isinstance(node, Collection)
    entry = next(entry for entry in node.entries if entry.name == name)
    assert entry.key is not None
    end = entry.value.end
    line = sides.theirs.find("\n", end)
    written = sides.theirs[entry.key.start : end if node.flow or line < 0 else line].rstrip()
    if key not in _data(made):
        return f"{made.rstrip()}\n{key}:\n  {written}\n"
    held = node_at(made, "", (key,))
    assert isinstance(held, Collection)
    if held.flow:
        return f"{made[: held.end - 1].rstrip()}, {written}{made[held.end - 1 :]}"
    end = held.entries[-1].value.end
    line = made.find("\n", end)
    line = len(made) if line < 0 else line
    return f"{made[:line]}\n{' ' * held.column}{written}{made[line:]}"


def _marked(sides: _Sides, made: str, key: str) -> str:
    """The text with both versions of a key between the marks of a conflict, once."""
    if f"{_MORE} theirs: {key}\n" in made:
        return made
    plain = "".join(line for line in made.splitlines(True) if not line.startswith((_LESS, _EQUAL, _MORE)))
    ours = _key_text(plain, key) if _MORE not in made else _key_text(sides.ours, key)
    theirs = _key_text(sides.theirs, key)
    block = f"{_LESS} ours: {key}\n{_lines(ours)}{_EQUAL}\n{_lines(theirs)}{_MORE} theirs: {key}\n"
    if ours is None or ours not in made:
        return f"{made.rstrip()}\n{block}"
    before, _, rest = made.partition(ours)
    return f"{before}{block}{rest.removeprefix(chr(10))}"


def _lines(text: str | None) -> str:
    return "" if text is None else f"{text}\n"
