"""A person's beliefs as an anchored view of the base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph
from cruxbase.graph.written_beliefs import belief_fields
from cruxbase.reasoning.agreement import statement_on
from cruxbase.reasoning.on_graph import evidence_graph
from cruxbase.reasoning.perspective import Perspective

if TYPE_CHECKING:
    from cruxbase.reasoning.jeffrey import AnchoredView
    from cruxbase.reasoning.statement import Statement


def statements_of(view: Perspective, graph: ArgumentGraph | None = None) -> dict[str, Statement]:
    """What a person said of each claim, without what they suspended judgement on; see `statement_on`.

    Args:
        view: the person's beliefs.
        graph: the base that they were read from, which says where a credence is an editor's reading; without it all
            credences count as stated.

    >>> from cruxbase.records import Credence
    >>> statements_of(Perspective("someone", {"a": Credence.parse([0.1, 1])}, {"c": "suspends"}))
    {'a': Statement(low=0.1, high=1.0, number=None, kind='credence')}
    """
    stated: dict[str, Statement] = {}
    for claim in view.claims:
        statement = statement_on(view, claim)
        if statement is not None:
            read = graph is not None and claim in view.credences and is_reading(graph, view, claim)
            stated[claim] = statement._replace(kind="reading") if read else statement
    return stated


def is_reading(graph: ArgumentGraph, view: Perspective, claim: str) -> bool:
    """Whether what somebody says of a claim is an editor's reading, and no number or word of the text."""
    belief = view.origins.get(claim)
    if belief is None:
        return False
    return belief_fields(graph, belief).get("basis", "stated") != "stated"


def anchored_view(graph: ArgumentGraph, view: Perspective) -> AnchoredView:
    """The base in the light of what a person said: every stated credence is met.

    Args:
        graph: the linked base.
        view: the person's beliefs; those about what can be neither true nor false are passed over.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> someone = Perspective("someone").supposing({"attempts-hide-among-good-actions": 0.9})
    >>> round(anchored_view(graph, someone).strength("monitors-miss-what-matters"), 3)
    0.685
    """
    evidence = evidence_graph(graph)

    def standing(claims: Mapping[str, object]) -> list[str]:
        return [claim for claim in claims if claim in evidence.index]

    stated = statements_of(view, graph)
    withheld = [claim for claim, stance in view.stances.items() if stance == "suspends" and claim in evidence.index]
    return evidence.anchored({claim: stated[claim] for claim in standing(stated)}, name=view.name, withheld=withheld)
