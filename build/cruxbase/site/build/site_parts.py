"""The parts of a site that are no page of a record: the map, the search, booklets, written pages.

Each is a result of `support.incremental`: it says what it reads, and is made again only where that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from cruxbase.support.incremental import Derivations, Plain, Reads, Task

KeptParts: TypeAlias = dict[str, list[Plain]]
"""For each part what it read, and the paths of its files, as `Derivations.plain` has them."""


class SiteParts:
    """Puts parts of a site there, or leaves them.

    Args:
        kept: what an earlier build left, from `plain`.
        put: puts a file there.
        leave: leaves a file as it is, and says whether it is there and ours.
    """

    def __init__(
        self, kept: Mapping[str, Sequence[Plain]], put: Callable[[str, bytes], object], leave: Callable[[str], bool]
    ) -> None:
        self._put = put
        self._leave = leave
        self._inputs: dict[str, bytes] = {}
        self._tasks: dict[str, Task] = {}
        self._derivations = Derivations(self._tasks, self._inputs.__getitem__, kept)

    def make(self, name: str, reads: Mapping[str, str], files: Callable[[], Mapping[str, bytes]]) -> None:
        """Put a part there, or leave its files where all that it reads is as it was.

        Args:
            name: the part.
            reads: digest of each thing that it reads, by names which all parts share.
            files: makes its files, by path.
        """
        self._inputs.update((key, now.encode()) for key, now in reads.items())

        def task(noted: Reads) -> Plain:
            noted.note(*reads)
            return self._all_put(files())

        self._tasks[name] = task
        paths = self._derivations.result(name)
        was_kept = self._derivations.made[-1:] != [name]
        if was_kept and not (isinstance(paths, list) and all(self._leave(str(path)) for path in paths)):
            self._all_put(files())

    def _all_put(self, files: Mapping[str, bytes]) -> list[Plain]:
        for path, content in files.items():
            self._put(path, content)
        return list(files)

    def plain(self) -> KeptParts:
        """What to keep for the next build."""
        return self._derivations.plain()
