"""A base as it was: at a revision of the git repository that holds it, or in two folders, without a checkout.

Nothing of a repository is run or obeyed: see `cruxbase.support.git_repository`. Files that are the same in two states,
or the same as in the folder that was checked last, are parsed once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.graph import ArgumentGraph, link
from cruxbase.parsing.base import corpus_of
from cruxbase.parsing.cache import cache_of
from cruxbase.parsing.file_listing import tree
from cruxbase.parsing.files import FileResult, file_result
from cruxbase.parsing.raw_text import MAX_BYTES
from cruxbase.records.usual import is_usual
from cruxbase.support.collection import collection_paused
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.git_repository import Commit, Repository, StoredFile, repository_of
from cruxbase.support.kept_data import digest_of
from cruxbase.support.processes import map_in_processes
from cruxbase.support.regular_files import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cruxbase.diagnostics import Diagnostic
    from cruxbase.parsing.raw_text import Text
    from cruxbase.records import Record
    from cruxbase.records.written import WrittenRecord

SHARE = 150
"""Another process is worth it for so many files."""


class NoHistory(CruxbaseError):
    """The base lies in no git repository."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        super().__init__(f"{os.fspath(root)} lies in no git repository, so nothing is known of what it was")


class BaseState(NamedTuple):
    """A base as it is or was.

    Attributes:
        graph: its valid records, linked.
        digests: of the bytes of each file, by path; paths begin with the name of the base's folder.
        root: the folder with the records.
    """

    graph: ArgumentGraph
    digests: Mapping[str, bytes]
    root: str = "claims"


@dataclass
class BaseHistory:
    """The states of one base in its git repository; what was parsed for one is kept for the next.

    Attributes:
        root: the folder with the records, as it lies in the work tree.
        repository: that it lies in.
        folder: the same folder, relative to the repository's top.
    """

    root: Path
    repository: Repository
    folder: str
    _parsed: dict[bytes, FileResult] = field(default_factory=dict)
    _asked: bool = False
    _blobs: dict[str, bytes] = field(default_factory=dict)
    _digests: dict[bytes, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, root: str | os.PathLike[str]) -> BaseHistory:
        """The history of the base in a folder.

        Raises:
            NoHistory: it lies in no repository.
        """
        top = Path(os.path.abspath(root))
        repository = repository_of(top.parent)
        folder = None if repository is None else repository.path_of(top)
        if repository is None or folder is None:
            raise NoHistory(root)
        return cls(top, repository, folder)

    def at(self, revision: str) -> BaseState:
        """The base as a revision has it.

        Raises:
            UnknownRevision: there is none; where the history is cut short, the message says so.
            GitFailed: git cannot be asked.
        """
        return self.state(self.texts_at(revision))

    def texts_at(self, revision: str) -> dict[str, bytes]:
        """The bytes of the files of the base as a revision has them, by path.

        Raises:
            UnknownRevision: there is none.
            GitFailed: git cannot be asked.
        """
        files = [file for file in self.repository.files_at(revision, self.folder) if self._is_record(file)]
        new = [file for file in files if file.blob not in self._blobs]
        read = self.repository.contents(new, MAX_BYTES)
        self._blobs.update((file.blob, read[file.path]) for file in new if file.path in read)
        contents = {file.path: self._blobs[file.blob] for file in files if file.blob in self._blobs}
        skip = len(self.folder) - len(self.root.name) if self.folder else 0
        return {path[skip:]: contents[path] for path in sorted(contents)}

    def now(self) -> BaseState:
        """The base as it is in the folder."""
        return self.state(texts_in(self.root))

    def commits(self, *names: str, limit: int | None = None, revision: str = "HEAD") -> tuple[Commit, ...]:
        """The commits that touched any of some records' files, wherever they lay, newest first.

        Args:
            names: ids of records, present or former; none for all.
            limit: how many at most.
            revision: where to begin.
        """
        commits = self.repository.history(self.folder, revision)
        wanted = {f"{name}.yaml" for name in names}
        found = [
            commit
            for commit in commits
            if not wanted or any(path.rpartition("/")[2] in wanted for path in commit.paths)
        ]
        return tuple(found if limit is None else found[:limit])

    def parents_known(self, commit: Commit) -> bool:
        """Whether what came before a commit is there: not where a shallow clone cuts the history."""
        return commit.id not in self.repository.cut_commits

    def _is_record(self, file: StoredFile) -> bool:
        inner = file.path[len(self.folder) :].lstrip("/") if self.folder else file.path
        return inner.endswith(".yaml") and not any(part.startswith(".") for part in inner.split("/"))

    def state(self, texts: Mapping[str, bytes]) -> BaseState:
        """The base made of some texts; what was parsed before is taken again."""
        with collection_paused():
            known = self._digests
            digests = {path: known.get(raw) or known.setdefault(raw, digest_of(raw)) for path, raw in texts.items()}
            if not self._asked:
                self._asked = True
                self._parsed.update(_remembered(self.root))
            return _made(self.root, texts, digests, self._parsed)


def folder_states(before: str | os.PathLike[str], after: str | os.PathLike[str]) -> tuple[BaseState, BaseState]:
    """The bases in two folders, to be compared: what is the same in both is parsed once.

    Raises:
        NotADirectoryError: one is no folder.
    """
    parsed: dict[bytes, FileResult] = {}
    states: list[BaseState] = []
    for root in map(Path, (before, after)):
        texts = texts_in(root)
        # Two copies of a base may have other names; what counts are the paths below them.
        inner = {f"claims/{path.partition('/')[2]}": raw for path, raw in texts.items()}
        digests = {path: digest_of(raw) for path, raw in inner.items()}
        parsed.update(_remembered(root))
        with collection_paused():
            states.append(_made(root, inner, digests, parsed))
    return states[0], states[1]


def texts_in(root: str | os.PathLike[str]) -> dict[str, bytes]:
    """The bytes of the files of a base, by path; what cannot be read is left out.

    Raises:
        NotADirectoryError: `root` is not a folder.
    """
    texts: dict[str, bytes] = {}
    for file in tree(root).files:
        try:
            texts[file.path] = read_regular(file.location, MAX_BYTES)
        except OSError:
            continue
    return texts


def _remembered(root: Path) -> dict[bytes, FileResult]:
    """What earlier runs of `check` parsed in the folder, by the digest of the file."""
    records = cache_of(root).records().records
    return {result.digest: result for result in map(FileResult._make, records.values()) if result.digest}


def _made(
    root: Path, texts: Mapping[str, bytes], digests: Mapping[str, bytes], parsed: dict[bytes, FileResult]
) -> BaseState:
    # Findings name their path, so that what is parsed once and used for two files is taken without them.
    new = {digests[path]: path for path in texts if digests[path] not in parsed}
    parsed.update(zip(new, _results([(path, texts[path]) for path in new.values()]), strict=True))
    results = [(path, parsed[digests[path]]._replace(findings=[])) for path in texts]
    corpus, _ = corpus_of(results, texts.__getitem__)
    return BaseState(link(corpus).graph, digests, os.fspath(root))


def _nothing(_record: Record, _text: Text) -> Iterable[Diagnostic]:
    """No findings: a state is compared by what its records say."""
    return ()


def _nothing_if_usual(data: WrittenRecord, id: str, _text: Text) -> Iterable[Diagnostic] | None:
    return () if is_usual(data, id) else None


def _results(files: Sequence[tuple[str, bytes]]) -> list[FileResult]:
    def work(some: Sequence[tuple[str, bytes]]) -> list[FileResult]:
        return [file_result(raw, path, _nothing, usual=_nothing_if_usual) for path, raw in some]

    shares = map_in_processes(files, work, above=SHARE)
    results = [result for share in shares for result in share]
    for first, share in enumerate(shares):  # they took turns
        results[first :: len(shares)] = share
    return results
