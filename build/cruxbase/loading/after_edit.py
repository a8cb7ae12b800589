"""The findings about a base of which little changed, without reading all of it again.

After an edit that changes texts only, what can differ is what was found at the edited records, at those that name them, and
at those like them. These are read, linked among themselves and checked; all other findings are kept. Whatever does not fit
into this (a relation changed, a record came or went, a file that holds none) is left to a run over the whole base.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cruxbase.checks.aspects import TITLES, changed_aspects
from cruxbase.checks.nearness import ANY_TITLE, alike, marks, named
from cruxbase.checks.on_graph import GRAPH_CHECKS, VOCABULARY_NAMES, DeclaredCheck
from cruxbase.checks.on_records import record_findings
from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import MOST_OF_A_KIND, Diagnostic, Span, capped, from_plain, in_order
from cruxbase.graph import ArgumentGraph, link
from cruxbase.loading.remembered import circumstances
from cruxbase.loading.traces import LINKS, Traces, known, stored
from cruxbase.parsing.base import collection_paused
from cruxbase.parsing.cache import Cache, Index, Known
from cruxbase.parsing.corpus import Entry, NeedsWholeBase, Whole, part_of_corpus
from cruxbase.parsing.file_listing import FileListing, SourceFile
from cruxbase.parsing.files import FileResult, read_and_check
from cruxbase.parsing.raw_text import MAX_BYTES
from cruxbase.support.regular_files import read_regular

MOST_FILES = 40
"""With more changed files than this, the whole base is read."""

_PART = 4
"""So is it where more than one record in so many would have to be looked at."""


class _Edit(NamedTuple):
    """What changed in a base.

    Attributes:
        files: those that changed, by number in the order of the base.
        before: what they held.
        after: what they hold.
    """

    files: Mapping[int, SourceFile]
    before: Mapping[int, FileResult]
    after: Mapping[int, FileResult]

    @property
    def paths(self) -> frozenset[str]:
        """Of the files that changed."""
        return frozenset(file.path for file in self.files.values())

    @property
    def aspects(self) -> frozenset[str]:
        """Under which aspects any record has changed."""
        return frozenset(
            aspect
            for number in self.files
            for aspect in changed_aspects(self.before[number].data or {}, self.after[number].data or {})
        )


def findings_after_edit(files: FileListing, policy: Policy, memory: Cache) -> tuple[Diagnostic, ...] | None:
    """The findings about a base, from those of the last run and what changed since; None where that does not suffice.

    What is remembered is brought up to date.

    Args:
        files: the base's files as they are now.
        policy: the settings.
        memory: what is remembered of the base.
    """
    index = memory.index()
    if index.findings is None or list(index.files) != [file.path for file in files.files]:
        return None
    changed = {number: file for number, file in enumerate(files.files) if not index.unchanged(file)}
    if len(changed) > MOST_FILES or (traces := known(memory, index, policy)) is None:
        return None
    with collection_paused():
        started = time.time_ns()
        edit = _edit(changed, index, memory)
        if edit is None:
            return None
        try:
            after = _Part(files, edit, traces, memory, index).traces()
        except NeedsWholeBase:
            return None
        found = _all(files, after)
        if found is None or not memory.store_changes(_by_path(edit), len(index.files)):
            return None
        diagnostics = policy.applied(in_order(capped(found)))
        now = {**index.files, **{file.path: Known.of(file, edit.after[n].digest) for n, file in changed.items()}}
        state = Index(now, started, circumstances(files, policy), diagnostics)
        memory.store_index(state)
        stored(memory, after, state, policy)
        return diagnostics


def _by_path(edit: _Edit) -> dict[str, FileResult]:
    return {file.path: edit.after[number] for number, file in edit.files.items()}


def _edit(changed: Mapping[int, SourceFile], index: Index, memory: Cache) -> _Edit | None:
    """What the changed files held and hold; None where one of them holds no record, or it is not known what it held."""
    earlier = memory.some_records([file.path for file in changed.values()])
    before: dict[int, FileResult] = {}
    after: dict[int, FileResult] = {}
    for number, file in changed.items():
        entry = earlier.get(file.path)
        if entry is None or entry[0] != index.files[file.path].digest:
            return None
        before[number] = FileResult._make(entry)
        after[number] = read_and_check(file, record_findings, marks)
        if before[number].data is None or after[number].data is None:
            return None
    return _Edit(changed, before, after)


def _all(files: FileListing, traces: Traces) -> list[Diagnostic] | None:
    """All findings in the order of a run over the whole base; None where so many are alike that some would not be listed.

    Which are listed then depends on the order in which checks come to them.
    """
    found = [*files.diagnostics]
    for file in files.files:
        found += traces.files.get(file.path, ())
    for name in (LINKS, *(check.name for check in GRAPH_CHECKS), *VOCABULARY_NAMES):
        found += traces.checks.get(name, ())
    most = max(Counter((one.code, one.span.path) for one in found).values(), default=0)
    return found if most <= MOST_OF_A_KIND else None


class _Part:
    """The part of a base that an edit bears on.

    Args:
        files: the base's files.
        edit: what changed.
        traces: what the last run found.
        memory: what is remembered of the records.
        index: the state of the files at the last run.
    """

    def __init__(self, files: FileListing, edit: _Edit, traces: Traces, memory: Cache, index: Index) -> None:
        self.files = files.files
        self.edit = edit
        self.old = traces
        self.memory = memory
        self.index = index
        self.numbers = {file.path: number for number, file in enumerate(files.files)}
        self.ids = {file.stem: None for file in files.files}
        self.of_id = {id: number for number, id in enumerate(self.ids)}
        self.results: dict[int, FileResult] = dict(edit.after)
        self.keys = traces.keys.replaced_marks({number: result.marks for number, result in edit.after.items()})

    def traces(self) -> Traces:
        """What is to be known of the base as it is now.

        Raises:
            NeedsWholeBase: the part does not suffice.
        """
        stale = self._stale_checks()
        checks = dict(self.old.checks)
        if stale:
            touched = self._touched(stale)
            owners = touched | self._linked() | self._alike()
            graph = self._graph(owners, stale)
            paths = {self.files[number].path for number in owners}
            for check in stale:
                kept = [one for one in checks.get(check.name, ()) if one.span.path not in paths]
                checks[check.name] = (*kept, *(one for one in check.check(graph) if one.span.path in paths))
        files = {path: found for path, found in self.old.files.items() if path not in self.edit.paths}
        for number, result in self.edit.after.items():
            if result.findings:
                files[self.files[number].path] = tuple(map(from_plain, result.findings))
        return Traces(self.keys, self.old.aliases, self.old.claims, files, checks)

    def _stale_checks(self) -> list[DeclaredCheck]:
        """The checks that have read what changed, or have a finding in a file that changed, and can do with a part."""
        aspects, paths = self.edit.aspects, self.edit.paths
        stale = []
        for check in GRAPH_CHECKS:
            found = self.old.checks.get(check.name, ())
            moved = any(not paths.isdisjoint(files_of(one)) for one in found)
            if (check.reads - check.near) & aspects or (moved and not check.near):
                raise NeedsWholeBase
            if moved or check.reads & aspects:
                stale.append(check)
        others = (one for name in (LINKS, *VOCABULARY_NAMES) for one in self.old.checks.get(name, ()))
        if any(not paths.isdisjoint(files_of(one)) for one in others):
            raise NeedsWholeBase
        return stale

    def _touched(self, stale: Iterable[DeclaredCheck]) -> set[int]:
        """The edited records, and those whose findings point into them."""
        paths = self.edit.paths
        found = (one for check in stale for one in self.old.checks.get(check.name, ()))
        pointing = {one.span.path for one in found if not paths.isdisjoint(files_of(one))}
        return {*self.edit.files, *(self.numbers[path] for path in pointing if path in self.numbers)}

    def _linked(self) -> set[int]:
        """The records that name an edited one, by its present id or a former one."""
        edited = {self.files[number].stem for number in self.edit.files}
        former = [alias for alias, id in self.old.aliases.items() if id in edited]
        return set(self.keys.readers((*edited, *former)))

    def _alike(self) -> set[int]:
        """The records that are like an edited one, or were."""
        keys = {
            key
            for results in (self.edit.before, self.edit.after)
            for result in results.values()
            for key in alike(result.data or {})
        }
        keys.discard(ANY_TITLE)
        if TITLES in self.edit.aspects:
            keys.add(ANY_TITLE)
        return set(self.keys.readers(keys))

    def _graph(self, owners: set[int], stale: Iterable[DeclaredCheck]) -> ArgumentGraph:
        """The records at which something may be found, with all that this depends on, linked among themselves."""
        self._load(owners)
        paths = {self.files[number].path for number in owners}
        needed = set(owners)
        for check in stale:
            for one in self.old.checks.get(check.name, ()):
                if one.span.path in paths:
                    needed.update(self.numbers[path] for path in files_of(one) if path in self.numbers)
        for number in owners:
            needed |= self._named_by(number)
        compared = {key for number in owners for key in alike(self.results[number].data or {})} - {ANY_TITLE}
        like = set(self.keys.readers(compared)) | owners
        self._load(like)
        needed |= like
        needed.update(self.keys.readers(self.files[number].stem for number in like))  # what joins two that are alike
        self._load(needed)
        entries = {}
        for number in sorted(needed):
            data = self.results[number].data or {}
            entries[self.files[number].stem] = Entry(self.files[number].path, data["type"], data)
        whole = Whole(self.ids, self.old.aliases, self.old.claims)
        return link(part_of_corpus(entries, self._read, whole)).graph

    def _named_by(self, number: int) -> set[int]:
        ids = (self.old.aliases.get(id, id) for id in named(self.results[number].data or {}))
        return {self.of_id[id] for id in ids if id in self.of_id}

    def _load(self, numbers: Iterable[int]) -> None:
        """Get what is remembered of some records."""
        wanted = {self.files[number].path: number for number in numbers if number not in self.results}
        if len(wanted) * _PART > len(self.files) > MOST_FILES * _PART:
            raise NeedsWholeBase
        for path, entry in self.memory.some_records(list(wanted)).items():
            if entry[0] == self.index.files[path].digest:
                self.results[wanted[path]] = FileResult._make(entry)
        if any(self.results.get(number) is None for number in wanted.values()):
            raise NeedsWholeBase

    def _read(self, path: str) -> bytes:
        return read_regular(self.files[self.numbers[path]].location, MAX_BYTES)


def files_of(finding: Diagnostic) -> Iterator[str]:
    """The paths of the files that a finding is about, points at or would change."""
    spans: Sequence[Span] = (
        finding.span,
        *(related.span for related in finding.related),
        *(edit.span for edit in (finding.fix.edits if finding.fix is not None else ())),
    )
    for span in spans:
        yield span.path
