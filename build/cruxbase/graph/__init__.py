"""The argument graph: every reference resolved once, steps as nodes, read-only."""

from cruxbase.graph.argument_graph import ArgumentGraph, GraphParts, reachable
from cruxbase.graph.linking import Linked, differ_in_texts_only, link, nearest
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
    "differ_in_texts_only",
    "link",
    "nearest",
    "reachable",
]
