"""Which entry of a record each comment belongs to.

A comment on a line of its own belongs to the entry below it, unless it is indented like the end of the list
above it. A comment after something on its line belongs to that. The comments at the top of a file that a
blank line sets off, and those at its very end, belong to the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cruxbase.parsing.layout import Collection, Comment, Entry, Layout, Node, Scalar

Path = tuple[int, ...]
"""Where an entry is: its number in the root, in that entry's value, and so on."""


class Attached(NamedTuple):
    """The comments of a text by what they belong to.

    Attributes:
        header: lines at the top of the file; an empty one stands for a blank line.
        head: lines above an entry, blank ones too.
        tail: the comment at the end of an entry's first line.
        foot: lines after the last entry of a collection.
        unfolded: flow collections that hold comments, and so cannot stand on one line.
    """

    header: tuple[str, ...]
    head: dict[Path, list[str]]
    tail: dict[Path, str]
    foot: dict[Path, list[str]]
    unfolded: frozenset[Path]


def attached(layout: Layout, content: str) -> Attached:
    """The comments and blank lines of a text, each with what it belongs to."""
    attaching = _Attaching(layout, content)
    return attaching.result()


class _Word(NamedTuple):
    """A scalar and where it is: `ends` is the entry whose value it is, None for a key."""

    scalar: Scalar
    path: Path
    is_key: bool


class _Open(NamedTuple):
    """A collection and where it is."""

    collection: Collection
    path: Path


class _Attaching:
    def __init__(self, layout: Layout, content: str) -> None:
        self.content = content
        self.comments = layout.comments
        self.words: list[_Word] = []
        self.collections: list[_Open] = []
        self.starting: dict[int, Path] = {}
        self._walk(layout.root, ())
        self.header: list[str] = []
        self.head: dict[Path, list[str]] = {}
        self.tail: dict[Path, str] = {}
        self.foot: dict[Path, list[str]] = {}
        self.unfolded: set[Path] = set()

    def _walk(self, node: Node, path: Path) -> None:
        if isinstance(node, Scalar):
            self.words.append(_Word(node, path, False))
            return
        self.collections.append(_Open(node, path))
        for number, entry in enumerate(node.entries):
            here = (*path, number)
            # An item and the first key in it begin at the same word: the outermost owns what stands above.
            self.starting.setdefault(entry.start, here)
            if entry.key is not None:
                self.words.append(_Word(entry.key, here, True))
            self._walk(entry.value, here)

    def result(self) -> Attached:
        """Go through the gaps between the words, in the order of the text."""
        remaining = iter(self.comments)
        comment = next(remaining, None)
        for number in range(len(self.words) + 1):
            before = self.words[number - 1] if number else None
            after = self.words[number] if number < len(self.words) else None
            here = []
            limit = after.scalar.start if after is not None else len(self.content)
            while comment is not None and comment.start < limit:
                here.append(comment)
                comment = next(remaining, None)
            self._gap(before, after, here)
        return Attached(tuple(self.header), self.head, self.tail, self.foot, frozenset(self.unfolded))

    def _gap(self, before: _Word | None, after: _Word | None, comments: list[Comment]) -> None:
        """Attach what stands between two words: comments, and whether lines are blank."""
        for comment in comments:
            self._unfold_around(comment.start)
        trailing = [comment for comment in comments if not comment.own_line]
        for comment in trailing:
            self._trailing(comment, before, after)
        start = before.scalar.end if before is not None else 0
        end = after.scalar.start if after is not None else len(self.content)
        lines = list(self._lines(start, end, comments))
        upper = [line for line in lines if isinstance(line, Comment) and self._closes(line, before, after)]
        for comment in upper:
            closed = self._closes(comment, before, after)
            assert closed is not None
            position = lines.index(comment)
            blank = position > 0 and lines[position - 1] is None
            self.foot.setdefault(closed, []).extend([""] * blank + [comment.text])
            del lines[max(position - 1, 0) if blank else position : position + 1]
        self._above(after, [line.text if line is not None else "" for line in lines], before is None)

    def _above(self, after: _Word | None, texts: list[str], at_top: bool) -> None:
        if after is None:
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                self.foot.setdefault((), []).extend(texts)
            return
        if at_top:
            while texts and not texts[0]:
                texts.pop(0)
            if "" in texts:
                last = len(texts) - 1 - texts[::-1].index("")
                self.header = texts[:last]
                texts = texts[last + 1 :]
        if not texts:
            return
        owner = self.starting.get(after.scalar.start)
        if owner is None:  # between a key and its value
            owner = after.path
            texts = [text for text in texts if text]
        self.head.setdefault(owner, []).extend(texts)

    def _lines(self, start: int, end: int, comments: list[Comment]) -> Iterator[Comment | None]:
        """The lines of a gap after its first: comments, and None for one or more blank lines."""
        by_line = {self.content.rfind("\n", 0, c.start): c for c in comments if c.own_line}
        at = start
        blank = False
        if start == 0:
            by_line_first = by_line.get(-1)
            if by_line_first is not None:
                yield by_line_first
        while (newline := self.content.find("\n", at, end)) >= 0:
            at = newline + 1
            following = self.content.find("\n", at, end)
            whole = following >= 0 or end == len(self.content)
            line = self.content[at : following if following >= 0 else end]
            if newline in by_line:
                if blank:
                    yield None
                yield by_line[newline]
                blank = False
            elif not line.strip() and whole:
                blank = True
        if blank:
            yield None

    def _trailing(self, comment: Comment, before: _Word | None, after: _Word | None) -> None:
        """A comment after something on its line."""
        owner = self._ended_on_line(comment, before)
        if owner is None and after is not None:  # after a dash, or after '---'
            self.head.setdefault(self.starting.get(after.scalar.start, after.path), []).append(comment.text)
        elif owner is None:
            self.foot.setdefault((), []).append(comment.text)
        elif owner in self.tail:
            self.head.setdefault(owner, []).append(comment.text)
        else:
            self.tail[owner] = comment.text

    def _ended_on_line(self, comment: Comment, before: _Word | None) -> Path | None:
        """The entry whose value, or key, is the last thing before a comment on its line."""
        if before is None:
            return None
        line = self.content.rfind("\n", 0, comment.start) + 1
        closed = [
            known
            for known in self.collections
            if known.collection.flow
            and known.collection.start <= before.scalar.start
            and line < known.collection.end <= comment.start
        ]
        if closed:
            return closed[0].path
        # The header of a block scalar is inside it.
        on_line = before.scalar.end > line or before.scalar.start >= line
        return before.path if on_line else None

    def _closes(self, comment: Comment, before: _Word | None, after: _Word | None) -> Path | None:
        """The collection whose end a comment belongs to, where it does not belong to what follows."""
        if before is None:
            return None
        here = [
            c for c in self.collections if c.collection.start < comment.start < c.collection.end and c.collection.flow
        ]
        limit = after.scalar.start if after is not None else len(self.content)
        if here and here[0].collection.end <= limit:
            return here[-1].path
        enclosing = [
            known
            for known in self.collections
            if not known.collection.flow
            and known.collection.start <= before.scalar.start < known.collection.end
            and (after is None or known.collection.end <= after.scalar.start)
            and known.collection.column <= comment.column
        ]
        if not enclosing:
            return None
        best = max(enclosing, key=lambda known: (known.collection.column, -len(known.path)))
        if after is not None:
            owner = self.starting.get(after.scalar.start)
            following = self._column_of(owner) if owner is not None else 0
            if comment.column <= following:
                return None
        return best.path

    def _column_of(self, entry: Path) -> int:
        return next(known.collection.column for known in self.collections if known.path == entry[:-1])

    def _unfold_around(self, offset: int) -> None:
        for known in self.collections:
            if known.collection.flow and known.collection.start < offset < known.collection.end:
                self.unfolded.add(known.path)


def entry_at(root: Collection, path: Path) -> Entry:
    """The entry at a path."""
    entry = root.entries[path[0]]
    for number in path[1:]:
        assert isinstance(entry.value, Collection)
        entry = entry.value.entries[number]
    return entry
