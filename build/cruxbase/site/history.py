"""What changed lately, as git tells it. There is no other clock in a build: the same commit gives the same pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from cruxbase.analysis.record_versions import Difference, VersionOfRecord, record_versions, whole_commits
from cruxbase.analysis.revisions import BaseHistory
from cruxbase.loading.commit_effects import CommitEffect, KeptEffect, commit_effects, commits_in_substance
from cruxbase.support.git_repository import GitFailed, UnknownRevision, repository_of

RECENT = 30
"""So many changes are shown in a feed."""

DAYS = 7
"""Of so many days on which records changed, all that was done is told, where there are that many."""


class Change(NamedTuple):
    """A commit that touched records.

    Attributes:
        date: the day of the commit.
        when: its moment, as RFC 3339 has it.
        commit: its name.
        subject: the first line of its message.
        ids: the records whose files it touched, which may be gone by now.
        added: those of them that it brought in.
    """

    date: str
    when: str
    commit: str
    subject: str
    ids: tuple[str, ...]
    added: tuple[str, ...] = ()


class History(NamedTuple):
    """What git tells of a base.

    Attributes:
        changes: the commits that touched its records, newest first.
        is_shallow: whether older commits are missing from this clone.
        versions: the commits that touched each record, newest first, by the name of its file without the suffix.
        effects: what commits moved, by their full names, as far as that is known.
    """

    changes: tuple[Change, ...] = ()
    is_shallow: bool = False
    versions: Mapping[str, tuple[VersionOfRecord, ...]] = MappingProxyType({})
    effects: Mapping[str, CommitEffect] = MappingProxyType({})


def of_latest_days(history: History) -> tuple[Change, ...]:
    """The changes of the last days on which there were any, each day whole, newest first.

    Where the clone is cut short, its oldest day may have begun before the cut, so that day is left out.
    """
    days = list(dict.fromkeys(change.date for change in history.changes))
    shown = set((days[:-1] if history.is_shallow else days)[:DAYS])
    return tuple(change for change in history.changes if change.date in shown)


def history_of(
    base: str | os.PathLike[str],
    root: str | os.PathLike[str],
    kept: MutableMapping[str, Difference] | None = None,
) -> History:
    """The commits that touched the records in a folder; none outside a git repository.

    Where a clone is cut short, the commit at the cut is left out: git has it touch every file that it holds.

    Args:
        base: the folder with the records. Whatever lies in it, it is never asked whether it is a repository.
        root: the folder of the site's configuration, whose repository is asked.
        kept: what earlier builds found out about differences; see `record_versions`.
    """
    repository = repository_of(root)
    path = repository.path_of(base) if repository is not None else None
    if repository is None or path is None:
        return History()
    try:
        commits = whole_commits(repository, path)
        versions = record_versions(repository, commits, kept)
    except (GitFailed, UnknownRevision):
        return History()
    changes = []
    for commit, files in commits:
        ids, added = _ids(commit.paths), _ids(file.path for file in files if not file.before)
        changes.append(Change(commit.date, commit.moment, commit.id, commit.summary, ids, added))
    return History(tuple(changes), repository.is_shallow, versions)


def with_effects(
    history: History,
    base: str | os.PathLike[str],
    root: str | os.PathLike[str],
    kept: MutableMapping[str, KeptEffect] | None = None,
    *,
    newest: int,
) -> History:
    """The same history with what its commits moved, of those that changed a record in substance.

    Args:
        history: as `history_of` has it.
        base: the folder with the records.
        root: the folder of the site's configuration, whose repository is asked.
        kept: what earlier builds worked out; see `commit_effects`.
        newest: of how many commits, from the newest; below nothing for all.
    """
    commits = commits_in_substance(history.versions, (change.commit for change in history.changes))
    repository = repository_of(root)
    path = repository.path_of(base) if repository is not None else None
    if not commits or repository is None or path is None:
        return history
    states = BaseHistory(Path(os.path.abspath(base)), repository, path)
    try:
        effects = commit_effects(states, commits, kept, newest=len(commits) if newest < 0 else newest)
    except GitFailed:
        return history
    return history._replace(effects=effects)


def _ids(paths: Iterable[str]) -> tuple[str, ...]:
    """The ids of the records in some files."""
    names = (os.path.basename(name) for name in paths if name.endswith(".yaml"))
    return tuple(dict.fromkeys(name.removesuffix(".yaml") for name in names))
