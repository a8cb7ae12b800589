"""How one record came to say what it says: its changes in git, each with what followed from it alone."""

from __future__ import annotations

from dataclasses import dataclass

from cruxbase.analysis.base_comparison import compare_bases
from cruxbase.analysis.comparison_parts import BaseComparison, RecordChange
from cruxbase.analysis.record_changes import TwoStates, record_changes
from cruxbase.analysis.revisions import BaseHistory, BaseState
from cruxbase.loading.past_bases import base_of_state
from cruxbase.records.wording import MEANING
from cruxbase.support.git_repository import Commit, UnknownRevision
from cruxbase.support.results import PlainDict

CLASSES = ("added", "substance", "wording", "retired", "renamed", "merged", "removed", "revived", "about", "broken")
"""The classes of a change log, in the order in which it lists them."""


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """A commit that changed a record.

    Attributes:
        commit: the commit.
        change: what became of the record; None where only comments or the layout changed.
        wordings: key → what it said and what it says, of the texts that say what the record asserts.
        effect: what followed from the change of this record alone; None where it was not asked for, or the record was new.
    """

    commit: Commit
    change: RecordChange | None
    wordings: tuple[tuple[str, str, str], ...]
    effect: BaseComparison | None


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """What git knows of one record.

    Attributes:
        id: its present id.
        versions: newest first.
        is_cut: whether the clone is shallow, so that older changes may be missing.
    """

    id: str
    versions: tuple[RecordVersion, ...]
    is_cut: bool


def record_history(history: BaseHistory, id: str, *, limit: int | None = None, effects: bool = True) -> RecordHistory:
    """The commits that changed a record, newest first.

    Args:
        history: of the base.
        id: of the record; its former ids are followed.
        limit: the most commits.
        effects: whether to work out what followed from each.

    Raises:
        UnknownRevision: the repository has no commit yet.
        GitFailed: git cannot be asked.
    """
    now = history.now().graph
    names = (id, *(alias for alias, other in now.corpus.aliases.items() if other == id))
    commits = (one for one in history.commits(*names, limit=limit) if history.parents_known(one))
    versions = [_version(history, commit, names, effects) for commit in commits]
    return RecordHistory(id, tuple(versions), history.repository.is_shallow)


def _version(history: BaseHistory, commit: Commit, names: tuple[str, ...], effects: bool) -> RecordVersion:
    before = _before(history, commit)
    texts = history.texts_at(commit.id)
    after = history.state(texts)
    states = TwoStates(before.graph, after.graph)
    own = [change for change in record_changes(states) if change.id in names or change.former in names]
    if not own:
        return RecordVersion(commit, None, (), None)
    change = own[0]
    effect = None
    if effects and change.sort not in ("added", "removed", "broken", "renamed", "merged"):
        path = after.graph.corpus.origin_of(change.id)
        kept = {one: raw for one, raw in _texts_before(history, commit).items() if not _is_of(one, names)}
        alone = history.state({**kept, path: texts[path]})
        effect = compare_bases(base_of_state(before), base_of_state(alone))
    return RecordVersion(commit, change, _wordings(states, change), effect)


def _is_of(path: str, names: tuple[str, ...]) -> bool:
    return path.rpartition("/")[2].removesuffix(".yaml") in names


def _before(history: BaseHistory, commit: Commit) -> BaseState:
    return history.state(_texts_before(history, commit))


def _texts_before(history: BaseHistory, commit: Commit) -> dict[str, bytes]:
    """The base before a commit: nothing before the first."""
    try:
        return history.texts_at(f"{commit.id}^")
    except UnknownRevision:
        return {}


def _wordings(states: TwoStates, change: RecordChange) -> tuple[tuple[str, str, str], ...]:
    former = change.former or change.id
    if former not in states.before.corpus or change.id not in states.after.corpus:
        return ()
    old, new = states.before.corpus.entry(former).data, states.after.corpus.entry(change.id).data
    pairs = ((key, str(old.get(key, "")), str(new.get(key, ""))) for key in MEANING)
    return tuple((key, was, now) for key, was, now in pairs if was != now)


def changelog(before: BaseState, after: BaseState) -> dict[str, tuple[RecordChange, ...]]:
    """The records that differ between two states, by class; classes without any are left out.

    >>> from cruxbase import example
    >>> state = BaseState(example().graph, {})
    >>> changelog(state, state)
    {}
    """
    changes = record_changes(TwoStates(before.graph, after.graph))
    by_class = {sort: tuple(change for change in changes if change.sort == sort) for sort in CLASSES}
    return {sort: several for sort, several in by_class.items() if several}


def plain_version(version: RecordVersion) -> PlainDict:
    """A version as plain data, for JSON."""
    import dataclasses

    effect = version.effect
    return {
        "commit": version.commit.id,
        "date": version.commit.date,
        "author": version.commit.author,
        "summary": version.commit.summary,
        "change": None if version.change is None else dataclasses.asdict(version.change),
        "wordings": [{"key": key, "before": was, "after": now} for key, was, now in version.wordings],
        "effect": None if effect is None else effect.to_dict(),
    }
