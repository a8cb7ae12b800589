"""How a text is laid out: its values with their places and styles, and its comments.

Checks need no more than data and spans. Whoever rewrites a text needs to know how each thing was written,
so that it can be written the same way again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from cruxbase.parsing.located import _root  # the one place that composes
from cruxbase.parsing.raw_text import Text

_COMMENT = re.compile(r"#[^\n]*")


class Scalar(NamedTuple):
    """A text value as it was written.

    Attributes:
        value: what it says.
        start: offset of its first character.
        end: offset after its last character; blank lines and comments that follow are not part of it.
        style: empty for plain, or `'`, `"`, `|`, `>`.
    """

    value: str
    start: int
    end: int
    style: str


class Entry(NamedTuple):
    """A key with its value, or an item of a list, which has no key."""

    key: Scalar | None
    value: Node

    @property
    def start(self) -> int:
        """Offset of its first word."""
        return self.key.start if self.key is not None else first_word(self.value)

    @property
    def name(self) -> str:
        """The key's text; empty for an item."""
        return self.key.value if self.key is not None else ""


class Collection(NamedTuple):
    """A mapping or a list as it was written.

    Attributes:
        entries: what it holds, in the order of the text.
        is_mapping: whether it is a mapping.
        start: offset of its first character.
        end: offset after its last character.
        flow: whether it is written in brackets or braces.
        column: of its entries, counted from 0.
    """

    entries: tuple[Entry, ...]
    is_mapping: bool
    start: int
    end: int
    flow: bool
    column: int


Node = Scalar | Collection


class Comment(NamedTuple):
    """A comment.

    Attributes:
        text: from its number sign to the end of its line.
        start: offset of the number sign.
        own_line: whether nothing else stands on its line.
        column: of the number sign, counted from 0.
    """

    text: str
    start: int
    own_line: bool
    column: int


class Layout(NamedTuple):
    """A whole text taken apart."""

    root: Collection
    comments: tuple[Comment, ...]


def layout(text: Text) -> Layout:
    """The layout of a text that `located` reads without an error."""
    root = _node(_root(text), text.content)
    assert isinstance(root, Collection)
    return Layout(root, tuple(_comments(root, text.content)))


def first_word(node: Node) -> int:
    """Offset of the first scalar in a node, or of the node where it holds none."""
    while isinstance(node, Collection):
        if not node.entries:
            return node.start
        entry = node.entries[0]
        node = entry.key if entry.key is not None else entry.value
    return node.start


def scalars(node: Node) -> Iterator[Scalar]:
    """The scalars in a node, keys too, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
        return
    for entry in node.entries:
        if entry.key is not None:
            yield entry.key
        yield from scalars(entry.value)


def _node(node: yaml.Node, content: str) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        style = node.style or ""
        if style in ("|", ">") and "+" in content[start : start + 3]:
            end -= content[end - 1] == "\n"  # the blank lines before it are part of the text
        else:
            end = start + len(content[start:end].rstrip())
        return Scalar(node.value, start, end, style)
    if isinstance(node, yaml.MappingNode):
        entries = tuple(Entry(_key(key, content), _node(value, content)) for key, value in node.value)
    else:
        entries = tuple(Entry(None, _node(item, content)) for item in node.value)
    is_flow = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
    column = start - (content.rfind("\n", 0, start) + 1)
    return Collection(entries, isinstance(node, yaml.MappingNode), start, end, is_flow, column)


def _key(node: yaml.Node, content: str) -> Scalar:
    key = _node(node, content)
    assert isinstance(key, Scalar)
    return key


def _comments(root: Collection, content: str) -> Iterator[Comment]:
    """The comments between the scalars, and those after the signs that begin a block scalar."""
    end = 0
    for scalar in (*scalars(root), Scalar("", len(content), len(content), "")):
        for match in _COMMENT.finditer(content, end, scalar.start):
            yield _comment(match, content)
        end = scalar.end
        if scalar.style in ("|", ">"):
            head = content.find("\n", scalar.start)
            after_sign = _COMMENT.search(content, scalar.start, head if head >= 0 else len(content))
            if after_sign is not None:
                yield _comment(after_sign, content)


def _comment(match: re.Match[str], content: str) -> Comment:
    start = match.start()
    line = content.rfind("\n", 0, start) + 1
    return Comment(match[0].rstrip(), start, not content[line:start].strip(), start - line)
