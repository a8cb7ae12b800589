"""Links `[[id]]` in prose: in records, in the README and in the pages beside a base."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from cruxbase.support.regular_files import read_regular

_LIMIT = 1024 * 1024  # bytes
_GENERATED = "base"  # the folder of docs/ that a build writes


def with_links(text: str, old: str, new: str) -> str:
    """A text whose links to one record lead to another; words of their own stay.

    >>> with_links("See [[a]], [[a|this]] and [[a-b]].", "a", "c")
    'See [[c]], [[c|this]] and [[a-b]].'
    """
    return re.sub(rf"(\[\[\s*){re.escape(old)}(?=\s*(?:\||\]\]))", lambda link: f"{link[1]}{new}", text)


def prose_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """The texts of `README.md` and of the pages below `docs/`, by path, with where they are; links are not followed."""
    found = {}
    for location in _pages(folder):
        try:
            text = read_regular(location, _LIMIT, follow=False).decode()
        except (OSError, UnicodeDecodeError):
            continue
        found[location.relative_to(folder).as_posix()] = (location, text)
    return found


def _pages(folder: Path) -> Iterator[Path]:
    yield folder / "README.md"
    for top, folders, names in os.walk(folder / "docs"):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != _GENERATED)
        yield from (Path(top, name) for name in sorted(names) if name.endswith(".md"))
