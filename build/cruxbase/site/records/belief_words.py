"""Beliefs in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.site import formatting

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief


def belief_in_words(belief: Belief) -> str:
    """A belief as a number, range or stance."""
    return formatting.credence(belief.credence) if belief.credence is not None else formatting.STANCE[belief.stance]
