"""The argument graph in the two forms that reasoning works on: a labelling problem and a weighted framework."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.status import Edge, Label, LabellingProblem
from cruxbase.records import ARGUABLE

if TYPE_CHECKING:
    from cruxbase.reasoning.qbaf import QBAF, BaseScore

WEIGHTS = {"weak": 0.5, "moderate": 1.0, "strong": 2.0}
"""What a step adds to the log-odds of its conclusion, by its strength (section 2 of the design)."""

ON_RECORD = "on-record"
"""The name of the reading in which every claim is granted unless something on record speaks against it."""


def statements(graph: ArgumentGraph) -> tuple[str, ...]:
    """The claims that can stand or fall: everything arguable that is not retired, and definitions, which stand."""
    return tuple(
        id
        for id, entry in graph.corpus.entries.items()
        if (entry.kind in ARGUABLE or entry.kind == "definition") and entry.data.get("status") != "retired"
    )


def labelling_problem(
    graph: ArgumentGraph, view: Perspective | None = None, *, threshold: float = THRESHOLD
) -> LabellingProblem:
    """The base as a problem of grounded labelling; claims and steps are nodes.

    A step needs its premises and is attacked by what undercuts it; a claim is attacked by the steps against it, grounded
    by those for it, and needs what it requires (section 1 of the design). The sides of a crux exclude each other, and so
    attack each other whether or not anybody wrote that down: without it, both sides would stand and defeat whatever
    their opposites support.

    Args:
        graph: the linked base.
        view: whose credences decide what is assumed and rejected; what they left unsaid is open. None reads the record
            at face value: every claim is assumed, and falls only to what is said against it.
        threshold: θ, see `Perspective.label_of`.
    """
    claims = statements(graph)
    known = set(claims)
    attacks: list[Edge] = []
    needs: list[Edge] = []
    grounds: list[Edge] = []
    steps = [
        step for step in graph.steps.values() if step.conclusion in known and known.issuperset(step.premises)
    ]
    for step in steps:
        (attacks if step.kind == "attacks" else grounds).append((step.name, step.conclusion))
        needs += [(premise, step.name) for premise in step.premises]
        attacks += [(u.start, step.name) for u in graph.undercuts_of(step.name) if u.start in known]
    for crux in graph.ids("crux"):
        sides = [link.end for link in graph.links_from("side", crux) if link.end in known]
        attacks += [(side, other) for side in sides for other in sides if side != other]
    for claim in claims:
        needs += [(link.end, claim) for link in graph.links_from("requires", claim) if link.end in known]
    stances = {step.name: Label.IN for step in steps}
    for claim in claims:
        stances[claim] = _stance(graph, claim, view, threshold)
    names = (*claims, *(step.name for step in steps))
    return LabellingProblem(names, tuple(attacks), tuple(needs), tuple(grounds), stances)


def _stance(graph: ArgumentGraph, claim: str, view: Perspective | None, threshold: float) -> Label:
    if view is None or graph.kind(claim) == "definition":
        return Label.IN
    return view.label_of(claim, threshold) or Label.UNDECIDED


def framework(
    graph: ArgumentGraph, scores: Mapping[str, BaseScore], claims: Iterable[str], leaves: Collection[str] = ()
) -> QBAF:
    """Part of the base as a quantitative bipolar framework, steps as links that multiply their premises.

    A step works as far as all its premises hold and none of its undercutters does: its strength is the product of the
    premises' strengths and of one less each undercutter's. A claim that requires others holds at most as far as they do:
    its base score is multiplied by their strengths. (The design says nothing of requirements here; the product is what
    it says of linked premises.)

    Args:
        graph: the linked base.
        scores: base score of each claim; None for unknown.
        claims: the claims to include; only steps and requirements among them are kept.
        leaves: claims whose score is a stated credence, so that nothing else may bear on them.
    """
    from cruxbase.reasoning.qbaf import QBAF

    included = tuple(claims)
    known = set(included)
    derived = known.difference(leaves)
    steps = [
        step
        for step in graph.steps.values()
        if step.conclusion in derived and known.issuperset(step.premises)
    ]
    edges = {
        kind: [(step.name, step.conclusion) for step in steps if step.kind == kind]
        for kind in ("attacks", "supports")
    }
    groups: dict[str, list[Edge]] = {}
    links: dict[str, tuple[str, ...]] = {step.name: step.premises for step in steps}
    for claim in derived:
        needed = tuple(link.end for link in graph.links_from("requires", claim) if link.end in known)
        if needed:
            links[claim] = needed
    for step in steps:
        if step.group:
            groups.setdefault(step.group, []).append((step.name, step.conclusion))
    return QBAF(
        {**{claim: scores.get(claim) for claim in included}, **{step.name: 1.0 for step in steps}},
        edges["attacks"],
        edges["supports"],
        {(step.name, step.conclusion): WEIGHTS[step.strength] for step in steps},
        links=links,
        defeaters={
            step.name: tuple(u.start for u in graph.undercuts_of(step.name) if u.start in known)
            for step in steps
        },
        groups=groups,
    )
