"""The findings about a base of which little changed, without reading all of it again.

What an edit changed is told in aspects (`checks.aspects`), and each check says which it reads. A check that read none of
those that changed keeps its findings. One that reads them of records near each other only is asked about the edited records,
those that name them and those like them; one that reads relations, about the records that a changed relation reaches
(`checks.reach`): these are read, linked among themselves and checked. Those that follow relations everywhere ask a table of
all relations whether their findings stand (`checks.on_table`). For the others the base is linked, from what is remembered of
its files. What does not fit into this (a record came or went, a file that holds none) is left to a run over the whole base.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from cruxbase.checks.aspects import REFERENCES, RELATIONS, STATEMENTS, TITLES, changed_aspects
from cruxbase.checks.backing import one_sided_topic
from cruxbase.checks.duplicates import are_few
from cruxbase.checks.nearness import ANY_TITLE, alike, marks
from cruxbase.checks.on_graph import CHECK_NAMES, GRAPH_CHECKS, VOCABULARY_READS, findings_by_check, found_by
from cruxbase.checks.on_records import findings_in_usual_form, record_findings
from cruxbase.checks.on_table import ONE_SIDED_TOPICS, one_sided, stands
from cruxbase.checks.policy import Policy
from cruxbase.checks.reach import ENDS, OWN, UNDERCUTTING, Reach
from cruxbase.diagnostics import MOST_OF_A_KIND, Diagnostic, Span, capped, from_plain, in_order
from cruxbase.graph import ArgumentGraph, Linked
from cruxbase.graph.relation_table import RelationTable
from cruxbase.loading.remembered import circumstances
from cruxbase.loading.surroundings import MOST_FILES, EditedBase
from cruxbase.loading.traces import LINKS, BaseFacts, Findings, Traces, known, relations_of, stored
from cruxbase.parsing.cache import Cache, Index, Known
from cruxbase.parsing.corpus import NeedsWholeBase
from cruxbase.parsing.file_listing import FileListing, SourceFile
from cruxbase.parsing.files import FileResult, read_and_check
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.support.collection import collection_paused

_COMPARED = frozenset((TITLES, STATEMENTS))
"""What is compared among records that are alike."""

_PARAPHRASES = "duplicates.paraphrases_of_few"


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
            keys = traces.keys.replaced_marks({number: result.marks for number, result in edit.after.items()})
            base = EditedBase(files.files, (edit.before, edit.after), keys, traces.base, (memory, index))
            found_again = _AfterEdit(base, edit, traces, memory, policy.vocabulary)
            after = found_again.traces()
        except NeedsWholeBase:
            return None
        found = _all(files, after)
        if found is None or not memory.store_changes(_by_path(edit), len(index.files)):
            return None
        diagnostics = policy.applied(in_order(capped(found)))
        now = {**index.files, **{file.path: Known.of(file, edit.after[n].digest) for n, file in changed.items()}}
        state = Index(now, started, circumstances(files, policy), diagnostics)
        memory.store_index(state)
        stored(memory, after, state, policy, found_again.relations)
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
        after[number] = read_and_check(file, record_findings, marks, findings_in_usual_form)
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


class _Finder(NamedTuple):
    """What finds something in the whole base: a check, or the resolving of references.

    Attributes:
        name: of it.
        reads: the aspects of records that it reads.
        near: those of them that it reads near each record only; see `DeclaredCheck`.
        reach: how far relations reach in it.
        in_numbers: whether a table of all relations says whether its findings stand.
    """

    name: str
    reads: frozenset[str]
    near: frozenset[str] = frozenset()
    reach: Reach | None = None
    in_numbers: bool = False


_FINDERS = (
    _Finder(LINKS, REFERENCES, reach=UNDERCUTTING),
    *(_Finder(check.name, check.reads, check.near, check.reach, check.in_numbers) for check in GRAPH_CHECKS),
    *(_Finder(name, reads, reach=OWN) for name, reads in VOCABULARY_READS.items()),
)


class _AfterEdit:
    """What is found after an edit.

    Args:
        base: the base, of which some records were edited.
        edit: what changed.
        traces: what the last run found.
        memory: what is remembered.
        words: the schemes and kinds of identifiers that records may name.
    """

    def __init__(self, base: EditedBase, edit: _Edit, traces: Traces, memory: Cache, words: Vocabulary) -> None:
        self.base = base
        self.paths = edit.paths
        self.aspects = edit.aspects
        self.old = traces
        self.memory = memory
        self.words = words
        self.relations: RelationTable | None = None

    def traces(self) -> Traces:
        """What is to be known of the base as it is now; `relations` are set where they are not as they were.

        Raises:
            NeedsWholeBase: it must be read anew.
        """
        stale = [finder for finder in _FINDERS if finder.reads & self.aspects or self._touched(finder.name)]
        again, facts = self._found_nearby(stale), self.base.facts
        checks: dict[str, Sequence[Diagnostic]] = {**self.old.checks, **again}
        if left := {finder.name for finder in stale} - again.keys():
            linked = self.base.whole()
            kept = {name: checks.get(name, ()) for name in CHECK_NAMES if name not in left}
            checks = {LINKS: linked.diagnostics, **findings_by_check(linked.graph, self.words, kept)}
            facts, self.relations = BaseFacts.of(linked.graph), RelationTable.of(linked.graph)
        return Traces(self.base.keys, facts, self._found_in_files(), checks, self.old.relations)

    def _found_in_files(self) -> Findings:
        """What was found in single files."""
        found = {path: some for path, some in self.old.files.items() if path not in self.paths}
        for number, result in self.base.after.items():
            if result.findings:
                found[self.base.files[number].path] = tuple(map(from_plain, result.findings))
        return found

    def _touched(self, name: str) -> set[int]:
        """The records with findings that point into edited files: their lines may be others now."""
        found = (one for one in self.old.checks.get(name, ()) if not self.paths.isdisjoint(files_of(one)))
        return self.base.of_paths(one.span.path for one in found)

    def _found_nearby(self, stale: Iterable[_Finder]) -> dict[str, Sequence[Diagnostic]]:
        """What is found, by name; what needs the whole base is left out."""
        found: dict[str, Sequence[Diagnostic]] = {}
        owners: dict[_Finder, Collection[int]] = {}
        try:
            for finder in stale:
                if self._stands(finder):
                    found[finder.name] = self.old.checks.get(finder.name, ())
                elif self._is_near(finder):
                    owners[finder] = self._owners(finder)
            linked = self.base.part(self._needed(owners), {number for some in owners.values() for number in some})
        except NeedsWholeBase:
            return {}
        for finder, numbers in owners.items():
            paths = {self.base.files[number].path for number in numbers}
            kept = [one for one in self.old.checks.get(finder.name, ()) if one.span.path not in paths]
            with suppress(NeedsWholeBase):
                again = self._found_in(finder.name, linked) if paths else ()
                found[finder.name] = (*kept, *(one for one in again if one.span.path in paths))
        with suppress(NeedsWholeBase):
            if LINKS in found:
                resolved = next(numbers for finder, numbers in owners.items() if finder.name == LINKS)
                found.update(self._found_in_numbers(stale, linked.graph, resolved))
        return found

    def _found_in(self, name: str, linked: Linked) -> Sequence[Diagnostic]:
        return linked.diagnostics if name == LINKS else found_by(name, linked.graph, self.words)

    def _is_near(self, finder: _Finder) -> bool:
        """Whether a part of the base shows what is found."""
        changed = finder.reads & self.aspects
        if changed & RELATIONS and finder.reach is None:
            return False
        return changed - RELATIONS <= finder.near and bool(finder.near or finder.reach)

    def _stands(self, finder: _Finder) -> bool:
        """Whether no two claims whose statements are alike can have come to be related, or to be so no more."""
        if finder.name != _PARAPHRASES or not are_few(self.base.facts.claims) or self._touched(finder.name):
            return False
        if not finder.reads & self.aspects <= RELATIONS:
            return False
        edited = {self.base.own_id(number) for number in self.base.edited}
        ends = {self.base.own_id(number) for number in ENDS.owners(self.base)}
        return not any(edited & {*pair} or ends.issuperset(pair) for pair in self.base.facts.alike)

    def _owners(self, finder: _Finder) -> set[int]:
        """The records at which something else may be found than before."""
        owners = self._touched(finder.name)
        changed = finder.reads & self.aspects
        if changed - RELATIONS:
            owners |= self._beside()
        if changed & RELATIONS and finder.reach is not None:
            owners.update(finder.reach.owners(self.base))
            if finder.name == LINKS:  # which steps there are is said where one is meant that there is not
                unknown = (one for one in self.old.checks.get(LINKS, ()) if one.code == "link/unknown-step")
                owners |= self.base.of_paths(one.span.path for one in unknown)
        return owners

    def _beside(self) -> set[int]:
        """The edited records, those that name them, and those like them; where what they refer to changed, that too."""
        keys = {key for number in self.base.edited for data in self.base.contents(number) for key in alike(data)}
        keys.discard(ANY_TITLE)
        if TITLES in self.aspects:
            keys.add(ANY_TITLE)
        found = {*self.base.edited, *self.base.naming(self.base.edited), *self.base.sharing(keys)}
        return found | self.base.named(self.base.edited) if self.aspects & REFERENCES else found

    def _needed(self, owners: Mapping[_Finder, Collection[int]]) -> set[int]:
        """All that must be read to find something at some records."""
        everywhere = {number for numbers in owners.values() for number in numbers}
        self.base.load(everywhere)
        needed = everywhere | self.base.named(everywhere) | self.base.naming(everywhere)
        paths = {self.base.files[number].path for number in everywhere}
        compared: set[int] = set()
        for finder, numbers in owners.items():
            for one in self.old.checks.get(finder.name, ()):
                if one.span.path in paths:
                    needed |= self.base.of_paths(files_of(one))
            if finder.reach is not None:
                needed.update(finder.reach.context(self.base, numbers))
            if not finder.near.isdisjoint(_COMPARED):
                compared.update(numbers)
        keys = {key for number in compared for data in self.base.contents(number) for key in alike(data)}
        like = self.base.sharing(keys - {ANY_TITLE})
        return needed | like | self.base.naming(like)  # what joins two that are alike

    def _found_in_numbers(
        self, stale: Iterable[_Finder], graph: ArgumentGraph, resolved: Collection[int]
    ) -> dict[str, Sequence[Diagnostic]]:
        """What is found by checks that follow relations through the whole base, so far as that can be told in numbers.

        Args:
            stale: what finds something.
            graph: of a part of the base.
            resolved: the records whose relations may be others than before, all of which the part has.

        Raises:
            NeedsWholeBase: the relations before are not known.
        """
        told = [finder for finder in stale if finder.in_numbers and finder.reads & self.aspects]
        if not told:
            return {}
        before = relations_of(self.memory, self.old)
        after = before.replaced(graph, self.base.of_id, {self.base.own_id(number) for number in resolved})
        self.relations = after
        found: dict[str, Sequence[Diagnostic]] = {}
        for finder in told:
            known = self.old.checks.get(finder.name, ())
            if self._touched(finder.name) or not finder.reads & self.aspects <= RELATIONS:
                continue
            if stands(finder.name, (before, after), self.base.facts.kinds, bool(known)):
                found[finder.name] = known
            elif finder.name == ONE_SIDED_TOPICS:
                found[finder.name] = self._one_sided(after)
        return found

    def _one_sided(self, table: RelationTable) -> tuple[Diagnostic, ...]:
        topics = one_sided(table, self.base.facts.kinds)
        corpus = self.base.part(topics, topics).graph.corpus
        return tuple(one_sided_topic(corpus.span(self.base.own_id(topic)), *topics[topic]) for topic in topics)


def files_of(finding: Diagnostic) -> Iterator[str]:
    """The paths of the files that a finding is about, points at or would change."""
    spans: Sequence[Span] = (
        finding.span,
        *(related.span for related in finding.related),
        *(edit.span for edit in (finding.fix.edits if finding.fix is not None else ())),
    )
    for span in spans:
        yield span.path
