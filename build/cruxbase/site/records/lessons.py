"""What two groups would learn about a claim from other claims, and which would bring them nearer: for a topic's page."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.analysis.learning import median_lessons
from cruxbase.analysis.viewers import members_of
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref
from cruxbase.support import figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cruxbase.knowledge_base import KnowledgeBase

MOST = 6
_ENOUGH = 2


class LearnedFrom(NamedTuple):
    """A claim in a ranking.

    Attributes:
        claim: the claim.
        worth: the median of what there is to learn or to settle, in thousandths of a bit; rows are ordered by it.
        number: over how many members, or pairs of them.
    """

    claim: Ref
    worth: str
    number: str


class Ranking(NamedTuple):
    """What would teach a group most, or bring two groups nearest."""

    title: str
    rows: tuple[LearnedFrom, ...]


class Learning(NamedTuple):
    """What is computed of two groups, and what their study reports.

    Attributes:
        target: the claim that is to be learned about.
        camps: the two groups.
        rankings: one for each group, then one for the two.
        reported: the evidence of the topic that was read from the same study.
    """

    target: Ref
    camps: tuple[Ref, Ref]
    rankings: tuple[Ranking, ...]
    reported: tuple[Ref, ...]


def learning(page_context: PageContext, claims: Iterable[str]) -> Learning | None:
    """What two groups whose members stated conditionals would learn; None where a topic has no two such groups.

    Args:
        page_context: the page.
        claims: those of the topic.
    """
    kb, inside = page_context.context.kb, set(claims)
    stated = {who: _targets(kb, who) & inside for who in kb.graph.ids("person") if len(_members(kb, who)) >= _ENOUGH}
    counts = Counter(target for targets in stated.values() for target in targets)
    target = next((target for target, count in counts.most_common() if count >= _ENOUGH), None)
    if target is None:
        return None
    camps = [who for who, targets in stated.items() if target in targets][:2]
    page_context.linked.update(camps)
    refs = (page_context.ref(camps[0]), page_context.ref(camps[1]))
    rankings = [
        Ranking(f"{ref.title} would learn most from", _rows(page_context, target, (ref.id,), "member")) for ref in refs
    ]
    rankings.append(
        Ranking("Expected to bring the two nearest", _rows(page_context, target, tuple(camps), "pair of members"))
    )
    return Learning(page_context.ref(target), refs, tuple(rankings), tuple(_reported(page_context, camps, inside)))


def _members(kb: KnowledgeBase, group: str) -> tuple[str, ...]:
    """The members of a group who have viewpoints, also where it speaks for itself."""
    return members_of(kb, group, silent=False)


def _targets(kb: KnowledgeBase, group: str) -> set[str]:
    """The claims of which the members of a group stated a credence given another."""
    return {
        conditional.of
        for member in _members(kb, group)
        for viewpoint in kb.person(member).viewpoints
        for conditional in viewpoint.record.conditionals
    }


def _rows(page_context: PageContext, target: str, groups: tuple[str, ...], unit: str) -> tuple[LearnedFrom, ...]:
    kb = page_context.context.kb
    rows = []
    for row in median_lessons(kb, target, *groups)[:MOST]:
        number = formatting.several(row.number, unit, unit.replace("pair", "pairs") if "pair" in unit else "")
        rows.append(
            LearnedFrom(
                page_context.ref(row.claim.id),
                figures.number(1000 * row.log / math.log10(2), 2),
                number,
            )
        )
    return tuple(rows)


def _reported(page_context: PageContext, camps: Iterable[str], inside: set[str]) -> Iterable[Ref]:
    context = page_context.context
    sources = {
        citation.source
        for camp in camps
        for member in _members(context.kb, camp)
        for viewpoint in context.kb.person(member).viewpoints
        for citation in viewpoint.record.sources
    }
    for id in sorted(inside):
        cited = {citation.source for citation in context.kb.graph.citations_by(id)}
        if context.kind(id) == "evidence" and cited & sources:
            yield page_context.ref(id)
