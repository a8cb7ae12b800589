"""What a process that builds one site again and again keeps between two builds, so that it need not read it again.

What is kept is also written to the user's cache, as by any build: another process may build in between, and the next one may
be the last of this. So it is taken only where the file in the cache is still the one that was written here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cruxbase.support.safe_folder import Stamp

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph

Value = TypeVar("Value")


def _nobody_waits() -> None:
    """What is done where nobody waits for the files."""


class Session:
    """The state of one process between builds.

    Args:
        ready: called in each build as soon as all files of the site are in their places, and some are others than before;
            what is kept for the next build is written only then.

    Attributes:
        graph: of the base as it was at the last build.
    """

    def __init__(self, ready: Callable[[], None] = _nobody_waits) -> None:
        self.ready = ready
        self.graph: ArgumentGraph | None = None
        self._held: dict[Path, tuple[Stamp, object]] = {}

    def hold(self, path: Path, value: object) -> None:
        """Hold what a file of the cache says, which was just written or read."""
        with suppress(OSError):
            self._held[path] = (Stamp.of(os.stat(path)), value)

    def held(self, path: Path, kind: type[Value]) -> Value | None:
        """What is held of a file, if it is still the file that it was held for."""
        stamp, value = self._held.get(path, (None, None))
        with suppress(OSError):
            if isinstance(value, kind) and Stamp.of(os.stat(path)) == stamp:
                return value
        return None

    def taken(self, path: Path, kind: type[Value]) -> Value | None:
        """The same of something that is about to be changed, which is therefore held no longer."""
        value = self.held(path, kind)
        self._held.pop(path, None)
        return value
