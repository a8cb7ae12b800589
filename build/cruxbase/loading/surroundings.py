"""The records about an edit, each read when it is asked for, from what is remembered of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cruxbase.checks.nearness import named
from cruxbase.graph import Linked, link
from cruxbase.loading.traces import BaseFacts
from cruxbase.parsing.base import corpus_of
from cruxbase.parsing.cache import Cache, Index
from cruxbase.parsing.corpus import Entry, NeedsWholeBase, Whole, part_of_corpus
from cruxbase.parsing.file_listing import SourceFile
from cruxbase.parsing.files import FileResult
from cruxbase.parsing.raw_text import MAX_BYTES
from cruxbase.support.incremental import ReadIndex
from cruxbase.support.regular_files import read_regular

if TYPE_CHECKING:
    from cruxbase.records.written import WrittenRecord

MOST_FILES = 40
"""With more changed files than this, the whole base is read."""

_PART = 4
"""So is it where more than one record in so many would have to be looked at."""


class EditedBase:
    """A base of which a few records were edited; the `Surroundings` of the edit, from which parts of it are linked.

    Args:
        files: the base's files, in order.
        changes: what the edited ones held, and what they hold, by number.
        keys: which keys each record has, the edited ones as they are now.
        facts: what is known of all records.
        remembered: what is remembered of the records, and the state of the files at the last run.
    """

    def __init__(
        self,
        files: Sequence[SourceFile],
        changes: tuple[Mapping[int, FileResult], Mapping[int, FileResult]],
        keys: ReadIndex,
        facts: BaseFacts,
        remembered: tuple[Cache, Index],
    ) -> None:
        self.files = files
        self.before, self.after = changes
        self.keys = keys
        self.facts = facts
        self._memory, self._index = remembered
        self.numbers = {file.path: number for number, file in enumerate(files)}
        self.ids = [file.stem for file in files]
        self.of_id = {id: number for number, id in enumerate(self.ids)}
        self.kinds = dict(zip(self.ids, facts.kinds, strict=True))
        self._results: dict[int, FileResult] = dict(self.after)
        self._former: dict[str, list[str]] = {}
        for alias, id in facts.aliases.items():
            self._former.setdefault(id, []).append(alias)

    @property
    def edited(self) -> frozenset[int]:
        """The edited records."""
        return frozenset(self.after)

    def own_id(self, number: int) -> str:
        """The id of a record."""
        return self.ids[number]

    def contents(self, number: int) -> tuple[WrittenRecord, ...]:
        """What a record holds: of an edited one what it held, and what it holds now."""
        results = (self.before[number], self.after[number]) if number in self.after else (self.result(number),)
        return tuple(result.data for result in results if result.data is not None)

    def result(self, number: int) -> FileResult:
        """What one file holds now."""
        self.load((number,))
        return self._results[number]

    def named(self, numbers: Iterable[int]) -> set[int]:
        """The records that any of some name; of edited ones also those that they named before."""
        some = list(numbers)
        self.load(some)
        return {end for number in some for data in self.contents(number) for end in self.numbered(named(data))}

    def numbered(self, ids: Iterable[str]) -> frozenset[int]:
        """The records of some ids or former ids, so far as there are any."""
        present = (self.facts.aliases.get(id, id) for id in ids)
        return frozenset(self.of_id[id] for id in present if id in self.of_id)

    def of_paths(self, paths: Iterable[str]) -> set[int]:
        """The records in some files; what is no file of the base has none."""
        return {self.numbers[path] for path in paths if path in self.numbers}

    def naming(self, numbers: Iterable[int]) -> set[int]:
        """The records that name any of some, by present ids or former ones."""
        ids = [self.ids[number] for number in numbers]
        return set(self.keys.readers(name for id in ids for name in (id, *self._former.get(id, ()))))

    def sharing(self, keys: Iterable[str]) -> set[int]:
        """The records that have any of some keys."""
        return set(self.keys.readers(keys))

    def of_type(self, numbers: Iterable[int], kinds: Collection[str]) -> set[int]:
        """Those of some records that are of certain types."""
        return {number for number in numbers if self.facts.kinds[number] in kinds}

    def load(self, numbers: Iterable[int]) -> None:
        """Get what is remembered of some records.

        Raises:
            NeedsWholeBase: it is not known, or these are so many that all may as well be read.
        """
        wanted = {self.files[number].path: number for number in numbers if number not in self._results}
        if len(wanted) * _PART > len(self.files) > MOST_FILES * _PART:
            raise NeedsWholeBase
        for path, entry in self._memory.some_records(list(wanted)).items() if wanted else ():
            if entry[0] == self._index.files[path].digest:
                self._results[wanted[path]] = FileResult._make(entry)
        if any(self._results.get(number) is None for number in wanted.values()):
            raise NeedsWholeBase

    def part(self, numbers: Iterable[int], asked: Collection[int]) -> Linked:
        """Some records, linked among themselves.

        Args:
            numbers: of the records.
            asked: of those at which something is to be found.
        """
        some = sorted(numbers)
        self.load(some)
        entries = {}
        for number in some:
            data = self._results[number].data or {}
            entries[self.ids[number]] = Entry(self.files[number].path, data["type"], data)
        ids = frozenset(self.ids[number] for number in asked)
        whole = Whole(self.kinds, self.facts.aliases, self.facts.claims, ids)
        return link(part_of_corpus(entries, self._read, whole))

    def whole(self) -> Linked:
        """The whole base, linked.

        Raises:
            NeedsWholeBase: it must be read anew.
        """
        results: list[tuple[str, FileResult]] = []
        earlier = self._memory.records().records
        for number, file in enumerate(self.files):
            if number not in self._results:
                entry = earlier.get(file.path)
                if entry is None or entry[0] != self._index.files[file.path].digest:
                    raise NeedsWholeBase
                self._results[number] = FileResult._make(entry)
            results.append((file.path, self._results[number]))
        made, problems = corpus_of(results, self._read)
        if len(problems) != sum(len(result.findings) for _, result in results):
            raise NeedsWholeBase  # two records have one id
        return link(made)

    def _read(self, path: str) -> bytes:
        return read_regular(self.files[self.numbers[path]].location, MAX_BYTES)
