"""The parts of a site that are no page of a record: the map, the search, booklets, written pages.

Each is a result of `support.incremental`: it says what it reads, and is made again only where that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from cruxbase.support.incremental import Derivations, Plain, Reads, Task

KeptParts: TypeAlias = dict[str, list[Plain]]
"""For each part what it read, and the paths of its files, as `Derivations.plain` has them."""

_RECORD = "record "
"""Before the id of a record, as the key of an input."""


def record_key(id: str) -> str:
    """The name of a record among what a part reads."""
    return _RECORD + id


class SiteParts:
    """Puts parts of a site there, or leaves them.

    Args:
        kept: what an earlier build left, from `plain`.
        put: puts a file there.
        leave: leaves a file as it is, and says whether it is there and ours.
        records: a digest of each record.
    """

    def __init__(
        self,
        kept: Mapping[str, Sequence[Plain]],
        put: Callable[[str, bytes], object],
        leave: Callable[[str], bool],
        records: Mapping[str, str],
    ) -> None:
        self._put = put
        self._leave = leave
        self._records = records
        self._inputs: dict[str, bytes] = {}
        self._tasks: dict[str, Task] = {}
        self._derivations = Derivations(self._tasks, self._input, kept)
        self._reads: Reads | None = None

    def _input(self, key: str) -> bytes:
        if key.startswith(_RECORD):
            return self._records.get(key.removeprefix(_RECORD), "").encode()
        return self._inputs.get(key, b"")

    def note_records(self, ids: Iterable[str]) -> None:
        """Say that the part that is being made reads some records, be they there or not."""
        if self._reads is not None:
            self._reads.note(*map(record_key, sorted(ids)))

    def changed(self, name: str) -> frozenset[str] | None:
        """The names of what a part read when it was made last and is another now, records by `record_key`; see `Derivations`."""
        return self._derivations.changed(name)

    def note_as_before(self, name: str) -> None:
        """Say that the part that is being made reads what it read when it was made last."""
        if self._reads is not None:
            self._reads.note(*self._derivations.read_before(name))

    def digest(self, name: str, reads: Mapping[str, str], work: Callable[[], str]) -> str:
        """A digest of what is worked out from some inputs, worked out anew only where one of them has changed.

        Args:
            name: of what is worked out.
            reads: digest of each thing that it reads.
            work: works it out.
        """
        self._inputs.update((key, now.encode()) for key, now in reads.items())

        def task(noted: Reads) -> Plain:
            noted.note(*reads)
            return work()

        self._tasks[name] = task
        return str(self._derivations.result(name))

    def make(
        self,
        name: str,
        reads: Mapping[str, str],
        files: Callable[[], Mapping[str, bytes]],
        edited: Callable[[], Mapping[str, bytes | None] | None] | None = None,
    ) -> None:
        """Put a part there, or leave its files where all that it reads is as it was.

        Args:
            name: the part.
            reads: digest of each thing that it reads, by names which all parts share.
            files: makes its files, by path.
            edited: makes those that differ from what the last build left, of which the others have no content here; None
                where all must be made.
        """
        self._inputs.update((key, now.encode()) for key, now in reads.items())

        def task(noted: Reads) -> Plain:
            noted.note(*reads)
            self._reads = noted
            few = edited() if edited is not None else None
            if few is not None and all(self._leave(path) for path, content in few.items() if content is None):
                self._all_put({path: content for path, content in few.items() if content is not None})
                return list(few)
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
