"""Where a claim stands for each view, and why, one step deep: what its page says of its status.

The labels are those of `KnowledgeBase.statuses`. The proof of a label (`Status.explain`) goes down to what needs no reason;
a page needs its first step only, and that can be read off the labels of what bears on the claim, so that no proof is made
for each of the base's claims and views. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.knowledge_base.viewers import perspective_of
from cruxbase.reasoning.on_graph import ON_RECORD, is_retired
from cruxbase.reasoning.status import Label, Reason

if TYPE_CHECKING:
    from cruxbase.graph import Step
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.standings import Standing

Labels = Mapping[str, Label]


class Ground(NamedTuple):
    """One thing that settles a status, or that it waits for.

    Attributes:
        claims: the premises of a step, a rival side, or what the claim requires.
        step: name of the step, or empty.
        kind: `supports`, `attacks`, `requires` or `rival`.
    """

    claims: tuple[str, ...]
    step: str
    kind: str


class Why(NamedTuple):
    """The first step of why a claim has its label.

    Attributes:
        reason: the rule that gave it.
        grounds: what the rule used: what supports or defeats the claim, or what it waits for.
        defeated: how many objections there are that all fail, where the claim stands.
    """

    reason: Reason
    grounds: tuple[Ground, ...]
    defeated: int


class Verdict(NamedTuple):
    """The status of a claim for one view.

    Attributes:
        who: id of a person or viewpoint, or `on-record`.
        label: in, out or undecided.
        said: how far they believe it, low to high; None where they are silent.
        why: the first step of the reason.
    """

    who: str
    label: Label
    said: tuple[float, float] | None
    why: Why


def verdicts(kb: KnowledgeBase, claim: str) -> tuple[Verdict, ...]:
    """Where a claim stands on record and for each person who spoke of it or settles it otherwise.

    A viewpoint is listed beside its holder only where the two differ: where somebody changed their mind.
    """
    standings = kb.statuses()
    rows = standings.of(claim)
    people = {row.who: row for row in rows if row.who != ON_RECORD and kb.graph.kind(row.who) == "person"}
    shown = [row for row in rows if row.who in people or row.who == ON_RECORD or _differs(kb, row, people)]
    return tuple(Verdict(row.who, row.label, row.said, why(kb, row)) for row in shown)


def _differs(kb: KnowledgeBase, row: Standing, people: Mapping[str, Standing]) -> bool:
    holders = kb.graph.links_from("holder", row.who)
    holder = people.get(holders[0].end) if holders else None
    return holder is None or holder.label is not row.label


def why(kb: KnowledgeBase, standing: Standing) -> Why:
    """The rule that gave a claim its label, and what it used; see `cruxbase.reasoning.grounded_labelling`."""
    labels = kb.statuses()[standing.who]
    near = list(_near(kb, standing.claim, labels))
    against = [(ground, label) for ground, label in near if ground.kind in ("attacks", "rival")]
    stance = _stance(kb, standing)
    if standing.label is Label.IN:
        if stance is Label.IN:
            return Why(Reason.ASSUMED, (), len(against))
        held_up = tuple(ground for ground, label in near if ground.kind == "supports" and label is Label.IN)
        return Why(Reason.GROUNDED, held_up, len(against))
    if standing.label is Label.OUT:
        if stance is Label.OUT:
            return Why(Reason.REJECTED, (), 0)
        standing_against = [ground for ground, label in against if label is Label.IN]
        argued = [ground for ground in standing_against if ground.kind == "attacks"]
        failing = [ground for ground, label in near if ground.kind == "requires" and label is Label.OUT]
        # A rival may stand only because this falls, so it is named last, and alone only where nothing else defeats this.
        rivals = [ground for ground in standing_against if ground.kind == "rival"]
        reason = Reason.NEED_FAILS if failing and not argued else Reason.ATTACKED
        return Why(reason, (*argued, *failing, *rivals), 0)
    grounded = any(ground.kind == "supports" and label is Label.IN for ground, label in near)
    if stance is Label.UNDECIDED and not grounded:
        return Why(Reason.OPEN, (), 0)
    waits = (ground for ground, label in near if ground.kind != "supports" and label is Label.UNDECIDED)
    return Why(Reason.WAITS, tuple(waits), 0)


def _stance(kb: KnowledgeBase, standing: Standing) -> Label:
    if standing.who == ON_RECORD or kb.graph.kind(standing.claim) == "definition":
        return Label.IN
    return perspective_of(kb, standing.who).label_of(standing.claim, kb.statuses().threshold) or Label.UNDECIDED


def _near(kb: KnowledgeBase, claim: str, labels: Labels) -> Iterator[tuple[Ground, Label]]:
    """What bears on a claim, with its own label."""
    graph = kb.graph
    for step in graph.steps_into(claim):
        if all(premise in labels for premise in step.premises) and not (
            step.is_argument and is_retired(graph, step.start)
        ):
            yield Ground(step.premises, step.name, step.kind), _label_of_step(kb, step, labels)
    for crux in graph.links_to("side", claim):
        if not is_retired(graph, crux.start):
            for side in graph.links_from("side", crux.start):
                if side.end in labels and side.end != claim:
                    yield Ground((side.end,), "", "rival"), labels[side.end]
    for link in graph.links_from("requires", claim):
        if link.end in labels:
            yield Ground((link.end,), "", "requires"), labels[link.end]


def _label_of_step(kb: KnowledgeBase, step: Step, labels: Labels) -> Label:
    """A step stands when its premises do and nothing that stands undercuts it."""
    against = [labels[one.start] for one in kb.graph.undercuts_of(step.name) if one.start in labels]
    needed = [labels[premise] for premise in step.premises]
    if Label.IN in against or Label.OUT in needed:
        return Label.OUT
    return Label.UNDECIDED if Label.UNDECIDED in (*against, *needed) else Label.IN
