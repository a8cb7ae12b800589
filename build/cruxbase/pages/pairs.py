"""Which two views are worth a page side by side.

There is one for each pair of viewpoints of different holders who both speak of enough claims, and for each pair of people
who only do so by several viewpoints taken together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.pages.book import Book

Pair = tuple[str, str]

ENOUGH = 3
"""Views that have both spoken of this many claims have enough in common for a page."""


def pair_address(pair: Pair) -> str:
    """The address of the page of two views below the site's.

    >>> pair_address(("carlsmith-2022", "superforecasters-2023"))
    'pairs/carlsmith-2022--superforecasters-2023/'
    """
    return f"pairs/{pair_key(pair)}/"


def pair_key(pair: Pair) -> str:
    """What stands for a pair where a record's id stands for the record; no id has two hyphens together."""
    return "--".join(pair)


def pairs_of(kb: KnowledgeBase) -> tuple[Pair, ...]:
    """The pairs of views that have a page, those who share most first, the earlier view of a pair first."""
    graph = kb.graph
    said = {id: _spoken(graph, [id]) for id in graph.ids("viewpoint")}
    holder = {id: links[0].end for id in said if (links := graph.links_from("holder", id))}
    found: dict[Pair, int] = {}
    covered: set[tuple[frozenset[str], frozenset[str]]] = set()
    for a, b in itertools.combinations(said, 2):
        shared = said[a] & said[b]
        if len(shared) >= ENOUGH and holder.get(a) != holder.get(b):
            found[_by_date(graph, a, b)] = len(shared)
            covered.add((frozenset((holder.get(a, a), holder.get(b, b))), frozenset(shared)))
    people = {id: _spoken(graph, [link.start for link in graph.links_to("holder", id)]) for id in graph.ids("person")}
    for a, b in itertools.combinations((id for id in people if people[id]), 2):
        shared = people[a] & people[b]
        if len(shared) >= ENOUGH and (frozenset((a, b)), frozenset(shared)) not in covered:
            found[a, b] = len(shared)
    return tuple(sorted(found, key=lambda pair: (-found[pair], pair)))


def _spoken(graph: ArgumentGraph, viewpoints: Iterable[str]) -> frozenset[str]:
    return frozenset(belief.claim for id in viewpoints for belief in graph.beliefs_of(id))


def _by_date(graph: ArgumentGraph, a: str, b: str) -> Pair:
    dates = {id: str(graph.corpus.entry(id).data["date"]) for id in (a, b)}
    return (a, b) if (dates[a], a) <= (dates[b], b) else (b, a)


def pair_basis(book: Book) -> str:
    """Whatever besides texts decides what two views' pages say: every relation, credence and model of the base."""
    graph = book.kb.graph
    steps = sorted((s.name, s.premises, s.conclusion, s.kind, s.strength, s.group) for s in graph.steps.values())
    undercuts = sorted((undercut.start, undercut.step) for undercut in graph.parts.undercuts)
    links = sorted(tuple(link[:3]) for link in graph.parts.links if link.kind in ("side", "requires", "holder"))
    gone = sorted(id for id in graph.claim_ids() if book.data(id).get("status") == "retired")
    models = [(id, book.data(id)) for id in graph.ids("model")]
    return repr((steps, undercuts, links, gone, models))
