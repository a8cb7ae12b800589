"""The argument graph in the two forms that reasoning works on: reasons to weigh and a weighted framework."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.status import WeighedLabelling, weighed_labelling
from cruxbase.reasoning.weighing_network import Edge, WeighedStep, WeighingNetwork
from cruxbase.reasoning.weighing_problem import WeighingProblem
from cruxbase.records import ARGUABLE, marked_retired
from cruxbase.support.collection import collection_paused
from cruxbase.support.memoized import memoized_by_graph

if TYPE_CHECKING:
    from cruxbase.reasoning.compiled_framework import BaseScore
    from cruxbase.reasoning.jeffrey import EvidenceGraph
    from cruxbase.reasoning.qbaf import QBAF

WEIGHTS = {"weak": 0.5, "moderate": 1.0, "strong": 2.0}
"""What a step weighs by its strength, and what it adds to the log-odds of its conclusion."""

ON_RECORD = "on-record"
"""The name of the reading in which every claim has a presumption, and nobody's beliefs count."""


@memoized_by_graph
def statements(graph: ArgumentGraph) -> tuple[str, ...]:
    """The records that can stand or fall: everything arguable, and definitions, unless retired.

    Questions and cruxes have no truth value, and arguments are steps.
    """
    return tuple(
        id
        for id, entry in graph.corpus.entries.items()
        if (entry.kind in ARGUABLE or entry.kind == "definition") and not is_retired(graph, id)
    )


def is_retired(graph: ArgumentGraph, id: str) -> bool:
    """Whether a record is kept only so that its address goes on working."""
    return marked_retired(graph.corpus.entry(id).data)


def working_steps(graph: ArgumentGraph, claims: Collection[str]) -> tuple[StepNode, ...]:
    """The steps whose premises and conclusion are all among some claims; an argument that is retired makes none."""
    return tuple(
        step
        for step in graph.steps.values()
        if step.conclusion in claims
        and all(premise in claims for premise in step.premises)
        and not (step.is_argument and is_retired(graph, step.start))
    )


@memoized_by_graph
def weighed_steps(graph: ArgumentGraph) -> tuple[WeighedStep, ...]:
    """The steps that do something, with their weights; only what can stand or fall undercuts them.

    >>> from cruxbase import load
    >>> weighed_steps(load("schema/examples/valid/claims").knowledge_base.graph)[0].weight
    1.0
    """
    claims = dict.fromkeys(statements(graph))
    with collection_paused():
        return tuple(
            WeighedStep(
                step.name,
                step.premises,
                step.conclusion,
                WEIGHTS[step.strength],
                step.kind == "attacks",
                tuple(undercut.start for undercut in graph.undercuts_of(step.name) if undercut.start in claims),
                step.group,
            )
            for step in working_steps(graph, claims)
        )


@memoized_by_graph
def weighing_network(graph: ArgumentGraph) -> WeighingNetwork:
    """Claims, steps with their weights, requirements and cruxes of the base, as status by weight needs them.

    What has no truth value does nothing: a question that undercuts a step leaves it standing, and what is retired is out.
    """
    claims = dict.fromkeys(statements(graph))
    requires = tuple(
        (claim, link.end) for claim in claims for link in graph.links_from("requires", claim) if link.end in claims
    )
    cruxes = []
    for crux in graph.ids("crux"):
        sides = [] if is_retired(graph, crux) else [link.end for link in graph.links_from("side", crux)]
        cruxes.append(tuple(side for side in dict.fromkeys(sides) if side in claims))
    return WeighingNetwork(
        tuple(claims), weighed_steps(graph), requires, tuple(sides for sides in cruxes if len(sides) > 1)
    )


@memoized_by_graph
def _presumptions(graph: ArgumentGraph) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """p of every claim at face value; and of the definitions, which every view grants.

    A prediction is not granted for being on record: how likely it is, is what is asked.
    """
    claims = statements(graph)
    return {claim: 1.0 for claim in claims if graph.kind(claim) != "prediction"}, {
        claim: 1.0 for claim in claims if graph.kind(claim) == "definition"
    }


def weighing_problem(
    graph: ArgumentGraph, view: Perspective | None = None, *, threshold: float = THRESHOLD
) -> WeighingProblem:
    """The base as a problem of status by weight.

    Args:
        graph: the linked base.
        view: whose beliefs stand; a claim they left unsaid has no presumption. None reads the record at face value: every
            claim but a prediction has a presumption of 1, as much as a moderate reason.
        threshold: θ, see `Perspective.label_of`.

    >>> from cruxbase import load
    >>> from cruxbase.reasoning.status import weighed_labelling
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> str(weighed_labelling(weighing_problem(graph))["monitor-trial-2024 -> monitors-catch-most-attempts"])
    'out'
    """
    network = weighing_network(graph)
    granted, definitions = _presumptions(graph)
    if view is None:
        return WeighingProblem(network, {}, granted)
    stances = {
        claim: label
        for claim in view.claims
        if claim in network.place
        and claim not in definitions
        and (label := view.label_of(claim, threshold)) is not None
    }
    return WeighingProblem(network, stances, definitions)


def weighed_status(graph: ArgumentGraph, view: Perspective | None, threshold: float = THRESHOLD) -> WeighedLabelling:
    """What stands for a view, or at face value; in time linear in what the view settles and in the number of nodes."""
    return weighed_labelling(weighing_problem(graph, view, threshold=threshold))


def framework(
    graph: ArgumentGraph, scores: Mapping[str, BaseScore], claims: Iterable[str], leaves: Collection[str] = ()
) -> QBAF:
    """Part of the base as a quantitative bipolar framework, steps as links that multiply their premises.

    A step works as far as all its premises hold and none of its undercutters does: its strength is the product of the
    premises' strengths and of one less each undercutter's. A claim that requires others holds at most as far as they do:
    its base score is multiplied by their strengths. (That is ours: the semantics have
    no requirements, and the product is what linked premises have.)

    Args:
        graph: the linked base.
        scores: base score of each claim; None for unknown.
        claims: the claims to include; only steps, undercutters and requirements among them are kept.
        leaves: claims whose score is a stated credence, so that nothing else may bear on them.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> scores = {"attempts-hide-among-good-actions": 1.0, "monitors-miss-what-matters": 0.5}
    >>> round(
    ...     framework(graph, scores, scores).strengths()["monitors-miss-what-matters"], 3
    ... )  # a moderate step: logistic(1)
    0.731
    """
    from cruxbase.reasoning.qbaf import QBAF

    included = dict.fromkeys(claims)
    derived = included.keys() - set(leaves)
    steps = [step for step in working_steps(graph, included) if step.conclusion in derived]
    edges = {
        kind: [(step.name, step.conclusion) for step in steps if step.kind == kind] for kind in ("attacks", "supports")
    }
    links: dict[str, tuple[str, ...]] = {step.name: step.premises for step in steps}
    for claim in derived:
        needed = tuple(link.end for link in graph.links_from("requires", claim) if link.end in included)
        if needed:
            links[claim] = needed
    groups: dict[str, list[Edge]] = {}
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
            step.name: tuple(u.start for u in graph.undercuts_of(step.name) if u.start in included) for step in steps
        },
        groups=groups,
    )


@memoized_by_graph
def evidence_graph(graph: ArgumentGraph) -> EvidenceGraph:
    """The base as weighed evidence: what `jeffrey` strengths are computed on.

    Steps, undercuts, groups, requirements and the sides of cruxes are all in it; what is retired, or has no truth value,
    is not.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> credences = {"attempts-hide-among-good-actions": 1.0}
    >>> round(evidence_graph(graph).strengths(credences)["monitors-miss-what-matters"], 3)
    0.731
    """
    from cruxbase.reasoning.jeffrey import EvidenceGraph

    claims = dict.fromkeys(statements(graph))
    requires = [(claim, link.end) for claim in claims for link in graph.links_from("requires", claim)]
    sides = [
        [link.end for link in graph.links_from("side", crux) if link.end in claims]
        for crux in graph.ids("crux")
        if not is_retired(graph, crux)
    ]
    with collection_paused():
        return EvidenceGraph(claims, weighed_steps(graph), [pair for pair in requires if pair[1] in claims], sides)
