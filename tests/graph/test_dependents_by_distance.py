"""Everything that depends on a claim, by steps away."""

from __future__ import annotations

from cruxbase.graph.dependents import dependents_by_distance, dependents_in
from cruxbase.loading.loading import load_texts
from support import valid_texts


def test_every_dependent_is_listed_once() -> None:
    """The rows hold as many claims as the number says, each once, and the first row those that depend directly."""
    graph = load_texts(valid_texts()).knowledge_base.graph
    dependents = dependents_in(graph)
    for id in graph.claim_ids():
        rows = dependents_by_distance(graph, id)
        listed = [other for row in rows for other in row]
        assert len(listed) == len(set(listed)) == dependents[id].total
        assert len(rows[0] if rows else ()) == dependents[id].direct


def test_a_limit_keeps_the_nearest() -> None:
    """With a limit the rows are the first so many of all rows, in the same order."""
    graph = load_texts(valid_texts()).knowledge_base.graph
    for id in graph.claim_ids():
        every = [other for row in dependents_by_distance(graph, id) for other in row]
        for most in range(len(every) + 2):
            nearest = [other for row in dependents_by_distance(graph, id, most) for other in row]
            assert nearest == every[:most]
