"""What commits moved, worked out once for each pair of states: what a site says of the changes of its records.

`record_history` says what the change of one record moved by itself, and works it out whenever it is asked. Here whole
commits are compared, by the function that `cruxbase diff` uses, so that a commit that touched forty records costs one
comparison, and the result is kept by what it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import NamedTuple

from cruxbase.analysis.base_comparison import compare_bases
from cruxbase.analysis.comparison_parts import BaseComparison
from cruxbase.analysis.record_versions import VersionOfRecord
from cruxbase.analysis.revisions import BaseHistory
from cruxbase.loading.past_bases import base_of_state
from cruxbase.support.collection import collection_paused
from cruxbase.support.fingerprint import FINDINGS, fingerprint
from cruxbase.support.git_repository import GitFailed, UnknownRevision

MOST_KEPT = 200
"""So many moved statuses, strengths and gaps of one commit are kept, the most telling of each; the rest are counted."""


class MovedStatus(NamedTuple):
    """A conclusion that stands otherwise since a commit; fields as in `StatusChange`."""

    claim: str
    who: str
    before: str | None
    after: str | None


class MovedStrength(NamedTuple):
    """A conclusion that somebody believes more or less since a commit; fields as in `StrengthChange`."""

    claim: str
    who: str
    before: float | None
    after: float | None
    stated: bool


class MovedGap(NamedTuple):
    """What divides two people otherwise since a commit; fields as in `GapChange`."""

    target: str
    a: str
    b: str
    sort: str
    before: float | None
    after: float | None
    cruxes_gone: tuple[str, ...]
    cruxes_new: tuple[str, ...]


class CommitEffect(NamedTuple):
    """What a commit moved.

    Attributes:
        records: how many records it changed in what they say or mean.
        statuses: conclusions whose label changed, for whom, at face value first.
        strengths: conclusions believed more or less, the largest change first.
        gaps: what divides pairs of people, changed signs and cruxes first.
        numbers: how many results of models moved.
        more: how many further statuses, strengths and gaps it moved.
    """

    records: int
    statuses: tuple[MovedStatus, ...] = ()
    strengths: tuple[MovedStrength, ...] = ()
    gaps: tuple[MovedGap, ...] = ()
    numbers: int = 0
    more: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether nothing followed."""
        return not (self.statuses or self.strengths or self.gaps or self.numbers)


KeptEffect = tuple[
    int,
    Sequence[tuple[str, str, str | None, str | None]],
    Sequence[tuple[str, str, float | None, float | None, bool]],
    Sequence[tuple[str, str, str, str, float | None, float | None, Sequence[str], Sequence[str]]],
    int,
    int,
]
"""A `CommitEffect` as it is kept between builds, where tuples come back as lists."""


def commit_effects(
    history: BaseHistory,
    commits: Sequence[str],
    kept: MutableMapping[str, KeptEffect] | None = None,
    *,
    newest: int = 1,
) -> dict[str, CommitEffect]:
    """What the newest of some commits moved, by their full names.

    The answer is the same whatever was kept. Each that was not kept costs about half a second of a base of two thousand
    records. In a clone whose history is cut short nothing is worked out.

    Args:
        history: of the base.
        commits: full names, newest first.
        kept: effects worked out earlier, by the contents of the base before and after; the new ones are added, and those
            of other commits or of other code removed.
        newest: of how many commits, from the newest.

    Raises:
        GitFailed: git cannot be asked.
    """
    kept = {} if kept is None else kept
    if history.repository.is_shallow or not commits:
        return {}
    code = fingerprint(FINDINGS)
    contents = history.repository.folder_contents(commits, history.folder)
    keys = {commit: f"{code} {before} {after}" for commit, (before, after) in contents.items()}
    for commit in commits[:newest]:
        if commit in keys and keys[commit] not in kept:
            effect = _effect(history, commit)
            if effect is not None:
                kept[keys[commit]] = effect
    wanted = set(keys.values())
    for key in [key for key in kept if key not in wanted]:
        del kept[key]
    asked = {commit: keys[commit] for commit in commits[:newest] if commit in keys}
    return {commit: _read(kept[key]) for commit, key in asked.items() if key in kept}


def _effect(history: BaseHistory, commit: str) -> CommitEffect | None:
    """What one commit moved; None where it cannot be told."""
    try:
        with collection_paused():
            before, after = (base_of_state(history.at(revision)) for revision in (f"{commit}^", commit))
            return effect_of(compare_bases(before, after))
    except (GitFailed, UnknownRevision):
        return None


def effect_of(comparison: BaseComparison) -> CommitEffect:
    """What of a comparison of two states is told beside a commit."""
    statuses = [MovedStatus(one.claim, one.who, one.before, one.after) for one in comparison.statuses if one.is_flip]
    strengths = [MovedStrength(one.claim, one.who, one.before, one.after, one.stated) for one in comparison.strengths]
    gaps = [
        MovedGap(one.target, one.a, one.b, one.sort, one.before, one.after, one.cruxes_gone, one.cruxes_new)
        for one in comparison.gaps
    ]
    records = sum(one.sort not in ("about", "wording") for one in comparison.records)
    more = sum(max(len(several) - MOST_KEPT, 0) for several in (statuses, strengths, gaps))
    return CommitEffect(
        records,
        tuple(statuses[:MOST_KEPT]),
        tuple(strengths[:MOST_KEPT]),
        tuple(gaps[:MOST_KEPT]),
        len(comparison.models),
        more,
    )


def _read(plain: KeptEffect) -> CommitEffect:
    """An effect that was kept as plain lists."""
    records, statuses, strengths, gaps, numbers, more = plain
    return CommitEffect(
        records,
        tuple(MovedStatus(*row) for row in statuses),
        tuple(MovedStrength(*row) for row in strengths),
        tuple(MovedGap(*row[:6], tuple(row[6]), tuple(row[7])) for row in gaps),
        numbers,
        more,
    )


def commits_in_substance(versions: Mapping[str, Iterable[VersionOfRecord]], order: Iterable[str]) -> tuple[str, ...]:
    """The commits that changed what some record says or means, newest first.

    Args:
        versions: record → its `VersionOfRecord`s.
        order: all commits, newest first.
    """
    telling = {one.commit for several in versions.values() for one in several if one.sort == "substance"}
    return tuple(commit for commit in order if commit in telling)
