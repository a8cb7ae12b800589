"""The best case for a claim and against it, as its page shows them, and where a reader may go on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.analysis.best_case import CaseSide, CaseStep, best_case
from cruxbase.records import ARGUABLE
from cruxbase.site.context import PageContext, Ref

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim
    from cruxbase.knowledge_base import KnowledgeBase

SIDES: tuple[CaseSide, ...] = ("against", "for")
"""The other side comes first."""


class CaseLine(NamedTuple):
    """One step of a case.

    Attributes:
        claims: what is said.
        text: the statement of what is said, where it is one claim; else empty.
        relation: `supports`, `attacks`, `undercuts` or `excludes`.
        on: the claim that it bears on; None where that is the step before, or the claim itself.
        because: why it bears on that.
        reply: the strongest thing said against it.
    """

    claims: tuple[Ref, ...]
    text: str
    relation: str
    on: Ref | None
    because: Markup
    reply: Ref | None


class Case(NamedTuple):
    """The best case on one side; without lines where there is none.

    Attributes:
        side: `for` or `against`.
        lines: its steps.
        reasons: how many reasons on that side the claim has itself.
    """

    side: CaseSide
    lines: tuple[CaseLine, ...]
    reasons: int

    @property
    def adds_to_reasons(self) -> bool:
        """Whether it says more than the list of reasons, which says all where there is one and nothing behind it."""
        return len(self.lines) > 1 or self.reasons > 1 or (bool(self.lines) and not self.reasons)


def best_cases(page_context: PageContext, claim: Claim) -> tuple[Case, ...]:
    """The best case against a claim and the best one for it; nothing for what has no truth value."""
    if claim.type not in ARGUABLE:
        return ()
    return tuple(_case(page_context, claim, side) for side in SIDES)


def case_facts(kb: KnowledgeBase, claim: Claim) -> list[object]:
    """What `best_cases` shows, apart from the titles and statements of the records that it names."""
    if claim.type not in ARGUABLE:
        return []
    cases = (best_case(kb, claim.id, side).steps for side in SIDES)
    rows = [
        [
            ([one.id for one in step.claims], step.relation, step.on.id, step.because, step.reply and step.reply.id)
            for step in case
        ]
        for case in cases
    ]
    return [rows, *(_reasons(kb, claim.id, side) for side in ("for", "against"))]


def _reasons(kb: KnowledgeBase, id: str, side: str) -> int:
    """How many reasons on one side a claim has itself."""
    kind = "supports" if side == "for" else "attacks"
    return sum(step.kind == kind for step in kb.graph.steps_into(id))


def _case(page_context: PageContext, claim: Claim, side: CaseSide) -> Case:
    steps = best_case(page_context.context.kb, claim.id, side).steps
    known = {claim.id}
    lines = []
    for step in steps:
        lines.append(_line(page_context, step, named=step.on.id in known and step.relation != "undercuts"))
        known = {one.id for one in step.claims}
    return Case(side, tuple(lines), _reasons(page_context.context.kb, claim.id, side))


def _line(page_context: PageContext, step: CaseStep, *, named: bool) -> CaseLine:
    claims = tuple(page_context.ref(claim.id) for claim in step.claims)
    return CaseLine(
        claims,
        claims[0].text if len(claims) == 1 else "",
        step.relation,
        None if named else page_context.ref(step.on.id),
        page_context.inline(step.because),
        None if step.reply is None else page_context.ref(step.reply.id),
    )


def view_address(page_context: PageContext, claim: Claim) -> str:
    """Where a reader sets a credence in a claim, or in a side of a crux; empty for what nobody can believe.

    The page opens on the topic of the record, with the claim as its conclusion.
    """
    topic = claim.topic
    sides = [side for side in claim.sides if side.type in ARGUABLE] if claim.type == "crux" else []
    target = claim if claim.type in ARGUABLE else sides[0] if sides else None
    if target is None or topic is None or claim.record.status == "retired":
        return ""
    return f"{page_context.root}your-view/#about={topic.id}&for={target.id}"
