"""Circles are found whatever their shape, each once, at a place that does not depend on the order of files."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.checks.cycles import loops, shortest_circle
from support import findings_beside

CLAIM = """
# claims/monitoring/{id}.yaml
type: claim
title: Title of {id}
topic: monitoring
origin: implied
statement: What {id} states.
notes: For this test.
requires: {requires}
"""


def base(**requires: str) -> str:
    """Claims that require each other."""
    return "\n".join(CLAIM.format(id=id, requires=f"[{ends}]") for id, ends in requires.items())


def circles(written: str) -> list[tuple[str, str]]:
    """Each circle's place and message."""
    found = findings_beside(written)
    return [(d.span.path.rpartition("/")[2], d.message) for d in found if d.code == "argument/requires-cycle"]


def test_chain_is_no_circle():
    """Requirements that come to an end are no finding."""
    assert circles(base(a="b", b="c", c="monitors-catch-most-attempts")) == []


def test_diamond_is_no_circle():
    """Two ways to one claim are no circle."""
    assert circles(base(a="b, c", b="d", c="d", d="monitors-catch-most-attempts")) == []


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a")])
def test_circle_is_told_once_at_its_first_member(order: tuple[str, ...]):
    """A circle is one finding, on the member whose id comes first, and names all members."""
    ends = {"a": "b", "b": "c", "c": "a"}
    written = base(**{id: ends[id] for id in order})
    assert circles(written) == [("a.yaml", "'requires' leads round in a circle: a → b → c → a")]


def test_related_places_are_the_other_links():
    """Every other link of the circle is shown, in its order."""
    (found,) = [d for d in findings_beside(base(a="b", b="c", c="a")) if d.code == "argument/requires-cycle"]
    assert [related.span.path.rpartition("/")[2] for related in found.related] == ["b.yaml", "c.yaml"]


def test_circles_apart_are_told_apart():
    """Two circles that share nothing are two findings."""
    assert len(circles(base(a="b", b="a", c="d", d="c"))) == 2


def test_shortest_circle_stands_for_a_tangle():
    """Where circles share members, one finding shows the shortest and says how many are in it."""
    written = base(a="b, c", b="a", c="d", d="a")
    assert circles(written) == [("a.yaml", "'requires' leads round in a circle: a → b → a")]
    (found,) = [d for d in findings_beside(written) if d.code == "argument/requires-cycle"]
    assert "4 records" in found.help


def test_record_that_requires_itself_is_no_circle_too():
    """A self-reference is said once, as one."""
    found = findings_beside(base(a="a"))
    assert [d.code for d in found] == ["link/self-reference"]


@pytest.mark.parametrize(
    ("kind", "key", "more"),
    [
        ("claim", "refines", "topic: monitoring\nstatement: S {id}.\norigin: implied\nnotes: N\n"),
        ("source", "part_of", "kind: report\nchecked: read\nurl: https://example.org/{id}\n"),
        ("topic", "parent", "summary: S.\n"),
    ],
)
def test_orders_run_in_no_circle(kind: str, key: str, more: str):
    """`refines`, `part_of` and `parent` are orders as well."""
    folder = "topics" if kind == "topic" else "sources" if kind == "source" else "monitoring"
    written = "\n".join(
        f"# claims/{folder}/{id}.yaml\ntype: {kind}\ntitle: Title of {id}\n{more.format(id=id)}"
        f"{key}: {[end] if key == 'refines' else end}\n"
        for id, end in (("a", "b"), ("b", "a"))
    )
    assert [d.message for d in findings_beside(written) if d.code == "link/cycle"] == [
        f"{key!r} leads round in a circle: a → b → a"
    ]


nodes = st.integers(0, 12).map(lambda number: f"n{number:02}")
graphs = st.dictionaries(nodes, st.lists(nodes, max_size=4, unique=True), max_size=13)


@given(graphs)
def test_loops_are_the_strongly_connected_components(neighbours: dict[str, list[str]]):
    """The groups are networkx's strongly connected components of two nodes or more, each once."""
    graph = networkx.DiGraph([(start, end) for start, ends in neighbours.items() for end in ends])
    expected = {tuple(sorted(group)) for group in networkx.strongly_connected_components(graph) if len(group) > 1}
    found = list(loops(neighbours))
    assert set(found) == expected
    assert len(found) == len(expected)


@given(graphs)
def test_shortest_circle_is_a_circle_and_shortest(neighbours: dict[str, list[str]]):
    """It begins at the group's first member, follows links, and no circle through that member is shorter."""
    graph = networkx.DiGraph([(start, end) for start, ends in neighbours.items() for end in ends])
    for group in loops(neighbours):
        circle = shortest_circle(group, neighbours)
        assert circle[0] == group[0]
        assert all(graph.has_edge(a, b) for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
        back = min(
            networkx.shortest_path_length(graph, following, group[0])
            for following in neighbours[group[0]]
            if following != group[0] and networkx.has_path(graph, following, group[0])
        )
        assert len(circle) == back + 1


def test_long_chain_does_not_exhaust_the_stack():
    """A circle of 50,000 records is found without recursion."""
    count = 50_000
    neighbours = {f"{i:05}": [f"{(i + 1) % count:05}"] for i in range(count)}
    assert [len(group) for group in loops(neighbours)] == [count]
