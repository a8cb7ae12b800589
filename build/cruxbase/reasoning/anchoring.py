"""A person's beliefs as an anchored view of the base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph
from cruxbase.reasoning.agreement import is_bound
from cruxbase.reasoning.on_graph import evidence_graph
from cruxbase.reasoning.perspective import Perspective

if TYPE_CHECKING:
    from cruxbase.reasoning.jeffrey import AnchoredView, Statement


def statements_of(view: Perspective) -> dict[str, Statement]:
    """What a person said of each claim, without what they suspended judgement on.

    A claim held without a number counts as .75 and one rejected as .25, the middles of what that leaves open; a bound
    such as more than 10 % has no number.

    >>> from cruxbase.records import Credence
    >>> statements_of(Perspective("someone", {"a": Credence.parse([0.1, 1])}, {"b": "holds", "c": "suspends"}))
    {'a': Statement(low=0.1, high=1.0, number=None), 'b': Statement(low=0.5, high=1.0, number=0.75)}
    """
    from cruxbase.reasoning.jeffrey import Statement

    stated: dict[str, Statement] = {}
    for claim, credence in view.credences.items():
        bound = getattr(credence, "is_bound", False) or is_bound(credence.low, credence.high)
        if (credence.low, credence.high) != (0.0, 1.0):
            stated[claim] = Statement(credence.low, credence.high, None if bound else credence.mid)
    for claim, stance in view.stances.items():
        ends, number = view.range_of(claim), view.number_for(claim)
        if stance != "suspends" and ends is not None:
            stated[claim] = Statement(*ends, number)
    return stated


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

    stated = statements_of(view)
    withheld = [claim for claim, stance in view.stances.items() if stance == "suspends" and claim in evidence.index]
    return evidence.anchored({claim: stated[claim] for claim in standing(stated)}, name=view.name, withheld=withheld)
