"""The text around a finding, and the name under which its file is shown."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath


class Places:
    """Where the files of a base are, seen from whoever reads the report.

    Args:
        folder: the folder that holds the base; the paths of spans are relative to it.
        seen_from: the folder that shown paths are relative to.
    """

    def __init__(self, folder: str | os.PathLike[str], seen_from: str | os.PathLike[str] | None = None) -> None:
        self.folder = Path(folder)
        self._prefix = _relative(self.folder, Path(seen_from) if seen_from is not None else Path.cwd())
        self._lines: dict[str, tuple[str, ...]] = {}

    def shown(self, path: str) -> str:
        """The path as the reader would type it, with forward slashes."""
        return str(self._prefix / path)

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file without their ends; none where it cannot be read."""
        if path not in self._lines:
            try:
                content = (self.folder / path).read_bytes().decode(errors="replace")
            except OSError:
                content = ""
            self._lines[path] = tuple(line.removesuffix("\r") for line in content.split("\n")) if content else ()
        return self._lines[path]


def _relative(folder: Path, seen_from: Path) -> PurePosixPath:
    try:
        prefix = os.path.relpath(folder, seen_from)
    except ValueError:  # another drive
        prefix = str(folder)
    return PurePosixPath(Path(prefix).as_posix())
