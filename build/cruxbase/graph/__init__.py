"""The argument graph: every reference resolved once, steps as nodes, read-only."""

from cruxbase.graph.argument_graph import ArgumentGraph, GraphParts, reachable
from cruxbase.graph.linking import Linked, link, nearest
from cruxbase.graph.parts import (
    BeliefLink,
    CitationLink,
    ConditionalLink,
    EstimateLink,
    Link,
    LinkKind,
    StepKind,
    StepNode,
    UndercutLink,
    Where,
)

__all__ = [
    "ArgumentGraph",
    "BeliefLink",
    "CitationLink",
    "ConditionalLink",
    "EstimateLink",
    "GraphParts",
    "Link",
    "LinkKind",
    "Linked",
    "StepKind",
    "StepNode",
    "UndercutLink",
    "Where",
    "link",
    "nearest",
    "reachable",
]
