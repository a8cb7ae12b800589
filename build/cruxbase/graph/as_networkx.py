"""The argument graph as a networkx multigraph, for whoever wants other algorithms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx

if TYPE_CHECKING:
    from cruxbase.graph.argument_graph import ArgumentGraph


def multidigraph(graph: ArgumentGraph) -> networkx.MultiDiGraph:
    """Records and steps as nodes; the key of an edge is its kind.

    A record node has `node="record"` and all its plain data; a step node has `node="step"` and its fields. Premises
    point to their step (`premise`), a step to its conclusion (`supports` or `attacks`), an undercutting record to the
    step (`undercuts`); the other relations join records directly.
    """
    made = networkx.MultiDiGraph()
    for id in graph.corpus:
        entry = graph.corpus.entry(id)
        made.add_node(id, **{**entry.data, "node": "record", "type": entry.kind, "path": entry.path})
    for step in graph.steps.values():
        name = f"step:{step.name}"
        fields = step._asdict()
        made.add_node(name, **{**fields, "node": "step"})
        for premise in step.premises:
            made.add_edge(premise, name, key="premise", kind="premise")
        made.add_edge(
            name, step.conclusion, key=step.kind, kind=step.kind, strength=step.strength, because=step.because
        )
    for undercut in graph.parts.undercuts:
        made.add_edge(
            undercut.start, f"step:{undercut.step}", key="undercuts", kind="undercuts", because=undercut.because
        )
    for link in graph.parts.links:
        made.add_edge(link.start, link.end, key=link.kind, kind=link.kind, because=link.because)
    for citation in graph.parts.citations:
        made.add_edge(citation.record, citation.source, key="cites", kind="cites", where=citation.where)
    for belief in graph.parts.beliefs:
        made.add_edge(belief.viewpoint, belief.claim, key=belief.stance, kind=belief.stance)
    return made
