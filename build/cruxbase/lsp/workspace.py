"""The base behind an editor: files and buffers, what follows from them, and what is found wrong."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cruxbase.checks.nearness import marks
from cruxbase.checks.on_graph import graph_findings
from cruxbase.checks.on_records import findings_in_usual_form, record_findings
from cruxbase.checks.policy import policy_of
from cruxbase.diagnostics import Diagnostic, Span, in_order
from cruxbase.diagnostics.diagnostic import from_plain
from cruxbase.graph import link
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.parsing.base import LiveBase
from cruxbase.parsing.cache import cache_of
from cruxbase.parsing.file_listing import tree
from cruxbase.parsing.files import FileResult
from cruxbase.parsing.references import Reference, references
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.records.written import WrittenRecord
from cruxbase.support.collection import collection_paused


class Named(NamedTuple):
    """A record as completion and hints show it.

    Attributes:
        id: of the record.
        kind: its type.
        title: its title, name or term.
        path: its file, as spans have it.
    """

    id: str
    kind: str
    title: str
    path: str


class Workspace:
    """One base, with the buffers that an editor has open.

    What is asked on every keystroke is answered from what single files hold. What needs the whole base is worked out by
    `analysed`, which may run in another thread; until it is done, the last answer stands.

    Args:
        root: the folder of the base.

    Raises:
        NotADirectoryError: `root` is not a folder.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(os.path.abspath(root))
        self._policy = policy_of(self.root)
        self.live = LiveBase(tree(self.root), cache_of(self.root), record_findings, marks, findings_in_usual_form)
        self._lock = threading.Lock()
        self._version = 0
        self._data: dict[str, WrittenRecord] = {}
        self._named: dict[str, Named] = {}
        self._references: dict[str, tuple[WrittenRecord, tuple[Reference, ...]]] = {}
        self._findings: dict[str, tuple[Diagnostic, ...]] = {}  # of all kinds, as of the last analysis
        self._of_whole: dict[str, tuple[Diagnostic, ...]] = {}  # those among them that need other files
        self._seen: dict[str, FileResult] = {}  # what the files held then
        self._kb: KnowledgeBase | None = None
        for path in self.live.results:
            self._remember(path)

    @property
    def vocabulary(self) -> Vocabulary:
        """The schemes and kinds of identifiers that records may name."""
        return self._policy.vocabulary

    # buffers

    def path_of(self, file: str) -> str | None:
        """The path, as spans have it, of a file in the base; None for any other."""
        location = Path(os.path.abspath(file))
        if location.suffix != ".yaml" or not location.is_relative_to(self.root):
            return None
        return location.relative_to(self.root.parent).as_posix()

    def location_of(self, path: str) -> Path:
        """Where the file of a path is."""
        return self.root.parent / path

    def put(self, path: str, text: str) -> None:
        """Let a buffer take the place of its file."""
        with self._lock:
            self.live.put(path, text)
            self._version += 1
            self._remember(path)

    def drop(self, path: str) -> None:
        """Go back to what the disk has."""
        with self._lock:
            self.live.drop(path, os.fspath(self.location_of(path)))
            self._version += 1
            if path not in self.live.results:
                self._data.pop(path, None)
                self._named.pop(_id(path), None)
            else:
                self._remember(path)

    def _remember(self, path: str) -> None:
        """Keep what the last readable state of a file said: one letter too many does not take a record's name away."""
        data = self.live.results[path].data
        if data is None:
            return
        self._data[path] = data
        title = str(data.get("title") or data.get("name") or data.get("term") or "")
        self._named[_id(path)] = Named(_id(path), data["type"], " ".join(title.split()), path)

    def text(self, path: str) -> str:
        """The text of a buffer or file; empty where there is none that can be read."""
        try:
            return self.live.raw(path).decode(errors="replace")
        except (OSError, KeyError):
            return ""

    # records

    def named(self, id: str) -> Named | None:
        """The record of an id, or of an alias."""
        record = self._named.get(id)
        if record is None and self._kb is not None and id in self._kb.corpus.aliases:
            record = self._named.get(self._kb.corpus.aliases[id])
        return record

    def records(self, kinds: frozenset[str]) -> Iterator[Named]:
        """The records of some types."""
        return (record for record in list(self._named.values()) if record.kind in kinds)

    def data(self, path: str) -> WrittenRecord:
        """The plain data of a file as it was when it was last valid."""
        return self._data.get(path, {})

    def references_to(self, id: str) -> Iterator[Span]:
        """Every place where a valid record names another."""
        for path, data in list(self._data.items()):
            known = self._references.get(path)
            if known is None or known[0] is not data:
                known = self._references[path] = (data, tuple(references(data)))
            places = [place for place in known[1] if place.target == id]
            if places:
                yield from self._spans(path, places)

    def _spans(self, path: str, places: list[Reference]) -> Iterator[Span]:
        from cruxbase.parsing.located import SpanTable
        from cruxbase.parsing.raw_text import Text

        table = SpanTable(Text(path, self.text(path)))
        for place in places:
            yield table.key(place.path) if place.form == "key" else table.value(place.path)

    # what follows

    @property
    def knowledge_base(self) -> KnowledgeBase | None:
        """The base as it was when it was last analysed."""
        return self._kb

    @property
    def is_analysed(self) -> bool:
        """Whether the whole base has been looked at."""
        return self._kb is not None

    def file_findings(self, path: str) -> tuple[Diagnostic, ...]:
        """What can be said of a file: what it holds itself as of now, and what the whole base gave when last analysed."""
        result = self.live.results.get(path)
        if path in self._seen and self._seen[path] is result:
            return self._policy.applied(in_order(self._findings.get(path, ())))
        alone = tuple(map(from_plain, result.findings)) if result is not None else ()
        whole = self._of_whole.get(path, ()) if result is None or result.data is not None else ()
        return self._policy.applied(in_order((*alone, *whole)))

    def analysed(self) -> frozenset[str]:
        """Look at the whole base; the paths whose findings are other than before.

        Safe to call from another thread. What is typed meanwhile is left for the next call.
        """
        with self._lock:  # held for a moment only: a keystroke waits for it
            seen = dict(self.live.results)
        with collection_paused():
            return self._analysed(seen)

    def _analysed(self, seen: dict[str, FileResult]) -> frozenset[str]:
        read = self.live.read(seen)
        linked = link(read.corpus)
        kb = KnowledgeBase(linked.graph, os.fspath(self.root), self._policy.vocabulary)
        whole = _by_path((*linked.diagnostics, *graph_findings(linked.graph, self._policy.vocabulary)))
        every = _by_path((*read.diagnostics, *(finding for found in whole.values() for finding in found)))
        _ = kb.statuses()["on-record"]  # kept, so that no hover waits for it
        changed = {p for p in every.keys() | self._findings.keys() if every.get(p, ()) != self._findings.get(p, ())}
        self._findings, self._of_whole, self._seen, self._kb = every, whole, seen, kb
        return frozenset(changed)


def _by_path(findings: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        by_path.setdefault(finding.span.path, []).append(finding)
    return {path: tuple(found) for path, found in by_path.items()}


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")
