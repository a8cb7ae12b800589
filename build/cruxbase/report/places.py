"""The text around a finding, and the name under which its file is shown."""

from __future__ import annotations

import os
from pathlib import Path

from cruxbase.support.regular_files import read_regular

_LIMIT = 1024 * 1024  # bytes: more than any record or settings may have


class Places:
    """Where the files of a base are, seen from whoever reads the report.

    Args:
        folder: the folder that holds the base; the paths of spans are relative to it.
        seen_from: the folder that shown paths are relative to.
    """

    def __init__(self, folder: str | os.PathLike[str], seen_from: str | os.PathLike[str] | None = None) -> None:
        self.folder = Path(folder)
        self._seen_from = os.path.abspath(seen_from if seen_from is not None else os.curdir)
        self._lines: dict[str, tuple[str, ...]] = {}

    def shown(self, path: str) -> str:
        """The path as the reader would type it, with forward slashes."""
        location = os.path.abspath(self.folder / path)
        try:
            return Path(os.path.relpath(location, self._seen_from)).as_posix()
        except ValueError:  # another drive
            return Path(location).as_posix()

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file without their ends; none where it cannot be read, or is a link, which may lead anywhere."""
        if path not in self._lines:
            try:
                content = read_regular(self.folder / path, _LIMIT, follow=False).decode(errors="replace")
            except OSError:
                content = ""
            self._lines[path] = tuple(line.removesuffix("\r") for line in content.split("\n")) if content else ()
        return self._lines[path]
