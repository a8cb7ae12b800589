"""The argument graph: every reference resolved once, steps as nodes, read-only."""

from cruxbase.graph.argument_graph import ArgumentGraph, GraphParts, reachable
from cruxbase.graph.linking import Linked, link, nearest
from cruxbase.graph.parts import (
    Belief,
    CitationLink,
    ConditionalLink,
    EstimateLink,
    Link,
    LinkKind,
    Step,
    StepKind,
    Undercut,
    Where,
)

__all__ = [
    "ArgumentGraph",
    "Belief",
    "CitationLink",
    "ConditionalLink",
    "EstimateLink",
    "GraphParts",
    "Link",
    "LinkKind",
    "Linked",
    "Step",
    "StepKind",
    "Undercut",
    "Where",
    "link",
    "nearest",
    "reachable",
]
