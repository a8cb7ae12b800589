"""What stands in a viewpoint of one belief: a bare credence or claim, or a mapping with more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.graph.argument_graph import ArgumentGraph
from cruxbase.graph.parts import BeliefLink, EstimateLink

if TYPE_CHECKING:
    from cruxbase.records.written import (
        WrittenBelief,
        WrittenCredence,
        WrittenCredenceEntry,
        WrittenEstimate,
        WrittenStance,
    )


def belief_entry(graph: ArgumentGraph, belief: BeliefLink) -> WrittenCredence | WrittenCredenceEntry | WrittenStance:
    """What is written of a belief."""
    data = graph.corpus.entry(belief.viewpoint).data
    if belief.stance == "credence":
        return data["credences"][str(belief.where[1])]
    return data[belief.stance][int(belief.where[1])]


def belief_fields(graph: ArgumentGraph, belief: BeliefLink) -> WrittenBelief:
    """What is written of a belief beside the bare credence or claim."""
    entry = belief_entry(graph, belief)
    return {} if isinstance(entry, (str, list)) else entry


def is_reading(graph: ArgumentGraph, belief: BeliefLink) -> bool:
    """Whether what a viewpoint has of a claim is an editor's reading, and no number, word or stance of the text."""
    return belief_fields(graph, belief).get("basis", "stated") != "stated"


def written_credence(graph: ArgumentGraph, belief: BeliefLink) -> WrittenCredence:
    """The credence of a belief that has one, as it is written.

    Raises:
        KeyError: it is held, rejected or suspended without a credence.
    """
    entry = graph.corpus.entry(belief.viewpoint).data["credences"][str(belief.where[1])]
    return entry if isinstance(entry, (str, list)) else entry["credence"]


def written_estimate(graph: ArgumentGraph, estimate: EstimateLink) -> WrittenEstimate:
    """What is written of an estimate."""
    return graph.corpus.entry(estimate.viewpoint).data["estimates"][str(estimate.where[1])]
