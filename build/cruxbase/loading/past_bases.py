"""Knowledge bases of earlier states, and two states compared."""

from __future__ import annotations

import os

from cruxbase.analysis.base_comparison import compare_bases
from cruxbase.analysis.comparison_parts import BaseComparison
from cruxbase.analysis.revisions import BaseHistory, BaseState
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.support.collection import collection_paused


def at(revision: str, root: str | os.PathLike[str] = "claims") -> KnowledgeBase:
    """The base in a folder as a revision of its git repository has it.

    Args:
        revision: a commit, a tag, a branch, `HEAD~3`.
        root: the folder with the records.

    Raises:
        NoHistory: the folder lies in no git repository.
        UnknownRevision: there is no such revision.
        GitFailed: git cannot be asked.
    """
    return base_of_state(BaseHistory.of(root).at(revision))


def base_of_state(state: BaseState) -> KnowledgeBase:
    """The knowledge base of a state."""
    return KnowledgeBase(state.graph, state.root)


def compared(before: BaseState, after: BaseState) -> BaseComparison:
    """Two states, compared, and files told apart in which only comments or the layout changed."""
    touched = [path for path, digest in after.digests.items() if before.digests.get(path, digest) != digest]
    with collection_paused():  # a third of the time would go into looking through graphs that stay
        return compare_bases(base_of_state(before), base_of_state(after), touched=touched)
