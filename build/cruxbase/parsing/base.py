"""A whole base read from disk, or from texts in memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from cruxbase.diagnostics import Diagnostic, from_plain
from cruxbase.parsing.cache import NOTHING_REMEMBERED, Cache, Index, Known
from cruxbase.parsing.corpus import Corpus, Entry, corpus
from cruxbase.parsing.file_listing import FileListing, SourceFile
from cruxbase.parsing.files import (
    FileResult,
    Marks,
    RecordCheck,
    UsualCheck,
    file_result,
    file_results,
    never_usual,
    unmarked,
)
from cruxbase.parsing.pointing import pointed
from cruxbase.parsing.raw_text import MAX_BYTES
from cruxbase.support.collection import collection_paused
from cruxbase.support.kept_data import digest_of
from cruxbase.support.regular_files import read_regular


def _nothing_to_remember() -> None:
    """What is read from memory is not kept."""


class BaseRead(NamedTuple):
    """What reading a base gives.

    Attributes:
        corpus: the valid records.
        diagnostics: everything found in single files and about the folder.
        state: the files as they were, to be stored once all checks have run.
        results: what each file holds, in their order.
        is_sound: whether each file holds a record, and no two the same id.
        remember: keeps what the files hold for the next run; to be called once, in whatever process has time for it.
        let_go: frees what only that needs, in the other processes.
    """

    corpus: Corpus
    diagnostics: tuple[Diagnostic, ...]
    state: Index
    results: Sequence[FileResult] = ()
    is_sound: bool = False
    remember: Callable[[], None] = _nothing_to_remember
    let_go: Callable[[], None] = _nothing_to_remember


def base_read(
    files: FileListing, cache: Cache, check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> BaseRead:
    """The base that the files make up, reading only those that changed since the cache was written.

    Args:
        files: the files, from `tree`.
        cache: what is remembered of an earlier run; it is brought up to date.
        check: applied to each new or changed record.
        marks: read off each of them, and kept with it.
        usual: a check of those in their usual form; see `file_result`.
    """
    with collection_paused():
        started = time.time_ns()
        packed: dict[str, bytes] = {}
        results, remember = _results(files.files, cache, (check, marks, usual), packed)
        locations = {file.path: file.location for file in files.files}

        def read(path: str) -> bytes:
            return read_regular(locations[path], MAX_BYTES)

        made, problems = corpus_of(((file.path, result) for file, result in results), read)
        # A file that could not be opened is tried again: a change of permissions leaves its time as it is.
        known = {file.path: Known.of(file, result.digest) for file, result in results if result.digest}
        state = Index(known, started, b"", None)
        sound = len(made) == len(results) and len(problems) == sum(len(result.findings) for _, result in results)
        return BaseRead(
            made,
            (*files.diagnostics, *problems),
            state,
            [result for _, result in results],
            sound,
            remember,
            packed.clear,
        )


def base_of_texts(texts: Mapping[str, str], check: RecordCheck, usual: UsualCheck = never_usual) -> BaseRead:
    """The base made of texts by path, for tests, examples and editors."""
    # Half a character, as an editor may send it, becomes a finding like any other byte that is not UTF-8.
    raw = {path: text.encode(errors="surrogatepass") for path, text in sorted(texts.items())}
    results = [(path, file_result(content, path, check, usual=usual)) for path, content in raw.items()]
    made, problems = corpus_of(results, raw.__getitem__)
    return BaseRead(made, problems, Index({}, 0, b"", None))


class LiveBase:
    """A base whose files an editor is changing: a buffer takes its file's place, and only what changed is read again.

    Args:
        files: the files, from `tree`.
        cache: what is remembered of an earlier run; it is brought up to date.
        check: applied to each new or changed record.
        marks: read off each of them, and kept with it.
        usual: a check of those in their usual form; see `file_result`.
    """

    def __init__(
        self,
        files: FileListing,
        cache: Cache,
        check: RecordCheck,
        marks: Marks = unmarked,
        usual: UsualCheck = never_usual,
    ) -> None:
        self._check = check
        self._usual = usual
        self._problems = files.diagnostics
        self.locations = {file.path: file.location for file in files.files}
        with collection_paused():
            results, remember = _results(files.files, cache, (check, marks, usual), {})
            self.results = {file.path: result for file, result in results}
            remember()
        self._buffers: dict[str, bytes] = {}

    def put(self, path: str, text: str) -> FileResult:
        """Let a text take a file's place; what it holds."""
        raw = text.encode(errors="surrogatepass")
        if self._buffers.get(path) != raw:
            self._buffers[path] = raw
            self.results[path] = file_result(raw, path, self._check, usual=self._usual)
        return self.results[path]

    def drop(self, path: str, location: str) -> None:
        """Go back to what the disk has of a file, or take the file out where it has none."""
        self._buffers.pop(path, None)
        try:
            raw = read_regular(location, MAX_BYTES)
        except OSError:
            self.results.pop(path, None)
            self.locations.pop(path, None)
            return
        self.locations[path] = location
        self.results[path] = file_result(raw, path, self._check, usual=self._usual)

    def raw(self, path: str) -> bytes:
        """The bytes of a buffer or a file.

        Raises:
            OSError: there is neither.
        """
        buffer = self._buffers.get(path)
        return buffer if buffer is not None else read_regular(self.locations[path], MAX_BYTES)

    def read(self, results: Mapping[str, FileResult] | None = None) -> BaseRead:
        """The base as it is now, or as it was when `results` were what its files held."""
        made, problems = corpus_of(sorted((self.results if results is None else results).items()), self.raw)
        return BaseRead(made, (*self._problems, *problems), Index({}, 0, b"", None))


def corpus_of(
    results: Iterable[tuple[str, FileResult]], read: Callable[[str], bytes]
) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """The corpus of what (path, result) pairs hold, and the findings about them.

    Args:
        results: in the order of their paths.
        read: the bytes of a file, by its path, for positions.
    """
    entries: list[tuple[str, Entry]] = []
    failed: list[tuple[str, str]] = []
    problems: list[Diagnostic] = []
    for path, result in results:
        stem = path.rpartition("/")[2].removesuffix(".yaml")
        if result.data is None:
            failed.append((stem, path))
        else:
            entries.append((stem, Entry(path, result.data["type"], result.data)))
        problems.extend(map(from_plain, result.findings))
    made, duplicates = corpus(entries, failed, read)
    return made, (*pointed(problems, made.entries), *duplicates)


def _results(
    files: Sequence[SourceFile],
    cache: Cache,
    looks: tuple[RecordCheck, Marks, UsualCheck],
    packed: dict[str, bytes],
) -> tuple[list[tuple[SourceFile, FileResult]], Callable[[], None]]:
    """What each file holds, and what keeps that for the next run; what was read now is added to `packed`."""
    index = cache.index()
    earlier = cache.records() if index.files else NOTHING_REMEMBERED
    remembered = earlier.records
    results: dict[str, FileResult] = {}
    for file in files:
        entry = remembered.get(file.path)
        if entry is not None and index.unchanged(file) and index.files[file.path].digest == entry[0]:
            results[file.path] = FileResult._make(entry)
    changed = [file for file in files if file.path not in results and not _same_content(file, remembered, results)]
    for file, (result, as_bytes) in zip(changed, file_results(changed, *looks), strict=True):
        results[file.path], packed[file.path] = result, as_bytes

    def remember() -> None:
        if changed or len(remembered) != len(files):
            cache.store_records(results, [file.path for file in changed], earlier, packed)

    return [(file, results[file.path]) for file in files], remember


def _same_content(file: SourceFile, remembered: Mapping[str, Sequence[object]], results: dict[str, FileResult]) -> bool:
    """Whether a file that was touched still holds what is remembered of it, which is then taken."""
    entry = remembered.get(file.path)
    if entry is None:
        return False
    try:
        same = bool(digest_of(read_regular(file.location, MAX_BYTES)) == entry[0])
    except OSError:
        return False
    if same:
        results[file.path] = FileResult._make(entry)
    return same
