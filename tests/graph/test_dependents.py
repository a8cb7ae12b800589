"""How much depends on a claim: the counts of the site, of `impact` and of a plain walk are the same."""

from __future__ import annotations

import random

import networkx
import pytest

from cruxbase.graph.dependents import count_depending, dependents_in, dependents_of_each
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.site.blocks.blocks import crux_rows
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.settings import Site
from support import REPOSITORY


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


def walked(kb: KnowledgeBase, claims: set[str]) -> set[str]:
    """What can be reached from some claims, by networkx."""
    graph = networkx.DiGraph((id, other) for id in kb.graph.claim_ids() for other in kb.graph.dependants(id))
    graph.add_nodes_from(claims)
    return set[str]().union(*(networkx.descendants(graph, claim) for claim in claims)) - claims


def test_the_counts_of_the_site_are_those_of_impact(kb: KnowledgeBase):
    """For every claim of the shipped base, `impact` lists as many as the pages, the lists and the map count."""
    counted = {id: (found.direct, found.total) for id, found in dependents_in(kb.graph).items()}
    impacts = {id: kb.impact(id) for id in kb.graph.claim_ids()}
    assert {id: found[1] for id, found in counted.items()} == {id: len(found) for id, found in impacts.items()}


def test_what_a_crux_weighs_is_a_union(kb: KnowledgeBase):
    """What depends on several claims that one crux decides is counted once, as by a plain walk."""
    rows = crux_rows(PageContext(SiteContext(kb, Site()), "../"))
    decided = {row.ref.id: {link.end for link in kb.graph.links_from("decides", row.ref.id)} for row in rows}
    assert {row.ref.id: row.weight for row in rows} == {
        id: len(claims | walked(kb, claims)) if claims else 0 for id, claims in decided.items()
    }


@pytest.mark.parametrize("seed", range(20))
def test_counts_agree_with_a_plain_walk_on_random_graphs(seed: int):
    """With cycles, forks and joins, whatever their order."""
    chance = random.Random(seed)
    names = [f"c{number}" for number in range(30)]
    following = {name: chance.sample(names, chance.choice((0, 0, 1, 2))) for name in names}
    following = {name: [other for other in others if other != name] for name, others in following.items()}
    graph = networkx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from((name, other) for name, others in following.items() for other in others)
    counts = {name: found.total for name, found in dependents_of_each(following).items()}
    assert counts == {name: len(networkx.descendants(graph, name)) for name in names}


def test_no_claim_depends_on_nothing(kb: KnowledgeBase):
    """On no claims, no claim depends."""
    assert count_depending(kb.graph, []) == 0
