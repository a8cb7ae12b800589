"""What two groups would learn about a claim from other claims, and which would bring them nearer: for a topic's page."""

from __future__ import annotations

from collections import Counter
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.analysis.viewers import members_of
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cruxbase.analysis.learning import Lesson
    from cruxbase.knowledge_base import KnowledgeBase

MOST = 6
_ENOUGH = 2


class LearnedFrom(NamedTuple):
    """A claim in a ranking.

    Attributes:
        claim: the claim.
        part: what there is to learn or to settle, as a part of the most that there could be.
        members: the lower median of the same over the members who stated a conditional, with their number; or empty.
    """

    claim: Ref
    part: str
    members: str


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
    stated = {who: _targets(kb, who) & inside for who in kb.graph.ids("person") if len(members_of(kb, who)) >= _ENOUGH}
    counts = Counter(target for targets in stated.values() for target in targets)
    target = next((target for target, count in counts.most_common() if count >= _ENOUGH), None)
    if target is None:
        return None
    camps = [who for who, targets in stated.items() if target in targets][:2]
    page_context.linked.update(camps)
    refs = (page_context.ref(camps[0]), page_context.ref(camps[1]))
    rankings = [
        Ranking(
            f"{ref.title} would learn most from",
            _rows(page_context, kb.lessons(target, ref.id), _by_member(kb, target, ref.id)),
        )
        for ref in refs
    ]
    between = kb.lessons(target, *camps, by="disagreement")
    rankings.append(Ranking("Expected to bring the two nearest", _rows(page_context, between, {})))
    return Learning(page_context.ref(target), refs, tuple(rankings), tuple(_reported(page_context, camps, inside)))


def _targets(kb: KnowledgeBase, group: str) -> set[str]:
    """The claims of which the members of a group stated a credence given another."""
    return {
        conditional.of
        for member in members_of(kb, group)
        for viewpoint in kb.person(member).viewpoints
        for conditional in viewpoint.record.conditionals
    }


def _by_member(kb: KnowledgeBase, target: str, group: str) -> dict[str, str]:
    """Claim → the lower median of what each member would learn who stated a conditional, and of how many."""
    parts: dict[str, list[float]] = {}
    for member in members_of(kb, group):
        for row in kb.lessons(target, member):
            if row.outlooks[0].stated and row.value.share_of_maximum is not None:
                parts.setdefault(row.claim.id, []).append(row.value.share_of_maximum)
    return {
        claim: f"{_percent(median_low(several))} over {formatting.several(len(several), 'member')}"
        for claim, several in parts.items()
    }


def _rows(page_context: PageContext, lessons: Iterable[Lesson], members: dict[str, str]) -> tuple[LearnedFrom, ...]:
    told = [row for row in lessons if row.value.share_of_maximum is not None][:MOST]
    return tuple(
        LearnedFrom(
            page_context.ref(row.claim.id), _percent(row.value.share_of_maximum or 0.0), members.get(row.claim.id, "")
        )
        for row in told
    )


def _percent(value: float) -> str:
    """Two digits of a part: what goes in are forecasts in round numbers."""
    return formatting.percent(float(f"{value:.2g}"))


def _reported(page_context: PageContext, camps: Iterable[str], inside: set[str]) -> Iterable[Ref]:
    context = page_context.context
    sources = {
        citation.source
        for camp in camps
        for member in members_of(context.kb, camp)
        for viewpoint in context.kb.person(member).viewpoints
        for citation in viewpoint.record.sources
    }
    for id in sorted(inside):
        cited = {citation.source for citation in context.kb.graph.citations_by(id)}
        if context.kind(id) == "evidence" and cited & sources:
            yield page_context.ref(id)
