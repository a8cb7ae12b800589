"""The table of relations in numbers says what the graph says."""

from __future__ import annotations

from array import array

import pytest

from cruxbase.graph import ArgumentGraph
from cruxbase.graph.relation_table import JointStep, Pairs, RelationTable
from cruxbase.loading.loading import load_texts

CLAIM = "type: claim\ntitle: Of {id}\ntopic: t\nstatement: It is about {id}.\nsources: [s]\n"


@pytest.fixture(scope="module")
def graph() -> ArgumentGraph:
    """a and b support c together, a is attacked by d, e undercuts that, c requires e."""
    texts = {
        f"claims/{id}.yaml": CLAIM.format(id=id) + more
        for id, more in {
            "a": "supports: [{claim: c, with: [b]}]\n",
            "b": "",
            "c": "requires: [e]\n",
            "d": "attacks: [a]\n",
            "e": "undercuts: [d -> a]\n",
        }.items()
    }
    texts["claims/topics/t.yaml"] = "type: topic\ntitle: T\nsummary: About it.\n"
    return load_texts(texts).knowledge_base.graph


def test_reasons_are_counted_by_topic(graph: ArgumentGraph):
    """One reason for, and against it an attack and an undercut."""
    table, topic = RelationTable.of(graph), list(graph.corpus).index("t")
    assert table.reasons() == {topic: (1, 2)}


def test_dependants_are_those_of_the_graph(graph: ArgumentGraph):
    """What depends directly on each record is what the graph says."""
    ids = list(graph.corpus)
    found = RelationTable.of(graph).dependants()
    assert {ids[n]: {ids[m] for m in ends} for n, ends in found.items()} == {
        id: set(graph.dependants(id)) for id in ids if graph.dependants(id)
    }


def test_a_table_that_was_kept_is_the_same(graph: ArgumentGraph):
    """What is read back is what was written."""
    table = RelationTable.of(graph)
    kept = RelationTable.from_plain({**table.plain(), "joint": [list(step) for step in table.joint]})
    assert kept.plain() == table.plain()
    assert kept.joint == (JointStep(0, "supports", 2, (0, 1)),)


def test_pairs_that_do_not_belong_together_are_refused():
    """Three first and two second ones are no pairs."""
    with pytest.raises(ValueError, match="pairs"):
        Pairs.from_plain([array("I", [1, 2, 3]).tobytes(), array("I", [1, 2]).tobytes()])
