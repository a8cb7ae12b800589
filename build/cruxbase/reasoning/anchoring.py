"""A person's beliefs as an anchored view of the base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph
from cruxbase.graph.written_beliefs import is_reading
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
            is_read = graph is not None and claim in view.credences and read_by_editor(graph, view, claim)
            stated[claim] = statement._replace(kind="reading") if is_read else statement
    return stated


def read_by_editor(graph: ArgumentGraph, view: Perspective, claim: str) -> bool:
    """Whether what a view has of a claim is an editor's reading, and no number, word or stance of the text."""
    belief = view.origins.get(claim)
    return belief is not None and is_reading(graph, belief)


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
