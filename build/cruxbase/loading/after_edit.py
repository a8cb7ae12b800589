"""The findings about a base of which little changed, without reading all of it again.

What an edit changed is told in aspects (`checks.aspects`), and each check says which it reads. A check that read none of
those that changed keeps its findings. One that reads them of records near each other only is asked about the edited records,
those that name them and those like them: these are read, linked among themselves and checked. For the others the base is
linked, from what is remembered of its files. What does not fit into this (a record came or went, a file that holds none) is
left to a run over the whole base.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from cruxbase.checks.aspects import REFERENCES, TITLES, changed_aspects
from cruxbase.checks.nearness import ANY_TITLE, alike, marks, named
from cruxbase.checks.on_graph import CHECK_NAMES, GRAPH_CHECKS, VOCABULARY_READS, DeclaredCheck, findings_by_check
from cruxbase.checks.on_records import record_findings
from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import MOST_OF_A_KIND, Diagnostic, Span, capped, from_plain, in_order
from cruxbase.graph import ArgumentGraph, link
from cruxbase.loading.remembered import circumstances
from cruxbase.loading.traces import LINKS, Findings, Traces, known, stored
from cruxbase.parsing.base import corpus_of
from cruxbase.parsing.cache import Cache, Index, Known
from cruxbase.parsing.corpus import Corpus, Entry, NeedsWholeBase, Whole, part_of_corpus
from cruxbase.parsing.file_listing import FileListing, SourceFile
from cruxbase.parsing.files import FileResult, read_and_check
from cruxbase.parsing.raw_text import MAX_BYTES
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.support.collection import collection_paused
from cruxbase.support.regular_files import read_regular

MOST_FILES = 40
"""With more changed files than this, the whole base is read."""

_PART = 4
"""So is it where more than one record in so many would have to be looked at."""


_OTHER_READS = {LINKS: REFERENCES, **VOCABULARY_READS}
"""What is read by what finds something and is no check of the graph alone."""


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
            after = _Part(files, edit, traces, memory, index).traces(policy.vocabulary)
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
    for name in (LINKS, *CHECK_NAMES):
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

    def traces(self, words: Vocabulary) -> Traces:
        """What is to be known of the base as it is now.

        Args:
            words: the schemes and kinds of identifiers that records may name.

        Raises:
            NeedsWholeBase: it must be read anew.
        """
        checks = dict(self.old.checks)
        stale = [check for check in GRAPH_CHECKS if self._is_stale(check.name, check.reads)]
        near = [check for check in stale if check.near and check.reads & self.edit.aspects <= check.near]
        again = self._found_near(near)
        checks.update(again)
        left = {check.name for check in stale if check.name not in again}
        left.update(name for name, reads in _OTHER_READS.items() if self._is_stale(name, reads))
        aliases, claims = self.old.aliases, self.old.claims
        if left:
            graph, checks = self._found_anywhere(left, checks, words)
            aliases, claims = graph.corpus.aliases, sum(1 for _ in graph.claim_ids())
        return Traces(self.keys, aliases, claims, self._found_in_files(), checks)

    def _found_anywhere(
        self, again: Collection[str], checks: Findings, words: Vocabulary
    ) -> tuple[ArgumentGraph, dict[str, Sequence[Diagnostic]]]:
        """The linked base, and the findings of all checks by name, of which some run again over it."""
        linked = link(self._corpus())
        kept = {name: checks.get(name, ()) for name in CHECK_NAMES if name not in again}
        return linked.graph, {LINKS: linked.diagnostics, **findings_by_check(linked.graph, words, kept)}

    def _found_in_files(self) -> Findings:
        """What was found in single files."""
        found = {path: some for path, some in self.old.files.items() if path not in self.edit.paths}
        for number, result in self.edit.after.items():
            if result.findings:
                found[self.files[number].path] = tuple(map(from_plain, result.findings))
        return found

    def _is_stale(self, name: str, reads: frozenset[str]) -> bool:
        """Whether a check has read what changed, or has a finding in a file that changed."""
        found = self.old.checks.get(name, ())
        return bool(reads & self.edit.aspects) or any(not self.edit.paths.isdisjoint(files_of(one)) for one in found)

    def _found_near(self, stale: Sequence[DeclaredCheck]) -> dict[str, Sequence[Diagnostic]]:
        """What checks find, by name, of which those that need the whole base are left out."""
        found: dict[str, Sequence[Diagnostic]] = {}
        if not stale:
            return found
        try:
            owners = self._touched(stale) | self._linked() | self._alike()
            graph = self._graph(owners, stale)
        except NeedsWholeBase:
            return found
        paths = {self.files[number].path for number in owners}
        for check in stale:
            kept = [one for one in self.old.checks.get(check.name, ()) if one.span.path not in paths]
            with suppress(NeedsWholeBase):
                found[check.name] = (*kept, *(one for one in check.check(graph) if one.span.path in paths))
        return found

    def _corpus(self) -> Corpus:
        """All records of the base."""
        results: list[tuple[str, FileResult]] = []
        earlier = self.memory.records().records
        for number, file in enumerate(self.files):
            if number not in self.results:
                entry = earlier.get(file.path)
                if entry is None or entry[0] != self.index.files[file.path].digest:
                    raise NeedsWholeBase
                self.results[number] = FileResult._make(entry)
            results.append((file.path, self.results[number]))
        made, problems = corpus_of(results, self._read)
        if len(problems) != sum(len(result.findings) for _, result in results):
            raise NeedsWholeBase  # two records have one id
        return made

    def _touched(self, stale: Iterable[DeclaredCheck]) -> set[int]:
        """The edited records, and those whose findings point into them."""
        paths = self.edit.paths
        found = (one for check in stale for one in self.old.checks.get(check.name, ()))
        pointing = {one.span.path for one in found if not paths.isdisjoint(files_of(one))}
        return {*self.edit.files, *(self.numbers[path] for path in pointing if path in self.numbers)}

    def _linked(self) -> set[int]:
        """The records that name an edited one, by its present id or a former one, and where that may matter those it names."""
        edited = {self.files[number].stem for number in self.edit.files}
        former = [alias for alias, id in self.old.aliases.items() if id in edited]
        linked = set(self.keys.readers((*edited, *former)))
        if self.edit.aspects & REFERENCES:
            for result in (*self.edit.before.values(), *self.edit.after.values()):
                linked |= self._named_by(result)
        return linked

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
            needed |= self._named_by(self.results[number])
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

    def _named_by(self, result: FileResult) -> set[int]:
        ids = (self.old.aliases.get(id, id) for id in named(result.data or {}))
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
