"""Beliefs in words and as ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.reasoning.anchoring import read_by_editor
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref
from cruxbase.site.formatting import Said, belief_in_words

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief
    from cruxbase.reasoning.perspective import Perspective

Range = tuple[float, float]

STANCE_RANGES = {"holds": (0.5, 1.0), "rejects": (0.0, 0.5), "suspends": (0.0, 1.0)}
"""From how little to how much somebody believes what they hold, reject or suspend judgement on."""


def said_of(page_context: PageContext, view: Perspective, claim: str) -> Said | None:
    """What stands on record of somebody's view of a claim; None where they are silent."""
    if claim not in view:
        return None
    stance = view.stances.get(claim, "")
    words = formatting.credence(view.credences[claim]) if claim in view.credences else formatting.STANCE[stance]
    return Said(words, is_reading=read_by_editor(page_context.context.kb.graph, view, claim))


def basis_on(page_context: PageContext, belief: Belief) -> str:
    """Where a credence or stance is from; how far its texts were checked decides that, so the page names them."""
    known = page_context.context.kb.known
    texts = [belief.entry.source, *(citation.source for citation in belief.viewpoint.record.sources)]
    for text in filter(None, texts):
        id = known(text, "source")
        (page_context.sought if id is None else page_context.shown).add(id or text)
    return formatting.basis_in_words(belief)


def belief_range(belief: Belief) -> Range:
    """From how little to how much a claim is believed."""
    return STANCE_RANGES[belief.stance] if belief.credence is None else (belief.credence.low, belief.credence.high)


def leaves_room(before: Range, after: Range) -> bool:
    """Whether one of two is a bare stance that leaves room for the other: no change of mind.

    >>> leaves_room((0.5, 1.0), (0.8, 0.95)), leaves_room((0.8, 0.95), (0.55, 0.8))
    (True, False)
    """
    return any(
        stance in STANCE_RANGES.values() and stance[0] <= other[0] and other[1] <= stance[1]
        for stance, other in ((before, after), (after, before))
    )


class ChangedMind(NamedTuple):
    """Somebody who came to say something else of a claim.

    Attributes:
        who: the person.
        claim: the claim.
        before: what they had said.
        since: what they said then.
        date: when they said it.
    """

    who: Ref
    claim: Ref
    before: str
    since: str
    date: str


def changed_minds(page_context: PageContext, claims: Iterable[str]) -> list[ChangedMind]:
    """Who revised what they had said of any of some claims, the latest change first."""
    rows = [row for claim in claims for row in _changed(page_context, claim)]
    return sorted(rows, key=lambda row: (row.date, row.who.id), reverse=True)


def _changed(page_context: PageContext, claim: str) -> Iterator[ChangedMind]:
    by_holder: dict[str, list[Belief]] = defaultdict(list)
    for link in page_context.context.kb.claim(claim).held_by:
        holder = link.viewpoint.holder
        if holder is not None:
            by_holder[holder.id].append(link)
    for holder_id, beliefs in by_holder.items():
        for before, after in pairwise(sorted(beliefs, key=lambda belief: belief.viewpoint.date)):
            ranges = belief_range(before), belief_range(after)
            if ranges[0] != ranges[1] and not leaves_room(*ranges):
                yield ChangedMind(
                    page_context.ref(holder_id),
                    page_context.ref(claim),
                    belief_in_words(before),
                    belief_in_words(after),
                    after.viewpoint.date,
                )
