"""The texts of a base, to be changed in memory first."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from cruxbase.diagnostics import Edit
from cruxbase.reading.raw_text import MAX_BYTES
from cruxbase.reading.tree import tree
from cruxbase.support.regular_files import read_regular

_NOT_A_RECORD = "\0"


class Texts(NamedTuple):
    """All texts of a base.

    Attributes:
        by_path: as spans name the files; what is not UTF-8 is there as a text that no one can read as a
        record. locations: where each file is. readable: the paths whose texts are those of the files.
    """

    by_path: Mapping[str, str]
    locations: Mapping[str, Path]
    readable: frozenset[str]


def texts_of(root: str | os.PathLike[str]) -> Texts:
    """The texts of the base in a folder.

    Raises:
        NotADirectoryError: `root` is not a folder.
    """
    by_path: dict[str, str] = {}
    locations: dict[str, Path] = {}
    readable = set()
    for file in tree(root).files:
        locations[file.path] = Path(file.location)
        try:
            by_path[file.path] = read_regular(file.location, MAX_BYTES).decode()
            readable.add(file.path)
        except (OSError, UnicodeDecodeError):
            by_path[file.path] = _NOT_A_RECORD
    return Texts(by_path, locations, frozenset(readable))


def edited(content: str, edits: Iterable[Edit]) -> str:
    r"""A text after some edits, not a character changed outside them.

    >>> from cruxbase.diagnostics import Span
    >>> edited("a: 1\nb: 2\n", [Edit(Span("f", 2, 1, 2, 2), "c")])
    'a: 1\nc: 2\n'
    """
    starts = [0]
    for line in content.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces: list[str] = []
    at = 0
    for span, replacement in sorted(edits, key=lambda edit: edit.span):
        start = starts[span.line - 1] + span.column - 1
        pieces += (content[at:start], replacement)
        at = starts[span.end_line - 1] + span.end_column - 1
    return "".join(pieces) + content[at:]


def overlapping(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters; two insertions at one place do."""
    a, b = one.span, other.span
    if a.path != b.path:
        return False
    begin = max(a[1:3], b[1:3])
    end = min(a[3:5], b[3:5])
    return begin < end or (begin == end and (a[1:3] == a[3:5] or b[1:3] == b[3:5]))
