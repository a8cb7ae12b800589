"""When each record of a base changed, and in what, from one look at git: cheap enough for every page of a site.

`record_history` says more of one record, and takes a second for each commit: it loads the base before and after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import NamedTuple

from cruxbase.analysis.record_changes import sort_of_change
from cruxbase.parsing.plain_yaml import yaml_texts
from cruxbase.records.wording import MEANING, turned_words
from cruxbase.support.git_repository import Commit, FileChange, Repository

_LARGEST = 1024 * 1024  # bytes of a record
_SUFFIX = ".yaml"


class VersionOfRecord(NamedTuple):
    """A commit that touched a record.

    Attributes:
        commit: its full name.
        date: its day, as `2026-01-31`.
        summary: the first line of its message.
        sort: `added`, `removed`, `substance`, `wording`, `about` (sources, notes and the like) or `layout`.
        keys: the keys of the record whose content changed, in the order of the file.
        wordings: key → what it said and what it says, of the texts that say what the record asserts.
    """

    commit: str
    date: str
    summary: str
    sort: str
    keys: tuple[str, ...] = ()
    wordings: tuple[tuple[str, str, str], ...] = ()


Difference = tuple[str, list[str], list[list[str]]]
"""Sort, keys and wordings of a change, as they are kept."""


Touched = Sequence[tuple[Commit, tuple[FileChange, ...]]]


def whole_commits(repository: Repository, folder: str) -> Touched:
    """The commits that touched a folder, newest first, but those at which a shallow clone is cut.

    Git has the latter touch every file that they hold.

    Args:
        repository: where the folder lies.
        folder: relative to the repository's top.

    Raises:
        UnknownRevision: the repository has no commit yet.
        GitFailed: git cannot be asked.
    """
    cut = repository.cut_commits if repository.is_shallow else frozenset()
    return [(commit, changes) for commit, changes in repository.versions(folder) if commit.id not in cut]


def record_versions(
    repository: Repository, commits: Touched, kept: MutableMapping[str, Difference] | None = None
) -> dict[str, tuple[VersionOfRecord, ...]]:
    """The commits that touched each record, newest first, by the name of its file without the suffix.

    Args:
        repository: where the commits are.
        commits: newest first.
        kept: differences found earlier, by the two contents; the new ones are added, and those no longer needed removed.

    Raises:
        GitFailed: git cannot be asked.
    """
    kept = {} if kept is None else kept
    pairs = {key: change for _, changes in commits for change in changes if (key := _key(change))}
    missing = [key for key in pairs if key not in kept]
    names = dict.fromkeys(name for key in missing for name in (pairs[key].before, pairs[key].after))
    contents = repository.blobs(tuple(names), _LARGEST)
    for key in missing:
        kept[key] = _difference(contents.get(pairs[key].before), contents.get(pairs[key].after))
    for key in [key for key in kept if key not in pairs]:
        del kept[key]
    return _by_record(commits, kept)


def _key(change: FileChange) -> str:
    if not (change.path.endswith(_SUFFIX) and change.before and change.after):
        return ""
    return f"{change.before} {change.after}"


def _by_record(commits: Touched, kept: Mapping[str, Difference]) -> dict[str, tuple[VersionOfRecord, ...]]:
    versions: dict[str, list[VersionOfRecord]] = defaultdict(list)
    for commit, changes in commits:
        moved = _moved(changes)
        for change in changes:
            if not change.path.endswith(_SUFFIX):
                continue
            name = change.path.rpartition("/")[2].removesuffix(_SUFFIX)
            if name in moved:
                continue
            if key := _key(change):
                sort, keys, wordings = kept[key]
            else:
                sort, keys, wordings = "added" if change.after else "removed", [], []
            texts = tuple((key, was, now) for key, was, now in wordings)
            versions[name].append(VersionOfRecord(commit.id, commit.date, commit.summary, sort, tuple(keys), texts))
    return {name: tuple(several) for name, several in versions.items()}


def _moved(changes: Iterable[FileChange]) -> frozenset[str]:
    """The records whose file a commit only put into another folder."""
    ends: dict[str, set[str]] = defaultdict(set)
    contents: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if bool(change.before) != bool(change.after):
            name = change.path.rpartition("/")[2].removesuffix(_SUFFIX)
            ends[name].add("in" if change.after else "out")
            contents[name].add(change.before or change.after)
    return frozenset(name for name, several in ends.items() if len(several) == 2 and len(contents[name]) == 1)


def _difference(before: bytes | None, after: bytes | None) -> Difference:
    old, new = _data(before), _data(after)
    if old is None or new is None:
        return ("substance", [], [])  # a version that cannot be read
    keys = [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]
    if not keys:
        return ("layout", [], [])
    wordings = [[key, _text(old, key), _text(new, key)] for key in MEANING if _text(old, key) != _text(new, key)]
    return (sort_of_change(keys, turned_words(old, new)), keys, wordings)


def _text(data: Mapping[str, object], key: str) -> str:
    return " ".join(str(data.get(key) or "").split())


def _data(content: bytes | None) -> Mapping[str, object] | None:
    """The plain data of a version; None where it cannot be read."""
    if content is None:
        return None
    try:
        data = yaml_texts(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
